//! Renamings: drafts of earlier versions follow them, so each leads from something that was to something that is.

use super::{Checks, Report, Scope};
use crate::item::{Item, Kind, Nameable, Renamed};

pub(super) const CHECKS: Checks = &[
    ("rename_known", "Whatever bears a new id is there.", rename_known),
    ("rename_free", "An id that was given up is not used again: so there are no chains and no circles.", rename_free),
    ("rename_since", "A renaming has a version, and the one before it knew the earlier id.", rename_since),
    ("rename_once", "Nothing leads to two ids, and no two things became one.", rename_once),
];

fn rename_known(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (at, entry) in scope.item.renamed.iter().enumerate() {
        if !has(scope.item, &entry.what, &entry.to) {
            report.at(format!("renamed[{at}].to"), format!("there is no {} `{}`", noun(&entry.what), entry.to));
        }
    }
}

fn rename_free(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (at, entry) in scope.item.renamed.iter().enumerate() {
        if has(scope.item, &entry.what, &entry.from) {
            let message = format!(
                "the {} `{}` is still there: write the newest id at `to` of every entry, and use no id again",
                noun(&entry.what),
                entry.from
            );
            report.at(format!("renamed[{at}].from"), message);
        }
    }
}

fn rename_since(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    for (at, entry) in item.renamed.iter().enumerate() {
        if entry.since > item.version {
            let message = format!("the version is {}, this one is yet to come", item.version);
            report.at(format!("renamed[{at}].since"), message);
        }
        let before = scope.pack.versions.iter().map(|file| &file.item);
        let before = before.filter(|kept| kept.code == item.code);
        let Some(before) = before.into_iter().find(|kept| kept.version.checked_add(1) == Some(entry.since)) else {
            continue;
        };
        // The question of an option may have borne another id then: any question that offered it will do.
        let knew = match &entry.what {
            Nameable::OptionOf(_) => before.questions().any(|question| offers(&question.kind, &entry.from)),
            Nameable::Question | Nameable::Document | Nameable::Commitment => has(before, &entry.what, &entry.from),
        };
        if !knew {
            let message = format!("version {} has no {} `{}`", before.version, noun(&entry.what), entry.from);
            report.at(format!("renamed[{at}].from"), message);
        }
        let had_both = match &entry.what {
            // Two options that became one are told apart by nobody; two questions or documents are two answers.
            Nameable::OptionOf(_) => false,
            Nameable::Question | Nameable::Document | Nameable::Commitment => has(before, &entry.what, &entry.to),
        };
        if had_both {
            let message = format!("version {} already has a {} `{}`", before.version, noun(&entry.what), entry.to);
            report.at(format!("renamed[{at}].to"), message);
        }
    }
}

fn rename_once(scope: &Scope<'_>, report: &mut Report<'_>) {
    let list = &scope.item.renamed;
    for (at, entry) in list.iter().enumerate() {
        let same = |other: &&Renamed| {
            let merged = other.to == entry.to && other.since == entry.since;
            other.what == entry.what && (other.from == entry.from || merged)
        };
        if list.iter().take(at).any(|other| same(&other)) {
            let message = "an earlier entry has the same `from`, or the same `to` in the same version: take one off";
            report.at(format!("renamed[{at}]"), message);
        }
    }
}

fn has(item: &Item, what: &Nameable, id: &str) -> bool {
    match what {
        Nameable::Question => item.questions().any(|question| question.id == id),
        Nameable::OptionOf(of) => item.questions().any(|question| question.id == *of && offers(&question.kind, id)),
        Nameable::Document => item.document(id).is_some(),
        Nameable::Commitment => item.commitment(id).is_some(),
    }
}

fn offers(kind: &Kind, id: &str) -> bool {
    match kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => options.iter().any(|option| option.id == id),
        _ => false,
    }
}

fn noun(what: &Nameable) -> &'static str {
    match what {
        Nameable::Question => "question",
        Nameable::OptionOf(_) => "option",
        Nameable::Document => "document",
        Nameable::Commitment => "commitment",
    }
}
