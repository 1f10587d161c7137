//! Reading applications: the list, one of them, the one of a key, and what was issued.

use crate::service::applications::{by_number, number_of_key, submitted_text, Kept};
use crate::service::extract::{Path, Query, Who};
use crate::service::routes::consents::PageOf;
use crate::service::{departments, Portal, Refusal};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use mianzheng::portal::{Application, ApplicationPart, ApplicationSummary, Applications, ProblemKind, ResultDocument};
use mianzheng::submission::Payload;
use rusqlite::{params, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(read_application))
        .routes(routes!(read_application_by_key))
        .routes(routes!(read_submission))
        .routes(routes!(read_result))
        .routes(routes!(read_result_file))
}

/// The person's applications, newest first
#[utoipa::path(
    get,
    path = "/applications",
    operation_id = "listApplications",
    tag = "applications",
    params(PageOf),
    responses((status = 200, description = "A page.", body = Applications))
)]
pub async fn list_applications(
    State(portal): State<Portal>,
    who: Who,
    Query(page): Query<PageOf>,
) -> Result<axum::Json<Applications>, Refusal> {
    let (limit, after) = page.checked()?;
    let shared = portal.clone();
    let list = move |db: &Transaction<'_>| {
        let mut numbers = numbers(db, &who, after.as_deref(), limit + 1)?;
        let more = numbers.len() > limit as usize;
        numbers.truncate(limit as usize);
        let next = numbers.last().filter(|_| more).cloned();
        let applications = numbers.iter().map(|number| summary(db, &shared, number)).collect::<Result<_, _>>()?;
        Ok(Applications { applications, next })
    };
    portal.db.write(list).await.map(axum::Json)
}

/// One application
#[utoipa::path(
    get,
    path = "/applications/{number}",
    operation_id = "readApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    responses(
        (status = 200, description = "The application.", body = Application),
        (status = 404, description = "This person has no such application."),
    )
)]
async fn read_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    portal.db.write(move |db| own(db, &shared, &who, &number)?.shown(db, &shared)).await.map(axum::Json)
}

/// The application that answered a key
///
/// For a client that got no answer to its submission: 404 means that nothing was accepted under the key.
#[utoipa::path(
    get,
    path = "/applications/by-key/{key}",
    operation_id = "readApplicationByKey",
    tag = "applications",
    params(("key" = String, Path, description = "The `Idempotency-Key` of the submission.", max_length = 64)),
    responses(
        (status = 200, description = "The application.", body = Application),
        (status = 404, description = "Nothing was accepted under this key."),
        (status = 409, description = "The key is being worked on; ask again."),
    )
)]
async fn read_application_by_key(
    State(portal): State<Portal>,
    who: Who,
    Path(key): Path<String>,
) -> Result<axum::Json<Application>, Refusal> {
    if portal.running.is_busy(&super::submit::running_key(&who, &key)) {
        return Err(super::submit::still_running());
    }
    let shared = portal.clone();
    let read = move |db: &Transaction<'_>| {
        let number = number_of_key(db, (&who.person, &who.scope), &key)?.ok_or_else(Refusal::not_found)?;
        own(db, &shared, &who, &number)?.shown(db, &shared)
    };
    portal.db.write(read).await.map(axum::Json)
}

/// What was issued in the end
#[utoipa::path(
    get,
    path = "/applications/{number}/result",
    operation_id = "readResult",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    responses(
        (status = 200, description = "The certificate or decision.", body = ResultDocument),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Nothing has been issued."),
    )
)]
async fn read_result(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
) -> Result<axum::Json<ResultDocument>, Refusal> {
    let shared = portal.clone();
    let kept = portal.db.write(move |db| own(db, &shared, &who, &number)).await?;
    let missing = || Refusal::new(ProblemKind::WrongState, "还没有办出结果。");
    kept.result.map(axum::Json).ok_or_else(missing)
}

/// What was submitted, byte for byte
///
/// The receipt's digest is the SHA-256 of this answer, so that anyone can see that nothing was changed.
#[utoipa::path(
    get,
    path = "/applications/{number}/submission",
    operation_id = "readSubmission",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    responses(
        (status = 200, description = "The bytes.", body = Payload, content_type = "application/json"),
        (status = 404, description = "This person has no such application."),
    )
)]
async fn read_submission(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Refusal> {
    let shared = portal.clone();
    let read = move |db: &Transaction<'_>| submitted_text(db, &own(db, &shared, &who, &number)?.number);
    let text = portal.db.write(read).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The file of what was issued
///
/// The result's digest is the SHA-256 of this answer. A text here; a portal in service answers a PDF or OFD.
#[utoipa::path(
    get,
    path = "/applications/{number}/result/file",
    operation_id = "readResultFile",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/plain; charset=utf-8"),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Nothing has been issued."),
    )
)]
async fn read_result_file(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Refusal> {
    let shared = portal.clone();
    let result = portal.db.write(move |db| Ok(own(db, &shared, &who, &number)?.result)).await?;
    let result = result.ok_or_else(|| Refusal::new(ProblemKind::WrongState, "还没有办出结果。"))?;
    let text = departments::result_text(&result.name, &result.number, &result.lines);
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// The session's own application, after the department has done what is due.
pub fn own(db: &Transaction<'_>, portal: &Portal, who: &Who, number: &str) -> Result<Kept, Refusal> {
    let found = by_number(db, number)?.filter(|kept| kept.person == who.person && kept.scope == who.scope);
    let mut kept = found.ok_or_else(Refusal::not_found)?;
    departments::act(db, portal, &mut kept)?;
    Ok(kept)
}

fn numbers(db: &Transaction<'_>, who: &Who, after: Option<&str>, limit: u32) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT number FROM applications WHERE person = ?1 AND scope = ?2 AND (?3 IS NULL OR number < ?3)
               ORDER BY number DESC LIMIT ?4";
    let mut rows = db.prepare(sql)?;
    let rows = rows.query_map(params![who.person, who.scope, after, limit], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn summary(db: &Transaction<'_>, portal: &Portal, number: &str) -> Result<ApplicationSummary, Refusal> {
    let mut kept = by_number(db, number)?.ok_or_else(Refusal::not_found)?;
    departments::act(db, portal, &mut kept)?;
    let Application { receipt, status, next, parts, .. } = kept.shown(db, portal)?;
    Ok(ApplicationSummary {
        number: receipt.number,
        item_name: receipt.item_name,
        department: receipt.department,
        status,
        received_at: receipt.received_at,
        next,
        parts: parts.iter().map(ApplicationPart::summary).collect(),
    })
}
