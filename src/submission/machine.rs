//! The submission as a state machine.
//!
//! | state | frozen | send | receipt | refusal | not taken | no answer | keys unknown | earlier accepted | signed out | cancel |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | waiting | queued | – | – | – | – | – | – | – | – | held |
//! | queued | – | sending | accepted | – | – | – | – | – | – | held |
//! | sending | – | unknown | accepted | refused | queued | unknown | – | unknown | queued | – |
//! | unknown | – | unknown | accepted | refused | – | – | queued | – | – | – |
//! | refused, held, accepted | – | – | – | – | – | – | – | – | – | – |
//!
//! A dash is a pair that changes nothing. The payload is frozen with its key before the first byte leaves; every sending is
//! of those bytes. An answer that was lost is never taken for a failure: the portal is asked for the key before anything
//! is sent again. What was refused or taken back is submitted anew by [`State::begin`], under a key of its own that names
//! every earlier key under which something may have left, so that the portal never takes two of one draft.

use crate::json::told_apart;
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
    /// The keys of this draft's earlier attempts, the last one last; the body names them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// The citizen has submitted; files still have to reach the portal before the payload can be frozen.
    Waiting {
        /// The keys of earlier attempts.
        #[serde(default)]
        earlier: Vec<String>,
    },
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
        /// The keys of attempts before that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier: Vec<String>,
        /// Why.
        refusal: Refusal,
    },
    /// The citizen took it back before it arrived; the answers are open for editing again.
    Held {
        /// The keys of earlier attempts.
        earlier: Vec<String>,
    },
}

told_apart!(State by "state" {
    "waiting" => Waiting { earlier or default },
    "queued" => Queued { frozen },
    "sending" => Sending { frozen },
    "unknown" => Unknown { frozen },
    "accepted" => Accepted { receipt },
    "refused" => Refused { key, earlier or default, refusal },
    "held" => Held { earlier },
});

/// What can happen to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Everything is with the portal that the payload names, and it is frozen.
    Frozen(Frozen),
    /// Time to send, or to ask.
    Send,
    /// The portal answered with a receipt.
    Received(Box<Receipt>),
    /// The portal answered with a refusal.
    Refused(Refusal),
    /// The portal answered that it did not look at the request.
    NotTaken,
    /// No answer came, or one that says nothing about the key.
    NoAnswer,
    /// The portal knows none of the keys that it was asked for.
    KeysUnknown,
    /// The portal refused because an earlier attempt of this draft had arrived.
    EarlierAccepted,
    /// The session has ended before the portal looked at the request.
    SignedOut,
    /// The citizen takes it back, to change something or not to submit at all.
    Cancel,
}

/// What the app has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Store the state durably before anything else.
    Store,
    /// Send the frozen bytes.
    Post(Frozen),
    /// Ask the portal what became of these keys, one after the other.
    AskByKeys(Vec<String>),
}

impl State {
    /// The citizen submits: where it begins, or nothing while an attempt is under way or has been accepted.
    pub fn begin(state: Option<&Self>) -> Option<Self> {
        match state {
            None => Some(Self::Waiting { earlier: Vec::new() }),
            Some(Self::Held { earlier }) => Some(Self::Waiting { earlier: earlier.clone() }),
            Some(Self::Refused { key, earlier, .. }) => Some(Self::Waiting { earlier: with(earlier, key) }),
            Some(
                Self::Waiting { .. }
                | Self::Queued { .. }
                | Self::Sending { .. }
                | Self::Unknown { .. }
                | Self::Accepted { .. },
            ) => None,
        }
    }

    /// Whether it has been submitted and no end is known: the answers are not to be changed meanwhile.
    pub fn is_under_way(&self) -> bool {
        match self {
            Self::Waiting { .. } | Self::Queued { .. } | Self::Sending { .. } | Self::Unknown { .. } => true,
            Self::Accepted { .. } | Self::Refused { .. } | Self::Held { .. } => false,
        }
    }

    /// Whether the citizen can still take it back: nothing that may have arrived is under way.
    pub fn can_be_cancelled(&self) -> bool {
        match self {
            Self::Waiting { .. } | Self::Queued { .. } => true,
            Self::Sending { .. } | Self::Unknown { .. } => false,
            Self::Accepted { .. } | Self::Refused { .. } | Self::Held { .. } => false,
        }
    }
}

fn with(earlier: &[String], key: &str) -> Vec<String> {
    earlier.iter().cloned().chain([key.to_owned()]).collect()
}

