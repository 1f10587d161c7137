//! The joint survey of an application: booked, changed, cancelled, and shown by video.

use super::read::own;
use crate::service::companies::citizen;
use crate::service::extract::{Json, Path, Who};
use crate::service::{Portal, Refusal};
use axum::extract::State;
use mianzheng::portal::{Application, ShotsHandedIn, SurveyBooking};
use rusqlite::Transaction;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(book_survey, cancel_survey)).routes(routes!(hand_in_shots))
}

/// Books a slot for the joint survey, or changes to another one
///
/// One slot serves all parts that need a survey. The slot that was booked before is free again; the same slot again
/// changes nothing. A part that is added before the survey joins it.
#[utoipa::path(
    put,
    path = "/applications/{number}/survey",
    operation_id = "bookSurvey",
    tag = "survey",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = SurveyBooking,
    responses(
        (status = 200, description = "The application with its survey.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Somebody has booked the slot, no part needs a survey, or the time of the one before has come."),
        (status = 422, description = "There is no such slot."),
    )
)]
async fn book_survey(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(booking): Json<SurveyBooking>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let book = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        citizen::book(db, &shared, &mut kept, (&booking.slot, who.now))?;
        kept.shown(db, &shared)
    };
    portal.db.write(book).await.map(axum::Json)
}

/// Gives the slot of the survey back
///
/// Nothing happens where none is booked.
#[utoipa::path(
    delete,
    path = "/applications/{number}/survey",
    operation_id = "cancelSurvey",
    tag = "survey",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    responses(
        (status = 200, description = "The application without a survey to come.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Its time has come, or the application has no survey at all."),
    )
)]
async fn cancel_survey(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let cancel = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        citizen::cancel(db, &shared, &mut kept, who.now)?;
        kept.shown(db, &shared)
    };
    portal.db.write(cancel).await.map(axum::Json)
}

/// Hands in what a survey by video has to show
///
/// Before, during or after the appointment, one by one or all at once. The same pictures again change nothing.
#[utoipa::path(
    post,
    path = "/applications/{number}/survey/shots",
    operation_id = "handInShots",
    tag = "survey",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = ShotsHandedIn,
    responses(
        (status = 200, description = "The application with its survey.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "No survey by video is booked."),
        (status = 422, description = "A shot that was not asked for, or a picture that was not uploaded."),
    )
)]
async fn hand_in_shots(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(shots): Json<ShotsHandedIn>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let hand_in = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        citizen::hand_in(db, &shared, &mut kept, (&shots, who.now))?;
        kept.shown(db, &shared)
    };
    portal.db.write(hand_in).await.map(axum::Json)
}
