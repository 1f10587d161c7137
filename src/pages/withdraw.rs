//! Withdrawing an application: asked once more in a dialog, with a reason if one likes to give it.

use crate::app::followup::{self, NotDone};
use crate::app::session::sign_in_address;
use crate::app::site::Site;
use crate::portal::Application;
use crate::ui::shell::focus;
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn Withdraw(
    /// 办件编号
    number: String,
    /// Called with the application once it is withdrawn.
    changed: Callback<Application>,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NotDone>);
    let reason = NodeRef::<leptos::html::Textarea>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // A dialog that is open already stays open.
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let site = Site::here();
    let withdraw = move |_| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let (number, words) = (number.clone(), reason.get_untracked().map(|reason| reason.value()).unwrap_or_default());
        let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        leptos::task::spawn_local(async move {
            let result = followup::withdraw(site, &number, words).await;
            sending.try_set(false);
            match result {
                Ok(application) => {
                    site.announce("已撤回".to_owned());
                    changed.run(application);
                    to_heading();
                }
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    view! {
        <button class="button" data-kind="quiet" type="button" on:click=open>"撤回申请"</button>
        <dialog class="dialog" aria-labelledby="withdraw-title" node_ref=dialog>
            <h2 class="dialog__title" id="withdraw-title">"撤回这份申请？"</h2>
            <p class="dialog__text">"撤回以后部门不会再办，也不能恢复。想办要重新申请。"</p>
            {move || trouble.get().map(|reason| view! { <Trouble reason /> })}
            <div class="field">
                <label class="field__label" for="withdraw-reason">"为什么撤回"<span class="field__optional">"选填"</span></label>
                <textarea class="textarea" rows="2" id="withdraw-reason" maxlength="200" node_ref=reason></textarea>
            </div>
            <div class="dialog__actions">
                <button class="button" data-kind="second" type="button" autofocus on:click=close>"不撤回"</button>
                <button class="button" data-kind="danger" type="button" on:click=withdraw
                    aria-busy=move || if sending.get() { "true" } else { "false" }>
                    {move || if sending.get() { "正在撤回" } else { "撤回申请" }}
                </button>
            </div>
        </dialog>
    }
}

/// After the withdrawal the page is another one: its heading is where reading goes on.
fn to_heading() {
    request_animation_frame(|| {
        if let Ok(Some(heading)) = document().query_selector("main h1") {
            focus(&heading);
        }
    });
}

#[component]
fn Trouble(reason: NotDone) -> impl IntoView {
    let words = match reason {
        NotDone::SignedOut => view! {
            <p>"登录过期了，还没有撤回。"<a class="link" href=sign_in_address()>"重新登录"</a></p>
        }
        .into_any(),
        NotDone::NoPortal => view! { <p>"现在连不上，还没有撤回。过一会儿再点一次"</p> }.into_any(),
        NotDone::Refused { detail, .. } => view! { <p>{format!("没有撤回：{detail}")}</p> }.into_any(),
    };
    view! { <div class="notice" data-tone="error" role="alert">{words}</div> }
}
