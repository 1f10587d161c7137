//! The parts of a guide: the ledger for phones and for desktops, and the details.

use crate::app::working::Open;
use crate::form::{Line, Sum};
use crate::i18n;
use crate::item::{Document, Item, Waiver};
use crate::ui::icons::Icon;
use crate::ui::ledger::{in_two, LedgerLine, LineLook};
use crate::ui::sum::{Stage, SumView};
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// The ledger in two groups, for phones.
#[component]
pub fn LedgerTwo(
    /// The item being explored.
    open: Open,
    /// The promised sum.
    sum: Signal<Sum>,
) -> impl IntoView {
    let ledger = open.working().ledger();
    let groups = move || {
        ledger.track();
        let working = open.working();
        let (bring, waived) = in_two(&working.form());
        let group = |title: String, lines: Vec<Line>| {
            (!lines.is_empty()).then(|| {
                let line = |(ix, line)| view! { <LedgerLine item=open.item() line number=ix + 1 /> };
                view! {
                    <div class="ledger__group"><h3 class="ledger__heading">{title}</h3></div>
                    <ol class="ledger__lines">{lines.into_iter().enumerate().map(line).collect_view()}</ol>
                }
            })
        };
        let (bring_title, waived_title) = (titles(&bring).0, titles(&waived).1);
        view! { {group(bring_title, bring)}{group(waived_title, waived)} }
    };
    view! {
        <section class="ledger narrow-only" aria-labelledby="ledger-title">
            <header class="band"><h2 class="band__title" id="ledger-title">"免证清单"</h2></header>
            <SumView sum stage=Stage::Guide />
            {groups}
        </section>
    }
}

fn titles(lines: &[Line]) -> (String, String) {
    (format!("要准备的 {} 份", lines.len()), format!("不用带的 {} 份", lines.len()))
}

/// The same ledger as a table, for desktops.
#[component]
pub fn LedgerTable(
    /// The item being explored.
    open: Open,
    /// The promised sum.
    sum: Signal<Sum>,
) -> impl IntoView {
    let ledger = open.working().ledger();
    let groups = move || {
        ledger.track();
        let working = open.working();
        let (bring, waived) = in_two(&working.form());
        let group = |title: String, lines: Vec<Line>| {
            (!lines.is_empty()).then(|| view! {
                <tbody>
                    <tr class="ledger-table__group"><th colspan="6" scope="rowgroup">{title}</th></tr>
                    {lines.into_iter().enumerate().map(|(ix, line)| view! { <Row open line number=ix + 1 /> }).collect_view()}
                </tbody>
            })
        };
        let (bring_title, waived_title) = (titles(&bring).0, titles(&waived).1);
        view! { {group(bring_title, bring)}{group(waived_title, waived)} }
    };
    view! {
        <section class="ledger wide-only" aria-labelledby="ledger-wide">
            <header class="band">
                <h2 class="band__title" id="ledger-wide">"免证清单"</h2>
                <p class="band__aside">"取不到也不要紧，每一份都有别的办法"</p>
            </header>
            <table class="ledger-table">
                <caption class="visually-hidden">{move || i18n::sum_sentence(sum.get(), true)}</caption>
                <thead>
                    <tr>
                        <th class="ledger-table__ordinal" scope="col">"序"</th><th scope="col">"材料"</th><th scope="col">"怎么免"</th>
                        <th scope="col">"从哪来"</th><th scope="col">"取不到时"</th><th scope="col">"依据"</th>
                    </tr>
                </thead>
                {groups}
            </table>
        </section>
    }
}

