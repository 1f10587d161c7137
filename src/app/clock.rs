//! The one clock of the app. It runs on server time: a device's clock may be wrong by days.

use crate::ident::{CivilDate, Instant, CHINA_OFFSET_MINUTES};
use std::cell::Cell;

thread_local! {
    /// Whether the portal has said what time it is, since the app was started.
    static IS_SERVER_TIME: Cell<bool> = const { Cell::new(false) };
    /// Server time minus device time.
    static OFFSET_MS: Cell<i64> = const { Cell::new(0) };
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the device's clock")]
fn device_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Now, by server time as far as it is known.
pub fn now() -> Instant {
    Instant::from_unix_ms(device_ms() + OFFSET_MS.get())
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
    OFFSET_MS.set(server.unix_ms() - device_ms());
}
