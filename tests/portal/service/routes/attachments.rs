//! Attachments: photographs and files, where nothing else can stand for them.

use crate::service::extract::{header_text, media_type, Path, Raw, Who};
use crate::service::{ids, Portal, Refusal};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{header, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use mianzheng::portal::{Attachment, ProblemKind};
use rusqlite::{params, OptionalExtension, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most bytes of one attachment.
pub const MOST_BYTES: usize = 10_000_000;
/// What departments can open.
const MEDIA_TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "application/pdf"];

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(upload_attachment))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(routes!(download_attachment))
}

/// Stores a file
///
/// At most 10,000,000 bytes; JPEG, PNG, WebP or PDF.
#[utoipa::path(
    post,
    path = "/attachments",
    operation_id = "uploadAttachment",
    tag = "attachments",
    params(
        ("X-File-Name" = String, Header, description = "The file's name, percent-encoded UTF-8.", max_length = 600, pattern = "^[A-Za-z0-9._~%-]+$"),
        ("X-Content-SHA256" = String, Header, description = "SHA-256 of the bytes, lower-case hex.", pattern = "^[0-9a-f]{64}$"),
    ),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf"))),
    responses(
        (status = 201, description = "Stored.", body = Attachment),
        (status = 413, description = "More than 10,000,000 bytes."),
        (status = 415, description = "Another type of file."),
        (status = 422, description = "The digest does not fit the bytes, or there are none."),
    )
)]
async fn upload_attachment(
    State(portal): State<Portal>,
    who: Who,
    headers: HeaderMap,
    Raw(bytes): Raw,
) -> Result<(StatusCode, axum::Json<Attachment>), Refusal> {
    let media_type = media_type(&headers).filter(|media_type| MEDIA_TYPES.contains(&media_type.as_str()));
    let media_type = media_type
        .ok_or_else(|| Refusal::new(ProblemKind::UnsupportedMediaType, "只收照片（JPEG、PNG、WebP）和 PDF。"))?;
    let name = file_name(&headers)?;
    let sha256 = checked_digest(&headers, &bytes)?;
    let size_bytes = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let attachment = Attachment { id: ids::random_id("f-"), sha256, size_bytes, media_type };
    let stored = attachment.clone();
    let sql = "INSERT INTO attachments (id, person, scope, name, media_type, sha256, bytes)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let store = move |db: &Transaction<'_>| {
        let Attachment { id, sha256, media_type, .. } = stored;
        Ok(db.execute(sql, params![id, who.person, who.scope, name, media_type, sha256, bytes.as_ref()])?)
    };
    portal.db.write(store).await?;
    Ok((StatusCode::CREATED, axum::Json(attachment)))
}

/// A stored file's bytes
#[utoipa::path(
    get,
    path = "/attachments/{id}",
    operation_id = "downloadAttachment",
    tag = "attachments",
    params(("id" = String, Path, description = "The attachment's id.", max_length = 64)),
    responses(
        (status = 200, description = "The bytes, with the type they were stored with.",
            content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf")),
            headers(("X-Content-SHA256" = String, description = "SHA-256 of the bytes, lower-case hex."))),
        (status = 404, description = "This person has no such attachment."),
    )
)]
async fn download_attachment(
    State(portal): State<Portal>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let sql = "SELECT media_type, sha256, bytes FROM attachments WHERE id = ?1 AND person = ?2 AND scope = ?3";
    let read = move |db: &Transaction<'_>| {
        let row = db.query_row(sql, params![id, who.person, who.scope], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        Ok(row.optional()?)
    };
    let (media_type, sha256, bytes) = portal.db.read(read).await?.ok_or_else(Refusal::not_found)?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), media_type),
        (header::CONTENT_DISPOSITION.as_str(), "attachment".to_owned()),
        ("x-content-sha256", sha256),
    ];
    Ok((headers, bytes).into_response())
}

fn file_name(headers: &HeaderMap) -> Result<String, Refusal> {
    let name = header_text(headers, "x-file-name").filter(|name| !name.is_empty() && name.len() <= 600);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~%-".contains(&byte);
    let name = name.filter(|name| name.bytes().all(plain)).ok_or_else(|| Refusal::bad_request("X-File-Name 不对。"))?;
    Ok(name.to_owned())
}

fn checked_digest(headers: &HeaderMap, bytes: &[u8]) -> Result<String, Refusal> {
    let stated = header_text(headers, "x-content-sha256");
    let stated = stated.ok_or_else(|| Refusal::bad_request("缺少 X-Content-SHA256。"))?;
    if bytes.is_empty() {
        return Err(Refusal::refused_at("file", "文件是空的，请换一个。"));
    }
    let digest = ids::sha256_hex(bytes);
    if digest != stated {
        return Err(Refusal::refused_at("file", "文件没有传完整，请再传一次。"));
    }
    Ok(digest)
}
