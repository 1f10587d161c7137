//! Promises of the outbox: its order, its waiting, and clocks that are wrong.

use crate::support::delivery::frozen;
use mianzheng::ident::Instant;
use mianzheng::submission::{plan, Delivery, State, Tried, Trouble};

const DAY_MS: i64 = 86_400_000;

fn now() -> Instant {
    Instant::from_unix_ms(1_773_279_420_000)
}

fn queued() -> State {
    State::Queued { frozen: frozen("key", Vec::new()) }
}

fn failed(trouble: Trouble) -> Tried {
    Tried::Failed { trouble, retry_after_ms: None }
}

fn in_line(place: u64) -> Delivery {
    Delivery { place, ..Delivery::default() }
}

fn due(line: &[(&str, &Delivery)], now: Instant) -> Vec<String> {
    let state = queued();
    plan(line.iter().map(|(id, delivery)| (*id, &state, *delivery)), now).due
}

#[test]
fn one_that_fails_again_and_again_is_behind_those_that_could_go() {
    let (mut poisoned, well) = (in_line(1), in_line(2));
    poisoned.note(failed(Trouble::Portal), now(), 1 << 31);
    assert_eq!(due(&[("poisoned", &poisoned), ("well", &well)], now()), ["well"]);
    let later = now().add_ms(DAY_MS);
    assert_eq!(due(&[("poisoned", &poisoned), ("well", &well)], later), ["well", "poisoned"]);
}

#[test]
fn what_was_submitted_first_goes_first_whatever_the_clock_said() {
    let first = Delivery::begin([], now().add_ms(DAY_MS));
    let second = Delivery::begin([&first], now());
    assert_eq!(due(&[("second", &second), ("first", &first)], now()), ["first", "second"]);
}

#[test]
fn a_clock_that_jumps_a_day_costs_one_attempt_and_no_more() {
    for jump in [DAY_MS, -DAY_MS] {
        let mut delivery = in_line(1);
        delivery.note(failed(Trouble::NoAnswer), now(), u32::MAX);
        let jumped = now().add_ms(jump);
        assert_eq!(delivery.wait_left_ms(jumped), 0, "it is not held up for a day");
        delivery.note(failed(Trouble::NoAnswer), jumped, u32::MAX);
        assert_eq!(delivery.wait_left_ms(jumped), 31_999, "and then waits as ever");
    }
}

#[test]
fn a_session_that_has_ended_is_no_failure() {
    let mut delivery = in_line(1);
    delivery.note(failed(Trouble::SignedOut), now(), 0);
    assert_eq!((delivery.attempts, delivery.wait_left_ms(now())), (0, 0));
}

#[test]
fn the_next_look_is_when_the_next_one_is_due_and_what_has_ended_is_never_looked_at() {
    let mut waits = in_line(1);
    waits.note(failed(Trouble::NoAnswer), now(), 1 << 31);
    let held = State::Held { earlier: Vec::new() };
    let state = queued();
    let planned = plan([("held", &held, &in_line(2)), ("waits", &state, &waits)], now());
    assert_eq!((planned.due.len(), planned.wake_in_ms), (0, Some(1_000)));
}

#[test]
fn when_there_is_a_network_again_what_failed_for_want_of_it_is_tried_soon() {
    let mut delivery = in_line(1);
    for _ in 0..5 {
        delivery.note(failed(Trouble::NoAnswer), now(), u32::MAX);
    }
    delivery.hurry(now(), 1 << 31);
    assert_eq!(delivery.wait_left_ms(now()), 2_500);
    let mut overloaded = in_line(1);
    overloaded.note(Tried::Failed { trouble: Trouble::Portal, retry_after_ms: Some(600_000) }, now(), 0);
    overloaded.hurry(now(), 0);
    assert_eq!(overloaded.wait_left_ms(now()), 600_000, "what the portal asked for stays");
}

#[test]
fn drafts_that_were_stored_before_there_was_an_outbox_are_read() {
    let old = r#"{"state": "queued", "frozen": {"key": "k", "body": "b", "digest": "d"}}"#;
    let state: State = serde_json::from_str(old).unwrap();
    assert!(state.is_under_way());
    let delivery: Delivery = serde_json::from_str(r#"{"place": 3}"#).unwrap();
    assert_eq!(delivery, in_line(3));
}
