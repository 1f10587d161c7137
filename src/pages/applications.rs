//! My applications: what needs the citizen first, then what is under way, then what is done. A card says the next thing.

use super::freshness::{Fresh, Freshness};
use super::receipt::{NoApplication, NotShown};
use super::under_way::UnderWayCard;
use crate::app::site::{Load, Site};
use crate::app::{clock, known};
use crate::application::is_rated_status;
use crate::draft::Draft;
use crate::i18n;
use crate::portal::{ApplicationSummary, PartSummary, Status};
use crate::store::{drafts, Stored};
use crate::ui::notice::{Empty, Loading};
use crate::ui::shell::{Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;

type Listed = (Vec<ApplicationSummary>, Fresh);

/// `/applications`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let site = Site::here();
    let loaded = RwSignal::new(Load::<Listed, NoApplication>::Loading);
    let not_sent = not_sent(site);
    Effect::new(move |_| {
        // What arrives while the page is open is an application from then on.
        site.arrived.track();
        let signed_in = site.person().is_some();
        leptos::task::spawn_local(async move {
            match signed_in {
                true => load(site, loaded).await,
                false => loaded.set(Load::Failed(NoApplication::SignedOut)),
            }
        });
    });
    let content = move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在取办件" /> }.into_any(),
        Load::Failed(reason) => view! { <NotShown reason /> }.into_any(),
        Load::Ready((list, _)) if list.is_empty() && !not_sent.read().is_empty() => ().into_any(),
        Load::Ready((list, _)) if list.is_empty() => view! {
            <Empty title="还没有办件" words="交了申请，这里就能看到办到哪一步">
                <a class="button" data-kind="main" href="/">"去办一件事"</a>
            </Empty>
        }
        .into_any(),
        Load::Ready((list, fresh)) => view! { <Freshness fresh /><Groups list /> }.into_any(),
    };
    view! {
        <Page tab=Tab::Applications narrow=true>
            <main class="page__main" id="main"><Title phrases=vec!["我的办件".to_owned()] /><NotSent not_sent />{content}</main>
        </Page>
    }
}

/// What the one who is signed in has pressed 提交 for on this device and no receipt is there for, the last one first.
fn not_sent(site: Site) -> RwSignal<Vec<Draft>> {
    let not_sent = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        site.drafts_changed.track();
        let owner = site.person().map(|person| person.id);
        leptos::task::spawn_local(async move {
            let Ok(store) = site.store().await else { return };
            let Ok(listed) = drafts::list(&store).await else { return };
            let is_own = |draft: &Draft| Some(&draft.owner) == owner.as_ref() && draft.submission.is_some();
            let mut own: Vec<Draft> = listed
                .into_iter()
                .filter_map(|stored| match stored {
                    Stored::Ok(draft) => Some(*draft).filter(is_own),
                    Stored::Damaged { .. } | Stored::Newer { .. } | Stored::Locked { .. } => None,
                })
                .collect();
            own.sort_by_key(|draft| std::cmp::Reverse(draft.saved_order));
            if not_sent.try_with_untracked(|shown| *shown != own) == Some(true) {
                not_sent.try_set(own);
            }
        });
    });
    not_sent
}

#[component]
fn NotSent(not_sent: RwSignal<Vec<Draft>>) -> impl IntoView {
    move || {
        let drafts = not_sent.get();
        let heading = format!("还没交出去 {}", drafts.len());
        let card = |draft: Draft| draft.submission.clone().map(|state| view! { <UnderWayCard draft state /> });
        (!drafts.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="not-sent">
                    <h2 class="section-head__title" id="not-sent">{heading}</h2>
                    {drafts.into_iter().map(card).collect_view()}
                </section>
            }
        })
    }
}

