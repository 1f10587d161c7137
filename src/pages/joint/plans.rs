//! The plans of all companies side by side (方案答复), topic by topic, and accepting one or several of them.

use super::{framed, icon};
use crate::app::clock;
use crate::app::followup::NotDone;
use crate::app::joint;
use crate::app::site::Site;
use crate::i18n;
use crate::pages::freshness::Freshness;
use crate::pages::not_done::NotDoneNotice;
use crate::pages::progress::{Followed, Shown};
use crate::portal::{Application, ApplicationPart, PartTask, PlanTopic};
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::icons::Icon;
use crate::ui::notice::Empty;
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;

/// In the order in which they are read.
const TOPICS: [PlanTopic; 4] = [PlanTopic::Capacity, PlanTopic::Connection, PlanTopic::Payer, PlanTopic::Works];

/// `/applications/:number/plans`
#[component]
pub fn PlansPage() -> impl IntoView {
    framed("方案答复", |followed| view! { <Plans followed /> }.into_any())
}

#[component]
fn Plans(followed: Followed) -> impl IntoView {
    let Followed { shown: Shown { application, fresh, .. }, changed } = followed;
    let number = application.receipt.number.clone();
    let parts: Vec<_> = application.parts.iter().filter(|part| part.plan.is_some()).cloned().collect();
    if parts.is_empty() {
        return view! {
            <Title phrases=vec!["方案答复".to_owned()] />
            <Empty title="方案还没出来" words="公司看过现场才做方案。出来了，办件进度里会告诉您">
                <a class="button" data-kind="main" href=format!("/applications/{number}")>"看进度"</a>
            </Empty>
        }
        .into_any();
    }
    let open: Vec<_> = parts.iter().filter(|part| part.asks == Some(PartTask::AnswerPlan)).cloned().collect();
    let waits = application.parts.iter().filter(|part| part.plan.is_none() && !part.status.is_ended());
    let waits = waits.map(|part| part.name.clone()).collect::<Vec<_>>().join("、");
    let heads = parts.iter().map(|part| view! { <Head part=part.clone() /> }).collect_view();
    let topics = TOPICS.into_iter().map(|topic| topic_view(topic, &parts)).collect_view();
    view! {
        <Title phrases=vec!["方案答复，".to_owned(), "放在一起看".to_owned()] department=Some(application.receipt.item_name.clone())>
            <p class="title__lead">"同意哪家就接受哪家，别家不受影响。"</p>
        </Title>
        <Freshness fresh />
        <div class="card plans" data-parts=parts.len().to_string()>
            <ul class="plans__heads">{heads}</ul>
            {topics}
        </div>
        {(!waits.is_empty()).then(|| view! { <p class="small-print">{format!("{waits}的方案还没出来，出来以后再看。")}</p> })}
        {(!open.is_empty()).then(|| view! { <Accept number parts=open changed /> })}
    }
    .into_any()
}

/// Whose plan it is, until when, and whether it is accepted.
#[component]
fn Head(part: ApplicationPart) -> impl IntoView {
    let today = clock::today();
    let plan = part.plan.clone()?;
    let state = match plan.accepted_at {
        Some(_) => view! { <span class="tag" data-tone="waived">"接受了"</span> }.into_any(),
        None => format!("{} 前有效", plan.valid_until.chinese(today)).into_any(),
    };
    Some(view! {
        <li class="plans__head">
            <span class="plans__name"><Svg icon=icon(&part) />{part.name}</span>
            <span class="plans__company">{part.company}</span>
            <span class="plans__state">{state}</span>
        </li>
    })
}

fn topic_view(topic: PlanTopic, parts: &[ApplicationPart]) -> impl IntoView {
    let lines = parts.iter().filter_map(|part| {
        let line = part.plan.as_ref()?.lines.iter().find(|line| line.topic == topic);
        let (label, text) = line.map_or_else(|| (String::new(), "没有写".to_owned()), |line| (line.label.clone(), line.text.clone()));
        let label = Some(label).filter(|label| label != i18n::topic_name(topic));
        Some(view! {
            <div class="plans__line">
                <dt class="plans__whose">{i18n::short_name(part)}{label.map(|label| view! { <span class="plans__label">{label}</span> })}</dt>
                <dd class="plans__text">{text}</dd>
            </div>
        })
    });
    let lines = lines.collect_view();
    view! {
        <section class="plans__topic">
            <h2 class="plans__title">{i18n::topic_name(topic)}</h2>
            <dl class="plans__lines">{lines}</dl>
        </section>
    }
}

