//! What became of each document: the citizen's decision, the register's answer, the way taken instead.

use super::engine::{Form, Touch};
use super::plan::DocumentIx;
use super::FieldKey;
use crate::consent::{Decision, Outcome, Provenance, Registered};
use crate::ident::Instant;
use crate::item::{Failure, Holder, Waiver, Way};
use serde::{Deserialize, Serialize};

/// What is known about one document of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRecord {
    /// What the citizen decided about its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Since when the register is being asked. Not stored: after a reload it is asked again.
    #[serde(skip)]
    pub asking_since: Option<Instant>,
    /// What the register answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Which fallback the citizen took: its index in the definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<usize>,
}

/// A signature under a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The name as typed.
    pub name: String,
    /// When.
    pub at: Instant,
}

/// What can happen to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentEvent {
    /// The citizen decided about its source, or about a commitment: refusing means handing it in.
    Decide(Decision),
    /// The citizen has to decide again (改成同意).
    Reconsider,
    /// The register is being asked.
    Asking(Instant),
    /// The register could not be asked (no network, signed out); it will be asked again.
    NotAsked,
    /// The register answered.
    Answered(Outcome),
    /// The citizen takes a way on: a fallback's index.
    TakeWay(usize),
    /// The citizen goes back on the way taken.
    LeaveWay,
}

impl Form {
    /// What is known about the document with this id.
    pub fn document_record(&self, id: &str) -> Option<&DocumentRecord> {
        self.plan.document_ix(id).map(|ix| &self.documents[ix].record)
    }

    /// Documents whose register should be asked now: agreed to, applying, everything to be sent is there, no answer yet.
    pub fn askable(&self) -> Vec<String> {
        let asks = |ix: &DocumentIx| {
            let (state, document) = (&self.documents[*ix], &self.item.documents[*ix]);
            state.applies
                && document.waiver.source().is_some()
                && matches!(state.record.decision, Some(Decision::Agreed { .. }))
                && state.record.asking_since.is_none()
                && state.record.outcome.is_none()
                && self.failure(*ix).is_none()
                && self.values_to_send(*ix).is_some()
        };
        (0..self.documents.len()).filter(asks).map(|ix| self.item.documents[ix].id.clone()).collect()
    }

    /// The values that a check sends, by the source's field; nothing while one is missing.
    pub fn check_values(&self, document: &str) -> Option<Vec<(String, String)>> {
        self.values_to_send(self.plan.document_ix(document)?)
    }

    fn values_to_send(&self, ix: DocumentIx) -> Option<Vec<(String, String)>> {
        let Waiver::DataCheck { sends, .. } = &self.item.documents[ix].waiver else { return Some(Vec::new()) };
        let value = |supply: &crate::item::Supply| {
            let slot = self.slot(&FieldKey::of(&*supply.question))?;
            Some((supply.field.clone(), super::show::canonical(slot.answer.valid()?)))
        };
        sends.iter().map(value).collect()
    }

    /// Why the planned waiver of the document with this id did not come about, as far as is known.
    pub fn document_failure(&self, id: &str) -> Option<Failure> {
        self.failure(self.plan.document_ix(id)?)
    }

    /// Why the document's planned waiver did not come about, as far as is known.
    pub(super) fn failure(&self, ix: DocumentIx) -> Option<Failure> {
        let record = &self.documents[ix].record;
        let document = &self.item.documents[ix];
        if let Some(Decision::Refused { .. }) = record.decision {
            return Some(Failure::Refused);
        }
        let source = document.waiver.source().and_then(|id| self.item.source(id));
        if source.is_some_and(|source| source.holder == Holder::Applicant) && self.acts_for_another() {
            return Some(Failure::NoAuthority);
        }
        record.outcome.as_ref().and_then(Outcome::failure)
    }

    /// Whether the person at the screen acts for somebody else.
    pub fn acts_for_another(&self) -> bool {
        let Some(question) = &self.item.agent_question else { return false };
        let answer = self.slot(&FieldKey::of(&**question)).and_then(|slot| slot.answer.valid());
        matches!(answer, Some(super::Value::Choice(choice)) if choice != "self")
    }

    /// The way that is taken for a failed document. Nothing while the citizen has not chosen.
    pub(super) fn way(&self, ix: DocumentIx) -> Option<&Way> {
        let failure = self.failure(ix)?;
        let fallback = self.item.documents[ix].fallbacks.get(self.documents[ix].record.way?)?;
        fallback.answers(failure).then_some(&fallback.way)
    }

    /// Whether files are to be handed in for the document.
    pub(super) fn wants_files(&self, ix: DocumentIx) -> bool {
        self.documents[ix].applies
            && match &self.item.documents[ix].waiver {
                Waiver::None { .. } => true,
                _ => matches!(self.way(ix), Some(Way::Upload)),
            }
    }

