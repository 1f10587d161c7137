//! Consent: one card a source — from whom, which fields, what for, how long — and two equal answers, none preset.

use super::draft::{DraftNotices, WithDraft};
use crate::app::working::Open;
use crate::app::{clock, registers};
use crate::consent::Decision;
use crate::form::{DocumentEvent, Edit, Step};
use crate::item::WaiverKind;
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::icons::Icon;
use crate::ui::ledger::Seal;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use crate::ui::walk::{back_of, StepsBar};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// `/draft/:id/consent`
#[component]
pub fn ConsentPage() -> impl IntoView {
    view! { <WithDraft page=|open| view! { <Cards open /> }.into_any() /> }
}

#[component]
fn Cards(open: Open) -> impl IntoView {
    let ledger = open.working().ledger();
    let decisions = move || {
        ledger.track();
        open.working().form().decisions()
    };
    let documents: Vec<String> = untrack(&decisions).into_iter().map(|(document, _)| document).collect();
    let count = documents.len();
    let left = move || decisions().iter().filter(|(_, decision)| decision.is_none()).count();
    let errors = RwSignal::new(Vec::new());
    let opened = RwSignal::new(false);
    let navigate = use_navigate();
    let fetch = {
        let (left, documents) = (left.clone(), documents.clone());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let working = open.working();
            if left() > 0 {
                // The links of the summary lead into the cards.
                opened.set(true);
                errors.set(missing(open, &documents));
                return;
            }
            registers::ask_all(&working);
            let next = working.form().next_step(&Step::Consent);
            navigate(&working.path(&next), Default::default());
        }
    };
    let chosen = {
        let left = left.clone();
        move || match left() {
            0 => "都选好了".to_owned(),
            left => format!("已选 {} 份，还有 {left} 份没选", count - left),
        }
    };
    let phrases = vec![format!("{count} 份资料，"), "您同意才去取".to_owned()];
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back_of(open, Step::Consent), open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <DraftNotices open />
                <ErrorSummary entries=errors />
                <StepsBar open step=Step::Consent />
                <Title phrases><p class="title__lead">"不同意也能办，改成自己交。同意了也能随时收回。"</p></Title>
                <form class="form" novalidate on:submit=fetch>
                    {documents.into_iter().enumerate().map(|(ix, document)| view! { <Card open document first=ix == 0 all_opened=opened /> }).collect_view()}
                    <div class="foot">
                        <div class="actions"><button class="button" data-kind="main" type="submit">"取资料"</button></div>
                        <p class="foot__note" role="status">{chosen}</p>
                    </div>
                </form>
            </main>
        </Page>
    }
}

fn missing(open: Open, documents: &[String]) -> Vec<Entry> {
    let (item, working) = (open.item(), open.working());
    let form = working.form();
    let undecided = |id: &&String| form.document_record(id).is_none_or(|record| record.decision.is_none());
    let entry = |id: &String| Entry {
        target: format!("consent-{id}"),
        words: format!("请选{}怎么办", item.document(id).map_or("", |document| document.name.zh.as_str())),
    };
    documents.iter().filter(undecided).map(entry).collect()
}

/// A consent that the portal has noted is taken back there too; what was fetched is given back by the core.
fn take_back(open: Open, document: &str) {
    let working = open.working();
    let decision = working.form().document_record(document).and_then(|record| record.decision.clone());
    let Some(Decision::Agreed { consent_id: Some(id), .. }) = decision else { return };
    let site = working.site();
    leptos::task::spawn_local(async move {
        if site.client().revoke_consent(&id).await.is_err() {
            site.announce("这里已经不用了，门户那边现在连不上，请稍后再收回一次".to_owned());
        }
    });
}

