//! The item pack on disk, as the app is served it: one file an item and version.

use super::Refusal;
use mianzheng::ident::Calendar;
use mianzheng::item::Item;
use std::path::{Path, PathBuf};

/// The pack's folder. Files are read when they are asked for, so that a changed item needs no restart.
#[derive(Debug)]
pub struct Pack {
    root: PathBuf,
}

impl Pack {
    /// The pack in this folder.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The item of this code as it was in this version; nothing if it never existed.
    pub fn item(&self, code: &str, version: u32) -> Result<Option<Item>, Refusal> {
        if !is_code(code) {
            return Ok(None);
        }
        read_item(&self.root.join(code).join(format!("{version}.json")))
    }

    /// The newest version of the item with this code.
    pub fn newest(&self, code: &str) -> Result<Option<Item>, Refusal> {
        if !is_code(code) {
            return Ok(None);
        }
        let Ok(files) = std::fs::read_dir(self.root.join(code)) else {
            return Ok(None);
        };
        let version_of = |path: &Path| path.file_stem()?.to_str()?.parse::<u32>().ok();
        let paths = files.filter_map(|file| file.ok().map(|file| file.path()));
        match paths.max_by_key(|path| version_of(path)) {
            Some(path) => read_item(&path),
            None => Ok(None),
        }
    }

    /// The announced working days; without the file, Monday to Friday.
    pub fn calendar(&self) -> Calendar {
        let text = std::fs::read_to_string(self.root.join("calendar.json")).unwrap_or_default();
        Calendar::from_json(&text).unwrap_or_else(|_| Calendar::empty())
    }
}

/// Codes are opaque, but none of them walks through folders.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn read_item(path: &Path) -> Result<Option<Item>, Refusal> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Refusal::internal(format_args!("item pack: {error}"))),
    };
    serde_json::from_str(&text).map(Some).map_err(|error| Refusal::internal(format_args!("item pack: {error}")))
}
