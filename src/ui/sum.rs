//! The subtraction: 应交 − 免交 = 要准备. The numbers come from the core.

use crate::form::Sum;
use crate::i18n;
use leptos::prelude::*;

/// At which stage the sum stands; its labels follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before anything happened: 免交, 要准备.
    Guide,
    /// While documents are ticked off: 已免, 还剩.
    Running,
    /// In the review: 已免, 已备好.
    Review,
    /// On the receipt: 已免, 已交.
    Receipt,
}

impl Stage {
    fn labels(self) -> (&'static str, &'static str) {
        match self {
            Self::Guide => ("免交", "要准备"),
            Self::Running => ("已免", "还剩"),
            Self::Review => ("已免", "已备好"),
            Self::Receipt => ("已免", "已交"),
        }
    }
}

/// The subtraction in large digits, and as one sentence for readers.
#[component]
pub fn SumView(
    /// The sum.
    #[prop(into)]
    sum: Signal<Sum>,
    /// The stage.
    stage: Stage,
) -> impl IntoView {
    let (waived, left) = stage.labels();
    let deferred = move || sum.get().deferred;
    view! {
        <div class="sum">
            <p class="visually-hidden">{move || i18n::sum_sentence(sum.get(), stage == Stage::Guide)}</p>
            <div class="sum__terms" aria-hidden="true" data-terms=move || (deferred() > 0).then_some("4")>
                <span class="sum__term"><b class="sum__number">{move || sum.get().required}</b><span class="sum__label">"应交"</span></span>
                <span class="sum__sign">"−"</span>
                <span class="sum__term" data-tone="waived">
                    <b class="sum__number">{move || sum.get().waived}</b><span class="sum__label">{waived}</span>
                </span>
                <Show when=move || { deferred() > 0 }>
                    <span class="sum__sign">"−"</span>
                    <span class="sum__term" data-tone="attention">
                        <b class="sum__number">{deferred}</b><span class="sum__label">"晚点补"</span>
                    </span>
                </Show>
                <span class="sum__sign">"="</span>
                <span class="sum__term"><b class="sum__number">{move || sum.get().left}</b><span class="sum__label">{left}</span></span>
            </div>
        </div>
    }
}

/// The sum in one line, for lists and the review.
#[component]
pub fn SumLine(
    /// The sum.
    sum: Sum,
    /// The stage.
    stage: Stage,
) -> impl IntoView {
    let (waived, left) = stage.labels();
    let rest = if sum.left == 0 && stage == Stage::Guide {
        view! { <b>"不用带材料"</b> }.into_any()
    } else {
        view! { {left}<b class="sum__number">{sum.left}</b> }.into_any()
    };
    let later = (sum.deferred > 0).then(|| {
        view! { <span class="sum__term" data-tone="attention">"晚点补"<b class="sum__number">{sum.deferred}</b></span> }
    });
    view! {
        <p class="sum sum--line">
            <span class="sum__term">"应交"<b class="sum__number">{sum.required}</b></span>
            <span class="sum__term" data-tone="waived">{waived}<b class="sum__number">{sum.waived}</b></span>
            {later}
            <span class="sum__term">{rest}</span>
        </p>
    }
}
