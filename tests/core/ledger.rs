//! What the waiver ledger promises: every tick is true, and `required − waived − deferred = left`.

use crate::support::*;
use mianzheng::consent::Outcome;
use mianzheng::form::{DocumentEvent, DoneBy, LineState, Sum};
use mianzheng::item::{Failure, Item, Waiver, WaiverKind, Way};

fn sum(required: u16, waived: u16, deferred: u16, left: u16) -> Sum {
    Sum { required, waived, deferred, left }
}

fn department_check() -> Way {
    Way::DepartmentCheck { department: words("县公安局") }
}

fn down() -> Outcome {
    Outcome::RegisterDown { as_of: moment() }
}

/// One document of each kind.
fn everything() -> Item {
    item()
        .document(document("form", Waiver::Cancelled))
        .document(licence("id_card").or(Way::Upload).or(Way::Deferred { working_days: 15 }))
        .document(data_check("alive", &[]).or(department_check()))
        .document(promise("water", "water_promise").or(Way::Upload))
        .document(document("hukou", Waiver::DepartmentCheck { department: words("县公安局") }))
        .document(document("photo", Waiver::Deferred { working_days: 5 }))
        .document(paper("plan"))
        .commitment("water_promise")
}

#[test]
fn before_anything_happened_the_guide_promises_and_the_ledger_counts_only_facts() {
    let ledger = form(everything()).ledger();
    assert_eq!(ledger.promised, sum(7, 5, 1, 1));
    assert_eq!(ledger.sum, sum(7, 2, 1, 4), "cancelled and asked by the department are waived at once");
    let states: Vec<_> = ledger.lines.iter().map(|line| line.state.clone()).collect();
    assert_eq!(
        states,
        [
            LineState::Done(DoneBy::Cancelled),
            LineState::Promised,
            LineState::Promised,
            LineState::ToSign,
            LineState::Done(DoneBy::DepartmentAsks),
            LineState::Deferred { working_days: 5 },
            LineState::ToHandIn,
        ]
    );
}

#[test]
fn each_document_is_counted_when_it_is_done_and_not_before() {
    let mut form = form(everything());
    let left = |form: &mianzheng::form::Form| form.ledger().sum;
    form.agreed("id_card");
    assert_eq!(left(&form), sum(7, 2, 1, 4), "agreeing is no fact");
    form.document("id_card", DocumentEvent::Asking(moment()));
    assert_eq!((form.line("id_card"), left(&form)), (LineState::Asking { since: moment() }, sum(7, 2, 1, 4)));
    form.document("id_card", DocumentEvent::Answered(found(&[])));
    assert_eq!(left(&form), sum(7, 3, 1, 3));
    form.signed("water_promise");
    assert_eq!(left(&form), sum(7, 4, 1, 2), "a commitment counts once it is signed");
    form.handed_in("plan");
    assert_eq!(left(&form), sum(7, 4, 1, 2), "handing in is no waiver");
    form.fetched("alive", found(&[]));
    assert_eq!(left(&form), sum(7, 5, 1, 1));
    assert!(form.ledger().lines.iter().all(|line| line.state.is_settled()));
}

#[test]
fn a_fetched_line_says_number_validity_and_time() {
    let mut form = form(everything());
    form.fetched("id_card", found(&[]));
    let done = DoneBy::Fetched { as_of: moment(), valid_until: None, number: Some("证0001".to_owned()) };
    assert_eq!(form.line("id_card"), LineState::Done(done));
}

#[test]
fn what_follows_later_is_never_a_waiver() {
    let mut form = form(everything());
    form.fetched("id_card", down());
    form.document("id_card", DocumentEvent::TakeWay(1));
    assert_eq!((form.line("id_card"), form.ledger().sum), (LineState::Deferred { working_days: 15 }, sum(7, 2, 2, 3)));
}

#[test]
fn a_failed_line_is_left_until_a_way_is_taken() {
    let mut form = form(everything());
    form.fetched("id_card", down());
    let failed = LineState::Failed { failure: Failure::RegisterDown, outcome: Some(down()) };
    assert_eq!((form.line("id_card"), form.ledger().sum), (failed, sum(7, 2, 1, 4)));
    form.document("id_card", DocumentEvent::TakeWay(0));
    assert_eq!(form.line("id_card"), LineState::ToHandIn);
    form.handed_in("id_card");
    assert!(matches!(form.line("id_card"), LineState::Done(DoneBy::HandedIn { .. })));
    assert_eq!(form.ledger().sum, sum(7, 2, 1, 4), "it was handed in, not waived");
}

