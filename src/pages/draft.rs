//! Opening a draft: it is loaded once, belongs to who is signed in, and stays open while its pages are walked.

use super::later::later;
use super::reading::LeftOvers;
use super::routes::{PageId, Rest};
use super::under_way::OrUnderWay;
use crate::app::pack::PackError;
use crate::app::registers;
use crate::app::session::sign_in_address;
use crate::app::site::{Load, Site};
use crate::app::storage::StorageTrouble;
use crate::app::versions;
use crate::app::working::{Open, Working};
use crate::app::writer;
use crate::draft::{ItemChange, Standing};
use crate::portal::Terminal;
use crate::store::{drafts, StoreError};
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::shell::{Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// Why a draft cannot be opened.
#[derive(Debug, Clone, PartialEq)]
enum NoDraft {
    /// Nobody is signed in.
    SignedOut,
    /// There is none, or it is somebody else's.
    Absent,
    /// The device's store failed.
    Store(StoreError),
    /// The item's definition could not be had.
    Pack(PackError),
}

/// A page of a draft: `page` is shown once the draft is open.
#[component]
pub fn WithDraft(
    /// The page.
    page: fn(Open) -> AnyView,
) -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new_local(Load::<Rc<Working>, NoDraft>::Loading);
    let blocked = Memo::new(move |_| site.storage_trouble.get() == Some(StorageTrouble::Blocked));
    Effect::new(move |_| {
        let id = params.read().get("id").unwrap_or_default();
        // A store that had to be waited for is asked again; a page that is open stays as it is.
        blocked.track();
        if loaded.with_untracked(|loaded| matches!(loaded, Load::Ready(working) if working.id() == id)) {
            return;
        }
        if let Some(working) = site.open_draft(&id) {
            loaded.set(Load::Ready(working));
            return;
        }
        if site.person().is_none() {
            loaded.set(Load::Failed(NoDraft::SignedOut));
            return;
        }
        leptos::task::spawn_local(async move {
            let opened = open(site, &id).await;
            match &opened {
                Load::Ready(working) if working.claim().is_writer() => take_up(working),
                Load::Ready(_) | Load::Loading | Load::Failed(_) => {}
            }
            loaded.set(opened);
        });
    });
    move || match loaded.get() {
        Load::Loading => {
            view! { <Page tab=Tab::Inner><main class="page__main" id="main"><Loading words="正在打开" /></main></Page> }
                .into_any()
        }
        Load::Ready(working) => view! { <OrUnderWay working page /> }.into_any(),
        Load::Failed(reason) => view! { <Missing reason /> }.into_any(),
    }
}

/// The page, while this tab writes the draft and the citizen knows that the item has changed under it; while another tab
/// writes, what stands in the draft.
///
/// What stands in the place of the page takes the draft from the context: whoever calls this has put it there.
pub fn by_role(open: Open, page: fn(Open) -> AnyView) -> impl IntoView {
    let working = open.working();
    let (role, update) = (working.claim().role(), working.update());
    let writes = Memo::new(move |_| role.with(|role| *role == writer::Role::Writer));
    let told = Memo::new(move |_| update.with(|update| update.as_ref().is_none_or(|update| update.told)));
    move || match (writes.get(), told.get()) {
        (true, true) => page(open),
        (true, false) => later(PageId::Rest(Rest::Updated)),
        (false, _) => later(PageId::Rest(Rest::Reading)),
    }
}

impl PartialEq for Working {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl std::fmt::Debug for Working {
    /// Answers are personal: nothing of them is ever printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Working")
    }
}

async fn open(site: Site, id: &str) -> Load<Rc<Working>, NoDraft> {
    let Some(person) = site.person_now() else { return Load::Failed(NoDraft::SignedOut) };
    // First the claim, then the reading: what is read is what the one before saved last.
    let claim = writer::claim(site, id).await;
    let draft = match site.store().await {
        Ok(store) => drafts::get(&store, id).await,
        Err(error) => Err(error),
    };
    let draft = match draft {
        // A supplement is opened at its application, where it shows what is asked and nothing else.
        Ok(Some(draft)) if draft.owner == person.id && draft.supplement.is_none() => draft,
        Ok(_) => return Load::Failed(NoDraft::Absent),
        Err(error) => return Load::Failed(NoDraft::Store(error)),
    };
    match versions::open(site, draft, claim.is_writer()).await {
        Ok(opened) => {
            let working = Working::resume(site, opened, claim);
            site.keep_open(Some(working.clone()));
            Load::Ready(working)
        }
        Err(error) => Load::Failed(NoDraft::Pack(error)),
    }
}

