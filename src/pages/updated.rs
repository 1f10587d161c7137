//! 事项更新了: shown once before a draft that was carried over goes on, and again while something is left to be checked.

use crate::app::working::{Open, Working};
use crate::draft::{ItemChange, ToCheck, Why};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// What was carried over of the draft that stands around it, what is to be checked, and the way on.
#[component]
pub fn Updated() -> impl IntoView {
    let open = expect_context::<Open>();
    let working = open.working();
    let name = working.item().plain_name.zh.clone();
    let update = working.update();
    let navigate = use_navigate();
    let go_on = move |_| {
        let working = open.working();
        let address = working.path(&working.form().resume_step());
        working.change_update(|update| update.told = true);
        navigate(&address, NavigateOptions { replace: true, ..Default::default() });
    };
    let kept = update.with_untracked(|update| update.as_ref().map_or(0, |update| update.kept));
    let (lead, followed) = (update.clone(), update);
    // The entries are drawn once: a tick changes its own box and the count above.
    let entries = followed.with_untracked(|update| update.as_ref().map(|update| update.check.clone()));
    let entries = entries.unwrap_or_default();
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::stored("/".to_owned()), name, Some(open))>
            <main class="page__main" id="main">
                <Title phrases=vec!["这个事项".to_owned(), "更新了".to_owned()] />
                <p class="to-check__lead">{carried(kept)}</p>
                {(!entries.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="to-check">
                        <h2 class="section-head__title" id="to-check">"请核对"</h2>
                        <p role="status">{move || lead.with(|update| left(update.as_ref()))}</p>
                        <ul class="to-check">
                            {entries.into_iter().map(|entry| view! { <Entry working=open.working() entry /> }).collect_view()}
                        </ul>
                    </section>
                })}
                <div class="foot">
                    <div class="actions">
                        <button class="button" data-kind="main" type="button" on:click=go_on>"接着填"</button>
                    </div>
                </div>
            </main>
        </Page>
    }
}

#[component]
fn Entry(working: Rc<Working>, entry: ToCheck) -> impl IntoView {
    let number = entry.number;
    let id = format!("check-{number}");
    let switch = move |event| {
        let done = event_target_checked(&event);
        working.change_update(|update| update.tick(number, done));
    };
    let stood = match (&entry.page, entry.row) {
        (Some(page), Some(row)) => format!("原来在“{}”，第 {row} 个", page.zh),
        (Some(page), None) => format!("原来在“{}”", page.zh),
        (None, _) => String::new(),
    };
    let earlier = entry.earlier.as_ref().map(|earlier| format!("再之前填的是 {earlier}"));
    view! {
        <li class="to-check__entry">
            <h3 class="to-check__label">{entry.label.zh.clone()}</h3>
            {(!entry.value.is_empty()).then(|| view! { <p class="to-check__value">{entry.value.clone()}</p> })}
            {earlier.map(|earlier| view! { <p class="to-check__note">{earlier}</p> })}
            <p class="to-check__note">{why(&entry)}</p>
            {(!stood.is_empty()).then(|| view! { <p class="to-check__note">{stood}</p> })}
            <div class="choice choice--text">
                <input class="choice__input" type="checkbox" id=id.clone() checked=entry.done on:change=switch />
                <label class="choice__row" for=id><span>"看过了"</span></label>
            </div>
        </li>
    }
}

fn carried(kept: u16) -> String {
    match kept {
        0 => "要求有变化。接着填就行".to_owned(),
        kept => format!("要求有变化。您填过的 {kept} 项都带过来了，不用重填"),
    }
}

fn left(update: Option<&ItemChange>) -> String {
    match update.map_or(0, ItemChange::open) {
        0 => "都看过了".to_owned(),
        open => format!("还有 {open} 项没带过来，看过一项勾一项。内容一直给您留着"),
    }
}

/// What is so, and what to do.
fn why(entry: &ToCheck) -> &'static str {
    match entry.why {
        Why::NotAsked => "现在不要这一项了，不用再填",
        Why::AskedOtherwise => "现在换了问法，请重新填",
        Why::NotOffered => "原来选的现在没有了，请重新选",
        Why::SignAgain => "承诺书的内容改了，请看一遍再签",
        Why::AskRegisterAgain if entry.value.is_empty() => "要取的内容变了，请重新选同意还是自己交",
        Why::AskRegisterAgain => "这是以前替您取的，现在要重新取",
        Why::WayGone => "原来选的办法现在没有了，请重新选",
    }
}
