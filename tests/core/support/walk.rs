//! A person walks through an item to its end and writes down what is met: steps, documents, questions, and where each
//! answer comes from.

use super::act::{photo, Act};
use super::people::{Person, Registers};
use super::random_edit::fields;
use mianzheng::consent::{Outcome, Provenance};
use mianzheng::form::{Context, DocumentEvent, DoneBy, Edit, FieldKey, Form, Line, LineState, Step, Sum};
use mianzheng::ident::Instant;
use mianzheng::item::{Audience, Characters, Fallback, Item, Kind, Question, Way};
use mianzheng::utilities::{Estimate, Said};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// One walk: who, in which situation, and what the person says.
pub struct Walk {
    /// Who is signed in.
    pub person: Person,
    /// Answers to the scenario questions that differ from their defaults.
    pub situation: &'static [(&'static str, &'static str)],
    /// Answers by question; what is not named is answered with something that its kind can hold.
    pub answers: &'static [(&'static str, &'static str)],
    /// Rows of groups, each with its answers; other groups get the rows that they need.
    pub rows: &'static [Rows],
    /// Documents whose source the person refuses.
    pub refuses: &'static [&'static str],
    /// Registers that do not answer.
    pub down: &'static [&'static str],
}

/// A group with the answers of its rows.
pub type Rows = (&'static str, &'static [&'static [(&'static str, &'static str)]]);

/// As what the person applies, as the guide's page decides it.
pub fn audience(item: &Item, person: &Person) -> Audience {
    if person.enterprise.is_some() && item.audience.contains(&Audience::Organisation) {
        Audience::Organisation
    } else {
        Audience::Person
    }
}

/// The one who walks.
pub struct Walker<'a> {
    walk: &'a Walk,
    registers: Registers,
    /// The form as it stands.
    pub form: Form,
    /// What was met.
    pub diary: String,
}

/// When every walk takes place.
pub fn now() -> Instant {
    "2026-09-01T01:37:00Z".parse().unwrap()
}

impl<'a> Walker<'a> {
    /// Somebody who has just chosen the item.
    pub fn new(item: &Item, walk: &'a Walk) -> Self {
        let context = Context { today: "2026-09-01".parse().unwrap(), audience: audience(item, &walk.person) };
        let form = Form::new(Arc::new(item.clone()), context);
        let diary = format!("{} {}\n", walk.person.id, item.plain_name.zh);
        Self { walk, registers: Registers::of_the_portal(), form, diary }
    }

    /// Goes from step to step until everything is done. The number of steps is bounded: a circle would be a fault.
    pub fn finish(mut self) -> Self {
        for (question, option) in self.walk.situation {
            self.answer(&FieldKey::of(*question), option);
        }
        for edit in self.form.account_prefills(Some(self.walk.person.phone)) {
            self.form.apply(edit);
        }
        self.note_situation();
        let mut step = self.form.steps()[0].clone();
        for _ in 0..40 {
            match &step {
                Step::Consent => self.decide(),
                Step::Documents => self.settle_documents(),
                Step::Page(id) => self.fill(id),
                Step::Commitments => self.sign(),
                Step::Review if self.form.resume_step() == Step::Review => return self.review(),
                Step::Review => {}
            }
            self.ask_registers();
            step = match step {
                Step::Review => self.form.resume_step(),
                Step::Consent | Step::Documents | Step::Page(_) | Step::Commitments => self.form.next_step(&step),
            };
        }
        panic!("the walk does not end:\n{}", self.diary);
    }

    fn note(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.diary, "{line}");
    }

    fn note_situation(&mut self) {
        self.note("situation");
        let item = self.form.item().clone();
        for question in &item.situations {
            self.note_question(question, None);
        }
        let promised = self.form.ledger().promised;
        self.note(format!("promised: {}", sum(promised)));
        let steps: Vec<String> = self.form.steps().iter().map(name).collect();
        self.note(format!("steps: {}", steps.join(", ")));
    }

    fn decide(&mut self) {
        self.note("consent");
        for (document, _) in self.form.decisions() {
            if self.walk.refuses.contains(&document.as_str()) {
                self.note(format!("  {document}: refused"));
                self.form.refused(&document);
            } else {
                self.note(format!("  {document}: agreed"));
                self.form.agreed(&document);
            }
        }
    }

    /// Asks all that can be asked; what one register supplies may make another askable.
    fn ask_registers(&mut self) {
        while let Some(document) = self.form.askable().into_iter().next() {
            let sent = self.form.check_values(&document).unwrap_or_default();
            let item = self.form.item().clone();
            let source = item.source(item.document(&document).unwrap().waiver.source().unwrap()).unwrap();
            let outcome = if self.walk.down.contains(&source.id.as_str()) {
                Outcome::RegisterDown { as_of: now() }
            } else {
                self.registers.ask(source, &self.walk.person, &sent, now())
            };
            let said = outcome.failure().map_or("found".to_owned(), |failure| format!("{failure:?}"));
            self.note(format!("asked {document}: {said}"));
            self.form.document(&document, DocumentEvent::Asking(now()));
            self.form.document(&document, DocumentEvent::Answered(outcome));
        }
    }

    /// Chooses the first way on where a waiver failed, and hands in what is to be handed in.
    fn settle_documents(&mut self) {
        self.note("documents");
        for line in self.form.ledger().lines {
            if let LineState::Failed { failure, .. } = &line.state {
                let item = self.form.item().clone();
                let fallbacks = &item.document(&line.document).unwrap().fallbacks;
                let ways: Vec<&str> = line.ways.iter().map(|way| way_name(&fallbacks[way.fallback])).collect();
                self.note(format!("  {}: {failure:?}, offered {}", line.document, ways.join(", ")));
                self.form.document(&line.document, DocumentEvent::TakeWay(line.ways[0].fallback));
            }
        }
        for line in self.form.ledger().lines {
            if line.state == LineState::ToHandIn {
                self.note(format!("  {}: handed in", line.document));
                self.form.apply(Edit::Attach {
                    field: FieldKey::of(format!("{}.files", line.document)),
                    file: photo("photo"),
                });
            }
        }
    }

    fn fill(&mut self, page: &str) {
        let item = self.form.item().clone();
        let page = item.pages.iter().find(|other| other.id == page).unwrap();
        self.note(format!("page {}", page.id));
        for question in &page.questions {
            self.list(question);
            self.meet(question, None);
            let Kind::Group { questions, .. } = &question.kind else { continue };
            for row in self.form.rows(&question.id).to_vec() {
                questions.iter().for_each(|child| self.meet(child, Some(row)));
            }
        }
    }

    /// Lists the rows that the person has for a group.
    fn list(&mut self, group: &Question) {
        let rows = self.walk.rows.iter().find(|(id, _)| *id == group.id).map_or(&[][..], |(_, rows)| *rows);
        for (at, answers) in rows.iter().enumerate() {
            let row = match self.form.rows(&group.id).get(at) {
                Some(row) => *row,
                None => self.form.row_added(&group.id),
            };
            answers.iter().for_each(|(id, text)| self.answer(&FieldKey::in_row(*id, row), text));
        }
    }

    /// Takes the figures that the helpers of the pages suggest, as the app does.
    fn take_suggestions(&mut self) {
        let Some(estimate) = Estimate::of(&self.form) else { return };
        for edit in estimate.suggestions(&self.form) {
            self.form.apply(edit);
        }
    }

    /// Answers a question if it is visible, required and open, and writes it down.
    fn meet(&mut self, question: &Question, row: Option<u32>) {
        let field = FieldKey { question: question.id.clone(), row };
        self.take_suggestions();
        let Some(view) = self.form.field(&field).filter(|view| view.visible) else { return };
        if let Kind::Signature { .. } = question.kind {
            self.form.apply(Edit::Sign { field: field.clone(), name: "原户主".to_owned(), at: now() });
        }
        let said = self.walk.answers.iter().find(|(id, _)| *id == question.id).map(|(_, text)| *text);
        let is_group = matches!(question.kind, Kind::Group { .. });
        let is_open = view.value.is_none() && view.required;
        if is_group && is_open && self.form.rows(&question.id).is_empty() {
            self.form.row_added(&question.id);
        } else if !is_group
            && !is_implied(&question.kind)
            && (is_open || said.is_some() && view.provenance != Some(Provenance::Computed))
        {
            let text = said.map_or_else(|| some_answer(question, &view.offered), str::to_owned);
            self.answer(&field, &text);
        }
        self.note_question(question, row);
    }

    fn answer(&mut self, field: &FieldKey, text: &str) {
        let several = matches!(self.form.question(field).map(|question| &question.kind), Some(Kind::Choices { .. }));
        if several {
            for option in text.split(',') {
                self.form.apply(Edit::Toggle { field: field.clone(), option: option.to_owned(), on: true });
            }
        } else {
            self.form.apply(Edit::Type { field: field.clone(), text: text.to_owned() });
        }
        self.form.apply(Edit::Leave { field: field.clone() });
    }

    fn note_question(&mut self, question: &Question, row: Option<u32>) {
        let field = FieldKey { question: question.id.clone(), row };
        let Some(view) = self.form.field(&field).filter(|view| view.visible) else { return };
        let text = if view.text.is_empty() { String::new() } else { format!(" = {}", view.text) };
        let origin = if is_implied(&question.kind) { "rows" } else { origin(view.provenance.as_ref()).1 };
        self.note(format!("  {field}{text} ({origin})"));
        let item = self.form.item().clone();
        for note in view.notes {
            self.note(format!("    {:?}: {}", note.severity, item.checks[note.check].id));
        }
    }

    fn sign(&mut self) {
        self.note("commitments");
        for (commitment, field) in self.form.commitments() {
            self.note(format!("  {commitment}: signed"));
            self.form.apply(Edit::Sign { field, name: "本人".to_owned(), at: now() });
        }
    }

    fn review(mut self) -> Self {
        self.note("review");
        let ledger = self.form.ledger();
        for Line { document, state, .. } in &ledger.lines {
            self.note(format!("  {document}: {}", state_name(state)));
        }
        self.note(sum(ledger.sum));
        self.note_origins();
        for Said { contradiction, field } in Estimate::of(&self.form).into_iter().flat_map(|found| found.contradictions)
        {
            self.note(format!("{field}: {contradiction:?}"));
        }
        self
    }

    /// Counts where the answers come from.
    fn note_origins(&mut self) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for field in fields(&self.form) {
            let (view, question) = (self.form.field(&field).unwrap(), self.form.question(&field).unwrap());
            if view.visible && !is_implied(&question.kind) {
                *counts.entry(origin(view.provenance.as_ref()).0).or_default() += 1;
            }
        }
        let counts: Vec<String> = counts.iter().map(|(origin, count)| format!("{count} {origin}")).collect();
        self.note(format!("answers: {}", counts.join(", ")));
    }
}

