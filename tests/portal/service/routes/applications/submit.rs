//! Submitting, exactly once.

use super::claims;
use crate::service::applications::{by_number, number_of_correction, number_of_key, Kept};
use crate::service::extract::{header_text, parse_json, require_json, Raw, Who};
use crate::service::routes::people::may_act_for;
use crate::service::state::day_of;
use crate::service::{companies, departments, ids, registers, seed, Portal, Refusal};
use axum::extract::State;
use axum::http::{header, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use mianzheng::consent::Outcome;
use mianzheng::item::{Audience, Item};
use mianzheng::portal::{ProblemKind, Receipt, ResultDocument, Status, SubmittedSum};
use mianzheng::submission::{self, Became, Payload, PayloadDocument};
use rusqlite::Transaction;

/// The most bytes of a submission.
pub const MOST_BYTES: usize = 1_000_000;

/// Submits an application
///
/// The same key with the same bytes gives the first receipt again, however often it is sent. A submission that was
/// refused leaves no trace of its key.
#[utoipa::path(
    post,
    path = "/applications",
    operation_id = "submitApplication",
    tag = "applications",
    params(("Idempotency-Key" = String, Header, description = "Made by the client, new for every content.", pattern = "^[A-Za-z0-9_-]{16,64}$")),
    request_body = Payload,
    responses(
        (status = 201, description = "Accepted, now or before.", body = Receipt,
            headers(("Location" = String, description = "The application's address."))),
        (status = 403, description = "The enterprise is not one that this person may act for."),
        (status = 409, description = "The key is being worked on, or the attempt that this one corrects was accepted."),
        (status = 422, description = "The submission breaks rules of the item, or the key came with another body before."),
    )
)]
pub async fn submit_application(
    State(portal): State<Portal>,
    who: Who,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response, Refusal> {
    let key = idempotency_key(&headers)?;
    require_json(&headers)?;
    let working = portal.running.begin(&running_key(&who, &key)).ok_or_else(still_running)?;
    let shared = portal.clone();
    let submit = move |db: &Transaction<'_>| {
        let _working = working;
        match earlier_receipt(db, &who, &key, &ids::sha256_hex(&body))? {
            Some(receipt) => Ok(receipt),
            None => {
                refuse_corrected(db, &who, &key)?;
                accept(db, &shared, &who, (&key, &body))
            }
        }
    };
    let receipt = portal.db.write(submit).await?;
    let location = format!("{}/applications/{}", crate::service::BASE, receipt.number);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], axum::Json(receipt)).into_response())
}

/// Under which name a key is worked on.
pub fn running_key(who: &Who, key: &str) -> String {
    format!("{}@{}/{key}", who.person, who.scope)
}

/// The refusal of a key that is being worked on.
pub fn still_running() -> Refusal {
    Refusal::new(ProblemKind::StillRunning, "这一份正在提交，请稍等。")
}

