//! Promises about a database of version 1: records that anybody could read, and no store of keys.

use crate::behind::{failed_upgrade, full_disk, keys, raw_get, unused, version_one};
use crate::samples::{draft, plain_draft, plain_record, receipt, text_of};
use js_sys::{Array, Object, Uint8Array};
use mianzheng::store::applications::StoredReceipt;
use mianzheng::store::{applications, attachments, drafts, open, Keeping, Store, StoreError, Stored};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// A database of version 1 with a draft, its file, a receipt and something broken.
async fn version_one_with_records() -> String {
    let name = unused();
    let file = [("draft", "a".into()), ("bytes", Uint8Array::from(&[1, 2, 3][..]).into())];
    let receipt = serde_json::to_string(&receipt("BJ1")).unwrap();
    let owned = [("owner", "p-ligui".into()), ("draft", "z".into())];
    let records: [(&str, &str, JsValue); 4] = [
        ("drafts", "a", plain_draft(&text_of(&draft("a", 1)))),
        ("drafts", "b", JsValue::from_str("junk")),
        ("attachments", "f", plain_record("{\"media_type\":\"image/jpeg\",\"name\":\"照片.jpg\"}", &file)),
        ("applications", "BJ1", plain_record(&receipt, &owned)),
    ];
    let records = records.into_iter().map(|(store, key, record)| Array::of3(&store.into(), &key.into(), &record));
    version_one(&name, &records.collect()).await.unwrap();
    name
}

async fn assert_readable(store: &Store) {
    let listed = [Stored::Ok(Box::new(draft("a", 1))), Stored::Damaged { id: "b".to_owned() }];
    assert_eq!(drafts::list(store).await, Ok(listed.into()));
    let file = attachments::get(store, "f").await.unwrap().unwrap();
    assert_eq!((&*file.draft, &*file.name, file.bytes.to_vec()), ("a", "照片.jpg", vec![1, 2, 3]));
    let stored = StoredReceipt { owner: "p-ligui".to_owned(), draft: "z".to_owned(), receipt: receipt("BJ1") };
    assert_eq!(applications::get(store, "BJ1").await, Ok(Some(stored)));
}

/// Whether a record can be read without the key.
async fn is_plain(name: &str, store: &str, key: &str) -> bool {
    let record: Object = raw_get(name, store, key).await.unwrap().unchecked_into();
    Object::keys(&record).includes(&"text".into(), 0)
}

async fn plain_ones(name: &str) -> Vec<&'static str> {
    let mut plain = Vec::new();
    for (store, key) in [("drafts", "a"), ("attachments", "f"), ("applications", "BJ1")] {
        if is_plain(name, store, key).await {
            plain.push(store);
        }
    }
    plain
}

#[wasm_bindgen_test]
async fn what_version_one_stored_is_read_and_sealed() {
    let name = version_one_with_records().await;
    let store = open(&name).await.unwrap();
    assert_eq!(plain_ones(&name).await, [""; 0]);
    assert_readable(&store).await;
    assert_eq!(raw_get(&name, "drafts", "b").await, Ok(JsValue::from_str("junk")), "what is broken is left as it is");
    assert_eq!(keys(&name, "keys").await, ["device"], "it is done once");
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_could_not_be_sealed_is_read_as_it_is_and_sealed_after_the_next_opening() {
    let name = version_one_with_records().await;
    let full = full_disk();
    let store = open(&name).await.unwrap();
    full.end();
    assert_eq!(plain_ones(&name).await, ["drafts", "attachments", "applications"]);
    assert_readable(&store).await;
    let store = open(&name).await.unwrap();
    assert_eq!(plain_ones(&name).await, [""; 0]);
    assert_readable(&store).await;
}

#[wasm_bindgen_test]
async fn after_an_upgrade_that_failed_everything_is_read_and_nothing_is_written() {
    let name = version_one_with_records().await;
    let failing = failed_upgrade();
    let store = open(&name).await.unwrap();
    failing.end();
    assert_eq!(store.keeping(), Keeping::ReadOnly);
    assert_readable(&store).await;
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::ReadOnly));
    assert_eq!(drafts::remove(&store, "a").await, Err(StoreError::ReadOnly));
    drop(store);
    let upgraded = open(&name).await.unwrap();
    assert_eq!(upgraded.keeping(), Keeping::Device);
    assert_readable(&upgraded).await;
}
