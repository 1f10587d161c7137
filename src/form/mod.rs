//! The form engine: the single owner of a draft's answers.
//!
//! One [`Edit`] goes in, the names of what changed come out ([`Changed`]); everything else is asked for by name. Setting
//! one answer re-evaluates only what reads it. The engine decides what is visible, required, valid and prefilled, what
//! became of each document, and which steps a person has; it never knows a device, a clock or a language.

mod answer;
mod condition;
mod documents;
mod edit;
mod engine;
mod journey;
mod key;
mod ledger;
mod open;
mod parse;
mod plan;
mod problem;
mod readers;
mod settle;
mod show;
mod situation;
mod snapshot;
mod step;
mod validate;
mod value;
mod view;

pub use answer::Answer;
pub use documents::{DocumentEvent, DocumentRecord, Signed};
pub use edit::{Changed, Edit};
pub use engine::{Context, Form};
pub use journey::{Step, StepState};
pub use key::{FieldKey, RowId};
pub use ledger::{DoneBy, Ledger, Line, LineState, Sum, WayOn};
pub use problem::Problem;
pub(crate) use show::canonical as written;
pub use show::{show, shown_masked};
pub use snapshot::{FormState, RowsState};
pub use step::stepped;
pub use validate::Finding;
#[cfg(feature = "portal")]
pub use value::AnswerValue;
pub use value::{FileRef, Value};
pub use view::{FieldView, Note, PageView, RowView};
