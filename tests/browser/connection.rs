//! Promises about opening and about the life of a connection.

use crate::behind::{
    connection_count, cut_off_once, denied_indexed_db, end_connection, fresh, hurry, impolite_tab, lose_connection,
    next_release, raw_delete, raw_upgrade, undo_all, watch, without_indexed_db, Change,
};
use crate::samples::draft;
use mianzheng::app::crypto::random_id;
use mianzheng::store::{drafts, meta, open, open_patiently, Store, StoreError};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A fresh store, and a watch over the connections that are opened for it.
async fn watched() -> (Change, Store) {
    undo_all();
    let watching = watch();
    (watching, open(&format!("test-{}", random_id())).await.unwrap())
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_ended_is_opened_again() {
    let (_watching, store) = watched().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    end_connection();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(connection_count(), 2);
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
    assert_eq!(connection_count(), 2, "the new one is kept");
}

#[wasm_bindgen_test]
async fn a_connection_that_was_lost_without_a_word_is_opened_again() {
    let (_watching, store) = watched().await;
    lose_connection();
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    assert_eq!(connection_count(), 2);
}

#[wasm_bindgen_test]
async fn deleting_the_database_elsewhere_is_not_held_up() {
    let (name, store) = fresh().await;
    meta::put(&store, "seen", "1").await.unwrap();
    assert_eq!(raw_delete(&name).await, Ok(JsValue::FALSE), "nobody was blocked");
    // The next use finds an empty database.
    assert_eq!(meta::get(&store, "seen").await, Ok(None));
    meta::put(&store, "seen", "2").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_newer_version_elsewhere_is_let_in_and_then_named() {
    let (name, store) = fresh().await;
    assert_eq!(raw_upgrade(&name, 3).await, Ok(JsValue::FALSE), "nobody was blocked");
    assert_eq!(meta::get(&store, "seen").await, Err(StoreError::Newer));
    assert_eq!(open(&name).await.err(), Some(StoreError::Newer));
}

#[wasm_bindgen_test]
async fn an_older_tab_that_does_not_let_go_is_named_and_nothing_is_left_hanging() {
    let (name, store) = fresh().await;
    let impolite = impolite_tab(&name).await;
    let (updated, hurrying) = (next_release(), hurry());
    assert_eq!(open(&name).await.err(), Some(StoreError::Blocked));
    updated.end();
    hurrying.end();
    impolite.end();
    // The opening that was given up succeeds now that nobody waits for it; it must not hold the database.
    assert_eq!(raw_upgrade(&name, 4).await, Ok(JsValue::FALSE), "nobody was blocked");
    drop(store);
}

#[wasm_bindgen_test]
async fn a_browser_without_indexed_db_is_named() {
    let (name, _) = fresh().await;
    let _without = without_indexed_db();
    assert_eq!(open(&name).await.err(), Some(StoreError::Absent));
}

#[wasm_bindgen_test]
async fn a_browser_that_denies_indexed_db_is_named() {
    let (name, _) = fresh().await;
    let _denied = denied_indexed_db();
    assert_eq!(open(&name).await.err(), Some(StoreError::Absent));
}

#[wasm_bindgen_test]
async fn a_connection_that_cannot_be_had_again_is_closed() {
    let (_watching, store) = watched().await;
    end_connection();
    let _denied = denied_indexed_db();
    assert_eq!(meta::get(&store, "seen").await, Err(StoreError::Closed));
}

#[wasm_bindgen_test]
async fn a_write_that_was_cut_off_is_made_again_over_a_new_connection() {
    let (_watching, store) = watched().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    let _cut_off = cut_off_once();
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
    assert_eq!(connection_count(), 2);
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 2))));
}

#[wasm_bindgen_test]
async fn what_is_not_stored_yet_is_written_before_the_database_is_let_go_to_a_newer_version() {
    let (name, store) = fresh().await;
    let writing = store.clone();
    store.before_letting_go(move || {
        let store = writing.clone();
        async move { drafts::put(&store, &draft("a", 1), None).await.unwrap() }
    });
    let (updated, newer) = (next_release(), open(&name).await);
    updated.end();
    let newer = newer.expect("the older tab has let go in time");
    assert_eq!(drafts::get(&newer, "a").await, Ok(Some(draft("a", 1))));
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::Newer));
}

#[wasm_bindgen_test]
async fn an_opening_that_is_blocked_says_so_and_goes_on_when_the_older_tab_has_gone() {
    let (name, _) = fresh().await;
    let impolite = Rc::new(Cell::new(Some(impolite_tab(&name).await)));
    let (updated, hurrying, told) = (next_release(), hurry(), Cell::new(0));
    let store = open_patiently(&name, &|| {
        told.set(told.get() + 1);
        drop(impolite.take());
    })
    .await
    .unwrap();
    hurrying.end();
    updated.end();
    assert_eq!(told.get(), 1);
    meta::put(&store, "seen", "1").await.unwrap();
}
