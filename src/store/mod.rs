//! What stays on this device: drafts, their attachments, receipts and a few small texts, in IndexedDB.
//!
//! One module a store, one for opening, one for transactions. Each function here is one transaction and returns when that
//! has *completed*, durably where it writes: nothing may be called saved earlier. Texts are encoded before a transaction
//! begins and decoded after it has ended, because a transaction that waits for anything but its own requests is committed
//! by the browser at once (IndexedDB 3.0, section 2.7.1).
//!
//! It decides nothing about answers, never retries a write and says no word to a person: [`StoreError`] carries what a
//! message needs. Only this room knows the library that speaks to IndexedDB.

pub mod applications;
pub mod attachments;
mod deadline;
pub mod drafts;
mod error;
pub mod meta;
mod open;
mod record;
mod transaction;

pub use error::StoreError;
pub use record::Stored;

use open::Connection;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How long an operation may take, opening included.
const DEADLINE_MS: u32 = 10_000;

/// The database of this device. A clone is the same one.
///
/// A connection can die at any time: Safari ends it under memory pressure, another tab asks for it, the person clears the
/// site's storage. The next use opens a new one without a word.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    /// Names this handle among all tabs, so that it knows its own writes again.
    writer: f64,
    /// Drafts whose last write ended without saying whether it was committed.
    undecided: RefCell<BTreeSet<String>>,
}

/// Opens the database of this name, and makes its stores the first time.
///
/// # Errors
/// [`StoreError::Absent`] where a browser has or allows no IndexedDB, [`StoreError::Newer`] where a newer version of this
/// program was here, [`StoreError::Blocked`] where another tab holds an older one open.
pub async fn open(name: &str) -> Result<Store, StoreError> {
    let connection = open::connect(name).await?;
    Ok(Store(Rc::new(Inner {
        name: name.to_owned(),
        connection: RefCell::new(Some(Rc::new(connection))),
        writer: js_sys::Math::random(),
        undecided: RefCell::default(),
    })))
}

impl Store {
    /// The living connection, or a new one.
    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let living = self.0.connection.borrow().clone().filter(|connection| connection.is_alive());
        match living {
            Some(connection) => Ok(connection),
            None => self.reconnect().await,
        }
    }

    async fn reconnect(&self) -> Result<Rc<Connection>, StoreError> {
        self.disconnect();
        let connection = Rc::new(open::connect(&self.0.name).await.map_err(StoreError::on_reopening)?);
        self.0.connection.replace(Some(connection.clone()));
        Ok(connection)
    }

    /// Lets go of the connection, so that the next use begins with a new one.
    fn disconnect(&self) {
        self.0.connection.take();
    }
}
