//! Bringing the files of a draft to the portal, before what is sent names them. A file that is there is not sent again.

use super::session;
use super::working::Working;
use crate::form::{Edit, Value};
use crate::portal::client::PortalError;
use crate::store::{attachments, StoreError};
use std::rc::Rc;

/// Why a file is not with the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotUploaded {
    /// Signed out: sign in and go on.
    SignedOut,
    /// No connection.
    NoAnswer,
    /// The portal is in trouble.
    Portal,
    /// The device could not give the file.
    Store(StoreError),
}

/// Brings every file that the portal does not have yet.
pub async fn upload(working: &Rc<Working>) -> Result<(), NotUploaded> {
    let state = working.form().state();
    let files = state.answers.values().filter_map(|answer| match &answer.value {
        Some(Value::Files(files)) => Some(files),
        _ => None,
    });
    for file in files.flatten().filter(|file| file.uploaded.is_none()) {
        let store = working.site().store().await.map_err(NotUploaded::Store)?;
        let stored = attachments::get(&store, &file.id).await.map_err(NotUploaded::Store)?;
        let Some(stored) = stored else {
            return Err(NotUploaded::Store(StoreError::Damaged { record: file.name.clone() }));
        };
        let client = working.site().client();
        match client.store_attachment(&stored.bytes, &file.media_type, &file.name, &file.sha256).await {
            Ok(attachment) => working.apply(Edit::Uploaded { file: file.id.clone(), portal_id: attachment.id }),
            Err(PortalError::SignedOut) => {
                session::forget(working.site());
                return Err(NotUploaded::SignedOut);
            }
            Err(PortalError::NoAnswer) => return Err(NotUploaded::NoAnswer),
            Err(PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_)) => {
                return Err(NotUploaded::Portal);
            }
        }
    }
    Ok(())
}
