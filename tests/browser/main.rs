//! The store and the crypto of the app in a real browser: real IndexedDB, a fresh database for each test.
#![cfg(target_arch = "wasm32")]

mod applications;
mod attachments;
mod behind;
mod connection;
mod crypto;
mod drafts;
mod memory;
mod meta;
mod notes;
mod samples;
mod seal;
mod upgrade;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
