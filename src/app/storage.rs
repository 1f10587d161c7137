//! The store of the device as the app has it: opened once, and what a person has to know about it.
//!
//! Where the browser keeps nothing, everything goes on in the page's memory. Where an older tab holds the database, it is
//! waited for. When a newer version of the program wants it, what is not stored yet is written first.

use super::site::Site;
use crate::portal::Terminal;
use crate::store::{self, Keeping, Store, StoreError};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// The name of the database.
const NAME: &str = "mianzheng";
/// How often it is looked whether an opening that somebody else began has ended.
const LOOK_AGAIN_MS: u32 = 20;

/// What a person has to know about keeping things on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// Nothing can be kept: all of it is in this page's memory.
    PageOnly,
    /// The key cannot be kept: what is stored cannot be read once the page has ended.
    SessionOnly,
    /// What is stored can be read; nothing new is stored.
    ReadOnly,
    /// Another page of an older version has to be closed first; it goes on by itself then.
    Blocked,
    /// Another page has a newer version: this one has stored everything and writes nothing any more.
    Outdated,
}

/// The store, or how far its opening has come.
#[derive(Clone, Default)]
pub struct Shelf(Rc<RefCell<Opening>>);

#[derive(Default)]
enum Opening {
    #[default]
    NotBegun,
    Running,
    Open(Store),
    Failed(StoreError),
}

/// The store. Everybody who asks meanwhile waits for the same opening; after one that failed, the next one tries again.
///
/// # Errors
/// [`StoreError::Blocked`] while another tab has to be closed first, and whatever an opening can end in, but for a browser
/// that keeps nothing: there the store is in memory.
pub async fn store(site: Site, shelf: Shelf) -> Result<Store, StoreError> {
    let is_running = matches!(&*shelf.0.borrow(), Opening::Running);
    let mut may_begin = !is_running;
    loop {
        match &*shelf.0.borrow() {
            Opening::Open(store) => return Ok(store.clone()),
            Opening::Failed(error) if !may_begin => return Err(error.clone()),
            Opening::NotBegun | Opening::Failed(_) | Opening::Running => {}
        }
        if may_begin {
            may_begin = false;
            shelf.0.replace(Opening::Running);
            let shelf = shelf.clone();
            leptos::task::spawn_local(async move {
                let opened = open(site).await.map_or_else(Opening::Failed, Opening::Open);
                shelf.0.replace(opened);
            });
        }
        if site.storage_trouble.get_untracked() == Some(StorageTrouble::Blocked) {
            return Err(StoreError::Blocked);
        }
        TimeoutFuture::new(LOOK_AGAIN_MS).await;
    }
}

async fn open(site: Site) -> Result<Store, StoreError> {
    let tell_blocked = move || site.storage_trouble.set(Some(StorageTrouble::Blocked));
    let opened = match site.terminal() {
        Terminal::Kiosk => store::open_for_session(NAME, &tell_blocked).await,
        Terminal::Phone | Terminal::Desktop => store::open_patiently(NAME, &tell_blocked).await,
    };
    // Whether it goes on or not, nobody is waited for any more.
    if site.storage_trouble.get_untracked() == Some(StorageTrouble::Blocked) {
        site.storage_trouble.set(None);
    }
    let store = match opened {
        // A database that the browser can never open looks like any other failure.
        Err(StoreError::Absent | StoreError::Failed(_)) => store::in_memory(),
        opened => opened?,
    };
    store.before_letting_go(move || let_go(site));
    let trouble = match store.keeping() {
        Keeping::Device => None,
        // A kiosk is meant to forget.
        Keeping::Session => (site.terminal() != Terminal::Kiosk).then_some(StorageTrouble::SessionOnly),
        Keeping::Page => Some(StorageTrouble::PageOnly),
        Keeping::ReadOnly => Some(StorageTrouble::ReadOnly),
    };
    if site.storage_trouble.get_untracked() != trouble {
        site.storage_trouble.set(trouble);
    }
    Ok(store)
}

/// Stores what is not stored yet, before another page with a newer version takes the database over.
async fn let_go(site: Site) {
    if let Some(working) = site.open_now() {
        // What fails here is still in the page, and the line about saving says so.
        let _ = working.flush().await;
    }
    site.storage_trouble.set(Some(StorageTrouble::Outdated));
}
