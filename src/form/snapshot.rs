//! What a draft stores of a form, and how it is loaded again.

use super::engine::Form;
use super::{Answer, DocumentRecord, FieldKey, RowId};
use crate::item::{DocumentId, QuestionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A form's answers, rows and documents; everything else follows from them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

impl Form {
    /// What a draft stores.
    pub fn state(&self) -> FormState {
        let answers = (0..self.slots.len())
            .filter(|id| self.index.get(&(self.slots[*id].question, self.slots[*id].row)) == Some(id))
            .filter(|id| !self.slots[*id].answer.is_empty())
            .map(|id| (self.key(id), self.slots[id].answer.clone()))
            .chain(self.orphans.iter().map(|(key, answer)| (key.clone(), answer.clone())))
            .collect();
        let rows = self.rows.iter().map(|(ix, rows)| (self.plan.questions[*ix].question.id.clone(), rows.clone()));
        let documents = self.item.documents.iter().zip(&self.documents);
        FormState {
            answers,
            rows: rows.collect(),
            next_row: self.next_row,
            documents: documents
                .filter(|(_, state)| state.record != DocumentRecord::default())
                .map(|(document, state)| (document.id.clone(), state.record.clone()))
                .collect(),
        }
    }

    /// Loads a stored state into a new form.
    pub(super) fn load(&mut self, state: FormState) {
        for (group, rows) in state.rows {
            let Some(ix) = self.plan.question_ix(&group) else { continue };
            for row in self.rows_of(ix).to_vec() {
                self.drop_row(ix, row);
            }
            for row in rows {
                self.insert_row(ix, row);
                self.next_row = self.next_row.max(row + 1);
            }
        }
        self.next_row = self.next_row.max(state.next_row);
        for (field, answer) in state.answers {
            match self.slot_id(&field) {
                Some(id) => self.load_answer(id, answer),
                None => {
                    self.orphans.insert(field, answer);
                }
            }
        }
        for (id, record) in state.documents {
            if let Some(ix) = self.plan.document_ix(&id) {
                self.documents[ix].record = record;
            }
        }
    }

    fn load_answer(&mut self, id: super::engine::SlotId, answer: Answer) {
        let problem = match &answer.text {
            Some(text) => self.parse(id, text).err().filter(|problem| *problem != super::Problem::Missing),
            None => None,
        };
        self.slots[id].answer = Answer { problem, ..answer };
    }
}
