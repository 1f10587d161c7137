//! A page's heading: it takes the focus after a navigation, and names the document.

use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// The first page of a visit leaves the focus alone: the person may be typing already.
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };
}

/// Names the document: the page, then the site.
pub fn set_document_title(title: &str) {
    document().set_title(&format!("{title} · 免证办"));
}

/// The page's heading. `phrases` are kept whole when the line breaks.
#[component]
pub fn Title(
    /// The heading, phrase by phrase.
    phrases: Vec<String>,
    /// Above it: the department.
    #[prop(optional_no_strip)]
    department: Option<String>,
    /// Below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H1>::new();
    set_document_title(&phrases.concat());
    focus_after_navigation(heading);
    view! {
        <div class="title">
            {department.map(|name| view! { <p class="title__department">{name}</p> })}
            <h1 class="title__text" tabindex="-1" node_ref=heading>
                {phrases.into_iter().map(|phrase| view! { <span class="keep">{phrase}</span> }).collect_view()}
            </h1>
            {children.map(|children| children())}
        </div>
    }
}

/// Moves the focus to a heading when its page was reached by a navigation inside the app.
pub fn focus_after_navigation(heading: NodeRef<leptos::html::H1>) {
    let navigated = NAVIGATED.replace(true);
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            if navigated {
                // A focus that fails leaves the reader at the top of the page, which is right as well.
                let _ = heading.focus();
            }
        }
    });
}
