//! Working days (工作日): which days count towards the time limits of the law.
//!
//! Time limits in working days leave out weekends and public holidays, and the day on which they begin
//! (行政许可法 article 82, 民法典 article 201). Which weekdays are free and which weekends are worked is announced each
//! autumn for the next year by the General Office of the State Council; the announcements are data
//! (`public/calendar.json`), one entry a year with its source.
//!
//! Never guesses silently: for a year without an announcement Monday to Friday are taken and the answer says so.

use std::fmt;

use serde::Deserialize;

use super::{CivilDate, Weekday};

/// The announced holidays and worked weekends of some years.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    years: Vec<Year>,
}

/// Whether an answer rests on announcements alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// All days lie in years whose holidays are announced.
    Announced,
    /// Some day lies in another year; Monday to Friday were taken as working days there.
    Estimated,
}

/// A date counted in working days, and how certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub date: CivilDate,
    pub certainty: Certainty,
}

/// Why a text is no [`Calendar`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarError {
    /// Not JSON of the right shape; `reason` names line and column.
    Json { reason: String },
    /// Two entries for one year.
    YearTwice { year: i32 },
    /// A date that lies neither in its entry's year nor in the days around the turn of that year.
    ForeignDate { year: i32, date: CivilDate },
    /// A holiday that ends before it begins.
    EndsBeforeStart { year: i32, date: CivilDate },
    /// A day that is announced both as free and as worked.
    FreeAndWorked { date: CivilDate },
}

/// The file's form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Announcements {
    years: Vec<Year>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    source: Source,
    holidays: Vec<Holiday>,
    /// Weekend days that are worked to make up for holidays (调休上班).
    working_days: Vec<CivilDate>,
}

/// The announcement that a year's entry was taken from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    /// The document number (发文字号).
    pub number: String,
    pub issued: CivilDate,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    first: CivilDate,
    last: CivilDate,
}

impl Calendar {
    /// Reads the data file.
    ///
    /// # Errors
    /// [`CalendarError::Json`] for the form; the other variants for what contradicts itself.
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let announcements: Announcements =
            serde_json::from_str(text).map_err(|error| CalendarError::Json { reason: error.to_string() })?;
        Self::announced(announcements.years)
    }

    /// A calendar without announcements: Monday to Friday, everything estimated. For use until the file has arrived.
    pub fn empty() -> Self {
        Self { years: Vec::new() }
    }

    /// Whether the day is worked; nothing for a year whose holidays are not announced.
    pub fn is_working(&self, date: CivilDate) -> Option<bool> {
        if self.years.iter().any(|year| year.working_days.contains(&date)) {
            return Some(true);
        }
        if self.holiday(date).is_some() {
            return Some(false);
        }
        self.source(date.year()).map(|_| is_weekday(date))
    }

    /// The holiday (节日) that makes the day free.
    pub fn holiday(&self, date: CivilDate) -> Option<&str> {
        let mut holidays = self.years.iter().flat_map(|year| &year.holidays);
        holidays.find(|holiday| holiday.first <= date && date <= holiday.last).map(|holiday| holiday.name.as_str())
    }

    /// The announcement that holds for a year.
    pub fn source(&self, year: i32) -> Option<&Source> {
        self.years.iter().find(|known| known.year == year).map(|known| &known.source)
    }

    /// The day on which `days` working days have passed after `date`, which is not counted itself. With 0 it is `date`.
    pub fn add_working_days(&self, date: CivilDate, days: u32) -> Deadline {
        let mut deadline = Deadline { date, certainty: Certainty::Announced };
        let mut left = days;
        while left > 0 && deadline.date < CivilDate::MAX {
            deadline.date = deadline.date.add_days(1);
            left -= u32::from(self.count(deadline.date, &mut deadline.certainty));
        }
        deadline
    }

    /// Working days after `from` up to and including `to`: what [`Self::add_working_days`] would have to add. 0 if `to`
    /// is not after `from`.
    pub fn working_days_between(&self, from: CivilDate, to: CivilDate) -> (u32, Certainty) {
        let (mut days, mut certainty) = (0, Certainty::Announced);
        let mut date = from;
        while date < to {
            date = date.add_days(1);
            days += u32::from(self.count(date, &mut certainty));
        }
        (days, certainty)
    }

    fn announced(years: Vec<Year>) -> Result<Self, CalendarError> {
        let mut calendar = Self::empty();
        for entry in years {
            if calendar.source(entry.year).is_some() {
                return Err(CalendarError::YearTwice { year: entry.year });
            }
            check_dates(&entry)?;
            calendar.years.push(entry);
        }
        let worked = calendar.years.iter().flat_map(|year| &year.working_days);
        match worked.copied().find(|date| calendar.holiday(*date).is_some()) {
            Some(date) => Err(CalendarError::FreeAndWorked { date }),
            None => Ok(calendar),
        }
    }

    /// Whether the day counts, noting when that is only an estimate.
    fn count(&self, date: CivilDate, certainty: &mut Certainty) -> bool {
        self.is_working(date).unwrap_or_else(|| {
            *certainty = Certainty::Estimated;
            is_weekday(date)
        })
    }
}

