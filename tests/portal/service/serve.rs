//! The built app and the item pack as static files.

use super::{Portal, Refusal};
use axum::extract::Request;
use axum::http::{header, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::Router;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use tower::service_fn;
use tower_http::services::ServeDir;

/// A file whose name carries a digest of its content never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Everything else is asked for again, at the cost of a 304.
const ASK_AGAIN: &str = "no-cache";

/// Files of the pack under `/items`, all others from the built app; a page's address gives the app's `index.html`.
pub fn files(portal: &Portal) -> Router {
    let dist = portal.dist.clone();
    let page = service_fn(move |request: Request| page(dist.clone(), request));
    let app = folder(&portal.dist).fallback(page);
    let missing = service_fn(|_: Request| async { Ok::<_, Infallible>(Refusal::not_found().into_response()) });
    let pack = folder(portal.pack.root()).fallback(missing);
    let cached = middleware::from_fn(cache);
    Router::new().nest_service("/items", pack).fallback_service(app).layer(cached)
}

/// The files of a folder, compressed where that was done beforehand. A folder itself is no file.
fn folder(path: &Path) -> ServeDir {
    ServeDir::new(path).precompressed_br().append_index_html_on_directories(false)
}

/// `index.html` for an address of a page; a file that is not there is not found.
async fn page(dist: PathBuf, request: Request) -> Result<Response, Infallible> {
    let names_a_file = Path::new(request.uri().path()).extension().is_some();
    if names_a_file || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(Refusal::not_found().into_response());
    }
    let (mut parts, body) = request.into_parts();
    parts.uri = Uri::from_static("/index.html");
    let mut files = folder(&dist);
    Ok(files.try_call(Request::from_parts(parts, body)).await.map_or_else(
        |error| Refusal::internal(format_args!("files: {error}")).into_response(),
        IntoResponse::into_response,
    ))
}

async fn cache(request: Request, next: Next) -> Response {
    let hashed = request.uri().path().rsplit('/').next().is_some_and(is_hashed);
    let mut response = next.run(request).await;
    let kept = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT);
    let policy = if hashed && kept { FOREVER } else { ASK_AGAIN };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    response
}

/// Trunk puts a digest of at least 12 hex digits after a hyphen: `mianzheng-3f2a91c07be4d5a6_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    name.split('-').skip(1).any(|part| part.bytes().take_while(u8::is_ascii_hexdigit).count() >= 12)
}
