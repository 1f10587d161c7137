//! Receipts (回执) of what was submitted from this device, each under its application's number 办件编号.

use super::drafts::removal;
use super::open::{APPLICATIONS, ATTACHMENTS, DRAFTS};
use super::record::Unreadable;
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError, Stored};
use crate::portal::Receipt;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A receipt as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReceipt {
    /// The portal's id of the person it belongs to.
    pub owner: String,
    /// The id that the draft had.
    pub draft: String,
    /// The receipt, as the portal gave it.
    pub receipt: Receipt,
}

/// Turns a draft into an application: the receipt is stored and the draft removed with its attachments, in one
/// transaction. Doing so again changes nothing.
pub async fn accept(store: &Store, draft_id: &str, receipt: &Receipt, owner: &str) -> Result<(), StoreError> {
    let stored = StoredReceipt { owner: owner.to_owned(), draft: draft_id.to_owned(), receipt: receipt.clone() };
    let record = store.seal(APPLICATIONS, &receipt.number, &stored).await?;
    let names = [DRAFTS, ATTACHMENTS, APPLICATIONS];
    write(store, &names, Read::AttachmentsOf(draft_id), &|attachments| {
        let mut changes = removal(draft_id, attachments);
        changes.push(Change::Put(APPLICATIONS, receipt.number.clone(), record.clone().into()));
        Ok(changes)
    })
    .await
}

/// The receipts of one person. One that cannot be read is named, whoever it belonged to.
pub async fn list(store: &Store, owner: &str) -> Result<Vec<Stored<StoredReceipt>>, StoreError> {
    let mut all = Vec::new();
    for (number, value) in read(store, APPLICATIONS, Read::All(APPLICATIONS)).await? {
        let stored = Stored::from_result(&number, decode(store, &number, value).await);
        if !matches!(&stored, Stored::Ok(receipt) if receipt.owner != owner) {
            all.push(stored);
        }
    }
    Ok(all)
}

/// The receipt of an application, if it was submitted from this device.
///
/// # Errors
/// [`StoreError::Damaged`] or [`StoreError::Locked`] when it is there and cannot be read.
pub async fn get(store: &Store, number: &str) -> Result<Option<StoredReceipt>, StoreError> {
    let Some((_, value)) = read(store, APPLICATIONS, Read::One(APPLICATIONS, number)).await?.pop() else {
        return Ok(None);
    };
    decode(store, number, value).await.map(Some).map_err(|why| why.of(number))
}

async fn decode(store: &Store, number: &str, value: JsValue) -> Result<StoredReceipt, Unreadable> {
    store.unseal(APPLICATIONS, number, value).await?.1.read(0)
}
