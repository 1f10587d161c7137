//! The contract: one document, one set of types, one list of routes.

use crate::document::{document, METHODS, TEXT};
use crate::harness::TestPortal;
use crate::service::{openapi, BASE};
use axum::body::Body;
use axum::http::Request;
use mianzheng::portal::{Problem, ProblemKind};
use serde_json::Value;

fn operations() -> Vec<(String, String, Value)> {
    let paths = document()["paths"].as_object().expect("paths").clone();
    let of_path = |(path, item): (String, Value)| {
        METHODS.into_iter().filter_map(move |method| Some((method.to_owned(), path.clone(), item.get(method)?.clone())))
    };
    paths.into_iter().flat_map(of_path).collect()
}

#[test]
fn the_committed_document_is_the_one_of_the_routes() {
    assert!(openapi::text().expect("JSON") == TEXT, "out of date; `make openapi` writes it anew");
    assert!(TEXT.contains("\"openapi\": \"3.1.0\""));
}

#[test]
fn every_operation_has_a_stable_name_in_camel_case() {
    let mut names = std::collections::BTreeSet::new();
    for (method, path, operation) in operations() {
        let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let camel = name.starts_with(|letter: char| letter.is_ascii_lowercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric());
        assert!(camel, "{method} {path}: {name}");
        assert!(names.insert(name.clone()), "{name} twice");
    }
    assert_eq!(names.len(), 37);
}

#[test]
fn every_refusal_in_the_document_is_a_problem() {
    for (method, path, operation) in operations() {
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let content = response["content"].as_object();
            let is_problem = content.is_some_and(|content| content.keys().eq(["application/problem+json"]));
            assert!(status.starts_with('2') || is_problem, "{method} {path} {status}");
        }
    }
}

#[tokio::test]
async fn every_operation_of_the_document_is_routed() {
    let portal = TestPortal::new();
    for (method, path, _) in operations() {
        let path = path.replace("{id}", "x").replace("{number}", "x").replace("{key}", "x").replace("{part}", "x");
        let request = Request::builder().method(method.to_uppercase().as_str()).uri(format!("{BASE}{path}"));
        let answer = portal.send(request.body(Body::empty()).unwrap()).await;
        if !answer.status.is_success() {
            let kind = answer.problem().kind;
            let routed =
                kind != ProblemKind::MethodNotAllowed && (kind != ProblemKind::NotFound || path == "/hand-overs/x");
            assert!(routed, "{method} {path}: {kind:?}");
        }
    }
}

#[tokio::test]
async fn every_operation_demands_a_session_unless_the_document_says_otherwise() {
    let portal = TestPortal::new();
    for (method, path, operation) in operations() {
        if operation.get("security").is_some() {
            continue;
        }
        let path = path.replace("{id}", "x").replace("{number}", "x").replace("{key}", "x").replace("{part}", "x");
        let request = Request::builder().method(method.to_uppercase().as_str()).uri(format!("{BASE}{path}"));
        let answer = portal.send(request.body(Body::empty()).unwrap()).await;
        answer.is_refused_as(ProblemKind::SignInRequired);
    }
}

#[tokio::test]
async fn what_the_router_itself_refuses_is_a_problem_too() {
    let portal = TestPortal::new();
    let send = |method: &str, path: &str, body: &str| {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        portal.send(request.body(body.to_owned().into()).unwrap())
    };
    send("GET", "/api/v1/nothing", "").await.is_refused_as(ProblemKind::NotFound);
    send("GET", "/api/v2/time", "").await.is_refused_as(ProblemKind::NotFound);
    send("PUT", "/api/v1/time", "").await.is_refused_as(ProblemKind::MethodNotAllowed);
    send("POST", "/api/v1/sign-in/ticket", "{").await.is_refused_as(ProblemKind::BadRequest);
    let answer = send("POST", "/api/v1/sign-in/ticket", &" ".repeat(3_000_000)).await;
    answer.is_refused_as(ProblemKind::TooLarge);
}

#[test]
fn the_document_knows_every_kind_of_problem() {
    let kinds = document()["components"]["schemas"]["ProblemKind"]["enum"].as_array().expect("kinds");
    for kind in kinds {
        let problem = serde_json::json!({ "type": kind, "title": "x", "status": 400 });
        let read: Problem = serde_json::from_value(problem.clone()).expect("a kind of the types");
        assert_eq!(serde_json::to_value(read).unwrap(), problem);
    }
    assert_eq!(kinds.len(), 18);
}
