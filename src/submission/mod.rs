//! Submitting exactly once: the frozen payload, its idempotency key and the states it goes through.

pub mod backoff;
mod build;
mod check;
mod machine;
mod outbox;
mod payload;

pub use build::{answer, build, Circumstances};
pub use check::{as_applied, check, state_of};
pub use machine::{step, Effect, Event, Frozen, Refusal, State};
pub use outbox::{plan, Delivery, Plan, Tried, Trouble};
pub use payload::{
    Became, Payload, PayloadAnswer, PayloadCommitment, PayloadDocument, PayloadItem, PayloadPage, PayloadRow,
    PAYLOAD_FORMAT,
};
