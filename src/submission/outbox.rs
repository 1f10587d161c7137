//! The outbox: which of the submissions of this device is to be worked on now, and when the next one is.
//!
//! Each waits for itself: one that fails again and again never holds up another. Nothing leaves without a receipt, a
//! refusal or the citizen's word. Moments are server time, handed in; a clock that jumps costs one attempt and no more.

use super::backoff::{resend_ms, share, wait_ms, Dice};
use super::State;
use crate::ident::Instant;
use serde::{Deserialize, Serialize};

/// Within which time those are tried again that had failed, when the device has a network again.
const ONLINE_SPREAD_MS: i64 = 5_000;

/// How the delivery of a draft goes, stored beside the submission's state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delivery {
    /// Its place in the line: those that were submitted earlier have smaller ones, whatever the clock said then.
    pub place: u64,
    /// When it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// Attempts that failed one after the other.
    #[serde(default)]
    pub attempts: u32,
    /// When it is tried next; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Instant>,
    /// How long that was away when it was set.
    #[serde(default)]
    pub wait_ms: i64,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
}

/// Why an attempt did not come to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No answer came.
    NoAnswer,
    /// The portal is in trouble, or has too much to do.
    Portal,
    /// The session has ended.
    SignedOut,
    /// A file that belongs to it cannot be read on this device.
    File,
}

/// How an attempt went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It came to its end.
    Done,
    /// The portal answered that it knows nothing of it.
    NeverArrived,
    /// It did not come to an end.
    Failed {
        /// Why.
        trouble: Trouble,
        /// How long the portal asked to be left alone.
        retry_after_ms: Option<i64>,
    },
}

impl Delivery {
    /// One that begins now, behind all of these.
    pub fn begin<'a>(others: impl IntoIterator<Item = &'a Self>, now: Instant) -> Self {
        let last = others.into_iter().map(|other| other.place).max().unwrap_or(0);
        Self { place: last + 1, since: Some(now), ..Self::default() }
    }

    /// Takes note of an attempt.
    pub fn note(&mut self, tried: Tried, now: Instant, dice: Dice) {
        match tried {
            Tried::Done => (self.attempts, self.next_at, self.wait_ms, self.trouble) = (0, None, 0, None),
            Tried::NeverArrived => self.wait(resend_ms(self.attempts, dice), now),
            // It goes on when somebody has signed in, and that is no matter of time.
            Tried::Failed { trouble: Trouble::SignedOut, .. } => {
                self.trouble = Some(Trouble::SignedOut);
                (self.next_at, self.wait_ms) = (None, 0);
            }
            Tried::Failed { trouble, retry_after_ms } => {
                self.attempts = self.attempts.saturating_add(1);
                self.trouble = Some(trouble);
                self.wait(wait_ms(self.attempts, retry_after_ms, dice), now);
            }
        }
    }

    /// The device has a network again: soon, but not every device at the same moment.
    pub fn hurry(&mut self, now: Instant, dice: Dice) {
        let soon = share(ONLINE_SPREAD_MS, dice);
        if self.wait_left_ms(now) > soon && self.trouble == Some(Trouble::NoAnswer) {
            self.wait(soon, now);
        }
    }

    /// The citizen wants it tried now, and looks on: what follows is as quick as at the first attempt.
    pub fn now(&mut self) {
        self.attempts = self.attempts.min(1);
        (self.next_at, self.wait_ms) = (None, 0);
    }

    /// How long it is to wait. A moment that is further away than it was when it was set was set by another clock, and it is
    /// due: otherwise a clock that was ahead by a day would hold it up for a day.
    pub fn wait_left_ms(&self, now: Instant) -> i64 {
        let left = self.next_at.map_or(0, |at| now.ms_until(at).max(0));
        if left > self.wait_ms {
            0
        } else {
            left
        }
    }

    fn wait(&mut self, ms: i64, now: Instant) {
        self.next_at = Some(now.add_ms(ms));
        self.wait_ms = ms;
    }
}

/// What is to be done now, and when to look again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The ids of those that are due, in the order in which they are worked on.
    pub due: Vec<String>,
    /// When the next one is due; nothing when none waits.
    pub wake_in_ms: Option<i64>,
}

/// Plans over all submissions of one person. Those with fewer failures come first, so that one that hangs makes none wait
/// that could go; among them the one that was submitted first.
pub fn plan<'a>(line: impl IntoIterator<Item = (&'a str, &'a State, &'a Delivery)>, now: Instant) -> Plan {
    let mut due = Vec::new();
    let mut wake_in_ms: Option<i64> = None;
    for (id, _, delivery) in line.into_iter().filter(|(_, state, _)| state.is_under_way()) {
        match delivery.wait_left_ms(now) {
            0 => due.push((delivery.attempts, delivery.place, id)),
            left => wake_in_ms = Some(wake_in_ms.map_or(left, |other| other.min(left))),
        }
    }
    due.sort_unstable();
    Plan { due: due.into_iter().map(|(_, _, id)| id.to_owned()).collect(), wake_in_ms }
}
