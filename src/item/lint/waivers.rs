//! Waivers: every document says how it is waived, and no failure is a dead end.

use super::{Checks, Report, Scope};
use crate::item::{Document, Failure, Holder, Kind, Source, Supply, Waiver, Way};

pub(super) const CHECKS: Checks = &[
    (
        "fallback_for_every_failure",
        "For everything that a waiver can fail by there is a way on.",
        fallback_for_every_failure,
    ),
    ("fallback_is_offered", "Every way on is offered for some failure.", fallback_is_offered),
    ("supply_fits", "What a source supplies or is sent is a field of it and fits the question.", supply_fits),
    ("supply_can_arrive", "What a source supplies is asked when its document applies.", supply_can_arrive),
    ("days_given", "What follows later has days to follow in.", days_given),
    ("no_catch_all", "No document is “other materials”.", no_catch_all),
    ("document_is_there", "An item has documents, and each basis names a regulation.", document_is_there),
];

/// What people must not be asked for: nobody knows what it is (国办发〔2018〕45号: no catch-all clauses).
const CATCH_ALL: [&str; 5] = ["其他材料", "其它材料", "相关材料", "有关材料", "其他证明材料"];

const LICENCE_FAILS: &[Failure] = &[
    Failure::NotFound,
    Failure::Expired,
    Failure::Suspended,
    Failure::Revoked,
    Failure::Mismatch,
    Failure::RegisterDown,
    Failure::Refused,
];
const ISSUE_FAILS: &[Failure] = &[Failure::NotFound, Failure::RegisterDown, Failure::Refused];
const REUSE_FAILS: &[Failure] = &[Failure::NotFound, Failure::Expired, Failure::RegisterDown, Failure::Refused];

/// Everything that a document's waiver can fail by.
fn failures(scope: &Scope<'_>, document: &Document) -> Vec<Failure> {
    let fails = match &document.waiver {
        Waiver::Licence { .. } | Waiver::DataCheck { .. } => LICENCE_FAILS,
        Waiver::IssuedOnline { .. } => ISSUE_FAILS,
        Waiver::Reuse { .. } => REUSE_FAILS,
        Waiver::Commitment { .. } => &[Failure::Refused],
        Waiver::Cancelled | Waiver::DepartmentCheck { .. } | Waiver::Deferred { .. } | Waiver::None { .. } => &[],
    };
    let source = document.waiver.source().and_then(|id| scope.item.source(id));
    let of_applicant = source.is_some_and(|source| source.holder == Holder::Applicant);
    let by_agent = (of_applicant && scope.item.agent_question.is_some()).then_some(Failure::NoAuthority);
    fails.iter().copied().chain(by_agent).collect()
}

fn fallback_for_every_failure(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        let open = |failure: &Failure| !document.fallbacks.iter().any(|fallback| fallback.answers(*failure));
        let open: Vec<String> = failures(scope, document).into_iter().filter(open).map(name).collect();
        if !open.is_empty() {
            report.at(format!("documents[{index}].fallbacks"), format!("no way on for {}", open.join(", ")));
        }
    }
}

fn fallback_is_offered(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        let failures = failures(scope, document);
        for (at, fallback) in document.fallbacks.iter().enumerate() {
            let path = format!("documents[{index}].fallbacks[{at}]");
            if failures.is_empty() {
                report.at(path, "this waiver cannot fail: nobody is ever offered this");
                continue;
            }
            for failure in fallback.on.iter().filter(|failure| !failures.contains(failure)) {
                report.at(format!("{path}.on"), format!("this waiver cannot fail by {}", name(*failure)));
            }
        }
    }
}

/// A failure as it is written in JSON.
fn name(failure: Failure) -> String {
    serde_json::to_value(failure).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn supply_fits(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        let path = format!("documents[{index}]");
        let Some(source) = document.waiver.source().and_then(|id| scope.item.source(id)) else {
            if !document.supplies.is_empty() && document.waiver.source().is_none() {
                report.at(format!("{path}.supplies"), "without a source nothing is supplied");
            }
            continue;
        };
        for (at, supply) in document.supplies.iter().enumerate() {
            supply_at(scope, source, supply, &format!("{path}.supplies[{at}]"), report);
        }
        if let Waiver::DataCheck { sends, .. } = &document.waiver {
            for (at, supply) in sends.iter().enumerate() {
                supply_at(scope, source, supply, &format!("{path}.waiver.data_check.sends[{at}]"), report);
            }
            if sends.is_empty() {
                report.at(format!("{path}.waiver.data_check"), "a check that is sent nothing checks nothing");
            }
        }
    }
}

