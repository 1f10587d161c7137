//! Applications (办件): submitted, followed, supplemented, withdrawn and rated.

mod claims;
mod follow;
mod read;
mod submit;

use crate::service::Portal;
use utoipa_axum::router::OpenApiRouter;

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().merge(submit_and_list()).merge(read::router()).merge(follow::router())
}

/// Two methods of one address belong to one router.
fn submit_and_list() -> OpenApiRouter<Portal> {
    use utoipa_axum::routes;
    OpenApiRouter::new()
        .routes(routes!(submit::submit_application, read::list_applications))
        .layer(axum::extract::DefaultBodyLimit::max(submit::MOST_BYTES))
}
