//! Faults: the portal misbehaves exactly as it was told, and only there.

use crate::forms::{allowance, submit};
use crate::harness::TestPortal;
use crate::service::line::Line;
use axum::http::{Method, StatusCode};
use mianzheng::portal::{Application, ProblemKind};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const KEY: &str = "k-0000-0000-0000-0001";

#[tokio::test]
async fn a_status_is_answered_as_often_as_it_was_told() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    for (status, kind) in
        [(500, ProblemKind::Internal), (503, ProblemKind::Unavailable), (401, ProblemKind::SignInRequired)]
    {
        let fault = json!({ "route": "GET /api/v1/session", "kind": { "status": status }, "times": 1 });
        portal.control(Method::POST, "/faults", &fault).await;
        session.get("/session").await.is_refused_as(kind);
        assert_eq!(session.get("/session").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_busy_portal_does_nothing_and_says_when_to_come_again() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let fault = json!({ "route": "DELETE /api/v1/session", "kind": { "busy_s": 7 }, "times": 1 });
    portal.control(Method::POST, "/faults", &fault).await;
    let answer = session.delete("/session").await;
    assert_eq!(answer.headers["retry-after"], "7");
    answer.is_refused_as(ProblemKind::TooManyRequests);
    assert_eq!(session.get("/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_late_answer_comes_after_the_work_is_done() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let payload = allowance(&session).await.payload();
    let fault = json!({ "route": "POST /api/v1/applications", "kind": { "late_ms": 3_600_000 }, "times": 1 });
    portal.control(Method::POST, "/faults", &fault).await;
    let address = format!("/applications/by-key/{KEY}");
    let until_known = async {
        while session.get(&address).await.status != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(30);
    tokio::select! {
        _ = submit(&session, KEY, &payload) => panic!("the answer came at once"),
        known = tokio::time::timeout(patience, until_known) => known.expect("the work is done"),
    }
}

#[tokio::test]
async fn a_fault_of_a_scope_leaves_others_alone() {
    let portal = TestPortal::new();
    let fault = json!({ "route": "GET /api/v1/", "kind": { "status": 500 }, "scope": "one" });
    portal.control(Method::POST, "/faults", &fault).await;
    let (one, two) = (portal.sign_in("p-ligui@one").await, portal.sign_in("p-ligui@two").await);
    one.get("/session").await.is_refused_as(ProblemKind::Internal);
    assert_eq!(two.get("/session").await.status, StatusCode::OK);
    portal.control(Method::DELETE, "/faults?scope=two", &()).await;
    one.get("/session").await.is_refused_as(ProblemKind::Internal);
    portal.control(Method::DELETE, "/faults?scope=one", &()).await;
    assert_eq!(one.get("/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nonsense_is_no_json() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let fault = json!({ "route": "GET /api/v1/session", "kind": "wrong_json" });
    portal.control(Method::POST, "/faults", &fault).await;
    let answer = session.get("/session").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(serde_json::from_slice::<serde_json::Value>(&answer.body).is_err());
}

#[tokio::test]
async fn a_fault_that_says_nothing_is_refused() {
    let portal = TestPortal::new();
    for fault in [json!({}), json!({ "route": "GET /" }), json!({ "kind": "reset" }), json!({ "colour": "red" })] {
        let request = axum::http::Request::post("/_reference/faults").header("content-type", "application/json");
        let answer = portal.send(request.body(fault.to_string().into()).unwrap()).await;
        answer.is_refused_as(ProblemKind::BadRequest);
    }
}

/// Sends one request over a real connection and reads until it ends.
async fn over_the_wire(portal: &TestPortal, request: String) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = portal.router.clone().into_make_service_with_connect_info::<Line>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A connection that is reset ends here too.
    let _ = connection.read_to_end(&mut answer).await;
    server.abort();
    answer
}

#[tokio::test]
async fn an_answer_dropped_after_the_commit_leaves_the_application_behind() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@own").await;
    let payload = allowance(&session).await.payload();
    let fault =
        json!({ "route": "POST /api/v1/applications", "kind": "drop_after_commit", "scope": "own", "times": 1 });
    portal.control(Method::POST, "/faults", &fault).await;
    let body = serde_json::to_string(&payload).unwrap();
    let request = format!(
        "POST /api/v1/applications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {KEY}\r\nContent-Length: {}\r\n\r\n{body}",
        session.token,
        body.len()
    );
    let answer = over_the_wire(&portal, request).await;
    assert!(!String::from_utf8_lossy(&answer).contains("number"), "{}", String::from_utf8_lossy(&answer));
    let kept: Application = session.get(&format!("/applications/by-key/{KEY}")).await.json();
    assert_eq!(submit(&session, KEY, &payload).await.json::<mianzheng::portal::Receipt>(), kept.receipt);
}

#[tokio::test]
async fn a_reset_connection_does_nothing() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    portal.control(Method::POST, "/faults", &json!({ "route": "DELETE /api/v1/session", "kind": "reset" })).await;
    let request =
        format!("DELETE /api/v1/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n", session.token);
    let answer = over_the_wire(&portal, request).await;
    assert!(!String::from_utf8_lossy(&answer).contains("204"));
    assert_eq!(session.get("/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_delayed_answer_does_not_come_before_its_time() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let fault = json!({ "route": "GET /api/v1/session", "kind": { "delay_ms": 3_600_000 }, "times": 1 });
    portal.control(Method::POST, "/faults", &fault).await;
    let patience = std::time::Duration::from_millis(100);
    assert!(tokio::time::timeout(patience, session.get("/session")).await.is_err());
    assert_eq!(session.get("/session").await.status, StatusCode::OK);
}
