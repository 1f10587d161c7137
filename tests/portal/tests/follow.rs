//! What follows a submission: supplement, withdrawal, rating.

use crate::forms::{read, submitted, troubled, upload};
use crate::harness::{SignedIn, TestPortal};
use axum::http::Method;
use mianzheng::portal::{Application, ProblemKind, Receipt, Status};
use serde_json::json;

const KEY: &str = "k-0000-0000-0000-0001";

/// 赵国强 has been asked for his card.
async fn asked(session: &SignedIn<'_>) -> String {
    let receipt: Receipt = troubled(session).await.submit(KEY).await.json();
    session.portal.pass_working_days(1).await;
    receipt.number
}

#[tokio::test]
async fn a_supplement_lets_the_application_go_on() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = asked(&session).await;
    let application = read(&session, &number).await;
    assert_eq!(application.status, Status::WaitingForYou);
    let wanted = application.supplement.expect("a supplement");
    assert_eq!(wanted.documents, ["card"]);
    assert_eq!(wanted.until.to_string(), "2026-03-27");
    let file = upload(&session, b"a new card").await.id;
    let body = json!({ "documents": { "card": [file] } });
    let answered: Application = session.post(&format!("/applications/{number}/supplement"), &body).await.json();
    assert_eq!((answered.status, answered.supplement), (Status::InProgress, None));
    portal.pass_working_days(3).await;
    assert_eq!(read(&session, &number).await.events.last().unwrap().note, "核实");
    portal.pass_working_days(5).await;
    assert_eq!(read(&session, &number).await.status, Status::Done);
}

#[tokio::test]
async fn a_supplement_is_what_was_asked_for() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let path = format!("/applications/{}/supplement", asked(&session).await);
    session.post(&path, &json!({})).await.is_refused_at(&["card"]);
    session.post(&path, &json!({ "documents": { "card": ["f-0"] } })).await.is_refused_at(&["card"]);
    let file = upload(&session, b"a new card").await.id;
    let more = json!({ "documents": { "card": [file], "household": [file] } });
    session.post(&path, &more).await.is_refused_at(&["household"]);
}

#[tokio::test]
async fn a_supplement_that_never_comes_ends_the_application() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = asked(&session).await;
    portal.pass_working_days(11).await;
    assert_eq!(read(&session, &number).await.status, Status::Stopped);
    let answer = session.post(&format!("/applications/{number}/supplement"), &json!({})).await;
    answer.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn staff_can_ask_for_a_supplement_at_any_time() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    portal.control(Method::POST, &format!("/applications/{number}/ask-supplement"), &()).await;
    let application = read(&session, &number).await;
    let wanted = application.supplement.expect("a supplement");
    assert_eq!((wanted.documents.is_empty(), wanted.questions.len()), (true, 1));
    let body = json!({ "answers": { (wanted.questions[0].clone()): { "text": "新的回答" } } });
    let answered: Application = session.post(&format!("/applications/{number}/supplement"), &body).await.json();
    assert_eq!(answered.status, Status::InProgress);
}

#[tokio::test]
async fn only_what_no_department_took_up_can_be_withdrawn() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    assert!(read(&session, &number).await.withdrawable);
    let path = format!("/applications/{number}/withdraw");
    let withdrawn: Application = session.post(&path, &json!({ "reason": "不办了" })).await.json();
    assert_eq!((withdrawn.status, withdrawn.withdrawable), (Status::Withdrawn, false));
    assert_eq!(withdrawn.events.last().unwrap().note, "不办了");
    session.post(&path, &json!({})).await.is_refused_as(ProblemKind::WrongState);

    let number = submitted(&session, "k-0000-0000-0000-0002").await.number;
    portal.pass_working_days(1).await;
    assert!(!read(&session, &number).await.withdrawable);
    let answer = session.post(&format!("/applications/{number}/withdraw"), &json!({})).await;
    answer.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn what_is_finished_can_be_rated_once() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    let path = format!("/applications/{number}/rating");
    let good = json!({ "stars": 5, "indicators": ["办事效率"] });
    session.post(&path, &good).await.is_refused_as(ProblemKind::WrongState);
    portal.pass_working_days(8).await;
    let rated: Application = session.post(&path, &good).await.json();
    assert_eq!(rated.rated, Some(5));
    session.post(&path, &good).await.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn a_rating_follows_the_rules() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    portal.pass_working_days(8).await;
    let path = format!("/applications/{number}/rating");
    session.post(&path, &json!({ "stars": 2 })).await.is_refused_at(&["reason"]);
    session.post(&path, &json!({ "stars": 2, "reason": "  " })).await.is_refused_at(&["reason"]);
    session.post(&path, &json!({ "stars": 0 })).await.is_refused_at(&["stars"]);
    session.post(&path, &json!({ "stars": 6 })).await.is_refused_at(&["stars"]);
    session.post(&path, &json!({ "stars": 4, "indicators": ["好看"] })).await.is_refused_at(&["indicators"]);
}

#[tokio::test]
async fn nobody_touches_an_application_of_others() {
    let portal = TestPortal::new();
    let number = submitted(&portal.sign_in("p-ligui").await, KEY).await.number;
    let stranger = portal.sign_in("p-liuxm").await;
    for (path, body) in [("supplement", json!({})), ("withdraw", json!({})), ("rating", json!({ "stars": 5 }))] {
        let answer = stranger.post(&format!("/applications/{number}/{path}"), &body).await;
        answer.is_refused_as(ProblemKind::NotFound);
    }
    stranger.get(&format!("/applications/{number}/result")).await.is_refused_as(ProblemKind::NotFound);
}
