//! The departments act by themselves, on the portal's clock.

use crate::forms::{read, submitted};
use crate::harness::TestPortal;
use axum::http::Method;
use mianzheng::portal::{Applications, ProblemKind, ResultDocument, ServerTime, Status};
use serde_json::json;

const KEY: &str = "k-0000-0000-0000-0001";

#[tokio::test]
async fn an_application_goes_through_the_items_steps() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    assert_eq!(read(&session, &number).await.status, Status::Received);
    portal.pass_working_days(1).await;
    assert_eq!(read(&session, &number).await.status, Status::InProgress);
    session.get(&format!("/applications/{number}/result")).await.is_refused_as(ProblemKind::WrongState);
    portal.pass_working_days(7).await;
    let application = read(&session, &number).await;
    assert_eq!(application.status, Status::Done);
    let events: Vec<_> =
        application.events.iter().map(|event| (event.at.to_string(), event.note.as_str())).skip(1).collect();
    assert_eq!(
        events,
        [
            ("2026-03-13T01:00:00Z".to_owned(), "受理了，开始办。"),
            ("2026-03-17T01:10:00Z".to_owned(), "核实"),
            ("2026-03-24T01:20:00Z".to_owned(), "审批"),
        ]
    );
    let result: ResultDocument = session.get(&format!("/applications/{number}/result")).await.json();
    assert_eq!(Some(result), application.result);
}

#[tokio::test]
async fn one_long_move_of_the_clock_is_as_good_as_many_short_ones() {
    let mut histories = Vec::new();
    for moves in [vec![8], vec![1, 1, 1, 5]] {
        let portal = TestPortal::new();
        let session = portal.sign_in("p-ligui").await;
        let number = submitted(&session, KEY).await.number;
        for days in moves {
            portal.pass_working_days(days).await;
        }
        let events = read(&session, &number).await.events.split_off(1);
        histories.push(events);
    }
    assert_eq!(histories[0], histories[1]);
}

#[tokio::test]
async fn the_list_says_what_happens_next() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    submitted(&session, KEY).await;
    portal.pass_working_days(4).await;
    let list: Applications = session.get("/applications").await.json();
    let next = list.applications[0].next.as_ref().expect("a step");
    assert_eq!((next.name.as_str(), next.latest.to_string()), ("审批", "2026-03-24".to_owned()));
}

#[tokio::test]
async fn each_scope_has_its_own_clock() {
    let portal = TestPortal::new();
    let (one, two) = (portal.sign_in("p-ligui@one").await, portal.sign_in("p-ligui@two").await);
    let (first, second) = (submitted(&one, KEY).await.number, submitted(&two, KEY).await.number);
    portal.control(Method::POST, "/clock", &json!({ "scope": "one", "working_days": 8 })).await;
    assert_eq!(read(&one, &first).await.status, Status::Done);
    assert_eq!(read(&two, &second).await.status, Status::Received);
    let ahead = |time: ServerTime| time.now.to_string()[..10].to_owned();
    assert_eq!(ahead(one.get("/time").await.json()), "2026-03-24");
    assert_eq!(ahead(two.get("/time").await.json()), "2026-03-12");
}

#[tokio::test]
async fn days_pass_whole_at_whatever_hour_they_begin() {
    let portal = TestPortal::new();
    // One in the morning in China, long before the offices open.
    portal.control(Method::POST, "/clock", &json!({ "set": "2026-03-12T17:00:00Z" })).await;
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    portal.pass_working_days(1).await;
    assert_eq!(read(&session, &number).await.status, Status::InProgress);
}

#[tokio::test]
async fn the_clock_can_be_set() {
    let portal = TestPortal::new();
    portal.control(Method::POST, "/clock", &json!({ "set": "2027-01-04T02:00:00Z" })).await;
    let time: ServerTime = portal.call(Method::GET, "/time", &()).await.json();
    assert!(time.now.to_string().starts_with("2027-01-04T02:00:0"));
}
