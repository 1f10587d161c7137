//! What helps to fill in a page beyond its questions, as data: which question plays which part, and what can be picked.
//!
//! A helper never decides and never hides a question: what it works out is offered, and the person's own word stays.
//! What it works out stands in [`utilities`](crate::utilities).

use super::{QuestionId, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What helps to fill in a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Helper {
    /// A list of what uses water, power or gas, and what follows from it (设备和容量).
    Equipment(Equipment),
}

/// The list of one utility, with the questions that play its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Equipment {
    /// 用电设备.
    Power(PowerRoles),
    /// 用气设备.
    Gas(GasRoles),
    /// 用水.
    Water(WaterRoles),
}

/// Which questions are about electrical equipment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct PowerRoles {
    /// The group whose rows are the equipment.
    pub list: QuestionId,
    /// In a row: how it runs, a choice whose options are the ids of [`LoadGroup`](crate::utilities::LoadGroup).
    pub kind: QuestionId,
    /// In a row: rated power of one, in kW.
    pub kilowatts: QuestionId,
    /// In a row: how many.
    pub number: QuestionId,
    /// In a row: `single` or `three`.
    pub phases: QuestionId,
    /// The voltage that is wished for: a choice whose options are the ids of [`Voltage`](crate::utilities::Voltage).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voltage: Option<QuestionId>,
    /// The capacity that is wished for, in kVA; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<QuestionId>,
    /// What can be picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<Common>,
}

/// Which questions are about gas appliances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct GasRoles {
    /// The group whose rows are the appliances.
    pub list: QuestionId,
    /// In a row: rated heat load of one, in kW.
    pub heat: QuestionId,
    /// In a row: rated gas rate of one, in m³/h.
    pub rate: QuestionId,
    /// In a row: how many.
    pub number: QuestionId,
    /// In a row: hours a day.
    pub hours: QuestionId,
    /// The flow of all together, in m³/h; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<QuestionId>,
    /// The most in a day, in m³; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<QuestionId>,
    /// What can be picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<Common>,
}

/// Which questions are about the use of water.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct WaterRoles {
    /// The group whose rows are the uses.
    pub list: QuestionId,
    /// In a row: for what, a choice whose options are the ids of [`WaterUseKind`](crate::utilities::WaterUseKind).
    pub kind: QuestionId,
    /// In a row: how many of what the kind counts.
    pub number: QuestionId,
    /// On the busiest day, in m³; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<QuestionId>,
    /// In the busiest hour, in m³; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<QuestionId>,
    /// The meter's diameter: a choice of `dn15`, `dn20` …; suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diameter: Option<QuestionId>,
    /// What can be picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<Common>,
}

/// Something usual that can be picked instead of typed: it fills a new row, which can be changed like any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Common {
    /// What people call it.
    pub name: Text,
    /// The answers of the row, by question: what a person would type.
    pub fills: BTreeMap<QuestionId, String>,
    /// Where its figures come from.
    pub source: String,
}

impl Equipment {
    /// The group whose rows are listed.
    pub fn list(&self) -> &QuestionId {
        match self {
            Self::Power(roles) => &roles.list,
            Self::Gas(roles) => &roles.list,
            Self::Water(roles) => &roles.list,
        }
    }

    /// In a row: how many.
    pub fn number(&self) -> &QuestionId {
        match self {
            Self::Power(roles) => &roles.number,
            Self::Gas(roles) => &roles.number,
            Self::Water(roles) => &roles.number,
        }
    }

    /// In a row: what the estimate is made from.
    pub fn in_row(&self) -> Vec<&QuestionId> {
        match self {
            Self::Power(roles) => vec![&roles.kind, &roles.kilowatts, &roles.number, &roles.phases],
            Self::Gas(roles) => vec![&roles.heat, &roles.rate, &roles.number, &roles.hours],
            Self::Water(roles) => vec![&roles.kind, &roles.number],
        }
    }

    /// Beside the list: the figures that are suggested.
    pub fn figures(&self) -> Vec<&QuestionId> {
        let figures = match self {
            Self::Power(roles) => [&roles.capacity, &roles.voltage, &None],
            Self::Gas(roles) => [&roles.flow, &roles.day, &None],
            Self::Water(roles) => [&roles.day, &roles.hour, &roles.diameter],
        };
        figures.into_iter().flatten().collect()
    }

    /// What can be picked.
    pub fn common(&self) -> &[Common] {
        match self {
            Self::Power(roles) => &roles.common,
            Self::Gas(roles) => &roles.common,
            Self::Water(roles) => &roles.common,
        }
    }
}
