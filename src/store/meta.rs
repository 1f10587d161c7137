//! Small texts: preferences, and what was seen last. Nothing personal belongs here.

use super::open::META;
use super::transaction::{read, write};
use super::{Store, StoreError};
use wasm_bindgen::JsValue;

/// The text under a key, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] when something else than a text is there.
pub async fn get(store: &Store, key: &str) -> Result<Option<String>, StoreError> {
    let found = read(store, &[META], async |work| work.get(META, key).await).await?;
    let damaged = || StoreError::Damaged { record: key.to_owned() };
    found.map(|value| value.as_string().ok_or_else(damaged)).transpose()
}

/// Stores a text under a key, over an earlier one.
pub async fn put(store: &Store, key: &str, text: &str) -> Result<(), StoreError> {
    write(store, &[META], async |work| work.put(META, key, JsValue::from_str(text))).await
}
