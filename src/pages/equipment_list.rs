//! The list of equipment: each with its number to step, usual ones to pick, and every answer to be changed.

use super::equipment::{Listed, Told};
use crate::app::working::Open;
use crate::form::{show, Edit, FieldKey, RowId, RowView, Value};
use crate::item::{Common, Kind, Question};
use crate::ui::field::{dom_id, Field, FieldHandle};
use crate::ui::icons::Icon;
use crate::ui::shell::focus;
use crate::ui::stepper::Stepper;
use crate::ui::svg::Svg;
use crate::utilities::{empty_row, fills};
use leptos::prelude::*;
use std::sync::Arc;

/// The list.
#[component]
pub fn List(
    /// The group.
    handle: FieldHandle,
    /// What is listed on the page.
    listed: Listed,
) -> impl IntoView {
    let Kind::Group { row, questions, max_rows, .. } = handle.question.kind.clone() else { return ().into_any() };
    let questions = Arc::new(questions);
    let rows = handle.open.working().rows(&handle.key.question);
    let full = {
        let rows = rows.clone();
        move || rows.read().len() >= usize::from(max_rows)
    };
    let title_id = format!("{}-title", handle.id());
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
    let name = row.zh.clone();
    let pick = view! { <Pick handle=handle.clone() listed=listed.clone() name=row.zh /> };
    view! {
        <section class="rows" aria-labelledby=title_id.clone()>
            <h2 class="rows__title" id=title_id.clone()>{handle.question.label.zh.clone()}</h2>
            {hint}{problem}
            <ol class="rows__list">
                <For each=move || rows.get() key=|row| row.id let:row>
                    <li><Row handle=handle.clone() listed=listed.clone() row name=name.clone() questions=questions.clone() /></li>
                </For>
            </ol>
            <div hidden=full>{pick}</div>
        </section>
    }
    .into_any()
}

/// One line of the list. Its questions are open while it is new or something in it is wrong, and when that is asked for.
#[component]
fn Row(
    handle: FieldHandle,
    listed: Listed,
    row: RowView,
    name: String,
    questions: Arc<Vec<Question>>,
) -> impl IntoView {
    let open = handle.open;
    let number_id = listed.equipment.number().clone();
    let rest: Vec<FieldHandle> = questions
        .iter()
        .filter(|question| question.id != number_id)
        .filter_map(|question| FieldHandle::new(open, FieldKey::in_row(&*question.id, row.id)))
        .collect();
    let number = FieldHandle::new(open, FieldKey::in_row(&*number_id, row.id));
    let place = handle.open.working().rows(&handle.key.question);
    let ordinal = move || place.read().iter().find(|other| other.id == row.id).map_or(0, |row| row.number);
    let words = StoredValue::new(rest.clone());
    let title = Signal::derive(move || {
        let said = words.with_value(|rest| rest.first().and_then(said_of));
        said.unwrap_or_else(|| format!("{name} {}", ordinal()))
    });
    let note = move || words.with_value(|rest| note_of(rest));
    let is_new = untrack(|| rest.first().is_none_or(|first| first.read(|view| view.text.is_empty())));
    let opened = RwSignal::new(is_new);
    let wrong =
        Memo::new(move |_| words.with_value(|rest| rest.iter().any(|field| field.read(|view| view.problem.is_some()))));
    let shown = Memo::new(move |_| opened.get() || wrong.get());
    let fields = move || {
        let rest = words.get_value();
        shown
            .get()
            .then(|| rest.into_iter().map(|field| view! { <Inside field listed=listed.clone() /> }).collect_view())
    };
    let remove = {
        let handle = handle.clone();
        move |_| {
            handle.apply(Edit::RemoveRow { group: handle.key.question.clone(), row: row.id });
            focus_at(handle.id());
        }
    };
    let name_id = format!("{}-{}-name", handle.id(), row.id);
    let wrong_number = number.clone();
    let problem = move || {
        wrong_number.as_ref().and_then(|number| {
            let id = format!("{}-error", number.id());
            number
                .problem()
                .map(|words| view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> })
        })
    };
    view! {
        <div class="rows__row rows__row--short" role="group" aria-labelledby=name_id.clone() data-open=move || shown.get().then_some("")>
            <div class="appliance">
                <div class="appliance__words">
                    <h3 class="appliance__name" id=name_id.clone()>{title}</h3>
                    <p class="appliance__note">{note}</p>
                </div>
                {number.map(|handle| view! { <Stepper handle of=title /> })}
            </div>
            {problem}
            {fields}
            <div class="appliance__ways">
                <button type="button" aria-expanded=move || shown.get().to_string() on:click=move |_| opened.set(!shown.get_untracked())>
                    {move || if shown.get() { "收起来" } else { "改一下" }}<span class="visually-hidden">{title}</span>
                </button>
                <button type="button" on:click=remove>"删掉"<span class="visually-hidden">{title}</span></button>
            </div>
        </div>
    }
}

