//! Limits and dates: promises within the law, steps in order.

use super::{Checks, Report, Scope};
use crate::item::{Step, TimeLimit, TimeLimits};

pub(super) const CHECKS: Checks = &[
    ("promise_within_law", "What is promised is not longer than what the law allows.", promise_within_law),
    ("steps_in_order", "Steps come one after the other.", steps_in_order),
    ("periods_in_order", "A period ends after it begins.", periods_in_order),
    ("instant_is_at_once", "Who gets the result with the receipt is promised that, and only they.", instant_is_at_once),
];

fn promise_within_law(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (path, time) in times(scope) {
        let Some(legal) = time.legal else { continue };
        if days(time.promised) > days(legal) {
            report.at(format!("{path}.promised"), "the promise is longer than the law allows");
        }
    }
}

/// Every time limit of the item: its own, its variants' and its parts'.
fn times<'a>(scope: &Scope<'a>) -> Vec<(String, &'a TimeLimits)> {
    let item = scope.item;
    let variants = item.variants.iter().enumerate();
    let variants =
        variants.filter_map(|(index, variant)| Some((format!("variants[{index}].time"), variant.time.as_ref()?)));
    let parts = item.parts.iter().enumerate().flat_map(|(index, part)| {
        let variants = part.variants.iter().enumerate();
        let variants = variants.filter_map(move |(at, variant)| {
            Some((format!("parts[{index}].variants[{at}].time"), variant.time.as_ref()?))
        });
        std::iter::once((format!("parts[{index}].time"), &part.time)).chain(variants)
    });
    std::iter::once(("time".to_owned(), &item.time)).chain(variants).chain(parts).collect()
}

/// A limit in days of the calendar, in tenths, holidays left out of account: five working days are a week.
fn days(limit: TimeLimit) -> u32 {
    match limit {
        TimeLimit::AtOnce => 0,
        TimeLimit::WorkingDays(days) => u32::from(days) * 14,
        TimeLimit::CalendarDays(days) => u32::from(days) * 10,
        TimeLimit::Months(months) => u32::from(months) * 300,
    }
}

fn steps_in_order(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    let variants = item.variants.iter().enumerate();
    let variants =
        variants.filter_map(|(index, variant)| Some((format!("variants[{index}].steps"), variant.steps.as_ref()?)));
    let parts = item.parts.iter().enumerate().flat_map(|(index, part)| {
        let variants = part.variants.iter().enumerate();
        let variants = variants.filter_map(move |(at, variant)| {
            Some((format!("parts[{index}].variants[{at}].steps"), variant.steps.as_ref()?))
        });
        std::iter::once((format!("parts[{index}].steps"), &part.steps)).chain(variants)
    });
    let all: Vec<(String, &Vec<Step>)> =
        std::iter::once(("steps".to_owned(), &item.steps)).chain(variants).chain(parts).collect();
    for (path, steps) in all {
        if steps.is_empty() {
            report.at(&path, "say what happens after the submission");
        }
        for (index, pair) in steps.windows(2).enumerate() {
            if pair[1].within_working_days < pair[0].within_working_days {
                report.at(
                    format!("{path}[{}].within_working_days", index + 1),
                    "the step is over before the one before it",
                );
            }
        }
    }
}

fn periods_in_order(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, period) in scope.item.open.iter().enumerate() {
        if period.until < period.from {
            report.at(format!("open[{index}]"), "the period ends before it begins");
        }
    }
}

fn instant_is_at_once(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    if item.result.instant && item.time.promised != TimeLimit::AtOnce {
        report.at("time.promised", "a result that comes with the receipt is promised `at_once`");
    }
    for (index, variant) in item.variants.iter().enumerate() {
        let result = variant.result.as_ref().unwrap_or(&item.result);
        let time = variant.time.as_ref().unwrap_or(&item.time);
        if result.instant && time.promised != TimeLimit::AtOnce {
            report.at(format!("variants[{index}].time"), "a result that comes with the receipt is promised `at_once`");
        }
    }
}