/// The key of a request, which has to be there.
pub fn idempotency_key(headers: &HeaderMap) -> Result<String, Refusal> {
    let missing = || Refusal::new(ProblemKind::KeyMissing, "提交要带 Idempotency-Key。");
    let key = header_text(headers, "idempotency-key").ok_or_else(missing)?;
    let fits = (16..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !fits {
        return Err(Refusal::bad_request("Idempotency-Key 应是 16 到 64 个字母、数字、- 或 _。"));
    }
    Ok(key.to_owned())
}

/// The receipt that was given for this key before.
fn earlier_receipt(db: &Transaction<'_>, who: &Who, key: &str, digest: &str) -> Result<Option<Receipt>, Refusal> {
    let Some(number) = number_of_key(db, (&who.person, &who.scope), key)? else {
        return Ok(None);
    };
    let receipt = by_number(db, &number)?.ok_or_else(Refusal::not_found)?.receipt;
    if receipt.digest != digest {
        return Err(Refusal::new(ProblemKind::KeyReused, "这个提交编号已经提交过别的内容。"));
    }
    Ok(Some(receipt))
}

fn accept(db: &Transaction<'_>, portal: &Portal, who: &Who, (key, body): (&str, &[u8])) -> Result<Receipt, Refusal> {
    let payload: Payload = parse_json(body)?;
    refuse_correction_of_accepted(db, who, &payload)?;
    let unknown = || Refusal::refused_at("item", "没有这个事项，或者它的版本不对，请重新打开。");
    let item = portal.pack.item(&payload.item.code, payload.item.version)?.ok_or_else(unknown)?;
    let audience = audience(db, who, &payload)?;
    let today = day_of(who.now);
    if !item.open.is_empty() && !item.open.iter().any(|period| period.from <= today && today <= period.until) {
        return Err(Refusal::refused_at("item", "现在不是这件事的申请时间。"));
    }
    if !item.audience.contains(&audience) {
        return Err(Refusal::refused_at("enterprise", "这个事项不是给这类申请人办的。"));
    }
    let mut errors = submission::check(&item, &payload, audience, who.now);
    errors.extend(claims::errors(db, who, &item, &payload)?);
    if !errors.is_empty() {
        return Err(Refusal::refused(errors));
    }
    let item = submission::as_applied(&item, &payload, audience, who.now);
    let receipt = receipt(db, portal, who, (&item, &payload, key, body))?;
    let text = std::str::from_utf8(body).map_err(|_| Refusal::bad_request("内容不是 UTF-8。"))?;
    let mut kept = Kept::received(&who.person, &who.scope, payload, receipt, day_of(who.now));
    kept.joint = companies::begin(&item, &kept.payload, who.now);
    kept.insert(db, text)?;
    kept.note(db, who.now, "政务服务门户", "收到您的申请。")?;
    if let Some(result) = kept.receipt.result.clone() {
        let note = format!("{}已开具。", result.name);
        (kept.status, kept.result) = (Status::Done, Some(result));
        kept.update(db)?;
        kept.note(db, who.now, &item.department.name.zh, &note)?;
    }
    Ok(kept.receipt)
}

fn refuse_correction_of_accepted(db: &Transaction<'_>, who: &Who, payload: &Payload) -> Result<(), Refusal> {
    for earlier in &payload.earlier_keys {
        if let Some(number) = number_of_key(db, (&who.person, &who.scope), earlier)? {
            return Err(already(&number));
        }
    }
    Ok(())
}

/// An attempt that was on its way while its correction overtook it.
fn refuse_corrected(db: &Transaction<'_>, who: &Who, key: &str) -> Result<(), Refusal> {
    match number_of_correction(db, (&who.person, &who.scope), key)? {
        Some(number) => Err(already(&number)),
        None => Ok(()),
    }
}

fn already(number: &str) -> Refusal {
    Refusal::new(ProblemKind::WrongState, format!("另一次其实已经提交成功，办件编号 {number}。"))
}

/// For whom it is submitted.
fn audience(db: &Transaction<'_>, who: &Who, payload: &Payload) -> Result<Audience, Refusal> {
    match &payload.enterprise {
        None => Ok(Audience::Person),
        Some(enterprise) if may_act_for(db, &who.person, enterprise)? => Ok(Audience::Organisation),
        Some(_) => Err(Refusal::new(ProblemKind::Forbidden, "您不是这家单位登记的办事人。")),
    }
}

fn receipt(
    db: &Transaction<'_>,
    portal: &Portal,
    who: &Who,
    (item, payload, key, body): (&Item, &Payload, &str, &[u8]),
) -> Result<Receipt, Refusal> {
    let day = day_of(who.now);
    let number = ids::application_number(day, next_serial(db, &ids::number_prefix(day))?);
    let result = instant_result(db, portal, who, (item, payload, &number))?;
    let next = if result.is_some() { Vec::new() } else { departments::steps_ahead(item, &portal.pack.calendar(), day) };
    Ok(Receipt {
        query_code: ids::query_code(),
        key: key.to_owned(),
        digest: ids::sha256_hex(body),
        received_at: who.now,
        item: item.code.clone(),
        item_version: item.version,
        item_name: item.name.zh.clone(),
        department: item.department.name.zh.clone(),
        sum: sum(payload),
        documents: payload.documents.clone(),
        next,
        result,
        number,
    })
}

/// One more than the day's highest.
fn next_serial(db: &Transaction<'_>, prefix: &str) -> Result<u32, Refusal> {
    let sql = "SELECT coalesce(max(CAST(substr(number, length(?1) + 1) AS INTEGER)), 0) + 1 FROM applications
               WHERE substr(number, 1, length(?1)) = ?1";
    Ok(db.query_row(sql, [prefix], |row| row.get(0))?)
}

/// What the portal issues without staff; nothing where a register does not say yes or somebody has to look at a document,
/// so that staff take over.
fn instant_result(
    db: &Transaction<'_>,
    portal: &Portal,
    who: &Who,
    (item, payload, number): (&Item, &Payload, &str),
) -> Result<Option<ResultDocument>, Refusal> {
    let settled = |document: &PayloadDocument| match document.became {
        Became::Cancelled | Became::Fetched | Became::Committed => true,
        Became::DepartmentAsks | Became::HandedIn | Became::AtCounter | Became::Deferred => false,
    };
    if !item.result.instant || !payload.documents.iter().all(settled) {
        return Ok(None);
    }
    if let Some(source) = seed::decider(&item.code) {
        let is_down = portal.faults.register_is_down(source, &who.scope, &who.person);
        let outcome = registers::ask_for_portal(db, source, &who.person, who.now)?;
        if is_down || !matches!(outcome, Outcome::Found { .. }) {
            return Ok(None);
        }
    }
    let applicant = departments::applicant(db, &who.person, payload)?;
    Ok(Some(departments::result(item, number, &applicant, who.now)))
}

/// `required − waived − deferred = handed in`.
fn sum(payload: &Payload) -> SubmittedSum {
    let count = |counted: &[Became]| {
        let documents = payload.documents.iter().filter(|document| counted.contains(&document.became));
        u16::try_from(documents.count()).unwrap_or(u16::MAX)
    };
    let waived = count(&[Became::Cancelled, Became::Fetched, Became::Committed, Became::DepartmentAsks]);
    let (deferred, handed_in) = (count(&[Became::Deferred]), count(&[Became::HandedIn, Became::AtCounter]));
    SubmittedSum { required: waived + deferred + handed_in, waived, deferred, handed_in }
}
