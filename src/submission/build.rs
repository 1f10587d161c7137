//! From a form to a payload. Hidden answers are not in it.

use super::payload::{
    Became, Payload, PayloadAnswer, PayloadCommitment, PayloadDocument, PayloadItem, PayloadPage, PayloadRow,
    PAYLOAD_FORMAT,
};
use crate::consent::{Decision, Outcome, Provenance};
use crate::form::{show, DoneBy, FieldKey, Form, LineState, Value};
use crate::ident::Instant;
use crate::item::{Kind, Question};
use crate::portal::Terminal;

/// What a payload needs besides the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// Now, by server time.
    pub made_at: Instant,
    /// The device.
    pub terminal: Terminal,
    /// The enterprise applied for.
    pub enterprise: Option<String>,
    /// The keys of the attempts that this one corrects.
    pub earlier_keys: Vec<String>,
}

/// Makes the payload of a form. Whether the form may be submitted is [`Form::is_ready`]'s to say.
pub fn build(form: &Form, circumstances: Circumstances) -> Payload {
    let item = form.item();
    let situation = PayloadPage {
        id: "situation".to_owned(),
        title: "您的情形".to_owned(),
        answers: answers(form, &item.situations),
    };
    let pages = form.pages().into_iter().map(|page| PayloadPage {
        answers: answers(form, &item.pages[page.index].questions),
        id: page.id,
        title: page.title,
    });
    Payload {
        format: PAYLOAD_FORMAT,
        item: PayloadItem {
            code: item.code.clone(),
            portal_code: item.portal_code.clone(),
            version: item.version,
            name: item.name.zh.clone(),
        },
        made_at: circumstances.made_at,
        terminal: circumstances.terminal,
        enterprise: circumstances.enterprise,
        earlier_keys: circumstances.earlier_keys,
        parts: form.parts().into_iter().map(|part| part.id.clone()).collect(),
        pages: std::iter::once(situation).filter(|page| !page.answers.is_empty()).chain(pages).collect(),
        documents: documents(form),
        commitments: commitments(form),
        declaration: item.declaration.zh.clone(),
    }
}

fn answers(form: &Form, questions: &[Question]) -> Vec<PayloadAnswer> {
    questions.iter().filter_map(|question| answer(form, question, None)).collect()
}

/// One answer as it is submitted; nothing for a question that is not asked.
pub fn answer(form: &Form, question: &Question, row: Option<u32>) -> Option<PayloadAnswer> {
    let view = form.field(&FieldKey { question: question.id.clone(), row })?;
    if !view.visible {
        return None;
    }
    let rows = match &question.kind {
        Kind::Group { questions, .. } => {
            let row = |id: &u32| PayloadRow {
                id: *id,
                answers: questions.iter().filter_map(|question| answer(form, question, Some(*id))).collect(),
            };
            form.rows(&question.id).iter().map(row).collect()
        }
        _ => Vec::new(),
    };
    Some(PayloadAnswer {
        question: question.id.clone(),
        label: question.short_label().zh.clone(),
        shown: view.value.as_ref().map_or_else(String::new, |value| show(question, value)),
        value: view.value,
        provenance: view.provenance.unwrap_or(Provenance::Citizen),
        registered: view.registered,
        rows,
    })
}

fn documents(form: &Form) -> Vec<PayloadDocument> {
    let line = |line: crate::form::Line| {
        let document = form.item().document(&line.document)?;
        let record = form.document_record(&line.document)?;
        let consent_id = match &record.decision {
            Some(Decision::Agreed { consent_id, .. }) => consent_id.clone(),
            Some(Decision::Refused { .. }) | None => None,
        };
        let (became, number, as_of, files) = match line.state {
            LineState::Done(DoneBy::Cancelled) => (Became::Cancelled, None, None, Vec::new()),
            LineState::Done(DoneBy::Fetched { as_of, number, .. }) => {
                (Became::Fetched, number, Some(as_of), Vec::new())
            }
            LineState::Done(DoneBy::Signed { .. }) => (Became::Committed, None, None, Vec::new()),
            LineState::Done(DoneBy::DepartmentAsks) => (Became::DepartmentAsks, None, None, Vec::new()),
            LineState::Done(DoneBy::HandedIn { files }) => (Became::HandedIn, None, None, files),
            LineState::Deferred { .. } => (Became::Deferred, None, None, Vec::new()),
            LineState::AtCounter => (Became::AtCounter, None, None, Vec::new()),
            // Not ready: left out, and refused by the check on either side.
            LineState::Promised
            | LineState::Asking { .. }
            | LineState::ToSign
            | LineState::Failed { .. }
            | LineState::ToHandIn => return None,
        };
        Some(PayloadDocument {
            document: document.id.clone(),
            name: document.name.zh.clone(),
            waiver: line.kind,
            became,
            failure: form.document_failure(&document.id),
            consent_id,
            number,
            as_of: as_of.or_else(|| record.outcome.as_ref().map(Outcome::as_of)),
            files,
        })
    };
    form.ledger().lines.into_iter().filter_map(line).collect()
}

fn commitments(form: &Form) -> Vec<PayloadCommitment> {
    let signed = |(id, field): (String, FieldKey)| {
        let commitment = form.item().commitment(&id)?;
        let Some(Value::Signature { name, at }) = form.field(&field)?.value else { return None };
        let texts = commitment.told.iter().chain(&commitment.promised).chain(&commitment.consequences);
        Some(PayloadCommitment {
            commitment: id,
            title: commitment.title.zh.clone(),
            text: texts.map(|text| text.zh.as_str()).collect::<Vec<_>>().join("\n"),
            signed_name: name,
            signed_at: at,
        })
    };
    form.commitments().into_iter().filter_map(signed).collect()
}
