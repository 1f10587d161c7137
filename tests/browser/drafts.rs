//! Promises of the drafts' store.

use crate::behind::{busy_tab, fresh, full_disk, hurry, keys, raw_get, raw_put, silent_commits, transactions, watch};
use crate::samples::{draft, plain_draft, text_of};
use js_sys::Uint8Array;
use mianzheng::store::{attachments, drafts, open, StoreError, Stored};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_draft_comes_back_with_every_character() {
    let (name, store) = fresh().await;
    let written = draft("a", 1);
    drafts::put(&store, &written, None).await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(written.clone())));
    let after_a_reload = open(&name).await.unwrap();
    assert_eq!(drafts::get(&after_a_reload, "a").await, Ok(Some(written)));
}

#[wasm_bindgen_test]
async fn a_draft_that_was_never_stored_is_absent() {
    let (_, store) = fresh().await;
    assert_eq!(drafts::get(&store, "a").await, Ok(None));
    assert_eq!(drafts::list(&store).await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_second_tab_never_overwrites_the_first_unseen() {
    let (name, first) = fresh().await;
    let second = open(&name).await.unwrap();
    drafts::put(&first, &draft("a", 1), None).await.unwrap();
    drafts::put(&second, &draft("a", 2), Some(1)).await.unwrap();
    let late = mianzheng::draft::Draft { item_name: "晚到的".to_owned(), ..draft("a", 2) };
    assert_eq!(drafts::put(&first, &late, Some(1)).await, Err(StoreError::Conflict { stored: 2 }));
    assert_eq!(drafts::get(&first, "a").await, Ok(Some(draft("a", 2))));
    // Taking over: the stored revision is now known.
    drafts::put(&first, &draft("a", 3), Some(2)).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_new_draft_never_replaces_one_that_is_there() {
    let (_, store) = fresh().await;
    drafts::put(&store, &draft("a", 7), None).await.unwrap();
    assert_eq!(drafts::put(&store, &draft("a", 1), None).await, Err(StoreError::Conflict { stored: 7 }));
}

#[wasm_bindgen_test]
async fn a_removed_draft_does_not_come_back_by_a_late_write() {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    drafts::remove(&open(&name).await.unwrap(), "a").await.unwrap();
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::Conflict { stored: 0 }));
    assert_eq!(drafts::get(&store, "a").await, Ok(None));
}

#[wasm_bindgen_test]
async fn saved_is_said_after_the_durable_transaction_has_completed() {
    let (name, store) = fresh().await;
    let watching = watch();
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    assert_eq!(transactions(), "readwrite strict done");
    watching.end();
    let another = open(&name).await.unwrap();
    assert_eq!(drafts::get(&another, "a").await, Ok(Some(draft("a", 1))));
}

#[wasm_bindgen_test]
async fn one_damaged_draft_is_named_and_hides_no_other() {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    drafts::put(&store, &draft("c", 1), None).await.unwrap();
    let junk = JsValue::from_str("{\"schema\":1,\"id\":\"b\"");
    raw_put(&name, "drafts", "b", &junk).await.unwrap();
    let listed = drafts::list(&store).await.unwrap();
    assert_eq!(listed, [sound("a"), Stored::Damaged { id: "b".to_owned() }, sound("c")]);
    assert_eq!(drafts::get(&store, "b").await, Err(StoreError::Damaged { record: "b".to_owned() }));
    assert_eq!(raw_get(&name, "drafts", "b").await, Ok(junk), "it was left as it is");
}

#[wasm_bindgen_test]
async fn a_draft_whose_text_is_cut_off_is_damaged() {
    let (name, store) = fresh().await;
    let text = text_of(&draft("a", 1));
    raw_put(&name, "drafts", "a", &plain_draft(&text[..40])).await.unwrap();
    assert_eq!(drafts::list(&store).await, Ok(vec![Stored::Damaged { id: "a".to_owned() }]));
}

#[wasm_bindgen_test]
async fn a_draft_under_another_id_or_beside_another_revision_is_damaged() {
    let (name, store) = fresh().await;
    raw_put(&name, "drafts", "a", &plain_draft(&text_of(&draft("a", 2)))).await.unwrap();
    raw_put(&name, "drafts", "b", &plain_draft(&text_of(&draft("a", 1)))).await.unwrap();
    let damaged = ["a", "b"].map(|id| Stored::Damaged { id: id.to_owned() });
    assert_eq!(drafts::list(&store).await, Ok(damaged.into()));
}

#[wasm_bindgen_test]
async fn a_draft_of_a_newer_version_is_not_called_damaged() {
    let (name, store) = fresh().await;
    let text = text_of(&draft("a", 1)).replacen("\"schema\":1", "\"schema\":99,\"added\":true", 1);
    raw_put(&name, "drafts", "a", &plain_draft(&text)).await.unwrap();
    assert_eq!(drafts::list(&store).await, Ok(vec![Stored::Newer { id: "a".to_owned() }]));
    assert_eq!(drafts::get(&store, "a").await, Err(StoreError::Newer));
}

#[wasm_bindgen_test]
async fn a_damaged_draft_is_not_overwritten_and_can_be_removed() {
    let (name, store) = fresh().await;
    raw_put(&name, "drafts", "a", &JsValue::from_f64(3.0)).await.unwrap();
    let damaged = Err(StoreError::Damaged { record: "a".to_owned() });
    assert_eq!(drafts::put(&store, &draft("a", 1), None).await, damaged);
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, damaged);
    drafts::remove(&store, "a").await.unwrap();
    assert_eq!(drafts::list(&store).await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_removed_draft_takes_its_attachments_along_and_no_others() {
    let (name, store) = fresh().await;
    for (draft, file) in [("a", "a1"), ("a", "a2"), ("b", "b1")] {
        let bytes = Uint8Array::new_with_length(3);
        attachments::put(&store, draft, file, "image/jpeg", "照片.jpg", &bytes).await.unwrap();
    }
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    drafts::remove(&store, "a").await.unwrap();
    assert_eq!(keys(&name, "attachments").await, ["b1"]);
    assert_eq!(drafts::get(&store, "a").await, Ok(None));
    assert_eq!(drafts::remove(&store, "a").await, Ok(()), "removing again changes nothing");
}

#[wasm_bindgen_test]
async fn a_full_disk_is_named_and_the_earlier_revision_stays() {
    let (_, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    let full = full_disk();
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::Full));
    full.end();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 1))));
    drafts::put(&store, &draft("a", 2), Some(1)).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_write_that_finds_no_end_is_called_off() {
    let (name, store) = fresh().await;
    let busy = busy_tab(&name, "drafts").await;
    let hurrying = hurry();
    assert_eq!(drafts::put(&store, &draft("a", 1), None).await, Err(StoreError::TimedOut));
    hurrying.end();
    busy.end();
    assert_eq!(keys(&name, "drafts").await, [""; 0], "what was given up is not written later");
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_write_that_happened_unheard_is_no_conflict_when_it_is_tried_again() {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    let (silent, hurrying) = (silent_commits(), hurry());
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::TimedOut));
    silent.end();
    hurrying.end();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(draft("a", 2))), "it had happened");
    let again = mianzheng::draft::Draft { item_name: "再存一次".to_owned(), ..draft("a", 2) };
    drafts::put(&store, &again, Some(1)).await.unwrap();
    assert_eq!(drafts::get(&store, "a").await, Ok(Some(again)));
    let other = open(&name).await.unwrap();
    assert_eq!(drafts::put(&other, &draft("a", 2), Some(1)).await, Err(StoreError::Conflict { stored: 2 }));
}

#[wasm_bindgen_test]
async fn a_write_that_was_called_off_does_not_take_another_tabs_for_its_own() {
    let (name, store) = fresh().await;
    drafts::put(&store, &draft("a", 1), None).await.unwrap();
    let (busy, hurrying) = (busy_tab(&name, "drafts").await, hurry());
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::TimedOut));
    hurrying.end();
    busy.end();
    drafts::put(&open(&name).await.unwrap(), &draft("a", 2), Some(1)).await.unwrap();
    assert_eq!(drafts::put(&store, &draft("a", 2), Some(1)).await, Err(StoreError::Conflict { stored: 2 }));
}

fn sound(id: &str) -> Stored<mianzheng::draft::Draft> {
    Stored::Ok(Box::new(draft(id, 1)))
}