fn supply_at(scope: &Scope<'_>, source: &Source, supply: &Supply, path: &str, report: &mut Report<'_>) {
    if !source.fields.iter().any(|field| field.id == supply.field) {
        report.at(format!("{path}.field"), format!("the source `{}` has no field `{}`", source.id, supply.field));
    }
    let Some(placed) = scope.question(&supply.question) else { return };
    let takes_text = !matches!(
        placed.question.kind,
        Kind::Choices { .. } | Kind::Group { .. } | Kind::Attachment { .. } | Kind::Signature { .. }
    );
    let expected = kind_of_field(&supply.field);
    let fits = expected.is_none_or(|fits| fits(&placed.question.kind));
    if !takes_text || !fits || placed.group.is_some() || placed.question.computed.is_some() {
        report
            .at(format!("{path}.question"), format!("`{}` cannot hold the field `{}`", supply.question, supply.field));
    }
}

/// Which kinds can hold a field whose name says what it is; nothing where it does not.
fn kind_of_field(field: &str) -> Option<fn(&Kind) -> bool> {
    let text = |kind: &Kind| matches!(kind, Kind::Text { .. } | Kind::LongText { .. });
    match field {
        "resident_id" => Some(|kind| matches!(kind, Kind::ResidentId)),
        "credit_code" => Some(|kind| matches!(kind, Kind::CreditCode)),
        "account_number" => Some(|kind| matches!(kind, Kind::BankAccount)),
        "unit_number" => Some(|kind| matches!(kind, Kind::RealEstateUnit)),
        "town" => Some(|kind| matches!(kind, Kind::Region)),
        "valid_until" | "registered_on" => Some(|kind| matches!(kind, Kind::Date { .. })),
        "area_square_metres" => Some(|kind| matches!(kind, Kind::Decimal { .. })),
        "name" | "enterprise_name" | "legal_representative" | "address" | "household_address" | "account_holder" => {
            Some(text)
        }
        _ => None,
    }
}

/// A value that arrives at a question that is never shown with it would vanish without a word.
fn supply_can_arrive(scope: &Scope<'_>, report: &mut Report<'_>) {
    use super::possible::{Possible, Term};
    let possible = Possible::new(scope);
    for (index, document) in scope.item.documents.iter().enumerate() {
        let applies = document.applies.as_ref().map(Term::Holds);
        for (at, supply) in document.supplies.iter().enumerate() {
            let Some(placed) = scope.question(&supply.question) else { continue };
            let both = applies.iter().cloned().chain([Term::Shown(placed.number)]).collect();
            if !possible.is(&Term::All(both)) {
                let path = format!("documents[{index}].supplies[{at}].question");
                report.at(path, format!("`{}` is never shown when this document applies", supply.question));
            }
        }
    }
}

fn days_given(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        let path = format!("documents[{index}]");
        match &document.waiver {
            Waiver::Deferred { working_days: 0 } => report.at(format!("{path}.waiver"), "0 working days are none"),
            Waiver::Reuse { within_months: 0 } => report.at(format!("{path}.waiver"), "0 months are none"),
            _ => {}
        }
        for (at, fallback) in document.fallbacks.iter().enumerate() {
            if matches!(fallback.way, Way::Deferred { working_days: 0 }) {
                report.at(format!("{path}.fallbacks[{at}].way"), "0 working days are none");
            }
        }
    }
}

fn no_catch_all(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        if let Some(words) = CATCH_ALL.iter().find(|words| document.name.zh.contains(**words)) {
            report.at(format!("documents[{index}].name"), format!("“{words}” names nothing: say which document it is"));
        }
    }
}

fn document_is_there(scope: &Scope<'_>, report: &mut Report<'_>) {
    let item = scope.item;
    if item.documents.is_empty() {
        report.at("documents", "the ledger is empty: name what the law asks for, cancelled documents too");
    }
    if item.basis.is_empty() {
        report.at("basis", "name the regulation that the item stands on");
    }
    let of_documents = item.documents.iter().enumerate();
    let of_documents = of_documents.map(|(index, document)| (format!("documents[{index}].basis"), &document.basis));
    let of_item = item.basis.iter().enumerate().map(|(index, basis)| (format!("basis[{index}]"), basis));
    for (path, basis) in of_documents.chain(of_item) {
        if basis.regulation.trim().is_empty() || basis.article.as_ref().is_some_and(|article| article.trim().is_empty())
        {
            report.at(&path, "name the regulation, or leave the article out");
        }
        if basis.article.is_none() && !basis.to_confirm {
            report.at(&path, "name the article, or mark the basis `to_confirm`");
        }
    }
}
