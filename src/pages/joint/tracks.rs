//! The progress of a joint application: the next thing to do, the tracks side by side, why one is slow, and every company.

use super::next::NextTasks;
use super::part::PartView;
use super::rails::Rails;
use crate::app::clock;
use crate::application;
use crate::i18n;
use crate::pages::freshness::Freshness;
use crate::pages::issued::Issued;
use crate::pages::progress::{Followed, Shown};
use crate::pages::receipt::grouped;
use crate::pages::withdraw::Withdraw;
use crate::portal::Application;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;

/// In the page `/applications/:number`, for an application that has parts.
#[component]
pub fn Tracks() -> impl IntoView {
    let Followed { shown: Shown { application, calendar, fresh }, changed } = expect_context::<Followed>();
    let number = application.receipt.number.clone();
    let lines = format!("{}条线", i18n::few(application.parts.len()));
    let held_up = i18n::held_up(&application).map(|words| view! { <p class="rails__why">{words}</p> });
    let parts = application.parts.iter().cloned().map(|part| {
        view! { <PartView number=number.clone() part calendar=calendar.clone() changed /> }
    });
    let parts = parts.collect_view();
    let issued = application.result.clone().map(|result| view! { <Issued number=number.clone() result /> });
    let events = application.events.iter().cloned().map(|event| {
        view! { <li class="part__event"><time>{i18n::date_and_clock(event.at, clock::today())}</time><span>{event.note}</span></li> }
    });
    let all = application.parts.len() > 1;
    let withdraw =
        (all && application::may_withdraw(&application)).then(|| view! { <Withdraw number=number.clone() changed /> });
    let (name, spaced) = (application.receipt.item_name.clone(), grouped(&number).into_any());
    view! {
        <Title phrases=vec!["一件事，".to_owned(), lines] department=Some(application.receipt.department.clone())>
            <p class="title__lead">{name}" "<span class="title__number">{spaced}</span></p>
        </Title>
        <Freshness fresh />
        <NextTasks application=application.clone() changed />
        <Rails application=application.clone() />
        {held_up}
        {parts}
        {issued}
        <details class="card part__events-all">
            <summary class="part__more">"整件事的经过"</summary>
            <ol class="part__events">{events.collect_view()}</ol>
        </details>
        <Rows application />
        <div class="actions actions--start">{withdraw}</div>
    }
}

/// The receipt, and whom to call.
#[component]
fn Rows(application: Application) -> impl IntoView {
    let calls = application.parts.iter().filter_map(|part| {
        let (phone, company) = (part.phone.clone()?, part.company.clone());
        let href = format!("tel:{phone}");
        Some(view! {
            <li class="list-rows__item">
                <a class="list-rows__row" href=href>
                    <span class="list-rows__words">
                        <span class="list-rows__title">"打电话问"{company}</span>
                        <span class="list-rows__note">{phone}</span>
                    </span>
                    <Svg icon=Icon::Phone class="list-rows__end" />
                </a>
            </li>
        })
    });
    view! {
        <ul class="list-rows">
            <li class="list-rows__item">
                <a class="list-rows__row" href=format!("/receipt/{}", application.receipt.number)>
                    <span class="list-rows__words"><span class="list-rows__title">"看回执和材料来源"</span></span>
                    <Svg icon=Icon::Chevron class="list-rows__end" />
                </a>
            </li>
            {calls.collect_view()}
        </ul>
    }
}
