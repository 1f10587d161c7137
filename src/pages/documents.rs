//! The ledger ticked off line by line: what was fetched, what failed with its ways on, what is to be handed in.

use super::draft::{DraftNotices, WithDraft};
use crate::app::working::Open;
use crate::app::{clock, registers};
use crate::consent::{Decision, Outcome};
use crate::form::{DocumentEvent, DoneBy, Edit, FieldKey, Form, Line, LineState, Step};
use crate::item::{Failure, WaiverKind, Way};
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::field::FieldHandle;
use crate::ui::icons::Icon;
use crate::ui::ledger::LedgerLine;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::sum::{Stage, SumView};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use crate::ui::upload_field::UploadField;
use crate::ui::walk::{back_of, StepsBar};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

/// `/draft/:id/documents`
#[component]
pub fn DocumentsPage() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <Documents open /> }.into_any() /> }
}

#[component]
fn Documents(open: Open) -> impl IntoView {
    let ledger = open.working().ledger();
    let errors = RwSignal::new(Vec::<Entry>::new());
    let navigate = use_navigate();
    let from_review = move || use_query_map().read().get("from").is_some_and(|from| from == "review");
    let back_to_review = untrack(from_review);
    let ids = {
        let ledger = ledger.clone();
        Memo::new(move |_| {
            ledger.with(|ledger| ledger.lines.iter().map(|line| line.document.clone()).collect::<Vec<_>>())
        })
    };
    let asking = {
        let ledger = ledger.clone();
        move || ledger.with(|ledger| ledger.lines.iter().any(|line| matches!(line.state, LineState::Asking { .. })))
    };
    let heading = if untrack(&asking) { "正在一份一份免" } else { "看看免了哪些" };
    let go_on = move |_| {
        let working = open.working();
        let next = next(&working.form(), back_to_review);
        navigate(&working.path(&next), Default::default());
    };
    let consent = open.working().path(&Step::Consent);
    let sum = Signal::derive(move || ledger.with(|ledger| ledger.sum));
    let (words, note) = {
        let (waits, also) = (asking.clone(), asking);
        (move || if waits() { "先往下填" } else { "下一步" }, move || also().then_some("不用等，取到了会自动记上"))
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back_of(open, Step::Documents), open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <DraftNotices open />
                <ErrorSummary entries=errors />
                <StepsBar open step=Step::Documents />
                <Title phrases=vec![heading.to_owned()] />
                <section class="ledger" aria-labelledby="ledger-title">
                    <header class="band"><h2 class="band__title" id="ledger-title">"免证清单"</h2></header>
                    <SumView sum stage=Stage::Running />
                    <ol class="ledger__lines">
                        <For each=move || ids.get().into_iter().enumerate() key=|(_, id)| id.clone() let:numbered>
                            <DocumentLine open document=numbered.1 number=numbered.0 + 1 />
                        </For>
                    </ol>
                </section>
                <p class="small-print"><a class="link" href=consent>"收回或改一改同意"</a></p>
                <div class="foot">
                    <div class="actions"><button class="button" data-kind="main" type="button" on:click=go_on>{words}</button></div>
                    <p class="foot__note">{note}</p>
                </div>
            </main>
        </Page>
    }
}

/// Who came from the review goes back there; only a commitment that was just chosen is signed first.
fn next(form: &Form, back_to_review: bool) -> Step {
    let unsigned = form.step_states().iter().any(|state| state.step == Step::Commitments && !state.complete);
    match (back_to_review, unsigned) {
        (true, true) => Step::Commitments,
        (true, false) => Step::Review,
        (false, _) => form.next_step(&Step::Documents),
    }
}

#[component]
fn DocumentLine(open: Open, document: String, number: usize) -> impl IntoView {
    let ledger = open.working().ledger();
    let line =
        Memo::new(move |_| ledger.with(|ledger| ledger.lines.iter().find(|line| line.document == document).cloned()));
    move || {
        line.get().map(|line| {
            view! { <LedgerLine item=open.item() line=line.clone() number><Below open line /></LedgerLine> }
        })
    }
}

