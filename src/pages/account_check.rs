//! Beside the number of an account: asking its company whether it can be transferred, before anything is handed in.
//!
//! What it says stands in the draft and holds nothing up: the company decides when the application has come.

use crate::app::clock;
use crate::app::session::sign_in_address;
use crate::app::working::Working;
use crate::draft::AccountSaid;
use crate::form::Value;
use crate::i18n;
use crate::item::Part;
use crate::portal::client::PortalError;
use crate::portal::{AccountAnswer, AccountQuestion};
use crate::ui::field::FieldHandle;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// The button and what was said; nothing where the item asks for no check.
#[component]
pub fn AccountCheck(
    /// The question for the number.
    handle: FieldHandle,
) -> impl IntoView {
    let open = handle.open;
    let part = open.working().form().part_of_account(&handle.key.question).cloned()?;
    let Part { id: part, department, .. } = part;
    let company = department.name.zh;
    let asking = RwSignal::new(false);
    let noted = RwSignal::new(0_u32);
    let missing = RwSignal::new(false);
    let signed_out = RwSignal::new(false);
    let asked = {
        let (handle, part) = (handle.clone(), part.clone());
        move || match handle.read(|view| view.value.clone()) {
            Some(Value::Text(number)) => Some(AccountQuestion { part: part.clone(), number }),
            _ => None,
        }
    };
    let said = {
        let asked = asked.clone();
        move || {
            noted.track();
            open.working().account_said(&asked()?)
        }
    };
    let incomplete = {
        let asked = asked.clone();
        let words = || view! { <p class="field__error"><Svg icon=Icon::Alert /><span>"先把户号填好，再查"</span></p> };
        move || (missing.get() && asked().is_none()).then(words)
    };
    let press = {
        let asked = asked.clone();
        move |_| match untrack(&asked) {
            Some(question) if !asking.get_untracked() => {
                let working = open.working();
                asking.set(true);
                leptos::task::spawn_local(async move {
                    let said = ask(&working, question).await;
                    let _ = signed_out.try_set(said.is_none());
                    if let Some(said) = said.filter(|_| working.claim().is_writer()) {
                        working.note_account(said);
                    }
                    let _ = asking.try_set(false);
                    let _ = noted.try_update(|count| *count = count.wrapping_add(1));
                });
            }
            Some(_) => {}
            None => missing.set(true),
        }
    };
    let name = company.clone();
    let words = move || {
        said().map(|said| {
            let words = i18n::account_answer(&name, &said.answer, said.at);
            let (tone, icon) = if words.is_well { ("saved", Icon::Tick) } else { ("attention", Icon::Warn) };
            view! {
                <div class="notice" data-tone=tone>
                    <Svg icon />
                    <div class="notice__words"><p>{words.said}</p><p class="notice__plain">{words.then}</p></div>
                </div>
            }
        })
    };
    let again = move || {
        let words = || view! { <p>"登录过期了，还没有查。填的都还在。"<a class="link" href=sign_in_address()>"重新登录"</a></p> };
        signed_out.get().then(|| view! { <div class="notice" data-tone="error">{words()}</div> })
    };
    Some(view! {
        <div class="account-check">
            <button class="button" data-kind="second" type="button" aria-busy=move || asking.get().to_string() on:click=press>
                {move || if asking.get() { "正在问，可以先填别的" } else { "查查能不能过户" }}
                <span class="visually-hidden">{company}</span>
            </button>
            <div role="status">{words}{incomplete}{again}</div>
        </div>
    })
}

/// What the company says. No answer at all is the company's being away: for the citizen the next step is the same.
async fn ask(working: &Working, asked: AccountQuestion) -> Option<AccountSaid> {
    let client = working.site().client();
    let answer = match client.ask_utility_account(&asked).await {
        Ok(answer) => answer,
        Err(PortalError::SignedOut) => return None,
        Err(PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_)) => {
            AccountAnswer::CompanyAway
        }
    };
    Some(AccountSaid { asked, at: clock::now(), answer })
}
