//! A photograph on its way in: it is looked at, and taken when it is good. One that is found wanting is shown with what to
//! do; the person takes another one, or this one all the same. Nothing that was kept before depends on it.

use super::icons::Icon;
use super::svg::Svg;
use crate::app::photo::{Look, Outcome, STEPS};
use crate::i18n;
use crate::photo::Flaw;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::{Blob, Url};

/// Where a photograph is taken in.
#[derive(Clone, Copy)]
pub struct PhotoDesk {
    state: RwSignal<State, LocalStorage>,
    take: StoredValue<Take, LocalStorage>,
}

type Take = Rc<dyn Fn(Blob, String)>;

#[derive(Clone)]
enum State {
    Empty,
    Looking { look: Option<Rc<Look>>, step: RwSignal<u32> },
    Wanting(Rc<Wanting>),
    NoUse(&'static str),
}

/// A picture that waits for a decision.
struct Wanting {
    picture: Blob,
    name: String,
    flaw: Option<Flaw>,
    /// Where the browser finds it for showing.
    address: String,
}

impl Drop for Wanting {
    fn drop(&mut self) {
        // An address that is gone already is no loss.
        let _ = Url::revoke_object_url(&self.address);
    }
}

impl PhotoDesk {
    /// A desk that hands on what is taken, with its file name.
    pub fn new(take: impl Fn(Blob, String) + 'static) -> Self {
        let desk = Self { state: RwSignal::new_local(State::Empty), take: StoredValue::new_local(Rc::new(take)) };
        on_cleanup(move || desk.clear());
        desk
    }

    /// Whether a picture is being looked at, or waits for a decision.
    pub fn is_busy(&self) -> bool {
        self.state.with(|state| matches!(state, State::Looking { .. } | State::Wanting(_)))
    }

    /// Begins to look at a picture; one that was there before and not taken goes.
    pub fn look_at(self, picture: Blob, name: String) {
        self.clear();
        let step = RwSignal::new(0);
        let look = Rc::new(Look::begin(&picture, move |now| {
            step.try_set(now);
        }));
        self.state.set(State::Looking { look: Some(look.clone()), step });
        leptos::task::spawn_local(async move {
            let next = match look.end().await {
                Outcome::Stopped => return,
                Outcome::Unusable(why) => State::NoUse(i18n::photo_unusable(why)),
                Outcome::Looked { picture, flaw: None } => {
                    self.hand_on(picture, jpeg_name(&name));
                    State::Empty
                }
                Outcome::Looked { picture, flaw } => wanting(picture, jpeg_name(&name), flaw),
                Outcome::NotLookedAt => wanting(picture, name, None),
            };
            self.state.try_set(next);
        });
    }

    /// Stops looking, and lets go of a picture that was not taken.
    pub fn clear(self) {
        if let Some(State::Looking { look: Some(look), .. }) = self.state.try_get_untracked() {
            look.stop();
        }
        self.state.try_set(State::Empty);
    }

    /// Shows an outcome as if it had just come, for the gallery. None: it is still being looked at.
    pub fn show(self, outcome: Option<Outcome>) {
        self.state.set(match outcome {
            None => State::Looking { look: None, step: RwSignal::new(STEPS / 2) },
            Some(Outcome::Unusable(why)) => State::NoUse(i18n::photo_unusable(why)),
            Some(Outcome::Looked { picture, flaw }) => wanting(picture, String::new(), flaw),
            Some(Outcome::NotLookedAt | Outcome::Stopped) => State::Empty,
        });
    }

    fn take_anyway(self, wanting: &Wanting) {
        self.hand_on(wanting.picture.clone(), wanting.name.clone());
        self.clear();
    }

    fn hand_on(self, picture: Blob, name: String) {
        if let Some(take) = self.take.try_get_value() {
            take(picture, name);
        }
    }
}

fn wanting(picture: Blob, name: String, flaw: Option<Flaw>) -> State {
    let address = Url::create_object_url_with_blob(&picture).unwrap_or_default();
    State::Wanting(Rc::new(Wanting { picture, name, flaw, address }))
}

/// The name of what was packed anew: 电表.HEIC is 电表.jpg.
fn jpeg_name(name: &str) -> String {
    format!("{}.jpg", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// What is seen of it.
#[component]
pub fn PhotoDeskView(
    /// The desk.
    desk: PhotoDesk,
    /// The button for another picture, made when it is shown: 重拍一张.
    #[prop(into)]
    again: ViewFn,
    /// Called when this picture was taken all the same, and its buttons have gone.
    #[prop(into)]
    taken: Callback<()>,
) -> impl IntoView {
    let shown = move || match desk.state.get() {
        State::Empty => ().into_any(),
        State::Looking { step, .. } => view! { <Progress desk step /> }.into_any(),
        State::NoUse(words) => view! {
            <p class="field__error" role="alert"><Svg icon=Icon::Alert /><span>{words}</span></p>
        }
        .into_any(),
        State::Wanting(wanting) => {
            let words = wanting.flaw.map_or(i18n::PHOTO_NOT_LOOKED_AT, i18n::photo_flaw);
            let address = wanting.address.clone();
            let press = move |_| {
                desk.take_anyway(&wanting);
                taken.run(());
            };
            view! {
                <div class="upload__file upload__file--open" data-state="error">
                    <img class="upload__thumb" alt="刚才的照片" src=address />
                    <p class="field__error upload__words" role="alert"><Svg icon=Icon::Alert /><span>{words}</span></p>
                    <div class="actions upload__decide">
                        <button class="button" data-kind="second" type="button" on:click=press>"就用这张"</button>
                        {again.run()}
                    </div>
                </div>
            }
            .into_any()
        }
    };
    view! { <div class="upload__desk">{shown}</div> }
}

#[component]
fn Progress(desk: PhotoDesk, step: RwSignal<u32>) -> impl IntoView {
    view! {
        <div class="upload__file" data-state="sending" role="status">
            <div class="upload__words">
                <p class="upload__name">"正在看照片清不清楚"</p>
                <progress class="upload__progress" max=STEPS prop:value=move || step.get() aria-label="看到哪一步了"></progress>
            </div>
            <button class="upload__remove" type="button" on:click=move |_| desk.clear()>"不看了"</button>
        </div>
    }
}
