//! Says that a new version of the app waits, on pages where no form is open.

use crate::app::site::Site;
use crate::app::update::{self, Update};
use leptos::prelude::*;

/// The notice, where there is something to say.
#[component]
pub fn NewVersion() -> impl IntoView {
    let site = Site::here();
    let Some(state) = use_context::<RwSignal<Update>>() else { return ().into_any() };
    let take = move |_| leptos::task::spawn_local(update::take(site));
    let words = move || match state.get() {
        Update::None | Update::Ready => "有新版本，下次打开时生效。",
        Update::Refused => "别的页面里还在填表。填完或关掉那一页，再换新版本。",
    };
    view! {
        <Show when=move || state.get() != Update::None>
            <div class="notice" role="status">
                <p>{words}<button class="link" type="button" on:click=take>"现在就换"</button></p>
            </div>
        </Show>
    }
    .into_any()
}
