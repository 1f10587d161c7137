//! The departments: they take applications up, ask for supplements, visit and decide, by the item's own steps and in
//! working days. They act when somebody looks or moves the clock, and always at the same moments, so that a run can be
//! repeated.

use super::applications::{asked_at, by_number, Kept};
use super::state::{day_of, Portal};
use super::{companies, ids, seed, Refusal};
use mianzheng::ident::{Calendar, CivilDate, Instant, CHINA_OFFSET_MINUTES};
use mianzheng::item::{Audience, Item, Step};
use mianzheng::portal::{NextStep, ProblemKind, ResultDocument, Status, SupplementRequest};
use mianzheng::submission::{as_applied, Became, Payload};
use rusqlite::{params, Transaction};

const DAY_MS: i64 = 86_400_000;
/// Offices open at nine; each step of one day comes ten minutes after the one before.
const OPENING_MINUTES: i64 = 9 * 60;
const BETWEEN_STEPS_MINUTES: i64 = 10;
/// At half past five what was to be done on a day has been done.
const CLOSING_MINUTES: i64 = 17 * 60 + 30;
/// How long an applicant has for a supplement.
const SUPPLEMENT_WORKING_DAYS: u32 = 10;

/// All that has come due on the clock of this scope, or of all scopes.
pub fn act_on_all(db: &Transaction<'_>, portal: &Portal, scope: &str) -> Result<(), Refusal> {
    let sql = "SELECT number FROM applications WHERE ?1 = '' OR scope = ?1 ORDER BY number";
    let numbers: Vec<String> =
        db.prepare(sql)?.query_map(params![scope], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for number in numbers {
        if let Some(mut kept) = by_number(db, &number)? {
            act(db, portal, &mut kept)?;
        }
    }
    Ok(())
}

/// What has come due for one application.
pub fn act(db: &Transaction<'_>, portal: &Portal, kept: &mut Kept) -> Result<(), Refusal> {
    if kept.joint.is_some() {
        return companies::act(db, portal, kept);
    }
    let now = portal.clock.now(&kept.scope);
    let Some(item) = applied_item(portal, kept)? else {
        return Ok(());
    };
    let calendar = portal.pack.calendar();
    while let Some(at) = due(kept, &item, &calendar).filter(|at| *at <= now) {
        match kept.status {
            Status::Received if asks_by_itself(kept) => ask(db, &calendar, &item, (kept, at))?,
            Status::Received => take_up(db, &item, kept, at)?,
            Status::InProgress => take_step(db, &item, kept, at)?,
            Status::WaitingForYou => {
                kept.status = Status::Stopped;
                kept.update(db)?;
                kept.note(db, at, &item.department.name.zh, "到期没有补交，这次申请终止了。可以重新申请。")?;
            }
            Status::Suspended
            | Status::Approved
            | Status::Returned
            | Status::Done
            | Status::NotApproved
            | Status::NotAccepted
            | Status::Withdrawn
            | Status::Stopped => break,
        }
    }
    Ok(())
}

/// The department asks now for what is missing; for demonstrations and tests.
pub fn ask_supplement(db: &Transaction<'_>, portal: &Portal, number: &str) -> Result<(), Refusal> {
    let mut kept = by_number(db, number)?.ok_or_else(Refusal::not_found)?;
    act(db, portal, &mut kept)?;
    if !matches!(kept.status, Status::Received | Status::InProgress) {
        return Err(Refusal::new(ProblemKind::WrongState, "现在不能要求补正。"));
    }
    let item = applied_item(portal, &kept)?.ok_or_else(Refusal::not_found)?;
    let now = portal.clock.now(&kept.scope);
    ask(db, &portal.pack.calendar(), &item, (&mut kept, now))
}

/// What happens next, and until when at the latest.
pub fn next_step(portal: &Portal, kept: &Kept) -> Result<Option<NextStep>, Refusal> {
    if kept.joint.is_some() {
        return Ok(None);
    }
    if let (Status::WaitingForYou, Some(asked)) = (kept.status, &kept.supplement) {
        return Ok(Some(NextStep { name: "等您补交".to_owned(), note: None, latest: asked.until }));
    }
    if !matches!(kept.status, Status::Received | Status::InProgress) {
        return Ok(None);
    }
    let item = applied_item(portal, kept)?;
    let step = item.as_ref().and_then(|item| nth(item, kept.steps_done));
    let latest = |step: &Step| {
        let days = days_left(step, kept);
        portal.pack.calendar().add_working_days(kept.steps_from, days).date
    };
    Ok(step.map(|step| promised(step, latest(step))))
}

/// The item as the application applies for it: steps and result of its situation. Nothing if the pack has it no more.
pub fn applied_item(portal: &Portal, kept: &Kept) -> Result<Option<Item>, Refusal> {
    let item = portal.pack.item(&kept.receipt.item, kept.receipt.item_version)?;
    let audience = if kept.payload.enterprise.is_some() { Audience::Organisation } else { Audience::Person };
    Ok(item.map(|item| as_applied(&item, &kept.payload, audience, kept.receipt.received_at)))
}

/// All steps of an item that is received on this day.
pub fn steps_ahead(item: &Item, calendar: &Calendar, day: CivilDate) -> Vec<NextStep> {
    let latest = |step: &Step| calendar.add_working_days(day, step.within_working_days.into()).date;
    item.steps.iter().map(|step| promised(step, latest(step))).collect()
}

/// To whom something is issued: name and number of the enterprise, or of the person.
pub fn applicant(db: &Transaction<'_>, person: &str, payload: &Payload) -> Result<String, Refusal> {
    let (sql, id) = match &payload.enterprise {
        Some(enterprise) => ("SELECT name, credit_code FROM enterprises WHERE credit_code = ?1", enterprise.as_str()),
        None => ("SELECT name, resident_id FROM people WHERE id = ?1", person),
    };
    let (name, number): (String, String) = db.query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(format!("{name}（{number}）"))
}

/// The result of an item, in lines that can be read without this program.
pub fn result(item: &Item, number: &str, applicant: &str, at: Instant) -> ResultDocument {
    let day = day_of(at);
    let sentence = seed::decision_sentence(&item.code);
    let (name, number) = (item.result.name.zh.clone(), format!("{number}01"));
    let lines = vec![
        format!("申请人：{applicant}"),
        sentence.to_owned(),
        item.department.name.zh.clone(),
        format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    ];
    let digest = ids::sha256_hex(result_text(&name, &number, &lines).as_bytes());
    ResultDocument { name, number, issued_at: at, lines, digest: Some(digest) }
}

/// The file of a result.
pub fn result_text(name: &str, number: &str, lines: &[String]) -> String {
    format!("{name}\n编号：{number}\n{}\n", lines.join("\n"))
}

/// A supplement was handed in, or a special procedure is over. The steps that are left count from today, less the days that
/// had counted when it stood still: the days of waiting are not the department's.
pub fn go_on(db: &Transaction<'_>, portal: &Portal, kept: &mut Kept, now: Instant) -> Result<(), Refusal> {
    if kept.joint.is_some() {
        return companies::supplemented(db, portal, kept, now);
    }
    let item = applied_item(portal, kept)?.ok_or_else(Refusal::not_found)?;
    let last = kept.steps_done.checked_sub(1).and_then(|index| nth(&item, index));
    let taken = last.map_or(0, |step| step.within_working_days);
    let asked = asked_at(db, &kept.number)?.map_or(kept.steps_from, day_of);
    let (since, _) = portal.pack.calendar().working_days_between(kept.steps_from, asked);
    let used = kept.steps_within.saturating_add(u16::try_from(since).unwrap_or(u16::MAX));
    kept.steps_within = taken.max(used);
    kept.steps_from = day_of(now);
    kept.status = Status::InProgress;
    Ok(())
}

/// The department says now how it stands; for demonstrations and tests.
pub fn decide(
    db: &Transaction<'_>,
    portal: &Portal,
    number: &str,
    (status, note): (Status, &str),
) -> Result<(), Refusal> {
    let mut kept = by_number(db, number)?.ok_or_else(Refusal::not_found)?;
    act(db, portal, &mut kept)?;
    let item = applied_item(portal, &kept)?.ok_or_else(Refusal::not_found)?;
    let now = portal.clock.now(&kept.scope);
    match (kept.status, status) {
        (before, _) if before.is_ended() => {
            return Err(Refusal::new(ProblemKind::WrongState, "已经办完了。"));
        }
        _ if kept.joint.is_some() => {
            return Err(Refusal::new(ProblemKind::WrongState, "联合报装由各家分别决定。"));
        }
        (Status::Suspended | Status::WaitingForYou, Status::InProgress) => go_on(db, portal, &mut kept, now)?,
        _ => kept.status = status,
    }
    if status == Status::Done {
        let applicant = applicant(db, &kept.person, &kept.payload)?;
        kept.result = Some(result(&item, &kept.number, &applicant, now));
    }
    kept.update(db)?;
    kept.note(db, now, &item.department.name.zh, note)
}

/// The step that comes after so many have happened.
pub fn nth(item: &Item, done: u32) -> Option<&Step> {
    item.steps.get(done as usize)
}

fn promised(step: &Step, latest: CivilDate) -> NextStep {
    NextStep { name: step.name.zh.clone(), note: step.note.as_ref().map(|note| note.zh.clone()), latest }
}

/// When the next thing happens by itself.
fn due(kept: &Kept, item: &Item, calendar: &Calendar) -> Option<Instant> {
    match kept.status {
        Status::Received => Some(office_time(calendar.add_working_days(kept.steps_from, 1).date, 0)),
        Status::InProgress => {
            let days = days_left(nth(item, kept.steps_done)?, kept);
            let day = calendar.add_working_days(kept.steps_from, days).date;
            Some(office_time(day, i64::from(kept.steps_done) + 1))
        }
        Status::WaitingForYou => Some(office_time(kept.supplement.as_ref()?.until.add_days(1), 0)),
        Status::Suspended
        | Status::Approved
        | Status::Returned
        | Status::Done
        | Status::NotApproved
        | Status::NotAccepted
        | Status::Withdrawn
        | Status::Stopped => None,
    }
}

/// Working days until a step, counted from where the application's steps count. No step comes before an application was
/// taken up, nor on the day of a supplement.
fn days_left(step: &Step, kept: &Kept) -> u32 {
    u32::from(step.within_working_days.saturating_sub(kept.steps_within)).max(1)
}

fn office_time(day: CivilDate, steps_before: i64) -> Instant {
    minute_of(day, OPENING_MINUTES + steps_before * BETWEEN_STEPS_MINUTES)
}

/// When the offices close on this day: whoever passes days passes them whole, at whatever hour it begins.
pub fn closing_time(day: CivilDate) -> Instant {
    minute_of(day, CLOSING_MINUTES)
}

/// A minute of a day in China.
pub fn minute_of(day: CivilDate, minutes: i64) -> Instant {
    let minutes = minutes - i64::from(CHINA_OFFSET_MINUTES);
    Instant::from_unix_ms(i64::from(day.days_since_epoch()) * DAY_MS + minutes * 60_000)
}

fn take_up(db: &Transaction<'_>, item: &Item, kept: &mut Kept, at: Instant) -> Result<(), Refusal> {
    kept.status = if item.steps.is_empty() { Status::Done } else { Status::InProgress };
    kept.update(db)?;
    kept.note(db, at, &item.department.name.zh, "受理了，开始办。")
}

fn take_step(db: &Transaction<'_>, item: &Item, kept: &mut Kept, at: Instant) -> Result<(), Refusal> {
    let Some(step) = nth(item, kept.steps_done) else {
        return Ok(());
    };
    kept.steps_done += 1;
    kept.status = if kept.steps_done as usize == item.steps.len() { Status::Done } else { Status::InProgress };
    if kept.status == Status::Done {
        let applicant = applicant(db, &kept.person, &kept.payload)?;
        kept.result = Some(result(item, &kept.number, &applicant, at));
    }
    kept.update(db)?;
    kept.note(db, at, &item.department.name.zh, &step.name.zh)
}

/// Whoever handed something in for a waiver that failed is asked once.
fn asks_by_itself(kept: &Kept) -> bool {
    let failed = |payload: &Payload| payload.documents.iter().any(|document| document.failure.is_some());
    kept.supplement.is_none() && seed::is_in_trouble(&kept.person) && failed(&kept.payload)
}

fn ask(
    db: &Transaction<'_>,
    calendar: &Calendar,
    item: &Item,
    (kept, at): (&mut Kept, Instant),
) -> Result<(), Refusal> {
    let documents = documents_to_ask(&kept.payload);
    let last_answer = kept.payload.pages.iter().rev().find_map(|page| page.answers.last());
    let questions = last_answer.filter(|_| documents.is_empty()).map(|answer| answer.question.clone());
    kept.supplement = Some(SupplementRequest {
        reason: "交来的材料看不清，请补一份清楚的。".to_owned(),
        questions: questions.into_iter().collect(),
        documents,
        until: calendar.add_working_days(day_of(at), SUPPLEMENT_WORKING_DAYS).date,
    });
    kept.status = Status::WaitingForYou;
    kept.update(db)?;
    kept.note(db, at, &item.department.name.zh, "请您补交材料，补交后接着办。")
}

/// Documents that were promised or handed in, those with a failure first.
pub fn documents_to_ask(payload: &Payload) -> Vec<String> {
    let open = |became: Became| match became {
        Became::HandedIn | Became::AtCounter | Became::Deferred | Became::DepartmentAsks => true,
        Became::Cancelled | Became::Fetched | Became::Committed => false,
    };
    let mut documents: Vec<_> = payload.documents.iter().filter(|document| open(document.became)).collect();
    documents.sort_by_key(|document| document.failure.is_none());
    documents.first().map(|document| document.document.clone()).into_iter().collect()
}
