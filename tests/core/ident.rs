//! What the value types promise, for any text and against what others computed.
//!
//! The vectors under `data/` come from `script/oracle-ident`; all numbers in them are synthetic.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use mianzheng::ident::{
    BankAccount, Calendar, Certainty, CivilDate, CreditCode, Decimal, Instant, Money, Phone, RealEstateUnit,
    RegionCode, ResidentId, ResidentIdError, Sex, CHINA_OFFSET_MINUTES,
};
use proptest::prelude::*;
use serde::Deserialize;

const CREDIT_LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

#[derive(Deserialize)]
struct Vectors {
    resident_ids: Vec<ResidentIdVector>,
    credit_codes: Vec<String>,
    cards: Vec<String>,
    dates: Vec<DateVector>,
    instants: Vec<InstantVector>,
}

#[derive(Deserialize)]
struct ResidentIdVector {
    text: String,
    birth: CivilDate,
    sex: String,
}

#[derive(Deserialize)]
struct DateVector {
    text: String,
    days_since_epoch: i32,
    weekday: u8,
}

#[derive(Deserialize)]
struct InstantVector {
    text: String,
    unix_ms: i64,
    china_date: CivilDate,
    china_clock: String,
}

#[derive(Deserialize)]
struct WorkingDayVectors {
    years: std::collections::BTreeMap<i32, String>,
    deadlines: Vec<DeadlineVector>,
}

#[derive(Deserialize)]
struct DeadlineVector {
    from: CivilDate,
    days: u32,
    to: CivilDate,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("data/ident.json")).expect("tests/core/data/ident.json")
}

fn working_day_vectors() -> WorkingDayVectors {
    serde_json::from_str(include_str!("data/working_days.json")).expect("tests/core/data/working_days.json")
}

fn calendar() -> Calendar {
    Calendar::from_json(include_str!("../../public/calendar.json")).expect("public/calendar.json")
}

/// What parses prints a text that parses to the same value, and serde carries it.
fn round_trip<T>(value: &T)
where
    T: FromStr + Display + PartialEq + Debug + serde::Serialize + serde::de::DeserializeOwned,
    T::Err: Debug,
{
    let text = value.to_string();
    assert_eq!(&text.parse::<T>().expect(&text), value);
    let json = serde_json::to_string(value).expect(&text);
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(&serde_json::from_str::<T>(&json).expect(&json), value);
}

