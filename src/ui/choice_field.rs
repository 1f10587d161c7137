//! One of several, several of several, yes or no: full-width rows.

use super::field::FieldHandle;
use crate::form::{Edit, Value};
use crate::item::{Choice, Kind, Text};
use leptos::prelude::*;

/// Rows of radio buttons or check boxes.
#[component]
pub fn ChoiceField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let (options, several) = match &handle.question.kind {
        Kind::Choice { options } => (options.clone(), false),
        Kind::Choices { options, .. } => (options.clone(), true),
        _ => (yes_and_no(), false),
    };
    let class = if matches!(handle.question.kind, Kind::YesNo) { "choices choices--pair" } else { "choices" };
    let rows = options.into_iter().enumerate().map(|(ix, option)| {
        let handle = handle.clone();
        let always = matches!(handle.question.kind, Kind::YesNo);
        let offered = {
            let handle = handle.clone();
            move || always || handle.read(|view| view.offered.contains(&ix))
        };
        view! { <Show when=offered.clone()><Row handle=handle.clone() option=option.clone() ix several /></Show> }
    });
    view! { <div class=class>{rows.collect_view()}</div> }
}

fn yes_and_no() -> Vec<Choice> {
    let option = |id: &str, label| Choice { id: id.to_owned(), label, hint: None, visible: None, exclusive: false };
    vec![option("yes", Text::new("是", "Yes")), option("no", Text::new("不是", "No"))]
}

#[component]
fn Row(handle: FieldHandle, option: Choice, ix: usize, several: bool) -> impl IntoView {
    // The first row that is offered carries the field's own id, so that error links lead to it.
    let first = {
        let handle = handle.clone();
        move || handle.read(|view| view.offered.first().copied()).unwrap_or(0) == ix
    };
    let id = {
        let (first, own, other) = (first.clone(), handle.id(), format!("{}-{}", handle.id(), option.id));
        move || if first() { own.clone() } else { other.clone() }
    };
    let chosen = {
        let (handle, option) = (handle.clone(), option.id.clone());
        move || handle.read(|view| view.value.as_ref().is_some_and(|value| is_chosen(value, &option)))
    };
    let choose = {
        let (handle, option) = (handle.clone(), option.id.clone());
        move |event: leptos::ev::Event| {
            let (field, option) = (handle.key.clone(), option.clone());
            let on = event_target_checked(&event);
            handle.apply(if several { Edit::Toggle { field, option, on } } else { Edit::Choose { field, option } });
        }
    };
    let (invalid, described, name) = (handle.clone(), handle.clone(), handle.id());
    view! {
        <div class="choice">
            <input
                class="choice__input"
                type=if several { "checkbox" } else { "radio" }
                name=name
                id=id.clone()
                prop:checked=chosen
                aria-invalid=move || invalid.invalid()
                aria-describedby=move || if first() { described.described_by() } else { None }
                on:change=choose
            />
            <label class="choice__row" for=id>
                <span class="choice__title">{option.label.zh}</span>
                {option.hint.map(|hint| view! { <span class="choice__note">{hint.zh}</span> })}
            </label>
        </div>
    }
}

fn is_chosen(value: &Value, option: &str) -> bool {
    match value {
        Value::Choice(chosen) => chosen == option,
        Value::Choices(chosen) => chosen.iter().any(|chosen| chosen == option),
        Value::YesNo(yes) => option == if *yes { "yes" } else { "no" },
        Value::Text(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::Region { .. }
        | Value::Files(_)
        | Value::Signature { .. } => false,
    }
}
