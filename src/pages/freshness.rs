//! How fresh what is shown is: asked just now, being asked, or the last known state with its age.

use crate::app::clock;
use crate::i18n;
use crate::ident::Instant;
use crate::ui::icons::Icon;
use crate::ui::notice::reload;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// How fresh what is shown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    /// The portal has said so just now.
    Now,
    /// The last known state, while the portal is asked.
    Asking(Instant),
    /// The last known state: the portal cannot be asked.
    Old(Instant),
}

/// Says how fresh it is; nothing when it is.
#[component]
pub fn Freshness(
    /// How fresh.
    fresh: Fresh,
) -> impl IntoView {
    match fresh {
        Fresh::Now => ().into_any(),
        Fresh::Asking(at) => {
            let words = format!("{}，正在取最新的", i18n::age(at, clock::now()));
            view! { <p class="small-print" role="status">{words}</p> }.into_any()
        }
        Fresh::Old(at) => view! {
            <div class="notice" role="status">
                <Svg icon=Icon::CloudOff />
                <span>
                    {format!("现在连不上，这是{}。", i18n::age(at, clock::now()))}
                    <button class="link" type="button" on:click=|_| reload()>"再试一次"</button>
                </span>
            </div>
        }
        .into_any(),
    }
}
