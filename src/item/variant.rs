//! What is different about an item in certain situations, when it is open, and the parts of a joint application.

use super::{Condition, Department, Fee, Item, Outcome, QuestionId, Step, Text, TimeLimits};
use crate::ident::CivilDate;
use serde::{Deserialize, Serialize};

/// What is different in a situation. What it does not name stays as the item, or the part, has it. A part has no fee and
/// no result of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Variant {
    /// When it counts.
    pub when: Condition,
    /// What the situation is called: 有外线工程.
    pub name: Text,
    /// Other time limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeLimits>,
    /// Another fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fee>,
    /// Another result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// Other steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<Step>>,
}

/// From the first to the last day on which an item can be applied for (教师资格认定: 每年两次).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Period {
    /// The first day.
    pub from: CivilDate,
    /// The last day.
    pub until: CivilDate,
}

/// One part of a joint application: handled by its own department, at its own pace, with its own status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Part {
    /// English snake case: `water`.
    pub id: String,
    /// What it is called: 供水.
    pub name: Text,
    /// Who handles it.
    pub department: Department,
    /// It is part of the application when this holds.
    pub when: Condition,
    /// How long it may take.
    pub time: TimeLimits,
    /// What happens in it, in order.
    pub steps: Vec<Step>,
    /// What is different about this part in certain situations. The first that holds counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// An account (户号) that its department can be asked about while the question is being answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountCheck>,
}

/// That an account can be asked about before the application: whether it can be transferred (过户) or money is owed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct AccountCheck {
    /// The question for its number.
    pub question: QuestionId,
    /// It can be asked about when this holds.
    pub when: Condition,
}

/// Where a person is sent for whom this item is not the right one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Instead {
    /// What to do: 去办仅销售预包装食品备案.
    pub label: Text,
    /// The item's code, when the pack has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
}

impl Item {
    /// The variant that counts, by the given reading of conditions.
    pub fn variant(&self, mut holds: impl FnMut(&Condition) -> bool) -> Option<&Variant> {
        self.variants.iter().find(|variant| holds(&variant.when))
    }

    /// Whether it can be applied for on this day.
    pub fn is_open(&self, on: CivilDate) -> bool {
        self.open.is_empty() || self.open.iter().any(|period| period.from <= on && on <= period.until)
    }
}
