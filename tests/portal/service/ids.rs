//! Ids nobody can guess, digests, and the numbers that a citizen reads.

use mianzheng::ident::CivilDate;
use rand::Rng;
use sha2::{Digest, Sha256};

/// Letters and digits that are not mistaken for one another when read aloud.
const CLEAR_LETTERS: &[u8] = b"ACEFHJKMNPRTUVWXY";
const CLEAR_DIGITS: &[u8] = b"2345679";

/// 128 random bits in lower-case hex after a prefix that says what it names.
pub fn random_id(prefix: &str) -> String {
    let bits: u128 = rand::rng().random();
    format!("{prefix}{bits:032x}")
}

/// SHA-256, lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Six random digits.
pub fn sms_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// 查询码: letter, digit, letter, three digits, such as `H7K492`.
pub fn query_code() -> String {
    let mut random = rand::rng();
    let mut draw = |from: &[u8]| char::from(from[random.random_range(0..from.len())]);
    [CLEAR_LETTERS, CLEAR_DIGITS, CLEAR_LETTERS, CLEAR_DIGITS, CLEAR_DIGITS, CLEAR_DIGITS]
        .map(&mut draw)
        .iter()
        .collect()
}

/// 办件编号: the county's four digits, the day and the day's serial number; 16 digits.
pub fn application_number(day: CivilDate, serial: u32) -> String {
    format!("{}{serial:06}", number_prefix(day))
}

/// What all numbers of a day begin with.
pub fn number_prefix(day: CivilDate) -> String {
    format!("3699{:02}{:02}{:02}", day.year() % 100, day.month(), day.day())
}
