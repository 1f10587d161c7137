//! What the tests of the core say items, edits and register answers with: one word for each thing, nothing decided here.

#![allow(dead_code)] // Each test file uses its part.

pub mod act;
pub mod build;
pub mod change;
pub mod delivery;
pub mod dice;
#[cfg(feature = "tools")]
pub mod pack;
#[cfg(feature = "tools")]
pub mod people;
pub mod picture;
pub mod random;
pub mod random_edit;
pub mod tree;
#[cfg(feature = "tools")]
pub mod walk;

pub use act::{found, moment, Act};
pub use build::*;

use mianzheng::form::{Context, Form};
use mianzheng::item::{Audience, Item};
use std::sync::Arc;

/// The day on which every test takes place.
pub const TODAY: &str = "2026-03-12";

/// A person on [`TODAY`].
pub fn context() -> Context {
    Context { today: TODAY.parse().unwrap(), audience: Audience::Person }
}

/// An empty form of the item.
pub fn form(item: Item) -> Form {
    Form::new(Arc::new(item), context())
}

/// The form as it is after a reload: made from nothing but what a draft stores.
pub fn reloaded(form: &Form) -> Form {
    Form::restore(form.item().clone(), form.context(), form.state())
}
