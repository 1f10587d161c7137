//! What the lists of a form come to: needs with the figures they were worked out from, contradictions with the field at
//! which each is mended, and figures to suggest.
//!
//! A suggestion is the upper end of its range: what is suggested is never too little, and is never flagged. Where only the
//! utility can decide on a voltage, none is suggested.

use super::check::{contradictions, Contradiction, Utility};
use super::gas::GasNeed;
use super::power::{PowerNeed, Voltage};
use super::range::Advice;
use super::read::{lists, read, Reading};
use super::water::{WaterMeter, WaterNeed};
use crate::consent::Provenance;
use crate::form::{Edit, FieldKey, Form};
use crate::ident::Decimal;
use crate::item::{Equipment, GasRoles, PowerRoles, WaterRoles};

/// What the lists of a form come to. A list that is hidden or empty comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// What the electrical equipment needs.
    pub power: Option<PowerNeed>,
    /// What the gas appliances need.
    pub gas: Option<GasNeed>,
    /// What the uses of water need.
    pub water: Option<WaterNeed>,
    /// What does not go together, in the order of the form.
    pub contradictions: Vec<Said>,
}

/// A contradiction, and where it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What does not go together.
    pub contradiction: Contradiction,
    /// Where it is mended.
    pub field: FieldKey,
}

impl Said {
    /// Whether it is worth saying while the list is still being made. That nothing is listed yet is not; the page says so when
    /// it is left, and the review does.
    pub fn is_told_at_once(&self) -> bool {
        !matches!(self.contradiction, Contradiction::NothingListed(_))
    }
}

impl Estimate {
    /// What the form says; nothing where no page of its item lists equipment.
    pub fn of(form: &Form) -> Option<Self> {
        lists(form).next()?;
        let reading = read(form);
        let wish = &reading.wish;
        let said = |contradiction| Some(Said { field: field_of(form, &reading, contradiction)?, contradiction });
        Some(Self {
            power: (!wish.loads.is_empty()).then(|| PowerNeed::of(&wish.loads)),
            gas: (!wish.gas_appliances.is_empty()).then(|| GasNeed::of(&wish.gas_appliances)),
            water: (!wish.water_uses.is_empty()).then(|| WaterNeed::of(&wish.water_uses)),
            contradictions: contradictions(wish).into_iter().filter_map(said).collect(),
        })
    }

    /// The figures to suggest, as edits that give way to whatever the citizen or a register says. A figure that does not follow
    /// any more is given back. To be applied after the lists have changed; a list that is hidden suggests nothing new.
    pub fn suggestions(&self, form: &Form) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut suggest = |question: &Option<String>, text: Option<String>| {
            if let Some(question) = question {
                let field = FieldKey::of(&**question);
                let text = text.filter(|text| form.read(&field, text).is_some()).unwrap_or_default();
                edits.push(Edit::Prefill { field, text, provenance: Provenance::Computed });
            }
        };
        let shown = |list: &&Equipment| form.field(&FieldKey::of(&**list.list())).is_some_and(|view| view.visible);
        for list in lists(form).filter(shown) {
            match list {
                Equipment::Power(PowerRoles { voltage, capacity, .. }) => {
                    let need = self.power.as_ref();
                    suggest(capacity, need.and_then(|need| whole_thousands(need.apparent_va.high)));
                    suggest(voltage, need.and_then(|need| clear(need.voltage)));
                }
                Equipment::Gas(GasRoles { flow, day, .. }) => {
                    let need = self.gas.as_ref().filter(|need| need.unknown == 0);
                    suggest(flow, need.and_then(|need| thousandths(need.litres_per_hour.high)));
                    suggest(day, need.and_then(|need| thousandths(need.litres_per_day.high)));
                }
                Equipment::Water(WaterRoles { day, hour, diameter, .. }) => {
                    let need = self.water.as_ref();
                    suggest(day, need.and_then(|need| thousandths(need.litres_per_day.high)));
                    suggest(hour, need.and_then(|need| thousandths(need.litres_per_hour.high)));
                    suggest(diameter, need.and_then(|need| meter(need.meter)));
                }
            }
        }
        edits
    }
}

/// The voltage, where the list leaves no doubt.
fn clear(voltage: Advice<Voltage>) -> Option<String> {
    match voltage {
        Advice::Clear(voltage) => Some(voltage.id().to_owned()),
        Advice::Ask(..) | Advice::Beyond => None,
    }
}

/// The larger meter that may do.
fn meter(meter: Advice<WaterMeter>) -> Option<String> {
    match meter {
        Advice::Clear(meter) | Advice::Ask(_, meter) => Some(format!("dn{}", meter.diameter)),
        Advice::Beyond => None,
    }
}

/// Litres as m³, exactly.
fn thousandths(value: u64) -> Option<String> {
    Some(Decimal::new(i64::try_from(value).ok()?, 3)?.to_string())
}

/// Volt-amperes as whole kVA, rounded up.
fn whole_thousands(value: u64) -> Option<String> {
    Some(value.div_ceil(1_000).to_string())
}

/// Where a contradiction is mended: at the figure that is wished for, otherwise at the list.
fn field_of(form: &Form, reading: &Reading, contradiction: Contradiction) -> Option<FieldKey> {
    let list = |utility: Utility| lists(form).find(|list| list.utility() == utility);
    let figure = |utility: Utility, pick: fn(&Equipment) -> Option<&String>| {
        let list = list(utility)?;
        Some(FieldKey::of(&**pick(list).unwrap_or_else(|| list.list())))
    };
    match contradiction {
        Contradiction::NotChosen(utility) | Contradiction::NothingListed(utility) => figure(utility, |_| None),
        Contradiction::ThreePhaseOnSingle
        | Contradiction::VoltageHigherThanNeeded
        | Contradiction::VoltageLowerThanNeeded => figure(Utility::Power, |list| match list {
            Equipment::Power(roles) => roles.voltage.as_ref(),
            Equipment::Gas(_) | Equipment::Water(_) => None,
        }),
        Contradiction::CapacityBelowDemand { .. } | Contradiction::CapacityAboveInstalled { .. } => {
            figure(Utility::Power, |list| match list {
                Equipment::Power(roles) => roles.capacity.as_ref(),
                Equipment::Gas(_) | Equipment::Water(_) => None,
            })
        }
        Contradiction::GasFigures { appliance } => match list(Utility::Gas)? {
            Equipment::Gas(roles) => reading.gas_rows.get(appliance).map(|row| FieldKey::in_row(&*roles.rate, *row)),
            Equipment::Power(_) | Equipment::Water(_) => None,
        },
        Contradiction::GasFlowOutside { .. } => figure(Utility::Gas, |list| match list {
            Equipment::Gas(roles) => roles.flow.as_ref(),
            Equipment::Power(_) | Equipment::Water(_) => None,
        }),
        Contradiction::WaterHourAndDay => figure(Utility::Water, |list| match list {
            Equipment::Water(roles) => roles.hour.as_ref(),
            Equipment::Power(_) | Equipment::Gas(_) => None,
        }),
        Contradiction::WaterMeterTooSmall { .. } | Contradiction::WaterMeterTooLarge { .. } => {
            figure(Utility::Water, |list| match list {
                Equipment::Water(roles) => roles.diameter.as_ref(),
                Equipment::Power(_) | Equipment::Gas(_) => None,
            })
        }
        Contradiction::KitchenWithoutHeat => figure(Utility::Water, |_| None),
    }
}
