//! The engine's state: answers by field, rows, pages and documents. How one edit moves through it stands in
//! [`settle`](super::settle).

use super::parse::parse;
use super::plan::{DocumentIx, Plan, Planned, QuestionIx};
use super::snapshot::Orphans;
use super::{Answer, Changed, DocumentRecord, Edit, FieldKey, FormState, RowId};
use crate::consent::Provenance;
use crate::ident::CivilDate;
use crate::item::{Audience, Failure, Item, Kind, QuestionId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the engine is told about the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// Today in China, by server time.
    pub today: CivilDate,
    /// As what the applicant applies.
    pub audience: Audience,
}

/// The answers of one draft with everything that follows from them.
pub struct Form {
    pub(super) item: Arc<Item>,
    pub(super) plan: Plan,
    pub(super) context: Context,
    pub(super) slots: Vec<Slot>,
    pub(super) index: HashMap<(QuestionIx, Option<RowId>), SlotId>,
    pub(super) rows: BTreeMap<QuestionIx, Vec<RowId>>,
    pub(super) pages: Vec<PageState>,
    pub(super) documents: Vec<DocumentState>,
    pub(super) next_row: RowId,
    /// What no question or document of this version takes; carried along, never lost.
    pub(super) orphans: Orphans,
    /// The only questions that take edits, where not all do.
    pub(super) open: Option<Vec<QuestionIx>>,
    pub(super) evaluations: u64,
}

pub(super) type SlotId = usize;

#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub question: QuestionIx,
    pub row: Option<RowId>,
    pub answer: Answer,
    pub visible: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct PageState {
    /// Its own condition holds.
    pub open: bool,
    /// How many of its questions are visible.
    pub shown: usize,
}

/// What is known about a document, and what follows from it.
#[derive(Debug, Clone, Default)]
pub(super) struct DocumentState {
    pub record: DocumentRecord,
    pub applies: bool,
    /// Why the planned waiver did not come about.
    pub failure: Option<Failure>,
    /// The way that is taken instead: a fallback's index.
    pub way: Option<usize>,
}

impl PageState {
    /// A page whose questions are all hidden is none.
    pub fn is_visible(&self) -> bool {
        self.open && self.shown > 0
    }
}

/// What an edit touched directly; the readers follow.
#[derive(Debug, Default)]
pub(super) struct Touch {
    pub answers: Vec<SlotId>,
    pub documents: Vec<DocumentIx>,
    pub groups: Vec<QuestionIx>,
}

impl Touch {
    pub fn answer(&mut self, slot: SlotId) {
        self.answers.push(slot);
    }
}

impl Form {
    /// A form without answers but the defaults.
    pub fn new(item: Arc<Item>, context: Context) -> Self {
        Self::restore(item, context, FormState::default())
    }

    /// A form with stored answers. What the item no longer asks is kept aside, not dropped.
    pub fn restore(item: Arc<Item>, context: Context, state: FormState) -> Self {
        let plan = Plan::new(&item);
        let mut form = Self {
            pages: vec![PageState::default(); plan.pages.len()],
            documents: vec![DocumentState::default(); plan.documents.len()],
            item,
            plan,
            context,
            slots: Vec::new(),
            index: HashMap::new(),
            rows: BTreeMap::new(),
            next_row: 1,
            orphans: Orphans::default(),
            open: None,
            evaluations: 0,
        };
        form.make_slots();
        form.load(state);
        form.evaluate_all();
        form
    }

    /// The item that the form is of.
    pub fn item(&self) -> &Arc<Item> {
        &self.item
    }

    /// What the engine was told about the world.
    pub fn context(&self) -> Context {
        self.context
    }

    /// Applies one edit and names what changed, in a stable order without repetition. An edit to something that does not
    /// exist (a row removed in the meantime) or is not open changes nothing.
    pub fn apply(&mut self, edit: Edit) -> Vec<Changed> {
        if !self.takes(&edit) {
            return Vec::new();
        }
        let mut touch = Touch::default();
        self.touch(edit, &mut touch);
        self.settle(touch)
    }

