//! What the engine promises about visibility, requirement and conditions, kind by kind.

use crate::support::*;
use mianzheng::form::{Changed, Edit, Problem, Value};
use mianzheng::item::{Audience, Comparison, Condition, Formula, Item, Kind};

/// Whether a question with the condition is visible after the edits.
#[track_caller]
fn check(questions: impl Into<Vec<mianzheng::item::Question>>, when: Condition, edits: &[(&str, &str)], visible: bool) {
    let mut questions = questions.into();
    questions.push(text("target").when(when.clone()));
    let mut form = form(asking(questions));
    for (field, text) in edits {
        form.typed(field, text);
    }
    assert_eq!(form.view("target").visible, visible, "{when:?} after {edits:?}");
}

fn compare(left: Formula, is: Comparison, right: Formula) -> Condition {
    Condition::Compare { left, is, right }
}

#[test]
fn hidden_answers_are_remembered_not_validated_and_not_counted() {
    let item = asking([yes_no("firm"), text("name").when(is("firm", "yes")), text("after").when(answered("name"))]);
    let mut form = form(item);
    form.chosen("firm", "yes");
    form.typed("name", "长".repeat(30).as_str());
    assert_eq!(form.findings().len(), 1);
    form.typed("name", "食品店");
    assert!(form.view("after").visible);
    form.chosen("firm", "no");
    assert!(!form.view("after").visible, "a hidden answer is none");
    assert_eq!(form.findings(), []);
    form.chosen("firm", "yes");
    assert_eq!(form.text("name"), "食品店");
}

#[test]
fn an_invalid_answer_counts_as_none() {
    check([integer("n")], answered("n"), &[("n", "5"), ("n", "5x")], false);
}

#[test]
fn an_unanswered_question_makes_every_comparison_false() {
    for when in [answered("n"), is("n", "1"), at_least("n", 0), Condition::Repeated("n".to_owned())] {
        check([integer("n")], when, &[], false);
    }
    check([integer("n")], compare(answer("n"), Comparison::Different, Formula::Number(1.into())), &[], false);
}

#[test]
fn choices_texts_and_yes_no_are_compared() {
    check([choice("c", &["a", "b"])], is("c", "b"), &[("c", "b")], true);
    check([text("t")], is("t", "甲"), &[("t", "甲")], true);
    check([yes_no("y")], is("y", "no"), &[("y", "no")], true);
    check([yes_no("y")], not(is("y", "no")), &[("y", "no")], false);
    let one_of = Condition::OneOf { question: "c".to_owned(), values: vec!["a".to_owned(), "b".to_owned()] };
    check([choice("c", &["a", "b", "c"])], one_of.clone(), &[("c", "a")], true);
    check([choice("c", &["a", "b", "c"])], one_of, &[("c", "c")], false);
    let includes = Condition::Includes { question: "c".to_owned(), value: "a".to_owned() };
    check([choices("c", &["a", "b"])], includes.clone(), &[("c", "a,b")], true);
    check([choices("c", &["a", "b"])], includes, &[("c", "b")], false);
}

#[test]
fn conditions_combine() {
    let (a, b) = (|| is("a", "yes"), || is("b", "yes"));
    let both = Condition::All(vec![a(), b()]);
    let either = Condition::Any(vec![a(), b()]);
    check([yes_no("a"), yes_no("b")], both.clone(), &[("a", "yes")], false);
    check([yes_no("a"), yes_no("b")], both, &[("a", "yes"), ("b", "yes")], true);
    check([yes_no("a"), yes_no("b")], either.clone(), &[("b", "yes")], true);
    check([yes_no("a"), yes_no("b")], either, &[("b", "no")], false);
}

#[test]
fn numbers_ages_and_dates_are_compared() {
    check([integer("n")], at_least("n", 5), &[("n", "5")], true);
    let at_most = Condition::AtMost { question: "n".to_owned(), number: 5.into() };
    check([integer("n")], at_most, &[("n", "6")], false);
    let grown_up = |question: &str| Condition::AgeAtLeast { question: question.to_owned(), years: 82 };
    check([date("born")], grown_up("born"), &[("born", "1944-03-12")], true);
    check([date("born")], grown_up("born"), &[("born", "1944-03-13")], false);
    check([question("id", Kind::ResidentId)], grown_up("id"), &[("id", "36999919440308021X")], true);
    let past = Condition::DateBefore { question: "d".to_owned(), days: 0 };
    check([date("d")], past.clone(), &[("d", "2026-03-11")], true);
    check([date("d")], past, &[("d", "2026-03-12")], false);
}

#[test]
fn answers_are_compared_with_each_other() {
    let same = Condition::Same { question: "a".to_owned(), other: "b".to_owned() };
    check([text("a"), text("b")], same.clone(), &[("a", "甲"), ("b", "甲")], true);
    check([text("a"), text("b")], same, &[("a", "甲"), ("b", "乙")], false);
    let before = compare(answer("a"), Comparison::Less, answer("b"));
    check([date("a"), date("b")], before.clone(), &[("a", "2026-01-01"), ("b", "2026-01-02")], true);
    check([date("a"), date("b")], before, &[("a", "2026-01-02"), ("b", "2026-01-02")], false);
    let old = compare(Formula::Age("id".to_owned()), Comparison::AtLeast, Formula::Number(82.into()));
    check([question("id", Kind::ResidentId)], old, &[("id", "36999919440308021X")], true);
}

#[test]
fn a_region_lies_within_a_region() {
    let within = Condition::Within { question: "town".to_owned(), region: "369999".to_owned() };
    check([question("town", Kind::Region)], within.clone(), &[("town", "369999001001 城东街道")], true);
    check([question("town", Kind::Region)], within, &[("town", "369998001001 别处")], false);
}

