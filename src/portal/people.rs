//! Signing in and who is signed in.

use crate::ident::Instant;
use serde::{Deserialize, Serialize};

/// `POST /sign-in/ticket`: the single sign-on of the province sends the browser back with a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TicketSignIn {
    /// Single use.
    pub ticket: String,
}

/// `POST /sign-in/sms/code`: asks for a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SmsCodeRequest {
    /// A mainland mobile number, 11 digits.
    #[cfg_attr(feature = "portal", schema(pattern = "^1[3-9][0-9]{9}$"))]
    pub phone: String,
}

/// `POST /sign-in/sms`: answers with the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SmsSignIn {
    /// The number the code went to.
    #[cfg_attr(feature = "portal", schema(pattern = "^1[3-9][0-9]{9}$"))]
    pub phone: String,
    /// Six digits.
    #[cfg_attr(feature = "portal", schema(pattern = "^[0-9]{6}$"))]
    pub code: String,
}

/// `POST /sign-in/id-card`: a kiosk's reader has read a resident identity card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct IdCardSignIn {
    /// The name on the card.
    pub name: String,
    /// The number on the card, GB 11643-1999.
    #[cfg_attr(feature = "portal", schema(pattern = "^[0-9]{17}[0-9X]$"))]
    pub resident_id: String,
}

/// A signed-in session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Session {
    /// The bearer token. Never logged, never in an address.
    pub token: String,
    /// When it ends.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub expires_at: Instant,
    /// Who is signed in.
    pub person: Person,
}

/// A person with a real name on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Person {
    /// The portal's id of the person; opaque, the owner of drafts.
    pub id: String,
    /// Name with the first character hidden: `*桂英`.
    pub masked_name: String,
    /// The mobile number on record, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Enterprises that this person may act for.
    pub enterprises: Vec<Enterprise>,
}

/// An enterprise, institution or self-employed business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Enterprise {
    /// Unified social credit code, GB 32100-2015.
    pub credit_code: String,
    /// Its registered name.
    pub name: String,
}
