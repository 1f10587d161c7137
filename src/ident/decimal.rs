//! Decimal numbers (小数) with up to four places, and amounts of money (金额): exact, never floating point.
//!
//! Decides what is a number as people write one. Never rounds what was typed: a fifth decimal is an error, not a loss.
//! Commas are refused in what is typed, because 1,234 and 1.234 are confused; amounts are only shown with them.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::{as_text, push_padded};

const MOST_DECIMALS: u8 = 4;
/// Digits before the point that still fit into 64 bits with four decimals.
const MOST_WHOLE_DIGITS: usize = 14;
const MOST_CENTS: i64 = 9_999_999_999_999_999;

/// An exact number with up to 14 digits before the point and 4 after it. Equal numbers are equal however they were written;
/// printed without zeros that say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    units: i64,
    /// Digits after the point; the last one is never 0.
    scale: u8,
}

/// An amount of money in 分 (hundredths of a yuan), read and printed in yuan with two places: `1234.50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money {
    cents: i64,
}

/// Why a text is no [`Decimal`] or no [`Money`]. Places are counted from 1, without spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalError {
    /// Nothing was written.
    Empty,
    /// A character that is neither a digit, nor the one point, nor a sign in front.
    NotADigit { position: usize },
    /// A comma; thousands are not separated in what is typed.
    ThousandsSeparator { position: usize },
    /// More digits after the point than `allowed`.
    TooManyDecimals { decimals: usize, allowed: u8 },
    /// More than 14 digits before the point.
    TooLarge,
}

impl Decimal {
    /// The number `units` × 10^-`scale`, for example `(12345, 2)` for 123.45; nothing if `scale` is over 4 or the number
    /// has more than 14 digits before the point.
    pub fn new(units: i64, scale: u8) -> Option<Self> {
        if scale > MOST_DECIMALS || units.unsigned_abs() / 10u64.pow(u32::from(scale)) >= 100_000_000_000_000 {
            return None;
        }
        Some(Self { units, scale }.shortest())
    }

    /// Digits after the point, without zeros at the end.
    pub fn decimals(self) -> u8 {
        self.scale
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The whole number, or nothing if there is something after the point.
    pub fn whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.units)
    }

    /// The number in ten-thousandths, the finest step there is; `Decimal::new(units, 4)` is the way back.
    pub fn ten_thousandths(self) -> i64 {
        self.units * 10i64.pow(u32::from(MOST_DECIMALS - self.scale))
    }

    fn shortest(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.ten_thousandths().cmp(&other.ten_thousandths())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i32> for Decimal {
    fn from(whole: i32) -> Self {
        Self { units: i64::from(whole), scale: 0 }
    }
}

impl Money {
    /// The amount of so many 分, held within 14 digits of yuan.
    pub fn from_cents(cents: i64) -> Self {
        Self { cents: cents.clamp(-MOST_CENTS, MOST_CENTS) }
    }

    /// The amount in 分.
    pub const fn cents(self) -> i64 {
        self.cents
    }

    /// As receipts print it, with thousands separated: `1,234.50`.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.split_at(usize::from(self.cents < 0));
        let whole_digits = digits.len().saturating_sub(3);
        let mut out = sign.to_owned();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && index < whole_digits && (whole_digits - index) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        out
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        parse(text, MOST_DECIMALS)
    }
}

impl FromStr for Money {
    type Err = DecimalError;

    /// Reads yuan with up to two decimals.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let yuan = parse(text, 2)?;
        Ok(Self { cents: yuan.ten_thousandths() / 100 })
    }
}

/// Reads a number with at most `allowed` digits after the point that say something.
fn parse(text: &str, allowed: u8) -> Result<Decimal, DecimalError> {
    let text: String = normalise::visible(text).map(as_typed_in_latin).collect();
    if text.is_empty() {
        return Err(DecimalError::Empty);
    }
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let before_whole = usize::from(negative);
    check_digits(whole, before_whole)?;
    check_digits(fraction, before_whole + whole.len() + 1)?;
    if whole.is_empty() && fraction.is_empty() {
        return Err(DecimalError::NotADigit { position: 1 });
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if fraction.len() > usize::from(allowed) {
        return Err(DecimalError::TooManyDecimals { decimals: fraction.len(), allowed });
    }
    if whole.len() > MOST_WHOLE_DIGITS {
        return Err(DecimalError::TooLarge);
    }
    let digits = whole.bytes().chain(fraction.bytes());
    let units = digits.fold(0, |units, digit| units * 10 + i64::from(digit - b'0'));
    Ok(Decimal { units: if negative { -units } else { units }, scale: fraction.len() as u8 })
}

/// Chinese input methods write 。 for the point, and word processors − for the sign.
fn as_typed_in_latin(character: char) -> char {
    match character {
        '。' => '.',
        '\u{2212}' => '-',
        other => other,
    }
}

fn check_digits(text: &str, characters_before: usize) -> Result<(), DecimalError> {
    for (index, character) in text.chars().enumerate() {
        let position = characters_before + index + 1;
        match character {
            '0'..='9' => {}
            ',' => return Err(DecimalError::ThousandsSeparator { position }),
            _ => return Err(DecimalError::NotADigit { position }),
        }
    }
    Ok(())
}

/// Writes `units` × 10^-`scale`.
fn write_scaled(f: &mut fmt::Formatter<'_>, units: i64, scale: u8) -> fmt::Result {
    let one = 10u64.pow(u32::from(scale));
    let mut out = String::new();
    if units < 0 {
        out.push('-');
    }
    out.push_str(&(units.unsigned_abs() / one).to_string());
    if scale > 0 {
        out.push('.');
        push_padded(&mut out, (units.unsigned_abs() % one) as u32, usize::from(scale));
    }
    f.write_str(&out)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.units, self.scale)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.cents, 2)
    }
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("number is empty"),
            Self::NotADigit { position } => write!(f, "character {position} of the number is not a digit"),
            Self::ThousandsSeparator { position } => write!(f, "character {position} of the number is a comma"),
            Self::TooManyDecimals { decimals, allowed } => {
                write!(f, "number has {decimals} digits after the point, at most {allowed} are allowed")
            }
            Self::TooLarge => write!(f, "number has more than {MOST_WHOLE_DIGITS} digits before the point"),
        }
    }
}

