//! Sealing what version 1 of the database stored readably, once, when it has been upgraded.
//!
//! The upgrade itself cannot: it is a transaction, and sealing waits for the browser. So the upgrade leaves a mark, and
//! whoever opens the database and finds it seals one record after the other. Broken off in the middle, it goes on with
//! the next opening; until then each plain record can still be read.

use super::open::{APPLICATIONS, ATTACHMENTS, DRAFTS, KEYS, PLAIN};
use super::record::{Content, Record};
use super::seal::{seal, Address};
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError};
use wasm_bindgen::JsValue;

/// Seals every plain record, if some may be left.
pub(super) async fn sweep(store: &Store) -> Result<(), StoreError> {
    if read(store, KEYS, Read::One(KEYS, PLAIN)).await?.is_empty() {
        return Ok(());
    }
    for name in [DRAFTS, ATTACHMENTS, APPLICATIONS] {
        for (id, value) in read(store, name, Read::All(name)).await? {
            seal_one(store, name, &id, value).await?;
        }
    }
    write(store, &[KEYS], Read::Nothing, &|_| Ok(vec![Change::Delete(KEYS, PLAIN.to_owned())])).await
}

/// A record that somebody wrote meanwhile is sealed already; one that cannot be read stays as it is, to be named.
async fn seal_one(store: &Store, name: &'static str, id: &str, value: JsValue) -> Result<(), StoreError> {
    let Some((was, content)) = plain(value) else { return Ok(()) };
    let draft = if name == ATTACHMENTS { was.draft().unwrap_or_default() } else { String::new() };
    let at = Address { store: name, id, revision: was.revision().unwrap_or(0), draft: &draft };
    let sealed = seal(store.key().as_ref(), &at, &content).await?;
    if name == DRAFTS {
        sealed.set_revision(at.revision as f64);
        sealed.set_raw_writer(&was.raw_writer());
    }
    write(store, &[name], Read::One(name, id), &|found| {
        let is_same = found.into_iter().next().and_then(|(_, value)| plain(value));
        let is_same = is_same.is_some_and(|(now, _)| now.revision().unwrap_or(0) == at.revision);
        let put = || Change::Put(name, id.to_owned(), sealed.clone().into());
        Ok(is_same.then(put).into_iter().collect())
    })
    .await
}

fn plain(value: JsValue) -> Option<(Record, Content)> {
    let record = Record::found(value).ok().filter(Record::is_plain)?;
    let content = record.content().ok()?;
    Some((record, content))
}
