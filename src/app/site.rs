//! What every page can reach: settings, who is signed in, the pack, the store, the draft that is open.

use super::config::Config;
use super::pack::Pack;
use super::saving::SaveState;
use super::storage::{Shelf, StorageTrouble};
use super::tabs::Tabs;
use super::working::Working;
use super::writer;
use crate::catalogue::{Index, Searcher};
use crate::portal::client::Client;
use crate::portal::{Person, Session, Terminal};
use crate::store::{Store, StoreError};
use leptos::prelude::*;
use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

/// Something that is on its way, there, or not to be had.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T, E> {
    /// On its way.
    Loading,
    /// There.
    Ready(T),
    /// Not to be had.
    Failed(E),
}

/// The index with what the search made of it.
pub struct Catalogue {
    /// All items.
    pub index: Arc<Index>,
    /// The search over them.
    pub searcher: Searcher,
}

/// The handles that every page can reach. Copied freely: all of it lives as long as the app.
#[derive(Clone, Copy)]
pub struct Site {
    config: StoredValue<Config>,
    /// Who is signed in.
    pub session: RwSignal<Option<Session>>,
    /// The catalogue.
    pub catalogue: RwSignal<Load<Rc<Catalogue>, super::pack::PackError>, LocalStorage>,
    pack: StoredValue<Rc<Pack>, LocalStorage>,
    shelf: StoredValue<Shelf, LocalStorage>,
    open: StoredValue<Option<OpenDraft>, LocalStorage>,
    tabs: StoredValue<Option<Rc<Tabs>>, LocalStorage>,
    outbox: StoredValue<Option<fn(Site)>>,
    /// What the polite live region says.
    pub announcement: RwSignal<String>,
    /// What a person has to know about keeping things on this device; nothing where everything is kept.
    pub storage_trouble: RwSignal<Option<StorageTrouble>>,
    /// How many drafts and stores have changed; lists of drafts follow it.
    pub drafts_changed: RwSignal<u32>,
    /// The field that had the focus last, with its page's path: whoever has to sign in again comes back to it.
    pub last_field: RwSignal<Option<(String, String)>>,
    /// What arrived at the portal in the background: item and number.
    pub arrived: RwSignal<Option<(String, String)>>,
    /// Whether the browser says that there is a network.
    pub online: RwSignal<bool>,
}

/// The draft that is open, a [`Working`]. What it is, how it is saved and looked after is kept with it, so that the shell and
/// the home page, which only ask for it, do not bring the code of drafts into the main part of the program.
#[derive(Clone)]
struct OpenDraft {
    working: Rc<dyn Any>,
    save: fn(Site) -> Saved,
    is_unsaved: fn(Site) -> bool,
    look_again: fn(Site),
}

type Saved = Pin<Box<dyn Future<Output = Result<(), StoreError>>>>;

fn save_now(site: Site) -> Saved {
    Box::pin(async move {
        match site.open_now() {
            Some(working) => working.flush().await,
            None => Ok(()),
        }
    })
}

fn is_unsaved(site: Site) -> bool {
    let state = site.open_now().map(|working| working.saver().state());
    state.is_some_and(|state| state.with_untracked(|state| matches!(state, SaveState::Saving | SaveState::Failed(_))))
}

impl Site {
    /// The site with its settings, before anything is loaded.
    pub fn new(config: Config, session: Option<Session>) -> Self {
        Self {
            config: StoredValue::new(config),
            session: RwSignal::new(session),
            catalogue: RwSignal::new_local(Load::Loading),
            pack: StoredValue::new_local(Rc::new(Pack::default())),
            shelf: StoredValue::new_local(Shelf::default()),
            open: StoredValue::new_local(None),
            tabs: StoredValue::new_local(None),
            outbox: StoredValue::new(None),
            announcement: RwSignal::new(String::new()),
            storage_trouble: RwSignal::new(None),
            drafts_changed: RwSignal::new(0),
            last_field: RwSignal::new(None),
            arrived: RwSignal::new(None),
            online: RwSignal::new(window().navigator().on_line()),
        }
    }

