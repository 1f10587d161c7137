//! Conditions compiled to indexes, and their evaluation. A hidden or invalid answer counts as none; a question of a group
//! read from outside its group holds when it holds in any row.

use super::engine::{Form, SlotId};
use super::plan::{DocumentIx, Plan, QuestionIx};
use super::readers::{Reach, Source};
use super::{RowId, Value};
use crate::ident::{Calendar, CivilDate, Decimal, RegionCode, ResidentId};
use crate::item::{Answers, Audience, Comparison, Condition, Failure, Formula};

pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Answered(QuestionIx),
    OneOf(QuestionIx, Vec<String>),
    Includes(QuestionIx, String),
    AtLeast(QuestionIx, Decimal),
    AtMost(QuestionIx, Decimal),
    AgeAtLeast(QuestionIx, i32),
    DateBefore(QuestionIx, i32),
    Same(QuestionIx, QuestionIx),
    Within(QuestionIx, String),
    Compare(Formula, Comparison, Formula, Vec<(Source, Reach)>),
    AnyRow(QuestionIx, Box<Test>),
    Repeated(QuestionIx),
    Audience(Audience),
    Failed(DocumentIx, Vec<Failure>),
    /// Names something that the item does not have; the lint refuses it.
    Never,
}

impl Test {
    pub fn new(condition: &Condition, plan: &Plan) -> Self {
        let list = |parts: &[Condition]| parts.iter().map(|part| Self::new(part, plan)).collect();
        let at = |id: &str, test: &dyn Fn(QuestionIx) -> Self| plan.question_ix(id).map_or(Self::Never, test);
        match condition {
            Condition::All(parts) => Self::All(list(parts)),
            Condition::Any(parts) => Self::Any(list(parts)),
            Condition::Not(part) => Self::Not(Box::new(Self::new(part, plan))),
            Condition::Answered(question) => at(question, &Self::Answered),
            Condition::Is { question, value } => at(question, &|ix| Self::OneOf(ix, vec![value.clone()])),
            Condition::OneOf { question, values } => at(question, &|ix| Self::OneOf(ix, values.clone())),
            Condition::Includes { question, value } => at(question, &|ix| Self::Includes(ix, value.clone())),
            Condition::AtLeast { question, number } => at(question, &|ix| Self::AtLeast(ix, *number)),
            Condition::AtMost { question, number } => at(question, &|ix| Self::AtMost(ix, *number)),
            Condition::AgeAtLeast { question, years } => at(question, &|ix| Self::AgeAtLeast(ix, i32::from(*years))),
            Condition::DateBefore { question, days } => at(question, &|ix| Self::DateBefore(ix, *days)),
            Condition::Same { question, other } => match plan.question_ix(other) {
                Some(other) => at(question, &|ix| Self::Same(ix, other)),
                None => Self::Never,
            },
            Condition::Compare { left, is, right } => {
                let mut reads = Vec::new();
                let mut see = |source, reach| reads.push((source, reach));
                reads_of(left, plan, Reach::Row, &mut see);
                reads_of(right, plan, Reach::Row, &mut see);
                Self::Compare(left.clone(), *is, right.clone(), reads)
            }
            Condition::AnyRow { group, when } => at(group, &|ix| Self::AnyRow(ix, Box::new(Self::new(when, plan)))),
            Condition::Repeated(question) => at(question, &Self::Repeated),
            Condition::Within { question, region } => at(question, &|ix| Self::Within(ix, region.clone())),
            Condition::Audience(audience) => Self::Audience(*audience),
            Condition::Failed { document, reasons } => {
                plan.document_ix(document).map_or(Self::Never, |ix| Self::Failed(ix, reasons.clone()))
            }
        }
    }

    /// Calls `see` with everything that the test reads, and whether it reads it in its own row or in all rows.
    pub fn reads(&self, reach: Reach, see: &mut dyn FnMut(Source, Reach)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.reads(reach, see)),
            Self::Not(part) => part.reads(reach, see),
            Self::Answered(ix)
            | Self::OneOf(ix, _)
            | Self::Includes(ix, _)
            | Self::AtLeast(ix, _)
            | Self::AtMost(ix, _)
            | Self::AgeAtLeast(ix, _)
            | Self::DateBefore(ix, _)
            | Self::Within(ix, _) => see(Source::Question(*ix), reach),
            Self::Repeated(ix) => see(Source::Question(*ix), Reach::Rows),
            Self::Compare(_, _, _, reads) => reads.iter().for_each(|(source, own)| see(*source, reach.max(*own))),
            Self::AnyRow(group, test) => {
                see(Source::Question(*group), Reach::Rows);
                test.reads(Reach::Rows, see);
            }
            Self::Same(ix, other) => {
                see(Source::Question(*ix), reach);
                see(Source::Question(*other), reach);
            }
            Self::Failed(ix, _) => see(Source::Document(*ix), reach),
            Self::Audience(_) | Self::Never => {}
        }
    }
}

