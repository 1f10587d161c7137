//! What is made from a pack: the index that the app loads, and the figures that the county counts by. Native only.

use super::index::{Entry, Index, IndexDepartment, IndexSum, IndexTheme, Totals, INDEX_FORMAT};
use crate::form::{Context, Form};
use crate::ident::CivilDate;
use crate::item::author::Pack;
use crate::item::{Audience, Document, Item, WaiverKind};
use crate::utilities;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One figure: printed as `figure NAME VALUE UNIT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its name, snake case.
    pub name: String,
    /// Its value.
    pub value: usize,
}

/// The index of a pack.
pub fn index(pack: &Pack) -> Index {
    let items: Vec<Entry> = pack.items.iter().map(|file| entry(&file.item)).collect();
    let departments = pack.departments.iter().map(|department| IndexDepartment {
        count: count(items.iter().filter(|entry| entry.department == department.id)),
        id: department.id.clone(),
        name: department.name.clone(),
    });
    let themes = pack.themes.iter().map(|theme| IndexTheme {
        count: count(items.iter().filter(|entry| entry.themes.contains(&theme.id))),
        id: theme.id.clone(),
        name: theme.name.clone(),
    });
    Index {
        format: INDEX_FORMAT,
        county: pack.region.name.clone(),
        region: pack.region.code.to_string(),
        departments: departments.filter(|department| department.count > 0).collect(),
        themes: themes.filter(|theme| theme.count > 0).collect(),
        totals: Totals {
            items: count(items.iter()),
            documents: count(documents(pack)),
            waived: count(documents(pack).filter(|document| is_waived(document))),
        },
        readings: readings(&items),
        items,
    }
}

/// What the guide promises for an item: its documents in the situation that stands there at the beginning.
pub fn guide_sum(item: &Item) -> IndexSum {
    let audience = item.audience.first().copied().unwrap_or(Audience::Person);
    // The day is read by ages and dates only, and nobody's are known before the first question.
    let form = Form::new(Arc::new(item.clone()), Context { today: CivilDate::MIN, audience });
    let sum = form.ledger().promised;
    IndexSum { required: sum.required, waived: sum.waived, deferred: sum.deferred }
}

/// What the county counts by.
pub fn figures(pack: &Pack) -> Vec<Figure> {
    let departments: BTreeSet<&str> = pack.items.iter().map(|file| file.item.department.id.as_str()).collect();
    let mut figures = vec![
        Figure::new("items", pack.items.len()),
        Figure::new("departments", departments.len()),
        Figure::new("documents", documents(pack).count()),
        Figure::new("documents_waived", documents(pack).filter(|document| is_waived(document)).count()),
        Figure::new("pages", pack.items.iter().map(|file| file.item.pages.len()).sum()),
    ];
    figures.extend(KINDS.map(|(kind, name)| {
        let of_kind = documents(pack).filter(|document| document.waiver.kind() == kind).count();
        Figure::new(&format!("documents_{name}"), of_kind)
    }));
    figures.extend(questions(pack));
    figures
}

/// What a firm answers for water, power and gas together and on three forms, where the pack has the joint application.
fn questions(pack: &Pack) -> Vec<Figure> {
    let joint = pack.items.iter().find_map(|file| utilities::joint_questions(&file.item));
    let (Some(joint), Ok(forms)) = (joint, utilities::separate_forms()) else { return Vec::new() };
    let separate = forms.iter().map(|form| form.fields.len() + form.files.len()).sum();
    vec![Figure::new("joint_questions_firm", joint), Figure::new("separate_questions_firm", separate)]
}

const KINDS: [(WaiverKind, &str); 9] = [
    (WaiverKind::Cancelled, "cancelled"),
    (WaiverKind::Licence, "licence"),
    (WaiverKind::DataCheck, "data_check"),
    (WaiverKind::Commitment, "commitment"),
    (WaiverKind::DepartmentCheck, "department_check"),
    (WaiverKind::Reuse, "reuse"),
    (WaiverKind::IssuedOnline, "issued_online"),
    (WaiverKind::Deferred, "deferred"),
    (WaiverKind::None, "none"),
];

impl Figure {
    fn new(name: &str, value: usize) -> Self {
        Self { name: name.to_owned(), value }
    }
}

fn entry(item: &Item) -> Entry {
    Entry {
        code: item.code.clone(),
        version: item.version,
        name: item.name.clone(),
        plain_name: item.plain_name.clone(),
        department: item.department.id.clone(),
        audience: item.audience.clone(),
        themes: item.themes.clone(),
        keywords: item.keywords.clone(),
        sum: guide_sum(item),
        promised: item.time.promised,
        instant: item.result.instant,
    }
}

fn documents(pack: &Pack) -> impl Iterator<Item = &Document> {
    pack.items.iter().flat_map(|file| &file.item.documents)
}

/// What is handed in later is not waived, nor is what cannot be waived.
fn is_waived(document: &Document) -> bool {
    !matches!(document.waiver.kind(), WaiverKind::Deferred | WaiverKind::None)
}

fn count(things: impl Iterator) -> u16 {
    things.count().try_into().unwrap_or(u16::MAX)
}

/// [`Index::readings`] of these items: every character of the searched texts once, with all its readings. A name's own
/// reading is not known, and a person types the one that they know.
pub fn readings(items: &[Entry]) -> String {
    use pinyin::ToPinyinMulti;
    let texts =
        items.iter().flat_map(|entry| [&entry.name.zh, &entry.plain_name.zh].into_iter().chain(&entry.keywords));
    let characters: BTreeSet<char> = texts.flat_map(|text| text.chars()).collect();
    let mut out = String::new();
    for character in characters {
        let Some(readings) = character.to_pinyin_multi() else { continue };
        let plain: BTreeSet<String> = readings.into_iter().map(|reading| reading.plain().replace('ü', "v")).collect();
        out.push(character);
        out.push_str(&plain.into_iter().collect::<Vec<_>>().join(","));
    }
    out
}
