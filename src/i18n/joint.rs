//! Words of a joint application: what its applicant has to do, how each track stands, why one is held up.

use crate::application::{self, Cell, Clock, Pace, ToDo};
use crate::ident::{CivilDate, Weekday, CHINA_OFFSET_MINUTES};
use crate::portal::{
    Application, ApplicationPart, PartTask, PlanTopic, ReasonCode, Stage, StageState, Status, SurveyAppointment,
    SurveySlot,
};

/// A part in one character where it has one: 水, 电, 气.
pub fn short_name(part: &ApplicationPart) -> String {
    match &*part.id {
        "water" => "水".to_owned(),
        "power" => "电".to_owned(),
        "gas" => "气".to_owned(),
        _ => part.name.clone(),
    }
}

/// Several parts by their ids: 水、电.
pub fn short_names(application: &Application, ids: &[String]) -> String {
    let named = application.parts.iter().filter(|part| ids.contains(&part.id)).map(short_name);
    named.collect::<Vec<_>>().join("、")
}

/// A small number as it is said before a measure word.
pub fn few(count: usize) -> String {
    match count {
        1 => "一".to_owned(),
        2 => "两".to_owned(),
        3 => "三".to_owned(),
        4 => "四".to_owned(),
        5 => "五".to_owned(),
        _ => count.to_string(),
    }
}

/// A stage, whatever a company calls it.
fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Received => "申请",
        Stage::Accepted => "受理",
        Stage::Survey => "一起踏勘",
        Stage::Plan => "方案答复",
        Stage::Works => "外线施工",
        Stage::Acceptance => "验收",
        Stage::Supply => "开通",
        Stage::Contract => "签合同",
    }
}

/// The head of a stage's row: what the companies call it where all of them call it alike, and what it is to all otherwise.
pub fn row_name(application: &Application, stage: Stage) -> String {
    let of_part =
        |part: &ApplicationPart| part.stages.iter().find(|one| one.stage == stage).map(|one| one.name.clone());
    let mut names = application.parts.iter().filter_map(of_part);
    let first = names.next().unwrap_or_default();
    match names.all(|name| name == first) && !first.is_empty() {
        true => first,
        false => stage_name(stage).to_owned(),
    }
}

/// What is to be done, in three lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskWords {
    /// What.
    pub title: String,
    /// By when, and what it takes.
    pub note: String,
    /// The way there.
    pub button: &'static str,
}

/// Something to do, in words.
pub fn task(application: &Application, to_do: &ToDo, today: CivilDate) -> TaskWords {
    let names = short_names(application, &to_do.parts);
    let until = to_do.until.map(|day| format!("最晚 {}", day.chinese(today)));
    let firms = few(to_do.parts.len());
    let (title, note, button) = match to_do.task {
        PartTask::Supplement => {
            let whose = if names.is_empty() { String::new() } else { format!("{names}：") };
            let note = until.map_or_else(String::new, |until| format!("{until} 交。"));
            (format!("{whose}补交材料"), format!("{note}只补这几样，别的不用重填。等您的日子不算时限"), "去补交")
        }
        PartTask::BookSurvey => (
            if to_do.parts.len() > 1 {
                format!("约个时间踏勘，{firms}家一起来")
            } else {
                format!("约个时间踏勘（{names}）")
            },
            "挑一个您方便的时间，上门看或者视频看都行".to_owned(),
            "约时间",
        ),
        PartTask::HandInShots => {
            (format!("补几张现场照片（{names}）"), "有的照片还缺，或者看不清。照着提示拍就行".to_owned(), "去拍照")
        }
        PartTask::AnswerPlan => {
            let until = until.map_or_else(String::new, |until| format!("{until} 前接受都有效。"));
            (format!("看方案（{names}）"), format!("方案出来了。{until}同意哪家就接受哪家"), "看方案")
        }
        PartTask::FinishWorks => (
            format!("您自己的工程做完了，告诉{names}公司来验收", names = owner(&names)),
            "先找有资质的单位施工。没做完不用点".to_owned(),
            "做完了",
        ),
        PartTask::SignContract => {
            (format!("签{names}的合同"), "就差这一步。看完合同写上姓名就行，不用跑".to_owned(), "去签合同")
        }
    };
    TaskWords { title, note, button }
}

fn owner(names: &str) -> &str {
    match names {
        "水" => "供水",
        "电" => "供电",
        "气" => "燃气",
        _ => "",
    }
}

/// What a task is called where many stand in a list.
pub fn task_name(task: PartTask) -> &'static str {
    match task {
        PartTask::Supplement => "等您补交",
        PartTask::BookSurvey => "等您约踏勘",
        PartTask::HandInShots => "等您补照片",
        PartTask::AnswerPlan => "等您看方案",
        PartTask::FinishWorks => "等您做完工程",
        PartTask::SignContract => "等您签合同",
    }
}

