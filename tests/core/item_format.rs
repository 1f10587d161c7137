//! The format held against very different items: each is a trimmed stand-in for a whole class, with its documents and its
//! hardest questions. They are not shipped; they prove that the format carries what the next items need.

use super::support::pack::{files, folder, read};
use super::support::{moment, Act};
use mianzheng::form::{Context, Edit, FieldKey, Form, Problem, RowId, Value};
use mianzheng::item::author::{schema, Pack};
use mianzheng::item::lint::lint;
use mianzheng::item::{Audience, Item, TimeLimit};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The stand-ins over the shared files that are shipped; what they add to a shared list is appended.
fn pack() -> Pack {
    let mut all: Vec<(String, String)> =
        files(&folder("public/items")).into_iter().filter(|(path, _)| path.starts_with("shared/")).collect();
    for (path, text) in files(&folder("tests/core/data/items")) {
        match all.iter_mut().find(|(shipped, _)| *shipped == path) {
            Some((_, shipped)) => *shipped = joined(shipped, &text),
            None => all.push((path, text)),
        }
    }
    read(all)
}

fn joined(one: &str, other: &str) -> String {
    let list = |text: &str| -> Vec<serde_json::Value> { serde_json::from_str(text).unwrap() };
    serde_json::Value::Array([list(one), list(other)].concat()).to_string()
}

#[test]
fn the_format_carries_items_of_every_class() {
    let pack = pack();
    let names: BTreeSet<&str> = pack.items.iter().map(|file| file.item.plain_name.zh.as_str()).collect();
    let expected = [
        "二手房过户",
        "低保",
        "教师资格认定",
        "施工许可",
        "道路运输证",
        "开公司",
        "装水表",
        "装天然气",
        "水电气一起办",
    ];
    assert_eq!(names, BTreeSet::from(expected));
}

#[test]
fn the_lint_has_nothing_to_say_but_what_is_not_acted_upon_yet() {
    let findings = lint(&pack());
    let others: Vec<String> =
        findings.iter().filter(|finding| finding.check != "acted_upon").map(ToString::to_string).collect();
    assert_eq!(others, Vec::<String>::new());
    let carried: BTreeSet<&str> =
        findings.iter().map(|finding| finding.path.rsplit('.').next().unwrap_or_default()).collect();
    assert_eq!(carried, BTreeSet::from(["each"]));
}

#[test]
fn the_schema_takes_them_all() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (path, text) in files(&folder("tests/core/data/items")) {
        if !path.starts_with("shared/") {
            let item = serde_json::from_str(&text).unwrap();
            let wrong: Vec<String> = validator.iter_errors(&item).map(|error| format!("{path}: {error}")).collect();
            assert_eq!(wrong, Vec::<String>::new());
        }
    }
}

#[test]
fn an_engine_runs_over_every_one_of_them() {
    for file in pack().items {
        let (name, form) = (file.item.plain_name.zh.clone(), form(file.item));
        assert!(!form.pages().is_empty(), "{name} asks something");
        assert!(form.ledger().promised.required > 0, "{name} has documents");
        assert!(!form.validate().is_empty(), "{name} is not done before it begins");
    }
}

fn form(item: Item) -> Form {
    let audience = item.audience.first().copied().unwrap_or(Audience::Person);
    Form::new(Arc::new(item), Context { today: "2026-03-12".parse().unwrap(), audience })
}

fn named(name: &str) -> Item {
    pack().items.into_iter().map(|file| file.item).find(|item| item.plain_name.zh == name).unwrap()
}

/// The ids of the checks that speak up as errors.
fn broken(form: &Form) -> BTreeSet<String> {
    let rules = form.validate().into_iter().filter_map(|finding| match finding.problem {
        Problem::Rule(check) => Some(form.item().checks[check].id.clone()),
        _ => None,
    });
    rules.collect()
}

/// A group that needs a row has one from the beginning.
fn first_row(form: &Form, group: &str) -> RowId {
    form.rows(&group.to_owned())[0]
}

fn number(form: &Form, field: &str) -> Option<String> {
    match form.field(&FieldKey::of(field))?.value? {
        Value::Number(number) => Some(number.to_string()),
        Value::Choice(option) => Some(option),
        _ => None,
    }
}

