//! Slots for surveys: one booking each.

use crate::harness::TestPortal;
use axum::http::StatusCode;
use mianzheng::portal::{ProblemKind, SurveyBooking, SurveySlots};

#[tokio::test]
async fn slots_lie_on_the_coming_working_days() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let slots: SurveySlots = session.get("/survey-slots").await.json();
    let mut days: Vec<_> = slots.slots.iter().map(|slot| slot.day.to_string()).collect();
    days.dedup();
    assert_eq!(days, ["2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19"]);
    assert!(slots.slots.iter().any(|slot| slot.by_video));
}

#[tokio::test]
async fn a_slot_is_booked_once_and_can_be_given_back() {
    let portal = TestPortal::new();
    let (first, second) = (portal.sign_in("p-chenxm").await, portal.sign_in("p-liuxm").await);
    let slots: SurveySlots = first.get("/survey-slots").await.json();
    let path = format!("/survey-slots/{}/booking", slots.slots[0].id);
    let answer = first.post(&path, &()).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(answer.json::<SurveyBooking>().slot, slots.slots[0]);
    second.post(&path, &()).await.is_refused_as(ProblemKind::WrongState);
    second.delete(&path).await.is_refused_as(ProblemKind::NotFound);
    let left: SurveySlots = second.get("/survey-slots").await.json();
    assert_eq!(left.slots.len(), slots.slots.len() - 1);
    assert_eq!(first.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(second.post(&path, &()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_slot_that_is_not_offered_cannot_be_booked() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    for id in ["2026-03-14-0900-site", "2026-03-12-0900-site", "x"] {
        session.post(&format!("/survey-slots/{id}/booking"), &()).await.is_refused_as(ProblemKind::NotFound);
    }
}
