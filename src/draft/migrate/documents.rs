//! What becomes of decisions, outcomes and ways taken: they stay as long as the same register is asked for the same.

use super::answers::Move;
use crate::consent::Provenance;
use crate::draft::{ToCheck, Why};
use crate::form::{Answer, DocumentRecord, FieldKey};
use crate::item::{Document, Supply, Text, Waiver, Way};
use std::collections::BTreeMap;

impl Move<'_> {
    /// The new id of a document whose consent still covers what is asked: the same register, purpose, holder and fields.
    pub fn register(&self, id: &str) -> Option<String> {
        let to = self.names.document(id);
        let (was, is) = (self.old.document(id)?, self.new.document(&to)?);
        let covered = match (was.waiver.source(), is.waiver.source()) {
            (Some(old), Some(new)) => {
                let (old, new) = (self.old.source(old)?, self.new.source(new)?);
                let covers = |field: &str| old.fields.iter().any(|known| known.id == field);
                old.id == new.id
                    && old.holder == new.holder
                    && old.purpose.zh == new.purpose.zh
                    && old.fields.len() == new.fields.len()
                    && new.fields.iter().all(|field| covers(&field.id))
            }
            (None, None) => self.is_same_promise(&was.waiver, &is.waiver),
            (Some(_), None) | (None, Some(_)) => false,
        };
        (covered && was.waiver.kind() == is.waiver.kind()).then_some(to)
    }

    /// Waivers that ask no register: a refusal to sign holds for the same commitment.
    fn is_same_promise(&self, was: &Waiver, is: &Waiver) -> bool {
        match (was, is) {
            (Waiver::Commitment { commitment: old }, Waiver::Commitment { commitment: new }) => {
                self.names.commitment(old) == *new
            }
            (_, _) => true,
        }
    }

    /// Moves what is known about a document.
    pub fn document(&mut self, id: &str, record: DocumentRecord, answers: &BTreeMap<FieldKey, Answer>) {
        let record = DocumentRecord { asking_since: None, ..record };
        if record == DocumentRecord::default() {
            return;
        }
        let Some(to) = self.register(id) else {
            let gone = self.new.document(&self.names.document(id)).is_none();
            return self.name(id, String::new(), if gone { Why::NotAsked } else { Why::AskRegisterAgain });
        };
        let (Some(was), Some(is)) = (self.old.document(id), self.new.document(&to)) else { return };
        let outcome = record.outcome.filter(|_| self.says_the_same(was, is, answers));
        let way = record.way.and_then(|way| self.way(was, is, way));
        if let (Some(old), None) = (record.way, way) {
            let label = was.fallbacks.get(old).map(|fallback| fallback.label.zh.clone());
            self.name(id, label.unwrap_or_default(), Why::WayGone);
        }
        let moved = DocumentRecord { decision: record.decision, asking_since: None, outcome, way };
        if moved != DocumentRecord::default() {
            self.form.documents.insert(to, moved);
        }
    }

    /// Whether the register's answer still answers: it was sent the same and fills the same questions. If not, the register
    /// is asked again under the same consent.
    fn says_the_same(&self, was: &Document, is: &Document, answers: &BTreeMap<FieldKey, Answer>) -> bool {
        let same = |old: &[Supply], new: &[Supply]| {
            let has = |supply: &Supply, question: &str| {
                new.iter().any(|other| other.field == supply.field && other.question == question)
            };
            old.len() == new.len()
                && old.iter().all(|supply| self.goes(&supply.question).is_some_and(|question| has(supply, question)))
        };
        // What was sent, and is not there as it was, is another question to the register.
        let is_as_sent = |supply: &Supply| {
            let sent = answers.get(&FieldKey::of(&*supply.question)).and_then(|answer| answer.value.as_ref());
            let Some(to) = self.goes(&supply.question) else { return false };
            let moved = self.form.answers.get(&FieldKey::of(&**to));
            sent.is_none() || is_engines(answers, supply) || moved.is_some_and(|answer| answer.value.is_some())
        };
        let (sent_then, sent_now) = (sent(&was.waiver), sent(&is.waiver));
        same(&was.supplies, &is.supplies) && same(sent_then, sent_now) && sent_then.iter().all(is_as_sent)
    }

    /// The fallback that is the same way on: preferably for the same failures.
    fn way(&self, was: &Document, is: &Document, way: usize) -> Option<usize> {
        let taken = was.fallbacks.get(way)?;
        let taken_way = match &taken.way {
            Way::Commitment { commitment } => Way::Commitment { commitment: self.names.commitment(commitment) },
            way @ (Way::Upload | Way::DepartmentCheck { .. } | Way::Deferred { .. } | Way::Counter { .. }) => {
                way.clone()
            }
        };
        let same =
            |on: bool| is.fallbacks.iter().position(|other| other.way == taken_way && (!on || other.on == taken.on));
        same(true).or_else(|| same(false))
    }

    fn name(&mut self, id: &str, value: String, why: Why) {
        let label = self.old.document(id).map_or_else(|| Text::new(id, id), |document| document.name.clone());
        let entry = ToCheck {
            number: 0,
            version: self.old.version,
            field: FieldKey::of(id),
            page: None,
            label,
            row: None,
            value,
            earlier: None,
            files: Vec::new(),
            why,
            done: false,
        };
        self.note(self.place_of_document(id), entry);
    }
}

/// What a check is sent.
fn sent(waiver: &Waiver) -> &[Supply] {
    match waiver {
        Waiver::DataCheck { sends, .. } => sends,
        _ => &[],
    }
}

/// A value that the engine put there, and puts there again.
fn is_engines(answers: &BTreeMap<FieldKey, Answer>, supply: &Supply) -> bool {
    let answer = answers.get(&FieldKey::of(&*supply.question));
    matches!(answer.and_then(|answer| answer.provenance.as_ref()), Some(Provenance::Default | Provenance::Computed))
}
