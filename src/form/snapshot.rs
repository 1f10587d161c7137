//! What a draft stores of a form, and how it is loaded again.

use super::engine::{Form, SlotId};
use super::{Answer, DocumentRecord, FieldKey, RowId};
use crate::item::{DocumentId, QuestionId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// A form's answers, rows and documents; everything else follows from them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FormState {
    /// Answers by field; empty ones are left out.
    pub answers: BTreeMap<FieldKey, Answer>,
    /// The rows of each group, in order.
    pub rows: BTreeMap<QuestionId, RowsState>,
    /// The row id that is given out next.
    #[serde(default)]
    pub next_row: RowId,
    /// What became of each document; untouched ones are left out.
    pub documents: BTreeMap<DocumentId, DocumentRecord>,
}

/// The rows of a group.
pub type RowsState = Vec<RowId>;

/// What a stored state holds and this version of the item does not.
#[derive(Debug, Clone, Default)]
pub(super) struct Orphans {
    answers: BTreeMap<FieldKey, Answer>,
    rows: BTreeMap<QuestionId, RowsState>,
    documents: BTreeMap<DocumentId, DocumentRecord>,
}

impl Form {
    /// What a draft stores.
    pub fn state(&self) -> FormState {
        let answers = self.live_slots().filter(|id| !self.slots[*id].answer.is_empty());
        let answers = answers.map(|id| (self.key(id), self.slots[id].answer.stored()));
        let rows = self.rows.iter().map(|(ix, rows)| (self.plan.questions[*ix].question.id.clone(), rows.clone()));
        let documents = self.item.documents.iter().zip(&self.documents);
        let documents = documents
            .map(|(document, state)| {
                (document.id.clone(), DocumentRecord { asking_since: None, ..state.record.clone() })
            })
            .filter(|(_, record)| *record != DocumentRecord::default());
        let orphans = self.orphans.clone();
        FormState {
            answers: answers.chain(orphans.answers).collect(),
            rows: rows.chain(orphans.rows).collect(),
            next_row: self.next_row,
            documents: documents.chain(orphans.documents).collect(),
        }
    }

    /// Loads a stored state into a new form.
    pub(super) fn load(&mut self, state: FormState) {
        self.load_rows(state.rows);
        for (field, answer) in state.answers {
            match self.slot_id(&field) {
                Some(id) => {
                    self.slots[id].answer = answer.stored();
                    self.read_again(id);
                }
                None => {
                    self.orphans.answers.insert(field, answer);
                }
            }
        }
        for (id, record) in state.documents {
            match self.plan.document_ix(&id) {
                Some(ix) => self.documents[ix].record = DocumentRecord { asking_since: None, ..record },
                None => {
                    self.orphans.documents.insert(id, record);
                }
            }
        }
        self.next_row = self.next_row.max(state.next_row).max(self.after_orphans());
        for group in self.plan.groups() {
            if !self.rows.contains_key(&group) {
                self.make_first_rows(group);
            }
        }
    }

    /// Takes stored rows. An id that stands there twice is taken once, so that it means one row.
    fn load_rows(&mut self, stored: BTreeMap<QuestionId, RowsState>) {
        let mut taken = HashSet::new();
        for (group, rows) in stored {
            let Some(ix) = self.plan.question_ix(&group).filter(|ix| self.plan.questions[*ix].is_group()) else {
                self.orphans.rows.insert(group, rows);
                continue;
            };
            self.rows.entry(ix).or_default();
            // The last id is never given out: there would be no next one.
            for row in rows.into_iter().filter(|row| *row != RowId::MAX && taken.insert(*row)) {
                self.insert_row(ix, row);
                self.next_row = self.next_row.max(row + 1);
            }
        }
    }

    /// The row id after those of everything that was kept aside, which therefore never meets a new row.
    fn after_orphans(&self) -> RowId {
        let answers = self.orphans.answers.keys().filter_map(|field| field.row);
        let rows = answers.chain(self.orphans.rows.values().flatten().copied());
        rows.filter_map(|row| row.checked_add(1)).max().unwrap_or(0)
    }

    /// Reads a text as typed again: what was invalid under another definition or on another day may be valid now.
    pub(super) fn read_again(&mut self, id: SlotId) {
        let Some(text) = self.slots[id].answer.text.take() else { return };
        let read = self.parse(id, &text);
        self.slots[id].answer.take_text(text, read);
    }
}
