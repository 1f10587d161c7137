//! Who reads whom: which questions, pages and documents have to be looked at again when an answer, a row or a document
//! changes, and in which order, so that one edit visits its readers once each and nothing else.

use super::condition::{reads_of, Test};
use super::plan::{DocumentIx, PageIx, Plan, QuestionIx, Required};
use crate::item::Item;
use std::collections::{BTreeMap, HashSet};

/// Something whose state is computed from conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Node {
    Page(PageIx),
    Document(DocumentIx),
    Question(QuestionIx),
}

/// Who has to be looked at again when an answer or a document changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reader {
    /// Its state is to be computed again.
    Node(Node),
    /// Only how it looks may have changed: a requirement, an option, a note.
    View(QuestionIx),
}

/// In which rows a reader has to be looked at again when something in one row of its group changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// In the same row.
    Row,
    /// In every row: it counts, adds up or compares rows.
    Rows,
}

/// What a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Question(QuestionIx),
    Document(DocumentIx),
}

/// The edges of the plan while they are being gathered: each once, with its widest reach.
#[derive(Default)]
struct Edges(BTreeMap<(Source, Reader), Reach>);

impl Edges {
    fn add(&mut self, source: Source, reader: Reader, reach: Reach) {
        let known = self.0.entry((source, reader)).or_insert(reach);
        *known = reach.max(*known);
    }

    fn read(&mut self, reader: Reader, test: &Test) {
        test.reads(Reach::Row, &mut |source, reach| self.add(source, reader, reach));
    }
}

impl Plan {
    /// Tells every question and document who reads it.
    pub fn connect(&mut self, item: &Item) {
        for ((source, reader), reach) in self.edges(item).0 {
            match source {
                Source::Question(ix) => self.questions[ix].readers.push((reader, reach)),
                Source::Document(ix) => self.documents[ix].readers.push((reader, reach)),
            }
        }
    }

    fn edges(&self, item: &Item) -> Edges {
        let mut edges = Edges::default();
        for (ix, planned) in self.questions.iter().enumerate() {
            let node = Reader::Node(Node::Question(ix));
            planned.visible.iter().for_each(|test| edges.read(node, test));
            planned.options.iter().flatten().for_each(|test| edges.read(Reader::View(ix), test));
            if let Required::When(test) = &planned.required {
                edges.read(Reader::View(ix), test);
            }
            if let Some(formula) = planned.question.formula() {
                reads_of(formula, self, Reach::Row, &mut |source, reach| edges.add(source, node, reach));
            }
        }
        for (ix, page) in self.pages.iter().enumerate() {
            page.visible.iter().for_each(|test| edges.read(Reader::Node(Node::Page(ix)), test));
        }
        for check in &self.checks {
            edges.read(Reader::View(check.at), &check.when);
        }
        let agent = item.agent_question.as_deref().and_then(|id| self.question_ix(id)).map(Source::Question);
        for (ix, document) in self.documents.iter().enumerate() {
            let node = Reader::Node(Node::Document(ix));
            document.applies.iter().for_each(|test| edges.read(node, test));
            // Whoever acts for another may not ask for the other's records.
            agent.into_iter().for_each(|agent| edges.add(agent, node, Reach::Row));
        }
        edges
    }

    /// Ranks the nodes by depth-first search, so that what is read has a lower rank than its reader. The lint refuses
    /// circles; should one be met, its closing edge is passed over, and evaluation still ends.
    pub fn rank(&mut self) {
        let nodes = (0..self.pages.len()).map(Node::Page);
        let nodes = nodes.chain((0..self.documents.len()).map(Node::Document));
        let nodes: Vec<Node> = nodes.chain((0..self.questions.len()).map(Node::Question)).collect();
        let mut seen = HashSet::with_capacity(nodes.len());
        let mut order = Vec::with_capacity(nodes.len());
        for node in nodes {
            self.visit(node, &mut seen, &mut order);
        }
        order.reverse();
        for (rank, node) in order.iter().enumerate() {
            match *node {
                Node::Page(ix) => self.pages[ix].rank = rank,
                Node::Document(ix) => self.documents[ix].rank = rank,
                Node::Question(ix) => self.questions[ix].rank = rank,
            }
        }
        self.order = order;
    }

    /// Appends the node after everything that follows from it. With a stack of its own: a chain of conditions may be
    /// longer than the program's stack is deep.
    fn visit(&self, node: Node, seen: &mut HashSet<Node>, done: &mut Vec<Node>) {
        if !seen.insert(node) {
            return;
        }
        let mut path = vec![(node, self.followers(node))];
        while let Some((node, rest)) = path.last_mut() {
            match rest.next() {
                Some((next, _)) if seen.insert(next) => path.push((next, self.followers(next))),
                Some(_) => {}
                None => {
                    done.push(*node);
                    path.pop();
                }
            }
        }
    }

    /// The nodes whose state depends on this node's.
    pub fn followers(&self, node: Node) -> impl Iterator<Item = (Node, Reach)> + '_ {
        let readers = self.readers(node).iter().filter_map(|(reader, reach)| match reader {
            Reader::Node(node) => Some((*node, *reach)),
            Reader::View(_) => None,
        });
        let (inside, files, signatures) = match node {
            Node::Page(ix) => (self.pages[ix].questions.as_slice(), None, &[][..]),
            Node::Question(ix) => (self.questions[ix].children.as_slice(), None, &[][..]),
            Node::Document(ix) => (&[][..], self.documents[ix].files, self.signatures.as_slice()),
        };
        let implied = files.into_iter().chain(signatures.iter().map(|(_, ix)| *ix));
        readers.chain(inside.iter().copied().chain(implied).map(|ix| (Node::Question(ix), Reach::Row)))
    }

    /// Who reads the node's answer or state.
    pub fn readers(&self, node: Node) -> &[(Reader, Reach)] {
        match node {
            Node::Page(_) => &[],
            Node::Question(ix) => &self.questions[ix].readers,
            Node::Document(ix) => &self.documents[ix].readers,
        }
    }
}
