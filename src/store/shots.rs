//! Shots (要拍的照片) of a survey by video: pictures for an application that exists, kept on the device until the portal has
//! them. Each stands among the attachments under its application and its name, so that one taken again takes its place.

use super::attachments::{self, Attachment};
use super::open::ATTACHMENTS;
use super::transaction::{read, Read};
use super::{Store, StoreError};
use js_sys::Uint8Array;

/// What the keys of shots begin with; a draft's id never does.
pub(super) const SHOTS: &str = "shot:";

/// Keeps a shot of an application, over an earlier one of this name.
pub async fn put(store: &Store, number: &str, shot: &str, name: &str, jpeg: &Uint8Array) -> Result<(), StoreError> {
    attachments::put(store, &of(number), &key(number, shot), "image/jpeg", name, jpeg).await
}

/// The names of an application's shots that are kept here.
pub async fn list(store: &Store, number: &str) -> Result<Vec<String>, StoreError> {
    let of = of(number);
    let found = read(store, ATTACHMENTS, Read::AttachmentsOf(&of)).await?;
    let shot = |key: String| Some(key.strip_prefix(&of)?.strip_prefix(':')?.to_owned());
    Ok(found.into_iter().filter_map(|(key, _)| shot(key)).collect())
}

/// A shot, if it is kept here.
///
/// # Errors
/// [`StoreError::Damaged`] or [`StoreError::Locked`] when it is there and cannot be read.
pub async fn get(store: &Store, number: &str, shot: &str) -> Result<Option<Attachment>, StoreError> {
    attachments::get(store, &key(number, shot)).await
}

/// Removes a shot: the portal has it. One that is not there is removed already.
pub async fn remove(store: &Store, number: &str, shot: &str) -> Result<(), StoreError> {
    attachments::remove(store, &key(number, shot)).await
}

fn of(number: &str) -> String {
    format!("{SHOTS}{number}")
}

fn key(number: &str, shot: &str) -> String {
    format!("{}:{shot}", of(number))
}
