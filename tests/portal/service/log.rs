//! The log: method, route, status and milliseconds. Never an address with a number in it, a name, a token or a body.

use super::clock::Stopwatch;
use super::state::Log;
use super::Portal;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

/// Writes one line for each request of the contract or of the controls; files of the app are not logged.
pub async fn requests(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if portal.log == Log::Faults {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let path = request.uri().path();
    let api = path.starts_with("/api") || path.starts_with("/_reference");
    let route = request.extensions().get::<MatchedPath>().map(|matched| matched.as_str().to_owned());
    let watch = Stopwatch::start();
    let response = next.run(request).await;
    if api {
        let route = route.as_deref().unwrap_or("(no route)");
        eprintln!("{method} {route} {} {} ms", response.status().as_u16(), watch.ms());
    }
    response
}