/// Where a part stands, in a tag.
pub fn part_standing(asks: Option<PartTask>, status: Status) -> &'static str {
    match (asks, status) {
        (Some(task), _) => task_name(task),
        (None, Status::Received) => "审核中",
        (None, Status::Done) => "办好了",
        (None, status) => super::status_name(status),
    }
}

/// `3月18日（周三）9:30 到 10:30`
pub fn slot(slot: &SurveySlot, today: CivilDate) -> String {
    format!("{}{}", day(slot.day, today), hours(slot))
}

/// `9:30 到 10:30`
pub fn hours(slot: &SurveySlot) -> String {
    format!("{} 到 {}", slot.from.trim_start_matches('0'), slot.to.trim_start_matches('0'))
}

/// `3月18日（周三）`
pub fn day(day: CivilDate, today: CivilDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    };
    format!("{}（{weekday}）", day.chinese(today))
}

/// How a cell of the tracks looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It has happened.
    Done,
    /// It happens now.
    Now,
    /// It waits for the applicant.
    Waits,
    /// It is to come.
    Ahead,
    /// This part does without it.
    NotNeeded,
    /// Here the part ended without success.
    Ended,
    /// It will not come any more.
    Gone,
}

impl Look {
    /// Its name in the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Waits => "attention",
            Self::Ahead => "ahead",
            Self::NotNeeded => "not-needed",
            Self::Ended => "error",
            Self::Gone => "gone",
        }
    }
}

/// A cell of the tracks in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellWords {
    /// When, or how.
    pub text: String,
    /// What is common to all, where it is taken together.
    pub note: Option<String>,
    /// How it looks.
    pub look: Look,
}

/// What stands in a cell of the tracks.
pub fn cell(application: &Application, (stage, cell): (Stage, &Cell), today: CivilDate) -> CellWords {
    let of = |part: &&ApplicationPart| cell.parts.contains(&part.id);
    let mut parts = application.parts.iter().filter(of);
    let note = together(stage, cell.parts.len());
    if let Some(survey) = booked(application, stage, cell) {
        let text = format!("{} {}", survey.slot.day.chinese(today), survey.slot.from.trim_start_matches('0'));
        return CellWords { text, note, look: Look::Now };
    }
    let is_open = !matches!(cell.state, StageState::Dropped | StageState::NotNeeded);
    if is_open && parts.clone().any(|part| application::waits_at(part) == Some(stage)) {
        return CellWords { text: "等您".to_owned(), note, look: Look::Waits };
    }
    let (text, look) = match cell.state {
        StageState::Done { at } => (at.civil(CHINA_OFFSET_MINUTES).chinese(today), Look::Done),
        StageState::Now { latest } => match parts.find_map(|part| part.asks) {
            // It waits at another stage; this one comes after it.
            Some(_) => ("待定".to_owned(), Look::Ahead),
            None => (now((stage, cell), latest, today), Look::Now),
        },
        StageState::Ahead { latest: Some(day) } => (by((stage, cell), day, today), Look::Ahead),
        StageState::Ahead { latest: None } => ("待定".to_owned(), Look::Ahead),
        StageState::NotNeeded => ("不用".to_owned(), Look::NotNeeded),
        StageState::Dropped => match parts.find(|part| is_last(part, stage)) {
            Some(part) => (super::status_name(part.status).to_owned(), Look::Ended),
            None => ("不办了".to_owned(), Look::Gone),
        },
    };
    CellWords { text, note: note.filter(|_| !matches!(look, Look::Ended | Look::Gone)), look }
}

fn booked<'a>(application: &'a Application, stage: Stage, cell: &Cell) -> Option<&'a SurveyAppointment> {
    let is_open = matches!(cell.state, StageState::Now { .. } | StageState::Ahead { .. });
    let survey = application::coming_survey(application)?;
    (stage == Stage::Survey && is_open && cell.parts.iter().all(|part| survey.parts.contains(part))).then_some(survey)
}

fn now((stage, cell): (Stage, &Cell), latest: Option<CivilDate>, today: CivilDate) -> String {
    let word = match stage {
        Stage::Received => "已收到",
        Stage::Accepted => "审核中",
        Stage::Survey => "要踏勘",
        Stage::Plan => return latest.map_or_else(|| "正在做".to_owned(), |day| by((stage, cell), day, today)),
        Stage::Works => "施工中",
        Stage::Acceptance => "验收中",
        Stage::Supply => "正在接",
        Stage::Contract => "待签",
    };
    word.to_owned()
}

/// A day by which something has happened; there is room to say so only where a pill spans several parts.
fn by((stage, cell): (Stage, &Cell), day: CivilDate, today: CivilDate) -> String {
    match application::is_joint(stage) && cell.parts.len() > 1 {
        true => format!("最晚 {}", day.chinese(today)),
        false => day.chinese(today),
    }
}

fn together(stage: Stage, parts: usize) -> Option<String> {
    match (stage, parts) {
        (_, ..=1) => None,
        (Stage::Survey, _) => Some(format!("{}家一次看完", few(parts))),
        (Stage::Plan, _) => Some("一份答复".to_owned()),
        (Stage::Received | Stage::Accepted | Stage::Works | Stage::Acceptance | Stage::Supply | Stage::Contract, _) => {
            None
        }
    }
}

