//! Licences (电子证照), fetched under a consent.

use super::consents::{consent_required, valid_consent};
use crate::service::extract::{Json, Who};
use crate::service::{registers, Portal, Refusal};
use axum::extract::State;
use mianzheng::consent::Outcome;
use mianzheng::item::{Waiver, WaiverKind};
use mianzheng::portal::{Consent, LicenceRequest};
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(fetch_licence))
}

/// Fetches a licence under a consent
///
/// Whatever the register says is an answer with status 200. Only the fields that were agreed to are in it.
#[utoipa::path(
    post,
    path = "/licences",
    operation_id = "fetchLicence",
    tag = "registers",
    request_body = LicenceRequest,
    responses(
        (status = 200, description = "What the register answered.", body = Outcome),
        (status = 403, description = "No valid consent of this person covers a licence."),
    )
)]
async fn fetch_licence(
    State(portal): State<Portal>,
    who: Who,
    Json(request): Json<LicenceRequest>,
) -> Result<axum::Json<Outcome>, Refusal> {
    let shared = portal.clone();
    let fetch = move |db: &rusqlite::Transaction<'_>| {
        let consent = valid_consent(db, &who, &request.consent_id)?;
        match waiver(&shared, &consent)?.kind() {
            WaiverKind::Licence | WaiverKind::IssuedOnline => {
                registers::ask(db, &shared, (&who, &consent), &BTreeMap::new())
            }
            WaiverKind::Cancelled
            | WaiverKind::DataCheck
            | WaiverKind::Commitment
            | WaiverKind::DepartmentCheck
            | WaiverKind::Reuse
            | WaiverKind::Deferred
            | WaiverKind::None => Err(consent_required()),
        }
    };
    portal.db.write(fetch).await.map(axum::Json)
}

/// The waiver that the consent was given for.
pub fn waiver(portal: &Portal, consent: &Consent) -> Result<Waiver, Refusal> {
    let item = portal.pack.newest(&consent.request.item)?.ok_or_else(consent_required)?;
    let document = item.document(&consent.request.document).ok_or_else(consent_required)?;
    Ok(document.waiver.clone())
}
