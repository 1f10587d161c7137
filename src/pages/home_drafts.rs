//! 接着办: what was begun on this device, as the home page shows it.

use super::home::NotToBring;
use super::kept::{AsFile, Cleared, Kept, MayClear};
use super::news::NewsOfApplications;
use super::under_way::{Arrived, UnderWayCard};
use crate::app::session::sign_in_for;
use crate::app::site::Site;
use crate::app::{begun, keeping};
use crate::draft::{Draft, Supplement};
use crate::store::{drafts, Stored};
use crate::submission::State;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;
use std::rc::Rc;

fn show_if_changed<T: PartialEq>(shown: impl WithUntracked<Value = T> + Set<Value = T>, value: T) {
    if shown.try_with_untracked(|shown| *shown != value) == Some(true) {
        shown.try_set(value);
    }
}

/// 接着办: what was begun on this device.
#[component]
pub fn Drafts() -> impl IntoView {
    let site = Site::here();
    let begun = RwSignal::new_local(Vec::<Rc<Stored<Draft>>>::new());
    let count = RwSignal::new(None);
    let somebodys = RwSignal::new(false);
    Effect::new(move |_| {
        site.drafts_changed.track();
        site.storage_trouble.track();
        let owner = site.person().map(|person| person.id);
        leptos::task::spawn_local(async move {
            let Ok(store) = site.store().await else { return };
            let Ok(mut list) = drafts::list(&store).await else { return };
            if !list.is_empty() {
                keeping::note_count(site, list.len());
            }
            count.try_set(Some(list.len()));
            let hidden = owner.is_none() && list.iter().any(|stored| matches!(stored, Stored::Ok(_)));
            // Nobody sees what another person has begun, and who is not signed in sees nobody's.
            list.retain(|stored| match stored {
                Stored::Ok(draft) => owner.as_ref() == Some(&draft.owner),
                Stored::Damaged { .. } | Stored::Newer { .. } | Stored::Locked { .. } => true,
            });
            list.sort_by_key(|stored| match stored {
                Stored::Ok(draft) => std::cmp::Reverse((draft.saved_order, draft.saved_at.unix_ms())),
                Stored::Damaged { .. } | Stored::Newer { .. } | Stored::Locked { .. } => std::cmp::Reverse((0, 0)),
            });
            // What is as it was is not drawn anew: a button that was pressed once would forget it.
            show_if_changed(somebodys, hidden);
            show_if_changed(begun, list.into_iter().map(Rc::new).collect());
        });
    });
    let list = move || {
        let begun = begun.get();
        let somebodys = somebodys.get();
        let first_visit =
            (begun.is_empty() && !somebodys).then(|| view! { <div class="narrow-only"><NotToBring /></div> });
        let cards = begun.into_iter().map(|stored| match &*stored {
            Stored::Ok(draft) => match &draft.submission {
                Some(state) if !matches!(state, State::Held { .. }) => {
                    view! { <UnderWayCard draft=(**draft).clone() state=state.clone() /> }.into_any()
                }
                Some(_) | None => view! { <Begun draft=(**draft).clone() /> }.into_any(),
            },
            Stored::Damaged { id } => view! { <DeadDraft id=id.clone() words=DAMAGED /> }.into_any(),
            Stored::Locked { id } => view! { <DeadDraft id=id.clone() words=LOCKED /> }.into_any(),
            Stored::Newer { .. } => view! { <NewerDraft /> }.into_any(),
        });
        let sign_in = somebodys.then(|| {
            view! {
                <section class="notice" data-tone="info">
                    <p>"这台设备上有没办完的事。"<a class="link" href=sign_in_for("/")>"登录以后接着办"</a></p>
                </section>
            }
        });
        view! { <Cleared count /><Arrived />{sign_in}{first_visit}{cards.collect_view()}<MayClear count /> }
    };
    view! { <NewsOfApplications />{list} }
}

