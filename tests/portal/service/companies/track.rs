//! One part's track: what has been done, what ended it, and what follows from both. Where it stands is never stored.

use super::facts::{Business, Facts};
use super::survey::Survey;
use super::{firm, plan};
use crate::service::departments::minute_of;
use crate::service::state::day_of;
use mianzheng::ident::{CivilDate, Instant};
use mianzheng::portal::{
    ApplicationEvent, PartReason, PartTask, Plan, Rating, ReasonCode, Stage, Status, SupplementRequest, SupplyContract,
    Works,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The first company acts at ten past nine, each other one ten minutes later.
const FIRST_MINUTE: i64 = 9 * 60 + 10;
const BETWEEN_COMPANIES_MINUTES: i64 = 10;
/// How long an applicant has for a supplement.
const SUPPLEMENT_WORKING_DAYS: u32 = 10;
/// Works are accepted, and supply begins, on the next working day.
const NEXT_DAY: u32 = 1;

/// The questions and the documents that a company names.
pub type Named = (Vec<String>, Vec<String>);

/// A part of an application, as the database keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Track {
    /// The part's id.
    pub part: String,
    /// What it is called.
    pub name: String,
    /// Who handles it.
    pub company: String,
    /// Its place among the parts, for the time of day.
    pub position: i64,
    /// The working days promised.
    pub promised: u16,
    /// When it was applied for.
    pub received_at: Instant,
    /// From which day the company's next step counts.
    pub since: CivilDate,
    /// Until which day the company does nothing.
    pub away_until: Option<CivilDate>,
    /// The stages that this part does without.
    pub skips: BTreeSet<Stage>,
    /// What has been done, and when.
    pub done: BTreeMap<Stage, Instant>,
    /// How it ended, where it did not come to its end.
    pub ended: Option<Status>,
    /// What happened.
    pub events: Vec<ApplicationEvent>,
    /// The plan that counts.
    pub plan: Option<Plan>,
    /// What is asked of the applicant now.
    pub supplement: Option<SupplementRequest>,
    /// Why it was asked, or refused.
    pub reason: Option<PartReason>,
    /// 户号
    pub consumer_number: Option<String>,
    /// The contract.
    pub contract: Option<SupplyContract>,
    /// The rating given.
    pub rating: Option<Rating>,
}

impl Track {
    /// A part that is applied for now.
    pub fn begin(part: &mianzheng::item::Part, (position, business): (usize, Business), at: Instant) -> Self {
        let skips = match business {
            Business::Connection => &[][..],
            Business::Transfer => &[Stage::Survey, Stage::Plan, Stage::Works, Stage::Acceptance],
            Business::Closing => &[Stage::Survey, Stage::Plan, Stage::Works, Stage::Acceptance, Stage::Contract],
        };
        let mut track = Self {
            part: part.id.clone(),
            name: part.name.zh.clone(),
            company: part.department.name.zh.clone(),
            position: i64::try_from(position).unwrap_or(0),
            promised: promised_days(part.time.promised),
            received_at: at,
            since: day_of(at),
            away_until: None,
            skips: skips.iter().copied().collect(),
            done: BTreeMap::from([(Stage::Received, at)]),
            ended: None,
            events: Vec::new(),
            plan: None,
            supplement: None,
            reason: None,
            consumer_number: None,
            contract: None,
            rating: None,
        };
        let note = format!("收到申请，转给了{}。", track.company);
        track.note(None, (at, "政务服务门户", &note));
        track
    }