/// What follows in a line: both values, ways on, files, a way back.
#[component]
pub fn Below(
    /// The draft.
    open: Open,
    /// The line.
    line: Line,
) -> impl IntoView {
    match &line.state {
        LineState::Failed { failure, outcome } => {
            let both = matches!(failure, Failure::Mismatch).then(|| both_values(open, &line, outcome.as_ref()));
            view! { {both}<Ways open line /> }.into_any()
        }
        LineState::ToHandIn | LineState::Done(DoneBy::HandedIn { .. }) => {
            let files = FieldHandle::new(open, FieldKey::of(format!("{}.files", line.document)));
            let label =
                files.as_ref().map(|handle| (format!("{}-label", handle.id()), handle.question.label.zh.clone()));
            let problem = files.clone().map(|handle| {
                move || {
                    handle.problem().map(|words| {
                        let id = format!("{}-error", handle.id());
                        view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> }
                    })
                }
            });
            view! {
                {label.map(|(id, label)| view! { <span class="visually-hidden" id=id>{label}</span> })}
                {problem}
                <div class="ledger__more">{files.map(|handle| view! { <UploadField handle /> })}</div>
                <OtherWay open line />
            }
            .into_any()
        }
        LineState::Deferred { .. } | LineState::AtCounter | LineState::ToSign => {
            view! { <OtherWay open line /> }.into_any()
        }
        LineState::Done(DoneBy::DepartmentAsks | DoneBy::Signed { .. }) if !line.ways.is_empty() => {
            view! { <OtherWay open line /> }.into_any()
        }
        LineState::Promised | LineState::Asking { .. } | LineState::Done(_) => ().into_any(),
    }
}

fn both_values(open: Open, line: &Line, outcome: Option<&Outcome>) -> AnyView {
    let item = open.item();
    let source =
        item.document(&line.document).and_then(|document| document.waiver.source()).and_then(|id| item.source(id));
    let name = |field: &str| {
        let field = source.and_then(|source| source.fields.iter().find(|other| other.id == field));
        field.map_or_else(String::new, |field| field.name.zh.clone())
    };
    let Some(Outcome::Mismatch { differences, .. }) = outcome else { return ().into_any() };
    let rows = differences.iter().map(|difference| {
        let name = name(&difference.field);
        view! {
            <div><dt>{format!("登记的{name}")}</dt><dd><mark>{difference.registered.clone()}</mark></dd></div>
            <div><dt>{format!("您填的{name}")}</dt><dd><mark>{difference.given.clone()}</mark></dd></div>
        }
    });
    view! { <dl class="ledger__both">{rows.collect_view()}</dl> }.into_any()
}

#[component]
fn Ways(open: Open, line: Line) -> impl IntoView {
    let item = open.item();
    let Some(definition) = item.document(&line.document).cloned() else { return ().into_any() };
    let event = move |document: &str, event| open.apply(Edit::Document { document: document.to_owned(), event });
    let retry = line.retry.then(|| {
        let document = line.document.clone();
        let words = if line.kind == WaiverKind::DataCheck { "再核对一次" } else { "再取一次" };
        let again = move |_| registers::ask_again(&open.working(), &document);
        view! { <Row icon=Icon::Refresh title=words.to_owned() note=None press=Callback::new(again) /> }
    });
    let refused = matches!(line.state, LineState::Failed { failure: Failure::Refused, .. });
    let agree = refused.then(|| view! { <Agree open document=line.document.clone() /> });
    let ways = line.ways.iter().filter_map(|way| {
        let fallback = definition.fallbacks.get(way.fallback)?.clone();
        let (document, ix) = (line.document.clone(), way.fallback);
        let take = move |_| event(&document, DocumentEvent::TakeWay(ix));
        let icon = way_icon(&fallback.way);
        let note = fallback.note.map(|note| note.zh);
        Some(view! { <Row icon title=fallback.label.zh note press=Callback::new(take) /> })
    });
    view! {
        <ul class="list-rows list-rows--ways" aria-label=format!("{}，别的办法", definition.name.zh)>
            {retry}{ways.collect_view()}{agree}
        </ul>
    }
    .into_any()
}