#[component]
fn Begun(draft: Draft) -> impl IntoView {
    let progress = draft.progress.clone();
    let left = progress.steps.saturating_sub(progress.step) + 1;
    let bar = (1..=progress.steps).map(|number| {
        let look = match number.cmp(&progress.step) {
            std::cmp::Ordering::Less => Some("done"),
            std::cmp::Ordering::Equal => Some("now"),
            std::cmp::Ordering::Greater => None,
        };
        view! { <span class="steps__part" data-state=look></span> }
    });
    let (id, heading) = (draft.id.clone(), format!("draft-{}", draft.id));
    // A supplement goes on at its application.
    let supplement = draft.supplement.as_ref().map(Supplement::path);
    let words =
        if supplement.is_some() { "接着补交".to_owned() } else { format!("接着填第 {} 步", progress.step) };
    let href = supplement.unwrap_or_else(|| format!("/draft/{}", draft.id));
    view! {
        <article class="resume" aria-labelledby=heading.clone()>
            <header class="band">
                <h2 class="band__title">"接着办"</h2>
                <p class="band__aside"><Svg icon=Icon::Tick /><span>"已保存在本机 "<time>{draft.saved_at.clock_text()}</time></span></p>
            </header>
            <div class="resume__body">
                <h3 class="resume__name" id=heading.clone()>{draft.item_name.clone()}</h3>
                <p class="resume__note">
                    {format!("应交 {} 份，", progress.required)}<b class="resume__waived">{format!("已免 {} 份", progress.waived)}</b>
                    {format!("，还有 {left} 步")}
                </p>
                <div class="steps__bar" aria-hidden="true">{bar.collect_view()}</div>
                <Kept draft=draft.clone() />
                <div class="actions">
                    <a class="button" data-kind="main" href=href>{words}</a>
                    <AsFile id=id.clone() />
                    <Delete id name=draft.item_name />
                </div>
            </div>
        </article>
    }
}

/// Deleting is asked once more, in place: the second press deletes.
#[component]
fn Delete(id: String, name: String) -> impl IntoView {
    let site = Site::here();
    let sure = RwSignal::new(false);
    let press = move |_| {
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        let id = id.clone();
        leptos::task::spawn_local(async move {
            if begun::delete(site, &id).await.is_ok() {
                site.announce("草稿删掉了".to_owned());
            }
            site.drafts_changed.update(|count| *count = count.wrapping_add(1));
        });
    };
    let kind = move || if sure.get() { "danger" } else { "quiet" };
    view! {
        <button class="button" data-kind=kind type="button" on:click=press on:blur=move |_| sure.set(false)>
            {move || if sure.get() { "真的删掉" } else { "删掉" }}<span class="visually-hidden">{name}</span>
        </button>
    }
}

const DAMAGED: &str = "它坏了，别的草稿没有受影响。可以删掉它，重新填一份。";
const LOCKED: &str = "打开它的钥匙没有了：浏览器的数据被清理过，或者上次用的是隐私模式。可以删掉它，重新填一份。";

/// Nobody can read it any more: what is so, and the way out.
#[component]
fn DeadDraft(id: String, words: &'static str) -> impl IntoView {
    view! {
        <article class="resume">
            <header class="band"><h2 class="band__title">"有一份草稿打不开"</h2></header>
            <div class="resume__body">
                <p class="resume__note">{words}</p>
                <div class="actions"><Delete id name="打不开的草稿".to_owned() /></div>
            </div>
        </article>
    }
}

#[component]
fn NewerDraft() -> impl IntoView {
    view! {
        <article class="resume">
            <header class="band"><h2 class="band__title">"有一份草稿要更新后才能打开"</h2></header>
            <div class="resume__body">
                <p class="resume__note">"它是新版本存的，内容都在。刷新这一页就能接着办。"</p>
                <div class="actions">
                    <button class="button" data-kind="main" type="button" on:click=|_| crate::ui::notice::reload()>"刷新"</button>
                </div>
            </div>
        </article>
    }
}
