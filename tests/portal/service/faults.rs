//! How the portal misbehaves when it is told to: the failures that a client must live with.

use super::extract::{bearer, session};
use super::line::Line;
use super::{Portal, Refusal};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{header, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use mianzheng::portal::ProblemKind;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// One fault, as `POST /_reference/faults` takes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `POST /api/v1/applications`, or the beginning of such a line. Absent for a register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// What happens on that route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Misbehaviour>,
    /// The register that does not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Only for sessions of this scope; absent for everybody, signed in or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Only for sessions of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// How many times; absent for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misbehaviour {
    /// The answer comes so many milliseconds late.
    DelayMs(u64),
    /// The work is done and committed, and the answer comes so many milliseconds late.
    LateMs(u64),
    /// Nothing is done: 429, and in how many seconds (`Retry-After`) the client may come again.
    BusyS(u32),
    /// The work is done and committed, then the connection breaks without an answer.
    DropAfterCommit,
    /// Nothing is done and this status is the answer: 401, 500 or 503.
    Status(u16),
    /// The work is done, and the answer is no JSON of the contract.
    WrongJson,
    /// The connection breaks before anything is done.
    Reset,
}

/// What a refusal says that was asked for.
const DETAIL: &str = "这是为测试而设的故障。";

/// The faults that are switched on, in the order in which they were.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

/// Who asks, as far as faults tell people apart.
#[derive(Debug, Default)]
pub struct Asker {
    scope: Option<String>,
    person: Option<String>,
}

impl Faults {
    /// Switches one on.
    pub fn add(&self, fault: Fault) {
        self.with(|faults| faults.push(fault));
    }

    /// Switches off all of a scope; all there are, without one.
    pub fn clear(&self, scope: Option<&str>) {
        self.with(|faults| faults.retain(|fault| scope.is_some() && fault.scope.as_deref() != scope));
    }

    /// Those that are switched on.
    pub fn list(&self) -> Vec<Fault> {
        self.with(|faults| faults.clone())
    }

    /// Whether this register is down for this session; counts as one time.
    pub fn register_is_down(&self, register: &str, scope: &str, person: &str) -> bool {
        let asker = Asker { scope: Some(scope.to_owned()), person: Some(person.to_owned()) };
        self.take(|fault| fault.register.as_deref() == Some(register) && asker.is_meant_by(fault)).is_some()
    }

    fn on_route(&self, line: &str, asker: &Asker) -> Option<Misbehaviour> {
        let meant = |fault: &Fault| {
            let route = fault.route.as_deref();
            fault.kind.is_some() && route.is_some_and(|route| line.starts_with(route)) && asker.is_meant_by(fault)
        };
        self.take(meant)?.kind
    }

    /// The first fault that is meant, counted down.
    fn take(&self, meant: impl Fn(&Fault) -> bool) -> Option<Fault> {
        self.with(|faults| {
            let fault = faults.iter_mut().find(|fault| fault.times != Some(0) && meant(fault))?;
            if let Some(times) = fault.times.as_mut() {
                *times -= 1;
            }
            Some(fault.clone())
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Vec<Fault>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Asker {
    fn is_meant_by(&self, fault: &Fault) -> bool {
        let fits = |wanted: &Option<String>, own: &Option<String>| wanted.is_none() || wanted == own;
        fits(&fault.scope, &self.scope) && fits(&fault.person, &self.person)
    }
}

/// Applies the faults of a route before, around and after its work.
pub async fn misbehave(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/_reference") || portal.faults.with(|faults| faults.is_empty()) {
        return next.run(request).await;
    }
    let line = format!("{} {}", request.method(), request.uri().path());
    let asker = asker(&portal, bearer(request.headers()).map(str::to_owned)).await;
    let connection = request.extensions().get::<ConnectInfo<Line>>().map(|info| info.0.clone());
    match portal.faults.on_route(&line, &asker) {
        None => next.run(request).await,
        Some(Misbehaviour::DelayMs(ms)) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            next.run(request).await
        }
        Some(Misbehaviour::LateMs(ms)) => {
            let response = next.run(request).await;
            tokio::time::sleep(Duration::from_millis(ms)).await;
            response
        }
        Some(Misbehaviour::BusyS(seconds)) => {
            let refusal = Refusal::new(ProblemKind::TooManyRequests, DETAIL);
            ([(header::RETRY_AFTER, HeaderValue::from(seconds))], refusal).into_response()
        }
        Some(Misbehaviour::Status(status)) => refuse(status),
        Some(Misbehaviour::WrongJson) => spoil(next.run(request).await),
        Some(Misbehaviour::DropAfterCommit) => {
            next.run(request).await;
            broken(connection)
        }
        Some(Misbehaviour::Reset) => broken(connection),
    }
}

async fn asker(portal: &Portal, token: Option<String>) -> Asker {
    let Some(token) = token else {
        return Asker::default();
    };
    match session(portal, &token).await {
        Ok(Some(who)) => Asker { scope: Some(who.scope), person: Some(who.person) },
        Ok(None) | Err(_) => Asker::default(),
    }
}

fn refuse(status: u16) -> Response {
    let kind = match status {
        401 => ProblemKind::SignInRequired,
        503 => ProblemKind::Unavailable,
        _ => ProblemKind::Internal,
    };
    Refusal::new(kind, DETAIL).into_response()
}

/// Keeps status and headers, so that only the body is wrong.
fn spoil(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, "{\"oops\": <html>".into())
}

/// What stands in for an answer on a connection that is broken; without a connection (in a test) it is what is seen.
fn broken(connection: Option<Line>) -> Response {
    if let Some(connection) = connection {
        connection.cut();
    }
    (StatusCode::BAD_GATEWAY, [(header::CONNECTION, "close")]).into_response()
}
