//! A page with a list of equipment: the list, what it comes to, and the figures that are suggested from it.
//!
//! Everything is worked out by [`utilities`](crate::utilities). What is said about a figure waits until its control is left.

use super::equipment_list::{focus_at, List};
use super::equipment_need::Need;
use crate::app::working::Open;
use crate::consent::Provenance;
use crate::form::{show, Edit, FieldKey};
use crate::i18n;
use crate::item::{Equipment, Helper, Page, QuestionId};
use crate::ui::field::{Field, FieldHandle};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use crate::utilities::{Estimate, Said};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// The equipment of a page, with what it comes to now.
#[derive(Clone)]
pub struct Listed {
    /// Which question plays which part.
    pub equipment: Arc<Equipment>,
    /// What the lists of the form come to.
    pub estimate: Memo<Option<Estimate>>,
    /// Something is being pressed: nothing new is said that would move it away from under the pointer.
    pressing: ReadSignal<bool>,
}

impl Listed {
    /// What is listed on a page, if anything is; from now on the figures follow the list.
    pub fn on(open: Open, page: &Page) -> Option<Self> {
        let Some(Helper::Equipment(equipment)) = &page.helper else { return None };
        let equipment = Arc::new(equipment.clone());
        let read = equipment.clone();
        let estimate = Memo::new(move |_| {
            follow(open, &read);
            let working = open.working();
            let estimate = Estimate::of(&working.form());
            estimate
        });
        Effect::new(move |_| {
            let Some(estimate) = estimate.get() else { return };
            let working = open.working();
            let edits = estimate.suggestions(&working.form());
            edits.into_iter().filter(|edit| is_news(open, edit)).for_each(|edit| working.apply(edit));
        });
        Some(Self { equipment, estimate, pressing: pressing() })
    }

    /// Whether this question's figure is suggested: it is asked with its suggestion, and not only shown.
    pub fn suggests(&self, question: &QuestionId) -> bool {
        self.equipment.figures().contains(&question)
    }
}

/// Whether a pointer is down. It is up again once the click that comes of it has been heard.
fn pressing() -> ReadSignal<bool> {
    let (pressing, set) = signal(false);
    let up = move || {
        let _ = set.try_set(false);
    };
    let release = move || set_timeout(up, Duration::ZERO);
    let listeners = [
        window_event_listener(leptos::ev::pointerdown, move |_| set.set(true)),
        window_event_listener(leptos::ev::pointerup, move |_| release()),
        window_event_listener(leptos::ev::pointercancel, move |_| release()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    pressing
}

/// Follows what the estimate is made from, and nothing else.
fn follow(open: Open, equipment: &Equipment) {
    let working = open.working();
    let track = |key: &FieldKey| working.field(key).track();
    equipment.figures().into_iter().for_each(|id| track(&FieldKey::of(&**id)));
    for row in working.rows(equipment.list()).get() {
        equipment.in_row().into_iter().for_each(|id| track(&FieldKey::in_row(&**id, row.id)));
    }
}

/// Whether a suggestion says anything that does not stand there already.
fn is_news(open: Open, edit: &Edit) -> bool {
    let Edit::Prefill { field, text, .. } = edit else { return true };
    open.working().form().field(field).is_none_or(|view| view.text != *text)
}

/// One question of such a page.
#[component]
pub fn Asked(
    /// The field.
    handle: FieldHandle,
    /// What is listed on the page.
    listed: Listed,
) -> impl IntoView {
    let own =
        listed.suggests(&handle.key.question).then(|| view! { <Own handle=handle.clone() listed=listed.clone() /> });
    let is_list = handle.key.question == *listed.equipment.list();
    let key = handle.key.clone();
    let field = match is_list {
        true => view! { <List handle listed=listed.clone() /> }.into_any(),
        false => view! { <Field handle /> }.into_any(),
    };
    let need = is_list.then(|| view! { <Need listed=listed.clone() /> });
    view! { <Told listed about=move |field| *field == key>{field}{own}</Told>{need} }
}

/// Something with what does not go together about it beneath. While a text is being written nothing new is said.
#[component]
pub fn Told(
    /// What is listed on the page.
    listed: Listed,
    /// Whether it is about this field.
    about: impl Fn(&FieldKey) -> bool + Send + Sync + 'static,
    /// The field.
    children: Children,
) -> impl IntoView {
    let writing = RwSignal::new(false);
    let said = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        let here = |said: &&Said| about(&said.field) && said.is_told_at_once();
        let now = listed.estimate.with(|estimate| {
            let all = estimate.iter().flat_map(|estimate| &estimate.contradictions);
            all.filter(here).map(|said| i18n::contradiction(&said.contradiction)).collect::<Vec<_>>()
        });
        if !writing.get() && !listed.pressing.get() && said.with_untracked(|said| *said != now) {
            said.set(now);
        }
    });
    let words = move || {
        let one = |words: String| view! { <div class="notice" data-tone="attention"><Svg icon=Icon::Warn /><p>{words}</p></div> };
        said.get().into_iter().map(one).collect_view()
    };
    view! {
        <div class="told" on:focusin=move |event| writing.set(is_text(&event)) on:focusout=move |_| writing.set(false)>
            {children()}
            <div role="status" class="told__words">{words}</div>
        </div>
    }
}

fn is_text(event: &web_sys::FocusEvent) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|input| !matches!(&*input.type_(), "radio" | "checkbox"))
}

/// Where the citizen's own figure differs from what was worked out: that, and a way to take it.
#[component]
fn Own(handle: FieldHandle, listed: Listed) -> impl IntoView {
    let of = handle.clone();
    let suggested = Memo::new(move |_| {
        let own = of.read(|view| matches!(view.provenance, Some(Provenance::Citizen)).then(|| view.value.clone()))?;
        let working = of.open.working();
        let edits = listed.estimate.with(|estimate| Some(estimate.as_ref()?.suggestions(&working.form())))?;
        let text = edits.into_iter().find_map(|edit| match edit {
            Edit::Prefill { field, text, .. } if field == of.key => Some(text),
            _ => None,
        })?;
        let value = working.form().read(&of.key, &text)?;
        (own.as_ref() != Some(&value)).then(|| (show(&of.question, &value), text))
    });
    move || {
        let (words, text) = suggested.get()?;
        let take = handle.clone();
        // The button goes with the difference: the focus is led to the figure before it would be lost.
        let press = move |_| {
            take.apply(Edit::Type { field: take.key.clone(), text: text.clone() });
            focus_at(take.id());
        };
        Some(
            view! { <p class="own-figure"><span>{format!("按上面算的是 {words}")}</span><button type="button" on:click=press>"用这个"</button></p> },
        )
    }
}
