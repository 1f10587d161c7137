//! Questions: kinds that make sense, defaults that are answers, words for what is missing.

use super::{Checks, Report, Scope};
use crate::ident::Decimal;
use crate::item::{DateBound, Kind, Presence, Question};

pub(super) const CHECKS: Checks = &[
    (
        "kind_makes_sense",
        "Bounds leave room, choices offer at least two options, groups hold no groups.",
        kind_makes_sense,
    ),
    ("default_is_answer", "A default is an answer that the question takes.", default_is_answer),
    ("computed_fits", "A computed answer fits its question.", computed_fits),
    ("numbers_masked", "Identity and account numbers are masked.", numbers_masked),
    ("position_optional", "A position is asked for, and never required.", position_optional),
    ("missing_said", "A question that must be answered says what to do when it is not.", missing_said),
];

fn kind_makes_sense(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        let path = format!("{}.kind", scope.path(*placed));
        if let Some(problem) = nonsense(&placed.question.kind, placed.group.is_some()) {
            report.at(path, problem);
        }
    }
}

fn nonsense(kind: &Kind, in_group: bool) -> Option<&'static str> {
    match kind {
        Kind::Text { min_chars, max_chars, .. } => {
            (*max_chars == 0 || min_chars > max_chars).then_some("no text is short and long enough")
        }
        Kind::LongText { max_chars } => (*max_chars == 0).then_some("no text is short enough"),
        Kind::Integer { min, max, .. } => (min > max).then_some("the least is larger than the most"),
        Kind::Decimal { min, max, places, .. } => match places {
            1..=4 => (min > max).then_some("the least is larger than the most"),
            _ => Some("a decimal number has 1 to 4 places; without places it is an `integer`"),
        },
        Kind::Money { min, max } => (min > max).then_some("the least is larger than the most"),
        Kind::Date { earliest, latest, .. } => match (earliest, latest) {
            (Some(DateBound::On(first)), Some(DateBound::On(last))) if first > last => Some("no day is left"),
            (Some(DateBound::Today(first)), Some(DateBound::Today(last))) if first > last => Some("no day is left"),
            _ => None,
        },
        Kind::Choice { options } => (options.len() < 2).then_some("a choice offers at least two options"),
        Kind::Choices { options, min, max } => {
            let most = if *max == 0 { options.len() } else { usize::from(*max) };
            (options.is_empty() || usize::from(*min) > most || most > options.len())
                .then_some("there are fewer options than have to be, or may be, chosen")
        }
        Kind::Group { min_rows, max_rows, questions, .. } => {
            if in_group {
                Some("a group stands in no other group")
            } else if questions.is_empty() || *max_rows == 0 || min_rows > max_rows {
                Some("no row fits, or a row asks nothing")
            } else {
                None
            }
        }
        Kind::Attachment { max_files, max_bytes, .. } => {
            (*max_files == 0 || *max_bytes < 100_000).then_some("no photograph fits into this")
        }
        Kind::YesNo
        | Kind::Region
        | Kind::ResidentId
        | Kind::CreditCode
        | Kind::Phone
        | Kind::BankAccount
        | Kind::RealEstateUnit
        | Kind::Position
        | Kind::Signature { .. } => None,
    }
}

fn default_is_answer(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        let Some(default) = &placed.question.default else { continue };
        if !takes(&placed.question.kind, default) {
            report.at(format!("{}.default", scope.path(*placed)), format!("`{default}` is no answer to this question"));
        }
    }
}

pub(super) fn takes(kind: &Kind, default: &str) -> bool {
    let number = || default.parse::<Decimal>().ok();
    match kind {
        Kind::Text { min_chars, max_chars, .. } => {
            let length = default.chars().count();
            length >= usize::from(*min_chars).max(1) && length <= usize::from(*max_chars)
        }
        Kind::LongText { max_chars } => !default.is_empty() && default.chars().count() <= usize::from(*max_chars),
        Kind::Integer { min, max, .. } => {
            number().and_then(Decimal::whole).is_some_and(|whole| (*min..=*max).contains(&whole))
        }
        Kind::Decimal { min, max, places, .. } => {
            number().is_some_and(|number| number >= *min && number <= *max && number.decimals() <= *places)
        }
        Kind::Money { min, max } => {
            number().is_some_and(|number| number >= *min && number <= *max && number.decimals() <= 2)
        }
        Kind::Choice { options } => options.iter().any(|option| option.id == default),
        Kind::Choices { options, .. } => default.split(',').all(|id| options.iter().any(|option| option.id == id)),
        Kind::YesNo => default == "yes" || default == "no",
        Kind::Date { .. }
        | Kind::Region
        | Kind::ResidentId
        | Kind::CreditCode
        | Kind::Phone
        | Kind::BankAccount
        | Kind::RealEstateUnit
        | Kind::Position
        | Kind::Group { .. }
        | Kind::Attachment { .. }
        | Kind::Signature { .. } => false,
    }
}

fn computed_fits(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        let Some(computed) = &placed.question.computed else { continue };
        let path = format!("{}.computed", scope.path(*placed));
        match &placed.question.kind {
            Kind::Choice { options } => {
                if computed.bands.is_empty() {
                    report.at(&path, "a computed choice needs bands: which option stands for which numbers");
                }
                for (index, band) in computed.bands.iter().enumerate() {
                    if !options.iter().any(|option| option.id == band.option) {
                        report.at(
                            format!("{path}.bands[{index}].option"),
                            format!("there is no option `{}`", band.option),
                        );
                    }
                }
                if !computed.bands.windows(2).all(|pair| pair[0].from < pair[1].from) {
                    report.at(format!("{path}.bands"), "bands go from the lowest bound up");
                }
            }
            Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. } => {
                if !computed.bands.is_empty() {
                    report.at(format!("{path}.bands"), "bands are for choices");
                }
            }
            _ => report.at(path, "only numbers and choices can be worked out"),
        }
        if placed.question.default.is_some() {
            report.at(format!("{}.default", scope.path(*placed)), "a computed answer has no default");
        }
    }
}

fn numbers_masked(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        let personal = matches!(placed.question.kind, Kind::ResidentId | Kind::BankAccount);
        if personal && !placed.question.sensitive {
            report.at(scope.path(*placed), "an identity or account number is `sensitive`");
        }
    }
}

fn position_optional(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        if placed.question.kind == Kind::Position && placed.question.presence != Presence::Optional {
            report.at(scope.path(*placed), "a position is `optional`: not every device gives one, nor does everybody");
        }
    }
}

/// From a label that is a noun the words can be made (请填写姓名); from a question they cannot.
fn missing_said(scope: &Scope<'_>, report: &mut Report<'_>) {
    for placed in &scope.questions {
        let question = placed.question;
        if asks(question) && question.missing.is_none() {
            report.at(
                format!("{}.missing", scope.path(*placed)),
                "say what to do when it is not answered: 请填写…, 请选…",
            );
        }
        if question.missing.as_ref().is_some_and(|missing| !missing.zh.starts_with('请')) {
            report.at(
                format!("{}.missing", scope.path(*placed)),
                "what is missing is asked for politely: it begins with 请",
            );
        }
    }
}

fn asks(question: &Question) -> bool {
    question.presence != Presence::Optional && question.label.zh.ends_with('？')
}