fn is_weekday(date: CivilDate) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// New Year's holiday may begin in the last days of December, with a worked weekend before it (as in 2018 for 2019).
fn check_dates(entry: &Year) -> Result<(), CalendarError> {
    let year = entry.year;
    let belongs = |date: CivilDate| date.year() == year || (date.year() + 1 == year && date.month() == 12);
    let ends = entry.holidays.iter().flat_map(|holiday| [holiday.first, holiday.last]);
    if let Some(date) = ends.chain(entry.working_days.iter().copied()).find(|date| !belongs(*date)) {
        return Err(CalendarError::ForeignDate { year, date });
    }
    match entry.holidays.iter().find(|holiday| holiday.last < holiday.first) {
        Some(holiday) => Err(CalendarError::EndsBeforeStart { year, date: holiday.first }),
        None => Ok(()),
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { reason } => write!(f, "calendar is not of the right form: {reason}"),
            Self::YearTwice { year } => write!(f, "calendar has two entries for {year}"),
            Self::ForeignDate { year, date } => {
                write!(f, "calendar's entry for {year} has a date of another year: {date}")
            }
            Self::EndsBeforeStart { year, date } => {
                write!(f, "calendar's entry for {year} has a holiday that ends before it begins on {date}")
            }
            Self::FreeAndWorked { date } => write!(f, "calendar says that {date} is both free and worked"),
        }
    }
}

impl std::error::Error for CalendarError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Calendar {
        Calendar::from_json(include_str!("../../public/calendar.json")).unwrap()
    }

    fn date(text: &str) -> CivilDate {
        text.parse().unwrap()
    }

    /// A calendar of one year with these holidays and worked days, given as JSON.
    fn year(holidays: &str, working_days: &str) -> Result<Calendar, CalendarError> {
        let source = r#"{ "title": "t", "number": "n", "issued": "2025-11-04", "url": "u" }"#;
        let entry = format!(
            r#"{{ "year": 2026, "source": {source}, "holidays": [{holidays}], "working_days": [{working_days}] }}"#
        );
        Calendar::from_json(&format!(r#"{{ "years": [{entry}] }}"#))
    }

    #[test]
    fn holidays_and_worked_weekends_are_as_announced() {
        let calendar = shipped();
        assert_eq!(calendar.is_working(date("2026-02-14")), Some(true));
        assert_eq!(calendar.is_working(date("2026-02-16")), Some(false));
        assert_eq!(calendar.is_working(date("2026-03-12")), Some(true));
        assert_eq!(calendar.is_working(date("2026-03-14")), Some(false));
        assert_eq!(calendar.holiday(date("2026-02-16")), Some("春节"));
        assert_eq!(calendar.source(2026).map(|source| source.number.as_str()), Some("国办发明电〔2025〕7号"));
    }

    #[test]
    fn the_first_day_is_not_counted() {
        let deadline = shipped().add_working_days(date("2026-03-12"), 1);
        assert_eq!(deadline, Deadline { date: date("2026-03-13"), certainty: Certainty::Announced });
        assert_eq!(shipped().add_working_days(date("2026-03-14"), 0).date, date("2026-03-14"));
    }

    #[test]
    fn an_unannounced_year_is_an_estimate_and_says_so() {
        let calendar = shipped();
        assert_eq!(calendar.is_working(date("2027-03-12")), None);
        let deadline = calendar.add_working_days(date("2026-12-30"), 5);
        assert_eq!(deadline, Deadline { date: date("2027-01-06"), certainty: Certainty::Estimated });
        assert_eq!(calendar.working_days_between(date("2026-12-30"), date("2026-12-31")), (1, Certainty::Announced));
        let friday = date("2026-03-13");
        assert_eq!(Calendar::empty().add_working_days(friday, 1).date, date("2026-03-16"));
    }

    #[test]
    fn counting_stops_at_the_end_of_the_calendar() {
        assert_eq!(shipped().add_working_days(date("2999-12-01"), u32::MAX).date, CivilDate::MAX);
    }

    #[test]
    fn a_later_announcement_may_change_the_last_december_days() {
        let calendar =
            year(r#"{ "name": "元旦", "first": "2025-12-31", "last": "2026-01-02" }"#, r#""2025-12-28""#).unwrap();
        assert_eq!(calendar.is_working(date("2025-12-31")), Some(false));
        assert_eq!(calendar.is_working(date("2025-12-28")), Some(true));
        assert_eq!(calendar.is_working(date("2025-12-29")), None);
    }

    #[test]
    fn a_contradictory_file_is_refused() {
        let error = |holidays, working_days| year(holidays, working_days).unwrap_err();
        let backwards = r#"{ "name": "x", "first": "2026-05-05", "last": "2026-05-01" }"#;
        assert_eq!(error(backwards, ""), CalendarError::EndsBeforeStart { year: 2026, date: date("2026-05-05") });
        let november = date("2025-11-30");
        assert_eq!(error("", r#""2025-11-30""#), CalendarError::ForeignDate { year: 2026, date: november });
        assert_eq!(error("", r#""2027-01-02""#), CalendarError::ForeignDate { year: 2026, date: date("2027-01-02") });
        let may = r#"{ "name": "x", "first": "2026-05-01", "last": "2026-05-05" }"#;
        assert_eq!(error(may, r#""2026-05-02""#), CalendarError::FreeAndWorked { date: date("2026-05-02") });
        assert_eq!(
            error("", r#""2026-02-30""#).to_string(),
            "calendar is not of the right form: month does not have this day at line 1 column 153"
        );
        let twice = include_str!("../../public/calendar.json").replace("\"year\": 2026", "\"year\": 2025");
        assert!(matches!(Calendar::from_json(&twice), Err(CalendarError::YearTwice { year: 2025 })));
    }
}
