//! What all handlers share: the database, the clock, the item pack, the faults and the keys being worked on.

use super::clock::Clock;
use super::db::Db;
use super::faults::Faults;
use super::pack::Pack;
use super::running::Running;
use mianzheng::ident::{CivilDate, Instant, CHINA_OFFSET_MINUTES};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

/// The portal. Cloning it is cheap; all clones are the same portal.
#[derive(Clone)]
pub struct Portal(Arc<Parts>);

/// What the portal tells while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// One line a request, and the codes of text messages.
    Requests,
    /// Nothing but what went wrong inside.
    Faults,
}

/// The parts of a portal.
pub struct Parts {
    /// Everything that is remembered.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// The items that can be applied for.
    pub pack: Pack,
    /// How it misbehaves.
    pub faults: Faults,
    /// Idempotency keys being worked on.
    pub running: Running,
    /// The folder of the built app.
    pub dist: PathBuf,
    /// What is told while it runs.
    pub log: Log,
}

impl Portal {
    /// A portal over this database, serving this app and this item pack.
    pub fn new(db: Db, dist: impl Into<PathBuf>, pack: impl Into<PathBuf>, log: Log) -> Self {
        Self(Arc::new(Parts {
            db,
            clock: Clock::default(),
            pack: Pack::new(pack.into()),
            faults: Faults::default(),
            running: Running::default(),
            dist: dist.into(),
            log,
        }))
    }
}

impl Deref for Portal {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The civil date in China.
pub fn day_of(moment: Instant) -> CivilDate {
    moment.civil(CHINA_OFFSET_MINUTES)
}
