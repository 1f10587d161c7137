//! Receipts (回执) of what was submitted from this device, each under its application's number 办件编号.

use super::drafts::removal;
use super::open::{APPLICATIONS, ATTACHMENTS, DRAFTS};
use super::record::{Record, Unreadable};
use super::transaction::{read, write, Change, Read};
use super::{Store, StoreError, Stored};
use crate::portal::Receipt;
use wasm_bindgen::JsValue;

/// A receipt as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let record = Record::of(receipt)?;
    record.set_owner(owner);
    record.set_draft(draft_id);
    let names = [DRAFTS, ATTACHMENTS, APPLICATIONS];
    write(store, &names, Read::AttachmentsOf(draft_id), |attachments| {
        let mut changes = removal(draft_id, attachments);
        changes.push(Change::Put(APPLICATIONS, receipt.number.clone(), record.into()));
        Ok(changes)
    })
    .await
}

/// The receipts of one person. One that cannot be read is named, whoever it belonged to.
pub async fn list(store: &Store, owner: &str) -> Result<Vec<Stored<StoredReceipt>>, StoreError> {
    let found = read(store, APPLICATIONS, Read::All(APPLICATIONS)).await?;
    let all = found.into_iter().map(|(number, value)| Stored::from_result(&number, decode(value)));
    Ok(all.filter(|stored| !matches!(stored, Stored::Ok(receipt) if receipt.owner != owner)).collect())
}

/// The receipt of an application, if it was submitted from this device.
///
/// # Errors
/// [`StoreError::Damaged`] when it is there and cannot be read.
pub async fn get(store: &Store, number: &str) -> Result<Option<StoredReceipt>, StoreError> {
    let found = read(store, APPLICATIONS, Read::One(APPLICATIONS, number)).await?.into_iter().next();
    found.map(|(_, value)| decode(value).map_err(|why| why.of(number))).transpose()
}

fn decode(value: JsValue) -> Result<StoredReceipt, Unreadable> {
    let record = Record::found(value)?;
    Ok(StoredReceipt { owner: record.owner()?, draft: record.draft()?, receipt: record.read(0)? })
}
