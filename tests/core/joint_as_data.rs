//! What else a county joins to water, power and gas comes in as data: broadband, or television, without a line of the program.

use crate::support::pack::{files, folder, read};
use crate::support::{moment, Act};
use mianzheng::form::{Context, Form};
use mianzheng::item::lint::lint;
use mianzheng::item::{Audience, Item};
use mianzheng::portal::Terminal;
use mianzheng::submission::{as_applied, build, check, Circumstances};
use serde_json::{json, Value};
use std::sync::Arc;

const ITEM: &str = "shenpi/joint_utilities.json";
const DEPARTMENTS: &str = "shared/departments.json";

/// The option, the part with its company and steps, and what it asks on a page of its own.
fn with_broadband(item: &mut Value) {
    let chosen = json!({ "includes": { "question": "utilities", "value": "broadband" } });
    let add = |list: &mut Value, one: Value| list.as_array_mut().unwrap().push(one);
    let utilities = item["situations"].as_array_mut().unwrap().iter_mut().find(|one| one["id"] == "utilities").unwrap();
    add(
        &mut utilities["kind"]["choices"]["options"],
        json!({ "id": "broadband", "label": { "zh": "宽带", "en": "Broadband" } }),
    );
    add(
        &mut item["parts"],
        json!({
            "id": "broadband",
            "name": { "zh": "宽带", "en": "Broadband" },
            "department": "broadband",
            "when": chosen,
            "time": { "promised": { "working_days": 2 } },
            "steps": [{ "name": { "zh": "上门安装", "en": "Installed" }, "within_working_days": 2 }],
        }),
    );
    add(
        &mut item["pages"],
        json!({
            "id": "broadband",
            "title": { "zh": "宽带要多快", "en": "How fast" },
            "visible": chosen,
            "questions": [{
                "id": "bandwidth",
                "label": { "zh": "选一个速度", "en": "Choose a speed" },
                "short": { "zh": "宽带速度", "en": "Speed" },
                "missing": { "zh": "请选一个速度", "en": "Choose a speed" },
                "kind": { "choice": { "options": [
                    { "id": "m300", "label": { "zh": "300兆", "en": "300 Mbit/s" } },
                    { "id": "m1000", "label": { "zh": "1000兆", "en": "1000 Mbit/s" } },
                ] } },
                "presence": "required",
            }],
        }),
    );
}

fn with_its_company(departments: &mut Value) {
    let list = departments.as_array_mut().unwrap();
    list.push(json!({ "id": "broadband", "name": { "zh": "县广电网络公司", "en": "County Network Company" } }));
}

fn item() -> Item {
    let mut files = files(&folder("public/items"));
    for (name, change) in [(ITEM, with_broadband as fn(&mut Value)), (DEPARTMENTS, with_its_company)] {
        let (_, text) = files.iter_mut().find(|(path, _)| path == name).unwrap();
        let mut value: Value = serde_json::from_str(text).unwrap();
        change(&mut value);
        *text = value.to_string();
    }
    let pack = read(files);
    let findings: Vec<String> = lint(&pack).iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new());
    pack.item("369999-shenpi-141").unwrap().item.clone()
}

#[test]
fn broadband_is_a_part_like_the_others() {
    let context = Context { today: "2026-09-01".parse().unwrap(), audience: Audience::Organisation };
    let mut form = Form::new(Arc::new(item()), context);
    form.chosen("applicant_type", "firm");
    form.switched("utilities", "water", true);
    let asks = |form: &Form| form.pages().iter().any(|page| page.id == "broadband");
    assert!(!asks(&form));
    form.switched("utilities", "broadband", true);
    assert!(asks(&form));
    form.chosen("bandwidth", "m1000");
    let made = |form: &Form| {
        let circumstances =
            Circumstances { made_at: moment(), terminal: Terminal::Phone, enterprise: None, earlier_keys: Vec::new() };
        build(form, circumstances)
    };
    let payload = made(&form);
    assert_eq!(payload.parts, ["water", "broadband"]);
    let applied = as_applied(form.item(), &payload, Audience::Organisation, moment());
    assert_eq!(applied.parts.iter().map(|part| &*part.name.zh).collect::<Vec<_>>(), ["供水", "宽带"]);
    let problems = check(form.item(), &payload, Audience::Organisation, moment());
    assert!(problems.iter().all(|problem| !["parts", "bandwidth"].contains(&&*problem.question)), "{problems:?}");
    form.switched("utilities", "broadband", false);
    assert_eq!(made(&form).parts, ["water"]);
}
