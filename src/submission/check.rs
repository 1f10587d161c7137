//! Checking a payload against its item, as the portal does: the answers are put into the same engine that the app uses,
//! and what the engine refuses is refused. A payload proves nothing about itself: whether a register really answered is
//! the portal's to compare with its own records.

use super::payload::{Became, Payload, PayloadAnswer, PayloadDocument};
use super::PAYLOAD_FORMAT;
use crate::consent::{Decision, Outcome, Record};
use crate::form::{Answer, Context, DocumentRecord, FieldKey, Form, FormState, Value};
use crate::i18n;
use crate::ident::{Instant, CHINA_OFFSET_MINUTES};
use crate::item::{Audience, Failure, Item, Way};
use crate::portal::ProblemField;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wrong with a payload, question by question; nothing when it may be accepted.
pub fn check(item: &Item, payload: &Payload, audience: Audience, now: Instant) -> Vec<ProblemField> {
    if payload.format != PAYLOAD_FORMAT || payload.item.code != item.code || payload.item.version != item.version {
        return vec![problem("item", None, "这件事的版本对不上，请刷新后再交")];
    }
    let form = form_of(item, payload, audience, now);
    let mut problems: Vec<ProblemField> = form
        .validate()
        .into_iter()
        .map(|finding| {
            let message = match form.question(&finding.field) {
                Some(question) => i18n::problem(item, question, &finding.problem),
                None => "这一项没有填好".to_owned(),
            };
            problem(&finding.field.question, finding.field.row, &message)
        })
        .collect();
    problems.extend(unasked(&form, payload));
    problems.extend(other_parts(&form, payload));
    problems.extend(unsettled(&form, payload));
    problems.extend(stopped(&form));
    problems
}

/// The item as the payload applies for it: limits, result and steps of its situation.
pub fn as_applied(item: &Item, payload: &Payload, audience: Audience, now: Instant) -> Item {
    form_of(item, payload, audience, now).item_as_applied()
}

/// The form that a payload describes.
fn form_of(item: &Item, payload: &Payload, audience: Audience, now: Instant) -> Form {
    let context = Context { today: now.civil(CHINA_OFFSET_MINUTES), audience };
    Form::restore(Arc::new(item.clone()), context, state_of(item, payload, now))
}

/// The answers that a payload describes, as a draft holds them.
pub fn state_of(item: &Item, payload: &Payload, now: Instant) -> FormState {
    let mut state = FormState::default();
    for answer in payload.pages.iter().flat_map(|page| &page.answers) {
        take(answer, None, &mut state);
    }
    for document in &payload.documents {
        state.documents.insert(document.document.clone(), record_of(item, document, now));
        if !document.files.is_empty() {
            let files = Value::Files(document.files.clone());
            state.answers.insert(FieldKey::of(format!("{}.files", document.document)), answered(files));
        }
    }
    for commitment in &payload.commitments {
        let signature = Value::Signature { name: commitment.signed_name.clone(), at: commitment.signed_at };
        state.answers.insert(FieldKey::of(format!("{}.signature", commitment.commitment)), answered(signature));
    }
    state
}

fn take(answer: &PayloadAnswer, row: Option<u32>, state: &mut FormState) {
    for child in &answer.rows {
        state.rows.entry(answer.question.clone()).or_default().push(child.id);
        child.answers.iter().for_each(|answer| take(answer, Some(child.id), state));
    }
    // An answer without a value is one that was left or made empty: its default does not come back.
    let field = FieldKey { question: answer.question.clone(), row };
    let (value, provenance) = (answer.value.clone(), Some(answer.provenance.clone()));
    state.answers.insert(field, Answer { value, provenance, ..Answer::default() });
}

fn answered(value: Value) -> Answer {
    Answer { value: Some(value), ..Answer::default() }
}

