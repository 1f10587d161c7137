//! The joint survey (联合踏勘): one appointment for all companies, on site or by video.

use crate::ident::{CivilDate, Instant};
use serde::{Deserialize, Serialize};

/// `GET /survey-slots`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SurveySlots {
    /// Free slots, soonest first.
    pub slots: Vec<SurveySlot>,
}

/// A slot for a survey (踏勘).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SurveySlot {
    /// Its id.
    pub id: String,
    /// The day.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
    pub day: CivilDate,
    /// From, `HH:MM`.
    pub from: String,
    /// To, `HH:MM`.
    pub to: String,
    /// By video instead of on site.
    pub by_video: bool,
}

/// `PUT /applications/{number}/survey`: books a slot, or changes to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SurveyBooking {
    /// The slot's id.
    pub slot: String,
}

/// The survey of an application: booked, or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SurveyAppointment {
    /// When, and whether by video.
    pub slot: SurveySlot,
    /// When it was booked.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = DateTime))]
    pub booked_at: Instant,
    /// The parts that are surveyed together, by their ids.
    pub parts: Vec<String>,
    /// What has to be shown by video; nothing on site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shots: Vec<SurveyShot>,
    /// When it was held; shots can still be missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>, format = DateTime))]
    pub held_at: Option<Instant>,
    /// Whether it can be changed or cancelled now.
    pub changeable: bool,
}

/// A picture that a survey by video asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SurveyShot {
    /// Its id: `meter_place`.
    pub id: String,
    /// What it is called: 装水表的位置.
    pub name: String,
    /// How to take it.
    pub hint: String,
    /// The parts that need it, by their ids.
    pub parts: Vec<String>,
    /// How it stands.
    pub state: ShotState,
    /// The attachment handed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<String>,
    /// Why it is to be taken again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a picture of a survey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum ShotState {
    /// Asked for.
    Asked,
    /// Handed in.
    Received,
    /// Looked at and to be taken again.
    Unclear,
}

/// `POST /applications/{number}/survey/shots`: pictures that were uploaded as attachments. Handing in the same ones again
/// changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ShotsHandedIn {
    /// The portal's attachment id, by shot.
    pub shots: std::collections::BTreeMap<String, String>,
}
