//! Applications (办件): submitted, followed, supplemented, withdrawn and rated, as a whole and in their parts.

mod claims;
mod follow;
mod parts;
mod read;
mod submit;
mod supplement;
mod survey;

use crate::service::Portal;
use utoipa_axum::router::OpenApiRouter;

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .merge(submit_and_list())
        .merge(read::router())
        .merge(follow::router())
        .merge(supplement::router())
        .merge(parts::router())
        .merge(survey::router())
}

/// Two methods of one address belong to one router.
fn submit_and_list() -> OpenApiRouter<Portal> {
    use utoipa_axum::routes;
    OpenApiRouter::new()
        .routes(routes!(submit::submit_application, read::list_applications))
        .layer(axum::extract::DefaultBodyLimit::max(submit::MOST_BYTES))
}
