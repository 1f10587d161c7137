//! From the text of a control to a value, kind by kind. What cannot be read is a [`Problem`], never a panic.

use super::engine::{Form, SlotId};
use super::{FieldKey, Problem, Value};
use crate::ident::{
    normalise, BankAccount, CivilDate, CivilDateError, CreditCode, Decimal, Money, Phone, Position, RealEstateUnit,
    RegionCode, ResidentId,
};
use crate::item::{Characters, Choice, DateBound, Kind, Precision};
use std::str::FromStr;

impl Form {
    /// Reads a text as the slot's kind. Blank text is [`Problem::Missing`].
    pub(super) fn parse(&self, slot: SlotId, text: &str) -> Result<Value, Problem> {
        parse(&self.planned(slot).question.kind, text, self.context.today)
    }

    /// The value that a text would be in this field; nothing where it would be wrong.
    pub fn read(&self, field: &FieldKey, text: &str) -> Option<Value> {
        parse(&self.question(field)?.kind, text, self.context.today).ok()
    }
}

/// Reads a text as a value of the kind.
pub(super) fn parse(kind: &Kind, text: &str, today: CivilDate) -> Result<Value, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Problem::Missing);
    }
    match kind {
        Kind::Text { min_chars, max_chars, characters } => {
            let text = of_characters(trimmed, *characters)?;
            if text.chars().count() < usize::from(*min_chars) {
                return Err(Problem::TooShort { min: *min_chars, actual: text.chars().count() });
            }
            short_enough(&text, *max_chars)
        }
        Kind::LongText { max_chars } => short_enough(trimmed, *max_chars),
        Kind::Integer { min, max, .. } => {
            let number = number(trimmed)?;
            number.whole().ok_or(Problem::NotWhole)?;
            in_range(number, whole(*min), whole(*max))
        }
        Kind::Decimal { min, max, places, .. } => {
            let number = number(trimmed)?;
            with_places(number, *places)?;
            in_range(number, Some(*min), Some(*max))
        }
        Kind::Money { min, max } => {
            let number = number(trimmed)?;
            with_places(number, 2)?;
            in_range(number, Some(*min), Some(*max))
        }
        Kind::Date { earliest, latest, precision } => {
            let date = match precision {
                Precision::Day => CivilDate::parse_lenient(trimmed),
                Precision::Month => month(trimmed),
            }
            .map_err(Problem::Date)?;
            in_bounds(date, *earliest, *latest, today)
        }
        Kind::Choice { options } => option(options, trimmed).map(|id| Value::Choice(id.to_owned())),
        Kind::Choices { options, .. } => several(options, trimmed),
        Kind::YesNo => match trimmed {
            "yes" => Ok(Value::YesNo(true)),
            "no" => Ok(Value::YesNo(false)),
            _ => Err(Problem::NotAnOption),
        },
        Kind::Region => region(trimmed),
        Kind::ResidentId => {
            let id: ResidentId = identifier(trimmed, Problem::ResidentId)?;
            id.born_by(today).map_err(Problem::ResidentId)?;
            Ok(Value::Text(id.to_string()))
        }
        Kind::CreditCode => identifier::<CreditCode>(trimmed, Problem::CreditCode).map(as_text),
        Kind::Phone => identifier::<Phone>(trimmed, Problem::Phone).map(as_text),
        Kind::BankAccount => identifier::<BankAccount>(trimmed, Problem::BankAccount).map(as_text),
        Kind::RealEstateUnit => identifier::<RealEstateUnit>(trimmed, Problem::RealEstateUnit).map(as_text),
        Kind::Position => trimmed.parse::<Position>().map(as_text).map_err(Problem::Position),
        Kind::Group { .. } | Kind::Attachment { .. } | Kind::Signature { .. } => Err(Problem::WrongKind),
    }
}

fn short_enough(text: &str, max: u16) -> Result<Value, Problem> {
    let actual = text.chars().count();
    if actual > usize::from(max) {
        return Err(Problem::TooLong { max, actual });
    }
    Ok(Value::Text(text.to_owned()))
}