/// The last known list at once, then what the portal says. Without the portal the last known list stays, with its age.
async fn load(site: Site, loaded: RwSignal<Load<Listed, NoApplication>>) {
    let last = known::read(site).await.last_list();
    if let Some((list, at)) = &last {
        loaded.try_set(Load::Ready((list.clone(), Fresh::Asking(*at))));
    }
    let shown = match (known::ask_list(site).await, last) {
        (Ok(known), _) => {
            let numbers: Vec<String> = known.list.iter().map(|one| one.number.clone()).collect();
            known::change(site, |known| numbers.iter().for_each(|number| known.see(number))).await;
            Load::Ready((known.list, Fresh::Now))
        }
        (Err(error), last) => match (NoApplication::from(error), last) {
            (NoApplication::NoPortal, Some((list, at))) => Load::Ready((list, Fresh::Old(at))),
            (reason, _) => Load::Failed(reason),
        },
    };
    loaded.try_set(shown);
}

/// Which group an application stands in.
fn group(status: Status) -> usize {
    match status {
        Status::WaitingForYou => 0,
        Status::Received | Status::InProgress | Status::Suspended | Status::Approved => 1,
        Status::Returned
        | Status::Done
        | Status::NotApproved
        | Status::NotAccepted
        | Status::Withdrawn
        | Status::Stopped => 2,
    }
}

#[component]
fn Groups(list: Vec<ApplicationSummary>) -> impl IntoView {
    ["要您处理", "正在办", "办完了"]
        .into_iter()
        .enumerate()
        .map(|(ix, name)| {
            let members: Vec<_> = list.iter().filter(|one| group(one.status) == ix).cloned().collect();
            (!members.is_empty()).then(|| {
            let id = format!("group-{ix}");
            view! {
                <section class="section" aria-labelledby=id.clone()>
                    <h2 class="section-head__title" id=id.clone()>{format!("{name} {}", members.len())}</h2>
                    <ul class="applications">{members.into_iter().map(|one| view! { <Card one /> }).collect_view()}</ul>
                </section>
            }
        })
        })
        .collect_view()
}

#[component]
fn Card(one: ApplicationSummary) -> impl IntoView {
    let today = clock::today();
    let (look, tone) = match group(one.status) {
        0 => ("attention", Some("attention")),
        1 => ("running", None),
        _ => ("done", None),
    };
    let waits = one.status == Status::WaitingForYou;
    // What a joint application asks of its applicant stands on its page, and is rated there company by company.
    let is_joint = !one.parts.is_empty();
    let next = match one.next {
        Some(next) if waits && !is_joint => {
            let due = format!("最晚 {} 交", next.latest.chinese(today));
            view! { <b class="application-card__due">{due}</b>"，等您的日子不算时限" }.into_any()
        }
        None if waits && is_joint => "有事等您做".into_any(),
        Some(next) => format!("{}，最晚 {}", next.name, next.latest.chinese(today)).into_any(),
        None => format!("{}收到于 {}", one.department, i18n::date_and_clock(one.received_at, today)).into_any(),
    };
    let address = format!("/applications/{}", one.number);
    let (button, way) = match is_joint {
        true => ("去看看", address.clone()),
        false => ("去补交", format!("{address}/supplement")),
    };
    let supply = waits.then(|| {
        view! {
            <div class="actions">
                <a class="button" data-kind="main" href=way>
                    {button}<span class="visually-hidden">{one.item_name.clone()}</span>
                </a>
            </div>
        }
    });
    let parts = is_joint.then(|| {
        let of = |part: &PartSummary| format!("{} {}", part.name, i18n::part_standing(part.asks, part.status));
        let words = one.parts.iter().map(of).collect::<Vec<_>>().join("，");
        view! { <p class="application-card__next">{words}</p> }
    });
    let rate = (!is_joint && is_rated_status(one.status)).then(|| view! {
        <p class="links">
            <a class="link" href=format!("{address}/rating")>"去评价"<span class="visually-hidden">{one.item_name.clone()}</span></a>
        </p>
    });
    view! {
        <li class="application-card" data-state=look>
            <div class="application-card__head">
                <h3 class="application-card__name">
                    <a class="application-card__link" href=address>{one.item_name}</a>
                </h3>
                <span class="tag" data-tone=tone>{i18n::status_name(one.status)}</span>
            </div>
            <p class="application-card__next">{next}</p>
            {parts}{supply}{rate}
        </li>
    }
}
