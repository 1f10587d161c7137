//! The life of an open connection.
//!
//! Two things can happen to it: `close` (the browser ended it) makes the next use open a new one; `versionchange` asks it
//! to let go. When the database is being deleted it lets go at once. When another tab has a newer version of the program,
//! whoever listens may write down what is not stored yet; then it lets go for good, because what this version would write
//! is not what the newer one reads.

use super::deadline::within;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsCast;
use web_sys::IdbVersionChangeEvent;

/// How long the last writes may take before the connection is let go; the other tab waits for a little longer.
const LAST_WRITES_MS: u32 = 2_000;

/// What is done before the connection is let go to a newer version.
type LastWrites = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>;

/// What outlives a connection.
#[derive(Default)]
pub(super) struct Life {
    /// A newer version of the program has taken the database over: no connection is opened any more.
    pub outdated: Cell<bool>,
    pub last_writes: RefCell<Option<LastWrites>>,
}

/// An open connection. Dropping it closes it, after the transactions that still run.
pub(super) struct Connection {
    database: Database,
    read_only: bool,
    alive: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut()>,
    _on_version_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
}

impl Connection {
    pub(super) fn new(database: Database, life: &Rc<Life>, read_only: bool) -> Self {
        let alive = Rc::new(Cell::new(true));
        let on_close = Closure::new({
            let alive = alive.clone();
            move || alive.set(false)
        });
        let on_version_change = Closure::new({
            let (handle, life) = (database.clone(), life.clone());
            move |event: IdbVersionChangeEvent| let_go(handle.clone(), life.clone(), event.new_version().is_some())
        });
        let sys = database.as_sys();
        sys.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        sys.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Self { database, read_only, alive, _on_close: on_close, _on_version_change: on_version_change }
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    pub(super) fn is_alive(&self) -> bool {
        self.alive.get()
    }

    /// Whether it holds an older version's stores, whose upgrade has failed.
    pub(super) fn is_read_only(&self) -> bool {
        self.read_only
    }
}

fn let_go(database: Database, life: Rc<Life>, is_newer: bool) {
    let last_writes = life.last_writes.borrow().clone().filter(|_| is_newer);
    let Some(last_writes) = last_writes else {
        life.outdated.set(is_newer);
        database.as_sys().close();
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let _ = within(LAST_WRITES_MS, last_writes()).await;
        life.outdated.set(true);
        database.as_sys().close();
    });
}

impl Drop for Connection {
    fn drop(&mut self) {
        let sys = self.database.as_sys();
        sys.set_onclose(None);
        sys.set_onversionchange(None);
        sys.close();
    }
}
