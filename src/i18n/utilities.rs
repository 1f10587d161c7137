//! What is said about needs of water, power and gas: figures with the formula they come from, advice, contradictions.
//!
//! A range is said as a range. Where only the utility can decide, that is said, and nothing is guessed.

use crate::utilities::{
    Advice, Contradiction, GasMeter, GasNeed, GroupNeed, LoadGroup, PowerNeed, Range, UseNeed, Utility, Voltage,
    WaterMeter, WaterNeed, WaterUseKind,
};

/// What the electrical equipment comes to.
pub fn power_need(need: &PowerNeed) -> String {
    format!(
        "全部加起来 {} 千瓦；不会同时全开，一般用到 {} 千瓦，合 {} 千伏安",
        thousandths(need.installed_watts),
        range(need.demand_watts),
        range(need.apparent_va)
    )
}

/// How the figures of one kind of equipment were worked out.
pub fn power_formula(group: &GroupNeed) -> String {
    let largest = if group.is_by_largest { "（台数少，高的按最大三台全开算）" } else { "" };
    format!(
        "{}：{} 千瓦 × 需要系数 {} = {} 千瓦{largest}；÷ 功率因数 {} = {} 千伏安",
        load_group(group.group),
        thousandths(group.installed_watts),
        hundredths(group.factor),
        range(group.demand_watts),
        hundredths(group.power_factor),
        range(group.apparent_va)
    )
}

/// Which voltage.
pub fn voltage_advice(advice: Advice<Voltage>) -> String {
    match advice {
        Advice::Clear(voltage) => format!("用{}就行", voltage_name(voltage)),
        Advice::Ask(low, high) => {
            format!("{}还是{}，要请供电公司看了再定", voltage_name(low), voltage_name(high))
        }
        Advice::Beyond => "用电很大，电压请供电公司来定".to_owned(),
    }
}

/// What the gas appliances come to.
pub fn gas_need(need: &GasNeed) -> String {
    let unknown = match need.unknown {
        0 => String::new(),
        some => format!("（还有 {some} 样没填热负荷和用气量，没算在内）"),
    };
    let (hour, day) = (range(need.litres_per_hour), range(need.litres_per_day));
    format!("全开时一小时 {hour} 立方米，一天 {day} 立方米{unknown}")
}

/// How the flow of gas was worked out.
pub fn gas_formula() -> &'static str {
    "一小时用气 = 热负荷（千瓦）× 3.6 ÷ 天然气热值（34 到 35.6 兆焦每立方米），约等于千瓦数 ÷ 9.9；铭牌上有用气量的，按铭牌"
}

/// Which gas meter.
pub fn gas_meter_advice(advice: Advice<GasMeter>) -> String {
    match advice {
        Advice::Clear(meter) => format!("用 {} 的表", gas_meter(meter)),
        Advice::Ask(low, high) => {
            format!("用 {} 还是 {} 的表，要请燃气公司看了再定", gas_meter(low), gas_meter(high))
        }
        Advice::Beyond => "用气很大，表请燃气公司来定".to_owned(),
    }
}

/// What the uses of water come to.
pub fn water_need(need: &WaterNeed) -> String {
    let (day, hour) = (range(need.litres_per_day), range(need.litres_per_hour));
    format!("一天 {day} 立方米，最忙的一小时 {hour} 立方米")
}

/// How the figures of one use of water were worked out.
pub fn water_formula(one: &UseNeed) -> String {
    let (name, unit) = water_use(one.kind);
    format!(
        "{name}：{} {unit} × 每天 {} 升 = {} 立方米；÷ 用 {} 小时 × 最忙时 {} 倍 = {} 立方米每小时",
        one.number,
        ends(one.norm.litres, |litres| litres.to_string()),
        range(one.litres_per_day),
        ends(one.norm.hours, |hours| hours.to_string()),
        hundredths(one.norm.variation),
        range(one.litres_per_hour)
    )
}

/// Which water meter.
pub fn water_meter_advice(advice: Advice<WaterMeter>) -> String {
    match advice {
        Advice::Clear(meter) => format!("用 DN{} 的表就够", meter.diameter),
        Advice::Ask(low, high) => {
            format!("用 DN{} 还是 DN{} 的表，要请自来水公司看了再定", low.diameter, high.diameter)
        }
        Advice::Beyond => "用水很大，水表请自来水公司来定".to_owned(),
    }
}

