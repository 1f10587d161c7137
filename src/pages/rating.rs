//! The rating (好差评) of an application, or of one company of a joint one: one of five levels, the fixed indicators, and a
//! reason where it was bad.

use super::not_done::NotDoneNotice;
use super::receipt::{NoApplication, NotShown};
use crate::app::followup::{self, NotDone};
use crate::app::site::{Load, Site};
use crate::app::{joint, known};
use crate::application;
use crate::i18n::{self, LEVELS};
use crate::portal::{Application, Rating, RatingProblem};
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::icons::Icon;
use crate::ui::notice::{Empty, Loading};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::NavigateOptions;

/// `/applications/:number/rating`, and `/applications/:number/rating/:part` for one company.
#[component]
pub fn RatingPage() -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new(Load::<Application, NoApplication>::Loading);
    Effect::new(move |_| {
        let number = params.read().get("number").unwrap_or_default();
        let signed_in = site.person().is_some();
        leptos::task::spawn_local(async move {
            let found = match signed_in {
                true => known::ask(site, &number).await.map_err(NoApplication::from),
                false => Err(NoApplication::SignedOut),
            };
            loaded.try_set(found.map_or_else(Load::Failed, Load::Ready));
        });
    });
    let back = Signal::derive(move || format!("/applications/{}", params.read().get("number").unwrap_or_default()));
    let content = move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在打开" /> }.into_any(),
        Load::Ready(application) => match rated(&application, params.read().get("part")) {
            Rated::Open { name, part } => {
                let number = application.receipt.number;
                view! { <Rate number name part back /> }.into_any()
            }
            Rated::NotNow { rated } => view! { <NotNow rated back /> }.into_any(),
        },
        Load::Failed(reason) => view! { <Title phrases=vec!["评价".to_owned()] /><NotShown reason /> }.into_any(),
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back, "评价", None)>
            <main class="page__main" id="main">{content}</main>
        </Page>
    }
}

/// What is rated, if it can be now.
enum Rated {
    Open { name: String, part: Option<String> },
    NotNow { rated: bool },
}

fn rated(application: &Application, part: Option<String>) -> Rated {
    let Some(part) = part else {
        return match application::may_rate(application) {
            true => Rated::Open { name: application.receipt.item_name.clone(), part },
            false => Rated::NotNow { rated: application.rated.is_some() },
        };
    };
    match application.parts.iter().find(|one| one.id == part) {
        Some(one) if application::may_rate_part(one) => Rated::Open { name: one.company.clone(), part: Some(part) },
        one => Rated::NotNow { rated: one.is_some_and(|one| one.rated.is_some()) },
    }
}

#[component]
fn NotNow(rated: bool, back: Signal<String>) -> impl IntoView {
    let (title, words) = match rated {
        true => ("您评价过了", "一件事只评价一次，谢谢您"),
        false => ("还不能评价", "办完以后才能评价。先看看办到哪一步"),
    };
    view! {
        <Title phrases=vec!["评价".to_owned()] />
        <Empty title words><a class="button" data-kind="main" href=back>"看进度"</a></Empty>
    }
}

