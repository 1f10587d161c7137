//! Names of fields: a question, or a question in a row of a group. They stay the same however rows come and go.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A row's stable id within its draft; never used again after the row was removed.
pub type RowId = u32;

/// The name of one field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldKey {
    /// The question's id. A document's files are `<document>.files`, a commitment's signature `<commitment>.signature`.
    pub question: String,
    /// The row, for a question of a group.
    pub row: Option<RowId>,
}

impl FieldKey {
    /// A question outside groups.
    pub fn of(question: impl Into<String>) -> Self {
        Self { question: question.into(), row: None }
    }

    /// A question in a row.
    pub fn in_row(question: impl Into<String>, row: RowId) -> Self {
        Self { question: question.into(), row: Some(row) }
    }
}

impl fmt::Display for FieldKey {
    /// `question` or `question#row`; usable as an element's id and as an address fragment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.question)?;
        match self.row {
            Some(row) => write!(f, "#{row}"),
            None => Ok(()),
        }
    }
}

impl From<&str> for FieldKey {
    /// Reads what [`fmt::Display`] writes; a suffix that is no row number belongs to the question's name.
    fn from(text: &str) -> Self {
        match text.rsplit_once('#').and_then(|(question, row)| Some((question, row.parse().ok()?))) {
            Some((question, row)) => Self::in_row(question, row),
            None => Self::of(text),
        }
    }
}

impl Serialize for FieldKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Ok(Self::from(text.as_ref()))
    }
}
