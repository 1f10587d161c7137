//! Ranges of whole quantities, and advice that may be a choice.

/// From at least to at most, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The least it can be.
    pub low: u64,
    /// The most it can be.
    pub high: u64,
}

impl Range {
    /// Both ends, in either order.
    pub fn new(one: u64, other: u64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// Exactly this.
    pub fn exactly(value: u64) -> Self {
        Self { low: value, high: value }
    }

    /// The sum, end by end. A sum that no number can hold stays at the largest one.
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }

    /// Both ends times `of.low` / `per` and `of.high` / `per`; the lower end rounded down and the upper one up.
    pub fn scaled(self, of: Self, per: u64) -> Self {
        Self { low: fraction(self.low, of.low, per, false), high: fraction(self.high, of.high, per, true) }
    }

    /// Whether a value lies in it.
    pub fn holds(self, value: u64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// `value` × `of` / `per`, rounded down or up.
pub(super) fn fraction(value: u64, of: u64, per: u64, up: bool) -> u64 {
    let per = u128::from(per.max(1));
    let product = u128::from(value) * u128::from(of) + if up { per - 1 } else { 0 };
    u64::try_from(product / per).unwrap_or(u64::MAX)
}

/// What stands under this id.
pub(super) fn named<T: Copy>(ids: &[(&str, T)], id: &str) -> Option<T> {
    ids.iter().find(|(known, _)| *known == id).map(|(_, value)| *value)
}

/// One size or level, or the ones between which the utility decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice<T> {
    /// This one.
    Clear(T),
    /// Somewhere from the first to the second: ask the utility.
    Ask(T, T),
    /// More than any that stands in the table: ask the utility.
    Beyond,
}

impl<T: Copy + PartialEq> Advice<T> {
    /// What the two ends of a range ask for.
    pub(super) fn of(low: Option<T>, high: Option<T>) -> Self {
        match (low, high) {
            (Some(low), Some(high)) if low == high => Self::Clear(high),
            (Some(low), Some(high)) => Self::Ask(low, high),
            (None, _) | (_, None) => Self::Beyond,
        }
    }
}
