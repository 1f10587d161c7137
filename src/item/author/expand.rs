//! Writes what is shared into an item: `use`, `use_group`, source ids, the department, parameters.
//!
//! Works on JSON, before anything is typed, so that an override is checked like the field that it replaces. Remembers where
//! each expanded place came from: an error in the result is reported where a person can mend it.

use super::shared::Shared;
use super::{AuthorError, Problem};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// From places in a resolved item to places in the authored file, where they differ.
#[derive(Debug, Clone, Default)]
pub struct Origins(BTreeMap<String, String>);

impl Origins {
    /// The place in the file of a place in the resolved item.
    pub fn authored(&self, resolved: &str) -> String {
        let mut end = resolved.len();
        loop {
            if let Some(authored) = self.0.get(&resolved[..end]) {
                return format!("{authored}{}", &resolved[end..]);
            }
            match resolved[..end].rfind(['.', '[']) {
                Some(cut) => end = cut,
                None => return resolved.to_owned(),
            }
        }
    }
}

/// The resolved form of an authored item.
///
/// # Errors
/// Every reference to something shared that is not there.
pub(super) fn expand(file: &str, authored: Value, shared: &Shared) -> Result<(Value, Origins), Vec<AuthorError>> {
    let mut expansion = Expansion { file, shared, origins: Origins::default(), errors: Vec::new() };
    let mut item = authored;
    if let Some(fields) = item.as_object_mut() {
        expansion.department(fields);
        expansion.sources(fields);
        expansion.question_lists(fields);
    }
    expansion.parameters(&mut item, "");
    if expansion.errors.is_empty() {
        Ok((item, expansion.origins))
    } else {
        Err(expansion.errors)
    }
}

struct Expansion<'a> {
    file: &'a str,
    shared: &'a Shared,
    origins: Origins,
    errors: Vec<AuthorError>,
}

