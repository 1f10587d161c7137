//! Signing in and out. The token outlives a reload, never the browser, and on a kiosk not even a reload.

use super::site::Site;
use crate::portal::client::PortalError;
use crate::portal::{Session, Terminal};
use leptos::prelude::*;

const KEY: &str = "mianzheng-session";

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// The session that a reload left behind.
pub fn stored(terminal: Option<Terminal>) -> Option<Session> {
    if terminal == Some(Terminal::Kiosk) {
        return None;
    }
    let text = storage()?.get_item(KEY).ok().flatten()?;
    crate::json::read(&text).ok()
}

/// Takes over a new session. A draft of somebody else does not stay open.
pub fn begin(site: Site, session: Session) {
    if site.terminal() != Terminal::Kiosk {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&session)) {
            // A browser that refuses session storage only makes the person sign in again after a reload.
            let _ = storage.set_item(KEY, &text);
        }
    }
    let other = site.person_now().is_some_and(|person| person.id != session.person.id);
    if other {
        site.keep_open(None);
    }
    site.session.set(Some(session));
    // What the end of the last session broke off is asked for again.
    if let Some(working) = site.open_now() {
        super::registers::ask_all(&working);
    }
}

/// Forgets the session on this device.
pub fn forget(site: Site) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
    site.session.set(None);
}

/// Signs out, at the portal as well.
pub async fn sign_out(site: Site) -> Result<(), PortalError> {
    let result = site.client().sign_out().await;
    site.keep_open(None);
    forget(site);
    result
}

/// The address of the sign-in page that comes back to where the person is.
pub fn sign_in_address() -> String {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    sign_in_for(&here)
}

/// The address of the sign-in page that goes on to a path of this site.
pub fn sign_in_for(path: &str) -> String {
    format!("/sign-in?next={}", String::from(js_sys::encode_uri_component(path)))
}
