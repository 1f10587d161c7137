//! What was filled in for the citizen: each answer with its source, and a way to say that it is wrong.

use super::field::FieldHandle;
use super::icons::Icon;
use super::shell::focus;
use super::svg::Svg;
use crate::app::clock;
use crate::consent::Provenance;
use crate::form::{shown_masked, Edit};
use crate::i18n;
use leptos::prelude::*;

/// The card of prefilled answers.
#[component]
pub fn Prefilled(
    /// The fields, in order.
    #[prop(into)]
    fields: Signal<Vec<FieldHandle>, LocalStorage>,
) -> impl IntoView {
    let count = move || fields.read().len();
    view! {
        <Show when=move || count() != 0>
            <section class="prefilled" aria-labelledby="prefilled-title">
                <header class="band">
                    <h2 class="band__title" id="prefilled-title">
                        <Svg icon=Icon::Lock />{move || format!("已替您填好 {} 项", count())}
                    </h2>
                </header>
                <dl class="prefilled__lines">
                    <For each=move || fields.get() key=|field| field.key.clone() let:field>
                        <Line handle=field />
                    </For>
                </dl>
            </section>
        </Show>
    }
}

#[component]
fn Line(handle: FieldHandle) -> impl IntoView {
    let label = handle.question.short_label().zh.clone();
    let value = {
        let handle = handle.clone();
        move || handle.read(|view| view.value.as_ref().map(|value| shown_masked(&handle.question, value)))
    };
    let kind = {
        let handle = handle.clone();
        move || {
            handle.read(|view| match &view.provenance {
                Some(Provenance::Register { document, .. }) => {
                    handle.open.item().document(document).map(|document| document.waiver.kind())
                }
                _ => None,
            })
        }
    };
    let source = {
        let handle = handle.clone();
        move || {
            let provenance = handle.read(|view| view.provenance.clone())?;
            Some(i18n::provenance_sentence(&handle.open.item(), &provenance, clock::today()))
        }
    };
    let wrong = {
        let handle = handle.clone();
        move |_| {
            handle.apply(Edit::Correct { field: handle.key.clone() });
            let id = handle.id();
            // The button has gone with its line: whoever pressed it goes on in the field that now stands in the form.
            request_animation_frame(move || {
                if let Some(control) = document().get_element_by_id(&id) {
                    focus(&control);
                }
            });
        }
    };
    // What was worked out changes with what it was worked out from, and not here.
    let doubtful = handle.question.computed.is_none();
    view! {
        <div class="prefilled__line" id=handle.id()>
            <dt class="prefilled__label">{label.clone()}</dt>
            <dd class="prefilled__value">{value}</dd>
            <dd class="prefilled__source">
                {move || kind().map(|kind| view! { <super::ledger::Seal kind solid=true class="prefilled__seal" /> })}
                {source}
            </dd>
            {doubtful.then(|| view! {
                <dd class="prefilled__doubt">
                    <button class="prefilled__wrong" type="button" on:click=wrong>
                        "不对？"<span class="visually-hidden">{label}</span>
                    </button>
                </dd>
            })}
        </div>
    }
}
