//! Where an answer came from.

use crate::form::Value;
use crate::ident::Instant;
use crate::item::{DocumentId, SourceId};
use crate::json::told_apart;
use serde::{Deserialize, Serialize};

/// Where an answer came from (来源). A later kind of the list never overwrites an earlier one: see `form`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Provenance {
    /// The citizen typed or chose it.
    Citizen,
    /// A register's record supplied it.
    Register {
        /// The document it was fetched for.
        #[cfg_attr(feature = "portal", schema(value_type = String))]
        document: DocumentId,
        /// The register.
        #[cfg_attr(feature = "portal", schema(value_type = String))]
        source: SourceId,
        /// The licence's number, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// As of when.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// The account that is signed in supplied it.
    Account,
    /// The definition's default.
    Default,
    /// Worked out from other answers.
    Computed,
}

told_apart!(Provenance by "from" {
    "citizen" => Citizen {},
    "register" => Register { document, source, number, as_of },
    "account" => Account {},
    "default" => Default {},
    "computed" => Computed {},
});

/// What a register holds where the citizen says something else (纠错): both travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Registered {
    /// The registered value.
    #[cfg_attr(feature = "portal", schema(value_type = crate::form::AnswerValue))]
    pub value: Value,
    /// Where it came from.
    pub provenance: Provenance,
}