impl Expansion<'_> {
    fn unknown(&mut self, path: &str, what: &'static str, id: &str) {
        self.errors.push(AuthorError::new(self.file, path, Problem::Unknown { what, id: id.to_owned() }));
    }

    /// The item's department and those of its parts.
    fn department(&mut self, item: &mut Map<String, Value>) {
        self.department_at(item, "department");
        let parts = item.get_mut("parts").and_then(Value::as_array_mut);
        for (index, part) in parts.into_iter().flatten().enumerate() {
            if let Some(part) = part.as_object_mut() {
                self.department_at(part, &format!("parts[{index}].department"));
            }
        }
    }

    fn department_at(&mut self, fields: &mut Map<String, Value>, path: &str) {
        let Some(Value::String(id)) = fields.get("department") else { return };
        match self.shared.department(id) {
            Some(department) => {
                fields.insert("department".to_owned(), department);
            }
            None => {
                let id = id.clone();
                self.unknown(path, "department", &id);
            }
        }
    }

    fn sources(&mut self, item: &mut Map<String, Value>) {
        let sources = item.get_mut("sources").and_then(Value::as_array_mut);
        for (index, source) in sources.into_iter().flatten().enumerate() {
            let path = format!("sources[{index}]");
            let (id, overrides) = match source {
                Value::String(id) => (id.clone(), Map::new()),
                Value::Object(fields) => match fields.remove("use") {
                    Some(Value::String(id)) => (id, std::mem::take(fields)),
                    _ => continue,
                },
                _ => continue,
            };
            match self.shared.source(&id) {
                Some(shared) => *source = overridden(shared, overrides),
                None => self.unknown(&path, "source", &id),
            }
        }
    }

    fn question_lists(&mut self, item: &mut Map<String, Value>) {
        if let Some(situations) = item.get_mut("situations").and_then(Value::as_array_mut) {
            self.questions(situations, "situations", "situations");
        }
        let pages = item.get_mut("pages").and_then(Value::as_array_mut);
        for (index, page) in pages.into_iter().flatten().enumerate() {
            if let Some(questions) = page.get_mut("questions").and_then(Value::as_array_mut) {
                let path = format!("pages[{index}].questions");
                self.questions(questions, &path, &path);
            }
        }
    }

    /// Expands one list of questions, and the lists inside its groups. `resolved` and `authored` are the list's places.
    fn questions(&mut self, list: &mut Vec<Value>, resolved: &str, authored: &str) {
        for (index, question) in std::mem::take(list).into_iter().enumerate() {
            let written = format!("{authored}[{index}]");
            for mut question in self.expanded(question, &written) {
                let place = format!("{resolved}[{}]", list.len());
                if let Some(rows) = question.pointer_mut("/kind/group/questions").and_then(Value::as_array_mut) {
                    let inside = ".kind.group.questions";
                    self.questions(rows, &format!("{place}{inside}"), &format!("{written}{inside}"));
                }
                if place != written {
                    self.origins.0.insert(place, written.clone());
                }
                list.push(question);
            }
        }
    }

    /// What one authored question stands for.
    fn expanded(&mut self, question: Value, path: &str) -> Vec<Value> {
        let Value::Object(mut fields) = question else { return vec![question] };
        if let Some(Value::String(group)) = fields.get("use_group") {
            let group = group.clone();
            return match self.shared.group(&group) {
                Some(questions) if fields.len() == 1 => questions.to_vec(),
                Some(_) => {
                    let message =
                        "`use_group` stands alone: to override fields, use the questions one by one".to_owned();
                    self.errors.push(AuthorError::new(self.file, path, Problem::Shape { message }));
                    Vec::new()
                }
                None => {
                    self.unknown(path, "group", &group);
                    Vec::new()
                }
            };
        }
        match fields.get("use") {
            Some(Value::String(reference)) => match self.shared.question(reference) {
                Some(shared) => {
                    let shared = shared.clone();
                    fields.remove("use");
                    vec![overridden(&shared, fields)]
                }
                None => {
                    let reference = reference.clone();
                    self.unknown(path, "question", &reference);
                    Vec::new()
                }
            },
            _ => vec![Value::Object(fields)],
        }
    }

    /// Puts numbers in the place of parameters, everywhere in the item: `{"use_parameter": "id"}`, and `{id}` in texts.
    fn parameters(&mut self, value: &mut Value, path: &str) {
        if let Some(Value::String(id)) = value.get("use_parameter") {
            match self.shared.parameter(id) {
                Some(number) if value.as_object().is_some_and(|fields| fields.len() == 1) => *value = number.clone(),
                _ => {
                    let id = id.clone();
                    let place = self.origins.authored(path);
                    self.unknown(&place, "parameter", &id);
                }
            }
            return;
        }
        match value {
            Value::Array(parts) => {
                for (index, part) in parts.iter_mut().enumerate() {
                    self.parameters(part, &format!("{path}[{index}]"));
                }
            }
            Value::Object(fields) => {
                // How the file itself is read is no parameter.
                let is_content = |name: &str| !path.is_empty() || (name != "format" && name != "version");
                for (name, part) in fields.iter_mut().filter(|(name, _)| is_content(name)) {
                    let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    self.parameters(part, &place);
                }
            }
            Value::String(text) => self.parameters_in(text, path),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// `{id}` in a text is the parameter's number, so that words and rules cannot drift apart.
    fn parameters_in(&mut self, text: &mut String, path: &str) {
        while let Some((before, rest)) = text.split_once('{') {
            let Some((id, after)) = rest.split_once('}') else { return };
            let Some(number) = self.shared.parameter(id) else {
                let id = id.to_owned();
                let place = self.origins.authored(path);
                return self.unknown(&place, "parameter", &id);
            };
            let number = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
            *text = format!("{before}{number}{after}");
        }
    }
}

/// The shared thing with some fields replaced; a field that is overridden with null is left out.
fn overridden(shared: &Value, overrides: Map<String, Value>) -> Value {
    let mut out = shared.clone();
    if let Some(fields) = out.as_object_mut() {
        for (name, value) in overrides {
            if value.is_null() {
                fields.remove(&name);
            } else {
                fields.insert(name, value);
            }
        }
    }
    out
}
