//! What the engine promises about answers: how they are read and kept, and what is wrong with them.

use crate::support::act::photo;
use crate::support::*;
use mianzheng::consent::Provenance;
use mianzheng::form::{Changed, Edit, FieldKey, FileRef, Form, Problem, Value};
use mianzheng::ident::{Instant, PositionError};
use mianzheng::item::{Characters, DateBound, Kind, Precision, Severity};

fn prefilled(form: &mut Form, field: &str, text: &str, provenance: Provenance) -> Vec<Changed> {
    form.apply(Edit::Prefill { field: field.into(), text: text.to_owned(), provenance })
}

#[test]
fn an_invalid_text_is_kept_beside_the_last_valid_value() {
    let mut form = form(asking([integer("seats")]));
    form.typed("seats", "40");
    form.typed("seats", "40a");
    let view = form.view("seats");
    assert_eq!((view.text.as_str(), view.value), ("40a", None), "what was typed stands there and counts as no answer");
    let stored = &form.state().answers[&FieldKey::of("seats")];
    assert_eq!((stored.text.as_deref(), &stored.value), (Some("40a"), &Some(Value::Number(40.into()))));
    form.typed("seats", "41");
    assert_eq!(form.view("seats").value, Some(Value::Number(41.into())));
}

#[test]
fn an_emptied_field_has_no_answer_and_its_default_does_not_come_back() {
    let mut form = form(asking([integer("seats").default_of("20")]));
    assert_eq!(form.view("seats").provenance, Some(Provenance::Default));
    form.typed("seats", "");
    assert_eq!(form.view("seats").value, None);
    assert_eq!(reloaded(&form).view("seats").value, None);
}

#[test]
fn what_is_typed_stands_as_typed_until_the_field_is_left() {
    let mut form = form(asking([question("area", decimal_kind())]));
    form.typed("area", "８6.");
    assert_eq!(form.text("area"), "８6.", "a canonical 86 would swallow the point that is being typed");
    let changed = form.left("area");
    assert_eq!((form.text("area").as_str(), changed), ("86", vec![Changed::Field("area".into())]));
}

fn decimal_kind() -> Kind {
    Kind::Decimal { min: 0.into(), max: 1000.into(), places: 2, unit: None }
}

#[test]
fn identifiers_are_normalised() {
    let cases = [
        (Kind::ResidentId, "３６９９９９ 19440308 021x", "36999919440308021X"),
        (Kind::CreditCode, "91369999ma0000007l", "91369999MA0000007L"),
        (Kind::Phone, "138 0000 1234", "13800001234"),
        (Kind::BankAccount, "1234 5678 9012 3456", "1234567890123456"),
        (Kind::Text { min_chars: 1, max_chars: 9, characters: Characters::DigitsAndCapitals }, "jy１ 23", "JY123"),
    ];
    for (kind, typed, canonical) in cases {
        let mut form = form(asking([question("number", kind.clone())]));
        form.typed("number", typed);
        assert_eq!(form.view("number").value, Some(Value::Text(canonical.to_owned())), "{kind:?}");
    }
}

#[test]
fn an_unknown_area_code_is_never_refused() {
    let mut form = form(asking([question("id", Kind::ResidentId)]));
    form.typed("id", "36999919440308021X");
    assert_eq!(form.findings(), []);
}

#[test]
fn each_kind_says_what_is_wrong() {
    let month = Kind::Date { earliest: None, latest: Some(DateBound::Today(0)), precision: Precision::Month };
    let cases: [(Kind, &str, Problem); 11] = [
        (
            Kind::Text { min_chars: 3, max_chars: 5, characters: Characters::Any },
            "店铺",
            Problem::TooShort { min: 3, actual: 2 },
        ),
        (Kind::LongText { max_chars: 2 }, "三个字", Problem::TooLong { max: 2, actual: 3 }),
        (text("code").kind, &"长".repeat(21), Problem::TooLong { max: 20, actual: 21 }),
        (integer("n").kind, "1.5", Problem::NotWhole),
        (integer("n").kind, "-1", Problem::BelowMinimum { min: 0.into() }),
        (decimal_kind(), "1.234", Problem::TooManyPlaces { max: 2 }),
        (decimal_kind(), "1000.5", Problem::AboveMaximum { max: 1000.into() }),
        (month, "2026-04", Problem::TooLate { latest: TODAY.parse().unwrap() }),
        (Kind::Region, "somewhere", Problem::NotARegion),
        (Kind::Position, "在村口", Problem::Position(PositionError::WrongForm)),
        (Kind::Position, "36.6, 217.1", Problem::Position(PositionError::OutOfRange)),
    ];
    for (kind, typed, problem) in cases {
        let mut form = form(asking([question("q", kind.clone())]));
        form.typed("q", typed);
        assert_eq!(form.findings(), [("q".to_owned(), problem)], "{kind:?} {typed}");
    }
}