impl Frozen {
    /// Whether a receipt is for this, or for an earlier attempt of the same draft.
    fn is_answered_by(&self, receipt: &Receipt) -> bool {
        (receipt.key == self.key && receipt.digest == self.digest) || self.earlier.contains(&receipt.key)
    }

    /// Its own key first, then those of earlier attempts from the last one back.
    fn keys(&self) -> Vec<String> {
        std::iter::once(&self.key).chain(self.earlier.iter().rev()).cloned().collect()
    }
}

/// One step. The effects are carried out in order.
pub fn step(state: State, event: Event) -> (State, Vec<Effect>) {
    match state {
        State::Waiting { earlier } => waiting(earlier, event),
        State::Queued { frozen } => queued(frozen, event),
        State::Sending { frozen } => sending(frozen, event),
        State::Unknown { frozen } => unknown(frozen, event),
        State::Accepted { .. } | State::Refused { .. } | State::Held { .. } => (state, Vec::new()),
    }
}

fn waiting(earlier: Vec<String>, event: Event) -> (State, Vec<Effect>) {
    match event {
        Event::Frozen(frozen) => (State::Queued { frozen }, vec![Effect::Store]),
        Event::Cancel => (State::Held { earlier }, vec![Effect::Store]),
        Event::Send
        | Event::Received(_)
        | Event::Refused(_)
        | Event::NotTaken
        | Event::NoAnswer
        | Event::KeysUnknown
        | Event::EarlierAccepted
        | Event::SignedOut => (State::Waiting { earlier }, Vec::new()),
    }
}

fn queued(frozen: Frozen, event: Event) -> (State, Vec<Effect>) {
    match event {
        Event::Send => (State::Sending { frozen: frozen.clone() }, vec![Effect::Store, Effect::Post(frozen)]),
        Event::Received(receipt) if frozen.is_answered_by(&receipt) => accepted(receipt),
        // It may have left before, under this key: the next attempt names it.
        Event::Cancel => (State::Held { earlier: with(&frozen.earlier, &frozen.key) }, vec![Effect::Store]),
        // An answer to what is not under way changes nothing.
        Event::Frozen(_)
        | Event::Received(_)
        | Event::Refused(_)
        | Event::NotTaken
        | Event::NoAnswer
        | Event::KeysUnknown
        | Event::EarlierAccepted
        | Event::SignedOut => (State::Queued { frozen }, Vec::new()),
    }
}

fn sending(frozen: Frozen, event: Event) -> (State, Vec<Effect>) {
    match event {
        // A reload in the middle of sending: nobody knows whether it arrived.
        Event::Send => ask(frozen),
        Event::Received(receipt) if frozen.is_answered_by(&receipt) => accepted(receipt),
        Event::Refused(refusal) => refused(frozen, refusal),
        Event::NotTaken | Event::SignedOut => (State::Queued { frozen }, vec![Effect::Store]),
        // A receipt for something else is no receipt.
        Event::Received(_) | Event::NoAnswer | Event::EarlierAccepted => {
            (State::Unknown { frozen }, vec![Effect::Store])
        }
        Event::Frozen(_) | Event::KeysUnknown | Event::Cancel => (State::Sending { frozen }, Vec::new()),
    }
}

fn unknown(frozen: Frozen, event: Event) -> (State, Vec<Effect>) {
    match event {
        Event::Send => ask(frozen),
        Event::Received(receipt) if frozen.is_answered_by(&receipt) => accepted(receipt),
        Event::Refused(refusal) => refused(frozen, refusal),
        Event::KeysUnknown => (State::Queued { frozen }, vec![Effect::Store]),
        Event::Frozen(_)
        | Event::Received(_)
        | Event::NotTaken
        | Event::NoAnswer
        | Event::EarlierAccepted
        | Event::SignedOut
        | Event::Cancel => (State::Unknown { frozen }, Vec::new()),
    }
}

fn ask(frozen: Frozen) -> (State, Vec<Effect>) {
    let keys = frozen.keys();
    (State::Unknown { frozen }, vec![Effect::Store, Effect::AskByKeys(keys)])
}

fn accepted(receipt: Box<Receipt>) -> (State, Vec<Effect>) {
    (State::Accepted { receipt }, vec![Effect::Store])
}

fn refused(frozen: Frozen, refusal: Refusal) -> (State, Vec<Effect>) {
    (State::Refused { key: frozen.key, earlier: frozen.earlier, refusal }, vec![Effect::Store])
}
