//! What staff of the companies and of the bureau do, for demonstrations and tests.

use super::facts;
use super::track::said;
use super::{facts_of, follow, free_slot, wrong_state, BUREAU};
use crate::service::applications::{by_number, Kept};
use crate::service::state::{day_of, Portal};
use crate::service::{departments, Refusal};
use mianzheng::form::{Context, FieldKey, Form, Value};
use mianzheng::ident::{Instant, CHINA_OFFSET_MINUTES};
use mianzheng::item::{Audience, Condition, Item, Kind};
use mianzheng::portal::{ReasonCode, ShotState, Stage, SupplementRequest};
use mianzheng::submission::{state_of, Payload};
use rusqlite::Transaction;
use serde::Deserialize;
use std::sync::Arc;

/// How long an applicant has to add a part.
const WORKING_DAYS: u32 = 10;

/// What a company does now.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It says no.
    Refuse {
        /// Why.
        code: ReasonCode,
        /// In its own words, if it has any.
        text: Option<String>,
    },
    /// It asks for a supplement.
    Ask {
        /// Why.
        code: ReasonCode,
        /// The questions to be answered again; what was handed in, where neither is named.
        #[serde(default)]
        questions: Vec<String>,
        /// The documents to be handed in.
        #[serde(default)]
        documents: Vec<String>,
    },
    /// It does nothing for so many working days.
    Away(u32),
}

/// A company does something in its part.
pub fn act(db: &Transaction<'_>, portal: &Portal, number: &str, (part, deed): (&str, Deed)) -> Result<(), Refusal> {
    let (mut kept, now) = open(db, portal, number)?;
    let facts = facts_of(db, portal, &kept)?;
    let (track, survey) = kept.tracks()?.track(part)?;
    if track.is_ended() {
        return Err(wrong_state("已经办完了。"));
    }
    let note = match deed {
        Deed::Refuse { code, text } => track.refuse(code, text.as_deref().unwrap_or(said(code))),
        Deed::Ask { code, questions, documents } => {
            let named = Some((questions, documents))
                .filter(|(questions, documents)| !questions.is_empty() || !documents.is_empty());
            track.ask(&facts, (code, named), now)
        }
        Deed::Away(days) => {
            track.away_until = Some(facts.calendar.add_working_days(day_of(now), days).date);
            return kept.update(db);
        }
    };
    let company = track.company.clone();
    track.note(survey, (now, &company, &note));
    follow(db, &facts, &mut kept, now)
}

/// What happens to a survey.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyDeed {
    /// Nobody was there: it has to be booked anew.
    Missed,
    /// A shot is to be taken again.
    Unclear {
        /// The shot's id.
        shot: String,
        /// Why, in plain words.
        reason: Option<String>,
    },
}

/// The companies say how a survey went.
pub fn survey(db: &Transaction<'_>, portal: &Portal, number: &str, deed: SurveyDeed) -> Result<(), Refusal> {
    let (mut kept, now) = open(db, portal, number)?;
    let facts = facts_of(db, portal, &kept)?;
    match deed {
        SurveyDeed::Missed => miss(db, &mut kept, now)?,
        SurveyDeed::Unclear { shot, reason } => {
            refuse_shot(&mut kept, (&shot, reason.as_deref().unwrap_or("看不清，请再拍一张。")), now)?;
        }
    }
    follow(db, &facts, &mut kept, now)
}

fn miss(db: &Transaction<'_>, kept: &mut Kept, now: Instant) -> Result<(), Refusal> {
    let joint = kept.tracks()?;
    let survey = joint.survey.take().ok_or_else(|| wrong_state("没有约踏勘。"))?;
    for track in joint.tracks.iter_mut().filter(|track| survey.parts.contains(&track.part)) {
        let is_planned = track.plan.is_some();
        if !track.is_ended() && !is_planned {
            track.done.remove(&Stage::Survey);
            let company = track.company.clone();
            track.note(None, (now, &company, "踏勘没有等到人，请重新约时间。"));
        }
    }
    free_slot(db, kept, &survey.slot.id)
}

