//! Why the store failed, named after what a person can do about it.

use indexed_db_futures::error::{Error, OpenDbError};
use wasm_bindgen::JsCast;

/// Why the store failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// This browser has no IndexedDB or does not allow it here: nothing can be kept on this device.
    Absent,
    /// The device, or what the browser grants this site, is full. Nothing was written.
    Full,
    /// Another tab holds an older version of the database open: close it and try again.
    Blocked,
    /// The connection ended and no new one could be had: reload the page.
    Closed,
    /// A newer version of this program wrote here: reload the page.
    Newer,
    /// A record cannot be read. It was left as it is.
    Damaged {
        /// Its id.
        record: String,
    },
    /// A record was sealed with a key that is gone: nobody can read it any more. It was left as it is.
    Locked {
        /// Its id.
        record: String,
    },
    /// The database could not be upgraded: what is in it can be read, and nothing can be written.
    ReadOnly,
    /// The stored draft is not the one that was built upon: another tab wrote it. Nothing was written.
    Conflict {
        /// The revision that is stored; 0 when the draft is not there at all, removed for example.
        stored: u64,
    },
    /// No end within the deadline. Whether a write has happened is not known; the same write may be tried again.
    TimedOut,
    /// Anything else, in the browser's words, for the log.
    Failed(String),
}

impl StoreError {
    /// What a failure to open means when the database had been open before.
    pub(super) fn on_reopening(self) -> Self {
        match self {
            Self::Absent | Self::Closed | Self::Failed(_) => Self::Closed,
            Self::Full | Self::Blocked | Self::Newer | Self::ReadOnly | Self::TimedOut => self,
            // No record is read while opening.
            Self::Damaged { .. } | Self::Locked { .. } | Self::Conflict { .. } => self,
        }
    }

    /// Whether a write that ended so may have been committed nevertheless.
    pub(super) fn leaves_open(&self) -> bool {
        match self {
            Self::TimedOut | Self::Closed | Self::Failed(_) => true,
            Self::Absent | Self::Full | Self::Blocked | Self::Newer | Self::ReadOnly => false,
            Self::Damaged { .. } | Self::Locked { .. } | Self::Conflict { .. } => false,
        }
    }

    /// By the names of Web IDL's DOMException and of IndexedDB 3.0.
    pub(super) fn from_exception(exception: &web_sys::DomException) -> Self {
        match exception.name().as_str() {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            "SecurityError" => Self::Absent,
            // A closed connection begins no transaction; one that is cut off aborts those that run.
            "InvalidStateError" | "AbortError" => Self::Closed,
            name => Self::Failed(format!("{name}: {}", exception.message())),
        }
    }

    pub(super) fn from_opening(error: OpenDbError) -> Self {
        match error {
            // The library says "version zero" whenever `indexedDB.open` throws; ours is never zero, so it was refused.
            OpenDbError::VersionZero | OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => Self::Absent,
            OpenDbError::Base(error) => match Self::from(error) {
                // Firefox before 115 answers so in a private window.
                Self::Closed => Self::Absent,
                other => other,
            },
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => Self::from_exception(&exception.into()),
            Error::Unknown(error) => match error.as_ref().dyn_ref::<web_sys::DomException>() {
                Some(exception) => Self::from_exception(exception),
                None => Self::Failed(error.to_string()),
            },
            Error::MissingData(error) => Self::Failed(error.to_string()),
            Error::Serialisation(_) => Self::Failed("a value of an unexpected type".to_owned()),
        }
    }
}
