//! What the engine promises about what a draft stores: everything comes back, and nothing is lost that is not understood.

use crate::support::*;
use mianzheng::consent::Provenance;
use mianzheng::form::{Answer, DocumentEvent, DocumentRecord, FieldKey, Form, FormState, Problem, RowId, Value};
use mianzheng::item::{Item, Way};

fn shop() -> Item {
    asking([integer("seats"), group("staff", 1, 3, [text("name")]), text("note").optional()])
        .document(licence("id_card").supplying("name", "note").or(Way::Upload))
}

fn answer(text: &str) -> Answer {
    Answer { value: Some(Value::Text(text.to_owned())), provenance: Some(Provenance::Citizen), ..Answer::default() }
}

fn restored(item: Item, state: &FormState) -> Form {
    Form::restore(item.into(), context(), state.clone())
}

#[test]
fn a_form_comes_back_as_it_was() {
    let mut form = form(shop());
    form.typed("seats", "4x");
    let row = form.row_added("staff");
    form.typed(&format!("name#{row}"), "张三");
    form.fetched("id_card", found(&[("name", "备注")]));
    let again = reloaded(&form);
    assert_eq!(again.state(), form.state());
    assert_eq!(again.text("seats"), "4x");
    assert_eq!(again.findings(), form.findings());
}

#[test]
fn a_state_is_the_same_json_every_time() {
    let mut form = form(shop());
    form.typed("seats", "4x");
    form.fetched("id_card", found(&[("name", "备注")]));
    let json = serde_json::to_string(&form.state()).unwrap();
    assert_eq!(serde_json::from_str::<FormState>(&json).unwrap(), form.state());
    assert_eq!(serde_json::to_string(&reloaded(&form).state()).unwrap(), json);
}

#[test]
fn what_the_item_no_longer_asks_is_kept_aside() {
    let mut state = form(shop()).state();
    state.answers.insert(FieldKey::of("gone"), answer("留着"));
    state.answers.insert(FieldKey::in_row("name", 9), answer("行没了"));
    state.answers.insert(FieldKey::in_row("gone_name", 7), answer("组没了"));
    state.rows.insert("gone_group".to_owned(), vec![7, 8]);
    state.rows.insert("seats".to_owned(), vec![6]);
    let record = DocumentRecord { way: Some(1), ..DocumentRecord::default() };
    state.documents.insert("gone_document".to_owned(), record);
    let form = restored(shop(), &state);
    let mut back = form.state();
    assert!(back.next_row > 9, "the row ids of what is kept aside are not given out again");
    back.next_row = state.next_row;
    assert_eq!(back, state);
}

#[test]
fn what_is_kept_aside_never_meets_a_new_row() {
    let mut state = FormState::default();
    state.answers.insert(FieldKey::in_row("name", 3), answer("旧"));
    let mut form = restored(shop(), &state);
    let rows: Vec<RowId> = (0..2).map(|_| form.row_added("staff")).collect();
    for row in rows {
        form.typed(&format!("name#{row}"), "新");
        assert_eq!(reloaded(&form).text(&format!("name#{row}")), "新");
    }
}

#[test]
fn what_was_kept_aside_stands_there_when_the_question_comes_back() {
    let mut form = form(shop());
    form.typed("seats", "40");
    let without = asking([text("note").optional()]);
    let aside = restored(without, &form.state());
    assert_eq!(restored(shop(), &aside.state()).text("seats"), "40");
}

#[test]
fn row_ids_of_a_group_that_is_new_in_this_version_meet_none_of_the_old() {
    let mut form = form(shop());
    form.row_added("staff");
    let state = form.state();
    let with_owners = asking([group("owners", 1, 3, [text("owner")]), group("staff", 1, 3, [text("name")])]);
    let form = restored(with_owners, &state);
    let (owners, staff) = (form.rows(&"owners".to_owned()), form.rows(&"staff".to_owned()));
    assert!(owners.iter().all(|row| !staff.contains(row)), "{owners:?} {staff:?}");
}

#[test]
fn damaged_rows_are_taken_once_and_never_run_over() {
    let mut state = FormState::default();
    state.rows.insert("staff".to_owned(), vec![1, 1, RowId::MAX]);
    state.next_row = RowId::MAX;
    let mut form = restored(shop(), &state);
    assert_eq!(form.rows(&"staff".to_owned()), [1]);
    let before = form.state();
    form.apply(mianzheng::form::Edit::AddRow { group: "staff".to_owned() });
    assert_eq!(form.state(), before, "there is no id left to give out");
}

#[test]
fn a_text_that_was_invalid_and_is_valid_now_is_the_answer() {
    let mut form = form(asking([text("code").clone()]));
    form.typed("code", &"长".repeat(25));
    let mut wider = text("code");
    wider.kind = mianzheng::item::Kind::LongText { max_chars: 100 };
    let form = restored(asking([wider]), &form.state());
    assert_eq!(form.view("code").value, Some(Value::Text("长".repeat(25))));
    assert_eq!(form.findings(), []);
}

#[test]
fn a_value_of_another_kind_is_found_not_trusted() {
    let mut state = FormState::default();
    state.answers.insert(FieldKey::of("seats"), answer("四十"));
    let form = restored(asking([integer("seats")]), &state);
    assert_eq!(form.findings(), [("seats".to_owned(), Problem::WrongKind)]);
}

#[test]
fn stored_values_are_checked_against_the_definition_of_today() {
    let mut form = form(asking([integer("seats"), choice("way", &["post", "desk"])]));
    form.typed("seats", "900");
    form.chosen("way", "desk");
    let mut narrower = integer("seats");
    narrower.kind = mianzheng::item::Kind::Integer { min: 0, max: 100, unit: None };
    let form = restored(asking([narrower, choice("way", &["post"])]), &form.state());
    assert_eq!(
        form.findings(),
        [("seats".to_owned(), Problem::AboveMaximum { max: 100.into() }), ("way".to_owned(), Problem::NotAnOption),]
    );
}

#[test]
fn what_is_being_asked_and_what_is_shown_are_not_stored() {
    let mut form = form(shop());
    form.agreed("id_card");
    form.document("id_card", DocumentEvent::Asking(moment()));
    form.expose_page("page");
    let json = serde_json::to_string(&form.state()).unwrap();
    assert!(!json.contains("asking") && !json.contains("exposed") && !json.contains("shown"), "{json}");
}

#[test]
fn a_field_s_name_reads_back_as_it_is_written() {
    for field in [FieldKey::of("name"), FieldKey::in_row("name", 4), FieldKey::of("id_card.files"), FieldKey::of("a#b")]
    {
        assert_eq!(FieldKey::from(field.to_string().as_str()), field);
    }
}