fn refuse_shot(kept: &mut Kept, (id, reason): (&str, &str), now: Instant) -> Result<(), Refusal> {
    let joint = kept.tracks()?;
    let shots = joint.survey.iter_mut().flat_map(|survey| &mut survey.shots);
    let shot = shots.into_iter().find(|shot| shot.id == id && shot.attachment.is_some());
    let shot = shot.ok_or_else(|| wrong_state("没有收到这张照片。"))?;
    (shot.state, shot.reason) = (ShotState::Unclear, Some(reason.to_owned()));
    let (parts, note) = (shot.parts.clone(), format!("{}：{reason}", shot.name));
    for track in joint.tracks.iter_mut().filter(|track| parts.contains(&track.part)) {
        if !track.is_ended() && track.plan.is_none() {
            track.done.remove(&Stage::Survey);
            let company = track.company.clone();
            track.note(joint.survey.as_ref(), (now, &company, &note));
        }
    }
    Ok(())
}

/// The bureau asks whether a part shall be added: for what chooses it, and for all that has to be answered then.
pub fn ask_for_part(db: &Transaction<'_>, portal: &Portal, number: &str, part: &str) -> Result<(), Refusal> {
    let (mut kept, now) = open(db, portal, number)?;
    if kept.tracks()?.track(part).is_ok() || kept.supplement.is_some() || kept.status.is_ended() {
        return Err(wrong_state("现在不能加这一项。"));
    }
    let facts = facts_of(db, portal, &kept)?;
    let payload = facts::answered(db, &kept)?;
    let item = portal.pack.item(&kept.receipt.item, kept.receipt.item_version)?.ok_or_else(Refusal::not_found)?;
    let (chooser, option) = item
        .parts
        .iter()
        .find(|one| one.id == part)
        .and_then(|part| chooser(&part.when))
        .ok_or_else(Refusal::not_found)?;
    let (mut questions, documents) = newly_asked(&item, &payload, (chooser, option), now);
    questions.insert(0, chooser.to_owned());
    let until = facts.calendar.add_working_days(day_of(now), WORKING_DAYS).date;
    let name = item.parts.iter().find(|one| one.id == part).map_or(part, |part| &part.name.zh);
    let option = option_words(&item, (chooser, option));
    let reason = format!("您这里还可以一起办{name}。要办就勾上“{option}”，再填下面几项；不办就不用管。");
    kept.supplement = Some(SupplementRequest { reason: reason.clone(), questions, documents, until });
    follow(db, &facts, &mut kept, now)?;
    kept.note(db, now, BUREAU, &reason)
}

fn open(db: &Transaction<'_>, portal: &Portal, number: &str) -> Result<(Kept, Instant), Refusal> {
    let mut kept = by_number(db, number)?.ok_or_else(Refusal::not_found)?;
    departments::act(db, portal, &mut kept)?;
    let now = portal.clock.now(&kept.scope);
    Ok((kept, now))
}

/// What an option of a situation is called.
fn option_words<'a>(item: &'a Item, (chooser, option): (&str, &'a str)) -> &'a str {
    let question = item.situations.iter().find(|question| question.id == chooser);
    let Some(Kind::Choices { options, .. }) = question.map(|question| &question.kind) else { return option };
    options.iter().find(|one| one.id == option).map_or(option, |one| &one.label.zh)
}

/// The question and the option that choose a part.
fn chooser(when: &Condition) -> Option<(&str, &str)> {
    match when {
        Condition::Includes { question, value } => Some((question, value)),
        Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().find_map(chooser),
        _ => None,
    }
}

/// Required questions and documents that come up when an option is chosen too.
fn newly_asked(
    item: &Item,
    payload: &Payload,
    (chooser, option): (&str, &str),
    now: Instant,
) -> (Vec<String>, Vec<String>) {
    let audience = if payload.enterprise.is_some() { Audience::Organisation } else { Audience::Person };
    let context = Context { today: now.civil(CHINA_OFFSET_MINUTES), audience };
    let mut state = state_of(item, payload, now);
    let form = |state| Form::restore(Arc::new(item.clone()), context, state);
    let before = form(state.clone());
    if let Some(Value::Choices(chosen)) = state.answers.get_mut(&FieldKey::of(chooser)).and_then(|it| it.value.as_mut())
    {
        chosen.push(option.to_owned());
    }
    let after = form(state);
    let is_asked =
        |form: &Form, id: &str| form.field(&FieldKey::of(id)).is_some_and(|view| view.visible && view.required);
    let questions = item.pages.iter().flat_map(|page| &page.questions);
    let questions = questions.filter(|question| is_asked(&after, &question.id) && !is_asked(&before, &question.id));
    let questions = questions.map(|question| question.id.clone()).collect();
    let files = |id: &String| format!("{id}.files");
    let documents = item.documents.iter().map(|document| &document.id);
    let documents = documents.filter(|id| is_asked(&after, &files(id)) && !is_asked(&before, &files(id)));
    (questions, documents.cloned().collect())
}
