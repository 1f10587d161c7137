//! One writer a draft, over all tabs of this browser (promise 5.3).
//!
//! Whoever has the draft's lock writes; every other tab shows it and follows. The lock only decides who may try: whether a
//! write happens is decided by the revision, in the transaction itself (`crate::store::drafts::put`). So a tab that wakes
//! up late, or a browser without locks, overwrites nothing.
//!
//! | what happens | the writer | the reader |
//! | --- | --- | --- |
//! | another tab opens the draft | lets go if it shows another page, else stays | – |
//! | another tab takes over | saves, lets go, reads | – |
//! | it did not answer and was overruled | reads; what it could not save is kept visible | – |
//! | its write meets another revision | the same | – |
//! | the draft is saved elsewhere | – | shows it |
//! | the page comes to the front | – | becomes the writer if nobody is |
//! | the draft is deleted or submitted elsewhere | says so | says so |

use super::locks::{self, Asked, How, Lock};
use super::registers;
use super::saving::SaveState;
use super::site::Site;
use super::tabs::{self, Word};
use super::working::Working;
use crate::draft::Draft;
use crate::ident::Instant;
use crate::store::{applications, drafts, StoreError, Stored};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How often a lock that somebody holds is asked for.
const STEP_MS: u32 = 50;
/// How long a tab that has the draft open behind another page may take to let go of it.
const LET_GO_MS: u32 = 400;
/// How long a writer may take to save and let go, before it is overruled.
const ANSWER_MS: u32 = 3_000;
/// How often a revision is raised against a writer that goes on saving.
const RAISE_TRIES: u32 = 20;

/// What this tab may do with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Write it.
    Writer,
    /// Show it: another tab writes it.
    Reader,
    /// It was deleted in another tab.
    Deleted,
    /// It was submitted in another tab, under this number 办件编号.
    Submitted(String),
}

/// An answer that this tab could not store any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    /// The question's label.
    pub label: String,
    /// What the citizen entered.
    pub text: String,
}

/// What this tab may do with a draft, and the lock by which it may.
pub struct Claim {
    role: ArcRwSignal<Role>,
    lock: RefCell<Option<Lock>>,
    left_over: ArcRwSignal<Vec<LeftOver>>,
    /// What was entered here was not stored, and what is stored could not be read yet to compare them.
    unsaved: Cell<bool>,
    changing: Cell<bool>,
}

impl Claim {
    /// A claim to write, by a lock where there are locks.
    pub fn writer(lock: Option<Lock>) -> Self {
        Self::new(Role::Writer, lock)
    }

    fn new(role: Role, lock: Option<Lock>) -> Self {
        Self {
            role: ArcRwSignal::new(role),
            lock: RefCell::new(lock),
            left_over: ArcRwSignal::default(),
            unsaved: Cell::new(false),
            changing: Cell::new(false),
        }
    }

    /// What this tab may do, as a signal.
    pub fn role(&self) -> ArcRwSignal<Role> {
        self.role.clone()
    }

    /// Whether this tab may write.
    pub fn is_writer(&self) -> bool {
        self.role.with_untracked(|role| *role == Role::Writer)
    }

    /// What this tab could not store any more.
    pub fn left_over(&self) -> ArcRwSignal<Vec<LeftOver>> {
        self.left_over.clone()
    }
}

/// Asks to write a draft that is about to be opened. It is read only after this.
pub async fn claim(site: Site, id: &str) -> Claim {
    let mut asked = ask(site, id, How::IfFree).await;
    if let Asked::Taken = asked {
        site.tabs().tell(id, &Word::Opening);
        asked = wait(site, id, LET_GO_MS).await;
    }
    match asked {
        Asked::Held(lock) => Claim::writer(Some(lock)),
        Asked::Unsupported => Claim::writer(None),
        Asked::Taken => Claim::new(Role::Reader, None),
    }
}

