//! The joint survey of an application: the appointment with what can be changed of it, free slots, and what a survey by video
//! has to show.

use super::framed;
use super::shots::Shots;
use super::slots::Slots;
use crate::app::clock;
use crate::app::followup::NotDone;
use crate::app::joint;
use crate::app::site::Site;
use crate::application;
use crate::i18n;
use crate::pages::freshness::Freshness;
use crate::pages::not_done::NotDoneNotice;
use crate::pages::progress::{Followed, Shown};
use crate::portal::{Application, PartTask, SurveyAppointment};
use crate::ui::icons::Icon;
use crate::ui::notice::Empty;
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/applications/:number/survey`; `?by=video` or `?by=site` opens the choice of a slot at once.
#[component]
pub fn SurveyPage() -> impl IntoView {
    framed("踏勘", |followed| view! { <Survey followed /> }.into_any())
}

#[component]
fn Survey(followed: Followed) -> impl IntoView {
    let Followed { shown: Shown { application, fresh, .. }, changed } = followed;
    let number = application.receipt.number.clone();
    let tasks = application::to_do(&application);
    let to_book = tasks.iter().find(|to_do| to_do.task == PartTask::BookSurvey).cloned();
    let coming = application::coming_survey(&application).cloned();
    let wanted = use_query_map().with_untracked(|query| query.get("by"));
    let by_video = RwSignal::new(wanted.as_deref() == Some("video"));
    let can_choose = to_book.is_some() || coming.as_ref().is_some_and(|survey| survey.changeable);
    let choosing = RwSignal::new(can_choose && (coming.is_none() || wanted.is_some()));
    let shots = application.survey.clone().filter(|survey| !survey.shots.is_empty());
    let firms = to_book.map_or_else(|| coming.as_ref().map_or(0, |survey| survey.parts.len()), |task| task.parts.len());
    let is_idle = coming.is_none() && !can_choose && shots.is_none();
    let lead = match firms {
        0 | 1 => "上门看或者视频看，您来挑时间。".to_owned(),
        many => format!("{}家一起来，只用等一次。上门看或者视频看，您来挑。", i18n::few(many)),
    };
    let current = coming.as_ref().map(|survey| survey.slot.id.clone());
    let (slots_of, shots_of) = (number.clone(), number.clone());
    view! {
        <Title phrases=vec!["踏勘".to_owned()] department=Some(application.receipt.item_name.clone())>
            {(!is_idle).then(|| view! { <p class="title__lead">{lead}</p> })}
        </Title>
        <Freshness fresh />
        {coming.map(|survey| view! {
            <Appointment application=application.clone() survey by_video choosing changed />
        })}
        {move || choosing.get().then(|| view! {
            <Slots number=slots_of.clone() by_video current=current.clone() changed />
        })}
        {shots.map(|survey| view! { <Shots number=shots_of survey changed /> })}
        {is_idle.then(|| view! {
            <Empty title="现在不用约踏勘" words="已经看过了，或者公司还没受理。看看办到哪一步">
                <a class="button" data-kind="main" href=format!("/applications/{number}")>"看进度"</a>
            </Empty>
        })}
    }
}

/// What is booked, and what can be changed of it.
#[component]
fn Appointment(
    application: Application,
    survey: SurveyAppointment,
    by_video: RwSignal<bool>,
    choosing: RwSignal<bool>,
    changed: Callback<Application>,
) -> impl IntoView {
    let number = application.receipt.number.clone();
    let is_video = survey.slot.by_video;
    let names = i18n::short_names(&application, &survey.parts);
    let choose = move |video: bool| {
        by_video.set(video);
        choosing.set(true);
    };
    let (icon, other) = if is_video { (Icon::Home, "改成上门看") } else { (Icon::Video, "改成视频看") };
    let ways = survey.changeable.then(|| {
        view! {
            <div class="actions actions--even">
                <button class="button" data-kind="second" type="button" on:click=move |_| choose(is_video)>
                    <Svg icon=Icon::Calendar />"改时间"
                </button>
                <button class="button" data-kind="second" type="button" on:click=move |_| choose(!is_video)>
                    <Svg icon />{other}
                </button>
            </div>
            <Cancel number changed />
        }
    });
    view! {
        <section class="next-task" aria-labelledby="appointment">
            <p class="next-task__lead">{if is_video { "视频看" } else { "上门看" }}"，看"{names}</p>
            <h2 class="next-task__title" id="appointment">{i18n::slot(&survey.slot, clock::today())}</h2>
            <p class="next-task__note">{if is_video {
                "到时间公司会打视频电话来。先把下面要看的地方拍好。"
            } else {
                "家里或店里要有人。备好钥匙，能看到水表井和电表箱。"
            }}</p>
            {ways}
            {(!survey.changeable).then(|| view! { <p class="next-task__note">"时间快到了，不能再改。要改请打公司电话。"</p> })}
        </section>
    }
}

/// Giving the slot back: asked once more.
#[component]
fn Cancel(number: String, changed: Callback<Application>) -> impl IntoView {
    let site = Site::here();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NotDone>);
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // A dialog that is open already stays open.
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let cancel = move |_| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let number = number.clone();
        leptos::task::spawn_local(async move {
            let result = joint::cancel_survey(site, &number).await;
            sending.try_set(false);
            match result {
                Ok(application) => {
                    site.announce("踏勘取消了".to_owned());
                    changed.run(application);
                }
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    view! {
        <div class="actions actions--start"><button class="button" data-kind="quiet" type="button" on:click=open>"取消踏勘"</button></div>
        <dialog class="dialog" aria-labelledby="cancel-survey" node_ref=dialog>
            <h2 class="dialog__title" id="cancel-survey">"不约这个时间了？"</h2>
            <p class="dialog__text">"取消以后可以另约。没看过现场，公司做不了方案。"</p>
            {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="还没有取消" refused="没有取消" /> })}
            <div class="dialog__actions">
                <button class="button" data-kind="second" type="button" autofocus on:click=close>"留着"</button>
                <button class="button" data-kind="danger" type="button" on:click=cancel
                    aria-busy=move || if sending.get() { "true" } else { "false" }>
                    {move || if sending.get() { "正在取消" } else { "取消踏勘" }}
                </button>
            </div>
        </dialog>
    }
}
