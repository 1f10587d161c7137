//! For each check of the lint one way of breaking the small pack, and exactly what is said about it.

use super::parts::{add, check, question, renamed, set, uses};
use serde_json::{json, Value};

/// One way of breaking the small pack.
pub struct Broken {
    /// The check that finds it.
    pub check: &'static str,
    /// What is done to the item.
    pub change: fn(&mut Value),
    /// The findings, line by line: place and message.
    pub says: &'static str,
}

const FAMILY: &str = "/pages/1/questions";

pub const BROKEN: &[Broken] = &[
    Broken {
        check: "code_unique",
        change: |item| set(item, "/code", json!("369999/900")),
        says: "code: a code is made of letters, digits and hyphens: it is part of addresses and file names",
    },
    Broken {
        check: "format_current",
        change: |item| set(item, "/version", json!(0)),
        says: "version: versions count from 1",
    },
    Broken {
        check: "versions_kept",
        change: |item| set(item, "/version", json!(2)),
        says: "version: versions/369999-minzheng-900/1.json is not there: `items keep` writes it before an item is changed",
    },
    Broken {
        check: "id_unique",
        change: |item| add(item, FAMILY, "", question("family_name", json!("yes_no"))),
        says: "pages[1].questions[2].id: the question id `family_name` is there twice",
    },
    Broken {
        check: "id_snake_case",
        change: |item| set(item, "/pages/1/id", json!("Family")),
        says: "pages[1].id: the page id `Family` is not snake case: a to z, 0 to 9 and _, a letter first",
    },
    Broken {
        check: "question_known",
        change: |item| set(item, "/checks/0/when/all/0/answered", json!("applicant")),
        says: "checks[0].when: there is no question `applicant`",
    },
    Broken {
        check: "document_known",
        change: |item| add(item, "/pages/1", "visible", json!({ "failed": { "document": "id_card" } })),
        says: "pages[1].visible: there is no document `id_card`",
    },
    Broken {
        check: "source_known",
        change: |item| add(item, "/sources", "", json!({ "use": "resident_id_card", "id": "household_register" })),
        says: "sources[1]: no document is waived by the source `household_register`: take it off",
    },
    Broken {
        check: "commitment_known",
        change: |item| set(item, "/commitments/0/id", json!("earnings")),
        says: "commitments[0]: nothing asks to sign `earnings`: take it off\n\
               documents[1].waiver: there is no commitment `income`",
    },
    Broken {
        check: "theme_known",
        change: |item| set(item, "/themes/0", json!("weather")),
        says: "themes[0]: there is no theme `weather` in shared/themes.json",
    },
    Broken {
        check: "item_known",
        change: |item| {
            let instead = json!({ "label": { "zh": "办别的", "en": "Another" }, "item": "369999-minzheng-901" });
            add(item, "/checks/0", "instead", instead);
        },
        says: "checks[0].instead.item: the pack has no item `369999-minzheng-901`",
    },
    Broken {
        check: "page_name_free",
        change: |item| set(item, "/pages/1/id", json!("review")),
        says: "pages[1].id: `review` is the name of a step that every item has",
    },
    Broken {
        check: "value_is_option",
        change: |item| {
            let when = json!({ "is": { "question": "acting", "value": "friend" } });
            set(
                item,
                "/pages/1/visible",
                json!({ "any": [when, { "is": { "question": "acting", "value": "family" } }] }),
            );
        },
        says: "pages[1].visible.any[0]: `acting` has no option `friend`",
    },
    Broken {
        check: "comparison_fits",
        change: |item| {
            let when = json!({ "at_least": { "question": "applicant_name", "number": "1" } });
            add(item, "/checks", "", check("long_name", when, "applicant_name", "hint"));
        },
        says: "checks[2].when: `applicant_name` is no number or group",
    },
    Broken {
        check: "formula_fits",
        change: |item| set(item, "/pages/0/questions/3/computed/formula", json!({ "age": "has_income" })),
        says: "pages[0].questions[3].computed.formula: `has_income` is no resident id or date",
    },
    Broken {
        check: "row_is_known",
        change: |item| set(item, "/checks/1/when/compare/left", json!({ "answer": "income_yuan" })),
        says: "checks[1].when: `income_yuan` has one answer a row: read it inside `total`, `rows` or `any_row`",
    },
    Broken {
        check: "no_cycle",
        change: |item| {
            let when = json!({ "is": { "question": "features_known", "value": "yes" } });
            add(item, "/pages/1/questions/1", "visible", when);
            let mut known = question("features_known", json!("yes_no"));
            known["visible"] = json!({ "answered": "features" });
            add(item, FAMILY, "", known);
        },
        says: "pages[1].questions[1]: depends on its own answer: `features` reads `features_known` reads `features`",
    },
    Broken {
        check: "kind_makes_sense",
        change: |item| add(item, FAMILY, "", question("years", json!({ "integer": { "min": 9, "max": 1 } }))),
        says: "pages[1].questions[2].kind: the least is larger than the most",
    },
    Broken {
        check: "default_is_answer",
        change: |item| set(item, "/pages/0/questions/1/default", json!("maybe")),
        says: "pages[0].questions[1].default: `maybe` is no answer to this question",
    },
    Broken {
        check: "computed_fits",
        change: |item| add(item, "/pages/0/questions/3/computed", "bands", json!([{ "from": "0", "option": "none" }])),
        says: "pages[0].questions[3].computed.bands: bands are for choices",
    },
    Broken {
        check: "numbers_masked",
        change: |item| add(item, FAMILY, "", question("other_id", json!("resident_id"))),
        says: "pages[1].questions[2]: an identity or account number is `sensitive`",
    },
    Broken {
        check: "position_optional",
        change: |item| {
            let mut place = question("place", json!("position"));
            place["presence"] = json!("required");
            add(item, FAMILY, "", place);
        },
        says: "pages[1].questions[2]: a position is `optional`: not every device gives one, nor does everybody",
    },
    Broken {
        check: "missing_said",
        change: |item| {
            item.pointer_mut("/situations/0").and_then(Value::as_object_mut).map(|fields| fields.remove("missing"));
        },
        says: "situations[0].missing: say what to do when it is not answered: 请填写…, 请选…",
    },
    Broken {
        check: "question_comes_up",
        change: |item| {
            let both = |value: &str| json!({ "is": { "question": "acting", "value": value } });
            add(item, "/pages/1/questions/1", "visible", json!({ "all": [both("self"), both("family")] }));
        },
        says: "pages[1].questions[1].visible: the question can never be shown",
    },
    Broken {
        check: "option_comes_up",
        change: |item| {
            let place = "/pages/1/questions/1/kind/choices/options/0";
            add(item, place, "visible", json!({ "is": { "question": "acting", "value": "self" } }));
        },
        says: "pages[1].questions[1].kind.choices.options[0].visible: the option can never be offered",
    },
    Broken {
        check: "document_comes_up",
        change: |item| {
            let when = json!({ "audience": "organisation" });
            set(item, "/checks/1/when", when);
        },
        says: "checks[1].when: this can never be so while `income_total` is shown",
    },
    Broken {
        check: "question_can_be_passed",
        change: |item| {
            let when = json!({ "one_of": { "question": "has_income", "values": ["yes", "no"] } });
            add(item, "/checks", "", check("no_way", when, "has_income", "error"));
        },
        says: "pages[0].questions[1]: every answer is stopped by a check: nobody gets past this question",
    },
    Broken {
        check: "somebody_finishes",
        change: |item| {
            let stop = |value: &str| json!({ "is": { "question": "acting", "value": value } });
            add(item, "/checks", "", check("no_self", stop("self"), "applicant_name", "stop"));
            add(item, "/checks", "", check("no_family", json!({ "not": stop("self") }), "has_income", "stop"));
        },
        says: "checks: the checks that stop leave nobody to apply",
    },
    Broken {
        check: "fallback_for_every_failure",
        change: |item| {
            add(item, "/documents/0/fallbacks/0", "on", json!(["not_found", "expired", "suspended", "mismatch"]))
        },
        says: "documents[0].fallbacks: no way on for revoked, refused, no_authority",
    },
    Broken {
        check: "fallback_is_offered",
        change: |item| add(item, "/documents/1/fallbacks/0", "on", json!(["expired", "refused"])),
        says: "documents[1].fallbacks[0].on: this waiver cannot fail by expired",
    },
    Broken {
        check: "supply_fits",
        change: |item| set(item, "/documents/0/supplies/1/question", json!("applicant_name")),
        says: "documents[0].supplies[1].question: `applicant_name` cannot hold the field `resident_id`",
    },
    Broken {
        check: "supply_can_arrive",
        change: |item| {
            set(item, "/documents/0/supplies/0/question", json!("family_name"));
            add(item, "/documents/0", "applies", json!({ "is": { "question": "acting", "value": "self" } }));
        },
        says: "documents[0].supplies[0].question: `family_name` is never shown when this document applies",
    },
    Broken {
        check: "days_given",
        change: |item| set(item, "/documents/0/fallbacks/1/way/deferred/working_days", json!(0)),
        says: "documents[0].fallbacks[1].way: 0 working days are none",
    },
    Broken {
        check: "no_catch_all",
        change: |item| set(item, "/documents/1/name/zh", json!("规定的其他材料")),
        says: "documents[1].name: “其他材料” names nothing: say which document it is",
    },
    Broken {
        check: "document_is_there",
        change: |item| set(item, "/documents/1/basis/to_confirm", json!(false)),
        says: "documents[1].basis: name the article, or mark the basis `to_confirm`",
    },
    Broken {
        check: "six_questions",
        change: |item| {
            for number in 1..=5 {
                add(item, FAMILY, "", question(&format!("more_{number}"), json!("yes_no")));
            }
        },
        says: "pages[1].questions: up to 7 questions stand here at once; 6 are enough: make two pages",
    },
    Broken {
        check: "situation_by_choice",
        change: |item| add(item, "/situations", "", question("how_much", json!({ "integer": { "min": 0, "max": 9 } }))),
        says: "situations[1].kind: the guide asks by choice; ask this on a page",
    },
    Broken {
        check: "title_short",
        change: |item| set(item, "/pages/1/title/zh", json!("请您先说一说您家里每个人的情况")),
        says: "pages[1].title: 15 characters are too long for a title, 14 fit",
    },
    Broken {
        check: "acted_upon",
        change: |item| add(item, "/documents/1", "each", json!("incomes")),
        says: "documents[1].each: this version asks for a document once, not once a row",
    },
    Broken {
        check: "helper_fits",
        change: |item| {
            let helper = json!({ "equipment": { "water": { "list": "uses", "kind": "use_kind", "number": "use_number" } } });
            add(item, "/pages/1", "helper", helper);
            add(item, FAMILY, "", uses("garden"));
        },
        says: "pages[1].helper.equipment.water.kind: nothing is known about the option `garden` of `use_kind`",
    },
    Broken {
        check: "common_can_be_picked",
        change: |item| {
            let common = json!({ "name": { "zh": "办公室", "en": "Office" }, "source": "标准", "fills": { "use_number": "几个" } });
            let water = json!({ "list": "uses", "kind": "use_kind", "number": "use_number", "common": [common] });
            add(item, "/pages/1", "helper", json!({ "equipment": { "water": water } }));
            add(item, FAMILY, "", uses("office"));
        },
        says: "pages[1].helper.equipment.water.common[0].fills.use_number: `几个` is no answer to `use_number`",
    },
    Broken {
        check: "promise_within_law",
        change: |item| set(item, "/time/legal", json!({ "calendar_days": 6 })),
        says: "time.promised: the promise is longer than the law allows",
    },
    Broken {
        check: "steps_in_order",
        change: |item| set(item, "/steps/1/within_working_days", json!(2)),
        says: "steps[1].within_working_days: the step is over before the one before it",
    },
    Broken {
        check: "periods_in_order",
        change: |item| add(item, "", "open", json!([{ "from": "2026-05-01", "until": "2026-04-30" }])),
        says: "open[0]: the period ends before it begins",
    },
    Broken {
        check: "instant_is_at_once",
        change: |item| add(item, "/result", "instant", json!(true)),
        says: "time.promised: a result that comes with the receipt is promised `at_once`",
    },
    Broken {
        check: "both_languages",
        change: |item| set(item, "/pages/1/title/en", json!("您的家人")),
        says: "pages[1].title: the English text has Chinese characters",
    },
    Broken {
        check: "chinese_punctuation",
        change: |item| set(item, "/documents/0/line/zh", json!("县公安局有,同意就自动取")),
        says: "documents[0].line: `,` in Chinese is written ，",
    },
    Broken {
        check: "english_punctuation",
        change: |item| set(item, "/documents/0/line/en", json!("Fetched， once you agree")),
        says: "documents[0].line: `，` is Chinese punctuation",
    },
    Broken {
        check: "no_shouting",
        change: |item| set(item, "/declaration/zh", json!("以上属实！")),
        says: "declaration: no exclamation mark",
    },
    Broken {
        check: "no_full_stop",
        change: |item| set(item, "/declaration/en", json!("This is true.")),
        says: "declaration: the last sentence ends without a full stop",
    },
    Broken {
        check: "no_empty_politeness",
        change: |item| set(item, "/checks/1/message/zh", json!("温馨提示：会核对")),
        says: "checks[1].message: “温馨提示” is not said: say what is so, then what to do",
    },
    Broken {
        check: "you_are_addressed",
        change: |item| set(item, "/pages/1/title/zh", json!("说说你家里人")),
        says: "pages[1].title: people are addressed with 您",
    },
    Broken {
        check: "keywords_fit",
        change: |item| set(item, "/keywords", json!(["小补贴", "小补贴"])),
        says: "keywords[1]: `小补贴` is there twice",
    },
    Broken {
        check: "rename_known",
        change: |item| add(item, "", "renamed", json!([renamed(json!("question"), "relatives", "kin")])),
        says: "renamed[0].to: there is no question `kin`",
    },
    Broken {
        check: "rename_free",
        change: |item| {
            let options = json!({ "option_of": "features" });
            add(item, "", "renamed", json!([renamed(options, "ill", "alone")]));
        },
        says: "renamed[0].from: the option `ill` is still there: write the newest id at `to` of every entry, and use no id \
               again",
    },
    Broken {
        check: "rename_since",
        change: |item| {
            let mut entry = renamed(json!("document"), "salary", "income");
            entry["since"] = json!(2);
            add(item, "", "renamed", json!([entry]));
        },
        says: "renamed[0].since: the version is 1, this one is yet to come",
    },
    Broken {
        check: "rename_once",
        change: |item| {
            let entry = |from: &str| renamed(json!("question"), from, "family_name");
            add(item, "", "renamed", json!([entry("surname"), entry("last_name")]));
        },
        says: "renamed[1]: an earlier entry has the same `from`, or the same `to` in the same version: take one off",
    },
];
