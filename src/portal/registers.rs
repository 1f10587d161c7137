//! Consents, licences and checks. Licences and checks answer with [`crate::consent::Outcome`].

use crate::ident::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /consents`: agrees to one source, for one purpose, for named fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ConsentRequest {
    /// The source.
    pub source: String,
    /// The item it is for.
    pub item: String,
    /// The document it is for.
    pub document: String,
    /// The purpose, as it was shown.
    pub purpose: String,
    /// The fields, as they were shown.
    pub fields: Vec<String>,
    /// The enterprise whose record it is; absent for the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<String>,
}

/// A consent on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Consent {
    /// Its id.
    pub id: String,
    /// What was agreed to.
    pub request: ConsentRequest,
    /// When.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub granted_at: Instant,
    /// When it was taken back (`DELETE /consents/{id}`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = DateTime))]
    pub revoked_at: Option<Instant>,
}

/// `GET /consents`: a page of consents, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Consents {
    /// The page's consents.
    pub consents: Vec<Consent>,
    /// Pass as `after` for the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// `POST /licences`: fetches a licence under a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct LicenceRequest {
    /// The consent; it names source, fields and holder.
    pub consent_id: String,
}

/// `POST /checks`: sends values to a check under a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct CheckRequest {
    /// The consent; it names source, fields and holder.
    pub consent_id: String,
    /// The values to be checked, by the source's field.
    pub values: BTreeMap<String, String>,
}
