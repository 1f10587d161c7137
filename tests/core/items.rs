//! The items that the project ships: read, clean, complete, and as they were blessed.

use super::support::pack::{files, folder, golden, shipped};
use super::support::Act;
use mianzheng::catalogue::{self, guide_sum, IndexSum};
use mianzheng::form::{Context, Edit, FieldKey, Form, Problem, Value as Answer};
use mianzheng::item::author::{schema, ItemFile};
use mianzheng::item::lint::lint;
use mianzheng::item::{Audience, Document, Item, Kind, TimeLimit, Waiver, Way};
use serde_json::Value;
use std::fmt::Write;
use std::sync::Arc;

#[test]
fn the_lint_has_nothing_to_say_about_what_is_shipped() {
    let findings: Vec<String> = lint(&shipped()).iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn the_committed_schema_is_the_one_that_the_types_make() {
    let committed = std::fs::read_to_string(folder("public/items/schema.json")).unwrap();
    assert!(committed == format!("{:#}\n", schema()), "out of date: run `items schema`");
}

#[test]
fn every_file_of_the_pack_fits_the_committed_schema() {
    let root: Value =
        serde_json::from_str(&std::fs::read_to_string(folder("public/items/schema.json")).unwrap()).unwrap();
    for (path, text) in files(&folder("public/items")) {
        let shared = match path.as_str() {
            "schema.json" => continue,
            kept if kept.starts_with("versions/") => continue,
            "shared/questions.json" => Some("SharedQuestions"),
            "shared/sources.json" => Some("SharedSources"),
            "shared/departments.json" => Some("SharedDepartments"),
            "shared/themes.json" => Some("SharedThemes"),
            "shared/parameters.json" => Some("SharedParameters"),
            "shared/regions.json" => Some("SharedRegions"),
            _ => None,
        };
        let schema = match shared {
            Some(name) => serde_json::json!({ "$ref": format!("#/$defs/{name}"), "$defs": root["$defs"] }),
            None => root.clone(),
        };
        let file: Value = serde_json::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&file).map(|error| format!("{path}: {error}")).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}

fn item(code: &str) -> Item {
    shipped().item(code).unwrap_or_else(|| panic!("{code} is shipped")).item.clone()
}

#[test]
fn the_guide_promises_what_can_be_counted_on_fingers() {
    let sum = |required, waived| IndexSum { required, waived, deferred: 0 };
    assert_eq!(guide_sum(&item("369999-minzheng-018")), sum(5, 5));
    assert_eq!(guide_sum(&item("369999-shijian-063")), sum(7, 6));
    assert_eq!(guide_sum(&item("369999-gongan-008")), sum(2, 2));
}

#[test]
fn what_is_decided_at_once_for_oneself_takes_days_for_others() {
    let mut form = new_form(&item("369999-gongan-008"));
    assert!(form.item_as_applied().result.instant);
    for other in ["entrusted", "unit"] {
        form.chosen("who_asks", other);
        let applied = form.item_as_applied();
        assert!(!applied.result.instant && applied.steps.len() == 2, "{other}");
        assert_eq!(applied.time.promised, TimeLimit::WorkingDays(3), "{other}");
    }
}

#[test]
fn who_is_not_eligible_is_told_at_the_first_answer_that_says_so() {
    let stops = |form: &Form, field: &str| {
        let notes = form.field(&FieldKey::of(field)).unwrap().notes;
        notes.iter().map(|note| form.item().checks[note.check].id.clone()).collect::<Vec<_>>()
    };
    let mut allowance = new_form(&item("369999-minzheng-018"));
    allowance.chosen("household_here", "no");
    assert_eq!(stops(&allowance, "household_here"), ["household_elsewhere"]);
    allowance.typed("applicant_id", "369999197205050240");
    assert_eq!(stops(&allowance, "applicant_id"), ["too_young"]);
    let mut food = new_form(&item("369999-shijian-063"));
    food.chosen("small_business", "yes");
    assert_eq!(stops(&food, "small_business"), ["small_shop_instead"]);
    food.chosen("business", "sales");
    food.chosen("only_prepackaged", "yes");
    assert_eq!(stops(&food, "only_prepackaged"), ["register_instead"]);
}

#[test]
fn the_age_group_is_worked_out_and_not_asked() {
    let mut form = new_form(&item("369999-minzheng-018"));
    form.typed("applicant_id", "369999194403080228");
    let band = form.field(&FieldKey::of("age_band")).unwrap();
    assert!(band.visible);
    assert_eq!(band.value, Some(Answer::Choice("from_80".to_owned())));
}

#[test]
fn school_canteens_sell_nothing_raw() {
    let mut form = new_form(&item("369999-shijian-063"));
    let broken = |form: &Form| {
        form.validate()
            .iter()
            .any(|finding| finding.field == FieldKey::of("projects") && matches!(finding.problem, Problem::Rule(_)))
    };
    form.chosen("business", "canteen");
    form.chosen("canteen_kind", "school");
    form.switched("projects", "hot", true);
    assert!(!broken(&form));
    form.switched("projects", "raw", true);
    assert!(broken(&form));
    form.chosen("canteen_kind", "office");
    assert!(!broken(&form));
}

#[test]
fn the_index_counts_what_it_lists() {
    let pack = shipped();
    let index = catalogue::index(&pack);
    assert_eq!(usize::from(index.totals.items), pack.items.len());
    assert_eq!(index.county.zh, "示范县");
    assert_eq!(index.region, "369999");
    let by_department: u16 = index.departments.iter().map(|department| department.count).sum();
    assert_eq!(by_department, index.totals.items);
    assert!(index.themes.iter().all(|theme| theme.count > 0));
    assert!(index.totals.waived <= index.totals.documents);
    let text = serde_json::to_string(&index).unwrap();
    assert_eq!(serde_json::from_str::<catalogue::Index>(&text).unwrap(), index);
}

#[test]
fn what_is_packed_is_read_back_the_same() {
    for ItemFile { file, item, .. } in shipped().items {
        let packed = serde_json::to_string(&item).unwrap();
        let read: Item = serde_json::from_str(&packed).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(read == item, "{file}");
    }
}

#[test]
fn figures_are_printed_by_name_and_add_up() {
    let figures = catalogue::figures(&shipped());
    let value = |name: &str| figures.iter().find(|figure| figure.name == name).unwrap().value;
    let by_kind: usize =
        figures.iter().filter(|figure| figure.name.starts_with("documents_")).map(|figure| figure.value).sum();
    assert_eq!(by_kind - value("documents_waived"), value("documents"));
    assert_eq!(value("documents_waived") + value("documents_none") + value("documents_deferred"), value("documents"));
    assert_eq!((value("items"), value("departments")), (4, 4));
}

/// Every document of every item with how it is waived and what is offered when that fails: a changed line is a changed
/// promise to citizens.
#[test]
fn waivers_are_as_blessed() {
    let mut out = String::new();
    for ItemFile { item, .. } in &shipped().items {
        let sum = guide_sum(item);
        let _ =
            writeln!(out, "{} {}: {} - {} = {}", item.code, item.plain_name.zh, sum.required, sum.waived, sum.left());
        item.documents.iter().for_each(|document| out += &waiver_line(document));
    }
    golden("waivers.txt", &out);
}

fn waiver_line(document: &Document) -> String {
    let kind = serde_json::to_value(document.waiver.kind()).unwrap();
    let source = document.waiver.source().map(|source| format!(" {source}")).unwrap_or_default();
    let commitment = match &document.waiver {
        Waiver::Commitment { commitment } => format!(" {commitment}"),
        _ => String::new(),
    };
    let sometimes = if document.applies.is_some() { " (sometimes)" } else { "" };
    let ways = document.fallbacks.iter().map(|fallback| match &fallback.way {
        Way::Upload => "upload".to_owned(),
        Way::Commitment { commitment } => format!("commitment {commitment}"),
        Way::DepartmentCheck { .. } => "department_check".to_owned(),
        Way::Deferred { working_days } => format!("deferred {working_days}"),
        Way::Counter { .. } => "counter".to_owned(),
    });
    let ways: Vec<String> = ways.collect();
    let or = if ways.is_empty() { String::new() } else { format!(" or {}", ways.join(", ")) };
    format!("  {} {}: {}{source}{commitment}{sometimes}{or}\n", document.id, document.name.zh, kind.as_str().unwrap())
}

/// For every way of answering one scenario question: the documents and pages that come up. The others stand at their
/// defaults.
#[test]
fn journeys_are_as_blessed() {
    let mut out = String::new();
    for ItemFile { item, .. } in &shipped().items {
        let _ = writeln!(out, "{} {}", item.code, item.plain_name.zh);
        for (question, option) in std::iter::once((None, None)).chain(scenarios(item)) {
            let mut form = new_form(item);
            if let (Some(question), Some(option)) = (question, option) {
                let field = FieldKey::of(question);
                let edit = match item.situations.iter().find(|each| each.id == question).map(|each| &each.kind) {
                    Some(Kind::Choices { .. }) => Edit::Toggle { field, option: option.to_owned(), on: true },
                    _ => Edit::Choose { field, option: option.to_owned() },
                };
                form.apply(edit);
            }
            let pages: Vec<String> = form.pages().into_iter().map(|page| page.id).collect();
            let documents: Vec<String> = form.ledger().lines.into_iter().map(|line| line.document).collect();
            let name = question
                .zip(option)
                .map_or_else(|| "as it stands".to_owned(), |(id, option)| format!("{id} = {option}"));
            let _ = writeln!(out, "  {name}\n    pages: {}\n    documents: {}", pages.join(" "), documents.join(" "));
        }
    }
    golden("journeys.txt", &out);
}

fn new_form(item: &Item) -> Form {
    let context = Context {
        today: "2026-03-12".parse().unwrap(),
        audience: item.audience.first().copied().unwrap_or(Audience::Person),
    };
    Form::new(Arc::new(item.clone()), context)
}

fn scenarios(item: &Item) -> Vec<(Option<&str>, Option<&str>)> {
    let mut ways = Vec::new();
    for question in &item.situations {
        let options: Vec<&str> = match &question.kind {
            Kind::Choice { options } | Kind::Choices { options, .. } => {
                options.iter().map(|option| option.id.as_str()).collect()
            }
            Kind::YesNo => vec!["yes", "no"],
            _ => Vec::new(),
        };
        if !new_form(item).field(&FieldKey::of(&*question.id)).is_some_and(|field| field.visible) {
            continue;
        }
        let others = options.into_iter().filter(|option| question.default.as_deref() != Some(option));
        ways.extend(others.map(|option| (Some(question.id.as_str()), Some(option))));
    }
    ways
}
