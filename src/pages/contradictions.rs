//! On the review: what does not go together in the lists of equipment, each with the way to where it is mended. It holds
//! nothing up: the company decides after the survey.

use crate::app::working::Open;
use crate::form::Step;
use crate::i18n;
use crate::ui::field::dom_id;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use crate::utilities::{Estimate, Said};
use leptos::prelude::*;

/// The list; nothing where everything goes together.
#[component]
pub fn Contradictions(
    /// The draft.
    open: Open,
) -> impl IntoView {
    let working = open.working();
    let form = working.form();
    let said = Estimate::of(&form)?.contradictions;
    let one = |said: Said| {
        let page = form.page_of(&said.field)?.to_owned();
        let href = format!("{}?from=review&field={}", working.path(&Step::Page(page)), dom_id(&said.field));
        Some(view! { <li>{i18n::contradiction(&said.contradiction)}" "<a href=href>"去看看"</a></li> })
    };
    let lines: Vec<_> = said.into_iter().filter_map(one).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="notice" data-tone="attention" aria-labelledby="contradictions">
                <Svg icon=Icon::Warn />
                <div class="notice__words">
                    <h2 id="contradictions">{format!("有 {} 处对不上，交之前请看一眼", lines.len())}</h2>
                    <ul class="notice__plain">{lines}</ul>
                    <p class="notice__plain">"确实是这样也能交，踏勘的时候会再核对"</p>
                </div>
            </section>
        }
    })
}
