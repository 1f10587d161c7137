//! Review: everything that will be submitted, with sources and change links that come back; then declare and submit.

use super::contradictions::Contradictions;
use super::draft::{DraftNotices, WithDraft};
use super::questions::SITUATION;
use crate::app::outbox;
use crate::app::working::Open;
use crate::consent::Provenance;
use crate::draft::Standing;
use crate::form::{shown_masked, FieldKey, FieldView, Line, LineState, Step};
use crate::i18n;
use crate::item::{Item, Kind, Question};
use crate::portal::ProblemField;
use crate::submission::State;
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::icons::Icon;
use crate::ui::ledger::{LedgerLine, Seal};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::sum::{Stage, SumLine};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use crate::ui::walk::{back_of, StepsBar};
use leptos::prelude::*;

/// `/draft/:id/review`
#[component]
pub fn Review() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <Check open /> }.into_any() /> }
}

#[component]
fn Check(open: Open) -> impl IntoView {
    let errors = RwSignal::new(Vec::new());
    let declared = RwSignal::new(false);
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let found = blockers(open, declared.get_untracked());
        let ready = found.is_empty();
        errors.set(found);
        if ready {
            // From here on its state is the page.
            leptos::task::spawn_local(outbox::submit(open.working()));
        }
    };
    let item = open.item();
    let sections = sections(open, true);
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back_of(open, Step::Review), item.plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <DraftNotices open />
                <ErrorSummary entries=errors />
                <Refused open />
                <StepsBar open step=Step::Review />
                <Title phrases=vec!["核对一遍，".to_owned(), "再提交".to_owned()] />
                <LedgerSummary open />
                <Contradictions open />
                {sections}
                <form class="form" novalidate on:submit=press>
                    <div class="choice choice--text">
                        <input class="choice__input" type="checkbox" id="declaration" prop:checked=declared
                            on:change=move |event| declared.set(event_target_checked(&event)) />
                        <label class="choice__row" for="declaration"><span>{item.declaration.zh.clone()}</span></label>
                    </div>
                    <div class="foot">
                        <div class="actions">
                            <button class="button" data-kind="main" type="submit">"提交"</button>
                        </div>
                        <p class="foot__note">"没有网络也能交：先存在这台设备上，连上就送出去，不会重复"</p>
                    </div>
                </form>
            </main>
        </Page>
    }
}

/// What stands in the way, each with a link to where it is mended.
fn blockers(open: Open, declared: bool) -> Vec<Entry> {
    let (item, working) = (open.item(), open.working());
    let form = working.form();
    let mut entries = Vec::new();
    if working.standing() == Standing::Withdrawn {
        entries.push(Entry {
            target: "main".to_owned(), words: "这个事项已经停办，交不了。您填的都还在".to_owned()
        });
        return entries;
    }
    for (document, decision) in form.decisions() {
        if decision.is_none() {
            let name = item.document(&document).map_or("", |document| document.name.zh.as_str());
            entries.push(Entry { target: "to-consent".to_owned(), words: format!("请选{name}怎么办") });
        }
    }
    let signed_elsewhere = |line: &Line| matches!(line.state, LineState::ToSign);
    let pending = form.ledger().lines.into_iter().filter(|line| !line.state.is_settled() && !signed_elsewhere(line));
    for line in pending {
        let name = item.document(&line.document).map_or("", |document| document.name.zh.as_str());
        entries.push(Entry {
            target: "to-documents".to_owned(), words: format!("{name}还没有着落，请选一个办法")
        });
    }
    for finding in form.blockers() {
        let (Some(question), Some(page)) = (form.question(&finding.field), form.page_of(&finding.field)) else {
            continue;
        };
        if page == "documents" {
            continue;
        }
        let words = i18n::problem(&item, question, &finding.problem);
        let target = match page {
            "commitments" => "to-commitments".to_owned(),
            _ => format!("change-{}", with_a_link(&item, &finding.field)),
        };
        entries.push(Entry { target, words });
    }
    if !declared && entries.is_empty() {
        entries.push(Entry {
            target: "declaration".to_owned(), words: "请看一遍最下面的声明，同意就打勾".to_owned()
        });
    }
    entries
}