#[test]
fn any_row_reads_each_row_by_itself() {
    let when = any_row("staff", Condition::All(vec![is("role", "head"), is("here", "yes")]));
    let item =
        asking([group("staff", 2, 3, [choice("role", &["head", "cook"]), yes_no("here")]), text("target").when(when)]);
    let mut form = form(item);
    form.chosen("role#1", "head");
    form.chosen("here#2", "yes");
    assert!(!form.view("target").visible, "no row fulfils both");
    form.chosen("here#1", "yes");
    assert!(form.view("target").visible);
}

#[test]
fn the_audience_is_read() {
    check([], Condition::Audience(Audience::Person), &[], true);
    check([], Condition::Audience(Audience::Organisation), &[], false);
}

#[test]
fn what_names_something_that_does_not_exist_never_holds() {
    for when in [answered("no_such"), failed("no_such"), any_row("no_such", answered("q"))] {
        check([text("q")], when, &[("q", "x")], false);
    }
}

#[test]
fn a_requirement_follows_its_condition() {
    let mut form = form(asking([yes_no("open"), text("why").required_when(is("open", "no"))]));
    let changed = form.chosen("open", "no");
    assert!(changed.contains(&Changed::Field("why".into())), "{changed:?}");
    assert_eq!((form.view("why").required, form.findings()), (true, vec![("why".to_owned(), Problem::Missing)]));
    form.chosen("open", "yes");
    assert_eq!((form.view("why").required, form.findings()), (false, vec![]));
}

#[test]
fn a_page_shows_when_its_condition_holds_and_one_of_its_questions_does() {
    let item = item().situation(yes_no("firm")).situation(yes_no("asks")).page_when(
        "firm_page",
        is("firm", "yes"),
        [text("name").when(is("asks", "yes"))],
    );
    let mut form = form(item);
    let pages = |form: &mianzheng::form::Form| form.pages().len();
    form.chosen("firm", "yes");
    assert_eq!(pages(&form), 0, "a page without questions is none");
    let changed = form.chosen("asks", "yes");
    assert!(changed.contains(&Changed::Page(0)), "{changed:?}");
    assert_eq!((pages(&form), form.page_is_visible("firm_page")), (1, true));
    form.chosen("firm", "no");
    assert_eq!(pages(&form), 0);
}

#[test]
fn visibility_follows_through_chains() {
    let item = asking([
        yes_no("a"),
        yes_no("b").when(is("a", "yes")),
        yes_no("c").when(is("b", "yes")),
        text("d").when(is("c", "yes")),
    ]);
    let mut form = form(item);
    for field in ["a", "b", "c"] {
        form.chosen(field, "yes");
    }
    assert!(form.view("d").visible);
    let changed = form.chosen("a", "no");
    assert_eq!(changed.len(), 4, "{changed:?}");
    assert!(!form.view("d").visible);
}

#[test]
fn a_circle_ends_instead_of_hanging() {
    let own = asking([text("a").when(not(answered("a")))]);
    let mut form = form(own);
    form.typed("a", "x");
    let odd = asking([text("a").when(not(answered("b"))), text("b").when(answered("a"))]);
    let mut form = crate::support::form(odd);
    form.typed("b", "x");
    form.typed("a", "x");
}

fn estimate() -> Item {
    asking([integer("a"), integer("twice").estimated(Formula::Sum(vec![answer("a"), answer("a")]))])
}

#[test]
fn a_computed_answer_follows_what_it_is_made_of() {
    let item = asking([integer("a"), integer("twice").computed(Formula::Sum(vec![answer("a"), answer("a")]))]);
    let mut form = form(item);
    form.typed("a", "21");
    assert_eq!(form.view("twice").value, Some(Value::Number(42.into())));
    assert_eq!(form.typed("twice", "5"), [], "it is only shown");
    assert_eq!(form.text("twice"), "42");
    form.typed("a", "");
    assert_eq!(form.findings(), [("a".to_owned(), Problem::Missing)], "nobody can fill in what is worked out");
}

#[test]
fn an_estimate_stays_as_the_citizen_wrote_it() {
    let mut form = form(estimate());
    form.typed("a", "21");
    form.typed("twice", "50");
    form.typed("a", "22");
    assert_eq!(form.text("twice"), "50");
    assert_eq!(reloaded(&form).text("twice"), "50");
}

#[test]
fn an_estimate_stays_as_the_register_has_it() {
    let mut form = form(estimate());
    form.typed("a", "21");
    let provenance = crate::support::act::from_register("estate");
    form.apply(Edit::Prefill { field: "twice".into(), text: "50".to_owned(), provenance });
    form.typed("a", "22");
    assert_eq!(form.text("twice"), "50");
}

#[test]
fn a_computed_choice_follows_the_bands() {
    let mut class = choice("class", &["small", "large"]);
    class.computed = Some(mianzheng::item::Computed {
        formula: answer("seats"),
        bands: [(0, "small"), (50, "large")]
            .map(|(from, option)| mianzheng::item::Band { from: from.into(), option: option.to_owned() })
            .to_vec(),
        editable: false,
    });
    let mut form = form(asking([integer("seats"), class, text("plan").when(is("class", "large"))]));
    form.typed("seats", "49");
    assert_eq!((form.text("class").as_str(), form.view("plan").visible), ("small", false));
    form.typed("seats", "50");
    assert_eq!((form.text("class").as_str(), form.view("plan").visible), ("large", true));
}
