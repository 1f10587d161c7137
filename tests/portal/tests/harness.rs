//! A portal in the process, and sessions that speak to it.

use crate::document;
use crate::service::db::Db;
use crate::service::state::Log;
use crate::service::{app, seed, Portal, BASE};
use axum::body::{to_bytes, Body, Bytes};
use axum::http::{header, HeaderMap, Method, Request, StatusCode};
use axum::Router;
use mianzheng::portal::{Problem, ProblemKind, Session};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::path::Path;
use tower::ServiceExt;

/// A portal with the synthetic people and the test pack. Its clock stands near a Thursday morning in China.
pub struct TestPortal {
    pub portal: Portal,
    pub router: Router,
}

/// 2026-03-12, a Thursday, 10:00 in China.
pub const THURSDAY: &str = "2026-03-12T02:00:00Z";

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A signed-in person.
pub struct SignedIn<'a> {
    pub portal: &'a TestPortal,
    pub token: String,
}

impl TestPortal {
    pub fn new() -> Self {
        Self::serving(Path::new("tests/portal/tests/no-such-folder"))
    }

    /// The same with a folder of a built app.
    pub fn serving(dist: &Path) -> Self {
        Self::with(dist, Path::new("tests/portal/tests/pack"))
    }

    /// The same with another item pack too.
    pub fn with(dist: &Path, pack: &Path) -> Self {
        let db = Db::open(Path::new(":memory:")).expect("a database in memory");
        db.set_up(seed::sow).expect("synthetic people");
        let portal = Portal::new(db, dist, pack, Log::Faults);
        let moment = THURSDAY.parse().expect("a moment");
        portal.clock.advance("", portal.clock.now("").ms_until(moment));
        Self { router: app(portal.clone()), portal }
    }

    /// Sends a request. The answer must be one of the contract, unless the portal was told to misbehave.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.expect("a router that never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a whole body");
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        if self.portal.faults.list().is_empty() {
            document::hold(method.as_str(), &path, &answer);
        }
        answer
    }

    /// A request of the contract without a session.
    pub async fn call(&self, method: Method, path: &str, body: &impl Serialize) -> Answer {
        self.send(request(method, path, None, body)).await
    }

    /// A request of the controls; the answer must be a good one.
    pub async fn control(&self, method: Method, path: &str, body: &impl Serialize) -> Answer {
        let request = Request::builder().method(method).uri(format!("/_reference{path}"));
        let answer = self.send(with_json(request, body)).await;
        assert!(answer.status.is_success(), "{path}: {} {:?}", answer.status, answer.body);
        answer
    }

    pub async fn sign_in(&self, ticket: &str) -> SignedIn<'_> {
        let body = serde_json::json!({ "ticket": format!("ticket-{ticket}") });
        let session: Session = self.call(Method::POST, "/sign-in/ticket", &body).await.json();
        SignedIn { portal: self, token: session.token }
    }

    /// Moves the common clock by working days.
    pub async fn pass_working_days(&self, days: u32) {
        self.control(Method::POST, "/clock", &serde_json::json!({ "working_days": days })).await;
    }
}

impl SignedIn<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &()).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::POST, path, body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, &()).await
    }

    pub async fn call(&self, method: Method, path: &str, body: &impl Serialize) -> Answer {
        self.portal.send(request(method, path, Some(&self.token), body)).await
    }

    /// Raw bytes with these headers.
    pub async fn post_raw(&self, path: &str, headers: &[(&str, &str)], bytes: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(Method::POST).uri(format!("{BASE}{path}"));
        request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.portal.send(request.body(bytes.into()).expect("a request")).await
    }
}

impl Answer {
    /// The body as the contract's type; the answer must be a good one.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).expect("the contract's type")
    }

    /// The problem that it must be.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        let media_type = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        assert_eq!(media_type, Some("application/problem+json"), "{} {:?}", self.status, self.body);
        let problem: Problem = serde_json::from_slice(&self.body).expect("a problem");
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    #[track_caller]
    pub fn is_refused_as(&self, kind: ProblemKind) {
        assert_eq!(self.problem().kind, kind);
    }

    /// A refusal at exactly these questions.
    #[track_caller]
    pub fn is_refused_at(&self, questions: &[&str]) {
        let problem = self.problem();
        assert_eq!(problem.kind, ProblemKind::Refused, "{problem:?}");
        let at: Vec<_> = problem.errors.iter().map(|error| error.question.as_str()).collect();
        assert_eq!(at, questions, "{problem:?}");
    }
}

fn request(method: Method, path: &str, token: Option<&str>, body: &impl Serialize) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(format!("{BASE}{path}"));
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    with_json(request, body)
}

/// `()` is no body at all.
fn with_json(request: axum::http::request::Builder, body: &impl Serialize) -> Request<Body> {
    let text = serde_json::to_string(body).expect("JSON");
    if text == "null" {
        return request.body(Body::empty()).expect("a request");
    }
    request.header(header::CONTENT_TYPE, "application/json").body(text.into()).expect("a request")
}
