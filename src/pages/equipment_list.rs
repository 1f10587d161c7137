//! The list of equipment: each with its number to step, and every answer to be changed.

use super::equipment::{Listed, Told};
use super::equipment_pick::Pick;
use crate::form::{show, Edit, FieldKey, FieldView, RowId, RowView, Value};
use crate::item::{Kind, Question};
use crate::ui::field::{dom_id, Field, FieldHandle};
use crate::ui::icons::Icon;
use crate::ui::shell::focus;
use crate::ui::stepper::Stepper;
use crate::ui::svg::Svg;
use crate::utilities::empty_row;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// The rows whose questions are open: by the citizen, because something in them is wrong, or because a link leads there.
/// Nothing closes a row but the citizen: a control that somebody may be typing into is never taken away.
#[derive(Clone, Copy)]
pub struct OpenRows(RwSignal<Vec<RowId>>);

impl OpenRows {
    /// Opens or closes a row.
    pub fn set(self, row: RowId, on: bool) {
        if self.holds(row) != on {
            self.0.update(|rows| if on { rows.push(row) } else { rows.retain(|other| *other != row) });
        }
    }

    fn holds(self, row: RowId) -> bool {
        self.0.with_untracked(|rows| rows.contains(&row))
    }

    fn follow(self, row: RowId) -> Memo<bool> {
        Memo::new(move |_| self.0.with(|rows| rows.contains(&row)))
    }
}

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
    let opened = OpenRows(RwSignal::new(Vec::new()));
    let rows = handle.open.working().rows(&handle.key.question);
    let full = {
        let (rows, handle) = (rows.clone(), handle.clone());
        move || {
            let is_empty = || empty_row(&handle.open.working().form(), &handle.key.question).is_some();
            rows.read().len() >= usize::from(max_rows) && !is_empty()
        }
    };
    let title_id = format!("{}-title", handle.id());
    let problem = handle.clone();
    let hint = handle.question.hint.clone().map(|hint| view! { <p class="field__hint">{hint.zh}</p> });
    let name = row.zh.clone();
    let pick = view! { <Pick handle=handle.clone() listed=listed.clone() name=row.zh opened /> };
    view! {
        <section class="rows" aria-labelledby=title_id.clone()>
            <h2 class="rows__title" id=title_id.clone()>{handle.question.label.zh.clone()}</h2>
            {hint}{move || said_at(&problem)}
            <ol class="rows__list rows__list--short">
                <For each=move || rows.get() key=|row| row.id let:row>
                    <Row handle=handle.clone() listed=listed.clone() row name=name.clone() questions=questions.clone() opened />
                </For>
            </ol>
            <div hidden=full>{pick}</div>
        </section>
    }
    .into_any()
}

/// What is wrong at a field, where its control stands beside other things.
fn said_at(handle: &FieldHandle) -> Option<impl IntoView> {
    let words = handle.problem()?;
    let id = format!("{}-error", handle.id());
    Some(view! { <p class="field__error" id=id><Svg icon=Icon::Alert /><span>{words}</span></p> })
}

