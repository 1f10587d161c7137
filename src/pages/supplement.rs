//! A supplement (补正): exactly what the department asks for, checked all at once, sent exactly once.

use super::draft::by_role;
use super::equipment::Listed;
use super::questions::Question;
use super::receipt::{NoApplication, NotShown};
use crate::app::clock;
use crate::app::session::sign_in_address;
use crate::app::site::{Load, Site};
use crate::app::supplement::{self, Ended, NoSupplement};
use crate::app::upload::NotUploaded;
use crate::app::working::{Open, Working};
use crate::application;
use crate::draft::Supplement;
use crate::form::{shown_masked, FieldKey};
use crate::i18n;
use crate::ui::error_summary::{entries, Entry, ErrorSummary};
use crate::ui::field::{dom_id, FieldHandle};
use crate::ui::notice::{Empty, Loading};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// `/applications/:number/supplement`, and `/applications/:number/supplement/:part` for what one company asks.
#[component]
pub fn SupplementPage() -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new_local(Load::<Rc<Working>, NoSupplement>::Loading);
    Effect::new(move |_| {
        let (number, part) = (params.read().get("number").unwrap_or_default(), params.read().get("part"));
        let person = site.person().map(|person| person.id);
        // What is open stays open when the session ends: signing in again goes on with it.
        let stays = |loaded: &Load<Rc<Working>, NoSupplement>| match loaded {
            Load::Ready(working) => person.as_ref().is_none_or(|id| *id == working.owner()),
            Load::Loading | Load::Failed(_) => false,
        };
        if loaded.with_untracked(stays) {
            return;
        }
        leptos::task::spawn_local(async move {
            let opened = supplement::open(site, &number, part).await;
            loaded.try_set(opened.map_or_else(Load::Failed, Load::Ready));
        });
    });
    let back = Signal::derive(move || format!("/applications/{}", params.read().get("number").unwrap_or_default()));
    let closed = move |content: AnyView| {
        view! {
            <Page tab=Tab::Inner narrow=true inner=Inner::new(back, "补交", None)>
                <main class="page__main" id="main">{content}</main>
            </Page>
        }
        .into_any()
    };
    move || match loaded.get() {
        Load::Loading => closed(view! { <Loading words="正在打开" /> }.into_any()),
        Load::Ready(working) => {
            let open = Open::new(working);
            provide_context(open);
            by_role(open, |open| view! { <Supply open /> }.into_any()).into_any()
        }
        Load::Failed(reason) => closed(view! { <NotOpen reason back /> }.into_any()),
    }
}

#[component]
fn NotOpen(reason: NoSupplement, back: Signal<String>) -> impl IntoView {
    let heading = || view! { <Title phrases=vec!["补交".to_owned()] /> };
    let (title, words) = match reason {
        NoSupplement::SignedOut => return view! { {heading()}<NotShown reason=NoApplication::SignedOut /> }.into_any(),
        NoSupplement::Absent => return view! { {heading()}<NotShown reason=NoApplication::Absent /> }.into_any(),
        NoSupplement::NoPortal => return view! { {heading()}<NotShown reason=NoApplication::NoPortal /> }.into_any(),
        NoSupplement::NotAsked => ("现在不用补交", "可能已经补过了，或者部门已经接着办了。看看办到哪一步"),
        NoSupplement::NotAsSubmitted => {
            ("打不开您交过的内容", "取到的和您交的对不上，所以没有打开。请打 12345，或者带上回执到窗口补交")
        }
    };
    view! {
        {heading()}
        <Empty title words><a class="button" data-kind="main" href=back>"看进度"</a></Empty>
    }
    .into_any()
}

