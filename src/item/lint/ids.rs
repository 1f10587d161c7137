//! Ids: unique where they must be, and written the one way.

use super::{Checks, Report, Scope};
use crate::item::author::ItemFile;
use crate::item::{Kind, FORMAT};
use std::collections::BTreeSet;

pub(super) const CHECKS: Checks = &[
    ("code_unique", "No two items have one code or one portal code.", code_unique),
    ("folder_of_department", "An item stands in its department's folder.", folder_of_department),
    ("format_current", "An item is written in the current format.", format_current),
    ("versions_kept", "Every earlier version of an item is kept: drafts and applications stand on it.", versions_kept),
    ("id_unique", "Ids are unique in their item, options in their question.", id_unique),
    ("id_snake_case", "Ids are English snake case.", id_snake_case),
];

fn code_unique(scope: &Scope<'_>, report: &mut Report<'_>) {
    let others = || scope.pack.items.iter().filter(|other| other.file != scope.file.file);
    if let Some(other) = others().find(|other| other.item.code == scope.item.code) {
        report.at("code", format!("`{}` is also the code of {}", scope.item.code, other.file));
    }
    if let Some(other) = others().find(|other| other.item.portal_code == scope.item.portal_code) {
        report.at("portal_code", format!("`{}` is also the portal code of {}", scope.item.portal_code, other.file));
    }
    let fits = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !fits(&scope.item.code) {
        report.at("code", "a code is made of letters, digits and hyphens: it is part of addresses and file names");
    }
}

fn folder_of_department(scope: &Scope<'_>, report: &mut Report<'_>) {
    let department = &scope.item.department.id;
    if !scope.file.file.starts_with(&format!("{department}/")) {
        report.at("department", format!("an item of `{department}` stands in the folder {department}/"));
    }
}

fn format_current(scope: &Scope<'_>, report: &mut Report<'_>) {
    if scope.item.format != FORMAT {
        report.at("format", format!("the format is {FORMAT}, not {}", scope.item.format));
    }
    if scope.item.version == 0 {
        report.at("version", "versions count from 1");
    }
}

fn versions_kept(scope: &Scope<'_>, report: &mut Report<'_>) {
    let code = &scope.item.code;
    for version in 1..scope.item.version {
        let path = format!("versions/{code}/{version}.json");
        let kept = |file: &ItemFile| file.file == path && file.item.code == *code && file.item.version == version;
        if !scope.pack.versions.iter().any(kept) {
            report.at("version", format!("{path} is not there: `items keep` writes it before an item is changed"));
        }
    }
}

fn id_unique(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (what, ids) in lists(scope) {
        let mut seen = BTreeSet::new();
        for (path, id) in ids {
            if !seen.insert(id) {
                report.at(path, format!("the {what} id `{id}` is there twice"));
            }
        }
    }
}

fn id_snake_case(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (what, ids) in lists(scope) {
        for (path, id) in ids {
            if !is_snake_case(id) {
                report
                    .at(path, format!("the {what} id `{id}` is not snake case: a to z, 0 to 9 and _, a letter first"));
            }
        }
    }
}

fn is_snake_case(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '_')
        && !id.ends_with('_')
        && !id.contains("__")
}

type Ids<'a> = Vec<(String, &'a str)>;

/// Every list in which ids are unique, with what they are ids of.
fn lists<'a>(scope: &Scope<'a>) -> Vec<(&'static str, Ids<'a>)> {
    let item = scope.item;
    let of = |list: &str, ids: Vec<&'a str>| -> Ids<'a> {
        ids.into_iter().enumerate().map(|(index, id)| (format!("{list}[{index}].id"), id)).collect()
    };
    let mut lists = vec![
        (
            "question",
            scope
                .questions
                .iter()
                .map(|placed| (format!("{}.id", scope.path(*placed)), placed.question.id.as_str()))
                .collect(),
        ),
        ("document", of("documents", item.documents.iter().map(|document| document.id.as_str()).collect())),
        ("page", of("pages", item.pages.iter().map(|page| page.id.as_str()).collect())),
        ("check", of("checks", item.checks.iter().map(|check| check.id.as_str()).collect())),
        ("commitment", of("commitments", item.commitments.iter().map(|commitment| commitment.id.as_str()).collect())),
        ("source", of("sources", item.sources.iter().map(|source| source.id.as_str()).collect())),
        ("part", of("parts", item.parts.iter().map(|part| part.id.as_str()).collect())),
    ];
    for placed in &scope.questions {
        let kind = match &placed.question.kind {
            Kind::Choice { .. } => "choice",
            Kind::Choices { .. } => "choices",
            _ => continue,
        };
        if let Kind::Choice { options } | Kind::Choices { options, .. } = &placed.question.kind {
            let list = format!("{}.kind.{kind}.options", scope.path(*placed));
            lists.push(("option", of(&list, options.iter().map(|option| option.id.as_str()).collect())));
        }
    }
    lists
}
