//! One transaction from its begin to its completion.
//!
//! A transaction that is not committed is aborted. Inside one, nothing may be awaited but its own requests. What is to be
//! checked is read first and written last, because Safari does not undo requests that were awaited when it aborts.

use super::deadline::within;
use super::open::{Connection, ATTACHMENTS, BY_DRAFT};
use super::{Store, StoreError, DEADLINE_MS};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use std::cell::OnceCell;
use wasm_bindgen::JsValue;

/// What can be done inside a transaction.
pub(super) struct Work<'a>(Transaction<'a>);

impl Work<'_> {
    /// The value under a key.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StoreError> {
        Ok(self.0.object_store(store)?.get::<JsValue, _, _>(key).primitive()?.await?)
    }

    /// All keys with their values, in the order of the keys.
    pub(super) async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, StoreError> {
        let store = self.0.object_store(store)?;
        let keys = store.get_all_keys::<String>().primitive()?;
        let values = store.get_all::<JsValue>().primitive()?;
        let (keys, values) = (keys.await?, values.await?);
        keys.zip(values).map(|(key, value)| Ok((key?, value?))).collect()
    }

    /// The ids of a draft's attachments.
    pub(super) async fn attachments_of(&self, draft: &str) -> Result<Vec<String>, StoreError> {
        let store = self.0.object_store(ATTACHMENTS)?;
        let index = store.index(BY_DRAFT)?;
        let keys = index.get_all_keys::<String>().with_query(draft).primitive()?.await?;
        keys.map(|key| Ok(key?)).collect()
    }

    /// Writes a value; whether that worked is known when the transaction has completed.
    pub(super) fn put(&self, store: &str, key: &str, value: JsValue) -> Result<(), StoreError> {
        self.0.object_store(store)?.put(value).with_key(key).without_key_type().primitive()?;
        Ok(())
    }

    /// Removes what is under a key, if anything; whether that worked is known when the transaction has completed.
    pub(super) fn delete(&self, store: &str, key: &str) -> Result<(), StoreError> {
        self.0.object_store(store)?.delete(key).primitive()?;
        Ok(())
    }
}

/// Reads from some stores, all in one transaction.
pub(super) async fn read<T>(
    store: &Store,
    names: &[&str],
    work: impl AsyncFnOnce(&Work) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    run(store, names, TransactionMode::Readonly, work).await
}

/// Writes to some stores, all in one transaction, or to none. Returns when the browser says that it is durable.
pub(super) async fn write<T>(
    store: &Store,
    names: &[&str],
    work: impl AsyncFnOnce(&Work) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    run(store, names, TransactionMode::Readwrite, work).await
}

async fn run<T>(
    store: &Store,
    names: &[&str],
    mode: TransactionMode,
    work: impl AsyncFnOnce(&Work) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let finished = within(DEADLINE_MS, async {
        let (first, second) = (store.connection().await?, OnceCell::new());
        let transaction = match begin(&first, names, mode) {
            // The connection was closed without an event: iOS does that to a page in the background.
            Err(StoreError::Closed) => {
                let connection = store.reconnect().await?;
                begin(second.get_or_init(|| connection), names, mode)?
            }
            begun => begun?,
        };
        finish(Work(transaction), work).await
    });
    let result = finished.await.unwrap_or(Err(StoreError::TimedOut));
    if result.as_ref().is_err_and(StoreError::leaves_open) {
        store.disconnect();
    }
    result
}

fn begin<'a>(connection: &'a Connection, names: &[&str], mode: TransactionMode) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    // By default Firefox (40) and Chromium (121) call complete what only the operating system's cache has.
    options.set_durability(TransactionDurability::Strict);
    Ok(connection.database().transaction(names).with_mode(mode).with_options(options).build()?)
}

async fn finish<T>(work: Work<'_>, steps: impl AsyncFnOnce(&Work) -> Result<T, StoreError>) -> Result<T, StoreError> {
    // When a transaction aborts by itself (a full disk), only this handle knows why.
    let handle = work.0.as_sys().clone();
    let why = |error: StoreError| match handle.error() {
        Some(exception) => StoreError::from_exception(&exception),
        None => error,
    };
    let value = steps(&work).await.map_err(why)?;
    work.0.commit().await.map_err(|error| why(error.into()))?;
    Ok(value)
}