/// The question that has the change link: what stands in a row is changed through its group.
fn with_a_link(item: &Item, field: &FieldKey) -> String {
    let holds = |question: &&Question| match &question.kind {
        Kind::Group { questions, .. } => questions.iter().any(|child| child.id == field.question),
        _ => false,
    };
    let group = item.pages.iter().flat_map(|page| &page.questions).find(holds);
    group.map_or_else(|| field.question.clone(), |group| group.id.clone())
}

/// What became of the documents, with links to change that where it may be changed.
#[component]
pub fn LedgerSummary(
    /// The draft.
    open: Open,
    /// Whether it may be changed.
    #[prop(default = true)]
    change: bool,
) -> impl IntoView {
    let ledger = open.working().ledger();
    let settled = {
        let ledger = ledger.clone();
        move || ledger.with(|ledger| ledger.lines.iter().all(|line| line.state.is_settled()))
    };
    let lines = {
        let ledger = ledger.clone();
        move || {
            let lines = ledger.with(|ledger| ledger.lines.clone());
            let line = |(ix, line)| view! { <LedgerLine item=open.item() line number=ix + 1 /> };
            lines.into_iter().enumerate().map(line).collect_view()
        }
    };
    let working = open.working();
    let (documents, consent) = (working.path(&Step::Documents), working.path(&Step::Consent));
    let commitments = {
        let (ledger, address) = (ledger.clone(), working.path(&Step::Commitments));
        move || {
            ledger.track();
            let any = !open.working().form().commitments().is_empty();
            any.then(|| view! { " "<a class="link" id="to-commitments" href=address.clone()>"看承诺书"</a> })
        }
    };
    view! {
        <section class="ledger" aria-labelledby="ledger-title">
            <header class="band">
                <h2 class="band__title" id="ledger-title">"免证清单"</h2>
                <p class="band__aside">
                    {move || if settled() {
                        view! { <Svg icon=Icon::Tick />"材料齐了" }.into_any()
                    } else {
                        view! { "还差一点" }.into_any()
                    }}
                </p>
            </header>
            {move || view! { <SumLine sum=ledger.with(|ledger| ledger.sum) stage=Stage::Review /> }}
            <details class="ledger__details">
                <summary class="ledger__foot">"看每一份的来源"</summary>
                <ol class="ledger__lines">{lines}</ol>
            </details>
            {change.then(|| view! {
                <p class="ledger__foot">
                    <a class="link" id="to-documents" href=format!("{documents}?from=review")>"改材料"</a>" "
                    <a class="link" id="to-consent" href=consent>"改同意"</a>{commitments}
                </p>
            })}
        </section>
    }
}

/// One card a page, with the answers that will be sent; with links to change them where they may be changed.
pub fn sections(open: Open, changeable: bool) -> impl IntoView {
    let item = open.item();
    let working = open.working();
    let pages = working.form().pages();
    let situation = (!item.situations.is_empty()).then(|| {
        let (questions, id) = (item.situations.clone(), SITUATION.to_owned());
        let change = Some(working.path(&Step::Page(id.clone())));
        view! { <Section open id title="您的情形".to_owned() questions change /> }
    });
    let section = |page: crate::form::PageView| {
        let change = changeable.then(|| working.path(&Step::Page(page.id.clone())));
        let questions = item.pages[page.index].questions.clone();
        view! { <Section open id=page.id title=page.title questions change /> }
    };
    view! { {situation}{pages.into_iter().map(section).collect_view()} }
}

#[component]
fn Section(open: Open, id: String, title: String, questions: Vec<Question>, change: Option<String>) -> impl IntoView {
    let title_id = format!("section-{id}");
    let rows = questions.into_iter().map(|question| rows_of(open, &question, change.as_deref()));
    view! {
        <section class="summary-list" aria-labelledby=title_id.clone()>
            <h2 class="summary-list__title" id=title_id.clone()>{title}</h2>
            <dl class="summary-list__rows">{rows.collect_view()}</dl>
        </section>
    }
}

