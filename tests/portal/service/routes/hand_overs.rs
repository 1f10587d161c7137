//! Hand-over blobs: an encrypted draft waits for another device. The portal cannot read it.

use crate::service::extract::{media_type, Path, Raw, Who};
use crate::service::{ids, Portal, Refusal};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{header, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use mianzheng::portal::{HandOver, ProblemKind};
use rusqlite::{params, OptionalExtension, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

const MOST_BYTES: usize = 200_000;
const WAITS_MS: i64 = 30 * 60_000;
const OPAQUE: &str = "application/octet-stream";

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(leave_hand_over))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(routes!(take_hand_over))
}

/// Leaves an encrypted draft for another device
///
/// At most 200,000 bytes; it waits for 30 minutes.
#[utoipa::path(
    post,
    path = "/hand-overs",
    operation_id = "leaveHandOver",
    tag = "hand-overs",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "It waits.", body = HandOver),
        (status = 413, description = "More than 200,000 bytes."),
        (status = 415, description = "Not sent as application/octet-stream."),
        (status = 422, description = "There are no bytes."),
    )
)]
async fn leave_hand_over(
    State(portal): State<Portal>,
    who: Who,
    headers: HeaderMap,
    Raw(bytes): Raw,
) -> Result<(StatusCode, axum::Json<HandOver>), Refusal> {
    if media_type(&headers).as_deref() != Some(OPAQUE) {
        return Err(Refusal::new(ProblemKind::UnsupportedMediaType, "内容类型应为 application/octet-stream。"));
    }
    if bytes.is_empty() {
        return Err(Refusal::refused_at("body", "没有内容可以转到手机。"));
    }
    // Fetching needs no session, so that the id alone must suffice; the expiry follows the common clock.
    let _signed_in = who;
    let hand_over = HandOver { id: ids::random_id("h-"), expires_at: portal.clock.now("").add_ms(WAITS_MS) };
    let HandOver { id, expires_at } = hand_over.clone();
    let sql = "INSERT INTO hand_overs (id, expires_ms, bytes) VALUES (?1, ?2, ?3)";
    let leave = move |db: &Transaction<'_>| Ok(db.execute(sql, params![id, expires_at.unix_ms(), bytes.as_ref()])?);
    portal.db.write(leave).await?;
    Ok((StatusCode::CREATED, axum::Json(hand_over)))
}

/// Takes the encrypted draft, once
///
/// The bytes are forgotten with this answer. No session is needed: the other device may not have one yet.
#[utoipa::path(
    get,
    path = "/hand-overs/{id}",
    operation_id = "takeHandOver",
    tag = "hand-overs",
    security(()),
    params(("id" = String, Path, description = "The hand-over's id.", max_length = 64)),
    responses(
        (status = 200, description = "The bytes.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "There never was one of this id."),
        (status = 410, description = "It was taken before, or has waited too long."),
    )
)]
async fn take_hand_over(State(portal): State<Portal>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let now = portal.clock.now("");
    let bytes = portal
        .db
        .write(move |db| {
            let sql = "SELECT bytes FROM hand_overs WHERE id = ?1 AND expires_ms > ?2";
            let bytes: Option<Option<Vec<u8>>> =
                db.query_row(sql, params![id, now.unix_ms()], |row| row.get(0)).optional()?;
            match db.execute("UPDATE hand_overs SET bytes = NULL WHERE id = ?1", [id])? {
                0 => Err(Refusal::not_found()),
                _ => Ok(bytes.flatten()),
            }
        })
        .await?;
    let bytes = bytes.ok_or_else(|| Refusal::new(ProblemKind::Gone, "已经取走了，或者超过了 30 分钟。"))?;
    Ok(([(header::CONTENT_TYPE, OPAQUE)], bytes).into_response())
}
