//! The search: as one types, with the reason why each item was found.

use super::home::Typed;
use crate::app::site::{Catalogue, Load, Site};
use crate::catalogue::{Because, Entry, Field, Hit};
use crate::form::Sum;
use crate::i18n;
use crate::ui::icons::Icon;
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::offline_notice::OfflineNotice;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::sum::{Stage, SumLine};
use crate::ui::svg::Svg;
use crate::ui::title::set_document_title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// The most items that are shown at once.
const LIMIT: usize = 20;
const EXAMPLES: [&str; 3] = ["高龄津贴", "开饭馆", "无犯罪证明"];

/// `/search?q=…`: a search that can be linked and gone back to.
#[component]
pub fn SearchPage() -> impl IntoView {
    let address = use_query_map();
    let query = RwSignal::new(untrack(|| address.read().get("q").unwrap_or_default()));
    // Going back and forward between two searches.
    Effect::new(move |before: Option<()>| {
        let asked = address.read().get("q").unwrap_or_default();
        if before.is_some() && query.get_untracked() != asked {
            query.set(asked);
        }
    });
    set_document_title("找事项");
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), "找事项", None)>
            <main class="page__main" id="main">
                <h1 class="visually-hidden" tabindex="-1">"找事项"</h1>
                <OfflineNotice />
                <SearchBox query />
                <Results query />
            </main>
        </Page>
    }
}

/// The search box. Enter gives the search an address of its own.
#[component]
pub fn SearchBox(
    /// What is searched.
    query: RwSignal<String>,
    /// With examples below.
    #[prop(optional)]
    examples: bool,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    let composing = StoredValue::new(false);
    take_over(node, query);
    Effect::new(move |_| {
        let text = query.get();
        if let Some(node) = node.get() {
            if !composing.get_value() && node.value() != text {
                node.set_value(&text);
            }
        }
    });
    let navigate = use_navigate();
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = query.get_untracked();
        if !text.trim().is_empty() {
            let path = format!("/search?q={}", String::from(js_sys::encode_uri_component(&text)));
            navigate(&path, NavigateOptions { replace: !examples, ..Default::default() });
        }
    };
    let clear = move |_| {
        query.set(String::new());
        if let Some(node) = node.get_untracked() {
            let _ = node.focus();
        }
    };
    view! {
        <form class="search" role="search" on:submit=go>
            <div class="search__box">
                <Svg icon=Icon::Search />
                <label class="visually-hidden" for="q">"找事项"</label>
                <input
                    class="search__control"
                    id="q"
                    name="q"
                    type="search"
                    placeholder="用平常的话说，如“开饭馆”"
                    autocomplete="off"
                    enterkeyhint="search"
                    node_ref=node
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |event| {
                        composing.set_value(false);
                        query.set(event_target_value(&event));
                    }
                    on:input=move |event| if !composing.get_value() { query.set(event_target_value(&event)) }
                />
                <Show when=move || !query.read().is_empty()>
                    <button class="search__clear" type="button" aria-label="清空" on:click=clear><Svg icon=Icon::Close /></button>
                </Show>
            </div>
            {examples.then(|| view! {
                <ul class="search__examples" aria-label="比如">
                    {EXAMPLES.map(|example| view! {
                        <li><a href=format!("/search?q={}", String::from(js_sys::encode_uri_component(example)))>{example}</a></li>
                    }).collect_view()}
                </ul>
            })}
        </form>
    }
}

/// What was typed into the static frame goes on here, with its caret.
fn take_over(node: NodeRef<leptos::html::Input>, query: RwSignal<String>) {
    let Some(Typed { caret: Some(caret), text }) = use_context::<Typed>() else { return };
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(node) = node.get() else { return false };
        if query.get_untracked() == text {
            node.set_value(&text);
            let _ = node.focus();
            let _ = node.set_selection_range(caret, caret);
        }
        true
    });
}

/// The items that fit; the old ones stay until the new ones are there.
#[component]
pub fn Results(
    /// What is searched.
    query: RwSignal<String>,
) -> impl IntoView {
    let site = Site::here();
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
            let text = query.get();
            let hits = catalogue.searcher.search(&catalogue.index, &text, LIMIT);
            let count = hits.len();
            if text.trim().is_empty() {
                return view! { <Nothing /> }.into_any();
            }
            let words = if count == 0 { "没有找到".to_owned() } else { format!("找到 {count} 件事") };
            let cards = hits.into_iter().map(|Hit { entry, because, .. }| {
                view! { <ItemCard catalogue=catalogue.clone() ix=entry because=Some(because) /> }
            });
            view! {
                <p class="visually-hidden" role="status">{words.clone()}</p>
                {(count == 0).then(|| view! { <p class="results__none">{words}"。换个说法试试，或用拼音首字母，如 gljt"</p> })}
                <ol class="results">{cards.collect_view()}</ol>
                <Nothing />
            }
            .into_any()
        }
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <section class="prose" aria-labelledby="other-ways">
            <h2 class="section-head__title" id="other-ways">"不是这些？"</h2>
            <p class="small-print">"换个说法，或用拼音首字母，如 "<b>"gljt"</b>"。"</p>
            <p class="links"><a class="link" href="/departments">"按部门找"</a>" "<a class="link" href="tel:12345" rel="external">"打 12345 问人"</a></p>
        </section>
    }
}

/// An item in a list: its name, why it was found, its sum and limit.
#[component]
pub fn ItemCard(
    /// The catalogue.
    catalogue: Rc<Catalogue>,
    /// The item's place in the index.
    ix: usize,
    /// Why it was found.
    #[prop(optional_no_strip)]
    because: Option<Because>,
) -> impl IntoView {
    let Some(entry) = catalogue.index.items.get(ix).cloned() else { return ().into_any() };
    let sum = Sum {
        required: entry.sum.required,
        waived: entry.sum.waived,
        deferred: entry.sum.deferred,
        left: entry.sum.left(),
    };
    let title = match &because {
        Some(because) if because.field == Field::PlainName => marked(&entry, because),
        _ => entry.plain_name.zh.clone().into_any(),
    };
    let why = because.filter(|because| because.field != Field::PlainName).map(|because| {
        let before = match because.field {
            Field::Name => "正式名称叫",
            Field::Keyword(_) => "也叫",
            Field::EnglishName | Field::PlainName => "",
        };
        view! { <p class="results__why"><span class="results__because">"因为"</span>{before}"“"{marked(&entry, &because)}"”"</p> }
    });
    let limit = i18n::time_limit(entry.promised);
    view! {
        <li class="results__item">
            <h2 class="results__title"><a class="results__link" href=format!("/item/{}", entry.code)>{title}</a></h2>
            {why}
            <div class="results__foot"><SumLine sum stage=Stage::Guide /><p class="results__limit">{limit}</p></div>
        </li>
    }
    .into_any()
}

/// The text that was found, with the characters that the query stands for.
fn marked(entry: &Entry, because: &Because) -> AnyView {
    let text = entry.text(because.field);
    let mut parts = Vec::new();
    let mut at = 0;
    for span in &because.spans {
        let (Some(before), Some(found)) = (text.get(at..span.start), text.get(span.start..span.end)) else { break };
        parts.push(before.to_owned().into_any());
        parts.push(view! { <mark>{found.to_owned()}</mark> }.into_any());
        at = span.end;
    }
    parts.push(text.get(at..).unwrap_or_default().to_owned().into_any());
    parts.into_any()
}
