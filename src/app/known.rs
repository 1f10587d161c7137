//! What this device knows of a person's applications, kept sealed: read at once, asked for anew, and told apart.
//!
//! Keeping it is a convenience: where the store fails, pages work with what the portal says.

use super::site::Site;
use super::{clock, crypto};
use crate::application::{Known, KNOWN_SCHEMA};
use crate::portal::client::PortalError;
use crate::portal::{Application, ApplicationSummary, Receipt};
use crate::store::notes;

/// What is known of the applications of the one who is signed in.
pub async fn read(site: Site) -> Known {
    let found = async {
        let text = notes::get(&site.store().await.ok()?, &key(site).await?).await.ok()??;
        crate::json::read::<Known>(&text).ok().filter(|known| known.schema == KNOWN_SCHEMA)
    };
    found.await.unwrap_or_default()
}

/// Changes what is known, and stores it.
pub async fn change(site: Site, change: impl FnOnce(&mut Known)) -> Known {
    let mut known = read(site).await;
    let before = known.clone();
    change(&mut known);
    if known != before {
        if let (Ok(store), Some(key), Ok(text)) = (site.store().await, key(site).await, serde_json::to_string(&known)) {
            // What cannot be kept is asked for again at the next start.
            let _ = notes::put(&store, &key, &text).await;
        }
    }
    known
}

/// Asks the portal for the whole list, and keeps it.
pub async fn ask_list(site: Site) -> Result<Known, PortalError> {
    let list = whole_list(site).await?;
    Ok(change(site, |known| known.take_list(list, clock::now())).await)
}

/// Asks the portal for one application, keeps it, and notes that the person looks at it.
pub async fn ask(site: Site, number: &str) -> Result<Application, PortalError> {
    let application = site.client().application(number).await?;
    keep(site, application.clone()).await;
    Ok(application)
}

/// Keeps an application as the portal has just shown it to the person.
pub async fn keep(site: Site, application: Application) {
    let number = application.receipt.number.clone();
    let take = |known: &mut Known| {
        known.take(application, clock::now());
        known.see(&number);
    };
    change(site, take).await;
}

/// Keeps what the person has just submitted. A supplement's receipt is that of its application, which is known.
pub async fn keep_submitted(site: Site, receipt: &Receipt) {
    change(site, |known| known.submitted(receipt)).await;
}

async fn whole_list(site: Site) -> Result<Vec<ApplicationSummary>, PortalError> {
    let client = site.client();
    let mut list = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = client.list_applications(after.as_deref()).await?;
        list.extend(page.applications);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(list),
        }
    }
}

/// A name that tells nobody whose it is.
async fn key(site: Site) -> Option<String> {
    let owner = site.person_now()?.id;
    let digest = crypto::sha256_hex(format!("applications of {owner}").as_bytes()).await;
    Some(format!("applications-{}", digest.get(..16).unwrap_or(&digest)))
}
