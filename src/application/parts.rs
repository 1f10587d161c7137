//! A joint application (联合报装) read as a whole: where it stands, what its applicant has to do next over all parts, what
//! its tracks look like side by side, and how the time of each part counts.
//!
//! The whole follows from the parts, by this rule. While any part goes on: it waits for the applicant when a part does, or
//! when the bureau asks for something; it is received until one part is taken up, suspended when every part that goes on
//! is, and in progress otherwise. When all parts have ended it is done if one of them is; else it is what most was said
//! against it: not approved, not accepted, stopped, withdrawn.

use super::clock::{self, Clock, Pause};
use crate::ident::{Calendar, CivilDate};
use crate::portal::{
    Application, ApplicationPart, PartSummary, PartTask, Stage, StageState, Status, SurveyAppointment,
};

/// Something that the applicant has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What.
    pub task: PartTask,
    /// For which parts, by their ids and in their order; none for what the bureau asks about the whole application.
    pub parts: Vec<String>,
    /// By when: the end of what lapses, and what the company hopes for otherwise.
    pub until: Option<CivilDate>,
}

/// One row of the tracks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The stage.
    pub stage: Stage,
    /// Its cells, from the first part to the last.
    pub cells: Vec<Cell>,
}

/// One cell of a row; it spans the parts that take the stage together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The parts, by their ids.
    pub parts: Vec<String>,
    /// How the stage stands in each of them.
    pub state: StageState,
}

/// Where the whole application stands. `asked` says whether the bureau waits for a supplement.
pub fn overall(parts: &[Status], asked: bool) -> Status {
    let all = |is: fn(Status) -> bool| parts.iter().all(|status| is(*status));
    let any = |wanted: Status| parts.contains(&wanted);
    if all(Status::is_ended) {
        let said = [Status::Done, Status::NotApproved, Status::NotAccepted, Status::Stopped, Status::Withdrawn];
        return said.into_iter().find(|status| any(*status)).unwrap_or(Status::Returned);
    }
    if asked || any(Status::WaitingForYou) {
        return Status::WaitingForYou;
    }
    if all(|status| status.is_ended() || status == Status::Suspended) {
        return Status::Suspended;
    }
    let is_untouched = |status: Status| status == Status::Received || status == Status::Withdrawn;
    if all(is_untouched) {
        return Status::Received;
    }
    Status::InProgress
}

/// What the applicant has to do, what is due first at the front. What several parts ask alike is one thing to do, where it
/// is done in one go.
pub fn to_do(application: &Application) -> Vec<ToDo> {
    let mut found: Vec<ToDo> = Vec::new();
    let bureau = application.supplement.as_ref();
    found.extend(bureau.map(|asked| ToDo { task: PartTask::Supplement, parts: Vec::new(), until: Some(asked.until) }));
    for part in &application.parts {
        let Some(task) = part.asks else { continue };
        let until = part.next.as_ref().map(|next| next.latest);
        match found.iter_mut().find(|one| one.task == task && is_done_together(task)) {
            Some(one) => {
                one.parts.push(part.id.clone());
                one.until = one.until.into_iter().chain(until).min();
            }
            None => found.push(ToDo { task, parts: vec![part.id.clone()], until }),
        }
    }
    // What has no end comes last; otherwise the order of the tasks is that of their weight.
    found.sort_by_key(|one| (one.until.is_none(), one.until, one.task));
    found
}

/// Whether one act of the applicant serves all parts that ask for it, or one page shows them side by side.
fn is_done_together(task: PartTask) -> bool {
    match task {
        PartTask::BookSurvey | PartTask::HandInShots | PartTask::AnswerPlan => true,
        PartTask::Supplement | PartTask::FinishWorks | PartTask::SignContract => false,
    }
}

/// The survey that is booked and has not been held.
pub fn coming_survey(application: &Application) -> Option<&SurveyAppointment> {
    application.survey.as_ref().filter(|survey| survey.held_at.is_none())
}

