//! The shots of a survey by video: kept on the device when they are taken, brought to the portal when there is a network.

use super::crypto;
use super::site::Site;
use super::upload::NotUploaded;
use crate::portal::{Application, ShotsHandedIn};
use crate::store::{shots, StoreError};
use leptos::prelude::*;
use std::collections::BTreeMap;
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
    ///
    /// # Errors
    /// Whatever it is, all is still kept.
    pub async fn hand_in(self) -> Result<Option<Application>, NotUploaded> {
        let store = self.site.store().await.map_err(NotUploaded::Store)?;
        let number = self.number.get_value();
        let mut handed_in = BTreeMap::new();
        for shot in shots::list(&store, &number).await.map_err(NotUploaded::Store)? {
            let Some(stored) = shots::get(&store, &number, &shot).await.map_err(NotUploaded::Store)? else { continue };
            let sha256 = crypto::sha256_hex(&stored.bytes.to_vec()).await;
            let client = self.site.client();
            let sent = client.store_attachment(&stored.bytes, &stored.media_type, &stored.name, &sha256).await;
            handed_in.insert(shot, sent.map_err(|error| NotUploaded::of(self.site, error))?.id);
        }
        if handed_in.is_empty() {
            return Ok(None);
        }
        let all = ShotsHandedIn { shots: handed_in };
        let application = self.site.client().hand_in_shots(&number, &all).await;
        let application = application.map_err(|error| NotUploaded::of(self.site, error))?;
        for shot in all.shots.keys() {
            // The portal has it: what stays is handed in again, which changes nothing.
            let _ = shots::remove(&store, &number, shot).await;
        }
        self.tell(self.known().await);
        Ok(Some(application))
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
