//! A civil date as year, month and day: no calendar to page through eighty years back.
//!
//! The three parts are one text, `1944-3-8`, which the core reads; what is half typed is kept like any other text.

use super::field::FieldHandle;
use crate::form::Edit;
use crate::item::{Kind, Precision};
use leptos::prelude::*;

/// Three number fields, or two for a month.
#[component]
pub fn DateField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let by_month = matches!(handle.question.kind, Kind::Date { precision: Precision::Month, .. });
    let nodes: [NodeRef<leptos::html::Input>; 3] = [NodeRef::new(), NodeRef::new(), NodeRef::new()];
    {
        let handle = handle.clone();
        Effect::new(move |_| {
            let text = handle.read(|view| view.text.clone());
            for (node, part) in nodes.iter().zip(parts(&text)) {
                if let Some(node) = node.get() {
                    // `08` and `8` are the same day: what stands there is left alone.
                    if !same(&node.value(), &part) {
                        node.set_value(&part);
                    }
                }
            }
        });
    }
    let send = {
        let handle = handle.clone();
        move || {
            let read = |node: &NodeRef<leptos::html::Input>| {
                node.get_untracked().map(|node| node.value().trim().to_owned()).unwrap_or_default()
            };
            let [year, month, day] = [read(&nodes[0]), read(&nodes[1]), read(&nodes[2])];
            let text = match (by_month, year.is_empty() && month.is_empty() && day.is_empty()) {
                (_, true) => String::new(),
                (true, false) => format!("{year}-{month}"),
                (false, false) => format!("{year}-{month}-{day}"),
            };
            handle.apply(Edit::Type { field: handle.key.clone(), text });
        }
    };
    let part = |ix: usize, unit: &'static str, class: &'static str, digits: &'static str| {
        let id = if ix == 0 { handle.id() } else { format!("{}-{ix}", handle.id()) };
        let (send, left, invalid, described) = (send.clone(), handle.clone(), handle.clone(), handle.clone());
        view! {
            <div class=class>
                <input
                    class="input__control"
                    node_ref=nodes[ix]
                    id=id.clone()
                    inputmode="numeric"
                    maxlength=digits
                    autocomplete="off"
                    aria-invalid=move || invalid.invalid()
                    aria-describedby=move || described.described_by()
                    on:input=move |_| send()
                    on:blur=move |_| left.leave()
                />
                <label class="input__unit" for=id>{unit}</label>
            </div>
        }
    };
    view! {
        <div class="date-field">
            {part(0, "年", "input date-field__year", "4")}
            {part(1, "月", "input date-field__part", "2")}
            {(!by_month).then(|| part(2, "日", "input date-field__part", "2"))}
        </div>
    }
}

/// Year, month and day as the text has them.
fn parts(text: &str) -> [String; 3] {
    let mut parts = text.splitn(3, '-').map(|part| part.trim_start_matches('0').to_owned());
    [parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default()]
}

fn same(one: &str, two: &str) -> bool {
    one.trim().trim_start_matches('0') == two
}
