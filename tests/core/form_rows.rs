//! What the engine promises about the rows of repeating groups.

use crate::support::*;
use mianzheng::form::{Changed, Edit, FieldKey, Problem, RowId};
use mianzheng::item::{Condition, Formula, Item, Severity};

fn repeated(question: &str) -> Condition {
    Condition::Repeated(question.to_owned())
}

fn staff() -> Item {
    asking([group(
        "staff",
        1,
        3,
        [text("name"), yes_no("trained").optional(), text("course").when(is("trained", "yes"))],
    )])
}

#[test]
fn a_group_begins_with_its_fewest_rows() {
    let form = form(staff());
    assert_eq!(form.rows(&"staff".to_owned()), [1]);
    let rows: Vec<_> = form.row_views("staff").iter().map(|row| (row.id, row.number)).collect();
    assert_eq!(rows, [(1, 1)]);
}

#[test]
fn rows_keep_their_ids_and_an_id_is_never_used_again() {
    let mut form = form(staff());
    let (two, three) = (form.row_added("staff"), form.row_added("staff"));
    form.typed(&format!("name#{three}"), "王五");
    form.row_removed("staff", two);
    assert_eq!(form.text(&format!("name#{three}")), "王五");
    assert_eq!(form.row_views("staff").last().map(|row| (row.id, row.number)), Some((three, 2)));
    form.row_removed("staff", three);
    let mut form = reloaded(&form);
    assert!(form.row_added("staff") > three, "not even after a reload");
}

#[test]
fn adding_and_removing_a_row_name_the_rows_and_the_new_fields() {
    let mut form = form(staff());
    let changed = form.apply(Edit::AddRow { group: "staff".to_owned() });
    assert!(changed.contains(&Changed::Rows("staff".to_owned())));
    assert!(changed.contains(&Changed::Field(FieldKey::in_row("name", 2))));
    let changed = form.row_removed("staff", 2);
    assert!(changed.contains(&Changed::Rows("staff".to_owned())));
    assert!(form.field(&"name#2".into()).is_none());
}

#[test]
fn a_group_has_no_more_rows_than_it_may() {
    let mut form = form(staff());
    form.row_added("staff");
    form.row_added("staff");
    assert_eq!(form.apply(Edit::AddRow { group: "staff".to_owned() }), []);
    assert_eq!(form.rows(&"staff".to_owned()).len(), 3);
}

#[test]
fn a_required_group_has_at_least_one_row_and_each_its_fewest() {
    let item = asking([group("a", 0, 3, [text("a_name")]), group("b", 2, 3, [text("b_name").optional()])]);
    let mut form = form(item);
    let first = form.rows(&"b".to_owned())[0];
    form.row_removed("b", first);
    let found = form.findings();
    assert_eq!(
        found,
        [("a".to_owned(), Problem::TooFewRows { min: 1 }), ("b".to_owned(), Problem::TooFewRows { min: 2 }),]
    );
}

#[test]
fn an_optional_group_may_be_empty() {
    let form = form(asking([group("a", 0, 3, [text("name")]).optional()]));
    assert_eq!(form.findings(), []);
}

#[test]
fn the_complaint_about_too_few_rows_goes_with_the_row_that_was_missing() {
    let mut form = form(asking([group("a", 0, 3, [text("name")])]));
    form.expose_page("page");
    assert_eq!(form.view("a").problem, Some(Problem::TooFewRows { min: 1 }));
    let changed = form.apply(Edit::AddRow { group: "a".to_owned() });
    assert!(changed.contains(&Changed::Field("a".into())), "{changed:?}");
    assert_eq!(form.view("a").problem, None);
}

#[test]
fn more_rows_than_may_be_are_found_in_a_stored_draft() {
    let mut form = form(asking([group("a", 0, 2, [text("name").optional()])]));
    form.row_added("a");
    form.row_added("a");
    let narrower = asking([group("a", 0, 1, [text("name").optional()])]);
    let form = mianzheng::form::Form::restore(narrower.into(), context(), form.state());
    assert_eq!(form.findings(), [("a".to_owned(), Problem::TooManyRows { max: 1 })]);
}

#[test]
fn conditions_in_a_row_read_that_row() {
    let mut form = form(staff());
    form.row_added("staff");
    form.chosen("trained#2", "yes");
    assert!(!form.view("course#1").visible && form.view("course#2").visible);
    assert_eq!(form.findings().last(), Some(&("course#2".to_owned(), Problem::Missing)));
}

