//! Specimens of the waiver ledger: every kind of waiver, every state of a line with its ways on, both tables, one consent.

use super::demo;
use super::specimen::{Section, Specimen};
use crate::app::clock;
use crate::app::working::Open;
use crate::consent::{Decision, Difference, Outcome, Record};
use crate::form::{DocumentEvent, Edit, FieldKey, Line, LineState, WayOn};
use crate::ident::{CivilDate, Instant};
use crate::item::{Failure, Way};
use crate::pages::consent::Card;
use crate::pages::documents::Below;
use crate::pages::guide_parts::{LedgerTable, LedgerTwo};
use crate::ui::ledger::LedgerLine;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Every document of the gallery: its kind, its state, and what the state is called.
const LINES: [(&str, &str, &str); 27] = [
    ("cancelled", "done", "直接取消"),
    ("licence", "promised", "电子证照，没取"),
    ("data_check", "promised", "数据核验，没核"),
    ("commitment", "open", "告知承诺，没签"),
    ("department_check", "done", "部门核验"),
    ("reuse", "promised", "历史材料复用，没用"),
    ("issued_online", "promised", "线上开具，没开"),
    ("deferred", "later", "容缺受理"),
    ("none", "open", "要准备，没备好"),
    ("licence", "asking", "正在问"),
    ("licence", "done", "取到，长期有效"),
    ("licence", "until", "取到，有期限"),
    ("data_check", "done", "核对一致"),
    ("commitment", "signed", "签了"),
    ("commitment", "missing", "该签没签"),
    ("issued_online", "done", "开好了"),
    ("none", "done", "备好了"),
    ("licence", "not_found", "没查到"),
    ("licence", "expired", "过期了"),
    ("licence", "suspended", "被停用了"),
    ("licence", "revoked", "被注销了"),
    ("data_check", "mismatch", "对不上"),
    ("licence", "register_down", "连不上"),
    ("licence", "no_authority", "不能代查"),
    ("licence", "refused", "您选了自己交"),
    ("licence", "deferred", "改成晚点补"),
    ("licence", "counter", "改成带到窗口"),
];

/// The documents of an item that nobody has begun.
pub const UNTOUCHED: [(&str, &str); 6] = [
    ("cancelled", "open"),
    ("licence", "open"),
    ("data_check", "open"),
    ("commitment", "open"),
    ("deferred", "open"),
    ("none", "open"),
];

/// The documents that the gallery's item has.
pub fn documents() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.into_iter().map(|(kind, state, _)| (kind, state))
}

/// Brings every document into its state, as the portal and the citizen would.
pub fn reach(open: Open) {
    for (kind, state, _) in LINES {
        let id = format!("{kind}-{state}");
        for event in events(open, &id, state) {
            open.apply(Edit::Document { document: id.clone(), event });
        }
    }
    let field = FieldKey::of("none-done.files");
    open.apply(Edit::Attach { field, file: demo::file("平面图.jpg") });
    let field = FieldKey::of(format!("{}.signature", demo::commitment_id("signed")));
    open.apply(Edit::Sign { field, name: "陈晓明".to_owned(), at: clock::now() });
    // Shows what is said about a commitment that was not signed.
    open.working().expose("commitments");
}

fn events(open: Open, id: &str, state: &str) -> Vec<DocumentEvent> {
    let (now, today) = (clock::now(), clock::today());
    let agreed = DocumentEvent::Decide(Decision::Agreed { consent_id: None, at: now });
    let refused = DocumentEvent::Decide(Decision::Refused { at: now });
    let on = today.add_days(-20);
    let answer = |outcome| vec![agreed.clone(), DocumentEvent::Answered(outcome)];
    match state {
        "asking" => vec![agreed, DocumentEvent::Asking(now)],
        "done" if open.item().document(id).is_some_and(|document| document.waiver.source().is_some()) => {
            answer(found(now, None))
        }
        "until" => answer(found(now, Some(today.add_days(400)))),
        "not_found" => answer(Outcome::NotFound { as_of: now }),
        "expired" => answer(Outcome::Expired { on, as_of: now }),
        "suspended" => answer(Outcome::Suspended { on, as_of: now }),
        "revoked" => answer(Outcome::Revoked { on, as_of: now }),
        "register_down" => answer(Outcome::RegisterDown { as_of: now }),
        "mismatch" => answer(Outcome::Mismatch { differences: vec![difference()], as_of: now }),
        "refused" => vec![refused],
        "deferred" | "counter" => {
            let not_found = DocumentEvent::Answered(Outcome::NotFound { as_of: now });
            vec![agreed, not_found, DocumentEvent::TakeWay(way(open, id, state))]
        }
        _ => Vec::new(),
    }
}

fn way(open: Open, id: &str, state: &str) -> usize {
    let item = open.item();
    let fallbacks = item.document(id).map_or(&[][..], |document| &document.fallbacks);
    let wanted = |way: &Way| match way {
        Way::Deferred { .. } => state == "deferred",
        Way::Counter { .. } => state == "counter",
        Way::Upload | Way::Commitment { .. } | Way::DepartmentCheck { .. } => false,
    };
    fallbacks.iter().position(|fallback| wanted(&fallback.way)).unwrap_or_default()
}

fn found(as_of: Instant, valid_until: Option<CivilDate>) -> Outcome {
    let issuer = "县市场监督管理局".to_owned();
    let record = Record { number: Some("3699990012036".to_owned()), issuer, valid_until, fields: BTreeMap::new() };
    Outcome::Found { record, as_of }
}

fn difference() -> Difference {
    Difference {
        field: "resident_id".to_owned(),
        given: "369999198106150312".to_owned(),
        registered: "369999198106150320".to_owned(),
    }
}

/// Every state of a line, each with what can be done next.
pub fn lines(open: Open) -> Section {
    let one = |(number, (kind, state, words)): (usize, (&str, &str, &'static str))| {
        let mut line = open.working().form().ledger_line(&format!("{kind}-{state}"))?;
        if state == "no_authority" {
            let ways = (0..3).map(|fallback| WayOn { fallback, taken: false }).collect();
            line = Line { state: LineState::Failed { failure: Failure::NoAuthority, outcome: None }, ways, ..line };
        }
        let below = line.clone();
        let view = view! {
            <div class="ledger">
                <ol class="ledger__lines">
                    <LedgerLine item=open.item() line number=number + 1><Below open line=below /></LedgerLine>
                </ol>
            </div>
        };
        Some(Specimen::new(format!("line-{kind}"), words, view))
    };
    Section {
        id: "lines",
        title: "免证清单的每一行",
        specimens: LINES.into_iter().enumerate().filter_map(one).collect(),
    }
}

/// The ledger as the guide shows it, and the question whether a register may be asked.
pub fn whole(unsigned: Open) -> Section {
    let ledger = unsigned.working().ledger();
    let sum = Signal::derive(move || ledger.with(|ledger| ledger.promised));
    let both = view! { <LedgerTwo open=unsigned sum /><LedgerTable open=unsigned sum /> };
    let consent = |kind: &str, words: &str| {
        Specimen::new("consent", words, view! { <Card open=unsigned document=format!("{kind}-open") first=true /> })
    };
    let specimens = vec![
        Specimen::new("ledger", "整份清单", both),
        consent("licence", "问您同不同意"),
        consent("data_check", "问您同不同意，敏感信息"),
    ];
    Section { id: "whole", title: "清单和授权", specimens }
}
