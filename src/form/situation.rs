//! What the item promises in the situation that the answers describe: its variants.

use super::condition::Test;
use super::engine::Form;
use crate::item::{Condition, Fee, Item, Outcome, Part, Step, TimeLimits, Variant};

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

    /// The parts of a joint application that are applied for now, in order; none for an ordinary item.
    pub fn parts(&self) -> Vec<&Part> {
        self.item.parts.iter().filter(|part| self.meets(&part.when)).collect()
    }

    /// The part whose department can be asked now about the account that is named at this question.
    pub fn part_of_account(&self, question: &str) -> Option<&Part> {
        let asks = |part: &&Part| {
            part.account.as_ref().is_some_and(|account| account.question == question && self.meets(&account.when))
        };
        self.item.parts.iter().find(asks)
    }

    /// A part as it stands in this situation.
    fn part_as_applied(&self, part: &Part) -> Part {
        let mut applied = part.clone();
        applied.variants.clear();
        if let Some(variant) = part.variants.iter().find(|variant| self.meets(&variant.when)) {
            applied.time = variant.time.as_ref().unwrap_or(&part.time).clone();
            applied.steps = variant.steps.as_ref().unwrap_or(&part.steps).clone();
        }
        applied
    }

    /// The item as it stands in this situation: what the variants say is written into it, no variant is left, and no part
    /// but those that are applied for.
    pub fn item_as_applied(&self) -> Item {
        let mut item = self.item.as_ref().clone();
        item.time = self.time().clone();
        item.fee = self.fee().clone();
        item.result = self.result().clone();
        item.steps = self.steps_after().to_vec();
        item.parts = self.parts().into_iter().map(|part| self.part_as_applied(part)).collect();
        item.variants.clear();
        item
    }
}