#[test]
fn a_check_that_the_department_makes_instead_is_waived() {
    let mut form = form(everything());
    form.fetched("alive", Outcome::NotFound { as_of: moment() });
    assert_eq!((form.line("alive"), form.ledger().sum), (LineState::Done(DoneBy::DepartmentAsks), sum(7, 3, 1, 3)));
}

#[test]
fn a_commitment_that_stands_for_a_failed_licence_counts_once_signed() {
    let way = Way::Commitment { commitment: "promise".to_owned() };
    let mut form = form(item().document(licence("id_card").or(way)).commitment("promise"));
    assert!(form.commitments().is_empty());
    form.fetched("id_card", down());
    assert_eq!((form.line("id_card"), form.commitments().len()), (LineState::ToSign, 1));
    form.signed("promise");
    assert_eq!(
        (form.line("id_card"), form.ledger().sum),
        (LineState::Done(DoneBy::Signed { at: moment() }), sum(1, 1, 0, 0))
    );
}

#[test]
fn who_does_not_sign_hands_in() {
    let mut form = form(everything());
    form.signed("water_promise");
    form.refused("water");
    assert_eq!((form.line("water"), form.ledger().sum), (LineState::ToHandIn, sum(7, 2, 1, 4)));
    assert!(form.commitments().is_empty(), "a commitment that nobody wants is not to be signed");
    form.document("water", DocumentEvent::Reconsider);
    assert!(matches!(form.line("water"), LineState::Done(DoneBy::Signed { .. })), "the signature was remembered");
}

#[test]
fn a_document_that_does_not_apply_stands_in_no_sum() {
    let item = everything().situation(yes_no("firm")).document(paper("more").applies_when(is("firm", "yes")));
    let mut form = form(item);
    assert_eq!(form.ledger().sum.required, 7);
    form.chosen("firm", "yes");
    assert_eq!(form.ledger().sum, sum(8, 2, 1, 5));
}

#[test]
fn a_register_is_asked_again_only_where_that_can_help() {
    let at = moment();
    let on = "2026-02-20".parse().unwrap();
    let cases = [
        (down(), true),
        (Outcome::NotFound { as_of: at }, true),
        (Outcome::Mismatch { differences: Vec::new(), as_of: at }, true),
        (Outcome::Expired { on, as_of: at }, false),
        (Outcome::Suspended { on, as_of: at }, false),
        (Outcome::Revoked { on, as_of: at }, false),
        (found(&[]), false),
    ];
    for (outcome, retry) in cases {
        let mut form = form(everything());
        form.fetched("id_card", outcome.clone());
        assert_eq!(form.ledger_line("id_card").map(|line| line.retry), Some(retry), "{outcome:?}");
    }
}

#[test]
fn each_failure_offers_only_its_own_ways() {
    let document = licence("id_card")
        .or_on(Failure::Expired, Way::Upload)
        .or_on(Failure::Expired, Way::Deferred { working_days: 15 })
        .or_on(Failure::RegisterDown, department_check());
    let mut form = form(item().document(document));
    form.fetched("id_card", Outcome::Expired { on: "2026-02-20".parse().unwrap(), as_of: moment() });
    let ways: Vec<_> = form.ledger_line("id_card").unwrap().ways.iter().map(|way| way.fallback).collect();
    assert_eq!(ways, [0, 1]);
    form.document("id_card", DocumentEvent::TakeWay(1));
    form.document("id_card", DocumentEvent::Answered(down()));
    assert_eq!(
        form.line("id_card"),
        LineState::Done(DoneBy::DepartmentAsks),
        "the way for another failure is not taken"
    );
}

#[test]
fn lines_say_how_the_definition_waives_them() {
    let kinds: Vec<_> = form(everything()).ledger().lines.iter().map(|line| line.kind).collect();
    assert_eq!(
        kinds,
        [
            WaiverKind::Cancelled,
            WaiverKind::Licence,
            WaiverKind::DataCheck,
            WaiverKind::Commitment,
            WaiverKind::DepartmentCheck,
            WaiverKind::Deferred,
            WaiverKind::None,
        ]
    );
}
