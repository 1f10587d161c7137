//! Random edits: everything that can happen, to fields that exist and to fields that do not, with sense and without.

use super::act::{found, from_register, moment, photo};
use super::dice::Dice;
use mianzheng::consent::{Decision, Difference, Outcome, Provenance};
use mianzheng::form::{DocumentEvent, Edit, FieldKey, Form};
use mianzheng::item::Kind;

/// What is typed where it need not fit: something for every kind, and something that suits none.
const TEXTS: [&str; 18] = [
    "5",
    "40",
    "",
    "yes",
    "no",
    "a",
    "b",
    "a,b",
    "none",
    "2026-03-01",
    "36999919440308021X",
    "369999001001 城东街道",
    "李桂英",
    "４0.",
    " ",
    "x",
    "1.2345",
    "self",
];

/// Every field that there is now, with those that the engine adds.
pub fn fields(form: &Form) -> Vec<FieldKey> {
    let item = form.item().clone();
    let mut fields = Vec::new();
    let pages = item.pages.iter().flat_map(|page| &page.questions);
    for question in item.situations.iter().chain(pages) {
        fields.push(FieldKey::of(&*question.id));
        for row in form.rows(&question.id) {
            fields.extend(question.with_children().skip(1).map(|child| FieldKey::in_row(&*child.id, *row)));
        }
    }
    fields.extend(item.documents.iter().map(|document| FieldKey::of(format!("{}.files", document.id))));
    fields.extend(item.commitments.iter().map(|commitment| FieldKey::of(format!("{}.signature", commitment.id))));
    fields.retain(|field| form.field(field).is_some());
    fields
}

/// Something that can happen: answers that fit more often than not.
pub fn random_edit(dice: &mut Dice, form: &Form) -> Edit {
    let fields = fields(form);
    let field = match dice.one(&fields) {
        Some(field) if !dice.once_in(40) => field.clone(),
        _ => FieldKey::in_row("no_such", 1),
    };
    match dice.below(20) {
        0..=8 => Edit::Type { text: fitting(dice, form, &field), field },
        9 => Edit::Type { field, text: any_text(dice) },
        10 => Edit::Choose { option: fitting(dice, form, &field), field },
        11 => {
            let option = dice.one(&["a", "b", "none", "gone"]).unwrap();
            Edit::Toggle { field, option: (*option).to_owned(), on: !dice.once_in(3) }
        }
        12 => match dice.below(4) {
            0 => Edit::PickRegion { field, code: "369999001001".to_owned(), name: "城东街道".to_owned() },
            1 => Edit::Leave { field },
            2 => Edit::Revert { field },
            _ => Edit::Correct { field },
        },
        13 => {
            let provenances = [from_register("d0"), Provenance::Account, Provenance::Default, from_register("d1")];
            let provenance = dice.one(&provenances).cloned().unwrap();
            Edit::Prefill { text: fitting(dice, form, &field), field, provenance }
        }
        14..=16 => random_row_edit(dice, form),
        17 => random_file_edit(dice, form),
        _ => random_document_edit(dice, form),
    }
}

fn any_text(dice: &mut Dice) -> String {
    (*dice.one(&TEXTS).unwrap()).to_owned()
}

/// One of few texts that the field can hold, so that answers agree and conditions hold often.
pub fn fitting(dice: &mut Dice, form: &Form, field: &FieldKey) -> String {
    let texts: &[&str] = match form.question(field).map(|question| &question.kind) {
        Some(Kind::YesNo) => &["yes", "no"],
        Some(Kind::Integer { .. } | Kind::Decimal { .. }) => &["5", "3", "40", ""],
        Some(Kind::Choice { options }) => {
            return dice.one(options).map_or_else(String::new, |option| option.id.clone())
        }
        Some(Kind::Choices { .. }) => &["a", "b", "a,b", "none"],
        Some(Kind::Date { .. }) => &["2026-03-01", "2030-01-01", "1940-01-01"],
        Some(Kind::ResidentId) => &["36999919440308021X", ""],
        Some(Kind::Position) => &["36.65,117.12", "117.12 36.65±25", ""],
        Some(Kind::Region) => &["369999001001 城东街道", "360102"],
        Some(_) | None => &["5", "李桂英", ""],
    };
    (*dice.one(texts).unwrap()).to_owned()
}

fn random_row_edit(dice: &mut Dice, form: &Form) -> Edit {
    let item = form.item().clone();
    let groups: Vec<_> = item.questions().filter(|question| question.with_children().count() > 1).collect();
    let Some(group) = dice.one(&groups).map(|group| group.id.clone()) else {
        return Edit::AddRow { group: "no_such".to_owned() };
    };
    match dice.one(form.rows(&group)).copied() {
        Some(row) if dice.once_in(2) => Edit::RemoveRow { group, row },
        Some(_) | None => Edit::AddRow { group },
    }
}

fn random_file_edit(dice: &mut Dice, form: &Form) -> Edit {
    let implied = |kind: &Kind| matches!(kind, Kind::Attachment { .. } | Kind::Signature { .. });
    let takes = |field: &FieldKey| form.question(field).is_some_and(|question| implied(&question.kind));
    let fields: Vec<FieldKey> = fields(form).into_iter().filter(takes).collect();
    let field = dice.one(&fields).cloned().unwrap_or(FieldKey::of("no_such"));
    match dice.below(4) {
        0 => Edit::Attach { field, file: photo("one") },
        1 => Edit::Detach { field, file: "one".to_owned() },
        2 => Edit::Uploaded { file: "one".to_owned(), portal_id: "f-1".to_owned() },
        _ => Edit::Sign { field, name: "李桂英".to_owned(), at: moment() },
    }
}

fn random_document_edit(dice: &mut Dice, form: &Form) -> Edit {
    let item = form.item().clone();
    let Some(document) = dice.one(&item.documents).map(|document| document.id.clone()) else {
        return Edit::Document { document: "no_such".to_owned(), event: DocumentEvent::LeaveWay };
    };
    let on = "2026-02-20".parse().unwrap();
    let as_of = moment();
    let record = form.document_record(&document).unwrap();
    let agreed = || DocumentEvent::Decide(Decision::Agreed { consent_id: None, at: as_of });
    let event = match (dice.below(12), &record.decision) {
        (0..=3, None) => agreed(),
        (0 | 1, Some(_)) => DocumentEvent::Answered(found(&[("name", dice.one(&["5", "yes", "a", "x"]).unwrap())])),
        (2 | 3, Some(_)) => DocumentEvent::Answered(Outcome::Expired { on, as_of }),
        (4, _) => DocumentEvent::Decide(Decision::Refused { at: as_of }),
        (5, _) => DocumentEvent::Reconsider,
        (6, _) => DocumentEvent::Asking(as_of),
        (7, _) => DocumentEvent::NotAsked,
        (8, _) => {
            let (given, registered) = ("一".to_owned(), "二".to_owned());
            let difference = Difference { field: "name".to_owned(), given, registered };
            DocumentEvent::Answered(Outcome::Mismatch { differences: vec![difference], as_of })
        }
        (9 | 10, _) => DocumentEvent::TakeWay(dice.below(4)),
        (_, _) => DocumentEvent::LeaveWay,
    };
    Edit::Document { document, event }
}
