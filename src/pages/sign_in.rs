//! Signing in: by a code on the phone, or through the province's single sign-on, which comes back with a ticket.

use crate::app::session;
use crate::app::site::Site;
use crate::i18n;
use crate::ident::Phone;
use crate::portal::client::PortalError;
use crate::portal::Session;
use crate::ui::icons::Icon;
use crate::ui::notice::Loading;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::NavigateOptions;

/// `/sign-in?next=…`
#[component]
pub fn SignIn() -> impl IntoView {
    let site = Site::here();
    let query = use_query_map();
    let next = move || {
        let next = query.read().get("next").unwrap_or_default();
        if is_of_this_site(&next) {
            next
        } else {
            "/".to_owned()
        }
    };
    let trouble = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let finish = Callback::new(move |result: Result<Session, PortalError>| match result {
        Ok(session) => {
            session::begin(site, session);
            navigate(&untrack(next), NavigateOptions { replace: true, ..Default::default() });
        }
        Err(error) => trouble.set(Some(words(&error))),
    });
    let by_ticket = untrack(|| query.read().get("ticket"));
    let waiting = RwSignal::new(by_ticket.is_some());
    if let Some(ticket) = by_ticket {
        leptos::task::spawn_local(async move {
            let result = site.client().sign_in_by_ticket(&ticket).await;
            waiting.set(false);
            finish.run(result);
        });
    }
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), "登录", None)>
            <main class="page__main" id="main">
                <Title phrases=vec!["先认一下".to_owned(), "您是谁".to_owned()]>
                    <p class="title__lead">"登录以后，才能替您去取资料。填好的内容都还在。"</p>
                </Title>
                {move || trouble.get().map(|words| view! {
                    <div class="notice" data-tone="error" role="alert"><p>{words}</p></div>
                })}
                <Show when=move || !waiting.get() fallback=|| view! { <Loading words="正在登录" /> }>
                    <div class="signin">
                        <BySms finish trouble />
                        <OtherWays next=Signal::derive(next) />
                    </div>
                </Show>
            </main>
        </Page>
    }
}

/// Only a path: never a way out of this site. Browsers read `\` as `/`, and skip tabs and line breaks.
fn is_of_this_site(next: &str) -> bool {
    let odd = |character: char| character == '\\' || character.is_control();
    next.starts_with('/') && !next.starts_with("//") && !next.contains(odd)
}

fn words(error: &PortalError) -> String {
    match error {
        PortalError::Problem(problem) => problem.detail.clone().unwrap_or_else(|| problem.title.clone()),
        PortalError::SignedOut => "没有登录上，请再试一次".to_owned(),
        PortalError::NoAnswer => "现在连不上，请看看网络，再试一次".to_owned(),
        PortalError::Trouble | PortalError::Nonsense => "登录那边现在有故障，不是您的问题。过一会儿再试".to_owned(),
    }
}

#[component]
fn BySms(finish: Callback<Result<Session, PortalError>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let site = Site::here();
    let phone = NodeRef::<leptos::html::Input>::new();
    let code = NodeRef::<leptos::html::Input>::new();
    let sent = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    // Chromium writes what stands in a control that it may complete into the files of its session, readably.
    let completed = RwSignal::new("tel");
    let typed = move |event| completed.set(if event_target_value(&event).is_empty() { "tel" } else { "off" });
    let number = move || {
        let text = phone.get_untracked().map(|phone| phone.value()).unwrap_or_default();
        match text.parse::<Phone>() {
            Ok(phone) => {
                problem.set(None);
                Some(phone.to_string())
            }
            Err(error) => {
                problem.set(Some(i18n::phone_problem(&error)));
                if let Some(phone) = phone.get_untracked() {
                    let _ = phone.focus();
                }
                None
            }
        }
    };
    let ask = move |_| {
        let Some(number) = number() else { return };
        leptos::task::spawn_local(async move {
            match site.client().request_sms_code(&number).await {
                Ok(()) => {
                    sent.set(true);
                    if let Some(code) = code.get_untracked() {
                        let _ = code.focus();
                    }
                }
                Err(error) => trouble.set(Some(words(&error))),
            }
        });
    };
    let sign_in = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(number) = number() else { return };
        let code = code.get_untracked().map(|code| code.value().trim().to_owned()).unwrap_or_default();
        leptos::task::spawn_local(async move {
            finish.run(site.client().sign_in_by_sms(&number, &code).await);
        });
    };
    view! {
        <form class="form" novalidate on:submit=sign_in>
            <div class="field" data-state=move || problem.get().map(|_| "error")>
                <label class="field__label" for="phone">"手机号"</label>
                {move || problem.get().map(|words| view! {
                    <p class="field__error" id="phone-error"><Svg icon=Icon::Alert /><span>{words}</span></p>
                })}
                <div class="input">
                    <input class="input__control" id="phone" type="tel" inputmode="tel" autocomplete=completed node_ref=phone on:input=typed
                        aria-invalid=move || problem.get().map(|_| "true")
                        aria-describedby=move || problem.get().map(|_| "phone-error") />
                </div>
            </div>
            <div class="field">
                <label class="field__label" for="code">"验证码"</label>
                <p class="field__hint" id="code-hint">"短信里的 6 位数字"</p>
                <div class="signin__code">
                    <div class="input">
                        <input class="input__control" id="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6"
                            aria-describedby="code-hint" node_ref=code />
                    </div>
                    <button class="button" data-kind="second" type="button" on:click=ask>
                        {move || if sent.get() { "再发一次" } else { "发验证码" }}
                    </button>
                </div>
                <p class="field__note" role="status">{move || sent.get().then_some("验证码发出去了，一般 1 分钟内到")}</p>
            </div>
            <div class="actions actions--start"><button class="button" data-kind="main" type="submit">"登录"</button></div>
        </form>
    }
}

#[component]
fn OtherWays(next: Signal<String>) -> impl IntoView {
    let site = Site::here();
    let address = site.config().sign_on.map(|sign_on| {
        move || {
            let back = session::sign_in_for(&next.get());
            format!("{sign_on}?return={}", String::from(js_sys::encode_uri_component(&back)))
        }
    });
    address.map(|href| {
        view! {
            <section class="signin__other" aria-labelledby="other">
                <h2 class="section-head__title" id="other">"别的办法"</h2>
                <ul class="list-rows">
                    <li class="list-rows__item">
                        <a class="list-rows__row" href=href rel="external">
                            <Svg icon=Icon::Lock class="list-rows__icon" />
                            <span class="list-rows__words">
                                <span class="list-rows__title">"从政务服务网登录"</span>
                                <span class="list-rows__note">"用省里的账号"</span>
                            </span>
                            <Svg icon=Icon::Chevron class="list-rows__end" />
                        </a>
                    </li>
                </ul>
            </section>
        }
    })
}
