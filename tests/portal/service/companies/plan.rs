//! The companies' plans and contracts, by fixed rules over what was wished for. A plan in service comes from people who
//! have been there; this one is made so that every kind of works occurs and can be foreseen.
//!
//! Works: where roads have to be dug up, one working day for water and four for gas, else none; none for power at 220 V,
//! four working days at 380 V; from 10 kV on the works are the applicant's own.

use super::facts::Facts;
use crate::service::ids;
use crate::service::state::day_of;
use mianzheng::ident::{CivilDate, Instant};
use mianzheng::portal::{Plan, PlanLine, PlanTopic, SupplyContract, Works};

/// Plans at high voltage hold a year, others three months (供电营业规则 2024; the others follow it here).
const MONTHS_AT_HIGH_VOLTAGE: u32 = 12;
const MONTHS: u32 = 3;

/// What a company offers: the texts of its four lines, and the works.
struct Offer {
    capacity: (&'static str, String),
    connection: String,
    payer: String,
    works: Works,
    months: u32,
}

/// The plan of a part; `serial` counts its plans.
pub fn plan(part: &str, facts: &Facts, (serial, at): (usize, Instant)) -> Plan {
    let offer = offer(part, facts);
    let line = |topic, label: &str, text: String| PlanLine { topic, label: label.to_owned(), text };
    Plan {
        id: format!("{}-{part}-{serial}", facts.number),
        answered_at: at,
        valid_until: months_later(day_of(at), offer.months),
        lines: vec![
            line(PlanTopic::Capacity, offer.capacity.0, offer.capacity.1),
            line(PlanTopic::Connection, "从哪接", offer.connection),
            line(PlanTopic::Payer, "谁出钱", offer.payer),
            line(PlanTopic::Works, "要不要施工", works_text(offer.works)),
        ],
        works: offer.works,
        accepted_at: None,
    }
}

fn offer(part: &str, facts: &Facts) -> Offer {
    match part {
        "water" => water(facts),
        "power" => power(facts),
        "gas" => gas(facts),
        _ => Offer {
            capacity: ("给多大", "照您报的".to_owned()),
            connection: "就近接入".to_owned(),
            payer: "不收费".to_owned(),
            works: Works::None,
            months: MONTHS,
        },
    }
}

fn water(facts: &Facts) -> Offer {
    let diameter = facts.diameter.unwrap_or(20);
    Offer {
        capacity: ("水表口径", format!("DN{diameter}")),
        connection: "门前道路的供水管".to_owned(),
        payer: "红线以外供水公司出，红线以内您出".to_owned(),
        works: if facts.digs { Works::WorkingDays(1) } else { Works::None },
        months: MONTHS,
    }
}

fn power(facts: &Facts) -> Offer {
    let voltage = facts.voltage.as_deref().unwrap_or("v220");
    let (volts, connection, works) = match voltage {
        "v380" => ("380 V", "就近的公用变压器", Works::WorkingDays(4)),
        "kv10" => ("10 kV", "10 kV 公用线路，您自己建变压器", Works::Yours),
        "kv35" => ("35 kV", "35 kV 变电站专线，您自己建变电站", Works::Yours),
        _ => ("220 V", "就近的电表箱", Works::None),
    };
    let capacity = facts.capacity.as_ref().map(|capacity| format!("{capacity} kVA，{volts}"));
    let payer = match works {
        Works::Yours => "红线以外供电公司出，红线以内您出",
        Works::None | Works::WorkingDays(_) => "表箱以前都由供电公司出",
    };
    Offer {
        capacity: ("供电容量", capacity.unwrap_or_else(|| format!("8 kVA，{volts}"))),
        connection: connection.to_owned(),
        payer: payer.to_owned(),
        works,
        months: if works == Works::Yours { MONTHS_AT_HIGH_VOLTAGE } else { MONTHS },
    }
}

fn gas(facts: &Facts) -> Offer {
    let flow = facts.flow.as_deref().unwrap_or("2.5");
    Offer {
        capacity: ("燃气表流量", format!("{flow} m³/h")),
        connection: "小区或园区的中压管".to_owned(),
        payer: "红线以外燃气公司出，红线以内您出".to_owned(),
        works: if facts.digs { Works::WorkingDays(4) } else { Works::None },
        months: MONTHS,
    }
}

fn works_text(works: Works) -> String {
    match works {
        Works::None => "不用，装上表就行".to_owned(),
        Works::WorkingDays(days) => format!("要，您答复以后 {days} 个工作日"),
        Works::Yours => "要，您自己找有资质的单位做，做完报验收".to_owned(),
    }
}

/// The same day so many months later, or the last one of that month.
fn months_later(day: CivilDate, months: u32) -> CivilDate {
    let index = day.month() - 1 + months;
    let (year, month) = (day.year() + (index / 12) as i32, index % 12 + 1);
    let last = CivilDate::last_day_of_month(year, month).unwrap_or(28);
    CivilDate::new(year, month, day.day().min(last)).unwrap_or(day)
}

/// The contract of a part that is supplied.
pub fn contract(title: &str, (company, consumer_number): (&str, &str), facts: &Facts) -> SupplyContract {
    let lines = vec![
        format!("供方：{company}。用方：{}。", facts.applicant),
        format!("户号：{consumer_number}。"),
        "价格按政府公布的标准，每月抄表，按时交费。".to_owned(),
        "供方保证安全、连续供应；要停，提前七天告知。".to_owned(),
        "用方安全使用，不私接、不转供。".to_owned(),
    ];
    let text = std::iter::once(title).chain(lines.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    SupplyContract {
        number: format!("合{consumer_number}"),
        title: title.to_owned(),
        digest: ids::sha256_hex(text.as_bytes()),
        lines,
        signed_name: None,
        signed_at: None,
    }
}
