//! The committed document. Every answer that any test gets is held against it, so that contract and portal cannot drift.

use crate::harness::Answer;
use crate::service::BASE;
use jsonschema::Validator;
use serde_json::{json, Value};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The text of the document.
pub const TEXT: &str = include_str!("../openapi.json");
/// What an operation can be.
pub const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).expect("JSON"));
/// Validators by the JSON text of their schema: making one takes longer than a test.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// Panics when the contract does not know this status, media type or shape at this address. An address or a method that
/// the contract does not know at all is the router's to refuse.
pub fn hold(method: &str, path: &str, answer: &Answer) {
    let Some(operation) = operation(method, path) else { return };
    let place = format!("{method} {path} {}", answer.status);
    let response = &operation["responses"][answer.status.as_str()];
    assert!(response.is_object(), "{place} is not in the document");
    let Some(content) = response["content"].as_object() else {
        assert!(answer.body.is_empty(), "{place} has a body that is not in the document");
        return;
    };
    let media_type = answer.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let described = content.get(media_type).unwrap_or_else(|| panic!("{place}: {media_type} is not in the document"));
    if media_type.ends_with("json") {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{place}: {error}"));
        let problems: Vec<_> =
            validator(&described["schema"]).iter_errors(&body).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{place}: {problems:?} in {body}");
    }
}

/// The operation of an address; fixed parts go before parameters, as in the router.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path = path.strip_prefix(BASE)?.split('?').next()?;
    let paths = DOCUMENT["paths"].as_object()?;
    let fits = |template: &String| {
        let same = |(part, given): (&str, &str)| part.starts_with('{') || part == given;
        template.matches('/').count() == path.matches('/').count() && template.split('/').zip(path.split('/')).all(same)
    };
    let found =
        paths.iter().filter(|(template, _)| fits(template)).min_by_key(|(template, _)| template.matches('{').count());
    found?.1.get(method.to_ascii_lowercase())
}

fn validator(schema: &Value) -> Arc<Validator> {
    let key = schema.to_string();
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let whole = json!({ "allOf": [schema], "components": DOCUMENT["components"] });
        Arc::new(jsonschema::draft202012::new(&whole).expect("a schema"))
    };
    validators.entry(key).or_insert_with(make).clone()
}
