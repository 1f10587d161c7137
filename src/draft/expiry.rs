//! How long a draft is kept (草稿保留期), and how much it weighs. Nothing here ever deletes: what has expired is asked about.

use super::Draft;
use crate::form::{FileRef, Value};
use crate::ident::Instant;

/// Days after the last save, by server time, until a draft expires.
pub const KEPT_DAYS: i64 = 90;
/// So many days before, it is announced.
pub const ANNOUNCED_DAYS: i64 = 14;

const MS_PER_DAY: i64 = 86_400_000;

/// Whether a draft expires soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// Not soon, or nobody knows what time it is.
    Later,
    /// In so many days, at least one.
    Soon {
        /// Days left.
        days: u16,
    },
    /// It has: the citizen is asked whether to keep it.
    Over,
}

/// When a draft that was last saved then expires. `server_now` is the portal's time, and nothing where it is not known: a
/// device's own clock expires nothing.
pub fn expiry(saved_at: Instant, server_now: Option<Instant>) -> Expiry {
    let Some(now) = server_now else { return Expiry::Later };
    let left_ms = KEPT_DAYS * MS_PER_DAY - saved_at.ms_until(now);
    if left_ms <= 0 {
        return Expiry::Over;
    }
    let days = (left_ms + MS_PER_DAY - 1) / MS_PER_DAY;
    match u16::try_from(days) {
        Ok(days) if i64::from(days) <= ANNOUNCED_DAYS => Expiry::Soon { days },
        Ok(_) | Err(_) => Expiry::Later,
    }
}

/// What a draft takes on the device with its files, in bytes, as far as the draft itself tells.
pub fn size_bytes(draft: &Draft) -> u64 {
    let text = serde_json::to_string(draft).map_or(0, |text| text.len() as u64);
    text + files(draft).map(|file| u64::from(file.size_bytes)).sum::<u64>()
}

/// The files that a draft's answers name.
pub fn files(draft: &Draft) -> impl Iterator<Item = &FileRef> {
    let values = draft.form.answers.values().filter_map(|answer| answer.value.as_ref());
    values.flat_map(|value| match value {
        Value::Files(files) => files.as_slice(),
        Value::Text(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::YesNo(_)
        | Value::Region { .. }
        | Value::Signature { .. } => &[],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(days: i64, ms: i64) -> Expiry {
        let saved_at = Instant::from_unix_ms(1_773_279_420_000);
        expiry(saved_at, Some(saved_at.add_ms(days * MS_PER_DAY + ms)))
    }

    #[test]
    fn it_is_announced_fourteen_days_before_and_over_after_ninety() {
        assert_eq!(after(0, 0), Expiry::Later);
        assert_eq!(after(75, MS_PER_DAY - 1), Expiry::Later);
        assert_eq!(after(76, 0), Expiry::Soon { days: 14 });
        assert_eq!(after(89, 1), Expiry::Soon { days: 1 });
        assert_eq!(after(90, 0), Expiry::Over);
        assert_eq!(after(4_000, 0), Expiry::Over);
    }

    #[test]
    fn without_the_portals_time_and_before_its_own_nothing_expires() {
        assert_eq!(expiry(Instant::from_unix_ms(0), None), Expiry::Later);
        assert_eq!(after(-300, 0), Expiry::Later);
    }
}
