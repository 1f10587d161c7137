//! What stays on this device: drafts, their attachments, receipts and a few small texts, in IndexedDB.
//!
//! One module a store, one for opening, one for transactions, one for the seal. Each function here is one transaction and
//! returns when that has *completed*, durably where it writes: nothing may be called saved earlier. Contents are sealed
//! before a transaction begins and opened after it has ended, because a transaction that waits for anything but its own
//! requests is committed by the browser at once (IndexedDB 3.0, section 2.7.1).
//!
//! It decides nothing about answers, never retries a write that failed and says no word to a person: [`StoreError`] and
//! [`Keeping`] carry what a message needs. Only this room knows the library that speaks to IndexedDB.

pub mod applications;
pub mod attachments;
mod connection;
mod deadline;
pub mod drafts;
mod error;
mod keys;
mod memory;
pub mod meta;
pub mod notes;
mod open;
mod record;
mod seal;
pub mod shots;
mod sweep;
mod transaction;

pub use error::StoreError;
pub use record::Stored;

use connection::Life;
use keys::KeyPlace;
use memory::Tables;
use open::Connection;
use record::{Content, Record, Unreadable};
use seal::{Address, Key};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How long an operation may take, opening included.
const DEADLINE_MS: u32 = 10_000;

/// What this device keeps, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Stored and sealed, with a key that the browser keeps.
    Device,
    /// Stored and sealed, with a key in memory: when the page ends, nobody can read it any more.
    Session,
    /// Not stored at all: all of it is in the page's memory.
    Page,
    /// The database could not be upgraded: what is in it can be read, and nothing is written.
    ReadOnly,
}

/// The database of this device. A clone is the same one.
///
/// A connection can die at any time: Safari ends it under memory pressure, another tab asks for it, the person clears the
/// site's storage. The next use opens a new one without a word.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    place: Place,
    /// Names this handle among all tabs, so that it knows its own writes again.
    writer: f64,
    /// Drafts whose last write ended without saying whether it was committed.
    undecided: RefCell<BTreeSet<String>>,
}

enum Place {
    Database(Box<Disk>),
    Memory(Tables),
}

struct Disk {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    life: Rc<Life>,
    key_place: KeyPlace,
    key: RefCell<Option<Key>>,
}

/// Opens the database of this name, makes its stores the first time, and seals what an older version left readable.
///
/// # Errors
/// [`StoreError::Absent`] where a browser has or allows no IndexedDB or cannot seal, [`StoreError::Newer`] where a newer
/// version of this program was here, [`StoreError::Blocked`] where another tab holds an older one open.
pub async fn open(name: &str) -> Result<Store, StoreError> {
    open_with(name, KeyPlace::Device, None).await
}

/// The same, but waits as long as another tab holds an older version open, and tells so once.
pub async fn open_patiently(name: &str, tell_blocked: &dyn Fn()) -> Result<Store, StoreError> {
    open_with(name, KeyPlace::Device, Some(tell_blocked)).await
}

/// The same for a kiosk: the key is never stored, so that nothing can be read once the page has ended.
pub async fn open_for_session(name: &str, tell_blocked: &dyn Fn()) -> Result<Store, StoreError> {
    open_with(name, KeyPlace::Session, Some(tell_blocked)).await
}

/// A store in the page's memory, for a browser that keeps nothing.
pub fn in_memory() -> Store {
    Store::new(Place::Memory(Tables::default()))
}

async fn open_with(name: &str, key_place: KeyPlace, tell_blocked: Option<&dyn Fn()>) -> Result<Store, StoreError> {
    // Before anything is stored: where nothing can be sealed, nothing is.
    let life = Rc::<Life>::default();
    let spare = seal::new_key().await?;
    let connection = Rc::new(open::connect(name, &life, tell_blocked).await?);
    let key = settle(&connection, spare, key_place).await?;
    let is_read_only = connection.is_read_only();
    let disk = Disk {
        name: name.to_owned(),
        connection: RefCell::new(Some(connection)),
        life,
        key_place,
        key: RefCell::new(key),
    };
    let store = Store::new(Place::Database(Box::new(disk)));
    if !is_read_only {
        // What could not be sealed now is sealed after the next opening, and can be read until then.
        let _ = sweep::sweep(&store).await;
    }
    Ok(store)
}

