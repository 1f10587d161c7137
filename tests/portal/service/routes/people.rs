//! Signing in and out, and who is signed in.

use crate::service::extract::{Json, Who};
use crate::service::state::Log;
use crate::service::{ids, Portal, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use mianzheng::ident::{Instant, Phone, ResidentId};
use mianzheng::portal::{
    Enterprise, IdCardSignIn, Person, ProblemKind, Session, SmsCodeRequest, SmsSignIn, TicketSignIn,
};
use rusqlite::{params, OptionalExtension, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

const MINUTE_MS: i64 = 60_000;
const SESSION_MS: i64 = 120 * MINUTE_MS;
const SMS_CODE_MS: i64 = 10 * MINUTE_MS;
const WRONG_CODES: u32 = 5;

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(sign_in_with_ticket))
        .routes(routes!(request_sms_code))
        .routes(routes!(sign_in_with_sms))
        .routes(routes!(sign_in_with_id_card))
        .routes(routes!(read_session, sign_out))
}

/// Signs in with a ticket of the single sign-on
#[utoipa::path(
    post,
    path = "/sign-in/ticket",
    operation_id = "signInWithTicket",
    tag = "people",
    security(()),
    request_body = TicketSignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session),
        (status = 401, description = "The ticket is unknown or was used before."),
    )
)]
async fn sign_in_with_ticket(
    State(portal): State<Portal>,
    Json(body): Json<TicketSignIn>,
) -> Result<axum::Json<Session>, Refusal> {
    // The stand-in for the province's single sign-on: tickets name the person and, for tests, the scope.
    let (ticket, scope) = body.ticket.split_once('@').unwrap_or((&body.ticket, ""));
    let person = ticket.strip_prefix("ticket-").unwrap_or_default().to_owned();
    let (scope, now) = (scope.to_owned(), portal.clock.now(scope));
    let refused = "登录凭证无效或已经用过，请重新登录。";
    portal.db.write(move |db| open_session(db, "id = ?1", &person, (&scope, now), refused)).await.map(axum::Json)
}

/// Asks for a code by text message
///
/// The answer is the same whether the number is known or not.
#[utoipa::path(
    post,
    path = "/sign-in/sms/code",
    operation_id = "requestSmsCode",
    tag = "people",
    security(()),
    request_body = SmsCodeRequest,
    responses((status = 204, description = "A code is on its way, if the number is known."))
)]
async fn request_sms_code(
    State(portal): State<Portal>,
    Json(body): Json<SmsCodeRequest>,
) -> Result<StatusCode, Refusal> {
    let phone = mobile(&body.phone)?;
    let (code, now) = (ids::sms_code(), portal.clock.now(""));
    if portal.log == Log::Requests {
        println!("text message to {}: {code}", phone.masked());
    }
    let sql = "INSERT INTO sms_codes (phone, code, sent_ms) VALUES (?1, ?2, ?3)
               ON CONFLICT (phone) DO UPDATE SET code = ?2, sent_ms = ?3, wrong = 0";
    portal.db.write(move |db| Ok(db.execute(sql, params![phone.as_str(), code, now.unix_ms()])?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs in with the code of a text message
#[utoipa::path(
    post,
    path = "/sign-in/sms",
    operation_id = "signInWithSms",
    tag = "people",
    security(()),
    request_body = SmsSignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session),
        (status = 401, description = "The code is wrong, too old or was used before."),
        (status = 429, description = "Too many wrong codes; ask for a new one."),
    )
)]
async fn sign_in_with_sms(
    State(portal): State<Portal>,
    Json(body): Json<SmsSignIn>,
) -> Result<axum::Json<Session>, Refusal> {
    let phone = mobile(&body.phone)?;
    if body.code.len() != 6 || !body.code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::bad_request("验证码是 6 位数字。"));
    }
    let now = portal.clock.now("");
    let code_phone = phone.as_str().to_owned();
    // Counting a wrong code is committed although the sign-in fails.
    portal.db.write(move |db| Ok(take_code(db, &code_phone, &body.code, now)?)).await??;
    let refused = "这个手机号没有登记。";
    portal.db.write(move |db| open_session(db, "phone = ?1", phone.as_str(), ("", now), refused)).await.map(axum::Json)
}

/// Signs in with the resident identity card that a kiosk's reader has read
#[utoipa::path(
    post,
    path = "/sign-in/id-card",
    operation_id = "signInWithIdCard",
    tag = "people",
    security(()),
    request_body = IdCardSignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session),
        (status = 401, description = "Name and number do not belong together."),
    )
)]
async fn sign_in_with_id_card(
    State(portal): State<Portal>,
    Json(body): Json<IdCardSignIn>,
) -> Result<axum::Json<Session>, Refusal> {
    let number: Option<ResidentId> = body.resident_id.parse().ok();
    let canonical = number.filter(|number| number.as_str() == body.resident_id);
    let number = canonical.ok_or_else(|| Refusal::bad_request("身份证号码不对。"))?;
    let (key, now) = (format!("{number}/{}", body.name), portal.clock.now(""));
    let refused = "身份证上的姓名和号码对不上。";
    let filter = "resident_id || '/' || name = ?1";
    portal.db.write(move |db| open_session(db, filter, &key, ("", now), refused)).await.map(axum::Json)
}

