//! One company's part: how it stands, why it was refused and what to do, its clock, what happened, whom to call.

use super::icon;
use crate::app::clock;
use crate::application;
use crate::i18n;
use crate::ident::Calendar;
use crate::pages::progress_parts::ClockView;
use crate::pages::withdraw::Withdraw;
use crate::portal::{Application, ApplicationPart, PartStage, StageState, Status};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;
use std::sync::Arc;

/// The section of a part.
#[component]
pub fn PartView(
    /// 办件编号
    number: String,
    /// The part.
    part: ApplicationPart,
    /// What its days are counted by.
    calendar: Arc<Calendar>,
    /// Called with the application after something was done here.
    changed: Callback<Application>,
) -> impl IntoView {
    let today = clock::today();
    let id = format!("part-{}", part.id);
    let is_lost = part.status.is_ended() && part.status != Status::Done;
    let tone = match (is_lost, part.asks.is_some(), part.status == Status::Done) {
        (true, _, _) => Some("error"),
        (_, true, _) => Some("attention"),
        (_, _, true) => Some("waived"),
        (false, false, false) => None,
    };
    let counted = application::part_clock(&part, &calendar, today);
    let words = i18n::part_clock_words(&counted, part.asks, today);
    let next = part.next.clone().filter(|_| part.asks.is_none());
    let next = next.map(|next| format!("接下来：{}，最晚 {}。", next.name, next.latest.chinese(today)));
    let consumer_number = part.consumer_number.clone().map(|number| {
        view! { <p class="part__fact"><span>"户号"</span><b>{number}</b></p> }
    });
    let events = part.events.iter().rev().cloned().map(|event| {
        view! { <li class="part__event"><time>{i18n::date_and_clock(event.at, today)}</time><span>{event.note}</span></li> }
    });
    let stages = part.stages.iter().map(|stage| stage_line(&part, stage)).collect_view();
    view! {
        <section class="card part" aria-labelledby=id.clone() data-state=tone>
            <div class="part__head">
                <h2 class="part__name" id=id.clone()><Svg icon=icon(&part) />{part.name.clone()}</h2>
                <span class="tag" data-tone=tone>{i18n::part_standing(part.asks, part.status)}</span>
            </div>
            <p class="part__company">{part.company.clone()}</p>
            {consumer_number}
            <Reason part=part.clone() />
            {next.map(|next| view! { <p class="part__next">{next}</p> })}
            <ol class="part__stages">{stages}</ol>
            <ClockView clock=counted ended=part.status.is_ended() of=part.id.clone() words />
            <details>
                <summary class="part__more">{format!("{}的经过", part.name)}</summary>
                <ol class="part__events">{events.collect_view()}</ol>
            </details>
            <Ways number part changed />
        </section>
    }
}

/// Why it ended, or why it was asked for more, in plain words and in the company's.
#[component]
fn Reason(part: ApplicationPart) -> impl IntoView {
    let is_lost = part.status.is_ended() && part.status != Status::Done;
    let asked = part.supplement.is_some();
    let reason = part.reason.filter(|_| is_lost || asked)?;
    let (plain, way_on) = i18n::reason_words(reason.code);
    let tone = if is_lost { "error" } else { "attention" };
    Some(view! {
        <div class="notice" data-tone=tone>
            <div class="notice__words">
                <p>{plain}</p>
                <p class="notice__plain">{format!("公司说：“{}”", reason.text.trim_end_matches('。'))}</p>
                <p class="notice__plain">{format!("怎么办：{way_on}。")}</p>
            </div>
        </div>
    })
}

/// A stage of one part alone, for where the tracks do not fit side by side.
fn stage_line(part: &ApplicationPart, stage: &PartStage) -> Option<impl IntoView> {
    if stage.state == StageState::NotNeeded {
        return None;
    }
    let today = clock::today();
    let waits = application::waits_at(part) == Some(stage.stage);
    let (icon, look, when) = match stage.state {
        StageState::Done { .. } | StageState::Now { .. } | StageState::Ahead { .. } if waits => {
            (Icon::Warn, "attention", "等您".to_owned())
        }
        StageState::Done { at } => (Icon::Tick, "done", i18n::date_and_clock(at, today)),
        StageState::Now { .. } if part.asks.is_some() => (Icon::Clock, "ahead", "待定".to_owned()),
        StageState::Now { latest } => (Icon::Clock, "now", by(latest, "现在")),
        StageState::Ahead { latest } => (Icon::Clock, "ahead", by(latest, "待定")),
        StageState::Dropped => (Icon::Stop, "ahead", "不办了".to_owned()),
        StageState::NotNeeded => return None,
    };
    Some(view! {
        <li class="part__stage" data-state=look><Svg icon /><span>{stage.name.clone()}</span><span class="part__when">{when}</span></li>
    })
}

fn by(latest: Option<crate::ident::CivilDate>, otherwise: &str) -> String {
    latest.map_or_else(|| otherwise.to_owned(), |day| format!("最晚 {}", day.chinese(clock::today())))
}

/// What the applicant may do with this part alone.
#[component]
fn Ways(number: String, part: ApplicationPart, changed: Callback<Application>) -> impl IntoView {
    let address = format!("/applications/{number}");
    let rate = application::may_rate_part(&part).then(|| {
        let href = format!("{address}/rating/{}", part.id);
        view! { <a class="button" data-kind="second" href=href>{format!("评价{}", part.company)}</a> }
    });
    let plan = part.plan.is_some().then(|| view! { <a class="link" href=format!("{address}/plans")>"看方案"</a> });
    let contract = part.contract.is_some().then(|| {
        view! { <a class="link" href=format!("{address}/contract/{}", part.id)>"看合同"</a> }
    });
    let call = part.phone.clone().map(|phone| {
        view! { <a class="link" href=format!("tel:{phone}")><Svg icon=Icon::Phone />{format!("打电话问 {phone}")}</a> }
    });
    let rated = part.rated.and_then(|stars| i18n::LEVELS.iter().find(|(level, _)| *level == stars));
    let rated = rated.map(|(_, name)| view! { <p class="small-print">{format!("您评价过了：{name}")}</p> });
    let withdraw = application::may_withdraw_part(&part).then(|| {
        view! { <Withdraw number part=(part.id.clone(), part.name.clone()) changed /> }
    });
    view! {
        {rated}
        <p class="links">{call}{plan}{contract}</p>
        <div class="actions actions--start">{rate}{withdraw}</div>
    }
}
