//! A whole number with a button for one less and one more; it can be typed as well.

use super::field::FieldHandle;
use super::icons::Icon;
use super::svg::Svg;
use super::text_field::TextField;
use crate::form::{stepped, Edit};
use leptos::prelude::*;

/// The number between its two buttons. Readers hear the new number after a press.
#[component]
pub fn Stepper(
    /// The field; its label is spoken, not shown.
    handle: FieldHandle,
    /// What is counted.
    #[prop(into)]
    of: Signal<String>,
) -> impl IntoView {
    let heard = RwSignal::new(String::new());
    let less = {
        view! { <One handle=handle.clone() by=-1 words="少一个" of heard /> }
    };
    let more = {
        view! { <One handle=handle.clone() by=1 words="多一个" of heard /> }
    };
    let label = handle.question.short_label().zh.clone();
    view! {
        <div class="stepper">
            {less}
            <label class="visually-hidden" for=handle.id()>{move || of.get()}" "{label}</label>
            <TextField handle />
            {more}
            <span class="visually-hidden" role="status">{heard}</span>
        </div>
    }
}

#[component]
fn One(
    handle: FieldHandle,
    by: i64,
    words: &'static str,
    of: Signal<String>,
    heard: RwSignal<String>,
) -> impl IntoView {
    let next = {
        let handle = handle.clone();
        move || handle.read(|view| stepped(&handle.question, view, by))
    };
    let at_limit = next.clone();
    // At its limit the button stays where the focus is, and says that it does nothing.
    let press = move |_| {
        if let Some(text) = untrack(&next) {
            heard.set(text.clone());
            handle.apply(Edit::Type { field: handle.key.clone(), text });
        }
    };
    let icon = if by < 0 { Icon::Minus } else { Icon::Plus };
    view! {
        <button class="stepper__button" type="button" aria-disabled=move || at_limit().is_none().then_some("true") on:click=press>
            <Svg icon />
            <span class="visually-hidden">{words}{move || of.get()}</span>
        </button>
    }
}
