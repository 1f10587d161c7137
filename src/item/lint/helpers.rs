//! Helpers of pages: each question that plays a part is there and can play it, and what can be picked can be answered.

use super::scope::Placed;
use super::{Checks, Report, Scope};
use crate::item::{Choice, Common, Equipment, GasRoles, Helper, Kind, PowerRoles, WaterRoles};
use crate::utilities::{diameter_of, LoadGroup, Phases, Voltage, WaterUseKind};

pub(super) const CHECKS: Checks = &[
    ("helper_fits", "A helper's questions are on its page, and of the kind that they are taken for.", helper_fits),
    (
        "common_can_be_picked",
        "What can be picked fills a row with answers that its questions take.",
        common_can_be_picked,
    ),
];

/// What a question is taken for.
enum Part {
    /// A number.
    Number,
    /// A choice each of whose options is known by its id.
    Choice(fn(&str) -> bool),
}

/// The parts of a list: of its row, and beside it.
struct Cast<'a> {
    row: Vec<(&'static str, &'a str, Part)>,
    beside: Vec<(&'static str, Option<&'a String>, Part)>,
}

fn cast(equipment: &Equipment) -> Cast<'_> {
    match equipment {
        Equipment::Power(PowerRoles { kind, kilowatts, number, phases, voltage, capacity, .. }) => Cast {
            row: vec![
                ("kind", kind, Part::Choice(|id| LoadGroup::of(id).is_some())),
                ("kilowatts", kilowatts, Part::Number),
                ("number", number, Part::Number),
                ("phases", phases, Part::Choice(|id| Phases::of(id).is_some())),
            ],
            beside: vec![
                ("voltage", voltage.as_ref(), Part::Choice(|id| Voltage::of(id).is_some())),
                ("capacity", capacity.as_ref(), Part::Number),
            ],
        },
        Equipment::Gas(GasRoles { heat, rate, number, hours, flow, day, .. }) => Cast {
            row: vec![
                ("heat", heat, Part::Number),
                ("rate", rate, Part::Number),
                ("number", number, Part::Number),
                ("hours", hours, Part::Number),
            ],
            beside: vec![("flow", flow.as_ref(), Part::Number), ("day", day.as_ref(), Part::Number)],
        },
        Equipment::Water(WaterRoles { kind, number, day, hour, diameter, .. }) => Cast {
            row: vec![
                ("kind", kind, Part::Choice(|id| WaterUseKind::of(id).is_some())),
                ("number", number, Part::Number),
            ],
            beside: vec![
                ("day", day.as_ref(), Part::Number),
                ("hour", hour.as_ref(), Part::Number),
                ("diameter", diameter.as_ref(), Part::Choice(|id| diameter_of(id).is_some())),
            ],
        },
    }
}

/// Every list of equipment, with the number of its page and its place.
fn each(scope: &Scope<'_>, mut see: impl FnMut(usize, &str, &Equipment)) {
    for (index, page) in scope.item.pages.iter().enumerate() {
        let Some(Helper::Equipment(equipment)) = &page.helper else { continue };
        let name = match equipment {
            Equipment::Power(_) => "power",
            Equipment::Gas(_) => "gas",
            Equipment::Water(_) => "water",
        };
        see(index, &format!("pages[{index}].helper.equipment.{name}"), equipment);
    }
}

fn helper_fits(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, |page, path, equipment| {
        let list = scope.question(equipment.list()).filter(|list| list.page == Some(page));
        let Some(list) = list.filter(|list| matches!(list.question.kind, Kind::Group { .. })) else {
            report.at(format!("{path}.list"), format!("this page has no group `{}`", equipment.list()));
            return;
        };
        let Cast { row, beside } = cast(equipment);
        for (role, id, part) in row {
            let here = scope.question(id).filter(|placed| placed.group == Some(list.number));
            report_part(here, &part, (&format!("{path}.{role}"), id), report);
        }
        for (role, id, part) in beside {
            let Some(id) = id else { continue };
            let here = scope.question(id).filter(|placed| placed.page == Some(page) && placed.group.is_none());
            report_part(here, &part, (&format!("{path}.{role}"), id), report);
        }
    });
}

fn report_part(placed: Option<Placed<'_>>, part: &Part, (path, id): (&str, &str), report: &mut Report<'_>) {
    match (placed.map(|placed| &placed.question.kind), part) {
        (None, _) => report.at(path, format!("there is no question `{id}` where it is looked for")),
        (Some(Kind::Integer { .. } | Kind::Decimal { .. }), Part::Number) => {}
        (Some(Kind::Choice { options }), Part::Choice(is_known)) => {
            for Choice { id: option, .. } in options.iter().filter(|option| !is_known(&option.id)) {
                report.at(path, format!("nothing is known about the option `{option}` of `{id}`"));
            }
        }
        (Some(_), Part::Number) => report.at(path, format!("`{id}` is no number")),
        (Some(_), Part::Choice(_)) => report.at(path, format!("`{id}` is no choice")),
    }
}

fn common_can_be_picked(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, |_, path, equipment| {
        let list = scope.question(equipment.list()).map(|list| list.number);
        for (index, Common { fills, source, .. }) in equipment.common().iter().enumerate() {
            let path = format!("{path}.common[{index}]");
            if source.trim().is_empty() {
                report.at(format!("{path}.source"), "say where the figures come from");
            }
            for (id, text) in fills {
                let path = format!("{path}.fills.{id}");
                match scope.question(id).filter(|placed| placed.group == list && list.is_some()) {
                    None => report.at(path, format!("a row has no question `{id}`")),
                    Some(placed) if !super::questions::takes(&placed.question.kind, text) => {
                        report.at(path, format!("`{text}` is no answer to `{id}`"));
                    }
                    Some(_) => {}
                }
            }
        }
    });
}
