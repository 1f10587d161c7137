//! Accounts at the utilities (户号), asked about before a transfer.

use crate::service::extract::{Json, Who};
use crate::service::{accounts, Portal, Refusal};
use axum::extract::State;
use mianzheng::portal::{AccountAnswer, AccountQuestion};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(ask_utility_account))
}

/// Asks a company whether an account can be transferred
///
/// Whatever the company says is an answer with status 200: transferable, arrears, no such account, or that the company
/// does not answer.
#[utoipa::path(
    post,
    path = "/utility-accounts/checks",
    operation_id = "askUtilityAccount",
    tag = "utility-accounts",
    request_body = AccountQuestion,
    responses(
        (status = 200, description = "What the company says.", body = AccountAnswer),
        (status = 422, description = "No number of an account."),
    )
)]
async fn ask_utility_account(
    State(portal): State<Portal>,
    who: Who,
    Json(question): Json<AccountQuestion>,
) -> Result<axum::Json<AccountAnswer>, Refusal> {
    let AccountQuestion { part, number } = question;
    if !(6..=20).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::refused_at("number", "户号是 6 到 20 位数字，在账单上。"));
    }
    if !(1..=32).contains(&part.len()) {
        return Err(Refusal::refused_at("part", "没有这家公司。"));
    }
    let shared = portal.clone();
    portal.db.read(move |db| accounts::ask(db, &shared, &who, (&part, &number))).await.map(axum::Json)
}
