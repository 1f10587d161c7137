//! What an applicant wishes, held against what the equipment needs, and the three utilities against each other.
//!
//! Each contradiction names what to look at again. None of them forbids anything: the utility decides after the survey.

use super::gas::{GasAppliance, GasNeed};
use super::power::{Load, Phases, PowerNeed, Voltage};
use super::range::Range;
use super::water::{WaterMeter, WaterNeed, WaterUse, WaterUseKind};

/// One of the utilities (公用企业).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Utility {
    /// 水.
    Water,
    /// 电.
    Power,
    /// 气.
    Gas,
}

/// What is applied for. A utility whose part is nothing is not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// The utilities that are chosen.
    pub chosen: Vec<Utility>,
    /// The voltage wished for.
    pub voltage: Option<Voltage>,
    /// The capacity wished for, in volt-amperes.
    pub capacity_va: Option<u64>,
    /// The electrical equipment.
    pub loads: Vec<Load>,
    /// The gas appliances.
    pub gas_appliances: Vec<GasAppliance>,
    /// The flow of gas wished for, in litres an hour.
    pub gas_flow: Option<u64>,
    /// The diameter of the water meter wished for, in millimetres.
    pub diameter: Option<u16>,
    /// The uses of water.
    pub water_uses: Vec<WaterUse>,
    /// The water wished for on the busiest day, in litres.
    pub water_day: Option<u64>,
    /// The water wished for in the busiest hour, in litres.
    pub water_hour: Option<u64>,
}

/// Two statements that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Equipment is listed for a utility that is not chosen.
    NotChosen(Utility),
    /// A utility is chosen and nothing is listed that would use it.
    NothingListed(Utility),
    /// Three-phase equipment on a single-phase supply.
    ThreePhaseOnSingle,
    /// High voltage for what low voltage carries: it costs a transformer of one's own.
    VoltageHigherThanNeeded,
    /// Low voltage for more than it carries.
    VoltageLowerThanNeeded,
    /// Less capacity than even the lower end of what is needed.
    CapacityBelowDemand {
        /// The lower end, in volt-amperes.
        needed_va: u64,
    },
    /// More capacity than all equipment on at once.
    CapacityAboveInstalled {
        /// Everything on at once, in volt-amperes.
        installed_va: u64,
    },
    /// Heat load and gas rate of an appliance cannot both be right.
    GasFigures {
        /// Its place in the list, from 0.
        appliance: usize,
    },
    /// Less gas than the appliances take at the least, or more than they can take.
    GasFlowOutside {
        /// What they take, all on at once, in litres an hour.
        needed: Range,
    },
    /// More water in the busiest hour than in the day, or less than a day spread over 24 hours.
    WaterHourAndDay,
    /// A meter too small for even the lower end of the flow.
    WaterMeterTooSmall {
        /// The smallest diameter that would do, in millimetres.
        least: Option<u16>,
    },
    /// A meter more than two sizes larger than the upper end of the flow needs.
    WaterMeterTooLarge {
        /// The diameter that would do, in millimetres.
        enough: u16,
    },
    /// People eat here, and there is neither gas nor an electric kitchen to cook with.
    KitchenWithoutHeat,
}

/// All contradictions, in the order of the form.
pub fn contradictions(wish: &Wish) -> Vec<Contradiction> {
    let mut found = Vec::new();
    listed(wish, &mut found);
    power(wish, &mut found);
    gas(wish, &mut found);
    water(wish, &mut found);
    found
}

fn listed(wish: &Wish, found: &mut Vec<Contradiction>) {
    let lists = [
        (Utility::Water, wish.water_uses.is_empty()),
        (Utility::Power, wish.loads.is_empty()),
        (Utility::Gas, wish.gas_appliances.is_empty()),
    ];
    for (utility, is_empty) in lists {
        match (wish.chosen.contains(&utility), is_empty) {
            (true, true) => found.push(Contradiction::NothingListed(utility)),
            (false, false) => found.push(Contradiction::NotChosen(utility)),
            (true, false) | (false, true) => {}
        }
    }
}

fn power(wish: &Wish, found: &mut Vec<Contradiction>) {
    if wish.loads.is_empty() {
        return;
    }
    let need = PowerNeed::of(&wish.loads);
    match wish.voltage {
        Some(Voltage::V220) if wish.loads.iter().any(|load| load.phases == Phases::Three) => {
            found.push(Contradiction::ThreePhaseOnSingle);
        }
        Some(voltage) if !need.allows_at_least(voltage) => found.push(Contradiction::VoltageLowerThanNeeded),
        Some(voltage) if !need.allows_at_most(voltage) => found.push(Contradiction::VoltageHigherThanNeeded),
        Some(_) | None => {}
    }
    match wish.capacity_va {
        Some(va) if va < need.apparent_va.low => {
            found.push(Contradiction::CapacityBelowDemand { needed_va: need.apparent_va.low });
        }
        Some(va) if va > need.installed_va => {
            found.push(Contradiction::CapacityAboveInstalled { installed_va: need.installed_va });
        }
        Some(_) | None => {}
    }
}

fn gas(wish: &Wish, found: &mut Vec<Contradiction>) {
    let wrong = wish.gas_appliances.iter().enumerate().filter(|(_, appliance)| appliance.disagrees());
    found.extend(wrong.map(|(appliance, _)| Contradiction::GasFigures { appliance }));
    let need = GasNeed::of(&wish.gas_appliances);
    if let Some(flow) = wish.gas_flow.filter(|_| need.unknown == 0 && !wish.gas_appliances.is_empty()) {
        if !need.litres_per_hour.holds(flow) {
            found.push(Contradiction::GasFlowOutside { needed: need.litres_per_hour });
        }
    }
    let cooks = wish.water_uses.iter().any(|one| matches!(one.kind, WaterUseKind::Canteen | WaterUseKind::Restaurant));
    let has_heat =
        !wish.gas_appliances.is_empty() || wish.loads.iter().any(|load| load.group == super::LoadGroup::Kitchen);
    if cooks && !has_heat {
        found.push(Contradiction::KitchenWithoutHeat);
    }
}

fn water(wish: &Wish, found: &mut Vec<Contradiction>) {
    if let (Some(day), Some(hour)) = (wish.water_day, wish.water_hour) {
        if hour > day || hour.saturating_mul(24) < day {
            found.push(Contradiction::WaterHourAndDay);
        }
    }
    let Some(wished) = wish.diameter.and_then(WaterMeter::of_diameter) else { return };
    if wish.water_uses.is_empty() {
        return;
    }
    let need = WaterNeed::of(&wish.water_uses);
    if wished.litres_per_hour < need.litres_per_hour.low {
        found.push(Contradiction::WaterMeterTooSmall {
            least: WaterMeter::for_flow(need.litres_per_hour.low).map(|meter| meter.diameter),
        });
    }
    if let Some(enough) = WaterMeter::for_flow(need.litres_per_hour.high) {
        if wished.is_over_two_sizes_above(enough) {
            found.push(Contradiction::WaterMeterTooLarge { enough: enough.diameter });
        }
    }
}