    /// The handles, from a page.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The settings.
    pub fn config(&self) -> Config {
        self.config.get_value()
    }

    /// The pack.
    pub fn pack(&self) -> Rc<Pack> {
        self.pack.get_value()
    }

    /// The portal, as the one who is signed in now.
    pub fn client(&self) -> Client {
        let token = self.session.with_untracked(|session| session.as_ref().map(|session| session.token.clone()));
        let (site, of) = (*self, token.clone());
        let ended = Rc::new(move || super::session::ended(site, of.as_deref()));
        self.config.with_value(|config| Client::new(&config.portal, token, ended))
    }

    /// Who is signed in.
    pub fn person(&self) -> Option<Person> {
        self.session.with(|session| session.as_ref().map(|session| session.person.clone()))
    }

    /// Who is signed in, without following changes.
    pub fn person_now(&self) -> Option<Person> {
        untrack(|| self.person())
    }

    /// The kind of device.
    pub fn terminal(&self) -> Terminal {
        let wide = || window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= 1024.0);
        self.config.with_value(|config| config.terminal).unwrap_or(if wide() {
            Terminal::Desktop
        } else {
            Terminal::Phone
        })
    }

    /// The store, opened once; in memory where the browser keeps nothing.
    pub async fn store(&self) -> Result<Store, StoreError> {
        super::storage::store(*self, self.shelf.get_value()).await
    }

    /// The draft that is open, if it is this one.
    pub fn open_draft(&self, id: &str) -> Option<Rc<Working>> {
        self.open_now().filter(|working| working.id() == id)
    }

    /// The draft that is open, whichever it is.
    pub fn open_now(&self) -> Option<Rc<Working>> {
        let open = self.open.with_value(|open| open.as_ref().map(|open| open.working.clone()));
        open.and_then(|working| working.downcast().ok())
    }

    /// Saves the draft that is open now, if one is.
    ///
    /// # Errors
    /// The store's.
    pub async fn save_open(&self) -> Result<(), StoreError> {
        match self.open.get_value() {
            Some(OpenDraft { save, .. }) => save(*self).await,
            None => Ok(()),
        }
    }

    /// Whether something in the draft that is open is not stored yet, without following changes.
    pub fn is_unsaved(&self) -> bool {
        self.open.get_value().is_some_and(|open| (open.is_unsaved)(*self))
    }

    /// Looks whether another tab has gone on with what is shown here, or has left it.
    pub fn look_again(&self) {
        self.drafts_changed.update(|count| *count = count.wrapping_add(1));
        if let Some(OpenDraft { look_again, .. }) = self.open.get_value() {
            look_again(*self);
        }
    }

    /// Keeps a draft open, to be written by this tab only; the one before is saved and let go of.
    pub fn keep_open(&self, working: Option<Rc<Working>>) {
        let before = self.open_now();
        self.open.set_value(working.clone().map(|working| OpenDraft {
            working,
            save: save_now,
            is_unsaved,
            look_again: writer::look_again,
        }));
        if let Some(before) = before.filter(|before| working.as_ref().is_none_or(|now| !Rc::ptr_eq(now, before))) {
            writer::let_go(before);
        }
        if let Some(working) = working {
            writer::claim_new(&working);
        }
    }

    /// The other tabs; joined with the first call.
    pub fn tabs(&self) -> Rc<Tabs> {
        if let Some(tabs) = self.tabs.get_value() {
            return tabs;
        }
        let site = *self;
        let tabs = Rc::new(Tabs::join(move |id, word| writer::hear(site, id, word)));
        self.tabs.set_value(Some(tabs.clone()));
        tabs
    }

    /// Says how the outbox is made to look for something to do, once it is at work.
    pub fn outbox_is(&self, look: fn(Self)) {
        self.outbox.set_value(Some(look));
    }

    /// Has the outbox look for something to do. One that is not at work yet looks by itself when it starts.
    pub fn look_at_outbox(&self) {
        if let Some(look) = self.outbox.get_value() {
            look(*self);
        }
    }

    /// Says something to those who listen instead of looking.
    pub fn announce(&self, text: String) {
        self.announcement.set(text);
    }
}
