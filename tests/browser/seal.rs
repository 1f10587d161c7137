//! Promises about the seal and its key.

use crate::behind::{fresh, key_refused, keys, raw_delete, raw_get, raw_put, raw_remove, unused, without_subtle};
use crate::samples::{draft, receipt};
use js_sys::{Object, Reflect, Uint8Array};
use mianzheng::store::{applications, attachments, drafts, open, open_for_session, Keeping, Store, StoreError, Stored};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Properties of a record that may be read without the key.
const READABLE: [&str; 7] = ["draft", "seal", "key", "iv", "cipher", "revision", "writer"];

async fn with_one_of_each() -> (String, Store) {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    attachments::put(&store, "a", "f", "image/jpeg", "户口簿.jpg", &Uint8Array::from(&[7; 64][..])).await.unwrap();
    applications::accept(&store, "z", &receipt("BJ1"), "p-ligui").await.unwrap();
    (name, store)
}

async fn property(database: &str, store: &str, key: &str, name: &str) -> JsValue {
    Reflect::get(&raw_get(database, store, key).await.unwrap(), &name.into()).unwrap()
}

/// Changes a property of a record behind the store's back.
async fn change(database: &str, store: &str, key: &str, name: &str, value: &JsValue) {
    let record = raw_get(database, store, key).await.unwrap();
    Reflect::set(&record, &name.into(), value).unwrap();
    raw_put(database, store, key, &record).await.unwrap();
}

