//! What follows a joint application (联合报装): its tracks, the survey, the plans, the contracts. A part of the program of its own.

pub mod contract;
pub mod next;
pub mod part;
pub mod plans;
pub mod rails;
pub mod shots;
pub mod slots;
pub mod survey;
pub mod tracks;
pub mod works;

use super::progress::{follow, Followed};
use crate::portal::ApplicationPart;
use crate::ui::icons::Icon;
use crate::ui::shell::{Inner, Page, Tab};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What a part is drawn with.
pub fn icon(part: &ApplicationPart) -> Icon {
    match &*part.id {
        "water" => Icon::Drop,
        "power" => Icon::Bolt,
        "gas" => Icon::Flame,
        _ => Icon::Doc,
    }
}

/// A page about the application of the address, with the way back to its progress.
fn framed(title: &'static str, ready: impl Fn(Followed) -> AnyView + Send + 'static) -> impl IntoView {
    let params = use_params_map();
    let back = Signal::derive(move || format!("/applications/{}", params.read().get("number").unwrap_or_default()));
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back, title, None)>
            <main class="page__main" id="main">{follow(title, ready)}</main>
        </Page>
    }
}
