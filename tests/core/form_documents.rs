//! What the engine promises about consent, register answers and ways on.

use crate::support::act::from_register;
use crate::support::*;
use mianzheng::consent::{Difference, Outcome};
use mianzheng::form::{Changed, DocumentEvent, LineState, Problem};
use mianzheng::item::{Failure, Holder, Item, Way};

fn id_card() -> Item {
    asking([text("name"), text("number")])
        .document(licence("id_card").supplying("name", "name").supplying("number", "number").or(Way::Upload))
}

fn expired() -> Outcome {
    Outcome::Expired { on: "2026-02-20".parse().unwrap(), as_of: moment() }
}

fn counter() -> Way {
    Way::Counter { place: words("大厅") }
}

#[test]
fn a_register_answer_fills_the_questions_it_supplies() {
    let mut form = form(id_card());
    let changed = form.fetched("id_card", found(&[("name", "李桂英"), ("number", "一")]));
    assert!(
        changed.contains(&Changed::Field("name".into())) && changed.contains(&Changed::Document("id_card".to_owned()))
    );
    assert_eq!(form.view("name").provenance, Some(from_register("id_card")));
    assert_eq!(form.findings(), []);
}

#[test]
fn a_fetched_answer_that_the_citizen_typed_before_is_noted_beside_it() {
    let mut form = form(id_card());
    form.typed("name", "李桂花");
    form.fetched("id_card", found(&[("name", "李桂英"), ("number", "一")]));
    assert_eq!((form.text("name").as_str(), form.text("number").as_str()), ("李桂花", "一"));
    assert!(form.view("name").registered.is_some());
}

#[test]
fn refusing_withdraws_what_the_register_supplied_and_keeps_what_the_citizen_typed() {
    let mut form = form(id_card());
    form.typed("name", "李桂花");
    form.fetched("id_card", found(&[("name", "李桂英"), ("number", "一")]));
    let changed = form.refused("id_card");
    assert!(changed.contains(&Changed::Field("number".into())) && changed.contains(&Changed::Field("name".into())));
    assert_eq!((form.text("name").as_str(), form.view("name").registered), ("李桂花", None));
    assert_eq!(form.view("number").value, None, "the question comes back");
    assert_eq!(
        form.findings(),
        [("number".to_owned(), Problem::Missing), ("id_card.files".to_owned(), Problem::Missing),]
    );
}

#[test]
fn refusing_withdraws_only_what_this_register_supplied() {
    let item = id_card().document(licence("household").supplying("name", "name").or(Way::Upload));
    let mut form = form(item);
    form.fetched("id_card", found(&[("number", "一")]));
    form.fetched("household", found(&[("name", "李桂英")]));
    form.refused("id_card");
    assert_eq!((form.text("name").as_str(), form.text("number").as_str()), ("李桂英", ""));
}

#[test]
fn after_a_refusal_defaults_and_estimates_stand_as_at_the_beginning() {
    let item = asking([integer("a").default_of("3"), integer("b").estimated(answer("a"))])
        .document(licence("estate").supplying("name", "a").supplying("number", "b").or(Way::Upload));
    let mut form = form(item);
    form.fetched("estate", found(&[("name", "8"), ("number", "9")]));
    assert_eq!((form.text("a").as_str(), form.text("b").as_str()), ("8", "9"));
    form.refused("estate");
    assert_eq!((form.text("a").as_str(), form.text("b").as_str()), ("3", "3"));
}

#[test]
fn an_answer_that_comes_after_the_refusal_is_not_taken() {
    let mut form = form(id_card());
    form.agreed("id_card");
    form.document("id_card", DocumentEvent::Asking(moment()));
    form.refused("id_card");
    form.document("id_card", DocumentEvent::Answered(found(&[("name", "李桂英")])));
    assert_eq!((form.view("name").value, form.document_record("id_card").unwrap().outcome.clone()), (None, None));
}

#[test]
fn an_answer_that_comes_while_the_citizen_reconsiders_is_not_taken() {
    let mut form = form(id_card());
    form.agreed("id_card");
    form.document("id_card", DocumentEvent::Asking(moment()));
    form.document("id_card", DocumentEvent::Reconsider);
    assert_eq!(form.line("id_card"), LineState::Promised);
    form.document("id_card", DocumentEvent::Answered(found(&[("name", "李桂英")])));
    assert_eq!(form.view("name").value, None);
}

