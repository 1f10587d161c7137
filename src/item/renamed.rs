//! What was given another id, so that the answers of drafts follow it into the new version.

use super::QuestionId;
use serde::{Deserialize, Serialize};

/// One thing that bears another id since a version (改名).
///
/// The list of an item grows: an entry stays for as long as drafts of earlier versions may exist. `to` is always an id of
/// the item that holds the list; when something is renamed a second time, its earlier entries are written to the newest id,
/// so that there are no chains and any two versions are enough to follow a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Renamed {
    /// The first version that uses the new id.
    pub since: u32,
    /// What it is.
    pub what: Nameable,
    /// The id that it had.
    pub from: String,
    /// The id that it has in this version.
    pub to: String,
}

/// What a draft remembers by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Nameable {
    /// A question, a group or a question of a group.
    Question,
    /// An option of this question, by the id that the question has in this version.
    OptionOf(QuestionId),
    /// A document, with its files.
    Document,
    /// A commitment, with its signature.
    Commitment,
}
