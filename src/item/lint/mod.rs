//! The lint over a pack: small named checks, each of one idea, run over all items at once.
//!
//! Reading ([`author`](super::author)) holds the form; the lint holds what the form cannot say: that references lead
//! somewhere, that every person can finish, that no failed waiver is a dead end, that words are there in every language.
//! Every finding names the file, the place as it was written, and what to do. Nothing here is a matter of taste: what the
//! lint reports stops a release.

mod conditions;
mod dates;
mod helpers;
mod ids;
mod pages;
mod possible;
mod questions;
mod reach;
mod references;
mod renames;
mod scope;
mod waivers;
mod words;

use super::author::{ItemFile, Pack};
use scope::Scope;
use std::fmt;

/// Something that has to be mended before a release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, below the pack's folder.
    pub file: String,
    /// The place in the JSON, as it was written.
    pub path: String,
    /// The check's name.
    pub check: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {} [{}]", self.file, self.path, self.message, self.check)
    }
}

/// A check: its name, what it holds, and how.
pub struct Check {
    /// Snake case; stands behind each finding.
    pub name: &'static str,
    /// What it holds, in one sentence.
    pub holds: &'static str,
    run: fn(&Scope<'_>, &mut Report<'_>),
}

/// Where a check reports.
pub(crate) struct Report<'a> {
    file: &'a ItemFile,
    check: &'static str,
    findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    /// Reports at a place of the resolved item.
    fn at(&mut self, path: impl AsRef<str>, message: impl Into<String>) {
        let (file, path) = (self.file.file.clone(), self.file.place(path.as_ref()));
        let finding = Finding { file, path, check: self.check, message: message.into() };
        // One mistake in a shared question shows once a place, however often the question is used there.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// All checks, in the order in which they are run.
pub fn checks() -> Vec<Check> {
    [ids::CHECKS, references::CHECKS, conditions::CHECKS, questions::CHECKS, reach::CHECKS, waivers::CHECKS]
        .into_iter()
        .chain([pages::CHECKS, helpers::CHECKS, dates::CHECKS, words::CHECKS, renames::CHECKS])
        .flatten()
        .map(|(name, holds, run)| Check { name, holds, run: *run })
        .collect()
}

/// Runs every check over every item. Sorted by file and place; empty when all is well.
pub fn lint(pack: &Pack) -> Vec<Finding> {
    let mut findings = Vec::new();
    let checks = checks();
    for file in &pack.items {
        let scope = Scope::new(pack, file);
        for check in &checks {
            (check.run)(&scope, &mut Report { file, check: check.name, findings: &mut findings });
        }
    }
    findings.sort();
    findings
}

/// The entries of a module: name, sentence, function.
type Checks = &'static [(&'static str, &'static str, fn(&Scope<'_>, &mut Report<'_>))];
