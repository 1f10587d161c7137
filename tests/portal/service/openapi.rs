//! The contract as an OpenAPI 3.1 document, made from the routes and the types. `tests/portal/openapi.json` is its
//! committed form.

use super::routes;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, OpenApiVersion, Ref, RefOr, Response};
use utoipa::{Modify, ToSchema};

const PROBLEM: &str = "application/problem+json";

/// What stands above the routes.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "政务服务门户",
        version = "1.0.0",
        description = "The contract between the app and the portal behind it. Items are no part of it: they are the static item pack.\n\nErrors are problem details (RFC 9457) with a stable `type`. Moments are RFC 3339 in UTC, dates are `YYYY-MM-DD`, identifiers are text.",
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/api/v1")),
    security(("session" = [])),
    components(schemas(mianzheng::portal::Problem)),
    tags(
        (name = "people", description = "Signing in and out."),
        (name = "time", description = "The portal's clock."),
        (name = "consents", description = "授权: what a citizen agreed to."),
        (name = "registers", description = "电子证照 and 数据核验: what registers answer under a consent."),
        (name = "attachments", description = "Photographs and files, as a last resort."),
        (name = "applications", description = "办件: submitted exactly once, followed to the end."),
        (name = "parts", description = "The parts of a joint application (联合报装): each is one company's."),
        (name = "survey", description = "联合踏勘: one appointment for all companies, on site or by video."),
        (name = "survey-slots", description = "When surveys can be held."),
        (name = "utility-accounts", description = "户号: whether an account at a utility can be transferred."),
        (name = "hand-overs", description = "Encrypted drafts on their way to another device."),
    ),
    modifiers(&SessionScheme)
)]
pub struct Head;

struct SessionScheme;

impl Modify for SessionScheme {
    fn modify(&self, document: &mut OpenApi) {
        let bearer =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("The token of a session.")).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::Http(bearer));
    }
}

/// The whole document.
pub fn document() -> OpenApi {
    let mut document = routes::contract().into_openapi();
    document.openapi = OpenApiVersion::Version31;
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch];
        operations.into_iter().flatten().for_each(complete);
    }
    document
}

/// The document's text as it is committed: pretty, with a line break at its end.
pub fn text() -> Result<String, serde_json::Error> {
    document().to_pretty_json().map(|text| text + "\n")
}

/// Handlers describe only the refusals that are their own; this adds those that every operation has, and says of all
/// that they are problems.
fn complete(operation: &mut Operation) {
    let mut common =
        vec![("400", "The request is not of the contract's form."), ("500", "Something in the portal failed.")];
    if operation.security.is_none() {
        common.push(("401", "Nobody is signed in, or the session has ended."));
    }
    if operation.request_body.is_some() {
        common.push(("413", "Too large."));
        common.push(("415", "A body of another media type."));
    }
    common.push(("503", "The portal cannot answer now."));
    for (status, description) in common {
        let response = || RefOr::T(Response::new(description));
        operation.responses.responses.entry(status.to_owned()).or_insert_with(response);
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if status.starts_with(['4', '5']) && response.content.is_empty() {
            let schema = Ref::from_schema_name(mianzheng::portal::Problem::name());
            response.content.insert(PROBLEM.to_owned(), RefOr::T(Content::new(Some(schema))));
        }
    }
}
