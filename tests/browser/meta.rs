//! Promises of the small texts.

use crate::behind::{fresh, raw_put};
use mianzheng::store::{meta, StoreError};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_last_text_under_a_key_counts() {
    let (_, store) = fresh().await;
    assert_eq!(meta::get(&store, "size").await, Ok(None));
    meta::put(&store, "size", "大字").await.unwrap();
    meta::put(&store, "size", "").await.unwrap();
    assert_eq!(meta::get(&store, "size").await, Ok(Some(String::new())));
}

#[wasm_bindgen_test]
async fn something_else_than_a_text_is_damage() {
    let (name, store) = fresh().await;
    raw_put(&name, "meta", "size", &JsValue::from_f64(3.0)).await.unwrap();
    assert_eq!(meta::get(&store, "size").await, Err(StoreError::Damaged { record: "size".to_owned() }));
}
