//! Drafts (草稿) on this device, each under its id.
//!
//! A record is the draft as JSON, sealed, its revision beside it so that a transaction can check it without opening it,
//! and the handle that wrote it. Every write names the revision it builds on: two tabs can never overwrite each other unseen.

use super::open::{ATTACHMENTS, DRAFTS};
use super::record::{Content, Record, Unreadable};
use super::seal::{seal, Address};
use super::transaction::{read, write, Change, Found, Read};
use super::{Store, StoreError, Stored};
use crate::draft::{Draft, DRAFT_SCHEMA};
use wasm_bindgen::JsValue;

/// Writes a draft over the revision it builds on: `expected`, or nothing for one that was never stored.
///
/// After [`StoreError::TimedOut`], [`StoreError::Closed`] or [`StoreError::Failed`] nobody knows whether the draft was
/// written. The next try with the same `expected` is then no conflict with the first, whichever way that ended.
///
/// # Errors
/// [`StoreError::Conflict`] when another revision is stored, or none; [`StoreError::Damaged`] when its revision cannot be
/// read; in both cases the stored draft stays.
pub async fn put(store: &Store, draft: &Draft, expected: Option<u64>) -> Result<(), StoreError> {
    let content = Content { text: super::text_of(draft)?, bytes: None };
    let at = Address { store: DRAFTS, id: &draft.id, revision: draft.revision, draft: "" };
    let record = seal(store.key().as_ref(), &at, &content).await?;
    record.set_revision(draft.revision as f64);
    record.set_raw_writer(&store.0.writer.into());
    let result = write(store, &[DRAFTS], Read::One(DRAFTS, &draft.id), &|found| {
        let stored = found.into_iter().next().map(|(_, value)| Record::found(value)).transpose();
        check(store, draft, expected, stored.map_err(|why| why.of(&draft.id))?)?;
        // From here on it may happen; when the connection ends meanwhile, this is asked a second time.
        store.0.undecided.borrow_mut().insert(draft.id.clone());
        Ok(vec![Change::Put(DRAFTS, draft.id.clone(), record.clone().into())])
    })
    .await;
    if result.is_ok() {
        store.0.undecided.borrow_mut().remove(&draft.id);
    }
    result
}

/// Whether a draft may be written over what is stored.
fn check(store: &Store, draft: &Draft, expected: Option<u64>, stored: Option<Record>) -> Result<(), StoreError> {
    let revision = stored.as_ref().map(Record::revision).transpose().map_err(|why| why.of(&draft.id))?;
    let is_own_earlier_try = revision == Some(draft.revision)
        && store.0.undecided.borrow().contains(&draft.id)
        && stored.is_some_and(|stored| stored.is_written_by(store.0.writer));
    if revision == expected || is_own_earlier_try {
        Ok(())
    } else {
        Err(StoreError::Conflict { stored: revision.unwrap_or(0) })
    }
}

/// The draft with this id, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Locked`] or [`StoreError::Newer`] when it is there and cannot be read.
pub async fn get(store: &Store, id: &str) -> Result<Option<Draft>, StoreError> {
    let Some((_, value)) = read(store, DRAFTS, Read::One(DRAFTS, id)).await?.pop() else { return Ok(None) };
    decode(store, id, value).await.map(Some).map_err(|why| why.of(id))
}

/// All drafts, whoever they belong to, in no order that means anything.
pub async fn list(store: &Store) -> Result<Vec<Stored<Draft>>, StoreError> {
    let mut all = Vec::new();
    for (id, value) in read(store, DRAFTS, Read::All(DRAFTS)).await? {
        all.push(Stored::from_result(&id, decode(store, &id, value).await));
    }
    Ok(all)
}

/// Removes a draft, readable or not, with its attachments. One that is not there is removed already.
pub async fn remove(store: &Store, id: &str) -> Result<(), StoreError> {
    write(store, &[DRAFTS, ATTACHMENTS], Read::AttachmentsOf(id), &|attachments| Ok(removal(id, attachments))).await
}

/// What removes a draft and its attachments.
pub(super) fn removal(id: &str, attachments: Found) -> Vec<Change> {
    let attachments = attachments.into_iter().map(|(attachment, _)| Change::Delete(ATTACHMENTS, attachment));
    attachments.chain([Change::Delete(DRAFTS, id.to_owned())]).collect()
}

async fn decode(store: &Store, id: &str, value: JsValue) -> Result<Draft, Unreadable> {
    let (record, content) = store.unseal(DRAFTS, id, value).await?;
    let draft: Draft = content.read(DRAFT_SCHEMA)?;
    // A draft under another's id, or beside another's revision, was not written by this module.
    if draft.id == id && record.revision()? == draft.revision {
        Ok(draft)
    } else {
        Err(Unreadable::Damaged)
    }
}
