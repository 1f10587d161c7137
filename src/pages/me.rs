//! 我的: who is signed in, and how the app looks on this device.

use super::kept::DraftsHere;
use crate::app::preferences::Preference;
use crate::app::session::{self, sign_in_for};
use crate::app::site::Site;
use crate::ui::new_version::NewVersion;
use crate::ui::shell::{Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;

const SIZES: [(&str, &str); 4] = [("standard", "标准"), ("large", "大"), ("elder", "长辈版"), ("huge", "特大")];
const THEMES: [(&str, &str); 3] = [("", "跟着系统"), ("light", "浅色"), ("dark", "深色")];

/// `/me`
#[component]
pub fn Me() -> impl IntoView {
    let site = Site::here();
    let sign_out = move |_| {
        leptos::task::spawn_local(async move {
            // Signing out here holds even when the portal cannot be told: its session ends by itself.
            let _ = session::sign_out(site).await;
            site.announce("已经退出".to_owned());
        });
    };
    let person = move || match site.person() {
        Some(person) => {
            let enterprises = person.enterprises.iter().map(|enterprise| view! { <p>{enterprise.name.clone()}</p> });
            view! {
                <p class="me__name">{person.masked_name.clone()}</p>
                {enterprises.collect_view()}
                <button class="button" data-kind="second" type="button" on:click=sign_out>"退出登录"</button>
            }
            .into_any()
        }
        None => view! {
            <p>"还没有登录。登录以后才能替您去取资料。"</p>
            <a class="button" data-kind="main" href=sign_in_for("/me")>"登录"</a>
        }
        .into_any(),
    };
    view! {
        <Page tab=Tab::Me narrow=true>
            <main class="page__main" id="main">
                <Title phrases=vec!["我的".to_owned()] />
                <NewVersion />
                <section class="card me__person">{person}</section>
                <DraftsHere />
                <Choose name="字大小" preference=Preference::Text options=&SIZES />
                <Choose name="深浅" preference=Preference::Theme options=&THEMES />
            </main>
        </Page>
    }
}

#[component]
fn Choose(
    name: &'static str,
    preference: Preference,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let now = preference.get();
    let first = options.first().map_or("", |(value, _)| value);
    let chosen = RwSignal::new(if now.is_empty() { first.to_owned() } else { now });
    let row = move |(value, label): &(&'static str, &'static str)| {
        let (value, label) = (*value, *label);
        let id = format!("{name}-{value}");
        let choose = move |_| {
            preference.set(value);
            chosen.set(value.to_owned());
        };
        view! {
            <div class="choice">
                <input class="choice__input" type="radio" name=name id=id.clone() prop:checked=move || chosen.get() == value on:change=choose />
                <label class="choice__row" for=id><span class="choice__title">{label}</span></label>
            </div>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{name}</legend>
            <div class="choices">{options.iter().map(row).collect_view()}</div>
        </fieldset>
    }
}
