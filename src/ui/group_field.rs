//! A repeating group: rows keyed by their stable ids, so that adding or removing one never disturbs another.

use super::field::{Field, FieldHandle};
use super::icons::Icon;
use super::svg::Svg;
use crate::form::{Edit, FieldKey, RowView};
use crate::item::Kind;
use leptos::prelude::*;

/// The rows with their fields, and a button for one more.
#[component]
pub fn GroupField(
    /// The group.
    handle: FieldHandle,
) -> impl IntoView {
    let Kind::Group { row, questions, max_rows, .. } = handle.question.kind.clone() else { return ().into_any() };
    let ids: Vec<String> = questions.into_iter().map(|question| question.id).collect();
    let rows = handle.open.working().rows(&handle.key.question);
    let id = handle.id();
    let title_id = format!("{id}-title");
    let problem = {
        let handle = handle.clone();
        move || {
            handle.problem().map(|words| {
                let id = format!("{}-error", handle.id());
                view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> }
            })
        }
    };
    let hint = handle.question.hint.clone().map(|hint| view! { <p class="field__hint">{hint.zh}</p> });
    let full = {
        let rows = rows.clone();
        move || rows.read().len() >= usize::from(max_rows)
    };
    let add = {
        let handle = handle.clone();
        move |_| handle.apply(Edit::AddRow { group: handle.key.question.clone() })
    };
    let one = row.zh.clone();
    view! {
        <section class="rows" aria-labelledby=title_id.clone()>
            <h2 class="rows__title" id=title_id.clone()>{handle.question.label.zh.clone()}</h2>
            {hint}{problem}
            <ol class="rows__list">
                <For each=move || rows.get() key=|row| row.id let:row>
                    <li><Row handle=handle.clone() row name=one.clone() ids=ids.clone() /></li>
                </For>
            </ol>
            <Show when=move || !full()>
                <button class="rows__add" type="button" id=id.clone() on:click=add.clone()>
                    <Svg icon=Icon::Plus />{format!("添加{}", row.zh)}
                </button>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Row(handle: FieldHandle, row: RowView, name: String, ids: Vec<String>) -> impl IntoView {
    let rows = handle.open.working().rows(&handle.key.question);
    let number = move || rows.read().iter().find(|other| other.id == row.id).map_or(0, |row| row.number);
    let name_id = format!("{}-{}-name", handle.id(), row.id);
    let remove = {
        let handle = handle.clone();
        move |_| handle.apply(Edit::RemoveRow { group: handle.key.question.clone(), row: row.id })
    };
    let fields = ids.into_iter().filter_map(|id| FieldHandle::new(handle.open, FieldKey::in_row(id, row.id)));
    let fields = fields.map(|field| {
        let shown = field.clone();
        view! { <Show when=move || shown.read(|view| view.visible)><Field handle=field.clone() /></Show> }
    });
    let number_for_readers = number.clone();
    let words = name.clone();
    view! {
        <div class="rows__row" role="group" aria-labelledby=name_id.clone()>
            <div class="rows__head">
                <h3 class="rows__name" id=name_id.clone()>{move || format!("{name} {}", number())}</h3>
                <button class="rows__remove" type="button" on:click=remove>
                    "删掉"<span class="visually-hidden">{move || format!("{words} {}", number_for_readers())}</span>
                </button>
            </div>
            {fields.collect_view()}
        </div>
    }
}