/// Calls `see` with everything that the formula reads, its conditions included.
pub(super) fn reads_of(formula: &Formula, plan: &Plan, reach: Reach, see: &mut dyn FnMut(Source, Reach)) {
    let group = |id: &str| plan.question_ix(id).map(Source::Question);
    match formula {
        Formula::Number(_) | Formula::Today => {}
        Formula::Answer(id) | Formula::Age(id) | Formula::WorkingDaysUntil(id) => {
            plan.question_ix(id).into_iter().for_each(|ix| see(Source::Question(ix), reach));
        }
        Formula::Rows { group: id, when } => {
            group(id).into_iter().for_each(|group| see(group, Reach::Rows));
            when.iter().for_each(|condition| Test::new(condition, plan).reads(Reach::Rows, see));
        }
        Formula::Total { group: id, of } => {
            group(id).into_iter().for_each(|group| see(group, Reach::Rows));
            reads_of(of, plan, Reach::Rows, see);
        }
        Formula::Sum(parts) | Formula::Product(parts) => parts.iter().for_each(|part| reads_of(part, plan, reach, see)),
        Formula::Difference(left, right) | Formula::Quotient(left, right) => {
            reads_of(left, plan, reach, see);
            reads_of(right, plan, reach, see);
        }
    }
}

impl Form {
    /// Whether the test holds, seen from a row or from outside rows.
    pub(super) fn holds(&self, test: &Test, row: Option<RowId>) -> bool {
        match test {
            Test::All(parts) => parts.iter().all(|part| self.holds(part, row)),
            Test::Any(parts) => parts.iter().any(|part| self.holds(part, row)),
            Test::Not(part) => !self.holds(part, row),
            Test::Answered(ix) => self.any_value(*ix, row, &|_| true) || !self.shown_rows(*ix).is_empty(),
            Test::OneOf(ix, values) => self.any_value(*ix, row, &|value| match value {
                Value::Choice(text) | Value::Text(text) => values.contains(text),
                Value::YesNo(yes) => values.iter().any(|value| value == if *yes { "yes" } else { "no" }),
                _ => false,
            }),
            Test::Includes(ix, option) => {
                self.any_value(*ix, row, &|value| matches!(value, Value::Choices(chosen) if chosen.contains(option)))
            }
            Test::AtLeast(ix, least) => self.any_number(*ix, row, &|number| number >= *least),
            Test::AtMost(ix, most) => self.any_number(*ix, row, &|number| number <= *most),
            Test::AgeAtLeast(ix, years) => {
                self.any_value(*ix, row, &|value| self.age(value).is_some_and(|age| age >= *years))
            }
            Test::DateBefore(ix, days) => self.any_value(
                *ix,
                row,
                &|value| matches!(value, Value::Date(date) if *date < self.context.today.add_days(*days)),
            ),
            Test::Same(ix, other) => self.any_value(*ix, row, &|one| self.any_value(*other, row, &|two| one == two)),
            Test::Within(ix, region) => self.any_value(*ix, row, &|value| is_within(value, region)),
            Test::Compare(left, is, right, _) => {
                let answers = InForm { form: self, row };
                let (left, right) = (left.value(&answers), right.value(&answers));
                left.zip(right).is_some_and(|(left, right)| is.holds(left, right))
            }
            Test::AnyRow(group, test) => self.shown_rows(*group).iter().any(|row| self.holds(test, Some(*row))),
            Test::Repeated(ix) => self.is_repeated(*ix, row),
            Test::Audience(audience) => self.context.audience == *audience,
            Test::Failed(ix, reasons) => {
                self.documents[*ix].applies
                    && self.documents[*ix]
                        .failure
                        .is_some_and(|failure| reasons.is_empty() || reasons.contains(&failure))
            }
            Test::Never => false,
        }
    }

