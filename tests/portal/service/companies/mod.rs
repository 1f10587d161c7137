//! The companies of a joint application (水、电、气): each plays its own track, at its own pace and on the portal's clock,
//! and all of them come to one survey.
//!
//! Like the departments they act when somebody looks, and always at the same moments. Where the whole application stands
//! follows from the tracks by [`mianzheng::application::overall`].

pub mod citizen;
pub mod controls;
pub mod facts;
mod firm;
mod plan;
mod shown;
pub mod staff;
mod survey;
mod track;

pub use survey::Survey;
pub use track::Track;

use super::applications::{supplement_keys, Kept};
use super::departments::{self, minute_of};
use super::state::Portal;
use super::Refusal;
use facts::{Business, Facts};
use mianzheng::application::overall;
use mianzheng::ident::Instant;
use mianzheng::item::{Audience, Item};
use mianzheng::portal::{Application, ApplicationPart, ProblemKind, Status, SurveyAppointment};
use mianzheng::submission::{as_applied, Payload};
use rusqlite::{params, Transaction};
use serde::{Deserialize, Serialize};

/// When the bureau notices that a supplement has not come.
const BUREAU_MINUTE: i64 = 9 * 60;

/// The tracks of an application and their survey, as the database keeps them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Joint {
    /// One a part, in the order of the item.
    pub tracks: Vec<Track>,
    /// The survey that is booked or was held last.
    pub survey: Option<Survey>,
}

/// What happens by itself.
enum Next {
    Survey,
    Track(usize),
    Bureau,
}

/// The tracks of an application that is received now; nothing for an ordinary item.
pub fn begin(item: &Item, payload: &Payload, now: Instant) -> Option<Joint> {
    let business = Business::of(payload);
    let tracks: Vec<Track> =
        item.parts.iter().enumerate().map(|(ix, part)| Track::begin(part, (ix, business), now)).collect();
    (!tracks.is_empty()).then_some(Joint { tracks, survey: None })
}

/// What the companies know of an application.
pub fn facts_of(db: &Transaction<'_>, portal: &Portal, kept: &Kept) -> Result<Facts, Refusal> {
    let item = departments::applied_item(portal, kept)?.ok_or_else(Refusal::not_found)?;
    facts::of(db, portal, (kept, &item))
}

/// The parts and the survey as the contract shows them; none for an ordinary application.
pub fn shown(
    db: &Transaction<'_>,
    portal: &Portal,
    kept: &Kept,
) -> Result<(Vec<ApplicationPart>, Option<SurveyAppointment>), Refusal> {
    let Some(joint) = &kept.joint else { return Ok((Vec::new(), None)) };
    let keys = supplement_keys(db, &kept.number)?;
    let parts = shown::parts(joint, &facts_of(db, portal, kept)?, &keys);
    let now = portal.clock.now(&kept.scope);
    Ok((parts, joint.survey.as_ref().map(|survey| survey.shown(now))))
}

/// The application with what comes next over all its parts.
pub fn with_next(mut application: Application) -> Application {
    if !application.parts.is_empty() {
        application.next = shown::next_of_all(&application);
    }
    application
}

/// What has come due, in the order in which it did.
pub fn act(db: &Transaction<'_>, portal: &Portal, kept: &mut Kept) -> Result<(), Refusal> {
    if kept.status.is_ended() {
        return Ok(());
    }
    let now = portal.clock.now(&kept.scope);
    let facts = facts_of(db, portal, kept)?;
    while let Some((at, next)) = next_of(kept, &facts).filter(|(at, _)| *at <= now) {
        let Some(joint) = kept.joint.as_mut() else { break };
        match next {
            Next::Survey => joint.hold_survey(at),
            Next::Track(ix) => {
                let Joint { tracks, survey } = joint;
                tracks[ix].go_on(survey.as_ref(), &facts, at);
            }
            Next::Bureau => {
                kept.supplement = None;
                follow(db, &facts, kept, at)?;
                kept.note(db, at, BUREAU, "到期没有补交，这一项不加了，其他的照常办。")?;
            }
        }
        follow(db, &facts, kept, at)?;
    }
    Ok(())
}

/// Who speaks for the whole application.
pub const BUREAU: &str = "县行政审批局";

