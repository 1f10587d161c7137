//! An item's guide: the sum first, then what to prepare and what not to bring, each with its reason.

use super::guide_parts::{Details, LedgerTable, LedgerTwo};
use crate::app::pack::PackError;
use crate::app::session::{self, sign_in_for};
use crate::app::site::{Catalogue, Load, Site};
use crate::app::working::{Open, Working};
use crate::form::{Edit, FieldKey, Step, Sum, Value};
use crate::i18n;
use crate::item::{Audience, Item};
use crate::ui::field::{ChoiceQuestion, FieldHandle};
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::sum::{Stage, SumView};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use leptos_router::NavigateOptions;
use std::rc::Rc;
use std::sync::Arc;

/// `/item/:code`; scenario answers stand in the query, so that a link leads to the same ledger.
#[component]
pub fn Guide() -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let code = Memo::new(move |_| params.read().get("code").unwrap_or_default());
    let loaded = RwSignal::new_local(Load::<Rc<Working>, PackError>::Loading);
    Effect::new(move |_| {
        let code = code.get();
        loaded.set(Load::Loading);
        let version = site.catalogue.with(|catalogue| match catalogue {
            Load::Loading => None,
            Load::Ready(catalogue) => Some(version_of(catalogue, &code)),
            Load::Failed(error) => Some(Err(*error)),
        });
        match version {
            None => {}
            Some(Err(error)) => loaded.set(Load::Failed(error)),
            Some(Ok(version)) => leptos::task::spawn_local(async move {
                let item = site.pack().item(&code, version).await;
                loaded.set(match item {
                    Ok(item) => Load::Ready(explore(site, item)),
                    Err(error) => Load::Failed(error),
                });
            }),
        }
    });
    move || match loaded.get() {
        Load::Loading => {
            view! { <Page tab=Tab::Inner><main class="page__main" id="main"><Loading words="正在打开" /></main></Page> }
                .into_any()
        }
        Load::Ready(working) => view! { <Ready open=Open::new(working) /> }.into_any(),
        Load::Failed(error) => view! { <Absent error /> }.into_any(),
    }
}

fn version_of(catalogue: &Catalogue, code: &str) -> Result<u32, PackError> {
    catalogue.index.items.iter().find(|entry| entry.code == code).map(|entry| entry.version).ok_or(PackError::Absent)
}

/// The item with the scenario answers of the address.
fn explore(site: Site, item: Arc<Item>) -> Rc<Working> {
    let working = Working::explore(site, item.clone());
    let query = query_of_address();
    for question in &item.situations {
        for option in query
            .get(&question.id)
            .into_iter()
            .flat_map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>())
        {
            let field = FieldKey::of(&*question.id);
            let several = matches!(question.kind, crate::item::Kind::Choices { .. });
            working.apply(if several {
                Edit::Toggle { field, option, on: true }
            } else {
                Edit::Choose { field, option }
            });
        }
    }
    working
}

/// The address's query; the page may be opened from a task that no longer stands under the router.
fn query_of_address() -> leptos_router::params::ParamsMap {
    let search = window().location().search().unwrap_or_default();
    let mut map = leptos_router::params::ParamsMap::new();
    for pair in search.trim_start_matches('?').split('&') {
        if let Some((name, value)) = pair.split_once('=') {
            let value = js_sys::decode_uri_component(value).map(String::from).unwrap_or_default();
            map.insert(name.to_owned(), value);
        }
    }
    map
}

#[component]
fn Absent(error: PackError) -> impl IntoView {
    let (title, words) = pack_words(error);
    view! {
        <Page tab=Tab::Inner>
            <main class="page__main" id="main">
                <Title phrases=vec!["办事指南".to_owned()] />
                <Empty title words>
                    <button class="button" data-kind="main" type="button" on:click=|_| crate::ui::notice::reload()>"再试一次"</button>
                    <a class="button" data-kind="second" href="/">"回首页找"</a>
                </Empty>
            </main>
        </Page>
    }
}

