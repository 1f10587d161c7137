//! What can be wrong with an answer. The words for each stand in `i18n`.

use crate::ident::{
    BankAccountError, CivilDate, CivilDateError, CreditCodeError, Decimal, DecimalError, PhoneError, PositionError,
    RealEstateUnitError, ResidentIdError,
};

/// What is wrong with an answer, with what the sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there and something must be.
    Missing,
    /// More characters than may be.
    TooLong {
        /// How many may be.
        max: u16,
        /// How many there are.
        actual: usize,
    },
    /// Fewer characters than must be.
    TooShort {
        /// How many must be.
        min: u16,
        /// How many there are.
        actual: usize,
    },
    /// A character that a code of this kind does not have.
    OddCharacter {
        /// The first such character.
        character: char,
    },
    /// Not a number.
    NotANumber(DecimalError),
    /// A whole number is wanted.
    NotWhole,
    /// More digits after the point than may be.
    TooManyPlaces {
        /// How many may be.
        max: u8,
    },
    /// Less than the least.
    BelowMinimum {
        /// The least.
        min: Decimal,
    },
    /// More than the most.
    AboveMaximum {
        /// The most.
        max: Decimal,
    },
    /// Not a date.
    Date(CivilDateError),
    /// Before the earliest.
    TooEarly {
        /// The earliest.
        earliest: CivilDate,
    },
    /// After the latest.
    TooLate {
        /// The latest.
        latest: CivilDate,
    },
    /// Not a resident id.
    ResidentId(ResidentIdError),
    /// Not a credit code.
    CreditCode(CreditCodeError),
    /// Not a telephone number.
    Phone(PhoneError),
    /// Not an account number.
    BankAccount(BankAccountError),
    /// Not a point on the earth.
    Position(PositionError),
    /// Not a real-estate unit number.
    RealEstateUnit(RealEstateUnitError),
    /// Not one of the options, or one that is not offered now.
    NotAnOption,
    /// Not a region of the list.
    NotARegion,
    /// Fewer options than must be.
    TooFewChosen {
        /// How many must be.
        min: u16,
    },
    /// More options than may be.
    TooManyChosen {
        /// How many may be.
        max: u16,
    },
    /// Fewer rows than must be.
    TooFewRows {
        /// How many must be.
        min: u16,
    },
    /// More rows than may be.
    TooManyRows {
        /// How many may be.
        max: u16,
    },
    /// More files than may be.
    TooManyFiles {
        /// How many may be.
        max: u16,
    },
    /// A file is larger than may be.
    FileTooLarge {
        /// How many bytes may be.
        max_bytes: u32,
    },
    /// The value is of another kind than the question.
    WrongKind,
    /// A rule of the item speaks up; its index in the item's checks.
    Rule(usize),
}
