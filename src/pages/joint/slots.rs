//! Free slots for the survey, day by day, and booking one of them. A slot that somebody else took meanwhile is said, and the
//! list is fetched anew.

use crate::app::clock;
use crate::app::followup::NotDone;
use crate::app::joint;
use crate::app::site::{Load, Site};
use crate::i18n;
use crate::pages::not_done::NotDoneNotice;
use crate::pages::receipt::{NoApplication, NotShown};
use crate::portal::{Application, SurveySlot};
use crate::ui::icons::Icon;
use crate::ui::notice::Loading;
use crate::ui::shell::focus;
use crate::ui::svg::Svg;
use leptos::prelude::*;

type Free = Load<Vec<SurveySlot>, NoApplication>;

/// The choice of a slot.
#[component]
pub fn Slots(
    /// 办件编号
    number: String,
    /// By video instead of on site.
    by_video: RwSignal<bool>,
    /// The slot that is booked now.
    current: Option<String>,
    /// Called with the application once a slot is booked.
    changed: Callback<Application>,
) -> impl IntoView {
    let site = Site::here();
    let free = RwSignal::new(Free::Loading);
    let chosen = RwSignal::new(None::<String>);
    let missing = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NotDone>);
    let sending = RwSignal::new(false);
    let ask = move || leptos::task::spawn_local(async move { drop(free.try_set(ask(site).await)) });
    ask();
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(slot) = chosen.get_untracked() else {
            missing.set(true);
            to("slots-missing");
            return;
        };
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let number = number.clone();
        leptos::task::spawn_local(async move {
            let result = joint::book_survey(site, &number, &slot).await;
            sending.try_set(false);
            match result {
                Ok(application) => {
                    site.announce("踏勘约好了".to_owned());
                    changed.run(application);
                }
                Err(reason) => {
                    if matches!(reason, NotDone::Refused { .. }) {
                        chosen.try_set(None);
                        ask();
                    }
                    trouble.try_set(Some(reason));
                    to("slots-title");
                }
            }
        });
    };
    let list = move || match free.get() {
        Load::Loading => view! { <Loading words="正在取空着的时间" /> }.into_any(),
        Load::Failed(reason) => view! { <NotShown reason /> }.into_any(),
        Load::Ready(slots) => {
            let here = slots.into_iter().filter(|slot| slot.by_video == by_video.get());
            let here = here.filter(|slot| current.as_ref() != Some(&slot.id)).collect::<Vec<_>>();
            view! { <Days slots=here chosen missing /> }.into_any()
        }
    };
    let how = move |video: bool, id: &'static str, title: &'static str, note: &'static str| {
        let pick = move |_| {
            by_video.set(video);
            chosen.set(None);
        };
        view! {
            <div class="choice">
                <input class="choice__input" type="radio" name="how" id=id prop:checked=move || by_video.get() == video on:change=pick />
                <label class="choice__row" for=id><span class="choice__title">{title}</span><span class="choice__note">{note}</span></label>
            </div>
        }
    };
    view! {
        <form class="form" novalidate on:submit=press>
            {move || trouble.get().map(|reason| view! { <NotBooked reason /> })}
            <fieldset class="field">
                <legend class="field__label" id="slots-title" tabindex="-1">"怎么看？"</legend>
                <div class="choices">
                    {how(false, "how-site", "上门看", "公司的人到现场来，您在场就行")}
                    {how(true, "how-video", "视频看", "您用手机拍给公司看，不用等人")}
                </div>
            </fieldset>
            {list}
            <div class="foot">
                <div class="actions">
                    <button class="button" data-kind="main" type="submit" aria-busy=move || if sending.get() { "true" } else { "false" }>
                        {move || if sending.get() { "正在约" } else { "就约这个时间" }}
                    </button>
                </div>
                <p class="foot__note">"约好以后还能改，也能取消"</p>
            </div>
        </form>
    }
}

async fn ask(site: Site) -> Free {
    match site.client().survey_slots().await {
        Ok(found) => Load::Ready(found.slots),
        Err(error) => Load::Failed(error.into()),
    }
}

fn to(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            focus(&element);
        }
    });
}

#[component]
fn NotBooked(reason: NotDone) -> impl IntoView {
    match reason {
        NotDone::Refused { detail, .. } => view! {
            <div class="notice" data-tone="error" role="alert">
                <div class="notice__words">
                    <p>{format!("没有约上：{detail}")}</p>
                    <p class="notice__plain">"下面是现在还空着的时间，请另选一个。"</p>
                </div>
            </div>
        }
        .into_any(),
        reason => view! { <NotDoneNotice reason yet="还没有约上" refused="没有约上" /> }.into_any(),
    }
}

/// The days with their slots.
#[component]
fn Days(slots: Vec<SurveySlot>, chosen: RwSignal<Option<String>>, missing: RwSignal<bool>) -> impl IntoView {
    if slots.is_empty() {
        return view! {
            <div class="notice" data-tone="attention"><p>"这种看法现在没有空着的时间。换一种看法，或者过一天再来"</p></div>
        }
        .into_any();
    }
    let mut days = slots.iter().map(|slot| slot.day).collect::<Vec<_>>();
    days.dedup();
    let days = days.into_iter().map(|day| {
        let of_day = slots.iter().filter(|slot| slot.day == day).cloned();
        let slots = of_day.map(|slot| view! { <Hours free=slot chosen /> }).collect_view();
        view! {
            <fieldset class="slots__day">
                <legend class="slots__name">{i18n::day(day, clock::today())}</legend>
                <div class="slots__hours">{slots}</div>
            </fieldset>
        }
    });
    let said = move || {
        (missing.get() && chosen.with(Option::is_none)).then(|| {
            view! { <p class="field__error" id="slots-missing" tabindex="-1" role="alert"><Svg icon=Icon::Alert /><span>"请选一个时间"</span></p> }
        })
    };
    view! { <div class="field slots"><p class="field__label">"哪个时间？"</p>{said}{days.collect_view()}</div> }
        .into_any()
}

#[component]
fn Hours(free: SurveySlot, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let id = format!("slot-{}", free.id);
    let (is, pick) = (free.id.clone(), free.id.clone());
    view! {
        <div class="choice">
            <input class="choice__input" type="radio" name="slot" id=id.clone()
                prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&is))
                on:change=move |_| chosen.set(Some(pick.clone())) />
            <label class="choice__row" for=id><span class="choice__title">{i18n::hours(&free)}</span></label>
        </div>
    }
}
