//! The gallery's item: every kind of question in every state, every kind of document in every state.
//!
//! `demo.json` holds one question a kind and one document a kind of waiver; here each is repeated once a state under an id
//! of its own, so that no two elements of the page share one. The states are reached by real edits through the engine.

use crate::app::clock;
use crate::app::site::Site;
use crate::app::working::{Open, Working};
use crate::consent::Provenance;
use crate::form::{Edit, FieldKey, FileRef};
use crate::item::{
    Check, Commitment, Condition, Document, Item, Kind, Page, Presence, Question, Severity, Text, Waiver,
};
use std::sync::Arc;

/// In which state a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldState {
    /// Nothing answered yet.
    Empty,
    /// Answered.
    Filled,
    /// Wrong, and the citizen has been told.
    Wrong,
    /// May stay empty.
    Optional,
    /// A register supplied it while the page was open.
    Late,
    /// A register supplied it, the citizen said something else.
    Corrected,
    /// A register supplied it before the page was opened.
    Prefilled,
}

impl FieldState {
    /// The states in which every kind is shown as a control.
    pub const OF_EVERY_KIND: [Self; 3] = [Self::Empty, Self::Filled, Self::Wrong];

    /// The page of the item on which the fields in this state stand.
    pub fn page(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Filled => "filled",
            Self::Wrong => "wrong",
            Self::Optional => "optional",
            Self::Late => "late",
            Self::Corrected => "corrected",
            Self::Prefilled => "prefilled",
        }
    }

    /// What the state is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Empty => "没填",
            Self::Filled => "填了",
            Self::Wrong => "有错",
            Self::Optional => "选填",
            Self::Late => "正填着，取到了",
            Self::Corrected => "替您填好，您改过",
            Self::Prefilled => "替您填好，锁住",
        }
    }

    /// The kinds that are shown in this state; all, when there is none.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Empty | Self::Filled | Self::Wrong => &[],
            Self::Optional => &["text", "choice", "date"],
            Self::Late | Self::Corrected => &["text", "decimal", "date", "choice"],
            Self::Prefilled => &["text", "decimal", "resident_id", "region", "bank_account"],
        }
    }
}

/// A valid and an invalid text of each kind that is written; `None` where nothing can be written that is invalid.
const TEXTS: [(&str, &str, Option<&str>); 15] = [
    ("text", "示范县禾本小馆", Some("示范县城东街道建设路三十六号禾本小馆总店旁边")),
    ("long_text", "门口的台阶正在修，请从后门进。", None),
    ("integer", "36", Some("7、8个吧")),
    ("decimal", "86.5", Some("86.555")),
    ("money", "3200", Some("三千二")),
    ("date", "2026-3-12", Some("2026-2-30")),
    ("month", "2026-3", None),
    ("resident_id", "369999194403080228", Some("36999919440308022")),
    ("credit_code", "91369999MA0000007L", Some("91369999MA0000007X")),
    ("phone", "13800001234", Some("13800001")),
    ("bank_account", "6217003699990000127", Some("6217")),
    ("real_estate_unit", "369999001001GB00001F00010036", Some("369999001001GB")),
    ("position", "36.651216,117.120083±25", Some("城东")),
    ("choice", "cold", None),
    ("yes_no", "yes", None),
];

/// The item with a question for every kind and state.
pub fn item(documents: impl IntoIterator<Item = (&'static str, &'static str)>) -> Arc<Item> {
    let mut item: Item = serde_json::from_str(include_str!("demo.json")).expect("the gallery's own item can be read");
    let kinds = item.pages.remove(0).questions;
    let states = FieldState::OF_EVERY_KIND.into_iter();
    let states = states.chain([FieldState::Optional, FieldState::Late, FieldState::Corrected, FieldState::Prefilled]);
    item.pages = states.map(|state| page(&kinds, state)).collect();
    item.pages.push(rules(&kinds));
    item.pages.push(steppers(&kinds));
    item.checks = vec![
        rule("hint", Severity::Hint, "没有堂食的，不用填座位"),
        rule("stop", Severity::Stop, "只卖预包装食品不用办这个许可，备案就行"),
    ];
    let kinds_of_documents = std::mem::take(&mut item.documents);
    let wanted: Vec<_> = documents.into_iter().collect();
    let document = |(kind, state): &(&str, &str)| document(&kinds_of_documents, kind, state);
    item.documents = wanted.iter().filter_map(document).collect();
    let texts = std::mem::take(&mut item.commitments);
    let signs = wanted.iter().filter(|(kind, _)| *kind == "commitment");
    item.commitments = signs.filter_map(|(_, state)| commitment(&texts, state)).collect();
    Arc::new(item)
}

