//! Consent (授权), what a register answered, and where an answer came from (来源).
//!
//! One consent covers one source, for one purpose, for named fields (PIPL articles 13, 17 and 29). This room says what a
//! register's answer means and which failure it is; what a failure re-opens is in `form::ledger`.

mod outcome;
mod provenance;

pub use outcome::{Decision, Difference, Outcome, Record};
pub use provenance::{Provenance, Registered};
