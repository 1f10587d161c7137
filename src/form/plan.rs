//! The plan: an item compiled for the engine. Names become indexes, and every question, page, document and check knows
//! who reads it, so that one edit visits only its readers.
//!
//! Two kinds of question stand in no definition: the files of each document (`<document>.files`) and the signature under
//! each commitment (`<commitment>.signature`). They are questions like the others for answers, validation and review.

use super::condition::Test;
use crate::item::{Item, Kind, Page, Presence, Question, Severity, Text, Waiver, Way};
use std::collections::HashMap;

pub(super) type QuestionIx = usize;
pub(super) type PageIx = usize;
pub(super) type DocumentIx = usize;

/// The most files of a document, and the most bytes of one.
const MAX_FILES: u16 = 6;
const MAX_FILE_BYTES: u32 = 10 << 20;

pub(super) struct Plan {
    pub questions: Vec<Planned>,
    pub pages: Vec<PlannedPage>,
    pub documents: Vec<PlannedDocument>,
    /// Each commitment's id with its signature question.
    pub signatures: Vec<(String, QuestionIx)>,
    pub checks: Vec<PlannedCheck>,
    /// Every node, those that are read before those that read them.
    pub order: Vec<Node>,
    questions_by_id: HashMap<String, QuestionIx>,
    documents_by_id: HashMap<String, DocumentIx>,
}

pub(super) struct Planned {
    pub question: Question,
    pub place: Place,
    pub group: Option<QuestionIx>,
    pub children: Vec<QuestionIx>,
    pub visible: Option<Test>,
    pub required: Required,
    /// Conditions of the options, by their index.
    pub options: Vec<Option<Test>>,
    pub readers: Vec<Reader>,
    pub rank: usize,
}

pub(super) struct PlannedPage {
    pub visible: Option<Test>,
    pub questions: Vec<QuestionIx>,
    pub rank: usize,
}

pub(super) struct PlannedDocument {
    pub applies: Option<Test>,
    pub files: Option<QuestionIx>,
    pub readers: Vec<Reader>,
    pub rank: usize,
}

pub(super) struct PlannedCheck {
    pub when: Test,
    pub at: QuestionIx,
    pub severity: Severity,
}

pub(super) enum Required {
    Always,
    Never,
    When(Test),
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Situation,
    Page(PageIx),
    Files(DocumentIx),
    Signature,
}

/// Something whose state is computed from conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Node {
    Page(PageIx),
    Document(DocumentIx),
    Question(QuestionIx),
}

/// Who has to be looked at again when an answer or a document changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Its state is to be computed again.
    Node(Node),
    /// Only how it looks may have changed: a requirement, an option, a note.
    View(QuestionIx),
}

impl Plan {
    pub fn new(item: &Item) -> Self {
        let mut plan = Self::collect(item);
        plan.compile(item);
        plan.connect(item);
        plan.rank();
        plan
    }

    pub fn question_ix(&self, id: &str) -> Option<QuestionIx> {
        self.questions_by_id.get(id).copied()
    }

    pub fn document_ix(&self, id: &str) -> Option<DocumentIx> {
        self.documents_by_id.get(id).copied()
    }

    pub fn rank_of(&self, node: Node) -> usize {
        match node {
            Node::Page(ix) => self.pages[ix].rank,
            Node::Document(ix) => self.documents[ix].rank,
            Node::Question(ix) => self.questions[ix].rank,
        }
    }

    /// Gives every question an index: situations, pages, files, signatures.
    fn collect(item: &Item) -> Self {
        let mut plan = Self {
            questions: Vec::new(),
            pages: Vec::new(),
            documents: Vec::new(),
            signatures: Vec::new(),
            checks: Vec::new(),
            order: Vec::new(),
            questions_by_id: HashMap::new(),
            documents_by_id: HashMap::new(),
        };
        for question in &item.situations {
            plan.add(question.clone(), Place::Situation, None);
        }
        for (ix, page) in item.pages.iter().enumerate() {
            plan.add_page(ix, page);
        }
        for (ix, document) in item.documents.iter().enumerate() {
            let uploads = matches!(document.waiver, Waiver::None { .. })
                || document.fallbacks.iter().any(|fallback| fallback.way == Way::Upload);
            let files = uploads.then(|| {
                let id = format!("{}.files", document.id);
                let kind = Kind::Attachment { max_files: MAX_FILES, max_bytes: MAX_FILE_BYTES };
                plan.add(implied(id, document.name.clone(), kind), Place::Files(ix), None)
            });
            plan.documents_by_id.insert(document.id.clone(), ix);
            plan.documents.push(PlannedDocument { applies: None, files, readers: Vec::new(), rank: 0 });
        }
        for commitment in &item.commitments {
            let id = format!("{}.signature", commitment.id);
            let kind = Kind::Signature { commitment: commitment.id.clone() };
            let ix = plan.add(implied(id, commitment.title.clone(), kind), Place::Signature, None);
            plan.signatures.push((commitment.id.clone(), ix));
        }
        plan
    }

    fn add_page(&mut self, ix: PageIx, page: &Page) {
        let questions =
            page.questions.iter().map(|question| self.add(question.clone(), Place::Page(ix), None)).collect();
        self.pages.push(PlannedPage { visible: None, questions, rank: 0 });
    }

    fn add(&mut self, question: Question, place: Place, group: Option<QuestionIx>) -> QuestionIx {
        let ix = self.questions.len();
        let children = match &question.kind {
            Kind::Group { questions, .. } => questions.clone(),
            _ => Vec::new(),
        };
        self.questions_by_id.insert(question.id.clone(), ix);
        self.questions.push(Planned {
            question,
            place,
            group,
            children: Vec::new(),
            visible: None,
            required: Required::Always,
            options: Vec::new(),
            readers: Vec::new(),
            rank: 0,
        });
        self.questions[ix].children = children.into_iter().map(|child| self.add(child, place, Some(ix))).collect();
        ix
    }

