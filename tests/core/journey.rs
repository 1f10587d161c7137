//! Golden journeys: for each synthetic person and shipped item, the steps that come, what the registers answer, which
//! questions are asked and which are not, and what became of every document. A change is a difference to look at.

use crate::support::pack::{golden, shipped};
use crate::support::people::{CHENXM, LIGUI, LIUXM, WANGXL, ZHAOGQ};
use crate::support::walk::{audience, now, Walk, Walker};
use mianzheng::portal::Terminal;
use mianzheng::submission::{build, check, Circumstances};

const ALLOWANCE: &str = "369999-minzheng-018";
const FOOD: &str = "369999-shijian-063";
const RECORD: &str = "369999-gongan-008";

/// Walks to the end and compares with what was blessed. Whatever can be reached can be submitted, and the portal takes it.
#[track_caller]
pub fn walk(name: &str, code: &str, walk: &Walk) {
    let pack = shipped();
    let item = &pack.item(code).unwrap().item;
    let walker = Walker::new(item, walk).finish();
    let found = walker.form.validate();
    assert!(walker.form.is_ready(), "{name} ends without being ready: {found:?}\n{}", walker.diary);
    let enterprise = walk.person.enterprise.map(str::to_owned);
    let circumstances =
        Circumstances { made_at: now(), terminal: Terminal::Phone, enterprise, earlier_keys: Vec::new() };
    let payload = build(&walker.form, circumstances);
    assert_eq!(check(item, &payload, audience(item, &walk.person), now()), [], "the portal refuses {name}");
    golden(&format!("journey-{name}.txt"), &walker.diary);
}

pub fn alone(person: crate::support::people::Person) -> Walk {
    Walk { person, situation: &[], answers: &[], rows: &[], refuses: &[], down: &[] }
}

const LIGUI_SAYS: &[(&str, &str)] = &[
    ("applicant_name", "李桂英"),
    ("applicant_id", "369999194403080228"),
    ("bank_account_holder", "李桂英"),
    ("contact_name", "刘小梅"),
    ("contact_phone", "13800005678"),
    ("contact_relation", "child"),
];

#[test]
fn who_is_known_to_all_registers_answers_only_what_none_knows() {
    walk("allowance-ligui", ALLOWANCE, &alone(LIGUI));
}

#[test]
fn who_refuses_is_asked_and_still_gets_finish() {
    let refuses = &["resident_id_card", "household_register", "social_security_card", "alive_check"];
    walk("allowance-ligui-refusing", ALLOWANCE, &Walk { answers: LIGUI_SAYS, refuses, ..alone(LIGUI) });
}

#[test]
fn registers_that_are_down_hold_nobody_up() {
    let down = &["resident_id_card", "household_register", "social_security_card", "alive_check"];
    walk("allowance-ligui-registers-down", ALLOWANCE, &Walk { answers: LIGUI_SAYS, down, ..alone(LIGUI) });
}

#[test]
fn whose_registers_are_all_in_disorder_gets_finish() {
    let answers =
        &[("applicant_name", "赵国强"), ("applicant_id", "36999919420120013X"), ("bank_account_holder", "赵国强")];
    walk("allowance-zhaogq", ALLOWANCE, &Walk { answers, ..alone(ZHAOGQ) });
}

#[test]
fn a_daughter_applies_for_her_mother_whose_records_she_may_not_ask_for() {
    let (situation, answers) = (&[("applying_as", "family")], LIGUI_FOR_DAUGHTER);
    walk("allowance-liuxm-for-ligui", ALLOWANCE, &Walk { situation, answers, ..alone(LIUXM) });
}

const LIGUI_FOR_DAUGHTER: &[(&str, &str)] = &[
    ("applicant_name", "李桂英"),
    ("applicant_id", "369999194403080228"),
    ("bank_account_holder", "李桂英"),
    ("agent_name", "刘小梅"),
    ("agent_id", "369999197205050240"),
    ("agent_relation", "child"),
];

const KITCHEN: &[(&str, &str)] =
    &[("kitchen_area", "30"), ("seats", "40"), ("projects", "hot"), ("staff_count", "5"), ("certificate_count", "5")];

#[test]
fn a_restaurant_whose_papers_are_in_order() {
    walk("food-chenxm", FOOD, &Walk { answers: KITCHEN, ..alone(CHENXM) });
}

#[test]
fn a_canteen_of_a_school() {
    let situation = &[("business", "canteen"), ("canteen_kind", "school"), ("premises", "free")];
    walk("food-canteen", FOOD, &Walk { situation, answers: CANTEEN, ..alone(CHENXM) });
}

const CANTEEN: &[(&str, &str)] = &[
    ("premises_area", "200"),
    ("kitchen_area", "60"),
    ("projects", "hot"),
    ("staff_count", "8"),
    ("certificate_count", "8"),
];

#[test]
fn a_shop_whose_licence_is_suspended_and_whose_deed_is_revoked() {
    walk("food-liuxm", FOOD, &Walk { answers: LIUXM_SAYS, ..alone(LIUXM) });
}

const LIUXM_SAYS: &[(&str, &str)] = &[
    ("enterprise_code", "92369999MA0000285Y"),
    ("premises_area", "48"),
    ("kitchen_area", "12"),
    ("projects", "cold"),
    ("simple_only", "no"),
    ("cold_room_area", "6"),
    ("staff_count", "2"),
    ("certificate_count", "2"),
];

#[test]
fn who_lives_here_and_is_registered_elsewhere() {
    let situation = &[("household_here", "no")];
    walk("record-wangxl", RECORD, &Walk { situation, ..alone(WANGXL) });
}

#[test]
fn who_is_entrusted_by_another() {
    let situation = &[("who_asks", "entrusted")];
    walk("record-liuxm-for-wangxl", RECORD, &Walk { situation, answers: ENTRUSTED, ..alone(LIUXM) });
}

const ENTRUSTED: &[(&str, &str)] =
    &[("applicant_name", "王秀兰"), ("applicant_id", "36999919901002042X"), ("purpose", "abroad"), ("country", "日本")];

#[test]
fn a_unit_that_asks_about_its_people() {
    let situation = &[("who_asks", "unit")];
    walk("record-chenxm-unit", RECORD, &Walk { situation, ..alone(CHENXM) });
}
