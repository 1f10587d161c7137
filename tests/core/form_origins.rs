//! What the engine promises about where an answer comes from: the citizen before registers, registers before the rest.

use crate::support::act::from_register;
use crate::support::*;
use mianzheng::consent::Provenance;
use mianzheng::form::{Changed, Edit, Form, Value};

fn prefilled(form: &mut Form, field: &str, text: &str, provenance: Provenance) -> Vec<Changed> {
    form.apply(Edit::Prefill { field: field.into(), text: text.to_owned(), provenance })
}

fn corrected(form: &mut Form, field: &str) -> Vec<Changed> {
    form.apply(Edit::Correct { field: field.into() })
}

fn reverted(form: &mut Form, field: &str) -> Vec<Changed> {
    form.apply(Edit::Revert { field: field.into() })
}

#[test]
fn a_register_overwrites_a_default_and_the_account_but_not_the_citizen() {
    let mut form = form(asking([text("name").default_of("无名")]));
    prefilled(&mut form, "name", "账户名", Provenance::Account);
    assert_eq!(form.text("name"), "账户名");
    prefilled(&mut form, "name", "李桂英", from_register("id"));
    prefilled(&mut form, "name", "账户名", Provenance::Account);
    prefilled(&mut form, "name", "无名", Provenance::Default);
    assert_eq!((form.text("name").as_str(), form.view("name").is_prefilled()), ("李桂英", true));
}

#[test]
fn a_weaker_origin_never_overwrites_a_stronger_one() {
    let mut form = form(asking([text("name")]));
    prefilled(&mut form, "name", "账户名", Provenance::Account);
    prefilled(&mut form, "name", "无名", Provenance::Default);
    assert_eq!(form.view("name").provenance, Some(Provenance::Account));
}

#[test]
fn a_late_register_answer_never_overwrites_a_touched_field() {
    let mut form = form(asking([text("name")]));
    form.typed("name", "李桂花");
    let changed = prefilled(&mut form, "name", "李桂英", from_register("id"));
    assert_eq!(changed, [Changed::Field("name".into())]);
    let view = form.view("name");
    assert_eq!((view.text.as_str(), view.provenance), ("李桂花", Some(Provenance::Citizen)));
    assert_eq!(view.registered.map(|registered| registered.value), Some(Value::Text("李桂英".to_owned())));
}

#[test]
fn a_late_register_answer_does_not_write_under_the_caret_of_a_person_who_emptied_the_field() {
    let mut form = form(asking([text("name")]));
    form.typed("name", "李");
    form.typed("name", "");
    prefilled(&mut form, "name", "李桂英", from_register("id"));
    let view = form.view("name");
    assert_eq!((view.text.as_str(), view.registered.is_some()), ("", true));
    reverted(&mut form, "name");
    assert_eq!(form.text("name"), "李桂英");
}

#[test]
fn a_register_answer_that_says_the_same_is_no_contradiction() {
    let mut form = form(asking([text("name")]));
    form.typed("name", "李桂英");
    prefilled(&mut form, "name", "李桂英", from_register("id"));
    assert_eq!(form.view("name").registered, None);
}

#[test]
fn what_a_register_says_is_read_as_strictly_as_what_a_person_types() {
    let mut form = form(asking([integer("area")]));
    assert_eq!(prefilled(&mut form, "area", "不详", from_register("estate")), []);
    assert_eq!(form.view("area").value, None);
}

#[test]
fn correcting_keeps_the_registered_value_beside_the_citizens() {
    let mut form = form(asking([integer("area")]));
    prefilled(&mut form, "area", "86", from_register("estate"));
    corrected(&mut form, "area");
    assert_eq!(
        (form.text("area").as_str(), form.view("area").is_prefilled()),
        ("86", false),
        "the value stays to be changed"
    );
    form.typed("area", "90");
    let view = reloaded(&form).view("area");
    assert_eq!((view.value, view.provenance), (Some(Value::Number(90.into())), Some(Provenance::Citizen)));
    assert_eq!(view.registered.map(|registered| registered.provenance), Some(from_register("estate")));
}

#[test]
fn typing_over_a_registered_value_is_a_correction() {
    let mut form = form(asking([integer("area")]));
    prefilled(&mut form, "area", "86", from_register("estate"));
    form.typed("area", "90");
    assert_eq!(form.view("area").registered.map(|registered| registered.value), Some(Value::Number(86.into())));
}

#[test]
fn a_register_that_is_asked_again_does_not_end_a_correction() {
    let mut form = form(asking([integer("area")]));
    prefilled(&mut form, "area", "86", from_register("estate"));
    corrected(&mut form, "area");
    prefilled(&mut form, "area", "86", from_register("estate"));
    assert!(form.view("area").registered.is_some());
}

#[test]
fn reverting_takes_the_registered_value_back() {
    let mut form = form(asking([integer("area")]));
    prefilled(&mut form, "area", "86", from_register("estate"));
    corrected(&mut form, "area");
    form.typed("area", "x");
    reverted(&mut form, "area");
    let view = form.view("area");
    assert_eq!((view.text.as_str(), view.is_prefilled(), view.registered), ("86", true, None));
    assert_eq!(form.findings(), []);
}
