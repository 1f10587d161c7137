//! The gallery: all controls in all states on one page, for staff and for the accessibility and screenshot suites.
//!
//! It shows the real controls with made-up contents; it asks no portal and stores nothing. It is a program of its own, so
//! that no citizen loads it.

use crate::app::config;
use crate::app::preferences;
use crate::app::site::Site;
use leptos::prelude::*;

/// Starts the gallery in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::task::spawn_local(async {
        let site = Site::new(config::load().await, None);
        preferences::apply(site.terminal());
        if let Some(frame) = document().get_element_by_id("frame") {
            frame.remove();
        }
        mount_to_body(move || {
            provide_context(site);
            view! { <main class="page__main" id="main"><h1>"控件总览"</h1></main> }
        });
    });
}
