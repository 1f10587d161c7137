//! Why something that a person has pressed was not done, and what to do. What was filled in stays where it is.

use crate::app::followup::NotDone;
use crate::app::session::sign_in_address;
use leptos::prelude::*;

/// Why it was not done.
#[component]
pub fn NotDoneNotice(
    /// Why.
    reason: NotDone,
    /// What has not happened: 还没有撤回.
    yet: &'static str,
    /// What the portal said no to: 没有撤回.
    refused: &'static str,
) -> impl IntoView {
    let words = match reason {
        NotDone::SignedOut => view! {
            <p>{format!("登录过期了，{yet}。")}<a class="link" href=sign_in_address()>"重新登录"</a></p>
        }
        .into_any(),
        NotDone::NoPortal => view! { <p>{format!("现在连不上，{yet}。过一会儿再点一次")}</p> }.into_any(),
        NotDone::Refused { detail, .. } => view! { <p>{format!("{refused}：{detail}")}</p> }.into_any(),
    };
    view! { <div class="notice" data-tone="error" role="alert">{words}</div> }
}
