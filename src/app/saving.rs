//! Saving a draft as the citizen answers: soon, one write at a time, and never called saved before it is durable.

use super::tabs::Word;
use super::working::Working;
use super::{clock, keeping, writer};
use crate::ident::Instant;
use crate::store::{drafts, StoreError};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// From the first change to the write; with the write itself it stays under half a second.
const SOON_MS: u32 = 250;
/// How long to wait after a failed write, doubled each time up to the last.
const RETRY_MS: [u32; 4] = [1_000, 2_000, 5_000, 15_000];

/// What the citizen is told about saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was entered yet.
    Empty,
    /// On its way.
    Saving,
    /// Durable.
    Saved {
        /// Since when.
        at: Instant,
    },
    /// Not stored; tried again by itself.
    Failed(StoreError),
    /// Another tab writes it.
    Elsewhere,
}

/// Saves one draft.
pub struct Saver {
    state: ArcRwSignal<SaveState>,
    /// The revision in the store; nothing while the draft was never stored.
    stored: Cell<Option<u64>>,
    dirty: Cell<bool>,
    waiting: Cell<bool>,
    writing: Cell<bool>,
    failures: Cell<usize>,
    /// The draft was submitted or deleted: nothing is written any more.
    closed: Cell<bool>,
}

impl Saver {
    /// A saver for a draft with its stored revision; it saves where this tab is the writer.
    pub fn new(stored: Option<u64>, saved_at: Instant, writes: bool) -> Self {
        let state = match stored {
            _ if !writes => SaveState::Elsewhere,
            Some(_) => SaveState::Saved { at: saved_at },
            None => SaveState::Empty,
        };
        Self {
            state: ArcRwSignal::new(state),
            stored: Cell::new(stored),
            dirty: Cell::new(false),
            waiting: Cell::new(false),
            writing: Cell::new(false),
            failures: Cell::new(0),
            closed: Cell::new(false),
        }
    }

    /// What the citizen is told.
    pub fn state(&self) -> ArcRwSignal<SaveState> {
        self.state.clone()
    }

    /// There is something to be saved.
    pub fn mark(&self) {
        self.dirty.set(true);
        // Told once and not with every key: what is said about saving is drawn anew each time it is told.
        if self.state.with_untracked(|state| !matches!(state, SaveState::Saving | SaveState::Failed(_))) {
            self.state.set(SaveState::Saving);
        }
    }

    /// Whether something is not durable yet.
    pub fn is_dirty(&self) -> bool {
        self.dirty.get() || self.writing.get()
    }

    /// Goes on from a revision that another tab stored; what was not saved here is given up.
    pub fn restart(&self, stored: u64, saved_at: Instant, writes: bool) {
        self.stored.set(Some(stored));
        self.dirty.set(false);
        self.failures.set(0);
        self.state.set(if writes { SaveState::Saved { at: saved_at } } else { SaveState::Elsewhere });
    }

    /// Nothing is written any more.
    pub fn close(&self) {
        self.closed.set(true);
        self.dirty.set(false);
    }

    /// Saves soon, together with what comes until then.
    pub fn soon(&self, working: Rc<Working>) {
        if !self.waiting.replace(true) {
            leptos::task::spawn_local(async move {
                TimeoutFuture::new(SOON_MS).await;
                working.saver().waiting.set(false);
                // A failure stands in the state and is tried again from there.
                let _ = working.saver().flush(&working).await;
            });
        }
    }

    /// Saves now and returns when everything up to here is durable.
    pub async fn flush(&self, working: &Rc<Working>) -> Result<(), StoreError> {
        while self.writing.get() {
            TimeoutFuture::new(10).await;
        }
        if self.closed.get() {
            return Ok(());
        }
        if !working.claim().is_writer() {
            return Err(StoreError::Conflict { stored: working.revision() });
        }
        if !self.dirty.get() {
            return Ok(());
        }
        self.writing.set(true);
        self.dirty.set(false);
        let result = self.write(working).await;
        self.writing.set(false);
        self.conclude(&result, working);
        result
    }

    async fn write(&self, working: &Rc<Working>) -> Result<(), StoreError> {
        let expected = self.stored.get();
        let revision = expected.map_or(1, |revision| revision + 1);
        let draft = working.snapshot(revision);
        let store = working.site().store().await?;
        drafts::put(&store, &draft, expected).await?;
        self.stored.set(Some(revision));
        if expected.is_none() {
            let site = working.site();
            keeping::note_count(site, keeping::count_before(site) + 1);
            keeping::ask();
        }
        Ok(())
    }

    fn conclude(&self, result: &Result<(), StoreError>, working: &Rc<Working>) {
        match result {
            Ok(()) => {
                self.failures.set(0);
                let state = if self.dirty.get() { SaveState::Saving } else { SaveState::Saved { at: clock::now() } };
                if self.state.with_untracked(|told| *told != state) {
                    self.state.set(state);
                }
                working.site().tabs().tell(&working.id(), &Word::Saved);
                working.site().drafts_changed.update(|count| *count = count.wrapping_add(1));
                if self.dirty.get() {
                    self.soon(working.clone());
                }
            }
            Err(error) => {
                self.dirty.set(true);
                self.state.set(SaveState::Failed(error.clone()));
                if matches!(error, StoreError::Conflict { .. }) {
                    let working = working.clone();
                    leptos::task::spawn_local(async move { writer::overruled(&working).await });
                } else if !matches!(error, StoreError::Newer) {
                    self.retry(working.clone());
                }
            }
        }
    }

    fn retry(&self, working: Rc<Working>) {
        let failures = self.failures.get();
        self.failures.set(failures + 1);
        let wait_ms = RETRY_MS[failures.min(RETRY_MS.len() - 1)];
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(wait_ms).await;
            let _ = working.saver().flush(&working).await;
        });
    }
}
