//! Consents (授权): one source, one purpose, named fields; granted, listed and taken back.

use super::people::may_act_for;
use crate::service::extract::{Json, Path, Query, Who};
use crate::service::{ids, Portal, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use mianzheng::ident::Instant;
use mianzheng::item::{Holder, Item, Source};
use mianzheng::portal::{Consent, ConsentRequest, Consents, ProblemKind};
use rusqlite::{params, OptionalExtension, Row, Transaction};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(grant_consent, list_consents)).routes(routes!(revoke_consent))
}

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageOf {
    /// How many at most.
    #[serde(default = "twenty")]
    #[param(minimum = 1, maximum = 100, default = 20, required = false)]
    pub limit: u32,
    /// What the page before gave as `next`.
    #[param(pattern = "^[0-9]{1,18}$")]
    pub after: Option<String>,
}

fn twenty() -> u32 {
    20
}

impl PageOf {
    /// Limit and beginning, if they are the contract's.
    pub fn checked(self) -> Result<(u32, Option<String>), Refusal> {
        let digits = |text: &String| (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if !(1..=100).contains(&self.limit) {
            return Err(Refusal::bad_request("limit 应在 1 到 100 之间。"));
        }
        if !self.after.as_ref().is_none_or(digits) {
            return Err(Refusal::bad_request("after 应是上一页给出的 next。"));
        }
        Ok((self.limit, self.after))
    }
}

/// Agrees to one source, for one purpose, for named fields
#[utoipa::path(
    post,
    path = "/consents",
    operation_id = "grantConsent",
    tag = "consents",
    request_body = ConsentRequest,
    responses(
        (status = 201, description = "The consent is on record.", body = Consent),
        (status = 403, description = "The enterprise is not one that this person may act for."),
        (status = 404, description = "The item does not ask this source for this document."),
        (status = 422, description = "The fields or the holder are not those of the source."),
    )
)]
async fn grant_consent(
    State(portal): State<Portal>,
    who: Who,
    Json(request): Json<ConsentRequest>,
) -> Result<(StatusCode, axum::Json<Consent>), Refusal> {
    let item = portal.pack.newest(&request.item)?.ok_or_else(Refusal::not_found)?;
    check_request(source_asked(&item, &request).ok_or_else(Refusal::not_found)?, &request)?;
    let consent = portal.db.write(move |db| record(db, &who, request)).await?;
    Ok((StatusCode::CREATED, axum::Json(consent)))
}

/// The person's consents, newest first
#[utoipa::path(
    get,
    path = "/consents",
    operation_id = "listConsents",
    tag = "consents",
    params(PageOf),
    responses((status = 200, description = "A page.", body = Consents))
)]
async fn list_consents(
    State(portal): State<Portal>,
    who: Who,
    Query(page): Query<PageOf>,
) -> Result<axum::Json<Consents>, Refusal> {
    let (limit, after) = page.checked()?;
    let before = after.and_then(|after| after.parse().ok()).unwrap_or(i64::MAX);
    let consents = portal.db.read(move |db| list(db, &who, limit, before)).await?;
    Ok(axum::Json(consents))
}

/// Takes a consent back
///
/// What was done under it before stays as it is; nothing new is fetched or accepted under it.
#[utoipa::path(
    delete,
    path = "/consents/{id}",
    operation_id = "revokeConsent",
    tag = "consents",
    params(("id" = String, Path, description = "The consent's id.", max_length = 64)),
    responses(
        (status = 204, description = "Taken back; also when it was before."),
        (status = 404, description = "This person has no such consent."),
    )
)]
async fn revoke_consent(State(portal): State<Portal>, who: Who, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    let sql = "UPDATE consents SET revoked_ms = coalesce(revoked_ms, ?4) WHERE id = ?1 AND person = ?2 AND scope = ?3";
    let revoke =
        move |db: &Transaction<'_>| Ok(db.execute(sql, params![id, who.person, who.scope, who.now.unix_ms()])?);
    match portal.db.write(revoke).await? {
        0 => Err(Refusal::not_found()),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

/// The source that the item asks for this document, if it is the one named.
fn source_asked<'a>(item: &'a Item, request: &ConsentRequest) -> Option<&'a Source> {
    let asked = item.document(&request.document)?.waiver.source()?;
    (*asked == request.source).then(|| item.source(asked))?
}

