//! A draft as a file: kept with a passphrase, and taken in on another device.

use crate::app::session::sign_in_address;
use crate::app::site::Site;
use crate::app::transfer::{self, Choice, TransferError};
use crate::app::{clock, pack::PackError};
use crate::draft::export::{Contents, ImportError, MAX_FILE_BYTES, MIN_PASSPHRASE_CHARS};
use crate::draft::{in_place_of, size_bytes, Draft};
use crate::i18n;
use crate::ui::icons::Icon;
use crate::ui::shell::{not_saved, Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// `/export/:id`
#[component]
pub fn ExportPage() -> impl IntoView {
    let site = Site::here();
    let id = untrack(|| use_params_map().read().get("id").unwrap_or_default());
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<Result<&'static str, String>>));
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let passphrase = first.get_untracked();
        if passphrase.chars().count() < MIN_PASSPHRASE_CHARS {
            said.set(Some(Err(format!("密码至少要 {MIN_PASSPHRASE_CHARS} 个字或数字"))));
            return;
        }
        if passphrase != second.get_untracked() {
            said.set(Some(Err("两遍密码不一样，请再写一遍".to_owned())));
            return;
        }
        busy.set(true);
        said.set(None);
        let id = id.clone();
        leptos::task::spawn_local(async move {
            let file = transfer::export(site, &id, &passphrase).await;
            busy.try_set(false);
            said.try_set(Some(match file {
                Ok(file) => {
                    transfer::offer(&file);
                    Ok("文件存好了，在这台设备的“下载”里。打开它要用刚才的密码")
                }
                Err(error) => Err(words(&error).to_owned()),
            }));
        });
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), "存成文件", None)>
            <main class="page__main" id="main">
                <Title phrases=vec!["把草稿".to_owned(), "存成文件".to_owned()] />
                <p class="prose">"文件可以带到另一台设备上接着填。文件用密码锁着，没有密码谁也打不开，我们也打不开。请记好密码。"</p>
                <form class="form" novalidate on:submit=press>
                    <Passphrase id="passphrase" label="给文件定一个密码" value=first />
                    <Passphrase id="passphrase-again" label="把密码再写一遍" value=second />
                    <Said said />
                    <div class="foot"><div class="actions">
                        <button class="button" data-kind="main" type="submit" aria-busy=move || if busy.get() { "true" } else { "false" }>
                            {move || if busy.get() { "正在存" } else { "存成文件" }}
                        </button>
                    </div></div>
                </form>
            </main>
        </Page>
    }
}

/// What became of a press: in words, good or bad.
#[component]
fn Said(said: RwSignal<Option<Result<&'static str, String>>>) -> impl IntoView {
    move || {
        said.get().map(|said| match said {
            Ok(words) => view! {
                <div class="notice" data-tone="saved" role="status"><Svg icon=Icon::Tick /><p>{words}</p></div>
            }
            .into_any(),
            Err(words) => view! { <div class="notice" data-tone="error" role="alert"><p>{words}</p></div> }.into_any(),
        })
    }
}

#[component]
fn Passphrase(id: &'static str, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <div class="input" data-width="l">
                <input class="input__control" type="password" id=id autocomplete="off" on:input=move |event| value.set(event_target_value(&event)) />
            </div>
        </div>
    }
}

/// What was opened, and the same draft where it is here already.
type Opened = Rc<(Contents, Option<Draft>)>;

/// `/import`
#[component]
pub fn ImportPage() -> impl IntoView {
    let site = Site::here();
    let opened = RwSignal::new_local(None::<Opened>);
    let taken = RwSignal::new(None::<String>);
    let content = move || {
        if site.person().is_none() {
            return view! {
                <p class="prose">"先登录，草稿才知道放在谁的名下。"</p>
                <div class="actions actions--start"><a class="button" data-kind="main" href=sign_in_address()>"去登录"</a></div>
            }
            .into_any();
        }
        if let Some(id) = taken.get() {
            return view! {
                <div class="notice" data-tone="saved" role="status"><Svg icon=Icon::Tick /><p>"草稿放好了"</p></div>
                <div class="actions actions--start"><a class="button" data-kind="main" href=id>"接着填"</a></div>
            }
            .into_any();
        }
        match opened.get() {
            None => view! { <OpenFile opened /> }.into_any(),
            Some(file) => view! { <TakeIn file opened taken /> }.into_any(),
        }
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/me".to_owned()), "打开草稿文件", None)>
            <main class="page__main" id="main">
                <Title phrases=vec!["打开".to_owned(), "草稿文件".to_owned()] />
                {content}
            </main>
        </Page>
    }
}

