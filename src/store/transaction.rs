//! One transaction from its begin to its completion.
//!
//! It reads first, then decides what to write, and writes last: Safari does not undo requests that were awaited when it
//! aborts. The decision is no `async` function, so nothing can be awaited in between by mistake, which would commit. A
//! transaction that is not committed is aborted.
//!
//! All of it is one function over plain values and not a generic one: it is compiled once, and not once per caller.

use super::deadline::within;
use super::open::{Connection, ATTACHMENTS, BY_DRAFT, DRAFTS};
use super::{Store, StoreError, DEADLINE_MS};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;

/// What a transaction reads before it writes.
#[derive(Clone, Copy)]
pub(super) enum Read<'a> {
    /// Nothing.
    Nothing,
    /// What stands under a key of a store, if anything.
    One(&'a str, &'a str),
    /// All of a store, in the order of the keys.
    All(&'a str),
    /// The ids of a draft's attachments, without the attachments.
    AttachmentsOf(&'a str),
    /// The ids of attachments whose draft is neither stored nor one of these, without the attachments.
    StrayAttachments(&'a [String]),
}

/// What was read: keys with their values.
pub(super) type Found = Vec<(String, JsValue)>;

/// What a transaction writes.
pub(super) enum Change {
    /// A value under a key of a store.
    Put(&'static str, String, JsValue),
    /// Nothing any more under a key of a store.
    Delete(&'static str, String),
}

/// Decides by what was read what is written; an error leaves everything as it is.
/// When the connection ends in the middle it decides once more, over the next one.
pub(super) type Decide<'a> = &'a dyn Fn(Found) -> Result<Vec<Change>, StoreError>;

/// Reads from one store.
pub(super) async fn read(store: &Store, name: &str, what: Read<'_>) -> Result<Found, StoreError> {
    run(store, &[name], what, None).await
}

/// Writes to some stores, all or nothing. Returns when the browser says that it is durable.
pub(super) async fn write(
    store: &Store,
    names: &[&str],
    first: Read<'_>,
    decide: Decide<'_>,
) -> Result<(), StoreError> {
    run(store, names, first, Some(decide)).await.map(drop)
}

/// A connection can end under a transaction: iOS does that to a page in the background. All of it is then done again, once.
async fn run(store: &Store, names: &[&str], first: Read<'_>, decide: Option<Decide<'_>>) -> Result<Found, StoreError> {
    match once(store, names, first, decide).await {
        Err(StoreError::Closed) => once(store, names, first, decide).await,
        result => result,
    }
}

async fn once(store: &Store, names: &[&str], first: Read<'_>, decide: Option<Decide<'_>>) -> Result<Found, StoreError> {
    if let Some(tables) = store.memory() {
        return tables.run(first, decide);
    }
    let result = within(DEADLINE_MS, async {
        let connection = store.connection().await?;
        if decide.is_some() && connection.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        perform(&connection, names, first, decide).await
    });
    let result = result.await.unwrap_or(Err(StoreError::TimedOut));
    if result.as_ref().is_err_and(StoreError::leaves_open) {
        store.disconnect();
    }
    result
}

/// One transaction over a connection, without a deadline.
pub(super) async fn perform(
    connection: &Connection,
    names: &[&str],
    first: Read<'_>,
    decide: Option<Decide<'_>>,
) -> Result<Found, StoreError> {
    let mode = if decide.is_some() { TransactionMode::Readwrite } else { TransactionMode::Readonly };
    finish(begin(connection, names, mode)?, first, decide).await
}

fn begin<'a>(connection: &'a Connection, names: &[&str], mode: TransactionMode) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    // By default Firefox (40) and Chromium (121) call complete what only the operating system's cache has.
    options.set_durability(TransactionDurability::Strict);
    Ok(connection.database().transaction(names).with_mode(mode).with_options(options).build()?)
}

async fn finish(
    transaction: Transaction<'_>,
    first: Read<'_>,
    decide: Option<Decide<'_>>,
) -> Result<Found, StoreError> {
    // When a transaction aborts by itself (a full disk), only this handle knows why.
    let handle = transaction.as_sys().clone();
    let why = |error: StoreError| match handle.error() {
        Some(exception) => StoreError::from_exception(&exception),
        None => error,
    };
    let mut found = find(&transaction, first).await.map_err(|error| why(error.into()))?;
    if let Some(decide) = decide {
        for change in decide(std::mem::take(&mut found))? {
            make(&transaction, change).map_err(|error| why(error.into()))?;
        }
    }
    transaction.commit().await.map_err(|error| why(error.into()))?;
    Ok(found)
}

async fn find(transaction: &Transaction<'_>, what: Read<'_>) -> indexed_db_futures::Result<Found> {
    match what {
        Read::Nothing => Ok(Vec::new()),
        Read::One(store, key) => {
            let value = transaction.object_store(store)?.get::<JsValue, _, _>(key).primitive()?.await?;
            Ok(value.map(|value| (key.to_owned(), value)).into_iter().collect())
        }
        Read::All(store) => {
            let store = transaction.object_store(store)?;
            let keys = store.get_all_keys::<String>().primitive()?;
            let values = store.get_all::<JsValue>().primitive()?;
            let (keys, values) = (keys.await?, values.await?);
            keys.zip(values).map(|(key, value)| Ok((key?, value?))).collect()
        }
        Read::StrayAttachments(begun) => {
            let files = transaction.object_store(ATTACHMENTS)?;
            let all = files.get_all_keys::<String>().primitive()?.await?;
            let mut stray = all.collect::<indexed_db_futures::Result<BTreeSet<_>>>()?;
            let drafts = transaction.object_store(DRAFTS)?.get_all_keys::<String>().primitive()?.await?;
            for draft in drafts.chain(begun.iter().cloned().map(Ok)) {
                let draft = draft?;
                let own = files.index(BY_DRAFT)?.get_all_keys::<String>().with_query(&*draft).primitive()?.await?;
                for key in own {
                    stray.remove(&key?);
                }
            }
            Ok(stray.into_iter().map(|key| (key, JsValue::UNDEFINED)).collect())
        }
        Read::AttachmentsOf(draft) => {
            let store = transaction.object_store(ATTACHMENTS)?;
            let keys = store.index(BY_DRAFT)?.get_all_keys::<String>().with_query(draft).primitive()?.await?;
            keys.map(|key| Ok((key?, JsValue::UNDEFINED))).collect()
        }
    }
}

/// Requests a change; whether that worked is known when the transaction has completed.
fn make(transaction: &Transaction<'_>, change: Change) -> indexed_db_futures::Result<()> {
    match change {
        Change::Put(store, key, value) => {
            transaction.object_store(store)?.put(value).with_key(key).without_key_type().primitive()?;
        }
        Change::Delete(store, key) => {
            transaction.object_store(store)?.delete(key).primitive()?;
        }
    }
    Ok(())
}