#[test]
fn validation_gives_all_problems_at_once_in_the_order_of_the_pages() {
    let item = asking([text("a"), integer("b"), text("c").optional()]).page("second", [yes_no("d")]);
    let mut form = form(item.situation(yes_no("s")));
    form.typed("b", "x");
    let fields: Vec<String> = form.findings().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["s", "a", "b", "d"]);
    assert_eq!(form.validate_page("second").len(), 1);
    assert_eq!(form.validate_page("situation").len(), 1);
}

#[test]
fn an_exclusive_option_stands_alone() {
    let mut form = form(asking([choices("pets", &["cat", "dog", "none"]).exclusive("none")]));
    let chosen = |form: &Form| form.text("pets");
    form.switched("pets", "dog", true);
    form.switched("pets", "cat", true);
    assert_eq!(chosen(&form), "cat,dog", "in the order of the definition");
    form.switched("pets", "none", true);
    assert_eq!(chosen(&form), "none");
    form.switched("pets", "dog", true);
    assert_eq!(chosen(&form), "dog");
    form.switched("pets", "dog", false);
    assert_eq!(form.view("pets").value, None);
}

#[test]
fn an_exclusive_option_beside_another_is_refused_wherever_it_comes_from() {
    let mut form = form(asking([choices("pets", &["cat", "none"]).exclusive("none")]));
    prefilled(&mut form, "pets", "none,cat", Provenance::Account);
    assert_eq!(form.findings(), [("pets".to_owned(), Problem::TooManyChosen { max: 1 })]);
}

#[test]
fn several_choices_are_kept_in_the_order_of_the_definition_and_once() {
    let mut form = form(asking([choices("pets", &["cat", "dog"])]));
    prefilled(&mut form, "pets", "dog,cat,dog", Provenance::Account);
    assert_eq!(form.text("pets"), "cat,dog");
}

#[test]
fn bounds_of_several_choices_are_checked() {
    let Kind::Choices { options, .. } = choices("q", &["a", "b", "c"]).kind else { unreachable!() };
    let mut form = form(asking([question("q", Kind::Choices { options, min: 2, max: 2 })]));
    form.switched("q", "a", true);
    assert_eq!(form.findings()[0].1, Problem::TooFewChosen { min: 2 });
    form.switched("q", "b", true);
    assert_eq!(form.findings(), []);
    form.switched("q", "c", true);
    assert_eq!(form.findings()[0].1, Problem::TooManyChosen { max: 2 });
}

#[test]
fn a_chosen_option_that_is_no_longer_offered_is_not_an_option() {
    let item = asking([yes_no("firm"), choice("way", &["post", "desk"]).option_when("desk", is("firm", "yes"))]);
    let mut form = form(item);
    form.chosen("firm", "yes");
    assert_eq!(form.view("way").offered, [0, 1]);
    form.chosen("way", "desk");
    let changed = form.chosen("firm", "no");
    assert!(changed.contains(&Changed::Field("way".into())), "{changed:?}");
    assert_eq!(form.view("way").offered, [0]);
    assert_eq!(form.findings(), [("way".to_owned(), Problem::NotAnOption)]);
    form.chosen("firm", "yes");
    assert_eq!(form.findings(), [], "the choice was remembered");
}

#[test]
fn an_error_blocks_a_hint_does_not_and_a_stop_is_said_at_once() {
    let item = asking([integer("seats")])
        .check(Severity::Hint, "seats", at_least("seats", 10))
        .check(Severity::Error, "seats", at_least("seats", 20))
        .check(Severity::Stop, "seats", at_least("seats", 30));
    let mut form = form(item);
    let notes = |form: &Form| form.view("seats").notes.iter().map(|note| note.check).collect::<Vec<_>>();
    form.typed("seats", "15");
    assert_eq!((notes(&form), form.findings()), (vec![0], vec![]));
    form.typed("seats", "25");
    assert_eq!((notes(&form), form.findings()), (vec![0], vec![("seats".to_owned(), Problem::Rule(1))]));
    form.typed("seats", "35");
    assert_eq!(notes(&form), [0, 2]);
}

#[test]
fn a_rule_speaks_at_a_question_that_was_left_open_too() {
    let item = asking([text("phone").optional(), text("letter").optional()]).check(
        Severity::Error,
        "phone",
        not(answered("letter")),
    );
    let mut form = form(item);
    assert_eq!(form.findings(), [("phone".to_owned(), Problem::Rule(0))]);
    form.typed("letter", "城东街道");
    assert_eq!(form.findings(), []);
}

#[test]
fn a_rule_is_named_by_its_place_in_the_item() {
    let item = asking([integer("seats")]).check(Severity::Hint, "no_such_question", at_least("seats", 0)).check(
        Severity::Error,
        "seats",
        at_least("seats", 20),
    );
    let mut form = form(item);
    form.typed("seats", "25");
    assert_eq!(form.findings(), [("seats".to_owned(), Problem::Rule(1))]);
}

