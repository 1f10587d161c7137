//! Validation: all problems at once, each with its field. Hidden fields are never validated.

use super::engine::{Form, SlotId};
use super::parse::parse;
use super::plan::{Place, QuestionIx, Required};
use super::{FieldKey, Problem, RowId, Value};
use crate::item::{Kind, Severity};
use std::collections::HashMap;

/// One problem with its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub field: FieldKey,
    /// What.
    pub problem: Problem,
}

impl Form {
    /// Everything that is wrong, in the order of the pages.
    pub fn validate(&self) -> Vec<Finding> {
        let all = (0..self.plan.questions.len()).filter(|ix| self.plan.questions[*ix].group.is_none());
        self.validate_questions(all)
    }

    /// What is wrong on one page, by its id; `situation`, `documents` and `commitments` name the pages that no definition
    /// lists.
    pub fn validate_page(&self, page: &str) -> Vec<Finding> {
        let here = |ix: &QuestionIx| self.plan.questions[*ix].group.is_none() && self.is_on(*ix, page);
        self.validate_questions((0..self.plan.questions.len()).filter(here))
    }

    /// Shows what is wrong on one page at its fields, and names those fields' problems.
    pub fn expose_page(&mut self, page: &str) -> (Vec<Finding>, Vec<super::Changed>) {
        let findings = self.validate_page(page);
        let problems: HashMap<&FieldKey, &Problem> =
            findings.iter().map(|finding| (&finding.field, &finding.problem)).collect();
        let mut changed = Vec::new();
        let here: Vec<SlotId> = self.live_slots().filter(|id| self.is_on(self.slots[*id].question, page)).collect();
        for id in here {
            let field = self.key(id);
            let problem = problems.get(&field).map(|problem| (*problem).clone());
            let answer = &mut self.slots[id].answer;
            answer.exposed = true;
            if answer.shown != problem {
                answer.shown = problem;
                changed.push(super::Changed::Field(field));
            }
        }
        (findings, changed)
    }

    pub(super) fn is_on(&self, ix: QuestionIx, page: &str) -> bool {
        match self.plan.questions[ix].place {
            Place::Situation => page == "situation",
            Place::Page(ix) => self.item.pages[ix].id == page,
            Place::Files(_) => page == "documents",
            Place::Signature => page == "commitments",
        }
    }

    fn validate_questions(&self, questions: impl Iterator<Item = QuestionIx>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for ix in questions {
            self.find(ix, None, &mut findings);
            for row in self.rows_of(ix) {
                for child in &self.plan.questions[ix].children {
                    self.find(*child, Some(*row), &mut findings);
                }
            }
        }
        findings
    }

    fn find(&self, ix: QuestionIx, row: Option<RowId>, findings: &mut Vec<Finding>) {
        let Some(id) = self.index.get(&(ix, row)).copied().filter(|id| self.slots[*id].visible) else { return };
        if let Some(problem) = self.problem(id) {
            findings.push(Finding { field: self.key(id), problem });
        }
    }

    /// The first thing that is wrong with a visible field.
    pub(super) fn problem(&self, id: SlotId) -> Option<Problem> {
        let slot = &self.slots[id];
        if !slot.visible {
            return None;
        }
        if let Some(problem) = &slot.answer.problem {
            return Some(problem.clone());
        }
        let planned = self.planned(id);
        if let Kind::Group { min_rows, max_rows, .. } = planned.question.kind {
            let rows = self.rows_of(slot.question).len();
            let least = if self.is_required(id) { min_rows.max(1) } else { min_rows };
            return if rows < usize::from(least) {
                Some(Problem::TooFewRows { min: least })
            } else if rows > usize::from(max_rows) {
                Some(Problem::TooManyRows { max: max_rows })
            } else {
                self.broken_rule(id)
            };
        }
        match &slot.answer.value {
            None if self.is_required(id) => Some(Problem::Missing),
            None => self.broken_rule(id),
            Some(value) => self.check(id, value).or_else(|| self.broken_rule(id)),
        }
    }

