//! One application's progress: what happened, with reasons, and what comes next.

use super::receipt::{grouped, Issued, Next, NoApplication, NotShown};
use crate::app::clock;
use crate::app::site::{Load, Site};
use crate::i18n;
use crate::portal::{Application, ApplicationEvent, Status};
use crate::ui::icons::Icon;
use crate::ui::notice::Loading;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/applications/:number`
#[component]
pub fn ProgressPage() -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new(Load::<Application, NoApplication>::Loading);
    Effect::new(move |_| {
        let number = params.read().get("number").unwrap_or_default();
        let signed_in = site.person().is_some();
        leptos::task::spawn_local(async move {
            let found = match signed_in {
                true => site.client().application(&number).await.map_err(NoApplication::from),
                false => Err(NoApplication::SignedOut),
            };
            loaded.set(found.map_or_else(Load::Failed, Load::Ready));
        });
    });
    let content = move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在取进度" /> }.into_any(),
        Load::Ready(application) => view! { <Progress application /> }.into_any(),
        Load::Failed(reason) => view! { <Title phrases=vec!["办件进度".to_owned()] /><NotShown reason /> }.into_any(),
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/applications".to_owned()), "办件进度", None)>
            <main class="page__main" id="main">{content}</main>
        </Page>
    }
}

#[component]
fn Progress(application: Application) -> impl IntoView {
    let today = clock::today();
    let receipt = application.receipt.clone();
    let (number, address) = (receipt.number.clone(), format!("/receipt/{}", receipt.number));
    let supplement = application.supplement.map(|supplement| view! {
        <div class="notice" data-tone="attention">
            <p>{format!("{}。最晚 {} 补交，等您的日子不算时限。请打电话或到窗口补交", supplement.reason.trim_end_matches('。'), supplement.until.chinese(today))}</p>
        </div>
    });
    let running = matches!(application.status, Status::Received | Status::InProgress);
    let ahead = receipt.next.into_iter().filter(|step| running && step.latest >= today).collect::<Vec<_>>();
    let next = (!ahead.is_empty()).then(|| view! { <Next steps=ahead /> });
    let events = application.events.into_iter().map(|event| view! { <Event event /> });
    let issued = application.result.map(|result| view! { <Issued result /> });
    view! {
        <Title phrases=vec![receipt.item_name] department=Some(receipt.department)>
            <p class="title__lead">{i18n::status_name(application.status)}"，编号 "{grouped(&number)}</p>
        </Title>
        {supplement}
        <ol class="timeline">{events.collect_view()}</ol>
        {issued}
        {next}
        <ul class="list-rows">
            <li class="list-rows__item">
                <a class="list-rows__row" href=address>
                    <span class="list-rows__words"><span class="list-rows__title">"看回执和材料来源"</span></span>
                    <Svg icon=Icon::Chevron class="list-rows__end" />
                </a>
            </li>
        </ul>
    }
}

#[component]
fn Event(event: ApplicationEvent) -> impl IntoView {
    let (look, icon) = match event.status {
        Status::WaitingForYou => ("attention", Icon::Warn),
        Status::NotApproved | Status::NotAccepted | Status::Withdrawn | Status::Stopped => ("stopped", Icon::Stop),
        Status::Received | Status::InProgress | Status::Done => ("done", Icon::Tick),
    };
    view! {
        <li class="timeline__event" data-state=look>
            <span class="timeline__mark" aria-hidden="true"><Svg icon /></span>
            <div class="timeline__body">
                <div class="timeline__head">
                    <h2 class="timeline__name">{i18n::status_name(event.status)}</h2>
                    <time class="timeline__when">{i18n::date_and_clock(event.at, clock::today())}</time>
                </div>
                <p class="timeline__note">{format!("{}：{}", event.by, event.note)}</p>
            </div>
        </li>
    }
}
