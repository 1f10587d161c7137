//! Sealed texts that belong to a person, for example what a list last showed. Where nothing is personal, `meta` serves.

use super::open::META;
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError};
use serde::{Deserialize, Serialize};

/// Before the key, so that a note is no small text of `meta`.
const PREFIX: &str = "note:";

#[derive(Serialize, Deserialize)]
struct Note {
    note: String,
}

/// The text under a key, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] or [`StoreError::Locked`] when it is there and cannot be read.
pub async fn get(store: &Store, key: &str) -> Result<Option<String>, StoreError> {
    let id = [PREFIX, key].concat();
    let Some((_, value)) = read(store, META, Read::One(META, &id)).await?.pop() else { return Ok(None) };
    let note = store.unseal(META, &id, value).await.and_then(|(_, content)| content.read::<Note>(0));
    note.map(|note| Some(note.note)).map_err(|why| why.of(key))
}

/// Stores a text under a key, over an earlier one.
pub async fn put(store: &Store, key: &str, text: &str) -> Result<(), StoreError> {
    let id = [PREFIX, key].concat();
    let record = store.seal(META, &id, &Note { note: text.to_owned() }).await?;
    let put = || Change::Put(META, id.clone(), record.clone().into());
    write(store, &[META], Read::Nothing, &|_| Ok(vec![put()])).await
}

/// Removes a text. One that is not there is removed already.
pub async fn remove(store: &Store, key: &str) -> Result<(), StoreError> {
    write(store, &[META], Read::Nothing, &|_| Ok(vec![Change::Delete(META, [PREFIX, key].concat())])).await
}
