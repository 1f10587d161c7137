//! Holds the whole tree to the rules that no compiler knows: how a Rust file opens and how long it may be, that the
//! documents name paths that exist, and that nothing names a machine or a package registry. It looks at the files that
//! git tracks and never at what a build leaves behind.

use std::path::Path;
use std::process::Command;

/// The most lines a Rust file may have; a longer one holds more than one idea.
const MAX_LINES: usize = 400;

/// Rust files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Top folders of an absolute path that names somebody's machine.
const MACHINE_FOLDERS: &[&str] = &["work", "root", "home", "mnt", "tmp", "opt", "Users"];

/// Hosts that the package clients know by their own settings.
const REGISTRY_HOSTS: &[&str] = &[
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "registry.npmmirror.com",
    "pypi.org",
    "files.pythonhosted.org",
    "crates.io",
    "index.crates.io",
    "static.crates.io",
    "static.rust-lang.org",
    "deb.debian.org",
];

/// Folders at the root whose paths the documents may name; what a build makes (`dist/`, `target/`) is not among them.
const ROOMS: &[&str] = &["src", "tests", "script", "public", "style", ".ci", "docs", "benches"];

/// A tracked file: its path from the root, and its text where it is text.
struct Tracked {
    path: String,
    text: Option<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tracked() -> Vec<Tracked> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git can be started");
    assert!(listed.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&listed.stderr));
    String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|path| root().join(path).is_file())
        .map(|path| Tracked { path: path.to_owned(), text: std::fs::read_to_string(root().join(path)).ok() })
        .collect()
}

fn tracked_rust() -> Vec<(String, String)> {
    tracked().into_iter().filter(|file| file.path.ends_with(".rs")).filter_map(|f| Some((f.path, f.text?))).collect()
}

/// Fails with all findings at once, one a line, under the rule that they break.
#[track_caller]
fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

/// Every line that `is_wrong`, as `path:line: text`.
fn wrong_lines(file: &Tracked, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = file.text.as_deref().unwrap_or_default().lines().enumerate();
    lines
        .filter(|(_, line)| is_wrong(line))
        .map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim().chars().take(100).collect::<String>()))
        .collect()
}

fn names_a_machine(line: &str) -> bool {
    MACHINE_FOLDERS.iter().any(|folder| {
        let path = format!("/{folder}/");
        line.match_indices(&path).any(|(at, _)| {
            // `src/work/` and `example.org/home/` are no absolute paths.
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && !"._-})/$*".contains(c))
        })
    })
}

fn names_a_registry(line: &str) -> bool {
    REGISTRY_HOSTS
        .iter()
        .any(|host| line.contains(&format!("http://{host}")) || line.contains(&format!("https://{host}")))
}

/// What stands between single backticks in a Markdown text, code blocks left out.
fn code_words(markdown: &str) -> Vec<&str> {
    let outside_blocks = markdown.split("```").step_by(2);
    outside_blocks.flat_map(|text| text.split('`').skip(1).step_by(2)).collect()
}

/// Whether a word of a document means a path of this repository, so that it has to exist.
fn is_repository_path(word: &str) -> bool {
    let is_pattern = word.chars().any(|c| c.is_whitespace() || "*<>{}$|:()\"".contains(c));
    let in_a_room = word.split_once('/').is_some_and(|(first, _)| ROOMS.contains(&first));
    let at_the_root = !word.contains('/') && [".md", ".toml", ".html"].iter().any(|end| word.ends_with(end));
    !is_pattern && (in_a_room || at_the_root)
}

#[test]
fn every_rust_file_opens_with_what_it_is_for() {
    let silent: Vec<_> =
        tracked_rust().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert_none("a Rust file opens with `//!`", &silent);
}

#[test]
fn no_rust_file_holds_more_than_one_idea() {
    let long: Vec<_> = tracked_rust()
        .into_iter()
        .filter(|(path, _)| LONG_FILES.iter().all(|(allowed, _)| allowed != path))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(&format!("a Rust file has at most {MAX_LINES} lines"), &long);
}

#[test]
fn every_exception_is_still_needed() {
    let files = tracked_rust();
    let needed = |path: &str| files.iter().any(|(at, text)| at == path && text.lines().count() > MAX_LINES);
    let idle: Vec<_> = LONG_FILES.iter().filter(|(path, _)| !needed(path)).map(|(path, _)| path.to_string()).collect();
    assert_none("a file in LONG_FILES is longer than the limit", &idle);
}

#[test]
fn no_file_names_a_path_of_a_machine() {
    let found: Vec<_> = tracked().iter().flat_map(|file| wrong_lines(file, names_a_machine)).collect();
    assert_none("no file names an absolute path of a machine", &found);
}

#[test]
fn no_file_names_a_package_registry() {
    let found: Vec<_> = tracked()
        .iter()
        // Cargo writes the name of its index there by itself.
        .filter(|file| file.path != "Cargo.lock")
        .flat_map(|file| wrong_lines(file, names_a_registry))
        .collect();
    assert_none("registries are left to the clients' own settings", &found);
}

#[test]
fn the_npm_lock_file_holds_no_addresses() {
    let lock = std::fs::read_to_string(root().join("package-lock.json")).expect("package-lock.json is there");
    assert!(!lock.contains("\"resolved\""), "package-lock.json holds addresses; .npmrc leaves them out: npm install");
}

#[test]
fn every_path_that_the_documents_name_exists() {
    let mut missing = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md"] {
        let text = std::fs::read_to_string(root().join(document)).unwrap_or_else(|_| panic!("{document} is missing"));
        let words = code_words(&text).into_iter().filter(|word| is_repository_path(word));
        missing.extend(words.filter(|word| !root().join(word).exists()).map(|word| format!("{document}: `{word}`")));
    }
    assert_none("a path named in a document exists", &missing);
}
