//! The waiver ledger (免证清单): what became of every document, and the sum that everybody can check.
//!
//! Every tick is true: a line is done only when it is. The sum is computed here and nowhere else:
//! `required − waived − deferred = left`. `deferred` is never a waiver; a commitment counts once it is signed;
//! a cancelled document counts at once.

use super::engine::Form;
use super::plan::DocumentIx;
use super::{FileRef, Value};
use crate::consent::{Decision, Outcome};
use crate::ident::{CivilDate, Instant};
use crate::item::{DocumentId, Failure, Waiver, WaiverKind, Way};

/// The ledger of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// What has happened so far.
    pub sum: Sum,
    /// What is promised before anything happened, for the guide.
    pub promised: Sum,
    /// The documents that apply, in the order of the definition.
    pub lines: Vec<Line>,
}

/// `required − waived − deferred = left`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// 应交
    pub required: u16,
    /// 免交, 已免
    pub waived: u16,
    /// 晚点补
    pub deferred: u16,
    /// 要准备, 还剩, 已交
    pub left: u16,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The document.
    pub document: DocumentId,
    /// How the definition waives it.
    pub kind: WaiverKind,
    /// Where it stands.
    pub state: LineState,
    /// The ways that are offered where the waiver failed: fallback indexes with whether the way is taken.
    pub ways: Vec<WayOn>,
    /// The register may be asked again.
    pub retry: bool,
}

/// A way on that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayOn {
    /// The fallback's index in the definition.
    pub fallback: usize,
    /// Whether the citizen took it.
    pub taken: bool,
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineState {
    /// Planned; nothing happened yet.
    Promised,
    /// The register is being asked.
    Asking {
        /// Since when.
        since: Instant,
    },
    /// A commitment is to be read and signed.
    ToSign,
    /// It is done: a tick.
    Done(DoneBy),
    /// The waiver failed, and no way on has been taken yet.
    Failed {
        /// Why.
        failure: Failure,
        /// What the register said.
        outcome: Option<Outcome>,
    },
    /// Files are to be handed in.
    ToHandIn,
    /// Follows later.
    Deferred {
        /// By when, counted from the submission.
        working_days: u16,
    },
    /// Will be brought to a counter.
    AtCounter,
}

/// How a line was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoneBy {
    /// 不再要求
    Cancelled,
    /// Fetched or confirmed.
    Fetched {
        /// When the register said so.
        as_of: Instant,
        /// The last day of validity; absent for 长期.
        valid_until: Option<CivilDate>,
        /// The licence's number.
        number: Option<String>,
    },
    /// A commitment was signed.
    Signed {
        /// When.
        at: Instant,
    },
    /// The department asks another one; nothing to do.
    DepartmentAsks,
    /// Files were handed in.
    HandedIn {
        /// The files.
        files: Vec<FileRef>,
    },
}

impl Form {
    /// The ledger as it stands.
    pub fn ledger(&self) -> Ledger {
        let lines: Vec<Line> =
            (0..self.documents.len()).filter(|ix| self.documents[*ix].applies).map(|ix| self.line(ix)).collect();
        let count =
            |is: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count().try_into().unwrap_or(u16::MAX);
        let required = count(&|_| true);
        let sum = Sum::new(required, count(&|line| line.state.is_waived()), count(&|line| line.state.is_deferred()));
        let planned_deferred = count(&|line| line.kind == WaiverKind::Deferred);
        let planned_waived = count(&|line| !matches!(line.kind, WaiverKind::Deferred | WaiverKind::None));
        Ledger { sum, promised: Sum::new(required, planned_waived, planned_deferred), lines }
    }

    /// One document's line, whether it applies or not.
    pub fn ledger_line(&self, document: &str) -> Option<Line> {
        self.plan.document_ix(document).map(|ix| self.line(ix))
    }

    fn line(&self, ix: DocumentIx) -> Line {
        let document = &self.item.documents[ix];
        let failure = self.documents[ix].failure;
        let ways = match failure {
            None => Vec::new(),
            Some(failure) => (document.fallbacks.iter().enumerate())
                .filter(|(_, fallback)| fallback.answers(failure))
                .map(|(fallback, _)| WayOn { fallback, taken: self.documents[ix].way == Some(fallback) })
                .collect(),
        };
        let retry = matches!(failure, Some(Failure::RegisterDown | Failure::NotFound | Failure::Mismatch));
        Line {
            document: document.id.clone(),
            kind: document.waiver.kind(),
            state: self.line_state(ix, failure),
            ways,
            retry,
        }
    }

