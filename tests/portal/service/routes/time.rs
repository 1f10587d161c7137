//! The portal's time.

use crate::service::extract::{bearer, session};
use crate::service::{Portal, Refusal};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::Json;
use mianzheng::portal::ServerTime;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(read_time))
}

/// What the portal's clock says
///
/// Time limits and validity are judged by this clock, not by the device's.
#[utoipa::path(
    get,
    path = "/time",
    operation_id = "readTime",
    tag = "time",
    security((), ("session" = [])),
    responses((status = 200, description = "The time.", body = ServerTime))
)]
async fn read_time(State(portal): State<Portal>, headers: HeaderMap) -> Result<Json<ServerTime>, Refusal> {
    let who = match bearer(&headers) {
        Some(token) => session(&portal, token).await?,
        None => None,
    };
    let now = who.map_or_else(|| portal.clock.now(""), |who| who.now);
    Ok(Json(ServerTime { now }))
}
