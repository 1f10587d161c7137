//! What a control is told: everything about its field and nothing about the form.

use super::engine::{Form, SlotId};
use super::plan::{Place, PlannedCheck};
use super::show::canonical;
use super::{FieldKey, Problem, RowId, Value};
use crate::consent::{Provenance, Registered};
use crate::item::{Choice, Kind, Question, Severity};

/// What a control is told about its field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldView {
    /// Whether it is on the page at all.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// The text of the control: as typed until the field is left and while it is invalid, canonical otherwise.
    pub text: String,
    /// The valid value.
    pub value: Option<Value>,
    /// The problem that the citizen has been told about, as long as it is there.
    pub problem: Option<Problem>,
    /// Where the answer came from.
    pub provenance: Option<Provenance>,
    /// What a register holds where the citizen says something else.
    pub registered: Option<Registered>,
    /// The options that are offered now, by their index.
    pub offered: Vec<usize>,
    /// What rules of the item say here while nothing is wrong with the answer itself.
    pub notes: Vec<Note>,
}

/// What a rule says at a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// The rule's index in the item's checks.
    pub check: usize,
    /// A hint, or that the item is not for this person.
    pub severity: Severity,
}

/// A page with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageView {
    /// Its index in the item.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// Its title in Chinese.
    pub title: String,
}

/// A row of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RowView {
    /// Its stable id.
    pub id: RowId,
    /// Counted from one.
    pub number: usize,
}

impl FieldView {
    /// Whether anybody said anything here: what an item has in place from the start is nobody's answer.
    pub fn is_answered(&self) -> bool {
        !self.text.is_empty() && !matches!(self.provenance, Some(Provenance::Default))
    }

    /// Whether the answer is only shown: a register supplied it and nobody has contradicted it, or it was worked out.
    pub fn is_prefilled(&self) -> bool {
        self.value.is_some() && matches!(self.provenance, Some(Provenance::Register { .. } | Provenance::Computed))
    }
}

impl Form {
    /// What the control of a field is told. Nothing for a field that does not exist (any more).
    pub fn field(&self, field: &FieldKey) -> Option<FieldView> {
        let id = self.slot_id(field)?;
        let slot = &self.slots[id];
        let planned = self.planned(id);
        let options: &[Choice] = match &planned.question.kind {
            Kind::Choice { options } | Kind::Choices { options, .. } => options,
            _ => &[],
        };
        let offered = (0..options.len()).filter(|ix| self.offers(id, &options[*ix].id)).collect();
        let speaks = |check: &&PlannedCheck| {
            let live = match check.severity {
                Severity::Hint | Severity::Stop => true,
                Severity::Error => false,
            };
            live && slot.visible && self.holds(&check.when, slot.row)
        };
        let notes = planned.checks.iter().map(|ix| &self.plan.checks[*ix]).filter(speaks);
        let answer = &slot.answer;
        Some(FieldView {
            visible: slot.visible,
            required: self.is_required(id),
            text: answer.text.clone().or_else(|| answer.value.as_ref().map(canonical)).unwrap_or_default(),
            value: answer.valid().cloned(),
            problem: self.shown_problem(id),
            provenance: answer.provenance.clone(),
            registered: answer.registered.clone(),
            offered,
            notes: notes.map(|check| Note { check: check.index, severity: check.severity }).collect(),
        })
    }

    /// The problem that was shown, unless something elsewhere has mended it. While a text is invalid, what was said about it
    /// stays until the field is left.
    fn shown_problem(&self, id: SlotId) -> Option<Problem> {
        let answer = &self.slots[id].answer;
        let shown = answer.shown.as_ref()?;
        let is_still_so = || match answer.problem {
            Some(_) => self.slots[id].visible,
            None => self.problem(id).as_ref() == Some(shown),
        };
        is_still_so().then(|| shown.clone())
    }

    /// The definition of a field's question.
    pub fn question(&self, field: &FieldKey) -> Option<&Question> {
        self.plan.question_ix(&field.question).map(|ix| &self.plan.questions[ix].question)
    }

    /// The visible pages, in order. A page whose questions are all hidden is none.
    pub fn pages(&self) -> Vec<PageView> {
        let visible = (0..self.pages.len()).filter(|ix| self.pages[*ix].is_visible());
        visible
            .map(|index| {
                let page = &self.item.pages[index];
                PageView { index, id: page.id.clone(), title: page.title.zh.clone() }
            })
            .collect()
    }

    /// Whether a page is visible now.
    pub fn page_is_visible(&self, id: &str) -> bool {
        self.item.pages.iter().zip(&self.pages).any(|(page, state)| page.id == id && state.is_visible())
    }

    /// The page on which a field stands: a page's id, or `situation`, `documents`, `commitments`.
    pub fn page_of(&self, field: &FieldKey) -> Option<&str> {
        let ix = self.plan.question_ix(&field.question)?;
        Some(match self.plan.questions[ix].place {
            Place::Situation => "situation",
            Place::Page(page) => &self.item.pages[page].id,
            Place::Files(_) => "documents",
            Place::Signature => "commitments",
        })
    }

    /// Whether a question comes up because of another one on its page, and stands behind it.
    pub fn follows_up(&self, field: &FieldKey) -> bool {
        let Some(planned) = self.plan.question_ix(&field.question).map(|ix| &self.plan.questions[ix]) else {
            return false;
        };
        let mut same_page = false;
        if let Some(condition) = &planned.question.visible {
            condition.questions(&mut |id| {
                same_page |= self.plan.question_ix(id).is_some_and(|ix| self.plan.questions[ix].place == planned.place);
            });
        }
        same_page
    }

    /// The commitments that are to be signed now, with their signature fields.
    pub fn commitments(&self) -> Vec<(String, FieldKey)> {
        let wanted = self.plan.signatures.iter().filter(|(_, ix)| self.is_shown(*ix, None));
        wanted.map(|(id, ix)| (id.clone(), FieldKey::of(&*self.plan.questions[*ix].question.id))).collect()
    }

    /// A group's rows, numbered from one.
    pub fn row_views(&self, group: &str) -> Vec<RowView> {
        let rows = self.plan.question_ix(group).map_or(&[][..], |ix| self.rows_of(ix));
        rows.iter().zip(1..).map(|(id, number)| RowView { id: *id, number }).collect()
    }

    pub(super) fn is_shown(&self, question: usize, row: Option<RowId>) -> bool {
        self.index.get(&(question, row)).is_some_and(|id| self.slots[*id].visible)
    }
}
