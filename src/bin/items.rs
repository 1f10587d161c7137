//! The item tool for staff.
//!
//! - `items lint`: every check over every item; prints all findings and fails when there is one.
//! - `items pack OUT`: writes the pack as the app and the portal read it.
//! - `items schema [--check]`: writes the JSON Schema of the authored form; with `--check` fails when it is out of date.
//! - `items keep CODE`: keeps the item as it is now among the earlier versions; then it can be changed and counted up.
//! - `items figures`: prints what the county counts by.
//!
//! `--pack DIR` names another pack than `public/items`. Reads and writes files and nothing else; every rule is in the core.

use mianzheng::catalogue;
use mianzheng::item::author::{self, Pack};
use mianzheng::item::lint;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const PACK: &str = "public/items";
const CALENDAR: &str = "public/calendar.json";
const USAGE: &str = "usage: items [--pack DIR] lint | pack OUT | schema [--check] | keep CODE | figures";

/// Why the tool stopped.
enum Stop {
    /// It was called in a way that it does not know.
    Usage,
    /// A file could not be read or written.
    File { path: PathBuf, error: std::io::Error },
    /// The pack is wrong: one line for each mistake.
    Wrong(Vec<String>),
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = match arguments.iter().position(|argument| argument == "--pack") {
        Some(at) if at + 1 < arguments.len() => PathBuf::from(arguments.drain(at..at + 2).nth(1).unwrap_or_default()),
        _ => PathBuf::from(PACK),
    };
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["lint"] => lint(&folder),
        ["pack", out] => pack(&folder, Path::new(out)),
        ["schema"] => write(&folder.join("schema.json"), &schema()),
        ["schema", "--check"] => check_schema(&folder),
        ["keep", code] => keep(&folder, code),
        ["figures"] => figures(&folder),
        _ => Err(Stop::Usage),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{}", stop.text());
            ExitCode::FAILURE
        }
    }
}

fn lint(folder: &Path) -> Result<(), Stop> {
    let pack = read(folder)?;
    let findings = lint::lint(&pack);
    if findings.is_empty() {
        println!("items: {} checks hold over {} items", lint::checks().len(), pack.items.len());
        return Ok(());
    }
    Err(Stop::Wrong(findings.iter().map(|finding| format!("{}/{finding}", folder.display())).collect()))
}

fn pack(folder: &Path, out: &Path) -> Result<(), Stop> {
    let pack = read(folder)?;
    write_json(&out.join("index.json"), &catalogue::index(&pack))?;
    write_json(&out.join("regions.json"), &pack.region)?;
    for file in pack.versions.iter().chain(&pack.items) {
        let name = format!("{}/{}.json", file.item.code, file.item.version);
        write_json(&out.join(name), &file.item)?;
    }
    let calendar = fs::read_to_string(CALENDAR).map_err(Stop::file(Path::new(CALENDAR)))?;
    write(&out.join("calendar.json"), &calendar)
}

fn check_schema(folder: &Path) -> Result<(), Stop> {
    let path = folder.join("schema.json");
    let committed = fs::read_to_string(&path).map_err(Stop::file(&path))?;
    if committed == schema() {
        return Ok(());
    }
    Err(Stop::Wrong(vec![format!("{}: out of date; run `items schema`", path.display())]))
}

fn keep(folder: &Path, code: &str) -> Result<(), Stop> {
    let pack = read(folder)?;
    let file = pack.item(code).ok_or_else(|| Stop::Wrong(vec![format!("items: the pack has no item {code}")]))?;
    let path = folder.join(format!("versions/{code}/{}.json", file.item.version));
    write(&path, &format!("{:#}\n", serde_json::json!(file.item)))?;
    println!("items: kept {}; now change {} and count its version up", path.display(), file.file);
    Ok(())
}

fn figures(folder: &Path) -> Result<(), Stop> {
    for figure in catalogue::figures(&read(folder)?) {
        println!("figure {} {} count", figure.name, figure.value);
    }
    Ok(())
}

fn schema() -> String {
    format!("{:#}\n", author::schema())
}

/// Reads all files of the pack's folder.
fn read(folder: &Path) -> Result<Pack, Stop> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    let place = |error: author::AuthorError| format!("{}/{error}", folder.display());
    author::read(files).map_err(|errors| Stop::Wrong(errors.into_iter().map(place).collect()))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), Stop> {
    for entry in fs::read_dir(folder).map_err(Stop::file(folder))? {
        let path = entry.map_err(Stop::file(folder))?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).map_err(Stop::file(&path))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}

fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), Stop> {
    let text =
        serde_json::to_string(value).map_err(|error| Stop::Wrong(vec![format!("{}: {error}", path.display())]))?;
    write(path, &text)
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Stop::file(folder))?;
    }
    fs::write(path, text).map_err(Stop::file(path))
}

impl Stop {
    fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }

    fn text(&self) -> String {
        match self {
            Self::Usage => USAGE.to_owned(),
            Self::File { path, error } => format!("items: {}: {error}", path.display()),
            Self::Wrong(lines) => lines.join("\n"),
        }
    }
}