fn page(kinds: &[Question], state: FieldState) -> Page {
    let shown = |question: &&Question| state.kinds().is_empty() || state.kinds().contains(&question.id.as_str());
    let questions = kinds.iter().filter(shown).map(|question| in_state(question, state)).collect();
    Page {
        id: state.page().to_owned(),
        title: Text::new(state.words(), state.page()),
        visible: None,
        helper: None,
        questions,
    }
}

fn in_state(question: &Question, state: FieldState) -> Question {
    let mut question = question.clone();
    question.id = format!("{}-{}", question.id, state.page());
    if state == FieldState::Optional {
        question.presence = Presence::Optional;
    }
    if let Kind::Group { questions, .. } = &mut question.kind {
        questions.iter_mut().for_each(|child| child.id = format!("{}-{}", child.id, state.page()));
        // Sections of one page have names of their own.
        question.label.zh = format!("{}，{}", question.label.zh, state.words());
    }
    question
}

/// A question that asks back, the question that follows from it, and two at which rules speak up.
fn rules(kinds: &[Question]) -> Page {
    let named = |kind: &str, id: &str| {
        let question = kinds.iter().find(|question| question.id == kind).cloned();
        question.map(|question| Question { id: id.to_owned(), ..question })
    };
    let follow = named("decimal", "follow").map(|question| Question {
        label: Text::new("凉菜间多大？", "How large is the cold kitchen?"),
        visible: Some(Condition::Is { question: "asks".to_owned(), value: "cold".to_owned() }),
        ..question
    });
    let questions = [named("choice", "asks"), follow, named("integer", "hint"), named("yes_no", "stop")];
    let questions = questions.into_iter().flatten().collect();
    Page { id: "rules".to_owned(), title: Text::new("规则", "Rules"), visible: None, helper: None, questions }
}

/// The number of a stepper, with what it is shown as.
pub const STEPPERS: [(&str, &str, &str); 4] = [
    ("stepper-empty", "没填", ""),
    ("stepper-filled", "填了", "12"),
    ("stepper-least", "到头了", "0"),
    ("stepper-wrong", "有错", "很多"),
];

fn steppers(kinds: &[Question]) -> Page {
    let number = kinds.iter().find(|question| question.id == "integer");
    let one = |(id, ..): &(&str, &str, &str)| number.map(|number| Question { id: (*id).to_owned(), ..number.clone() });
    let questions = STEPPERS.iter().filter_map(one).collect();
    let (id, title) = ("steppers".to_owned(), Text::new("数个数", "Steppers"));
    Page { id, title, visible: None, helper: None, questions }
}

fn rule(at: &str, severity: Severity, message: &str) -> Check {
    let when = Condition::Answered(at.to_owned());
    Check { id: at.to_owned(), when, at: at.to_owned(), severity, message: Text::new(message, at), instead: None }
}

fn document(kinds: &[Document], kind: &str, state: &str) -> Option<Document> {
    let mut document = kinds.iter().find(|document| document.id == kind)?.clone();
    document.id = format!("{kind}-{state}");
    if let Waiver::Commitment { commitment } = &mut document.waiver {
        *commitment = commitment_id(state);
    }
    Some(document)
}