impl std::error::Error for DecimalError {}

as_text!(Decimal, r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$", "An exact decimal number with up to four places");
as_text!(Money, r"^-?[0-9]{1,14}(\.[0-9]{1,2})?$", "An amount in yuan with up to two places");

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn error(text: &str) -> DecimalError {
        text.parse::<Decimal>().unwrap_err()
    }

    #[test]
    fn equal_numbers_are_equal_however_written() {
        for text in ["1.5", "1.50", "01.5000", "１．５", "1。5", " 1.5 ", "1.50000"] {
            assert_eq!(decimal(text), decimal("1.5"), "{text}");
        }
        assert_eq!(decimal("-0").to_string(), "0");
        assert_eq!(decimal(".5").to_string(), "0.5");
        assert_eq!(decimal("5.").to_string(), "5");
        assert_eq!(decimal("－12.0305").to_string(), "-12.0305");
    }

    #[test]
    fn order_is_by_value_over_all_scales() {
        let sorted =
            ["-2", "-1.9999", "-0.5", "0", "0.0001", "0.01", "1", "1.25", "1.3", "99999999999999.9999"].map(decimal);
        assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn each_error_says_what_and_where() {
        assert_eq!(error(" "), DecimalError::Empty);
        assert_eq!(error("1,234"), DecimalError::ThousandsSeparator { position: 2 });
        assert_eq!(error("１，２３４"), DecimalError::ThousandsSeparator { position: 2 });
        assert_eq!(error("12.3.4"), DecimalError::NotADigit { position: 5 });
        assert_eq!(error("-12a"), DecimalError::NotADigit { position: 4 });
        assert_eq!(error("+1"), DecimalError::NotADigit { position: 1 });
        assert_eq!(error("三"), DecimalError::NotADigit { position: 1 });
        assert_eq!(error("-"), DecimalError::NotADigit { position: 1 });
        assert_eq!(error("."), DecimalError::NotADigit { position: 1 });
        assert_eq!(error("1e5"), DecimalError::NotADigit { position: 2 });
        assert_eq!(error("0.12345"), DecimalError::TooManyDecimals { decimals: 5, allowed: 4 });
        assert_eq!(error("100000000000000"), DecimalError::TooLarge);
    }

    #[test]
    fn parts_are_told() {
        assert_eq!((decimal("12.50").decimals(), decimal("12.50").whole()), (1, None));
        assert_eq!((decimal("12.0").decimals(), decimal("12.0").whole()), (0, Some(12)));
        assert!(decimal("-0.1").is_negative() && !decimal("0").is_negative());
        assert_eq!(Decimal::new(12345, 2), Some(decimal("123.45")));
        assert_eq!(Decimal::new(1, 5), None);
        assert_eq!(Decimal::new(100_000_000_000_000, 0), None);
        assert_eq!(Decimal::from(-3), decimal("-3"));
    }

    #[test]
    fn money_counts_cents_and_prints_two_places() {
        let money: Money = "1234.5".parse().unwrap();
        assert_eq!((money.cents(), money.to_string()), (123_450, "1234.50".to_owned()));
        assert_eq!("1.005".parse::<Money>(), Err(DecimalError::TooManyDecimals { decimals: 3, allowed: 2 }));
        assert_eq!("1,234".parse::<Money>(), Err(DecimalError::ThousandsSeparator { position: 2 }));
    }

    #[test]
    fn money_is_shown_with_thousands_apart() {
        let grouped = |cents| Money::from_cents(cents).grouped();
        assert_eq!(grouped(123_450), "1,234.50");
        assert_eq!(grouped(99_999), "999.99");
        assert_eq!(grouped(-100_000_007), "-1,000,000.07");
        assert_eq!(grouped(-99_900), "-999.00");
        assert_eq!(grouped(0), "0.00");
        assert_eq!(grouped(i64::MAX), "99,999,999,999,999.99");
    }
}