/// Parsing any text ends, and what it accepts makes the round trip.
fn any_text<T>(text: &str)
where
    T: FromStr + Display + PartialEq + Debug + serde::Serialize + serde::de::DeserializeOwned,
    T::Err: Debug + Display,
{
    match text.parse::<T>() {
        Ok(value) => round_trip(&value),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Every text that differs from this one in one of its characters, among these ones.
fn one_character_changed<'a>(text: &'a str, alphabet: &'a str) -> impl Iterator<Item = String> + 'a {
    (0..text.len()).flat_map(move |index| {
        let others = alphabet.chars().filter(move |character| !text[index..].starts_with(*character));
        others.map(move |character| format!("{}{character}{}", &text[..index], &text[index + 1..]))
    })
}

#[test]
fn resident_ids_agree_with_the_oracle() {
    for vector in vectors().resident_ids {
        let id: ResidentId = vector.text.parse().expect(&vector.text);
        let sex = if vector.sex == "male" { Sex::Male } else { Sex::Female };
        assert_eq!((id.birth_date(), id.sex()), (vector.birth, sex), "{}", vector.text);
        round_trip(&id);
    }
}

#[test]
fn no_resident_id_survives_one_wrong_digit() {
    for vector in vectors().resident_ids {
        for wrong in one_character_changed(&vector.text, "0123456789X") {
            assert!(wrong.parse::<ResidentId>().is_err(), "{wrong}");
        }
    }
}

#[test]
fn no_resident_id_survives_two_neighbours_swapped() {
    for vector in vectors().resident_ids {
        for index in 0..16 {
            let mut bytes = vector.text.clone().into_bytes();
            bytes.swap(index, index + 1);
            let swapped = String::from_utf8(bytes).expect("digits");
            if swapped != vector.text {
                let error = swapped.parse::<ResidentId>().expect_err(&swapped);
                assert!(matches!(error, ResidentIdError::CheckDigit | ResidentIdError::WrongBirthDate), "{swapped}");
            }
        }
    }
}

#[test]
fn credit_codes_agree_with_the_oracle() {
    for text in vectors().credit_codes {
        let code: CreditCode = text.parse().expect(&text);
        assert_eq!(code.area(), "369999");
        round_trip(&code);
    }
}

#[test]
fn no_credit_code_survives_one_wrong_character() {
    for text in vectors().credit_codes {
        for wrong in one_character_changed(&text, CREDIT_LETTERS) {
            assert!(wrong.parse::<CreditCode>().is_err(), "{wrong}");
        }
    }
}

#[test]
fn cards_agree_with_the_oracle_and_no_wrong_digit_passes() {
    for text in vectors().cards {
        round_trip(&text.parse::<BankAccount>().expect(&text));
        // The first two digits say that it is a card at all.
        for wrong in one_character_changed(&text, "0123456789").filter(|wrong| wrong.starts_with("62")) {
            assert!(wrong.parse::<BankAccount>().is_err(), "{wrong}");
        }
    }
}

#[test]
fn dates_agree_with_the_oracle() {
    for vector in vectors().dates {
        let date: CivilDate = vector.text.parse().expect(&vector.text);
        assert_eq!(date.days_since_epoch(), vector.days_since_epoch, "{}", vector.text);
        assert_eq!(date.weekday() as u8 + 1, vector.weekday, "{}", vector.text);
        round_trip(&date);
    }
}

#[test]
fn instants_agree_with_the_oracle() {
    for vector in vectors().instants {
        let instant: Instant = vector.text.parse().expect(&vector.text);
        assert_eq!(instant.unix_ms(), vector.unix_ms, "{}", vector.text);
        assert_eq!(instant.civil(CHINA_OFFSET_MINUTES), vector.china_date, "{}", vector.text);
        assert_eq!(instant.clock_text(), vector.china_clock, "{}", vector.text);
        round_trip(&instant);
    }
}

#[test]
fn every_day_of_the_announced_years_agrees_with_the_oracle() {
    let calendar = calendar();
    for (year, days) in working_day_vectors().years {
        let mut date = CivilDate::new(year, 1, 1).expect("a year");
        for worked in days.chars() {
            assert_eq!(calendar.is_working(date), Some(worked == '1'), "{date}");
            date = date.add_days(1);
        }
        assert_eq!((date.year(), date.month(), date.day()), (year + 1, 1, 1));
    }
}

#[test]
fn deadlines_agree_with_the_oracle() {
    let calendar = calendar();
    for vector in working_day_vectors().deadlines {
        let deadline = calendar.add_working_days(vector.from, vector.days);
        assert_eq!((deadline.date, deadline.certainty), (vector.to, Certainty::Announced), "{}", vector.from);
        let between = calendar.working_days_between(vector.from, vector.to);
        assert_eq!(between, (vector.days, Certainty::Announced), "{}", vector.from);
    }
}

fn any_date() -> impl Strategy<Value = CivilDate> {
    (0..=CivilDate::MIN.days_until(CivilDate::MAX)).prop_map(|days| CivilDate::MIN.add_days(days))
}

/// Texts near enough to identifiers that parsers get past their first check.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9０-９xXA-Za-z（）() +－-]{0,30}",
        "(0|86|\\+86|0086)?1?[0-9]{7,12}",
        "[0-9]{17}[0-9xX]",
        "91[0-9]{6}[0-9A-Y]{10}",
        "[0-9]{12}[GJZ][A-Y][0-9]{5}[FLQW][0-9]{8}",
        "-?[0-9]{0,16}[.。]?[0-9]{0,6}",
        "[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}日?",
        "[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-9]{2}:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|[+-][0-2][0-9]:[0-5][0-9])",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic_and_what_parses_makes_the_round_trip(text in typed()) {
        any_text::<ResidentId>(&text);
        any_text::<CreditCode>(&text);
        any_text::<RealEstateUnit>(&text);
        any_text::<Phone>(&text);
        any_text::<BankAccount>(&text);
        any_text::<RegionCode>(&text);
        any_text::<CivilDate>(&text);
        any_text::<Instant>(&text);
        any_text::<Decimal>(&text);
        any_text::<Money>(&text);
        if let Ok(date) = CivilDate::parse_lenient(&text) {
            round_trip(&date);
        }
    }

    #[test]
    fn exactly_one_check_character_fits(birth in any_date(), order in 0..1000u32) {
        let body = format!("369999{:04}{:02}{:02}{order:03}", birth.year(), birth.month(), birth.day());
        let fitting = "0123456789X".chars().filter(|check| format!("{body}{check}").parse::<ResidentId>().is_ok());
        prop_assert_eq!(fitting.count(), 1);
    }

    #[test]
    fn masks_show_only_what_they_may(digits in "1[3-9][0-9]{9}") {
        let phone: Phone = digits.parse().expect(&digits);
        let masked = phone.masked();
        prop_assert_eq!((&masked[..3], &masked[3..7], &masked[7..]), (&digits[..3], "****", &digits[7..]));
    }

    #[test]
    fn adding_days_and_taking_them_away_is_the_identity(date in any_date(), days in -400_000..400_000i32) {
        let there = date.add_days(days);
        if there > CivilDate::MIN && there < CivilDate::MAX {
            prop_assert_eq!(there.add_days(-days), date);
            prop_assert_eq!(date.days_until(there), days);
        }
    }

    #[test]
    fn dates_are_ordered_like_their_texts(one in any_date(), other in any_date()) {
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
    }

    #[test]
    fn ages_never_shrink_and_grow_by_one_a_year(birth in any_date(), days in 0..40_000i32) {
        let today = birth.add_days(days);
        let age = birth.years_until(today);
        prop_assert!(age >= 0 && birth.years_until(today.add_days(1)) - age <= 1);
        prop_assert!(birth.years_until(today.add_days(1)) >= age);
        prop_assert!((today.year() - birth.year() - age) <= 1);
    }

    #[test]
    fn every_millisecond_makes_the_round_trip(ms in any::<i64>()) {
        round_trip(&Instant::from_unix_ms(ms));
        round_trip(&Instant::from_unix_ms(ms % 100_000_000_000_000));
    }

    #[test]
    fn numbers_make_the_round_trip_and_keep_their_order(one in any::<i64>(), other in any::<i64>(), scale in 0..=4u8) {
        let decimal = |units: i64| Decimal::new(units % 100_000_000_000_000, scale).expect("within bounds");
        round_trip(&decimal(one));
        let expected = (one % 100_000_000_000_000).cmp(&(other % 100_000_000_000_000));
        prop_assert_eq!(decimal(one).cmp(&decimal(other)), expected);
        round_trip(&Money::from_cents(one));
        prop_assert_eq!(Money::from_cents(one).grouped().replace(',', ""), Money::from_cents(one).to_string());
    }

    #[test]
    fn a_region_contains_itself_and_what_it_contains_is_not_larger(one in "[0-9]{6}([0-9]{3}){0,2}", cut in 0..5usize) {
        let inner: RegionCode = one.parse().expect(&one);
        prop_assert!(inner.contains(&inner));
        let full = inner.padded();
        let kept = [0, 2, 4, 6, 9][cut];
        let outer: RegionCode = format!("{:0<12}", &full[..kept]).parse().expect(&full);
        prop_assert!(outer.contains(&inner) && outer.level() <= inner.level(), "{} {}", outer, inner);
    }

    #[test]
    fn adding_and_counting_working_days_agree_in_any_year(date in any_date(), days in 0..300u32) {
        let calendar = calendar();
        let deadline = calendar.add_working_days(date, days);
        if deadline.date < CivilDate::MAX {
            prop_assert_eq!(calendar.working_days_between(date, deadline.date), (days, deadline.certainty));
        }
    }
}
