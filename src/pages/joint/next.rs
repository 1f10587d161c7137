//! The next thing that the applicant has to do, first and large; whatever else waits stands under it. Where nothing waits, the
//! coming survey, or that there is nothing to do.

use super::works::ReportWorks;
use crate::app::clock;
use crate::application::{self, ToDo};
use crate::i18n;
use crate::portal::{Application, PartTask, Status, SurveyAppointment};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// Everything that the applicant has to do, what is due first at the front.
#[component]
pub fn NextTasks(
    /// The application.
    application: Application,
    /// Called with the application after something was done here.
    changed: Callback<Application>,
) -> impl IntoView {
    let tasks = application::to_do(&application);
    let survey = application::coming_survey(&application).cloned();
    let survey =
        survey.map(|survey| view! { <Coming application=application.clone() survey first=tasks.is_empty() /> });
    let is_idle = tasks.is_empty() && survey.is_none();
    let idle = is_idle.then(|| view! { <Nothing application=application.clone() /> });
    let tasks = tasks.into_iter().enumerate().map(|(ix, to_do)| {
        view! { <Task application=application.clone() to_do first={ix == 0} changed /> }
    });
    view! { <div class="next-tasks">{tasks.collect_view()}{survey}{idle}</div> }
}

/// One thing to do. The first is the page's main action.
#[component]
fn Task(application: Application, to_do: ToDo, first: bool, changed: Callback<Application>) -> impl IntoView {
    let words = i18n::task(&application, &to_do, clock::today());
    let lead = if first { "下一件要您做的事" } else { "也等您做" };
    let number = application.receipt.number.clone();
    let part = to_do.parts.first().cloned();
    let quote = quote(&application, &to_do).map(|reason| {
        view! { <p class="next-task__quote">{format!("“{}”", reason.trim_end_matches('。'))}</p> }
    });
    let way = match address(&number, &to_do) {
        Some(href) => {
            let kind = if first { "main" } else { "second" };
            view! { <a class="button" data-kind=kind href=href>{words.button}</a> }.into_any()
        }
        None => view! { <ReportWorks number part=part.unwrap_or_default() changed /> }.into_any(),
    };
    view! {
        <section class="next-task" data-state=first.then_some("first")>
            <p class="next-task__lead">{lead}</p>
            <h2 class="next-task__title">{words.title}</h2>
            {quote}
            <p class="next-task__note">{words.note}"。"</p>
            <div class="actions">{way}</div>
        </section>
    }
}

/// Where it is done; nothing for what is done in place.
fn address(number: &str, to_do: &ToDo) -> Option<String> {
    let part = to_do.parts.first();
    let at = |what: &str| Some(format!("/applications/{number}/{what}"));
    match (to_do.task, part) {
        (PartTask::Supplement, None) => at("supplement"),
        (PartTask::Supplement, Some(part)) => at(&format!("supplement/{part}")),
        (PartTask::BookSurvey | PartTask::HandInShots, _) => at("survey"),
        (PartTask::AnswerPlan, _) => at("plans"),
        (PartTask::SignContract, part) => at(&format!("contract/{}", part?)),
        (PartTask::FinishWorks, _) => None,
    }
}

/// What a company or the bureau said when it asked for a supplement.
fn quote(application: &Application, to_do: &ToDo) -> Option<String> {
    if to_do.task != PartTask::Supplement {
        return None;
    }
    let asked = match to_do.parts.first() {
        None => application.supplement.as_ref(),
        Some(id) => application.parts.iter().find(|part| part.id == *id).and_then(|part| part.supplement.as_ref()),
    };
    asked.map(|asked| asked.reason.clone())
}

/// The survey that is booked.
#[component]
fn Coming(application: Application, survey: SurveyAppointment, first: bool) -> impl IntoView {
    let firms = i18n::few(survey.parts.len());
    let together = if survey.parts.len() > 1 { format!("，{firms}家一起来") } else { String::new() };
    let (title, note) = match survey.slot.by_video {
        false => (format!("等踏勘{together}"), "备好钥匙，能看到水表井和电表箱。"),
        true => ("视频踏勘，不用等人上门".to_owned(), "先把要看的地方拍好，到时间接视频就行。"),
    };
    let lead = if first { "下一件要您做的事" } else { "已经约好的" };
    let address = format!("/applications/{}/survey", application.receipt.number);
    let other = match survey.slot.by_video {
        false => (Icon::Video, "改成视频看", format!("{address}?by=video")),
        true => (Icon::Home, "改成上门看", format!("{address}?by=site")),
    };
    let same = if survey.slot.by_video { "video" } else { "site" };
    let shots = (!survey.shots.is_empty()).then(|| {
        view! { <a class="button" data-kind=if first { "main" } else { "second" } href=address.clone()><Svg icon=Icon::Camera />"去拍照"</a> }
    });
    let change = survey.changeable.then(|| {
        view! {
            <a class="button" data-kind="second" href=format!("{address}?by={same}")><Svg icon=Icon::Calendar />"改时间"</a>
            <a class="button" data-kind="second" href=other.2><Svg icon=other.0 />{other.1}</a>
        }
    });
    view! {
        <section class="next-task" data-state=first.then_some("first")>
            <p class="next-task__lead">{lead}</p>
            <h2 class="next-task__title">{title}</h2>
            <p class="next-task__when">{i18n::slot(&survey.slot, clock::today())}</p>
            <p class="next-task__note">{note}</p>
            <div class="actions actions--even">{shots}{change}</div>
        </section>
    }
}

/// Nothing waits for the applicant.
#[component]
fn Nothing(application: Application) -> impl IntoView {
    let today = clock::today();
    let next = application.next.clone().filter(|_| !application.status.is_ended());
    let title = match (application.status, application.status.is_ended()) {
        (Status::Done, _) => "都办好了",
        (status, true) => i18n::status_name(status),
        (_, false) => "现在不用您做什么",
    };
    let words = next.map(|next| format!("接下来：{}，最晚 {}。", next.name, next.latest.chinese(today)));
    view! {
        <section class="next-task">
            <h2 class="next-task__title">{title}</h2>
            {words.map(|words| view! { <p class="next-task__note">{words}</p> })}
        </section>
    }
}
