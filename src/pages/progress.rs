//! One application's progress: how it stands and what to do, the clock, what happened, what comes next, what was issued.
//! That of a joint application is shown by `pages/joint/tracks.rs`, which is fetched when it is wanted.

use super::freshness::{Fresh, Freshness};
use super::issued::Issued;
use super::later::{shown, Again, NotHere};
use super::progress_parts::{ClockView, Event, Ways};
use super::receipt::{grouped, Next, NoApplication, NotShown};
use super::routes::{Joint, PageId};
use crate::app::site::{Load, Site};
use crate::app::start::set_clock;
use crate::app::{clock, known, pack};
use crate::application;
use crate::i18n;
use crate::ident::Calendar;
use crate::portal::{Application, SupplementRequest};
use crate::ui::icons::Icon;
use crate::ui::notice::Loading;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// What is shown: the application, the calendar that its days are counted by, how fresh it is.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The application.
    pub application: Application,
    /// What working days are counted by.
    pub calendar: Arc<Calendar>,
    /// How fresh it is.
    pub fresh: Fresh,
}

/// An application that a page shows, and what is told when it has been changed.
#[derive(Clone)]
pub struct Followed {
    /// The application of the address.
    pub shown: Shown,
    /// Called with the application as the portal shows it after an act.
    pub changed: Callback<Application>,
}

/// `/applications/:number`
#[component]
pub fn ProgressPage() -> impl IntoView {
    let ready = |followed: Followed| {
        if followed.shown.application.parts.is_empty() {
            return view! { <Progress followed /> }.into_any();
        }
        provide_context(followed);
        shown(PageId::Joint(Joint::Tracks), on_its_way)
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/applications".to_owned()), "办件进度", None)>
            <main class="page__main" id="main">{follow("办件进度", ready)}</main>
        </Page>
    }
}

fn on_its_way(again: Option<Again>) -> AnyView {
    match again {
        None => view! { <Loading words="正在取进度" /> }.into_any(),
        Some(again) => view! { <NotHere again /> }.into_any(),
    }
}

/// Loads the application of the address and shows it; says why where it cannot be shown.
pub fn follow(title: &'static str, ready: impl Fn(Followed) -> AnyView + Send + 'static) -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new(Load::<Shown, NoApplication>::Loading);
    Effect::new(move |_| {
        let number = params.read().get("number").unwrap_or_default();
        let signed_in = site.person().is_some();
        leptos::task::spawn_local(async move {
            match signed_in {
                true => load(site, &number, loaded).await,
                false => loaded.set(Load::Failed(NoApplication::SignedOut)),
            }
        });
    });
    let changed = Callback::new(move |application: Application| {
        loaded.try_update(|loaded| {
            if let Load::Ready(shown) = loaded {
                (shown.application, shown.fresh) = (application, Fresh::Now);
            }
        });
    });
    move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在取进度" /> }.into_any(),
        Load::Ready(shown) => ready(Followed { shown, changed }),
        Load::Failed(reason) => view! { <Title phrases=vec![title.to_owned()] /><NotShown reason /> }.into_any(),
    }
}

/// What the portal says; without the portal what it said last. The calendar is a file of the site: without it the days are
/// estimated, and said to be.
async fn load(site: Site, number: &str, loaded: RwSignal<Load<Shown, NoApplication>>) {
    let calendar = Arc::new(pack::calendar().await);
    let shown = |application, fresh| Load::Ready(Shown { application, calendar: calendar.clone(), fresh });
    let last = known::read(site).await.opened.remove(number);
    let now = match known::ask(site, number).await {
        Ok(application) => {
            // Days are counted until today, and today is the portal's to say.
            set_clock(site).await;
            shown(application, Fresh::Now)
        }
        Err(error) => match (NoApplication::from(error), last) {
            (NoApplication::NoPortal, Some((at, application))) => shown(application, Fresh::Old(at)),
            (reason, _) => Load::Failed(reason),
        },
    };
    loaded.try_set(now);
}

#[component]
fn Progress(followed: Followed) -> impl IntoView {
    let Followed { shown: Shown { application, calendar, fresh }, changed } = followed;
    let today = clock::today();
    let receipt = application.receipt.clone();
    let (number, receipt_address) = (receipt.number.clone(), format!("/receipt/{}", receipt.number));
    let asked = application.supplement.clone().map(|asked| view! { <Asked number=number.clone() asked /> });
    let counted = application::clock(&application, &calendar, today);
    let counted = counted.map(|counted| view! { <ClockView clock=counted ended=application.status.is_ended() /> });
    let ahead = application::ahead(&application, &calendar, today);
    let next = (!ahead.is_empty()).then(|| view! { <Next steps=ahead /> });
    let events = application.events.iter().cloned().map(|event| view! { <Event event /> }).collect_view();
    let issued = application.result.clone().map(|result| view! { <Issued number=number.clone() result /> });
    view! {
        <Title phrases=vec![receipt.item_name] department=Some(receipt.department)>
            <p class="title__lead">{i18n::status_name(application.status)}"，编号 "{grouped(&number)}</p>
        </Title>
        <Freshness fresh />
        <p class="prose">{i18n::status_meaning(application.status)}"。"</p>
        {asked}
        {counted}
        {issued}
        <ol class="timeline">{events}</ol>
        {next}
        <ul class="list-rows">
            <li class="list-rows__item">
                <a class="list-rows__row" href=receipt_address>
                    <span class="list-rows__words"><span class="list-rows__title">"看回执和材料来源"</span></span>
                    <Svg icon=Icon::Chevron class="list-rows__end" />
                </a>
            </li>
        </ul>
        <Ways application changed />
    }
}

/// What the department asks for, until when, and the way there.
#[component]
fn Asked(number: String, asked: SupplementRequest) -> impl IntoView {
    let latest = asked.until.chinese(clock::today());
    view! {
        <div class="notice" data-tone="attention">
            <div class="notice__words">
                <p>{format!("“{}”", asked.reason.trim_end_matches('。'))}</p>
                <p class="notice__plain">{format!("最晚 {latest} 补交，只补这几样，别的不用重填。")}</p>
                <div class="actions">
                    <a class="button" data-kind="main" href=format!("/applications/{number}/supplement")>"去补交"</a>
                </div>
            </div>
        </div>
    }
}
