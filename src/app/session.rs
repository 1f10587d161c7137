//! Signing in and out. The token outlives a reload, never the browser, and on a kiosk not even a reload. A telephone number is
//! not kept with it, because browsers write session storage to the disk readably: it lies sealed among the notes.

use super::site::Site;
use crate::portal::client::PortalError;
use crate::portal::{Person, Session, Terminal};
use crate::store::notes;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

const KEY: &str = "mianzheng-session";
/// Before the person's id: under which note their telephone number lies.
const PHONE: &str = "phone ";

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
        keep(site, session.clone());
    }
    // The one before may have been signed out already: what tells is whose the open draft is.
    let other = site.open_now().is_some_and(|working| working.owner() != session.person.id);
    if other {
        site.keep_open(None);
    }
    site.arrived.set(None);
    site.session.set(Some(session));
    // What the end of the last session broke off is asked for again.
    if let Some(working) = site.open_now() {
        super::registers::ask_all(&working);
    }
}

fn keep(site: Site, mut session: Session) {
    let phone = session.person.phone.take();
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&session)) {
        // A browser that refuses session storage only makes the person sign in again after a reload.
        let _ = storage.set_item(KEY, &text);
    }
    let Some(phone) = phone else { return };
    leptos::task::spawn_local(async move {
        if let Ok(store) = site.store().await {
            // Where it cannot be kept, it is typed after a reload.
            let _ = notes::put(&store, &[PHONE, &session.person.id].concat(), &phone).await;
        }
    });
}

/// A person's telephone number on record, as far as it is known here.
pub async fn phone(site: Site, person: &Person) -> Option<String> {
    if person.phone.is_some() {
        return person.phone.clone();
    }
    notes::get(&site.store().await.ok()?, &[PHONE, &person.id].concat()).await.ok()?
}

/// Forgets the session on this device.
pub fn forget(site: Site) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
    site.session.set(None);
}

/// The portal says that the session of this token has ended. An answer to an earlier session ends no later one.
pub fn ended(site: Site, token: Option<&str>) {
    let is_this =
        site.session.with_untracked(|session| session.as_ref().map(|session| session.token.as_str()) == token);
    if is_this && token.is_some() {
        forget(site);
    }
}

/// Signs out, at the portal as well.
pub async fn sign_out(site: Site) -> Result<(), PortalError> {
    let result = site.client().sign_out().await;
    site.keep_open(None);
    forget(site);
    result
}

/// The address of the sign-in page that comes back to where the person is, and on a page of questions to the field.
pub fn sign_in_address() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    let kept = search.trim_start_matches('?').split('&').filter(|part| !part.is_empty() && !part.starts_with("field="));
    let site = use_context::<Site>().filter(|_| path.contains("/page/"));
    let here = site.and_then(|site| site.last_field.get()).filter(|(page, _)| *page == path);
    let field = here.map(|(_, field)| format!("field={field}"));
    let query: Vec<String> = kept.map(str::to_owned).chain(field).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    sign_in_for(&format!("{path}{mark}{}", query.join("&")))
}

/// Notes which field has the focus. Lives as long as the app.
pub fn follow_fields(site: Site) {
    let focused = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_field = |element: &web_sys::Element| {
            matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA") && !element.id().is_empty()
        };
        if let Some(field) = element.filter(is_field) {
            site.last_field.set(Some((window().location().pathname().unwrap_or_default(), field.id())));
        }
    });
    let _ = document().add_event_listener_with_callback("focusin", focused.as_ref().unchecked_ref());
    focused.forget();
}

/// The address of the sign-in page that goes on to a path of this site.
pub fn sign_in_for(path: &str) -> String {
    format!("/sign-in?next={}", String::from(js_sys::encode_uri_component(path)))
}
