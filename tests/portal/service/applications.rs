//! Applications (办件) as the database keeps them.

use super::companies::{self, Joint};
use super::{departments, Portal, Refusal};
use mianzheng::ident::{CivilDate, Instant};
use mianzheng::portal::{Application, ApplicationEvent, Rating, Receipt, ResultDocument, Status, SupplementRequest};
use mianzheng::submission::Payload;
use rusqlite::{params, OptionalExtension, Row, Transaction};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::collections::BTreeMap;

const COLUMNS: &str = "number, person, scope, payload, receipt, status, steps_done, steps_from, steps_within,
                       supplement, result, rating, joint";

/// One application.
pub struct Kept {
    /// 办件编号
    pub number: String,
    /// Who submitted it.
    pub person: String,
    /// In which scope.
    pub scope: String,
    /// What was submitted.
    pub payload: Payload,
    /// What was answered.
    pub receipt: Receipt,
    /// Where it stands.
    pub status: Status,
    /// How many of the item's steps have happened.
    pub steps_done: u32,
    /// From which day the steps that are left count.
    pub steps_from: CivilDate,
    /// How many of a step's working days had passed on that day.
    pub steps_within: u16,
    /// What is asked of the applicant; kept when it was answered, so that nobody is asked twice.
    pub supplement: Option<SupplementRequest>,
    /// What was issued.
    pub result: Option<ResultDocument>,
    /// The rating given.
    pub rating: Option<Rating>,
    /// The companies' tracks, for a joint application.
    pub joint: Option<Joint>,
}

impl Kept {
    /// A new application that counts from the day on which it was received.
    pub fn received(person: &str, scope: &str, payload: Payload, receipt: Receipt, day: CivilDate) -> Self {
        Self {
            number: receipt.number.clone(),
            person: person.to_owned(),
            scope: scope.to_owned(),
            payload,
            result: None,
            status: Status::Received,
            receipt,
            steps_done: 0,
            steps_from: day,
            steps_within: 0,
            supplement: None,
            rating: None,
            joint: None,
        }
    }

    /// Writes a new one. `payload_text` is kept byte by byte.
    pub fn insert(&self, db: &Transaction<'_>, payload_text: &str) -> Result<(), Refusal> {
        let Receipt { key, digest, received_at, .. } = &self.receipt;
        let (receipt, from) = (serde_json::to_string(&self.receipt)?, self.steps_from.to_string());
        db.execute(
            "INSERT INTO applications (number, person, scope, idempotency_key, digest, payload, receipt, status,
                 received_ms, steps_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                self.number,
                self.person,
                self.scope,
                key,
                digest,
                payload_text,
                receipt,
                word(&self.status)?,
                received_at.unix_ms(),
                from
            ],
        )?;
        self.update(db)
    }

    /// Writes what has changed.
    pub fn update(&self, db: &Transaction<'_>) -> Result<(), Refusal> {
        db.execute(
            "UPDATE applications SET status = ?2, steps_done = ?3, steps_from = ?4, steps_within = ?5, supplement = ?6,
                 result = ?7, rating = ?8, joint = ?9 WHERE number = ?1",
            params![
                self.number,
                word(&self.status)?,
                self.steps_done,
                self.steps_from.to_string(),
                self.steps_within,
                json(&self.supplement)?,
                json(&self.result)?,
                json(&self.rating)?,
                json(&self.joint)?,
            ],
        )?;
        Ok(())
    }

    /// Notes that something happened; `self` must stand where it stands from then on.
    pub fn note(&self, db: &Transaction<'_>, at: Instant, by: &str, note: &str) -> Result<(), Refusal> {
        db.execute(
            "INSERT INTO events (application, at_ms, status, author, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![self.number, at.unix_ms(), word(&self.status)?, by, note],
        )?;
        Ok(())
    }

    /// As the contract shows it.
    pub fn shown(self, db: &Transaction<'_>, portal: &Portal) -> Result<Application, Refusal> {
        let (parts, survey) = companies::shown(db, portal, &self)?;
        let next = departments::next_step(portal, &self)?;
        let application = Application {
            events: events(db, &self.number)?,
            supplemented: supplement_keys(db, &self.number)?.remove("").unwrap_or_default(),
            supplement: self.supplement.filter(|_| self.status == Status::WaitingForYou),
            withdrawable: is_withdrawable(self.status),
            rated: self.rating.map(|rating| rating.stars),
            result: self.result,
            status: self.status,
            receipt: self.receipt,
            next,
            parts,
            survey,
        };
        Ok(companies::with_next(application))
    }
}

