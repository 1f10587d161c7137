//! From what the citizen submitted to what is sent: files first, then the payload, frozen under a key of its own.

use crate::app::working::Working;
use crate::app::{clock, crypto};
use crate::form::{Edit, Value};
use crate::portal::client::PortalError;
use crate::store::attachments;
use crate::submission::{build, Circumstances, Frozen, Trouble};
use std::rc::Rc;

/// Brings the files to the portal and freezes the payload.
pub async fn freeze(working: &Rc<Working>, earlier: Vec<String>) -> Result<Frozen, Trouble> {
    upload(working).await?;
    let circumstances = Circumstances {
        made_at: clock::now(),
        terminal: working.site().terminal(),
        enterprise: working.enterprise(),
        earlier_keys: earlier.clone(),
    };
    let payload = build(&working.form(), circumstances);
    let body = serde_json::to_string(&payload).map_err(|_| Trouble::File)?;
    let digest = crypto::sha256_hex(body.as_bytes()).await;
    Ok(Frozen { key: crypto::random_id(), body, digest, earlier })
}

async fn upload(working: &Rc<Working>) -> Result<(), Trouble> {
    let state = working.form().state();
    let files = state.answers.values().filter_map(|answer| match &answer.value {
        Some(Value::Files(files)) => Some(files),
        _ => None,
    });
    for file in files.flatten().filter(|file| file.uploaded.is_none()) {
        let store = working.site().store().await.map_err(|_| Trouble::File)?;
        let stored = attachments::get(&store, &file.id).await.ok().flatten().ok_or(Trouble::File)?;
        let client = working.site().client();
        match client.store_attachment(&stored.bytes, &file.media_type, &file.name, &file.sha256).await {
            Ok(attachment) => working.apply(Edit::Uploaded { file: file.id.clone(), portal_id: attachment.id }),
            Err(PortalError::SignedOut) => return Err(Trouble::SignedOut),
            Err(PortalError::NoAnswer) => return Err(Trouble::NoAnswer),
            Err(PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_)) => return Err(Trouble::Portal),
        }
    }
    Ok(())
}