/// Takes the lock of a draft that was just begun, which no other tab can know.
pub fn claim_new(working: &Rc<Working>) {
    if !working.claim().is_writer() || working.claim().lock.borrow().is_some() {
        return;
    }
    let working = working.clone();
    leptos::task::spawn_local(async move {
        if let Asked::Held(lock) = ask(working.site(), &working.id(), How::IfFree).await {
            working.claim().lock.replace(Some(lock));
        }
    });
}

/// Saves a draft that is not open in this tab any more, and lets others write it.
pub fn let_go(working: Rc<Working>) {
    leptos::task::spawn_local(async move {
        let _ = working.flush().await;
        working.saver().close();
        working.claim().lock.take();
    });
}

/// 在这里继续填: this tab becomes the writer, whoever was it.
///
/// # Errors
/// The store's; the draft is then still only shown.
pub async fn take_over(working: &Rc<Working>) -> Result<(), StoreError> {
    if working.claim().changing.replace(true) {
        return Ok(());
    }
    let lock = take(working.site(), &working.id()).await;
    let result = write_here(working, lock).await;
    working.claim().changing.set(false);
    result
}

/// Another tab wrote, or took the lock away. What could not be saved stays visible here.
pub async fn overruled(working: &Rc<Working>) {
    if !working.claim().is_writer() {
        return;
    }
    tabs::leave_control();
    working.claim().unsaved.set(working.saver().is_dirty());
    read_only(working);
    match stored(working.site(), &working.id()).await {
        Ok(Some(draft)) => show(working, draft),
        Ok(None) => gone(working).await,
        // What was entered stays on the screen until the store can be read.
        Err(_) => {}
    }
}

/// Shows what is stored; what was entered here and is not in it is kept beside it.
fn show(working: &Rc<Working>, draft: Draft) {
    let claim = working.claim();
    if claim.unsaved.take() {
        let left = working.left_over(&draft);
        claim.left_over.update(|all| all.extend(left));
    }
    working.replace(draft);
}

/// A word from another tab.
pub fn hear(site: Site, id: &str, word: Word) {
    if matches!(word, Word::Saved | Word::Deleted | Word::Submitted(_)) && !document().hidden() {
        site.drafts_changed.update(|count| *count = count.wrapping_add(1));
    }
    let Some(working) = site.open_draft(id) else { return };
    let writes = working.claim().is_writer();
    let behind = !tabs::shows(id);
    leptos::task::spawn_local(async move {
        match word {
            Word::Opening if writes && behind => {
                give_up(&working).await;
                working.site().keep_open(None);
            }
            Word::Take if writes => give_up(&working).await,
            // Only where there are no locks can two write.
            Word::Saved if writes => {
                if working.claim().lock.borrow().is_none() {
                    overruled(&working).await;
                }
            }
            Word::Saved => follow(&working).await,
            Word::Deleted => end(&working, Role::Deleted),
            Word::Submitted(number) => end(&working, Role::Submitted(number)),
            Word::Opening | Word::Take => {}
        }
    });
}

/// The page came to the front: a reader looks what is stored now, and writes when nobody else does.
pub fn look_again(site: Site) {
    let Some(working) = site.open_now() else { return };
    if working.claim().role.with_untracked(|role| *role != Role::Reader) || working.claim().changing.replace(true) {
        return;
    }
    leptos::task::spawn_local(async move {
        match ask(site, &working.id(), How::IfFree).await {
            // It stays a reader where the store fails; the next look tries again.
            Asked::Held(lock) => drop(write_here(&working, Some(lock)).await),
            Asked::Taken | Asked::Unsupported => follow(&working).await,
        }
        working.claim().changing.set(false);
    });
}

const LOCK: &str = "mianzheng-draft ";

fn name(id: &str) -> String {
    [LOCK, id].concat()
}

/// The draft that a lock of this name belongs to.
pub(super) fn draft_of(lock: &str) -> Option<&str> {
    lock.strip_prefix(LOCK)
}

async fn ask(site: Site, id: &str, how: How) -> Asked {
    let draft = id.to_owned();
    let lost = move || {
        if let Some(working) = site.open_draft(&draft) {
            leptos::task::spawn_local(async move { overruled(&working).await });
        }
    };
    locks::ask(&name(id), how, lost).await
}

