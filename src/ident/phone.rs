//! Telephone numbers of the mainland: mobile numbers of 11 digits and land lines with their area code.
//!
//! The numbering plan is that of 电信网编号计划 (2017): mobile numbers begin with 13 to 19; area codes are 010, 02x and
//! four digits elsewhere. Decides whether a number can exist there. Never asks whether it is in use.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::{as_text, masked};

/// A mainland telephone number, printed `13800001234` or `0791-88880000`. Its `Debug` form is masked, so that no log or
/// panic carries it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Why a text is no [`Phone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneError {
    /// Nothing was written.
    Empty,
    /// A character that is no digit; the place is counted from 1 without spaces, hyphens, brackets and +86.
    NotADigit { position: usize },
    /// The country code is another than +86.
    OtherCountry,
    /// Begins neither like a mobile number (13 to 19) nor with an area code (0).
    WrongStart,
    /// The number of digits does not fit; `expected` is 11 for mobile numbers, or the shortest for its area code.
    WrongLength { digits: usize, expected: usize },
}

impl Phone {
    /// The canonical text: `13800001234` or `0791-88880000`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a mobile number, which can receive text messages.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// For showing to people who should not see all of it: `138****1234`, `0791-****0000`.
    pub fn masked(&self) -> String {
        match self.0.find('-') {
            Some(hyphen) => masked(&self.0, hyphen + 1, 4),
            None => masked(&self.0, 3, 4),
        }
    }

    /// For reading aloud and comparing: `138 0000 1234`; land lines as they are.
    pub fn grouped(&self) -> String {
        if !self.is_mobile() {
            return self.0.clone();
        }
        [&self.0[..3], &self.0[3..7], &self.0[7..]].join(" ")
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let mut text = normalise::without_hyphens(text);
        text.retain(|character| !matches!(character, '(' | ')'));
        let domestic = without_country_code(&text)?;
        let digits = domestic.as_ref();
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        if let Some(position) = normalise::first_non_digit(digits) {
            return Err(PhoneError::NotADigit { position });
        }
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', ..] => mobile(digits),
            [b'0', b'1'..=b'9', ..] => landline(digits),
            _ => Err(PhoneError::WrongStart),
        }
    }
}

/// Strips +86, 0086 and, before a mobile number, a bare 86. Behind a country code an area code has lost its 0.
fn without_country_code(text: &str) -> Result<Cow<'_, str>, PhoneError> {
    let Some(international) = text.strip_prefix('+').or_else(|| text.strip_prefix("00")) else {
        let bare = text.strip_prefix("86").filter(|rest| rest.starts_with('1'));
        return Ok(Cow::Borrowed(bare.unwrap_or(text)));
    };
    let domestic = international.strip_prefix("86").ok_or(PhoneError::OtherCountry)?;
    Ok(match domestic.as_bytes() {
        [b'1', b'0', ..] | [b'2'..=b'9', ..] => Cow::Owned(["0", domestic].concat()),
        _ => Cow::Borrowed(domestic),
    })
}

fn mobile(digits: &str) -> Result<Phone, PhoneError> {
    if digits.len() != 11 {
        return Err(PhoneError::WrongLength { digits: digits.len(), expected: 11 });
    }
    Ok(Phone(digits.to_owned()))
}

fn landline(digits: &str) -> Result<Phone, PhoneError> {
    // 010 and 02x have three digits and subscribers of eight; all others have four, and subscribers of seven or eight.
    let (area_length, longest) = match digits.as_bytes()[1] {
        b'1' | b'2' => (3, 11),
        _ => (4, 12),
    };
    if !(11..=longest).contains(&digits.len()) {
        return Err(PhoneError::WrongLength { digits: digits.len(), expected: 11 });
    }
    Ok(Phone([&digits[..area_length], &digits[area_length..]].join("-")))
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Phone").field(&self.masked()).finish()
    }
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("phone number is empty"),
            Self::NotADigit { position } => write!(f, "character {position} of the phone number is not a digit"),
            Self::OtherCountry => f.write_str("phone number is not a mainland number"),
            Self::WrongStart => f.write_str("phone number begins neither with 13 to 19 nor with an area code"),
            Self::WrongLength { digits, expected } => {
                write!(f, "phone number has {digits} digits instead of {expected}")
            }
        }
    }
}

impl std::error::Error for PhoneError {}

as_text!(
    Phone,
    "^(1[3-9][0-9]{9}|0(1[0-9]|2[0-9])-[0-9]{8}|0[3-9][0-9]{2}-[0-9]{7,8})$",
    "A mainland telephone number"
);

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Phone {
        text.parse().unwrap()
    }

    fn error(text: &str) -> PhoneError {
        text.parse::<Phone>().unwrap_err()
    }

    #[test]
    fn mobile_numbers_lose_spaces_and_country_code() {
        let forms =
            ["13800001234", "138 0000 1234", "138-0000-1234", "+86 13800001234", "0086-13800001234", "8613800001234"];
        for text in forms.into_iter().chain(["＋８６　１３８００００１２３４", "\u{202D}13800001234\u{202C}"])
        {
            assert_eq!(phone(text).as_str(), "13800001234", "{text}");
        }
    }

    #[test]
    fn land_lines_get_their_hyphen() {
        assert_eq!(phone("079188880000").as_str(), "0791-88880000");
        assert_eq!(phone("(0791)8888 0000").as_str(), "0791-88880000");
        assert_eq!(phone("（0793）8880000").as_str(), "0793-8880000");
        assert_eq!(phone("010 8888-0000").as_str(), "010-88880000");
        assert_eq!(phone("0086 21 88880000"), phone("+86 021-88880000"));
    }

    #[test]
    fn each_error_says_what_and_where() {
        assert_eq!(error(" "), PhoneError::Empty);
        assert_eq!(error("1380000123"), PhoneError::WrongLength { digits: 10, expected: 11 });
        assert_eq!(error("138000012345"), PhoneError::WrongLength { digits: 12, expected: 11 });
        assert_eq!(error("010-8888000"), PhoneError::WrongLength { digits: 10, expected: 11 });
        assert_eq!(error("861380000123"), PhoneError::WrongLength { digits: 10, expected: 11 });
        assert_eq!(error("010-888800001"), PhoneError::WrongLength { digits: 12, expected: 11 });
        assert_eq!(error("0791-888800001"), PhoneError::WrongLength { digits: 13, expected: 11 });
        assert_eq!(error("1380000l234"), PhoneError::NotADigit { position: 8 });
        assert_eq!(error("12800001234"), PhoneError::WrongStart);
        assert_eq!(error("88880000"), PhoneError::WrongStart);
        assert_eq!(error("+852 2888 0000"), PhoneError::OtherCountry);
        assert_eq!(error("+86"), PhoneError::Empty);
    }

    #[test]
    fn shown_forms_hide_or_group() {
        assert_eq!(phone("13800001234").masked(), "138****1234");
        assert_eq!(phone("13800001234").grouped(), "138 0000 1234");
        assert_eq!(phone("0791-88880000").masked(), "0791-****0000");
        assert_eq!(phone("0793-8880000").masked(), "0793-***0000");
        assert_eq!(phone("0791-88880000").grouped(), "0791-88880000");
        assert_eq!(format!("{:?}", phone("13800001234")), r#"Phone("138****1234")"#);
        assert!(phone("13800001234").is_mobile() && !phone("0791-88880000").is_mobile());
    }
}