#[test]
fn problems_are_shown_when_a_page_is_left_or_a_wrong_field_never_while_typing() {
    let mut form = form(asking([integer("seats"), text("name")]));
    form.left("name");
    assert_eq!(form.view("name").problem, None, "an untouched field is not complained about");
    form.typed("seats", "x");
    assert_eq!(form.view("seats").problem, None);
    form.left("seats");
    assert!(form.view("seats").problem.is_some());
    let (findings, changed) = form.expose_page("page");
    assert_eq!((findings.len(), form.view("name").problem), (2, Some(Problem::Missing)));
    assert!(changed.contains(&Changed::Field("name".into())));
    form.typed("name", "店");
    assert_eq!(form.view("name").problem, None);
}

#[test]
fn a_shown_problem_goes_when_it_is_no_longer_so() {
    let item = asking([yes_no("open"), text("why").required_when(is("open", "no")), integer("a"), integer("b")]).check(
        Severity::Error,
        "b",
        at_least("a", 5),
    );
    let mut form = form(item);
    form.chosen("open", "no");
    form.typed("a", "7");
    form.typed("b", "1");
    form.expose_page("page");
    assert_eq!(form.view("why").problem, Some(Problem::Missing));
    assert_eq!(form.view("b").problem, Some(Problem::Rule(0)));
    let changed = form.chosen("open", "yes");
    assert!(changed.contains(&Changed::Field("why".into())));
    assert_eq!(form.view("why").problem, None);
    let changed = form.typed("a", "4");
    assert!(changed.contains(&Changed::Field("b".into())));
    assert_eq!(form.view("b").problem, None);
}

#[test]
fn nobody_is_told_that_something_is_missing_while_writing_it() {
    let mut form = form(asking([integer("seats")]));
    form.expose_page("page");
    form.typed("seats", "-");
    assert_eq!(form.view("seats").problem, None);
    form.left("seats");
    assert!(matches!(form.view("seats").problem, Some(Problem::NotANumber(_))));
    form.typed("seats", "");
    assert_eq!(form.view("seats").problem, None, "the message about what is gone goes with it");
}

#[test]
fn files_are_attached_taken_away_and_marked_as_uploaded() {
    let mut form = form(item().document(paper("plan")));
    let field = || FieldKey::of("plan.files");
    form.handed_in("plan");
    form.apply(Edit::Attach { field: field(), file: photo("second") });
    let changed = form.apply(Edit::Uploaded { file: "second".to_owned(), portal_id: "f-2".to_owned() });
    assert_eq!(changed, [Changed::Field(field()), Changed::Document("plan".to_owned())]);
    let files = |form: &Form| match form.view("plan.files").value {
        Some(Value::Files(files)) => files.into_iter().map(|file: FileRef| (file.id, file.uploaded)).collect(),
        _ => Vec::new(),
    };
    assert_eq!(files(&form), [("photo".to_owned(), None), ("second".to_owned(), Some("f-2".to_owned()))]);
    form.apply(Edit::Detach { field: field(), file: "photo".to_owned() });
    form.apply(Edit::Detach { field: field(), file: "second".to_owned() });
    assert_eq!(form.findings(), [("plan.files".to_owned(), Problem::Missing)]);
}

#[test]
fn an_edit_of_another_kind_than_the_question_changes_nothing() {
    let mut form = form(asking([text("name"), group("staff", 0, 3, [text("staff_name")])]).commitment("promise"));
    let field = || FieldKey::of("name");
    let at: Instant = moment();
    for edit in [
        Edit::PickRegion { field: field(), code: "369999".to_owned(), name: "示范县".to_owned() },
        Edit::Attach { field: field(), file: photo("photo") },
        Edit::Sign { field: field(), name: "李桂英".to_owned(), at },
        Edit::Choose { field: field(), option: "yes".to_owned() },
        Edit::Type { field: FieldKey::of("staff"), text: "x".to_owned() },
        Edit::Type { field: FieldKey::of("promise.signature"), text: "x".to_owned() },
        Edit::AddRow { group: "name".to_owned() },
    ] {
        assert_eq!(form.apply(edit.clone()), [], "{edit:?}");
    }
    assert_eq!(form.state().answers.len(), 0);
}

#[test]
fn nothing_happens_to_what_does_not_exist() {
    let mut form = form(asking([text("name")]));
    assert_eq!(form.typed("no_such", "x"), []);
    assert_eq!(form.typed("name#7", "x"), []);
    assert_eq!(form.row_removed("name", 3), []);
    assert_eq!(form.refused("no_such"), []);
}

#[test]
fn after_midnight_everything_is_looked_at_anew() {
    let kind = Kind::Date { earliest: None, latest: Some(DateBound::Today(0)), precision: Precision::Day };
    let mut form = form(asking([question("day", kind)]));
    form.typed("day", "2026-03-13");
    assert_eq!(form.findings().len(), 1);
    let changed = form.set_today("2026-03-13".parse().unwrap());
    assert!(changed.contains(&Changed::Field("day".into())));
    assert_eq!((form.findings(), form.view("day").value.is_some()), (vec![], true));
}
