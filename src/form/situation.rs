//! What the item promises in the situation that the answers describe: its variants.

use super::condition::Test;
use super::engine::Form;
use crate::item::{Condition, Fee, Outcome, Step, TimeLimits, Variant};

impl Form {
    /// Whether a condition of the item holds now, read from outside rows.
    pub fn meets(&self, condition: &Condition) -> bool {
        self.holds(&Test::new(condition, &self.plan), None)
    }

    /// The variant of the item that counts now.
    pub fn variant(&self) -> Option<&Variant> {
        self.item.variant(|condition| self.meets(condition))
    }

    /// How long it takes now.
    pub fn time(&self) -> &TimeLimits {
        self.variant().and_then(|variant| variant.time.as_ref()).unwrap_or(&self.item.time)
    }

    /// What it costs now.
    pub fn fee(&self) -> &Fee {
        self.variant().and_then(|variant| variant.fee.as_ref()).unwrap_or(&self.item.fee)
    }

    /// What the applicant holds at the end now.
    pub fn result(&self) -> &Outcome {
        self.variant().and_then(|variant| variant.result.as_ref()).unwrap_or(&self.item.result)
    }

    /// What happens after the submission now.
    pub fn steps_after(&self) -> &[Step] {
        self.variant().and_then(|variant| variant.steps.as_ref()).unwrap_or(&self.item.steps)
    }
}