/// Goes on with what was under way when the draft was last open.
pub fn take_up(working: &Rc<Working>) {
    // For an item that is not offered any more no register has a reason to answer.
    if working.standing() != Standing::Withdrawn {
        registers::ask_all(working);
    }
    working.site().look_at_outbox();
}

#[component]
fn Missing(reason: NoDraft) -> impl IntoView {
    let (title, words) = match &reason {
        NoDraft::SignedOut => ("先登录，再接着填", "填好的内容还在这台设备上。登录以后从原来的地方接着办"),
        NoDraft::Absent => ("这份草稿不在这里", "可能已经交了、删了，或者是别人的。看看我的办件，或者重新开始"),
        NoDraft::Store(error) => ("草稿打不开", crate::ui::shell::not_saved(error)),
        NoDraft::Pack(error) => pack_words(*error),
    };
    let way_on = match reason {
        NoDraft::SignedOut => {
            view! { <a class="button" data-kind="main" href=sign_in_address>"去登录"</a> }.into_any()
        }
        NoDraft::Absent => view! {
            <a class="button" data-kind="main" href="/applications">"看我的办件"</a>
            <a class="button" data-kind="second" href="/">"回首页"</a>
        }
        .into_any(),
        NoDraft::Store(_) | NoDraft::Pack(_) => view! {
            <button class="button" data-kind="main" type="button" on:click=|_| crate::ui::notice::reload()>"再试一次"</button>
        }
        .into_any(),
    };
    view! {
        <Page tab=Tab::Inner>
            <main class="page__main" id="main">
                <Title phrases=vec!["草稿".to_owned()] />
                <Empty title words>{way_on}</Empty>
            </main>
        </Page>
    }
}

/// `/draft/:id`: goes on with the first step in which something is left to do.
#[component]
pub fn Resume() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <GoOn open /> }.into_any() /> }
}

#[component]
fn GoOn(open: Open) -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let working = open.working();
        let step = working.form().resume_step();
        let options = NavigateOptions { replace: true, ..Default::default() };
        navigate(&working.path(&step), options);
    });
    view! { <Page tab=Tab::Inner><main class="page__main" id="main"><Loading words="正在打开" /></main></Page> }
}

/// Says, on a page of a draft, that the session has ended, or that the item has changed or gone.
#[component]
pub fn DraftNotices(
    /// The draft.
    open: Open,
) -> impl IntoView {
    let working = open.working();
    let (site, update) = (working.site(), working.update());
    let to_check = Memo::new(move |_| update.with(|update| update.as_ref().map_or(0, ItemChange::open)));
    let look = move |_| open.working().change_update(|update| update.told = false);
    view! {
        <LeftOvers open />
        <Show when=move || site.person().is_none()>
            <div class="notice" data-tone="attention" role="status">
                <p>"登录过期了，填的都还在。"<a class="link" href=sign_in_address>"重新登录，接着办"</a></p>
            </div>
        </Show>
        {standing_words(working.standing()).map(|words| {
            let is_gone = working.standing() == Standing::Withdrawn && site.terminal() != Terminal::Kiosk;
            let as_file = is_gone.then(|| view! { <a class="link" href=format!("/export/{}", working.id())>"存成文件"</a> });
            view! { <div class="notice" data-tone="attention" role="status"><p>{words}{as_file}</p></div> }
        })}
        <Show when=move || to_check.get() != 0>
            <div class="notice" data-tone="attention">
                <p>
                    {move || format!("这个事项更新了，还有 {} 项要您核对。", to_check.get())}
                    <button class="link" type="button" on:click=look>"看一看"</button>
                </p>
            </div>
        </Show>
    }
}

/// What is said all the time about how a draft stands to its item.
fn standing_words(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Current | Standing::Outdated { .. } => None,
        Standing::UnderWay => Some("这个事项更新了。您交的那份还没查清楚，查清以前，填好的内容一点不动。"),
        Standing::Withdrawn => Some("这个事项已经停办，不能再交。您填的都还在，可以随时看。"),
    }
}
