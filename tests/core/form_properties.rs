//! What the engine promises for any item and any course of events. A slice of it runs with every test, always the same;
//! `CASES=100000 SEED=7` in the environment runs as many others.

use crate::support::dice::Dice;
use crate::support::random::random_item;
use crate::support::random_edit::{fields, random_edit};
use crate::support::{context, form, reloaded};
use mianzheng::form::{Changed, DocumentEvent, Edit, FieldKey, FieldView, Form, FormState, Ledger, Line, RowView};
use mianzheng::item::Kind;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeMap;

pub fn config() -> Config {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("CASES").map_or(128, |cases| cases as u32);
    let rng_seed = RngSeed::Fixed(number("SEED").unwrap_or(20_260_312));
    Config { cases, rng_seed, failure_persistence: None, ..Config::default() }
}

/// What decides an item, and what decides the edits.
fn throws() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    (vec(any::<u8>(), 0..300), vec(any::<u8>(), 0..240))
}

fn form_of(item: &[u8]) -> Form {
    form(random_item(&mut Dice::new(item)))
}

/// Makes random edits until the throws are used up, and hands each to `step`, which applies it.
fn play(
    form: &mut Form,
    edits: &[u8],
    mut step: impl FnMut(&mut Form, Edit) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut dice = Dice::new(edits);
    while dice.is_left() {
        let edit = random_edit(&mut dice, form);
        step(form, edit)?;
    }
    Ok(())
}

/// A random form after random edits.
fn played(item: &[u8], edits: &[u8]) -> Form {
    let mut form = form(random_item(&mut Dice::new(item)));
    let mut dice = Dice::new(edits);
    while dice.is_left() {
        let edit = random_edit(&mut dice, &form);
        form.apply(edit);
    }
    form
}

/// Everything that can be seen of a form.
#[derive(Debug, PartialEq)]
struct Seen {
    fields: BTreeMap<FieldKey, FieldView>,
    rows: BTreeMap<String, Vec<RowView>>,
    pages: Vec<bool>,
    lines: BTreeMap<String, (bool, Line, bool)>,
}

impl Seen {
    fn of(form: &Form) -> Self {
        let item = form.item();
        let fields = fields(form).into_iter().map(|field| (field.clone(), form.field(&field).unwrap()));
        let groups = item.questions().filter(|question| matches!(question.kind, Kind::Group { .. }));
        let ledger = form.ledger();
        let decisions = form.decisions();
        let line = |id: &String| {
            let applies = ledger.lines.iter().any(|line| line.document == *id);
            (applies, form.ledger_line(id).unwrap(), decisions.iter().any(|(document, _)| document == id))
        };
        Self {
            fields: fields.collect(),
            rows: groups.map(|group| (group.id.clone(), form.row_views(&group.id))).collect(),
            pages: item.pages.iter().map(|page| form.page_is_visible(&page.id)).collect(),
            lines: item.documents.iter().map(|document| (document.id.clone(), line(&document.id))).collect(),
        }
    }

    /// Without what is only on the screen.
    fn stored(form: &Form) -> Self {
        let mut seen = Self::of(form);
        seen.fields.values_mut().for_each(|view| view.problem = None);
        seen
    }

    /// The names of what differs. A field that came or went with its row is named by the row's group.
    fn differences(&self, after: &Self, group_of: &BTreeMap<String, String>) -> Vec<Changed> {
        let mut names = Vec::new();
        for field in self.fields.keys().chain(after.fields.keys()) {
            match (self.fields.get(field), after.fields.get(field)) {
                (Some(before), Some(after)) if before == after => {}
                (Some(_), Some(_)) => names.push(Changed::Field(field.clone())),
                (None, _) | (_, None) => names.push(Changed::Rows(group_of[&field.question].clone())),
            }
        }
        names.extend(
            self.rows.iter().filter(|(id, rows)| after.rows[*id] != **rows).map(|(id, _)| Changed::Rows(id.clone())),
        );
        let pages = self.pages.iter().zip(&after.pages).enumerate();
        names.extend(pages.filter(|(_, (before, after))| before != after).map(|(ix, _)| Changed::Page(ix)));
        let lines = self.lines.iter().filter(|(id, line)| after.lines[*id] != **line);
        names.extend(lines.map(|(id, _)| Changed::Document(id.clone())));
        names
    }
}

fn groups_of_children(form: &Form) -> BTreeMap<String, String> {
    let questions = form
        .item()
        .questions()
        .flat_map(|group| group.with_children().skip(1).map(|child| (child.id.clone(), group.id.clone())));
    questions.collect()
}

