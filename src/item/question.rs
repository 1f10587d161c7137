//! Questions: what is asked, of which kind, when, and whether it must be answered.

use super::{Computed, Condition, Text};
use crate::ident::{CivilDate, Decimal};
use serde::{Deserialize, Serialize};

/// A question's id: English snake case, unique in its item, never reused for another meaning.
pub type QuestionId = String;

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Question {
    /// Unique in the item.
    pub id: QuestionId,
    /// The question as it is spoken: 店里最多坐多少人？
    pub label: Text,
    /// The label in the review and in the payload, shorter: 座位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// One line of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What is said when it is missing: 请填写店里最多坐多少人. Absent: made from the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Text>,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// Whether it must be answered when it is visible.
    #[serde(default)]
    pub presence: Presence,
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Condition>,
    /// The answer that stands there at the beginning: an option's id, a number, a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The answer is worked out from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<Computed>,
    /// Masked wherever it is only shown (identity numbers, account numbers).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// The `autocomplete` token of HTML (`name`, `tel`, `street-address`), so that a phone can offer its owner's data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
}

/// Whether a visible question must be answered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Presence {
    /// It must.
    #[default]
    Required,
    /// It need not.
    Optional,
    /// It must when this holds.
    RequiredWhen(Condition),
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Kind {
    /// One line of text.
    Text {
        /// The fewest characters it must have once there are any.
        #[serde(default, skip_serializing_if = "is_nought")]
        min_chars: u16,
        /// The most characters it may have.
        max_chars: u16,
        /// Which characters it is made of.
        #[serde(default, skip_serializing_if = "is_any")]
        characters: Characters,
    },
    /// Several lines of text.
    LongText {
        /// The most characters it may have.
        max_chars: u16,
    },
    /// A whole number.
    Integer {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
        /// Its unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
    },
    /// A decimal number.
    Decimal {
        /// The least.
        min: Decimal,
        /// The most.
        max: Decimal,
        /// Digits after the point, at most 4.
        places: u8,
        /// Its unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
    },
    /// An amount in yuan, to the 分.
    Money {
        /// The least, in yuan.
        min: Decimal,
        /// The most, in yuan.
        max: Decimal,
    },
    /// A civil date.
    Date {
        /// Not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<DateBound>,
        /// Not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<DateBound>,
        /// How much of the date is asked.
        #[serde(default, skip_serializing_if = "is_day")]
        precision: Precision,
    },
    /// One of several.
    Choice {
        /// The options, in order.
        options: Vec<Choice>,
    },
    /// Several of several.
    Choices {
        /// The options, in order.
        options: Vec<Choice>,
        /// The fewest.
        #[serde(default)]
        min: u16,
        /// The most; 0 is no limit.
        #[serde(default)]
        max: u16,
    },
    /// Yes or no.
    YesNo,
    /// A town or village of the site's region, GB/T 10114 code.
    Region,
    /// A resident identity number, GB 11643-1999.
    ResidentId,
    /// A unified social credit code, GB 32100-2015.
    CreditCode,
    /// A telephone number.
    Phone,
    /// A bank account or card number.
    BankAccount,
    /// A real-estate unit number, GB/T 37346-2019.
    RealEstateUnit,
    /// A point on the earth, from the device or written by hand. Never required: a device may refuse, and so may a person.
    Position,
    /// Rows of the same questions.
    Group {
        /// What one row is called: 管理人员.
        row: Text,
        /// The fewest rows.
        #[serde(default)]
        min_rows: u16,
        /// The most rows.
        max_rows: u16,
        /// The questions of each row; no groups inside.
        questions: Vec<Question>,
    },
    /// Photographs or files; only where nothing else can stand for them.
    Attachment {
        /// The most files.
        max_files: u16,
        /// The most bytes of one file.
        max_bytes: u32,
        /// Only photographs, looked at on the device before they are taken: sharp, bright, large enough.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        photo: bool,
    },
    /// The signature under a commitment: the name typed by the signer.
    Signature {
        /// The commitment's id.
        commitment: String,
    },
}

/// Which characters a text is made of. Codes that have a standard of their own are kinds, not texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Characters {
    /// Any.
    #[default]
    Any,
    /// The digits 0 to 9.
    Digits,
    /// Digits and capital Latin letters, as in certificate and vehicle numbers.
    DigitsAndCapitals,
}

/// How much of a date is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Precision {
    /// Year, month and day.
    #[default]
    Day,
    /// Year and month; the value is the first day of the month.
    Month,
}

fn is_nought(number: &u16) -> bool {
    *number == 0
}

fn is_any(characters: &Characters) -> bool {
    *characters == Characters::Any
}

fn is_day(precision: &Precision) -> bool {
    *precision == Precision::Day
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Choice {
    /// English snake case, unique in the question.
    pub id: String,
    /// What it says.
    pub label: Text,
    /// One line of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Offered only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Condition>,
    /// Stands alone: choosing it takes the others back (都没有).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

/// A bound of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum DateBound {
    /// This day.
    On(CivilDate),
    /// Today plus so many days; negative is before today.
    Today(i32),
}

impl Question {
    /// The question and, for a group, the questions of its rows.
    pub fn with_children(&self) -> impl Iterator<Item = &Question> {
        let children = match &self.kind {
            Kind::Group { questions, .. } => questions.as_slice(),
            _ => &[],
        };
        std::iter::once(self).chain(children)
    }

    /// The label for reviews and payloads.
    pub fn short_label(&self) -> &Text {
        self.short.as_ref().unwrap_or(&self.label)
    }
}
