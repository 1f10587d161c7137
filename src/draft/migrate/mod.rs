//! Carrying a draft over to another version of its item (迁移).
//!
//! Two definitions and the answers are all it takes: no clock, no register, no third version. It is total (any two
//! definitions, any answers), deterministic, idempotent (what was carried over is carried over unchanged) and conserves:
//! every answer that somebody gave is in the new form or in the list of what to check, never in both, never in neither.
//!
//! An answer is carried over when its question is there under the same id, or under the id that the new version's
//! `renamed` leads to, and asks the same type of answer: the same kind, unit and precision, at the same place in the same
//! group. Limits are no part of the type; an answer that has become invalid stays, and is shown as invalid. What the engine
//! put there itself (defaults, figures it works out) is left out: the engine puts it there anew.
//!
//! Step by step or at once gives the same form, and lists the same words and files of answers, as long as nothing comes back: an
//! id, an option or a text that a version in between does not have is lost to the steps and not to the leap. ARCHITECTURE.md
//! says why, and what of the lists cannot be the same: the names are those of the last version that had them, what went in
//! two steps are two entries, and about a decision each step says what it undid itself.
//!
//! Nothing here decides what is asked, visible or required: that is the engine's, when the form is restored.

mod answers;
mod asked;
mod documents;
mod names;

use super::{Draft, ItemChange, ToCheck};
use crate::form::FormState;
use crate::item::Item;
use answers::Move;

/// A form as the new version takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Migrated {
    /// The answers that were carried over.
    pub form: FormState,
    /// How many answers of people and registers those are.
    pub kept: usize,
    /// What was not, in the order of the old version, numbered from one.
    pub check: Vec<ToCheck>,
}

/// Carries answers given under `old` over to `new`.
pub fn migrate(old: &Item, new: &Item, form: FormState) -> Migrated {
    Move::new(old, new).run(form)
}

impl Draft {
    /// The draft under the new version. What was still to be checked from earlier changes stays in the list.
    ///
    /// The caller has made sure by [`Draft::standing`] that no submission of it is under way.
    #[must_use]
    pub fn carried_over(mut self, old: &Item, new: &Item) -> Self {
        let Migrated { form, kept, check: added } = migrate(old, new, self.form);
        let mut check = self.update.take().map(|update| update.check).unwrap_or_default();
        let last = check.iter().map(|entry| entry.number).max().unwrap_or(0);
        check.extend(added.into_iter().map(|entry| ToCheck { number: last.saturating_add(entry.number), ..entry }));
        let kept = kept.try_into().unwrap_or(u16::MAX);
        self.update = Some(ItemChange { from: self.item_version, kept, told: false, check });
        self.form = form;
        self.item_version = new.version;
        self.item_name = new.plain_name.zh.clone();
        self
    }
}
