//! Promises of the sealed texts.

use crate::behind::{fresh, keys, raw_get};
use mianzheng::store::{notes, open};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_note_comes_back_and_lies_there_sealed() {
    let (name, store) = fresh().await;
    notes::put(&store, "list", "李桂英的办件").await.unwrap();
    let after_a_reload = open(&name).await.unwrap();
    assert_eq!(notes::get(&after_a_reload, "list").await, Ok(Some("李桂英的办件".to_owned())));
    let record = raw_get(&name, "meta", "note:list").await.unwrap();
    assert!(!String::from(js_sys::JSON::stringify(&record).unwrap()).contains("李桂英"));
}

#[wasm_bindgen_test]
async fn a_removed_note_is_gone() {
    let (name, store) = fresh().await;
    assert_eq!(notes::get(&store, "list").await, Ok(None));
    notes::put(&store, "list", "a").await.unwrap();
    notes::remove(&store, "list").await.unwrap();
    assert_eq!(notes::get(&store, "list").await, Ok(None));
    assert_eq!(keys(&name, "meta").await, [""; 0]);
}
