//! Numbers that follow from answers: totals, ages, days between dates.
//!
//! A typed tree like [`Condition`]: no text is ever parsed into arithmetic. This module says what a formula is made of and
//! which questions it reads; what it comes to is decided by whoever holds the answers (see [`Formula::value`]).

use super::{Condition, Question, QuestionId};
use crate::ident::{CivilDate, Decimal};
use serde::{Deserialize, Serialize};

/// A number that follows from answers. A date is the number of its day, counted from 1970-01-01, so that two dates are
/// compared and subtracted like numbers. Any missing answer makes the whole formula have no value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Formula {
    /// This number.
    Number(Decimal),
    /// The answer to a number, money or date question.
    Answer(QuestionId),
    /// Today.
    Today,
    /// Completed years (周岁) of the person of a resident id, or since a date.
    Age(QuestionId),
    /// Working days from today to a date; negative when it is past.
    WorkingDaysUntil(QuestionId),
    /// How many rows of a group fulfil the condition; all, when there is none.
    Rows {
        /// The group.
        group: QuestionId,
        /// Read in each row.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Box<Condition>>,
    },
    /// The sum over the rows of a group. A row in which the formula has no value makes the total have none.
    Total {
        /// The group.
        group: QuestionId,
        /// Read in each row.
        of: Box<Formula>,
    },
    /// The sum of its parts.
    Sum(Vec<Formula>),
    /// The first less the second.
    Difference(Box<Formula>, Box<Formula>),
    /// The product of its parts.
    Product(Vec<Formula>),
    /// The first divided by the second, rounded half up to four places; no value when the second is nought.
    Quotient(Box<Formula>, Box<Formula>),
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Comparison {
    /// The left one is smaller.
    Less,
    /// The left one is smaller or both are equal.
    AtMost,
    /// Both are equal.
    Equal,
    /// They differ.
    Different,
    /// The left one is larger or both are equal.
    AtLeast,
    /// The left one is larger.
    More,
}

/// An answer that is worked out instead of asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Computed {
    /// Where the number comes from.
    pub formula: Formula,
    /// For a choice: which option stands for which numbers, from the lowest bound up. Empty for a number question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// The citizen may write another value (an estimate); otherwise it is only shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub editable: bool,
}

/// From this number up, this option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Band {
    /// The bound; it belongs to the band.
    pub from: Decimal,
    /// The option's id.
    pub option: String,
}

/// What a formula reads. Implemented by whoever holds the answers; a hidden question has no answer.
pub trait Answers {
    /// A valid number or amount.
    fn number(&self, question: &str) -> Option<Decimal>;
    /// A valid date, or the date of birth of a valid resident id.
    fn date(&self, question: &str) -> Option<CivilDate>;
    /// Today.
    fn today(&self) -> CivilDate;
    /// Working days from today to the date.
    fn working_days_until(&self, date: CivilDate) -> Option<i64>;
    /// The rows of a group, each as the answers that a formula inside it reads.
    fn rows(&self, group: &str) -> Vec<Box<dyn Answers + '_>>;
    /// Whether a condition holds.
    fn holds(&self, condition: &Condition) -> bool;
}

/// Ten thousandths in one: the finest step of a [`Decimal`].
const ONE: i128 = 10_000;

impl Formula {
    /// What it comes to; nothing when an answer is missing, on division by nought, and beyond 14 digits.
    pub fn value(&self, answers: &dyn Answers) -> Option<Decimal> {
        let fine = self.fine(answers)?;
        Decimal::new(i64::try_from(fine).ok()?, 4)
    }

    /// The value in ten-thousandths.
    fn fine(&self, answers: &dyn Answers) -> Option<i128> {
        match self {
            Self::Number(number) => Some(fine(*number)),
            Self::Answer(question) => match answers.number(question) {
                Some(number) => Some(fine(number)),
                None => Some(day(answers.date(question)?)),
            },
            Self::Today => Some(day(answers.today())),
            Self::Age(question) => age(answers.date(question)?, answers.today()),
            Self::WorkingDaysUntil(question) => {
                Some(i128::from(answers.working_days_until(answers.date(question)?)?) * ONE)
            }
            Self::Rows { group, when } => {
                let fits = |row: &dyn Answers| when.as_ref().is_none_or(|condition| row.holds(condition));
                let rows = answers.rows(group);
                Some(rows.iter().filter(|row| fits(row.as_ref())).count() as i128 * ONE)
            }
            Self::Total { group, of } => answers.rows(group).iter().map(|row| of.fine(row.as_ref())).sum(),
            Self::Sum(parts) => parts.iter().map(|part| part.fine(answers)).sum(),
            Self::Difference(from, less) => Some(from.fine(answers)? - less.fine(answers)?),
            Self::Product(parts) => {
                parts.iter().try_fold(ONE, |so_far, part| Some(rounded(so_far.checked_mul(part.fine(answers)?)?, ONE)))
            }
            Self::Quotient(dividend, divisor) => {
                let divisor = divisor.fine(answers)?;
                (divisor != 0).then_some(())?;
                Some(rounded(dividend.fine(answers)?.checked_mul(ONE)?, divisor))
            }
        }
    }

    /// Calls `see` with every question that the formula reads, groups included.
    pub fn questions<'a>(&'a self, see: &mut dyn FnMut(&'a QuestionId)) {
        match self {
            Self::Number(_) | Self::Today => {}
            Self::Answer(question) | Self::Age(question) | Self::WorkingDaysUntil(question) => see(question),
            Self::Rows { group, when } => {
                see(group);
                if let Some(condition) = when {
                    condition.questions(see);
                }
            }
            Self::Total { group, of } => {
                see(group);
                of.questions(see);
            }
            Self::Sum(parts) | Self::Product(parts) => parts.iter().for_each(|part| part.questions(see)),
            Self::Difference(left, right) | Self::Quotient(left, right) => {
                left.questions(see);
                right.questions(see);
            }
        }
    }
}

impl Comparison {
    /// Whether it is so.
    pub fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::Different => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }
}

impl Computed {
    /// The option whose band holds the number; nothing below the lowest.
    pub fn option(&self, number: Decimal) -> Option<&str> {
        self.bands.iter().rev().find(|band| band.from <= number).map(|band| band.option.as_str())
    }
}

impl Question {
    /// The formula that works the answer out, if it is not asked.
    pub fn formula(&self) -> Option<&Formula> {
        self.computed.as_ref().map(|computed| &computed.formula)
    }
}

fn fine(number: Decimal) -> i128 {
    i128::from(number.ten_thousandths())
}

fn day(date: CivilDate) -> i128 {
    i128::from(date.days_since_epoch()) * ONE
}

fn age(birth: CivilDate, today: CivilDate) -> Option<i128> {
    let years = birth.years_until(today);
    (years >= 0).then(|| i128::from(years) * ONE)
}

/// `dividend / divisor`, halves away from nought.
fn rounded(dividend: i128, divisor: i128) -> i128 {
    let half = divisor.abs() / 2;
    let away = if dividend < 0 { -half } else { half };
    (dividend + away) / divisor
}
