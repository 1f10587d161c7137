//! The gallery: all controls in all states on one page, for staff and for the accessibility and screenshot suites.
//!
//! It shows the real controls with made-up contents; it asks no portal and stores nothing. It is a program of its own, so
//! that no citizen loads it. `gallery.html?bench=engine`, `=search` and `=form` measure instead of showing.

mod demo;
mod fields;
mod ledgers;
mod marks;
mod measure;
mod photos;
mod specimen;
mod states;

use crate::app::config;
use crate::app::preferences;
use crate::app::site::Site;
use crate::app::working::{Open, Working};
use crate::ui::shell::{Announcer, Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::components::Router;
use measure::{Measure, Measured};
use specimen::{Section, SectionView};

/// Starts the gallery in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    // Leptos has its own way to spawn only once something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let site = Site::new(config::load().await, None);
        preferences::apply(site.terminal());
        if let Some(frame) = document().get_element_by_id("frame") {
            frame.remove();
        }
        mount_to_body(move || {
            provide_context(site);
            // What asks the router is made inside it.
            let page = move || match Measure::asked() {
                Some(measure) => view! { <Measured site measure /> }.into_any(),
                None => view! { <Gallery site /> }.into_any(),
            };
            view! { <Router>{page()}</Router><Announcer /> }
        });
    });
}

/// The whole gallery. The error summary comes first, as on a page: it takes the focus.
#[component]
fn Gallery(site: Site) -> impl IntoView {
    view! {
        <Page tab=Tab::Home>
            <main class="page__main" id="main">
                <Title phrases=vec!["控件总览".to_owned()] />
                {sections(site).into_iter().map(|section| view! { <SectionView section /> }).collect_view()}
            </main>
        </Page>
    }
}

fn sections(site: Site) -> Vec<Section> {
    let item = demo::item(ledgers::documents());
    let open = demo::open(site, item.clone());
    ledgers::reach(open);
    let unsigned = Open::new(Working::explore(site, demo::item(ledgers::UNTOUCHED)));
    vec![
        fields::summary(open),
        marks::seals(),
        marks::sums(),
        fields::kinds(open),
        fields::answers(open),
        fields::prefilled(open),
        fields::steppers(open),
        fields::signatures(open, unsigned),
        photos::desks(),
        photos::shots(),
        ledgers::lines(open),
        ledgers::whole(unsigned),
        marks::buttons(),
        states::saving(site, &item),
        states::notices(site, &item),
        states::absent(),
        marks::icons(),
    ]
}