/// One source: from whom, which fields, what for, how long, and two equal answers.
#[component]
pub fn Card(
    /// The draft.
    open: Open,
    /// The document.
    document: String,
    /// It stands open from the beginning.
    first: bool,
    /// Whether all stand open.
    #[prop(optional)]
    all_opened: Option<RwSignal<bool>>,
) -> impl IntoView {
    let item = open.item();
    let Some(definition) = item.document(&document).cloned() else { return ().into_any() };
    let Some(source) = definition.waiver.source().and_then(|id| item.source(id)).cloned() else { return ().into_any() };
    let ledger = open.working().ledger();
    let decision = {
        let document = document.clone();
        move || {
            ledger.track();
            let working = open.working();
            let form = working.form();
            form.document_record(&document).and_then(|record| record.decision.clone())
        }
    };
    let opened = RwSignal::new(first);
    let shows = {
        let decision = decision.clone();
        move || opened.get() || all_opened.is_some_and(|all| all.get()) || decision().is_some()
    };
    let agreed = {
        let decision = decision.clone();
        move || matches!(decision(), Some(Decision::Agreed { .. }))
    };
    let refused = move || matches!(decision(), Some(Decision::Refused { .. }));
    let name_id = format!("consent-{document}-name");
    let toggle = {
        let (name, shows) = (definition.name.zh.clone(), shows.clone());
        view! {
            {move || match shows() {
                true => name.clone().into_any(),
                false => view! {
                    <button class="consent-card__open" type="button" aria-expanded="false" on:click=move |_| opened.set(true)>
                        {name.clone()}<Svg icon=Icon::Chevron />
                    </button>
                }
                .into_any(),
            }}
        }
    };
    let verb = if definition.waiver.kind() == WaiverKind::DataCheck { "向" } else { "从" };
    let end = if definition.waiver.kind() == WaiverKind::DataCheck { "核对" } else { "取" };
    let tag = source.sensitive.then(|| view! { " "<span class="tag" data-tone="attention">"敏感信息"</span> });
    let fields = source.fields.iter().map(|field| field.name.zh.as_str()).collect::<Vec<_>>().join("、");
    let facts = view! {
        <dl class="consent-card__facts">
            <div><dt>"取哪些"</dt><dd>{fields}{source.not_fetched.map(|text| view! { <br /><b>{text.zh}</b> })}</dd></div>
            <div><dt>"做什么用"</dt><dd>{source.purpose.zh}</dd></div>
            <div><dt>"留多久"</dt><dd>{source.kept.zh}</dd></div>
        </dl>
    };
    let ask = if source.sensitive {
        view! { <legend class="consent-card__ask"><b>"这里面有敏感信息"</b>"，请单独选："</legend> }.into_any()
    } else {
        view! { <legend class="visually-hidden">{format!("{}，去取吗？", definition.name.zh)}</legend> }.into_any()
    };
    let answer = {
        let document = document.clone();
        move |agree: bool| {
            let at = clock::now();
            if !agree {
                take_back(open, &document);
            }
            let decision = if agree { Decision::Agreed { consent_id: None, at } } else { Decision::Refused { at } };
            open.apply(Edit::Document { document: document.clone(), event: DocumentEvent::Decide(decision) });
        }
    };
    let (yes, no) = (format!("consent-{document}"), format!("consent-{document}-no"));
    let (agree, refuse) = (answer.clone(), answer);
    view! {
        <section class="consent-card" aria-labelledby=name_id.clone()>
            <div class="consent-card__head">
                <Seal kind=definition.waiver.kind() />
                <h2 class="consent-card__name" id=name_id.clone()>{toggle}</h2>
                <p class="consent-card__from">{format!("{verb}{}{end}", source.department.zh)}{tag}</p>
            </div>
            <div class="consent-card__body" hidden=move || !shows()>
                {facts}
                <fieldset class="consent-card__answer">
                    {ask}
                    <div class="choices choices--pair">
                        <div class="choice">
                            <input class="choice__input" type="radio" name=document.clone() id=yes.clone() prop:checked=agreed on:change=move |_| agree(true) />
                            <label class="choice__row" for=yes><span class="choice__title">"同意"</span></label>
                        </div>
                        <div class="choice">
                            <input class="choice__input" type="radio" name=document id=no.clone() prop:checked=refused on:change=move |_| refuse(false) />
                            <label class="choice__row" for=no><span class="choice__title">"自己交"</span></label>
                        </div>
                    </div>
                </fieldset>
            </div>
        </section>
    }
    .into_any()
}
