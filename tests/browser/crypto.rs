//! Promises about digests and random ids.

use crate::behind::{undo_all, without_subtle};
use mianzheng::app::crypto::{random_id, sha256_hex};
use wasm_bindgen_test::wasm_bindgen_test;

/// The examples of FIPS 180-4 (NIST, "SHA256.pdf"), and the empty message.
const VECTORS: &[(&str, usize, &str)] = &[
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
];

#[wasm_bindgen_test]
async fn digests_are_those_of_the_standard() {
    undo_all();
    for (text, times, digest) in VECTORS {
        assert_eq!(sha256_hex(text.repeat(*times).as_bytes()).await, *digest, "{times} times {text:?}");
    }
}

#[wasm_bindgen_test]
async fn digests_are_the_same_where_the_browser_computes_none() {
    let _without = without_subtle();
    for (text, times, digest) in VECTORS {
        assert_eq!(sha256_hex(text.repeat(*times).as_bytes()).await, *digest, "{times} times {text:?}");
    }
}

#[wasm_bindgen_test]
async fn both_ways_agree_at_every_length_around_a_block() {
    undo_all();
    for length in 0..=130_u8 {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(31)).collect();
        let by_browser = sha256_hex(&bytes).await;
        let without = without_subtle();
        let by_us = sha256_hex(&bytes).await;
        without.end();
        assert_eq!(by_us, by_browser, "{length} bytes");
    }
}

#[wasm_bindgen_test]
fn random_ids_are_uuids_of_version_four_and_differ() {
    let ids: std::collections::BTreeSet<String> = (0..1_000).map(|_| random_id()).collect();
    assert_eq!(ids.len(), 1_000);
    for id in ids {
        let shape: String = id.chars().map(|c| if c.is_ascii_hexdigit() { 'x' } else { c }).collect();
        assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "{id}");
        assert!(&id[14..15] == "4" && "89ab".contains(&id[19..20]) && id == id.to_lowercase(), "{id}");
    }
}
