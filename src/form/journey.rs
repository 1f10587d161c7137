//! The steps that a person has, and where the journey goes on. This is the only place that knows their order.

use super::engine::Form;
use super::{Edit, FieldKey, Finding};
use crate::consent::Provenance;
use crate::item::{Condition, Kind, Page, Question, QuestionId, WaiverKind};

/// One step from the beginning of a draft to its submission.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// Decide about each source.
    Consent,
    /// See the ledger ticked off, choose ways on, hand in files.
    Documents,
    /// Answer a page; its id.
    Page(String),
    /// Sign commitments.
    Commitments,
    /// Check everything and submit.
    Review,
}

/// A step and whether something is still to be done in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepState {
    /// The step.
    pub step: Step,
    /// Nothing is left to be done in it.
    pub complete: bool,
}

impl Form {
    /// The steps that this person has now, in order. The first and the last are always there.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if !self.decisions().is_empty() {
            steps.push(Step::Consent);
        }
        steps.push(Step::Documents);
        steps.extend(self.pages().into_iter().map(|page| Step::Page(page.id)));
        if self.may_sign() {
            steps.push(Step::Commitments);
        }
        steps.push(Step::Review);
        steps
    }

    /// The steps with their states.
    pub fn step_states(&self) -> Vec<StepState> {
        let state = |step: Step| StepState { complete: self.is_complete(&step), step };
        self.steps().into_iter().map(state).collect()
    }

    /// The step after this one. After a step that has gone (an answer hid it), the first that is not complete.
    pub fn next_step(&self, step: &Step) -> Step {
        let steps = self.steps();
        match steps.iter().position(|other| other == step) {
            Some(ix) => steps.get(ix + 1).cloned().unwrap_or(Step::Review),
            None => self.resume_step(),
        }
    }

    /// The step before this one; nothing before the first.
    pub fn previous_step(&self, step: &Step) -> Option<Step> {
        let steps = self.steps();
        let ix = steps.iter().position(|other| other == step)?;
        ix.checked_sub(1).map(|ix| steps[ix].clone())
    }

    /// The first step in which something is left to do.
    pub fn resume_step(&self) -> Step {
        self.steps().into_iter().find(|step| !self.is_complete(step)).unwrap_or(Step::Review)
    }

    /// How many questions are visible that no register is going to answer.
    pub fn questions_left(&self) -> usize {
        let supplied = |id: &str| {
            let documents = self.item.documents.iter().zip(&self.documents);
            let documents = documents.filter(|(_, state)| state.applies && state.failure.is_none());
            documents.flat_map(|(document, _)| &document.supplies).any(|supply| supply.question == id)
        };
        let pages = self.pages();
        let questions = pages.iter().flat_map(|page| &self.item.pages[page.index].questions);
        questions
            .filter(|question| self.field(&FieldKey::of(&*question.id)).is_some_and(|view| view.visible))
            .filter(|question| question.computed.is_none() && !supplied(&question.id))
            .count()
    }

    /// What the account of the person who is signed in knows: a telephone number, for questions that ask for one's own.
    /// Who acts for another is asked only on pages that come up because of that; the others are about the applicant.
    pub fn account_prefills(&self, phone: Option<&str>) -> Vec<Edit> {
        let Some(phone) = phone else { return Vec::new() };
        let for_another = self.acts_for_another();
        let pages = self.item.pages.iter().filter(|page| !for_another || self.is_about_agent(page));
        let situations = self.item.situations.iter().filter(|_| !for_another);
        let own_phone =
            |question: &&Question| question.kind == Kind::Phone && question.autocomplete.as_deref() == Some("tel");
        let prefill = |question: &Question| Edit::Prefill {
            field: FieldKey::of(&*question.id),
            text: phone.to_owned(),
            provenance: Provenance::Account,
        };
        situations.chain(pages.flat_map(|page| &page.questions)).filter(own_phone).map(prefill).collect()
    }

    /// Whether the page comes up because somebody acts for another: it would not for oneself.
    fn is_about_agent(&self, page: &Page) -> bool {
        let Some(agent) = &self.item.agent_question else { return false };
        page.visible.as_ref().and_then(|condition| holds_for_oneself(condition, agent)) == Some(false)
    }

    /// Everything that stands in the way of submitting.
    pub fn blockers(&self) -> Vec<Finding> {
        self.validate()
    }

    /// Whether it may be submitted.
    pub fn is_ready(&self) -> bool {
        self.undecided_documents().is_empty()
            && self.decisions().iter().all(|(_, decision)| decision.is_some())
            && self.ledger().lines.iter().all(|line| line.state.is_settled())
            && self.blockers().is_empty()
    }

    fn is_complete(&self, step: &Step) -> bool {
        match step {
            Step::Consent => self.decisions().iter().all(|(_, decision)| decision.is_some()),
            Step::Documents => self.undecided_documents().is_empty() && self.validate_page("documents").is_empty(),
            Step::Page(id) => self.validate_page(id).is_empty(),
            Step::Commitments => self.validate_page("commitments").is_empty(),
            Step::Review => false,
        }
    }

    /// Whether a commitment stands in the ledger, signed or to be decided about.
    fn may_sign(&self) -> bool {
        let lines = self.ledger().lines;
        !self.commitments().is_empty() || lines.iter().any(|line| line.kind == WaiverKind::Commitment)
    }
}

/// What a condition comes to for who acts for oneself, as far as that decides it.
fn holds_for_oneself(condition: &Condition, agent: &QuestionId) -> Option<bool> {
    let part = |part: &Condition| holds_for_oneself(part, agent);
    // One part decides, or all are decided.
    let decided = |parts: &[Condition], by: bool| {
        let parts: Vec<_> = parts.iter().map(part).collect();
        if parts.contains(&Some(by)) {
            Some(by)
        } else {
            parts.iter().all(Option::is_some).then_some(!by)
        }
    };
    match condition {
        Condition::All(parts) => decided(parts, false),
        Condition::Any(parts) => decided(parts, true),
        Condition::Not(inner) => part(inner).map(|holds| !holds),
        Condition::Is { question, value } if question == agent => Some(value == "self"),
        Condition::OneOf { question, values } if question == agent => Some(values.iter().any(|value| value == "self")),
        Condition::Answered(_)
        | Condition::Is { .. }
        | Condition::OneOf { .. }
        | Condition::Includes { .. }
        | Condition::AtLeast { .. }
        | Condition::AtMost { .. }
        | Condition::AgeAtLeast { .. }
        | Condition::DateBefore { .. }
        | Condition::Same { .. }
        | Condition::Compare { .. }
        | Condition::AnyRow { .. }
        | Condition::Repeated(_)
        | Condition::Within { .. }
        | Condition::Audience(_)
        | Condition::Failed { .. } => None,
    }
}
