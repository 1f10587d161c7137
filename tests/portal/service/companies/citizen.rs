//! What the applicant does in a joint application. Doing the same again changes nothing.

use super::survey::{self, Survey};
use super::track::Track;
use super::{facts_of, follow, free_slot, wrong_state, Joint};
use crate::service::applications::Kept;
use crate::service::routes::survey_slots;
use crate::service::state::{day_of, Portal};
use crate::service::Refusal;
use mianzheng::application::is_rated_status;
use mianzheng::ident::Instant;
use mianzheng::portal::{
    ContractSignature, PartTask, PlanAcceptance, ProblemField, Rating, ShotState, ShotsHandedIn, Stage, Status,
};
use rusqlite::{params, Transaction};

/// Who acts in the history.
const APPLICANT: &str = "申请人";

/// Does something in one part and lets the whole follow.
pub fn in_part(
    db: &Transaction<'_>,
    portal: &Portal,
    (kept, part, now): (&mut Kept, &str, Instant),
    work: impl FnOnce(&mut Track, Option<&Survey>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let (track, survey) = kept.tracks()?.track(part)?;
    work(track, survey)?;
    follow(db, &facts_of(db, portal, kept)?, kept, now)
}

/// The plan is accepted; works or supply come next.
pub fn accept_plan(
    (track, survey): (&mut Track, Option<&Survey>),
    acceptance: &PlanAcceptance,
    now: Instant,
) -> Result<(), Refusal> {
    let asks = track.standing(survey).1;
    let plan = track.plan.as_mut().filter(|plan| plan.id == acceptance.plan);
    let plan = plan.ok_or_else(|| wrong_state("方案已经变了，请刷新后再看一遍。"))?;
    if plan.accepted_at.is_some() {
        return Ok(());
    }
    if asks != Some(PartTask::AnswerPlan) {
        return Err(wrong_state("现在不能答复方案。"));
    }
    plan.accepted_at = Some(now);
    track.note(survey, (now, APPLICANT, "同意方案。"));
    Ok(())
}

/// The applicant's own works are finished.
pub fn report_works((track, survey): (&mut Track, Option<&Survey>), now: Instant) -> Result<(), Refusal> {
    if track.done.contains_key(&Stage::Works) {
        return Ok(());
    }
    if track.standing(survey).1 != Some(PartTask::FinishWorks) {
        return Err(wrong_state("现在没有要您报完工的施工。"));
    }
    track.done.insert(Stage::Works, now);
    track.note(survey, (now, APPLICANT, "施工做完了，请来验收。"));
    Ok(())
}

/// The contract is signed by the person signed in; `name` is the name on record.
pub fn sign(
    (track, survey): (&mut Track, Option<&Survey>),
    (signature, name): (&ContractSignature, &str),
    now: Instant,
) -> Result<(), Refusal> {
    let asks = track.standing(survey).1;
    let contract = track.contract.as_mut().ok_or_else(|| wrong_state("还没有合同可签。"))?;
    if contract.digest != signature.digest {
        return Err(wrong_state("合同已经变了，请刷新后再看一遍。"));
    }
    if contract.signed_at.is_some() {
        return Ok(());
    }
    if asks != Some(PartTask::SignContract) {
        return Err(wrong_state("现在不能签合同。"));
    }
    if signature.name.split_whitespace().collect::<String>() != name {
        return Err(Refusal::refused_at("name", "请写您本人的名字，和登记的一样。"));
    }
    (contract.signed_name, contract.signed_at) = (Some(name.to_owned()), Some(now));
    track.done.insert(Stage::Contract, now);
    track.note(survey, (now, APPLICANT, "签了合同，办完了。"));
    Ok(())
}

/// One part is taken back.
pub fn withdraw(
    (track, survey): (&mut Track, Option<&Survey>),
    reason: Option<&str>,
    now: Instant,
) -> Result<(), Refusal> {
    if !track.is_withdrawable() {
        return Err(wrong_state("这一项已经定了，不能撤回了。"));
    }
    (track.ended, track.supplement) = (Some(Status::Withdrawn), None);
    track.note(survey, (now, APPLICANT, reason.unwrap_or("这一项撤回了。")));
    Ok(())
}

/// All parts of a joint application are taken back.
pub fn withdraw_all(
    db: &Transaction<'_>,
    kept: &mut Kept,
    (reason, now): (Option<&str>, Instant),
) -> Result<(), Refusal> {
    let Some(joint) = kept.joint.as_mut() else { return Ok(()) };
    let survey = joint.survey.take();
    for track in joint.tracks.iter_mut().filter(|track| !track.is_ended()) {
        track.ended = Some(Status::Withdrawn);
        track.note(survey.as_ref(), (now, APPLICANT, reason.unwrap_or("已撤回。")));
    }
    survey.map_or(Ok(()), |survey| free_slot(db, kept, &survey.slot.id))
}

/// How it went with one company.
pub fn rate((track, survey): (&mut Track, Option<&Survey>), rating: Rating) -> Result<(), Refusal> {
    if !is_rated_status(track.standing(survey).0) {
        return Err(wrong_state("办完以后才能评价。"));
    }
    if track.rating.is_some() {
        return Err(wrong_state("已经评价过了。"));
    }
    track.rating = Some(rating);
    Ok(())
}

/// What a part's company asked for was handed in.
pub fn supplemented((track, survey): (&mut Track, Option<&Survey>), now: Instant) {
    track.supplement = None;
    track.since = day_of(now);
    track.note(survey, (now, APPLICANT, "已补交。"));
}

/// Books a slot for all parts that need a survey, or changes to another one.
pub fn book(
    db: &Transaction<'_>,
    portal: &Portal,
    kept: &mut Kept,
    (slot, now): (&str, Instant),
) -> Result<(), Refusal> {
    let slots = survey_slots::slots(&portal.pack.calendar(), day_of(now));
    let joint = kept.joint.as_mut().ok_or_else(|| wrong_state("这件事不用踏勘。"))?;
    let booked = joint.survey.as_ref().filter(|survey| survey.held_at.is_none());
    if booked.is_some_and(|survey| survey.slot.id == slot) {
        return Ok(());
    }
    let slot = slots.into_iter().find(|offered| offered.id == slot);
    let slot = slot.ok_or_else(|| Refusal::refused_at("slot", "没有这个时间，请换一个。"))?;
    if booked.is_some_and(|survey| !survey.is_changeable(now)) {
        return Err(wrong_state("到时间了，不能再改。"));
    }
    if !joint.tracks.iter().any(Track::needs_survey) {
        return Err(wrong_state("现在不用踏勘。"));
    }
    let sql = "INSERT INTO bookings (slot, scope, person, booked_ms) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    if db.execute(sql, params![slot.id, kept.scope, kept.person, now.unix_ms()])? == 0 {
        return Err(wrong_state("这个时间已经有人约了，请换一个。"));
    }
    let how = if slot.by_video { "视频看" } else { "上门看" };
    let note = format!("约好了踏勘：{}月{}日 {}，{how}。", slot.day.month(), slot.day.day(), slot.from);
    let before = joint.survey.take();
    let earlier = before.as_ref().filter(|survey| survey.held_at.is_none());
    let survey = Survey::booked(slot, now, (&joint.tracks, earlier));
    for track in joint.tracks.iter_mut().filter(|track| survey.parts.contains(&track.part)) {
        track.note(Some(&survey), (now, APPLICANT, &note));
    }
    joint.survey = Some(survey);
    if let Some(before) = before.filter(|survey| survey.held_at.is_none()) {
        free_slot(db, kept, &before.slot.id)?;
    }
    follow(db, &facts_of(db, portal, kept)?, kept, now)
}

