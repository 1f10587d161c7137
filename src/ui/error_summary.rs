//! The error summary: first on the page, worded exactly as at the fields, and it takes the focus.

use super::field::dom_id;
use super::icons::Icon;
use super::shell::focus;
use super::svg::Svg;
use crate::app::working::Open;
use crate::form::Finding;
use crate::i18n;
use leptos::prelude::*;

/// One entry: where it leads and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The element's id.
    pub target: String,
    /// The words at the field.
    pub words: String,
}

/// The entries of what the core found.
pub fn entries(open: Open, findings: &[Finding]) -> Vec<Entry> {
    let item = open.item();
    let working = open.working();
    let form = working.form();
    let entry = |finding: &Finding| {
        let question = form.question(&finding.field)?;
        Some(Entry { target: dom_id(&finding.field), words: i18n::problem(&item, question, &finding.problem) })
    };
    findings.iter().filter_map(entry).collect()
}

/// The summary; nothing while there is nothing to mend. It takes the focus whenever it is set anew.
#[component]
pub fn ErrorSummary(
    /// What is to be mended.
    entries: RwSignal<Vec<Entry>>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Section>::new();
    Effect::new(move |_| {
        let count = entries.read().len();
        if count == 0 {
            return;
        }
        let title = document().title();
        if !title.starts_with("有错：") {
            document().set_title(&format!("有错：{title}"));
        }
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    view! {
        <Show when=move || !entries.read().is_empty()>
            <section class="error-summary" role="alert" tabindex="-1" aria-labelledby="problems" node_ref=node>
                <h2 class="error-summary__title" id="problems">
                    <Svg icon=Icon::Alert />{move || format!("还有 {} 处要改", entries.read().len())}
                </h2>
                <ul class="error-summary__list">
                    {move || entries.get().into_iter().map(|entry| view! { <li><Link entry /></li> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Link(entry: Entry) -> impl IntoView {
    let target = entry.target.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(element) = document().get_element_by_id(&target) {
            focus(&element);
        }
    };
    view! { <a href=format!("#{}", entry.target) rel="external" on:click=go>{entry.words}</a> }
}
