//! Water (用水): from what it is used for to the day's need, the busiest hour and the meter.
//!
//! Norms, hours of use and hourly variation of GB 50015-2019 《建筑给水排水设计标准》, tables 3.2.1, 3.2.2 and section 3.2.11.
//! Busiest hour = day × variation / hours of use. Meters by their permanent flow Q3 (GB/T 778.1-2018).

use super::range::{fraction, named, Advice, Range};

/// What water is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterUseKind {
    /// Dwelling 住宅, counted in inhabitants.
    Dwelling,
    /// Office 办公, people a shift.
    Office,
    /// Workshop 车间, workers a shift.
    Workshop,
    /// Showers in a workshop 车间淋浴, people a shift.
    WorkshopShower,
    /// Staff canteen or fast food 职工食堂、快餐, meals a day.
    Canteen,
    /// Restaurant 中餐酒楼, guests a day.
    Restaurant,
    /// Dormitory with own bathrooms 宿舍, beds.
    Dormitory,
    /// Hotel 宾馆, beds.
    Hotel,
    /// Shop 商场, square metres.
    Shop,
    /// Hairdresser 理发美容, customers a day.
    Hairdresser,
    /// Process water 生产用水, litres a day as the firm states it.
    Process,
}

/// What one use takes by the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Norm {
    /// Litres a day for one.
    pub litres: Range,
    /// Hours of use a day.
    pub hours: Range,
    /// The busiest hour over the mean one, in hundredths.
    pub variation: Range,
}

impl WaterUseKind {
    /// All of them, with their ids in items.
    const IDS: [(&'static str, Self); 11] = [
        ("dwelling", Self::Dwelling),
        ("office", Self::Office),
        ("workshop", Self::Workshop),
        ("workshop_shower", Self::WorkshopShower),
        ("canteen", Self::Canteen),
        ("restaurant", Self::Restaurant),
        ("dormitory", Self::Dormitory),
        ("hotel", Self::Hotel),
        ("shop", Self::Shop),
        ("hairdresser", Self::Hairdresser),
        ("process", Self::Process),
    ];

    /// The one with this id.
    pub fn of(id: &str) -> Option<Self> {
        named(&Self::IDS, id)
    }

    fn norm(self) -> Norm {
        let (litres, hours, variation) = match self {
            Self::Dwelling => ((130, 300), (24, 24), (230, 280)),
            Self::Office => ((30, 50), (8, 10), (120, 150)),
            Self::Workshop => ((30, 50), (8, 8), (150, 250)),
            Self::WorkshopShower => ((40, 60), (1, 1), (100, 100)),
            Self::Canteen => ((20, 25), (12, 16), (120, 150)),
            Self::Restaurant => ((40, 60), (10, 12), (120, 150)),
            Self::Dormitory => ((150, 200), (24, 24), (250, 300)),
            Self::Hotel => ((250, 400), (24, 24), (200, 250)),
            Self::Shop => ((5, 8), (12, 12), (120, 150)),
            Self::Hairdresser => ((40, 100), (12, 12), (150, 200)),
            // The firm states the day; an even day and all of it in two shifts are the ends.
            Self::Process => ((1, 1), (8, 24), (100, 150)),
        };
        Norm {
            litres: Range::new(litres.0, litres.1),
            hours: Range::new(hours.0, hours.1),
            variation: Range::new(variation.0, variation.1),
        }
    }
}

/// One line of the uses of water.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaterUse {
    /// For what.
    pub kind: WaterUseKind,
    /// How many of what the kind counts.
    pub number: u32,
}

/// Water meters by their nominal diameter (口径, DN in millimetres).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WaterMeter {
    /// DN, in millimetres.
    pub diameter: u16,
    /// Permanent flow Q3, in litres an hour.
    pub litres_per_hour: u64,
}

/// Smallest first.
const METERS: [(u16, u64); 10] = [
    (15, 2_500),
    (20, 4_000),
    (25, 6_300),
    (32, 10_000),
    (40, 16_000),
    (50, 25_000),
    (80, 63_000),
    (100, 100_000),
    (150, 250_000),
    (200, 400_000),
];

impl WaterMeter {
    /// The meter of this diameter, if there is one.
    pub fn of_diameter(diameter: u16) -> Option<Self> {
        let found = METERS.iter().find(|(known, _)| *known == diameter);
        found.map(|(diameter, litres_per_hour)| Self { diameter: *diameter, litres_per_hour: *litres_per_hour })
    }

    /// Whether more than two sizes lie between the other one and this.
    pub(super) fn is_over_two_sizes_above(self, other: Self) -> bool {
        let place = |meter: Self| METERS.iter().position(|(diameter, _)| *diameter == meter.diameter).unwrap_or(0);
        place(self) > place(other) + 2
    }

    /// The smallest one that carries this flow all the time.
    pub(super) fn for_flow(litres_per_hour: u64) -> Option<Self> {
        METERS.iter().find(|(_, most)| litres_per_hour <= *most).and_then(|(diameter, _)| Self::of_diameter(*diameter))
    }
}

/// The diameter that an option's id names: `dn50`.
pub fn diameter_of(id: &str) -> Option<u16> {
    id.strip_prefix("dn")?.parse().ok()
}

/// What one use needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseNeed {
    /// For what.
    pub kind: WaterUseKind,
    /// How many of what the kind counts.
    pub number: u32,
    /// What the standard says of one.
    pub norm: Norm,
    /// On the busiest day, in litres.
    pub litres_per_day: Range,
    /// In the busiest hour, in litres.
    pub litres_per_hour: Range,
}

impl UseNeed {
    fn of(one: &WaterUse) -> Self {
        let norm = one.kind.norm();
        let day = norm.litres.scaled(Range::exactly(u64::from(one.number)), 1);
        let hour = Range {
            low: fraction(day.low, norm.variation.low, 100 * norm.hours.high, false),
            high: fraction(day.high, norm.variation.high, 100 * norm.hours.low, true),
        };
        Self { kind: one.kind, number: one.number, norm, litres_per_day: day, litres_per_hour: hour }
    }
}

/// What the uses of water need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaterNeed {
    /// On the busiest day, in litres.
    pub litres_per_day: Range,
    /// In the busiest hour, in litres.
    pub litres_per_hour: Range,
    /// What each use adds to it.
    pub uses: Vec<UseNeed>,
    /// Which meter.
    pub meter: Advice<WaterMeter>,
}

impl WaterNeed {
    /// What these uses need together, as if their busiest hours were the same.
    pub fn of(uses: &[WaterUse]) -> Self {
        let uses: Vec<UseNeed> = uses.iter().map(UseNeed::of).collect();
        let sum = |of: fn(&UseNeed) -> Range| uses.iter().map(of).fold(Range::default(), Range::plus);
        let (daily, hourly) = (sum(|one| one.litres_per_day), sum(|one| one.litres_per_hour));
        let meter = Advice::of(WaterMeter::for_flow(hourly.low), WaterMeter::for_flow(hourly.high));
        Self { litres_per_day: daily, litres_per_hour: hourly, uses, meter }
    }
}
