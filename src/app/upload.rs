//! Bringing the files of a draft to the portal, before what is sent names them. A file that is there is not sent again.

use super::session;
use super::site::Site;
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

impl NotUploaded {
    /// What the portal's answer means for a file; whose session is over is signed out.
    pub fn of(site: Site, error: PortalError) -> Self {
        match error {
            PortalError::SignedOut => {
                session::forget(site);
                Self::SignedOut
            }
            PortalError::NoAnswer => Self::NoAnswer,
            PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_) => Self::Portal,
        }
    }
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
            Err(error) => return Err(NotUploaded::of(working.site(), error)),
        }
    }
    Ok(())
}
