//! What a pack is broken with.

use serde_json::{json, Value};

/// Replaces what is there.
pub fn set(item: &mut Value, place: &str, value: Value) {
    *item.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value;
}

/// Adds a field to an object or an element to a list.
pub fn add(item: &mut Value, place: &str, name: &str, value: Value) {
    match item.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) {
        Value::Object(fields) => {
            fields.insert(name.to_owned(), value);
        }
        Value::Array(list) => list.push(value),
        _ => panic!("{place} holds something"),
    }
}

/// A question that may be left out.
pub fn question(id: &str, kind: Value) -> Value {
    json!({ "id": id, "label": { "zh": "问题", "en": "Question" }, "kind": kind, "presence": "optional" })
}

/// A rule.
pub fn check(id: &str, when: Value, at: &str, severity: &str) -> Value {
    json!({ "id": id, "when": when, "at": at, "severity": severity, "message": { "zh": "请看一下", "en": "Look" } })
}

/// An entry of the names that changed.
pub fn renamed(what: Value, from: &str, to: &str) -> Value {
    json!({ "since": 1, "what": what, "from": from, "to": to })
}

/// A list of uses of water, with one kind to choose.
pub fn uses(kind: &str) -> Value {
    let option = |id: &str| json!({ "id": id, "label": { "zh": "这一种", "en": "This one" } });
    let kind = question("use_kind", json!({ "choice": { "options": [option(kind), option("shop")] } }));
    let number = question("use_number", json!({ "integer": { "min": 1, "max": 9 } }));
    let row = json!({ "zh": "用水", "en": "Use" });
    question("uses", json!({ "group": { "row": row, "max_rows": 5, "questions": [kind, number] } }))
}
