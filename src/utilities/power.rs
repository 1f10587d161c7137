//! Power (用电): from a list of equipment to demand, apparent power and voltage, by the method of demand factors (需要系数法).
//!
//! Demand P = Σ k·Pₑ and apparent power S = Σ (k·Pₑ / cosφ), each as a range, because the published factors are ranges.
//! Source of the factors: 《建筑电气常用数据》04DX101-1 and 《工业与民用供配电设计手册》, tables of demand factors. Of each
//! group at least its three largest machines are taken at full power in the upper end, as both books advise for few.

use super::range::{fraction, named, Advice, Range};

/// How equipment of a kind runs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoadGroup {
    /// Lights and sockets 照明插座.
    Lighting,
    /// Single machine tools 机床.
    MachineTools,
    /// Conveyors and linked production lines 连续生产线.
    ProductionLine,
    /// Pumps, fans, compressors 水泵、风机、空压机.
    PumpsAndFans,
    /// Ovens, dryers, electric boilers 电热.
    Heating,
    /// Welding 电焊.
    Welding,
    /// Electric kitchen equipment 电厨具.
    Kitchen,
    /// Air conditioners 空调.
    AirConditioning,
    /// Charging points 充电桩.
    Charging,
    /// Lifts 电梯.
    Lifts,
}

impl LoadGroup {
    /// All of them, with their ids in items.
    const IDS: [(&'static str, Self); 10] = [
        ("lighting", Self::Lighting),
        ("machine_tools", Self::MachineTools),
        ("production_line", Self::ProductionLine),
        ("pumps_and_fans", Self::PumpsAndFans),
        ("heating", Self::Heating),
        ("welding", Self::Welding),
        ("kitchen", Self::Kitchen),
        ("air_conditioning", Self::AirConditioning),
        ("charging", Self::Charging),
        ("lifts", Self::Lifts),
    ];

    /// The one with this id.
    pub fn of(id: &str) -> Option<Self> {
        named(&Self::IDS, id)
    }

    /// Demand factor in hundredths, and the power factor cosφ in hundredths at its worst and at its best.
    fn factors(self) -> (Range, Range) {
        let (factor, power_factor) = match self {
            Self::Lighting => ((90, 100), (90, 95)),
            Self::MachineTools => ((12, 25), (50, 60)),
            Self::ProductionLine => ((60, 75), (75, 80)),
            Self::PumpsAndFans => ((70, 90), (80, 85)),
            Self::Heating => ((70, 80), (95, 100)),
            Self::Welding => ((35, 50), (35, 60)),
            Self::Kitchen => ((40, 50), (80, 90)),
            Self::AirConditioning => ((30, 80), (80, 90)),
            Self::Charging => ((80, 100), (95, 99)),
            Self::Lifts => ((18, 60), (50, 60)),
        };
        (Range::new(factor.0, factor.1), Range::new(power_factor.0, power_factor.1))
    }
}

/// How a machine is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phases {
    /// 220 V.
    Single,
    /// 380 V.
    Three,
}

impl Phases {
    /// The one with this id.
    pub fn of(id: &str) -> Option<Self> {
        named(&[("single", Self::Single), ("three", Self::Three)], id)
    }
}

/// One line of the list of equipment (用电设备).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// How it runs.
    pub group: LoadGroup,
    /// Rated power of one, in watts.
    pub watts: u64,
    /// How many.
    pub number: u32,
    /// How it is connected.
    pub phases: Phases,
}

/// Supply voltage (供电电压).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voltage {
    /// 220 V, single-phase.
    V220,
    /// 380 V, three-phase.
    V380,
    /// 10 kV.
    Kv10,
    /// 35 kV or more.
    Kv35,
}

impl Voltage {
    /// All of them, with their ids in items.
    const IDS: [(&'static str, Self); 4] =
        [("v220", Self::V220), ("v380", Self::V380), ("kv10", Self::Kv10), ("kv35", Self::Kv35)];

    /// The one with this id.
    pub fn of(id: &str) -> Option<Self> {
        named(&Self::IDS, id)
    }

    /// Its id.
    pub(super) fn id(self) -> &'static str {
        Self::IDS.iter().find(|(_, voltage)| *voltage == self).map_or("", |(id, _)| id)
    }
}

/// Up to here a single-phase supply is usual (业扩供电方案编制导则, 国家电网营销〔2010〕1247号, table of supply voltages).
const SINGLE_PHASE_WATTS: u64 = 10_000;
/// Up to here supply at low voltage is the rule, without investment by a small firm (发改能源规〔2020〕1479号).
const LOW_VOLTAGE_WATTS: u64 = 160_000;
/// 10 kV serves up to 10 MVA and 35 kV begins at 5 MVA (the same table of 〔2010〕1247号): between them the utility decides.
const KV35_FROM_VA: u64 = 5_000_000;
const KV10_UP_TO_VA: u64 = 10_000_000;
/// The power factor that compensation reaches at least (电力系统电压和无功电力管理: 0.90 for 100 kVA and more).
const COMPENSATED: u64 = 90;

/// What a list of equipment needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowerNeed {
    /// Σ of the rated powers, in watts.
    pub installed_watts: u64,
    /// Demand, in watts.
    pub demand_watts: Range,
    /// Apparent power, in volt-amperes.
    pub apparent_va: Range,
    /// Everything on at once, at the worst power factor, in volt-amperes, rounded up to the kVA that are applied for.
    pub installed_va: u64,
    /// What each kind adds to it.
    pub groups: Vec<GroupNeed>,
    /// At which voltage.
    pub voltage: Advice<Voltage>,
}