    /// Turns conditions into tests over indexes.
    fn compile(&mut self, item: &Item) {
        for ix in 0..self.questions.len() {
            let question = &self.questions[ix].question;
            let visible = question.visible.as_ref().map(|condition| Test::new(condition, self));
            let required = match &question.presence {
                Presence::Required => Required::Always,
                Presence::Optional => Required::Never,
                Presence::RequiredWhen(condition) => Required::When(Test::new(condition, self)),
            };
            let options = match &question.kind {
                Kind::Choice { options } | Kind::Choices { options, .. } => {
                    options.iter().map(|option| option.visible.as_ref().map(|test| Test::new(test, self))).collect()
                }
                _ => Vec::new(),
            };
            let planned = &mut self.questions[ix];
            (planned.visible, planned.required, planned.options) = (visible, required, options);
        }
        for (ix, page) in item.pages.iter().enumerate() {
            self.pages[ix].visible = page.visible.as_ref().map(|condition| Test::new(condition, self));
        }
        for (ix, document) in item.documents.iter().enumerate() {
            self.documents[ix].applies = document.applies.as_ref().map(|condition| Test::new(condition, self));
        }
        for check in &item.checks {
            let when = Test::new(&check.when, self);
            // The lint refuses a check at an unknown question; a pack that was never linted loses the check, not the page.
            let Some(at) = self.question_ix(&check.at) else { continue };
            self.checks.push(PlannedCheck { when, at, severity: check.severity });
        }
    }

    /// Tells every question and document who reads it.
    fn connect(&mut self, item: &Item) {
        let mut edges: Vec<(Source, Reader)> = Vec::new();
        let mut reads = |test: &Test, reader: Reader| test.reads(&mut |source| edges.push((source, reader)));
        for (ix, planned) in self.questions.iter().enumerate() {
            let node = Reader::Node(Node::Question(ix));
            planned.visible.iter().for_each(|test| reads(test, node));
            planned.options.iter().flatten().for_each(|test| reads(test, Reader::View(ix)));
            if let Required::When(test) = &planned.required {
                reads(test, Reader::View(ix));
            }
        }
        for (ix, page) in self.pages.iter().enumerate() {
            page.visible.iter().for_each(|test| reads(test, Reader::Node(Node::Page(ix))));
        }
        for (ix, document) in self.documents.iter().enumerate() {
            document.applies.iter().for_each(|test| reads(test, Reader::Node(Node::Document(ix))));
        }
        for check in &self.checks {
            reads(&check.when, Reader::View(check.at));
        }
        for (ix, planned) in self.questions.iter().enumerate() {
            if let Some(formula) = planned.question.formula() {
                formula.questions(&mut |id| {
                    let source = self.question_ix(id).map(Source::Question);
                    edges.extend(source.map(|source| (source, Reader::Node(Node::Question(ix)))));
                });
            }
        }
        if let Some(agent) = item.agent_question.as_deref().and_then(|id| self.question_ix(id)) {
            edges.extend((0..self.documents.len()).map(|ix| (Source::Question(agent), Reader::Node(Node::Document(ix)))));
        }
        for (source, reader) in edges {
            let readers = match source {
                Source::Question(ix) => &mut self.questions[ix].readers,
                Source::Document(ix) => &mut self.documents[ix].readers,
            };
            if !readers.contains(&reader) {
                readers.push(reader);
            }
        }
    }

    /// Ranks the nodes by depth-first search, so that what is read has a lower rank than its reader. The lint refuses
    /// circles; should one be met, its closing edge is passed over, and evaluation still ends.
    fn rank(&mut self) {
        let nodes = (0..self.pages.len()).map(Node::Page);
        let nodes = nodes.chain((0..self.documents.len()).map(Node::Document));
        let nodes: Vec<Node> = nodes.chain((0..self.questions.len()).map(Node::Question)).collect();
        let mut seen = std::collections::HashSet::new();
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

    fn visit(&self, node: Node, seen: &mut std::collections::HashSet<Node>, done: &mut Vec<Node>) {
        if !seen.insert(node) {
            return;
        }
        for next in self.followers(node) {
            self.visit(next, seen, done);
        }
        done.push(node);
    }

    /// The nodes whose state depends on this node's.
    pub fn followers(&self, node: Node) -> Vec<Node> {
        let readers = |readers: &[Reader]| {
            let nodes = readers.iter().filter_map(|reader| match reader {
                Reader::Node(node) => Some(*node),
                Reader::View(_) => None,
            });
            nodes.collect::<Vec<_>>()
        };
        match node {
            Node::Page(ix) => self.pages[ix].questions.iter().map(|ix| Node::Question(*ix)).collect(),
            Node::Question(ix) => {
                let mut nodes = readers(&self.questions[ix].readers);
                nodes.extend(self.questions[ix].children.iter().map(|ix| Node::Question(*ix)));
                nodes
            }
            Node::Document(ix) => {
                let mut nodes = readers(&self.documents[ix].readers);
                nodes.extend(self.documents[ix].files.map(Node::Question));
                nodes.extend(self.signatures.iter().map(|(_, ix)| Node::Question(*ix)));
                nodes
            }
        }
    }
}

/// What a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Question(QuestionIx),
    Document(DocumentIx),
}

fn implied(id: String, label: Text, kind: Kind) -> Question {
    Question {
        id,
        label,
        short: None,
        hint: None,
        missing: None,
        kind,
        presence: Presence::Required,
        visible: None,
        default: None,
        computed: None,
        sensitive: false,
        autocomplete: None,
    }
}
