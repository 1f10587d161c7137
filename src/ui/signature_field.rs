//! The signature under a commitment: the whole text, its consequences, and the name of who signs.

use super::field::FieldHandle;
use super::icons::Icon;
use super::svg::Svg;
use crate::app::clock;
use crate::form::{Edit, Value};
use crate::item::{Kind, Text};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A commitment with its signature.
#[component]
pub fn SignatureField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let item = handle.open.item();
    let Kind::Signature { commitment } = &handle.question.kind else { return ().into_any() };
    let Some(commitment) = item.commitment(commitment).cloned() else { return ().into_any() };
    let node = NodeRef::<leptos::html::Input>::new();
    let composing = StoredValue::new(false);
    let signed = {
        let handle = handle.clone();
        move || {
            handle.read(|view| match &view.value {
                Some(Value::Signature { name, .. }) => name.clone(),
                _ => String::new(),
            })
        }
    };
    Effect::new(move |_| {
        let name = signed();
        if let Some(node) = node.get() {
            if !composing.get_value() && node.value().trim() != name {
                node.set_value(&name);
            }
        }
    });
    let sign = {
        let handle = handle.clone();
        move |event: &web_sys::Event| {
            let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            if let Some(input) = input {
                handle.apply(Edit::Sign { field: handle.key.clone(), name: input.value(), at: clock::now() });
            }
        }
    };
    let sign_composed = sign.clone();
    let id = handle.id();
    let title_id = format!("{id}-title");
    let part = |heading: &'static str, texts: Vec<Text>| {
        let lines = texts.into_iter().map(|text| view! { <p>{text.zh}</p> }).collect_view();
        view! { <h3>{heading}</h3>{lines} }
    };
    let problem = {
        let handle = handle.clone();
        move || {
            handle.problem().map(|words| {
                let id = format!("{}-error", handle.id());
                view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> }
            })
        }
    };
    let state = {
        let handle = handle.clone();
        move || handle.read(|view| view.problem.is_some()).then_some("error")
    };
    let (invalid, described, left) = (handle.clone(), handle.clone(), handle.clone());
    let consequences = commitment.consequences.into_iter().map(|text| {
        view! {
            <p class="commitment__consequence"><Svg icon=Icon::Warn /><span>{text.zh}</span></p>
        }
    });
    view! {
        <section class="commitment" aria-labelledby=title_id.clone()>
            <h2 class="commitment__title" id=title_id.clone()>{commitment.title.zh}</h2>
            <div class="commitment__text prose" tabindex="0" role="group" aria-labelledby=title_id.clone()>
                {part("告知您", commitment.told)}
                {part("您承诺", commitment.promised)}
            </div>
            {consequences.collect_view()}
            <div class="field" data-state=state>
                <label class="field__label" for=id.clone()>"读完同意，就写上您的姓名"</label>
                {problem}
                <div class="input" data-width="l">
                    <input
                        class="input__control"
                        node_ref=node
                        id=id
                        autocomplete="off"
                        aria-invalid=move || invalid.invalid()
                        aria-describedby=move || described.described_by()
                        on:compositionstart=move |_| composing.set_value(true)
                        on:compositionend=move |event| {
                            composing.set_value(false);
                            sign_composed(&event);
                        }
                        on:input=move |event| if !composing.get_value() { sign(&event) }
                        on:blur=move |_| left.leave()
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}