#[component]
fn Ready(open: Open) -> impl IntoView {
    let item = open.item();
    let working = open.working();
    go_on_after_sign_in(open);
    let sum: Signal<Sum> = {
        let ledger = working.ledger();
        Signal::derive(move || ledger.with(|ledger| ledger.promised))
    };
    let situations: Vec<FieldHandle> =
        (item.situations.iter()).filter_map(|question| FieldHandle::new(open, FieldKey::of(&*question.id))).collect();
    keep_address(open, situations.clone());
    let questions = move || {
        let working = open.working();
        working.follow_layout();
        let left = working.form().questions_left();
        left
    };
    // Limits and fee are those of the situation.
    let facts = Signal::derive(move || {
        let working = open.working();
        working.follow_layout();
        let form = working.form();
        let time = form.time();
        let legal = time.legal.map(|legal| format!("法定 {}", i18n::time_limit_short(legal)));
        (i18n::time_limit(time.promised), legal, i18n::fee(form.fee()))
    });
    let (limit, legal, fee) = (move || facts.get().0, move || facts.get().1, move || facts.get().2);
    let situation_part = (!situations.is_empty()).then(|| view! { <Situations situations /> });
    view! {
        <Page tab=Tab::Inner inner=Inner::new(Signal::derive(|| "/".to_owned()), item.plain_name.zh.clone(), None)>
            <main class="page__main" id="main">
                <Title phrases=vec![item.plain_name.zh.clone()] department=Some(item.department.name.zh.clone()) />
                {situation_part}
                <dl class="facts narrow-only">
                    <div class="facts__one"><dt class="visually-hidden">"多久办好"</dt><dd class="facts__main">{limit}</dd><dd class="facts__note">{legal}</dd></div>
                    <div class="facts__one"><dt class="visually-hidden">"多少钱"</dt><dd class="facts__main">{fee}</dd><dd class="facts__note">"全程网办"</dd></div>
                    <div class="facts__one">
                        <dt class="visually-hidden">"要填多少"</dt>
                        <dd class="facts__main">{move || format!("约 {} 分钟", i18n::minutes(questions()))}</dd>
                        <dd class="facts__note">{move || format!("填 {} 个问题", questions())}</dd>
                    </div>
                </dl>
                <LedgerTwo open sum />
                <LedgerTable open sum />
                <p class="small-print narrow-only">"取不到也不要紧。每一份都有别的办法。"</p>
                <Details open />
                <div class="foot narrow-only"><div class="actions"><Start open /></div></div>
            </main>
            <aside class="page__aside wide-only" aria-label="开始办理">
                <section class="card card--tight">
                    <SumView sum stage=Stage::Guide />
                    <dl class="facts facts--rows card__part">
                        <div class="facts__one"><dt class="facts__key">"时限"</dt><dd class="facts__main"><b>{limit}</b>{move || legal().map(|legal| format!("，{legal}"))}</dd></div>
                        <div class="facts__one"><dt class="facts__key">"费用"</dt><dd class="facts__main"><b>{fee}</b></dd></div>
                    </dl>
                    <div class="actions actions--stack card__part"><Start open /></div>
                </section>
                <p class="small-print">"有人可以问："<b>{item.contact.phone.clone()}</b><br />{item.contact.hours.zh.clone()}</p>
            </aside>
        </Page>
    }
}

/// The situation in one line; opened to choose another.
#[component]
fn Situations(situations: Vec<FieldHandle>) -> impl IntoView {
    let handles = situations.clone();
    let said = move || {
        let part = |handle: &FieldHandle| {
            handle.read(|view| {
                view.value.as_ref().filter(|_| view.visible).map(|value| crate::form::show(&handle.question, value))
            })
        };
        let parts: Vec<String> = handles.iter().filter_map(part).filter(|part| part != "是" && part != "否").collect();
        if parts.is_empty() {
            "还没选，选了清单更准".to_owned()
        } else {
            parts.join("，")
        }
    };
    let fields = situations.into_iter().map(|handle| {
        let shown = handle.clone();
        view! { <Show when=move || shown.read(|view| view.visible)><ChoiceQuestion handle=handle.clone() /></Show> }
    });
    view! {
        <details class="situation" id="situation">
            <summary class="situation__line">
                <span>"您的情形："<b>{said}</b></span>" "<span class="link">"换一种"<span class="visually-hidden">"情形"</span></span>
            </summary>
            <div class="card situation__questions form">{fields.collect_view()}</div>
        </details>
    }
}

