//! What handlers take out of a request, with every failure as a problem of the contract.

use super::{ids, Portal, Refusal};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{header, request::Parts, HeaderMap};
use mianzheng::ident::Instant;
use mianzheng::portal::ProblemKind;
use rusqlite::{params, OptionalExtension};
use serde::de::DeserializeOwned;

/// The path's parameters.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Refusal))]
pub struct Path<T>(pub T);

/// The query's parameters.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Refusal))]
pub struct Query<T>(pub T);

/// The body's bytes, within the route's limit.
pub struct Raw(pub Bytes);

impl FromRequest<Portal> for Raw {
    type Rejection = Refusal;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Refusal> {
        Ok(Self(Bytes::from_request(request, portal).await?))
    }
}

/// A JSON body of the contract; unknown fields are refused where the type refuses them.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Portal> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Refusal> {
        require_json(request.headers())?;
        let Raw(bytes) = Raw::from_request(request, portal).await?;
        parse_json(&bytes).map(Self)
    }
}

/// Reads strict JSON; the answer says where it is wrong and never repeats what was sent.
pub fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal::bad_request(format!("内容不是约定的 JSON（第 {line} 行第 {column} 列）。"))
    })
}

/// Refuses what does not say that it is JSON.
pub fn require_json(headers: &HeaderMap) -> Result<(), Refusal> {
    match media_type(headers) {
        Some(media_type) if media_type == "application/json" => Ok(()),
        _ => Err(Refusal::new(ProblemKind::UnsupportedMediaType, "内容类型应为 application/json。")),
    }
}

/// The media type without parameters, in lower case.
pub fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// A header's text.
pub fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Who is signed in. As an argument of a handler it demands a session that has not ended.
#[derive(Debug, Clone)]
pub struct Who {
    /// The person's id.
    pub person: String,
    /// The scope that the session was opened in; what belongs to one scope is invisible in others.
    pub scope: String,
    /// What the scope's clock says.
    pub now: Instant,
    /// The digest under which the session is kept.
    pub token_digest: String,
}

impl FromRequestParts<Portal> for Who {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let required = || Refusal::new(ProblemKind::SignInRequired, "登录已经结束，请重新登录。您填的内容还在。");
        let token = bearer(&parts.headers).ok_or_else(required)?;
        session(portal, token).await?.ok_or_else(required)
    }
}

/// The session of this token, if it has not ended.
pub async fn session(portal: &Portal, token: &str) -> Result<Option<Who>, Refusal> {
    let token_digest = ids::sha256_hex(token.as_bytes());
    let clock_of = portal.clone();
    portal
        .db
        .read(move |db| {
            let sql = "SELECT person, scope, expires_ms FROM sessions WHERE token_digest = ?1";
            let found = db
                .query_row(sql, params![token_digest], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
                })
                .optional()?;
            Ok(found.and_then(|(person, scope, expires_ms)| {
                let now = clock_of.clock.now(&scope);
                (now.unix_ms() < expires_ms).then_some(Who { person, scope, now, token_digest })
            }))
        })
        .await
}

/// The token of `Authorization: Bearer <token>`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = header_text(headers, "authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
