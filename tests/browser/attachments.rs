//! Promises of the attachments' store.

use crate::behind::{fresh, keys, raw_get, raw_put};
use crate::samples::draft;
use js_sys::{Reflect, Uint8Array};
use mianzheng::app::crypto::sha256_hex;
use mianzheng::store::{attachments, drafts, open, shots, StoreError};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Bytes without a pattern that a storage engine could shorten.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[wasm_bindgen_test]
async fn a_photograph_of_eight_megabytes_comes_back_byte_for_byte() {
    let (name, store) = fresh().await;
    let bytes = noise(8 << 20);
    let digest = sha256_hex(&bytes).await;
    attachments::put(&store, "a", "f", "image/jpeg", "户口簿 首页.jpg", &Uint8Array::from(&bytes[..])).await.unwrap();
    let after_a_reload = open(&name).await.unwrap();
    let stored = attachments::get(&after_a_reload, "f").await.unwrap().expect("it is there");
    assert_eq!(sha256_hex(&stored.bytes.to_vec()).await, digest);
    assert_eq!((&*stored.draft, &*stored.media_type, &*stored.name), ("a", "image/jpeg", "户口簿 首页.jpg"));
}

#[wasm_bindgen_test]
async fn of_a_view_only_what_it_shows_is_stored() {
    let (name, store) = fresh().await;
    let whole = Uint8Array::from(&noise(100_000)[..]);
    attachments::put(&store, "a", "f", "text/plain", "a.txt", &whole.subarray(10, 15)).await.unwrap();
    let record = raw_get(&name, "attachments", "f").await.unwrap();
    let cipher = Uint8Array::from(Reflect::get(&record, &"cipher".into()).unwrap());
    assert!(cipher.buffer().byte_length() < 100, "five bytes, their description and the seal");
    assert_eq!(attachments::get(&store, "f").await.unwrap().unwrap().bytes.to_vec(), noise(15)[10..]);
}

#[wasm_bindgen_test]
async fn an_empty_file_is_a_file() {
    let (_, store) = fresh().await;
    attachments::put(&store, "a", "f", "text/plain", "空.txt", &Uint8Array::new_with_length(0)).await.unwrap();
    assert_eq!(attachments::get(&store, "f").await.unwrap().expect("it is there").bytes.length(), 0);
}

#[wasm_bindgen_test]
async fn a_removed_file_is_gone() {
    let (_, store) = fresh().await;
    attachments::put(&store, "a", "f", "text/plain", "a.txt", &Uint8Array::new_with_length(1)).await.unwrap();
    attachments::remove(&store, "f").await.unwrap();
    assert!(attachments::get(&store, "f").await.unwrap().is_none());
    assert_eq!(attachments::remove(&store, "f").await, Ok(()), "removing again changes nothing");
}

#[wasm_bindgen_test]
async fn a_damaged_file_is_named() {
    let (name, store) = fresh().await;
    raw_put(&name, "attachments", "f", &JsValue::from_str("junk")).await.unwrap();
    let result = attachments::get(&store, "f").await;
    assert_eq!(result.err(), Some(StoreError::Damaged { record: "f".to_owned() }));
}

#[wasm_bindgen_test]
async fn files_of_no_draft_are_swept_up_and_those_of_a_draft_that_is_being_begun_stay() {
    let (name, store) = fresh().await;
    for (draft, file) in [("stored", "a"), ("begun", "b"), ("gone", "c"), ("gone", "d")] {
        attachments::put(&store, draft, file, "image/jpeg", "照片.jpg", &Uint8Array::new_with_length(3)).await.unwrap();
    }
    drafts::put(&store, &draft("stored", 1), None).await.unwrap();
    attachments::sweep(&store, &["begun".to_owned()]).await.unwrap();
    assert_eq!(keys(&name, "attachments").await, ["a", "b"]);
    attachments::sweep(&store, &[]).await.unwrap();
    assert_eq!(keys(&name, "attachments").await, ["a"]);
}

#[wasm_bindgen_test]
async fn shots_of_an_application_stay_until_the_portal_has_them() {
    let (_, store) = fresh().await;
    let jpeg = |byte: u8| Uint8Array::from(&[0xff, 0xd8, byte][..]);
    for (number, shot, byte) in [("7", "meter", 1), ("7", "wall", 2), ("71", "meter", 3), ("7", "meter", 4)] {
        shots::put(&store, number, shot, "表.jpg", &jpeg(byte)).await.unwrap();
    }
    attachments::sweep(&store, &[]).await.unwrap();
    assert_eq!(shots::list(&store, "7").await.unwrap(), ["meter", "wall"], "not those of application 71");
    let taken_again = shots::get(&store, "7", "meter").await.unwrap().expect("it is there");
    assert_eq!((taken_again.bytes.to_vec(), &*taken_again.name), (vec![0xff, 0xd8, 4], "表.jpg"));
    shots::remove(&store, "7", "meter").await.unwrap();
    assert_eq!(shots::list(&store, "7").await.unwrap(), ["wall"]);
    assert_eq!(shots::list(&store, "71").await.unwrap(), ["meter"]);
}
