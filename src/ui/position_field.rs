//! A point: written by hand, or taken from the device after a press. Never required, and never taken unasked.

use super::field::FieldHandle;
use super::icons::Icon;
use super::svg::Svg;
use super::text_field::TextField;
use crate::app::device_position::device_position;
use crate::app::site::Site;
use crate::form::{show, Edit};
use crate::i18n::{no_position, NoPosition, ASKED_BEFORE};
use crate::portal::Terminal;
use leptos::prelude::*;

/// The text, what it says in words, and the way to the device's position. A kiosk stands where it stands and has none.
#[component]
pub fn PositionField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let words = {
        let handle = handle.clone();
        move || {
            let words = handle.read(|view| view.value.as_ref().map(|value| show(&handle.question, value)))?;
            Some(view! { <p class="field__note">{words}</p> })
        }
    };
    let device = (Site::here().terminal() != Terminal::Kiosk).then(|| view! { <Device handle=handle.clone() /> });
    view! { <div class="position"><TextField handle />{words}{device}</div> }
}

#[component]
fn Device(handle: FieldHandle) -> impl IntoView {
    let asking = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NoPosition>);
    let press = move |_| {
        if asking.get_untracked() {
            return;
        }
        asking.set(true);
        trouble.set(None);
        let (working, handle) = (handle.open.working(), handle.clone());
        leptos::task::spawn_local(async move {
            let text = || untrack(|| handle.read(|view| view.text.clone()));
            let before = text();
            let found = device_position().await;
            // What was written meanwhile stays.
            let found = found.and_then(|found| if text() == before { Ok(found) } else { Err(NoPosition::Written) });
            let _ = asking.try_set(false);
            match found {
                Ok(text) => working.apply(Edit::Type { field: handle.key.clone(), text }),
                Err(why) => {
                    let _ = trouble.try_set(Some(why));
                }
            }
        });
    };
    let said = move || {
        let words =
            |why| view! { <div class="notice" data-tone="info"><Svg icon=Icon::Info /><p>{no_position(why)}</p></div> };
        trouble.get().map(words)
    };
    view! {
        <button class="button" data-kind="second" type="button" aria-busy=move || asking.get().to_string() on:click=press>
            {move || if asking.get() { "正在定位，可以先填别的" } else { "用这台设备定位" }}
        </button>
        <p class="position__before">{ASKED_BEFORE}</p>
        <div role="status">{said}</div>
    }
}
