//! Idempotency keys that are being worked on at this moment.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The keys. A key is released when its [`Working`] is dropped, however the work ended.
#[derive(Debug, Default, Clone)]
pub struct Running(Arc<Mutex<HashSet<String>>>);

/// The right to work on one key.
#[must_use = "the key is released at once when this is dropped"]
#[derive(Debug)]
pub struct Working {
    keys: Running,
    key: String,
}

impl Running {
    /// Begins to work on a key; nothing if somebody does already.
    pub fn begin(&self, key: &str) -> Option<Working> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        fresh.then(|| Working { keys: self.clone(), key: key.to_owned() })
    }

    /// Whether somebody works on a key.
    pub fn is_busy(&self, key: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(key)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.keys.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
