//! What a submission claims and only the portal can know: that registers answered so, and that files arrived whole.

use crate::service::extract::Who;
use crate::service::registers::last_outcome;
use crate::service::routes::consents::valid_consent;
use crate::service::Refusal;
use mianzheng::consent::{Outcome, Provenance, Record};
use mianzheng::form::{FileRef, Value};
use mianzheng::item::Item;
use mianzheng::portal::{ProblemField, ProblemKind};
use mianzheng::submission::{Became, Payload, PayloadAnswer, PayloadDocument};
use rusqlite::{params, OptionalExtension, Transaction};
use std::collections::BTreeMap;

/// Every claim that does not hold.
pub fn errors(db: &Transaction<'_>, who: &Who, item: &Item, payload: &Payload) -> Result<Vec<ProblemField>, Refusal> {
    let mut errors = Vec::new();
    let mut records = BTreeMap::new();
    for document in &payload.documents {
        if document.became == Became::Fetched {
            match backing(db, who, payload, document)? {
                Some(record) => drop(records.insert(document.document.as_str(), record)),
                None => errors.push(error(&document.document, None, "取到的资料对不上，请回到免证清单重新取一次。")),
            }
        }
        errors.extend(missing_files(db, who, &document.document, &document.files)?);
    }
    for (row, answer) in answers(payload) {
        if !is_as_registered(item, &records, answer) {
            let message = "这一项与登记的不一样，请重新取一次，或者改成自己填。";
            errors.push(error(&answer.question, row, message));
        }
        if let Some(Value::Files(files)) = &answer.value {
            errors.extend(missing_files(db, who, &answer.question, files)?);
        }
    }
    Ok(errors)
}

/// The record that the portal gave to this session for this document, if the claim fits it.
fn backing(
    db: &Transaction<'_>,
    who: &Who,
    payload: &Payload,
    document: &PayloadDocument,
) -> Result<Option<Record>, Refusal> {
    let Some(consent_id) = &document.consent_id else {
        return Ok(None);
    };
    let consent = match valid_consent(db, who, consent_id) {
        Err(refusal) if refusal.0.kind == ProblemKind::ConsentRequired => return Ok(None),
        other => other?,
    };
    let asked = &consent.request;
    let holder_fits = asked.enterprise.is_none() || asked.enterprise == payload.enterprise;
    if asked.item != payload.item.code || asked.document != document.document || !holder_fits {
        return Ok(None);
    }
    match last_outcome(db, consent_id)? {
        Some(Outcome::Found { record, as_of }) if document.number == record.number && document.as_of == Some(as_of) => {
            Ok(Some(record))
        }
        Some(_) | None => Ok(None),
    }
}

/// All answers, with their row where they stand in a group.
fn answers(payload: &Payload) -> impl Iterator<Item = (Option<u32>, &PayloadAnswer)> {
    payload.pages.iter().flat_map(|page| &page.answers).flat_map(|answer| {
        let rows = answer.rows.iter().flat_map(|row| row.answers.iter().map(|answer| (Some(row.id), answer)));
        std::iter::once((None, answer)).chain(rows)
    })
}

/// What is said to come from a register is what the register said.
fn is_as_registered(item: &Item, records: &BTreeMap<&str, Record>, answer: &PayloadAnswer) -> bool {
    let claimed = [
        answer.value.as_ref().map(|value| (value, &answer.provenance)),
        answer.registered.as_ref().map(|registered| (&registered.value, &registered.provenance)),
    ];
    claimed.into_iter().flatten().all(|(value, provenance)| match provenance {
        Provenance::Citizen | Provenance::Account | Provenance::Default | Provenance::Computed => true,
        Provenance::Register { document, .. } => {
            let record = records.get(document.as_str());
            let supplies = item.document(document).map(|document| document.supplies.as_slice()).unwrap_or_default();
            let supplied = supplies.iter().find(|supply| supply.question == answer.question);
            let registered = record.zip(supplied).and_then(|(record, supply)| record.fields.get(&supply.field));
            registered.is_some_and(|registered| text(value).as_ref() == Some(registered))
        }
    })
}

/// A value as registers write it; nothing for what no register supplies.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Choice(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::YesNo(true) => Some("yes".to_owned()),
        Value::YesNo(false) => Some("no".to_owned()),
        Value::Region { code, name } if name.is_empty() => Some(code.clone()),
        Value::Region { code, name } => Some(format!("{code} {name}")),
        Value::Choices(_) | Value::Files(_) | Value::Signature { .. } => None,
    }
}

fn missing_files(
    db: &Transaction<'_>,
    who: &Who,
    question: &str,
    files: &[FileRef],
) -> Result<Vec<ProblemField>, Refusal> {
    let sql = "SELECT EXISTS (SELECT 1 FROM attachments
               WHERE id = ?1 AND person = ?2 AND scope = ?3 AND sha256 = ?4 AND length(bytes) = ?5)";
    let mut errors = Vec::new();
    for file in files {
        let there: Option<bool> = db
            .query_row(sql, params![file.uploaded, who.person, who.scope, file.sha256, file.size_bytes], |row| {
                row.get(0)
            })
            .optional()?;
        if there != Some(true) {
            errors.push(error(question, None, "文件没有传上来，请再传一次。"));
        }
    }
    Ok(errors)
}

fn error(question: &str, row: Option<u32>, message: &str) -> ProblemField {
    ProblemField { question: question.to_owned(), row, message: message.to_owned() }
}
