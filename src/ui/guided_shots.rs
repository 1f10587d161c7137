//! Guided shots (按提示拍照): one picture after the other, each said what to show, looked at, and kept before the next one. They
//! are taken with the page's camera or chosen from the device; nothing here needs a network.

use super::camera::{Lens, LensView};
use super::icons::Icon;
use super::photo_check::{PhotoDesk, PhotoDeskView};
use super::svg::Svg;
use crate::portal::SurveyShot;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlInputElement};

/// A picture that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shot {
    /// Its name in the contract.
    pub id: String,
    /// What it shows: 电表箱的位置.
    pub name: String,
    /// How to take it: 退后两步，把整面墙拍进来.
    pub hint: String,
}

impl From<&SurveyShot> for Shot {
    /// One that was unclear says why before how.
    fn from(asked: &SurveyShot) -> Self {
        let hint = asked.reason.as_ref().map_or_else(|| asked.hint.clone(), |why| format!("{why}。{}", asked.hint));
        Self { id: asked.id.clone(), name: asked.name.clone(), hint }
    }
}

/// Leads through the shots that are still missing. What was taken can be taken again.
#[component]
pub fn GuidedShots(
    /// All that are asked for, in order.
    shots: Vec<Shot>,
    /// The ids of those that are kept.
    #[prop(into)]
    kept: Signal<Vec<String>>,
    /// Called with a picture that is to be kept for a shot; `kept` tells when it is.
    on_shot: Callback<(Shot, Blob)>,
    /// The camera; one that is open already stays open.
    lens: Lens,
) -> impl IntoView {
    let shots = StoredValue::new(shots);
    let chosen = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| {
        let chosen = chosen.get();
        shots.with_value(|shots| {
            let missing = |shot: &&Shot| kept.with(|kept| !kept.contains(&shot.id));
            let again = |shot: &&Shot| chosen.as_ref() == Some(&shot.id);
            shots.iter().find(again).or_else(|| shots.iter().find(missing)).cloned()
        })
    });
    let desk = PhotoDesk::new(move |picture, _| {
        if let Some(shot) = current.get_untracked() {
            chosen.set(None);
            on_shot.run((shot, picture));
        }
    });
    let again = move |id: String| {
        desk.clear();
        chosen.set(Some(id));
    };
    // The button that took the last one has gone; the reader goes on at what is next.
    Effect::new(move |before: Option<Option<String>>| {
        let now = current.with(|shot| shot.as_ref().map(|shot| shot.id.clone()));
        if before.is_some_and(|before| before != now) {
            if let Some(next) = document().get_element_by_id("shots-now") {
                super::shell::focus(&next);
            }
        }
        now
    });
    let list =
        move || shots.get_value().into_iter().map(|shot| view! { <Line shot kept current again /> }).collect_view();
    view! {
        <div class="shots">
            <ol class="shots__list">{list}</ol>
            {move || match current.get() {
                Some(shot) => view! { <Now shot desk lens /> }.into_any(),
                None => view! {
                    <p class="notice" data-tone="saved" id="shots-now" tabindex="-1"><Svg icon=Icon::Tick />"都拍好了，存在这台设备上"</p>
                }
                .into_any(),
            }}
        </div>
    }
}

/// One of the list: taken, being taken, or still to come.
#[component]
fn Line(
    shot: Shot,
    kept: Signal<Vec<String>>,
    current: Memo<Option<Shot>>,
    again: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Shot { id, name, .. } = shot;
    let is_current = {
        let id = id.clone();
        move || current.with(|current| current.as_ref().is_some_and(|shot| shot.id == id)).then_some("step")
    };
    let label = name.clone();
    let state = move || {
        let (id, name) = (id.clone(), name.clone());
        kept.with(|kept| kept.contains(&id)).then(|| {
            view! {
                <span class="shots__kept"><Svg icon=Icon::Tick />"拍好了"</span>
                <button class="upload__remove" type="button" on:click=move |_| again(id.clone())>
                    "重拍"<span class="visually-hidden">{name}</span>
                </button>
            }
        })
    };
    view! { <li class="shots__line" aria-current=is_current><span class="shots__name">{label}</span>{state}</li> }
}

/// The shot that is being taken.
#[component]
fn Now(shot: Shot, desk: PhotoDesk, lens: Lens) -> impl IntoView {
    let name = shot.name.clone();
    let press = move |_| {
        let name = name.clone();
        lens.shoot(move |picture| desk.look_at(picture, name));
    };
    let name = shot.name.clone();
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            desk.look_at(file.into(), name.clone());
        }
        input.set_value("");
    };
    let again = move || {
        let press = move |_| desk.clear();
        view! { <button class="button" data-kind="main" type="button" on:click=press>"重拍一张"</button> }
    };
    view! {
        <section class="shots__now" aria-labelledby="shots-now">
            <p class="shots__what" id="shots-now" tabindex="-1">{shot.name}</p>
            <p class="field__hint">{shot.hint}</p>
            <PhotoDeskView desk again taken=|()| () />
            <div class="upload__ways" hidden=move || desk.is_busy()>
                <LensView lens />
                {move || lens.is_open().then(|| {
                    let press = press.clone();
                    view! {
                        <button class="button" data-kind="main" type="button" on:click=press><Svg icon=Icon::Camera />"拍下来"</button>
                    }
                })}
                <input class="upload__input" type="file" id="shot-file" accept="image/*" on:change=choose aria-labelledby="shot-file-label" />
                <label class="button upload__pick" data-kind="second" for="shot-file" id="shot-file-label">
                    <Svg icon=Icon::Doc />"选一张拍好的照片"
                </label>
            </div>
        </section>
    }
}