    /// Reads and evaluates everything again, as after midnight, and names everything.
    pub fn set_today(&mut self, today: CivilDate) -> Vec<Changed> {
        self.context.today = today;
        for id in 0..self.slots.len() {
            self.read_again(id);
        }
        self.evaluate_all();
        self.everything()
    }

    /// How often anything was evaluated since the form was made: by this it is measured that no work grows with the form.
    pub fn evaluations(&self) -> u64 {
        self.evaluations
    }

    pub(super) fn planned(&self, slot: SlotId) -> &Planned {
        &self.plan.questions[self.slots[slot].question]
    }

    pub(super) fn slot_id(&self, field: &FieldKey) -> Option<SlotId> {
        let question = self.plan.question_ix(&field.question)?;
        self.index.get(&(question, field.row)).copied()
    }

    pub(super) fn slot(&self, field: &FieldKey) -> Option<&Slot> {
        self.slot_id(field).map(|id| &self.slots[id])
    }

    pub(super) fn key(&self, slot: SlotId) -> FieldKey {
        FieldKey { question: self.planned(slot).question.id.clone(), row: self.slots[slot].row }
    }

    pub(super) fn rows_of(&self, group: QuestionIx) -> &[RowId] {
        self.rows.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The rows of a group, in order.
    pub fn rows(&self, group: &QuestionId) -> &[RowId] {
        self.plan.question_ix(group).map_or(&[], |ix| self.rows_of(ix))
    }

    fn make_slots(&mut self) {
        let count = self.plan.questions.len();
        self.slots.reserve(count);
        self.index.reserve(count);
        for ix in 0..count {
            if self.plan.questions[ix].group.is_none() {
                self.make_slot(ix, None);
            }
        }
    }

    fn make_slot(&mut self, question: QuestionIx, row: Option<RowId>) -> SlotId {
        let id = self.slots.len();
        let answer = self.first_answer(question);
        self.slots.push(Slot { question, row, answer, visible: false });
        self.index.insert((question, row), id);
        id
    }

    /// What a question holds before anybody answered it.
    pub(super) fn first_answer(&self, question: QuestionIx) -> Answer {
        let question = &self.plan.questions[question].question;
        let default = question.default.as_ref().and_then(|text| parse(&question.kind, text, self.context.today).ok());
        let provenance = default.is_some().then_some(Provenance::Default);
        Answer { value: default, provenance, ..Answer::default() }
    }

    /// Gives a group the rows with which it begins.
    pub(super) fn make_first_rows(&mut self, group: QuestionIx) {
        if let Kind::Group { min_rows, .. } = self.plan.questions[group].question.kind {
            (0..min_rows).for_each(|_| {
                self.push_row(group);
            });
        }
    }

    /// Adds a row and names its slots; none where no id is left to give out.
    pub(super) fn push_row(&mut self, group: QuestionIx) -> Vec<SlotId> {
        let row = self.next_row;
        let Some(next) = row.checked_add(1) else { return Vec::new() };
        self.next_row = next;
        self.insert_row(group, row)
    }

    pub(super) fn insert_row(&mut self, group: QuestionIx, row: RowId) -> Vec<SlotId> {
        self.rows.entry(group).or_default().push(row);
        let children = self.plan.questions[group].children.clone();
        children.into_iter().map(|child| self.make_slot(child, Some(row))).collect()
    }

    /// The slots that stand for a field; those of removed rows do not.
    pub(super) fn live_slots(&self) -> impl Iterator<Item = SlotId> + '_ {
        (0..self.slots.len()).filter(|id| self.index.get(&(self.slots[*id].question, self.slots[*id].row)) == Some(id))
    }

    /// Removes a row. Its slots stay empty in their places, so that slot ids keep their meaning.
    pub(super) fn drop_row(&mut self, group: QuestionIx, row: RowId) {
        if let Some(rows) = self.rows.get_mut(&group) {
            rows.retain(|id| *id != row);
        }
        for child in self.plan.questions[group].children.clone() {
            if let Some(id) = self.index.remove(&(child, Some(row))) {
                self.slots[id].answer = Answer::default();
                self.slots[id].visible = false;
            }
        }
    }
}
