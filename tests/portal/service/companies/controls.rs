//! The controls of the companies under `/_reference/`. They are no part of the contract.

use super::staff::{self, Deed, SurveyDeed};
use crate::service::extract::{Json, Path};
use crate::service::state::Portal;
use crate::service::{accounts, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::Router;
use serde::Deserialize;

/// The routes.
pub fn router() -> Router<Portal> {
    Router::new()
        .route("/applications/{number}/parts/{part}", post(act))
        .route("/applications/{number}/survey", post(survey))
        .route("/applications/{number}/ask-for-part", post(ask_for_part))
        .route("/utility-accounts/payments", post(pay))
}

async fn act(
    State(portal): State<Portal>,
    Path((number, part)): Path<(String, String)>,
    Json(deed): Json<Deed>,
) -> Result<StatusCode, Refusal> {
    let shared = portal.clone();
    portal.db.write(move |db| staff::act(db, &shared, &number, (&part, deed))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn survey(
    State(portal): State<Portal>,
    Path(number): Path<String>,
    Json(deed): Json<SurveyDeed>,
) -> Result<StatusCode, Refusal> {
    let shared = portal.clone();
    portal.db.write(move |db| staff::survey(db, &shared, &number, deed)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which part may be added.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    part: String,
}

async fn ask_for_part(
    State(portal): State<Portal>,
    Path(number): Path<String>,
    Json(added): Json<Added>,
) -> Result<StatusCode, Refusal> {
    let shared = portal.clone();
    portal.db.write(move |db| staff::ask_for_part(db, &shared, &number, &added.part)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose arrears are paid.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payment {
    #[serde(default)]
    scope: String,
    number: String,
}

async fn pay(State(portal): State<Portal>, Json(payment): Json<Payment>) -> Result<StatusCode, Refusal> {
    portal.db.write(move |db| accounts::pay(db, &payment.scope, &payment.number)).await?;
    Ok(StatusCode::NO_CONTENT)
}
