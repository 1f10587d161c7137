//! How many questions a firm in the park answers for all three utilities together, and on their three forms. Native only.
//!
//! Counted by running the form of the joint application: a new connection on premises of one's own, one row in each list,
//! every register answering. A question counts when the firm has to look at it, its default included; what a register, the
//! account or a list's figures fill in does not. An agreement to a register, a signature and a photograph count as one
//! each, as do a field and a file of the separate forms, whose lists stand in `separate_forms.json` with their sources.

use super::Estimate;
use crate::consent::Provenance;
use crate::form::{Context, Edit, FieldKey, Form};
use crate::ident::CivilDate;
use crate::item::{Audience, Helper, Item, Kind, Question, WaiverKind};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A utility's own form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeparateForm {
    /// What it is called.
    pub form: String,
    /// Where its fields are public.
    pub source: String,
    /// What is filled in; the fields of a list once.
    pub fields: Vec<String>,
    /// What is attached.
    pub files: Vec<String>,
}

/// The forms of the three utilities for a firm that wants a new connection.
///
/// # Errors
/// Where the list is no list of forms.
pub fn separate_forms() -> Result<Vec<SeparateForm>, serde_json::Error> {
    serde_json::from_str(include_str!("separate_forms.json"))
}

/// What a firm does in the joint application; nothing for an item that is none.
pub fn joint_questions(item: &Item) -> Option<usize> {
    let mut form = firm(item)?;
    for edit in form.account_prefills(Some("13800000000")) {
        form.apply(edit);
    }
    for edit in Estimate::of(&form)?.suggestions(&form) {
        form.apply(edit);
    }
    let supplied = supplied(&form);
    let pages = form.pages().into_iter().flat_map(|page| &item.pages[page.index].questions);
    let asked = item.situations.iter().chain(pages).map(|question| asked(&form, question, &supplied)).sum::<usize>();
    let by_hand = form.ledger().lines.iter().filter(|line| line.kind == WaiverKind::None).count();
    Some(asked + by_hand + form.decisions().len() + form.commitments().len())
}

/// The form of a firm that has chosen all and picked one line of each list.
fn firm(item: &Item) -> Option<Form> {
    let context = Context { today: CivilDate::MIN, audience: Audience::Organisation };
    let mut form = Form::new(Arc::new(item.clone()), context);
    form.apply(Edit::Choose { field: FieldKey::of("applicant_type"), option: "firm".to_owned() });
    for part in &item.parts {
        let (field, option) = (FieldKey::of("utilities"), part.id.clone());
        form.apply(Edit::Toggle { field, option, on: true });
    }
    for page in &item.pages {
        let Some(Helper::Equipment(list)) = &page.helper else { continue };
        let row = *form.rows(list.list()).first()?;
        for (question, text) in &list.common().last()?.fills {
            form.apply(Edit::Type { field: FieldKey::in_row(&**question, row), text: text.clone() });
        }
    }
    Some(form)
}

/// The questions that registers answer.
fn supplied(form: &Form) -> BTreeSet<String> {
    let lines = form.ledger().lines.into_iter();
    let documents = lines.filter_map(|line| form.item().document(&line.document));
    documents.flat_map(|document| &document.supplies).map(|supply| supply.question.clone()).collect()
}

/// How often the firm is asked by this question: once a field of its row for a group.
fn asked(form: &Form, question: &Question, supplied: &BTreeSet<String>) -> usize {
    if let Kind::Group { questions, .. } = &question.kind {
        let row = form.rows(&question.id).first().copied();
        let shown = |child: &&Question| {
            let field = FieldKey { question: child.id.clone(), row };
            form.field(&field).is_some_and(|view| view.visible)
        };
        return questions.iter().filter(shown).count();
    }
    let Some(view) = form.field(&FieldKey::of(&*question.id)).filter(|view| view.visible) else { return 0 };
    let filled = match view.provenance {
        Some(Provenance::Computed | Provenance::Account | Provenance::Register { .. }) => true,
        Some(Provenance::Citizen | Provenance::Default) | None => supplied.contains(&question.id),
    };
    usize::from(!filled)
}
