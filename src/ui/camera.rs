//! The device's camera on a page: opened by a press, seen, shot. And a check of camera and microphone before a survey by video.

use super::icons::Icon;
use super::svg::Svg;
use crate::app::camera::{shoot, Camera, Microphone, NoCamera};
use gloo_timers::callback::Interval;
use leptos::html::Video;
use leptos::prelude::*;
use web_sys::Blob;

/// How often it is asked whether the microphone hears something. A word takes longer.
const LISTEN_MS: u32 = 100;

/// Where the camera stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Opening,
    Open,
    Failed(NoCamera),
}

/// A camera on a page. It is let go with the page.
#[derive(Clone, Copy)]
pub struct Lens {
    state: RwSignal<State>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
    video: NodeRef<Video>,
}

impl Lens {
    /// One that is not open yet.
    pub fn new() -> Self {
        Self { state: RwSignal::new(State::Closed), camera: StoredValue::new_local(None), video: NodeRef::new() }
    }

    /// Whether it shows something.
    pub fn is_open(&self) -> bool {
        self.state.get() == State::Open
    }

    /// Asks for the camera.
    pub fn open(self) {
        self.state.set(State::Opening);
        leptos::task::spawn_local(async move {
            let next = match Camera::open().await {
                Err(why) => State::Failed(why),
                Ok(camera) => {
                    // Left meanwhile: it is dropped here, and the light goes out.
                    self.camera.try_set_value(Some(camera));
                    State::Open
                }
            };
            self.state.try_set(next);
        });
    }

    /// Takes the frame that is seen.
    pub fn shoot(self, then: impl FnOnce(Blob) + 'static) {
        let Some(video) = self.video.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            if let Some(picture) = shoot(&video).await {
                then(picture);
            }
        });
    }
}

impl Default for Lens {
    fn default() -> Self {
        Self::new()
    }
}

/// What the camera sees, or the button that opens it, or why it cannot be opened.
#[component]
pub fn LensView(
    /// The camera.
    lens: Lens,
) -> impl IntoView {
    let video = lens.video;
    Effect::new(move |_| {
        if let Some(video) = video.get() {
            // Muted as a property: without it nothing plays by itself.
            video.set_muted(true);
            lens.camera.with_value(|camera| camera.iter().for_each(|camera| camera.show_in(&video)));
        }
    });
    let button = move |words| {
        view! {
            <button class="button" data-kind="second" type="button" on:click=move |_| lens.open()>
                <Svg icon=Icon::Camera />{words}
            </button>
        }
    };
    move || match lens.state.get() {
        State::Closed => button("打开摄像头").into_any(),
        State::Opening => {
            view! { <p class="notice" role="status">"正在打开摄像头。浏览器会问一句，请点“允许”"</p> }.into_any()
        }
        State::Failed(why) => view! {
            <p class="field__error" role="alert"><Svg icon=Icon::Alert /><span>{no_camera(why)}</span></p>
            {button("再试一次")}
        }
        .into_any(),
        State::Open => view! {
            <video class="camera__picture" node_ref=video autoplay playsinline aria-label="摄像头的画面"></video>
        }
        .into_any(),
    }
}

fn no_camera(why: NoCamera) -> &'static str {
    match why {
        NoCamera::Denied => "浏览器没有让用摄像头。请点地址栏旁边的小锁，打开摄像头，再试一次",
        NoCamera::Absent => "没有找到摄像头。请换手机来拍，或者选一张拍好的照片",
        NoCamera::Busy => "摄像头打不开，可能别的程序正在用。请先关掉它，再试一次",
    }
}

/// How far the check of the microphone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    NotAsked,
    Listening,
    Heard,
    Failed,
}

/// Before a survey by video: the microphone is tried out, and nothing is recorded. The camera has one button on the page and
/// one picture, where the shots are taken.
#[component]
pub fn DeviceCheck(
    /// The camera, which the shots go on with.
    lens: Lens,
) -> impl IntoView {
    let sound = RwSignal::new(Sound::NotAsked);
    let listening = StoredValue::new_local(None::<Interval>);
    let listen = move |_| {
        sound.set(Sound::Listening);
        leptos::task::spawn_local(async move {
            let Ok(microphone) = Microphone::open().await else {
                sound.try_set(Sound::Failed);
                return;
            };
            let ask = Interval::new(LISTEN_MS, move || {
                if microphone.hears() {
                    sound.try_set(Sound::Heard);
                    // Dropped by the next turn: a closure cannot drop itself.
                    leptos::task::spawn_local(async move { drop(listening.try_set_value(None)) });
                }
            });
            listening.try_set_value(Some(ask));
        });
    };
    let said = move || {
        let (tone, words) = match sound.get() {
            Sound::NotAsked => return None,
            Sound::Listening => (None, "请对着话筒说句话"),
            Sound::Heard => (Some("saved"), "听到了，话筒能用"),
            Sound::Failed => (Some("attention"), "话筒打不开。照片照样能拍；要视频通话，请换手机"),
        };
        Some(view! { <p class="notice" data-tone=tone>{words}</p> })
    };
    view! {
        <div class="camera">
            {move || lens.is_open().then(|| view! { <p class="notice" data-tone="saved">"看到画面了，摄像头能用"</p> })}
            <div role="status">{said}</div>
            {move || (sound.get() != Sound::Heard).then(|| view! {
                <button class="button" data-kind="second" type="button" on:click=listen><Svg icon=Icon::Mic />"试一试话筒"</button>
            })}
        </div>
    }
}
