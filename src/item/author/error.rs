//! What is wrong in a pack's file, and where.

use super::json::Strict;
use super::Origins;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// Something wrong in one file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorError {
    /// The file, below the pack's folder.
    pub file: String,
    /// The place in the JSON: `pages[2].questions[1].kind`. Empty for the whole file.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file is no JSON, or a key stands twice in an object.
    Json {
        /// What the reader says, with line and column.
        message: String,
    },
    /// A field is unknown, missing, or of another kind than it should be.
    Shape {
        /// What the reader says.
        message: String,
    },
    /// Something shared is referred to that is not there.
    Unknown {
        /// What it should have been: `question`, `group`, `source`, `department`, `parameter`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A shared file is missing.
    MissingFile,
    /// Two shared things have one id.
    Twice {
        /// What it is.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A shared question's id does not begin with its group's.
    ForeignId {
        /// The group.
        group: String,
        /// The question's id.
        id: String,
    },
}

impl AuthorError {
    pub(super) fn new(file: &str, path: impl Into<String>, problem: Problem) -> Self {
        Self { file: file.to_owned(), path: path.into(), problem }
    }

    /// With its place as it stands in the file.
    pub(super) fn placed(mut self, origins: &Origins) -> Self {
        self.path = origins.authored(&self.path);
        self
    }
}

impl fmt::Display for AuthorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { message } => write!(f, "not strict JSON: {message}"),
            Self::Shape { message } => f.write_str(message),
            Self::Unknown { what, id } => write!(f, "there is no shared {what} `{id}`"),
            Self::MissingFile => f.write_str("the pack has no such file"),
            Self::Twice { what, id } => write!(f, "the {what} `{id}` is there twice"),
            Self::ForeignId { group, id } => {
                write!(f, "the id `{id}` of a question in `{group}` must begin with `{group}_`")
            }
        }
    }
}

impl std::error::Error for AuthorError {}

/// Reads a file as JSON of any shape.
pub(super) fn parse_json(file: &str, text: &str) -> Result<Value, AuthorError> {
    let strict: Result<Strict, _> = serde_json::from_str(text);
    strict
        .map(|Strict(value)| value)
        .map_err(|error| AuthorError::new(file, "", Problem::Json { message: error.to_string() }))
}

/// Reads a value as what it should be; the error says where it is not.
pub(super) fn parse_strictly<T: DeserializeOwned>(file: &str, value: Value) -> Result<T, AuthorError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        AuthorError::new(file, path, Problem::Shape { message: error.into_inner().to_string() })
    })
}
