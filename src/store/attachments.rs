//! Attachments (附件): the files of a draft, each under its own id, so that a keystroke never rewrites a photograph.

use super::open::ATTACHMENTS;
use super::record::{Record, Unreadable};
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

/// What stands beside the bytes.
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
    let record = Record::of(&Description { media_type: media_type.to_owned(), name: name.to_owned() })?;
    record.set_draft(draft);
    // A view is stored with the whole buffer below it, which can be all of the program's memory: a copy has its own.
    let is_view = bytes.byte_length() != bytes.buffer().byte_length();
    record.set_bytes(&if is_view { bytes.slice(0, bytes.length()) } else { bytes.clone() });
    let change = Change::Put(ATTACHMENTS, id.to_owned(), record.into());
    write(store, &[ATTACHMENTS], Read::Nothing, |_| Ok(vec![change])).await
}

/// The file with this id, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] when it is there and cannot be read.
pub async fn get(store: &Store, id: &str) -> Result<Option<Attachment>, StoreError> {
    let found = read(store, ATTACHMENTS, Read::One(ATTACHMENTS, id)).await?.into_iter().next();
    found.map(|(_, value)| decode(value).map_err(|why| why.of(id))).transpose()
}

/// Removes a file. One that is not there is removed already.
pub async fn remove(store: &Store, id: &str) -> Result<(), StoreError> {
    let change = Change::Delete(ATTACHMENTS, id.to_owned());
    write(store, &[ATTACHMENTS], Read::Nothing, |_| Ok(vec![change])).await
}

fn decode(value: JsValue) -> Result<Attachment, Unreadable> {
    let record = Record::found(value)?;
    let Description { media_type, name } = record.read(0)?;
    Ok(Attachment { draft: record.draft()?, media_type, name, bytes: record.bytes()? })
}
