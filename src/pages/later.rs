//! A page or a part of one that may still have to be fetched: it is waited for, and what cannot be had is said.

use super::routes::{NotFetched, PageId};
use crate::ui::notice::{reload, Empty, Loading};
use crate::ui::shell;
use leptos::prelude::*;
use leptos_router::ChooseView;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

impl ChooseView for PageId {
    /// What is there is shown at once; otherwise the page says that it is on its way.
    async fn choose(self) -> AnyView {
        later(self)
    }

    async fn preload(&self) {}
}

/// A page that is shown in the place of another one, or that it is on its way.
pub fn later(page: PageId) -> AnyView {
    shown(page, on_its_way)
}

/// A page, or what stands in its place meanwhile.
pub fn shown(page: PageId, meanwhile: fn(Option<Again>) -> AnyView) -> AnyView {
    match at_once(page.view()) {
        Some(Ok(view)) => view,
        Some(Err(NotFetched)) | None => wait(page, meanwhile),
    }
}

/// What a future comes to without waiting. The fetch that it may have begun goes on.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Asks for a part once more.
pub type Again = Callback<()>;

fn wait(page: PageId, meanwhile: fn(Option<Again>) -> AnyView) -> AnyView {
    let fetched = RwSignal::new(None::<Result<(), NotFetched>>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let result = page.fetch().await;
            // Whoever has gone elsewhere meanwhile does not get the page any more.
            fetched.try_set(Some(result));
        });
    };
    ask();
    let again = Callback::new(move |()| {
        fetched.set(None);
        ask();
    });
    let view = move || match fetched.get() {
        None => meanwhile(None),
        Some(Ok(())) => match untrack(|| at_once(page.view())) {
            Some(Ok(view)) => view,
            Some(Err(NotFetched)) | None => meanwhile(Some(again)),
        },
        Some(Err(NotFetched)) => meanwhile(Some(again)),
    };
    view.into_any()
}

fn on_its_way(again: Option<Again>) -> AnyView {
    let words = match again {
        None => view! { <Loading words="正在打开" /> }.into_any(),
        Some(again) => view! { <NotHere again /> }.into_any(),
    };
    view! { <shell::Page tab=shell::Tab::Inner><main class="page__main" id="main">{words}</main></shell::Page> }
        .into_any()
}

/// What to do when a part cannot be had: after a renewal of the site only loading the page anew helps.
#[component]
pub fn NotHere(
    /// Asks once more.
    again: Again,
) -> impl IntoView {
    view! {
        <Empty title="这一页没打开" words="网络断了，或者太慢。填好的都还在这台设备上。连上以后再试一次；还不行就刷新">
            <button class="button" data-kind="main" type="button" on:click=move |_| again.run(())>"再试一次"</button>
            <button class="button" data-kind="second" type="button" on:click=|_| reload()>"刷新"</button>
        </Empty>
    }
}
