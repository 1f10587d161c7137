//! The portal's one clock: the system's, moved by what tests asked for. Everything else is handed `now`.
//!
//! Each scope of a session has its own clock beside the common one, so that tests which run side by side can move time
//! without disturbing each other.

use mianzheng::ident::Instant;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// The system's clock with one offset a scope.
#[derive(Debug, Default)]
pub struct Clock {
    offsets_ms: Mutex<HashMap<String, i64>>,
}

impl Clock {
    /// What the clock of this scope says. The scope `""` is the common clock.
    pub fn now(&self, scope: &str) -> Instant {
        let offsets = self.offsets();
        let common = offsets.get("").copied().unwrap_or(0);
        let own = if scope.is_empty() { 0 } else { offsets.get(scope).copied().unwrap_or(0) };
        Instant::from_unix_ms(system_ms() + common + own)
    }

    /// Moves the clock of this scope forward, or back.
    pub fn advance(&self, scope: &str, ms: i64) {
        let mut offsets = self.offsets();
        let offset = offsets.entry(scope.to_owned()).or_default();
        *offset = offset.saturating_add(ms);
    }

    fn offsets(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        self.offsets_ms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[allow(clippy::disallowed_methods)]
fn system_ms() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

/// How long a piece of work takes, for the log.
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[allow(clippy::disallowed_methods)]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the start.
    pub fn ms(&self) -> u128 {
        self.0.elapsed().as_millis()
    }
}
