//! References: whatever is named is there, and whatever is there is named.

use super::{Checks, Report, Scope};
use crate::item::{Item, Kind, Waiver, Way};

pub(super) const CHECKS: Checks = &[
    ("question_known", "Every question that is named exists.", question_known),
    ("document_known", "Every document that is named exists.", document_known),
    ("source_known", "Every source that is named is listed, and every listed one is asked.", source_known),
    (
        "commitment_known",
        "Every commitment that is named exists, and every one that exists can be signed.",
        commitment_known,
    ),
    ("theme_known", "An item stands under themes that the site has.", theme_known),
    ("department_known", "An item's department is one of the site's.", department_known),
    ("item_known", "Another item that a check sends to exists.", item_known),
    ("page_name_free", "No page has the name of a step that every item has.", page_name_free),
];

/// Steps that the engine adds by itself; a page of that name could not be told from them.
const STEPS: [&str; 5] = ["situation", "consent", "documents", "commitments", "review"];

fn question_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut named: Vec<(String, String)> = Vec::new();
    for placed in scope.conditions() {
        placed.condition.questions(&mut |id| named.push((placed.path.clone(), id.clone())));
    }
    for placed in &scope.questions {
        if let Some(formula) = placed.question.formula() {
            let path = format!("{}.computed.formula", scope.path(*placed));
            formula.questions(&mut |id| named.push((path.clone(), id.clone())));
        }
    }
    for (index, check) in scope.item.checks.iter().enumerate() {
        named.push((format!("checks[{index}].at"), check.at.clone()));
    }
    for (index, part) in scope.item.parts.iter().enumerate() {
        let account = part.account.iter();
        named.extend(account.map(|account| (format!("parts[{index}].account.question"), account.question.clone())));
    }
    if let Some(question) = &scope.item.agent_question {
        named.push(("agent_question".to_owned(), question.clone()));
    }
    for (index, document) in scope.item.documents.iter().enumerate() {
        let path = format!("documents[{index}]");
        named.extend(document.each.iter().map(|id| (format!("{path}.each"), id.clone())));
        let supplies = document.supplies.iter().enumerate();
        named.extend(supplies.map(|(at, supply)| (format!("{path}.supplies[{at}].question"), supply.question.clone())));
        if let Waiver::DataCheck { sends, .. } = &document.waiver {
            let sends = sends.iter().enumerate();
            let place = |at| format!("{path}.waiver.data_check.sends[{at}].question");
            named.extend(sends.map(|(at, supply)| (place(at), supply.question.clone())));
        }
    }
    for (path, id) in named {
        if scope.question(&id).is_none() {
            report.at(path, format!("there is no question `{id}`"));
        }
    }
}

fn document_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in scope.conditions() {
        placed.condition.documents(&mut |id| {
            if scope.item.document(id).is_none() {
                report.at(&placed.path, format!("there is no document `{id}`"));
            }
        });
    }
}

fn source_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    for (index, document) in item.documents.iter().enumerate() {
        if let Some(id) = document.waiver.source() {
            if item.source(id).is_none() {
                report.at(
                    format!("documents[{index}].waiver"),
                    format!("the source `{id}` is not among the item's sources"),
                );
            }
        }
    }
    for (index, source) in item.sources.iter().enumerate() {
        if !item.documents.iter().any(|document| document.waiver.source() == Some(&source.id)) {
            report.at(
                format!("sources[{index}]"),
                format!("no document is waived by the source `{}`: take it off", source.id),
            );
        }
    }
}

fn commitment_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    let named = named_commitments(scope);
    for (path, id) in &named {
        if item.commitment(id).is_none() {
            report.at(path, format!("there is no commitment `{id}`"));
        }
    }
    for (index, commitment) in item.commitments.iter().enumerate() {
        if !named.iter().any(|(_, id)| *id == commitment.id) {
            report
                .at(format!("commitments[{index}]"), format!("nothing asks to sign `{}`: take it off", commitment.id));
        }
    }
}

fn named_commitments<'a>(scope: &Scope<'a>) -> Vec<(String, &'a str)> {
    let mut named = Vec::new();
    for (index, document) in scope.item.documents.iter().enumerate() {
        if let Waiver::Commitment { commitment } = &document.waiver {
            named.push((format!("documents[{index}].waiver"), commitment.as_str()));
        }
        for (at, fallback) in document.fallbacks.iter().enumerate() {
            if let Way::Commitment { commitment } = &fallback.way {
                named.push((format!("documents[{index}].fallbacks[{at}].way"), commitment.as_str()));
            }
        }
    }
    for placed in &scope.questions {
        if let Kind::Signature { commitment } = &placed.question.kind {
            named.push((format!("{}.kind", scope.path(*placed)), commitment.as_str()));
        }
    }
    named
}

fn theme_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    if scope.item.themes.is_empty() {
        report.at("themes", "an item stands under at least one theme");
    }
    for (index, id) in scope.item.themes.iter().enumerate() {
        if !scope.pack.themes.iter().any(|theme| theme.id == *id) {
            report.at(format!("themes[{index}]"), format!("there is no theme `{id}` in shared/themes.json"));
        }
    }
}

fn department_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    let known = |id: &str| scope.pack.departments.iter().any(|department| department.id == id);
    let parts = scope.item.parts.iter().enumerate();
    let parts = parts.map(|(index, part)| (format!("parts[{index}].department"), part.department.id.as_str()));
    for (path, id) in std::iter::once(("department".to_owned(), scope.item.department.id.as_str())).chain(parts) {
        if !known(id) {
            report.at(path, format!("there is no department `{id}` in shared/departments.json"));
        }
    }
}

fn item_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    let Item { checks, .. } = scope.item;
    for (index, check) in checks.iter().enumerate() {
        let Some(code) = check.instead.as_ref().and_then(|instead| instead.item.as_deref()) else { continue };
        if scope.pack.item(code).is_none() {
            report.at(format!("checks[{index}].instead.item"), format!("the pack has no item `{code}`"));
        }
    }
}

fn page_name_free(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, page) in scope.item.pages.iter().enumerate() {
        if STEPS.contains(&page.id.as_str()) {
            report.at(format!("pages[{index}].id"), format!("`{}` is the name of a step that every item has", page.id));
        }
    }
}
