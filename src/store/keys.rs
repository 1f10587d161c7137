//! The key of this device, and where it lies.
//!
//! On a phone or a desktop it is a key that no script can read, kept by the browser in a store of its own. On a kiosk it
//! is never stored: when the page ends, nobody can read a stored byte any more. A browser that refuses to store a key
//! (Safari in its lockdown mode, Firefox in a private window) is treated like a kiosk, and the store says so.

use super::open::{Connection, KEYS};
use super::seal::Key;
use super::transaction::{perform, Change, Found, Read};
use super::StoreError;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

/// The name of the device's key in its store.
const DEVICE: &str = "device";

/// Where the key of a store is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyPlace {
    /// By the browser, for the next visit.
    Device,
    /// In the page's memory.
    Session,
}

/// What lies in the store of keys.
enum Lying {
    Nothing,
    Key(Key),
    /// Something that is no key: a browser that gives keys back as nothing does not get a second one over the first.
    Other,
}

/// The key to use over a new connection: the one that is stored, or else `held`, which was in use before or is new.
pub(super) async fn settle(connection: &Connection, held: Key, place: KeyPlace) -> Result<Key, StoreError> {
    let lying = match place {
        KeyPlace::Session => Lying::Other,
        KeyPlace::Device => look(connection).await?,
    };
    if let Lying::Key(key) = lying {
        return Ok(key);
    }
    let in_memory = Key { kept: false, ..held };
    if matches!(lying, Lying::Other) || !put_first(connection, &in_memory).await? {
        return Ok(in_memory);
    }
    // Another tab may have been first; and what was put may not come back.
    match look(connection).await? {
        Lying::Key(key) => Ok(key),
        Lying::Nothing | Lying::Other => Ok(in_memory),
    }
}

async fn look(connection: &Connection) -> Result<Lying, StoreError> {
    match perform(connection, &[KEYS], Read::One(KEYS, DEVICE), None).await {
        Ok(found) => Ok(found.into_iter().next().map_or(Lying::Nothing, |(_, value)| recognise(&value))),
        Err(error @ (StoreError::Closed | StoreError::TimedOut)) => Err(error),
        Err(_) => Ok(Lying::Other),
    }
}

fn recognise(value: &JsValue) -> Lying {
    let property = |name: &str| Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    match (property("key").dyn_into::<CryptoKey>(), property("id").as_string()) {
        (Ok(key), Some(id)) => Lying::Key(Key { key, id, kept: true }),
        _ => Lying::Other,
    }
}

/// Stores a key unless one is there. Answers whether one is there now.
async fn put_first(connection: &Connection, key: &Key) -> Result<bool, StoreError> {
    let record = Object::new();
    for (name, value) in [("key", key.key.as_ref()), ("id", &JsValue::from_str(&key.id))] {
        Reflect::set(&record, &name.into(), value).map_err(|_| StoreError::Absent)?;
    }
    let decide = |found: Found| {
        let put = Change::Put(KEYS, DEVICE.to_owned(), record.clone().into());
        Ok(if found.is_empty() { vec![put] } else { Vec::new() })
    };
    match perform(connection, &[KEYS], Read::One(KEYS, DEVICE), Some(&decide)).await {
        Ok(_) => Ok(true),
        Err(error @ (StoreError::Closed | StoreError::TimedOut | StoreError::Full)) => Err(error),
        // `DataCloneError` mostly.
        Err(_) => Ok(false),
    }
}
