//! The engine's state and how one edit moves through it.
//!
//! Setting one answer visits its readers in rank order and stops where nothing changed: no work grows with the form.

use super::plan::{DocumentIx, Node, Plan, Planned, QuestionIx, Reader};
use super::{Answer, Changed, DocumentRecord, Edit, FieldKey, FormState, RowId, Value};
use crate::consent::Provenance;
use crate::ident::CivilDate;
use crate::item::{Audience, Item, Kind, QuestionId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    pub(super) pages: Vec<bool>,
    pub(super) documents: Vec<DocumentState>,
    pub(super) next_row: RowId,
    /// Answers that no question of this version takes; carried along, never lost.
    pub(super) orphans: BTreeMap<FieldKey, Answer>,
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
pub(super) struct DocumentState {
    pub applies: bool,
    pub record: DocumentRecord,
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
            pages: vec![false; plan.pages.len()],
            documents: vec![DocumentState::default(); plan.documents.len()],
            item,
            plan,
            context,
            slots: Vec::new(),
            index: HashMap::new(),
            rows: BTreeMap::new(),
            next_row: 1,
            orphans: BTreeMap::new(),
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
    /// exist (a row removed in the meantime) changes nothing.
    pub fn apply(&mut self, edit: Edit) -> Vec<Changed> {
        let mut touch = Touch::default();
        self.touch(edit, &mut touch);
        self.settle(touch)
    }

    /// Evaluates everything again, as after midnight.
    pub fn set_today(&mut self, today: CivilDate) {
        self.context.today = today;
        self.evaluate_all();
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
        for ix in 0..self.plan.questions.len() {
            let planned = &self.plan.questions[ix];
            if planned.group.is_none() {
                let min_rows = match planned.question.kind {
                    Kind::Group { min_rows, .. } => min_rows,
                    _ => 0,
                };
                self.make_slot(ix, None);
                (0..min_rows).for_each(|_| {
                    self.push_row(ix);
                });
            }
        }
    }

    fn make_slot(&mut self, question: QuestionIx, row: Option<RowId>) -> SlotId {
        let id = self.slots.len();
        self.slots.push(Slot { question, row, answer: Answer::default(), visible: false });
        self.index.insert((question, row), id);
        if let Some(default) = self.plan.questions[question].question.default.clone() {
            if let Ok(value) = self.parse(id, &default) {
                let answer = &mut self.slots[id].answer;
                answer.value = Some(value);
                answer.provenance = Some(Provenance::Default);
            }
        }
        id
    }

    /// Adds a row and names its slots.
    pub(super) fn push_row(&mut self, group: QuestionIx) -> Vec<SlotId> {
        let row = self.next_row;
        self.next_row += 1;
        self.insert_row(group, row)
    }

    pub(super) fn insert_row(&mut self, group: QuestionIx, row: RowId) -> Vec<SlotId> {
        self.rows.entry(group).or_default().push(row);
        let children = self.plan.questions[group].children.clone();
        children.into_iter().map(|child| self.make_slot(child, Some(row))).collect()
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

    pub(super) fn evaluate_all(&mut self) {
        for node in self.plan.order.clone() {
            for row in self.places(node, None) {
                self.evaluate(node, row);
            }
        }
    }

    /// Follows what an edit touched to everything that reads it.
    fn settle(&mut self, touch: Touch) -> Vec<Changed> {
        let mut changed = BTreeSet::new();
        let mut queue = BTreeSet::new();
        for slot in touch.answers {
            changed.insert(Changed::Field(self.key(slot)));
            self.enqueue_readers(self.slots[slot].question, self.slots[slot].row, &mut queue, &mut changed);
        }
        for group in touch.groups {
            changed.insert(Changed::Rows(self.plan.questions[group].question.id.clone()));
            self.enqueue_readers(group, None, &mut queue, &mut changed);
            for child in &self.plan.questions[group].children {
                let places = self.places(Node::Question(*child), None);
                queue.extend(places.into_iter().map(|row| (self.plan.questions[*child].rank, Node::Question(*child), row)));
            }
        }
        for ix in touch.documents {
            changed.insert(Changed::Document(self.item.documents[ix].id.clone()));
            queue.insert((self.plan.documents[ix].rank, Node::Document(ix), None));
            self.enqueue(Node::Document(ix), None, &mut queue, &mut changed);
        }
        while let Some((_, node, row)) = queue.pop_first() {
            if self.evaluate(node, row) {
                changed.insert(self.name(node, row));
                self.enqueue(node, row, &mut queue, &mut changed);
            }
        }
        changed.into_iter().collect()
    }

    fn name(&self, node: Node, row: Option<RowId>) -> Changed {
        match node {
            Node::Page(ix) => Changed::Page(ix),
            Node::Document(ix) => Changed::Document(self.item.documents[ix].id.clone()),
            Node::Question(ix) => Changed::Field(FieldKey { question: self.plan.questions[ix].question.id.clone(), row }),
        }
    }

    fn enqueue(&self, node: Node, row: Option<RowId>, queue: &mut Queue, changed: &mut BTreeSet<Changed>) {
        for next in self.plan.followers(node) {
            for place in self.places(next, row) {
                queue.insert((self.plan.rank_of(next), next, place));
            }
        }
        let readers = match node {
            Node::Page(_) => &[],
            Node::Document(ix) => self.plan.documents[ix].readers.as_slice(),
            Node::Question(ix) => self.plan.questions[ix].readers.as_slice(),
        };
        self.name_views(readers, row, changed);
    }

    fn enqueue_readers(&self, ix: QuestionIx, row: Option<RowId>, queue: &mut Queue, changed: &mut BTreeSet<Changed>) {
        let readers = &self.plan.questions[ix].readers;
        for reader in readers {
            if let Reader::Node(node) = reader {
                for place in self.places(*node, row) {
                    queue.insert((self.plan.rank_of(*node), *node, place));
                }
            }
        }
        self.name_views(readers, row, changed);
    }

    fn name_views(&self, readers: &[Reader], row: Option<RowId>, changed: &mut BTreeSet<Changed>) {
        for reader in readers {
            if let Reader::View(ix) = reader {
                let places = self.places(Node::Question(*ix), row).into_iter();
                changed.extend(places.map(|place| self.name(Node::Question(*ix), place)));
            }
        }
    }

    /// Where a node stands: once, or in the same row, or in every row of its group.
    fn places(&self, node: Node, row: Option<RowId>) -> Vec<Option<RowId>> {
        let Node::Question(ix) = node else { return vec![None] };
        let Some(group) = self.plan.questions[ix].group else { return vec![None] };
        let rows = self.rows_of(group);
        match row {
            Some(row) if rows.contains(&row) => vec![Some(row)],
            _ => rows.iter().copied().map(Some).collect(),
        }
    }

    /// Computes a node's state and says whether it changed.
    fn evaluate(&mut self, node: Node, row: Option<RowId>) -> bool {
        match node {
            Node::Page(ix) => {
                let visible = self.plan.pages[ix].visible.as_ref().is_none_or(|test| self.holds(test, None));
                std::mem::replace(&mut self.pages[ix], visible) != visible
            }
            Node::Document(ix) => {
                let applies = self.plan.documents[ix].applies.as_ref().is_none_or(|test| self.holds(test, None));
                // What an agent may ask for changes without `applies`: its line has to be looked at all the same.
                let agent = self.item.agent_question.is_some();
                (std::mem::replace(&mut self.documents[ix].applies, applies) != applies) || agent
            }
            Node::Question(ix) => {
                let Some(id) = self.index.get(&(ix, row)).copied() else { return false };
                let visible = self.compute_visible(ix, row);
                let worked_out = self.work_out(id);
                (std::mem::replace(&mut self.slots[id].visible, visible) != visible) || worked_out
            }
        }
    }

    /// Works a computed answer out anew and says whether it changed. A citizen's own figure stays where one is allowed.
    fn work_out(&mut self, id: SlotId) -> bool {
        let planned = self.planned(id);
        let Some(computed) = &planned.question.computed else { return false };
        if computed.editable && self.slots[id].answer.is_touched() {
            return false;
        }
        let number = self.compute(&computed.formula, self.slots[id].row);
        let value = match &planned.question.kind {
            Kind::Choice { .. } => number.and_then(|number| computed.option(number)).map(|id| Value::Choice(id.to_owned())),
            _ => number.map(Value::Number),
        };
        let answer = &mut self.slots[id].answer;
        let changed = answer.value != value;
        answer.provenance = value.is_some().then_some(Provenance::Computed);
        answer.value = value;
        changed
    }

    fn compute_visible(&self, ix: QuestionIx, row: Option<RowId>) -> bool {
        let planned = &self.plan.questions[ix];
        let placed = match planned.place {
            super::plan::Place::Situation => true,
            super::plan::Place::Page(page) => self.pages[page],
            super::plan::Place::Files(document) => self.wants_files(document),
            super::plan::Place::Signature => self.wants_signature(ix),
        };
        let grouped = planned.group.is_none_or(|group| {
            self.index.get(&(group, None)).is_some_and(|id| self.slots[*id].visible)
        });
        placed && grouped && planned.visible.as_ref().is_none_or(|test| self.holds(test, row))
    }

    fn wants_signature(&self, ix: QuestionIx) -> bool {
        let Some((id, _)) = self.plan.signatures.iter().find(|(_, signature)| *signature == ix) else { return false };
        (0..self.documents.len()).any(|document| self.wanted_commitment(document) == Some(id))
    }
}

type Queue = BTreeSet<(usize, Node, Option<RowId>)>;
