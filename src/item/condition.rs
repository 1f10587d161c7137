//! Conditions as a typed tree: there is no expression language, so nothing can be injected or misread.
//!
//! Evaluation belongs to `form`; this module only says what a condition is made of and which questions it reads.

use super::{Audience, Comparison, DocumentId, Failure, Formula, QuestionId};
use crate::ident::Decimal;
use serde::{Deserialize, Serialize};

/// When something is shown, required or complained about. An unanswered or hidden question makes every comparison false.
///
/// A condition that stands at a question of a group, or in a check shown at one, is read once for every row: questions of
/// that group then mean those of the same row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Condition {
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The question has a valid answer.
    Answered(QuestionId),
    /// A choice is this option; a yes/no question is `yes` or `no`; a text equals the value.
    Is {
        /// The question.
        question: QuestionId,
        /// The option's id, or `yes` or `no`.
        value: String,
    },
    /// A choice is one of these options.
    OneOf {
        /// The question.
        question: QuestionId,
        /// The options' ids.
        values: Vec<String>,
    },
    /// Several choices include this option.
    Includes {
        /// The question.
        question: QuestionId,
        /// The option's id.
        value: String,
    },
    /// A number is at least this; for a group, its number of rows.
    AtLeast {
        /// The question.
        question: QuestionId,
        /// The bound, in the question's unit.
        number: Decimal,
    },
    /// A number is at most this; for a group, its number of rows.
    AtMost {
        /// The question.
        question: QuestionId,
        /// The bound, in the question's unit.
        number: Decimal,
    },
    /// The person of a resident id, or the date of birth given, has completed so many years today.
    AgeAtLeast {
        /// A resident-id or date question.
        question: QuestionId,
        /// Completed years (周岁).
        years: u16,
    },
    /// A date lies before today plus so many days.
    DateBefore {
        /// A date question.
        question: QuestionId,
        /// Days after today; negative is before.
        days: i32,
    },
    /// Two answers are equal.
    Same {
        /// The one question.
        question: QuestionId,
        /// The other.
        other: QuestionId,
    },
    /// Two numbers compare like this. False when either has no value.
    Compare {
        /// The one number.
        left: Formula,
        /// How they compare.
        is: Comparison,
        /// The other number.
        right: Formula,
    },
    /// In some row of the group the condition holds; questions of the group mean those of that row.
    AnyRow {
        /// The group.
        group: QuestionId,
        /// Read in each row.
        when: Box<Condition>,
    },
    /// Two rows of its group give the same answer to this question.
    Repeated(QuestionId),
    /// A region answer lies inside this region.
    Within {
        /// A region question.
        question: QuestionId,
        /// The region's code, GB/T 2260.
        region: String,
    },
    /// The applicant signed in as this.
    Audience(Audience),
    /// A document could not be waived as planned, for one of these reasons.
    Failed {
        /// The document.
        document: DocumentId,
        /// The reasons; none means any.
        #[serde(default)]
        reasons: Vec<Failure>,
    },
}

impl Condition {
    /// Calls `see` with every question that the condition reads.
    pub fn questions<'a>(&'a self, see: &mut dyn FnMut(&'a QuestionId)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.questions(see)),
            Self::Not(part) => part.questions(see),
            Self::Answered(question)
            | Self::Is { question, .. }
            | Self::OneOf { question, .. }
            | Self::Includes { question, .. }
            | Self::AtLeast { question, .. }
            | Self::AtMost { question, .. }
            | Self::AgeAtLeast { question, .. }
            | Self::DateBefore { question, .. }
            | Self::Within { question, .. }
            | Self::Repeated(question) => see(question),
            Self::Compare { left, right, .. } => {
                left.questions(see);
                right.questions(see);
            }
            Self::AnyRow { group, when } => {
                see(group);
                when.questions(see);
            }
            Self::Same { question, other } => {
                see(question);
                see(other);
            }
            Self::Audience(_) | Self::Failed { .. } => {}
        }
    }

    /// Calls `see` with every document that the condition reads.
    pub fn documents<'a>(&'a self, see: &mut dyn FnMut(&'a DocumentId)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.documents(see)),
            Self::Not(part) => part.documents(see),
            Self::AnyRow { when, .. } => when.documents(see),
            Self::Failed { document, .. } => see(document),
            Self::Answered(_)
            | Self::Is { .. }
            | Self::OneOf { .. }
            | Self::Includes { .. }
            | Self::AtLeast { .. }
            | Self::AtMost { .. }
            | Self::AgeAtLeast { .. }
            | Self::DateBefore { .. }
            | Self::Within { .. }
            | Self::Same { .. }
            | Self::Compare { .. }
            | Self::Repeated(_)
            | Self::Audience(_) => {}
        }
    }
}