fn commitment(texts: &[Commitment], state: &str) -> Option<Commitment> {
    let mut commitment = texts.first()?.clone();
    commitment.id = commitment_id(state);
    // Sections of one page have names of their own.
    commitment.title.zh = format!("{}，{state}", commitment.title.zh);
    Some(commitment)
}

/// The commitment of a state.
pub fn commitment_id(state: &str) -> String {
    format!("equipment-{state}")
}

/// The item opened, with every field brought into its state.
pub fn open(site: Site, item: Arc<Item>) -> Open {
    let working = Working::explore(site, item);
    let open = Open::new(working.clone());
    for (kind, valid, invalid) in TEXTS {
        let key = |state: FieldState| FieldKey::of(format!("{kind}-{}", state.page()));
        answer(open, key(FieldState::Filled), valid);
        if let Some(invalid) = invalid {
            open.apply(Edit::Type { field: key(FieldState::Wrong), text: invalid.to_owned() });
        }
        for state in [FieldState::Late, FieldState::Corrected, FieldState::Prefilled] {
            supply(open, key(state), valid);
        }
    }
    more_answers(open);
    correct(open);
    answer(open, FieldKey::of("asks"), "cold");
    answer(open, FieldKey::of("hint"), "0");
    answer(open, FieldKey::of("stop"), "yes");
    for (id, _, text) in STEPPERS {
        answer(open, FieldKey::of(id), text);
    }
    open.apply(Edit::Leave { field: FieldKey::of("stepper-wrong") });
    working.expose(FieldState::Wrong.page());
    open
}

fn answer(open: Open, field: FieldKey, text: &str) {
    let chosen =
        matches!(open.working().form().question(&field).map(|q| &q.kind), Some(Kind::Choice { .. } | Kind::YesNo));
    let text = text.to_owned();
    open.apply(if chosen { Edit::Choose { field, option: text } } else { Edit::Type { field, text } });
}

fn supply(open: Open, field: FieldKey, text: &str) {
    let provenance = Provenance::Register {
        document: "licence-done".to_owned(),
        source: "business_licence".to_owned(),
        number: None,
        as_of: clock::now(),
    };
    // A prefill is in canonical form: 2026-03-12.
    let text = text.replace("2026-3-", "2026-03-");
    open.apply(Edit::Prefill { field, text, provenance });
}

/// The answers that are not written.
fn more_answers(open: Open) {
    for option in ["water", "power"] {
        let field = FieldKey::of("choices-filled");
        open.apply(Edit::Toggle { field, option: option.to_owned(), on: true });
    }
    let (code, name) = ("369999001002".to_owned(), "示范县城东街道东门社区".to_owned());
    open.apply(Edit::PickRegion { field: FieldKey::of("region-filled"), code: code.clone(), name });
    supply(open, FieldKey::of("region-prefilled"), &code);
    open.apply(Edit::Attach { field: FieldKey::of("attachment-filled"), file: file("门头照片.jpg") });
    open.apply(Edit::Attach { field: FieldKey::of("photo-filled"), file: file("电表.jpg") });
    open.apply(Edit::AddRow { group: "group-filled".to_owned() });
    let rows = open.working().form().row_views("group-filled");
    for (row, name) in rows.iter().zip(["陈晓明", "刘小梅"]) {
        let field = FieldKey::in_row("member-filled", row.id);
        open.apply(Edit::Type { field, text: name.to_owned() });
    }
}

/// What the citizen says instead of what the register says.
fn correct(open: Open) {
    for (kind, text) in [("text", "禾本小馆"), ("decimal", "78"), ("date", "2026-3-15"), ("choice", "none")] {
        let field = FieldKey::of(format!("{kind}-corrected"));
        open.apply(Edit::Correct { field: field.clone() });
        answer(open, field, text);
    }
}

/// A file as it stands in an answer.
pub fn file(name: &str) -> FileRef {
    FileRef {
        id: format!("gallery-{name}"),
        name: name.to_owned(),
        media_type: "image/jpeg".to_owned(),
        size_bytes: 734_003,
        sha256: "0".repeat(64),
        uploaded: None,
    }
}