    fn any_value(&self, ix: QuestionIx, row: Option<RowId>, holds: &dyn Fn(&Value) -> bool) -> bool {
        let in_slot = |id: SlotId| {
            let slot = &self.slots[id];
            slot.visible && slot.answer.valid().is_some_and(holds)
        };
        let slot = |row| self.index.get(&(ix, row)).copied();
        match self.plan.questions[ix].group {
            None => slot(None).is_some_and(in_slot),
            Some(group) => match row.and_then(|row| slot(Some(row))) {
                Some(id) => in_slot(id),
                None => self.rows_of(group).iter().any(|row| slot(Some(*row)).is_some_and(in_slot)),
            },
        }
    }

    /// The rows of a group that is visible; a question that is no group has none.
    fn shown_rows(&self, group: QuestionIx) -> &[RowId] {
        if self.is_shown(group, None) {
            self.rows_of(group)
        } else {
            &[]
        }
    }

    /// Whether this row's answer, or any row's seen from outside, stands in another row too.
    fn is_repeated(&self, ix: QuestionIx, row: Option<RowId>) -> bool {
        let Some(group) = self.plan.questions[ix].group else { return false };
        let value = |row: RowId| self.value_in(ix, Some(row));
        let rows = self.rows_of(group);
        let repeats =
            |one: RowId| value(one).is_some_and(|it| rows.iter().any(|two| *two != one && value(*two) == Some(it)));
        match row {
            Some(row) => repeats(row),
            None => rows.iter().any(|row| repeats(*row)),
        }
    }

    /// The value of a visible field: of its row, or of the only place it has.
    fn value_in(&self, ix: QuestionIx, row: Option<RowId>) -> Option<&Value> {
        let row = self.plan.questions[ix].group.and(row);
        let slot = &self.slots[*self.index.get(&(ix, row))?];
        slot.answer.valid().filter(|_| slot.visible)
    }

    /// What a computed answer comes to.
    pub(super) fn compute(&self, formula: &Formula, row: Option<RowId>) -> Option<Decimal> {
        formula.value(&InForm { form: self, row })
    }

    fn any_number(&self, ix: QuestionIx, row: Option<RowId>, holds: &dyn Fn(Decimal) -> bool) -> bool {
        if !self.plan.questions[ix].children.is_empty() {
            let count = i64::try_from(self.rows_of(ix).len()).ok().and_then(|count| Decimal::new(count, 0));
            return self.is_shown(ix, None) && count.is_some_and(holds);
        }
        self.any_value(ix, row, &|value| matches!(value, Value::Number(number) if holds(*number)))
    }

    fn age(&self, value: &Value) -> Option<i32> {
        match value {
            Value::Date(born) => Some(born.years_until(self.context.today)),
            Value::Text(text) => text.parse::<ResidentId>().ok().map(|id| id.age(self.context.today)),
            _ => None,
        }
    }
}

fn is_within(value: &Value, region: &str) -> bool {
    let Value::Region { code, .. } = value else { return false };
    let (Ok(outer), Ok(inner)) = (region.parse::<RegionCode>(), code.parse::<RegionCode>()) else { return false };
    outer.contains(&inner)
}

/// The answers as a formula reads them, from a row or from outside rows.
struct InForm<'a> {
    form: &'a Form,
    row: Option<RowId>,
}

impl InForm<'_> {
    fn value(&self, question: &str) -> Option<&Value> {
        self.form.value_in(self.form.plan.question_ix(question)?, self.row)
    }
}

impl Answers for InForm<'_> {
    fn number(&self, question: &str) -> Option<Decimal> {
        match self.value(question)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn date(&self, question: &str) -> Option<CivilDate> {
        match self.value(question)? {
            Value::Date(date) => Some(*date),
            Value::Text(text) => text.parse::<ResidentId>().ok().map(|id| id.birth_date()),
            _ => None,
        }
    }

    fn today(&self) -> CivilDate {
        self.form.context.today
    }

    /// Monday to Friday: a form is a hint to a person, the portal's calendar has the last word.
    fn working_days_until(&self, date: CivilDate) -> Option<i64> {
        let (from, to) = (self.today(), date);
        let days = |from, to| i64::from(Calendar::empty().working_days_between(from, to).0);
        Some(if from <= to { days(from, to) } else { -days(to, from) })
    }

    fn rows(&self, group: &str) -> Vec<Box<dyn Answers + '_>> {
        let Some(ix) = self.form.plan.question_ix(group) else { return Vec::new() };
        let row = |row: &RowId| -> Box<dyn Answers + '_> { Box::new(InForm { form: self.form, row: Some(*row) }) };
        self.form.shown_rows(ix).iter().map(row).collect()
    }

    fn holds(&self, condition: &Condition) -> bool {
        self.form.holds(&Test::new(condition, &self.form.plan), self.row)
    }
}
