//! Drafts (草稿): answers not yet submitted, as they are stored on this device.
//!
//! A draft names the item version it was answered under, who it belongs to and its revision. Every write states the revision
//! it builds on, so that a second tab can never overwrite the first unseen.

mod adopt;
mod change;
mod expiry;
pub mod export;
mod migrate;

pub use adopt::{adopt, in_place_of, Adopter, As};
pub use change::{ItemChange, Standing, ToCheck, Why};
pub use expiry::{expiry, files, size_bytes, Expiry, ANNOUNCED_DAYS, KEPT_DAYS};
pub use migrate::{migrate, Migrated};

use crate::form::{Form, FormState, Step};
use crate::ident::Instant;
use crate::item::Audience;
use crate::portal::{AccountAnswer, AccountQuestion, SupplementRequest};
use crate::submission::{Delivery, State};
use serde::{Deserialize, Serialize};

/// The version of the stored record.
pub const DRAFT_SCHEMA: u32 = 1;

/// A draft as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// [`DRAFT_SCHEMA`].
    pub schema: u32,
    /// Its id: random, part of its address.
    pub id: String,
    /// The portal's id of the person it belongs to.
    pub owner: String,
    /// As what the owner applies.
    pub audience: Audience,
    /// The credit code of the enterprise applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
    /// The item's code.
    pub item: String,
    /// The item's version.
    pub item_version: u32,
    /// What it is called in lists.
    pub item_name: String,
    /// Counts up with every write.
    pub revision: u64,
    /// When it was begun, by server time.
    pub created_at: Instant,
    /// When it was last written, by server time.
    pub saved_at: Instant,
    /// Its place among all saves on this device: what was saved later has a higher one, whatever the clocks said.
    #[serde(default)]
    pub saved_order: u64,
    /// The answers.
    pub form: FormState,
    /// How far it has come, for lists.
    pub progress: Progress,
    /// What became of its submission, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<State>,
    /// What became of the answers when the item changed under the draft, once it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<ItemChange>,
    /// How its delivery goes, once it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// What it supplements, where it is no new application but a supplement (补正) to one that was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Supplement>,
    /// What companies said of accounts, the last word of each: told again at the question, and decided by nobody here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountSaid>,
}

impl Draft {
    /// What a company said last of this very account.
    pub fn account_said(&self, asked: &AccountQuestion) -> Option<&AccountSaid> {
        self.accounts.iter().find(|said| said.asked == *asked)
    }

    /// Notes what a company said of an account, in the place of what it said of one before.
    pub fn note_account(&mut self, said: AccountSaid) {
        self.accounts.retain(|earlier| earlier.asked.part != said.asked.part);
        self.accounts.push(said);
    }
}

/// What a company said of an account (户号), and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSaid {
    /// What was asked.
    pub asked: AccountQuestion,
    /// When it was answered, by server time.
    pub at: Instant,
    /// What was said.
    pub answer: AccountAnswer,
}

/// The application that a draft supplements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// 办件编号
    pub number: String,
    /// The part of a joint application whose company asks; nothing where the department does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What the department asks for: nothing else can be changed.
    pub asked: SupplementRequest,
    /// What was sent and not answered yet: exact bytes under one key. Nothing can be changed meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
}

impl Supplement {
    /// Where it is opened, as a path of the site.
    pub fn path(&self) -> String {
        match &self.part {
            None => format!("/applications/{}/supplement", self.number),
            Some(part) => format!("/applications/{}/supplement/{part}", self.number),
        }
    }
}

/// A supplement that has left, or is about to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The idempotency key.
    pub key: String,
    /// The body, byte for byte.
    pub body: String,
}

/// How far a draft has come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Documents that apply.
    pub required: u16,
    /// Documents that are waived, as facts.
    pub waived: u16,
    /// The number of the step to go on with, counted from one.
    pub step: u16,
    /// How many steps there are.
    pub steps: u16,
}

impl Progress {
    /// How far a form has come.
    pub fn of(form: &Form) -> Self {
        let states = form.step_states();
        let resume = form.resume_step();
        let step = states.iter().position(|state| state.step == resume).map_or(1, |ix| ix + 1);
        let sum = form.ledger().sum;
        Self {
            required: sum.required,
            waived: sum.waived,
            step: step.try_into().unwrap_or(u16::MAX),
            steps: states.len().try_into().unwrap_or(u16::MAX),
        }
    }
}

/// A step as it stands in an address.
pub fn step_path(step: &Step) -> String {
    match step {
        Step::Consent => "consent".to_owned(),
        Step::Documents => "documents".to_owned(),
        Step::Page(id) => format!("page/{id}"),
        Step::Commitments => "commitments".to_owned(),
        Step::Review => "review".to_owned(),
    }
}