fn way_icon(way: &Way) -> Icon {
    match way {
        Way::Upload => Icon::Camera,
        Way::Commitment { .. } => Icon::Pencil,
        Way::DepartmentCheck { .. } => Icon::Swap,
        Way::Deferred { .. } => Icon::Clock,
        Way::Counter { .. } => Icon::Person,
    }
}

#[component]
fn Row(icon: Icon, title: String, note: Option<String>, press: Callback<()>) -> impl IntoView {
    view! {
        <li class="list-rows__item">
            <button class="list-rows__row" type="button" on:click=move |_| press.run(())>
                <Svg icon class="list-rows__icon" />
                <span class="list-rows__words">
                    <span class="list-rows__title">{title}</span>
                    {note.map(|note| view! { <span class="list-rows__note">{note}</span> })}
                </span>
                <Svg icon=Icon::Chevron class="list-rows__end" />
            </button>
        </li>
    }
}

/// 改成同意: the register is asked after all.
#[component]
fn Agree(open: Open, document: String) -> impl IntoView {
    let agree = move |_| {
        let decision = Decision::Agreed { consent_id: None, at: clock::now() };
        let event = |event| open.apply(Edit::Document { document: document.clone(), event });
        event(DocumentEvent::Reconsider);
        event(DocumentEvent::Decide(decision));
        registers::ask_all(&open.working());
    };
    view! { <Row icon=Icon::Refresh title="改成同意，去取".to_owned() note=None press=Callback::new(agree) /> }
}

/// 换个办法: back to the ways, or to the register.
#[component]
fn OtherWay(open: Open, line: Line) -> impl IntoView {
    let document = line.document.clone();
    let failure = open.working().form().document_failure(&document);
    let another = line.ways.len() > 1 || line.retry;
    let leave = {
        let document = document.clone();
        move |_| open.apply(Edit::Document { document: document.clone(), event: DocumentEvent::LeaveWay })
    };
    let commitment = line.kind == WaiverKind::Commitment && failure.is_none();
    let refuse = {
        let document = document.clone();
        move |_| {
            let decision = Decision::Refused { at: clock::now() };
            open.apply(Edit::Document { document: document.clone(), event: DocumentEvent::Decide(decision) });
        }
    };
    let sign = {
        let document = document.clone();
        move |_| open.apply(Edit::Document { document: document.clone(), event: DocumentEvent::Reconsider })
    };
    let refused = failure == Some(Failure::Refused);
    view! {
        <p class="ledger__more">
            {(another && failure.is_some() && line.ways.iter().any(|way| way.taken)).then(|| view! {
                <button class="link" type="button" on:click=leave>"换个办法"</button>" "
            })}
            {commitment.then(|| view! { <button class="link" type="button" on:click=refuse>"不签，自己交材料"</button> })}
            {(refused && line.kind == WaiverKind::Commitment).then(|| view! {
                <button class="link" type="button" on:click=sign>"改成签承诺书"</button>
            })}
            {(refused && line.kind != WaiverKind::Commitment).then(|| view! { <AgreeLink open document /> })}
        </p>
    }
}

#[component]
fn AgreeLink(open: Open, document: String) -> impl IntoView {
    let agree = move |_| {
        let event = |event| open.apply(Edit::Document { document: document.clone(), event });
        event(DocumentEvent::Reconsider);
        event(DocumentEvent::Decide(Decision::Agreed { consent_id: None, at: clock::now() }));
        registers::ask_all(&open.working());
    };
    view! { <button class="link" type="button" on:click=agree>"改成同意，去取"</button> }
}
