//! Home: the search first, then what was begun, then life's occasions.

use super::kept::{AsFile, Cleared, Kept, MayClear};
use super::news::NewsOfApplications;
use super::search::{Results, SearchBox};
use super::under_way::{Arrived, UnderWayCard};
use crate::app::session::sign_in_for;
use crate::app::site::{Load, Site};
use crate::app::{begun, keeping};
use crate::draft::Draft;
use crate::store::{drafts, Stored};
use crate::submission::State;
use crate::ui::icons::Icon;
use crate::ui::ledger::Seal;
use crate::ui::new_version::NewVersion;
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::offline_notice::OfflineNotice;
use crate::ui::shell::{Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// What was typed into the static frame's search box before the app took over.
#[derive(Clone, Default)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Whether the box had the focus, and where the caret stood.
    pub caret: Option<u32>,
}

/// Reads the static frame's search box.
pub fn typed_before_start() -> Typed {
    let Some(element) = document().get_element_by_id("q") else { return Typed::default() };
    let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() else { return Typed::default() };
    let focused = document().active_element().is_some_and(|active| active == element);
    let caret = focused.then(|| input.selection_start().ok().flatten().unwrap_or_default());
    Typed { text: input.value(), caret }
}

/// `/`
#[component]
pub fn Home() -> impl IntoView {
    let site = Site::here();
    let query = RwSignal::new(use_context::<Typed>().unwrap_or_default().text);
    let searching = move || !query.read().trim().is_empty();
    view! {
        <Page tab=Tab::Home>
            <main class="page__main" id="main">
                <Title phrases=vec!["今天要办".to_owned(), "什么事？".to_owned()] />
                <NewVersion />
                <OfflineNotice />
                <SearchBox query examples=true />
                <Show when=searching fallback=move || view! { <Drafts /><Themes site /> }>
                    <Results query />
                </Show>
            </main>
            <Aside />
        </Page>
    }
}

#[component]
fn Themes(site: Site) -> impl IntoView {
    move || match site.catalogue.get() {
        Load::Loading => view! { <Loading words="正在打开" /> }.into_any(),
        Load::Failed(error) => {
            let (title, words) = pack_words(error);
            let again = move |_| leptos::task::spawn_local(crate::app::start::load_catalogue(site));
            view! {
                <Empty title words><button class="button" data-kind="main" type="button" on:click=again>"再试一次"</button></Empty>
            }
            .into_any()
        }
        Load::Ready(catalogue) => {
            let index = catalogue.index.clone();
            let theme = |theme: &crate::catalogue::IndexTheme| {
                view! {
                    <li class="themes__cell">
                        <a class="themes__link" href=format!("/theme/{}", theme.id)>
                            <span class="themes__name">{theme.name.zh.clone()}</span>
                            <span class="themes__count">{format!("{} 件", theme.count)}</span>
                        </a>
                    </li>
                }
            };
            let themes = index.themes.iter().map(theme).collect_view();
            let total = format!("全县 {} 件事免证办，{} 份材料不用再交", index.totals.items, index.totals.waived);
            view! {
                <div class="section-head">
                    <h2 class="section-head__title">"按人生大事找"</h2>
                    <a class="link" href="/departments">"按部门找"</a>
                </div>
                <ul class="themes">{themes}</ul>
                <p class="small-print small-print--centre">{total}</p>
            }
            .into_any()
        }
    }
}

fn show_if_changed<T: PartialEq>(shown: impl WithUntracked<Value = T> + Set<Value = T>, value: T) {
    if shown.try_with_untracked(|shown| *shown != value) == Some(true) {
        shown.try_set(value);
    }
}

/// 接着办: what was begun on this device.
#[component]
fn Drafts() -> impl IntoView {
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
                Stored::Ok(draft) => std::cmp::Reverse(draft.saved_at.unix_ms()),
                Stored::Damaged { .. } | Stored::Newer { .. } | Stored::Locked { .. } => std::cmp::Reverse(0),
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
    let supplement =
        draft.supplement.as_ref().map(|supplement| format!("/applications/{}/supplement", supplement.number));
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

/// Beside the search on a desktop.
#[component]
fn Aside() -> impl IntoView {
    view! {
        <aside class="page__aside wide-only" aria-label="怎么办事">
            <NotToBring />
            <p class="small-print">"您同意后，我们向发证的部门去取。"<br />"有人可以问："<b>"12345"</b></p>
        </aside>
    }
}

/// What is not to be brought: an illustration without a sum.
#[component]
fn NotToBring() -> impl IntoView {
    use crate::item::WaiverKind;
    let line = |name: &'static str| {
        view! {
            <li class="ledger__line" data-state="done">
                <span class="ledger__margin" aria-hidden="true"><Svg icon=Icon::Tick /></span>
                <div class="ledger__content"><p class="ledger__name">{name}</p><Seal kind=WaiverKind::Licence solid=true class="ledger__seal" /></div>
            </li>
        }
    };
    view! {
        <section class="ledger" aria-label="办事不用带这些">
            <header class="band"><h2 class="band__title">"办事不用带这些"</h2><p class="band__aside">"您同意后自动取"</p></header>
            <ul class="ledger__lines">{line("身份证复印件")}{line("户口簿、结婚证")}{line("营业执照、房产证")}</ul>
        </section>
    }
}
