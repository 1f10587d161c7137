//! A portal and a device as the tests of the submission simulate them: the machine and the outbox are the real ones.

use mianzheng::ident::Instant;
use mianzheng::portal::{Receipt, SubmittedSum};
use mianzheng::submission::{Event, Frozen, Refusal};
use std::collections::BTreeMap;

/// Random numbers that a seed replays (splitmix64).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// What the outbox is handed.
    pub fn dice(&mut self) -> u32 {
        (self.next() >> 32) as u32
    }

    /// A number below `count`.
    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

/// What a submission says; the key says which attempt of which draft it is.
pub fn frozen(key: &str, earlier: Vec<String>) -> Frozen {
    Frozen { key: key.to_owned(), body: format!("body of {key}"), digest: format!("digest of {key}"), earlier }
}

/// A refusal.
pub fn refusal() -> Refusal {
    Refusal { detail: "有几处要改".to_owned(), fields: Vec::new() }
}

/// The receipt for a key.
pub fn receipt(key: &str) -> Receipt {
    Receipt {
        number: format!("number of {key}"),
        query_code: String::new(),
        key: key.to_owned(),
        digest: format!("digest of {key}"),
        received_at: Instant::from_unix_ms(0),
        item: String::new(),
        item_version: 1,
        item_name: String::new(),
        department: String::new(),
        sum: SubmittedSum { required: 0, waived: 0, deferred: 0, handed_in: 0 },
        documents: Vec::new(),
        next: Vec::new(),
        result: None,
    }
}

/// The portal, by its contract: a key once, and no key that a later attempt corrects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimulatedPortal {
    /// Accepted keys with the keys that they correct.
    pub accepted: BTreeMap<String, Vec<String>>,
}

impl SimulatedPortal {
    /// Takes a submission, or refuses it when it would.
    pub fn post(&mut self, frozen: &Frozen, refuses: bool) -> Event {
        if self.accepted.contains_key(&frozen.key) {
            return Event::Received(Box::new(receipt(&frozen.key)));
        }
        let is_corrected = self.accepted.values().any(|earlier| earlier.contains(&frozen.key));
        if is_corrected || frozen.earlier.iter().any(|key| self.accepted.contains_key(key)) {
            return if frozen.earlier.is_empty() { Event::Refused(refusal()) } else { Event::EarlierAccepted };
        }
        if refuses {
            return Event::Refused(refusal());
        }
        self.accepted.insert(frozen.key.clone(), frozen.earlier.clone());
        Event::Received(Box::new(receipt(&frozen.key)))
    }

    /// What became of these keys.
    pub fn ask(&self, keys: &[String]) -> Event {
        match keys.iter().find(|key| self.accepted.contains_key(*key)) {
            Some(key) => Event::Received(Box::new(receipt(key))),
            None => Event::KeysUnknown,
        }
    }
}
