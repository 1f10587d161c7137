//! Parts of an application's progress: its clock, an event, and what its applicant may do.

use super::withdraw::Withdraw;
use crate::app::clock;
use crate::application::{self, Clock, Day, Pace};
use crate::i18n;
use crate::portal::{Application, ApplicationEvent, Status};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// The promised time: what has counted, what has not, what is left.
#[component]
pub fn ClockView(
    /// The clock.
    clock: Clock,
    /// The application has ended.
    ended: bool,
    /// The part that it counts for, where a page has several clocks.
    #[prop(optional, into)]
    of: String,
    /// The clock in words, where they are not those of a whole application.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let id = if of.is_empty() { "clock".to_owned() } else { format!("clock-{of}") };
    let words = words.unwrap_or_else(|| i18n::clock_words(&clock, clock::today()));
    let tag = match clock.pace {
        Pace::Paused { .. } => Some("已暂停"),
        Pace::Running(_) if clock.over > 0 => Some("超时了"),
        Pace::Running(_) | Pace::Ended => None,
    };
    let bar = clock.days.iter().map(|day| {
        let look = match day {
            Day::Used => "used",
            Day::Paused => "paused",
            Day::Left => "left",
        };
        view! { <span class="clock__day" data-state=look></span> }
    });
    let title = if ended { "办了多久" } else { "还要多久" };
    view! {
        <section class="clock" aria-labelledby=id.clone()>
            <div class="clock__head">
                <h2 class="clock__title" id=id.clone()>{title}{format!("：最多 {} 个工作日", clock.promised)}</h2>
                {tag.map(|tag| view! { <span class="tag" data-tone="attention">{tag}</span> })}
            </div>
            <div class="clock__bar" aria-hidden="true">{bar.collect_view()}</div>
            <p class="clock__words">{words}"。"</p>
        </section>
    }
}

/// Something that happened.
#[component]
pub fn Event(
    /// What.
    event: ApplicationEvent,
) -> impl IntoView {
    let (look, icon) = match event.status {
        Status::WaitingForYou | Status::Suspended => ("attention", Icon::Warn),
        Status::Returned | Status::NotApproved | Status::NotAccepted | Status::Withdrawn | Status::Stopped => {
            ("stopped", Icon::Stop)
        }
        Status::Received | Status::InProgress | Status::Approved | Status::Done => ("done", Icon::Tick),
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

/// What the applicant may do besides supplying: rate, apply again, withdraw.
#[component]
pub fn Ways(
    /// The application.
    application: Application,
    /// Called with the application after it was withdrawn.
    changed: Callback<Application>,
) -> impl IntoView {
    let number = application.receipt.number.clone();
    let rate = application::may_rate(&application).then(|| {
        view! {
            <a class="button" data-kind="second" href=format!("/applications/{number}/rating")>"评价这次办事"</a>
        }
    });
    let rated = application.rated.and_then(|stars| i18n::LEVELS.iter().find(|(level, _)| *level == stars));
    let rated = rated.map(|(_, name)| view! { <p class="small-print">{format!("您评价过了：{name}")}</p> });
    let again = application::may_apply_again(application.status).then(|| {
        view! {
            <a class="button" data-kind="second" href=format!("/item/{}", application.receipt.item)>"重新申请"</a>
        }
    });
    let withdraw = application::may_withdraw(&application).then(|| view! { <Withdraw number changed /> });
    view! {
        {rated}
        <div class="actions actions--start">{rate}{again}{withdraw}</div>
    }
}