/// One line of the list. One in which nothing is answered yet shows when its questions are open.
#[component]
fn Row(
    handle: FieldHandle,
    listed: Listed,
    row: RowView,
    name: String,
    questions: Arc<Vec<Question>>,
    opened: OpenRows,
) -> impl IntoView {
    let open = handle.open;
    let of = |question: &Question| FieldHandle::new(open, FieldKey::in_row(&*question.id, row.id));
    let is_number = |question: &&Question| question.id == *listed.equipment.number();
    let number = questions.iter().find(is_number).and_then(of);
    let rest: Vec<FieldHandle> = questions.iter().filter(|question| !is_number(question)).filter_map(of).collect();
    open_where_asked(opened, row.id, number.iter().chain(&rest));
    let rest = StoredValue::new(rest);
    let title = title(open, &handle, row, name, rest);
    let note = move || rest.with_value(|rest| note_of(rest));
    let is_open = opened.follow(row.id);
    let hidden = {
        let number = number.clone();
        move || {
            let empty = |field: &FieldHandle| !field.read(FieldView::is_answered);
            !is_open.get() && number.iter().all(empty) && rest.with_value(|rest| rest.iter().all(empty))
        }
    };
    let fields = move || {
        let inside = move || rest.get_value().into_iter().map(|field| view! { <Inside field /> }).collect_view();
        is_open.get().then(inside)
    };
    let wrong = move || {
        let is_wrong = |field: &&FieldHandle| untrack(|| field.read(|view| view.problem.is_some()));
        rest.with_value(|rest| rest.iter().find(is_wrong).map(FieldHandle::id))
    };
    // What is wrong is mended before it is put away.
    let turn = move |_| match (is_open.get_untracked(), wrong()) {
        (true, Some(id)) => focus_at(id),
        (on, _) => opened.set(row.id, !on),
    };
    let remove = {
        let handle = handle.clone();
        move |_| {
            handle.apply(Edit::RemoveRow { group: handle.key.question.clone(), row: row.id });
            focus_at(handle.id());
        }
    };
    let name_id = format!("{}-{}-name", handle.id(), row.id);
    let problem = number.clone();
    view! {
        <li hidden=hidden>
            <Told listed about=move |key| key.row == Some(row.id)>
                <div class="rows__row rows__row--short" role="group" aria-labelledby=name_id.clone()
                    data-open=move || is_open.get().then_some("")>
                    <div class="appliance">
                        <div class="appliance__words">
                            <h3 class="appliance__name" id=name_id.clone()>{title}</h3>
                            <p class="appliance__note">{note}</p>
                        </div>
                        {number.map(|handle| view! { <Stepper handle of=title /> })}
                    </div>
                    {move || problem.as_ref().map(said_at)}
                    {fields}
                    <div class="appliance__ways">
                        <button type="button" aria-expanded=move || is_open.get().to_string() on:click=turn>
                            {move || if is_open.get() { "收起来" } else { "改一下" }}<span class="visually-hidden">{title}</span>
                        </button>
                        <button type="button" on:click=remove>"删掉"<span class="visually-hidden">{title}</span></button>
                    </div>
                </div>
            </Told>
        </li>
    }
}

/// What a row is called: its first answer, or its place in the list.
fn title(
    open: crate::app::working::Open,
    handle: &FieldHandle,
    row: RowView,
    name: String,
    rest: StoredValue<Vec<FieldHandle>>,
) -> Signal<String> {
    let rows = open.working().rows(&handle.key.question);
    let ordinal = move || rows.read().iter().find(|other| other.id == row.id).map_or(0, |row| row.number);
    Signal::derive(move || {
        let said = rest.with_value(|rest| rest.first().and_then(said_of));
        said.unwrap_or_else(|| format!("{name} {}", ordinal()))
    })
}

/// Opens a row in which something is wrong, and one to which the address leads.
fn open_where_asked<'a>(opened: OpenRows, row: RowId, fields: impl Iterator<Item = &'a FieldHandle>) {
    let fields: Vec<FieldHandle> = fields.cloned().collect();
    let asked = use_query_map().with_untracked(|query| query.get("field"));
    if fields.iter().any(|field| Some(dom_id(&field.key)) == asked) {
        opened.set(row, true);
    }
    Effect::new(move |_| {
        if fields.iter().any(|field| field.read(|view| view.problem.is_some())) {
            opened.set(row, true);
        }
    });
}

/// A question of a row.
#[component]
fn Inside(field: FieldHandle) -> impl IntoView {
    let visible = {
        let field = field.clone();
        Memo::new(move |_| field.read(|view| view.visible))
    };
    move || visible.get().then(|| view! { <Field handle=field.clone() /> })
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

/// Goes on where the person looks next, once it is on the page.
pub fn focus_at(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            focus(&element);
        }
    });
}
