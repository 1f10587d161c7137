//! What several items use: questions, sources, departments, themes, parameters and the site's regions.

use super::error::{parse_json, parse_strictly};
use super::{AuthorError, Problem};
use crate::catalogue::Region;
use crate::item::{Question, Source, Text};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A department that items can name by its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedDepartment {
    /// The name of its folder.
    pub id: String,
    /// Its official name.
    pub name: Text,
}

/// A theme (人生大事) that items stand under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedTheme {
    /// English snake case.
    pub id: String,
    /// What it is called: 退休养老.
    pub name: Text,
}

/// A number that the county sets and may change: an age, an amount, a number of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// English snake case.
    pub id: String,
    /// What it is.
    pub name: Text,
    /// The number; a whole one stands as a number, a decimal one as text.
    pub value: Value,
    /// Whether the county has still to confirm it.
    #[serde(default)]
    pub to_confirm: bool,
}

/// The pack's `shared` folder. Questions and sources stay JSON, so that an item can override fields of them.
pub(super) struct Shared {
    questions: BTreeMap<String, Vec<Value>>,
    sources: BTreeMap<String, Value>,
    parameters: BTreeMap<String, Value>,
    pub departments: Vec<SharedDepartment>,
    pub themes: Vec<SharedTheme>,
    pub region: Option<Region>,
}

impl Shared {
    /// Reads the folder. What cannot be read is reported and left empty, so that the items can still be looked through.
    pub fn read(files: &[(String, String)], errors: &mut Vec<AuthorError>) -> Self {
        let mut folder = Folder { files, errors };
        let parameters: Vec<Parameter> = folder.list("shared/parameters.json");
        Self {
            questions: folder.questions(),
            sources: folder.sources(),
            parameters: parameters.into_iter().map(|parameter| (parameter.id, parameter.value)).collect(),
            departments: folder.list("shared/departments.json"),
            themes: folder.list("shared/themes.json"),
            region: folder.parsed("shared/regions.json"),
        }
    }

    /// The shared question that `group.name` refers to: the one whose id is `group_name`.
    pub fn question(&self, reference: &str) -> Option<&Value> {
        let (group, name) = reference.split_once('.')?;
        let id = format!("{group}_{name}");
        self.questions.get(group)?.iter().find(|question| question["id"] == id)
    }

    /// The questions of a group.
    pub fn group(&self, group: &str) -> Option<&[Value]> {
        self.questions.get(group).map(Vec::as_slice)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Value> {
        self.sources.get(id)
    }

    /// The value of a parameter.
    pub fn parameter(&self, id: &str) -> Option<&Value> {
        self.parameters.get(id)
    }

    /// The department with this id, as it stands in a resolved item.
    pub fn department(&self, id: &str) -> Option<Value> {
        let department = self.departments.iter().find(|department| department.id == id)?;
        serde_json::to_value(department).ok()
    }
}

/// The shared files while they are read.
struct Folder<'a> {
    files: &'a [(String, String)],
    errors: &'a mut Vec<AuthorError>,
}

impl Folder<'_> {
    fn value(&mut self, path: &str) -> Option<Value> {
        let Some((_, text)) = self.files.iter().find(|(file, _)| file == path) else {
            self.errors.push(AuthorError::new(path, "", Problem::MissingFile));
            return None;
        };
        parse_json(path, text).map_err(|error| self.errors.push(error)).ok()
    }

    fn parsed<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let value = self.value(path)?;
        parse_strictly(path, value).map_err(|error| self.errors.push(error)).ok()
    }

    fn list<T: DeserializeOwned>(&mut self, path: &str) -> Vec<T> {
        self.parsed(path).unwrap_or_default()
    }

    /// Groups of questions. Each is also read strictly on its own, so that a mistake is reported here and not in every item.
    fn questions(&mut self) -> BTreeMap<String, Vec<Value>> {
        let path = "shared/questions.json";
        let Some(value) = self.value(path) else { return BTreeMap::new() };
        let typed: BTreeMap<String, Vec<Question>> = match parse_strictly(path, value.clone()) {
            Ok(typed) => typed,
            Err(error) => {
                self.errors.push(error);
                return BTreeMap::new();
            }
        };
        for (group, questions) in &typed {
            for (index, question) in questions.iter().enumerate() {
                if !question.id.strip_prefix(group.as_str()).is_some_and(|rest| rest.starts_with('_')) {
                    let problem = Problem::ForeignId { group: group.clone(), id: question.id.clone() };
                    self.errors.push(AuthorError::new(path, format!("{group}[{index}].id"), problem));
                }
            }
        }
        serde_json::from_value(value).unwrap_or_default()
    }

    fn sources(&mut self) -> BTreeMap<String, Value> {
        let path = "shared/sources.json";
        let Some(value) = self.value(path) else { return BTreeMap::new() };
        let typed: Vec<Source> = match parse_strictly(path, value.clone()) {
            Ok(typed) => typed,
            Err(error) => {
                self.errors.push(error);
                return BTreeMap::new();
            }
        };
        let values: Vec<Value> = serde_json::from_value(value).unwrap_or_default();
        let mut sources = BTreeMap::new();
        for (index, (source, value)) in typed.into_iter().zip(values).enumerate() {
            if sources.contains_key(&source.id) {
                let problem = Problem::Twice { what: "source", id: source.id.clone() };
                self.errors.push(AuthorError::new(path, format!("[{index}].id"), problem));
            }
            sources.insert(source.id, value);
        }
        sources
    }
}