/// The key to use over a connection, within the deadline; none over stores that cannot be written.
async fn settle(connection: &Connection, held: Key, place: KeyPlace) -> Result<Option<Key>, StoreError> {
    if connection.is_read_only() {
        return Ok(None);
    }
    let settled = deadline::within(DEADLINE_MS, keys::settle(connection, held, place)).await;
    settled.unwrap_or(Err(StoreError::TimedOut)).map(Some)
}

impl Store {
    fn new(place: Place) -> Self {
        Self(Rc::new(Inner { place, writer: js_sys::Math::random(), undecided: RefCell::default() }))
    }

    /// What becomes of what is written.
    pub fn keeping(&self) -> Keeping {
        match &self.0.place {
            Place::Memory(_) => Keeping::Page,
            Place::Database(disk) => match &*disk.key.borrow() {
                Some(key) if key.kept => Keeping::Device,
                Some(_) => Keeping::Session,
                None => Keeping::ReadOnly,
            },
        }
    }

    /// Has something done before the database is let go to a newer version of the program in another tab: the last writes.
    /// It has two seconds; afterwards every use ends in [`StoreError::Newer`].
    pub fn before_letting_go<F: Future<Output = ()> + 'static>(&self, last_writes: impl Fn() -> F + 'static) {
        if let Place::Database(disk) = &self.0.place {
            disk.life.last_writes.replace(Some(Rc::new(move || Box::pin(last_writes()))));
        }
    }

    fn memory(&self) -> Option<&Tables> {
        match &self.0.place {
            Place::Memory(tables) => Some(tables),
            Place::Database(_) => None,
        }
    }

    /// The key that seals; none where nothing leaves the page's memory.
    fn key(&self) -> Option<Key> {
        match &self.0.place {
            Place::Memory(_) => None,
            Place::Database(disk) => disk.key.borrow().clone(),
        }
    }

    /// A record with a value as its content.
    async fn seal(&self, store: &str, id: &str, value: &impl Serialize) -> Result<Record, StoreError> {
        let content = Content { text: text_of(value)?, bytes: None };
        seal::seal(self.key().as_ref(), &Address { store, id, revision: 0, draft: "" }, &content).await
    }

    /// What was found in a store under an id, and its content.
    async fn unseal(&self, store: &str, id: &str, value: JsValue) -> Result<(Record, Content), Unreadable> {
        let record = Record::found(value)?;
        let draft = record.draft().unwrap_or_default();
        let at = Address { store, id, revision: record.revision().unwrap_or(0), draft: &draft };
        let content = seal::unseal(self.key().as_ref(), &at, &record).await?;
        Ok((record, content))
    }

    /// The living connection, or a new one.
    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let Place::Database(disk) = &self.0.place else { return Err(StoreError::Absent) };
        if disk.life.outdated.get() {
            return Err(StoreError::Newer);
        }
        let living = disk.connection.borrow().clone().filter(|connection| connection.is_alive());
        match living {
            Some(connection) => Ok(connection),
            None => disk.reconnect().await,
        }
    }

    /// Lets go of the connection, so that the next use begins with a new one.
    fn disconnect(&self) {
        if let Place::Database(disk) = &self.0.place {
            disk.connection.take();
        }
    }
}

impl Disk {
    /// The key is settled anew: somebody may have deleted the database, and the key with it.
    async fn reconnect(&self) -> Result<Rc<Connection>, StoreError> {
        self.connection.take();
        let opened = open::connect(&self.name, &self.life, None).await;
        let connection = Rc::new(opened.map_err(StoreError::on_reopening)?);
        let held = self.key.borrow().clone();
        if let Some(held) = held {
            let key = settle(&connection, held, self.key_place).await?;
            self.key.replace(key);
        }
        self.connection.replace(Some(connection.clone()));
        Ok(connection)
    }
}

/// A value as JSON.
fn text_of(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}
