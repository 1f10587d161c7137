//! Time, attachments and hand-over blobs.

use crate::ident::Instant;
use serde::{Deserialize, Serialize};

/// `GET /time`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ServerTime {
    /// The portal's clock.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub now: Instant,
}

/// `POST /attachments`: the raw bytes were stored. The request carries `Content-Type`, `X-File-Name` (percent-encoded
/// UTF-8) and `X-Content-SHA256` (lower-case hex); a digest that does not fit the bytes is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// The portal's id.
    pub id: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// How many bytes there are.
    pub size_bytes: u32,
    /// The media type.
    pub media_type: String,
}

/// `POST /hand-overs`: an opaque, encrypted draft waits for another device. `GET /hand-overs/{id}` answers with the bytes
/// once and forgets them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Its id.
    pub id: String,
    /// Until when it waits.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub expires_at: Instant,
}
