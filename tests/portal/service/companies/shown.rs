//! The tracks as the contract shows them.

use super::facts::Facts;
use super::survey::Survey;
use super::track::Track;
use super::{firm, Joint};
use crate::service::departments;
use crate::service::ids;
use mianzheng::application::to_do;
use mianzheng::ident::{CivilDate, Instant};
use mianzheng::portal::{
    Application, ApplicationPart, NextStep, PartStage, PartTask, ResultDocument, Stage, StageState, Status,
};
use std::collections::BTreeMap;

/// All parts; `keys` are the keys of their accepted supplements.
pub fn parts(joint: &Joint, facts: &Facts, keys: &BTreeMap<String, Vec<String>>) -> Vec<ApplicationPart> {
    let survey = joint.survey.as_ref();
    joint.tracks.iter().map(|track| part(track, survey, (facts, keys.get(&track.part)))).collect()
}

fn part(track: &Track, survey: Option<&Survey>, (facts, keys): (&Facts, Option<&Vec<String>>)) -> ApplicationPart {
    let (status, asks) = track.standing(survey);
    ApplicationPart {
        id: track.part.clone(),
        name: track.name.clone(),
        company: track.company.clone(),
        phone: Some(firm::of(&track.part).phone.to_owned()),
        received_at: track.received_at,
        promised_working_days: track.promised,
        status,
        asks,
        stages: stages(track, survey, facts),
        events: track.events.clone(),
        next: next(track, survey, facts),
        plan: track.plan.clone(),
        supplement: track.supplement.clone(),
        supplemented: keys.cloned().unwrap_or_default(),
        reason: track.reason.clone(),
        consumer_number: track.consumer_number.clone(),
        contract: track.contract.clone(),
        withdrawable: track.is_withdrawable(),
        rated: track.rating.as_ref().map(|rating| rating.stars),
    }
}

fn stages(track: &Track, survey: Option<&Survey>, facts: &Facts) -> Vec<PartStage> {
    let firm = firm::of(&track.part);
    let current = track.current();
    let (_, task) = track.standing(survey);
    // What waits for the applicant has no day, and nothing after it has one.
    let mut latest = track.due_day(survey, facts).filter(|_| task.is_none());
    let mut state = |stage: Stage| match track.done.get(&stage) {
        Some(at) => StageState::Done { at: *at },
        None if track.skips.contains(&stage) => StageState::NotNeeded,
        None if track.ended.is_some() => StageState::Dropped,
        None if current == Some(stage) => StageState::Now { latest },
        None => {
            latest = after(track, survey, (stage, latest, facts));
            StageState::Ahead { latest }
        }
    };
    let stage =
        |stage| PartStage { stage, name: firm.stage_name(stage, facts.business).to_owned(), state: state(stage) };
    Stage::ALL.into_iter().map(stage).collect()
}

/// Until when a stage has happened, if the one before has on that day.
fn after(
    track: &Track,
    survey: Option<&Survey>,
    (stage, before, facts): (Stage, Option<CivilDate>, &Facts),
) -> Option<CivilDate> {
    if stage == Stage::Survey {
        let booked = survey.filter(|survey| survey.held_at.is_none() && survey.parts.contains(&track.part));
        return booked.map(|survey| survey.slot.day);
    }
    let days = track.days_for(stage)?;
    Some(facts.calendar.add_working_days(before?, days).date)
}

fn next(track: &Track, survey: Option<&Survey>, facts: &Facts) -> Option<NextStep> {
    let latest = track.due_day(survey, facts)?;
    let name = match track.standing(survey).1 {
        Some(task) => task_name(task),
        None => firm::of(&track.part).stage_name(track.current()?, facts.business),
    };
    Some(NextStep { name: name.to_owned(), note: None, latest })
}

fn task_name(task: PartTask) -> &'static str {
    match task {
        PartTask::Supplement => "等您补交",
        PartTask::BookSurvey => "等您约踏勘",
        PartTask::HandInShots => "等您补传照片",
        PartTask::AnswerPlan => "等您答复方案",
        PartTask::FinishWorks => "等您施工完报验收",
        PartTask::SignContract => "等您签合同",
    }
}

/// What comes next for the whole: what the applicant has to do first, or what the first company does.
pub fn next_of_all(application: &Application) -> Option<NextStep> {
    if application.status.is_ended() {
        return None;
    }
    if application.status == Status::WaitingForYou {
        let first = to_do(application).into_iter().next()?;
        let names = application.parts.iter().filter(|part| first.parts.contains(&part.id));
        let note = names.map(|part| part.name.as_str()).collect::<Vec<_>>().join("、");
        let note = Some(note).filter(|note| !note.is_empty());
        return Some(NextStep { name: task_name(first.task).to_owned(), note, latest: first.until? });
    }
    let parts = application.parts.iter().filter_map(|part| Some((part, part.next.as_ref()?)));
    let (part, next) = parts.min_by_key(|(_, next)| next.latest)?;
    Some(NextStep { name: format!("{}：{}", part.name, next.name), ..next.clone() })
}

/// The result of the whole: what became of each part.
pub fn result(facts: &Facts, joint: &Joint, (item_name, at): (&str, Instant)) -> ResultDocument {
    let (name, number) = (format!("{item_name}办结单"), format!("{}01", facts.number));
    let part = |track: &Track| match (&track.consumer_number, track.is_ended_well()) {
        (Some(consumer_number), true) => format!("{}：办好了，户号 {consumer_number}", track.name),
        (None, true) => format!("{}：办好了", track.name),
        (_, false) => format!("{}：没有办成", track.name),
    };
    let lines: Vec<String> =
        std::iter::once(format!("申请人：{}", facts.applicant)).chain(joint.tracks.iter().map(part)).collect();
    let digest = ids::sha256_hex(departments::result_text(&name, &number, &lines).as_bytes());
    ResultDocument { name, number, issued_at: at, lines, digest: Some(digest) }
}

impl Track {
    /// A part can be taken back until its plan is accepted.
    pub fn is_withdrawable(&self) -> bool {
        let is_agreed = self.plan.as_ref().is_some_and(|plan| plan.accepted_at.is_some());
        !self.is_ended() && !is_agreed && !self.done.contains_key(&Stage::Supply)
    }

    fn is_ended_well(&self) -> bool {
        self.ended.is_none() && self.current().is_none()
    }
}
