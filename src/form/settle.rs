//! How one edit moves through the form: what it touched is followed to everything that reads it, in rank order, and no
//! further where nothing changed. No work grows with the form.

use super::engine::{Form, SlotId, Touch};
use super::plan::{PageIx, Place, QuestionIx};
use super::readers::{Node, Reach, Reader};
use super::{Answer, Changed, FieldKey, RowId, Value};
use crate::consent::Provenance;
use crate::item::Kind;
use std::collections::BTreeSet;

/// What has still to be evaluated, lowest rank first, and what has changed so far.
#[derive(Default)]
struct Wave {
    queue: BTreeSet<(usize, Node, Option<RowId>)>,
    changed: BTreeSet<Changed>,
}

impl Form {
    /// Evaluates everything, those that are read before those that read them.
    pub(super) fn evaluate_all(&mut self) {
        let order = std::mem::take(&mut self.plan.order);
        for node in &order {
            let places: Vec<_> = self.places(*node, None, Reach::Rows).collect();
            for place in places {
                self.evaluate(*node, place);
            }
        }
        self.plan.order = order;
    }

    /// The names of everything there is.
    pub(super) fn everything(&self) -> Vec<Changed> {
        let fields = self.live_slots().map(|id| Changed::Field(self.key(id)));
        let rows = self.rows.keys().map(|group| Changed::Rows(self.plan.questions[*group].question.id.clone()));
        let documents = self.item.documents.iter().map(|document| Changed::Document(document.id.clone()));
        let mut all: Vec<Changed> =
            fields.chain(rows).chain((0..self.pages.len()).map(Changed::Page)).chain(documents).collect();
        all.sort();
        all
    }

    /// Follows what an edit touched to everything that reads it, and names what changed.
    pub(super) fn settle(&mut self, touch: Touch) -> Vec<Changed> {
        let mut wave = Wave::default();
        for id in touch.answers {
            self.start_at_answer(id, &mut wave);
        }
        for group in touch.groups {
            self.start_at_rows(group, &mut wave);
        }
        for ix in touch.documents {
            wave.changed.insert(self.name(Node::Document(ix), None));
            wave.queue.insert((self.plan.documents[ix].rank, Node::Document(ix), None));
        }
        while let Some((rank, node, row)) = wave.queue.pop_first() {
            let page = self.page_showing(node).map(|ix| (ix, self.pages[ix].is_visible()));
            if self.evaluate(node, row) {
                wave.changed.insert(self.name(node, row));
                self.follow(rank, node, row, &mut wave);
            }
            if let Some((ix, _)) = page.filter(|(ix, before)| self.pages[*ix].is_visible() != *before) {
                wave.changed.insert(Changed::Page(ix));
            }
        }
        wave.changed.into_iter().collect()
    }

    fn start_at_answer(&self, id: SlotId, wave: &mut Wave) {
        let (ix, row) = (self.slots[id].question, self.slots[id].row);
        wave.changed.insert(Changed::Field(self.key(id)));
        self.follow_answer(ix, row, wave);
        if self.plan.questions[ix].question.computed.is_some() {
            wave.queue.insert((self.plan.questions[ix].rank, Node::Question(ix), row));
        }
    }

    /// Rows were added or taken away: whatever reads the group or anything in it is looked at again.
    fn start_at_rows(&self, group: QuestionIx, wave: &mut Wave) {
        wave.changed.insert(Changed::Rows(self.plan.questions[group].question.id.clone()));
        wave.changed.insert(self.name(Node::Question(group), None));
        self.follow_answer(group, None, wave);
        for child in &self.plan.questions[group].children {
            self.follow_answer(*child, None, wave);
            self.queue(Node::Question(*child), None, Reach::Rows, wave);
        }
    }

    /// Queues and names what reads an answer.
    fn follow_answer(&self, ix: QuestionIx, row: Option<RowId>, wave: &mut Wave) {
        for (reader, reach) in &self.plan.questions[ix].readers {
            match reader {
                Reader::Node(node) => self.queue(*node, row, *reach, wave),
                Reader::View(ix) => self.name_views(*ix, row, *reach, wave),
            }
        }
    }

    /// Queues and names what depends on a node's state. A reader of a lower rank closes a circle and is passed over.
    fn follow(&self, rank: usize, node: Node, row: Option<RowId>, wave: &mut Wave) {
        for (next, reach) in self.plan.followers(node).filter(|(next, _)| self.plan.rank_of(*next) > rank) {
            self.queue(next, row, reach, wave);
        }
        for (reader, reach) in self.plan.readers(node) {
            match reader {
                Reader::View(ix) => self.name_views(*ix, row, *reach, wave),
                Reader::Node(_) => {}
            }
        }
    }

    fn queue(&self, node: Node, row: Option<RowId>, reach: Reach, wave: &mut Wave) {
        let rank = self.plan.rank_of(node);
        wave.queue.extend(self.places(node, row, reach).map(|place| (rank, node, place)));
    }

