//! Civil dates (日期): a day of the proleptic Gregorian calendar, without a time and without a time zone.
//!
//! Decides which dates exist between 1800 and 2999 and how they are written (GB/T 7408.1-2023, the calendar date
//! of ISO 8601). Never knows what today is.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::{as_text, push_padded};

/// Days from 0000-03-01 to 1970-01-01: years are counted from March, so that a leap day is the last of its year.
const MARCH_ZERO_TO_EPOCH: i32 = 719_468;
const DAYS_IN_400_YEARS: i32 = 146_097;

/// A day between 1800-01-01 and 2999-12-31. Ordered by time; printed and stored as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    days_since_epoch: i32,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Why a text is no [`CivilDate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CivilDateError {
    /// Nothing was written.
    Empty,
    /// Not written as a year, a month and a day.
    WrongForm,
    /// A year before 1800 or after 2999.
    YearOutOfRange { year: i32 },
    /// A month that is not 1 to 12.
    NoSuchMonth { month: u32 },
    /// A day that the month does not have; `last` is the month's last day.
    NoSuchDay { year: i32, month: u32, day: u32, last: u32 },
}

impl CivilDate {
    /// The first day that can be told: 1800-01-01.
    pub const MIN: Self = Self { days_since_epoch: days_from_civil(1800, 1, 1) };
    /// The last day that can be told: 2999-12-31.
    pub const MAX: Self = Self { days_since_epoch: days_from_civil(2999, 12, 31) };

    /// The day, or nothing if there is no such day between 1800 and 2999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::checked(year, month, day).ok()
    }

    /// The day on which a moment falls, `offset_minutes` east of UTC. Moments outside 1800 to 2999 give the nearest
    /// day that can be told.
    pub fn from_unix_ms(ms: i64, offset_minutes: i32) -> Self {
        let local_ms = ms.saturating_add(i64::from(offset_minutes) * 60_000);
        Self::clamped(local_ms.div_euclid(86_400_000))
    }

    /// Reads a date as people write it: `2026-03-12`, `2026年3月12日`, `2026/3/12`, `2026.3.12`, `20260312`, also in
    /// full width. Year, month and day come in this order and the year has four digits.
    ///
    /// # Errors
    /// [`CivilDateError`] says whether the form, the year, the month or the day is wrong.
    pub fn parse_lenient(text: &str) -> Result<Self, CivilDateError> {
        let text: String = normalise::visible(text).collect();
        if text.is_empty() {
            return Err(CivilDateError::Empty);
        }
        let (year, month, day) = split_lenient(&text).ok_or(CivilDateError::WrongForm)?;
        Self::checked(year as i32, month, day)
    }

    /// The year, 1800 to 2999.
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.parts().1
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.parts().2
    }

    /// Days after 1970-01-01; negative before it.
    pub fn days_since_epoch(self) -> i32 {
        self.days_since_epoch
    }

    /// The date so many days later (earlier if negative), held within [`Self::MIN`] and [`Self::MAX`].
    pub fn add_days(self, days: i32) -> Self {
        Self::clamped(i64::from(self.days_since_epoch) + i64::from(days))
    }

    /// Days from this date to the other; negative if the other is earlier.
    pub fn days_until(self, other: Self) -> i32 {
        other.days_since_epoch - self.days_since_epoch
    }

    /// Full years from this date to the other, as ages (周岁) are counted; negative if the other is earlier. Whoever was
    /// born on 29 February completes a year on 1 March in years without that day.
    pub fn years_until(self, other: Self) -> i32 {
        if other < self {
            return -other.years_until(self);
        }
        let (year, month, day) = self.parts();
        let (other_year, other_month, other_day) = other.parts();
        other_year - year - i32::from((other_month, other_day) < (month, day))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (self.days_since_epoch + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// As people say it on `today`: `3月12日`, with the year in front when it is another year than today's.
    pub fn chinese(self, today: Self) -> String {
        let (year, month, day) = self.parts();
        let mut out = String::new();
        if year != today.year() {
            push_padded(&mut out, year as u32, 4);
            out.push('年');
        }
        push_padded(&mut out, month, 1);
        out.push('月');
        push_padded(&mut out, day, 1);
        out.push('日');
        out
    }

    /// The last day of a month, 28 to 31; nothing if there is no such month.
    pub fn last_day_of_month(year: i32, month: u32) -> Option<u32> {
        match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
            4 | 6 | 9 | 11 => Some(30),
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => Some(29),
            2 => Some(28),
            _ => None,
        }
    }

    fn checked(year: i32, month: u32, day: u32) -> Result<Self, CivilDateError> {
        if !(1800..=2999).contains(&year) {
            return Err(CivilDateError::YearOutOfRange { year });
        }
        let last = Self::last_day_of_month(year, month).ok_or(CivilDateError::NoSuchMonth { month })?;
        if day == 0 || day > last {
            return Err(CivilDateError::NoSuchDay { year, month, day, last });
        }
        Ok(Self { days_since_epoch: days_from_civil(year, month, day) })
    }

    fn clamped(days: i64) -> Self {
        let days = days.clamp(i64::from(Self::MIN.days_since_epoch), i64::from(Self::MAX.days_since_epoch));
        Self { days_since_epoch: days as i32 }
    }

    fn parts(self) -> (i32, u32, u32) {
        let days = self.days_since_epoch + MARCH_ZERO_TO_EPOCH;
        let era = days / DAYS_IN_400_YEARS;
        let day_of_era = days % DAYS_IN_400_YEARS;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_since_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_since_march + 2) / 5 + 1;
        let month = if months_since_march < 10 { months_since_march + 3 } else { months_since_march - 9 };
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }
}

