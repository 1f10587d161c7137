//! What a register answered. Each outcome is distinct, because the citizen's next step differs.

use crate::ident::{CivilDate, Instant};
use crate::item::Failure;
use crate::json::told_apart;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the citizen decided about one document's source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 同意
    Agreed {
        /// The portal's id of the consent; absent until the portal has noted it.
        consent_id: Option<String>,
        /// When.
        at: Instant,
    },
    /// 自己交
    Refused {
        /// When.
        at: Instant,
    },
}

/// A register's record: a licence, or the data behind a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Record {
    /// The licence's number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// The last day of validity; absent for 长期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<CivilDate>,
    /// The consented fields, as text in the canonical form of their kind.
    pub fields: BTreeMap<String, String>,
}

/// One field in which what was given and what is registered differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The register's field.
    pub field: String,
    /// What was sent.
    pub given: String,
    /// What is registered.
    pub registered: String,
}

/// What a register answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// There is a valid record, or the check agrees.
    Found {
        /// The record.
        record: Record,
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// There is no record.
    NotFound {
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// There is a record whose validity has ended.
    Expired {
        /// Its last day.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
        on: CivilDate,
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// The record is suspended.
    Suspended {
        /// Since when.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
        on: CivilDate,
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// The record was revoked or cancelled.
    Revoked {
        /// When that happened.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
        on: CivilDate,
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// What was sent differs from what is registered.
    Mismatch {
        /// Field by field; never empty.
        differences: Vec<Difference>,
        /// When the register said so.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
    /// The register does not answer; it is nobody's fault here.
    RegisterDown {
        /// When it was asked.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        as_of: Instant,
    },
}

told_apart!(Outcome by "outcome" {
    "found" => Found { record, as_of },
    "not_found" => NotFound { as_of },
    "expired" => Expired { on, as_of },
    "suspended" => Suspended { on, as_of },
    "revoked" => Revoked { on, as_of },
    "mismatch" => Mismatch { differences, as_of },
    "register_down" => RegisterDown { as_of },
});

impl Outcome {
    /// Why the waiver did not come about; nothing when it did.
    pub fn failure(&self) -> Option<Failure> {
        match self {
            Self::Found { .. } => None,
            Self::NotFound { .. } => Some(Failure::NotFound),
            Self::Expired { .. } => Some(Failure::Expired),
            Self::Suspended { .. } => Some(Failure::Suspended),
            Self::Revoked { .. } => Some(Failure::Revoked),
            Self::Mismatch { .. } => Some(Failure::Mismatch),
            Self::RegisterDown { .. } => Some(Failure::RegisterDown),
        }
    }

    /// When the register said so.
    pub fn as_of(&self) -> Instant {
        match self {
            Self::Found { as_of, .. }
            | Self::NotFound { as_of }
            | Self::Expired { as_of, .. }
            | Self::Suspended { as_of, .. }
            | Self::Revoked { as_of, .. }
            | Self::Mismatch { as_of, .. }
            | Self::RegisterDown { as_of } => *as_of,
        }
    }
}
