//! What stands where something is on its way, missing or broken. Each says what is so and what to do.

use crate::app::pack::PackError;
use leptos::prelude::*;

/// On its way.
#[component]
pub fn Loading(
    /// What is being waited for: 正在打开.
    words: &'static str,
) -> impl IntoView {
    view! { <div class="loading" role="status"><span class="spinner" aria-hidden="true"></span><p class="loading__words">{words}</p></div> }
}

/// Nothing there, or not to be had.
#[component]
pub fn Empty(
    /// What is so.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    words: String,
    /// The way on.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h2 class="empty__title">{title}</h2>
            <p class="empty__text">{words}</p>
            <div class="actions actions--start">{children()}</div>
        </section>
    }
}

/// A part of the pack that could not be had.
pub fn pack_words(error: PackError) -> (&'static str, &'static str) {
    match error {
        PackError::NoAnswer => ("现在连不上", "网络断了，或者太慢。连上以后再试一次"),
        PackError::Absent => ("没有这件事", "可能已经不办了，或者地址抄错了。换个说法找找看"),
        PackError::Unreadable => ("这一页要更新了", "请刷新页面，再打开一次"),
    }
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
