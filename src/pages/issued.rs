//! What was issued, and the proof that what one holds is what the portal has: digests are compared, and said in words.

use crate::app::followup::{self, Checked};
use crate::app::site::Site;
use crate::portal::client::PortalError;
use crate::portal::ResultDocument;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What came of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compared {
    Asking,
    Same,
    Different,
    NoAnswer,
}

impl Compared {
    fn of(checked: Result<Checked, PortalError>) -> Self {
        match checked {
            Ok(Checked::Same(_)) => Self::Same,
            Ok(Checked::Different) => Self::Different,
            Err(_) => Self::NoAnswer,
        }
    }
}

/// A certificate or decision, with its file where there is one.
#[component]
pub fn Issued(
    /// 办件编号
    number: String,
    /// The result.
    result: ResultDocument,
) -> impl IntoView {
    let lines = result.lines.iter().cloned().map(|line| view! { <p>{line}</p> }).collect_view();
    let file = format!("{}-{}.txt", result.name, result.number);
    let save = result.digest.clone().map(|digest| view! { <Save number digest file /> });
    view! {
        <section class="card" aria-labelledby="issued">
            <h2 class="section-head__title" id="issued">{result.name}</h2>
            <div class="prose">{lines}<p class="small-print">{format!("编号 {}", result.number)}</p></div>
            {save}
        </section>
    }
}

/// Fetches the file, and hands it over only when it is what the portal says it is.
#[component]
fn Save(number: String, digest: String, file: String) -> impl IntoView {
    let site = Site::here();
    let state = RwSignal::new(None::<Compared>);
    let press = move |_| {
        if state.get_untracked() == Some(Compared::Asking) {
            return;
        }
        state.set(Some(Compared::Asking));
        let (number, digest, file) = (number.clone(), digest.clone(), file.clone());
        leptos::task::spawn_local(async move {
            let checked = followup::result_file(site, &number, &digest).await;
            if let Ok(Checked::Same(bytes)) = &checked {
                hand_over(bytes, &file);
            }
            state.try_set(Some(Compared::of(checked)));
        });
    };
    let words = |compared| match compared {
        Compared::Asking => "正在取",
        Compared::Same => "核对过了，和部门发的一模一样，已存下来",
        Compared::Different => "这个文件和部门发的对不上，没有存。请过一会儿再试，还不行就打 12345",
        Compared::NoAnswer => "现在连不上，没有取到。过一会儿再试",
    };
    view! {
        <div class="actions actions--start">
            <button class="button" data-kind="second" type="button" on:click=press><Svg icon=Icon::Download />"存下来"</button>
        </div>
        <Told state words />
    }
}

/// On a receipt: whether the portal still has exactly what was submitted.
#[component]
pub fn CheckSubmission(
    /// 办件编号
    number: String,
    /// The receipt's digest.
    digest: String,
) -> impl IntoView {
    let site = Site::here();
    let state = RwSignal::new(None::<Compared>);
    let press = move |_| {
        if state.get_untracked() == Some(Compared::Asking) {
            return;
        }
        state.set(Some(Compared::Asking));
        let (number, digest) = (number.clone(), digest.clone());
        leptos::task::spawn_local(async move {
            let checked = followup::submission(site, &number, &digest).await;
            state.try_set(Some(Compared::of(checked)));
        });
    };
    let words = |compared| match compared {
        Compared::Asking => "正在核对",
        Compared::Same => "核对过了，部门收到的和您交的一模一样",
        Compared::Different => "对不上：部门那里的和您交的不一样。请保存好这张回执，打 12345 问",
        Compared::NoAnswer => "现在连不上，没有核对成。过一会儿再试",
    };
    view! {
        <p><button class="link" type="button" on:click=press>"核对一下有没有被改过"</button></p>
        <Told state words />
    }
}

#[component]
fn Told(state: RwSignal<Option<Compared>>, words: fn(Compared) -> &'static str) -> impl IntoView {
    let look = move || match state.get() {
        Some(Compared::Same) => Some("saved"),
        Some(Compared::Different | Compared::NoAnswer) => Some("error"),
        Some(Compared::Asking) | None => None,
    };
    view! {
        <div role="status">
            {move || state.get().map(|compared| view! { <p class="notice" data-tone=look>{words(compared)}</p> })}
        </div>
    }
}

/// Gives bytes to the browser as a file to keep.
fn hand_over(bytes: &[u8], name: &str) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&parts) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) =
        document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&address);
}
