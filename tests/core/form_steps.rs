//! What the engine promises about the journey: its steps, where it goes on, and what is left to be asked.

use crate::support::*;
use mianzheng::consent::{Outcome, Provenance};
use mianzheng::form::{Changed, DocumentEvent, Edit, Form, LineState, Step};
use mianzheng::item::{Condition, Item, Kind, Question, Way};

fn expired() -> Outcome {
    Outcome::Expired { on: "2026-02-20".parse().unwrap(), as_of: moment() }
}

fn counter() -> Way {
    Way::Counter { place: words("大厅") }
}

fn whole() -> Item {
    item()
        .situation(choice("who", &["self", "agent"]))
        .document(licence("id_card").supplying("name", "name").or(Way::Upload).or(counter()))
        .document(paper("plan"))
        .document(promise("water", "water_promise").or(Way::Upload))
        .commitment("water_promise")
        .page("person", [text("name")])
        .page_when("agent_page", is("who", "agent"), [text("agent_name")])
        .page("shop", [integer("seats")])
}

fn page(id: &str) -> Step {
    Step::Page(id.to_owned())
}

#[test]
fn steps_come_in_order_and_only_those_that_this_person_has() {
    let mut form = form(whole());
    let usual = [Step::Consent, Step::Documents, page("person"), page("shop"), Step::Commitments, Step::Review];
    assert_eq!(form.steps(), usual);
    form.chosen("who", "agent");
    assert_eq!(form.steps()[3], page("agent_page"));
    let bare = crate::support::form(asking([text("name")]));
    assert_eq!(bare.steps(), [Step::Documents, page("page"), Step::Review]);
}

#[test]
fn next_and_previous_follow_the_steps_and_a_step_that_has_gone_leads_to_what_is_left() {
    let mut form = form(whole());
    assert_eq!(form.next_step(&page("person")), page("shop"));
    assert_eq!(form.previous_step(&page("shop")), Some(page("person")));
    assert_eq!(form.previous_step(&Step::Consent), None);
    assert_eq!(form.next_step(&Step::Review), Step::Review);
    assert_eq!(form.next_step(&page("agent_page")), Step::Consent, "gone: the first that is not complete");
    form.fetched("id_card", found(&[("name", "李桂英")]));
    assert_eq!(form.next_step(&page("agent_page")), Step::Documents);
    assert_eq!(form.previous_step(&page("agent_page")), None);
}

#[test]
fn the_journey_goes_on_where_something_is_left_to_do() {
    let mut form = form(whole());
    let at = |form: &Form| reloaded(form).resume_step();
    assert_eq!(at(&form), Step::Consent);
    form.fetched("id_card", expired());
    assert_eq!(at(&form), Step::Documents, "a way on has to be chosen");
    form.document("id_card", DocumentEvent::TakeWay(1));
    assert_eq!(at(&form), Step::Documents, "the plan is missing");
    form.handed_in("plan");
    assert_eq!(at(&form), page("person"));
    form.typed("name", "李桂英");
    assert_eq!(at(&form), page("shop"));
    form.typed("seats", "8");
    assert_eq!(at(&form), Step::Commitments);
    form.signed("water_promise");
    assert_eq!(at(&form), Step::Review);
    assert!(!form.is_ready(), "who applies is still open");
    form.chosen("who", "self");
    assert!(form.is_ready());
    form.typed("seats", "x");
    assert!(!form.is_ready());
    assert_eq!(at(&form), page("shop"));
}

#[test]
fn a_signature_is_taken_back_by_signing_with_nothing() {
    let mut form = form(whole());
    form.signed("water_promise");
    let field = mianzheng::form::FieldKey::of("water_promise.signature");
    let changed = form.apply(Edit::Sign { field, name: " ".to_owned(), at: moment() });
    assert!(changed.contains(&Changed::Document("water".to_owned())));
    assert_eq!(form.line("water"), LineState::ToSign);
}

fn own_phone(id: &str) -> Question {
    Question { autocomplete: Some("tel".to_owned()), ..question(id, Kind::Phone) }
}

/// The form after the account of the person at the screen has said what it knows.
fn with_account(form: &mut Form) {
    for edit in form.account_prefills(Some("13800005678")) {
        form.apply(edit);
    }
}

fn with_phones() -> Item {
    item()
        .situation(choice("who", &["self", "family"]))
        .agent("who")
        .page("person", [own_phone("phone"), question("shop_phone", Kind::Phone)])
        .page_when("either", Condition::Any(vec![is("who", "self"), is("who", "family")]), [own_phone("other_phone")])
        .page_when("agent", not(is("who", "self")), [own_phone("agent_phone")])
}

#[test]
fn the_account_s_telephone_number_is_the_applicant_s_own() {
    let mut form = form(with_phones());
    form.chosen("who", "self");
    with_account(&mut form);
    assert_eq!(
        (form.text("phone").as_str(), form.view("phone").provenance),
        ("13800005678", Some(Provenance::Account))
    );
    assert_eq!(form.text("shop_phone"), "", "somebody else's number is not asked of the account");
}

#[test]
fn the_account_of_who_acts_for_another_is_not_the_applicant_s() {
    let mut form = form(with_phones());
    form.chosen("who", "family");
    with_account(&mut form);
    assert_eq!((form.text("phone").as_str(), form.text("agent_phone").as_str()), ("", "13800005678"));
    assert_eq!(form.text("other_phone"), "", "that page comes up for oneself too");
}

#[test]
fn what_a_register_did_not_answer_is_left_to_be_asked() {
    let item =
        asking([text("name"), text("seats")]).document(licence("id_card").supplying("name", "name").or(Way::Upload));
    let mut form = form(item);
    assert_eq!(form.questions_left(), 1);
    form.refused("id_card");
    assert_eq!(form.questions_left(), 2);
}