/// Days since 1970-01-01 of an existing day of a year after 0.
const fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
    march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + day_of_year - MARCH_ZERO_TO_EPOCH
}

/// `YYYYMMDD`, or three numbers with one separator throughout, or `年`, `月` and an optional `日` or `号`.
fn split_lenient(text: &str) -> Option<(u32, u32, u32)> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?));
    }
    let (year, month, day) = if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        (year, month, day.strip_suffix(['日', '号']).unwrap_or(day))
    } else {
        let separator = text.chars().find(|character| matches!(character, '-' | '/' | '.' | '。'))?;
        let (year, rest) = text.split_once(separator)?;
        let (month, day) = rest.split_once(separator)?;
        (year, month, day)
    };
    let short = |part: &str| part.len() <= 2;
    (year.len() == 4 && short(month) && short(day)).then_some(())?;
    Some((number(year)?, number(month)?, number(day)?))
}

/// A number of ASCII digits alone.
fn number(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl FromStr for CivilDate {
    type Err = CivilDateError;

    /// Reads `YYYY-MM-DD` and nothing else; for what people type there is [`CivilDate::parse_lenient`].
    fn from_str(text: &str) -> Result<Self, CivilDateError> {
        if text.is_empty() {
            return Err(CivilDateError::Empty);
        }
        let bytes = text.as_bytes();
        if bytes.len() != 10 || !text.is_ascii() || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(CivilDateError::WrongForm);
        }
        match (number(&text[..4]), number(&text[5..7]), number(&text[8..])) {
            (Some(year), Some(month), Some(day)) => Self::checked(year as i32, month, day),
            _ => Err(CivilDateError::WrongForm),
        }
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        let mut out = String::with_capacity(10);
        push_padded(&mut out, year as u32, 4);
        out.push('-');
        push_padded(&mut out, month, 2);
        out.push('-');
        push_padded(&mut out, day, 2);
        f.write_str(&out)
    }
}

impl fmt::Display for CivilDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("date is empty"),
            Self::WrongForm => f.write_str("date is not written as YYYY-MM-DD"),
            Self::YearOutOfRange { .. } => f.write_str("year is not between 1800 and 2999"),
            Self::NoSuchMonth { .. } => f.write_str("month is not between 1 and 12"),
            Self::NoSuchDay { .. } => f.write_str("month does not have this day"),
        }
    }
}

impl std::error::Error for CivilDateError {}

