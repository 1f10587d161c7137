//! 加一样: the usual ones, or one of one's own. While nothing is listed the list stands open.

use super::equipment::Listed;
use super::equipment_list::{focus_at, OpenRows};
use crate::app::working::Open;
use crate::form::{show, Edit, FieldKey, RowId};
use crate::item::{Common, Kind, Question};
use crate::ui::field::{dom_id, FieldHandle};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use crate::utilities::{empty_row, fills};
use leptos::prelude::*;

/// The button, and what it offers.
#[component]
pub fn Pick(handle: FieldHandle, listed: Listed, name: String, opened: OpenRows) -> impl IntoView {
    let open = handle.open;
    let group = handle.key.question.clone();
    let id = handle.id();
    let is_begun = {
        let working = open.working();
        let form = working.form();
        form.rows(&group).len() > usize::from(empty_row(&form, &group).is_some())
    };
    let offered = RwSignal::new(!is_begun);
    let own = {
        let (group, handle) = (group.clone(), handle.clone());
        move |_| {
            offered.set(false);
            if let Some(row) = row_for(open, &group) {
                opened.set(row, true);
                focus_on_first(&handle, row);
            }
        }
    };
    let numbers = listed.equipment.number().clone();
    let one = |common: &Common| {
        let words = view! {
            <span class="pick__name">{common.name.zh.clone()}</span>
            <span class="pick__note">{figures_of(&handle, &listed, common)}</span>
        };
        let (group, common, numbers) = (group.clone(), common.clone(), numbers.clone());
        let press = move |_| {
            offered.set(false);
            if let Some(row) = row_for(open, &group) {
                let edits = fills(&open.working().form(), &common, row);
                edits.into_iter().for_each(|edit| open.apply(edit));
                opened.set(row, false);
                focus_at(dom_id(&FieldKey::in_row(&*numbers, row)));
            }
        };
        view! { <li><button class="pick__one" type="button" on:click=press>{words}</button></li> }
    };
    let picks = listed.equipment.common().iter().map(one).collect_view();
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

/// An empty row, or a new one.
fn row_for(open: Open, list: &String) -> Option<RowId> {
    let working = open.working();
    let empty = empty_row(&working.form(), list);
    if empty.is_none() {
        working.apply(Edit::AddRow { group: list.clone() });
    }
    let row = empty.or_else(|| empty_row(&working.form(), list));
    row
}

/// The figures that a pick fills in, as people read them; how many is for the citizen to say.
fn figures_of(handle: &FieldHandle, listed: &Listed, common: &Common) -> String {
    let Kind::Group { questions, .. } = &handle.question.kind else { return String::new() };
    let working = handle.open.working();
    let form = working.form();
    let figure = |question: &Question| {
        let key = FieldKey::of(&*question.id);
        let text = common.fills.get(&question.id)?;
        matches!(question.kind, Kind::Decimal { .. } | Kind::Integer { .. }).then_some(())?;
        Some(show(question, &form.read(&key, text)?))
    };
    let rest = questions.iter().filter(|question| question.id != *listed.equipment.number());
    rest.filter_map(figure).collect::<Vec<_>>().join("，")
}

fn focus_on_first(handle: &FieldHandle, row: RowId) {
    let Kind::Group { questions, .. } = &handle.question.kind else { return };
    if let Some(question) = questions.first() {
        focus_at(dom_id(&FieldKey::in_row(&*question.id, row)));
    }
}