/// The stage at which a part waits for its applicant. A plan that was made waits at its own stage until it is answered.
pub fn waits_at(part: &ApplicationPart) -> Option<Stage> {
    let now = || part.stages.iter().find(|one| matches!(one.state, StageState::Now { .. })).map(|one| one.stage);
    match part.asks? {
        PartTask::Supplement => now(),
        PartTask::BookSurvey | PartTask::HandInShots => Some(Stage::Survey),
        PartTask::AnswerPlan => Some(Stage::Plan),
        PartTask::FinishWorks => Some(Stage::Works),
        PartTask::SignContract => Some(Stage::Contract),
    }
}

/// Whether the companies take a stage together.
pub fn is_joint(stage: Stage) -> bool {
    match stage {
        Stage::Survey | Stage::Plan => true,
        Stage::Received | Stage::Accepted | Stage::Works | Stage::Acceptance | Stage::Supply | Stage::Contract => false,
    }
}

/// The tracks side by side, row by row. Parts that stand beside each other share a cell where a stage is taken together and
/// stands alike, on the same day.
pub fn tracks(parts: &[ApplicationPart]) -> Vec<Row> {
    Stage::ALL.into_iter().map(|stage| Row { stage, cells: cells(parts, stage) }).collect()
}

fn cells(parts: &[ApplicationPart], stage: Stage) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for part in parts {
        let Some(state) = part.stages.iter().find(|one| one.stage == stage).map(|one| one.state) else { continue };
        match cells.last_mut().filter(|last| is_joint(stage) && is_alike(last.state, state)) {
            Some(last) => last.parts.push(part.id.clone()),
            None => cells.push(Cell { parts: vec![part.id.clone()], state }),
        }
    }
    cells
}

fn is_alike(left: StageState, right: StageState) -> bool {
    match (left, right) {
        (StageState::Done { at: left }, StageState::Done { at: right }) => clock::day(left) == clock::day(right),
        // One company is there already, the other comes to it: on that day they are together.
        (StageState::Now { latest: Some(left) }, StageState::Ahead { latest: Some(right) })
        | (StageState::Ahead { latest: Some(left) }, StageState::Now { latest: Some(right) }) => left == right,
        _ => left == right,
    }
}

/// How the promised time of a part counts. Waiting for the applicant stops it, and so does the time until the survey: the
/// applicant chooses its day.
pub fn part_clock(part: &ApplicationPart, calendar: &Calendar, today: CivilDate) -> Clock {
    let span = clock::Span {
        from: clock::day(part.received_at),
        promised: part.promised_working_days.into(),
        status: part.status,
        events: &part.events,
    };
    clock::of_span(&span, survey_pause(part, today), (calendar, today))
}

/// From the day of the acceptance until that of the survey.
fn survey_pause(part: &ApplicationPart, today: CivilDate) -> Option<Pause> {
    let done = |stage: Stage| match part.stages.iter().find(|one| one.stage == stage)?.state {
        StageState::Done { at } => Some(clock::day(at)),
        StageState::Now { .. } | StageState::Ahead { .. } | StageState::NotNeeded | StageState::Dropped => None,
    };
    let from = done(Stage::Accepted)?;
    Some(Pause { from, until: done(Stage::Survey).unwrap_or(today) }).filter(|pause| pause.from < pause.until)
}

/// Whether the applicant may take one part back and leave the others.
pub fn may_withdraw_part(part: &ApplicationPart) -> bool {
    part.withdrawable && !part.status.is_ended()
}

/// Whether the applicant may say how it went with one company.
pub fn may_rate_part(part: &ApplicationPart) -> bool {
    part.rated.is_none() && super::is_rated_status(part.status)
}

impl ApplicationPart {
    /// As it stands in a list.
    pub fn summary(&self) -> PartSummary {
        let reached = self.stages.iter().filter(|stage| matches!(stage.state, StageState::Done { .. }));
        PartSummary {
            id: self.id.clone(),
            name: self.name.clone(),
            status: self.status,
            asks: self.asks,
            reached: reached.map(|stage| stage.stage).max().unwrap_or(Stage::Received),
        }
    }
}
