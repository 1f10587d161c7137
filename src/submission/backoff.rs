//! How long to wait before the portal is tried again: exponential, with full jitter, never shorter than the portal asks.
//!
//! The bounds grow sixteenfold. What an unlucky moment broke is tried again within seconds, while the citizen still looks on;
//! what a long outage holds up comes so seldom that all the county's devices together stay below what a portal can take
//! when it is back (`tests/core/herd.rs` computes that with this code).

/// The bound of the first wait.
pub const FIRST_MS: i64 = 2_000;
/// The bound of every wait from the fourth on.
pub const MOST_MS: i64 = 3_600_000;
/// No wait is shorter, so that an unlucky throw is no second request in the same breath.
pub const LEAST_MS: i64 = 300;
/// The longest wait that a portal can ask for; one that asks for more is tried nevertheless.
pub const MOST_RETRY_AFTER_MS: i64 = 6 * 3_600_000;

/// Randomness, as it is handed in: every value is as likely as every other.
pub type Dice = u32;

/// The bound of the wait after so many failed attempts.
pub fn bound_ms(attempts: u32) -> i64 {
    let sixteenfold = attempts.saturating_sub(1).min(6) * 4;
    (FIRST_MS << sixteenfold).min(MOST_MS)
}

/// The wait after so many failed attempts, of which the last was answered with this `Retry-After`.
pub fn wait_ms(attempts: u32, retry_after_ms: Option<i64>, dice: Dice) -> i64 {
    let bound = bound_ms(attempts);
    let asked = retry_after_ms.unwrap_or(0).clamp(0, MOST_RETRY_AFTER_MS);
    // Those who were all told the same do not come back at the same moment.
    let spread = bound.max(asked);
    (asked + share(spread, dice)).max(LEAST_MS)
}

/// The wait before what never arrived is sent once more, when the portal has just answered that it knows nothing of it: it is
/// well again, and so it learns from every other device too.
pub fn resend_ms(attempts: u32, dice: Dice) -> i64 {
    share(bound_ms(attempts) / 4, dice)
}

/// A part of a span, as the dice fall.
pub fn share(span_ms: i64, dice: Dice) -> i64 {
    ((i128::from(span_ms) * i128::from(dice)) >> 32) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_grow_sixteenfold_up_to_an_hour() {
        let bounds: Vec<i64> = (0..8).map(bound_ms).collect();
        assert_eq!(bounds, [2_000, 2_000, 32_000, 512_000, MOST_MS, MOST_MS, MOST_MS, MOST_MS]);
        assert_eq!(bound_ms(u32::MAX), MOST_MS);
    }

    #[test]
    fn a_wait_lies_anywhere_below_its_bound() {
        assert_eq!(wait_ms(3, None, 0), LEAST_MS);
        assert_eq!(wait_ms(3, None, 1 << 31), 256_000);
        assert_eq!(wait_ms(3, None, Dice::MAX), 511_999);
    }

    #[test]
    fn what_the_portal_asks_for_is_waited_and_then_spread() {
        assert_eq!(wait_ms(1, Some(120_000), 0), 120_000);
        assert_eq!(wait_ms(1, Some(120_000), 1 << 31), 180_000);
        assert_eq!(wait_ms(1, Some(-5), 0), LEAST_MS);
        assert_eq!(wait_ms(1, Some(i64::MAX), 0), MOST_RETRY_AFTER_MS);
    }
}