/// What follows from everything.
fn summary(form: &Form) -> (Ledger, Vec<mianzheng::form::Finding>, Vec<mianzheng::form::StepState>, Vec<String>, bool) {
    (form.ledger(), form.validate(), form.step_states(), form.askable(), form.is_ready())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_reached_edit_by_edit_is_what_is_worked_out_from_scratch((item, edits) in throws()) {
        let mut form = played(&item, &edits);
        // Being asked is not stored: after a reload the register is asked again.
        for document in form.item().clone().documents.iter() {
            form.apply(Edit::Document { document: document.id.clone(), event: DocumentEvent::NotAsked });
        }
        let scratch = reloaded(&form);
        prop_assert_eq!(Seen::stored(&form), Seen::stored(&scratch));
        prop_assert_eq!(summary(&form), summary(&scratch));
        prop_assert_eq!(form.state(), scratch.state());
    }

    #[test]
    fn whatever_changes_is_named((item, edits) in throws()) {
        let mut form = form_of(&item);
        let groups = groups_of_children(&form);
        play(&mut form, &edits, |form, edit| {
            if matches!(edit, Edit::Leave { .. }) {
                form.expose_page("page_0");
            }
            let before = Seen::of(form);
            let changed = form.apply(edit.clone());
            let after = Seen::of(form);
            let unnamed: Vec<_> = before.differences(&after, &groups).into_iter().filter(|name| !changed.contains(name)).collect();
            prop_assert!(unnamed.is_empty(), "{:?} named {:?} but not {:?}", edit, changed, unnamed);
            prop_assert!(changed.windows(2).all(|pair| pair[0] < pair[1]), "{:?} is not sorted", changed);
            Ok(())
        })?;
    }

    #[test]
    fn exposing_a_page_names_what_it_shows((item, edits) in throws()) {
        let mut form = form_of(&item);
        let groups = groups_of_children(&form);
        play(&mut form, &edits, |form, edit| {
            form.apply(edit.clone());
            for page in ["situation", "page_0", "documents", "commitments"] {
                let before = Seen::of(form);
                let (findings, changed) = form.expose_page(page);
                let after = Seen::of(form);
                let unnamed: Vec<_> = before.differences(&after, &groups).into_iter().filter(|name| !changed.contains(name)).collect();
                prop_assert!(unnamed.is_empty(), "{} named {:?} but not {:?}", page, changed, unnamed);
                let shown = |field: &FieldKey| after.fields[field].problem.clone();
                prop_assert!(findings.iter().all(|finding| shown(&finding.field) == Some(finding.problem.clone())));
            }
            Ok(())
        })?;
    }

    #[test]
    fn validation_is_the_sum_of_the_pages_and_always_the_same((item, edits) in throws()) {
        let form = played(&item, &edits);
        let pages = form.item().pages.iter().map(|page| page.id.clone());
        let places = std::iter::once("situation".to_owned()).chain(pages).chain(["documents".to_owned(), "commitments".to_owned()]);
        let by_page: Vec<_> = places.flat_map(|page| form.validate_page(&page)).collect();
        prop_assert_eq!(&form.validate(), &by_page);
        prop_assert_eq!(form.validate(), reloaded(&form).validate());
        let hidden = form.validate().into_iter().find(|finding| !form.field(&finding.field).unwrap().visible);
        prop_assert_eq!(hidden, None);
    }

    #[test]
    fn the_ledger_adds_up((item, edits) in throws()) {
        let mut form = form_of(&item);
        play(&mut form, &edits, |form, edit| {
            form.apply(edit.clone());
            for sum in [form.ledger().sum, form.ledger().promised] {
                prop_assert_eq!(sum.required, sum.waived + sum.deferred + sum.left);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_state_comes_back_from_its_json((item, edits) in throws()) {
        let form = played(&item, &edits);
        let state = form.state();
        let json = serde_json::to_string(&state).unwrap();
        let back: FormState = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&back, &state);
        prop_assert_eq!(Form::restore(form.item().clone(), context(), back).state(), state);
    }

    #[test]
    fn a_touched_field_is_never_overwritten_by_anybody_else((item, edits) in throws()) {
        let mut form = form_of(&item);
        play(&mut form, &edits, |form, edit| {
            let before = Seen::of(form);
            form.apply(edit.clone());
            let by_the_citizen = !matches!(edit, Edit::Prefill { .. } | Edit::Document { .. } | Edit::Leave { .. });
            if !by_the_citizen {
                for (field, view) in before.fields.iter().filter(|(_, view)| view.provenance == Some(mianzheng::consent::Provenance::Citizen)) {
                    let after = form.field(field).unwrap();
                    prop_assert_eq!((&after.value, &after.provenance), (&view.value, &view.provenance), "{:?}", edit);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn nothing_panics_whatever_is_typed_wherever((item, edits) in throws(), texts in vec((".{0,12}", any::<u8>(), any::<u32>()), 0..12)) {
        let mut form = form_of(&item);
        for (text, at, row) in texts {
            let known = fields(&form);
            let field = known.get(usize::from(at)).cloned().unwrap_or(FieldKey { question: text.clone(), row: Some(row) });
            form.apply(Edit::Type { field: field.clone(), text: text.clone() });
            form.apply(Edit::Choose { field: field.clone(), option: text.clone() });
            form.apply(Edit::Prefill { field: field.clone(), text: text.clone(), provenance: mianzheng::consent::Provenance::Account });
            form.apply(Edit::PickRegion { field: field.clone(), code: text.clone(), name: text.clone() });
            form.apply(Edit::RemoveRow { group: text.clone(), row });
            form.apply(Edit::AddRow { group: field.question.clone() });
            form.apply(Edit::Document { document: text, event: DocumentEvent::TakeWay(usize::from(at)) });
            summary(&form);
        }
        play(&mut form, &edits, |form, edit| {
            form.apply(edit);
            Ok(())
        })?;
        summary(&reloaded(&form));
    }
}
