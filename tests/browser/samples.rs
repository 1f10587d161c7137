//! Drafts and receipts to store.

use js_sys::{Object, Reflect};
use mianzheng::consent::Provenance;
use mianzheng::draft::{Draft, Progress, DRAFT_SCHEMA};
use mianzheng::form::{Answer, FieldKey, FormState, Value};
use mianzheng::ident::Instant;
use mianzheng::item::Audience;
use mianzheng::portal::{Receipt, SubmittedSum};
use wasm_bindgen::JsValue;

/// A draft of 李桂英 with text of every kind: common and rare characters, quotes, line feeds, an emoji.
pub fn draft(id: &str, revision: u64) -> Draft {
    let remark = "示范县城东街道“幸福里”3号楼\n𠮷 & <b>\u{1F44D} \\\"";
    let answer = Answer {
        value: Some(Value::Text(remark.to_owned())),
        text: Some("３号楼（未核）".to_owned()),
        provenance: Some(Provenance::Citizen),
        ..Answer::default()
    };
    Draft {
        schema: DRAFT_SCHEMA,
        id: id.to_owned(),
        owner: "p-ligui".to_owned(),
        audience: Audience::Person,
        enterprise: None,
        item: "369999-minzheng-018".to_owned(),
        item_version: 1,
        item_name: "80周岁以上老年人高龄津贴发放".to_owned(),
        revision,
        created_at: Instant::from_unix_ms(1_773_279_420_000),
        saved_at: Instant::from_unix_ms(1_773_279_480_007),
        saved_order: 4,
        form: FormState { answers: [(FieldKey::of("address"), answer)].into(), ..FormState::default() },
        progress: Progress { required: 5, waived: 4, step: 2, steps: 6 },
        submission: None,
        delivery: None,
        supplement: None,
        update: None,
        accounts: Vec::new(),
    }
}

/// The receipt of an application.
pub fn receipt(number: &str) -> Receipt {
    Receipt {
        number: number.to_owned(),
        query_code: "482913".to_owned(),
        key: "5f0c8f6e-0000-4000-8000-000000000000".to_owned(),
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
        received_at: Instant::from_unix_ms(1_773_279_500_000),
        item: "369999-minzheng-018".to_owned(),
        item_version: 1,
        item_name: "80周岁以上老年人高龄津贴发放".to_owned(),
        department: "示范县民政局".to_owned(),
        sum: SubmittedSum { required: 5, waived: 4, deferred: 0, handed_in: 1 },
        documents: Vec::new(),
        next: Vec::new(),
        result: None,
    }
}

/// A record as version 1 of the database held it: a text that anybody can read, and properties beside it.
pub fn plain_record(text: &str, properties: &[(&str, JsValue)]) -> JsValue {
    let record = Object::new();
    let set = |name: &str, value: &JsValue| assert!(Reflect::set(&record, &name.into(), value).unwrap());
    set("text", &text.into());
    properties.iter().for_each(|(name, value)| set(name, value));
    record.into()
}

/// A draft as version 1 of the database held it.
pub fn plain_draft(text: &str) -> JsValue {
    plain_record(text, &[("revision", 1.into()), ("writer", 0.5.into())])
}

/// The text of a draft.
pub fn text_of(draft: &Draft) -> String {
    serde_json::to_string(draft).unwrap()
}