    fn line_state(&self, ix: DocumentIx, failure: Option<Failure>) -> LineState {
        let record = &self.documents[ix].record;
        if let Some(since) = record.asking_since {
            return LineState::Asking { since };
        }
        if let Some(failure) = failure {
            return match self.way(ix) {
                None => LineState::Failed { failure, outcome: record.outcome.clone() },
                Some(Way::Upload) => self.files_state(ix),
                Some(Way::Commitment { commitment }) => self.signature_state(commitment),
                Some(Way::DepartmentCheck { .. }) => LineState::Done(DoneBy::DepartmentAsks),
                Some(Way::Deferred { working_days }) => LineState::Deferred { working_days: *working_days },
                Some(Way::Counter { .. }) => LineState::AtCounter,
            };
        }
        match &self.item.documents[ix].waiver {
            Waiver::Cancelled => LineState::Done(DoneBy::Cancelled),
            Waiver::DepartmentCheck { .. } => LineState::Done(DoneBy::DepartmentAsks),
            Waiver::Deferred { working_days } => LineState::Deferred { working_days: *working_days },
            Waiver::None { .. } => self.files_state(ix),
            Waiver::Commitment { commitment } => self.signature_state(commitment),
            Waiver::Licence { .. } | Waiver::DataCheck { .. } | Waiver::IssuedOnline { .. } | Waiver::Reuse { .. } => {
                match &record.outcome {
                    Some(Outcome::Found { record, as_of }) => LineState::Done(DoneBy::Fetched {
                        as_of: *as_of,
                        valid_until: record.valid_until,
                        number: record.number.clone(),
                    }),
                    _ => LineState::Promised,
                }
            }
        }
    }

    fn files_state(&self, ix: DocumentIx) -> LineState {
        match self.files_of(ix) {
            Some(files) if !files.is_empty() => LineState::Done(DoneBy::HandedIn { files }),
            _ => LineState::ToHandIn,
        }
    }

    pub(super) fn files_of(&self, ix: DocumentIx) -> Option<Vec<FileRef>> {
        let question = self.plan.documents[ix].files?;
        match self.slots[*self.index.get(&(question, None))?].answer.valid() {
            Some(Value::Files(files)) => Some(files.clone()),
            _ => None,
        }
    }

    fn signature_state(&self, commitment: &str) -> LineState {
        match self.signature(commitment) {
            Some((_, at)) => LineState::Done(DoneBy::Signed { at }),
            None => LineState::ToSign,
        }
    }

    /// The signature under a commitment.
    pub(super) fn signature(&self, commitment: &str) -> Option<(String, Instant)> {
        let (_, question) = self.plan.signatures.iter().find(|(id, _)| id == commitment)?;
        match self.slots[*self.index.get(&(*question, None))?].answer.valid()? {
            Value::Signature { name, at } => Some((name.clone(), *at)),
            _ => None,
        }
    }

    /// Documents whose source the citizen has to decide about: those that apply and may be asked for at all.
    pub fn decisions(&self) -> Vec<(DocumentId, Option<Decision>)> {
        let asks = |ix: &DocumentIx| {
            self.documents[*ix].applies
                && self.item.documents[*ix].waiver.source().is_some()
                && self.documents[*ix].failure != Some(Failure::NoAuthority)
        };
        (0..self.documents.len())
            .filter(asks)
            .map(|ix| (self.item.documents[ix].id.clone(), self.documents[ix].record.decision.clone()))
            .collect()
    }

    /// Documents for which a way on has still to be chosen.
    pub fn undecided_documents(&self) -> Vec<DocumentId> {
        let lines = self.ledger().lines.into_iter();
        lines.filter(|line| matches!(line.state, LineState::Failed { .. })).map(|line| line.document).collect()
    }
}

impl Sum {
    fn new(required: u16, waived: u16, deferred: u16) -> Self {
        Self { required, waived, deferred, left: required.saturating_sub(waived).saturating_sub(deferred) }
    }
}

impl LineState {
    /// Whether the applicant does not have to bring it, as a fact.
    pub fn is_waived(&self) -> bool {
        match self {
            Self::Done(DoneBy::Cancelled | DoneBy::Fetched { .. } | DoneBy::Signed { .. } | DoneBy::DepartmentAsks) => {
                true
            }
            Self::Done(DoneBy::HandedIn { .. })
            | Self::Promised
            | Self::Asking { .. }
            | Self::ToSign
            | Self::Failed { .. }
            | Self::ToHandIn
            | Self::Deferred { .. }
            | Self::AtCounter => false,
        }
    }

    /// Whether it follows later.
    pub fn is_deferred(&self) -> bool {
        matches!(self, Self::Deferred { .. })
    }

    /// Whether nothing more is to be done here before the submission.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Deferred { .. } | Self::AtCounter)
    }
}
