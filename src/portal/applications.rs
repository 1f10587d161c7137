//! Applications (办件): submitting, following, supplementing, withdrawing, rating.
//!
//! `POST /applications` takes a [`crate::submission::Payload`] and an `Idempotency-Key`: 400 without one, 409 while the
//! same key is being worked on, 422 when the key comes with another body, and the first receipt again when it comes with
//! the same bytes.

use super::{ApplicationPart, PartSummary, SurveyAppointment};
use crate::ident::{CivilDate, Instant};
use crate::submission::{PayloadAnswer, PayloadDocument};
use serde::{Deserialize, Serialize};

/// The receipt (回执).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// 办件编号
    pub number: String,
    /// 查询码
    pub query_code: String,
    /// The idempotency key it answers.
    pub key: String,
    /// SHA-256 of exactly the bytes that were submitted, lower-case hex.
    pub digest: String,
    /// When it was received.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub received_at: Instant,
    /// The item's code.
    pub item: String,
    /// The item's version.
    pub item_version: u32,
    /// The item's name.
    pub item_name: String,
    /// Who handles it.
    pub department: String,
    /// The ledger's sum.
    pub sum: SubmittedSum,
    /// What became of every document, so that the receipt is proof at a counter.
    pub documents: Vec<PayloadDocument>,
    /// What happens next, in order.
    pub next: Vec<NextStep>,
    /// The result, where it was decided at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultDocument>,
}

/// The ledger's sum as submitted: `required − waived − deferred = handed_in`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SubmittedSum {
    /// 应交
    pub required: u16,
    /// 已免
    pub waived: u16,
    /// 晚点补
    pub deferred: u16,
    /// 已交 (or to be brought to the counter)
    pub handed_in: u16,
}

/// One step to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct NextStep {
    /// What happens.
    pub name: String,
    /// What it means for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// By when at the latest.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
    pub latest: CivilDate,
}

/// A certificate or decision that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ResultDocument {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub issued_at: Instant,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// SHA-256 of the file that `GET /applications/{number}/result/file` answers, lower-case hex; absent where there is
    /// no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Status {
    /// 待受理
    Received,
    /// 退回修改: looked at before it was taken up, and sent back
    Returned,
    /// 正在办
    InProgress,
    /// 等您补交
    WaitingForYou,
    /// 特别程序: a hearing, an examination, an appraisal; its days do not count (行政许可法 article 45)
    Suspended,
    /// 已通过, the result is being made out
    Approved,
    /// 办完了
    Done,
    /// 没通过
    NotApproved,
    /// 不受理
    NotAccepted,
    /// 已撤回
    Withdrawn,
    /// 已终止
    Stopped,
}

impl Status {
    /// What a status code of the county platforms' back end means (外网申报 8 to 16, 审批 20 to 99). Nothing for what was
    /// never submitted, and for codes that are not known: nothing is guessed.
    pub fn of_platform_code(code: u8) -> Option<Self> {
        match code {
            12 | 16 | 20 | 22 | 24 | 26 => Some(Self::Received),
            14 => Some(Self::Returned),
            28 | 37 => Some(Self::WaitingForYou),
            30 => Some(Self::InProgress),
            40 => Some(Self::NotApproved),
            50 => Some(Self::Approved),
            90 => Some(Self::Done),
            97 => Some(Self::NotAccepted),
            98 => Some(Self::Withdrawn),
            99 => Some(Self::Stopped),
            _ => None,
        }
    }

    /// Whether nothing will happen to the application any more.
    pub fn is_ended(self) -> bool {
        match self {
            Self::Returned | Self::Done | Self::NotApproved | Self::NotAccepted | Self::Withdrawn | Self::Stopped => {
                true
            }
            Self::Received | Self::InProgress | Self::WaitingForYou | Self::Suspended | Self::Approved => false,
        }
    }

    /// Whether the days do not count against the department.
    pub fn is_pause(self) -> bool {
        matches!(self, Self::WaitingForYou | Self::Suspended)
    }
}

/// `GET /applications`: a page, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Applications {
    /// The page's applications.
    pub applications: Vec<ApplicationSummary>,
    /// Pass as `after` for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ApplicationSummary {
    /// 办件编号
    pub number: String,
    /// The item's name.
    pub item_name: String,
    /// Who handles it.
    pub department: String,
    /// Where it stands.
    pub status: Status,
    /// When it was received.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub received_at: Instant,
    /// The next thing that happens, and until when at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// How the parts of a joint application stand; none for an ordinary one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartSummary>,
}

/// `GET /applications/{number}` and `GET /applications/by-key/{key}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Application {
    /// Its receipt.
    pub receipt: Receipt,
    /// Where it stands.
    pub status: Status,
    /// What happened, newest last.
    pub events: Vec<ApplicationEvent>,
    /// What is still asked of the applicant, while [`Status::WaitingForYou`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementRequest>,
    /// The next thing that happens, and until when at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// The idempotency keys of the supplements that were accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplemented: Vec<String>,
    /// Whether it can be withdrawn now.
    pub withdrawable: bool,
    /// The rating given, one to five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<u8>,
    /// What was issued in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultDocument>,
    /// The parts of a joint application, in the order of the item; none for an ordinary one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ApplicationPart>,
    /// The survey that is booked or was held last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyAppointment>,
}

/// Something that happened to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ApplicationEvent {
    /// When.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub at: Instant,
    /// The status from then on.
    pub status: Status,
    /// Who did it.
    pub by: String,
    /// In words, with the reason where there is one.
    pub note: String,
}

/// What the department asks to be supplied (补正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SupplementRequest {
    /// Why.
    pub reason: String,
    /// The questions to be answered again.
    pub questions: Vec<String>,
    /// The documents to be handed in.
    pub documents: Vec<String>,
    /// By when.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
    pub until: CivilDate,
}

/// `POST /applications/{number}/supplement`, with an `Idempotency-Key` that holds as that of a submission does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SupplementAnswer {
    /// The questions that were asked, answered anew; they describe themselves as in a submission.
    #[serde(default)]
    pub answers: Vec<PayloadAnswer>,
    /// The portal's attachment ids, by document.
    #[serde(default)]
    pub documents: std::collections::BTreeMap<String, Vec<String>>,
}

/// `POST /applications/{number}/withdraw`
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Why, if the applicant likes to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /applications/{number}/rating` (好差评, 国办发〔2019〕51号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Rating {
    /// One (非常不满意) to five (非常满意).
    #[cfg_attr(feature = "portal", schema(minimum = 1, maximum = 5))]
    pub stars: u8,
    /// The fixed indicators that were good or bad.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// Required for one and two stars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Rating {
    /// The indicators of 国办发〔2019〕51号 for what is done online; a site may not add to them.
    pub const INDICATORS: [&'static str; 5] = ["整体满意度", "办事效率", "办事指南精确度", "办事便捷度", "平台操作性"];

    /// The first thing that is wrong with it.
    pub fn problem(&self) -> Option<RatingProblem> {
        let has_reason = self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        match self.stars {
            1 | 2 if !has_reason => Some(RatingProblem::NoReason),
            1..=5 if self.indicators.iter().all(|indicator| Self::INDICATORS.contains(&indicator.as_str())) => None,
            1..=5 => Some(RatingProblem::NoSuchIndicator),
            _ => Some(RatingProblem::NoLevel),
        }
    }
}

/// What is wrong with a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingProblem {
    /// None of the five levels.
    NoLevel,
    /// A low level without a reason.
    NoReason,
    /// Not one of [`Rating::INDICATORS`].
    NoSuchIndicator,
}
