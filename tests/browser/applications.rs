//! Promises of the receipts' store.

use crate::behind::{fresh, full_disk, keys, raw_put, transactions, watch};
use crate::samples::{draft, receipt};
use js_sys::Uint8Array;
use mianzheng::store::applications::StoredReceipt;
use mianzheng::store::{applications, attachments, drafts, Store, StoreError, Stored};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

async fn with_a_draft_and_its_file() -> (String, Store) {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    let bytes = Uint8Array::new_with_length(3);
    attachments::put(&store, "a", "f", "image/jpeg", "照片.jpg", &bytes).await.unwrap();
    (name, store)
}

fn stored(number: &str) -> StoredReceipt {
    StoredReceipt { owner: "p-ligui".to_owned(), draft: "a".to_owned(), receipt: receipt(number) }
}

#[wasm_bindgen_test]
async fn an_accepted_draft_becomes_an_application() {
    let (name, store) = with_a_draft_and_its_file().await;
    let watching = watch();
    applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await.unwrap();
    assert_eq!(transactions(), "readwrite strict done", "one transaction for all of it");
    watching.end();
    assert_eq!(applications::get(&store, "BJ1").await, Ok(Some(stored("BJ1"))));
    assert_eq!(drafts::get(&store, "a").await, Ok(None));
    assert_eq!(keys(&name, "attachments").await, [""; 0]);
}

#[wasm_bindgen_test]
async fn accepting_happens_as_a_whole_or_not_at_all() {
    let (name, store) = with_a_draft_and_its_file().await;
    let full = full_disk();
    assert_eq!(applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await, Err(StoreError::Full));
    full.end();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(keys(&name, "attachments").await, ["f"]);
    assert_eq!(applications::get(&store, "BJ1").await, Ok(None));
}

#[wasm_bindgen_test]
async fn accepting_again_changes_nothing() {
    let (name, store) = with_a_draft_and_its_file().await;
    for _ in 0..2 {
        applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await.unwrap();
    }
    assert_eq!(keys(&name, "applications").await, ["BJ1"]);
    assert_eq!(applications::get(&store, "BJ1").await, Ok(Some(stored("BJ1"))));
}

#[wasm_bindgen_test]
async fn the_receipts_of_another_person_are_not_listed() {
    let (_, store) = fresh().await;
    applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await.unwrap();
    applications::accept(&store, "b", &receipt("BJ2"), "p-liuxm").await.unwrap();
    assert_eq!(applications::list(&store, "p-ligui").await, Ok(vec![Stored::Ok(Box::new(stored("BJ1")))]));
}

#[wasm_bindgen_test]
async fn one_damaged_receipt_is_named_and_hides_no_other() {
    let (name, store) = fresh().await;
    applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await.unwrap();
    raw_put(&name, "applications", "BJ2", &JsValue::from_str("junk")).await.unwrap();
    let listed = applications::list(&store, "p-ligui").await.unwrap();
    assert_eq!(listed, [Stored::Ok(Box::new(stored("BJ1"))), Stored::Damaged { id: "BJ2".to_owned() }]);
    assert_eq!(applications::get(&store, "BJ2").await, Err(StoreError::Damaged { record: "BJ2".to_owned() }));
}
