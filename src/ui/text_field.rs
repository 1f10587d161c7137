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
    let composing = StoredValue::new(None);
    write_back(&handle, composing, move || node.get().map(Control::Line));
    let shape = Shape::of(&handle.question.kind);
    let unit = unit(&handle.question.kind);
    let (typed, composed, left, invalid, described, completed) =
        (handle.clone(), handle.clone(), handle.clone(), handle.clone(), handle.clone(), handle.clone());
    view! {
        <div class="input" data-width=shape.width>
            <input
                class="input__control"
                node_ref=node
                id=handle.id()
                type=shape.control
                inputmode=shape.input_mode
                autocomplete=move || completion(&completed)
                aria-invalid=move || invalid.invalid()
                aria-describedby=move || described.described_by()
                aria-required=move || handle.read(|view| view.required).then_some("true")
                on:compositionstart=move |event| {
                    composing.set_value(text_of(&event));
                    complete_nothing(&event);
                }
                on:compositionend=move |event| end(&composed, composing, &event)
                on:input=move |event| if composing.with_value(Option::is_none) { send(&typed, &event) }
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
    let composing = StoredValue::new(None);
    write_back(&handle, composing, move || node.get().map(Control::Lines));
    let (typed, composed, left, invalid, described) =
        (handle.clone(), handle.clone(), handle.clone(), handle.clone(), handle.clone());
    view! {
        <textarea
            class="textarea"
            rows="4"
            autocomplete="off"
            node_ref=node
            id=handle.id()
            aria-invalid=move || invalid.invalid()
            aria-describedby=move || described.described_by()
            aria-required=move || handle.read(|view| view.required).then_some("true")
            on:compositionstart=move |event| composing.set_value(text_of(&event))
            on:compositionend=move |event| end(&composed, composing, &event)
            on:input=move |event| if composing.with_value(Option::is_none) { send(&typed, &event) }
            on:blur=move |_| left.leave()
        ></textarea>
    }
}

/// What the browser may complete: nothing once there is a text. Chromium writes the text of every control that it may
/// complete into the files of its session, readably, and keeps it in its own memory of names and addresses.
fn completion(handle: &FieldHandle) -> String {
    let empty = handle.read(|view| view.text.is_empty());
    let purpose = handle.question.autocomplete.clone().filter(|_| empty);
    purpose.unwrap_or_else(|| "off".to_owned())
}

/// What is being composed is a text too, and the model does not know it yet.
fn complete_nothing(event: &web_sys::Event) {
    if let Some(Control::Line(line)) = Control::of(event) {
        let _ = line.set_attribute("autocomplete", "off");
    }
}

enum Control {
    Line(web_sys::HtmlInputElement),
    Lines(web_sys::HtmlTextAreaElement),
}

/// While an input method composes: the text as it was before.
type Composing = StoredValue<Option<String>>;

impl Control {
    fn of(event: &web_sys::Event) -> Option<Self> {
        let target = event.target()?;
        match target.dyn_into::<web_sys::HtmlInputElement>() {
            Ok(line) => Some(Self::Line(line)),
            Err(target) => target.dyn_into().ok().map(Self::Lines),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Line(line) => line.value(),
            Self::Lines(lines) => lines.value(),
        }
    }

    fn set_text(&self, text: &str) {
        match self {
            Self::Line(line) => line.set_value(text),
            Self::Lines(lines) => lines.set_value(text),
        }
    }
}

/// Writes the model's text into the control when they differ and nothing composes.
fn write_back(handle: &FieldHandle, composing: Composing, control: impl Fn() -> Option<Control> + 'static) {
    let handle = handle.clone();
    Effect::new(move |_| {
        let text = handle.read(|view| view.text.clone());
        let Some(control) = control() else { return };
        if composing.with_value(Option::is_none) && control.text() != text {
            control.set_text(&text);
        }
    });
}

fn text_of(event: &web_sys::Event) -> Option<String> {
    Control::of(event).map(|control| control.text())
}

/// The end of a composition. One that was given up has typed nothing: what the model got meanwhile is shown.
fn end(handle: &FieldHandle, composing: Composing, event: &web_sys::Event) {
    let before = composing.get_value();
    composing.set_value(None);
    match Control::of(event) {
        Some(control) if before == Some(control.text()) => {
            control.set_text(&untrack(|| handle.read(|view| view.text.clone())));
        }
        Some(_) => send(handle, event),
        None => {}
    }
}

fn send(handle: &FieldHandle, event: &web_sys::Event) {
    if let Some(text) = text_of(event) {
        handle.apply(Edit::Type { field: handle.key.clone(), text });
    }
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
            | Kind::Position
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
