//! Promises of the store in the page's memory: those of the database, as long as the page lasts.

use crate::behind::undo_all;
use crate::samples::{draft, receipt};
use js_sys::Uint8Array;
use mianzheng::store::{applications, attachments, drafts, in_memory, meta, notes, Keeping, StoreError, Stored};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn everything_can_be_kept_in_memory() {
    undo_all();
    let store = in_memory();
    assert_eq!(store.keeping(), Keeping::Page);
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    drafts::put(&store, &draft("b", 1), None).await.unwrap();
    attachments::put(&store, "a", "f", "image/jpeg", "照片.jpg", &Uint8Array::from(&[1, 2, 3][..])).await.unwrap();
    notes::put(&store, "list", "甲").await.unwrap();
    meta::put(&store, "seen", "乙").await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(attachments::get(&store, "f").await.unwrap().unwrap().bytes.to_vec(), [1, 2, 3]);
    assert_eq!(notes::get(&store, "list").await, Ok(Some("甲".to_owned())));
    assert_eq!(meta::get(&store, "seen").await, Ok(Some("乙".to_owned())));
}

#[wasm_bindgen_test]
async fn revisions_are_checked_in_memory_too() {
    undo_all();
    let store = in_memory();
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::Conflict { stored: 2 }));
}

#[wasm_bindgen_test]
async fn an_accepted_draft_becomes_an_application_in_memory_too() {
    undo_all();
    let store = in_memory();
    for id in ["a", "b"] {
        drafts::put(&store, &draft(id, 1), None).await.unwrap();
        attachments::put(&store, id, &format!("{id}-file"), "text/plain", "a", &Uint8Array::new_with_length(1))
            .await
            .unwrap();
    }
    applications::accept(&store, "a", &receipt("BJ1"), "p-ligui").await.unwrap();
    assert_eq!(drafts::list(&store).await, Ok(vec![Stored::Ok(Box::new(draft("b", 1)))]));
    assert!(attachments::get(&store, "a-file").await.unwrap().is_none());
    assert!(attachments::get(&store, "b-file").await.unwrap().is_some());
    assert_eq!(applications::list(&store, "p-ligui").await.map(|list| list.len()), Ok(1));
}
