//! Home: the search first, then what was begun, then life's occasions.

use super::later::{shown, NotHere};
use super::routes::{Begun, PageId};
use super::search::{Results, SearchBox};
use crate::app::site::{Load, Site};
use crate::ui::icons::Icon;
use crate::ui::ledger::Seal;
use crate::ui::new_version::NewVersion;
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::offline_notice::OfflineNotice;
use crate::ui::shell::{Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
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
                <Show when=searching fallback=move || view! { {begun()}<Themes site /> }>
                    <Results query />
                </Show>
            </main>
            <Aside />
        </Page>
    }
}

/// 接着办, which comes after the search can be used.
fn begun() -> AnyView {
    shown(PageId::Begun(Begun::List), |again| match again {
        None => view! { <div class="narrow-only"><NotToBring /></div> }.into_any(),
        Some(again) => view! { <NotHere again /> }.into_any(),
    })
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
pub fn NotToBring() -> impl IntoView {
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
