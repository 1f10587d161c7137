//! Withdrawing an application, or one part of a joint one: asked once more in a dialog, with a reason if one likes to give it.

use super::not_done::NotDoneNotice;
use crate::app::followup::{self, NotDone};
use crate::app::joint;
use crate::app::site::Site;
use crate::portal::Application;
use crate::ui::shell::focus;
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn Withdraw(
    /// 办件编号
    number: String,
    /// One part of it: its id and its name; otherwise the whole.
    #[prop(optional)]
    part: Option<(String, String)>,
    /// Called with the application once it is withdrawn.
    changed: Callback<Application>,
) -> impl IntoView {
    let (id, name) = part.clone().unzip();
    let title_id = format!("withdraw{}-title", id.as_ref().map(|id| format!("-{id}")).unwrap_or_default());
    let reason_id = title_id.replace("title", "reason");
    let (button, question, meaning) = match name {
        None => {
            ("撤回申请".to_owned(), "撤回这份申请？".to_owned(), "撤回以后部门不会再办，也不能恢复。想办要重新申请。")
        }
        Some(name) => (
            format!("只撤回{name}"),
            format!("不要{name}了？"),
            "只停这一家，别的照常办。撤回以后不能恢复，想办要重新申请。",
        ),
    };
    let do_it = button.clone();
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
        let (number, part, words) =
            (number.clone(), id.clone(), reason.get_untracked().map(|reason| reason.value()).unwrap_or_default());
        let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        leptos::task::spawn_local(async move {
            let result = match part {
                None => followup::withdraw(site, &number, words).await,
                Some(part) => joint::withdraw_part(site, &number, &part, words).await,
            };
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
        <button class="button" data-kind="quiet" type="button" on:click=open>{button}</button>
        <dialog class="dialog" aria-labelledby=title_id.clone() node_ref=dialog>
            <h2 class="dialog__title" id=title_id.clone()>{question}</h2>
            <p class="dialog__text">{meaning}</p>
            {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="还没有撤回" refused="没有撤回" /> })}
            <div class="field">
                <label class="field__label" for=reason_id.clone()>"为什么撤回"<span class="field__optional">"选填"</span></label>
                <textarea class="textarea" rows="2" id=reason_id.clone() maxlength="200" node_ref=reason></textarea>
            </div>
            <div class="dialog__actions">
                <button class="button" data-kind="second" type="button" autofocus on:click=close>"不撤回"</button>
                <button class="button" data-kind="danger" type="button" on:click=withdraw
                    aria-busy=move || if sending.get() { "true" } else { "false" }>
                    {move || if sending.get() { "正在撤回".to_owned() } else { do_it.clone() }}
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