    /// The stage at which it is; nothing when all are done.
    pub fn current(&self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| !self.done.contains_key(stage) && !self.skips.contains(stage))
    }

    /// Where it stands, and what it waits for.
    pub fn standing(&self, survey: Option<&Survey>) -> (Status, Option<PartTask>) {
        let waits = |task| (Status::WaitingForYou, Some(task));
        if let Some(status) = self.ended {
            return (status, None);
        }
        if self.supplement.is_some() {
            return waits(PartTask::Supplement);
        }
        match self.current() {
            None => (Status::Done, None),
            Some(Stage::Received | Stage::Accepted) => (Status::Received, None),
            Some(Stage::Survey) => match survey.filter(|survey| survey.parts.contains(&self.part)) {
                None => waits(PartTask::BookSurvey),
                Some(survey) if survey.held_at.is_some() => waits(PartTask::HandInShots),
                Some(_) => (Status::InProgress, None),
            },
            Some(_) if self.waits_for_answer() => waits(PartTask::AnswerPlan),
            Some(Stage::Works) if self.works() == Works::Yours => waits(PartTask::FinishWorks),
            Some(Stage::Contract) => waits(PartTask::SignContract),
            Some(Stage::Plan | Stage::Works | Stage::Acceptance | Stage::Supply) => (Status::InProgress, None),
        }
    }

    /// Whether nothing will happen to it any more.
    pub fn is_ended(&self) -> bool {
        self.ended.is_some() || self.current().is_none()
    }

    /// Whether it takes part in a survey that is to come.
    pub fn needs_survey(&self) -> bool {
        !self.is_ended() && !self.skips.contains(&Stage::Survey) && !self.done.contains_key(&Stage::Survey)
    }

    fn waits_for_answer(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.accepted_at.is_none())
    }

    fn works(&self) -> Works {
        self.plan.as_ref().map_or(Works::None, |plan| plan.works)
    }

    /// Notes what happened, after it did. The days of the company's next step count from there; but whatever else happens,
    /// it takes an application up when it would have.
    pub fn note(&mut self, survey: Option<&Survey>, (at, by, note): (Instant, &str, &str)) {
        let (status, _) = self.standing(survey);
        if self.current() != Some(Stage::Accepted) {
            self.since = day_of(at);
        }
        self.events.push(ApplicationEvent { at, status, by: by.to_owned(), note: note.to_owned() });
    }

    /// The day on which what comes next has happened at the latest, while the company is at work.
    pub fn due_day(&self, survey: Option<&Survey>, facts: &Facts) -> Option<CivilDate> {
        let (status, task) = self.standing(survey);
        let working = |days| facts.calendar.add_working_days(self.since, days).date;
        if status.is_ended() {
            return None;
        }
        match task {
            Some(PartTask::Supplement) => self.supplement.as_ref().map(|asked| asked.until),
            Some(PartTask::AnswerPlan) => self.plan.as_ref().map(|plan| plan.valid_until),
            Some(PartTask::BookSurvey | PartTask::HandInShots) => Some(working(5)),
            Some(PartTask::SignContract) => Some(working(10)),
            Some(PartTask::FinishWorks) => self.plan.as_ref().map(|plan| plan.valid_until),
            None => match self.current()? {
                Stage::Survey => survey.map(|survey| survey.slot.day),
                stage => self.days_for(stage).map(working),
            },
        }
    }

    /// How many working days the company takes for a stage; nothing where that is not known yet, or not the company's.
    pub fn days_for(&self, stage: Stage) -> Option<u32> {
        let firm = firm::of(&self.part);
        match stage {
            Stage::Accepted => Some(firm.accept_days),
            Stage::Plan => Some(firm.plan_days),
            Stage::Works => match self.plan.as_ref()?.works {
                Works::WorkingDays(days) => Some(days.into()),
                Works::None => Some(0),
                Works::Yours => None,
            },
            Stage::Acceptance | Stage::Supply => Some(NEXT_DAY),
            Stage::Received | Stage::Survey | Stage::Contract => None,
        }
    }

    /// When the next thing happens by itself.
    pub fn due(&self, survey: Option<&Survey>, facts: &Facts) -> Option<Instant> {
        let day = self.due_day(survey, facts)?;
        let (_, task) = self.standing(survey);
        let day = match task {
            Some(PartTask::Supplement | PartTask::AnswerPlan) => day.add_days(1),
            Some(PartTask::BookSurvey | PartTask::HandInShots | PartTask::FinishWorks | PartTask::SignContract) => {
                return None;
            }
            None if self.current() == Some(Stage::Survey) => return None,
            None => match self.away_until {
                Some(until) if until >= day => facts.calendar.add_working_days(until, 1).date,
                Some(_) | None => day,
            },
        };
        Some(minute_of(day, FIRST_MINUTE + self.position * BETWEEN_COMPANIES_MINUTES))
    }

    /// What happens by itself happens now.
    pub fn go_on(&mut self, survey: Option<&Survey>, facts: &Facts, at: Instant) {
        let company = self.company.clone();
        let note = match (self.standing(survey).1, self.current()) {
            (Some(PartTask::Supplement), _) => self.stop("到期没有补交，这一项停了。可以重新申请。"),
            (Some(PartTask::AnswerPlan), _) => self.stop("方案过期了，没有等到您的答复，这一项停了。可以重新申请。"),
            (_, Some(Stage::Accepted)) => self.look_at(facts, at),
            (_, Some(Stage::Plan)) => self.answer(facts, at),
            (_, Some(Stage::Works)) => self.tick(Stage::Works, at, "外线施工完了。"),
            (_, Some(Stage::Acceptance)) => self.tick(Stage::Acceptance, at, "验收合格。"),
            (_, Some(Stage::Supply)) => self.supply(facts, at),
            (_, Some(Stage::Received | Stage::Survey | Stage::Contract) | None) => return,
        };
        self.note(survey, (at, &company, &note));
    }

    fn stop(&mut self, note: &str) -> String {
        self.ended = Some(Status::Stopped);
        self.supplement = None;
        note.to_owned()
    }

    fn tick(&mut self, stage: Stage, at: Instant, note: &str) -> String {
        self.done.insert(stage, at);
        note.to_owned()
    }

    /// The company looks at the papers: it takes the part up, says no, or asks.
    fn look_at(&mut self, facts: &Facts, at: Instant) -> String {
        if self.part == "gas" && facts.is_in_village && !self.skips.contains(&Stage::Plan) {
            return self.refuse(ReasonCode::NotOffered, "村里还没有通燃气管道，这次办不了。水和电照常办。");
        }
        if let Some(owed) = facts.arrears.get(&self.part) {
            return self.refuse(ReasonCode::PapersRefused, &format!("这个户号还欠 {owed} 元，交清以后再来办。"));
        }
        if facts.is_in_trouble && self.position == 0 && self.reason.is_none() {
            return self.ask(facts, (ReasonCode::PhotoUnclear, None), at);
        }
        self.done.insert(Stage::Accepted, at);
        "受理了，开始办。".to_owned()
    }

    /// The company says no: to an application that it has not taken up, or later.
    pub fn refuse(&mut self, code: ReasonCode, text: &str) -> String {
        let is_accepted = self.done.contains_key(&Stage::Accepted);
        self.ended = Some(if is_accepted { Status::NotApproved } else { Status::NotAccepted });
        self.supplement = None;
        self.reason = Some(PartReason { code, text: text.to_owned() });
        text.to_owned()
    }

    /// The company asks for a supplement: for what is named, or for what was handed in.
    pub fn ask(&mut self, facts: &Facts, (code, named): (ReasonCode, Option<Named>), at: Instant) -> String {
        let own = || (facts.last_question.iter().cloned().collect(), facts.documents.clone());
        let (questions, documents) = named.unwrap_or_else(own);
        let text = said(code).to_owned();
        let until = facts.calendar.add_working_days(day_of(at), SUPPLEMENT_WORKING_DAYS).date;
        self.supplement = Some(SupplementRequest { reason: text.clone(), questions, documents, until });
        self.reason = Some(PartReason { code, text });
        format!("{}，请您补交，补交后接着办。", said(code))
    }

    fn answer(&mut self, facts: &Facts, at: Instant) -> String {
        let plan = plan::plan(&self.part, facts, (1, at));
        if plan.works == Works::None {
            self.skips.extend([Stage::Works, Stage::Acceptance]);
        }
        self.plan = Some(plan);
        self.done.insert(Stage::Plan, at);
        "方案出来了，等您答复。".to_owned()
    }

    fn supply(&mut self, facts: &Facts, at: Instant) -> String {
        let firm = firm::of(&self.part);
        let number = format!("{}{}", firm.prefix, facts.number.get(6..).unwrap_or_default());
        self.done.insert(Stage::Supply, at);
        if facts.business == Business::Closing {
            return "拆了表，结清了。".to_owned();
        }
        self.contract = Some(plan::contract(firm.contract, (&self.company, &number), facts));
        let note = match facts.business {
            Business::Transfer => format!("过户好了，户号 {number}，等您签合同。"),
            Business::Connection | Business::Closing => format!("{}了，户号 {number}，等您签合同。", firm.supply),
        };
        self.consumer_number = Some(number);
        note
    }
}

/// What a code says (State Grid's call-back).
pub fn said(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::PhotoUnclear => "照片不清",
        ReasonCode::WrongPhoto => "照片不对",
        ReasonCode::NotOffered => "业务未上线",
        ReasonCode::AppliedTwice => "客户重复申请",
        ReasonCode::PapersRefused => "资料审核不通过",
    }
}

fn promised_days(limit: mianzheng::item::TimeLimit) -> u16 {
    use mianzheng::item::TimeLimit;
    match limit {
        TimeLimit::AtOnce => 1,
        TimeLimit::WorkingDays(days) | TimeLimit::CalendarDays(days) => days,
        TimeLimit::Months(months) => months.saturating_mul(20),
    }
}