/// Gives the slot back; nothing happens where none is booked.
pub fn cancel(db: &Transaction<'_>, portal: &Portal, kept: &mut Kept, now: Instant) -> Result<(), Refusal> {
    let joint = kept.joint.as_mut().ok_or_else(|| wrong_state("这件事不用踏勘。"))?;
    let Some(survey) = joint.survey.take_if(|survey| survey.held_at.is_none()) else { return Ok(()) };
    if !survey.is_changeable(now) {
        joint.survey = Some(survey);
        return Err(wrong_state("到时间了，不能再取消。"));
    }
    for track in joint.tracks.iter_mut().filter(|track| survey.parts.contains(&track.part) && track.needs_survey()) {
        track.note(None, (now, APPLICANT, "取消了踏勘，要重新约。"));
    }
    free_slot(db, kept, &survey.slot.id)?;
    follow(db, &facts_of(db, portal, kept)?, kept, now)
}

/// Takes shots that were uploaded.
pub fn hand_in(
    db: &Transaction<'_>,
    portal: &Portal,
    kept: &mut Kept,
    (handed_in, now): (&ShotsHandedIn, Instant),
) -> Result<(), Refusal> {
    let errors = unfit(db, kept, handed_in)?;
    if !errors.is_empty() {
        return Err(Refusal::refused(errors));
    }
    let Joint { tracks, survey } = kept.tracks()?;
    let Some(survey) = survey.as_mut() else { return Ok(()) };
    for shot in &mut survey.shots {
        if let Some(file) = handed_in.shots.get(&shot.id).filter(|file| shot.attachment.as_ref() != Some(file)) {
            (shot.attachment, shot.state, shot.reason) = (Some(file.clone()), ShotState::Received, None);
        }
    }
    survey::settle(tracks, survey, (now, false));
    follow(db, &facts_of(db, portal, kept)?, kept, now)
}

fn unfit(db: &Transaction<'_>, kept: &Kept, handed_in: &ShotsHandedIn) -> Result<Vec<ProblemField>, Refusal> {
    let survey = kept.joint.as_ref().and_then(|joint| joint.survey.as_ref()).filter(|survey| survey.slot.by_video);
    let survey = survey.ok_or_else(|| wrong_state("没有约视频踏勘。"))?;
    let mut errors = Vec::new();
    let mut complain = |shot: &String, message: &str| {
        errors.push(ProblemField { question: shot.clone(), row: None, message: message.to_owned() });
    };
    let sql = "SELECT EXISTS (SELECT 1 FROM attachments
               WHERE id = ?1 AND person = ?2 AND scope = ?3 AND media_type LIKE 'image/%')";
    for (shot, file) in &handed_in.shots {
        if survey.shots.iter().all(|asked| asked.id != *shot) {
            complain(shot, "没有要这张照片。");
        } else if !db.query_row(sql, params![file, kept.person, kept.scope], |row| row.get::<_, bool>(0))? {
            complain(shot, "照片没有传上来，请再传一次。");
        }
    }
    Ok(errors)
}