/// A question's row, and for a group the rows of its rows.
fn rows_of(open: Open, question: &Question, change: Option<&str>) -> AnyView {
    let working = open.working();
    let form = working.form();
    let link = change.map(|page| format!("{page}?from=review&field={}", question.id));
    let Kind::Group { questions, row, .. } = &question.kind else {
        return match form.field(&FieldKey::of(&*question.id)).filter(|view| view.visible) {
            Some(view) => {
                view! { <Row open question=question.clone() view label=question.short_label().zh.clone() link /> }
                    .into_any()
            }
            None => ().into_any(),
        };
    };
    let Some(group) = form.field(&FieldKey::of(&*question.id)).filter(|view| view.visible) else {
        return ().into_any();
    };
    let mut rows = vec![view! {
        <Row open question=question.clone() view=group label=question.short_label().zh.clone() link />
    }
    .into_any()];
    for numbered in form.row_views(&question.id) {
        for child in questions {
            let key = FieldKey::in_row(&*child.id, numbered.id);
            if let Some(view) = form.field(&key).filter(|view| view.visible) {
                let label = format!("{} {}：{}", row.zh, numbered.number, child.short_label().zh);
                rows.push(view! { <Row open question=child.clone() view label link=None /> }.into_any());
            }
        }
    }
    rows.into_any()
}

#[component]
fn Row(open: Open, question: Question, view: FieldView, label: String, link: Option<String>) -> impl IntoView {
    let item = open.item();
    let shown = match (&view.value, &question.kind) {
        (_, Kind::Group { .. }) => format!("{} 份", open.working().form().row_views(&question.id).len()),
        (Some(value), _) => shown_masked(&question, value),
        (None, _) if view.text.is_empty() => "没填".to_owned(),
        (None, _) => view.text.clone(),
    };
    let source = view.provenance.as_ref().and_then(|provenance| match provenance {
        Provenance::Register { document, source, .. } => {
            let kind = item.document(document)?.waiver.kind();
            let name = item.source(source)?.name.zh.clone();
            Some(view! { <p class="summary-list__source"><Seal kind solid=true class="seal--small" />{name}</p> })
        }
        Provenance::Citizen | Provenance::Account | Provenance::Default | Provenance::Computed => None,
    });
    let corrected = view.registered.as_ref().map(|registered| {
        let was = shown_masked(&question, &registered.value);
        view! {
            <p class="correction"><Svg icon=Icon::Pencil /><span>{format!("登记的是 {was}，您改过。两个都会交")}</span></p>
        }
    });
    let id = format!("change-{}", question.id);
    let change = link.map(|href| view! {
        <dd class="summary-list__change"><a href=href id=id>"修改"<span class="visually-hidden">{label.clone()}</span></a></dd>
    });
    view! {
        <div class="summary-list__row">
            <dt class="summary-list__key">{label.clone()}</dt>
            <dd class="summary-list__value">{shown}{source}{corrected}</dd>
            {change}
        </div>
    }
}

/// Why the portal did not take it, with a link to each field. The answers are all still there.
#[component]
fn Refused(open: Open) -> impl IntoView {
    let submission = open.working().submission();
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            // After the heading, which takes the focus of a page that has just opened.
            request_animation_frame(move || drop(node.focus()));
        }
    });
    move || {
        let refusal = submission.with(|state| match state {
            Some(State::Refused { refusal, .. }) => Some(refusal.clone()),
            _ => None,
        })?;
        let fields = refusal.fields.into_iter().map(|field| {
            let href = address_of(open, &field);
            view! { <li><a class="link" href=href>{field.message}</a></li> }
        });
        Some(view! {
            <div class="notice" data-tone="error" data-submission="refused" role="alert" tabindex="-1" node_ref=node>
                <div class="notice__words">
                    <p>{format!("没收下：{}。填的都还在，改好再提交", refusal.detail.trim_end_matches('。'))}</p>
                    <ul>{fields.collect_view()}</ul>
                </div>
            </div>
        })
    }
}

/// Where a field stands that the portal named.
fn address_of(open: Open, field: &ProblemField) -> String {
    let working = open.working();
    let key = FieldKey { question: field.question.clone(), row: field.row };
    let page = working.form().page_of(&key).map(str::to_owned);
    match page.as_deref() {
        None | Some("documents") => format!("{}?from=review", working.path(&Step::Documents)),
        Some("commitments") => working.path(&Step::Commitments),
        Some(page) => {
            let page = working.path(&Step::Page(page.to_owned()));
            format!("{page}?from=review&field={}", crate::ui::field::dom_id(&key))
        }
    }
}
