//! The citizen identity number (公民身份号码), GB 11643-1999, and the cards that share its form.
//!
//! 18 characters: 6 for the area, 8 for the date of birth, 3 for the order within the day (odd for men), 1 check
//! character. Residence permits for people from Hong Kong, Macao and Taiwan begin with 81, 82 or 83; the
//! permanent residence card of foreigners (issued in this form since 2023) begins with 9.
//! Decides whether a number is well formed. Never refuses an area: codes that were abolished long ago are in valid ids.

use std::fmt;
use std::str::FromStr;

use super::text::{as_text, masked};
use super::{normalise, CivilDate};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder modulo 11.
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";

/// A resident id (身份证号): 18 characters with a real date of birth and the right check character.
/// Its `Debug` form is masked, so that no log or panic carries it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId {
    text: String,
    birth: CivilDate,
}

/// The sex that an id states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
}

/// Whose card a number is on, told by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A citizen (居民身份证).
    Citizen,
    /// A resident from Hong Kong, Macao or Taiwan (港澳台居民居住证): 81, 82, 83.
    HongKongMacaoTaiwan,
    /// A foreigner with permanent residence (外国人永久居留身份证): 9.
    PermanentResident,
}

/// Why a text is no [`ResidentId`]. Places are counted from 1, without spaces. The right check character is never told:
/// an id that is put right by guessing is somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResidentIdError {
    /// Nothing was written.
    Empty,
    /// Not 18 characters but `digits`; 15 is an id of the first generation, which is no longer valid.
    WrongLength { digits: usize },
    /// A character that does not belong there; X may only be the last one.
    NotADigit { position: usize },
    /// Characters 7 to 14 are no date.
    WrongBirthDate,
    /// The last character does not fit the others: one of them is mistyped.
    CheckDigit,
    /// The date of birth lies after today. Only from [`ResidentId::born_by`].
    BornInFuture,
}

impl ResidentId {
    /// The canonical text: 18 characters, X as a capital.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date of birth, characters 7 to 14.
    pub fn birth_date(&self) -> CivilDate {
        self.birth
    }

    /// The sex, by the order number: odd for men.
    pub fn sex(&self) -> Sex {
        match self.text.as_bytes()[16] % 2 {
            0 => Sex::Female,
            _ => Sex::Male,
        }
    }

    /// The first six characters: for citizens the area where the id was first given, by GB/T 2260 of that time.
    pub fn area(&self) -> &str {
        &self.text[..6]
    }

    /// Whose card it is on.
    pub fn holder(&self) -> Holder {
        match self.text.as_bytes() {
            [b'9', ..] => Holder::PermanentResident,
            [b'8', b'1'..=b'3', ..] => Holder::HongKongMacaoTaiwan,
            _ => Holder::Citizen,
        }
    }

    /// Full years of age (周岁) on `today`.
    pub fn age(&self, today: CivilDate) -> i32 {
        self.birth.years_until(today)
    }

    /// Checks that the holder was born on `today` or before.
    ///
    /// # Errors
    /// [`ResidentIdError::BornInFuture`].
    pub fn born_by(&self, today: CivilDate) -> Result<(), ResidentIdError> {
        if self.birth > today {
            return Err(ResidentIdError::BornInFuture);
        }
        Ok(())
    }

    /// The first and the last character with stars between, for showing: `3****************X`.
    pub fn masked(&self) -> String {
        masked(&self.text, 1, 1)
    }
}

impl FromStr for ResidentId {
    type Err = ResidentIdError;

    fn from_str(text: &str) -> Result<Self, ResidentIdError> {
        let text = normalise::identifier(text);
        if text.is_empty() {
            return Err(ResidentIdError::Empty);
        }
        let length = text.chars().count();
        let out_of_place = |(index, character): (usize, char)| {
            let belongs = character.is_ascii_digit() || (character == 'X' && index + 1 == length);
            (!belongs).then_some(index + 1)
        };
        if let Some(position) = text.chars().enumerate().find_map(out_of_place) {
            return Err(ResidentIdError::NotADigit { position });
        }
        if length != 18 {
            return Err(ResidentIdError::WrongLength { digits: length });
        }
        let birth = birth_date(&text).ok_or(ResidentIdError::WrongBirthDate)?;
        if text.as_bytes()[17] != check_character(&text) {
            return Err(ResidentIdError::CheckDigit);
        }
        Ok(Self { text, birth })
    }
}

/// The date in characters 7 to 14 of an id of 18 characters.
fn birth_date(text: &str) -> Option<CivilDate> {
    CivilDate::new(text[6..10].parse().ok()?, text[10..12].parse().ok()?, text[12..14].parse().ok()?)
}

/// The check character by ISO 7064 MOD 11-2 over the first 17 digits.
fn check_character(text: &str) -> u8 {
    let sum: u32 = text.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECK_CHARACTERS[(sum % 11) as usize]
}

