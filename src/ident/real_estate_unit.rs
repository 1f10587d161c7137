//! The real-estate unit number (不动产单元代码), GB/T 37346-2019.
//!
//! 28 characters: 6 digits of county, 3 of cadastral district, 3 of sub-district, 2 letters for the kind of parcel,
//! 5 digits of parcel, 1 letter for what stands on it, 8 digits of unit. The number has no check digit.
//! Decides whether a number is well formed. Never refuses a county.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::as_text;

/// Length of the parcel's part (宗地代码).
const PARCEL_LENGTH: usize = 19;
/// Place 13: who owns the land (state, collective, not settled).
const OWNERSHIP_LETTERS: &str = "GJZ";
/// Place 14: the kind of right in the parcel.
const RIGHT_LETTERS: &str = "ABSXCDEFLNHGWY";
/// Place 20: building, forest, other, nothing.
const FIXTURE_LETTERS: &str = "FLQW";

/// A real-estate unit number: 28 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RealEstateUnit(String);

/// Why a text is no [`RealEstateUnit`]. Places are counted from 1, without spaces and hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RealEstateUnitError {
    /// Nothing was written.
    Empty,
    /// Not 28 characters but `characters`.
    WrongLength { characters: usize },
    /// Not a digit where one belongs (all places but 13, 14 and 20).
    NotADigit { position: usize },
    /// Not one of the letters that may stand at this place (13, 14 or 20).
    WrongLetter { position: usize, allowed: &'static str },
    /// W says that nothing stands on the parcel, yet a unit number other than 00000000 follows.
    UnitWithoutFixture,
}

impl RealEstateUnit {
    /// The canonical text: 28 digits and capitals without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The county, six digits (GB/T 2260).
    pub fn county(&self) -> &str {
        &self.0[..6]
    }

    /// The parcel (宗地), the first 19 characters.
    pub fn parcel(&self) -> &str {
        &self.0[..PARCEL_LENGTH]
    }

    /// Whether something stands on the parcel; the number then names a building, a forest or another fixture.
    pub fn has_fixture(&self) -> bool {
        self.0.as_bytes()[PARCEL_LENGTH] != b'W'
    }

    /// As certificates print it, in four groups: `369999 001001 GB00001 F00010001`.
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [&text[..6], &text[6..12], &text[12..PARCEL_LENGTH], &text[PARCEL_LENGTH..]].join(" ")
    }
}

impl FromStr for RealEstateUnit {
    type Err = RealEstateUnitError;

    fn from_str(text: &str) -> Result<Self, RealEstateUnitError> {
        let text = normalise::without_hyphens(text);
        if text.is_empty() {
            return Err(RealEstateUnitError::Empty);
        }
        for (index, character) in text.chars().enumerate().take(28) {
            check_place(index + 1, character)?;
        }
        let characters = text.chars().count();
        if characters != 28 {
            return Err(RealEstateUnitError::WrongLength { characters });
        }
        let (fixture, unit) = text[PARCEL_LENGTH..].split_at(1);
        if fixture == "W" && unit != "00000000" {
            return Err(RealEstateUnitError::UnitWithoutFixture);
        }
        Ok(Self(text))
    }
}

fn check_place(position: usize, character: char) -> Result<(), RealEstateUnitError> {
    let allowed = match position {
        13 => OWNERSHIP_LETTERS,
        14 => RIGHT_LETTERS,
        20 => FIXTURE_LETTERS,
        _ if character.is_ascii_digit() => return Ok(()),
        _ => return Err(RealEstateUnitError::NotADigit { position }),
    };
    if allowed.contains(character) {
        return Ok(());
    }
    Err(RealEstateUnitError::WrongLetter { position, allowed })
}

impl fmt::Display for RealEstateUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RealEstateUnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("real-estate unit number is empty"),
            Self::WrongLength { characters } => {
                write!(f, "real-estate unit number has {characters} characters instead of 28")
            }
            Self::NotADigit { position } => {
                write!(f, "character {position} of the real-estate unit number is not a digit")
            }
            Self::WrongLetter { position, allowed } => {
                write!(f, "character {position} of the real-estate unit number is not one of {allowed}")
            }
            Self::UnitWithoutFixture => f.write_str("a unit number follows W, which says that nothing is built"),
        }
    }
}

impl std::error::Error for RealEstateUnitError {}

as_text!(
    RealEstateUnit,
    "^[0-9]{12}[GJZ][ABSXCDEFLNHGWY][0-9]{5}([FLQ][0-9]{8}|W00000000)$",
    "A real-estate unit number (GB/T 37346-2019)"
);

#[cfg(test)]
mod tests {
    use super::*;

    // The county 369999 does not exist.
    const FLAT: &str = "369999001001GB00001F00010001";

    fn error(text: &str) -> RealEstateUnitError {
        text.parse::<RealEstateUnit>().unwrap_err()
    }

    #[test]
    fn a_number_tells_county_and_parcel() {
        let flat: RealEstateUnit = FLAT.parse().unwrap();
        assert_eq!((flat.county(), flat.parcel()), ("369999", "369999001001GB00001"));
        assert!(flat.has_fixture());
        assert!(!"369999001001JC00012W00000000".parse::<RealEstateUnit>().unwrap().has_fixture());
    }

    #[test]
    fn the_printed_form_reads_back() {
        let flat: RealEstateUnit = FLAT.parse().unwrap();
        assert_eq!(flat.grouped(), "369999 001001 GB00001 F00010001");
        assert_eq!(flat.grouped().parse::<RealEstateUnit>(), Ok(flat));
        assert_eq!("３６９９９９ 001001 gb00001－f00010001".parse::<RealEstateUnit>().unwrap().as_str(), FLAT);
    }

    #[test]
    fn each_error_says_what_and_where() {
        assert_eq!(error("　"), RealEstateUnitError::Empty);
        assert_eq!(error("369999001001GB00001F0001000"), RealEstateUnitError::WrongLength { characters: 27 });
        assert_eq!(error(&format!("{FLAT}1")), RealEstateUnitError::WrongLength { characters: 29 });
        assert_eq!(error("369999001O01GB00001F00010001"), RealEstateUnitError::NotADigit { position: 10 });
        assert_eq!(error("369999001001GB00001F0001000A"), RealEstateUnitError::NotADigit { position: 28 });
        assert_eq!(
            error("369999001001XB00001F00010001"),
            RealEstateUnitError::WrongLetter { position: 13, allowed: "GJZ" }
        );
        assert_eq!(
            error("369999001001G100001F00010001"),
            RealEstateUnitError::WrongLetter { position: 14, allowed: "ABSXCDEFLNHGWY" }
        );
        // Many pages print the last part as five and eight digits the other way round.
        assert_eq!(
            error("369999001001GB00000001F00001"),
            RealEstateUnitError::WrongLetter { position: 20, allowed: "FLQW" }
        );
        assert_eq!(error("369999001001GB00001W00010001"), RealEstateUnitError::UnitWithoutFixture);
    }
}
