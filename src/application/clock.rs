//! The honest clock of an application: how many working days have counted, how many did not, and when it ends.
//!
//! Days on which the applicant has to supply something (补正) and days of a special procedure (听证、检测、鉴定、专家评审;
//! 行政许可法 article 45) do not count. A pause begins after the day on which it was said and lasts until the day on which it
//! ended, included: a day is the department's or it is not.

use crate::ident::{Calendar, Certainty, CivilDate, Deadline, CHINA_OFFSET_MINUTES};
use crate::portal::{Application, ApplicationEvent, NextStep, Status};

/// How the promised time stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The working days promised.
    pub promised: u32,
    /// Those that have counted.
    pub used: u32,
    /// Those that are left; none when the time is over.
    pub left: u32,
    /// By how many the time was overrun.
    pub over: u32,
    /// The working days so far and those that are left, in order.
    pub days: Vec<Day>,
    /// Whether it runs.
    pub pace: Pace,
    /// Public holidays between today and the end, which are why it takes longer than it seems.
    pub holidays: Vec<String>,
}

/// One working day of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// It counted.
    Used,
    /// It did not count.
    Paused,
    /// It is to come.
    Left,
}

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// It runs out on this day.
    Running(Deadline),
    /// It stands still.
    Paused {
        /// Since this day.
        since: CivilDate,
        /// Because of this: waiting for the applicant, or a special procedure.
        by: Status,
    },
    /// The application has ended.
    Ended,
}

/// A pause, from the day after `from` until `until`.
pub(super) struct Pause {
    pub from: CivilDate,
    pub until: CivilDate,
}

/// What a clock runs over: an application, or a part of one.
pub(super) struct Span<'a> {
    /// The day on which it was received.
    pub from: CivilDate,
    /// The working days promised.
    pub promised: u32,
    /// How it stands.
    pub status: Status,
    /// What happened to it.
    pub events: &'a [ApplicationEvent],
}

/// The clock of an application; nothing where no time was promised, nor for a joint one, whose parts have clocks of their
/// own ([`super::part_clock`]).
pub fn clock(application: &Application, calendar: &Calendar, today: CivilDate) -> Option<Clock> {
    if !application.parts.is_empty() {
        return None;
    }
    let from = day(application.receipt.received_at);
    let last = application.receipt.next.iter().map(|step| step.latest).max()?;
    let (promised, _) = calendar.working_days_between(from, last);
    let span = Span { from, promised, status: application.status, events: &application.events };
    Some(of_span(&span, None, (calendar, today)))
}

/// The clock of a span; `more` is a pause that no event tells of.
pub(super) fn of_span(span: &Span<'_>, more: Option<Pause>, (calendar, today): (&Calendar, CivilDate)) -> Clock {
    let Span { from, promised, status, events } = *span;
    let ended = events.iter().rev().find(|event| event.status.is_ended()).map(|event| day(event.at));
    let until = ended.filter(|_| status.is_ended()).unwrap_or(today);
    let mut pauses = pauses(events, until);
    pauses.extend(more);
    let mut days = past(calendar, from, until, &pauses);
    let used = count(days.iter().filter(|day| **day == Day::Used).count());
    let left = if status.is_ended() { 0 } else { promised.saturating_sub(used) };
    days.extend((0..left).map(|_| Day::Left));
    let pace = pace(span, calendar, until, left);
    let holidays = match pace {
        Pace::Running(deadline) => holidays(calendar, until, deadline.date),
        Pace::Paused { .. } | Pace::Ended => Vec::new(),
    };
    Clock { promised, used, left, over: used.saturating_sub(promised), days, pace, holidays }
}

/// The steps that are still to come, with the days until which they come at the latest, pauses counted in. None while the
/// clock does not run: nobody knows the days then. Of a joint application only the next one: the rest stands in its parts.
pub fn ahead(application: &Application, calendar: &Calendar, today: CivilDate) -> Vec<NextStep> {
    if application.status.is_ended() || application.status.is_pause() {
        return Vec::new();
    }
    if !application.parts.is_empty() {
        return application.next.iter().cloned().collect();
    }
    let received = day(application.receipt.received_at);
    let stood_still: u32 = pauses(&application.events, today)
        .iter()
        .map(|pause| calendar.working_days_between(pause.from, pause.until).0)
        .sum();
    let moved = |step: &NextStep| {
        let (within, _) = calendar.working_days_between(received, step.latest);
        NextStep { latest: calendar.add_working_days(received, within + stood_still).date, ..step.clone() }
    };
    let steps = &application.receipt.next;
    let Some(next) = &application.next else {
        return steps.iter().map(moved).filter(|step| step.latest >= today).collect();
    };
    let known = steps.iter().position(|step| step.name == next.name);
    let later = known.map_or(&[][..], |ix| &steps[ix + 1..]);
    std::iter::once(next.clone()).chain(later.iter().map(moved)).collect()
}

fn pace(span: &Span<'_>, calendar: &Calendar, today: CivilDate, left: u32) -> Pace {
    if span.status.is_ended() {
        return Pace::Ended;
    }
    match span.events.iter().rev().find(|event| event.status.is_pause()) {
        Some(event) if span.status.is_pause() => Pace::Paused { since: day(event.at), by: span.status },
        Some(_) | None => Pace::Running(calendar.add_working_days(today, left)),
    }
}

/// Every pause, the last one until today while it lasts.
fn pauses(events: &[ApplicationEvent], today: CivilDate) -> Vec<Pause> {
    let mut pauses = Vec::new();
    let mut begun = None;
    for event in events {
        match (begun, event.status.is_pause()) {
            (None, true) => begun = Some(day(event.at)),
            (Some(from), false) => {
                pauses.push(Pause { from, until: day(event.at) });
                begun = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    pauses.extend(begun.map(|from| Pause { from, until: today }));
    pauses
}

/// The working days after `from` up to `until`, each as it counted.
fn past(calendar: &Calendar, from: CivilDate, until: CivilDate, pauses: &[Pause]) -> Vec<Day> {
    let mut days = Vec::new();
    let mut date = from;
    while date < until {
        let before = date;
        date = date.add_days(1);
        if calendar.working_days_between(before, date).0 > 0 {
            let stands_still = pauses.iter().any(|pause| pause.from < date && date <= pause.until);
            days.push(if stands_still { Day::Paused } else { Day::Used });
        }
    }
    days
}

fn holidays(calendar: &Calendar, from: CivilDate, until: CivilDate) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut date = from;
    while date < until {
        date = date.add_days(1);
        if let Some(name) = calendar.holiday(date).filter(|name| names.last().is_none_or(|last| last != name)) {
            names.push(name.to_owned());
        }
    }
    names
}

pub(super) fn day(at: crate::ident::Instant) -> CivilDate {
    at.civil(CHINA_OFFSET_MINUTES)
}

fn count(days: usize) -> u32 {
    u32::try_from(days).unwrap_or(u32::MAX)
}

impl Clock {
    /// Whether some of the days lie in a year whose holidays are not announced yet.
    pub fn is_estimated(&self) -> bool {
        matches!(self.pace, Pace::Running(Deadline { certainty: Certainty::Estimated, .. }))
    }
}
