//! A store in the page's memory, for browsers that keep nothing: the same reads and changes over plain maps.

use super::record::Record;
use super::transaction::{Change, Decide, Found, Read};
use super::StoreError;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// All records, by store and key.
#[derive(Default)]
pub(super) struct Tables(RefCell<BTreeMap<(String, String), JsValue>>);

impl Tables {
    pub(super) fn run(&self, first: Read<'_>, decide: Option<Decide<'_>>) -> Result<Found, StoreError> {
        let found = self.find(first);
        let Some(decide) = decide else { return Ok(found) };
        for change in decide(found)? {
            match change {
                Change::Put(store, key, value) => drop(self.0.borrow_mut().insert((store.to_owned(), key), value)),
                Change::Delete(store, key) => drop(self.0.borrow_mut().remove(&(store.to_owned(), key))),
            }
        }
        Ok(Vec::new())
    }

    fn find(&self, what: Read<'_>) -> Found {
        let tables = self.0.borrow();
        let wanted = |store: &str, key: &str, value: &JsValue| match what {
            Read::Nothing => false,
            Read::One(wanted, wanted_key) => store == wanted && key == wanted_key,
            Read::All(wanted) => store == wanted,
            // They go with the page.
            Read::StrayAttachments(_) => false,
            Read::AttachmentsOf(draft) => {
                let of = Record::found(value.clone()).and_then(|record| record.draft());
                store == super::open::ATTACHMENTS && of.is_ok_and(|of| of == draft)
            }
        };
        let found = tables.iter().filter(|((store, key), value)| wanted(store, key, value));
        found.map(|((_, key), value)| (key.clone(), value.clone())).collect()
    }
}