fn check_request(source: &Source, request: &ConsentRequest) -> Result<(), Refusal> {
    let known = |field: &String| source.fields.iter().any(|known| known.id == *field);
    if !request.fields.iter().all(known) {
        return Err(Refusal::refused_at("fields", "授权的内容里有这个来源没有的项目。"));
    }
    match (source.holder, &request.enterprise) {
        (Holder::Enterprise, None) => Err(Refusal::refused_at("enterprise", "请选择为哪家单位办理。")),
        (Holder::Applicant | Holder::SignedIn, Some(_)) => {
            Err(Refusal::refused_at("enterprise", "这个来源查的是个人，不是单位。"))
        }
        (Holder::Enterprise, Some(_)) | (Holder::Applicant | Holder::SignedIn, None) => Ok(()),
    }
}

fn record(db: &Transaction<'_>, who: &Who, request: ConsentRequest) -> Result<Consent, Refusal> {
    if let Some(enterprise) = &request.enterprise {
        if !may_act_for(db, &who.person, enterprise)? {
            return Err(Refusal::new(ProblemKind::Forbidden, "您不是这家单位登记的办事人。"));
        }
    }
    let id = ids::random_id("c-");
    db.execute(
        "INSERT INTO consents (id, person, scope, serial, request, granted_ms) VALUES (?1, ?2, ?3,
             (SELECT coalesce(max(serial), 0) + 1 FROM consents WHERE person = ?2 AND scope = ?3), ?4, ?5)",
        params![id, who.person, who.scope, serde_json::to_string(&request)?, who.now.unix_ms()],
    )?;
    Ok(Consent { id, request, granted_at: who.now, revoked_at: None })
}

fn list(db: &Transaction<'_>, who: &Who, limit: u32, before: i64) -> Result<Consents, Refusal> {
    let sql = "SELECT id, request, granted_ms, revoked_ms, serial FROM consents
               WHERE person = ?1 AND scope = ?2 AND serial < ?3 ORDER BY serial DESC LIMIT ?4";
    let mut rows = db.prepare(sql)?;
    let rows = rows.query_map(params![who.person, who.scope, before, limit + 1], |row| {
        Ok((read_consent(row)?, row.get::<_, i64>(4)?))
    })?;
    let mut found = rows.collect::<Result<Vec<_>, _>>()?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|(_, serial)| serial.to_string());
    Ok(Consents { consents: found.into_iter().map(|(consent, _)| consent).collect(), next })
}

/// A consent of this session that was not taken back.
pub fn valid_consent(db: &Transaction<'_>, who: &Who, id: &str) -> Result<Consent, Refusal> {
    let sql = "SELECT id, request, granted_ms, revoked_ms FROM consents WHERE id = ?1 AND person = ?2 AND scope = ?3";
    let found = db.query_row(sql, params![id, who.person, who.scope], read_consent).optional()?;
    found.filter(|consent| consent.revoked_at.is_none()).ok_or_else(consent_required)
}

/// The refusal where no consent covers what is asked.
pub fn consent_required() -> Refusal {
    Refusal::new(ProblemKind::ConsentRequired, "没有有效的授权，不能取这份资料。")
}

fn read_consent(row: &Row<'_>) -> rusqlite::Result<Consent> {
    let request: String = row.get(1)?;
    let request = serde_json::from_str(&request)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok(Consent {
        id: row.get(0)?,
        request,
        granted_at: Instant::from_unix_ms(row.get(2)?),
        revoked_at: row.get::<_, Option<i64>>(3)?.map(Instant::from_unix_ms),
    })
}
