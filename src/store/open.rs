//! Opening the database, making its stores, and the life of a connection.
//!
//! The four things that can happen to a connection, and what becomes of them: `upgradeneeded` makes the stores; `blocked`
//! is waited for a moment, then said; `versionchange` (another tab has a newer version, or deletes) closes this connection
//! politely; `close` (the browser ended it) makes the next use open a new one.

use super::deadline::within;
use super::{StoreError, DEADLINE_MS};
use indexed_db_futures::database::Database;
use indexed_db_futures::future::OpenDbRequest;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbVersionChangeEvent;

/// The version of the database, counted up with every change of its stores.
const VERSION: u32 = 1;

/// How long another tab has to let go before it is said to block: its running transactions end first.
const BLOCKED_AFTER_MS: u32 = 3_000;

pub(super) const DRAFTS: &str = "drafts";
pub(super) const ATTACHMENTS: &str = "attachments";
pub(super) const APPLICATIONS: &str = "applications";
pub(super) const META: &str = "meta";

/// The index over [`ATTACHMENTS`] by the draft they belong to, and the property it reads.
pub(super) const BY_DRAFT: &str = "draft";

/// An open connection. Dropping it closes it, after the transactions that still run.
pub(super) struct Connection {
    database: Database,
    alive: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut()>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Connection {
    fn new(database: Database) -> Self {
        let alive = Rc::new(Cell::new(true));
        let on_close = Closure::new({
            let alive = alive.clone();
            move || alive.set(false)
        });
        let on_version_change = Closure::new({
            let handle = database.clone();
            move || handle.as_sys().close()
        });
        let sys = database.as_sys();
        sys.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        sys.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Self { database, alive, _on_close: on_close, _on_version_change: on_version_change }
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    pub(super) fn is_alive(&self) -> bool {
        self.alive.get()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let sys = self.database.as_sys();
        sys.set_onclose(None);
        sys.set_onversionchange(None);
        sys.close();
    }
}

/// Opens a connection, within the deadline.
pub(super) async fn connect(name: &str) -> Result<Connection, StoreError> {
    let request = Database::open(name).with_version(VERSION).build().map_err(StoreError::from_opening)?;
    let mut opening = Opening::new(request);
    let mut opened = within(BLOCKED_AFTER_MS, &mut opening.request).await;
    if opened.is_none() && !opening.is_blocked() {
        opened = within(DEADLINE_MS - BLOCKED_AFTER_MS, &mut opening.request).await;
    }
    match opened {
        Some(opened) => opened.map(Connection::new).map_err(StoreError::from_opening),
        None => {
            let error = if opening.is_blocked() { StoreError::Blocked } else { StoreError::TimedOut };
            opening.close_when_open();
            Err(error)
        }
    }
}

/// An opening under way, with its listeners. They stand here because those of the library bring all its error texts along,
/// floating-point numbers included: 10 kB compressed in a program that prints no such number otherwise.
struct Opening {
    request: OpenDbRequest,
    blocked: Rc<Cell<bool>>,
    _on_blocked: Closure<dyn FnMut()>,
    _on_upgrade: Closure<dyn FnMut(IdbVersionChangeEvent) -> Result<(), JsValue>>,
}

impl Opening {
    fn new(request: OpenDbRequest) -> Self {
        let blocked = Rc::new(Cell::new(false));
        let on_blocked = Closure::new({
            let blocked = blocked.clone();
            move || blocked.set(true)
        });
        let on_upgrade = Closure::new({
            let request = request.as_sys().clone();
            move |event: IdbVersionChangeEvent| upgrade(&request, event.old_version())
        });
        request.as_sys().set_onblocked(Some(on_blocked.as_ref().unchecked_ref()));
        request.as_sys().set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        Self { request, blocked, _on_blocked: on_blocked, _on_upgrade: on_upgrade }
    }

    fn is_blocked(&self) -> bool {
        self.blocked.get()
    }

    /// An opening cannot be called off; one that nobody waits for any more must not hold the database against other tabs.
    fn close_when_open(self) {
        wasm_bindgen_futures::spawn_local(async move {
            // All of it, or the listeners would be gone before the end.
            let mut opening = self;
            if let Ok(database) = (&mut opening.request).await {
                database.close();
            }
        });
    }
}

/// Makes what each version added, from the one that is there on. An error calls the whole upgrade off.
fn upgrade(request: &web_sys::IdbOpenDbRequest, from: f64) -> Result<(), JsValue> {
    let database: web_sys::IdbDatabase = request.result()?.unchecked_into();
    if from < 1.0 {
        for name in [DRAFTS, APPLICATIONS, META] {
            database.create_object_store(name)?;
        }
        database.create_object_store(ATTACHMENTS)?.create_index_with_str(BY_DRAFT, BY_DRAFT)?;
    }
    Ok(())
}
