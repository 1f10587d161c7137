//! The list of the contract's routes, one file a resource.

pub mod applications;
pub mod attachments;
pub mod checks;
pub mod consents;
pub mod hand_overs;
pub mod licences;
pub mod people;
pub mod survey_slots;
pub mod time;
pub mod utility_accounts;

use super::{openapi, Portal};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// All routes of the contract with their description, without the base path.
pub fn contract() -> OpenApiRouter<Portal> {
    OpenApiRouter::with_openapi(openapi::Head::openapi())
        .merge(people::router())
        .merge(time::router())
        .merge(consents::router())
        .merge(licences::router())
        .merge(checks::router())
        .merge(attachments::router())
        .merge(applications::router())
        .merge(survey_slots::router())
        .merge(utility_accounts::router())
        .merge(hand_overs::router())
}
