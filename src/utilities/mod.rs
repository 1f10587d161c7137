//! What is special about the joint application for water, power and gas (水电气联合报装): what a list of appliances needs.
//!
//! From appliances and uses of water it works out ranges of load, flow and size, each with the figures it was worked out
//! from, and says plainly where only the utility can decide. It never refuses: a contradiction is a question to the
//! applicant. All quantities are whole numbers in the smallest unit: watts, volt-amperes, litres, litres an hour.
//!
//! The demand factors and norms are those of the design standards named at each table; a site may find its utilities'
//! own rules stricter.

mod check;
mod estimate;
mod gas;
mod pick;
mod power;
#[cfg(feature = "tools")]
mod questions;
mod range;
mod read;
mod water;

pub use check::{contradictions, Contradiction, Utility, Wish};
pub use estimate::{Estimate, Said};
pub use gas::{GasAppliance, GasMeter, GasNeed};
pub use pick::{empty_row, fills};
pub use power::{GroupNeed, Load, LoadGroup, Phases, PowerNeed, Voltage};
#[cfg(feature = "tools")]
pub use questions::{joint_questions, separate_forms, SeparateForm};
pub use range::{Advice, Range};
pub use water::{diameter_of, Norm, UseNeed, WaterMeter, WaterNeed, WaterUse, WaterUseKind};
