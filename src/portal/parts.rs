//! The parts of a joint application (联合报装): each is one company's track, with its own pace, plan and end.
//!
//! One part's refusal, supplement or delay holds up no other. Where the whole application stands follows from its parts;
//! the rule is [`crate::application::overall`].

use super::{ApplicationEvent, NextStep, Status, SupplementRequest};
use crate::ident::{CivilDate, Instant};
use serde::{Deserialize, Serialize};

/// One part of a joint application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ApplicationPart {
    /// The part's id in the item: `water`.
    pub id: String,
    /// What it is called: 供水.
    pub name: String,
    /// The company that handles it.
    pub company: String,
    /// Where the company answers questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Since when it is applied for; later than the application for a part that a supplement added.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub received_at: Instant,
    /// How many working days the company promises; days of waiting for the applicant and until the survey do not count.
    pub promised_working_days: u16,
    /// Where it stands; [`Status::WaitingForYou`] whenever [`ApplicationPart::asks`] says for what.
    pub status: Status,
    /// What the applicant has to do for it to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<PartTask>,
    /// The track, in order, always the same eight.
    pub stages: Vec<PartStage>,
    /// What happened, newest last.
    pub events: Vec<ApplicationEvent>,
    /// The next thing that happens, and until when at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// The company's plan, once it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// What the company asks to be supplied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementRequest>,
    /// The idempotency keys of the supplements of this part that were accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplemented: Vec<String>,
    /// Why the company asked for a supplement or said no, the last time that it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PartReason>,
    /// 户号, once it is supplied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumer_number: Option<String>,
    /// The contract of supply (供用合同), once it can be signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<SupplyContract>,
    /// Whether it can be withdrawn now, without the other parts.
    pub withdrawable: bool,
    /// The rating given, one to five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<u8>,
}

/// A part in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PartSummary {
    /// The part's id in the item.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub status: Status,
    /// What the applicant has to do for it to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<PartTask>,
    /// The last stage that was reached.
    pub reached: Stage,
}

/// What a part waits for; what several parts wait for alike is done once for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum PartTask {
    /// 补正: what the company asks for.
    Supplement,
    /// 约踏勘: a slot for the joint survey.
    BookSurvey,
    /// 传照片: shots of the survey by video that are missing or unclear.
    HandInShots,
    /// 答复方案: the plan is there.
    AnswerPlan,
    /// 自己的施工: the applicant's own works are to be finished and reported.
    FinishWorks,
    /// 签合同: the contract of supply is to be signed.
    SignContract,
}

/// The stages of every part, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Stage {
    /// 申请
    Received,
    /// 受理
    Accepted,
    /// 踏勘, jointly
    Survey,
    /// 方案答复
    Plan,
    /// 外线施工
    Works,
    /// 验收
    Acceptance,
    /// 通水、送电、点火通气
    Supply,
    /// 签合同
    Contract,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Accepted,
        Self::Survey,
        Self::Plan,
        Self::Works,
        Self::Acceptance,
        Self::Supply,
        Self::Contract,
    ];
}

/// One stage of a part's track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PartStage {
    /// Which.
    pub stage: Stage,
    /// What this company calls it: 通水, 送电.
    pub name: String,
    /// How it stands.
    pub state: StageState,
}

/// How a stage of a track stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum StageState {
    /// It has happened.
    Done {
        /// When.
        #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
        at: Instant,
    },
    /// It is what happens now; without a date while it waits for the applicant.
    Now {
        /// Until when at the latest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = Date))]
        latest: Option<CivilDate>,
    },
    /// It is to come; without a date where nobody knows yet.
    Ahead {
        /// Until when at the latest, if everything goes on without a stop.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = Date))]
        latest: Option<CivilDate>,
    },
    /// 不用: this part does without it.
    NotNeeded,
    /// It never came: the part ended before.
    Dropped,
}

/// What a company offers (方案答复). The topics are the same for all companies, so that plans stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Plan {
    /// Its id; a changed plan has another.
    pub id: String,
    /// When it was made.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub answered_at: Instant,
    /// The last day on which it can be accepted.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
    pub valid_until: CivilDate,
    /// What it says, each topic once and in the order of [`PlanTopic`].
    pub lines: Vec<PlanLine>,
    /// The works that it needs.
    pub works: Works,
    /// When the applicant accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = DateTime))]
    pub accepted_at: Option<Instant>,
}

/// One line of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PlanLine {
    /// What it is about.
    pub topic: PlanTopic,
    /// What the company calls that: 水表口径, 供电容量.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// What a line of a plan is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum PlanTopic {
    /// 给多大: capacity, meter, voltage.
    Capacity,
    /// 从哪接: where the line comes from.
    Connection,
    /// 谁出钱: who pays for which part.
    Payer,
    /// 要不要施工, and how long.
    Works,
}

/// The works (外线施工) that a plan needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Works {
    /// 不用.
    None,
    /// The company needs so many working days.
    WorkingDays(u16),
    /// The applicant's own works, at the applicant's own pace; reported when they are finished.
    Yours,
}

/// Why a company asked for a supplement or said no. The codes are those of the State Grid's call-back (`reasonNo`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PartReason {
    /// The code.
    pub code: ReasonCode,
    /// In the company's words.
    pub text: String,
}

/// The reasons of the utilities' own systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum ReasonCode {
    /// 照片不清
    #[serde(rename = "01")]
    PhotoUnclear,
    /// 照片不对
    #[serde(rename = "02")]
    WrongPhoto,
    /// 业务未上线
    #[serde(rename = "03")]
    NotOffered,
    /// 客户重复申请
    #[serde(rename = "04")]
    AppliedTwice,
    /// 资料审核不通过
    #[serde(rename = "05")]
    PapersRefused,
}

/// A contract of supply (供用水、供用电、供用气合同).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SupplyContract {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What it says, paragraph by paragraph.
    pub lines: Vec<String>,
    /// SHA-256 of title and lines, joined by line breaks, lower-case hex: what is signed is what was read.
    pub digest: String,
    /// Who signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_name: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = DateTime))]
    pub signed_at: Option<Instant>,
}

/// `POST /applications/{number}/parts/{part}/plan/acceptance`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PlanAcceptance {
    /// The plan that was read.
    pub plan: String,
}

/// `POST /applications/{number}/parts/{part}/contract/signature`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ContractSignature {
    /// The digest of the contract that was read.
    pub digest: String,
    /// The signer's name, as typed.
    #[cfg_attr(feature = "portal", schema(min_length = 1, max_length = 60))]
    pub name: String,
}
