//! Moments in time (时刻): what clocks and registers state, apart from the civil dates that people answer with.
//!
//! Written as RFC 3339 in UTC. Never asks a clock: the app and the portal hand in what theirs say.

use std::fmt;
use std::str::FromStr;

use super::text::{as_text, push_padded};
use super::CivilDate;

/// China keeps one civil time, eight hours east of UTC, without summer time (since 1992).
pub const CHINA_OFFSET_MINUTES: i32 = 480;

const MS_PER_DAY: i64 = 86_400_000;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z, between the years 1800 and 2999. Printed and stored as
/// `2026-03-12T01:37:00Z`, with milliseconds where they are not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a text is no [`Instant`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstantError {
    /// Nothing was written.
    Empty,
    /// Not written as RFC 3339 demands.
    WrongForm,
    /// A date that does not exist or lies outside 1800 to 2999.
    WrongDate,
    /// A time of day that does not exist.
    WrongTime,
}

impl Instant {
    /// The moment so many milliseconds after 1970-01-01T00:00:00Z, held within the years 1800 to 2999.
    pub fn from_unix_ms(ms: i64) -> Self {
        let first = i64::from(CivilDate::MIN.days_since_epoch()) * MS_PER_DAY;
        let last = i64::from(CivilDate::MAX.days_since_epoch()) * MS_PER_DAY + MS_PER_DAY - 1;
        Self(ms.clamp(first, last))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_ms(self) -> i64 {
        self.0
    }

    /// The moment so many milliseconds later (earlier if negative).
    pub fn add_ms(self, ms: i64) -> Self {
        Self::from_unix_ms(self.0.saturating_add(ms))
    }

    /// Milliseconds from this moment to the other; negative if the other is earlier.
    pub fn ms_until(self, other: Self) -> i64 {
        other.0 - self.0
    }

    /// The civil date `offset_minutes` east of UTC; in China [`CHINA_OFFSET_MINUTES`].
    pub fn civil(self, offset_minutes: i32) -> CivilDate {
        CivilDate::from_unix_ms(self.0, offset_minutes)
    }

    /// Hours and minutes on a clock in China: `09:37`.
    pub fn clock_text(self) -> String {
        let minutes = (self.0.div_euclid(60_000) + i64::from(CHINA_OFFSET_MINUTES)).rem_euclid(1440) as u32;
        let mut out = String::with_capacity(5);
        push_padded(&mut out, minutes / 60, 2);
        out.push(':');
        push_padded(&mut out, minutes % 60, 2);
        out
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    /// Reads RFC 3339 with `Z` or an offset; digits beyond the millisecond are dropped.
    fn from_str(text: &str) -> Result<Self, InstantError> {
        if text.is_empty() {
            return Err(InstantError::Empty);
        }
        let bytes = text.as_bytes();
        if !text.is_ascii() || bytes.len() < 20 || !matches!(bytes[10], b'T' | b't') {
            return Err(InstantError::WrongForm);
        }
        let date: CivilDate = text[..10].parse().map_err(|_| InstantError::WrongDate)?;
        let seconds = time_of_day(&text[11..19])?;
        let (fraction_ms, zone) = fraction(&text[19..])?;
        let offset = offset_minutes(zone)?;
        let local_ms = i64::from(date.days_since_epoch()) * MS_PER_DAY + i64::from(seconds) * 1000 + fraction_ms;
        Ok(Self::from_unix_ms(local_ms - i64::from(offset) * 60_000))
    }
}

/// Seconds since midnight of `HH:MM:SS`. A leap second (60) counts as the next minute's first.
fn time_of_day(text: &str) -> Result<u32, InstantError> {
    let bytes = text.as_bytes();
    if bytes[2] != b':' || bytes[5] != b':' {
        return Err(InstantError::WrongForm);
    }
    let (hour, minute, second) = (two_digits(&text[..2])?, two_digits(&text[3..5])?, two_digits(&text[6..])?);
    if hour > 23 || minute > 59 || second > 60 {
        return Err(InstantError::WrongTime);
    }
    Ok(hour * 3600 + minute * 60 + second)
}

/// Splits `.123Z` into milliseconds and the zone.
fn fraction(text: &str) -> Result<(i64, &str), InstantError> {
    let Some(rest) = text.strip_prefix('.') else {
        return Ok((0, text));
    };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return Err(InstantError::WrongForm);
    }
    let (digits, zone) = rest.split_at(length);
    let digit = |index: usize| i64::from(digits.as_bytes().get(index).map_or(0, |byte| byte - b'0'));
    Ok((digit(0) * 100 + digit(1) * 10 + digit(2), zone))
}

/// Minutes east of UTC of `Z`, `+08:00` or `-03:30`.
fn offset_minutes(zone: &str) -> Result<i32, InstantError> {
    let (sign, rest) = match zone.as_bytes() {
        [b'Z' | b'z'] => return Ok(0),
        [b'+', _, _, b':', _, _] => (1, &zone[1..]),
        [b'-', _, _, b':', _, _] => (-1, &zone[1..]),
        _ => return Err(InstantError::WrongForm),
    };
    let (hours, minutes) = (two_digits(&rest[..2])?, two_digits(&rest[3..])?);
    if hours > 23 || minutes > 59 {
        return Err(InstantError::WrongTime);
    }
    Ok(sign * (hours * 60 + minutes) as i32)
}

fn two_digits(text: &str) -> Result<u32, InstantError> {
    match text.as_bytes() {
        [tens @ b'0'..=b'9', units @ b'0'..=b'9'] => Ok(u32::from(tens - b'0') * 10 + u32::from(units - b'0')),
        _ => Err(InstantError::WrongForm),
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms_of_day = self.0.rem_euclid(MS_PER_DAY) as u32;
        let mut out = self.civil(0).to_string();
        for (lead, value) in
            [('T', ms_of_day / 3_600_000), (':', ms_of_day / 60_000 % 60), (':', ms_of_day / 1000 % 60)]
        {
            out.push(lead);
            push_padded(&mut out, value, 2);
        }
        if !ms_of_day.is_multiple_of(1000) {
            out.push('.');
            push_padded(&mut out, ms_of_day % 1000, 3);
        }
        out.push('Z');
        f.write_str(&out)
    }
}

impl fmt::Display for InstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "time stamp is empty",
            Self::WrongForm => "time stamp is not written as RFC 3339 demands",
            Self::WrongDate => "time stamp's date does not exist",
            Self::WrongTime => "time stamp's time of day does not exist",
        })
    }
}