#[component]
fn OpenFile(opened: RwSignal<Option<Opened>, LocalStorage>) -> impl IntoView {
    let site = Site::here();
    let chosen = RwSignal::new_local(None::<web_sys::File>);
    let passphrase = RwSignal::new(String::new());
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<Result<&'static str, String>>));
    let pick = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        chosen.set(input.and_then(|input| input.files()).and_then(|files| files.get(0)));
        said.set(None);
    };
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(file) = chosen.get_untracked() else {
            said.set(Some(Err("请先选一个草稿文件".to_owned())));
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        said.set(None);
        leptos::task::spawn_local(async move {
            let result = read(site, file, &passphrase.get_untracked()).await;
            busy.try_set(false);
            match result {
                Ok(file) => opened.set(Some(Rc::new(file))),
                Err(error) => {
                    said.try_set(Some(Err(words(&error).to_owned())));
                }
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=press>
            <div class="field">
                <p class="field__label" id="file-label">"草稿文件"</p>
                <div class="upload">
                    <input class="upload__input" type="file" id="file" accept=".mzb" aria-labelledby="file-label file-pick" on:change=pick />
                    <label class="button upload__pick" data-kind="second" for="file" id="file-pick">
                        <Svg icon=Icon::Doc />{move || chosen.get().map_or_else(|| "选文件".to_owned(), |file| file.name())}
                    </label>
                </div>
            </div>
            <Passphrase id="passphrase" label="文件的密码" value=passphrase />
            <Said said />
            <div class="foot"><div class="actions">
                <button class="button" data-kind="main" type="submit" aria-busy=move || if busy.get() { "true" } else { "false" }>
                    {move || if busy.get() { "正在打开" } else { "打开" }}
                </button>
            </div></div>
        </form>
    }
}

async fn read(site: Site, file: web_sys::File, passphrase: &str) -> Result<(Contents, Option<Draft>), TransferError> {
    if file.size() > MAX_FILE_BYTES as f64 {
        return Err(ImportError::TooLarge.into());
    }
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
    let bytes = js_sys::Uint8Array::new(&buffer.map_err(|_| ImportError::Cut)?).to_vec();
    let contents = transfer::open(&bytes, passphrase).await?;
    let same = transfer::same_here(site, &contents).await?;
    Ok((contents, same))
}

/// What is in the file, and what is to become of it: nothing is replaced unless that is what was pressed.
#[component]
fn TakeIn(
    file: Opened,
    opened: RwSignal<Option<Opened>, LocalStorage>,
    taken: RwSignal<Option<String>>,
) -> impl IntoView {
    let site = Site::here();
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<Result<&'static str, String>>));
    let (draft, here) = (file.0.draft.clone(), file.1.clone());
    let today = clock::today();
    let is_own = site.person_now().is_some_and(|person| person.id == draft.owner);
    let summary = format!(
        "{}，{} 存的，{}",
        draft.item_name,
        i18n::date_and_clock(draft.saved_at, today),
        i18n::size(size_bytes(&draft))
    );
    if !is_own && draft.supplement.is_some() {
        let refused = words(&TransferError::File(ImportError::SupplementOfAnother));
        return view! { <p class="prose">{summary}</p><Refused words=refused opened /> }.into_any();
    }
    let foreign = (!is_own).then(|| view! {
        <div class="notice" data-tone="info"><Svg icon=Icon::Info /><p>"这是别人存的草稿。只带进来他自己填的内容；他的证照、签名和自动填好的，都不带"</p></div>
    });
    let take = move |choice: Choice| {
        let file = file.clone();
        move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let file = file.clone();
            leptos::task::spawn_local(async move {
                let result = transfer::take_in(site, file.0.clone(), choice).await;
                busy.try_set(false);
                match result {
                    Ok(id) => taken.set(Some(address(&file.0.draft, &id))),
                    Err(error) => {
                        said.try_set(Some(Err(words(&error).to_owned())));
                    }
                }
            });
        }
    };
    let is_supplement = draft.supplement.is_some();
    let beside = StoredValue::new_local(take.clone()(Choice::Beside));
    let stays = here.as_ref().is_some_and(|here| in_place_of(here, draft.clone()).is_none());
    let choices = match here {
        Some(here) if stays => view! {
            <div class="notice" data-tone="attention"><Svg icon=Icon::Warn />
                <p>
                    {words(&TransferError::UnderWay)}"。"
                    <a class="link" href=address(&here, &here.id)>"看看这里的那一份"</a>
                </p>
            </div>
            <div class="actions actions--start">
                <Show when=move || !is_supplement>
                    <button class="button" data-kind="second" type="button" on:click=move |event| beside.with_value(|beside| beside(event))>"当作新的一份放进来"</button>
                </Show>
                <button class="button" data-kind="quiet" type="button" on:click=move |_| opened.set(None)>"不放了"</button>
            </div>
        }
        .into_any(),
        Some(here) => view! {
            <div class="notice" data-tone="attention"><Svg icon=Icon::Warn />
                <p>{format!("这台设备上已经有这份草稿，{} 存的。要哪一份？", i18n::date_and_clock(here.saved_at, today))}</p>
            </div>
            <div class="actions actions--start">
                <Show when=move || !is_supplement>
                    <button class="button" data-kind="main" type="button" on:click=move |event| beside.with_value(|beside| beside(event))>"两份都留着"</button>
                </Show>
                <button class="button" data-kind="danger" type="button" on:click=take(Choice::Instead)>"用文件里的，换掉这里的"</button>
                <button class="button" data-kind="quiet" type="button" on:click=move |_| opened.set(None)>"不放了"</button>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="actions actions--start">
                <button class="button" data-kind="main" type="button" on:click=take(Choice::Beside)>"放到这台设备上"</button>
                <button class="button" data-kind="quiet" type="button" on:click=move |_| opened.set(None)>"不放了"</button>
            </div>
        }
        .into_any(),
    };
    view! { <p class="prose">{summary}</p>{foreign}<Said said />{choices} }.into_any()
}

/// What cannot be taken in, and the way back.
#[component]
fn Refused(words: &'static str, opened: RwSignal<Option<Opened>, LocalStorage>) -> impl IntoView {
    view! {
        <div class="notice" data-tone="error" role="alert"><p>{words}</p></div>
        <div class="actions actions--start">
            <button class="button" data-kind="second" type="button" on:click=move |_| opened.set(None)>"换一个文件"</button>
        </div>
    }
}

/// Where a draft goes on: a supplement at its application.
fn address(draft: &Draft, id: &str) -> String {
    match &draft.supplement {
        Some(supplement) => format!("/applications/{}/supplement", supplement.number),
        None => format!("/draft/{id}"),
    }
}

/// Why it did not work, and what to do.
fn words(error: &TransferError) -> &'static str {
    match error {
        TransferError::NoSeal => "这个浏览器在这里不能加密，存不了文件。请换一个浏览器",
        TransferError::Absent => "这份草稿不在这里了，可能已经交了或者删了",
        TransferError::SignedOut => "登录过期了，请重新登录再试",
        TransferError::ItemUnknown => "这件事这里办不了，或者表改过了。请刷新页面再试",
        TransferError::Pack(PackError::NoAnswer | PackError::Absent | PackError::Unreadable) => {
            "现在连不上，请过一会儿再试"
        }
        TransferError::UnderWay => "这份草稿已经交了，还没有收到回执，不能换掉。交出去的那份一点不动",
        TransferError::Store(error) => not_saved(error),
        TransferError::File(error) => match error {
            ImportError::Foreign => "这不是免证办的草稿文件，请另选一个",
            ImportError::Newer => "这个文件是新版本存的，请刷新页面再试",
            ImportError::TooLarge => "这个文件太大，不是草稿文件，请另选一个",
            ImportError::Cut => "这个文件不完整，可能没传完。请重新传一遍",
            ImportError::Locked => "打不开。密码不对，或者文件被改过。请再试一次密码",
            ImportError::Damaged => "这个文件坏了，读不出来。这台设备上的草稿没有受影响",
            ImportError::NoEnterprise => "这份草稿是替企业填的，请用法定代表人的账号登录",
            ImportError::SupplementOfAnother => "这是别人办件的补交材料，只有他本人登录才能接着补",
        },
    }
}