/// Whether a part ended at this stage.
fn is_last(part: &ApplicationPart, stage: Stage) -> bool {
    part.stages.iter().find(|one| one.state == StageState::Dropped).is_some_and(|one| one.stage == stage)
}

/// One sentence on the track that is held up, when the others are not; the most serious first.
pub fn held_up(application: &Application) -> Option<String> {
    let parts = &application.parts;
    let is_lost = |part: &&ApplicationPart| part.status.is_ended() && part.status != Status::Done;
    let others = |one: &ApplicationPart| {
        let go_on = parts.iter().filter(|part| part.id != one.id && !is_lost(part)).map(short_name);
        Some(go_on.collect::<Vec<_>>().join("和")).filter(|names| !names.is_empty())
    };
    if let Some(lost) = parts.iter().find(is_lost) {
        let why = lost.reason.as_ref().map(|reason| format!("：{}", reason_words(reason.code).0)).unwrap_or_default();
        let what = format!("{}{}{why}", lost.name, super::status_name(lost.status));
        return Some(match others(lost) {
            Some(names) => format!("{names}照常办，不受影响。{what}。"),
            None => format!("{what}。"),
        });
    }
    let asked = parts.iter().find(|part| part.asks == Some(PartTask::Supplement)).filter(|_| parts.len() > 1);
    if let Some(one) = asked {
        return Some(format!("一条线慢了，不拖另外的。{}{}。", one.name, task_name(PartTask::Supplement)));
    }
    let slow = parts.iter().filter_map(|part| Some((stage_now(part)?, part))).min_by_key(|(stage, _)| *stage);
    let (stage, slow) = slow?;
    // One that is done has no stage left.
    let is_behind = parts.iter().any(|part| stage_now(part).is_none_or(|other| other > stage));
    is_behind.then(|| format!("一条线慢了，不拖另外的。{}{}。", slow.name, still(stage)))
}

/// The stage that a part is at; while it waits for the applicant, the one at which it does.
fn stage_now(part: &ApplicationPart) -> Option<Stage> {
    application::waits_at(part).or_else(|| current(part))
}

fn current(part: &ApplicationPart) -> Option<Stage> {
    part.stages.iter().find(|stage| matches!(stage.state, StageState::Now { .. })).map(|stage| stage.stage)
}

fn still(stage: Stage) -> &'static str {
    match stage {
        Stage::Received | Stage::Accepted => "还在审核",
        Stage::Survey => "还没踏勘",
        Stage::Plan => "的方案还没定",
        Stage::Works => "还在施工",
        Stage::Acceptance => "还在验收",
        Stage::Supply => "还没接通",
        Stage::Contract => "还没签合同",
    }
}

/// A reason in a citizen's words, and what to do.
pub fn reason_words(code: ReasonCode) -> (&'static str, &'static str) {
    match code {
        ReasonCode::PhotoUnclear => ("照片看不清", "站稳了重拍一张：光线亮些，离近些，别反光"),
        ReasonCode::WrongPhoto => ("照片拍的不是要看的地方", "看清要拍什么，照着提示再拍一张"),
        ReasonCode::NotOffered => ("这家公司还不能在网上办这一项", "打电话问，或者带身份证到它的营业厅办"),
        ReasonCode::AppliedTwice => ("同一个地方已经有一份申请在办", "不用再申请。打电话问那一份办到哪了"),
        ReasonCode::PapersRefused => ("材料没有通过审核", "照公司说的备好，再申请一次；不清楚就打电话问"),
    }
}

/// The clock of a part in words; what it waits for is said by name.
pub fn part_clock_words(clock: &Clock, asks: Option<PartTask>, today: CivilDate) -> String {
    let words = super::clock_words(clock, today);
    match (clock.pace, asks) {
        (Pace::Paused { since, by: Status::WaitingForYou }, Some(task)) => format!(
            "已用 {} 天，还剩 {} 天。从 {} 起{}，等的日子不算",
            clock.used,
            clock.left,
            since.chinese(today),
            task_name(task)
        ),
        (Pace::Paused { .. } | Pace::Running(_) | Pace::Ended, _) => words,
    }
}

/// What a line of a plan is about, as a heading over all companies.
pub fn topic_name(topic: PlanTopic) -> &'static str {
    match topic {
        PlanTopic::Capacity => "给多大",
        PlanTopic::Connection => "从哪接",
        PlanTopic::Payer => "谁出钱",
        PlanTopic::Works => "要不要施工",
    }
}

/// What has moved in a joint application, for the home page.
pub fn joint_news(item_name: &str, asks: Option<PartTask>, parts: &[String]) -> String {
    match asks {
        Some(task) => format!("您的“{item_name}”{}", task_name(task)),
        None if parts.is_empty() => format!("您的“{item_name}”有新进展"),
        None => format!("您的“{item_name}”有新进展：{}", parts.join("、")),
    }
}
