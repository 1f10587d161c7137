//! A form of which only some questions can be answered: what a department asks for after the submission. The others stay,
//! because conditions read them.

use super::engine::Form;
use super::plan::QuestionIx;
use super::Edit;
use crate::consent::Provenance;

impl Form {
    /// From now on only these questions take edits, a group with its rows; everything else is closed.
    pub fn open_only<'a>(&mut self, questions: impl IntoIterator<Item = &'a str>) {
        self.open = Some(questions.into_iter().filter_map(|id| self.plan.question_ix(id)).collect());
    }

    /// Whether an edit falls on what is open. What the portal says about a file that is there already is no edit of a person.
    pub(super) fn takes(&self, edit: &Edit) -> bool {
        let Some(open) = &self.open else { return true };
        let question = match edit {
            Edit::Type { field, .. }
            | Edit::Choose { field, .. }
            | Edit::Toggle { field, .. }
            | Edit::PickRegion { field, .. }
            | Edit::Attach { field, .. }
            | Edit::Detach { field, .. }
            | Edit::Sign { field, .. }
            | Edit::Leave { field }
            | Edit::Correct { field }
            | Edit::Revert { field } => &field.question,
            Edit::AddRow { group } | Edit::RemoveRow { group, .. } => group,
            // What is worked out from open answers follows them.
            Edit::Prefill { field, provenance: Provenance::Computed, .. } => &field.question,
            Edit::Uploaded { .. } => return true,
            Edit::Prefill { .. } | Edit::Document { .. } => return false,
        };
        self.plan.question_ix(question).is_some_and(|ix| self.is_open(open, ix))
    }

    fn is_open(&self, open: &[QuestionIx], ix: QuestionIx) -> bool {
        open.contains(&ix) || self.plan.questions[ix].group.is_some_and(|group| open.contains(&group))
    }
}
