//! Gas (用气): from appliances to the flow and the meter.
//!
//! Natural gas 12T (GB/T 13611): a net calorific value of 34.0 to 35.6 MJ/m³, so that 1 m³/h carries 9.4 to 9.9 kW.
//! The upper end has all appliances on at once. Meters by GB/T 6968-2019, whose largest passes 160 m³/h.

use super::range::{Advice, Range};

/// Net calorific value of natural gas 12T in kJ/m³; the richest gas needs the least.
const KILOJOULES: Range = Range { low: 34_000, high: 35_600 };

/// One line of the list of gas appliances (用气设备).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GasAppliance {
    /// Rated heat load of one (额定热负荷), in watts, where it is known.
    pub heat_watts: Option<u64>,
    /// Rated gas rate of one (额定用气量), in litres an hour, where it is known. It goes before the heat load.
    pub litres_per_hour: Option<u64>,
    /// How many.
    pub number: u32,
    /// Hours a day.
    pub hours: u8,
}

/// Diaphragm meters (膜式燃气表) by the flow they pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum GasMeter {
    G1_6,
    G2_5,
    G4,
    G6,
    G10,
    G16,
    G25,
    G40,
    G65,
    G100,
}

/// Each meter with the most that it passes, in litres an hour (GB/T 6968-2019).
const METERS: [(GasMeter, u64); 10] = [
    (GasMeter::G1_6, 2_500),
    (GasMeter::G2_5, 4_000),
    (GasMeter::G4, 6_000),
    (GasMeter::G6, 10_000),
    (GasMeter::G10, 16_000),
    (GasMeter::G16, 25_000),
    (GasMeter::G25, 40_000),
    (GasMeter::G40, 65_000),
    (GasMeter::G65, 100_000),
    (GasMeter::G100, 160_000),
];

impl GasAppliance {
    /// The flow of one, in litres an hour; nothing where neither figure is known.
    pub fn flow(&self) -> Option<Range> {
        let by_heat = self.heat_watts.map(flow_of_heat);
        self.litres_per_hour.map(Range::exactly).or(by_heat)
    }

    /// Whether both figures are known and cannot belong to the same appliance: more than 15 % apart.
    pub fn disagrees(&self) -> bool {
        match (self.heat_watts.map(flow_of_heat), self.litres_per_hour) {
            (Some(by_heat), Some(rate)) => !by_heat.scaled(Range { low: 85, high: 115 }, 100).holds(rate),
            (None, _) | (_, None) => false,
        }
    }
}

/// The flow that a heat load needs, in litres an hour.
fn flow_of_heat(watts: u64) -> Range {
    let kilojoules_per_hour = Range::exactly(watts).scaled(Range::exactly(3_600), 1);
    Range { low: kilojoules_per_hour.low / KILOJOULES.high, high: kilojoules_per_hour.high.div_ceil(KILOJOULES.low) }
}

/// What the gas appliances need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GasNeed {
    /// All on at once, in litres an hour.
    pub litres_per_hour: Range,
    /// In a day, in litres.
    pub litres_per_day: Range,
    /// Each appliance's flow, all of its number together, in the order of the list; nothing where nobody knows it.
    pub flows: Vec<Option<Range>>,
    /// Appliances whose flow nobody knows.
    pub unknown: usize,
    /// Which meter.
    pub meter: Advice<GasMeter>,
}

impl GasNeed {
    /// What these appliances need together.
    pub fn of(appliances: &[GasAppliance]) -> Self {
        let all =
            |appliance: &GasAppliance| Some(appliance.flow()?.scaled(Range::exactly(u64::from(appliance.number)), 1));
        let flows: Vec<Option<Range>> = appliances.iter().map(all).collect();
        let (mut hourly, mut daily) = (Range::default(), Range::default());
        for (appliance, flow) in appliances.iter().zip(&flows) {
            let flow = flow.unwrap_or_default();
            hourly = hourly.plus(flow);
            daily = daily.plus(flow.scaled(Range::exactly(u64::from(appliance.hours.min(24))), 1));
        }
        let unknown = flows.iter().filter(|flow| flow.is_none()).count();
        let meter = Advice::of(meter(hourly.low), meter(hourly.high));
        Self { litres_per_hour: hourly, litres_per_day: daily, flows, unknown, meter }
    }
}

/// The smallest meter that passes this flow.
fn meter(litres_per_hour: u64) -> Option<GasMeter> {
    METERS.iter().find(|(_, most)| litres_per_hour <= *most).map(|(meter, _)| *meter)
}