as_text!(CivilDate, r"^(1[89]|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "A civil date, YYYY-MM-DD");

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_day_follows_its_yesterday() {
        let (mut year, mut month, mut day) = (1800, 1, 1);
        let mut date = CivilDate::MIN;
        while date < CivilDate::MAX {
            assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
            assert_eq!(CivilDate::new(year, month, day), Some(date));
            date = date.add_days(1);
            day += 1;
            if Some(day) > CivilDate::last_day_of_month(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!(date.to_string(), "2999-12-31");
    }

    #[test]
    fn strict_form_is_the_only_one_that_parses() {
        assert_eq!(date("2026-03-12").to_string(), "2026-03-12");
        for text in ["2026-3-12", "2026/03/12", " 2026-03-12", "２０２６-03-12", "20260312", "+026-03-12", "2026-03-1é"]
        {
            assert_eq!(text.parse::<CivilDate>(), Err(CivilDateError::WrongForm), "{text}");
        }
        assert_eq!("".parse::<CivilDate>(), Err(CivilDateError::Empty));
    }

    #[test]
    fn an_impossible_date_says_which_part_is_wrong() {
        let error = |text: &str| text.parse::<CivilDate>().unwrap_err();
        assert_eq!(error("1799-12-31"), CivilDateError::YearOutOfRange { year: 1799 });
        assert_eq!(error("3000-01-01"), CivilDateError::YearOutOfRange { year: 3000 });
        assert_eq!(error("2026-13-01"), CivilDateError::NoSuchMonth { month: 13 });
        assert_eq!(error("2026-00-01"), CivilDateError::NoSuchMonth { month: 0 });
        assert_eq!(error("2026-02-29"), CivilDateError::NoSuchDay { year: 2026, month: 2, day: 29, last: 28 });
        assert_eq!(error("1900-02-29"), CivilDateError::NoSuchDay { year: 1900, month: 2, day: 29, last: 28 });
        assert_eq!(error("2026-04-00"), CivilDateError::NoSuchDay { year: 2026, month: 4, day: 0, last: 30 });
        assert_eq!(date("2000-02-29").day(), 29);
    }

    #[test]
    fn people_may_write_dates_in_their_own_way() {
        let forms = "2026-03-12 2026年3月12日 2026年03月12 2026年3月12号 2026/3/12 2026.3.12 2026。3。12 20260312 ２０２６／３／１２";
        for text in forms.split(' ').chain([" 2026 年 3 月 12 日 "]) {
            assert_eq!(CivilDate::parse_lenient(text), Ok(date("2026-03-12")), "{text}");
        }
    }

    #[test]
    fn ambiguous_ways_are_refused() {
        for text in ["26-3-12", "3/12/2026", "2026-3", "2026年3月", "2026-3/12", "2026031", "2026--12", "2026-3-012"]
        {
            assert_eq!(CivilDate::parse_lenient(text), Err(CivilDateError::WrongForm), "{text}");
        }
        assert_eq!(CivilDate::parse_lenient(" \u{3000}"), Err(CivilDateError::Empty));
        assert_eq!(CivilDate::parse_lenient("20261301"), Err(CivilDateError::NoSuchMonth { month: 13 }));
    }

    #[test]
    fn ages_are_full_years() {
        let birth = date("1943-05-20");
        assert_eq!(birth.years_until(date("2026-05-19")), 82);
        assert_eq!(birth.years_until(date("2026-05-20")), 83);
        assert_eq!(date("2026-05-20").years_until(birth), -83);
        assert_eq!(birth.years_until(birth), 0);
    }

    #[test]
    fn a_leap_day_birthday_counts_on_the_first_of_march() {
        let birth = date("2008-02-29");
        assert_eq!(birth.years_until(date("2026-02-28")), 17);
        assert_eq!(birth.years_until(date("2026-03-01")), 18);
        assert_eq!(birth.years_until(date("2028-02-29")), 20);
    }

    #[test]
    fn a_moment_falls_on_the_day_of_its_place() {
        let late_evening_in_utc = 1_773_331_200_000; // 2026-03-12T16:00:00Z
        assert_eq!(CivilDate::from_unix_ms(late_evening_in_utc - 1, 480), date("2026-03-12"));
        assert_eq!(CivilDate::from_unix_ms(late_evening_in_utc, 480), date("2026-03-13"));
        assert_eq!(CivilDate::from_unix_ms(late_evening_in_utc, 0), date("2026-03-12"));
        assert_eq!(CivilDate::from_unix_ms(-1, 0), date("1969-12-31"));
        assert_eq!(CivilDate::from_unix_ms(i64::MIN, -720), CivilDate::MIN);
        assert_eq!(CivilDate::from_unix_ms(i64::MAX, 720), CivilDate::MAX);
    }

    #[test]
    fn the_year_is_said_only_when_it_is_another() {
        let today = date("2026-11-24");
        assert_eq!(date("2026-03-12").chinese(today), "3月12日");
        assert_eq!(date("2027-01-02").chinese(today), "2027年1月2日");
    }

    #[test]
    fn dates_outside_the_calendar_stop_at_its_ends() {
        assert_eq!(CivilDate::MAX.add_days(1), CivilDate::MAX);
        assert_eq!(CivilDate::MIN.add_days(i32::MIN), CivilDate::MIN);
        assert_eq!(date("2026-03-01").add_days(-1), date("2026-02-28"));
        assert_eq!(date("2026-03-01").days_until(date("2026-02-28")), -1);
    }

    #[test]
    fn serde_uses_the_strict_form() {
        assert_eq!(serde_json::to_string(&date("2026-03-12")).unwrap(), r#""2026-03-12""#);
        let error = serde_json::from_str::<CivilDate>(r#""2026/3/12""#).unwrap_err().to_string();
        assert_eq!(error, "date is not written as YYYY-MM-DD");
    }
}
