//! Starting the app: settings first, then the page takes over from the static frame, then the catalogue arrives.

use super::address::Address;
use super::clock;
use super::config;
use super::pack::Pack;
use super::preferences;
use super::session;
use super::site::{Catalogue, Load, Site};
use crate::catalogue::Searcher;
use crate::pages;
use crate::pages::later::shown;
use crate::pages::routes::{fetch_all, Begin, Begun, Guide, Joint, PageId, Rest};
use crate::ui::shell::Announcer;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use std::rc::Rc;
use std::sync::Arc;

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
        leptos::task::spawn_local(async move {
            load_catalogue(site).await;
            // The page can be used: what the next ones need comes now.
            fetch_all().await;
        });
        leptos::task::spawn_local(set_clock(site));
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
    session::follow_fields(site);
    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <pages::not_found::NotFound /> }.into_any()>
                <Route path=Address("/") view=PageId::Home />
                <Route path=Address("/search") view=PageId::Search />
                <Route path=Address("/theme/:id") view=PageId::Theme />
                <Route path=Address("/departments") view=PageId::Departments />
                <Route path=Address("/item/:code") view=PageId::Guide(Guide::Item) />
                <Route path=Address("/sign-in") view=PageId::Begin(Begin::SignIn) />
                <Route path=Address("/draft/:id") view=PageId::Begin(Begin::Resume) />
                <Route path=Address("/draft/:id/consent") view=PageId::Begin(Begin::Consent) />
                <Route path=Address("/draft/:id/documents") view=PageId::Rest(Rest::Documents) />
                <Route path=Address("/draft/:id/page/:page") view=PageId::Rest(Rest::Questions) />
                <Route path=Address("/draft/:id/commitments") view=PageId::Rest(Rest::Commitments) />
                <Route path=Address("/draft/:id/review") view=PageId::Rest(Rest::Review) />
                <Route path=Address("/receipt/:number") view=PageId::Rest(Rest::Receipt) />
                <Route path=Address("/applications") view=PageId::Rest(Rest::Applications) />
                <Route path=Address("/applications/:number") view=PageId::Rest(Rest::Progress) />
                <Route path=Address("/applications/:number/supplement") view=PageId::Rest(Rest::Supplement) />
                <Route path=Address("/applications/:number/rating") view=PageId::Rest(Rest::Rating) />
                <Route path=Address("/applications/:number/supplement/:part") view=PageId::Rest(Rest::Supplement) />
                <Route path=Address("/applications/:number/rating/:part") view=PageId::Rest(Rest::Rating) />
                <Route path=Address("/applications/:number/survey") view=PageId::Joint(Joint::Survey) />
                <Route path=Address("/applications/:number/plans") view=PageId::Joint(Joint::Plans) />
                <Route path=Address("/applications/:number/contract/:part") view=PageId::Joint(Joint::Contract) />
                <Route path=Address("/export/:id") view=PageId::Rest(Rest::Export) />
                <Route path=Address("/import") view=PageId::Rest(Rest::Import) />
                <Route path=Address("/me") view=PageId::Rest(Rest::Me) />
                <Route path=Address("/help") view=PageId::Rest(Rest::Help) />
            </FlatRoutes>
        </Router>
        <Announcer />
        {shown(PageId::Begun(Begun::Background), |_| ().into_any())}
    }
}
