//! Says that there is no network, and how old is what is shown instead.

use crate::app::clock;
use crate::app::site::Site;
use crate::i18n;
use leptos::prelude::*;

/// The notice, as long as there is no network.
#[component]
pub fn OfflineNotice() -> impl IntoView {
    let site = Site::here();
    let on_line = || window().navigator().on_line();
    let online = RwSignal::new(on_line());
    for event in ["online", "offline"] {
        let heard = window_event_listener_untyped(event, move |_| online.set(on_line()));
        on_cleanup(move || heard.remove());
    }
    let words = move || match site.config().asked_at {
        Some(at) => {
            let at = i18n::date_and_clock(at, clock::today());
            format!("现在没有网络。这些事项是 {at} 的，可以先查、先填，有网了再交。")
        }
        None => "现在没有网络。可以先查、先填，有网了再交。".to_owned(),
    };
    view! { <Show when=move || !online.get()><div class="notice" role="status"><p>{words}</p></div></Show> }
}