    /// The commitment that is to be signed for the document.
    pub(super) fn wanted_commitment(&self, ix: DocumentIx) -> Option<&str> {
        if !self.documents[ix].applies {
            return None;
        }
        match (&self.item.documents[ix].waiver, self.failure(ix)) {
            (Waiver::Commitment { commitment }, None) => Some(commitment),
            _ => match self.way(ix)? {
                Way::Commitment { commitment } => Some(commitment),
                Way::Upload | Way::DepartmentCheck { .. } | Way::Deferred { .. } | Way::Counter { .. } => None,
            },
        }
    }

    pub(super) fn apply_document(&mut self, ix: DocumentIx, event: DocumentEvent, touch: &mut Touch) {
        let record = &mut self.documents[ix].record;
        match event {
            DocumentEvent::Decide(decision) => {
                if matches!(decision, Decision::Refused { .. }) {
                    record.outcome = None;
                    record.asking_since = None;
                    record.way = None;
                    record.decision = Some(decision);
                    self.withdraw_supplies(ix, touch);
                } else {
                    record.decision = Some(decision);
                }
                self.default_way(ix);
            }
            DocumentEvent::Reconsider => {
                record.decision = None;
                record.outcome = None;
                record.way = None;
            }
            DocumentEvent::Asking(at) => {
                record.asking_since = Some(at);
                record.outcome = None;
            }
            DocumentEvent::NotAsked => record.asking_since = None,
            DocumentEvent::Answered(outcome) => {
                record.asking_since = None;
                record.way = None;
                record.outcome = Some(outcome);
                self.supply(ix, touch);
                self.default_way(ix);
            }
            DocumentEvent::TakeWay(way) => record.way = Some(way),
            DocumentEvent::LeaveWay => record.way = None,
        }
        touch.document(ix);
    }

    /// Where one way only is left, nobody is asked which.
    fn default_way(&mut self, ix: DocumentIx) {
        let Some(failure) = self.failure(ix) else { return };
        let mut ways = (0..).zip(&self.item.documents[ix].fallbacks).filter(|(_, fallback)| fallback.answers(failure));
        if let (Some((only, _)), None) = (ways.next(), ways.next()) {
            self.documents[ix].record.way = Some(only);
        }
    }

    /// Fills the questions that the document supplies. A touched field keeps its answer and learns what is registered.
    fn supply(&mut self, ix: DocumentIx, touch: &mut Touch) {
        let document = &self.item.documents[ix];
        let (Some(source), Some(Outcome::Found { record, as_of })) =
            (document.waiver.source(), &self.documents[ix].record.outcome)
        else {
            return;
        };
        let provenance = Provenance::Register {
            document: document.id.clone(),
            source: source.clone(),
            number: record.number.clone(),
            as_of: *as_of,
        };
        let supplied: Vec<(FieldKey, String)> = (document.supplies.iter())
            .filter_map(|supply| Some((FieldKey::of(&*supply.question), record.fields.get(&supply.field)?.clone())))
            .collect();
        for (field, text) in supplied {
            self.prefill(&field, &text, provenance.clone(), touch);
        }
    }

    /// What a register says in its own words is not trusted blindly: a text that the question cannot hold is left out.
    pub(super) fn prefill(&mut self, field: &FieldKey, text: &str, provenance: Provenance, touch: &mut Touch) {
        let Some(id) = self.slot_id(field) else { return };
        let Ok(value) = self.parse(id, text) else { return };
        let answer = &mut self.slots[id].answer;
        let from_register = matches!(provenance, Provenance::Register { .. });
        if answer.is_touched() && (answer.value.is_some() || answer.text.is_some()) {
            let differs = answer.value.as_ref() != Some(&value);
            answer.registered = (from_register && differs).then_some(Registered { value, provenance });
        } else if from_register || !matches!(answer.provenance, Some(Provenance::Register { .. })) {
            answer.value = Some(value);
            answer.text = None;
            answer.problem = None;
            answer.shown = None;
            answer.registered = None;
            answer.provenance = Some(provenance);
        } else {
            return;
        }
        touch.answer(id);
    }

    /// After a refusal what the register supplied is given back; what the citizen typed stays.
    fn withdraw_supplies(&mut self, ix: DocumentIx, touch: &mut Touch) {
        let id = &self.item.documents[ix].id;
        let from_here = |provenance: &Provenance| matches!(provenance, Provenance::Register { document, .. } if document == id);
        for slot_id in 0..self.slots.len() {
            let answer = &mut self.slots[slot_id].answer;
            if answer.registered.as_ref().is_some_and(|registered| from_here(&registered.provenance)) {
                answer.registered = None;
                touch.answer(slot_id);
            }
            if answer.provenance.as_ref().is_some_and(from_here) {
                *answer = super::Answer::default();
                touch.answer(slot_id);
            }
        }
    }
}

impl Touch {
    /// The document's line changed, and with it what reads the document.
    pub(super) fn document(&mut self, ix: DocumentIx) {
        self.documents.push(ix);
    }
}
