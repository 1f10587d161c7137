//! Opening the database, and making its stores.
//!
//! Three things can happen meanwhile: `upgradeneeded` makes the stores; `blocked` (another tab has an older version) is
//! waited for a moment, then said; and an upgrade can fail, which leaves the older stores as they were: they are opened
//! as they are, to be read only. What can happen afterwards stands in `src/store/connection.rs`.

pub(super) use super::connection::Connection;
use super::connection::Life;
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

/// The version of the database, counted up with every change of its stores. 2: records are sealed, with a store of keys.
const VERSION: u32 = 2;

/// How long another tab has to let go before it is said to block: its running transactions end first.
const BLOCKED_AFTER_MS: u32 = 3_000;

pub(super) const DRAFTS: &str = "drafts";
pub(super) const ATTACHMENTS: &str = "attachments";
pub(super) const APPLICATIONS: &str = "applications";
pub(super) const META: &str = "meta";
pub(super) const KEYS: &str = "keys";

/// The index over [`ATTACHMENTS`] by the draft they belong to, and the property it reads.
pub(super) const BY_DRAFT: &str = "draft";

/// Stands in [`KEYS`] while records of version 1 may lie in the stores readably.
pub(super) const PLAIN: &str = "plain";

/// Opens a connection, within the deadline. While another tab blocks the upgrade, that is told if somebody is listening,
/// and waited for without an end.
pub(super) async fn connect(
    name: &str,
    life: &Rc<Life>,
    tell_blocked: Option<&dyn Fn()>,
) -> Result<Connection, StoreError> {
    let request = Database::open(name).with_version(VERSION).build().map_err(StoreError::from_opening)?;
    let mut opening = Opening::new(request);
    let mut opened = within(BLOCKED_AFTER_MS, &mut opening.request).await;
    if opened.is_none() && !opening.blocked.get() {
        opened = within(DEADLINE_MS - BLOCKED_AFTER_MS, &mut opening.request).await;
    }
    if let (None, true, Some(tell)) = (&opened, opening.blocked.get(), tell_blocked) {
        tell();
        opened = Some((&mut opening.request).await);
    }
    match opened {
        Some(Ok(database)) => Ok(Connection::new(database, life, false)),
        Some(Err(_)) if opening.upgraded_from.get() > 0.0 => connect_as_it_is(name, life).await,
        Some(Err(error)) => Err(StoreError::from_opening(error)),
        None => {
            let error = if opening.blocked.get() { StoreError::Blocked } else { StoreError::TimedOut };
            opening.close_when_open();
            Err(error)
        }
    }
}

/// After an upgrade that failed: the older version's stores, which are as they were.
async fn connect_as_it_is(name: &str, life: &Rc<Life>) -> Result<Connection, StoreError> {
    let mut request = Database::open(name).build().map_err(StoreError::from_opening)?;
    let opened = within(DEADLINE_MS, &mut request).await.ok_or(StoreError::TimedOut)?;
    opened.map(|database| Connection::new(database, life, true)).map_err(StoreError::from_opening)
}

/// An opening under way, with its listeners. They stand here because those of the library bring all its error texts along,
/// floating-point numbers included: 10 kB compressed in a program that prints no such number otherwise.
struct Opening {
    request: OpenDbRequest,
    blocked: Rc<Cell<bool>>,
    /// The version that was there, once an upgrade has begun; 0 where there was none.
    upgraded_from: Rc<Cell<f64>>,
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
        let upgraded_from = Rc::new(Cell::new(0.0));
        let on_upgrade = Closure::new({
            let (request, upgraded_from) = (request.as_sys().clone(), upgraded_from.clone());
            move |event: IdbVersionChangeEvent| {
                upgraded_from.set(event.old_version());
                upgrade(&request, event.old_version())
            }
        });
        request.as_sys().set_onblocked(Some(on_blocked.as_ref().unchecked_ref()));
        request.as_sys().set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        Self { request, blocked, upgraded_from, _on_blocked: on_blocked, _on_upgrade: on_upgrade }
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
    if from < 2.0 {
        let keys = database.create_object_store(KEYS)?;
        if from > 0.0 {
            keys.put_with_key(&JsValue::TRUE, &PLAIN.into())?;
        }
    }
    Ok(())
}
