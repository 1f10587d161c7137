//! The frame around every page: the heads, the tabs, what is announced.

use super::icons::Icon;
use super::storage_notice::StorageNotice;
use super::svg::Svg;
use crate::app::preferences::Preference;
use crate::app::saving::SaveState;
use crate::app::site::Site;
use crate::app::storage::StorageTrouble;
use crate::app::working::Open;
use crate::portal::Terminal;
use crate::store::StoreError;
use leptos::prelude::*;

/// Which of the main pages is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// 首页
    Home,
    /// 我的办件
    Applications,
    /// 我的
    Me,
    /// None of them.
    Inner,
}

/// A page with the site's head and the tabs.
#[component]
pub fn Page(
    /// The tab that is current.
    tab: Tab,
    /// The head of an inner page; on phones it stands in the place of the site's.
    #[prop(optional)]
    inner: Option<Inner>,
    /// One column only.
    #[prop(optional)]
    narrow: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let class = if narrow { "page page--narrow" } else { "page" };
    let tabs = (tab != Tab::Inner).then(|| view! { <Tabs tab /> });
    view! {
        <a class="skip-link" href="#main" rel="external" on:click=to_main>"跳到正文"</a>
        <div class=class>
            <header class="page__head">
                <SiteHead tab wide_only=inner.is_some() />
                {inner.map(|inner| view! { <InnerHead inner /> })}
                <StorageNotice />
            </header>
            {children()}
            {tabs}
        </div>
    }
}

/// The router would take the fragment for a page: the focus is moved here.
fn to_main(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(main) = document().get_element_by_id("main") {
        let _ = main.set_attribute("tabindex", "-1");
        focus(&main);
    }
}

/// Focuses an element, whatever it is.
pub fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

#[component]
fn SiteHead(tab: Tab, wide_only: bool) -> impl IntoView {
    let site = Site::here();
    let class = if wide_only { "topbar topbar--site wide-only" } else { "topbar topbar--site" };
    let current = move |is: Tab| (tab == is).then_some("page");
    let county = move || match &*site.catalogue.read() {
        crate::app::site::Load::Ready(catalogue) => catalogue.index.county.zh.clone(),
        _ => String::new(),
    };
    let signed_in = move || site.session.with(Option::is_some);
    view! {
        <div class=class>
            <a class="topbar__home" href="/">
                <span class="tile" aria-hidden="true">"免"</span>
                <span class="topbar__name">"免证办"</span>
            </a>
            <span class="topbar__county">{county}</span>
            <nav class="desktop-nav wide-only" aria-label="主要">
                <a class="desktop-nav__link" href="/" aria-current=current(Tab::Home)>"办事"</a>
                <a class="desktop-nav__link" href="/applications" aria-current=current(Tab::Applications)>"我的办件"</a>
                <a class="desktop-nav__link" href="/me" aria-current=current(Tab::Me)>"我的"</a>
            </nav>
            <div class="topbar__actions">
                <button class="topbar__action" type="button" on:click=|_| toggle_elder()>
                    <Svg icon=Icon::TextSize /><span class="topbar__word">"长辈版"</span>
                </button>
                <a class="topbar__action" href="/help"><Svg icon=Icon::Help /><span class="topbar__word">"帮助"</span></a>
                <Show when=move || !signed_in()>
                    <a class="button button--small wide-only" data-kind="second" href="/sign-in">"登录"</a>
                </Show>
            </div>
        </div>
    }
}

fn toggle_elder() {
    let elder = Preference::Text.get() == "elder";
    Preference::Text.set(if elder { "standard" } else { "elder" });
}

#[component]
fn Tabs(tab: Tab) -> impl IntoView {
    let current = move |is: Tab| (tab == is).then_some("page");
    view! {
        <nav class="tabs narrow-only" aria-label="主要">
            <a class="tabs__tab" href="/" aria-current=current(Tab::Home)><Svg icon=Icon::Home /><span class="tabs__word">"首页"</span></a>
            <a class="tabs__tab" href="/applications" aria-current=current(Tab::Applications)>
                <Svg icon=Icon::Receipt /><span class="tabs__word">"我的办件"</span>
            </a>
            <a class="tabs__tab" href="/me" aria-current=current(Tab::Me)><Svg icon=Icon::Person /><span class="tabs__word">"我的"</span></a>
        </nav>
    }
}