/// Only what no department has taken up can be taken back.
pub fn is_withdrawable(status: Status) -> bool {
    status == Status::Received
}

/// The application with this number.
pub fn by_number(db: &Transaction<'_>, number: &str) -> Result<Option<Kept>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM applications WHERE number = ?1");
    let found = db.query_row(&sql, [number], |row| Ok(read(row))).optional()?;
    found.transpose()
}

/// The number of the application that answered this key.
pub fn number_of_key(db: &Transaction<'_>, owner: (&str, &str), key: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT number FROM applications WHERE person = ?1 AND scope = ?2 AND idempotency_key = ?3";
    Ok(db.query_row(sql, params![owner.0, owner.1, key], |row| row.get(0)).optional()?)
}

/// The number of the application that corrects the attempt under this key.
pub fn number_of_correction(db: &Transaction<'_>, owner: (&str, &str), key: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT number FROM applications WHERE person = ?1 AND scope = ?2
               AND EXISTS (SELECT 1 FROM json_each(payload, '$.earlier_keys') WHERE value = ?3)";
    Ok(db.query_row(sql, params![owner.0, owner.1, key], |row| row.get(0)).optional()?)
}

/// What was submitted, byte for byte.
pub fn submitted_text(db: &Transaction<'_>, number: &str) -> Result<String, Refusal> {
    Ok(db.query_row("SELECT payload FROM applications WHERE number = ?1", [number], |row| row.get(0))?)
}

/// The keys of the supplements that were accepted, by part; those of the whole application under no part.
pub fn supplement_keys(db: &Transaction<'_>, number: &str) -> Result<BTreeMap<String, Vec<String>>, Refusal> {
    let sql = "SELECT coalesce(part, ''), idempotency_key FROM supplements
               WHERE application = ?1 AND idempotency_key IS NOT NULL ORDER BY id";
    let mut rows = db.prepare(sql)?;
    let rows = rows.query_map([number], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut keys = BTreeMap::<String, Vec<String>>::new();
    for row in rows {
        let (part, key) = row?;
        keys.entry(part).or_default().push(key);
    }
    Ok(keys)
}

/// When the applicant was last asked for something.
pub fn asked_at(db: &Transaction<'_>, number: &str) -> Result<Option<Instant>, Refusal> {
    let pauses = [word(&Status::WaitingForYou)?, word(&Status::Suspended)?];
    let sql = "SELECT max(at_ms) FROM events WHERE application = ?1 AND status IN (?2, ?3)";
    let at: Option<i64> = db.query_row(sql, params![number, pauses[0], pauses[1]], |row| row.get(0))?;
    Ok(at.map(Instant::from_unix_ms))
}

fn read(row: &Row<'_>) -> Result<Kept, Refusal> {
    let status: String = row.get("status")?;
    let from: String = row.get("steps_from")?;
    Ok(Kept {
        number: row.get("number")?,
        person: row.get("person")?,
        scope: row.get("scope")?,
        payload: serde_json::from_str(&row.get::<_, String>("payload")?)?,
        receipt: serde_json::from_str(&row.get::<_, String>("receipt")?)?,
        status: serde_json::from_value(status.into())?,
        steps_done: row.get("steps_done")?,
        steps_from: from.parse().map_err(|error| Refusal::internal(format_args!("stored date: {error}")))?,
        steps_within: row.get("steps_within")?,
        supplement: optional(row, "supplement")?,
        result: optional(row, "result")?,
        rating: optional(row, "rating")?,
        joint: optional(row, "joint")?,
    })
}

fn events(db: &Transaction<'_>, number: &str) -> Result<Vec<ApplicationEvent>, Refusal> {
    let mut rows = db.prepare("SELECT at_ms, status, author, note FROM events WHERE application = ?1 ORDER BY id")?;
    let rows = rows.query_map([number], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
    })?;
    let mut events = Vec::new();
    for row in rows {
        let (at_ms, status, by, note) = row?;
        let status = serde_json::from_value(status.into())?;
        events.push(ApplicationEvent { at: Instant::from_unix_ms(at_ms), status, by, note });
    }
    Ok(events)
}

fn optional<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<Option<T>, Refusal> {
    let text: Option<String> = row.get(column)?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn json<T: Serialize>(value: &Option<T>) -> Result<Option<String>, Refusal> {
    Ok(value.as_ref().map(serde_json::to_string).transpose()?)
}

/// The contract's word for a status.
fn word(status: &Status) -> Result<String, Refusal> {
    Ok(serde_json::to_value(status)?.as_str().unwrap_or_default().to_owned())
}
