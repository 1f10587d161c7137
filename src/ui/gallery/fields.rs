//! Specimens of fields: every kind of question in every state, and what was filled in for the citizen.

use super::demo::{self, FieldState};
use super::specimen::{Section, Specimen};
use crate::app::working::Open;
use crate::form::{FieldKey, Step};
use crate::ui::error_summary::{entries, ErrorSummary};
use crate::ui::field::{Field, FieldHandle};
use crate::ui::prefilled::Prefilled;
use crate::ui::stepper::Stepper;
use crate::ui::walk::StepsBar;
use leptos::prelude::*;

/// What is first on a page on which something is wrong.
pub fn summary(open: Open) -> Section {
    let findings = open.working().form().validate_page(FieldState::Wrong.page());
    let problems = RwSignal::new(entries(open, &findings));
    let specimens = vec![
        Specimen::new("error-summary", "有错", view! { <ErrorSummary entries=problems /> }),
        Specimen::new("steps", "走到哪一步", view! { <StepsBar open step=Step::Page("wrong".to_owned()) /> }),
    ];
    Section { id: "summary", title: "有错时先看到的", specimens }
}

/// Every kind in the three states that every kind has.
pub fn kinds(open: Open) -> Section {
    let states = FieldState::OF_EVERY_KIND;
    let pages = states.map(|state| page(open, state));
    let count = pages[0].len();
    let mut pages = pages.map(Vec::into_iter);
    // Kind by kind, so that the states of one kind stand side by side.
    let specimens = (0..count).flat_map(|_| pages.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>());
    Section { id: "kinds", title: "填空和选择", specimens: specimens.collect() }
}

/// What a register says, and what follows from an answer.
pub fn answers(open: Open) -> Section {
    let states = [FieldState::Optional, FieldState::Late, FieldState::Corrected];
    let mut specimens: Vec<Specimen> = states.into_iter().flat_map(|state| page(open, state)).collect();
    let rule = |id: &str, state: &str| field(open, id).map(|view| Specimen::new(id, state, view));
    let rules = [("asks", "答了"), ("follow", "因为上面的答案才问"), ("hint", "提醒"), ("stop", "办不了这件事")];
    specimens.extend(rules.into_iter().filter_map(|(id, state)| rule(id, state)));
    Section { id: "answers", title: "取到、改过、跟着问", specimens }
}

/// The card of answers that a register supplied.
pub fn prefilled(open: Open) -> Section {
    let item = open.item();
    let page = item.pages.iter().find(|page| page.id == FieldState::Prefilled.page());
    let questions = page.map_or(&[][..], |page| &page.questions);
    let fields: Vec<FieldHandle> =
        questions.iter().filter_map(|question| FieldHandle::new(open, FieldKey::of(&*question.id))).collect();
    let shown = Signal::derive_local(move || {
        open.working().follow_layout();
        let locked = |field: &&FieldHandle| field.read(|view| view.is_prefilled());
        fields.iter().filter(locked).cloned().collect::<Vec<_>>()
    });
    let card = Specimen::new("prefilled", FieldState::Prefilled.words(), view! { <Prefilled fields=shown /> });
    Section { id: "prefilled", title: "已替您填好", specimens: vec![card] }
}

/// A commitment: to be signed, signed, and not signed although it had to be.
pub fn signatures(open: Open, unsigned: Open) -> Section {
    let one = |open: Open, state: &str, words: &str| {
        let view = field(open, &format!("{}.signature", demo::commitment_id(state)))?;
        Some(Specimen::new("signature", words, view))
    };
    let specimens = [one(unsigned, "open", "没签"), one(open, "signed", "签了"), one(open, "missing", "有错")];
    Section { id: "signatures", title: "告知承诺", specimens: specimens.into_iter().flatten().collect() }
}

/// A number that is counted with two buttons.
pub fn steppers(open: Open) -> Section {
    let one = |(id, words, _): (&str, &'static str, &str)| {
        let handle = FieldHandle::new(open, FieldKey::of(id))?;
        Some(Specimen::new("stepper", words, view! { <Stepper handle of=words.to_owned() /> }))
    };
    let specimens = demo::STEPPERS.into_iter().filter_map(one).collect();
    Section { id: "steppers", title: "数个数", specimens }
}

fn page(open: Open, state: FieldState) -> Vec<Specimen> {
    let item = open.item();
    let page = item.pages.iter().find(|page| page.id == state.page());
    let ids = page.into_iter().flat_map(|page| &page.questions).map(|question| &question.id);
    let kind = |id: &String| id.split('-').next().unwrap_or_default().to_owned();
    ids.filter_map(|id| Some(Specimen::new(kind(id), state.words(), field(open, id)?))).collect()
}

fn field(open: Open, id: &str) -> Option<AnyView> {
    let handle = FieldHandle::new(open, FieldKey::of(id))?;
    Some(view! { <Field handle /> }.into_any())
}