#[test]
fn a_rule_over_a_row_speaks_in_that_row() {
    let item = asking([group("staff", 2, 3, [integer("age")])])
        .check(Severity::Error, "age", not(at_least("age", 16)))
        .check(Severity::Stop, "age", at_least("age", 100));
    let mut form = form(item);
    form.typed("age#1", "30");
    let changed = form.typed("age#2", "15");
    assert_eq!(changed, [Changed::Field(FieldKey::in_row("age", 2))], "the other row is left alone");
    assert_eq!(form.findings(), [("age#2".to_owned(), Problem::Rule(0))]);
    form.typed("age#2", "120");
    let notes = |form: &mianzheng::form::Form, field| form.view(field).notes.len();
    assert_eq!((notes(&form, "age#1"), notes(&form, "age#2")), (0, 1));
}

#[test]
fn a_repeated_answer_is_complained_about_in_every_row_that_has_it() {
    let item = asking([group("staff", 3, 3, [text("name")])]).check(Severity::Error, "name", repeated("name"));
    let mut form = form(item);
    form.typed("name#1", "张三");
    form.typed("name#2", "李四");
    let changed = form.typed("name#3", "张三");
    assert!(changed.contains(&Changed::Field(FieldKey::in_row("name", 1))), "{changed:?}");
    let rows: Vec<RowId> = form.validate().iter().filter_map(|finding| finding.field.row).collect();
    assert_eq!(rows, [1, 3]);
    form.row_removed("staff", 3);
    assert_eq!(form.findings(), [("staff".to_owned(), Problem::TooFewRows { min: 3 })]);
}

#[test]
fn a_repetition_is_seen_from_outside_the_rows() {
    let mut form = form(asking([group("staff", 2, 3, [text("name")]), text("why").when(repeated("name"))]));
    form.typed("name#1", "张三");
    assert!(!form.view("why").visible);
    form.typed("name#2", "张三");
    assert!(form.view("why").visible);
    form.row_removed("staff", 2);
    assert!(!form.view("why").visible);
}

#[test]
fn a_question_outside_reads_any_row() {
    let mut form = form(asking([group("staff", 0, 3, [yes_no("trained")]), text("school").when(is("trained", "yes"))]));
    let one = form.row_added("staff");
    form.chosen(&format!("trained#{one}"), "yes");
    assert!(form.view("school").visible);
    let changed = form.row_removed("staff", one);
    assert!(changed.contains(&Changed::Field("school".into())), "{changed:?}");
    assert!(!form.view("school").visible);
}

#[test]
fn what_is_read_over_all_rows_is_followed_from_each() {
    let leader = any_row("staff", is("role", "head"));
    let item = asking([group("staff", 2, 3, [choice("role", &["head", "cook"]), text("deputy").when(leader)])]);
    let mut form = form(item);
    let changed = form.chosen("role#1", "head");
    assert!(changed.contains(&Changed::Field(FieldKey::in_row("deputy", 2))), "{changed:?}");
    assert!(form.view("deputy#1").visible && form.view("deputy#2").visible);
}

#[test]
fn a_total_follows_its_rows() {
    let share = integer("share");
    let sum = integer("sum").computed(total("owners", answer("share")));
    let mut form = form(asking([group("owners", 1, 3, [share]), sum]));
    form.typed("share#1", "40");
    assert_eq!(form.text("sum"), "40");
    let two = form.row_added("owners");
    assert_eq!(form.text("sum"), "", "a row without a share makes the total unknown");
    form.typed(&format!("share#{two}"), "60");
    assert_eq!(form.text("sum"), "100");
    form.row_removed("owners", 1);
    assert_eq!(form.text("sum"), "60");
}

#[test]
fn a_computed_answer_in_a_row_follows_all_rows_when_it_reads_all() {
    let rows = Formula::Rows { group: "staff".to_owned(), when: Some(Box::new(is("here", "yes"))) };
    let item = asking([group("staff", 2, 3, [yes_no("here"), integer("together").computed(rows)])]);
    let mut form = form(item);
    let changed = form.chosen("here#1", "yes");
    assert!(changed.contains(&Changed::Field(FieldKey::in_row("together", 2))), "{changed:?}");
    assert_eq!(form.text("together#2"), "1");
}

#[test]
fn rows_of_a_hidden_group_count_as_none() {
    let count = Formula::Rows { group: "staff".to_owned(), when: None };
    let item = asking([
        yes_no("has_staff"),
        group("staff", 1, 3, [text("name").optional()]).when(is("has_staff", "yes")),
        integer("count").computed(count),
        text("a").when(any_row("staff", not(answered("name")))),
        text("b").when(at_least("staff", 1)),
    ]);
    let mut form = form(item);
    form.chosen("has_staff", "yes");
    assert_eq!((form.text("count").as_str(), form.view("a").visible, form.view("b").visible), ("1", true, true));
    form.chosen("has_staff", "no");
    assert_eq!((form.text("count").as_str(), form.view("a").visible, form.view("b").visible), ("0", false, false));
}
