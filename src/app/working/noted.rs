//! What is noted in a draft beside its answers.

use super::Working;
use crate::draft::{AccountSaid, ItemChange};
use crate::portal::AccountQuestion;
use leptos::prelude::Set;
use std::rc::Rc;

impl Working {
    /// Notes in the draft what the citizen has seen of the item's change.
    pub fn change_update(self: &Rc<Self>, change: impl FnOnce(&mut ItemChange)) {
        let update = {
            let mut draft = self.draft.borrow_mut();
            if let Some(update) = draft.update.as_mut() {
                change(update);
            }
            draft.update.clone()
        };
        self.update.set(update);
        self.changed();
    }

    /// What a company said last of this very account.
    pub fn account_said(&self, asked: &AccountQuestion) -> Option<AccountSaid> {
        self.draft.borrow().account_said(asked).cloned()
    }

    /// Notes what a company said of an account, in the place of what it said of one before.
    pub fn note_account(self: &Rc<Self>, said: AccountSaid) {
        self.draft.borrow_mut().note_account(said);
        self.changed();
    }
}