/// Codes are read as people write them: full-width, spaced, in small letters.
fn of_characters(text: &str, characters: Characters) -> Result<String, Problem> {
    let fits = |character: char| match characters {
        Characters::Any => true,
        Characters::Digits => character.is_ascii_digit(),
        Characters::DigitsAndCapitals => character.is_ascii_digit() || character.is_ascii_uppercase(),
    };
    let text = match characters {
        Characters::Any => return Ok(text.to_owned()),
        Characters::Digits => normalise::identifier(text),
        Characters::DigitsAndCapitals => normalise::identifier(text).to_ascii_uppercase(),
    };
    match text.chars().find(|character| !fits(*character)) {
        Some(character) => Err(Problem::OddCharacter { character }),
        None => Ok(text),
    }
}

/// A month as `2026-03`, 2026年3月 or a whole date, whose day is left out.
fn month(text: &str) -> Result<CivilDate, CivilDateError> {
    let date = CivilDate::parse_lenient(text);
    let date =
        date.or_else(|_| CivilDate::parse_lenient(&format!("{}-01", text.trim_end_matches('月').replace('年', "-"))))?;
    Ok(CivilDate::new(date.year(), date.month(), 1).unwrap_or(date))
}

fn number(text: &str) -> Result<Decimal, Problem> {
    text.parse().map_err(Problem::NotANumber)
}

fn whole(number: i64) -> Option<Decimal> {
    Decimal::new(number, 0)
}

fn with_places(number: Decimal, max: u8) -> Result<(), Problem> {
    if number.decimals() > max {
        return Err(Problem::TooManyPlaces { max });
    }
    Ok(())
}

fn in_range(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> Result<Value, Problem> {
    if let Some(min) = min.filter(|min| number < *min) {
        return Err(Problem::BelowMinimum { min });
    }
    if let Some(max) = max.filter(|max| number > *max) {
        return Err(Problem::AboveMaximum { max });
    }
    Ok(Value::Number(number))
}

fn in_bounds(
    date: CivilDate,
    earliest: Option<DateBound>,
    latest: Option<DateBound>,
    today: CivilDate,
) -> Result<Value, Problem> {
    let day = |bound: DateBound| match bound {
        DateBound::On(day) => day,
        DateBound::Today(days) => today.add_days(days),
    };
    if let Some(earliest) = earliest.map(day).filter(|earliest| date < *earliest) {
        return Err(Problem::TooEarly { earliest });
    }
    if let Some(latest) = latest.map(day).filter(|latest| date > *latest) {
        return Err(Problem::TooLate { latest });
    }
    Ok(Value::Date(date))
}

fn option<'a>(options: &'a [Choice], id: &str) -> Result<&'a str, Problem> {
    options.iter().find(|option| option.id == id).map(|option| option.id.as_str()).ok_or(Problem::NotAnOption)
}

/// Options with commas between them, in any order: kept in the order of the definition, each once.
fn several(options: &[Choice], text: &str) -> Result<Value, Problem> {
    let chosen: Vec<&str> = text.split(',').map(|id| option(options, id.trim())).collect::<Result<_, _>>()?;
    let in_order = options.iter().map(|option| &option.id).filter(|id| chosen.contains(&id.as_str()));
    Ok(Value::Choices(in_order.cloned().collect()))
}

/// A region as registers write it: `code` or `code name`.
fn region(text: &str) -> Result<Value, Problem> {
    let (code, name) = text.split_once(' ').unwrap_or((text, ""));
    let code: RegionCode = code.parse().map_err(|_| Problem::NotARegion)?;
    Ok(Value::Region { code: code.to_string(), name: name.trim().to_owned() })
}

fn identifier<T: FromStr>(text: &str, problem: fn(T::Err) -> Problem) -> Result<T, Problem> {
    normalise::identifier(text).parse().map_err(problem)
}

fn as_text(identifier: impl ToString) -> Value {
    Value::Text(identifier.to_string())
}

/// An amount in yuan as it is printed, `1,234.50`; nothing for what is no amount.
pub(super) fn amount(number: Decimal) -> Option<String> {
    number.to_string().parse::<Money>().ok().map(Money::grouped)
}
