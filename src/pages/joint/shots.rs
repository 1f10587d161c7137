//! What a survey by video has to show, shot by shot: what is asked, what has arrived, what is to be taken again and why.

use crate::portal::{Application, ShotState, SurveyAppointment, SurveyShot};
use crate::ui::icons::Icon;
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
    let _ = (number, changed);
    let lines = survey.shots.into_iter().map(|shot| view! { <Line shot /> });
    view! {
        <section class="card shots-asked" aria-labelledby="shots-asked">
            <h2 class="card__title" id="shots-asked">"要拍给公司看的"</h2>
            <ol class="shots-asked__list">{lines.collect_view()}</ol>
        </section>
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
