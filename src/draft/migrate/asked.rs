//! What an item asks, field by field, the files of documents and the signatures under commitments among it, and whether two
//! versions ask for the same type of answer.

use super::names::Names;
use crate::form::{show, written, Value};
use crate::item::{Choice, Commitment, Document, Item, Kind, Page, Precision, Question, Text};

/// One thing that is asked.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    /// A question of the definition.
    Question {
        question: &'a Question,
        /// The group that it is a question of.
        group: Option<&'a str>,
        /// The page; none for a scenario question.
        page: Option<&'a Page>,
    },
    /// The files of a document.
    Files(&'a Document),
    /// The signature under a commitment.
    Signature(&'a Commitment),
}

/// Everything that an item asks, with its id, in the order of the item; a group before its questions.
pub(super) fn asked(item: &Item) -> Vec<(String, Asked<'_>)> {
    let mut all = Vec::new();
    let situations = item.situations.iter().map(|question| (None, question));
    let pages = item.pages.iter().flat_map(|page| page.questions.iter().map(move |question| (Some(page), question)));
    for (page, question) in situations.chain(pages) {
        all.push((question.id.clone(), Asked::Question { question, group: None, page }));
        for child in question.with_children().skip(1) {
            all.push((child.id.clone(), Asked::Question { question: child, group: Some(&question.id), page }));
        }
    }
    for document in item.documents.iter().filter(|document| document.takes_files()) {
        all.push((format!("{}.files", document.id), Asked::Files(document)));
    }
    for commitment in &item.commitments {
        all.push((format!("{}.signature", commitment.id), Asked::Signature(commitment)));
    }
    all
}

impl<'a> Asked<'a> {
    /// What it is called in the new version.
    pub fn new_name(&self, id: &str, names: &Names<'_>) -> String {
        match self {
            Self::Question { .. } => names.question(id),
            Self::Files(document) => format!("{}.files", names.document(&document.id)),
            Self::Signature(commitment) => format!("{}.signature", names.commitment(&commitment.id)),
        }
    }

    /// The group that it is a question of.
    pub fn group(&self) -> Option<&'a str> {
        match self {
            Self::Question { group, .. } => *group,
            Self::Files(_) | Self::Signature(_) => None,
        }
    }

    /// The page on which it stands, as far as a definition says so.
    pub fn page(&self) -> Option<&'a Text> {
        match self {
            Self::Question { page, .. } => page.map(|page| &page.title),
            Self::Files(_) | Self::Signature(_) => None,
        }
    }

    /// What a person calls it.
    pub fn label(&self) -> &'a Text {
        match self {
            Self::Question { question, .. } => question.short_label(),
            Self::Files(document) => &document.name,
            Self::Signature(commitment) => &commitment.title,
        }
    }

    /// The options of a choice.
    pub fn options(&self) -> &'a [Choice] {
        match self {
            Self::Question { question, .. } => match &question.kind {
                Kind::Choice { options } | Kind::Choices { options, .. } => options,
                _ => &[],
            },
            Self::Files(_) | Self::Signature(_) => &[],
        }
    }

    /// Whether nobody can answer it, because it is worked out.
    pub fn is_only_shown(&self) -> bool {
        match self {
            Self::Question { question, .. } => question.computed.as_ref().is_some_and(|computed| !computed.editable),
            Self::Files(_) | Self::Signature(_) => false,
        }
    }

    /// A value as a person reads it.
    pub fn text(&self, value: &Value) -> String {
        match self {
            Self::Question { question, .. } => show(question, value),
            Self::Files(_) | Self::Signature(_) => written(value),
        }
    }

    /// The type of answer. Two questions of one type take each other's answers.
    pub fn sort(&self) -> Sort<'a> {
        match self {
            Self::Question { question, .. } => sort(&question.kind),
            Self::Files(_) => Sort::FilesOfDocument,
            Self::Signature(commitment) => Sort::SignatureUnder(&commitment.id),
        }
    }
}

/// A type of answer: what remains of a kind without its limits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort<'a> {
    Words,
    /// A number with its unit, whole or not.
    Number(Option<&'a str>),
    Money,
    Date(Precision),
    OneOption,
    SeveralOptions,
    YesNo,
    Region,
    ResidentId,
    CreditCode,
    Phone,
    BankAccount,
    RealEstateUnit,
    Position,
    Rows,
    Files,
    FilesOfDocument,
    /// A signature; whether it still counts depends on the text of this commitment.
    SignatureUnder(&'a str),
}

fn sort(kind: &Kind) -> Sort<'_> {
    match kind {
        Kind::Text { .. } | Kind::LongText { .. } => Sort::Words,
        Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } => {
            Sort::Number(unit.as_ref().map(|unit| unit.zh.as_str()))
        }
        Kind::Money { .. } => Sort::Money,
        Kind::Date { precision, .. } => Sort::Date(*precision),
        Kind::Choice { .. } => Sort::OneOption,
        Kind::Choices { .. } => Sort::SeveralOptions,
        Kind::YesNo => Sort::YesNo,
        Kind::Region => Sort::Region,
        Kind::ResidentId => Sort::ResidentId,
        Kind::CreditCode => Sort::CreditCode,
        Kind::Phone => Sort::Phone,
        Kind::BankAccount => Sort::BankAccount,
        Kind::RealEstateUnit => Sort::RealEstateUnit,
        Kind::Position => Sort::Position,
        Kind::Group { .. } => Sort::Rows,
        Kind::Attachment { .. } => Sort::Files,
        Kind::Signature { commitment } => Sort::SignatureUnder(commitment),
    }
}
