//! The JSON Schema of the authored form.

use serde_json::Value;

/// The schema.
pub fn schema() -> Value {
    Value::Null
}
