//! Documents, how each is waived (免证方式), from which register, and what happens when that fails.

use super::{Condition, QuestionId, Text};
use serde::{Deserialize, Serialize};

/// A document's id: English snake case, unique in its item.
pub type DocumentId = String;
/// A source's id: English snake case, unique in the pack.
pub type SourceId = String;

/// A document (申请材料): what the law asks an applicant to prove, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Document {
    /// Unique in the item.
    pub id: DocumentId,
    /// Its name.
    pub name: Text,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// Once for every row of this group (each shareholder's identity card): one line of the ledger, done when every row is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<QuestionId>,
    /// How it is not asked for.
    pub waiver: Waiver,
    /// The line under its name before anything happened: 县公安局有，同意就自动取.
    pub line: Text,
    /// The rule that lets it be waived, or demands it.
    pub basis: Basis,
    /// Which fields of the source fill which questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplies: Vec<Supply>,
    /// Its files are photographs that are looked at on the device before they are taken: sharp, bright, large enough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub photo: bool,
    /// What can be done instead when the waiver fails. Never empty for a waiver that can fail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fallbacks: Vec<Fallback>,
}

/// A rule: a regulation and its article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Basis {
    /// The regulation's title, with its number.
    pub regulation: String,
    /// The article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Whether the county has still to confirm it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_confirm: bool,
}

/// How a document is not asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Waiver {
    /// 直接取消: no longer required.
    Cancelled,
    /// 电子证照: fetched from a register of licences.
    Licence {
        /// The register.
        source: SourceId,
    },
    /// 数据核验: the values given are checked by a register.
    DataCheck {
        /// The register.
        source: SourceId,
        /// Which answers are sent as which fields.
        #[serde(default)]
        sends: Vec<Supply>,
    },
    /// 告知承诺: the applicant signs a text.
    Commitment {
        /// The commitment's id.
        commitment: String,
    },
    /// 部门核验: the accepting department asks another one.
    DepartmentCheck {
        /// Which department is asked.
        department: Text,
    },
    /// 历史材料复用: handed in before and still valid.
    Reuse {
        /// How old it may be.
        within_months: u16,
    },
    /// 线上开具: the portal issues it on the spot.
    IssuedOnline {
        /// The register that issues it.
        source: SourceId,
    },
    /// 容缺受理: may follow later.
    Deferred {
        /// By when it must follow.
        working_days: u16,
    },
    /// 需提交: cannot be waived.
    None {
        /// How to get it done, in one phrase: 手画也行，标出操作间和洗手池.
        how: Text,
    },
}

/// A waiver's kind, without its details; names seals, figures and payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum WaiverKind {
    /// 直接取消
    Cancelled,
    /// 电子证照
    Licence,
    /// 数据核验
    DataCheck,
    /// 告知承诺
    Commitment,
    /// 部门核验
    DepartmentCheck,
    /// 历史材料复用
    Reuse,
    /// 线上开具
    IssuedOnline,
    /// 容缺受理
    Deferred,
    /// 需提交
    None,
}

/// From a source's field to a question, or back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Supply {
    /// The source's field.
    pub field: String,
    /// The question.
    pub question: QuestionId,
}

/// Why a waiver did not come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Failure {
    /// The register has no such record.
    NotFound,
    /// The record's validity has ended.
    Expired,
    /// The record is suspended (停用、暂扣).
    Suspended,
    /// The record was revoked or cancelled (吊销、注销).
    Revoked,
    /// What the register holds differs from what was sent.
    Mismatch,
    /// The register does not answer.
    RegisterDown,
    /// The citizen did not agree.
    Refused,
    /// An agent may not ask for another person's record.
    NoAuthority,
}

/// What can be done instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Fallback {
    /// For which failures it is offered; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<Failure>,
    /// What is done.
    pub way: Way,
    /// What it says: 有新的，拍照上传.
    pub label: Text,
    /// One line more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A way on when the planned waiver failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Way {
    /// A photograph or file.
    Upload,
    /// Sign a text instead.
    Commitment {
        /// The commitment's id.
        commitment: String,
    },
    /// The accepting department asks another one.
    DepartmentCheck {
        /// Which department is asked.
        department: Text,
    },
    /// Hand it in later.
    Deferred {
        /// By when.
        working_days: u16,
    },
    /// Bring it to a counter.
    Counter {
        /// Where.
        place: Text,
    },
}

/// A register (数据来源): a department with a licence type or a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Source {
    /// Unique in the pack; the portal's name of the register.
    pub id: SourceId,
    /// What is fetched: 居民身份证.
    pub name: Text,
    /// Who holds it: 县公安局.
    pub department: Text,
    /// The licence type code (证照类型代码), where it is a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_type: Option<String>,
    /// Whose record it is.
    pub holder: Holder,
    /// The fields that are fetched, with the words for them.
    pub fields: Vec<SourceField>,
    /// What is expressly not fetched: 不取照片和住址.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_fetched: Option<Text>,
    /// What it is for: 确认您就是执照上的法定代表人.
    pub purpose: Text,
    /// How long it is kept.
    pub kept: Text,
    /// Sensitive personal information (敏感个人信息, PIPL article 28): asked apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// A field of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct SourceField {
    /// The field's key in the register's answer.
    pub id: String,
    /// What a person calls it.
    pub name: Text,
}

/// Whose record a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Holder {
    /// The applicant, a person.
    Applicant,
    /// The enterprise that the signed-in person represents.
    Enterprise,
    /// The person at the screen, whoever the applicant is.
    SignedIn,
}

impl Waiver {
    /// The kind without its details.
    pub fn kind(&self) -> WaiverKind {
        match self {
            Self::Cancelled => WaiverKind::Cancelled,
            Self::Licence { .. } => WaiverKind::Licence,
            Self::DataCheck { .. } => WaiverKind::DataCheck,
            Self::Commitment { .. } => WaiverKind::Commitment,
            Self::DepartmentCheck { .. } => WaiverKind::DepartmentCheck,
            Self::Reuse { .. } => WaiverKind::Reuse,
            Self::IssuedOnline { .. } => WaiverKind::IssuedOnline,
            Self::Deferred { .. } => WaiverKind::Deferred,
            Self::None { .. } => WaiverKind::None,
        }
    }

    /// The register that is asked with the citizen's consent.
    pub fn source(&self) -> Option<&SourceId> {
        match self {
            Self::Licence { source } | Self::DataCheck { source, .. } | Self::IssuedOnline { source } => Some(source),
            Self::Cancelled
            | Self::Commitment { .. }
            | Self::DepartmentCheck { .. }
            | Self::Reuse { .. }
            | Self::Deferred { .. }
            | Self::None { .. } => None,
        }
    }
}

impl Document {
    /// Whether files can be handed in for it, in some situation.
    pub fn takes_files(&self) -> bool {
        matches!(self.waiver, Waiver::None { .. }) || self.fallbacks.iter().any(|fallback| fallback.way == Way::Upload)
    }
}

impl Fallback {
    /// Whether it is offered for this failure.
    pub fn answers(&self, failure: Failure) -> bool {
        self.on.is_empty() || self.on.contains(&failure)
    }
}