impl std::error::Error for InstantError {}

as_text!(Instant, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$", "A moment, RFC 3339 in UTC");

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn milliseconds_show_only_where_there_are_some() {
        assert_eq!(Instant::from_unix_ms(1_773_279_420_000).to_string(), "2026-03-12T01:37:00Z");
        assert_eq!(Instant::from_unix_ms(1_773_279_420_007).to_string(), "2026-03-12T01:37:00.007Z");
        assert_eq!(Instant::from_unix_ms(-1).to_string(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn clocks_and_dates_are_china_s() {
        assert_eq!(instant("2026-03-12T01:37:00Z").clock_text(), "09:37");
        let late = instant("2026-03-12T16:05:59Z");
        assert_eq!(late.clock_text(), "00:05");
        assert_eq!(late.civil(CHINA_OFFSET_MINUTES).to_string(), "2026-03-13");
        assert_eq!(late.civil(0).to_string(), "2026-03-12");
    }

    #[test]
    fn offsets_and_fractions_are_read() {
        let moment = instant("2026-03-12T01:37:00.120Z");
        for text in ["2026-03-12T09:37:00.12+08:00", "2026-03-11t21:07:00.120999-04:30", "2026-03-12T01:37:00.12z"] {
            assert_eq!(instant(text), moment, "{text}");
        }
        assert_eq!(instant("2016-12-31T23:59:60Z"), instant("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn each_error_says_what_is_wrong() {
        let error = |text: &str| text.parse::<Instant>().unwrap_err();
        assert_eq!(error(""), InstantError::Empty);
        for text in [
            "2026-03-12",
            "2026-03-12 01:37:00Z",
            "2026-03-12T01:37:00",
            "2026-03-12T01:37:00.Z",
            "2026-03-12T1:37:000Z",
        ] {
            assert_eq!(error(text), InstantError::WrongForm, "{text}");
        }
        assert_eq!(error("2026-02-30T01:37:00Z"), InstantError::WrongDate);
        assert_eq!(error("2026-02-20T24:00:00Z"), InstantError::WrongTime);
        assert_eq!(error("2026-02-20T23:59:61Z"), InstantError::WrongTime);
        assert_eq!(error("2026-02-20T23:00:00+24:00"), InstantError::WrongTime);
        assert_eq!(error("2026-03-12T01:37:0０Z"), InstantError::WrongForm);
    }

    #[test]
    fn sums_stay_within_the_calendar() {
        let start = instant("2026-03-12T01:37:00Z");
        assert_eq!(start.add_ms(60_000).to_string(), "2026-03-12T01:38:00Z");
        assert_eq!(start.ms_until(start.add_ms(-5)), -5);
        assert_eq!(start.add_ms(i64::MAX).to_string(), "2999-12-31T23:59:59.999Z");
        assert_eq!(start.add_ms(i64::MIN).to_string(), "1800-01-01T00:00:00Z");
    }
}
