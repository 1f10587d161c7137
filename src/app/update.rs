//! A new deployment: told calmly, taken up between sessions. `public/boot.js` and the service worker do the work; here the
//! app objects where a reload would lose something, and passes on what the citizen decides.

use super::site::Site;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Asked of the app before a page is loaded anew by itself; whoever objects prevents the default.
const MAY_RELOAD: &str = "mianzheng:may-reload";
/// Something about the new deployment has changed; what, stands in `data-update` of the root element.
const TOLD: &str = "mianzheng:update";
/// The citizen wants the new deployment now.
const TAKE: &str = "mianzheng:take-update";

/// Whether a new deployment waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// None is known.
    None,
    /// One waits for the next start.
    Ready,
    /// It was wanted now, and another page of this browser is busy.
    Refused,
}

impl Update {
    fn told() -> Self {
        match document().document_element().and_then(|root| root.get_attribute("data-update")).as_deref() {
            Some("refused") => Self::Refused,
            Some(_) => Self::Ready,
            None => Self::None,
        }
    }
}

/// Follows what is told about a new deployment for as long as the app lives.
pub fn watch(site: Site) -> RwSignal<Update> {
    let update = RwSignal::new(Update::told());
    listen(TOLD, move |_| update.set(Update::told()));
    listen(MAY_RELOAD, move |event| {
        if site.is_unsaved() {
            event.prevent_default();
        }
    });
    update
}

/// Saves what is open, then has the new deployment taken up.
pub async fn take(site: Site) {
    // What cannot be saved now is not to be lost by a reload.
    if site.save_open().await.is_err() {
        return;
    }
    if let Ok(event) = web_sys::Event::new(TAKE) {
        let _ = window().dispatch_event(&event);
    }
}

/// The listener lives as long as the app.
fn listen(name: &str, heard: impl Fn(web_sys::Event) + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(heard);
    let _ = window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