/// What the payload says about a document, as the engine keeps it.
fn record_of(item: &Item, document: &PayloadDocument, now: Instant) -> DocumentRecord {
    let at = document.as_of.unwrap_or(now);
    let agreed = Decision::Agreed { consent_id: document.consent_id.clone(), at };
    let outcome = match (document.became, document.failure) {
        (Became::Fetched, _) => {
            let record = Record { number: None, issuer: String::new(), valid_until: None, fields: BTreeMap::new() };
            Some(Outcome::Found { record, as_of: at })
        }
        (_, None | Some(Failure::Refused | Failure::NoAuthority)) => None,
        (_, Some(Failure::NotFound)) => Some(Outcome::NotFound { as_of: at }),
        (_, Some(Failure::Expired)) => Some(Outcome::Expired { on: at.civil(CHINA_OFFSET_MINUTES), as_of: at }),
        (_, Some(Failure::Suspended)) => Some(Outcome::Suspended { on: at.civil(CHINA_OFFSET_MINUTES), as_of: at }),
        (_, Some(Failure::Revoked)) => Some(Outcome::Revoked { on: at.civil(CHINA_OFFSET_MINUTES), as_of: at }),
        (_, Some(Failure::Mismatch)) => Some(Outcome::Mismatch { differences: Vec::new(), as_of: at }),
        (_, Some(Failure::RegisterDown)) => Some(Outcome::RegisterDown { as_of: at }),
    };
    let decision = match document.failure {
        Some(Failure::Refused) => Decision::Refused { at },
        _ => agreed,
    };
    let fits = |way: &Way| match (way, document.became) {
        (Way::Upload, Became::HandedIn)
        | (Way::Commitment { .. }, Became::Committed)
        | (Way::DepartmentCheck { .. }, Became::DepartmentAsks)
        | (Way::Deferred { .. }, Became::Deferred)
        | (Way::Counter { .. }, Became::AtCounter) => true,
        (
            Way::Upload
            | Way::Commitment { .. }
            | Way::DepartmentCheck { .. }
            | Way::Deferred { .. }
            | Way::Counter { .. },
            _,
        ) => false,
    };
    let way = document.failure.and_then(|failure| {
        let fallbacks = &item.document(&document.document)?.fallbacks;
        fallbacks.iter().position(|fallback| fallback.answers(failure) && fits(&fallback.way))
    });
    DocumentRecord { decision: Some(decision), asking_since: None, outcome, way }
}

/// Answers to questions that are not asked in this situation, or that do not exist.
fn unasked(form: &Form, payload: &Payload) -> Vec<ProblemField> {
    let mut problems = Vec::new();
    for answer in payload.pages.iter().flat_map(|page| &page.answers) {
        let asked = form.field(&FieldKey::of(&*answer.question)).is_some_and(|view| view.visible);
        if !asked {
            problems.push(problem(&answer.question, None, "这一题不用填，请刷新后再交"));
        }
    }
    problems
}

/// The parts that are applied for are those that the answers say, in the item's order.
fn other_parts(form: &Form, payload: &Payload) -> Option<ProblemField> {
    let said = form.parts().into_iter().map(|part| &part.id).eq(&payload.parts);
    (!said).then(|| problem("parts", None, "报的几样和填的对不上，请刷新后再交"))
}

/// Documents that apply and of which nothing, or the wrong thing, became.
fn unsettled(form: &Form, payload: &Payload) -> Vec<ProblemField> {
    let said = |id: &str| payload.documents.iter().any(|document| document.document == id);
    let lines = form.ledger().lines.into_iter();
    let mut problems: Vec<ProblemField> = lines
        .filter(|line| !line.state.is_settled() || !said(&line.document))
        .map(|line| problem(&line.document, None, "这份材料还没有着落，请回到免证清单看一下"))
        .collect();
    let applies = |id: &str| form.ledger().lines.iter().any(|line| line.document == id);
    for document in payload.documents.iter().filter(|document| !applies(&document.document)) {
        problems.push(problem(&document.document, None, "这份材料不用交，请刷新后再交"));
    }
    problems
}

/// Rules that say that this item is not for this person.
fn stopped(form: &Form) -> Vec<ProblemField> {
    let item = form.item();
    let stops = item.checks.iter().filter(|check| check.severity == crate::item::Severity::Stop);
    let speaks = |check: &&crate::item::Check| {
        let view = form.field(&FieldKey::of(&*check.at));
        view.is_some_and(|view| view.notes.iter().any(|note| item.checks[note.check].id == check.id))
    };
    stops.filter(speaks).map(|check| problem(&check.at, None, &check.message.zh)).collect()
}

fn problem(question: &str, row: Option<u32>, message: &str) -> ProblemField {
    ProblemField { question: question.to_owned(), row, message: message.to_owned() }
}