/// What does not go together, and what to look at. Never a refusal: the utility decides.
pub fn contradiction(contradiction: &Contradiction) -> String {
    match contradiction {
        Contradiction::NotChosen(utility) => {
            format!("列了用{0}的，却没有选要办{0}。请回到开头看一下", utility_name(*utility))
        }
        Contradiction::NothingListed(utility) => {
            format!("要办{0}，还没有列什么用{0}。请列一下", utility_name(*utility))
        }
        Contradiction::ThreePhaseOnSingle => "列了 380 伏的机器，220 伏带不动。请改电压，或者看一下那台机器".to_owned(),
        Contradiction::VoltageHigherThanNeeded => {
            "按列的电器，用不着这么高的电压，1 万伏要自己出钱装变压器。请再看一下".to_owned()
        }
        Contradiction::VoltageLowerThanNeeded => "按列的电器，这个电压不够。请选高一级，或者看一下列的功率".to_owned(),
        Contradiction::CapacityBelowDemand { needed_va } => {
            format!("容量少了，按列的电器至少要 {} 千伏安，不够会跳闸。请再看一下", needed_va.div_ceil(1_000))
        }
        Contradiction::CapacityAboveInstalled { installed_va } => {
            format!("容量多了，全部电器同时开也只要 {} 千伏安。请再看一下", installed_va.div_ceil(1_000))
        }
        Contradiction::GasFigures { .. } => {
            "这一样的热负荷和用气量对不上，1 立方米每小时约合 9.9 千瓦。请对着铭牌再看一下".to_owned()
        }
        Contradiction::GasFlowOutside { needed } => {
            format!("列的燃气具全开，一小时用 {} 立方米，和填的对不上。请再看一下", range(*needed))
        }
        Contradiction::WaterHourAndDay => {
            "一小时的用水和一天的对不上：不会比一天多，也不会少于一天的二十四分之一".to_owned()
        }
        Contradiction::WaterMeterTooSmall { least } => match least {
            Some(least) => format!("水表小了，最忙的时候水不够，至少要 DN{least}。请再看一下"),
            None => "水表小了，最忙的时候水不够。要多大的请问自来水公司".to_owned(),
        },
        Contradiction::WaterMeterTooLarge { enough } => {
            format!("水表大了，DN{enough} 就够。表太大，水少的时候走不准")
        }
        Contradiction::KitchenWithoutHeat => "要做饭，却没有列燃气灶，也没有列电厨具。请看一下是不是漏了".to_owned(),
    }
}

fn utility_name(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "水",
        Utility::Power => "电",
        Utility::Gas => "气",
    }
}

fn voltage_name(voltage: Voltage) -> &'static str {
    match voltage {
        Voltage::V220 => " 220 伏",
        Voltage::V380 => " 380 伏",
        Voltage::Kv10 => " 1 万伏",
        Voltage::Kv35 => " 3.5 万伏",
    }
}

fn load_group(group: LoadGroup) -> &'static str {
    match group {
        LoadGroup::Lighting => "照明、插座",
        LoadGroup::MachineTools => "机床",
        LoadGroup::ProductionLine => "生产线",
        LoadGroup::PumpsAndFans => "水泵、风机、空压机",
        LoadGroup::Heating => "电热",
        LoadGroup::Welding => "电焊机",
        LoadGroup::Kitchen => "电厨具",
        LoadGroup::AirConditioning => "空调",
        LoadGroup::Charging => "充电桩",
        LoadGroup::Lifts => "电梯、吊机",
    }
}

/// A use of water with what it counts.
fn water_use(kind: WaterUseKind) -> (&'static str, &'static str) {
    match kind {
        WaterUseKind::Dwelling => ("住家", "人"),
        WaterUseKind::Office => ("办公", "人"),
        WaterUseKind::Workshop => ("车间", "人"),
        WaterUseKind::WorkshopShower => ("下班洗澡", "人"),
        WaterUseKind::Canteen => ("食堂", "份饭"),
        WaterUseKind::Restaurant => ("饭店", "位客人"),
        WaterUseKind::Dormitory => ("宿舍", "个床位"),
        WaterUseKind::Hotel => ("宾馆", "个床位"),
        WaterUseKind::Shop => ("商店", "平方米"),
        WaterUseKind::Hairdresser => ("理发店", "位客人"),
        WaterUseKind::Process => ("生产用水", "份"),
    }
}

fn gas_meter(meter: GasMeter) -> &'static str {
    match meter {
        GasMeter::G1_6 => "G1.6",
        GasMeter::G2_5 => "G2.5",
        GasMeter::G4 => "G4",
        GasMeter::G6 => "G6",
        GasMeter::G10 => "G10",
        GasMeter::G16 => "G16",
        GasMeter::G25 => "G25",
        GasMeter::G40 => "G40",
        GasMeter::G65 => "G65",
        GasMeter::G100 => "G100",
    }
}

/// Both ends, or one where they are the same.
fn ends(range: Range, say: fn(u64) -> String) -> String {
    if range.low == range.high {
        say(range.high)
    } else {
        format!("{} 到 {}", say(range.low), say(range.high))
    }
}

/// Watts as kW, litres as m³.
fn range(range: Range) -> String {
    ends(range, thousandths)
}

fn hundredths(range: Range) -> String {
    ends(range, |value| parts(value, 100, 2))
}

fn thousandths(value: u64) -> String {
    parts(value, 1_000, 3)
}

/// A decimal without needless noughts.
fn parts(value: u64, of: u64, digits: usize) -> String {
    let (whole, rest) = (value / of, value % of);
    let rest = format!("{rest:0digits$}");
    match rest.trim_end_matches('0') {
        "" => whole.to_string(),
        rest => format!("{whole}.{rest}"),
    }
}
