//! The controls under `/_reference/`: what only a stand-in has. They are no part of the contract.

use super::extract::{Json, Path, Query};
use super::faults::Fault;
use super::state::{day_of, Portal};
use super::{departments, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::Router;
use mianzheng::ident::Instant;
use mianzheng::portal::{ServerTime, Status};
use rusqlite::{params, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

/// The routes.
pub fn router() -> Router<Portal> {
    Router::new()
        .route("/people", get(people))
        .route("/sms/{phone}", get(sms_code))
        .route("/sign-on", get(super::sign_on::page))
        .route("/clock", get(read_clock).post(move_clock))
        .route("/faults", get(list_faults).post(add_fault).delete(clear_faults))
        .route("/sessions", axum::routing::delete(end_sessions))
        .route("/applications", get(list_applications))
        .route("/applications/{number}/ask-supplement", post(ask_supplement))
        .route("/applications/{number}/decide", post(decide))
        .merge(super::companies::controls::router())
        .fallback(super::refusal::no_such_route)
        .method_not_allowed_fallback(super::refusal::no_such_method)
}

const DAY_MS: i64 = 86_400_000;

/// A scope, in an address.
#[derive(Debug, Default, Deserialize)]
struct Scope {
    scope: Option<String>,
}

/// A synthetic person with the ways to sign in.
#[derive(Serialize)]
struct PersonRow {
    id: String,
    name: String,
    resident_id: String,
    phone: String,
    ticket: String,
    used_for: String,
}

async fn people(State(portal): State<Portal>) -> Result<axum::Json<Vec<PersonRow>>, Refusal> {
    let read = |db: &Transaction<'_>| {
        let mut rows = db.prepare("SELECT id, name, resident_id, phone, used_for FROM people ORDER BY rowid")?;
        let rows = rows.query_map([], |row| {
            let id: String = row.get(0)?;
            let ticket = format!("ticket-{id}");
            let (name, resident_id) = (row.get(1)?, row.get(2)?);
            Ok(PersonRow { id, name, resident_id, phone: row.get(3)?, ticket, used_for: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    portal.db.read(read).await.map(axum::Json)
}

/// The code that a telephone would show.
#[derive(Serialize)]
struct SmsCode {
    code: String,
}

async fn sms_code(State(portal): State<Portal>, Path(phone): Path<String>) -> Result<axum::Json<SmsCode>, Refusal> {
    let sql = "SELECT code FROM sms_codes WHERE phone = ?1";
    let read = move |db: &Transaction<'_>| Ok(db.query_row(sql, [phone], |row| row.get(0)).optional()?);
    let code: Option<String> = portal.db.read(read).await?;
    Ok(axum::Json(SmsCode { code: code.ok_or_else(Refusal::not_found)? }))
}

/// How a clock is moved: by milliseconds, to the same time of day so many working days later, or to a moment. Sessions
/// keep the time they have left.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockMove {
    #[serde(default)]
    advance_ms: Option<i64>,
    #[serde(default)]
    working_days: Option<u32>,
    #[serde(default)]
    set: Option<Instant>,
    /// Absent: the common clock, which all scopes follow.
    #[serde(default)]
    scope: String,
}

async fn read_clock(State(portal): State<Portal>, Query(query): Query<Scope>) -> axum::Json<ServerTime> {
    axum::Json(ServerTime { now: portal.clock.now(&query.scope.unwrap_or_default()) })
}

async fn move_clock(
    State(portal): State<Portal>,
    Json(body): Json<ClockMove>,
) -> Result<axum::Json<ServerTime>, Refusal> {
    let now = portal.clock.now(&body.scope);
    let ms = match (body.advance_ms, body.working_days, body.set) {
        (Some(ms), None, None) => ms,
        (None, Some(days), None) => {
            let day = portal.pack.calendar().add_working_days(day_of(now), days).date;
            let same_time = i64::from(day_of(now).days_until(day)) * DAY_MS;
            same_time.max(now.ms_until(departments::closing_time(day)))
        }
        (None, None, Some(moment)) => now.ms_until(moment),
        _ => return Err(Refusal::bad_request("one of advance_ms, working_days and set")),
    };
    portal.clock.advance(&body.scope, ms);
    let (scope, shared) = (body.scope.clone(), portal.clone());
    let sql = "UPDATE sessions SET expires_ms = expires_ms + ?1 WHERE ?2 = '' OR scope = ?2";
    let follow = move |db: &Transaction<'_>| {
        db.execute(sql, params![ms, scope])?;
        departments::act_on_all(db, &shared, &scope)
    };
    portal.db.write(follow).await?;
    Ok(axum::Json(ServerTime { now: portal.clock.now(&body.scope) }))
}

async fn list_faults(State(portal): State<Portal>) -> axum::Json<Vec<Fault>> {
    axum::Json(portal.faults.list())
}

async fn add_fault(State(portal): State<Portal>, Json(fault): Json<Fault>) -> Result<StatusCode, Refusal> {
    if fault.route.is_some() != fault.kind.is_some() || fault.route.is_some() == fault.register.is_some() {
        return Err(Refusal::bad_request("a fault has a route with a kind, or a register"));
    }
    portal.faults.add(fault);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(portal): State<Portal>, Query(query): Query<Scope>) -> StatusCode {
    portal.faults.clear(query.scope.as_deref());
    StatusCode::NO_CONTENT
}

async fn end_sessions(State(portal): State<Portal>, Query(query): Query<Scope>) -> Result<StatusCode, Refusal> {
    let sql = "DELETE FROM sessions WHERE ?1 IS NULL OR scope = ?1";
    portal.db.write(move |db| Ok(db.execute(sql, [query.scope])?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the database holds of an application, without asking the departments to act first.
#[derive(Serialize)]
struct ApplicationRow {
    number: String,
    item: String,
    person: String,
    scope: String,
    key: String,
    status: String,
    digest: String,
}

/// The rows and how many there are.
#[derive(Serialize)]
struct ApplicationRows {
    count: usize,
    applications: Vec<ApplicationRow>,
}

async fn list_applications(
    State(portal): State<Portal>,
    Query(query): Query<Scope>,
) -> Result<axum::Json<ApplicationRows>, Refusal> {
    let sql = "SELECT number, receipt ->> '$.item', person, scope, idempotency_key, status, digest
               FROM applications WHERE ?1 IS NULL OR scope = ?1 ORDER BY number";
    let read = move |db: &Transaction<'_>| {
        let mut rows = db.prepare(sql)?;
        let rows = rows.query_map([query.scope], |row| {
            Ok(ApplicationRow {
                number: row.get(0)?,
                item: row.get(1)?,
                person: row.get(2)?,
                scope: row.get(3)?,
                key: row.get(4)?,
                status: row.get(5)?,
                digest: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    };
    let applications = portal.db.read(read).await?;
    Ok(axum::Json(ApplicationRows { count: applications.len(), applications }))
}

async fn ask_supplement(State(portal): State<Portal>, Path(number): Path<String>) -> Result<StatusCode, Refusal> {
    let shared = portal.clone();
    portal.db.write(move |db| departments::ask_supplement(db, &shared, &number)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How an application stands from now on, and what is said about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    status: Status,
    note: String,
}

async fn decide(
    State(portal): State<Portal>,
    Path(number): Path<String>,
    Json(decision): Json<Decision>,
) -> Result<StatusCode, Refusal> {
    let shared = portal.clone();
    let said = move |db: &Transaction<'_>| departments::decide(db, &shared, &number, (decision.status, &decision.note));
    portal.db.write(said).await?;
    Ok(StatusCode::NO_CONTENT)
}
