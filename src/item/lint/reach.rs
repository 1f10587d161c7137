//! Ways: everything can come up, and whoever is let in can get to the end.

use super::possible::{Possible, Term};
use super::{Checks, Report, Scope};
use crate::item::{Kind, Severity};

pub(super) const CHECKS: Checks = &[
    ("question_comes_up", "Every page and question can come up.", question_comes_up),
    ("option_comes_up", "Every option can be offered.", option_comes_up),
    ("document_comes_up", "Every document, check, variant and part can come up.", document_comes_up),
    (
        "question_can_be_passed",
        "Every question can be answered without being stopped by a check.",
        question_can_be_passed,
    ),
    ("somebody_finishes", "Somebody can apply: the checks that stop do not stop everybody.", somebody_finishes),
];

fn question_comes_up(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    for (index, page) in scope.item.pages.iter().enumerate() {
        if page.questions.is_empty() {
            report.at(format!("pages[{index}].questions"), "the page asks nothing");
        }
        if page.visible.as_ref().is_some_and(|condition| !possible.is(&Term::Holds(condition))) {
            report.at(format!("pages[{index}].visible"), "the page can never be shown");
        }
    }
    for placed in &scope.questions {
        let page = scope.page(*placed).and_then(|page| page.visible.as_ref());
        if page.is_some_and(|condition| !possible.is(&Term::Holds(condition))) {
            continue;
        }
        if !possible.is(&Term::Shown(placed.number)) {
            report.at(format!("{}.visible", scope.path(*placed)), "the question can never be shown");
        }
    }
}

fn option_comes_up(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    for placed in &scope.questions {
        let (name, options) = match &placed.question.kind {
            Kind::Choice { options } => ("choice", options),
            Kind::Choices { options, .. } => ("choices", options),
            _ => continue,
        };
        for index in (0..options.len()).filter(|index| options[*index].visible.is_some()) {
            let offered = Term::All(vec![Term::Shown(placed.number), Term::Offers(placed.number, index)]);
            if !possible.is(&offered) && possible.is(&Term::Shown(placed.number)) {
                let path = format!("{}.kind.{name}.options[{index}].visible", scope.path(*placed));
                report.at(path, "the option can never be offered");
            }
        }
    }
}

fn document_comes_up(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    let item = scope.item;
    let documents = item.documents.iter().enumerate();
    let documents =
        documents.filter_map(|(at, document)| Some((format!("documents[{at}].applies"), document.applies.as_ref()?)));
    let variants =
        item.variants.iter().enumerate().map(|(at, variant)| (format!("variants[{at}].when"), &variant.when));
    let parts = item.parts.iter().enumerate().flat_map(|(at, part)| {
        let variants = part.variants.iter().enumerate();
        let variants = variants.map(move |(ix, variant)| (format!("parts[{at}].variants[{ix}].when"), &variant.when));
        let account = part.account.iter().map(move |account| (format!("parts[{at}].account.when"), &account.when));
        std::iter::once((format!("parts[{at}].when"), &part.when)).chain(account).chain(variants)
    });
    for (path, condition) in documents.chain(variants).chain(parts) {
        if !possible.is(&Term::Holds(condition)) {
            report.at(path, "this can never be so");
        }
    }
    for (at, check) in item.checks.iter().enumerate() {
        let Some(placed) = scope.question(&check.at) else { continue };
        if !possible.is(&Term::All(vec![Term::Shown(placed.number), Term::Holds(&check.when)])) {
            report.at(format!("checks[{at}].when"), format!("this can never be so while `{}` is shown", check.at));
        }
    }
}

fn question_can_be_passed(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    for placed in &scope.questions {
        let stops = scope
            .item
            .checks
            .iter()
            .filter(|check| check.at == placed.question.id && check.severity >= Severity::Error);
        let stops: Vec<Term<'_>> = stops.map(|check| Term::Holds(&check.when)).collect();
        if stops.is_empty() || !possible.is(&Term::Shown(placed.number)) {
            continue;
        }
        let passed = Term::All(vec![Term::Answered(placed.number), Term::Not(Box::new(Term::Any(stops)))]);
        if !possible.is(&passed) {
            report.at(scope.path(*placed), "every answer is stopped by a check: nobody gets past this question");
        }
    }
}

fn somebody_finishes(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    let stops = scope.item.checks.iter().filter(|check| check.severity == Severity::Stop);
    let stops: Vec<Term<'_>> = stops.map(|check| Term::Holds(&check.when)).collect();
    if !stops.is_empty() && !possible.is(&Term::Not(Box::new(Term::Any(stops)))) {
        report.at("checks", "the checks that stop leave nobody to apply");
    }
}
