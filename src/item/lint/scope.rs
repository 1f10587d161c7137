//! An item as the checks walk through it: every question, condition and text with its place.

use crate::item::author::{ItemFile, Pack};
use crate::item::{Condition, Formula, Item, Kind, Page, Presence, Question, Text};
use serde_json::Value;

/// One item among the others of its pack.
pub(crate) struct Scope<'a> {
    pub pack: &'a Pack,
    pub file: &'a ItemFile,
    pub item: &'a Item,
    /// Every question, those of groups after their group.
    pub questions: Vec<Placed<'a>>,
}

/// A question with where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub question: &'a Question,
    /// Its number among all.
    pub number: usize,
    /// The page; nothing for a scenario question.
    pub page: Option<usize>,
    /// The number of the group that it is a question of.
    pub group: Option<usize>,
    /// Its place in its list.
    index: usize,
}

/// A condition with where it stands and from where it is read.
pub(crate) struct PlacedCondition<'a> {
    pub path: String,
    pub condition: &'a Condition,
    /// The number of the question at which it stands, for a question's own conditions.
    pub owner: Option<usize>,
}

impl<'a> Scope<'a> {
    pub fn new(pack: &'a Pack, file: &'a ItemFile) -> Self {
        let item = &file.item;
        let mut questions = Vec::new();
        place(&mut questions, &item.situations, None, None);
        for (page, of_page) in item.pages.iter().enumerate() {
            place(&mut questions, &of_page.questions, Some(page), None);
        }
        Self { pack, file, item, questions }
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<Placed<'a>> {
        self.questions.iter().copied().find(|placed| placed.question.id == id)
    }

    /// A question's place in the resolved item.
    pub fn path(&self, placed: Placed<'_>) -> String {
        let list = match (placed.group, placed.page) {
            (Some(group), _) => format!("{}.kind.group.questions", self.path(self.questions[group])),
            (None, Some(page)) => format!("pages[{page}].questions"),
            (None, None) => "situations".to_owned(),
        };
        format!("{list}[{}]", placed.index)
    }

    /// The page of a question.
    pub fn page(&self, placed: Placed<'_>) -> Option<&'a Page> {
        placed.page.map(|page| &self.item.pages[page])
    }

    /// Every condition of the item.
    pub fn conditions(&self) -> Vec<PlacedCondition<'a>> {
        let mut found = Vec::new();
        let mut add =
            |path: String, condition: &'a Condition, owner| found.push(PlacedCondition { path, condition, owner });
        for placed in &self.questions {
            let (path, question) = (self.path(*placed), placed.question);
            if let Some(condition) = &question.visible {
                add(format!("{path}.visible"), condition, Some(placed.number));
            }
            if let Presence::RequiredWhen(condition) = &question.presence {
                add(format!("{path}.presence.required_when"), condition, Some(placed.number));
            }
            if let Kind::Choice { options } | Kind::Choices { options, .. } = &question.kind {
                let kind = if matches!(question.kind, Kind::Choice { .. }) { "choice" } else { "choices" };
                for (index, option) in options.iter().enumerate() {
                    if let Some(condition) = &option.visible {
                        add(format!("{path}.kind.{kind}.options[{index}].visible"), condition, Some(placed.number));
                    }
                }
            }
        }
        for (index, page) in self.item.pages.iter().enumerate() {
            if let Some(condition) = &page.visible {
                add(format!("pages[{index}].visible"), condition, None);
            }
        }
        for (index, document) in self.item.documents.iter().enumerate() {
            if let Some(condition) = &document.applies {
                add(format!("documents[{index}].applies"), condition, None);
            }
        }
        for (index, check) in self.item.checks.iter().enumerate() {
            add(format!("checks[{index}].when"), &check.when, self.question(&check.at).map(|placed| placed.number));
        }
        for (index, variant) in self.item.variants.iter().enumerate() {
            add(format!("variants[{index}].when"), &variant.when, None);
        }
        for (index, part) in self.item.parts.iter().enumerate() {
            add(format!("parts[{index}].when"), &part.when, None);
            if let Some(account) = &part.account {
                add(format!("parts[{index}].account.when"), &account.when, None);
            }
            for (at, variant) in part.variants.iter().enumerate() {
                add(format!("parts[{index}].variants[{at}].when"), &variant.when, None);
            }
        }
        found
    }

