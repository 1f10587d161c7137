//! The plan: an item compiled for the engine. Names become indexes and conditions become tests; [`readers`](super::readers)
//! adds who reads whom.
//!
//! Two kinds of question stand in no definition: the files of each document (`<document>.files`) and the signature under
//! each commitment (`<commitment>.signature`). They are questions like the others for answers, validation and review.

use super::condition::Test;
use super::readers::{Node, Reach, Reader};
use crate::item::{Item, Kind, Page, Presence, Question, Severity, Text};
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
    /// The checks that speak at it, by their index in the plan.
    pub checks: Vec<usize>,
    pub readers: Vec<(Reader, Reach)>,
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
    pub readers: Vec<(Reader, Reach)>,
    pub rank: usize,
}

pub(super) struct PlannedCheck {
    /// Its index in the item.
    pub index: usize,
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

impl Planned {
    /// Whether it is rows of questions.
    pub fn is_group(&self) -> bool {
        matches!(self.question.kind, Kind::Group { .. })
    }

    /// Whether the answer is worked out and can only be looked at.
    pub fn is_only_shown(&self) -> bool {
        self.question.computed.as_ref().is_some_and(|computed| !computed.editable)
    }
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

    /// The repeating groups.
    pub fn groups(&self) -> Vec<QuestionIx> {
        (0..self.questions.len()).filter(|ix| self.questions[*ix].is_group()).collect()
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
            let files = document.takes_files().then(|| {
                let id = format!("{}.files", document.id);
                let photo = document.photo;
                let kind = Kind::Attachment { max_files: MAX_FILES, max_bytes: MAX_FILE_BYTES, photo };
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
            checks: Vec::new(),
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
            // Nobody can fill in what is worked out and only shown.
            let required = match &question.presence {
                Presence::Required | Presence::RequiredWhen(_) if self.questions[ix].is_only_shown() => Required::Never,
                Presence::Optional => Required::Never,
                Presence::Required => Required::Always,
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
        for (index, check) in item.checks.iter().enumerate() {
            let when = Test::new(&check.when, self);
            // The lint refuses a check at an unknown question; a pack that was never linted loses the check, not the page.
            let Some(at) = self.question_ix(&check.at) else { continue };
            self.questions[at].checks.push(self.checks.len());
            self.checks.push(PlannedCheck { index, when, at, severity: check.severity });
        }
    }
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