#[component]
fn Rate(number: String, name: String, part: Option<String>, back: Signal<String>) -> impl IntoView {
    let site = Site::here();
    let stars = RwSignal::new(0_u8);
    let chosen = RwSignal::new(Vec::<&'static str>::new());
    let reason = NodeRef::<leptos::html::Textarea>::new();
    let problem = RwSignal::new(None::<RatingProblem>);
    let errors = RwSignal::new(Vec::<Entry>::new());
    let trouble = RwSignal::new(None::<NotDone>);
    let sending = RwSignal::new(false);
    let navigate = use_navigate();
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let words = reason.get_untracked().map(|reason| reason.value().trim().to_owned()).unwrap_or_default();
        let rating = Rating {
            stars: stars.get_untracked(),
            indicators: chosen.get_untracked().into_iter().map(str::to_owned).collect(),
            reason: Some(words).filter(|words| !words.is_empty()),
        };
        problem.set(rating.problem());
        errors.set(rating.problem().map(entry).into_iter().collect());
        if rating.problem().is_some() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let (number, part, navigate) = (number.clone(), part.clone(), navigate.clone());
        leptos::task::spawn_local(async move {
            let result = match part {
                None => followup::rate(site, &number, &rating).await,
                Some(part) => joint::rate_part(site, &number, &part, &rating).await,
            };
            sending.try_set(false);
            match result {
                Ok(_) => {
                    site.announce("评价好了，谢谢您".to_owned());
                    navigate(&back.get_untracked(), NavigateOptions { replace: true, ..Default::default() });
                }
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    let said = move |of: RatingProblem, id: &'static str| {
        move || {
            (problem.get() == Some(of)).then(|| {
                let words = i18n::rating_problem(of);
                view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> }
            })
        }
    };
    let low = move || (1..=2).contains(&stars.get());
    view! {
        <ErrorSummary entries=errors />
        {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="还没有交出去" refused="没有收" /> })}
        <Title phrases=vec!["这次办得".to_owned(), "怎么样？".to_owned()] department=Some(name)>
            <p class="title__lead">"一件事只评价一次。不记您的名字给窗口看。"</p>
        </Title>
        <form class="form" novalidate on:submit=press>
            <fieldset class="field">
                <legend class="field__label">"您满意吗？"</legend>
                {said(RatingProblem::NoLevel, "level-error")}
                <div class="choices">{LEVELS.iter().map(|(level, name)| view! { <Level level=*level name stars /> }).collect_view()}</div>
            </fieldset>
            <fieldset class="field">
                <legend class="field__label">"说的是哪几样？"<span class="field__optional">"选填"</span></legend>
                <div class="choices">{Rating::INDICATORS.map(|name| view! { <Indicator name chosen /> }).collect_view()}</div>
            </fieldset>
            <div class="field">
                <label class="field__label" for="reason">
                    {move || if low() { "哪里不好？" } else { "还想说什么？" }}
                    {move || (!low()).then(|| view! { <span class="field__optional">"选填"</span> })}
                </label>
                {said(RatingProblem::NoReason, "reason-error")}
                <textarea class="textarea" rows="3" id="reason" maxlength="500" node_ref=reason
                    aria-required=move || low().then_some("true")
                    aria-invalid=move || (problem.get() == Some(RatingProblem::NoReason)).then_some("true")
                    aria-describedby=move || (problem.get() == Some(RatingProblem::NoReason)).then_some("reason-error")></textarea>
            </div>
            <div class="foot">
                <div class="actions">
                    <a class="button" data-kind="second" href=back>"不评了"</a>
                    <button class="button" data-kind="main" type="submit" aria-busy=move || if sending.get() { "true" } else { "false" }>
                        {move || if sending.get() { "正在交" } else { "交评价" }}
                    </button>
                </div>
            </div>
        </form>
    }
}

fn entry(problem: RatingProblem) -> Entry {
    let target = match problem {
        RatingProblem::NoLevel => "level-5",
        RatingProblem::NoSuchIndicator => "indicator-0",
        RatingProblem::NoReason => "reason",
    };
    Entry { target: target.to_owned(), words: i18n::rating_problem(problem).to_owned() }
}

#[component]
fn Level(level: u8, name: &'static str, stars: RwSignal<u8>) -> impl IntoView {
    let id = format!("level-{level}");
    view! {
        <div class="choice">
            <input class="choice__input" type="radio" name="level" id=id.clone() prop:checked=move || stars.get() == level
                on:change=move |_| stars.set(level) />
            <label class="choice__row" for=id>
                <span class="choice__title">{name}</span>
            </label>
        </div>
    }
}

#[component]
fn Indicator(name: &'static str, chosen: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let place = Rating::INDICATORS.iter().position(|other| *other == name).unwrap_or(0);
    let id = format!("indicator-{place}");
    let toggle = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != name);
            chosen.extend(on.then_some(name));
        });
    };
    view! {
        <div class="choice">
            <input class="choice__input" type="checkbox" id=id.clone() prop:checked=move || chosen.read().contains(&name) on:change=toggle />
            <label class="choice__row" for=id><span class="choice__title">{name}</span></label>
        </div>
    }
}
