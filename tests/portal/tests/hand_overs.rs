//! Hand-overs: taken once, forgotten after half an hour.

use crate::harness::{SignedIn, TestPortal};
use axum::http::{Method, StatusCode};
use mianzheng::portal::{HandOver, ProblemKind};
use serde_json::json;

const OPAQUE: [(&str, &str); 1] = [("content-type", "application/octet-stream")];

async fn left(session: &SignedIn<'_>) -> HandOver {
    session.post_raw("/hand-overs", &OPAQUE, "sealed").await.json()
}

#[tokio::test]
async fn a_hand_over_is_taken_once_without_a_session() {
    let portal = TestPortal::new();
    let path = format!("/hand-overs/{}", left(&portal.sign_in("p-ligui").await).await.id);
    let answer = portal.call(Method::GET, &path, &()).await;
    assert_eq!((answer.status, &*answer.body), (StatusCode::OK, b"sealed".as_slice()));
    portal.call(Method::GET, &path, &()).await.is_refused_as(ProblemKind::Gone);
}

#[tokio::test]
async fn a_hand_over_waits_for_half_an_hour() {
    let portal = TestPortal::new();
    let hand_over = left(&portal.sign_in("p-ligui").await).await;
    portal.control(Method::POST, "/clock", &json!({ "advance_ms": 30 * 60_000 })).await;
    let path = format!("/hand-overs/{}", hand_over.id);
    portal.call(Method::GET, &path, &()).await.is_refused_as(ProblemKind::Gone);
}

#[tokio::test]
async fn what_never_was_is_not_gone() {
    let portal = TestPortal::new();
    portal.call(Method::GET, "/hand-overs/h-0", &()).await.is_refused_as(ProblemKind::NotFound);
}

#[tokio::test]
async fn only_signed_in_small_and_opaque_drafts_are_taken_in() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let answer = session.post_raw("/hand-overs", &OPAQUE, vec![0_u8; 200_001]).await;
    answer.is_refused_as(ProblemKind::TooLarge);
    let answer = session.post_raw("/hand-overs", &[("content-type", "text/plain")], "x").await;
    answer.is_refused_as(ProblemKind::UnsupportedMediaType);
    session.post_raw("/hand-overs", &OPAQUE, "").await.is_refused_at(&["body"]);
    session.delete("/session").await;
    session.post_raw("/hand-overs", &OPAQUE, "x").await.is_refused_as(ProblemKind::SignInRequired);
}
