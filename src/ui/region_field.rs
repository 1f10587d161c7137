//! A town, then a village of it, from the site's list.

use super::field::FieldHandle;
use crate::app::site::Site;
use crate::catalogue::Region;
use crate::form::{Edit, Value};
use leptos::prelude::*;
use std::rc::Rc;

/// Two lists; the second follows the first.
#[component]
pub fn RegionField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let site = Site::here();
    let regions = RwSignal::new_local(None::<Rc<Region>>);
    leptos::task::spawn_local(async move {
        // Without the list the field stays empty and says so when the page is continued.
        regions.set(site.pack().regions().await.ok());
    });
    let code = {
        let handle = handle.clone();
        move || {
            handle.read(|view| match &view.value {
                Some(Value::Region { code, .. }) => code.clone(),
                _ => String::new(),
            })
        }
    };
    let pick = {
        let handle = handle.clone();
        move |code: String| {
            let Some(county) = regions.get_untracked() else { return };
            if let Some(name) = name_of(&county, &code) {
                handle.apply(Edit::PickRegion { field: handle.key.clone(), code, name });
            }
        }
    };
    let town = {
        let code = code.clone();
        move || {
            let code = code();
            regions.get().and_then(|county| town_of(&county, &code))
        }
    };
    let towns = move || regions.get().map(|county| county.parts.clone()).unwrap_or_default();
    let villages = {
        let town = town.clone();
        move || town().map(|town| town.parts).unwrap_or_default()
    };
    let selected_town = move || town().map(|town| town.code.to_string()).unwrap_or_default();
    let id = handle.id();
    let list = move |label: &'static str,
                     id: String,
                     chosen: Signal<String>,
                     parts: Signal<Vec<Region>, LocalStorage>,
                     pick: Rc<dyn Fn(String)>| {
        let (invalid, described) = (handle.clone(), handle.clone());
        view! {
            <div class="region-field__part">
                <label class="region-field__label" for=id.clone()>{label}</label>
                <div class="select">
                    <select
                        class="select__control"
                        id=id
                        autocomplete="off"
                        aria-invalid=move || invalid.invalid()
                        aria-describedby=move || described.described_by()
                        prop:value=move || { parts.track(); chosen.get() }
                        on:change=move |event| pick(event_target_value(&event))
                    >
                        <option value="">"请选"</option>
                        {move || {
                            let chosen = chosen.get_untracked();
                            parts.get().into_iter().map(|part| {
                                let selected = part.code.as_str() == chosen;
                                view! { <option value=part.code.to_string() selected=selected>{part.name.zh}</option> }
                            }).collect_view()
                        }}
                    </select>
                </div>
            </div>
        }
    };
    let pick: Rc<dyn Fn(String)> = Rc::new(pick);
    view! {
        <div class="region-field">
            {list("乡镇、街道", id.clone(), Signal::derive(selected_town), Signal::derive_local(towns), pick.clone())}
            {list("村、社区", format!("{id}-village"), Signal::derive(code), Signal::derive_local(villages), pick)}
        </div>
    }
}

/// The town that a code belongs to.
fn town_of(county: &Region, code: &str) -> Option<Region> {
    county.parts.iter().find(|town| !code.is_empty() && code.starts_with(town.code.as_str())).cloned()
}

/// The name from the county down.
fn name_of(county: &Region, code: &str) -> Option<String> {
    county.full_name(&code.parse().ok()?).map(|name| name.zh)
}
