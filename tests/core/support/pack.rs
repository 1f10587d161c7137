//! Packs from disk and from memory.

use mianzheng::item::author::{self, AuthorError, Pack};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of the project.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All JSON files below a folder: paths below it, and texts.
pub fn files(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The pack that the project ships.
pub fn shipped() -> Pack {
    read(files(&folder("public/items")))
}

/// A pack that can be read.
pub fn read(files: Vec<(String, String)>) -> Pack {
    author::read(files).unwrap_or_else(|errors| panic!("{}", lines(&errors)))
}

/// What is wrong with a pack that cannot be read, line by line.
pub fn errors(files: Vec<(String, String)>) -> String {
    lines(&author::read(files).err().unwrap_or_default())
}

fn lines(errors: &[AuthorError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

/// A small pack without a finding: one item that has one of most things, and two shared groups.
pub fn small() -> Vec<(String, String)> {
    files(&folder("tests/core/data/small-pack"))
}

/// The small pack with one of its files changed.
pub fn small_with(file: &str, change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut files = small();
    let (_, text) = files.iter_mut().find(|(path, _)| path == file).unwrap();
    let mut value: Value = serde_json::from_str(text).unwrap();
    change(&mut value);
    *text = value.to_string();
    files
}

/// Compares with a committed file. `BLESS=1` writes it instead: only whoever changed it on purpose does that.
pub fn golden(name: &str, actual: &str) {
    let path = folder("tests/core/golden").join(name);
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(&path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs; look at the difference, then run with BLESS=1:\n{actual}", path.display());
}
