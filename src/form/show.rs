//! From a value to text: canonical for controls and registers, readable for reviews and payloads.

use super::parse::amount;
use super::Value;
use crate::ident::{BankAccount, Phone, Position, RealEstateUnit, ResidentId};
use crate::item::{Choice, Kind, Precision, Question};

/// The text that a control shows for a value; reading it gives the value again.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Choices(ids) => ids.join(","),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Region { code, name } if name.is_empty() => code.clone(),
        Value::Region { code, name } => format!("{code} {name}"),
        Value::Files(files) => files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join("、"),
        Value::Signature { name, .. } => name.clone(),
    }
}

/// The value as a person reads it, in Chinese, unmasked: what a payload and a printed review say.
pub fn show(question: &Question, value: &Value) -> String {
    match (&question.kind, value) {
        (Kind::Choice { options } | Kind::Choices { options, .. }, Value::Choice(id)) => label(options, id),
        (Kind::Choices { options, .. }, Value::Choices(ids)) => {
            ids.iter().map(|id| label(options, id)).collect::<Vec<_>>().join("、")
        }
        (Kind::Integer { unit, .. } | Kind::Decimal { unit, .. }, Value::Number(number)) => match unit {
            Some(unit) => format!("{number} {}", unit.zh),
            None => number.to_string(),
        },
        (Kind::Money { .. }, Value::Number(number)) => {
            format!("{} 元", amount(*number).unwrap_or_else(|| number.to_string()))
        }
        (Kind::Date { precision: Precision::Month, .. }, Value::Date(date)) => {
            format!("{}年{}月", date.year(), date.month())
        }
        (_, Value::Date(date)) => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        (_, Value::YesNo(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        (_, Value::Region { code, name }) => if name.is_empty() { code } else { name }.clone(),
        (Kind::Phone, Value::Text(text)) => {
            text.parse::<Phone>().map_or_else(|_| text.clone(), |phone| phone.grouped())
        }
        (Kind::BankAccount, Value::Text(text)) => {
            text.parse::<BankAccount>().map_or_else(|_| text.clone(), |account| account.grouped())
        }
        (Kind::RealEstateUnit, Value::Text(text)) => {
            text.parse::<RealEstateUnit>().map_or_else(|_| text.clone(), |unit| unit.grouped())
        }
        (Kind::Position, Value::Text(text)) => {
            text.parse::<Position>().map_or_else(|_| text.clone(), Position::in_words)
        }
        _ => canonical(value),
    }
}

/// The value for a screen: what is sensitive is masked.
pub fn shown_masked(question: &Question, value: &Value) -> String {
    if !question.sensitive {
        return show(question, value);
    }
    match (&question.kind, value) {
        (Kind::ResidentId, Value::Text(text)) => {
            text.parse::<ResidentId>().map_or_else(|_| dots(text), |id| id.masked())
        }
        (Kind::Phone, Value::Text(text)) => text.parse::<Phone>().map_or_else(|_| dots(text), |phone| phone.masked()),
        (Kind::BankAccount, Value::Text(text)) => {
            text.parse::<BankAccount>().map_or_else(|_| dots(text), |account| account.masked())
        }
        (_, Value::Text(_)) => dots(&show(question, value)),
        // Half a word of an option hides nothing and can be read by nobody.
        _ => show(question, value),
    }
}

/// Hides the first character, as with names, and keeps the rest of short texts.
fn dots(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(_) => std::iter::once('*').chain(characters).collect(),
        None => String::new(),
    }
}

fn label(options: &[Choice], id: &str) -> String {
    options.iter().find(|option| option.id == id).map_or_else(|| id.to_owned(), |option| option.label.zh.clone())
}