impl fmt::Display for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResidentId").field(&self.masked()).finish()
    }
}

impl fmt::Display for ResidentIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("resident id is empty"),
            Self::WrongLength { digits } => write!(f, "resident id has {digits} characters instead of 18"),
            Self::NotADigit { position } => write!(f, "character {position} of the resident id is not a digit"),
            Self::WrongBirthDate => f.write_str("characters 7 to 14 of the resident id are not a date"),
            Self::CheckDigit => f.write_str("the resident id's check character does not fit"),
            Self::BornInFuture => f.write_str("the resident id's date of birth lies in the future"),
        }
    }
}

impl std::error::Error for ResidentIdError {}

as_text!(ResidentId, "^[0-9]{17}[0-9X]$", "A resident id (GB 11643-1999)");

#[cfg(test)]
mod tests {
    use super::*;

    // The area 369999 does not exist.
    const WOMAN: &str = "369999199912310020";
    const ENDS_IN_X: &str = "36999919880808003X";

    fn id(text: &str) -> ResidentId {
        text.parse().unwrap()
    }

    fn error(text: &str) -> ResidentIdError {
        text.parse::<ResidentId>().unwrap_err()
    }

    #[test]
    fn an_id_tells_birth_sex_and_area() {
        let woman = id(WOMAN);
        assert_eq!(woman.birth_date().to_string(), "1999-12-31");
        assert_eq!((woman.sex(), woman.area(), woman.holder()), (Sex::Female, "369999", Holder::Citizen));
        assert_eq!(id("369999195006309994").sex(), Sex::Male);
        assert_eq!(id("369999200002290038").birth_date().to_string(), "2000-02-29");
    }

    #[test]
    fn full_width_spaces_and_a_lower_case_x_are_forgiven() {
        assert_eq!(id(" ３６９９９９　19880808 003ｘ\n").to_string(), ENDS_IN_X);
    }

    #[test]
    fn a_wrong_length_says_how_many() {
        assert_eq!(error("36999919991231002"), ResidentIdError::WrongLength { digits: 17 });
        assert_eq!(error("3699991999123100200"), ResidentIdError::WrongLength { digits: 19 });
        assert_eq!(error("369999991231002"), ResidentIdError::WrongLength { digits: 15 });
        assert_eq!(error(" 　"), ResidentIdError::Empty);
    }

    #[test]
    fn a_strange_character_says_where() {
        assert_eq!(error("36999919991231O020"), ResidentIdError::NotADigit { position: 15 });
        assert_eq!(error("3699991988080800X3"), ResidentIdError::NotADigit { position: 17 });
        assert_eq!(error("张三"), ResidentIdError::NotADigit { position: 1 });
        assert_eq!(error("36999919991231002A"), ResidentIdError::NotADigit { position: 18 });
        assert_eq!(error("369999-19991231002"), ResidentIdError::NotADigit { position: 7 });
    }

    #[test]
    fn birth_and_check_digit_are_told_apart() {
        assert_eq!(error("369999190002290034"), ResidentIdError::WrongBirthDate);
        assert_eq!(error("369999199912310021"), ResidentIdError::CheckDigit);
        assert_eq!(error("369999199912310200"), ResidentIdError::CheckDigit);
    }

    #[test]
    fn no_error_reveals_the_check_digit() {
        let said = error("369999199912310021").to_string();
        assert_eq!(said, "the resident id's check character does not fit");
    }

    #[test]
    fn birth_in_the_future_is_asked_for_apart() {
        let today = |text: &str| text.parse::<CivilDate>().unwrap();
        assert_eq!(id(WOMAN).born_by(today("1999-12-30")), Err(ResidentIdError::BornInFuture));
        assert_eq!(id(WOMAN).born_by(today("1999-12-31")), Ok(()));
        assert_eq!(id(WOMAN).age(today("2026-11-24")), 26);
    }

    #[test]
    fn other_cards_of_the_same_form_are_known() {
        let holder = |body: &str| {
            let text = format!("{body}{}", char::from(check_character(body)));
            id(&text).holder()
        };
        for area in ["819999", "829999", "839999"] {
            assert_eq!(holder(&format!("{area}20000229003")), Holder::HongKongMacaoTaiwan);
        }
        assert_eq!(holder("99999920000229003"), Holder::PermanentResident);
    }

    #[test]
    fn shown_and_logged_forms_hide_the_middle() {
        assert_eq!(id(ENDS_IN_X).masked(), "3****************X");
        assert_eq!(format!("{:?}", id(ENDS_IN_X)), r#"ResidentId("3****************X")"#);
    }

    #[test]
    fn serde_errors_do_not_repeat_the_id() {
        assert_eq!(serde_json::to_string(&id(WOMAN)).unwrap(), format!("{WOMAN:?}"));
        let error = serde_json::from_str::<ResidentId>(r#""369999199912310021""#).unwrap_err().to_string();
        assert_eq!(error, "the resident id's check character does not fit");
    }
}