#[component]
fn Supply(open: Open) -> impl IntoView {
    let working = open.working();
    let Some(Supplement { number, part, asked, sent }) = working.supplement() else { return ().into_any() };
    let back = Signal::derive(move || format!("/applications/{number}"));
    let who = if part.is_some() { "公司" } else { "部门" };
    let errors = RwSignal::new(Vec::<Entry>::new());
    let ended = RwSignal::new(None::<Ended>);
    let sending = RwSignal::new(false);
    let frozen = RwSignal::new(sent.is_some());
    let navigate = use_navigate();
    let send = StoredValue::new_local(move || {
        sending.set(true);
        ended.set(None);
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let working = open.working();
            let came = supplement::send(&working).await;
            sending.try_set(false);
            frozen.try_set(working.supplement().is_some_and(|supplement| supplement.sent.is_some()));
            if came == Ended::Accepted {
                working.site().announce("补交好了".to_owned());
                navigate(&back.get_untracked(), NavigateOptions { replace: true, ..Default::default() });
            } else {
                ended.try_set(Some(came));
            }
        });
    });
    // What was under way when the page was last open goes on by itself: asked first, never sent twice.
    if frozen.get_untracked() {
        send.with_value(|send| send());
    }
    let request = asked.clone();
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let found = if frozen.get_untracked() { Vec::new() } else { problems(open, &request) };
        let ready = found.is_empty();
        errors.set(found);
        if ready {
            send.with_value(|send| send());
        }
    };
    let (fields, latest) = (application::open_fields(&open.item(), &asked), asked.until.chinese(clock::today()));
    let elsewhere = application::found_elsewhere(&open.item(), &asked);
    let shown = fields.clone();
    let item = open.item();
    let page = item.pages.iter().find(|page| page.id == application::PAGE);
    // What has left is not worked out anew.
    let listed = page.filter(|_| !frozen.get_untracked()).and_then(|page| Listed::on(open, page));
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(back, open.item().plain_name.zh.clone(), Some(open))>
            <main class="page__main" id="main">
                <ErrorSummary entries=errors />
                {move || ended.get().map(|ended| view! { <Trouble open ended /> })}
                <Title phrases=vec!["补这几样，".to_owned(), "别的不用动".to_owned()]>
                    <p class="title__lead">{format!("最晚 {latest} 交。等您的日子不算时限。")}</p>
                </Title>
                <div class="notice" data-tone="attention"><p>{format!("{who}说：“{}”", asked.reason.trim_end_matches('。'))}</p></div>
                {(!elsewhere.is_empty()).then(|| view! {
                    <div class="notice"><p>"还有要补的在这里交不了，请带上回执到窗口，或者打 12345 问"</p></div>
                })}
                <form class="form" novalidate on:submit=press>
                    {move || if frozen.get() {
                        view! { <Frozen open fields=shown.clone() /> }.into_any()
                    } else {
                        let handles = fields.iter().filter_map(|field| FieldHandle::new(open, field.clone()));
                        handles.map(|handle| view! { <Question handle listed=listed.clone() /> }).collect_view().into_any()
                    }}
                    <div class="foot">
                        <div class="actions">
                            <a class="button" data-kind="second" href=back>"先不交"</a>
                            <button class="button" data-kind="main" type="submit" aria-busy=move || if sending.get() { "true" } else { "false" }>
                                {move || sending.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                                {move || if sending.get() { "正在交" } else { "补交" }}
                            </button>
                        </div>
                        <p class="foot__note">"填的随时存在这台设备上，网络不好也不会重复交"</p>
                    </div>
                </form>
            </main>
        </Page>
    }
    .into_any()
}

/// Everything that is wrong, at once, at its fields and in the summary.
fn problems(open: Open, asked: &crate::portal::SupplementRequest) -> Vec<Entry> {
    let working = open.working();
    working.expose(application::PAGE);
    working.expose("documents");
    let findings = application::problems(&working.form(), asked);
    entries(open, &findings)
}

/// What has left, or may have: it is shown and not to be changed.
#[component]
fn Frozen(open: Open, fields: Vec<FieldKey>) -> impl IntoView {
    let working = open.working();
    let form = working.form();
    let rows = fields.iter().filter_map(|field| {
        let (question, view) = (form.question(field)?, form.field(field)?);
        let shown = view.value.map_or_else(|| "已填".to_owned(), |value| shown_masked(question, &value));
        Some(view! {
            <div class="summary-list__row">
                <dt class="summary-list__key">{question.short_label().zh.clone()}</dt><dd class="summary-list__value">{shown}</dd>
            </div>
        })
    });
    view! {
        <section class="summary-list" aria-labelledby="frozen">
            <h2 class="summary-list__title" id="frozen">"您补的"</h2>
            <dl class="summary-list__rows">{rows.collect_view()}</dl>
        </section>
    }
}

/// Why it has not arrived, and what to do. What was filled in is still there.
#[component]
fn Trouble(open: Open, ended: Ended) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    let words = match ended {
        Ended::Accepted => ().into_any(),
        Ended::Unknown => view! { <p>"不确定收到没有。过一会儿再点一次“补交”，先查后交，不会重复"</p> }.into_any(),
        Ended::NotSent(NotUploaded::SignedOut) => view! {
            <p>"登录过期了，还没有交出去。填的都还在。"<a class="link" href=sign_in_address()>"重新登录，接着交"</a></p>
        }
        .into_any(),
        Ended::NotSent(NotUploaded::NoAnswer | NotUploaded::Portal) => {
            view! { <p>"现在连不上，还没有交出去。填的都存在这台设备上，过一会儿再点一次“补交”"</p> }.into_any()
        }
        Ended::NotSent(NotUploaded::Store(error)) => {
            view! { <p>{crate::ui::shell::not_saved(&error)}"。还没有交出去"</p> }.into_any()
        }
        Ended::Refused { detail, fields } => {
            let working = open.working();
            let form = working.form();
            let entry = |field: crate::portal::ProblemField| {
                let name = i18n::asked_name(&form, &field.question);
                let is_question = form.question(&FieldKey::of(&*field.question)).is_some();
                let id = if is_question { field.question.clone() } else { format!("{}.files", field.question) };
                let target = dom_id(&FieldKey::from(id.as_str()));
                view! { <li><a class="link" href=format!("#{target}") rel="external">{format!("{name}：{}", field.message)}</a></li> }
            };
            let list = fields.into_iter().map(entry).collect_view();
            view! { <p>{format!("没有收：{detail}")}</p><ul>{list}</ul> }.into_any()
        }
    };
    view! { <div class="notice" data-tone="error" role="alert" tabindex="-1" node_ref=node><div class="notice__words">{words}</div></div> }
}
