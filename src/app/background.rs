//! What goes on whatever page is open: the store, the other tabs, the outbox, and saving when the page is hidden.
//!
//! It is no part of what the first page needs, so it is fetched with what was begun on this device and starts then.

use super::site::Site;
use super::{begun, outbox, shots};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Begins all of it. Shows nothing, and lives as long as the app.
#[component]
pub fn Background() -> impl IntoView {
    let site = Site::here();
    site.tabs();
    save_when_hidden(site);
    site.outbox_is(outbox::look);
    outbox::start(site);
    shots::start(site);
    leptos::task::spawn_local(async move {
        // Every page says from the beginning what the device does not keep.
        let _ = site.store().await;
        begun::sweep(site).await;
    });
}

/// When the page is hidden it may never come back: what was typed is stored now, not soon. When it comes back to the front,
/// another tab may have gone on.
fn save_when_hidden(site: Site) {
    let flush = move || {
        if let Some(working) = site.open_now() {
            if working.saver().is_dirty() {
                leptos::task::spawn_local(async move {
                    // What comes of it stands in the state of saving.
                    let _ = site.save_open().await;
                });
            }
        }
    };
    // Both live as long as the app.
    let hidden = Closure::<dyn Fn()>::new(move || {
        if document().hidden() {
            flush();
        } else {
            site.look_again();
        }
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", hidden.as_ref().unchecked_ref());
    hidden.forget();
    let leaving = Closure::<dyn Fn()>::new(flush);
    let _ = window().add_event_listener_with_callback("pagehide", leaving.as_ref().unchecked_ref());
    leaving.forget();
    // Two windows side by side are never hidden.
    let front = Closure::<dyn Fn()>::new(move || site.look_again());
    let _ = window().add_event_listener_with_callback("focus", front.as_ref().unchecked_ref());
    front.forget();
}
