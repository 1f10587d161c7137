//! What the applicant does in one part of a joint application. No part holds up another.

use super::follow::check_rating;
use super::read::own;
use crate::service::companies::{citizen, Survey, Track};
use crate::service::extract::{Json, Path, Who};
use crate::service::{Portal, Refusal};
use axum::extract::State;
use mianzheng::portal::{Application, ContractSignature, PlanAcceptance, Rating, Withdrawal};
use rusqlite::Transaction;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(accept_plan))
        .routes(routes!(report_works))
        .routes(routes!(sign_contract))
        .routes(routes!(withdraw_part))
        .routes(routes!(rate_part))
}

/// Accepts the plan of a part
///
/// The same plan again changes nothing.
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/plan/acceptance",
    operation_id = "acceptPlan",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
    ),
    request_body = PlanAcceptance,
    responses(
        (status = 200, description = "The application; the part goes on.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "There is no such plan to be answered now."),
    )
)]
async fn accept_plan(
    State(portal): State<Portal>,
    who: Who,
    Path(place): Path<(String, String)>,
    Json(acceptance): Json<PlanAcceptance>,
) -> Result<axum::Json<Application>, Refusal> {
    let now = who.now;
    in_part(portal, who, place, move |track| citizen::accept_plan(track, &acceptance, now)).await
}

/// Reports that the applicant's own works are finished
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/works/completion",
    operation_id = "reportWorks",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
    ),
    responses(
        (status = 200, description = "The application; the company comes to look at the works.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "No works of the applicant are under way."),
    )
)]
async fn report_works(
    State(portal): State<Portal>,
    who: Who,
    Path(place): Path<(String, String)>,
) -> Result<axum::Json<Application>, Refusal> {
    let now = who.now;
    in_part(portal, who, place, move |track| citizen::report_works(track, now)).await
}

/// Signs the contract of supply of a part
///
/// The same contract again changes nothing.
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/contract/signature",
    operation_id = "signContract",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
    ),
    request_body = ContractSignature,
    responses(
        (status = 200, description = "The application; the part is done.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "There is no such contract to be signed now."),
        (status = 422, description = "The name is not that of the person signed in."),
    )
)]
async fn sign_contract(
    State(portal): State<Portal>,
    who: Who,
    Path(place): Path<(String, String)>,
    Json(signature): Json<ContractSignature>,
) -> Result<axum::Json<Application>, Refusal> {
    let (now, person) = (who.now, who.person.clone());
    let sql = "SELECT name FROM people WHERE id = ?1";
    let name: String = portal.db.read(move |db| Ok(db.query_row(sql, [person], |row| row.get(0))?)).await?;
    in_part(portal, who, place, move |track| citizen::sign(track, (&signature, &name), now)).await
}

/// Withdraws one part, until its plan is accepted
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/withdraw",
    operation_id = "withdrawPart",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
    ),
    request_body = Withdrawal,
    responses(
        (status = 200, description = "The application; the other parts go on.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "Its plan was accepted, or it has ended."),
    )
)]
async fn withdraw_part(
    State(portal): State<Portal>,
    who: Who,
    Path(place): Path<(String, String)>,
    Json(withdrawal): Json<Withdrawal>,
) -> Result<axum::Json<Application>, Refusal> {
    let now = who.now;
    in_part(portal, who, place, move |track| citizen::withdraw(track, withdrawal.reason.as_deref(), now)).await
}

/// Rates how it went with the company of a part (好差评)
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/rating",
    operation_id = "ratePart",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
    ),
    request_body = Rating,
    responses(
        (status = 200, description = "The application with the part's rating.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "The part is not finished, or was rated before."),
        (status = 422, description = "One or two stars need a reason; stars and indicators are those of the contract."),
    )
)]
async fn rate_part(
    State(portal): State<Portal>,
    who: Who,
    Path(place): Path<(String, String)>,
    Json(rating): Json<Rating>,
) -> Result<axum::Json<Application>, Refusal> {
    let rate = move |track: (&mut Track, Option<&Survey>)| {
        check_rating(&rating)?;
        citizen::rate(track, rating)
    };
    in_part(portal, who, place, rate).await
}

/// Does something in a part, in one transaction, and answers with the application.
async fn in_part(
    portal: Portal,
    who: Who,
    (number, part): (String, String),
    work: impl FnOnce((&mut Track, Option<&Survey>)) -> Result<(), Refusal> + Send + 'static,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let write = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        citizen::in_part(db, &shared, (&mut kept, &part, who.now), |track, survey| work((track, survey)))?;
        kept.shown(db, &shared)
    };
    portal.db.write(write).await.map(axum::Json)
}
