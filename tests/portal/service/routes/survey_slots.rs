//! Slots for a survey (踏勘), on site or by video.

use crate::service::extract::{Path, Who};
use crate::service::state::day_of;
use crate::service::{Portal, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use mianzheng::ident::{Calendar, CivilDate};
use mianzheng::portal::{ProblemKind, SurveyBooking, SurveySlot, SurveySlots};
use rusqlite::{params, OptionalExtension, Transaction};
use std::collections::HashSet;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Slots are offered for so many working days ahead, beginning with the next.
const DAYS: u32 = 5;
/// From, to and whether by video; the same every day.
const HOURS: [(&str, &str, bool); 4] =
    [("09:00", "10:00", false), ("10:30", "11:00", true), ("14:30", "15:30", false), ("16:00", "16:30", true)];

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(list_survey_slots)).routes(routes!(book_survey_slot, give_back_survey_slot))
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

/// Books a slot
#[utoipa::path(
    post,
    path = "/survey-slots/{id}/booking",
    operation_id = "bookSurveySlot",
    tag = "survey-slots",
    params(("id" = String, Path, description = "The slot's id.", max_length = 64)),
    responses(
        (status = 201, description = "Booked.", body = SurveyBooking),
        (status = 404, description = "There is no such slot."),
        (status = 409, description = "Somebody has booked it."),
    )
)]
async fn book_survey_slot(
    State(portal): State<Portal>,
    who: Who,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<SurveyBooking>), Refusal> {
    let mut slots = slots(&portal.pack.calendar(), day_of(who.now)).into_iter();
    let slot = slots.find(|slot| slot.id == id).ok_or_else(Refusal::not_found)?;
    let booked_at = who.now;
    let sql = "INSERT INTO bookings (slot, scope, person, booked_ms) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let book = move |db: &Transaction<'_>| Ok(db.execute(sql, params![id, who.scope, who.person, who.now.unix_ms()])?);
    match portal.db.write(book).await? {
        0 => Err(Refusal::new(ProblemKind::WrongState, "这个时间已经有人约了，请换一个。")),
        _ => Ok((StatusCode::CREATED, axum::Json(SurveyBooking { slot, booked_at }))),
    }
}

/// Gives a slot back
#[utoipa::path(
    delete,
    path = "/survey-slots/{id}/booking",
    operation_id = "giveBackSurveySlot",
    tag = "survey-slots",
    params(("id" = String, Path, description = "The slot's id.", max_length = 64)),
    responses(
        (status = 204, description = "It is free again."),
        (status = 404, description = "This person has not booked it."),
    )
)]
async fn give_back_survey_slot(
    State(portal): State<Portal>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let sql = "DELETE FROM bookings WHERE slot = ?1 AND scope = ?2 AND person = ?3 RETURNING slot";
    let give_back = move |db: &Transaction<'_>| {
        let gone: Option<String> =
            db.query_row(sql, params![id, who.scope, who.person], |row| row.get(0)).optional()?;
        Ok(gone)
    };
    match portal.db.write(give_back).await? {
        None => Err(Refusal::not_found()),
        Some(_) => Ok(StatusCode::NO_CONTENT),
    }
}

/// All slots of the coming working days. Their ids say day, time and kind, so that none of them has to be stored.
fn slots(calendar: &Calendar, today: CivilDate) -> Vec<SurveySlot> {
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

fn booked(db: &Transaction<'_>, scope: &str) -> rusqlite::Result<HashSet<String>> {
    let mut rows = db.prepare("SELECT slot FROM bookings WHERE scope = ?1")?;
    let slots = rows.query_map([scope], |row| row.get(0))?;
    slots.collect()
}
