//! From a form to what it says about water, power and gas, by the helpers of its pages. A hidden answer says nothing.

use super::check::{Utility, Wish};
use super::gas::GasAppliance;
use super::power::{Load, LoadGroup, Phases, Voltage};
use super::water::{diameter_of, WaterUse, WaterUseKind};
use crate::form::{FieldKey, Form, RowId, Value};
use crate::ident::Decimal;
use crate::item::{Equipment, GasRoles, Helper, PowerRoles, WaterRoles};

/// What a form says, with the rows of the gas appliances in the order of the wish.
pub(super) struct Reading {
    pub wish: Wish,
    pub gas_rows: Vec<RowId>,
}

/// The lists of equipment on the pages of the form's item.
pub(super) fn lists(form: &Form) -> impl Iterator<Item = &Equipment> {
    form.item().pages.iter().filter_map(|page| page.helper.as_ref()).map(|Helper::Equipment(equipment)| equipment)
}

/// Reads every list that is shown.
pub(super) fn read(form: &Form) -> Reading {
    let mut reading = Reading { wish: Wish::default(), gas_rows: Vec::new() };
    for list in lists(form) {
        let Some(view) = form.field(&FieldKey::of(&**list.list())).filter(|view| view.visible) else { continue };
        // Who need not list anything is not told that nothing is listed.
        if view.required || !form.rows(list.list()).is_empty() {
            reading.wish.chosen.push(list.utility());
        }
        match list {
            Equipment::Power(roles) => power(form, roles, &mut reading.wish),
            Equipment::Gas(roles) => gas(form, roles, &mut reading),
            Equipment::Water(roles) => water(form, roles, &mut reading.wish),
        }
    }
    reading
}

impl Equipment {
    /// Which utility's list it is.
    pub fn utility(&self) -> Utility {
        match self {
            Self::Power(_) => Utility::Power,
            Self::Gas(_) => Utility::Gas,
            Self::Water(_) => Utility::Water,
        }
    }
}

/// A row, or what stands beside the list.
#[derive(Clone, Copy)]
struct Place<'a>(&'a Form, Option<RowId>);

impl Place<'_> {
    fn value(self, question: &str) -> Option<Value> {
        let field = FieldKey { question: question.to_owned(), row: self.1 };
        self.0.field(&field).filter(|view| view.visible)?.value
    }

    /// The number in its smallest unit, a thousandth: kW are watts and m³ are litres.
    fn thousandths(self, question: &str) -> Option<u64> {
        match self.value(question)? {
            Value::Number(number) => u64::try_from(number.ten_thousandths() / 10).ok(),
            _ => None,
        }
    }

    fn whole(self, question: &str) -> Option<u32> {
        match self.value(question)? {
            Value::Number(number) => Decimal::whole(number).and_then(|whole| u32::try_from(whole).ok()),
            _ => None,
        }
    }

    fn option<T>(self, question: &str, of: fn(&str) -> Option<T>) -> Option<T> {
        match self.value(question)? {
            Value::Choice(id) => of(&id),
            _ => None,
        }
    }
}

fn rows<'a>(form: &'a Form, list: &'a String) -> impl Iterator<Item = (RowId, Place<'a>)> {
    form.rows(list).iter().map(move |row| (*row, Place(form, Some(*row))))
}

fn power(form: &Form, roles: &PowerRoles, wish: &mut Wish) {
    let load = |(_, row): (RowId, Place<'_>)| {
        Some(Load {
            group: row.option(&roles.kind, LoadGroup::of)?,
            watts: row.thousandths(&roles.kilowatts)?,
            number: row.whole(&roles.number)?,
            phases: row.option(&roles.phases, Phases::of)?,
        })
    };
    wish.loads = rows(form, &roles.list).filter_map(load).collect();
    let beside = Place(form, None);
    wish.voltage = roles.voltage.as_deref().and_then(|id| beside.option(id, Voltage::of));
    wish.capacity_va = roles.capacity.as_deref().and_then(|id| beside.thousandths(id));
}

fn gas(form: &Form, roles: &GasRoles, reading: &mut Reading) {
    for (id, row) in rows(form, &roles.list) {
        let Some(number) = row.whole(&roles.number) else { continue };
        reading.gas_rows.push(id);
        reading.wish.gas_appliances.push(GasAppliance {
            heat_watts: row.thousandths(&roles.heat),
            litres_per_hour: row.thousandths(&roles.rate),
            number,
            hours: row.whole(&roles.hours).and_then(|hours| u8::try_from(hours).ok()).unwrap_or(0),
        });
    }
    reading.wish.gas_flow = roles.flow.as_deref().and_then(|id| Place(form, None).thousandths(id));
}

fn water(form: &Form, roles: &WaterRoles, wish: &mut Wish) {
    let one = |(_, row): (RowId, Place<'_>)| {
        Some(WaterUse { kind: row.option(&roles.kind, WaterUseKind::of)?, number: row.whole(&roles.number)? })
    };
    wish.water_uses = rows(form, &roles.list).filter_map(one).collect();
    let beside = Place(form, None);
    wish.diameter = roles.diameter.as_deref().and_then(|id| beside.option(id, diameter_of));
    wish.water_day = roles.day.as_deref().and_then(|id| beside.thousandths(id));
    wish.water_hour = roles.hour.as_deref().and_then(|id| beside.thousandths(id));
}
