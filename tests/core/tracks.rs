//! What is said about the tracks of a joint application: one line's trouble is said as that of one line.

use mianzheng::application::{to_do, tracks};
use mianzheng::i18n::{self, Look};
use mianzheng::ident::CivilDate;
use mianzheng::portal::{Application, Stage};
use serde_json::{json, Value};

const AT: &str = "2026-03-12T01:00:00Z";

fn today() -> CivilDate {
    "2026-03-13".parse().expect("a day")
}

/// A part whose stages so far are done, and what the one after them looks like; the others are ahead.
fn part(id: &str, name: &str, done: usize, (now, ahead): (Value, Value), more: Value) -> Value {
    let names = ["received", "accepted", "survey", "plan", "works", "acceptance", "supply", "contract"];
    let stage = |(ix, stage): (usize, &&str)| {
        let state = match ix {
            _ if ix < done => json!({ "done": { "at": AT } }),
            _ if ix == done => now.clone(),
            _ => ahead.clone(),
        };
        json!({ "stage": stage, "name": stage, "state": state })
    };
    let mut part = json!({
        "id": id, "name": name, "company": format!("{name}公司"), "received_at": AT, "promised_working_days": 5,
        "status": "in_progress", "stages": names.iter().enumerate().map(stage).collect::<Vec<_>>(), "events": [],
        "withdrawable": true,
    });
    for (key, value) in more.as_object().expect("an object") {
        part[key] = value.clone();
    }
    part
}

fn of(parts: &[Value], survey: Option<Value>) -> Application {
    let application = json!({
        "receipt": {
            "number": "369926031200020300", "query_code": "1234", "key": "k", "digest": "d", "received_at": AT,
            "item": "x", "item_version": 1, "item_name": "水电气联合报装", "department": "县行政审批局",
            "sum": { "required": 0, "waived": 0, "deferred": 0, "handed_in": 0 }, "documents": [], "next": [],
        },
        "status": "in_progress", "events": [], "withdrawable": true, "parts": parts, "survey": survey,
    });
    serde_json::from_value(application).expect("an application")
}

fn going_on(id: &str, name: &str) -> Value {
    part(id, name, 2, (json!({ "now": {} }), json!({ "ahead": {} })), json!({}))
}

#[test]
fn a_refused_part_is_said_together_with_those_that_go_on() {
    let lost = (json!("dropped"), json!("dropped"));
    let refused = json!({ "status": "not_approved", "reason": { "code": "05", "text": "缺租赁合同" } });
    let gas = part("gas", "供气", 2, lost, refused);
    let application = of(&[going_on("water", "供水"), going_on("power", "供电"), gas], None);
    let said = i18n::held_up(&application);
    assert_eq!(said.as_deref(), Some("水和电照常办，不受影响。供气没通过：材料没有通过审核。"));
    let rows = tracks(&application.parts);
    let look =
        |row: usize, cell: usize| i18n::cell(&application, (rows[row].stage, &rows[row].cells[cell]), today()).look;
    assert_eq!([look(1, 2), look(2, 1), look(3, 1), look(4, 2)], [Look::Done, Look::Ended, Look::Gone, Look::Gone]);
}

#[test]
fn the_line_that_is_behind_is_named() {
    let late = part("gas", "供气", 1, (json!({ "now": {} }), json!({ "ahead": {} })), json!({}));
    let application = of(&[going_on("water", "供水"), going_on("power", "供电"), late], None);
    assert_eq!(i18n::held_up(&application).as_deref(), Some("一条线慢了，不拖另外的。供气还在审核。"));
}

#[test]
fn nothing_is_said_while_all_go_on_alike() {
    let application = of(&[going_on("water", "供水"), going_on("power", "供电")], None);
    assert_eq!(i18n::held_up(&application), None);
}

#[test]
fn a_booked_survey_is_one_pill_even_over_a_part_that_is_not_there_yet() {
    let day = json!({ "latest": "2026-03-18" });
    let there = |id, name| part(id, name, 2, (json!({ "now": day }), json!({ "ahead": {} })), json!({}));
    let late = part("gas", "供气", 1, (json!({ "now": {} }), json!({ "ahead": day })), json!({}));
    let slot = json!({ "id": "s", "day": "2026-03-18", "from": "09:30", "to": "10:30", "by_video": false });
    let survey = json!({ "slot": slot, "booked_at": AT, "parts": ["water", "power", "gas"], "changeable": true });
    let application = of(&[there("water", "供水"), there("power", "供电"), late], Some(survey));
    let row = tracks(&application.parts).into_iter().find(|row| row.stage == Stage::Survey).expect("a row");
    assert_eq!(row.cells.len(), 1, "{row:?}");
    let words = i18n::cell(&application, (row.stage, &row.cells[0]), today());
    assert_eq!((&*words.text, words.note.as_deref()), ("3月18日 9:30", Some("三家一次看完")));
}

#[test]
fn what_is_to_be_done_is_said_for_whom_it_is() {
    let asks = |id, name, task: &str| {
        let waits = json!({ "asks": task, "status": "waiting_for_you" });
        part(id, name, 2, (json!({ "now": {} }), json!({ "ahead": {} })), waits)
    };
    let parts =
        [asks("water", "供水", "book_survey"), asks("power", "供电", "book_survey"), asks("gas", "供气", "supplement")];
    let application = of(&parts, None);
    let said: Vec<_> = to_do(&application).iter().map(|to_do| i18n::task(&application, to_do, today()).title).collect();
    assert_eq!(said, ["气：补交材料", "约个时间踏勘，两家一起来"]);
    assert_eq!(i18n::held_up(&application).as_deref(), Some("一条线慢了，不拖另外的。供气等您补交。"));
}
