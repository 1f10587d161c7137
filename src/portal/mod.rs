//! The portal (政务服务门户): the types of its contract. `tests/portal/openapi.json` is made from these types, the
//! reference portal answers with them and the app's client reads them, so that the three cannot drift.
//!
//! Base path `/api/v1`. All bodies are JSON but attachments and hand-over blobs. Errors are [`Problem`]s (RFC 9457).
//! Requests with a person carry `Authorization: Bearer <token>`.

mod accounts;
mod applications;
#[cfg(feature = "app")]
pub mod client;
mod parts;
mod people;
mod problem;
mod registers;
mod services;
mod survey;

pub use accounts::{Account, AccountAnswer, AccountQuestion};
pub use applications::{
    Application, ApplicationEvent, ApplicationSummary, Applications, NextStep, Rating, RatingProblem, Receipt,
    ResultDocument, Status, SubmittedSum, SupplementAnswer, SupplementRequest, Withdrawal,
};
pub use parts::{
    ApplicationPart, ContractSignature, PartReason, PartStage, PartSummary, PartTask, Plan, PlanAcceptance, PlanLine,
    PlanTopic, ReasonCode, Stage, StageState, SupplyContract, Works,
};
pub use people::{Enterprise, IdCardSignIn, Person, Session, SmsCodeRequest, SmsSignIn, TicketSignIn};
pub use problem::{Problem, ProblemField, ProblemKind};
pub use registers::{CheckRequest, Consent, ConsentRequest, Consents, LicenceRequest};
pub use services::{Attachment, HandOver, ServerTime};
pub use survey::{ShotState, ShotsHandedIn, SurveyAppointment, SurveyBooking, SurveyShot, SurveySlot, SurveySlots};

use serde::{Deserialize, Serialize};

/// The kind of device the app runs on (终端).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum Terminal {
    /// A citizen's own phone.
    Phone,
    /// A citizen's or a member of staff's own computer.
    Desktop,
    /// A public machine: nothing personal outlives the session.
    Kiosk,
}
