//! Bank account and card numbers (银行账号): what benefits are paid to.
//!
//! Account numbers have no common standard and 12 to 30 digits. Cards of China UnionPay begin with 62, have 16 to 19
//! digits and a check digit (ISO/IEC 7812-1, Luhn), which is checked. Other numbers are taken as they are: old
//! passbooks and accounts of firms have none. Never decides which bank it is or whether the account exists.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::{as_text, in_groups, masked};

const SHORTEST: usize = 12;
const LONGEST: usize = 30;

/// A bank account or card number: 12 to 30 digits. Its `Debug` form is masked, so that no log or panic carries it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankAccount(String);

/// Why a text is no [`BankAccount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankAccountError {
    /// Nothing was written.
    Empty,
    /// A character that is no digit; the place is counted from 1 without spaces and hyphens.
    NotADigit { position: usize },
    /// Not 12 to 30 digits but `digits`.
    WrongLength { digits: usize },
    /// A card number whose last digit does not fit the others: one of them is mistyped.
    CheckDigit,
}

impl BankAccount {
    /// The canonical text: digits alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Stars and the last four digits, for showing.
    pub fn masked(&self) -> String {
        masked(&self.0, 0, 4)
    }

    /// In groups of four, as cards print it: `6200 0000 0000 0005`.
    pub fn grouped(&self) -> String {
        in_groups(&self.0, 4)
    }
}

impl FromStr for BankAccount {
    type Err = BankAccountError;

    fn from_str(text: &str) -> Result<Self, BankAccountError> {
        let text = normalise::without_hyphens(text);
        if text.is_empty() {
            return Err(BankAccountError::Empty);
        }
        if let Some(position) = normalise::first_non_digit(&text) {
            return Err(BankAccountError::NotADigit { position });
        }
        if !(SHORTEST..=LONGEST).contains(&text.len()) {
            return Err(BankAccountError::WrongLength { digits: text.len() });
        }
        if is_union_pay_card(&text) && !luhn_holds(&text) {
            return Err(BankAccountError::CheckDigit);
        }
        Ok(Self(text))
    }
}

fn is_union_pay_card(digits: &str) -> bool {
    digits.starts_with("62") && (16..=19).contains(&digits.len())
}

/// ISO/IEC 7812-1 annex B: every second digit from the right is doubled, and the sum of all digits ends in 0.
fn luhn_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            let weighted = if index % 2 == 1 { digit * 2 } else { digit };
            weighted / 10 + weighted % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

impl fmt::Display for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BankAccount").field(&self.masked()).finish()
    }
}

impl fmt::Display for BankAccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("bank account is empty"),
            Self::NotADigit { position } => write!(f, "character {position} of the bank account is not a digit"),
            Self::WrongLength { digits } => write!(f, "bank account has {digits} digits instead of 12 to 30"),
            Self::CheckDigit => f.write_str("the card number's check digit does not fit"),
        }
    }
}

impl std::error::Error for BankAccountError {}

as_text!(BankAccount, "^[0-9]{12,30}$", "A bank account or card number");

#[cfg(test)]
mod tests {
    use super::*;

    fn account(text: &str) -> BankAccount {
        text.parse().unwrap()
    }

    fn error(text: &str) -> BankAccountError {
        text.parse::<BankAccount>().unwrap_err()
    }

    #[test]
    fn spaces_hyphens_and_width_are_forgiven() {
        assert_eq!(account("6200 0000 0000 0005").as_str(), "6200000000000005");
        assert_eq!(account("６２００－００００００００　０００５").as_str(), "6200000000000005");
    }

    #[test]
    fn a_mistyped_card_is_noticed() {
        assert_eq!(error("6200000000000006"), BankAccountError::CheckDigit);
        assert_eq!(error("6200000000000050"), BankAccountError::CheckDigit);
    }

    #[test]
    fn accounts_without_check_digit_are_taken() {
        assert_eq!(account("150200010400123456").as_str(), "150200010400123456");
        assert_eq!(account("62000000000000").as_str(), "62000000000000");
        assert_eq!(account(&"1".repeat(30)).as_str().len(), 30);
        assert_eq!(account("62000000000000000001").as_str(), "62000000000000000001");
    }

    #[test]
    fn each_error_says_what_and_where() {
        assert_eq!(error("-"), BankAccountError::Empty);
        assert_eq!(error("12345678901"), BankAccountError::WrongLength { digits: 11 });
        assert_eq!(error(&"1".repeat(31)), BankAccountError::WrongLength { digits: 31 });
        assert_eq!(error("6200 O000 0000 0005"), BankAccountError::NotADigit { position: 5 });
    }

    #[test]
    fn shown_forms_hide_or_group() {
        let card = account("6200000000000005");
        assert_eq!(card.masked(), "************0005");
        assert_eq!(card.grouped(), "6200 0000 0000 0005");
        assert_eq!(format!("{card:?}"), r#"BankAccount("************0005")"#);
    }
}
