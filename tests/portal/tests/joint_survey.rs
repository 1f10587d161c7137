//! The joint survey: one slot for all companies, on site or by video.

use crate::forms::{read, upload};
use crate::harness::{SignedIn, TestPortal};
use crate::joint::{book, part, slot, staff, standing, submitted};
use axum::http::Method;
use mianzheng::portal::{Application, PartTask, ProblemKind, ShotState, Stage, StageState, Status, SurveySlots};
use serde_json::json;
use std::collections::BTreeMap;

/// Taken up by all, and waiting for a slot.
async fn waiting(session: &SignedIn<'_>) -> String {
    let number = submitted(session, &[]).await;
    session.portal.pass_working_days(2).await;
    number
}

async fn hand_in(session: &SignedIn<'_>, number: &str, shots: &BTreeMap<String, String>) -> Application {
    session.post(&format!("/applications/{number}/survey/shots"), &json!({ "shots": shots })).await.json()
}

fn is_surveyed(application: &Application, id: &str) -> bool {
    let stages = &part(application, id).stages;
    stages.iter().any(|one| one.stage == Stage::Survey && matches!(one.state, StageState::Done { .. }))
}

#[tokio::test]
async fn one_slot_serves_all_and_is_taken_once() {
    let portal = TestPortal::new();
    let (session, other) = (portal.sign_in("p-ligui").await, portal.sign_in("p-wangxl").await);
    let (number, others) = (waiting(&session).await, submitted(&other, &[]).await);
    let free = slot(&session, false).await;
    for _ in 0..2 {
        let booked: Application = book(&session, &number, &free).await.json();
        assert_eq!(booked.survey.as_ref().expect("a survey").slot.id, free);
        assert_eq!(standing(&booked), [(Status::InProgress, None); 3]);
        assert_eq!(part(&booked, "water").events.iter().filter(|event| event.note.contains("约好了")).count(), 1);
    }
    book(&other, &others, &free).await.is_refused_as(ProblemKind::WrongState);
    book(&session, &number, "2026-03-14-0900-site").await.is_refused_at(&["slot"]);
}

#[tokio::test]
async fn a_survey_is_changed_and_cancelled_until_it_begins() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    let (site, video) = (slot(&session, false).await, slot(&session, true).await);
    book(&session, &number, &site).await.json::<Application>();
    let changed: Application = book(&session, &number, &video).await.json();
    assert!(changed.survey.as_ref().is_some_and(|survey| survey.slot.by_video && survey.shots.len() == 7));
    assert_eq!(slot(&session, false).await, site, "the first slot is free again");
    let path = format!("/applications/{number}/survey");
    for _ in 0..2 {
        let cancelled: Application = session.delete(&path).await.json();
        assert!(cancelled.survey.is_none());
        assert_eq!(part(&cancelled, "gas").asks, Some(PartTask::BookSurvey));
    }
    assert_eq!(slot(&session, true).await, video);
    book(&session, &number, &site).await.json::<Application>();
    // A quarter past nine on Tuesday, in the middle of it.
    portal.control(Method::POST, "/clock", &json!({ "set": "2026-03-17T01:15:00Z" })).await;
    let survey = read(&session, &number).await.survey.expect("a survey");
    assert_eq!((survey.slot.day.to_string(), survey.changeable), ("2026-03-17".to_owned(), false));
    session.delete(&path).await.is_refused_as(ProblemKind::WrongState);
    let later = slot(&session, false).await;
    book(&session, &number, &later).await.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn who_was_not_there_books_anew() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    book(&session, &number, &slot(&session, false).await).await.json::<Application>();
    staff(&session, &format!("{number}/survey"), json!("missed")).await;
    let application = read(&session, &number).await;
    assert!(application.survey.is_none());
    assert_eq!(standing(&application), [(Status::WaitingForYou, Some(PartTask::BookSurvey)); 3]);
    book(&session, &number, &slot(&session, false).await).await.json::<Application>();
    portal.pass_working_days(1).await;
    assert!(is_surveyed(&read(&session, &number).await, "water"));
}

#[tokio::test]
async fn a_survey_by_video_waits_for_each_companys_shots() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    let booked: Application = book(&session, &number, &slot(&session, true).await).await.json();
    let shots = booked.survey.expect("a survey").shots;
    let file = upload(&session, b"a shot").await.id;
    let of = |id: &str| {
        let meant = shots.iter().filter(|shot| shot.parts.iter().any(|part| part == id));
        meant.map(|shot| (shot.id.clone(), file.clone())).collect::<BTreeMap<_, _>>()
    };
    let some = hand_in(&session, &number, &of("water")).await;
    assert!(!is_surveyed(&some, "water"), "not before the appointment");
    portal.pass_working_days(1).await;
    let held = read(&session, &number).await;
    assert!(is_surveyed(&held, "water"));
    assert_eq!(part(&held, "power").asks, Some(PartTask::HandInShots));
    for _ in 0..2 {
        let all = hand_in(&session, &number, &of("power")).await;
        assert!(is_surveyed(&all, "power") && !is_surveyed(&all, "gas"));
    }
    hand_in(&session, &number, &of("gas")).await;
    portal.pass_working_days(2).await;
    assert_eq!(part(&read(&session, &number).await, "gas").asks, Some(PartTask::AnswerPlan));
}

#[tokio::test]
async fn an_unclear_shot_is_taken_again() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    let booked: Application = book(&session, &number, &slot(&session, true).await).await.json();
    let shots = booked.survey.expect("a survey").shots;
    let file = upload(&session, b"a shot").await.id;
    let all: BTreeMap<_, _> = shots.iter().map(|shot| (shot.id.clone(), file.clone())).collect();
    hand_in(&session, &number, &all).await;
    portal.pass_working_days(1).await;
    assert!(is_surveyed(&read(&session, &number).await, "power"));
    let deed = json!({ "unclear": { "shot": "power_box", "reason": "箱门没有打开" } });
    staff(&session, &format!("{number}/survey"), deed).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "power").asks, Some(PartTask::HandInShots));
    assert_eq!(part(&application, "water").asks, None, "water has seen enough");
    let survey = application.survey.expect("a survey");
    let shot = survey.shots.iter().find(|shot| shot.id == "power_box").expect("the shot");
    assert_eq!((shot.state, shot.reason.as_deref()), (ShotState::Unclear, Some("箱门没有打开")));
    let again = upload(&session, b"another shot").await.id;
    let again = hand_in(&session, &number, &BTreeMap::from([("power_box".to_owned(), again)])).await;
    assert!(is_surveyed(&again, "power"));
}

#[tokio::test]
async fn shots_are_those_that_were_asked_for_and_pictures() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    let path = format!("/applications/{number}/survey/shots");
    let file = upload(&session, b"a shot").await.id;
    let gate = json!({ "shots": { "gate": file } });
    session.post(&path, &gate).await.is_refused_as(ProblemKind::WrongState);
    book(&session, &number, &slot(&session, true).await).await.json::<Application>();
    session.post(&path, &json!({ "shots": { "roof": file } })).await.is_refused_at(&["roof"]);
    session.post(&path, &json!({ "shots": { "gate": "f-0" } })).await.is_refused_at(&["gate"]);
    session.post(&path, &gate).await.json::<Application>();
}

#[tokio::test]
async fn slots_of_applications_are_not_offered() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = waiting(&session).await;
    let before: SurveySlots = session.get("/survey-slots").await.json();
    book(&session, &number, &before.slots[0].id).await.json::<Application>();
    let after: SurveySlots = session.get("/survey-slots").await.json();
    assert_eq!(after.slots, before.slots[1..]);
}
