//! From what the citizen submitted to what is sent: files first, then the payload, frozen under a key of its own.

use crate::app::upload::{upload, NotUploaded};
use crate::app::working::Working;
use crate::app::{clock, crypto};
use crate::submission::{build, Circumstances, Frozen, Trouble};
use std::rc::Rc;

/// Brings the files to the portal and freezes the payload.
pub async fn freeze(working: &Rc<Working>, earlier: Vec<String>) -> Result<Frozen, Trouble> {
    upload(working).await.map_err(trouble)?;
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

fn trouble(why: NotUploaded) -> Trouble {
    match why {
        NotUploaded::SignedOut => Trouble::SignedOut,
        NotUploaded::NoAnswer => Trouble::NoAnswer,
        NotUploaded::Portal => Trouble::Portal,
        NotUploaded::Store(_) => Trouble::File,
    }
}
