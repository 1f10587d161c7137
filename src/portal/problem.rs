//! Problem details (RFC 9457) with a stable kind and, for a refusal, the questions concerned.

use serde::{Deserialize, Serialize};

/// What went wrong, for a program and for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The stable kind, `type` of RFC 9457.
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// This occurrence in a person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// For a refusal: what to mend, question by question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// One question that has to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ProblemField {
    /// The question's or document's id.
    pub question: String,
    /// The row, for a question of a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// What is so and what to do.
    pub message: String,
}

/// The stable kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum ProblemKind {
    /// 400: the request is not of the contract's form.
    BadRequest,
    /// 400: an `Idempotency-Key` is required.
    KeyMissing,
    /// 401: nobody is signed in, or the session has ended.
    SignInRequired,
    /// 401: the ticket, code or card was not accepted.
    SignInRefused,
    /// 403: not this person's.
    Forbidden,
    /// 403: no valid consent covers this.
    ConsentRequired,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 409: the same key is being worked on.
    StillRunning,
    /// 409: not in this state.
    WrongState,
    /// 410: it was there and is gone.
    Gone,
    /// 413
    TooLarge,
    /// 415
    UnsupportedMediaType,
    /// 422: the submission breaks rules of the item; `errors` says which.
    Refused,
    /// 422: the same key came with another body.
    KeyReused,
    /// 429
    TooManyRequests,
    /// 500
    Internal,
    /// 503
    Unavailable,
}
