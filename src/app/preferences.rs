//! What a person sets for the device: text size and brightness. Kept in local storage, never on a kiosk; nothing personal.

use crate::portal::Terminal;
use leptos::prelude::*;

/// A setting and the attribute of the root element that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// `data-text`: standard, large, elder, huge.
    Text,
    /// `data-theme`: light, dark; absent follows the system.
    Theme,
}

impl Preference {
    fn attribute(self) -> &'static str {
        match self {
            Self::Text => "data-text",
            Self::Theme => "data-theme",
        }
    }

    /// The value in force; empty when it follows the system.
    pub fn get(self) -> String {
        document().document_element().and_then(|root| root.get_attribute(self.attribute())).unwrap_or_default()
    }

    /// Sets it now and for later visits; empty follows the system again.
    pub fn set(self, value: &str) {
        self.show(value);
        if let Some(storage) = storage() {
            // Where nothing can be kept, the setting holds until the page is closed.
            let _ = storage.set_item(self.attribute(), value);
        }
    }

    fn show(self, value: &str) {
        let Some(root) = document().document_element() else { return };
        let _ = match value {
            "" => root.remove_attribute(self.attribute()),
            value => root.set_attribute(self.attribute(), value),
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Puts the terminal kind and the stored settings on the root element.
pub fn apply(terminal: Terminal) {
    if let Some(root) = document().document_element() {
        let kind = match terminal {
            Terminal::Phone => "phone",
            Terminal::Desktop => "desktop",
            Terminal::Kiosk => "kiosk",
        };
        let _ = root.set_attribute("data-terminal", kind);
    }
    if terminal == Terminal::Kiosk {
        return;
    }
    for preference in [Preference::Text, Preference::Theme] {
        if let Some(value) = storage().and_then(|storage| storage.get_item(preference.attribute()).ok().flatten()) {
            preference.show(&value);
        }
    }
}
