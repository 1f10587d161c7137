//! What is said about the drafts of this device: how old and large each is, when it expires, whether the browser may clear
//! them, and that it has.

use crate::app::keeping::{self, Promise};
use crate::app::site::Site;
use crate::app::{begun, clock};
use crate::draft::{expiry, size_bytes, Draft, Expiry, KEPT_DAYS};
use crate::i18n;
use crate::portal::Terminal;
use crate::store::{drafts, Stored};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// Under a draft: its age, its size, and when it expires.
#[component]
pub fn Kept(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let site = Site::here();
    let (saved_at, size, id) = (draft.saved_at, i18n::size(size_bytes(&draft)), draft.id);
    // The portal's time may be known only later.
    let age = move || {
        site.drafts_changed.track();
        let now = clock::now();
        // Saved without a network by a clock that was ahead: not later than now.
        format!("{}，占 {size}", i18n::saved_when(saved_at.min(now), now))
    };
    let expiring = Memo::new(move |_| {
        site.drafts_changed.track();
        match expiry(saved_at, clock::server_now()) {
            Expiry::Later => None,
            Expiry::Soon { days } => Some(format!("还有 {days} 天到期。到期也不会自己删掉，会先问您")),
            Expiry::Over => Some(format!("放了 {KEPT_DAYS} 天没有动，到期了。要留着，还是删掉？")),
        }
    });
    let notice = move || {
        expiring.get().map(|words| {
            view! {
                <div class="notice" data-tone="attention">
                    <Svg icon=Icon::Clock />
                    <div class="notice__words"><p>{words}</p><Keep id=id.clone() /></div>
                </div>
            }
        })
    };
    view! { <p class="resume__note" data-age="">{age}</p>{notice} }
}

#[component]
fn Keep(id: String) -> impl IntoView {
    let site = Site::here();
    let press = move |_| {
        let id = id.clone();
        leptos::task::spawn_local(async move {
            let words = match begun::keep(site, &id).await {
                Ok(()) => format!("留下了，再留 {KEPT_DAYS} 天"),
                Err(error) => crate::ui::shell::not_saved(&error).to_owned(),
            };
            site.announce(words);
            site.drafts_changed.update(|count| *count = count.wrapping_add(1));
        });
    };
    view! { <button class="link" type="button" on:click=press>{format!("再留 {KEPT_DAYS} 天")}</button> }
}

/// The way to keep a draft as a file. A kiosk has nowhere to put one.
#[component]
pub fn AsFile(
    /// The draft's id.
    id: String,
) -> impl IntoView {
    let has_files = Site::here().terminal() != Terminal::Kiosk;
    has_files.then(|| view! { <a class="button" data-kind="quiet" href=format!("/export/{id}")>"存成文件"</a> })
}

/// On the home page, above the drafts: that some were here and are gone.
#[component]
pub fn Cleared(
    /// How many drafts there are; nothing until somebody has looked.
    #[prop(into)]
    count: Signal<Option<usize>>,
) -> impl IntoView {
    let site = Site::here();
    let before = RwSignal::new(keeping::count_before(site));
    let seen = move |_| {
        keeping::note_count(site, 0);
        before.set(0);
    };
    move || {
        let cleared = count.get() == Some(0) && before.get() > 0;
        cleared.then(|| view! {
            <div class="notice" data-tone="attention" role="status">
                <Svg icon=Icon::Warn />
                <div class="notice__words">
                    <p>{format!("这台设备上原来有 {} 份草稿，现在没有了", before.get())}</p>
                    <p class="notice__plain">"可能是浏览器自己清掉了，或者有人清过浏览器。已经交上去的不受影响，在“我的办件”里"</p>
                    <p><button class="link" type="button" on:click=seen>"知道了"</button></p>
                </div>
            </div>
        })
    }
}

/// On the home page, below the drafts: that the browser may clear them by itself. A kiosk clears them anyway.
#[component]
pub fn MayClear(
    /// How many drafts there are; nothing until somebody has looked.
    #[prop(into)]
    count: Signal<Option<usize>>,
) -> impl IntoView {
    let is_kiosk = Site::here().terminal() == Terminal::Kiosk;
    let promise = LocalResource::new(keeping::promise);
    move || match promise.get().filter(|_| !is_kiosk && count.get().is_some_and(|count| count > 0)) {
        Some(Promise::SevenDays) => Some(
            view! {
                <div class="notice" data-tone="attention" role="status">
                    <Svg icon=Icon::Clock /><p>{may_clear(Promise::SevenDays)}</p>
                </div>
            }
            .into_any(),
        ),
        Some(promise @ Promise::WhileThereIsRoom) => {
            Some(view! { <p class="small-print">{may_clear(promise)}</p> }.into_any())
        }
        Some(Promise::Kept | Promise::Unknown) | None => None,
    }
}

/// What the browser's answer means.
fn may_clear(promise: Promise) -> &'static str {
    match promise {
        Promise::Kept => "浏览器答应了：草稿一直留着，它不会自己清掉",
        Promise::WhileThereIsRoom => "浏览器没有答应一直留着草稿。设备空间不够时，它可能清掉。要紧的请存成文件",
        Promise::SevenDays => "七天不打开免证办，这个浏览器可能清掉草稿。请七天之内接着办，或者存成文件",
        Promise::Unknown => "这个浏览器没有说草稿能留多久。要紧的请存成文件",
    }
}

/// On the page 我的: how many drafts there are, what they take, and what the browser says.
#[component]
pub fn DraftsHere() -> impl IntoView {
    let site = Site::here();
    let promise = LocalResource::new(keeping::promise);
    let sum = RwSignal::new(None::<(usize, u64)>);
    Effect::new(move |_| {
        site.drafts_changed.track();
        let owner = site.person().map(|person| person.id);
        leptos::task::spawn_local(async move {
            let Ok(store) = site.store().await else { return };
            let Ok(all) = drafts::list(&store).await else { return };
            let own = all.iter().filter_map(|stored| match stored {
                Stored::Ok(draft) => Some(draft).filter(|draft| Some(&draft.owner) == owner.as_ref()),
                Stored::Damaged { .. } | Stored::Locked { .. } | Stored::Newer { .. } => None,
            });
            sum.try_set(Some(own.fold((0, 0), |(count, bytes), draft| (count + 1, bytes + size_bytes(draft)))));
        });
    });
    let words = move || {
        sum.get().map(|(count, bytes)| match count {
            0 => "这台设备上没有您的草稿".to_owned(),
            count => format!("这台设备上有您的草稿 {count} 份，占 {}", i18n::size(bytes)),
        })
    };
    let promised = move || promise.get().map(may_clear);
    let import = (site.terminal() != Terminal::Kiosk).then(|| view! {
        <div class="actions actions--start"><a class="button" data-kind="second" href="/import">"打开草稿文件"</a></div>
    });
    view! {
        <section class="card me__drafts" aria-labelledby="drafts-here">
            <h2 class="me__name" id="drafts-here">"草稿"</h2>
            <p>{words}</p>
            <p class="small-print">{promised}</p>
            <p class="small-print">{format!("草稿从最后一次存算起，留 {KEPT_DAYS} 天。到期会先问您，不会自己删掉")}</p>
            {import}
        </section>
    }
}