#[component]
fn Row(open: Open, line: Line, number: usize) -> impl IntoView {
    let item = open.item();
    let document = item.document(&line.document).cloned()?;
    let look = LineLook::of(&line);
    let basis = basis(&document);
    Some(view! {
        <tr class="ledger-table__line" data-state=look.state>
            <td class="ledger-table__ordinal">{look.margin(number)}</td>
            <th class="ledger-table__name" scope="row">{document.name.zh.clone()}</th>
            <td><span class="ledger-table__how">{look.seal("")}{i18n::kind_name(line.kind)}</span></td>
            <td>{from_whom(&item, &document)}</td>
            <td>{otherwise(&document)}</td>
            <td>{basis}</td>
        </tr>
    })
}

fn from_whom(item: &Item, document: &Document) -> String {
    match &document.waiver {
        Waiver::DepartmentCheck { department } => department.zh.clone(),
        Waiver::Licence { source } | Waiver::DataCheck { source, .. } | Waiver::IssuedOnline { source } => {
            item.source(source).map_or_else(String::new, |source| source.department.zh.clone())
        }
        Waiver::Cancelled
        | Waiver::Commitment { .. }
        | Waiver::Reuse { .. }
        | Waiver::Deferred { .. }
        | Waiver::None { .. } => document.line.zh.clone(),
    }
}

fn otherwise(document: &Document) -> String {
    match document.fallbacks.first() {
        Some(fallback) => fallback.label.zh.clone(),
        None => match document.waiver {
            Waiver::None { .. } => "到窗口请人帮忙".to_owned(),
            _ => "不用管".to_owned(),
        },
    }
}

fn basis(document: &Document) -> String {
    let article = document.basis.article.clone().unwrap_or_default();
    format!("{}{article}", document.basis.regulation)
}

/// Who can apply, steps and limits, laws and codes, whom to ask.
#[component]
pub fn Details(
    /// The item being explored.
    open: Open,
) -> impl IntoView {
    move || {
        open.working().follow_layout();
        view! { <DetailsNow item=open.working().form().item_as_applied() /> }
    }
}

#[component]
fn DetailsNow(item: Item) -> impl IntoView {
    let who = item.who.iter().map(|text| text.zh.clone()).collect::<Vec<_>>();
    let steps = item.steps.iter().map(|step| {
        let note = step.note.as_ref().map_or_else(String::new, |note| format!("：{}", note.zh));
        format!("{}，最晚第 {} 个工作日{note}", step.name.zh, step.within_working_days)
    });
    let note = item.time.note.iter().map(|note| note.zh.clone());
    let laws =
        item.basis.iter().map(|basis| format!("{}{}", basis.regulation, basis.article.clone().unwrap_or_default()));
    let codes = [format!("正式名称：{}", item.name.zh), format!("实施编码：{}", item.code)];
    let result = [format!("办好以后：{}。{}", item.result.name.zh, item.result.delivery.zh)];
    view! {
        <ul class="list-rows">
            <Panel title="谁能办" lines=who />
            <Panel title="办理步骤和时限怎么算" lines=steps.chain(note).chain(result).collect() />
            <Panel title="法律依据和事项编码" lines=laws.chain(codes).collect() />
            <li class="list-rows__item">
                <a class="list-rows__row" href=format!("tel:{}", item.contact.phone) rel="external">
                    <span class="list-rows__words">
                        <span class="list-rows__title">{format!("打电话问：{}", item.department.name.zh)}</span>
                        <span class="list-rows__note">{format!("{}，{}", item.contact.phone, item.contact.hours.zh)}</span>
                    </span>
                    <Svg icon=Icon::Phone class="list-rows__end" />
                </a>
            </li>
        </ul>
    }
}

#[component]
fn Panel(title: &'static str, lines: Vec<String>) -> impl IntoView {
    view! {
        <li class="list-rows__item">
            <details class="list-rows__details">
                <summary class="list-rows__row">
                    <span class="list-rows__words"><span class="list-rows__title">{title}</span></span>
                    <Svg icon=Icon::Chevron class="list-rows__end list-rows__end--down" />
                </summary>
                <div class="list-rows__panel prose">{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
            </details>
        </li>
    }
}
