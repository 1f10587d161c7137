//! What the browser promises about drafts: whether it may clear them by itself, and whether it has.

use super::site::Site;
use crate::portal::Terminal;
use leptos::prelude::window;
use std::cell::Cell;
use wasm_bindgen_futures::JsFuture;

/// Where the number of drafts stands, outside of the database; nothing personal. A kiosk keeps none.
const COUNT: &str = "mianzheng-drafts";
/// Where it stands how often anything was saved on this device, likewise.
const SAVES: &str = "mianzheng-saves";

thread_local! {
    /// How often this page has saved, as far as it counts by itself.
    static SAVED: Cell<u64> = const { Cell::new(0) };
}

/// What the browser says about keeping drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It keeps them until a person clears them.
    Kept,
    /// It may clear them when the device is full.
    WhileThereIsRoom,
    /// WebKit: it may clear them after seven days without a visit.
    SevenDays,
    /// It says nothing.
    Unknown,
}

/// What the browser promises now.
pub async fn promise() -> Promise {
    let storage = window().navigator().storage();
    if storage.is_undefined() {
        return if is_webkit() { Promise::SevenDays } else { Promise::Unknown };
    }
    let Ok(persisted) = storage.persisted() else { return Promise::Unknown };
    match JsFuture::from(persisted).await {
        Ok(kept) if kept.is_truthy() => Promise::Kept,
        Ok(_) if is_webkit() => Promise::SevenDays,
        Ok(_) => Promise::WhileThereIsRoom,
        Err(_) => Promise::Unknown,
    }
}

/// Asks the browser to keep what is stored; at the first save, when a person can see why.
pub fn ask() {
    let storage = window().navigator().storage();
    if storage.is_undefined() {
        return;
    }
    if let Ok(asked) = storage.persist() {
        // Whatever it answers is read again where it is shown.
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(asked).await) });
    }
}

/// Every browser on iOS is WebKit, and names Apple as its vendor as Safari does.
fn is_webkit() -> bool {
    let navigator = window().navigator();
    let vendor = js_sys::Reflect::get(&navigator, &"vendor".into()).ok().and_then(|vendor| vendor.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

/// How many drafts there were when somebody looked last; nothing where that is not kept.
pub fn count_before(site: Site) -> usize {
    let text = storage(site).and_then(|storage| storage.get_item(COUNT).ok().flatten());
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Notes how many drafts there are.
pub fn note_count(site: Site, count: usize) {
    if let Some(storage) = storage(site) {
        // Where it cannot be noted, nothing is said later either.
        let _ = match count {
            0 => storage.remove_item(COUNT),
            count => storage.set_item(COUNT, &count.to_string()),
        };
    }
}

/// The place of the save that happens now: higher than every earlier one on this device, whatever its clock said.
pub fn next_place(site: Site) -> u64 {
    let storage = storage(site);
    let stored = storage.as_ref().and_then(|storage| storage.get_item(SAVES).ok().flatten());
    let before = stored.and_then(|text| text.parse().ok()).unwrap_or(0).max(SAVED.get());
    SAVED.set(before + 1);
    if let Some(storage) = storage {
        // Where it cannot be noted, the order of saves holds within this page.
        let _ = storage.set_item(SAVES, &(before + 1).to_string());
    }
    before + 1
}

fn storage(site: Site) -> Option<web_sys::Storage> {
    if site.terminal() == Terminal::Kiosk {
        return None;
    }
    window().local_storage().ok().flatten()
}