/// Which plans are accepted. They are sent one after the other; what was accepted stays accepted when a later one fails.
#[component]
fn Accept(number: String, parts: Vec<ApplicationPart>, changed: Callback<Application>) -> impl IntoView {
    let site = Site::here();
    let chosen = RwSignal::new(Vec::<String>::new());
    let errors = RwSignal::new(Vec::<Entry>::new());
    let trouble = RwSignal::new(None::<NotDone>);
    let sending = RwSignal::new(false);
    let first = format!("accept-{}", parts.first().map(|part| part.id.clone()).unwrap_or_default());
    let plans: Vec<_> =
        parts.iter().filter_map(|part| Some((part.id.clone(), part.plan.as_ref()?.id.clone()))).collect();
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let wanted: Vec<_> = plans.iter().filter(|(part, _)| chosen.read_untracked().contains(part)).cloned().collect();
        let missing = Entry { target: first.clone(), words: "请选要接受哪家的方案".to_owned() };
        errors.set(wanted.is_empty().then_some(missing).into_iter().collect());
        if wanted.is_empty() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let number = number.clone();
        leptos::task::spawn_local(async move {
            let (accepted, failed) = accept_all(site, &number, wanted).await;
            sending.try_set(false);
            match (accepted, failed) {
                (Some(application), None) => {
                    site.announce("方案接受了".to_owned());
                    changed.run(application);
                }
                (_, failed) => drop(trouble.try_set(failed)),
            }
        });
    };
    let choices = parts.iter().map(|part| view! { <Choice part=part.clone() chosen /> }).collect_view();
    view! {
        <ErrorSummary entries=errors />
        {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="有的还没有接受" refused="有一份没有接受上" /> })}
        <form class="form" novalidate on:submit=press>
            <fieldset class="field">
                <legend class="field__label">"接受哪家的方案？"</legend>
                {move || errors.read().first().map(|entry| view! {
                    <p class="field__error" id="accept-error"><Svg icon=Icon::Alert /><span>{entry.words.clone()}</span></p>
                })}
                <div class="choices">{choices}</div>
            </fieldset>
            <p class="field__hint">"接受以后公司就照方案动工，这一家不能再撤回。不同意就先不选，打电话跟公司谈。"</p>
            <div class="foot">
                <div class="actions">
                    <button class="button" data-kind="main" type="submit" aria-busy=move || if sending.get() { "true" } else { "false" }>
                        {move || if sending.get() { "正在交" } else { "接受选中的方案" }}
                    </button>
                </div>
            </div>
        </form>
    }
}

/// The application after the last plan that was accepted, and why a plan was not. One that was accepted before by an earlier
/// press says so itself.
async fn accept_all(site: Site, number: &str, wanted: Vec<(String, String)>) -> (Option<Application>, Option<NotDone>) {
    let mut accepted = None;
    for (part, plan) in wanted {
        match joint::accept_plan(site, number, &part, &plan).await {
            Ok(application) => accepted = Some(application),
            Err(reason) => return (accepted, Some(reason)),
        }
    }
    (accepted, None)
}

#[component]
fn Choice(part: ApplicationPart, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let id = format!("accept-{}", part.id);
    let (is, toggled) = (part.id.clone(), part.id.clone());
    let toggle = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != toggled);
            chosen.extend(on.then(|| toggled.clone()));
        });
    };
    view! {
        <div class="choice">
            <input class="choice__input" type="checkbox" id=id.clone() prop:checked=move || chosen.read().contains(&is) on:change=toggle />
            <label class="choice__row" for=id>
                <span class="choice__title">{format!("接受{}的方案", part.name)}</span>
                <span class="choice__note">{part.company}</span>
            </label>
        </div>
    }
}
