//! What waits until nothing is being pressed: what is said beside a field that is left would move the button away from under
//! the pointer between its going down and its coming up, and the press would be lost.

use leptos::prelude::{document, set_timeout};
use std::time::Duration;

const AGAIN: Duration = Duration::from_millis(30);

/// Carries something out once nothing is being pressed; at once where nothing is.
pub fn after_press(then: Box<dyn FnOnce()>) {
    let is_pressing = document().query_selector(":active").is_ok_and(|pressed| pressed.is_some());
    match is_pressing {
        true => set_timeout(move || after_press(then), AGAIN),
        false => then(),
    }
}
