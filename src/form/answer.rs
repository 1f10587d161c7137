//! What is known about one field.

use super::{Problem, Value};
use crate::consent::{Provenance, Registered};
use serde::{Deserialize, Serialize};

/// What is known about one field. What a person typed is never thrown away: an invalid text stands in `text`, beside the
/// last valid value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The last valid value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The text as typed, while it is not the canonical form of `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where the value came from; absent while there is no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// What a register holds, where the citizen says something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
    /// What is wrong with `text`; derived, therefore not stored.
    #[serde(skip)]
    pub problem: Option<Problem>,
    /// The citizen has been told about problems here, and is told anew whenever the field is left.
    #[serde(skip)]
    pub exposed: bool,
    /// The problem that is being shown.
    #[serde(skip)]
    pub shown: Option<Problem>,
}

impl Answer {
    /// The value that counts: there is none while an invalid text stands in the control.
    pub fn valid(&self) -> Option<&Value> {
        self.value.as_ref().filter(|_| self.problem.is_none())
    }

    /// Whether the citizen typed or chose it, so that no register may overwrite it.
    pub fn is_touched(&self) -> bool {
        matches!(self.provenance, Some(Provenance::Citizen))
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.text.is_none() && self.registered.is_none() && self.provenance.is_none()
    }
}