#[test]
fn a_register_is_asked_once_agreed_to_and_not_again_while_it_is_being_asked() {
    let mut form = form(id_card());
    assert!(form.askable().is_empty());
    form.agreed("id_card");
    assert_eq!(form.askable(), ["id_card"]);
    form.document("id_card", DocumentEvent::Asking(moment()));
    assert!(form.askable().is_empty());
    form.document("id_card", DocumentEvent::NotAsked);
    assert_eq!(form.askable(), ["id_card"]);
    form.document("id_card", DocumentEvent::Answered(found(&[])));
    assert!(form.askable().is_empty());
}

#[test]
fn a_register_that_was_being_asked_is_asked_again_after_a_reload() {
    let mut form = form(id_card());
    form.agreed("id_card");
    form.document("id_card", DocumentEvent::Asking(moment()));
    assert_eq!(reloaded(&form).askable(), ["id_card"]);
}

fn alive() -> Item {
    id_card().document(data_check("alive", &[("name", "name"), ("number", "number")]).or(Way::Upload))
}

#[test]
fn a_check_is_askable_only_when_the_values_it_sends_are_there() {
    let mut form = form(alive());
    form.agreed("id_card");
    form.agreed("alive");
    assert_eq!(form.askable(), ["id_card"]);
    form.fetched("id_card", found(&[("name", "李桂英"), ("number", "一")]));
    assert_eq!(form.askable(), ["alive"]);
    let values = form.check_values("alive").unwrap();
    assert_eq!(values, [("name".to_owned(), "李桂英".to_owned()), ("number".to_owned(), "一".to_owned())]);
    form.typed("number", "长".repeat(30).as_str());
    assert!(form.askable().is_empty(), "an invalid value is not sent");
}

#[test]
fn a_hidden_value_is_never_sent_to_a_check() {
    let item = asking([yes_no("own"), text("name").when(is("own", "yes"))])
        .document(data_check("alive", &[("name", "name")]).or(Way::Upload));
    let mut form = form(item);
    form.chosen("own", "yes");
    form.typed("name", "李桂英");
    form.agreed("alive");
    assert_eq!(form.askable(), ["alive"]);
    form.chosen("own", "no");
    assert!(form.askable().is_empty());
    assert_eq!(form.check_values("alive"), None);
}

fn for_mother() -> Item {
    id_card().situation(choice("who", &["self", "agent"])).agent("who")
}

#[test]
fn who_acts_for_another_may_not_ask_for_the_applicants_record() {
    let mut form = form(for_mother());
    form.agreed("id_card");
    let changed = form.chosen("who", "agent");
    assert!(changed.contains(&Changed::Document("id_card".to_owned())), "{changed:?}");
    assert!(form.askable().is_empty() && form.decisions().is_empty());
    assert_eq!(form.document_failure("id_card"), Some(Failure::NoAuthority));
    form.chosen("who", "self");
    assert_eq!((form.askable().as_slice(), form.document_failure("id_card")), (&["id_card".to_owned()][..], None));
}

#[test]
fn who_acts_for_another_may_ask_for_their_own_record() {
    let mut item = for_mother().document(licence("enterprise"));
    item.sources = vec![source("id_card", Holder::SignedIn), source("enterprise", Holder::Enterprise)];
    let mut form = form(item);
    form.chosen("who", "agent");
    assert_eq!(form.decisions().len(), 2);
}

#[test]
fn a_hidden_agent_question_makes_nobody_an_agent() {
    let mut item = id_card().situation(yes_no("firm")).agent("who");
    item.situations.push(choice("who", &["self", "agent"]).when(is("firm", "no")));
    let mut form = form(item);
    form.chosen("firm", "no");
    form.chosen("who", "agent");
    assert!(form.acts_for_another());
    let changed = form.chosen("firm", "yes");
    assert!(!form.acts_for_another());
    assert!(changed.contains(&Changed::Document("id_card".to_owned())), "{changed:?}");
}

#[test]
fn where_one_way_only_is_left_nobody_is_asked_which() {
    let item = asking([text("name")])
        .document(licence("id_card").or_on(Failure::Expired, Way::Upload).or_on(Failure::Refused, counter()));
    let mut form = form(item.clone());
    form.fetched("id_card", expired());
    assert_eq!(form.line("id_card"), LineState::ToHandIn);
    assert!(form.ledger_line("id_card").unwrap().ways[0].taken);
    let mut form = crate::support::form(item);
    form.refused("id_card");
    assert_eq!(form.line("id_card"), LineState::AtCounter);
}

