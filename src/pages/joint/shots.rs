//! What a survey by video has to show, shot by shot: taken with the device's camera one after the other, kept on the device, and
//! handed in together when there is a network. What the company found unclear is asked for again, with its reason.

use crate::app::session::sign_in_address;
use crate::app::shots::Shots as KeptShots;
use crate::app::site::Site;
use crate::app::upload::NotUploaded;
use crate::portal::{Application, ShotState, SurveyAppointment, SurveyShot};
use crate::ui::camera::{DeviceCheck, Lens};
use crate::ui::guided_shots::{GuidedShots, Shot};
use crate::ui::icons::Icon;
use crate::ui::shell::not_saved;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// The shots of a survey.
#[component]
pub fn Shots(
    /// 办件编号
    number: String,
    /// The survey that asks for them.
    survey: SurveyAppointment,
    /// Called with the application once shots were handed in.
    changed: Callback<Application>,
) -> impl IntoView {
    let site = Site::here();
    let kept = KeptShots::of(site, &number);
    let lens = Lens::new();
    let missing: Vec<Shot> = survey.shots.iter().filter(|shot| shot.state != ShotState::Received).map(wanted).collect();
    let is_needed = !missing.is_empty();
    let lines = survey.shots.into_iter().map(|shot| view! { <Line shot /> }).collect_view();
    let on_shot = Callback::new(move |(shot, picture): (Shot, web_sys::Blob)| kept.keep(shot.id, shot.name, picture));
    let trouble = move || {
        kept.trouble()
            .get()
            .map(|error| view! { <p class="notice" data-tone="error" role="alert">{not_saved(&error)}</p> })
    };
    view! {
        <section class="card shots-asked" aria-labelledby="shots-asked">
            <h2 class="card__title" id="shots-asked">"要拍给公司看的"</h2>
            <ol class="shots-asked__list">{lines}</ol>
        </section>
        {is_needed.then(|| view! {
            <section class="card shots-asked" aria-labelledby="shots-take">
                <h2 class="card__title" id="shots-take">"现在就拍"</h2>
                <p class="shots-asked__hint">"照着提示一张一张拍，没有网也能拍，先存在这台设备上。"</p>
                <DeviceCheck lens />
                <GuidedShots shots=missing kept=kept.kept() on_shot lens />
                {trouble}
                <HandIn kept changed />
            </section>
        })}
    }
}

fn wanted(shot: &SurveyShot) -> Shot {
    Shot { id: shot.id.clone(), name: shot.name.clone(), hint: shot.hint.clone() }
}

/// Brings what is kept to the company: by a press, and by itself when the network comes back, also once the page was left.
#[component]
fn HandIn(kept: KeptShots, changed: Callback<Application>) -> impl IntoView {
    let site = Site::here();
    let sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NotUploaded>);
    let send = move || {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        leptos::task::spawn_local(async move {
            let result = kept.hand_in().await;
            sending.try_set(false);
            match result {
                Ok(Some(application)) => {
                    crate::app::known::keep(site, application.clone()).await;
                    site.announce("照片交给公司了".to_owned());
                    changed.run(application);
                }
                Ok(None) => {}
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    // What could not leave without a network leaves when there is one.
    Effect::new(move |before: Option<bool>| {
        let online = site.online.get();
        if before == Some(false) && online && !kept.kept().read_untracked().is_empty() {
            send();
        }
        online
    });
    let count = move || kept.kept().read().len();
    let words = move || {
        trouble.get().map(|reason| match reason {
            NotUploaded::SignedOut => view! {
                <p>"登录过期了，照片还没有交。都还存着。"<a class="link" href=sign_in_address()>"重新登录"</a></p>
            }
            .into_any(),
            NotUploaded::NoAnswer | NotUploaded::Portal => {
                view! { <p>"现在连不上，照片还没有交。都存在这台设备上，有网再点一次，不会重复"</p> }.into_any()
            }
            NotUploaded::Store(error) => view! { <p>{not_saved(&error)}</p> }.into_any(),
        })
    };
    view! {
        {move || words().map(|words| view! { <div class="notice" data-tone="error" role="alert">{words}</div> })}
        {move || (count() > 0).then(|| view! {
            <div class="actions">
                <button class="button" data-kind="main" type="button" on:click=move |_| send()
                    aria-busy=move || if sending.get() { "true" } else { "false" }>
                    {move || if sending.get() { "正在交".to_owned() } else { format!("把 {} 张照片交给公司", count()) }}
                </button>
            </div>
        })}
    }
}

#[component]
fn Line(shot: SurveyShot) -> impl IntoView {
    let (icon, look, words) = match shot.state {
        ShotState::Asked => (Icon::Camera, "asked", "还没拍"),
        ShotState::Received => (Icon::Tick, "done", "公司收到了"),
        ShotState::Unclear => (Icon::Warn, "attention", "要重拍"),
    };
    let why = shot.reason.filter(|_| shot.state == ShotState::Unclear);
    view! {
        <li class="shots-asked__line" data-state=look>
            <Svg icon />
            <div class="shots-asked__words">
                <p class="shots-asked__name">{shot.name}<span class="shots-asked__state">{words}</span></p>
                {why.map(|why| view! { <p class="shots-asked__why">{why}</p> })}
                <p class="shots-asked__hint">{shot.hint}</p>
            </div>
        </li>
    }
}