/// Writes the scenario answers into the address without adding to the history.
fn keep_address(open: Open, situations: Vec<FieldHandle>) {
    let code = open.item().code.clone();
    Effect::new(move |before: Option<String>| {
        let pairs = situations.iter().filter_map(|handle| {
            let value = handle.read(|view| view.value.clone().filter(|_| view.visible))?;
            let text = match value {
                Value::Choice(id) => id,
                Value::Choices(ids) => ids.join(","),
                Value::YesNo(yes) => if yes { "yes" } else { "no" }.to_owned(),
                _ => return None,
            };
            Some(format!("{}={text}", handle.question.id))
        });
        let query = pairs.collect::<Vec<_>>().join("&");
        if before.as_ref() != Some(&query) && !query.is_empty() {
            let address = format!("/item/{code}?{query}");
            let _ = window()
                .history()
                .and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address)));
        }
        query
    });
}

/// 开始办理: the scenario questions first, then signing in, then the first step.
#[component]
fn Start(open: Open) -> impl IntoView {
    let trouble = RwSignal::new(None::<&'static str>);
    let navigate = use_navigate();
    // A second press while the first is being stored would begin a second draft.
    let begun = StoredValue::new(false);
    let press = move |_| {
        if !begun.get_value() {
            begun.set_value(begin(open, navigate.clone(), false, trouble));
        }
    };
    view! {
        {move || trouble.get().map(|words| view! { <div class="notice" data-tone="attention" role="alert"><p>{words}</p></div> })}
        <button class="button" data-kind="main" type="button" on:click=press>"开始办理"</button>
    }
}

/// Whoever pressed the button and had to sign in first goes straight on; going back does not begin another draft.
fn go_on_after_sign_in(open: Open) {
    let asked = use_query_map();
    let navigate = use_navigate();
    if untrack(|| asked.read().get("start").is_some()) && Site::here().person_now().is_some() {
        let trouble = RwSignal::new(None);
        Effect::new(move |_| {
            begin(open, navigate.clone(), true, trouble);
        });
    }
}

/// Begins a draft; not while something has to be answered or signed in first.
fn begin(
    open: Open,
    navigate: impl Fn(&str, NavigateOptions) + Clone + 'static,
    replace: bool,
    trouble: RwSignal<Option<&'static str>>,
) -> bool {
    let (site, exploring) = (open.working().site(), open.working());
    if let Some(first) = exploring.expose("situation").first() {
        if let Some(situation) = document().get_element_by_id("situation") {
            let _ = situation.set_attribute("open", "");
        }
        if let Some(element) = document().get_element_by_id(&crate::ui::field::dom_id(&first.field)) {
            crate::ui::shell::focus(&element);
            element.scroll_into_view();
        }
        return false;
    }
    let Some(person) = site.person_now() else {
        navigate(&sign_in_for(&with_start()), NavigateOptions::default());
        return false;
    };
    let item = open.item();
    let enterprise = person.enterprises.first().filter(|_| item.audience.contains(&Audience::Organisation));
    let audience = match enterprise {
        Some(_) => Audience::Organisation,
        None if item.audience.contains(&Audience::Person) => Audience::Person,
        None => {
            trouble.set(Some("这件事要用企业的身份办。请用法定代表人的账号登录"));
            return false;
        }
    };
    let enterprise = enterprise.map(|enterprise| enterprise.credit_code.clone());
    let state = exploring.form().state();
    let working = Working::begin(site, item, &person.id, audience, enterprise, state);
    site.keep_open(Some(working.clone()));
    let first = working.form().steps().into_iter().next().unwrap_or(Step::Documents);
    let path = working.path(&first);
    working.saver().mark();
    leptos::task::spawn_local(async move {
        working.prefill_account(session::phone(site, &person).await.as_deref());
        // A draft that cannot be stored is filled all the same; the head of its pages says so.
        let _ = working.flush().await;
        navigate(&path, NavigateOptions { replace, ..Default::default() });
    });
    true
}

fn with_start() -> String {
    let here = window().location();
    let (path, search) = (here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
    let joint = if search.is_empty() { '?' } else { '&' };
    format!("{path}{search}{joint}start=1")
}