/// A question of a row, with what does not go together about it.
#[component]
fn Inside(field: FieldHandle, listed: Listed) -> impl IntoView {
    let visible = {
        let field = field.clone();
        Memo::new(move |_| field.read(|view| view.visible))
    };
    move || {
        let (handle, listed) = (field.clone(), listed.clone());
        let key = handle.key.clone();
        visible.get().then(|| view! { <Told listed key><Field handle /></Told> })
    }
}

fn said_of(field: &FieldHandle) -> Option<String> {
    field.read(|view| view.value.as_ref().map(|value| show(&field.question, value)))
}

/// The other answers of a row in one line; where there are none, what the option that names it says of itself.
fn note_of(fields: &[FieldHandle]) -> String {
    let others: Vec<String> = fields.iter().skip(1).filter_map(said_of).collect();
    if !others.is_empty() {
        return others.join("，");
    }
    let chosen = fields.first().and_then(|field| field.read(|view| view.value.clone()));
    let options = fields.first().map(|field| &field.question.kind);
    match (chosen, options) {
        (Some(Value::Choice(id)), Some(Kind::Choice { options })) => options
            .iter()
            .find(|option| option.id == id)
            .and_then(|option| option.hint.as_ref())
            .map_or_else(String::new, |hint| hint.zh.clone()),
        _ => String::new(),
    }
}

/// 加一样: the usual ones, or one of one's own.
#[component]
fn Pick(handle: FieldHandle, listed: Listed, name: String) -> impl IntoView {
    let offered = RwSignal::new(false);
    let (group, open) = (handle.key.question.clone(), handle.open);
    let id = handle.id();
    let own = {
        let (group, handle) = (group.clone(), handle.clone());
        move |_| {
            handle.apply(Edit::AddRow { group: group.clone() });
            offered.set(false);
            let row = open.working().form().rows(&group).last().copied();
            focus_in_row(&handle, row, 0);
        }
    };
    let numbers = listed.equipment.number().clone();
    let picks = (0..listed.equipment.common().len()).map(|at| {
        let (handle, listed, numbers) = (handle.clone(), listed.clone(), numbers.clone());
        let common = listed.equipment.common()[at].clone();
        let words = view! {
            <span class="pick__name">{common.name.zh.clone()}</span>
            <span class="pick__note">{figures_of(&handle, &common)}</span>
        };
        let press = move |_| {
            let row = pick(open, &handle.key.question, &common);
            offered.set(false);
            if let Some(row) = row {
                focus_at(dom_id(&FieldKey::in_row(&*numbers, row)));
            }
        };
        view! { <li><button class="pick__one" type="button" on:click=press>{words}</button></li> }
    });
    let picks = picks.collect_view();
    let list_id = format!("{id}-pick");
    view! {
        <button class="rows__add" type="button" id=id aria-expanded=move || offered.get().to_string() aria-controls=list_id.clone()
            on:click=move |_| offered.update(|offered| *offered = !*offered)>
            <Svg icon=Icon::Plus />{format!("加一样{name}")}
        </button>
        <ul class="pick" id=list_id hidden=move || !offered.get()>
            {picks}
            <li><button class="pick__one" type="button" data-own="" on:click=own>
                <span class="pick__name">"这里没有，自己填"</span>
            </button></li>
        </ul>
    }
}

/// Puts what was picked into an empty row, or into a new one.
fn pick(open: Open, list: &String, common: &Common) -> Option<RowId> {
    let working = open.working();
    let empty = empty_row(&working.form(), list);
    if empty.is_none() {
        working.apply(Edit::AddRow { group: list.clone() });
    }
    let row = empty.or_else(|| empty_row(&working.form(), list))?;
    let edits = fills(&working.form(), common, row);
    edits.into_iter().for_each(|edit| working.apply(edit));
    Some(row)
}

/// The figures that a pick fills in, as people read them.
fn figures_of(handle: &FieldHandle, common: &Common) -> String {
    let Kind::Group { questions, .. } = &handle.question.kind else { return String::new() };
    let working = handle.open.working();
    let form = working.form();
    let figure = |question: &Question| {
        let key = FieldKey::of(&*question.id);
        let text = common.fills.get(&question.id)?;
        matches!(question.kind, Kind::Decimal { .. } | Kind::Integer { .. }).then_some(())?;
        Some(show(question, &form.read(&key, text)?))
    };
    questions.iter().filter_map(figure).collect::<Vec<_>>().join("，")
}

fn focus_in_row(handle: &FieldHandle, row: Option<RowId>, at: usize) {
    let Kind::Group { questions, .. } = &handle.question.kind else { return };
    if let (Some(row), Some(question)) = (row, questions.get(at)) {
        focus_at(dom_id(&FieldKey::in_row(&*question.id, row)));
    }
}

/// Goes on where the person looks next, once it is on the page.
fn focus_at(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            focus(&element);
        }
    });
}