/// Who is signed in
#[utoipa::path(
    get,
    path = "/session",
    operation_id = "readSession",
    tag = "people",
    responses((status = 200, description = "The person.", body = Person))
)]
async fn read_session(State(portal): State<Portal>, who: Who) -> Result<axum::Json<Person>, Refusal> {
    portal.db.read(move |db| Ok(person(db, &who.person)?)).await.map(axum::Json)
}

/// Signs out
#[utoipa::path(
    delete,
    path = "/session",
    operation_id = "signOut",
    tag = "people",
    responses((status = 204, description = "Signed out; the token is worth nothing from now on."))
)]
async fn sign_out(State(portal): State<Portal>, who: Who) -> Result<StatusCode, Refusal> {
    let sql = "DELETE FROM sessions WHERE token_digest = ?1";
    portal.db.write(move |db| Ok(db.execute(sql, [who.token_digest])?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn mobile(text: &str) -> Result<Phone, Refusal> {
    // A contract's field has one form; what people type is put into it by the app.
    let phone: Option<Phone> = text.parse().ok().filter(|phone: &Phone| phone.is_mobile() && phone.as_str() == text);
    phone.ok_or_else(|| Refusal::bad_request("请填写 11 位手机号码。"))
}

/// Opens a session for the person that `filter` finds by `key`.
fn open_session(
    db: &Transaction<'_>,
    filter: &'static str,
    key: &str,
    (scope, now): (&str, Instant),
    refused: &'static str,
) -> Result<Session, Refusal> {
    let sql = format!("SELECT id FROM people WHERE {filter}");
    let found: Option<String> = db.query_row(&sql, [key], |row| row.get(0)).optional()?;
    let id = found.ok_or_else(|| Refusal::new(ProblemKind::SignInRefused, refused))?;
    let (token, expires_at) = (ids::random_id("s-"), now.add_ms(SESSION_MS));
    db.execute(
        "INSERT INTO sessions (token_digest, person, scope, expires_ms) VALUES (?1, ?2, ?3, ?4)",
        params![ids::sha256_hex(token.as_bytes()), id, scope, expires_at.unix_ms()],
    )?;
    Ok(Session { token, expires_at, person: person(db, &id)? })
}

/// Uses up the code that was sent; the inner result is the sign-in's.
fn take_code(db: &Transaction<'_>, phone: &str, code: &str, now: Instant) -> rusqlite::Result<Result<(), Refusal>> {
    let sql = "SELECT code, sent_ms, wrong FROM sms_codes WHERE phone = ?1";
    let sent: Option<(String, i64, u32)> =
        db.query_row(sql, [phone], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let refused = |detail| Err(Refusal::new(ProblemKind::SignInRefused, detail));
    let Some((expected, sent_ms, wrong)) = sent else {
        return Ok(refused("请先获取验证码。"));
    };
    if wrong >= WRONG_CODES {
        return Ok(Err(Refusal::new(ProblemKind::TooManyRequests, "输错太多次了，请重新获取验证码。")));
    }
    if now.unix_ms() - sent_ms > SMS_CODE_MS {
        return Ok(refused("验证码过期了，请重新获取。"));
    }
    if code != expected {
        db.execute("UPDATE sms_codes SET wrong = wrong + 1 WHERE phone = ?1", [phone])?;
        return Ok(refused("验证码不对，请再看一下短信。"));
    }
    db.execute("DELETE FROM sms_codes WHERE phone = ?1", [phone])?;
    Ok(Ok(()))
}

/// The person as the contract shows it.
fn person(db: &Transaction<'_>, id: &str) -> rusqlite::Result<Person> {
    let (name, phone): (String, String) =
        db.query_row("SELECT name, phone FROM people WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut enterprises = db.prepare("SELECT credit_code, name FROM enterprises WHERE person = ?1 ORDER BY 1")?;
    let enterprises = enterprises
        .query_map([id], |row| Ok(Enterprise { credit_code: row.get(0)?, name: row.get(1)? }))?
        .collect::<Result<_, _>>()?;
    Ok(Person { id: id.to_owned(), masked_name: masked(&name), phone: Some(phone), enterprises })
}

/// The first character hidden: `*桂英`.
fn masked(name: &str) -> String {
    let rest: String = name.chars().skip(1).collect();
    format!("*{rest}")
}

/// Whether this person may act for the enterprise.
pub fn may_act_for(db: &Transaction<'_>, person: &str, credit_code: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM enterprises WHERE credit_code = ?1 AND person = ?2)";
    db.query_row(sql, [credit_code, person], |row| row.get(0))
}
