//! Slots for a survey (踏勘), on site or by video.

use crate::service::extract::Who;
use crate::service::state::day_of;
use crate::service::{Portal, Refusal};
use axum::extract::State;
use mianzheng::ident::{Calendar, CivilDate};
use mianzheng::portal::{SurveySlot, SurveySlots};
use rusqlite::Transaction;
use std::collections::HashSet;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Slots are offered for so many working days ahead, beginning with the next.
const DAYS: u32 = 5;
/// From, to and whether by video; the same every day.
const HOURS: [(&str, &str, bool); 4] =
    [("09:00", "10:00", false), ("10:30", "11:00", true), ("14:30", "15:30", false), ("16:00", "16:30", true)];

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(list_survey_slots))
}

/// Free slots, soonest first
#[utoipa::path(
    get,
    path = "/survey-slots",
    operation_id = "listSurveySlots",
    tag = "survey-slots",
    responses((status = 200, description = "The slots.", body = SurveySlots))
)]
async fn list_survey_slots(State(portal): State<Portal>, who: Who) -> Result<axum::Json<SurveySlots>, Refusal> {
    let all = slots(&portal.pack.calendar(), day_of(who.now));
    let booked = portal.db.read(move |db| Ok(booked(db, &who.scope)?)).await?;
    let slots = all.into_iter().filter(|slot| !booked.contains(&slot.id)).collect();
    Ok(axum::Json(SurveySlots { slots }))
}

/// All slots of the coming working days. Their ids say day, time and kind, so that none of them has to be stored.
pub fn slots(calendar: &Calendar, today: CivilDate) -> Vec<SurveySlot> {
    let days = (1..=DAYS).map(|days| calendar.add_working_days(today, days).date);
    let slot = |day: CivilDate, (from, to, by_video): (&str, &str, bool)| SurveySlot {
        id: format!("{day}-{}-{}", from.replace(':', ""), if by_video { "video" } else { "site" }),
        day,
        from: from.to_owned(),
        to: to.to_owned(),
        by_video,
    };
    days.flat_map(|day| HOURS.map(|hours| slot(day, hours))).collect()
}

pub fn booked(db: &Transaction<'_>, scope: &str) -> rusqlite::Result<HashSet<String>> {
    let mut rows = db.prepare("SELECT slot FROM bookings WHERE scope = ?1")?;
    let slots = rows.query_map([scope], |row| row.get(0))?;
    slots.collect()
}