/// Rows, files and signatures are no answers of their own.
fn is_implied(kind: &Kind) -> bool {
    matches!(kind, Kind::Group { .. } | Kind::Attachment { .. } | Kind::Signature { .. })
}

/// The kind of origin, and its name.
fn origin(provenance: Option<&Provenance>) -> (&'static str, &str) {
    match provenance {
        None => ("left open", "left open"),
        Some(Provenance::Citizen) => ("asked", "asked"),
        Some(Provenance::Register { document, .. }) => ("from registers", document),
        Some(Provenance::Account) => ("from the account", "account"),
        Some(Provenance::Default) => ("by default", "default"),
        Some(Provenance::Computed) => ("worked out", "computed"),
    }
}

fn name(step: &Step) -> String {
    match step {
        Step::Consent => "consent".to_owned(),
        Step::Documents => "documents".to_owned(),
        Step::Page(id) => id.clone(),
        Step::Commitments => "commitments".to_owned(),
        Step::Review => "review".to_owned(),
    }
}

fn way_name(fallback: &Fallback) -> &'static str {
    match fallback.way {
        Way::Upload => "upload",
        Way::Commitment { .. } => "commitment",
        Way::DepartmentCheck { .. } => "department_check",
        Way::Deferred { .. } => "deferred",
        Way::Counter { .. } => "counter",
    }
}