#[test]
fn an_agent_with_one_way_only_is_not_asked_which() {
    let mut form = form(for_mother());
    form.chosen("who", "agent");
    assert_eq!(form.line("id_card"), LineState::ToHandIn);
    assert!(form.view("id_card.files").visible);
    assert_eq!(reloaded(&form).line("id_card"), LineState::ToHandIn);
}

#[test]
fn where_several_ways_are_left_the_citizen_chooses_and_may_go_back() {
    let item = asking([text("name")])
        .document(licence("id_card").or(Way::Upload).or(counter()).or_on(Failure::Mismatch, counter()));
    let mut form = form(item);
    form.fetched("id_card", expired());
    assert!(matches!(form.line("id_card"), LineState::Failed { failure: Failure::Expired, outcome: Some(_) }));
    assert_eq!(form.undecided_documents(), ["id_card"]);
    let ways: Vec<_> = form.ledger_line("id_card").unwrap().ways.iter().map(|way| (way.fallback, way.taken)).collect();
    assert_eq!(ways, [(0, false), (1, false)]);
    let changed = form.document("id_card", DocumentEvent::TakeWay(0));
    assert!(changed.contains(&Changed::Field("id_card.files".into())));
    form.handed_in("id_card");
    form.document("id_card", DocumentEvent::LeaveWay);
    assert!(matches!(form.line("id_card"), LineState::Failed { .. }));
    form.document("id_card", DocumentEvent::TakeWay(0));
    assert!(matches!(form.line("id_card"), LineState::Done(_)), "the photograph was remembered");
    form.document("id_card", DocumentEvent::TakeWay(7));
    assert!(matches!(form.line("id_card"), LineState::Failed { .. }), "a way that does not exist leads nowhere");
}

#[test]
fn questions_can_depend_on_a_failure() {
    let mut form = form(id_card().page("more", [text("why").when(failed("id_card"))]));
    form.fetched("id_card", found(&[]));
    assert!(!form.view("why").visible);
    let changed = form.fetched("id_card", expired());
    assert!(changed.contains(&Changed::Field("why".into())), "{changed:?}");
    assert!(form.view("why").visible);
}

#[test]
fn a_document_that_does_not_apply_asks_for_nothing() {
    let item = asking([yes_no("firm"), text("name")])
        .document(licence("licence").applies_when(is("firm", "yes")).or(Way::Upload))
        .document(paper("plan").applies_when(is("firm", "yes")));
    let mut form = form(item);
    form.agreed("licence");
    assert!(form.askable().is_empty() && form.decisions().is_empty() && !form.view("plan.files").visible);
    let changed = form.chosen("firm", "yes");
    assert!(
        changed.contains(&Changed::Document("plan".to_owned()))
            && changed.contains(&Changed::Field("plan.files".into()))
    );
    assert_eq!((form.askable().len(), form.decisions().len(), form.view("plan.files").visible), (1, 1, true));
}

#[test]
fn a_mismatch_says_field_by_field_what_differs() {
    let difference =
        Difference { field: "name".to_owned(), given: "李桂花".to_owned(), registered: "李桂英".to_owned() };
    let mismatch = Outcome::Mismatch { differences: vec![difference], as_of: moment() };
    let mut form = form(alive());
    form.typed("name", "李桂花");
    form.fetched("alive", mismatch.clone());
    let line = form.ledger_line("alive").unwrap();
    assert!(line.retry, "after correcting, it can be asked again");
    assert_eq!(form.document_failure("alive"), Some(Failure::Mismatch));
    assert_eq!(form.document_record("alive").unwrap().outcome, Some(mismatch));
}

#[test]
fn a_register_that_is_still_being_asked_holds_the_submission_up_and_nothing_else() {
    let mut form = form(id_card());
    form.agreed("id_card");
    form.document("id_card", DocumentEvent::Asking(moment()));
    form.typed("name", "李桂英");
    form.typed("number", "一");
    assert!(!form.is_ready());
    form.document("id_card", DocumentEvent::Answered(found(&[])));
    assert!(form.is_ready());
}

#[test]
fn a_document_that_needs_nobody_s_answer_cannot_fail() {
    let mut form = form(item().document(paper("plan").or(counter())));
    form.refused("plan");
    form.document("plan", DocumentEvent::Asking(moment()));
    form.document("plan", DocumentEvent::Answered(expired()));
    assert_eq!((form.line("plan"), form.document_failure("plan")), (LineState::ToHandIn, None));
}

#[test]
fn a_register_is_not_being_asked_that_nobody_agreed_to() {
    let mut form = form(id_card());
    form.document("id_card", DocumentEvent::Asking(moment()));
    assert_eq!(form.line("id_card"), LineState::Promised);
}
