//! Attachments (附件): the files of a draft, each under its own id, so that a keystroke never rewrites a photograph.

use super::open::{ATTACHMENTS, DRAFTS};
use super::record::{Content, Unreadable};
use super::seal::{seal, Address};
use super::shots::SHOTS;
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A stored file.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The id of the draft it belongs to.
    pub draft: String,
    /// Its media type.
    pub media_type: String,
    /// The file's name.
    pub name: String,
    /// Its bytes, outside of the program's own memory.
    pub bytes: Uint8Array,
}

/// What stands before the bytes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    media_type: String,
    name: String,
}

/// Stores a file of a draft under its id, over an earlier one with this id.
pub async fn put(
    store: &Store,
    draft: &str,
    id: &str,
    media_type: &str,
    name: &str,
    bytes: &Uint8Array,
) -> Result<(), StoreError> {
    let text = super::text_of(&Description { media_type: media_type.to_owned(), name: name.to_owned() })?;
    // A copy of its own: of a view the whole buffer below it is kept, which can be all of the program's memory.
    let content = Content { text, bytes: Some(bytes.slice(0, bytes.length())) };
    let at = Address { store: ATTACHMENTS, id, revision: 0, draft };
    let record = seal(store.key().as_ref(), &at, &content).await?;
    let put = || Change::Put(ATTACHMENTS, id.to_owned(), record.clone().into());
    write(store, &[ATTACHMENTS], Read::Nothing, &|_| Ok(vec![put()])).await
}

/// The file with this id, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] or [`StoreError::Locked`] when it is there and cannot be read.
pub async fn get(store: &Store, id: &str) -> Result<Option<Attachment>, StoreError> {
    let Some((_, value)) = read(store, ATTACHMENTS, Read::One(ATTACHMENTS, id)).await?.pop() else { return Ok(None) };
    decode(store, id, value).await.map(Some).map_err(|why| why.of(id))
}

/// Removes a file. One that is not there is removed already.
pub async fn remove(store: &Store, id: &str) -> Result<(), StoreError> {
    write(store, &[ATTACHMENTS], Read::Nothing, &|_| Ok(vec![Change::Delete(ATTACHMENTS, id.to_owned())])).await
}

/// Removes the files whose draft is not stored, and is none of `begun`: those that are being filled in and were never stored.
/// Shots belong to an application and stay.
pub async fn sweep(store: &Store, begun: &[String]) -> Result<(), StoreError> {
    write(store, &[DRAFTS, ATTACHMENTS], Read::StrayAttachments(begun), &|stray| {
        let gone = stray.into_iter().filter(|(id, _)| !id.starts_with(SHOTS));
        Ok(gone.map(|(id, _)| Change::Delete(ATTACHMENTS, id)).collect())
    })
    .await
}

async fn decode(store: &Store, id: &str, value: JsValue) -> Result<Attachment, Unreadable> {
    let (record, content) = store.unseal(ATTACHMENTS, id, value).await?;
    let Description { media_type, name } = content.read(0)?;
    let bytes = content.bytes.ok_or(Unreadable::Damaged)?;
    Ok(Attachment { draft: record.draft()?, media_type, name, bytes })
}