/// The head of an inner page: back, what it is about, and whether it is saved.
pub struct Inner {
    back: Signal<String>,
    item: String,
    save_line: Option<AnyView>,
}

impl Inner {
    /// Where back leads, what the page is about, and the draft where there is one.
    pub fn new(back: Signal<String>, item: impl Into<String>, open: Option<Open>) -> Self {
        // Made here and not in the head, so that it comes with the pages that have a draft.
        let save_line = open.map(|open| view! { <SaveLine open /> }.into_any());
        Self { back, item: item.into(), save_line }
    }
}

#[component]
fn InnerHead(inner: Inner) -> impl IntoView {
    let Inner { back, item, save_line } = inner;
    view! {
        <div class="topbar topbar--inner">
            <a class="topbar__back" href=back><Svg icon=Icon::Back /><span class="topbar__word">"返回"</span></a>
            <p class="topbar__item">{item}</p>
            {save_line}
        </div>
    }
}

/// The honest state of saving.
#[component]
pub fn SaveLine(
    /// The draft.
    open: Open,
) -> impl IntoView {
    let state = open.working().saver().state();
    let site = Site::here();
    // Stored it is, and gone with the page.
    let is_fleeting =
        move || matches!(site.storage_trouble.get(), Some(StorageTrouble::PageOnly | StorageTrouble::SessionOnly));
    let look = {
        let state = state.clone();
        move || match &*state.read() {
            SaveState::Empty => "empty",
            SaveState::Saving => "saving",
            SaveState::Saved { .. } if is_fleeting() => "fleeting",
            SaveState::Saved { .. } => "saved",
            SaveState::Failed(_) => "failed",
            SaveState::Elsewhere => "elsewhere",
        }
    };
    let words = move || match &*state.read() {
        SaveState::Empty => ().into_any(),
        SaveState::Saving => view! { <span class="spinner" aria-hidden="true"></span><span>"保存中"</span> }.into_any(),
        SaveState::Saved { at } => {
            let clock = at.clock_text();
            if is_fleeting() {
                return view! { <Svg icon=Icon::Warn /><span>"暂存 "<time>{clock}</time></span> }.into_any();
            }
            view! { <Svg icon=Icon::Tick /><span>"已保存 "<time>{clock}</time></span> }.into_any()
        }
        SaveState::Elsewhere => view! { <Svg icon=Icon::Swap /><span>"另一页在填"</span> }.into_any(),
        SaveState::Failed(error) => {
            let words = not_saved(error);
            let is_full = *error == StoreError::Full && site.terminal() != Terminal::Kiosk;
            let as_file = is_full
                .then(|| view! { <a class="link" href=format!("/export/{}", open.working().id())>"存成文件"</a> });
            let retry = move |_| {
                leptos::task::spawn_local(async move {
                    let _ = site.save_open().await;
                });
            };
            view! {
                <Svg icon=Icon::Warn /><span>{words}</span>
                <button class="link" type="button" on:click=retry>"重试"</button>{as_file}
            }
            .into_any()
        }
    };
    view! { <p class="save-state" data-state=look role="status">{words}</p> }
}

/// Why it is not saved, and what to do.
pub fn not_saved(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "没存上，手机空间满了。请清理后重试，先别关页面",
        StoreError::Absent => "这个浏览器不让存。关掉页面就没了",
        StoreError::Blocked => "没存上，请关掉别的免证办页面再试",
        StoreError::Conflict { .. } => "另一个页面存了更新的，请刷新这一页",
        StoreError::Newer => "别的页面用了新版本，请刷新这一页",
        StoreError::Locked { .. } => "这份草稿的钥匙没了，打不开了",
        StoreError::ReadOnly => "没存上，本机存储没能更新。请刷新这一页",
        StoreError::Closed | StoreError::TimedOut | StoreError::Damaged { .. } | StoreError::Failed(_) => {
            "没存上，正在重试。先别关页面"
        }
    }
}

/// What is said to those who listen instead of looking.
#[component]
pub fn Announcer() -> impl IntoView {
    let site = Site::here();
    view! { <p class="visually-hidden" role="status" aria-live="polite">{move || site.announcement.get()}</p> }
}
