//! Which version of its item a draft is opened with: it is carried over to the current one where that may be done.

use super::pack::PackError;
use super::site::{Load, Site};
use crate::draft::{Draft, Standing};
use crate::item::Item;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::sync::Arc;

/// How often and how many times it is looked whether the index is there.
const LOOK_MS: u32 = 50;
const LOOKS: u32 = 60;

/// A draft with the definition that it is opened with.
pub struct Opened {
    /// The draft; carried over when the item has changed.
    pub draft: Draft,
    /// The definition of its version.
    pub item: Arc<Item>,
    /// How it stood to the index when it was opened.
    pub standing: Standing,
    /// It was carried over, and is to be saved.
    pub carried_over: bool,
}

impl Opened {
    /// A draft with the definition of its own version.
    pub fn as_it_is(draft: Draft, item: Arc<Item>) -> Self {
        Self { draft, item, standing: Standing::Current, carried_over: false }
    }
}

/// Opens a draft with its item. What cannot be carried over now, because the index or the new version is not to be had, is
/// opened with the version it was made with, and carried over another time. Nothing is stored here: the old record stays
/// until the carried-over draft is saved over it. A tab that only shows the draft shows it as it is.
///
/// # Errors
/// When the version that the draft was made with is not to be had.
pub async fn open(site: Site, draft: Draft, writes: bool) -> Result<Opened, PackError> {
    let item = site.pack().item(&draft.item, draft.item_version).await?;
    let standing = match offered(site, &draft.item).await {
        Some(version) => draft.standing(version),
        None => Standing::Current,
    };
    if let (Standing::Outdated { version }, true) = (standing, writes) {
        if let Ok(new) = site.pack().item(&draft.item, version).await {
            if let Ok(draft) = carried_over(draft.clone(), item.clone(), new.clone()).await {
                return Ok(Opened { draft, item: new, standing, carried_over: true });
            }
        }
    }
    Ok(Opened { draft, item, standing, carried_over: false })
}

/// Most drafts are opened with the version that they were made with: what carries them over comes with the later pages.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
fn carried_over(draft: Draft, old: Arc<Item>, new: Arc<Item>) -> Result<Draft, PackError> {
    Ok(draft.carried_over(&old, &new))
}

#[cfg(not(split))]
async fn carried_over(draft: Draft, old: Arc<Item>, new: Arc<Item>) -> Result<Draft, PackError> {
    Ok(draft.carried_over(&old, &new))
}

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for PackError {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self::NoAnswer
    }
}

/// The version that the index offers, and none for an item that it does not. Nothing at all without an index.
async fn offered(site: Site, code: &str) -> Option<Option<u32>> {
    for _ in 0..LOOKS {
        let loaded = site.catalogue.with_untracked(|catalogue| match catalogue {
            Load::Loading => None,
            Load::Failed(_) => Some(None),
            Load::Ready(catalogue) => {
                let entry = catalogue.index.items.iter().find(|entry| entry.code == code);
                Some(Some(entry.map(|entry| entry.version)))
            }
        });
        if let Some(loaded) = loaded {
            return loaded;
        }
        TimeoutFuture::new(LOOK_MS).await;
    }
    None
}
