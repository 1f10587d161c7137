//! The joint survey of an application: booked once for all companies, held at its time, or missed.

use super::firm::{self, GATE};
use super::track::Track;
use crate::service::departments::minute_of;
use mianzheng::ident::Instant;
use mianzheng::portal::{ShotState, Stage, SurveyAppointment, SurveyShot, SurveySlot};
use serde::{Deserialize, Serialize};

/// A survey, as the database keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Survey {
    /// When, and how.
    pub slot: SurveySlot,
    /// When it was booked.
    pub booked_at: Instant,
    /// The parts that are surveyed.
    pub parts: Vec<String>,
    /// What has to be shown by video.
    pub shots: Vec<SurveyShot>,
    /// When it was held.
    pub held_at: Option<Instant>,
}

impl Survey {
    /// A survey of these tracks; shots that were handed in before are kept.
    pub fn booked(slot: SurveySlot, at: Instant, (tracks, before): (&[Track], Option<&Survey>)) -> Self {
        let parts = tracks.iter().filter(|track| track.needs_survey()).map(|track| track.part.clone()).collect();
        let mut survey = Self { slot, booked_at: at, parts, shots: Vec::new(), held_at: None };
        survey.ask_shots(before.map(|before| before.shots.as_slice()).unwrap_or_default());
        survey
    }

    /// A part that joins before it is held.
    pub fn join(&mut self, part: &str) {
        self.parts.push(part.to_owned());
        let before = std::mem::take(&mut self.shots);
        self.ask_shots(&before);
    }

    fn ask_shots(&mut self, before: &[SurveyShot]) {
        if !self.slot.by_video {
            return;
        }
        let own =
            self.parts.iter().flat_map(|part| firm::of(part).shots.iter().map(move |shot| (shot, vec![part.clone()])));
        let all = std::iter::once((&GATE, self.parts.clone())).chain(own);
        let shots = all.map(|((id, name, hint), parts)| {
            let shot = before.iter().find(|shot| shot.id == *id).cloned();
            let asked = || SurveyShot {
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                hint: (*hint).to_owned(),
                parts: Vec::new(),
                state: ShotState::Asked,
                attachment: None,
                reason: None,
            };
            SurveyShot { parts, ..shot.unwrap_or_else(asked) }
        });
        self.shots = shots.collect();
    }

    /// When it begins.
    pub fn begins(&self) -> Instant {
        minute_of(self.slot.day, minutes(&self.slot.from))
    }

    /// When it is over, while it has not been held.
    pub fn due(&self) -> Option<Instant> {
        self.held_at.is_none().then(|| minute_of(self.slot.day, minutes(&self.slot.to)))
    }

    /// Whether a company has seen all that it needs.
    pub fn has_shown(&self, part: &String) -> bool {
        self.held_at.is_some()
            && self.shots.iter().filter(|shot| shot.parts.contains(part)).all(|shot| shot.state == ShotState::Received)
    }

    /// As the contract shows it.
    pub fn shown(&self, now: Instant) -> SurveyAppointment {
        SurveyAppointment {
            slot: self.slot.clone(),
            booked_at: self.booked_at,
            parts: self.parts.clone(),
            shots: self.shots.clone(),
            held_at: self.held_at,
            changeable: self.is_changeable(now),
        }
    }

    /// Whether it can be changed or cancelled.
    pub fn is_changeable(&self, now: Instant) -> bool {
        self.held_at.is_none() && now < self.begins()
    }
}

/// Parts that have shown all are surveyed from now on; the others are told what is missing.
pub fn settle(tracks: &mut [Track], survey: &Survey, (at, is_told): (Instant, bool)) {
    for track in tracks.iter_mut().filter(|track| track.needs_survey() && survey.parts.contains(&track.part)) {
        let company = track.company.clone();
        if survey.has_shown(&track.part) {
            track.done.insert(Stage::Survey, at);
            track.note(Some(survey), (at, &company, "踏勘完了，接着做方案。"));
        } else if is_told {
            track.note(Some(survey), (at, &company, "视频踏勘做了，还缺照片，请补传。"));
        }
    }
}

/// Minutes from midnight of `HH:MM`.
fn minutes(time: &str) -> i64 {
    let (hours, minutes) = time.split_once(':').unwrap_or_default();
    hours.parse::<i64>().unwrap_or(0) * 60 + minutes.parse::<i64>().unwrap_or(0)
}
