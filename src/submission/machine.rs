//! The submission as a state machine.
//!
//! | state | send | answer: receipt | answer: refusal | no answer | key unknown to the portal | signed out | edit |
//! | --- | --- | --- | --- | --- | --- | --- | --- |
//! | queued | sending | – | – | – | – | – | (none) |
//! | sending | – | accepted | refused | unknown | – | queued | – |
//! | unknown | – (asks by key) | accepted | refused | unknown | queued | unknown | – |
//! | refused | – | – | – | – | – | – | (none), linked by the earlier key |
//! | accepted | – | – | – | – | – | – | – |
//!
//! A dash is a pair that changes nothing. The payload is frozen with its key before the first byte leaves; every sending is
//! of those bytes. An answer that was lost is never taken for a failure: the portal is asked for the key first.

use crate::portal::{ProblemField, Receipt};
use serde::{Deserialize, Serialize};

/// What is submitted: exact bytes under one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The idempotency key.
    pub key: String,
    /// The body, byte for byte.
    pub body: String,
    /// SHA-256 of the body, lower-case hex.
    pub digest: String,
}

/// Why the portal did not accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// In words.
    pub detail: String,
    /// Question by question.
    pub fields: Vec<ProblemField>,
}

/// Where a submission stands. It is stored at every change, so that each state survives a reload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// Frozen; nothing has left yet, or what left is known not to have arrived.
    Queued {
        /// What is sent.
        frozen: Frozen,
    },
    /// On its way.
    Sending {
        /// What is sent.
        frozen: Frozen,
    },
    /// It left and no answer came: it may have arrived.
    Unknown {
        /// What was sent.
        frozen: Frozen,
    },
    /// It arrived.
    Accepted {
        /// The receipt.
        receipt: Box<Receipt>,
    },
    /// The portal said no; the answers are all still there.
    Refused {
        /// The key under which it was refused.
        key: String,
        /// Why.
        refusal: Refusal,
    },
}

/// What can happen to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Time to send, or to ask.
    Send,
    /// The portal answered with a receipt.
    Received(Box<Receipt>),
    /// The portal answered with a refusal.
    Refused(Refusal),
    /// No answer came, or one that says nothing about the key.
    NoAnswer,
    /// The portal does not know the key.
    KeyUnknown,
    /// The session has ended before the portal looked at the request.
    SignedOut,
}

/// What the app has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Store the state durably before anything else.
    Store,
    /// Send the frozen bytes.
    Post(Frozen),
    /// Ask the portal what became of the key.
    AskByKey(String),
    /// Let the citizen sign in again.
    SignIn,
}

/// One step. The effects are carried out in order.
pub fn step(state: State, event: Event) -> (State, Vec<Effect>) {
    match (state, event) {
        (State::Queued { frozen }, Event::Send) => {
            (State::Sending { frozen: frozen.clone() }, vec![Effect::Store, Effect::Post(frozen)])
        }
        // A reload in the middle of sending: nobody knows whether it arrived.
        (State::Sending { frozen } | State::Unknown { frozen }, Event::Send) => {
            let key = frozen.key.clone();
            (State::Unknown { frozen }, vec![Effect::Store, Effect::AskByKey(key)])
        }
        (State::Queued { .. } | State::Sending { .. } | State::Unknown { .. }, Event::Received(receipt)) => {
            (State::Accepted { receipt }, vec![Effect::Store])
        }
        (State::Sending { frozen } | State::Unknown { frozen }, Event::Refused(refusal)) => {
            (State::Refused { key: frozen.key, refusal }, vec![Effect::Store])
        }
        (State::Sending { frozen } | State::Unknown { frozen }, Event::NoAnswer) => {
            (State::Unknown { frozen }, vec![Effect::Store])
        }
        (State::Unknown { frozen }, Event::KeyUnknown) => (State::Queued { frozen }, vec![Effect::Store]),
        (State::Sending { frozen }, Event::SignedOut) => {
            (State::Queued { frozen }, vec![Effect::Store, Effect::SignIn])
        }
        (state @ (State::Unknown { .. } | State::Queued { .. }), Event::SignedOut) => (state, vec![Effect::SignIn]),
        // An answer to what is not under way, or anything after the end, changes nothing.
        (state @ State::Queued { .. }, Event::Refused(_) | Event::NoAnswer | Event::KeyUnknown)
        | (state @ State::Sending { .. }, Event::KeyUnknown)
        | (
            state @ (State::Accepted { .. } | State::Refused { .. }),
            Event::Send
            | Event::Received(_)
            | Event::Refused(_)
            | Event::NoAnswer
            | Event::KeyUnknown
            | Event::SignedOut,
        ) => (state, Vec::new()),
    }
}