    fn name_views(&self, ix: QuestionIx, row: Option<RowId>, reach: Reach, wave: &mut Wave) {
        let node = Node::Question(ix);
        wave.changed.extend(self.places(node, row, reach).map(|place| self.name(node, place)));
    }

    fn name(&self, node: Node, row: Option<RowId>) -> Changed {
        match node {
            Node::Page(ix) => Changed::Page(ix),
            Node::Document(ix) => Changed::Document(self.item.documents[ix].id.clone()),
            Node::Question(ix) => {
                Changed::Field(FieldKey { question: self.plan.questions[ix].question.id.clone(), row })
            }
        }
    }

    /// Where a node stands, seen from a row: once, or in the same row, or in every row of its group.
    fn places(&self, node: Node, row: Option<RowId>, reach: Reach) -> impl Iterator<Item = Option<RowId>> + '_ {
        let group = match node {
            Node::Question(ix) => self.plan.questions[ix].group,
            Node::Page(_) | Node::Document(_) => None,
        };
        let rows = group.map_or(&[][..], |group| self.rows_of(group));
        let own = row.filter(|row| reach == Reach::Row && rows.contains(row));
        let everywhere = if own.is_some() { &[][..] } else { rows };
        let once = group.is_none().then_some(None);
        once.into_iter().chain(own.map(Some)).chain(everywhere.iter().copied().map(Some))
    }

    /// The page that has the question among those by which it is visible.
    fn page_showing(&self, node: Node) -> Option<PageIx> {
        let ix = match node {
            Node::Page(ix) => return Some(ix),
            Node::Document(_) => return None,
            Node::Question(ix) => ix,
        };
        match (self.plan.questions[ix].place, self.plan.questions[ix].group) {
            (Place::Page(page), None) => Some(page),
            (Place::Page(_), Some(_)) | (Place::Situation | Place::Files(_) | Place::Signature, _) => None,
        }
    }

    /// Computes a node's state and says whether it changed.
    fn evaluate(&mut self, node: Node, row: Option<RowId>) -> bool {
        self.evaluations += 1;
        match node {
            Node::Page(ix) => {
                let open = self.plan.pages[ix].visible.as_ref().is_none_or(|test| self.holds(test, None));
                std::mem::replace(&mut self.pages[ix].open, open) != open
            }
            Node::Document(ix) => {
                let applies = self.plan.documents[ix].applies.as_ref().is_none_or(|test| self.holds(test, None));
                let failure = self.find_failure(ix);
                let way = failure.and_then(|failure| self.find_way(ix, failure));
                let state = &mut self.documents[ix];
                let before = (state.applies, state.failure, state.way);
                (state.applies, state.failure, state.way) = (applies, failure, way);
                before != (applies, failure, way)
            }
            Node::Question(ix) => {
                let Some(id) = self.index.get(&(ix, row)).copied() else { return false };
                let visible = self.compute_visible(ix, row);
                let turned = std::mem::replace(&mut self.slots[id].visible, visible) != visible;
                if let Some(page) = self.page_showing(node).filter(|_| turned) {
                    let shown = &mut self.pages[page].shown;
                    *shown = if visible { *shown + 1 } else { shown.saturating_sub(1) };
                }
                self.work_out(id) || turned
            }
        }
    }

    fn compute_visible(&self, ix: QuestionIx, row: Option<RowId>) -> bool {
        let planned = &self.plan.questions[ix];
        let placed = match planned.place {
            Place::Situation => true,
            Place::Page(page) => self.pages[page].open,
            Place::Files(document) => self.wants_files(document),
            Place::Signature => self.wants_signature(ix),
        };
        placed
            && planned.group.is_none_or(|group| self.is_shown(group, None))
            && planned.visible.as_ref().is_none_or(|test| self.holds(test, row))
    }

    fn wants_signature(&self, ix: QuestionIx) -> bool {
        let Some((id, _)) = self.plan.signatures.iter().find(|(_, signature)| *signature == ix) else { return false };
        (0..self.documents.len()).any(|document| self.wanted_commitment(document) == Some(id))
    }

    /// Works a computed answer out anew and says whether it changed. What the citizen or a register says stays where the
    /// definition lets it.
    fn work_out(&mut self, id: SlotId) -> bool {
        let planned = self.planned(id);
        let Some(computed) = &planned.question.computed else { return false };
        let said = |provenance: &Provenance| matches!(provenance, Provenance::Citizen | Provenance::Register { .. });
        if computed.editable && self.slots[id].answer.provenance.as_ref().is_some_and(said) {
            return false;
        }
        let number = self.compute(&computed.formula, self.slots[id].row);
        let value = match &planned.question.kind {
            Kind::Choice { .. } => {
                number.and_then(|number| computed.option(number)).map(|id| Value::Choice(id.to_owned()))
            }
            _ => number.map(Value::Number),
        };
        let provenance = value.is_some().then_some(Provenance::Computed);
        let answer = &mut self.slots[id].answer;
        let worked_out =
            Answer { value, provenance, exposed: answer.exposed, shown: answer.shown.clone(), ..Answer::default() };
        std::mem::replace(answer, worked_out.clone()) != worked_out
    }
}
