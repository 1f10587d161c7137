//! Values: what a valid answer holds, in canonical form.

use crate::ident::{CivilDate, Decimal, Instant};
use serde::{Deserialize, Serialize};

/// A valid answer. Identifiers are [`Value::Text`] in their canonical form, never numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Value {
    /// Text and identifiers.
    Text(String),
    /// Whole and decimal numbers, and amounts in yuan.
    Number(Decimal),
    /// A civil date.
    Date(CivilDate),
    /// An option's id.
    Choice(String),
    /// Options' ids, in the order of the definition.
    Choices(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// A region's code and its name in full.
    Region {
        /// GB/T 10114 code.
        code: String,
        /// The name, from county down.
        name: String,
    },
    /// Photographs and files.
    Files(Vec<FileRef>),
    /// A signature under a commitment.
    Signature {
        /// The name as typed.
        name: String,
        /// When.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        at: Instant,
    },
}

/// The same for the contract's document, whose generator takes whatever is called `Value` for any JSON.
#[cfg(feature = "portal")]
pub type AnswerValue = Value;

/// A file that belongs to an answer. Its bytes stand in the attachment store, and at the portal once uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct FileRef {
    /// The attachment's id on this device.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub size_bytes: u32,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// The portal's id of it, once uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<String>,
}
