//! The authored form: what is shared is written in, and mistakes are named where they were written.

use super::support::pack::{errors, read, small, small_with};
use mianzheng::item::author::schema;
use serde_json::{json, Value};

const ITEM: &str = "minzheng/small.json";

fn says(file: &str, change: impl FnOnce(&mut Value)) -> String {
    errors(small_with(file, change))
}

#[test]
fn shared_questions_sources_and_parameters_are_written_in() {
    let pack = read(small());
    let item = &pack.items[0].item;
    let ids: Vec<&str> = item.questions().map(|question| question.id.as_str()).collect();
    let expected = "acting applicant_name applicant_id has_income incomes income_from income_yuan income_total family_name features";
    assert_eq!(ids.join(" "), expected);
    assert_eq!(item.sources[0].department.zh, "县公安局");
    assert_eq!(item.department.name.zh, "县民政局");
    assert_eq!(item.who[0].zh, "年满60周岁");
    let renamed = item.questions().find(|question| question.id == "family_name");
    assert_eq!(renamed.map(|question| question.label.zh.as_str()), Some("您的姓名"));
}

#[test]
fn an_unknown_field_names_file_and_place() {
    let line = says(ITEM, |item| {
        item["pages"][0]["questions"][1]["kind"] = json!({ "integer": { "min": 0, "max": 9, "step": 1 } })
    });
    let expected = "minzheng/small.json: pages[0].questions[1].kind.integer.step: unknown field `step`, expected one of `min`, `max`, `unit`\n";
    assert_eq!(line, expected);
}

#[test]
fn a_missing_field_names_its_place() {
    let line = says(ITEM, |item| {
        item["documents"][0].as_object_mut().map(|document| document.remove("line"));
    });
    assert_eq!(line, "minzheng/small.json: documents[0]: missing field `line`\n");
}

#[test]
fn an_unknown_override_is_an_error_at_the_use() {
    let line = says(ITEM, |item| item["pages"][1]["questions"][0]["lable"] = json!("x"));
    assert!(line.starts_with("minzheng/small.json: pages[1].questions[0].lable: unknown field `lable`"), "{line}");
}

#[test]
fn every_use_of_something_that_is_not_shared_is_reported() {
    let line = says(ITEM, |item| {
        item["department"] = json!("gongan");
        item["sources"][0] = json!("passport");
        item["situations"][0] = json!({ "use": "applicant.age" });
        item["pages"][0]["questions"][0] = json!({ "use_group": "agent" });
        item["checks"][0]["when"]["all"][1]["not"]["age_at_least"]["years"] = json!({ "use_parameter": "age" });
        item["who"][0]["zh"] = json!("年满{years}周岁");
    });
    let expected = "minzheng/small.json: department: there is no shared department `gongan`\n\
        minzheng/small.json: sources[0]: there is no shared source `passport`\n\
        minzheng/small.json: situations[0]: there is no shared question `applicant.age`\n\
        minzheng/small.json: pages[0].questions[0]: there is no shared group `agent`\n\
        minzheng/small.json: checks[0].when.all[1].not.age_at_least.years: there is no shared parameter `age`\n\
        minzheng/small.json: who[0].zh: there is no shared parameter `years`\n";
    assert_eq!(line, expected);
}

#[test]
fn a_mistake_in_a_shared_file_is_reported_there_and_once() {
    let line = says("shared/questions.json", |groups| groups["applicant"][1]["kind"] = json!("passport"));
    assert!(line.starts_with("shared/questions.json: applicant[1].kind: unknown variant `passport`"), "{line}");
}

#[test]
fn a_shared_question_is_named_after_its_group() {
    let line = says("shared/questions.json", |groups| groups["applicant"][1]["id"] = json!("id"));
    assert!(
        line.contains("applicant[1].id: the id `id` of a question in `applicant` must begin with `applicant_`"),
        "{line}"
    );
}

#[test]
fn text_that_is_no_json_tells_line_and_column() {
    let mut files = small();
    files
        .iter_mut()
        .filter(|(path, _)| path == ITEM)
        .for_each(|(_, text)| *text = "{\n  \"format\": 1,,\n}".to_owned());
    let line = errors(files);
    assert!(line.starts_with("minzheng/small.json: not strict JSON: ") && line.contains("line 2 column"), "{line}");
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    let mut files = small();
    let (_, text) = files.iter_mut().find(|(path, _)| path == ITEM).unwrap();
    *text = text.replacen("\"version\": 1,", "\"version\": 1,\n  \"version\": 2,", 1);
    let line = errors(files);
    assert!(line.starts_with("minzheng/small.json: not strict JSON: `version` stands twice at line"), "{line}");
}

#[test]
fn a_missing_shared_file_is_named() {
    let files = small().into_iter().filter(|(path, _)| path != "shared/themes.json").collect();
    assert_eq!(errors(files), "shared/themes.json: the pack has no such file\n");
}

/// Whether an item is one by the schema.
fn fits(item: &Value) -> bool {
    jsonschema::validator_for(&schema()).unwrap().is_valid(item)
}

#[test]
fn the_schema_takes_what_the_reader_takes_and_refuses_what_it_refuses() {
    let (_, text) = small().into_iter().find(|(path, _)| path == ITEM).unwrap();
    let item: Value = serde_json::from_str(&text).unwrap();
    assert!(fits(&item));
    let refused: [fn(&mut Value); 6] = [
        |item| item["colour"] = json!("red"),
        |item| item["pages"][0]["questions"][1]["kind"] = json!("passport"),
        |item| item["pages"][1]["questions"][0]["lable"] = json!("x"),
        |item| item["time"]["promised"] = json!({ "working_days": "5" }),
        |item| item["version"] = json!({ "use_parameter": "least_age" }),
        |item| item["documents"][0]["waiver"] = json!({ "licence": {} }),
    ];
    for change in refused {
        let mut broken = item.clone();
        change(&mut broken);
        assert!(!fits(&broken), "{broken}");
        assert_ne!(says(ITEM, change), "");
    }
}