    pub(super) fn is_required(&self, id: SlotId) -> bool {
        match &self.planned(id).required {
            Required::Always => true,
            Required::Never => false,
            Required::When(test) => self.holds(test, self.slots[id].row),
        }
    }

    /// Checks a value against its question, wherever it came from: a stored draft, a register or a payload.
    pub(super) fn check(&self, id: SlotId, value: &Value) -> Option<Problem> {
        let question = &self.planned(id).question;
        match (&question.kind, value) {
            (Kind::Choice { .. }, Value::Choice(option)) => (!self.offers(id, option)).then_some(Problem::NotAnOption),
            (Kind::Choices { min, max, .. }, Value::Choices(chosen)) => self.check_choices(id, chosen, *min, *max),
            (Kind::Attachment { max_files, max_bytes, .. }, Value::Files(files)) => {
                if files.is_empty() {
                    self.is_required(id).then_some(Problem::Missing)
                } else if files.len() > usize::from(*max_files) {
                    Some(Problem::TooManyFiles { max: *max_files })
                } else {
                    let large = files.iter().any(|file| file.size_bytes > *max_bytes);
                    large.then_some(Problem::FileTooLarge { max_bytes: *max_bytes })
                }
            }
            (Kind::Signature { .. }, Value::Signature { name, .. }) => {
                name.trim().is_empty().then_some(Problem::Missing)
            }
            (Kind::Region, Value::Region { .. })
            | (Kind::YesNo, Value::YesNo(_))
            | (Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. }, Value::Number(_))
            | (Kind::Date { .. }, Value::Date(_))
            | (
                Kind::Text { .. }
                | Kind::LongText { .. }
                | Kind::ResidentId
                | Kind::CreditCode
                | Kind::Phone
                | Kind::BankAccount
                | Kind::RealEstateUnit
                | Kind::Position,
                Value::Text(_),
            ) => parse(&question.kind, &super::show::canonical(value), self.context.today).err(),
            _ => Some(Problem::WrongKind),
        }
    }

    fn check_choices(&self, id: SlotId, chosen: &[String], min: u16, max: u16) -> Option<Problem> {
        if chosen.iter().any(|option| !self.offers(id, option)) {
            Some(Problem::NotAnOption)
        } else if chosen.is_empty() && self.is_required(id) {
            Some(Problem::Missing)
        } else if chosen.len() > 1 && self.stands_alone(id, chosen) {
            Some(Problem::TooManyChosen { max: 1 })
        } else if chosen.len() < usize::from(min) {
            Some(Problem::TooFewChosen { min })
        } else if max > 0 && chosen.len() > usize::from(max) {
            Some(Problem::TooManyChosen { max })
        } else {
            None
        }
    }

    /// Whether one of the chosen options takes the others back.
    fn stands_alone(&self, id: SlotId, chosen: &[String]) -> bool {
        let Kind::Choices { options, .. } = &self.planned(id).question.kind else { return false };
        options.iter().any(|option| option.exclusive && chosen.contains(&option.id))
    }

    /// Whether an option is offered now.
    pub(super) fn offers(&self, id: SlotId, option: &str) -> bool {
        let planned = self.planned(id);
        let (Kind::Choice { options } | Kind::Choices { options, .. }) = &planned.question.kind else { return false };
        let ix = options.iter().position(|choice| choice.id == option);
        ix.is_some_and(|ix| planned.options[ix].as_ref().is_none_or(|test| self.holds(test, self.slots[id].row)))
    }

    fn broken_rule(&self, id: SlotId) -> Option<Problem> {
        let slot = &self.slots[id];
        let checks = self.planned(id).checks.iter().map(|ix| &self.plan.checks[*ix]);
        let mut broken = checks.filter(|check| check.severity >= Severity::Error && self.holds(&check.when, slot.row));
        broken.next().map(|check| Problem::Rule(check.index))
    }
}
