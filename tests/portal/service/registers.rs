//! What a register answers about one holder, from the synthetic records. Each outcome is distinct.

use super::extract::Who;
use super::state::day_of;
use super::{Portal, Refusal};
use mianzheng::consent::{Difference, Outcome, Record};
use mianzheng::ident::{CivilDate, Instant};
use mianzheng::portal::Consent;
use rusqlite::{params, OptionalExtension, Transaction};
use std::collections::BTreeMap;

/// A record as the register keeps it.
struct Kept {
    record: Record,
    status: String,
    status_on: Option<CivilDate>,
}

/// Asks the consent's register, keeps the answer as evidence and returns it. `values` are compared, if there are any.
pub fn ask(
    db: &Transaction<'_>,
    portal: &Portal,
    (who, consent): (&Who, &Consent),
    values: &BTreeMap<String, String>,
) -> Result<Outcome, Refusal> {
    let request = &consent.request;
    let as_of = who.now;
    let outcome = if portal.faults.register_is_down(&request.source, &who.scope, &who.person) {
        Outcome::RegisterDown { as_of }
    } else {
        let holder = request.enterprise.as_ref().unwrap_or(&who.person);
        only_consented(judge(kept(db, &request.source, holder)?, values, as_of), &request.fields)
    };
    let stored = serde_json::to_string(&outcome)?;
    db.execute("INSERT INTO outcomes (consent, outcome) VALUES (?1, ?2)", params![consent.id, stored])?;
    Ok(outcome)
}

/// What a register says to the portal itself, without a consent of the citizen: the decision of an instant item.
pub fn ask_for_portal(db: &Transaction<'_>, source: &str, holder: &str, as_of: Instant) -> Result<Outcome, Refusal> {
    Ok(judge(kept(db, source, holder)?, &BTreeMap::new(), as_of))
}

/// The last answer that was given under a consent.
pub fn last_outcome(db: &Transaction<'_>, consent_id: &str) -> Result<Option<Outcome>, Refusal> {
    let sql = "SELECT outcome FROM outcomes WHERE consent = ?1 ORDER BY id DESC LIMIT 1";
    let found: Option<String> = db.query_row(sql, [consent_id], |row| row.get(0)).optional()?;
    Ok(found.map(|outcome| serde_json::from_str(&outcome)).transpose()?)
}

fn kept(db: &Transaction<'_>, source: &str, holder: &str) -> Result<Option<Kept>, Refusal> {
    let sql = "SELECT number, issuer, valid_until, fields, status, status_on FROM records
               WHERE source = ?1 AND holder = ?2";
    let date = |text: Option<String>| text.and_then(|text| text.parse::<CivilDate>().ok());
    let found = db
        .query_row(sql, [source, holder], |row| {
            let record = Record {
                number: row.get(0)?,
                issuer: row.get(1)?,
                valid_until: date(row.get(2)?),
                fields: BTreeMap::new(),
            };
            let kept = Kept { record, status: row.get(4)?, status_on: date(row.get(5)?) };
            Ok((kept, row.get::<_, String>(3)?))
        })
        .optional()?;
    let Some((mut kept, fields)) = found else {
        return Ok(None);
    };
    kept.record.fields = serde_json::from_str(&fields)?;
    Ok(Some(kept))
}

fn judge(kept: Option<Kept>, values: &BTreeMap<String, String>, as_of: Instant) -> Outcome {
    let Some(Kept { record, status, status_on }) = kept else {
        return Outcome::NotFound { as_of };
    };
    let on = status_on.unwrap_or_else(|| day_of(as_of));
    match (status.as_str(), record.valid_until) {
        ("revoked", _) => Outcome::Revoked { on, as_of },
        ("suspended", _) => Outcome::Suspended { on, as_of },
        (_, Some(last)) if last < day_of(as_of) => Outcome::Expired { on: last, as_of },
        _ => match differences(&record, values) {
            differences if differences.is_empty() => Outcome::Found { record, as_of },
            differences => Outcome::Mismatch { differences, as_of },
        },
    }
}

fn differences(record: &Record, values: &BTreeMap<String, String>) -> Vec<Difference> {
    let differs = |(field, given): (&String, &String)| {
        let registered = record.fields.get(field).cloned().unwrap_or_default();
        let (field, given) = (field.clone(), given.clone());
        (given.trim() != registered).then_some(Difference { field, given, registered })
    };
    values.iter().filter_map(differs).collect()
}

/// Nothing leaves that was not agreed to.
fn only_consented(mut outcome: Outcome, fields: &[String]) -> Outcome {
    if let Outcome::Found { record, .. } = &mut outcome {
        record.fields.retain(|field, _| fields.contains(field));
    }
    outcome
}
