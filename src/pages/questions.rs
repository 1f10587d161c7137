//! A page of questions: what was filled in for the citizen first, then what no register knows.

use super::account_check::AccountCheck;
use super::draft::{DraftNotices, WithDraft};
use super::equipment::{Asked, Listed};
use crate::app::registers;
use crate::app::working::Open;
use crate::form::{FieldKey, FieldView, Step};
use crate::item::{Item, Page as Definition, Text};
use crate::ui::error_summary::{entries, ErrorSummary};
use crate::ui::field::{dom_id, Field, FieldHandle};
use crate::ui::prefilled::Prefilled;
use crate::ui::shell::{focus, Inner, Page, Tab};
use crate::ui::title::Title;
use crate::ui::walk::{back_of, StepsBar};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use std::collections::HashSet;

/// The page of scenario questions: no step of the journey, only reached from the review.
pub const SITUATION: &str = "situation";

/// `/draft/:id/page/:page`
#[component]
pub fn QuestionsPage() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <ByAddress open /> }.into_any() /> }
}

/// Another page of the same draft is another page: its controls are its own.
#[component]
fn ByAddress(open: Open) -> impl IntoView {
    let params = use_params_map();
    let page = Memo::new(move |_| params.read().get("page").unwrap_or_default());
    move || {
        let id = page.get();
        match definition(&open.item(), &id) {
            Some(page) => view! { <Questions open page /> }.into_any(),
            None => view! { <super::not_found::NotFound /> }.into_any(),
        }
    }
}

/// The page with this id. The scenario questions are asked before a draft begins; to be changed they are a page as well.
fn definition(item: &Item, id: &str) -> Option<Definition> {
    if id == SITUATION && !item.situations.is_empty() {
        let title = Text::new("您的情形", "Your situation");
        return Some(Definition {
            id: id.to_owned(),
            title,
            visible: None,
            helper: None,
            questions: item.situations.clone(),
        });
    }
    item.pages.iter().find(|page| page.id == id).cloned()
}

/// A page of questions, with its foot.
#[component]
pub fn Questions(
    /// The draft.
    open: Open,
    /// The page.
    page: Definition,
) -> impl IntoView {
    let step = Step::Page(page.id.clone());
    let query = use_query_map();
    let to_review = untrack(|| query.read().get("from").is_some_and(|from| from == "review"));
    let errors = RwSignal::new(Vec::new());
    let navigate = use_navigate();
    let go_on = {
        let (step, id) = (step.clone(), page.id.clone());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let working = open.working();
            let findings = working.expose(&id);
            errors.set(entries(open, &findings));
            if findings.is_empty() {
                registers::ask_all(&working);
                let next = if to_review { Step::Review } else { working.form().next_step(&step) };
                navigate(&working.path(&next), Default::default());
            }
        }
    };
    focus_asked_field(untrack(|| query.read().get("field")));
    let listed = Listed::on(open, &page);
    let (prefilled, asked) = in_two(open, &page, listed.clone());
    let back = match page.id == SITUATION {
        true => Signal::derive(move || open.working().path(&Step::Review)),
        false => back_of(open, step.clone()),
    };
    let bar = (page.id != SITUATION).then(|| view! { <StepsBar open step /> });
    let words = if to_review { "改好了，回去核对" } else { "下一步" };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back, open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <DraftNotices open />
                <ErrorSummary entries=errors />
                {bar}
                <Title phrases=vec![page.title.zh.clone()] />
                <Prefilled fields=prefilled />
                <form class="form" novalidate on:submit=go_on>
                    <For each=move || asked.get() key=|field| field.key.clone() let:field>
                        <Question handle=field listed=listed.clone() />
                    </For>
                    <div class="foot">
                        <div class="actions">
                            <a class="button" data-kind="second" href=back>"上一步"</a>
                            <button class="button" data-kind="main" type="submit">{words}</button>
                        </div>
                    </div>
                </form>
            </main>
        </Page>
    }
}

/// One question, with what its page has beside it.
#[component]
pub fn Question(
    /// The field.
    handle: FieldHandle,
    /// What is listed on the page, if it has a list of equipment.
    listed: Option<Listed>,
) -> impl IntoView {
    match listed {
        Some(listed) => view! { <Asked handle listed /> }.into_any(),
        None => view! { <Field handle=handle.clone() /><AccountCheck handle /> }.into_any(),
    }
}

type Fields = Signal<Vec<FieldHandle>, LocalStorage>;

/// What is shown as filled in, and what is asked. Only what was filled in when the page was opened moves to the card above:
/// a control that somebody may be typing into is never taken away by a late answer.
/// What a list of equipment suggests is an estimate: it stays in its control.
fn in_two(open: Open, page: &Definition, listed: Option<Listed>) -> (Fields, Fields) {
    let suggested = |key: &FieldKey| listed.as_ref().is_some_and(|listed| listed.suggests(&key.question));
    let handles: Vec<FieldHandle> =
        page.questions.iter().filter_map(|question| FieldHandle::new(open, FieldKey::of(&*question.id))).collect();
    let is_prefilled =
        |handle: &FieldHandle| !suggested(&handle.key) && handle.read(|view| view.visible && view.is_prefilled());
    let at_first: HashSet<FieldKey> =
        untrack(|| handles.iter().filter(|handle| is_prefilled(handle)).map(|handle| handle.key.clone()).collect());
    let handles = StoredValue::new_local((handles, at_first));
    let part = move |wanted: fn(bool, &FieldView) -> bool| {
        Signal::derive_local(move || {
            open.working().follow_layout();
            handles.with_value(|(handles, at_first)| {
                let shows = |handle: &&FieldHandle| {
                    let stays = at_first.contains(&handle.key);
                    handle.view.with_untracked(|view| view.as_ref().is_some_and(|view| wanted(stays, view)))
                };
                handles.iter().filter(shows).cloned().collect::<Vec<_>>()
            })
        })
    };
    let prefilled = part(|at_first, view| view.visible && at_first && view.is_prefilled());
    let asked = part(|at_first, view| view.visible && !(at_first && view.is_prefilled()));
    (prefilled, asked)
}

/// A change link of the review leads to its field.
fn focus_asked_field(field: Option<String>) {
    let Some(field) = field else { return };
    let id = dom_id(&FieldKey::from(field.as_str()));
    Effect::new(move |_| {
        let id = id.clone();
        // After the heading has taken the focus and the controls stand in the page.
        request_animation_frame(move || {
            if let Some(element) = document().get_element_by_id(&id) {
                focus(&element);
                element.scroll_into_view();
            }
        });
    });
}
