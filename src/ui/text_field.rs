//! Text, numbers and identifiers: one line, or several.
//!
//! The control is uncontrolled: the browser owns its text while a person types, and an input method while it composes.
//! The model writes into it only when it differs and nothing composes.

use super::field::FieldHandle;
use crate::form::Edit;
use crate::item::Kind;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One line of text, a number or an identifier, or several lines.
#[component]
pub fn TextField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    if let Kind::LongText { .. } = handle.question.kind {
        return view! { <LongText handle /> }.into_any();
    }
    let node = NodeRef::<leptos::html::Input>::new();
    let composing = StoredValue::new(false);
    write_back(&handle, composing, move || node.get().map(|node| Control::Line(node.into())));
    let shape = Shape::of(&handle.question.kind);
    let unit = unit(&handle.question.kind);
    let (typed, composed, left, invalid, described) =
        (handle.clone(), handle.clone(), handle.clone(), handle.clone(), handle.clone());
    view! {
        <div class="input" data-width=shape.width>
            <input
                class="input__control"
                node_ref=node
                id=handle.id()
                type=shape.control
                inputmode=shape.input_mode
                autocomplete=handle.question.autocomplete.clone().unwrap_or_else(|| "off".to_owned())
                aria-invalid=move || invalid.invalid()
                aria-describedby=move || described.described_by()
                aria-required=move || handle.read(|view| view.required).then_some("true")
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |event| {
                    composing.set_value(false);
                    send(&composed, &event);
                }
                on:input=move |event| if !composing.get_value() { send(&typed, &event) }
                on:blur=move |_| left.leave()
            />
            {unit.map(|unit| view! { <span class="input__unit" aria-hidden="true">{unit}</span> })}
        </div>
    }
    .into_any()
}

#[component]
fn LongText(handle: FieldHandle) -> impl IntoView {
    let node = NodeRef::<leptos::html::Textarea>::new();
    let composing = StoredValue::new(false);
    write_back(&handle, composing, move || node.get().map(|node| Control::Lines(node.into())));
    let (typed, composed, left, invalid, described) =
        (handle.clone(), handle.clone(), handle.clone(), handle.clone(), handle.clone());
    view! {
        <textarea
            class="textarea"
            rows="4"
            node_ref=node
            id=handle.id()
            aria-invalid=move || invalid.invalid()
            aria-describedby=move || described.described_by()
            aria-required=move || handle.read(|view| view.required).then_some("true")
            on:compositionstart=move |_| composing.set_value(true)
            on:compositionend=move |event| {
                composing.set_value(false);
                send(&composed, &event);
            }
            on:input=move |event| if !composing.get_value() { send(&typed, &event) }
            on:blur=move |_| left.leave()
        ></textarea>
    }
}

enum Control {
    Line(web_sys::HtmlInputElement),
    Lines(web_sys::HtmlTextAreaElement),
}

/// Writes the model's text into the control when they differ and nothing composes.
fn write_back(handle: &FieldHandle, composing: StoredValue<bool>, control: impl Fn() -> Option<Control> + 'static) {
    let handle = handle.clone();
    Effect::new(move |_| {
        let text = handle.read(|view| view.text.clone());
        match control() {
            Some(Control::Line(line)) if !composing.get_value() && line.value() != text => line.set_value(&text),
            Some(Control::Lines(lines)) if !composing.get_value() && lines.value() != text => lines.set_value(&text),
            Some(Control::Line(_) | Control::Lines(_)) | None => {}
        }
    });
}

fn send(handle: &FieldHandle, event: &web_sys::Event) {
    let Some(target) = event.target() else { return };
    let text = match target.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(line) => line.value(),
        None => match target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            Some(lines) => lines.value(),
            None => return,
        },
    };
    handle.apply(Edit::Type { field: handle.key.clone(), text });
}

/// How the control looks for each kind.
struct Shape {
    control: &'static str,
    input_mode: &'static str,
    width: &'static str,
}

impl Shape {
    fn of(kind: &Kind) -> Self {
        let shape = |control, input_mode, width| Self { control, input_mode, width };
        match kind {
            Kind::Integer { .. } => shape("text", "numeric", "m"),
            Kind::Decimal { .. } | Kind::Money { .. } => shape("text", "decimal", "m"),
            Kind::Phone => shape("tel", "tel", "l"),
            Kind::BankAccount => shape("text", "numeric", "full"),
            Kind::Text { max_chars, .. } if *max_chars <= 20 => shape("text", "text", "l"),
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::ResidentId
            | Kind::CreditCode
            | Kind::RealEstateUnit
            | Kind::Date { .. }
            | Kind::Choice { .. }
            | Kind::Choices { .. }
            | Kind::YesNo
            | Kind::Region
            | Kind::Group { .. }
            | Kind::Attachment { .. }
            | Kind::Signature { .. } => shape("text", "text", "full"),
        }
    }
}

fn unit(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } => unit.as_ref().map(|unit| unit.zh.clone()),
        Kind::Money { .. } => Some("元".to_owned()),
        _ => None,
    }
}
