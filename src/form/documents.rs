//! What became of each document: the citizen's decision, the register's answer, the way taken instead.

use super::engine::{Form, Touch};
use super::plan::DocumentIx;
use super::{Answer, FieldKey};
use crate::consent::{Decision, Outcome, Provenance, Registered};
use crate::ident::Instant;
use crate::item::{Failure, Holder, Waiver, Way};
use serde::{Deserialize, Serialize};

/// What is known about one document of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
            let state = &self.documents[*ix];
            state.applies
                && self.may_ask(*ix)
                && state.record.asking_since.is_none()
                && state.record.outcome.is_none()
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
            let slot = self.slot(&FieldKey::of(&*supply.question)).filter(|slot| slot.visible)?;
            Some((supply.field.clone(), super::show::canonical(slot.answer.valid()?)))
        };
        sends.iter().map(value).collect()
    }

    /// Why the planned waiver of the document with this id did not come about, as far as is known.
    pub fn document_failure(&self, id: &str) -> Option<Failure> {
        self.documents[self.plan.document_ix(id)?].failure
    }

    /// Why the document's planned waiver did not come about, as far as is known.
    pub(super) fn find_failure(&self, ix: DocumentIx) -> Option<Failure> {
        let record = &self.documents[ix].record;
        if !can_fail(&self.item.documents[ix].waiver) {
            return None;
        }
        if let Some(Decision::Refused { .. }) = record.decision {
            return Some(Failure::Refused);
        }
        if self.lacks_authority(ix) {
            return Some(Failure::NoAuthority);
        }
        record.outcome.as_ref().and_then(Outcome::failure)
    }

    /// The fallback that is taken: the citizen's choice or, where one only is left, that one without asking. Nothing while
    /// the citizen has not chosen.
    pub(super) fn find_way(&self, ix: DocumentIx, failure: Failure) -> Option<usize> {
        let fallbacks = &self.item.documents[ix].fallbacks;
        let mut ways = (0..fallbacks.len()).filter(|way| fallbacks[*way].answers(failure));
        match self.documents[ix].record.way {
            Some(way) => ways.find(|other| *other == way),
            None => ways.next().filter(|_| ways.next().is_none()),
        }
    }

    /// Whether the citizen agreed that the register is asked, and may.
    fn may_ask(&self, ix: DocumentIx) -> bool {
        let agreed = matches!(self.documents[ix].record.decision, Some(Decision::Agreed { .. }));
        agreed && self.item.documents[ix].waiver.source().is_some() && !self.lacks_authority(ix)
    }

    /// Whether the register holds a record of the applicant's, for whom somebody else acts.
    fn lacks_authority(&self, ix: DocumentIx) -> bool {
        let source = self.item.documents[ix].waiver.source().and_then(|id| self.item.source(id));
        source.is_some_and(|source| source.holder == Holder::Applicant) && self.acts_for_another()
    }

    /// Whether the person at the screen acts for somebody else.
    pub fn acts_for_another(&self) -> bool {
        let Some(question) = &self.item.agent_question else { return false };
        let slot = self.slot(&FieldKey::of(&**question)).filter(|slot| slot.visible);
        let answer = slot.and_then(|slot| slot.answer.valid());
        matches!(answer, Some(super::Value::Choice(choice)) if choice != "self")
    }

    /// The way that is taken for a failed document. Nothing while the citizen has not chosen.
    pub(super) fn way(&self, ix: DocumentIx) -> Option<&Way> {
        self.documents[ix].way.map(|way| &self.item.documents[ix].fallbacks[way].way)
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
        match (&self.item.documents[ix].waiver, self.documents[ix].failure) {
            (Waiver::Commitment { commitment }, None) => Some(commitment),
            _ => match self.way(ix)? {
                Way::Commitment { commitment } => Some(commitment),
                Way::Upload | Way::DepartmentCheck { .. } | Way::Deferred { .. } | Way::Counter { .. } => None,
            },
        }
    }

    pub(super) fn apply_document(&mut self, ix: DocumentIx, event: DocumentEvent, touch: &mut Touch) {
        let may_ask = self.may_ask(ix) || matches!(self.item.documents[ix].waiver, Waiver::Reuse { .. });
        let record = &mut self.documents[ix].record;
        match event {
            DocumentEvent::Decide(decision @ Decision::Refused { .. }) => {
                *record = DocumentRecord { decision: Some(decision), ..DocumentRecord::default() };
                self.withdraw_supplies(ix, touch);
            }
            DocumentEvent::Decide(decision @ Decision::Agreed { .. }) => record.decision = Some(decision),
            DocumentEvent::Reconsider => *record = DocumentRecord::default(),
            DocumentEvent::Asking(at) => {
                if may_ask {
                    record.asking_since = Some(at);
                    record.outcome = None;
                }
            }
            DocumentEvent::NotAsked => record.asking_since = None,
            DocumentEvent::Answered(outcome) => {
                record.asking_since = None;
                // An answer that comes after the citizen took the consent back is not taken.
                if may_ask {
                    record.way = None;
                    record.outcome = Some(outcome);
                    self.supply(ix, touch);
                }
            }
            DocumentEvent::TakeWay(way) => record.way = Some(way),
            DocumentEvent::LeaveWay => record.way = None,
        }
        touch.document(ix);
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
        let Some(id) = self.slot_id(field).filter(|id| !self.planned(*id).is_only_shown()) else { return };
        if text.is_empty() && self.slots[id].answer.provenance.as_ref() == Some(&provenance) {
            let exposed = self.slots[id].answer.exposed;
            self.slots[id].answer = Answer { exposed, ..self.first_answer(self.slots[id].question) };
            return touch.answer(id);
        }
        let Ok(value) = self.parse(id, text) else { return };
        let answer = &mut self.slots[id].answer;
        if answer.is_touched() {
            if !matches!(provenance, Provenance::Register { .. }) {
                return;
            }
            // What agrees with the citizen is no contradiction, unless the citizen has just begun to correct it.
            let corrected = answer.registered.as_ref().is_some_and(|registered| registered.value == value);
            let differs = answer.valid() != Some(&value);
            answer.registered = (differs || corrected).then_some(Registered { value, provenance });
        } else if answer.provenance.as_ref().is_none_or(|origin| precedence(&provenance) <= precedence(origin)) {
            let (value, provenance) = (Some(value), Some(provenance));
            *answer = Answer { value, provenance, exposed: answer.exposed, ..Answer::default() };
        } else {
            return;
        }
        touch.answer(id);
    }

    /// After a refusal what the register supplied is given back; what the citizen typed stays.
    fn withdraw_supplies(&mut self, ix: DocumentIx, touch: &mut Touch) {
        let document = self.item.documents[ix].id.clone();
        let from_here = |provenance: &Provenance| matches!(provenance, Provenance::Register { document: id, .. } if *id == document);
        for id in 0..self.slots.len() {
            let answer = &self.slots[id].answer;
            if answer.provenance.as_ref().is_some_and(from_here) {
                self.slots[id].answer = self.first_answer(self.slots[id].question);
                touch.answer(id);
            } else if answer.registered.as_ref().is_some_and(|registered| from_here(&registered.provenance)) {
                self.slots[id].answer.registered = None;
                touch.answer(id);
            }
        }
    }
}

/// Whether the waiver needs somebody's agreement or answer. The others hold by themselves.
fn can_fail(waiver: &Waiver) -> bool {
    match waiver {
        Waiver::Licence { .. }
        | Waiver::DataCheck { .. }
        | Waiver::IssuedOnline { .. }
        | Waiver::Commitment { .. }
        | Waiver::Reuse { .. } => true,
        Waiver::Cancelled | Waiver::DepartmentCheck { .. } | Waiver::Deferred { .. } | Waiver::None { .. } => false,
    }
}

/// Who comes first keeps the field: the citizen, then registers, the account, the definition. A figure that is worked out
/// gives way to whatever somebody says.
fn precedence(provenance: &Provenance) -> u8 {
    match provenance {
        Provenance::Citizen => 0,
        Provenance::Register { .. } => 1,
        Provenance::Account => 2,
        Provenance::Default => 3,
        Provenance::Computed => 4,
    }
}

impl Touch {
    /// The document's line changed, and with it what reads the document.
    pub(super) fn document(&mut self, ix: DocumentIx) {
        self.documents.push(ix);
    }
}
