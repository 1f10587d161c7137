//! What the item promises in the situation that the answers describe: its variants.

use super::condition::Test;
use super::engine::Form;
use crate::item::{Condition, Fee, Item, Outcome, Step, TimeLimits, Variant};

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

    /// The item as it stands in this situation: what the variant says is written into it, and no variant is left.
    pub fn item_as_applied(&self) -> Item {
        let mut item = self.item.as_ref().clone();
        item.time = self.time().clone();
        item.fee = self.fee().clone();
        item.result = self.result().clone();
        item.steps = self.steps_after().to_vec();
        item.variants.clear();
        item
    }
}
