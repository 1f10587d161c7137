//! Walking the steps of a draft: where one stands, and what lies before.

use crate::app::working::Open;
use crate::form::Step;
use leptos::prelude::*;

/// 第 2 步，共 5 步, with the bar.
#[component]
pub fn StepsBar(
    /// The draft.
    open: Open,
    /// The current step.
    step: Step,
) -> impl IntoView {
    let states = move || open.working().steps();
    let current = step.clone();
    let words = move || {
        let states = states();
        let number = states.iter().position(|state| state.step == step).map_or(1, |ix| ix + 1);
        format!("第 {number} 步，共 {} 步", states.len())
    };
    let bar = move || {
        let states = states();
        let now = states.iter().position(|state| state.step == current).unwrap_or(0);
        let part = |(ix, state): (usize, crate::form::StepState)| {
            let look = match ix.cmp(&now) {
                std::cmp::Ordering::Less if state.complete => Some("done"),
                std::cmp::Ordering::Equal => Some("now"),
                std::cmp::Ordering::Less | std::cmp::Ordering::Greater => None,
            };
            view! { <span class="steps__part" data-state=look></span> }
        };
        states.into_iter().enumerate().map(part).collect_view()
    };
    view! { <div class="steps"><p class="steps__words">{words}</p><div class="steps__bar" aria-hidden="true">{bar}</div></div> }
}

/// The address of the step before; before the first stands the item's guide.
pub fn back_of(open: Open, step: Step) -> Signal<String> {
    Signal::derive(move || {
        let working = open.working();
        working.follow_layout();
        let previous = working.form().previous_step(&step);
        match previous {
            Some(previous) => working.path(&previous),
            None => format!("/item/{}", working.item().code),
        }
    })
}