#[test]
fn shares_of_buyers_have_to_make_a_whole() {
    let mut form = form(named("二手房过户"));
    form.chosen("ownership", "shares");
    let (one, two) = (first_row(&form, "buyers"), form.row_added("buyers"));
    form.typed(&format!("buyer_share#{one}"), "60");
    form.typed(&format!("buyer_share#{two}"), "30");
    assert!(broken(&form).contains("shares_make_whole"));
    form.typed(&format!("buyer_share#{two}"), "40");
    assert!(!broken(&form).contains("shares_make_whole"));
    form.chosen("ownership", "sole");
    assert!(broken(&form).contains("sole_is_one"));
}

#[test]
fn income_a_head_is_worked_out_and_every_adult_signs() {
    let mut form = form(named("低保"));
    form.typed("people", "2");
    let (adult, child) = (first_row(&form, "members"), form.row_added("members"));
    form.typed(&format!("member_id#{adult}"), "369999197205050240");
    form.typed(&format!("member_id#{child}"), "369999201506150038");
    form.typed(&format!("member_income#{adult}"), "1500");
    form.typed(&format!("member_income#{child}"), "0");
    assert_eq!(number(&form, "income").as_deref(), Some("1500"));
    assert_eq!(number(&form, "income_each").as_deref(), Some("750"));
    assert!(broken(&form).contains("all_sign"));
    let field = FieldKey::in_row("member_signature", adult);
    form.apply(Edit::Sign { field, name: "刘小梅".to_owned(), at: moment() });
    assert!(!broken(&form).contains("all_sign"));
}

#[test]
fn a_supervisor_is_no_director_and_contributions_make_the_capital() {
    let mut form = form(named("开公司"));
    form.typed("capital", "100");
    let holder = first_row(&form, "shareholders");
    form.typed(&format!("holder_amount#{holder}"), "80");
    assert!(broken(&form).contains("contributions"));
    form.typed(&format!("holder_by#{holder}"), "2032-01-01");
    assert!(broken(&form).contains("five_years"));
    let (director, supervisor) = (first_row(&form, "directors"), first_row(&form, "supervisors"));
    form.chosen("supervision", "one");
    form.typed(&format!("director_id#{director}"), "369999197205050240");
    form.typed(&format!("supervisor_id#{supervisor}"), "369999197205050240");
    assert!(broken(&form).contains("supervisor_is_director"));
}

#[test]
fn a_meter_is_suggested_and_the_own_figure_stays() {
    let mut form = form(named("装水表"));
    form.chosen("user", "firm");
    form.typed("peak", "5");
    assert_eq!(number(&form, "diameter").as_deref(), Some("dn25"));
    form.chosen("diameter", "dn40");
    form.typed("peak", "3");
    assert_eq!(number(&form, "diameter").as_deref(), Some("dn40"));
}

#[test]
fn a_duration_counts_both_days() {
    let mut form = form(named("施工许可"));
    form.typed("begins", "2026-04-01");
    form.typed("ends", "2026-04-30");
    assert_eq!(number(&form, "duration").as_deref(), Some("30"));
}

#[test]
fn capacity_is_estimated_from_the_devices() {
    let mut form = form(named("水电气一起办"));
    form.switched("services", "power", true);
    let device = first_row(&form, "devices");
    form.typed(&format!("device_power#{device}"), "3.5");
    form.typed(&format!("device_count#{device}"), "4");
    assert_eq!(number(&form, "capacity").as_deref(), Some("10.8889"));
}

#[test]
fn limits_fees_and_steps_differ_by_situation() {
    let item = named("装水表");
    let mut form = form(item.clone());
    let promised = |form: &Form| form.variant().and_then(|variant| variant.time.as_ref()).map(|time| time.promised);
    assert_eq!(promised(&form), None);
    form.chosen("external", "short");
    assert_eq!(promised(&form), Some(TimeLimit::WorkingDays(5)));
}

#[test]
fn an_item_with_periods_is_open_in_them_alone() {
    let item = named("教师资格认定");
    assert!(item.is_open("2026-04-10".parse().unwrap()));
    assert!(!item.is_open("2026-04-25".parse().unwrap()));
    assert!(named("低保").is_open("2026-04-25".parse().unwrap()));
}
