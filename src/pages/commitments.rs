//! Commitments: read, and sign or not.

use super::draft::{DraftNotices, WithDraft};
use crate::app::working::Open;
use crate::form::Step;
use crate::ui::error_summary::{entries, ErrorSummary};
use crate::ui::field::{Field, FieldHandle};
use crate::ui::notice::Loading;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::title::Title;
use crate::ui::walk::{back_of, StepsBar};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use leptos_router::NavigateOptions;

/// `/draft/:id/commitments`
#[component]
pub fn CommitmentsPage() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <Commitments open /> }.into_any() /> }
}

#[component]
fn Commitments(open: Open) -> impl IntoView {
    let errors = RwSignal::new(Vec::new());
    let navigate = use_navigate();
    if untrack(|| open.working().form().commitments().is_empty()) {
        return view! { <NothingToSign open /> }.into_any();
    }
    let go_on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let working = open.working();
        let findings = working.expose("commitments");
        errors.set(entries(open, &findings));
        if findings.is_empty() {
            let next = working.form().next_step(&Step::Commitments);
            navigate(&working.path(&next), Default::default());
        }
    };
    let back = back_of(open, Step::Commitments);
    let fields = Signal::derive_local(move || {
        let working = open.working();
        working.follow_layout();
        let wanted = working.form().commitments();
        wanted.into_iter().filter_map(|(_, field)| FieldHandle::new(open, field)).collect::<Vec<_>>()
    });
    let documents = open.working().path(&Step::Documents);
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back, open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <DraftNotices open />
                <ErrorSummary entries=errors />
                <StepsBar open step=Step::Commitments />
                <Title phrases=vec!["读一读，".to_owned(), "签了就不用交".to_owned()]>
                    <p class="title__lead">"不签也能办，改成"<a class="link" href=documents>"自己交材料"</a>"。"</p>
                </Title>
                <form class="form" novalidate on:submit=go_on>
                    <For each=move || fields.get() key=|field| field.key.clone() let:field><Field handle=field /></For>
                    <div class="foot">
                        <div class="actions">
                            <a class="button" data-kind="second" href=back>"上一步"</a>
                            <button class="button" data-kind="main" type="submit">"下一步"</button>
                        </div>
                    </div>
                </form>
            </main>
        </Page>
    }
    .into_any()
}

/// Nothing is to be signed in this situation: the step after is where it goes on.
#[component]
fn NothingToSign(open: Open) -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let working = open.working();
        let next = working.form().next_step(&Step::Commitments);
        navigate(&working.path(&next), NavigateOptions { replace: true, ..Default::default() });
    });
    view! { <Page tab=Tab::Inner><main class="page__main" id="main"><Loading words="没有要签的承诺书，接着往下办" /></main></Page> }
}
