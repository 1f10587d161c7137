//! What can follow a submission: a withdrawal, a rating.

use super::read::own;
use crate::service::applications::is_withdrawable;
use crate::service::companies::citizen;
use crate::service::extract::{Json, Path, Who};
use crate::service::{Portal, Refusal};
use axum::extract::State;
use mianzheng::application::is_rated_status;
use mianzheng::portal::{Application, ProblemKind, Rating, RatingProblem, Status, Withdrawal};
use rusqlite::Transaction;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(withdraw_application)).routes(routes!(rate_application))
}

/// Withdraws an application that no department has taken up
#[utoipa::path(
    post,
    path = "/applications/{number}/withdraw",
    operation_id = "withdrawApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = Withdrawal,
    responses(
        (status = 200, description = "The application, withdrawn.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "It has been taken up, or is withdrawn already."),
    )
)]
async fn withdraw_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(withdrawal): Json<Withdrawal>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let withdraw = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        if !is_withdrawable(kept.status) {
            return Err(wrong_state("部门已经在办，不能撤回了。"));
        }
        kept.status = Status::Withdrawn;
        citizen::withdraw_all(db, &mut kept, (withdrawal.reason.as_deref(), who.now))?;
        kept.update(db)?;
        kept.note(db, who.now, "申请人", withdrawal.reason.as_deref().unwrap_or("已撤回。"))?;
        kept.shown(db, &shared)
    };
    portal.db.write(withdraw).await.map(axum::Json)
}

/// Rates how it went (好差评)
#[utoipa::path(
    post,
    path = "/applications/{number}/rating",
    operation_id = "rateApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = Rating,
    responses(
        (status = 200, description = "The application with its rating.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "It is not finished, or was rated before."),
        (status = 422, description = "One or two stars need a reason; stars and indicators are those of the contract."),
    )
)]
async fn rate_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(rating): Json<Rating>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let rate = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        if kept.joint.is_some() {
            return Err(wrong_state("联合报装请分别评价每一家。"));
        }
        if !is_rated_status(kept.status) {
            return Err(wrong_state("办完以后才能评价。"));
        }
        if kept.rating.is_some() {
            return Err(wrong_state("已经评价过了。"));
        }
        check_rating(&rating)?;
        kept.rating = Some(rating);
        kept.update(db)?;
        kept.shown(db, &shared)
    };
    portal.db.write(rate).await.map(axum::Json)
}

fn wrong_state(detail: &str) -> Refusal {
    Refusal::new(ProblemKind::WrongState, detail)
}

/// Refuses a rating that breaks the rules.
pub fn check_rating(rating: &Rating) -> Result<(), Refusal> {
    match rating.problem() {
        None => Ok(()),
        Some(RatingProblem::NoReason) => Err(Refusal::refused_at("reason", "不满意时请说说哪里不好。")),
        Some(RatingProblem::NoSuchIndicator) => Err(Refusal::refused_at("indicators", "没有这个评价指标。")),
        Some(RatingProblem::NoLevel) => Err(Refusal::refused_at("stars", "请选 1 到 5 颗星。")),
    }
}
