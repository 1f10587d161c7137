//! What follows a submission: supplement, withdrawal, rating.

use crate::forms::{read, sha256, submitted, troubled, upload};
use crate::harness::{Answer, SignedIn, TestPortal};
use axum::http::Method;
use mianzheng::portal::{Application, ProblemKind, Receipt, Status};
use serde_json::json;

const KEY: &str = "k-0000-0000-0000-0001";

/// Sends a supplement under a key.
async fn supplement(session: &SignedIn<'_>, number: &str, key: &str, body: &serde_json::Value) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    session.post_raw(&format!("/applications/{number}/supplement"), &headers, body.to_string()).await
}

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
    let answered: Application = supplement(&session, &number, KEY, &body).await.json();
    assert_eq!((answered.status, answered.supplement), (Status::InProgress, None));
    assert_eq!(answered.supplemented, [KEY]);
    portal.pass_working_days(3).await;
    assert_eq!(read(&session, &number).await.events.last().unwrap().note, "核实");
    portal.pass_working_days(5).await;
    assert_eq!(read(&session, &number).await.status, Status::Done);
}

#[tokio::test]
async fn a_supplement_is_what_was_asked_for() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = asked(&session).await;
    let bodies = [json!({}), json!({ "documents": { "card": ["f-0"] } })];
    for body in bodies {
        supplement(&session, &number, KEY, &body).await.is_refused_at(&["card"]);
    }
    let file = upload(&session, b"a new card").await.id;
    let more = json!({ "documents": { "card": [file], "household": [file] } });
    supplement(&session, &number, KEY, &more).await.is_refused_at(&["household"]);
}

#[tokio::test]
async fn one_key_is_one_supplement() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = asked(&session).await;
    let body = json!({ "documents": { "card": [upload(&session, b"a new card").await.id] } });
    let first: Application = supplement(&session, &number, KEY, &body).await.json();
    let again: Application = supplement(&session, &number, KEY, &body).await.json();
    assert_eq!((first.events.len(), again.supplemented), (again.events.len(), vec![KEY.to_owned()]));
    let other = json!({ "documents": { "card": [upload(&session, b"another card").await.id] } });
    supplement(&session, &number, KEY, &other).await.is_refused_as(ProblemKind::KeyReused);
    let path = format!("/applications/{number}/supplement");
    session.post(&path, &body).await.is_refused_as(ProblemKind::KeyMissing);
}

#[tokio::test]
async fn days_of_waiting_and_of_special_procedures_do_not_count() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    portal.pass_working_days(4).await;
    let decide = format!("/applications/{number}/decide");
    let latest = |application: &Application| application.next.as_ref().map(|next| next.latest.to_string());
    assert_eq!(latest(&read(&session, &number).await), Some("2026-03-24".to_owned()));
    portal.control(Method::POST, &decide, &json!({ "status": "suspended", "note": "请专家评审。" })).await;
    let paused = read(&session, &number).await;
    assert_eq!((paused.status, latest(&paused)), (Status::Suspended, None));
    portal.pass_working_days(5).await;
    portal.control(Method::POST, &decide, &json!({ "status": "in_progress", "note": "评审完了。" })).await;
    assert_eq!(latest(&read(&session, &number).await), Some("2026-03-31".to_owned()));
}

#[tokio::test]
async fn what_was_submitted_and_what_was_issued_can_be_checked_again() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let receipt = submitted(&session, KEY).await;
    let submission = session.get(&format!("/applications/{}/submission", receipt.number)).await;
    assert_eq!(sha256(&submission.body), receipt.digest);
    let file = format!("/applications/{}/result/file", receipt.number);
    session.get(&file).await.is_refused_as(ProblemKind::WrongState);
    portal.pass_working_days(8).await;
    let result = read(&session, &receipt.number).await.result.expect("a result");
    assert_eq!(result.digest, Some(sha256(&session.get(&file).await.body)));
}

#[tokio::test]
async fn a_supplement_that_never_comes_ends_the_application() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = asked(&session).await;
    portal.pass_working_days(11).await;
    assert_eq!(read(&session, &number).await.status, Status::Stopped);
    supplement(&session, &number, KEY, &json!({})).await.is_refused_as(ProblemKind::WrongState);
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
    let answer = json!({
        "question": wanted.questions[0], "label": "一项", "value": { "text": "新的回答" }, "shown": "新的回答",
        "provenance": { "from": "citizen" },
    });
    let answered: Application = supplement(&session, &number, KEY, &json!({ "answers": [answer] })).await.json();
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
    supplement(&stranger, &number, KEY, &json!({})).await.is_refused_as(ProblemKind::NotFound);
    for (path, body) in [("withdraw", json!({})), ("rating", json!({ "stars": 5 }))] {
        let answer = stranger.post(&format!("/applications/{number}/{path}"), &body).await;
        answer.is_refused_as(ProblemKind::NotFound);
    }
    for path in ["submission", "result", "result/file"] {
        stranger.get(&format!("/applications/{number}/{path}")).await.is_refused_as(ProblemKind::NotFound);
    }
}
