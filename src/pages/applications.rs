//! My applications: what needs the citizen first, then what is under way, then what is done. A card says the next thing.

use super::receipt::{NoApplication, NotShown};
use crate::app::clock;
use crate::app::site::{Load, Site};
use crate::i18n;
use crate::portal::{ApplicationSummary, Status};
use crate::ui::notice::{Empty, Loading};
use crate::ui::shell::{Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;

/// `/applications`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let site = Site::here();
    let loaded = RwSignal::new(Load::<Vec<ApplicationSummary>, NoApplication>::Loading);
    Effect::new(move |_| {
        let signed_in = site.person().is_some();
        leptos::task::spawn_local(async move {
            let found = if signed_in { all(site).await } else { Err(NoApplication::SignedOut) };
            loaded.set(found.map_or_else(Load::Failed, Load::Ready));
        });
    });
    let content = move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在取办件" /> }.into_any(),
        Load::Failed(reason) => view! { <NotShown reason /> }.into_any(),
        Load::Ready(list) if list.is_empty() => view! {
            <Empty title="还没有办件" words="交了申请，这里就能看到办到哪一步">
                <a class="button" data-kind="main" href="/">"去办一件事"</a>
            </Empty>
        }
        .into_any(),
        Load::Ready(list) => view! { <Groups list /> }.into_any(),
    };
    view! {
        <Page tab=Tab::Applications narrow=true>
            <main class="page__main" id="main"><Title phrases=vec!["我的办件".to_owned()] />{content}</main>
        </Page>
    }
}

/// Every page of the list.
async fn all(site: Site) -> Result<Vec<ApplicationSummary>, NoApplication> {
    let client = site.client();
    let mut list = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = client.list_applications(after.as_deref()).await?;
        list.extend(page.applications);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(list),
        }
    }
}

/// Which group an application stands in.
fn group(status: Status) -> usize {
    match status {
        Status::WaitingForYou => 0,
        Status::Received | Status::InProgress => 1,
        Status::Done | Status::NotApproved | Status::NotAccepted | Status::Withdrawn | Status::Stopped => 2,
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
    let next = match one.next {
        Some(next) => format!("{}，最晚 {}", next.name, next.latest.chinese(today)),
        None => format!("{}收到于 {}", one.department, i18n::date_and_clock(one.received_at, today)),
    };
    view! {
        <li class="application-card" data-state=look>
            <div class="application-card__head">
                <h3 class="application-card__name">
                    <a class="application-card__link" href=format!("/applications/{}", one.number)>{one.item_name}</a>
                </h3>
                <span class="tag" data-tone=tone>{i18n::status_name(one.status)}</span>
            </div>
            <p class="application-card__next">{next}</p>
        </li>
    }
}
