//! A submission that is under way: where it stands, what happens by itself, what the citizen can do. It stands in the place
//! of the draft's pages, because what has been submitted is not to be changed meanwhile; and small, in lists.

use super::draft::by_role;
use super::later::later;
use super::routes::{PageId, Rest};
use crate::app::saving::SaveState;
use crate::app::session::sign_in_address;
use crate::app::site::Site;
use crate::app::working::{Open, Working};
use crate::app::writer::Role;
use crate::app::{clock, outbox};
use crate::draft::Draft;
use crate::i18n::{self, Around, Standing};
use crate::submission::{Delivery, State};
use crate::ui::shell::{not_saved, Inner, Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// Where a submission stands for who looks at it here and now; follows the network and the session.
fn standing(site: Site, state: &State, delivery: Option<&Delivery>) -> Standing {
    let around = Around { online: site.online.get(), signed_in: site.person().is_some(), now: clock::now() };
    i18n::standing(state, delivery.unwrap_or(&Delivery::default()), around)
}

/// A page of a draft, or where its submission stands while that is under way, whichever tab sends it.
#[component]
pub fn OrUnderWay(
    /// The draft.
    working: Rc<Working>,
    /// The page.
    page: fn(Open) -> AnyView,
) -> impl IntoView {
    let open = Open::new(working.clone());
    let (submission, role) = (working.submission(), working.claim().role());
    let closed = Memo::new(move |_| {
        let ended = role.with(|role| matches!(role, Role::Deleted | Role::Submitted(_)));
        !ended && submission.with(|state| state.as_ref().is_some_and(|state| !is_open(state)))
    });
    provide_context(open);
    move || match closed.get() {
        true => later(PageId::Rest(Rest::UnderWay)),
        false => by_role(open, page).into_any(),
    }
}

/// Whether the answers are open for editing.
fn is_open(state: &State) -> bool {
    !state.is_under_way() && !matches!(state, State::Accepted { .. })
}

/// Where the submission of the draft that stands around it is.
#[component]
pub fn UnderWay() -> impl IntoView {
    let open = expect_context::<Open>();
    let site = Site::here();
    let working = open.working();
    let (submission, delivery) = (working.submission(), working.delivery());
    leave_when_accepted(open);
    let role = working.claim().role();
    let now = Signal::derive(move || {
        let state = submission.get().unwrap_or(State::Waiting { earlier: Vec::new() });
        let said = delivery.with(|delivery| standing(site, &state, delivery.as_ref()));
        (said, state.can_be_cancelled() && role.with(|role| *role == Role::Writer))
    });
    let name = move || now.with(|(said, _)| said.name);
    let title = Memo::new(move |_| now.with(|(said, _)| said.title));
    let says = move || now.with(|(said, _)| said.says.clone());
    let busy = move || title.get() == "正在提交";
    let saver = working.saver().state();
    let unsaved = move || match &*saver.read() {
        SaveState::Failed(error) => Some(view! {
            <div class="notice" data-tone="error" role="alert"><p>{format!("{}。还没有交出去", not_saved(error))}</p></div>
        }),
        SaveState::Empty | SaveState::Saving | SaveState::Saved { .. } | SaveState::Elsewhere => None,
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), working.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                {move || view! { <Title phrases=vec![title.get().to_owned()] /> }}
                {unsaved}
                <section class="notice" data-tone="info" data-submission=name role="status">
                    {move || busy().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                    <p>{says}</p>
                </section>
                <Choices open can_be_cancelled=Signal::derive(move || now.with(|(_, can)| *can)) />
            </main>
        </Page>
    }
}

/// What the citizen can do meanwhile.
#[component]
fn Choices(open: Open, can_be_cancelled: Signal<bool>) -> impl IntoView {
    let site = Site::here();
    let (delivery, role) = (open.working().delivery(), open.working().claim().role());
    let waits = move || {
        let late = role.with(|role| *role == Role::Writer)
            && delivery.with(|delivery| delivery.as_ref().is_some_and(|delivery| delivery.trouble.is_some()));
        late && site.online.get() && site.person().is_some()
    };
    let try_now = move |_| leptos::task::spawn_local(outbox::try_now(open.working()));
    let cancel = move |_| leptos::task::spawn_local(outbox::cancel(open.working()));
    view! {
        <div class="actions actions--start">
            <Show when=move || site.person().is_none()>
                <a class="button" data-kind="main" href=sign_in_address()>"重新登录，接着交"</a>
            </Show>
            <Show when=waits>
                <button class="button" data-kind="main" type="button" on:click=try_now>"现在就试一次"</button>
            </Show>
            <a class="button" data-kind="second" href="/">"回首页，办别的事"</a>
            <Show when=move || can_be_cancelled.get()>
                <button class="button" data-kind="quiet" type="button" on:click=cancel>"先不交，改一改"</button>
            </Show>
        </div>
    }
}

/// Once it has arrived, the receipt is the page.
fn leave_when_accepted(open: Open) {
    let navigate = use_navigate();
    let submission = open.working().submission();
    Effect::new(move |_| {
        let number = submission.with(|state| match state {
            Some(State::Accepted { receipt }) => Some(receipt.number.clone()),
            _ => None,
        });
        let Some(number) = number else { return };
        let site = open.working().site();
        site.keep_open(None);
        site.arrived.set(None);
        navigate(&format!("/receipt/{number}"), NavigateOptions { replace: true, ..Default::default() });
    });
}

/// A submitted draft in a list.
#[component]
pub fn UnderWayCard(
    /// The draft.
    draft: Draft,
    /// Its submission.
    state: State,
) -> impl IntoView {
    let site = Site::here();
    let heading = format!("draft-{}", draft.id);
    let is_open = is_open(&state);
    let (href, words) = match is_open {
        true => (format!("/draft/{}/review", draft.id), "去改一改"),
        false => (format!("/draft/{}", draft.id), "看看怎么样了"),
    };
    let (of_name, of_title, of_says) = (state.clone(), state.clone(), state);
    let delivery = StoredValue::new(draft.delivery);
    let said = move |state: &State| delivery.with_value(|delivery| standing(site, state, delivery.as_ref()));
    view! {
        <article class="resume" aria-labelledby=heading.clone() data-submission=move || said(&of_name).name>
            <header class="band"><h2 class="band__title">{move || said(&of_title).title}</h2></header>
            <div class="resume__body">
                <h3 class="resume__name" id=heading.clone()>{draft.item_name}</h3>
                <p class="resume__note">{move || said(&of_says).says}</p>
                <div class="actions"><a class="button" data-kind="main" href=href>{words}</a></div>
            </div>
        </article>
    }
}

/// What arrived in the background, with the way to its receipt.
#[component]
pub fn Arrived() -> impl IntoView {
    let site = Site::here();
    move || {
        site.arrived.get().map(|(item, number)| {
            view! {
                <section class="notice" data-tone="saved" data-submission="accepted">
                    <p>{format!("{item}交上去了。")}<a class="link" href=format!("/receipt/{number}")>"看回执"</a></p>
                </section>
            }
        })
    }
}
