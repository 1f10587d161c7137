//! The authored form of a pack: what staff write, read strictly and resolved into [`Item`]s.
//!
//! A pack is a folder: one file an item below its department's folder, and `shared/` with what several items use. Authored
//! items differ from resolved ones in four ways only: a question may be `{"use": "applicant.name", …}` or
//! `{"use_group": "applicant"}`, a source its id or `{"use": "id", …}`, the department its id, and a number
//! `{"use_parameter": "id"}` (in texts `{id}`). Everything else is [`Item`], and an unknown field anywhere is an error.
//!
//! Every error names the file and the place in the JSON **as it was written**. Nothing here reads a file: texts are handed
//! in. What the items mean is not judged here; that is [`lint`](super::lint).

mod error;
mod expand;
mod json;
mod schema;
mod shared;

pub use error::{AuthorError, Problem};
pub use expand::Origins;
pub use schema::schema;
pub use shared::{Parameter, SharedDepartment, SharedTheme};

use super::Item;
use crate::catalogue::Region;
use error::{parse_json, parse_strictly};
use serde_json::Value;
use shared::Shared;

/// A pack, read and resolved.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The items, in the order of departments and then of file names.
    pub items: Vec<ItemFile>,
    /// Resolved earlier versions of items, which drafts and applications may still stand on.
    pub versions: Vec<ItemFile>,
    /// Departments, in the order in which they are listed.
    pub departments: Vec<SharedDepartment>,
    /// Themes (人生大事), in the order in which they are shown.
    pub themes: Vec<SharedTheme>,
    /// The site's region with everything in it.
    pub region: Region,
}

/// An item with where it stands.
#[derive(Debug, Clone)]
pub struct ItemFile {
    /// Path of the file, below the pack's folder.
    pub file: String,
    /// The resolved item.
    pub item: Item,
    /// From places in the resolved item to places in the file.
    pub origins: Origins,
}

/// Reads a pack from its files: paths below the pack's folder with `/` between names, and their texts.
///
/// # Errors
/// Everything that is wrong in any file, in the order of files.
pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Pack, Vec<AuthorError>> {
    let mut files: Vec<(String, String)> = files.into_iter().filter(|(path, _)| is_part(path)).collect();
    files.sort();
    let mut errors = Vec::new();
    let shared = Shared::read(&files, &mut errors);
    let mut items = Vec::new();
    let mut versions = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("shared/")) {
        let read = match path.starts_with("versions/") {
            true => read_version(path, text).map(|file| versions.push(file)),
            false => read_item(path, text, &shared).map(|file| items.push(file)),
        };
        errors.extend(read.err().unwrap_or_default());
    }
    let Shared { departments, themes, region: Some(region), .. } = shared else { return Err(errors) };
    if !errors.is_empty() {
        return Err(errors);
    }
    let place = |file: &ItemFile| departments.iter().position(|listed| listed.id == file.item.department.id);
    items.sort_by_key(|file| (place(file), file.file.clone()));
    Ok(Pack { items, versions, departments, themes, region })
}

/// The schema is made, not read; whatever is no JSON is none of the pack's business.
fn is_part(path: &str) -> bool {
    path.ends_with(".json") && path != "schema.json"
}

fn read_item(path: &str, text: &str, shared: &Shared) -> Result<ItemFile, Vec<AuthorError>> {
    let authored = parse_json(path, text).map_err(|error| vec![error])?;
    let (resolved, origins) = expand::expand(path, authored, shared)?;
    let item = item_from(path, resolved, &origins)?;
    Ok(ItemFile { file: path.to_owned(), item, origins })
}

fn read_version(path: &str, text: &str) -> Result<ItemFile, Vec<AuthorError>> {
    let origins = Origins::default();
    let resolved = parse_json(path, text).map_err(|error| vec![error])?;
    let item = item_from(path, resolved, &origins)?;
    Ok(ItemFile { file: path.to_owned(), item, origins })
}

fn item_from(path: &str, resolved: Value, origins: &Origins) -> Result<Item, Vec<AuthorError>> {
    parse_strictly(path, resolved).map_err(|error| vec![error.placed(origins)])
}

impl Pack {
    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&ItemFile> {
        self.items.iter().find(|file| file.item.code == code)
    }
}

impl ItemFile {
    /// A place in the resolved item, as it stands in the file.
    pub fn place(&self, resolved: &str) -> String {
        self.origins.authored(resolved)
    }
}
