//! The joint application as a form: what is asked for which utility, what the parts are, and what the equipment comes to.

use crate::support::act::photo;
use crate::support::pack::shipped;
use crate::support::{moment, Act};
use mianzheng::form::{Context, Edit, FieldKey, Form, Value};
use mianzheng::i18n;
use mianzheng::item::{Audience, Helper, Item, Kind, TimeLimit};
use mianzheng::portal::Terminal;
use mianzheng::submission::{as_applied, build, check, Circumstances, Payload};
use mianzheng::utilities::{
    joint_questions, separate_forms, Advice, Contradiction, Estimate, Range, SeparateForm, Voltage,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

const NOW: &str = "2026-09-01";

fn item() -> Item {
    shipped().item("369999-shenpi-141").unwrap().item.clone()
}

/// A form with these situations.
fn form(situation: &[(&str, &str)], utilities: &[&str]) -> Form {
    let context = Context { today: NOW.parse().unwrap(), audience: Audience::Organisation };
    let mut form = Form::new(Arc::new(item()), context);
    situation.iter().for_each(|(question, option)| drop(form.chosen(question, option)));
    utilities.iter().for_each(|utility| drop(form.switched("utilities", utility, true)));
    form
}

fn firm(utilities: &[&str]) -> Form {
    form(&[("applicant_type", "firm")], utilities)
}

fn row(form: &mut Form, list: &str, at: usize, answers: &[(&str, &str)]) {
    let row = form.rows(&list.to_owned()).get(at).copied().unwrap_or_else(|| form.row_added(list));
    answers.iter().for_each(|(question, text)| drop(form.typed(&format!("{question}#{row}"), text)));
}

fn machines(form: &mut Form, kind: &str, kilowatts: &str, number: &str) {
    let answers = [
        ("load_name", "机器"),
        ("load_kind", kind),
        ("load_kilowatts", kilowatts),
        ("load_number", number),
        ("load_phases", "three"),
    ];
    row(form, "loads", 0, &answers);
}

fn suggest(form: &mut Form) -> Estimate {
    let estimate = Estimate::of(form).unwrap();
    estimate.suggestions(form).into_iter().for_each(|edit| drop(form.apply(edit)));
    estimate
}

fn contradictions(form: &Form) -> Vec<(String, Contradiction)> {
    let said = Estimate::of(form).unwrap().contradictions.into_iter();
    said.map(|said| (said.field.to_string(), said.contradiction)).collect()
}

fn payload(form: &Form) -> Payload {
    let made_at = moment();
    build(form, Circumstances { made_at, terminal: Terminal::Phone, enterprise: None, earlier_keys: Vec::new() })
}

fn pages(form: &Form) -> Vec<String> {
    form.pages().into_iter().map(|page| page.id).collect()
}

/// The firm in the park: ten machine tools of 12 kW (k 0.12–0.25, three at full power; cosφ 0.5–0.9), two woks of 42 kW
/// and a steamer of 50 kW (134 kW × 3.6 / 35.6 to 34.0 MJ/m³), showers for 300 and 300 meals.
#[test]
fn the_firm_in_the_park_by_hand() {
    let mut form = firm(&["water", "power", "gas"]);
    machines(&mut form, "machine_tools", "12", "10");
    row(
        &mut form,
        "appliances",
        0,
        &[("appliance_name", "炒菜灶"), ("appliance_heat", "42"), ("appliance_number", "2")],
    );
    row(&mut form, "appliances", 1, &[("appliance_name", "蒸箱"), ("appliance_heat", "50")]);
    row(&mut form, "uses", 0, &[("use_kind", "workshop_shower"), ("use_number", "300")]);
    row(&mut form, "uses", 1, &[("use_kind", "canteen"), ("use_number", "300")]);
    let estimate = suggest(&mut form);
    let (power, gas, water) = (estimate.power.unwrap(), estimate.gas.unwrap(), estimate.water.unwrap());
    assert_eq!((power.installed_watts, power.voltage), (120_000, Advice::Clear(Voltage::V380)));
    assert_eq!(power.apparent_va, Range { low: 16_000, high: 72_000 });
    assert_eq!(gas.litres_per_hour, Range { low: 8_494 + 5_056, high: 8_896 + 5_295 });
    assert_eq!(water.litres_per_hour, Range { low: 12_450, high: 18_938 });
    assert_eq!(form.text("power_capacity"), "72");
    assert_eq!(form.view("power_voltage").value, Some(Value::Choice("v380".to_owned())));
    assert_eq!(form.view("water_diameter").value, Some(Value::Choice("dn50".to_owned())));
    assert_eq!((form.text("gas_flow"), form.text("water_hour")), ("14.191".to_owned(), "18.938".to_owned()));
    assert_eq!(contradictions(&form), []);
}

/// A flat: 2.5 kW of lights and three air conditioners of 1.2 kW make 220 V; a hob of 8.4 kW and a heater of 26 kW take 3.5
/// to 3.7 m³/h; four people, 130 to 300 L a day each, have a DN15.
#[test]
fn a_new_flat_by_hand() {
    let mut form = form(&[], &["water", "power", "gas"]);
    row(&mut form, "loads", 0, &[("load_kind", "lighting"), ("load_kilowatts", "2.5")]);
    row(&mut form, "loads", 1, &[("load_kind", "air_conditioning"), ("load_kilowatts", "1.2"), ("load_number", "3")]);
    row(&mut form, "appliances", 0, &[("appliance_heat", "8.4")]);
    row(&mut form, "appliances", 1, &[("appliance_heat", "26")]);
    row(&mut form, "uses", 0, &[("use_kind", "dwelling"), ("use_number", "4")]);
    let estimate = suggest(&mut form);
    assert_eq!(estimate.power.unwrap().voltage, Advice::Clear(Voltage::V220));
    assert_eq!(estimate.gas.unwrap().litres_per_hour, Range { low: 849 + 2_629, high: 890 + 2_753 });
    assert_eq!(estimate.water.unwrap().litres_per_day, Range { low: 520, high: 1_200 });
    assert_eq!(form.view("water_diameter").value, Some(Value::Choice("dn15".to_owned())));
    assert_eq!(contradictions(&form), []);
}

/// A line of 600 kW: k 0.60–0.75 makes 360 to 450 kW, over 160 kW at both ends; cosφ 0.75–0.9 makes 400 to 600 kVA.
#[test]
fn a_project_at_10_kilovolts_by_hand() {
    let mut form = form(&[("applicant_type", "project")], &["power"]);
    machines(&mut form, "production_line", "100", "6");
    let power = suggest(&mut form).power.unwrap();
    assert_eq!(
        (power.demand_watts, power.voltage),
        (Range { low: 360_000, high: 450_000 }, Advice::Clear(Voltage::Kv10))
    );
    assert_eq!(power.apparent_va, Range { low: 400_000, high: 600_000 });
    assert_eq!(form.view("power_voltage").value, Some(Value::Choice("kv10".to_owned())));
    form.chosen("power_voltage", "v380");
    let said = ("power_voltage".to_owned(), Contradiction::VoltageLowerThanNeeded);
    assert_eq!(contradictions(&form), [said]);
}

/// The figures are said with their formula, and what a person reads adds up.
#[test]
fn the_formula_is_said_with_its_figures() {
    let mut form = firm(&["water", "power", "gas"]);
    machines(&mut form, "machine_tools", "12", "10");
    row(&mut form, "appliances", 0, &[("appliance_heat", "42")]);
    row(&mut form, "uses", 0, &[("use_kind", "canteen"), ("use_number", "300")]);
    let Estimate { power: Some(power), gas: Some(gas), water: Some(water), .. } = Estimate::of(&form).unwrap() else {
        panic!("all three are listed")
    };
    let said = "机床：120 千瓦 × 需要系数 0.12 到 0.25 = 14.4 到 36 千瓦（台数少，高的按最大三台全开算）；\
                ÷ 功率因数 0.5 到 0.9 = 16 到 72 千伏安";
    assert_eq!(i18n::power_formula(&power.groups[0]), said);
    assert_eq!(i18n::voltage_advice(power.voltage), "用 380 伏就行");
    assert_eq!(i18n::gas_need(&gas), "全开时一小时 4.247 到 4.448 立方米，一天 8.494 到 8.896 立方米");
    assert_eq!(i18n::gas_meter_advice(gas.meter), "用 G4 的表");
    let said = "食堂：300 份饭 × 每天 20 到 25 升 = 6 到 7.5 立方米；\
                ÷ 用 12 到 16 小时 × 最忙时 1.2 到 1.5 倍 = 0.45 到 0.938 立方米每小时";
    assert_eq!(i18n::water_formula(&water.uses[0]), said);
    assert_eq!(i18n::water_meter_advice(water.meter), "用 DN15 的表就够");
}

#[test]
fn the_utilities_are_held_against_each_other() {
    let mut form = firm(&["water", "gas"]);
    row(&mut form, "uses", 0, &[("use_kind", "restaurant"), ("use_number", "200")]);
    row(&mut form, "appliances", 0, &[("appliance_heat", "42"), ("appliance_rate", "42")]);
    let rate = FieldKey::in_row("appliance_rate", form.rows(&"appliances".to_owned())[0]).to_string();
    assert_eq!(contradictions(&form), [(rate, Contradiction::GasFigures { appliance: 0 })]);
    form.switched("utilities", "gas", false);
    assert_eq!(contradictions(&form), [("uses".to_owned(), Contradiction::KitchenWithoutHeat)]);
}

#[test]
fn a_figure_of_ones_own_stays_when_the_list_changes() {
    let mut form = firm(&["power"]);
    machines(&mut form, "machine_tools", "12", "10");
    suggest(&mut form);
    form.typed("power_capacity", "100");
    machines(&mut form, "machine_tools", "12", "20");
    suggest(&mut form);
    assert_eq!(form.text("power_capacity"), "100");
}

#[test]
fn shared_facts_are_asked_once_and_each_utility_only_what_it_needs() {
    let shared = |form: &Form| {
        let own = ["power", "power_supply", "gas", "gas_place", "water", "water_supply"];
        pages(form).into_iter().filter(|page| !own.contains(&page.as_str())).collect::<Vec<_>>()
    };
    let all = firm(&["water", "power", "gas"]);
    for utility in ["water", "power", "gas"] {
        let one = firm(&[utility]);
        assert_eq!(shared(&one), shared(&all), "{utility}");
        let own: Vec<String> = pages(&one).into_iter().filter(|page| !shared(&one).contains(page)).collect();
        assert!(own.iter().all(|page| page.starts_with(utility)) && own.len() == 2, "{utility}: {own:?}");
    }
}

#[test]
fn a_utility_that_is_switched_off_and_on_has_lost_nothing() {
    let mut form = firm(&["water", "power", "gas"]);
    machines(&mut form, "welding", "10", "3");
    row(&mut form, "appliances", 0, &[("appliance_name", "大锅灶"), ("appliance_heat", "50")]);
    form.typed("gas_flow", "5.3");
    let (before, sent) = (form.state(), payload(&form));
    for utility in ["power", "gas"] {
        form.switched("utilities", utility, false);
        assert!(payload(&form).pages.iter().all(|page| !page.id.starts_with(utility)), "{utility} is not sent");
    }
    assert_eq!(payload(&form).parts, ["water"]);
    for utility in ["gas", "power"] {
        form.switched("utilities", utility, true);
    }
    assert_eq!((form.state(), payload(&form)), (before, sent));
}

#[test]
fn the_parts_are_the_utilities_that_are_chosen_each_with_its_own_limit() {
    let limits = |form: &Form| {
        let applied = as_applied(form.item(), &payload(form), Audience::Organisation, moment());
        assert!(applied.parts.iter().all(|part| part.variants.is_empty()));
        applied.parts.into_iter().map(|part| (part.id, part.time.promised)).collect::<Vec<_>>()
    };
    let days = |id: &str, days| (id.to_owned(), TimeLimit::WorkingDays(days));
    let mut form = firm(&["power", "water"]);
    form.chosen("digging", "no");
    assert_eq!(limits(&form), [days("water", 3), days("power", 15)]);
    form.chosen("power_voltage", "kv10");
    form.chosen("digging", "yes");
    assert_eq!(limits(&form), [days("water", 5), days("power", 22)]);
    form.switched("utilities", "gas", true);
    form.chosen("business", "transfer");
    assert_eq!(limits(&form), [days("water", 3), days("power", 3), days("gas", 3)]);
}

#[test]
fn a_payload_that_names_other_parts_is_refused() {
    let form = firm(&["power", "water"]);
    let mut payload = payload(&form);
    let says = |payload: &Payload| {
        let found = check(form.item(), payload, Audience::Organisation, moment());
        found.iter().any(|problem| problem.question == "parts")
    };
    assert!(!says(&payload));
    for parts in [vec![], vec!["water"], vec!["water", "power", "gas"], vec!["power", "water"]] {
        payload.parts = parts.into_iter().map(str::to_owned).collect();
        assert!(says(&payload), "{:?}", payload.parts);
    }
}

/// Fewer questions than on three forms, counted by running the form; each form names its source and no field twice.
#[test]
fn a_firm_answers_less_than_on_three_forms() {
    let forms = separate_forms().unwrap();
    for SeparateForm { form, source, fields, files } in &forms {
        let all: BTreeSet<&String> = fields.iter().chain(files).collect();
        assert!(!source.is_empty() && all.len() == fields.len() + files.len(), "{form}");
    }
    let separate: usize = forms.iter().map(|form| form.fields.len() + form.files.len()).sum();
    let joint = joint_questions(&item()).unwrap();
    assert!(joint < separate, "{joint} questions here, {separate} there");
    assert_eq!(joint_questions(&shipped().items[0].item), None);
}

#[test]
fn only_a_firm_can_apply_as_one() {
    let context = Context { today: NOW.parse().unwrap(), audience: Audience::Person };
    let form = Form::new(Arc::new(item()), context);
    assert_eq!(form.view("applicant_type").offered, [0]);
}

#[test]
fn the_place_of_the_meter_is_a_photograph_that_is_looked_at() {
    let mut form = firm(&["water"]);
    let field = FieldKey::of("meter_photo.files");
    assert!(matches!(form.question(&field).unwrap().kind, Kind::Attachment { photo: true, .. }));
    form.apply(Edit::Attach { field, file: photo("one") });
    assert!(form.ledger_line("meter_photo").unwrap().state.is_settled());
    form.chosen("business", "transfer");
    assert!(form.ledger().lines.iter().all(|line| line.document != "meter_photo"));
}

#[test]
fn in_a_transfer_both_sides_agree() {
    let mut form = form(&[("business", "transfer")], &["water", "gas"]);
    let missing = |form: &Form, field: &str| form.findings().iter().any(|(name, _)| name == field);
    assert!(missing(&form, "old_holder_agrees") && missing(&form, "water_account") && missing(&form, "gas_account"));
    assert!(!missing(&form, "power_account"));
    form.chosen("old_holder_agrees", "signs");
    assert!(missing(&form, "old_holder_signature"));
    form.apply(Edit::Sign { field: "old_holder_signature".into(), name: "张建国".to_owned(), at: moment() });
    assert!(!missing(&form, "old_holder_signature"));
    assert!(missing(&form, "transfer_new.signature"));
    form.signed("transfer_new");
    assert!(!missing(&form, "transfer_new.signature"));
    form.chosen("old_holder_agrees", "paper");
    assert!(missing(&form, "old_holder_paper.files"));
}

#[test]
fn a_temporary_supply_ends_after_it_begins() {
    let mut form = form(&[("business", "temporary")], &["power"]);
    form.typed("temporary_from", "2026-10-01");
    let wrong = |form: &Form| form.findings().iter().any(|(field, _)| field == "temporary_until");
    for (until, expected) in [("2026-09-30", true), ("2026-10-01", true), ("2026-10-02", false)] {
        form.typed("temporary_until", until);
        assert_eq!(wrong(&form), expected, "{until}");
    }
}

#[test]
fn everything_that_can_be_picked_makes_a_row_that_nothing_is_wrong_with() {
    for page in &item().pages {
        let Some(Helper::Equipment(list)) = &page.helper else { continue };
        let mut form = firm(&[&page.id]);
        for (at, common) in list.common().iter().enumerate() {
            let fills: Vec<(&str, &str)> = common.fills.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
            row(&mut form, list.list(), at, &fills);
        }
        let rows = form.findings().into_iter().filter(|(field, _)| field.contains('#'));
        assert_eq!(rows.collect::<Vec<_>>(), [], "{}", page.id);
        suggest(&mut form);
        let said = contradictions(&form).into_iter().filter(|(_, said)| *said != Contradiction::KitchenWithoutHeat);
        assert_eq!(said.collect::<Vec<_>>(), [], "{}", page.id);
    }
}

const KINDS: [&str; 10] = [
    "lighting",
    "machine_tools",
    "production_line",
    "pumps_and_fans",
    "heating",
    "welding",
    "kitchen",
    "air_conditioning",
    "charging",
    "lifts",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is suggested is never flagged, and more of a machine never suggests less.
    #[test]
    fn suggestions_go_with_the_list(kind in proptest::sample::select(KINDS.to_vec()), watts in 100_u32..200_000, number in 1_u32..40) {
        let mut form = firm(&["power"]);
        machines(&mut form, kind, &format!("{:.3}", f64::from(watts) / 1000.0), &number.to_string());
        suggest(&mut form);
        prop_assert_eq!(contradictions(&form), []);
        let kva = |form: &Form| form.text("power_capacity").parse::<u64>().unwrap();
        let before = kva(&form);
        let row = form.rows(&"loads".to_owned())[0];
        form.typed(&format!("load_number#{row}"), &(number + 1).to_string());
        suggest(&mut form);
        prop_assert!(kva(&form) >= before);
    }

    /// A capacity outside of what the list allows is flagged at its field, whatever the list.
    #[test]
    fn a_capacity_out_of_range_is_flagged_where_it_is_mended(watts in 1_000_u32..200_000, number in 1_u32..20, kva in 1_u64..30_000) {
        let mut form = firm(&["power"]);
        machines(&mut form, "heating", &format!("{:.3}", f64::from(watts) / 1000.0), &number.to_string());
        form.typed("power_capacity", &kva.to_string());
        let need = Estimate::of(&form).unwrap().power.unwrap();
        let outside = kva * 1000 < need.apparent_va.low || kva * 1000 > need.installed_va;
        prop_assert_eq!(contradictions(&form).iter().any(|(field, _)| field == "power_capacity"), outside);
    }
}
