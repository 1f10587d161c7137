//! The one clock of the app. It runs on server time: a device's clock may be wrong by days, and may be set anew at any time.
//!
//! The device's clock is read once, when the app starts. From then on time is counted by the page's own steady clock, which
//! nobody can set. What the difference to the server was is kept for a start without a network, and so is what time the
//! server said: a device's clock that was set back never leads behind that.

use crate::ident::{CivilDate, Instant, CHINA_OFFSET_MINUTES};
use leptos::prelude::window;
use std::cell::Cell;

/// Where the last known difference lies; nothing personal.
const KEY: &str = "mianzheng-clock";
/// Where it lies what time the server said last; nothing personal.
const HEARD: &str = "mianzheng-time";

thread_local! {
    /// Whether the portal has said what time it is, since the app was started.
    static IS_SERVER_TIME: Cell<bool> = const { Cell::new(false) };
    /// What the server's clock said when the page's own stood at zero.
    static ZERO_MS: Cell<Option<i64>> = const { Cell::new(None) };
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the device's clock")]
fn device_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page was opened, whatever the device's clock says.
fn steady_ms() -> i64 {
    window().performance().map_or_else(device_ms, |performance| performance.now() as i64)
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn kept_ms(key: &str) -> i64 {
    let text = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Now, by server time as far as it is known.
pub fn now() -> Instant {
    let zero = ZERO_MS.get().unwrap_or_else(|| {
        let zero = device_ms().saturating_add(kept_ms(KEY)).max(kept_ms(HEARD)) - steady_ms();
        ZERO_MS.set(Some(zero));
        zero
    });
    Instant::from_unix_ms(zero + steady_ms())
}

/// Now, by the portal's clock; nothing until the portal has said what time it is. What must never happen early goes by this.
pub fn server_now() -> Option<Instant> {
    IS_SERVER_TIME.get().then(now)
}

/// Today in China, by server time as far as it is known.
pub fn today() -> CivilDate {
    now().civil(CHINA_OFFSET_MINUTES)
}

/// Takes over what the portal says.
pub fn set_server_time(server: Instant) {
    IS_SERVER_TIME.set(true);
    ZERO_MS.set(Some(server.unix_ms() - steady_ms()));
    if let Some(storage) = storage() {
        // Where nothing can be kept, a start without a network goes by the device's clock.
        let _ = storage.set_item(KEY, &(server.unix_ms() - device_ms()).to_string());
        let _ = storage.set_item(HEARD, &server.unix_ms().to_string());
    }
}
