//! Following names: what something of the old version is called in the new one.

use crate::item::{Item, Nameable};

/// The renamings between two versions of an item.
pub(super) struct Names<'a> {
    since: u32,
    new: &'a Item,
}

impl<'a> Names<'a> {
    pub fn between(old: &Item, new: &'a Item) -> Self {
        Self { since: old.version, new }
    }

    /// A renaming is followed when the old version is older than it. It counts more than an id that is still there, which
    /// the lint refuses anyway.
    fn follow(&self, what: &Nameable, id: &str) -> String {
        let known = |since: u32| since > self.since && since <= self.new.version;
        let mut list = self.new.renamed.iter();
        let renamed = list.find(|entry| known(entry.since) && entry.what == *what && entry.from == id);
        renamed.map_or_else(|| id.to_owned(), |entry| entry.to.clone())
    }

    pub fn question(&self, id: &str) -> String {
        self.follow(&Nameable::Question, id)
    }

    /// An option of a question, which goes by its new id.
    pub fn option(&self, question: &str, id: &str) -> String {
        self.follow(&Nameable::OptionOf(question.to_owned()), id)
    }

    pub fn document(&self, id: &str) -> String {
        self.follow(&Nameable::Document, id)
    }

    pub fn commitment(&self, id: &str) -> String {
        self.follow(&Nameable::Commitment, id)
    }
}
