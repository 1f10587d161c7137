//! Starting the app: settings first, then the page takes over from the static frame, then the catalogue arrives.

use super::config;
use super::pack::Pack;
use super::preferences;
use super::session;
use super::site::{Catalogue, Load, Site};
use super::{begun, clock, writer};
use crate::catalogue::Searcher;
use crate::pages;
use crate::ui::shell::Announcer;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Starts the app in the page.
pub fn start() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // Leptos has no executor of its own before something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let config = config::load().await;
        let session = session::stored(config.terminal);
        let site = Site::new(config, session);
        preferences::apply(site.terminal());
        let typed = pages::home::typed_before_start();
        remove_frame();
        mount_to_body(move || view! { <App site typed /> });
        leptos::task::spawn_local(load_catalogue(site));
        leptos::task::spawn_local(set_clock(site));
        leptos::task::spawn_local(begun::sweep(site));
        // Every page says from the beginning what the device does not keep.
        leptos::task::spawn_local(async move {
            let _ = site.store().await;
        });
    });
}

/// The static frame stands in the page until here, so that there is something to read and to type into.
fn remove_frame() {
    if let Some(frame) = document().get_element_by_id("frame") {
        frame.remove();
    }
}

/// Loads the index of all items; tried again by a person.
pub async fn load_catalogue(site: Site) {
    site.catalogue.set(Load::Loading);
    let loaded = match Pack::index().await {
        Ok(index) => {
            let index = Arc::new(index);
            let searcher = Searcher::new(&index);
            Load::Ready(Rc::new(Catalogue { index, searcher }))
        }
        Err(error) => Load::Failed(error),
    };
    site.catalogue.set(loaded);
}

/// Takes over the portal's time.
pub async fn set_clock(site: Site) {
    if let Ok(time) = site.client().time().await {
        clock::set_server_time(time.now);
        // What expires is said only now.
        site.drafts_changed.update(|count| *count = count.wrapping_add(1));
    }
}

/// The whole app.
#[component]
fn App(site: Site, typed: pages::home::Typed) -> impl IntoView {
    provide_context(site);
    provide_context(typed);
    provide_context(super::update::watch(site));
    save_when_hidden(site);
    super::outbox::start(site);
    session::follow_fields(site);
    view! {
        <Router>
            <Routes fallback=|| view! { <pages::not_found::NotFound /> }.into_any()>
                <Route path=path!("/") view=|| view! { <pages::home::Home /> }.into_any() />
                <Route path=path!("/search") view=|| view! { <pages::search::SearchPage /> }.into_any() />
                <Route path=path!("/theme/:id") view=|| view! { <pages::lists::ThemePage /> }.into_any() />
                <Route path=path!("/departments") view=|| view! { <pages::lists::DepartmentsPage /> }.into_any() />
                <Route path=path!("/item/:code") view=|| view! { <pages::guide::Guide /> }.into_any() />
                <Route path=path!("/sign-in") view=|| view! { <pages::sign_in::SignIn /> }.into_any() />
                <Route path=path!("/draft/:id") view=|| view! { <pages::draft::Resume /> }.into_any() />
                <Route path=path!("/draft/:id/consent") view=|| view! { <pages::consent::ConsentPage /> }.into_any() />
                <Route path=path!("/draft/:id/documents") view=|| view! { <pages::documents::DocumentsPage /> }.into_any() />
                <Route path=path!("/draft/:id/page/:page") view=|| view! { <pages::questions::QuestionsPage /> }.into_any() />
                <Route path=path!("/draft/:id/commitments") view=|| view! { <pages::commitments::CommitmentsPage /> }.into_any() />
                <Route path=path!("/draft/:id/review") view=|| view! { <pages::review::Review /> }.into_any() />
                <Route path=path!("/receipt/:number") view=|| view! { <pages::receipt::ReceiptPage /> }.into_any() />
                <Route path=path!("/applications") view=|| view! { <pages::applications::ApplicationsPage /> }.into_any() />
                <Route path=path!("/applications/:number") view=|| view! { <pages::progress::ProgressPage /> }.into_any() />
                <Route path=path!("/applications/:number/supplement") view=|| view! { <pages::supplement::SupplementPage /> }.into_any() />
                <Route path=path!("/applications/:number/rating") view=|| view! { <pages::rating::RatingPage /> }.into_any() />
                <Route path=path!("/me") view=|| view! { <pages::me::Me /> }.into_any() />
                <Route path=path!("/export/:id") view=|| view! { <pages::transfer::ExportPage /> }.into_any() />
                <Route path=path!("/import") view=|| view! { <pages::transfer::ImportPage /> }.into_any() />
                <Route path=path!("/help") view=|| view! { <pages::help::Help /> }.into_any() />
            </Routes>
        </Router>
        <Announcer />
    }
}

/// When the page is hidden it may never come back: what was typed is stored now, not soon. When it comes back to the front,
/// another tab may have gone on.
fn save_when_hidden(site: Site) {
    let flush = move || {
        if let Some(working) = site.open_now() {
            if working.saver().is_dirty() {
                leptos::task::spawn_local(async move {
                    let _ = working.flush().await;
                });
            }
        }
    };
    // Both live as long as the app.
    let hidden = Closure::<dyn Fn()>::new(move || {
        if document().hidden() {
            flush();
        } else {
            writer::look_again(site);
        }
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", hidden.as_ref().unchecked_ref());
    hidden.forget();
    let leaving = Closure::<dyn Fn()>::new(flush);
    let _ = window().add_event_listener_with_callback("pagehide", leaving.as_ref().unchecked_ref());
    leaving.forget();
    // Two windows side by side are never hidden.
    let front = Closure::<dyn Fn()>::new(move || writer::look_again(site));
    let _ = window().add_event_listener_with_callback("focus", front.as_ref().unchecked_ref());
    front.forget();
}
