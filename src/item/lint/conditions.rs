//! Conditions and formulas: what they compare can be compared, and nothing waits for itself.

use super::scope::Placed;
use super::{Checks, Report, Scope};
use crate::ident::RegionCode;
use crate::item::{Condition, Formula, Kind, Presence};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: Checks = &[
    ("value_is_option", "A compared value is one that the question can have.", value_is_option),
    ("comparison_fits", "A comparison fits the kind of its question.", comparison_fits),
    ("formula_fits", "A formula reads numbers, dates and rows where it says so.", formula_fits),
    ("row_is_known", "A question of a group is read where it is known which row is meant.", row_is_known),
    ("no_cycle", "Nothing is shown, required or worked out depending on its own answer.", no_cycle),
];

fn value_is_option(scope: &Scope<'_>, report: &mut Report<'_>) {
    scope.each_condition(|path, condition| {
        let (question, values): (_, Vec<&String>) = match condition {
            Condition::Is { question, value } | Condition::Includes { question, value } => (question, vec![value]),
            Condition::OneOf { question, values } => (question, values.iter().collect()),
            _ => return,
        };
        let Some(placed) = scope.question(question) else { return };
        for value in values {
            match &placed.question.kind {
                Kind::Choice { options } | Kind::Choices { options, .. }
                    if !options.iter().any(|option| option.id == *value) =>
                {
                    report.at(path, format!("`{question}` has no option `{value}`"));
                }
                Kind::YesNo if value != "yes" && value != "no" => {
                    report.at(path, format!("`{question}` is answered with `yes` or `no`, not `{value}`"));
                }
                _ => {}
            }
        }
    });
}

fn comparison_fits(scope: &Scope<'_>, report: &mut Report<'_>) {
    scope.each_condition(|path, condition| {
        if let Some((question, fits, wanted)) = demand(scope, condition) {
            if !fits {
                report.at(path, format!("`{question}` is no {wanted}"));
            }
        }
        if let Condition::Within { region, .. } = condition {
            if region.parse::<RegionCode>().is_err() {
                report.at(path, format!("`{region}` is no region code"));
            }
        }
    });
}

/// What a condition demands of its question's kind: the question, whether it is so, and what it should be.
fn demand<'a>(scope: &Scope<'_>, condition: &'a Condition) -> Option<(&'a str, bool, &'static str)> {
    let kind = |id: &str| scope.question(id).map(|placed| &placed.question.kind);
    let demand = |id: &'a String, fits: fn(&Kind) -> bool, wanted| Some((id.as_str(), fits(kind(id)?), wanted));
    match condition {
        Condition::Is { question, .. } | Condition::OneOf { question, .. } => {
            let fits = |kind: &Kind| matches!(kind, Kind::Choice { .. } | Kind::YesNo | Kind::Text { .. });
            demand(question, fits, "choice, yes/no or text")
        }
        Condition::Includes { question, .. } => {
            demand(question, |kind| matches!(kind, Kind::Choices { .. }), "question with several choices")
        }
        Condition::AtLeast { question, .. } | Condition::AtMost { question, .. } => {
            demand(question, |kind| is_number(kind) || matches!(kind, Kind::Group { .. }), "number or group")
        }
        Condition::AgeAtLeast { question, .. } => demand(question, has_birth, "resident id or date"),
        Condition::DateBefore { question, .. } => demand(question, |kind| matches!(kind, Kind::Date { .. }), "date"),
        Condition::Within { question, .. } => demand(question, |kind| matches!(kind, Kind::Region), "region"),
        Condition::AnyRow { group, .. } => demand(group, |kind| matches!(kind, Kind::Group { .. }), "group"),
        Condition::Repeated(question) => {
            Some((question, scope.question(question)?.group.is_some(), "question of a group"))
        }
        Condition::Same { question, other } => {
            let (one, two) = (kind(question)?, kind(other)?);
            let texts =
                |kind: &Kind| matches!(kind, Kind::Text { .. } | Kind::LongText { .. } | Kind::Signature { .. });
            let same = std::mem::discriminant(one) == std::mem::discriminant(two);
            Some((question, same || texts(one) && texts(two), "question of the same kind as the other"))
        }
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Answered(_)
        | Condition::Compare { .. }
        | Condition::Audience(_)
        | Condition::Failed { .. } => None,
    }
}

fn formula_fits(scope: &Scope<'_>, report: &mut Report<'_>) {
    scope.each_formula(|path, formula| {
        let (question, fits, wanted): (_, fn(&Kind) -> bool, _) = match formula {
            Formula::Answer(question) => {
                (question, |kind| is_number(kind) || matches!(kind, Kind::Date { .. }), "number or date")
            }
            Formula::Age(question) => (question, has_birth, "resident id or date"),
            Formula::WorkingDaysUntil(question) => (question, |kind| matches!(kind, Kind::Date { .. }), "date"),
            Formula::Rows { group, .. } | Formula::Total { group, .. } => {
                (group, |kind| matches!(kind, Kind::Group { .. }), "group")
            }
            Formula::Number(_)
            | Formula::Today
            | Formula::Sum(_)
            | Formula::Difference(..)
            | Formula::Product(_)
            | Formula::Quotient(..) => return,
        };
        if scope.question(question).is_some_and(|placed| !fits(&placed.question.kind)) {
            report.at(path, format!("`{question}` is no {wanted}"));
        }
    });
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. })
}

