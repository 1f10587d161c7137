//! Small texts: preferences, and what was seen last. Nothing personal belongs here.

use super::open::META;
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError};
use wasm_bindgen::JsValue;

/// The text under a key, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] when something else than a text is there.
pub async fn get(store: &Store, key: &str) -> Result<Option<String>, StoreError> {
    let found = read(store, META, Read::One(META, key)).await?.into_iter().next();
    let damaged = || StoreError::Damaged { record: key.to_owned() };
    found.map(|(_, value)| value.as_string().ok_or_else(damaged)).transpose()
}

/// Stores a text under a key, over an earlier one.
pub async fn put(store: &Store, key: &str, text: &str) -> Result<(), StoreError> {
    let put = || Change::Put(META, key.to_owned(), JsValue::from_str(text));
    write(store, &[META], Read::Nothing, &|_| Ok(vec![put()])).await
}