    /// Every condition of the item and every condition inside it, with its place.
    pub fn each_condition(&self, mut see: impl FnMut(&str, &'a Condition)) {
        for placed in self.conditions() {
            each_part(&placed.path, placed.condition, &mut see);
        }
    }

    /// Every formula of the item and every formula inside it, with its place and the question that it works out.
    pub fn each_formula(&self, mut see: impl FnMut(&str, &'a Formula)) {
        for placed in &self.questions {
            if let Some(formula) = placed.question.formula() {
                each_formula_part(&format!("{}.computed.formula", self.path(*placed)), formula, &mut see);
            }
        }
        self.each_condition(|path, condition| {
            if let Condition::Compare { left, right, .. } = condition {
                each_formula_part(&format!("{path}.compare.left"), left, &mut see);
                each_formula_part(&format!("{path}.compare.right"), right, &mut see);
            }
        });
    }

    /// Every text of the item with its place.
    pub fn texts(&self) -> Vec<(String, Text)> {
        let mut texts = Vec::new();
        if let Ok(value) = serde_json::to_value(self.item) {
            collect_texts(&value, String::new(), &mut texts);
        }
        texts
    }
}

fn place<'a>(all: &mut Vec<Placed<'a>>, list: &'a [Question], page: Option<usize>, group: Option<usize>) {
    for (index, question) in list.iter().enumerate() {
        let number = all.len();
        all.push(Placed { question, number, page, group, index });
        if let Kind::Group { questions, .. } = &question.kind {
            place(all, questions, page, Some(number));
        }
    }
}

fn each_part<'a>(path: &str, condition: &'a Condition, see: &mut impl FnMut(&str, &'a Condition)) {
    see(path, condition);
    match condition {
        Condition::All(parts) => each_of(path, "all", parts, see),
        Condition::Any(parts) => each_of(path, "any", parts, see),
        Condition::Not(part) => each_part(&format!("{path}.not"), part, see),
        Condition::AnyRow { when, .. } => each_part(&format!("{path}.any_row.when"), when, see),
        Condition::Answered(_)
        | Condition::Is { .. }
        | Condition::OneOf { .. }
        | Condition::Includes { .. }
        | Condition::AtLeast { .. }
        | Condition::AtMost { .. }
        | Condition::AgeAtLeast { .. }
        | Condition::DateBefore { .. }
        | Condition::Same { .. }
        | Condition::Compare { .. }
        | Condition::Repeated(_)
        | Condition::Within { .. }
        | Condition::Audience(_)
        | Condition::Failed { .. } => {}
    }
}

fn each_of<'a>(path: &str, name: &str, parts: &'a [Condition], see: &mut impl FnMut(&str, &'a Condition)) {
    for (index, part) in parts.iter().enumerate() {
        each_part(&format!("{path}.{name}[{index}]"), part, see);
    }
}

fn each_formula_part<'a>(path: &str, formula: &'a Formula, see: &mut impl FnMut(&str, &'a Formula)) {
    see(path, formula);
    match formula {
        Formula::Sum(parts) | Formula::Product(parts) => {
            let name = if matches!(formula, Formula::Sum(_)) { "sum" } else { "product" };
            for (index, part) in parts.iter().enumerate() {
                each_formula_part(&format!("{path}.{name}[{index}]"), part, see);
            }
        }
        Formula::Difference(left, right) | Formula::Quotient(left, right) => {
            let name = if matches!(formula, Formula::Difference(..)) { "difference" } else { "quotient" };
            each_formula_part(&format!("{path}.{name}[0]"), left, see);
            each_formula_part(&format!("{path}.{name}[1]"), right, see);
        }
        Formula::Total { of, .. } => each_formula_part(&format!("{path}.total.of"), of, see),
        Formula::Number(_)
        | Formula::Answer(_)
        | Formula::Today
        | Formula::Age(_)
        | Formula::WorkingDaysUntil(_)
        | Formula::Rows { .. } => {}
    }
}

/// A text is an object of exactly `zh` and `en`.
fn collect_texts(value: &Value, path: String, texts: &mut Vec<(String, Text)>) {
    match value {
        Value::Object(fields) => {
            if let (2, Some(Value::String(zh)), Some(Value::String(en))) =
                (fields.len(), fields.get("zh"), fields.get("en"))
            {
                texts.push((path, Text::new(zh, en)));
                return;
            }
            for (name, part) in fields {
                let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect_texts(part, place, texts);
            }
        }
        Value::Array(parts) => {
            for (index, part) in parts.iter().enumerate() {
                collect_texts(part, format!("{path}[{index}]"), texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