fn has_birth(kind: &Kind) -> bool {
    matches!(kind, Kind::ResidentId | Kind::Date { .. })
}

/// A comparison of a row's question holds when it holds in any row; a formula has no such meaning.
fn row_is_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in scope.conditions() {
        let row = placed.owner.and_then(|owner| scope.questions[owner].group);
        rows_in_condition(scope, &placed.path, placed.condition, row, report);
    }
    for placed in &scope.questions {
        if let Some(formula) = placed.question.formula() {
            rows_in_formula(scope, &format!("{}.computed.formula", scope.path(*placed)), formula, placed.group, report);
        }
    }
}

fn rows_in_condition(
    scope: &Scope<'_>,
    path: &str,
    condition: &Condition,
    row: Option<usize>,
    report: &mut Report<'_>,
) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| rows_in_condition(scope, path, part, row, report));
        }
        Condition::Not(part) => rows_in_condition(scope, path, part, row, report),
        Condition::AnyRow { group, when } => {
            let row = scope.question(group).map(|placed| placed.number);
            rows_in_condition(scope, path, when, row, report);
        }
        Condition::Compare { left, right, .. } => {
            rows_in_formula(scope, path, left, row, report);
            rows_in_formula(scope, path, right, row, report);
        }
        _ => {}
    }
}

fn rows_in_formula(scope: &Scope<'_>, path: &str, formula: &Formula, row: Option<usize>, report: &mut Report<'_>) {
    match formula {
        Formula::Answer(question) | Formula::Age(question) | Formula::WorkingDaysUntil(question) => {
            let group = scope.question(question).and_then(|placed| placed.group);
            if group.is_some() && group != row {
                report.at(
                    path,
                    format!("`{question}` has one answer a row: read it inside `total`, `rows` or `any_row`"),
                );
            }
        }
        Formula::Sum(parts) | Formula::Product(parts) => {
            parts.iter().for_each(|part| rows_in_formula(scope, path, part, row, report));
        }
        Formula::Difference(left, right) | Formula::Quotient(left, right) => {
            rows_in_formula(scope, path, left, row, report);
            rows_in_formula(scope, path, right, row, report);
        }
        Formula::Total { group, of } => {
            rows_in_formula(scope, path, of, scope.question(group).map(|placed| placed.number), report);
        }
        Formula::Number(_) | Formula::Today | Formula::Rows { .. } => {}
    }
}

/// Whether anything waits for itself.
pub(super) fn has_cycle(scope: &Scope<'_>) -> bool {
    let reads = reads(scope);
    scope.questions.iter().any(|placed| way_back(&reads, &placed.question.id).is_some())
}

fn reads<'a>(scope: &Scope<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    scope.questions.iter().map(|placed| (placed.question.id.as_str(), reads_of(scope, *placed))).collect()
}

fn no_cycle(scope: &Scope<'_>, report: &mut Report<'_>) {
    let reads = reads(scope);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for placed in &scope.questions {
        let id = placed.question.id.as_str();
        let Some(way) = way_back(&reads, id) else { continue };
        if way.iter().any(|step| told.contains(step)) {
            continue;
        }
        told.extend(&way);
        let way: Vec<String> = way.iter().chain([&id]).map(|step| format!("`{step}`")).collect();
        report.at(scope.path(*placed), format!("depends on its own answer: {}", way.join(" reads ")));
    }
}

/// The questions that decide whether a question is shown or required, and what it is worked out from.
fn reads_of<'a>(scope: &Scope<'a>, placed: Placed<'a>) -> BTreeSet<&'a str> {
    let mut reads = BTreeSet::new();
    let mut conditions: Vec<&Condition> = placed.question.visible.iter().collect();
    if let Presence::RequiredWhen(condition) = &placed.question.presence {
        conditions.push(condition);
    }
    if let Kind::Choice { options } | Kind::Choices { options, .. } = &placed.question.kind {
        conditions.extend(options.iter().filter_map(|option| option.visible.as_ref()));
    }
    conditions.extend(scope.page(placed).and_then(|page| page.visible.as_ref()));
    for condition in conditions {
        condition.questions(&mut |id| {
            reads.insert(id.as_str());
        });
        condition.documents(&mut |id| {
            if let Some(applies) = scope.item.document(id).and_then(|document| document.applies.as_ref()) {
                applies.questions(&mut |id| {
                    reads.insert(id.as_str());
                });
            }
        });
    }
    if let Some(formula) = placed.question.formula() {
        formula.questions(&mut |id| {
            reads.insert(id.as_str());
        });
    }
    if let Some(group) = placed.group {
        // A row's question waits for what shows its group, not for the group's rows.
        reads.remove(scope.questions[group].question.id.as_str());
        reads.extend(reads_of(scope, scope.questions[group]));
    }
    reads
}

/// The shortest way from a question back to itself.
fn way_back<'a>(reads: &BTreeMap<&'a str, BTreeSet<&'a str>>, id: &'a str) -> Option<Vec<&'a str>> {
    let mut ways: Vec<Vec<&str>> = vec![vec![id]];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in way.last().and_then(|last| reads.get(last)).into_iter().flatten().copied() {
                if next == id {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push([way.as_slice(), &[next]].concat());
                }
            }
        }
        ways = longer;
    }
    None
}
