//! The companies: what each calls its steps, how fast it is and how it answers. All figures are this stand-in's own.

use super::facts::Business;
use mianzheng::portal::Stage;

/// A company, by the part that it handles.
pub struct Firm {
    /// The part's id.
    pub part: &'static str,
    /// Where it answers questions.
    pub phone: &'static str,
    /// Working days until it takes an application up.
    pub accept_days: u32,
    /// Working days from the survey to the plan.
    pub plan_days: u32,
    /// What supplying is called.
    pub supply: &'static str,
    /// What a contract is called.
    pub contract: &'static str,
    /// What consumer numbers begin with.
    pub prefix: &'static str,
    /// What it has to see by video: id, name, how to take it.
    pub shots: &'static [Shot],
}

/// A picture for a survey by video: id, name and how to take it.
pub type Shot = (&'static str, &'static str, &'static str);

/// What every company has to see.
pub const GATE: Shot = ("gate", "大门和门牌", "站在门外，门牌号要看得清。");

const FIRMS: [Firm; 3] = [
    Firm {
        part: "water",
        phone: "0369-6000001",
        accept_days: 1,
        plan_days: 1,
        supply: "通水",
        contract: "供用水合同",
        prefix: "11",
        shots: &[
            ("water_place", "装水表的地方", "站远一步，四周都拍进来。"),
            ("water_inlet", "进水管", "拍清管子和阀门。"),
        ],
    },
    Firm {
        part: "power",
        phone: "95598",
        accept_days: 1,
        plan_days: 2,
        supply: "送电",
        contract: "供用电合同",
        prefix: "22",
        shots: &[
            ("power_place", "装电表的地方", "站远一步，四周都拍进来。"),
            ("power_box", "配电箱", "打开箱门，开关要看得清。"),
        ],
    },
    Firm {
        part: "gas",
        phone: "0369-6000003",
        accept_days: 2,
        plan_days: 2,
        supply: "点火通气",
        contract: "供用气合同",
        prefix: "33",
        shots: &[
            ("gas_place", "装气表的地方", "站远一步，四周都拍进来。"),
            ("gas_vent", "厨房的窗和通风口", "窗和排风口一起拍进来。"),
        ],
    },
];

/// For a part that no company is known for.
const OTHER: Firm = Firm {
    part: "",
    phone: "12345",
    accept_days: 1,
    plan_days: 2,
    supply: "开通",
    contract: "服务合同",
    prefix: "99",
    shots: &[],
};

/// The company of a part.
pub fn of(part: &str) -> &'static Firm {
    FIRMS.iter().find(|firm| firm.part == part).unwrap_or(&OTHER)
}

impl Firm {
    /// What the company calls a stage of what is wanted of it.
    pub fn stage_name(&self, stage: Stage, business: Business) -> &'static str {
        match stage {
            Stage::Received => "申请",
            Stage::Accepted => "受理",
            Stage::Survey => "一起踏勘",
            Stage::Plan => "方案答复",
            Stage::Works => "外线施工",
            Stage::Acceptance => "验收",
            Stage::Supply => match business {
                Business::Connection => self.supply,
                Business::Transfer => "换户主",
                Business::Closing => "拆表结清",
            },
            Stage::Contract => "签合同",
        }
    }
}
