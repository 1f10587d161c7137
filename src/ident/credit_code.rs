//! The unified social credit code (统一社会信用代码), GB 32100-2015, with the organisation code of GB 11714-1997 in it.
//!
//! 18 characters: registering authority, category, 6 digits of area, 9 characters of organisation code with its own
//! check character, and a check character over all. The letters I, O, S, V and Z do not occur.
//! Decides whether a code is well formed. Never refuses an authority, a category or an area, and knows no firm.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::as_text;

/// The 31 characters of the standard; a character's place is its value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first 17 characters: powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of the first 8 characters of an organisation code (GB 11714-1997).
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code: 18 characters with both check characters right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is no [`CreditCode`]. Places are counted from 1, without spaces and hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditCodeError {
    /// Nothing was written.
    Empty,
    /// Not 18 characters but `characters`.
    WrongLength { characters: usize },
    /// I, O, S, V or Z, which no code contains because they look like 1, 0, 5, U and 2.
    LetterNotUsed { position: usize, letter: char },
    /// Neither a digit nor a capital letter.
    NotAllowed { position: usize },
    /// A letter among the six digits of the area (places 3 to 8).
    NotADigit { position: usize },
    /// Place 17 does not fit places 9 to 16: one of these nine is mistyped.
    OrganisationCheck,
    /// The last character does not fit the others: one of them is mistyped.
    CheckCharacter,
}

impl CreditCode {
    /// The canonical text: 18 digits and capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The area of the registering authority, six digits by GB/T 2260 of the time of registration.
    pub fn area(&self) -> &str {
        &self.0[2..8]
    }

    /// The organisation code (组织机构代码), nine characters, without the hyphen that old certificates print.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(text: &str) -> Result<Self, CreditCodeError> {
        let text = normalise::without_hyphens(text);
        if text.is_empty() {
            return Err(CreditCodeError::Empty);
        }
        for (index, character) in text.chars().enumerate() {
            allowed(index + 1, character)?;
        }
        if text.len() != 18 {
            return Err(CreditCodeError::WrongLength { characters: text.len() });
        }
        if let Some(offset) = normalise::first_non_digit(&text[2..8]) {
            return Err(CreditCodeError::NotADigit { position: 2 + offset });
        }
        let bytes = text.as_bytes();
        if bytes[16] != organisation_check(&bytes[8..16]) {
            return Err(CreditCodeError::OrganisationCheck);
        }
        if bytes[17] != check_character(&bytes[..17]) {
            return Err(CreditCodeError::CheckCharacter);
        }
        Ok(Self(text))
    }
}

fn allowed(position: usize, character: char) -> Result<(), CreditCodeError> {
    match character {
        'I' | 'O' | 'S' | 'V' | 'Z' => Err(CreditCodeError::LetterNotUsed { position, letter: character }),
        '0'..='9' | 'A'..='Z' => Ok(()),
        _ => Err(CreditCodeError::NotAllowed { position }),
    }
}

/// The check character of GB 32100-2015 over 17 characters.
fn check_character(body: &[u8]) -> u8 {
    let value = |byte: &u8| ALPHABET.iter().position(|candidate| candidate == byte).unwrap_or(0) as u32;
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    ALPHABET[((31 - sum % 31) % 31) as usize]
}

/// The check character of GB 11714-1997 over 8 characters, where A is 10 and Y is 34.
fn organisation_check(body: &[u8]) -> u8 {
    let value = |byte: &u8| char::from(*byte).to_digit(36).unwrap_or(0);
    let sum: u32 = body.iter().zip(ORGANISATION_WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for CreditCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("credit code is empty"),
            Self::WrongLength { characters } => write!(f, "credit code has {characters} characters instead of 18"),
            Self::LetterNotUsed { position, .. } => {
                write!(f, "character {position} of the credit code is a letter that no code contains")
            }
            Self::NotAllowed { position } => {
                write!(f, "character {position} of the credit code is neither digit nor letter")
            }
            Self::NotADigit { position } => write!(f, "character {position} of the credit code is not a digit"),
            Self::OrganisationCheck => f.write_str("the check character of the organisation code does not fit"),
            Self::CheckCharacter => f.write_str("the credit code's check character does not fit"),
        }
    }
}

impl std::error::Error for CreditCodeError {}

as_text!(
    CreditCode,
    "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    "A unified social credit code (GB 32100-2015)"
);

#[cfg(test)]
mod tests {
    use super::*;

    // The area 369999 does not exist.
    const FIRM: &str = "91369999MA0000007L";

    fn error(text: &str) -> CreditCodeError {
        text.parse::<CreditCode>().unwrap_err()
    }

    #[test]
    fn a_code_tells_area_and_organisation() {
        let firm: CreditCode = FIRM.parse().unwrap();
        assert_eq!((firm.area(), firm.organisation_code()), ("369999", "MA0000007"));
        for text in ["92369999MA0000285Y", "92369999MA00003300"] {
            assert_eq!(text.parse::<CreditCode>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn spaces_hyphens_case_and_width_are_forgiven() {
        let typed = " 91369999－ma000000-7 ｌ";
        assert_eq!(typed.parse::<CreditCode>().unwrap().to_string(), FIRM);
    }

    #[test]
    fn a_letter_that_no_code_contains_is_named() {
        assert_eq!(error("9136999OMA0000007L"), CreditCodeError::LetterNotUsed { position: 8, letter: 'O' });
        assert_eq!(error("9i369999MA0000007L"), CreditCodeError::LetterNotUsed { position: 2, letter: 'I' });
    }

    #[test]
    fn each_error_says_what_and_where() {
        assert_eq!(error(""), CreditCodeError::Empty);
        assert_eq!(error("91369999MA0000007"), CreditCodeError::WrongLength { characters: 17 });
        assert_eq!(error("91369999MA000000_L"), CreditCodeError::NotAllowed { position: 17 });
        assert_eq!(error("91公司"), CreditCodeError::NotAllowed { position: 3 });
        assert_eq!(error("9136A999MA0000007L"), CreditCodeError::NotADigit { position: 5 });
    }

    #[test]
    fn the_two_check_characters_are_told_apart() {
        assert_eq!(error("91369999MA0000008L"), CreditCodeError::OrganisationCheck);
        assert_eq!(error("91369998MA0000007L"), CreditCodeError::CheckCharacter);
        assert_eq!(error("91369999MA0000007M"), CreditCodeError::CheckCharacter);
    }

    #[test]
    fn organisation_checks_reach_all_eleven_values() {
        let checks: std::collections::BTreeSet<u8> =
            (0..100).map(|number| organisation_check(format!("MA0000{number:02}").as_bytes())).collect();
        assert_eq!(checks.into_iter().map(char::from).collect::<String>(), "0123456789X");
    }
}