fn state_name(state: &LineState) -> String {
    match state {
        LineState::Done(DoneBy::Cancelled) => "cancelled".to_owned(),
        LineState::Done(DoneBy::Fetched { .. }) => "fetched".to_owned(),
        LineState::Done(DoneBy::Signed { .. }) => "signed for".to_owned(),
        LineState::Done(DoneBy::DepartmentAsks) => "the department asks".to_owned(),
        LineState::Done(DoneBy::HandedIn { files }) => format!("handed in, {} file", files.len()),
        LineState::Deferred { working_days } => format!("follows within {working_days} working days"),
        LineState::AtCounter => "at the counter".to_owned(),
        LineState::Promised
        | LineState::Asking { .. }
        | LineState::ToSign
        | LineState::Failed { .. }
        | LineState::ToHandIn => format!("open: {state:?}"),
    }
}

fn sum(sum: Sum) -> String {
    format!("{} required - {} waived - {} deferred = {} left", sum.required, sum.waived, sum.deferred, sum.left)
}

/// Something that the question can hold.
fn some_answer(question: &Question, offered: &[usize]) -> String {
    match &question.kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => options[offered[0]].id.clone(),
        Kind::YesNo => "no".to_owned(),
        Kind::Integer { min, .. } => min.to_string(),
        Kind::Decimal { min, .. } | Kind::Money { min, .. } => min.to_string(),
        Kind::Date { .. } => "2026-09-01".to_owned(),
        Kind::Region => "369999001 示范县城东街道".to_owned(),
        Kind::ResidentId => "369999198106150312".to_owned(),
        Kind::CreditCode => "91369999MA0000007L".to_owned(),
        Kind::Phone => "13800001234".to_owned(),
        Kind::BankAccount => "6217003699990000127".to_owned(),
        Kind::RealEstateUnit => "369999001001GB00001F00010036".to_owned(),
        Kind::Position => "36.651,117.12".to_owned(),
        Kind::Text { min_chars, characters: Characters::Any, .. } => "答".repeat(usize::from(*min_chars).max(2)),
        Kind::Text { min_chars, .. } => "3".repeat(usize::from(*min_chars).max(2)),
        Kind::LongText { .. } => "说明".to_owned(),
        Kind::Group { .. } | Kind::Attachment { .. } | Kind::Signature { .. } => String::new(),
    }
}
