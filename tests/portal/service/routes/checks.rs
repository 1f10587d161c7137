//! Checks (数据核验): values are compared with what a register holds.

use super::consents::{consent_required, valid_consent};
use super::licences::waiver;
use crate::service::extract::{Json, Who};
use crate::service::{registers, Portal, Refusal};
use axum::extract::State;
use mianzheng::consent::Outcome;
use mianzheng::item::Waiver;
use mianzheng::portal::CheckRequest;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(run_check))
}

/// Sends values to a check under a consent
///
/// Whatever the register says is an answer with status 200. The record is that of the person signed in, or of the
/// enterprise of the consent, whatever the values say.
#[utoipa::path(
    post,
    path = "/checks",
    operation_id = "runCheck",
    tag = "registers",
    request_body = CheckRequest,
    responses(
        (status = 200, description = "What the register answered.", body = Outcome),
        (status = 403, description = "No valid consent of this person covers a check."),
        (status = 422, description = "The values are not those that the check asks for."),
    )
)]
async fn run_check(
    State(portal): State<Portal>,
    who: Who,
    Json(request): Json<CheckRequest>,
) -> Result<axum::Json<Outcome>, Refusal> {
    let shared = portal.clone();
    let check = move |db: &rusqlite::Transaction<'_>| {
        let consent = valid_consent(db, &who, &request.consent_id)?;
        let Waiver::DataCheck { sends, .. } = waiver(&shared, &consent)? else {
            return Err(consent_required());
        };
        let complete = sends.len() == request.values.len()
            && sends.iter().all(|send| request.values.get(&send.field).is_some_and(|value| !value.trim().is_empty()));
        if !complete {
            return Err(Refusal::refused_at("values", "要核对的内容不全，请先填好再核对。"));
        }
        registers::ask(db, &shared, (&who, &consent), &request.values)
    };
    portal.db.write(check).await.map(axum::Json)
}
