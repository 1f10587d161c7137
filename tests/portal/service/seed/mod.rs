//! Synthetic people, enterprises and records. The county (area 369999) does not exist and the names are invented.

mod people;

pub use people::PEOPLE;

use rusqlite::{params, Transaction};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the registers hold; what only the joint application asks for stands apart.
const RECORDS: [&str; 2] = [include_str!("records.json"), include_str!("joint.json")];

/// Which register decides an instant item without staff, and what the decision says: the item's code, the register, the
/// sentence.
const DECIDERS: [(&str, &str, &str); 1] =
    [("369999-gongan-008", "criminal_record", "经查询违法犯罪记录信息，在开具之日以前未发现有犯罪记录。")];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    source: String,
    /// A person's id or a credit code.
    holder: String,
    number: Option<String>,
    issuer: String,
    valid_until: Option<String>,
    #[serde(default = "valid")]
    status: String,
    status_on: Option<String>,
    fields: BTreeMap<String, String>,
}

fn valid() -> String {
    "valid".to_owned()
}

/// The register that decides an instant item.
pub fn decider(item: &str) -> Option<&'static str> {
    DECIDERS.iter().find(|(code, _, _)| *code == item).map(|(_, source, _)| *source)
}

/// What a favourable decision says.
pub fn decision_sentence(item: &str) -> &'static str {
    DECIDERS
        .iter()
        .find(|(code, _, _)| *code == item)
        .map_or("经审核，符合条件，予以办理。", |(_, _, sentence)| sentence)
}

/// Whether departments ask this person for a supplement by themselves.
pub fn is_in_trouble(person: &str) -> bool {
    person == "p-zhaogq"
}

/// Whether there is anybody yet.
pub fn is_empty(db: &Transaction<'_>) -> rusqlite::Result<bool> {
    db.query_row("SELECT NOT EXISTS (SELECT 1 FROM people)", [], |row| row.get(0))
}

/// Writes the synthetic people with all that registers hold about them into an empty database.
pub fn sow(db: &Transaction<'_>) -> rusqlite::Result<()> {
    for person in &PEOPLE {
        db.execute(
            "INSERT INTO people (id, name, resident_id, phone, used_for) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![person.id, person.name, person.resident_id, person.phone, person.used_for],
        )?;
        if let Some((credit_code, name)) = person.enterprise {
            db.execute("INSERT INTO enterprises VALUES (?1, ?2, ?3)", params![credit_code, name, person.id])?;
        }
    }
    sow_records(db)
}

fn sow_records(db: &Transaction<'_>) -> rusqlite::Result<()> {
    let unreadable = |error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let mut records: Vec<Record> = Vec::new();
    for file in RECORDS {
        records.extend(serde_json::from_str::<Vec<Record>>(file).map_err(unreadable)?);
    }
    for record in records {
        let fields = serde_json::to_string(&record.fields).map_err(unreadable)?;
        let Record { source, holder, number, issuer, valid_until, status, status_on, .. } = record;
        db.execute(
            "INSERT INTO records (source, holder, number, issuer, valid_until, status, status_on, fields)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![source, holder, number, issuer, valid_until, status, status_on, fields],
        )?;
    }
    Ok(())
}

/// Empties everything and sows anew.
pub fn reset(db: &Transaction<'_>) -> rusqlite::Result<()> {
    let tables = [
        "hand_overs",
        "paid_accounts",
        "bookings",
        "supplements",
        "events",
        "applications",
        "attachments",
        "outcomes",
        "consents",
        "sms_codes",
        "sessions",
        "records",
        "enterprises",
        "people",
    ];
    for table in tables {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    sow(db)
}
