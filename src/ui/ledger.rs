//! The waiver ledger: one line a document, ticked off as it is done. What a line says, the core and `i18n` decide.

use super::icons::Icon;
use super::svg::Svg;
use crate::app::clock;
use crate::form::{DoneBy, Form, Line, LineState};
use crate::i18n;
use crate::item::{Failure, Item, WaiverKind};
use leptos::prelude::*;

/// The one-character seal. Readers hear its full word elsewhere.
#[component]
pub fn Seal(
    /// The kind.
    kind: WaiverKind,
    /// Filled: it is done.
    #[prop(optional)]
    solid: bool,
    /// Another tone than the kind's own: attention, error.
    #[prop(optional_no_strip)]
    tone: Option<&'static str>,
    /// A class beside `seal`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let fill = if solid { "solid" } else { "hollow" };
    view! {
        <span class=format!("seal {class}") data-kind=kind_attribute(kind) data-fill=fill data-tone=tone aria-hidden="true">
            {i18n::kind_seal(kind)}
        </span>
    }
}

fn kind_attribute(kind: WaiverKind) -> &'static str {
    match kind {
        WaiverKind::Cancelled => "cancelled",
        WaiverKind::Licence => "licence",
        WaiverKind::DataCheck => "data_check",
        WaiverKind::Commitment => "commitment",
        WaiverKind::DepartmentCheck => "department_check",
        WaiverKind::Reuse => "reuse",
        WaiverKind::IssuedOnline => "issued_online",
        WaiverKind::Deferred => "deferred",
        WaiverKind::None => "none",
    }
}

/// How a line looks: its state's attribute, the sign in its margin, its seal.
pub struct LineLook {
    /// `data-state`
    pub state: &'static str,
    icon: Option<Icon>,
    kind: WaiverKind,
    solid: bool,
    tone: Option<&'static str>,
}

impl LineLook {
    /// The look of a line.
    pub fn of(line: &Line) -> Self {
        let look = |state, icon, solid, tone| Self { state, icon, kind: line.kind, solid, tone };
        match &line.state {
            LineState::Promised | LineState::ToSign => look("promised", None, false, None),
            LineState::Asking { .. } => look("asking", None, false, None),
            LineState::Done(DoneBy::HandedIn { .. }) => {
                Self { kind: WaiverKind::None, ..look("done", Some(Icon::Tick), true, None) }
            }
            LineState::Done(DoneBy::DepartmentAsks) => {
                Self { kind: WaiverKind::DepartmentCheck, ..look("done", Some(Icon::Tick), true, None) }
            }
            LineState::Done(DoneBy::Signed { .. }) => {
                Self { kind: WaiverKind::Commitment, ..look("done", Some(Icon::Tick), true, None) }
            }
            LineState::Done(DoneBy::Cancelled | DoneBy::Fetched { .. }) => look("done", Some(Icon::Tick), true, None),
            LineState::ToHandIn | LineState::AtCounter => {
                Self { kind: WaiverKind::None, ..look("to-hand-in", None, line.kind == WaiverKind::None, None) }
            }
            LineState::Deferred { .. } => {
                Self { kind: WaiverKind::Deferred, ..look("deferred", Some(Icon::Clock), false, Some("attention")) }
            }
            LineState::Failed { failure, .. } => {
                let (state, icon, tone) = match failure {
                    Failure::NotFound => ("not-found", Icon::Warn, "attention"),
                    Failure::Expired => ("expired", Icon::Warn, "attention"),
                    Failure::RegisterDown => ("register-down", Icon::Warn, "attention"),
                    Failure::NoAuthority => ("not-found", Icon::Warn, "attention"),
                    Failure::Suspended => ("suspended", Icon::Stop, "error"),
                    Failure::Revoked => ("revoked", Icon::Stop, "error"),
                    Failure::Mismatch => ("mismatch", Icon::Swap, "error"),
                    Failure::Refused => {
                        return Self { kind: WaiverKind::None, ..look("refused", None, false, None) };
                    }
                };
                look(state, Some(icon), false, Some(tone))
            }
        }
    }

    /// The margin: a sign, or the line's number.
    pub fn margin(&self, number: usize) -> AnyView {
        match (self.state, self.icon) {
            ("asking", _) => view! { <span class="spinner"></span> }.into_any(),
            (_, Some(icon)) => view! { <Svg icon /> }.into_any(),
            (_, None) => number.into_any(),
        }
    }

    /// The seal.
    pub fn seal(&self, class: &'static str) -> AnyView {
        view! { <Seal kind=self.kind solid=self.solid tone=self.tone class /> }.into_any()
    }

    /// What readers hear before the line: 不用带，电子证照.
    pub fn spoken(&self) -> String {
        let kind = i18n::kind_name(self.kind);
        match (self.state, self.kind) {
            ("to-hand-in" | "refused", _) | (_, WaiverKind::None | WaiverKind::Deferred) => format!("{kind}，"),
            ("promised" | "done", _) => format!("不用带，{kind}，"),
            _ => format!("{kind}，"),
        }
    }
}

/// The line under a document's name.
pub fn line_note(item: &Item, line: &Line) -> String {
    let today = clock::today();
    let document = item.document(&line.document);
    let source = document.and_then(|document| document.waiver.source()).and_then(|id| item.source(id));
    match &line.state {
        LineState::Promised | LineState::ToHandIn if line.ways.is_empty() => {
            document.map_or_else(String::new, |document| document.line.zh.clone())
        }
        LineState::Promised => String::new(),
        LineState::ToHandIn => "请拍照上传".to_owned(),
        LineState::ToSign => "读一份承诺书，签名就免".to_owned(),
        LineState::Asking { .. } => {
            let who = source.map_or("登记部门", |source| source.department.zh.as_str());
            format!("正在问{who}，一般 10 秒内")
        }
        LineState::Done(done) => i18n::way_done(line.kind, done, today),
        LineState::Failed { failure, outcome } => i18n::failure_sentence(source, *failure, outcome.as_ref(), today),
        LineState::Deferred { working_days } => format!("先办，{working_days} 个工作日内补交"),
        LineState::AtCounter => "带到窗口核对".to_owned(),
    }
}

/// A plain line: what it is, what becomes of it.
#[component]
pub fn LedgerLine(
    /// The item.
    item: std::sync::Arc<Item>,
    /// The line.
    line: Line,
    /// Its number.
    number: usize,
    /// What follows in the line: ways on, files.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let look = LineLook::of(&line);
    let name = item.document(&line.document).map_or_else(String::new, |document| document.name.zh.clone());
    view! {
        <li class="ledger__line" data-state=look.state>
            <span class="ledger__margin" aria-hidden="true">{look.margin(number)}</span>
            <div class="ledger__content">
                <p class="ledger__name">{name}</p>
                <p class="ledger__note"><span class="visually-hidden">{look.spoken()}</span>{line_note(&item, &line)}</p>
                {look.seal("ledger__seal")}
                {children.map(|children| children())}
            </div>
        </li>
    }
}

/// The lines in two groups, as the guide shows them: what is to be prepared, and what is not to be brought.
pub fn in_two(form: &Form) -> (Vec<Line>, Vec<Line>) {
    let bring = |line: &Line| matches!(line.kind, WaiverKind::None | WaiverKind::Deferred);
    form.ledger().lines.into_iter().partition(bring)
}
