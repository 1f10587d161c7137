//! The payload: what is submitted. It describes itself, so that it can be read at a counter without this program:
//! labels stand beside keys, and every answer says where it came from.

use crate::consent::{Provenance, Registered};
use crate::form::{FileRef, Value};
use crate::ident::Instant;
use crate::item::{Failure, WaiverKind};
use serde::{Deserialize, Serialize};

/// The payload format's version.
pub const PAYLOAD_FORMAT: u32 = 1;

/// Everything that is submitted for one application (办件).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Payload {
    /// [`PAYLOAD_FORMAT`].
    pub format: u32,
    /// The item and the version it was answered under.
    pub item: PayloadItem,
    /// When it was made, by server time.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub made_at: Instant,
    /// The kind of terminal: `phone`, `desktop` or `kiosk`.
    pub terminal: crate::portal::Terminal,
    /// The credit code of the enterprise applied for; absent when a person applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// The idempotency keys of earlier attempts that this one corrects. Once it is accepted, none of them is any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_keys: Vec<String>,
    /// The parts of a joint application that are applied for, by their ids; none for an ordinary item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Visible answers, page by page; the scenario questions are the first page, with the id `situation`.
    pub pages: Vec<PayloadPage>,
    /// The ledger: every document that applies, with what became of it.
    pub documents: Vec<PayloadDocument>,
    /// Signed commitments.
    pub commitments: Vec<PayloadCommitment>,
    /// The declaration, as it was read.
    pub declaration: String,
}

/// The item that was applied for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadItem {
    /// Implementation code.
    pub code: String,
    /// The portal's own code.
    pub portal_code: String,
    /// Version of the definition.
    pub version: u32,
    /// Official name in Chinese.
    pub name: String,
}

/// One page of answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadPage {
    /// The page's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its answers.
    pub answers: Vec<PayloadAnswer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadAnswer {
    /// The question's id.
    pub question: String,
    /// Its label.
    pub label: String,
    /// The value; absent for a group and for an optional question left empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<crate::form::AnswerValue>))]
    pub value: Option<Value>,
    /// The value as a person reads it.
    pub shown: String,
    /// Where it came from.
    pub provenance: Provenance,
    /// What the register holds, where the citizen says something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
    /// A group's rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<PayloadRow>,
}

/// One row of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadRow {
    /// The row's stable id.
    pub id: u32,
    /// Its answers.
    #[cfg_attr(feature = "portal", schema(no_recursion))]
    pub answers: Vec<PayloadAnswer>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadDocument {
    /// The document's id.
    pub document: String,
    /// Its name.
    pub name: String,
    /// How the definition waives it.
    pub waiver: WaiverKind,
    /// What became of it.
    pub became: Became,
    /// Why the planned waiver did not come about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// The consent under which a register was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent_id: Option<String>,
    /// The licence's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// As of when the register answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = DateTime))]
    pub as_of: Option<Instant>,
    /// Files handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Became {
    /// No longer required.
    Cancelled,
    /// Fetched from or confirmed by a register.
    Fetched,
    /// A commitment was signed instead.
    Committed,
    /// The department asks another one.
    DepartmentAsks,
    /// Handed in as files.
    HandedIn,
    /// Will be brought to a counter.
    AtCounter,
    /// Follows later.
    Deferred,
}

/// A signed commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PayloadCommitment {
    /// The commitment's id.
    pub commitment: String,
    /// Its title.
    pub title: String,
    /// Its whole text, as it was read.
    pub text: String,
    /// The name as signed.
    pub signed_name: String,
    /// When.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub signed_at: Instant,
}
