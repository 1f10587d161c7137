//! What the tests do to the browser behind the store's back.

use mianzheng::store::{open, Store};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(module = "/tests/browser/browser.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = rawGet)]
    pub async fn raw_get(database: &str, store: &str, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = rawKeys)]
    pub async fn raw_keys(database: &str, store: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = rawPut)]
    pub async fn raw_put(database: &str, store: &str, key: &str, value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = rawRemove)]
    pub async fn raw_remove(database: &str, store: &str, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = versionOne)]
    pub async fn version_one(database: &str, records: &js_sys::Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = rawUpgrade)]
    pub async fn raw_upgrade(database: &str, version: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = rawDelete)]
    pub async fn raw_delete(database: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = impoliteTab)]
    async fn impolite_tab_raw(database: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = busyTab)]
    async fn busy_tab_raw(database: &str, store: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = undoAll)]
    pub fn undo_all();
    #[wasm_bindgen(js_name = hurry)]
    fn hurry_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = fullDisk)]
    fn full_disk_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = silentCommits)]
    fn silent_commits_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = nextRelease)]
    fn next_release_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = keyRefused)]
    fn key_refused_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = failedUpgrade)]
    fn failed_upgrade_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = cutOffOnce)]
    fn cut_off_once_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = withoutIndexedDb)]
    fn without_indexed_db_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = deniedIndexedDb)]
    fn denied_indexed_db_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = withoutSubtle)]
    fn without_subtle_raw() -> js_sys::Function;
    #[wasm_bindgen(js_name = watch)]
    fn watch_raw() -> js_sys::Function;
    pub fn transactions() -> String;
    #[wasm_bindgen(js_name = connectionCount)]
    pub fn connection_count() -> u32;
    #[wasm_bindgen(js_name = endConnection)]
    pub fn end_connection();
    #[wasm_bindgen(js_name = loseConnection)]
    pub fn lose_connection();
}

/// A change of the browser; ends with its scope.
#[must_use = "the change ends at once"]
pub struct Change(js_sys::Function);

impl Change {
    /// Ends it now.
    pub fn end(self) {}
}

impl Drop for Change {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).expect("it can be undone");
    }
}

pub async fn impolite_tab(database: &str) -> Change {
    Change(impolite_tab_raw(database).await.expect("it opens").unchecked_into())
}

pub async fn busy_tab(database: &str, store: &str) -> Change {
    Change(busy_tab_raw(database, store).await.expect("it opens").unchecked_into())
}

pub fn hurry() -> Change {
    Change(hurry_raw())
}

pub fn full_disk() -> Change {
    Change(full_disk_raw())
}

pub fn silent_commits() -> Change {
    Change(silent_commits_raw())
}

pub fn next_release() -> Change {
    Change(next_release_raw())
}

pub fn key_refused() -> Change {
    Change(key_refused_raw())
}

pub fn failed_upgrade() -> Change {
    Change(failed_upgrade_raw())
}

pub fn cut_off_once() -> Change {
    Change(cut_off_once_raw())
}

pub fn without_indexed_db() -> Change {
    Change(without_indexed_db_raw())
}

pub fn denied_indexed_db() -> Change {
    Change(denied_indexed_db_raw())
}

pub fn without_subtle() -> Change {
    Change(without_subtle_raw())
}

pub fn watch() -> Change {
    Change(watch_raw())
}

/// The name of a database that nobody has used, and the store over it, in a browser that nobody has changed.
pub async fn fresh() -> (String, Store) {
    let name = unused();
    let store = open(&name).await.expect("a fresh database opens");
    (name, store)
}

/// The name of a database that nobody has used, in a browser that nobody has changed.
pub fn unused() -> String {
    undo_all();
    format!("test-{}", mianzheng::app::crypto::random_id())
}

/// All keys of a store, as another program reads them.
pub async fn keys(database: &str, store: &str) -> Vec<String> {
    let keys = raw_keys(database, store).await.expect("keys can be read");
    js_sys::Array::from(&keys).iter().filter_map(|key| key.as_string()).collect()
}
