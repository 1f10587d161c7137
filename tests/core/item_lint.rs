//! The lint: for each check one pack that is broken in one place, and exactly what is said about it.

mod broken;
mod parts;

use super::support::pack::{read, small, small_with};
use broken::{Broken, BROKEN};
use mianzheng::item::lint::{checks, lint};
use parts::set;
use serde_json::json;
use std::collections::BTreeSet;

const ITEM: &str = "minzheng/small.json";

/// What the lint says about a pack, without the file and the check's name, and the checks that said it.
fn said(files: Vec<(String, String)>) -> (String, BTreeSet<&'static str>) {
    let findings = lint(&read(files));
    let lines: Vec<String> = findings.iter().map(|finding| format!("{}: {}", finding.path, finding.message)).collect();
    (lines.join("\n"), findings.iter().map(|finding| finding.check).collect())
}

#[test]
fn a_pack_without_mistakes_has_no_finding() {
    assert_eq!(said(small()).0, "");
}

#[test]
fn each_mistake_is_found_by_its_check_alone_and_said_where_it_was_written() {
    for Broken { check, change, says } in BROKEN {
        let (lines, by) = said(small_with(ITEM, change));
        assert_eq!(lines, *says, "{check}");
        assert_eq!(by, BTreeSet::from([*check]), "{check}");
    }
}

#[test]
fn every_check_has_a_mistake_that_it_finds() {
    // These look beyond one item; they have their own tests.
    let beyond = ["folder_of_department", "department_known"];
    let shown: BTreeSet<&str> = BROKEN.iter().map(|broken| broken.check).chain(beyond).collect();
    let all: BTreeSet<&str> = checks().iter().map(|check| check.name).collect();
    assert_eq!(shown, all);
}

#[test]
fn two_items_of_one_code_are_both_named() {
    let mut files = small();
    let copy = files.iter().find(|(path, _)| path == ITEM).unwrap().1.clone();
    files.push(("minzheng/copy.json".to_owned(), copy));
    let lines: Vec<String> = lint(&read(files)).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "minzheng/copy.json: code: `369999-minzheng-900` is also the code of minzheng/small.json [code_unique]",
            "minzheng/copy.json: portal_code: `900` is also the portal code of minzheng/small.json [code_unique]",
            "minzheng/small.json: code: `369999-minzheng-900` is also the code of minzheng/copy.json [code_unique]",
            "minzheng/small.json: portal_code: `900` is also the portal code of minzheng/copy.json [code_unique]",
        ]
    );
}

#[test]
fn an_earlier_version_that_is_kept_is_enough() {
    let first = serde_json::to_string(&read(small()).items[0].item).unwrap();
    let mut files = small_with(ITEM, |item| set(item, "/version", json!(2)));
    files.push(("versions/369999-minzheng-900/1.json".to_owned(), first));
    assert_eq!(said(files).0, "");
}

#[test]
fn a_renaming_is_held_against_the_version_before_it() {
    let first = serde_json::to_string(&read(small()).items[0].item).unwrap();
    let renaming = |from: &str, to: &str| json!({ "since": 2, "what": "question", "from": from, "to": to });
    let second = |renamed: serde_json::Value| {
        let mut files = small_with(ITEM, |item| {
            set(item, "/version", json!(2));
            set(item, "/pages/1/questions/0/id", json!("surname"));
            item["renamed"] = renamed;
        });
        files.push(("versions/369999-minzheng-900/1.json".to_owned(), first.clone()));
        said(files).0
    };
    assert_eq!(second(json!([renaming("family_name", "surname")])), "");
    let unknown = "renamed[0].from: version 1 has no question `kin`";
    assert_eq!(second(json!([renaming("kin", "surname")])), unknown);
    let merged = "renamed[0].to: version 1 already has a question `has_income`";
    assert_eq!(second(json!([renaming("family_name", "has_income")])), merged);
}

#[test]
fn an_item_in_a_foreign_folder_is_found() {
    let mut files = small();
    let (path, _) = files.iter_mut().find(|(path, _)| path == ITEM).unwrap();
    *path = "gongan/small.json".to_owned();
    let says = "department: an item of `minzheng` stands in the folder minzheng/";
    assert_eq!(said(files), (says.to_owned(), BTreeSet::from(["folder_of_department"])));
}

#[test]
fn an_item_of_an_unlisted_department_is_found() {
    let department = json!({ "id": "minzheng", "name": { "zh": "县民政局", "en": "Bureau" } });
    let mut files = small_with(ITEM, |item| set(item, "/department", department));
    let (_, text) = files.iter_mut().find(|(path, _)| path == "shared/departments.json").unwrap();
    *text = "[]".to_owned();
    let says = "department: there is no department `minzheng` in shared/departments.json";
    assert_eq!(said(files), (says.to_owned(), BTreeSet::from(["department_known"])));
}

#[test]
fn every_check_says_what_it_holds() {
    for check in checks() {
        assert!(check.holds.ends_with('.') && check.holds.len() > 20, "{}: {}", check.name, check.holds);
    }
}
