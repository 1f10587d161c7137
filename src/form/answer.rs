//! What is known about one field.

use super::show::canonical;
use super::{Problem, Value};
use crate::consent::{Provenance, Registered};
use serde::{Deserialize, Serialize};

/// What is known about one field. What a person typed is never thrown away: an invalid text stands in `text`, beside the
/// last valid value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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

    /// The citizen takes the answer over: what a register supplied stays beside whatever the citizen says from now on.
    pub(super) fn claim(&mut self) {
        if let (Some(value), Some(provenance @ Provenance::Register { .. })) = (&self.value, &self.provenance) {
            self.registered = Some(Registered { value: value.clone(), provenance: provenance.clone() });
            self.provenance = Some(Provenance::Citizen);
        }
    }

    /// Takes what a control's text was read as. An invalid text stands beside the last valid value; blank is no answer.
    pub(super) fn take_text(&mut self, text: String, read: Result<Value, Problem>) {
        match read {
            Ok(value) => {
                self.text = (canonical(&value) != text).then_some(text);
                self.value = Some(value);
                self.problem = None;
            }
            Err(Problem::Missing) => {
                self.value = None;
                self.text = (!text.is_empty()).then_some(text);
                self.problem = None;
            }
            Err(problem) => {
                self.text = Some(text);
                self.problem = Some(problem);
            }
        }
    }

    /// The answer as a draft stores it: without what is derived and what is only on the screen.
    pub(super) fn stored(&self) -> Self {
        Self { problem: None, exposed: false, shown: None, ..self.clone() }
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.text.is_none() && self.registered.is_none() && self.provenance.is_none()
    }
}