async fn wait(site: Site, id: &str, limit_ms: u32) -> Asked {
    for _ in 0..limit_ms / STEP_MS {
        TimeoutFuture::new(STEP_MS).await;
        match ask(site, id, How::IfFree).await {
            Asked::Taken => {}
            asked => return asked,
        }
    }
    Asked::Taken
}

/// The lock, whoever holds it; nothing where there are no locks.
pub(super) async fn take(site: Site, id: &str) -> Option<Lock> {
    site.tabs().tell(id, &Word::Take);
    let asked = match wait(site, id, ANSWER_MS).await {
        Asked::Taken => ask(site, id, How::Steal).await,
        asked => asked,
    };
    match asked {
        Asked::Held(lock) => Some(lock),
        Asked::Taken | Asked::Unsupported => None,
    }
}

async fn write_here(working: &Rc<Working>, lock: Option<Lock>) -> Result<(), StoreError> {
    let Some(draft) = raise(working.site(), &working.id(), None).await? else {
        gone(working).await;
        return Ok(());
    };
    working.claim().lock.replace(lock);
    working.claim().role.set(Role::Writer);
    show(working, draft);
    registers::ask_all(working);
    Ok(())
}

/// Stores the draft under its next revision, so that a write that was begun elsewhere before this is refused.
pub(super) async fn raise(site: Site, id: &str, saved_at: Option<Instant>) -> Result<Option<Draft>, StoreError> {
    let store = site.store().await?;
    let mut tries = 0;
    loop {
        let Some(mut draft) = drafts::get(&store, id).await? else { return Ok(None) };
        let expected = draft.revision;
        draft.revision += 1;
        draft.saved_at = saved_at.unwrap_or(draft.saved_at);
        match drafts::put(&store, &draft, Some(expected)).await {
            Ok(()) => {
                site.tabs().tell(id, &Word::Saved);
                return Ok(Some(draft));
            }
            Err(StoreError::Conflict { .. }) if tries < RAISE_TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Saves, and lets the other tab write.
async fn give_up(working: &Rc<Working>) {
    tabs::leave_control();
    if working.flush().await.is_err() {
        overruled(working).await;
    }
    read_only(working);
}

fn read_only(working: &Rc<Working>) {
    let claim = working.claim();
    if claim.is_writer() {
        claim.role.set(Role::Reader);
        working.saver().state().set(SaveState::Elsewhere);
    }
    claim.lock.take();
}

async fn follow(working: &Rc<Working>) {
    match stored(working.site(), &working.id()).await {
        // Between the reading and here this tab may have become the writer.
        Ok(Some(draft)) if !working.claim().is_writer() => {
            if draft.revision > working.revision() || working.claim().unsaved.get() {
                show(working, draft);
            }
        }
        // What cannot be read now is read the next time.
        Ok(Some(_)) | Err(_) => {}
        Ok(None) => gone(working).await,
    }
}

async fn stored(site: Site, id: &str) -> Result<Option<Draft>, StoreError> {
    drafts::get(&site.store().await?, id).await
}

/// The draft is not in the store any more: it was submitted, or deleted.
async fn gone(working: &Rc<Working>) {
    let (id, owner) = (working.id(), working.owner());
    let found = async {
        let all = applications::list(&working.site().store().await.ok()?, &owner).await.ok()?;
        all.into_iter().find_map(|stored| match stored {
            Stored::Ok(stored) if stored.draft == id => Some(stored.receipt.number.clone()),
            Stored::Ok(_) | Stored::Damaged { .. } | Stored::Locked { .. } | Stored::Newer { .. } => None,
        })
    };
    end(working, found.await.map_or(Role::Deleted, Role::Submitted));
}

fn end(working: &Rc<Working>, role: Role) {
    tabs::leave_control();
    working.saver().close();
    working.claim().lock.take();
    working.saver().state().set(SaveState::Elsewhere);
    working.claim().role.set(role);
}
