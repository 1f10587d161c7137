//! The shots of a survey by video: kept on the device when they are taken, brought to the portal when there is a network.

use super::crypto;
use super::site::Site;
use super::upload::NotUploaded;
use crate::portal::{Application, ShotsHandedIn};
use crate::store::{notes, shots, StoreError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The shots of one application on this device, as a page follows them.
#[derive(Clone, Copy)]
pub struct Shots {
    site: Site,
    number: StoredValue<String>,
    kept: RwSignal<Vec<String>>,
    trouble: RwSignal<Option<StoreError>>,
}

impl Shots {
    /// Those of an application; what is kept is known a moment later.
    pub fn of(site: Site, number: &str) -> Self {
        let number = StoredValue::new(number.to_owned());
        let all = Self { site, number, kept: RwSignal::default(), trouble: RwSignal::new(None) };
        leptos::task::spawn_local(async move { all.tell(all.known().await) });
        all
    }

    /// The ids of the shots that are kept here.
    pub fn kept(&self) -> Signal<Vec<String>> {
        self.kept.into()
    }

    /// Why the last one could not be kept, if it could not.
    pub fn trouble(&self) -> Signal<Option<StoreError>> {
        self.trouble.into()
    }

    /// Keeps a picture for a shot. `kept` tells when it is durable.
    pub fn keep(self, shot: String, name: String, picture: Blob) {
        leptos::task::spawn_local(async move { self.tell(self.store(&shot, &name, &picture).await) });
    }

    /// Brings all that is kept to the portal and hands it in; only then it goes from the device. Nothing when none is kept.
    /// What does not arrive now goes by itself when it can, also after the page was closed ([`start`]).
    ///
    /// # Errors
    /// Whatever it is, all is still kept.
    pub async fn hand_in(self) -> Result<Option<Application>, NotUploaded> {
        let number = self.number.get_value();
        let wanted = Wanted::of(self.site, &number);
        if let Some(wanted) = &wanted {
            // What cannot be noted waits for another press.
            let _ = note(self.site, |all| all.insert(wanted.clone())).await;
        }
        let handed_in = hand_in(self.site, &number).await?;
        if let Some(wanted) = &wanted {
            let _ = note(self.site, |all| all.remove(wanted)).await;
        }
        self.tell(self.known().await);
        Ok(handed_in)
    }

    async fn store(self, shot: &str, name: &str, picture: &Blob) -> Result<Vec<String>, StoreError> {
        let unread = |_| StoreError::Failed("the picture could not be read".to_owned());
        let bytes = js_sys::Uint8Array::new(&JsFuture::from(picture.array_buffer()).await.map_err(unread)?);
        let store = self.site.store().await?;
        shots::put(&store, &self.number.get_value(), shot, &format!("{name}.jpg"), &bytes).await?;
        self.known().await
    }

    async fn known(self) -> Result<Vec<String>, StoreError> {
        shots::list(&self.site.store().await?, &self.number.get_value()).await
    }

    /// The page may have gone meanwhile.
    fn tell(self, known: Result<Vec<String>, StoreError>) {
        match known {
            Ok(kept) => {
                self.trouble.try_set(None);
                self.kept.try_set(kept);
            }
            Err(error) => drop(self.trouble.try_set(Some(error))),
        }
    }
}

async fn hand_in(site: Site, number: &str) -> Result<Option<Application>, NotUploaded> {
    let store = site.store().await.map_err(NotUploaded::Store)?;
    let mut handed_in = BTreeMap::new();
    for shot in shots::list(&store, number).await.map_err(NotUploaded::Store)? {
        let Some(stored) = shots::get(&store, number, &shot).await.map_err(NotUploaded::Store)? else { continue };
        let sha256 = crypto::sha256_hex(&stored.bytes.to_vec()).await;
        let client = site.client();
        let sent = client.store_attachment(&stored.bytes, &stored.media_type, &stored.name, &sha256).await;
        handed_in.insert(shot, sent.map_err(|error| NotUploaded::of(site, error))?.id);
    }
    if handed_in.is_empty() {
        return Ok(None);
    }
    let all = ShotsHandedIn { shots: handed_in };
    let application = site.client().hand_in_shots(number, &all).await;
    let application = application.map_err(|error| NotUploaded::of(site, error))?;
    for shot in all.shots.keys() {
        // The portal has it: what stays is handed in again, which changes nothing.
        let _ = shots::remove(&store, number, shot).await;
    }
    Ok(Some(application))
}

/// An application whose shots somebody has asked to hand in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Wanted {
    owner: String,
    number: String,
}

impl Wanted {
    fn of(site: Site, number: &str) -> Option<Self> {
        Some(Self { owner: site.person_now()?.id, number: number.to_owned() })
    }
}

/// The name of the note in which they stand.
const WANTED: &str = "shots-to-hand-in";

/// Hands in what was to be handed in and has not arrived: when the app starts, when somebody signs in, and when a network
/// comes back. Lives as long as the app.
pub fn start(site: Site) {
    Effect::new(move |_| {
        if site.online.get() && site.session.with(Option::is_some) {
            leptos::task::spawn_local(hand_in_wanted(site));
        }
    });
}

async fn hand_in_wanted(site: Site) {
    let Some(person) = site.person_now() else { return };
    let all = wanted(site).await.unwrap_or_default();
    for wanted in all.into_iter().filter(|wanted| wanted.owner == person.id) {
        // What does not arrive now is tried the next time.
        let Ok(handed_in) = hand_in(site, &wanted.number).await else { continue };
        let _ = note(site, |all| all.remove(&wanted)).await;
        // Nobody looks at the application now: what is new about it stays news.
        if handed_in.is_some() {
            site.announce("照片交给公司了".to_owned());
        }
    }
}

async fn wanted(site: Site) -> Result<BTreeSet<Wanted>, StoreError> {
    let text = notes::get(&site.store().await?, WANTED).await?;
    // A note that cannot be read tells nothing; the shots are there, and can be handed in from their page.
    Ok(text.and_then(|text| crate::json::read(&text).ok()).unwrap_or_default())
}

async fn note(site: Site, change: impl FnOnce(&mut BTreeSet<Wanted>) -> bool) -> Result<(), StoreError> {
    let mut all = wanted(site).await?;
    if change(&mut all) {
        let text = serde_json::to_string(&all).map_err(|error| StoreError::Failed(error.to_string()))?;
        notes::put(&site.store().await?, WANTED, &text).await?;
    }
    Ok(())
}
