//! Pages: not too much at once.

use super::possible::{Possible, Term};
use super::scope::Placed;
use super::{Checks, Report, Scope};
use crate::item::Kind;

pub(super) const CHECKS: Checks = &[
    (
        "six_questions",
        "At most six questions stand on a page at once; a row, a page of its own, asks at most ten.",
        six_questions,
    ),
    ("situation_by_choice", "What is asked in the guide is answered by choosing.", situation_by_choice),
    ("title_short", "A page's title is short.", title_short),
    ("acted_upon", "The app and the portal of this version act upon everything that an item says.", acted_upon),
];

/// How many questions a page shows at once (LOOKS: up to 6 fields a page).
const MOST_QUESTIONS: usize = 6;
/// How many questions a row asks: the rows of official forms are wide.
const MOST_IN_ROW: usize = 10;
/// The longest title that stands in two lines on a phone.
const LONGEST_TITLE: usize = 14;

fn six_questions(scope: &Scope<'_>, report: &mut Report<'_>) {
    let possible = Possible::new(scope);
    let pages = (0..scope.item.pages.len()).map(|page| (format!("pages[{page}].questions"), Some(page)));
    for (path, page) in std::iter::once(("situations".to_owned(), None)).chain(pages) {
        let here = |placed: &&Placed<'_>| placed.page == page && placed.group.is_none();
        let shown: Vec<Term<'_>> =
            scope.questions.iter().filter(here).map(|placed| Term::Shown(placed.number)).collect();
        if shown.len() <= MOST_QUESTIONS {
            continue;
        }
        let most = possible.most(&shown).unwrap_or_default();
        if most > MOST_QUESTIONS {
            report.at(
                path,
                format!("up to {most} questions stand here at once; {MOST_QUESTIONS} are enough: make two pages"),
            );
        }
    }
    for group in scope.questions.iter().filter(|placed| matches!(placed.question.kind, Kind::Group { .. })) {
        let shown = scope.questions.iter().filter(|child| child.group == Some(group.number));
        let shown: Vec<Term<'_>> = shown.map(|child| Term::Shown(child.number)).collect();
        if shown.len() > MOST_IN_ROW && possible.most(&shown).unwrap_or_default() > MOST_IN_ROW {
            report.at(scope.path(*group), format!("a row asks more than {MOST_IN_ROW} questions at once"));
        }
    }
}

/// The guide shows rows to choose from, and the address of the guide carries what was chosen.
fn situation_by_choice(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, question) in scope.item.situations.iter().enumerate() {
        if !matches!(question.kind, Kind::Choice { .. } | Kind::Choices { .. } | Kind::YesNo) {
            report.at(format!("situations[{index}].kind"), "the guide asks by choice; ask this on a page");
        }
    }
}

fn title_short(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, page) in scope.item.pages.iter().enumerate() {
        let length = page.title.zh.chars().count();
        if length > LONGEST_TITLE {
            report.at(
                format!("pages[{index}].title"),
                format!("{length} characters are too long for a title, {LONGEST_TITLE} fit"),
            );
        }
    }
}

/// The format can say these already; what reads items does not act upon them yet.
fn acted_upon(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (index, document) in scope.item.documents.iter().enumerate() {
        if document.each.is_some() {
            report.at(format!("documents[{index}].each"), "this version asks for a document once, not once a row");
        }
    }
}