#[wasm_bindgen_test]
async fn nothing_personal_lies_in_a_record_readably() {
    let (name, _) = with_one_of_each().await;
    for (store, key) in [("drafts", "a"), ("attachments", "f"), ("applications", "BJ1")] {
        let record = raw_get(&name, store, key).await.unwrap();
        for property in Object::keys(record.unchecked_ref::<Object>()).iter() {
            let property = property.as_string().unwrap();
            assert!(READABLE.contains(&&*property), "{store} has a readable {property}");
        }
        let cipher = Uint8Array::from(Reflect::get(&record, &"cipher".into()).unwrap()).to_vec();
        for word in ["p-ligui", "高龄津贴", "户口簿", "\u{7}\u{7}\u{7}\u{7}"] {
            assert!(!cipher.windows(word.len()).any(|at| at == word.as_bytes()), "{store} shows {word}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_same_content_is_sealed_differently_each_time() {
    let (name, store) = fresh().await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        attachments::put(&store, "a", "f", "text/plain", "a", &Uint8Array::new_with_length(40)).await.unwrap();
        let read = async |name_of: &str| Uint8Array::from(property(&name, "attachments", "f", name_of).await).to_vec();
        let (iv, cipher) = (read("iv").await, read("cipher").await);
        assert_eq!(iv.len(), 12);
        assert!(seen.iter().all(|(old_iv, old_cipher)| *old_iv != iv && *old_cipher != cipher));
        seen.push((iv, cipher));
    }
}

#[wasm_bindgen_test]
async fn the_key_is_kept_and_no_script_can_read_it() {
    let (name, store) = fresh().await;
    assert_eq!(store.keeping(), Keeping::Device);
    let key: web_sys::CryptoKey = property(&name, "keys", "device", "key").await.unchecked_into();
    assert!(!key.extractable());
}

#[wasm_bindgen_test]
async fn tabs_that_open_at_the_same_time_have_the_same_key() {
    let name = unused();
    let first_name = name.clone();
    let first = wasm_bindgen_futures::future_to_promise(async move {
        let store = open(&first_name).await.unwrap();
        drafts::put(&store, &draft("a", 1), None).await.unwrap();
        Ok(JsValue::UNDEFINED)
    });
    let second = open(&name).await.unwrap();
    wasm_bindgen_futures::JsFuture::from(first).await.unwrap();
    assert_eq!(drafts::get(&second, "a").await, Ok(Some(draft("a", 1))));
}

#[wasm_bindgen_test]
async fn a_record_that_was_changed_moved_or_set_back_is_damaged() {
    let (name, store) = with_one_of_each().await;
    let old = raw_get(&name, "drafts", "a").await.unwrap();
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
    let damaged = || Err(StoreError::Damaged { record: "a".to_owned() });

    Reflect::set(&old, &"revision".into(), &2.into()).unwrap();
    raw_put(&name, "drafts", "a", &old).await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, damaged(), "an older content under the newer revision");

    let receipt = raw_get(&name, "applications", "BJ1").await.unwrap();
    raw_put(&name, "applications", "BJ2", &receipt).await.unwrap();
    assert_eq!(applications::get(&store, "BJ2").await, Err(StoreError::Damaged { record: "BJ2".to_owned() }));

    change(&name, "attachments", "f", "draft", &"another".into()).await;
    assert_eq!(attachments::get(&store, "f").await.err(), Some(StoreError::Damaged { record: "f".to_owned() }));

    drafts::put(&store, &draft("b", 1), None).await.unwrap();
    let cipher = Uint8Array::from(property(&name, "drafts", "b", "cipher").await);
    cipher.set_index(20, cipher.get_index(20) ^ 1);
    change(&name, "drafts", "b", "cipher", &cipher).await;
    assert_eq!(drafts::get(&store, "b").await, Err(StoreError::Damaged { record: "b".to_owned() }), "one bit");
}

#[wasm_bindgen_test]
async fn a_newer_form_of_the_seal_is_not_called_damaged() {
    let (name, store) = with_one_of_each().await;
    change(&name, "drafts", "a", "seal", &2.into()).await;
    assert_eq!(drafts::list(&store).await, Ok(vec![Stored::Newer { id: "a".to_owned() }]));
}

#[wasm_bindgen_test]
async fn drafts_whose_key_is_gone_are_named_and_can_be_removed_and_new_ones_are_kept() {
    let (name, _) = with_one_of_each().await;
    raw_remove(&name, "keys", "device").await.unwrap();
    let store = open(&name).await.unwrap();
    drafts::put(&store, &draft("b", 1), None).await.unwrap();
    let listed = [Stored::Locked { id: "a".to_owned() }, Stored::Ok(Box::new(draft("b", 1)))];
    assert_eq!(drafts::list(&store).await, Ok(listed.into()));
    assert_eq!(drafts::get(&store, "a").await, Err(StoreError::Locked { record: "a".to_owned() }));
    assert_eq!(attachments::get(&store, "f").await.err(), Some(StoreError::Locked { record: "f".to_owned() }));
    let receipts = applications::list(&store, "p-ligui").await;
    assert_eq!(receipts, Ok(vec![Stored::Locked { id: "BJ1".to_owned() }]));
    drafts::remove(&store, "a").await.unwrap();
    assert_eq!(keys(&name, "drafts").await, ["b"]);
    assert_eq!(keys(&name, "attachments").await, [""; 0]);
}

#[wasm_bindgen_test]
async fn a_kiosk_stores_no_key_and_nobody_reads_a_byte_afterwards() {
    let name = unused();
    let store = open_for_session(&name, &|| ()).await.unwrap();
    assert_eq!(store.keeping(), Keeping::Session);
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(keys(&name, "keys").await, [""; 0]);
    let next = open_for_session(&name, &|| ()).await.unwrap();
    assert_eq!(drafts::list(&next).await, Ok(vec![Stored::Locked { id: "a".to_owned() }]));
}

#[wasm_bindgen_test]
async fn a_browser_that_stores_no_key_keeps_drafts_until_the_page_ends_and_it_is_known() {
    let name = unused();
    let refused = key_refused();
    let store = open(&name).await.unwrap();
    refused.end();
    assert_eq!(store.keeping(), Keeping::Session);
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(keys(&name, "keys").await, [""; 0]);
}

#[wasm_bindgen_test]
async fn a_key_that_the_browser_does_not_give_back_is_not_written_over() {
    let (name, _) = with_one_of_each().await;
    let key = raw_get(&name, "keys", "device").await.unwrap();
    change(&name, "keys", "device", "key", &JsValue::NULL).await;
    assert_eq!(open(&name).await.unwrap().keeping(), Keeping::Session);
    raw_put(&name, "keys", "device", &key).await.unwrap();
    assert_eq!(drafts::get(&open(&name).await.unwrap(), "a").await, Ok(Some(draft("a", 1))), "it came back");
}

#[wasm_bindgen_test]
async fn where_nothing_can_be_sealed_nothing_is_stored() {
    let name = unused();
    let _without = without_subtle();
    assert_eq!(open(&name).await.err(), Some(StoreError::Absent));
}

#[wasm_bindgen_test]
async fn the_key_survives_the_deletion_of_the_database_under_an_open_page() {
    let (name, store) = with_one_of_each().await;
    raw_delete(&name).await.unwrap();
    drafts::put(&store, &draft("c", 1), None).await.unwrap();
    let after_a_reload = open(&name).await.unwrap();
    assert_eq!(drafts::get(&after_a_reload, "c").await, Ok(Some(draft("c", 1))));
}