/// What the equipment of one kind needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupNeed {
    /// How it runs.
    pub group: LoadGroup,
    /// Σ of the rated powers, in watts.
    pub installed_watts: u64,
    /// The demand factor k, in hundredths.
    pub factor: Range,
    /// The power factor cosφ, in hundredths, from the worst to the best that compensation reaches.
    pub power_factor: Range,
    /// Demand, in watts.
    pub demand_watts: Range,
    /// Its upper end is that of the three largest machines together, not k times all.
    pub is_by_largest: bool,
    /// Apparent power, in volt-amperes.
    pub apparent_va: Range,
}

impl GroupNeed {
    fn of(group: LoadGroup, loads: &[Load]) -> Self {
        let (factor, power_factor) = group.factors();
        let power_factor = Range { high: power_factor.high.max(COMPENSATED), ..power_factor };
        let of_group = loads.iter().filter(|load| load.group == group);
        let installed = of_group.fold(0, |sum: u64, load| sum.saturating_add(total(load)));
        let mut demand = Range::exactly(installed).scaled(factor, 100);
        let largest = three_largest(loads, group);
        let is_by_largest = largest > demand.high;
        demand.high = demand.high.max(largest).min(installed);
        let apparent = Range {
            low: fraction(demand.low, 100, power_factor.high, false),
            high: fraction(demand.high, 100, power_factor.low, true),
        };
        Self {
            group,
            installed_watts: installed,
            factor,
            power_factor,
            demand_watts: demand,
            is_by_largest,
            apparent_va: apparent,
        }
    }

    fn installed_va(&self) -> u64 {
        fraction(self.installed_watts, 100, self.power_factor.low, true)
    }
}

impl PowerNeed {
    /// What these loads need together.
    pub fn of(loads: &[Load]) -> Self {
        let mut kinds: Vec<LoadGroup> = loads.iter().map(|load| load.group).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let groups: Vec<GroupNeed> = kinds.into_iter().map(|group| GroupNeed::of(group, loads)).collect();
        let ranges = |of: fn(&GroupNeed) -> Range| groups.iter().map(of).fold(Range::default(), Range::plus);
        let sum = |of: fn(&GroupNeed) -> u64| groups.iter().map(of).fold(0, u64::saturating_add);
        let mut need = Self {
            installed_watts: sum(|group| group.installed_watts),
            demand_watts: ranges(|group| group.demand_watts),
            apparent_va: ranges(|group| group.apparent_va),
            installed_va: sum(GroupNeed::installed_va).div_ceil(1_000).saturating_mul(1_000),
            voltage: Advice::Clear(Voltage::V220),
            groups,
        };
        need.voltage = Advice::of(Some(need.least_voltage(loads)), Some(need.most_voltage(loads)));
        need
    }

    /// Whether this voltage carries the lower end of the need.
    pub(super) fn allows_at_least(&self, voltage: Voltage) -> bool {
        match self.voltage {
            Advice::Clear(least) | Advice::Ask(least, _) => voltage >= least,
            Advice::Beyond => voltage == Voltage::Kv35,
        }
    }

    /// Whether this voltage is no higher than the upper end of the need.
    pub(super) fn allows_at_most(&self, voltage: Voltage) -> bool {
        match self.voltage {
            // Three phases instead of one are always had for the asking.
            Advice::Clear(most) | Advice::Ask(_, most) => voltage <= most.max(Voltage::V380),
            Advice::Beyond => true,
        }
    }

    fn is_single_phase(&self, loads: &[Load]) -> bool {
        self.installed_watts <= SINGLE_PHASE_WATTS && loads.iter().all(|load| load.phases == Phases::Single)
    }

    fn least_voltage(&self, loads: &[Load]) -> Voltage {
        match (self.demand_watts.low, self.apparent_va.low) {
            (_, apparent) if apparent > KV10_UP_TO_VA => Voltage::Kv35,
            (demand, _) if demand > LOW_VOLTAGE_WATTS => Voltage::Kv10,
            _ if self.is_single_phase(loads) => Voltage::V220,
            _ => Voltage::V380,
        }
    }

    fn most_voltage(&self, loads: &[Load]) -> Voltage {
        match (self.demand_watts.high, self.apparent_va.high) {
            (_, apparent) if apparent > KV35_FROM_VA => Voltage::Kv35,
            (demand, _) if demand > LOW_VOLTAGE_WATTS => Voltage::Kv10,
            _ if self.is_single_phase(loads) => Voltage::V220,
            _ => Voltage::V380,
        }
    }
}

fn total(load: &Load) -> u64 {
    load.watts.saturating_mul(u64::from(load.number))
}

/// The three largest machines of a group, together.
fn three_largest(loads: &[Load], group: LoadGroup) -> u64 {
    let machines = loads.iter().filter(|load| load.group == group);
    let mut largest: Vec<u64> = machines.flat_map(|load| (0..load.number.min(3)).map(|_| load.watts)).collect();
    largest.sort_unstable_by(|one, other| other.cmp(one));
    largest.iter().take(3).fold(0, |sum: u64, watts| sum.saturating_add(*watts))
}
