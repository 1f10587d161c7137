//! An icon beside its word. Readers hear the word only.

use super::icons::Icon;
use leptos::prelude::*;

/// An icon, hidden from readers.
#[component]
pub fn Svg(
    /// Which.
    icon: Icon,
    /// A class beside `icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path()></path></svg> }
}
