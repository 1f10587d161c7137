//! What became of a draft whose item changed: what was carried over, and what the citizen has to look at (请核对).

use super::Draft;
use crate::form::{FieldKey, FileRef};
use crate::item::Text;
use crate::submission::State;
use serde::{Deserialize, Serialize};

/// The last change of the item under a draft, and everything that did not fit and was not ticked off yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChange {
    /// The version from which the draft came.
    pub from: u32,
    /// How many answers were carried over.
    pub kept: u16,
    /// The citizen has been told and went on.
    #[serde(default)]
    pub told: bool,
    /// What did not fit, in the order of the version in which it was answered. What was ticked off stays, with its tick.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<ToCheck>,
}

/// An answer, or a decision about a document, that the new version does not take as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToCheck {
    /// Its number in the draft, from one; never used twice.
    pub number: u32,
    /// The version in which it was answered.
    pub version: u32,
    /// Where it stood there: a field, or a document's id.
    pub field: FieldKey,
    /// The title of the page on which it stood; none for scenario questions, documents and commitments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Text>,
    /// What it was called there.
    pub label: Text,
    /// In which row of its group it stood, counted from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u16>,
    /// The answer as a person reads it; empty for a decision.
    pub value: String,
    /// The last valid answer, where `value` is a text that was never valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// The files that were handed in; their bytes stay until the draft goes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Why it is here.
    pub why: Why,
    /// The citizen has ticked it off.
    #[serde(default)]
    pub done: bool,
}

/// Why an answer was not carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is not asked any more.
    NotAsked,
    /// It is asked in another way, which the old answer does not answer.
    AskedOtherwise,
    /// What was chosen is not offered any more.
    NotOffered,
    /// The text that was signed has changed.
    SignAgain,
    /// The register that supplied it, or that was agreed to, is asked for something else now.
    AskRegisterAgain,
    /// The way that was taken instead of a document is not offered any more.
    WayGone,
}

/// How a draft stands to the item as the site offers it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is of the current version.
    Current,
    /// The item has changed: the draft can be carried over to this version.
    Outdated {
        /// The current version.
        version: u32,
    },
    /// The item has changed or gone, but what was frozen may have arrived: first it is found out what became of it.
    UnderWay,
    /// The item is not offered any more.
    Withdrawn,
}

impl Draft {
    /// How the draft stands to the version that the index offers; none when it offers the item no more.
    pub fn standing(&self, offered: Option<u32>) -> Standing {
        let under_way = match self.submission {
            Some(
                State::Waiting { .. }
                | State::Queued { .. }
                | State::Sending { .. }
                | State::Unknown { .. }
                | State::Accepted { .. },
            ) => true,
            None | Some(State::Refused { .. } | State::Held { .. }) => false,
        };
        match offered {
            // A site that went back to an earlier version reads the draft with the later one, which is kept.
            Some(version) if version <= self.item_version => Standing::Current,
            Some(_) | None if under_way => Standing::UnderWay,
            Some(version) => Standing::Outdated { version },
            None => Standing::Withdrawn,
        }
    }
}

impl ItemChange {
    /// What the citizen has not ticked off yet.
    pub fn open(&self) -> usize {
        self.check.iter().filter(|entry| !entry.done).count()
    }

    /// Ticks an entry off, or takes the tick back.
    pub fn tick(&mut self, number: u32, done: bool) {
        if let Some(entry) = self.check.iter_mut().find(|entry| entry.number == number) {
            entry.done = done;
        }
    }
}
