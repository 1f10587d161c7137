//! Items (事项): what one government service asks, waives and promises, as data.
//!
//! An [`Item`] is what a page of the app and the reference portal read: every shared question is already written into it.
//! Staff write a shorter form, in which shared questions are referred to; `author` turns one into the other and `lint`
//! checks it. Nothing here decides anything about a person's answers: that is `form`.
//!
//! The elements follow the implementation list of GB/T 39554.2-2020 (实施清单要素) where it has one.

mod condition;
mod document;
mod formula;
mod helper;
mod question;
mod renamed;
mod text;
mod variant;

#[cfg(feature = "tools")]
pub mod author;
#[cfg(feature = "tools")]
pub mod lint;

pub use condition::Condition;
pub use document::{
    Basis, Document, DocumentId, Failure, Fallback, Holder, Source, SourceField, SourceId, Supply, Waiver, WaiverKind,
    Way,
};
pub use formula::{Answers, Band, Comparison, Computed, Formula};
pub use helper::{Common, Equipment, GasRoles, Helper, PowerRoles, WaterRoles};
pub use question::{Characters, Choice, DateBound, Kind, Precision, Presence, Question, QuestionId};
pub use renamed::{Nameable, Renamed};
pub use text::Text;
pub use variant::{AccountCheck, Instead, Part, Period, Variant};

use serde::{Deserialize, Serialize};

/// The version of the item format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One government service (事项) with everything a citizen meets in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Item {
    /// Where the JSON Schema stands, for editors; not read by the program.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The item format's version; [`FORMAT`].
    pub format: u32,
    /// The implementation code (实施编码). Opaque text: old and new coding rules stand side by side.
    pub code: String,
    /// The code under which the portal's own system knows the item, where it differs.
    pub portal_code: String,
    /// Counts up with every published change of this item.
    pub version: u32,
    /// The official name.
    pub name: Text,
    /// The name people use, for headlines.
    pub plain_name: Text,
    /// Who handles it.
    pub department: Department,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// What kind of government task it is (事项类型).
    pub task: Task,
    /// Ids of themes (人生大事) that it stands under.
    pub themes: Vec<String>,
    /// What people call it, in their own words; searched, never shown.
    pub keywords: Vec<String>,
    /// Who can apply and who cannot, one sentence each.
    pub who: Vec<Text>,
    /// How long the department may take.
    pub time: TimeLimits,
    /// What it costs.
    pub fee: Fee,
    /// What the applicant holds at the end.
    pub result: Outcome,
    /// What happens after the submission, in order.
    pub steps: Vec<Step>,
    /// The laws and rules that the item stands on.
    pub basis: Vec<Basis>,
    /// Where a person answers questions about it.
    pub contact: Contact,
    /// Scenario questions (情形): they decide which documents and pages apply, and are asked first.
    pub situations: Vec<Question>,
    /// The question that tells whether somebody acts for another: any answer but `self` means yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_question: Option<QuestionId>,
    /// Registers that this item asks.
    pub sources: Vec<Source>,
    /// Every document (申请材料) with what becomes of it, in the order of the ledger.
    pub documents: Vec<Document>,
    /// The pages of questions.
    pub pages: Vec<Page>,
    /// Rules over several answers: eligibility, contradictions, hints.
    pub checks: Vec<Check>,
    /// Texts that an applicant may sign instead of handing in a document (告知承诺书).
    pub commitments: Vec<Commitment>,
    /// What the applicant declares when submitting.
    pub declaration: Text,
    /// What is different in certain situations: limits, fee, result, steps. The first that holds counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// When it can be applied for; always, when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<Period>,
    /// The independent parts of a joint application (联合报装, 一件事); none for an ordinary item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// What bears another id than in earlier versions, so that drafts keep their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<Renamed>,
}

/// A department (部门) as it stands in an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Department {
    /// The department's id in the pack, the name of its folder.
    pub id: String,
    /// Its official name.
    pub name: Text,
}

/// Who may apply for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Audience {
    /// 自然人
    Person,
    /// 法人、非法人组织、个体工商户
    Organisation,
}

/// The kind of government task (事项类型, GB/T 39554.1-2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Task {
    /// 行政许可
    Licensing,
    /// 行政确认
    Confirmation,
    /// 行政给付
    Benefit,
    /// 行政奖励
    Reward,
    /// 行政裁决
    Ruling,
    /// 其他行政权力
    OtherPower,
    /// 公共服务
    PublicService,
}

/// The legal and the promised time limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct TimeLimits {
    /// What the law allows; absent where no rule fixes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<TimeLimit>,
    /// What the department promises.
    pub promised: TimeLimit,
    /// From when the limit counts and what it leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum TimeLimit {
    /// 即办: decided at once.
    AtOnce,
    /// 工作日
    WorkingDays(u16),
    /// 日 (calendar days)
    CalendarDays(u16),
    /// 月
    Months(u16),
}

/// What an item costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Fee {
    /// 不收费
    Free,
    /// Charged; the text says how much, by which standard.
    Charged(Text),
}

/// What the applicant holds at the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// The certificate, decision or payment.
    pub name: Text,
    /// How it arrives, in a sentence.
    pub delivery: Text,
    /// The portal decides without staff: the result is there with the receipt (即办 by machine).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub instant: bool,
}

/// One step after the submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Step {
    /// What happens.
    pub name: Text,
    /// What it means for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Working days after the submission by which it has happened at the latest.
    pub within_working_days: u16,
}

/// Where a person answers questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Contact {
    /// A telephone number.
    pub phone: String,
    /// When somebody picks up, and where the counter is.
    pub hours: Text,
}

/// A page of questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Page {
    /// English snake case; part of the page's address.
    pub id: String,
    /// The page's question, spoken: 说说您的店.
    pub title: Text,
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Condition>,
    /// What helps to fill it in, beyond what its questions say themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<Helper>,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// A rule over several answers. It speaks up when its condition **holds**.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Check {
    /// English snake case.
    pub id: String,
    /// When it speaks up.
    pub when: Condition,
    /// The question at which it is shown.
    pub at: QuestionId,
    /// What it does.
    pub severity: Severity,
    /// What is so, then what to do.
    pub message: Text,
    /// Where a [`Severity::Stop`] sends the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
}

/// What a check does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Shown; nothing is held up.
    Hint,
    /// Has to be mended before the page can be left forward.
    Error,
    /// This item is not for this person: said at once, with another way.
    Stop,
}

/// A text that is signed instead of handing in a document (告知承诺书, 国办发〔2020〕42号).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Commitment {
    /// English snake case.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What the department tells: what is to be proved and what the rules demand.
    pub told: Vec<Text>,
    /// What the applicant promises.
    pub promised: Vec<Text>,
    /// What follows when the promise is untrue.
    pub consequences: Vec<Text>,
}

impl Item {
    /// Every question of the item: situations first, then page by page; the questions of a group follow the group.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.situations
            .iter()
            .chain(self.pages.iter().flat_map(|page| &page.questions))
            .flat_map(Question::with_children)
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The commitment with this id.
    pub fn commitment(&self, id: &str) -> Option<&Commitment> {
        self.commitments.iter().find(|commitment| commitment.id == id)
    }
}
