//! The JSON Schema of the authored form (draft 2020-12), made from the types that read it, so that an editor completes and
//! checks what the tool will accept.
//!
//! The resolved form comes from the types; what authors may write instead (see [`author`](super)) is put around it here.

use super::shared::{Parameter, SharedDepartment, SharedTheme};
use crate::catalogue::Region;
use crate::item::Item;
use schemars::generate::SchemaSettings;
use serde_json::{json, Map, Value};

/// The schema of an item file. The shared files have theirs among its `$defs`: `SharedQuestions`, `SharedSources`,
/// `SharedDepartments`, `SharedThemes`, `SharedParameters` and `SharedRegions`.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let lists = [
        ("SharedDepartments", generator.subschema_for::<Vec<SharedDepartment>>()),
        ("SharedThemes", generator.subschema_for::<Vec<SharedTheme>>()),
        ("SharedParameters", generator.subschema_for::<Vec<Parameter>>()),
        ("SharedRegions", generator.subschema_for::<Region>()),
    ];
    let mut root = generator.into_root_schema_for::<Item>().to_value();
    let defs = root.get_mut("$defs").and_then(Value::as_object_mut);
    if let Some(defs) = defs {
        allow_use(defs);
        defs.extend(lists.map(|(name, schema)| (name.to_owned(), schema.to_value())));
    }
    allow_parameters(&mut root);
    // These two are never a parameter: they say how the file itself is read.
    for name in ["format", "version"] {
        if let Some(property) = root["properties"].get_mut(name) {
            *property = property["anyOf"][0].take();
        }
    }
    root["title"] = json!("Item (事项), as staff write it");
    root
}

/// Questions, sources and departments that are referred to instead of written out.
fn allow_use(defs: &mut Map<String, Value>) {
    for name in ["Question", "Source"] {
        let own = defs.remove(name).unwrap_or_default();
        defs.insert(format!("Used{name}"), used(&own));
        defs.insert(format!("Own{name}"), own);
    }
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let has = |name: &str| json!({ "required": [name], "type": "object" });
    defs.insert(
        "Question".to_owned(),
        json!({
            "if": has("use"),
            "then": reference("UsedQuestion"),
            "else": { "if": has("use_group"), "then": reference("UsedGroup"), "else": reference("OwnQuestion") },
        }),
    );
    defs.insert(
        "UsedGroup".to_owned(),
        json!({
            "description": "All questions of a group in shared/questions.json.",
            "type": "object",
            "properties": { "use_group": { "type": "string" } },
            "required": ["use_group"],
            "additionalProperties": false,
        }),
    );
    defs.insert(
        "Source".to_owned(),
        json!({
            "if": { "type": "string" },
            "then": { "description": "The id of a source in shared/sources.json.", "type": "string" },
            "else": { "if": has("use"), "then": reference("UsedSource"), "else": reference("OwnSource") },
        }),
    );
    defs.insert(
        "Department".to_owned(),
        json!({ "description": "The id of a department in shared/departments.json.", "type": "string" }),
    );
    defs.insert(
        "SharedQuestions".to_owned(),
        json!({ "type": "object", "additionalProperties": { "type": "array", "items": reference("OwnQuestion") } }),
    );
    defs.insert("SharedSources".to_owned(), json!({ "type": "array", "items": reference("OwnSource") }));
}

/// A shared thing with any of its fields replaced, or taken off with null.
fn used(own: &Value) -> Value {
    let mut properties = Map::new();
    let name =
        json!({ "type": "string", "description": "What is used: `group.name` for a question, the id for a source." });
    properties.insert("use".to_owned(), name);
    for (name, schema) in own["properties"].as_object().into_iter().flatten() {
        properties.insert(name.clone(), json!({ "anyOf": [schema, { "type": "null" }] }));
    }
    json!({
        "description": "A shared one; the other fields replace its own, null takes one off.",
        "type": "object",
        "properties": properties,
        "required": ["use"],
        "additionalProperties": false,
    })
}

/// Wherever a number stands, a parameter may.
fn allow_parameters(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(allow_parameters);
            let is_number = fields.get("type").is_some_and(|kind| kind == "integer");
            let is_decimal =
                fields.get("description").is_some_and(|text| text == "An exact decimal number with up to four places");
            if is_number || is_decimal {
                let number = std::mem::take(schema);
                *schema = json!({ "anyOf": [number, used_parameter()] });
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(allow_parameters),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn used_parameter() -> Value {
    json!({
        "description": "A number in shared/parameters.json.",
        "type": "object",
        "properties": { "use_parameter": { "type": "string" } },
        "required": ["use_parameter"],
        "additionalProperties": false,
    })
}