fn next_of(kept: &Kept, facts: &Facts) -> Option<(Instant, Next)> {
    let joint = kept.joint.as_ref()?;
    let survey = joint.survey.as_ref();
    let held = survey.and_then(Survey::due).map(|at| (at, Next::Survey));
    let bureau =
        kept.supplement.as_ref().map(|asked| (minute_of(asked.until.add_days(1), BUREAU_MINUTE), Next::Bureau));
    let tracks = joint.tracks.iter().enumerate();
    let tracks = tracks.filter_map(|(ix, track)| Some((track.due(survey, facts)?, Next::Track(ix))));
    bureau.into_iter().chain(held).chain(tracks).min_by_key(|(at, _)| *at)
}

/// The whole follows its parts: status, what is said when that changes, and the result at the end. Writes everything.
pub fn follow(db: &Transaction<'_>, facts: &Facts, kept: &mut Kept, at: Instant) -> Result<(), Refusal> {
    let Some(joint) = &kept.joint else { return Ok(()) };
    let statuses: Vec<Status> = joint.statuses();
    let before = std::mem::replace(&mut kept.status, overall(&statuses, kept.supplement.is_some()));
    if kept.status.is_ended() {
        kept.supplement = None;
    }
    if kept.status == Status::Done && kept.result.is_none() {
        kept.result = Some(shown::result(facts, joint, (&kept.receipt.item_name, at)));
    }
    if before == kept.status {
        return kept.update(db);
    }
    let last = joint.tracks.iter().filter_map(|track| Some((track, track.events.last()?)));
    let last = last.max_by_key(|(_, event)| event.at);
    let (by, note) = match last {
        Some((track, event)) => (event.by.clone(), format!("{}：{}", track.name, event.note)),
        None => (BUREAU.to_owned(), String::new()),
    };
    kept.update(db)?;
    kept.note(db, at, &by, &note)
}

/// A supplement of the whole application was handed in: parts that it adds begin now, parts that it takes away end.
pub fn supplemented(db: &Transaction<'_>, portal: &Portal, kept: &mut Kept, now: Instant) -> Result<(), Refusal> {
    kept.supplement = None;
    let payload = facts::answered(db, kept)?;
    let item = portal.pack.item(&kept.receipt.item, kept.receipt.item_version)?.ok_or_else(Refusal::not_found)?;
    let audience = if payload.enterprise.is_some() { Audience::Organisation } else { Audience::Person };
    let item = as_applied(&item, &payload, audience, now);
    let facts = facts_of(db, portal, kept)?;
    let Some(joint) = kept.joint.as_mut() else { return Ok(()) };
    for part in &item.parts {
        if joint.tracks.iter().all(|track| track.part != part.id) {
            joint.add(Track::begin(part, (joint.tracks.len(), facts.business), now), now);
        }
    }
    let order = |track: &Track| item.parts.iter().position(|part| part.id == track.part).unwrap_or(usize::MAX);
    joint.tracks.sort_by_key(order);
    follow(db, &facts, kept, now)
}

impl Joint {
    fn statuses(&self) -> Vec<Status> {
        self.tracks.iter().map(|track| track.standing(self.survey.as_ref()).0).collect()
    }

    /// A part that was added; it comes to the survey that is booked.
    fn add(&mut self, track: Track, now: Instant) {
        if let Some(survey) = self.survey.as_mut().filter(|survey| survey.is_changeable(now) && track.needs_survey()) {
            survey.join(&track.part);
        }
        self.tracks.push(track);
    }

    fn hold_survey(&mut self, at: Instant) {
        let Some(survey) = self.survey.as_mut() else { return };
        survey.held_at = Some(at);
        survey::settle(&mut self.tracks, survey, (at, true));
    }

    /// The track of a part.
    pub fn track(&mut self, part: &str) -> Result<(&mut Track, Option<&Survey>), Refusal> {
        let Self { tracks, survey } = self;
        let track = tracks.iter_mut().find(|track| track.part == part).ok_or_else(Refusal::not_found)?;
        Ok((track, survey.as_ref()))
    }
}

impl Kept {
    /// The tracks; an ordinary application has none.
    pub fn tracks(&mut self) -> Result<&mut Joint, Refusal> {
        self.joint.as_mut().ok_or_else(Refusal::not_found)
    }
}

/// The refusal of what cannot be done now.
pub fn wrong_state(detail: &str) -> Refusal {
    Refusal::new(ProblemKind::WrongState, detail)
}

/// The slot of an application is free again.
fn free_slot(db: &Transaction<'_>, kept: &Kept, slot: &str) -> Result<(), Refusal> {
    let sql = "DELETE FROM bookings WHERE slot = ?1 AND scope = ?2 AND person = ?3";
    db.execute(sql, params![slot, kept.scope, kept.person])?;
    Ok(())
}
