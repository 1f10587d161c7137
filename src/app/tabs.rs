//! What the tabs of this site tell each other about drafts. A word names the draft and what became of it, never an answer.

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// What one tab tells the others about a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Another revision is stored.
    Saved,
    /// Somebody opens it: let go of it if it is not on the screen.
    Opening,
    /// Somebody wants to go on with it there: save, and let go of it.
    Take,
    /// It was deleted.
    Deleted,
    /// It was submitted, under this number 办件编号.
    Submitted(String),
}

/// The line to the other tabs.
#[derive(Default)]
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Joins the others; `hear` is called with the draft's id for every word. Without the interface (Safari before 15.4)
    /// nothing is heard, and a tab looks again when it comes to the front.
    pub fn join(hear: impl Fn(&str, Word) + 'static) -> Self {
        let channel = BroadcastChannel::new("mianzheng-drafts").ok();
        if let Some(channel) = &channel {
            // It lives as long as the app.
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let text = event.data().as_string().unwrap_or_default();
                if let Some((id, word)) = read(&text) {
                    hear(id, word);
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        Self(channel)
    }

    /// Tells the others.
    pub fn tell(&self, id: &str, word: &Word) {
        let text = match word {
            Word::Saved => ["saved ", id].concat(),
            Word::Opening => ["opening ", id].concat(),
            Word::Take => ["take ", id].concat(),
            Word::Deleted => ["deleted ", id].concat(),
            Word::Submitted(number) => ["submitted ", id, " ", number].concat(),
        };
        if let Some(channel) = &self.0 {
            // Only a closed channel refuses, and this one is never closed.
            let _ = channel.post_message(&text.into());
        }
    }
}

fn read(text: &str) -> Option<(&str, Word)> {
    let (word, rest) = text.split_once(' ')?;
    Some(match word {
        "saved" => (rest, Word::Saved),
        "opening" => (rest, Word::Opening),
        "take" => (rest, Word::Take),
        "deleted" => (rest, Word::Deleted),
        "submitted" => {
            let (id, number) = rest.split_once(' ')?;
            (id, Word::Submitted(number.to_owned()))
        }
        _ => return None,
    })
}

/// Whether this tab has a page of the draft on its screen, or would have if it were in front.
pub fn shows(id: &str) -> bool {
    let path = window().location().pathname().unwrap_or_default();
    path.split('/').nth(2) == Some(id)
}

/// What an input method is composing becomes text, and the text an answer, before the draft is handed over.
pub fn leave_control() {
    let active = document().active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(active) = active {
        let _ = active.blur();
    }
}
