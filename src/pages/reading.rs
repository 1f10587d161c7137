//! A draft that another tab writes: everything that stands in it, and one button to go on with it here.

use super::draft::take_up;
use super::review::{sections, LedgerSummary};
use crate::app::site::Site;
use crate::app::working::Open;
use crate::app::writer::{self, LeftOver, Role};
use crate::ui::icons::Icon;
use crate::ui::shell::{not_saved, Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;

/// The draft that stands around it, to be read.
#[component]
pub fn Reading() -> impl IntoView {
    let open = expect_context::<Open>();
    let role = open.working().claim().role();
    let notice = move || {
        match role.get() {
        Role::Writer => ().into_any(),
        Role::Reader => view! { <Elsewhere open /> }.into_any(),
        Role::Deleted => view! {
            <Ended words="这份草稿在另一个页面删掉了。这里还看得到您填过的，关掉页面就没有了"><a class="link" href="/">"回首页"</a></Ended>
        }
        .into_any(),
        Role::Submitted(number) => view! {
            <Ended words="这件事已经在另一个页面交上去了，不用再交"><a class="link" href=format!("/receipt/{number}")>"看回执"</a></Ended>
        }
        .into_any(),
    }
    };
    let content = move || {
        open.working().follow_layout();
        sections(open, false)
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                {notice}
                <LeftOvers open />
                <Title phrases=vec!["这份草稿里".to_owned(), "有这些".to_owned()] />
                <LedgerSummary open change=false />
                {content}
            </main>
        </Page>
    }
}

/// Another tab writes it; the one button takes over.
#[component]
fn Elsewhere(open: Open) -> impl IntoView {
    let taking = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let press = move |_| {
        if taking.get_untracked() {
            return;
        }
        taking.set(true);
        trouble.set(None);
        leptos::task::spawn_local(async move {
            let working = open.working();
            let taken = writer::take_over(&working).await;
            if working.claim().is_writer() {
                take_up(&working);
            }
            // The page has changed when it worked, and this button with it.
            taking.try_set(false);
            trouble.try_set(taken.err().map(|error| not_saved(&error)));
        });
    };
    view! {
        <div class="notice" data-tone="attention" role="status">
            <Svg icon=Icon::Swap />
            <div class="notice__words">
                <p>"这份草稿正在另一个页面填写"</p>
                <p class="notice__plain">"这里只能看。要在这一页填，那一页会先存好，再停下来"</p>
                {move || trouble.get().map(|words| view! { <p role="alert">{words}</p> })}
                <div class="actions">
                    <button class="button" data-kind="main" type="button" on:click=press aria-busy=move || if taking.get() { "true" } else { "false" }>
                        {move || if taking.get() { "正在接过来" } else { "在这里继续填" }}
                    </button>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Ended(words: &'static str, children: Children) -> impl IntoView {
    view! { <div class="notice" data-tone="attention" role="status"><Svg icon=Icon::Info /><p>{words}"。"{children()}</p></div> }
}

/// What was entered in this tab and could not be stored any more: it stays until the citizen has seen to it.
#[component]
pub fn LeftOvers(
    /// The draft.
    open: Open,
) -> impl IntoView {
    let left = open.working().claim().left_over();
    let site = Site::here();
    move || {
        let all = left.get();
        if all.is_empty() {
            return None;
        }
        let seen = {
            let left = left.clone();
            move |_| left.set(Vec::new())
        };
        let text = all.iter().map(|one| [&*one.label, "：", &*one.text].concat()).collect::<Vec<_>>().join("\n");
        let copy = move |_| copy(site, text.clone());
        let line = |LeftOver { label, text }| {
            view! { <div class="summary-list__row"><dt class="summary-list__key">{label}</dt><dd class="summary-list__value">{text}</dd></div> }
        };
        Some(view! {
            <section class="summary-list left-over" aria-labelledby="left-over">
                <h2 class="summary-list__title" id="left-over">"您在这一页填的，没有存进去"</h2>
                <p class="notice__plain">"另一个页面先存了别的。需要的话，把下面的内容再填一遍"</p>
                <dl class="summary-list__rows">{all.into_iter().map(line).collect_view()}</dl>
                <div class="actions">
                    <button class="button" data-kind="second" type="button" on:click=copy>"复制"</button>
                    <button class="button" data-kind="quiet" type="button" on:click=seen>"不用了"</button>
                </div>
            </section>
        })
    }
}

fn copy(site: Site, text: String) {
    // Not there in an insecure context; the text can be marked and copied by hand all the same.
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        site.announce("这个浏览器不能自动复制，请长按文字复制".to_owned());
        return;
    }
    leptos::task::spawn_local(async move {
        let copied = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        let words = if copied { "复制好了" } else { "没复制上，请长按文字复制" };
        site.announce(words.to_owned());
    });
}
