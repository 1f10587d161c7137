//! Photographs and files, where nothing else can stand for them. The bytes are stored on the device first; the portal
//! gets them with the submission. Where the definition wants a photograph, it is looked at before.

use super::field::FieldHandle;
use super::icons::Icon;
use super::photo_check::{PhotoDesk, PhotoDeskView};
use super::svg::Svg;
use crate::app::crypto;
use crate::app::site::Site;
use crate::form::{Edit, FileRef, Value};
use crate::item::Kind;
use crate::store::attachments;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, HtmlInputElement};

/// What the portal takes. Others are named here instead of being dropped later.
const ACCEPTED: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
const MAX_BYTES: f64 = (10_u32 << 20) as f64;

/// The files so far, and a button for one more.
#[component]
pub fn UploadField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let trouble = RwSignal::new(None::<String>);
    let files = {
        let handle = handle.clone();
        move || {
            handle.read(|view| match &view.value {
                Some(Value::Files(files)) => files.clone(),
                _ => Vec::new(),
            })
        }
    };
    let any = {
        let files = files.clone();
        move || !files().is_empty()
    };
    let keep = keeper(&handle, trouble);
    let pick = if matches!(handle.question.kind, Kind::Attachment { photo: true, .. }) {
        let desk = PhotoDesk::new(keep);
        let pick = Callback::new(move |file: File| {
            trouble.set(None);
            desk.look_at(file.clone().into(), file.name());
        });
        view! { <PickPhoto handle=handle.clone() desk pick any=Signal::derive(any) /> }.into_any()
    } else {
        let pick = Callback::new(move |file: File| keep(file.clone().into(), file.name()));
        let words = move || if any() { "再加一张" } else { "拍照或选图片" };
        view! {
            <Pick handle=handle.clone() accept=ACCEPTED.join(",") pick />
            <label class="button upload__pick" data-kind="second" for=handle.id() id=pick_id(&handle)>
                <Svg icon=Icon::Camera />{words}
            </label>
        }
        .into_any()
    };
    view! {
        <div class="upload">
            <ul class="upload__files">
                <For each=files key=|file| file.id.clone() let:file>
                    <KeptFile handle=handle.clone() file />
                </For>
            </ul>
            {move || trouble.get().map(|words| view! {
                <p class="field__error" role="alert"><Svg icon=Icon::Alert /><span>{words}</span></p>
            })}
            {pick}
        </div>
    }
}

fn pick_id(handle: &FieldHandle) -> String {
    format!("{}-pick", handle.id())
}

/// The browser's own way to choose a file; seen is the label that follows it.
#[component]
fn Pick(
    handle: FieldHandle,
    accept: String,
    pick: Callback<File>,
    /// A phone opens its camera at once.
    #[prop(optional)]
    camera: bool,
) -> impl IntoView {
    let id = handle.id();
    let labels = format!("{id}-label {}", pick_id(&handle));
    let (invalid, described) = (handle.clone(), handle);
    let change = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            pick.run(file);
        }
        // The same file may be chosen again after it was removed.
        input.set_value("");
    };
    view! {
        <input
            class="upload__input"
            class:upload__camera=camera
            type="file"
            id=if camera { format!("{id}-camera") } else { id.clone() }
            accept=accept
            capture=camera.then_some("environment")
            aria-labelledby=if camera { format!("{id}-label {id}-shoot") } else { labels }
            aria-invalid=move || invalid.invalid()
            aria-describedby=move || described.described_by()
            on:change=change
        />
    }
}

/// Taking or choosing a photograph, and what became of looking at it.
#[component]
fn PickPhoto(handle: FieldHandle, desk: PhotoDesk, pick: Callback<File>, any: Signal<bool>) -> impl IntoView {
    let id = handle.id();
    let shoot = format!("{id}-shoot");
    let camera = StoredValue::new(format!("{id}-camera"));
    let open_camera = move |_| {
        let input =
            document().get_element_by_id(&camera.get_value()).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            input.click();
        }
    };
    let again = move || {
        view! { <button class="button" data-kind="main" type="button" on:click=open_camera>"重拍一张"</button> }
    };
    let focus_id = id.clone();
    let taken = move |()| {
        if let Some(input) = document().get_element_by_id(&focus_id) {
            super::shell::focus(&input);
        }
    };
    let words = move || if any.get() { "再选一张照片" } else { "选一张照片" };
    view! {
        <PhotoDeskView desk again taken />
        <div class="upload__ways">
            <Pick handle=handle.clone() accept="image/*".to_owned() pick camera=true />
            <label class="button upload__pick upload__camera" data-kind="second" for=format!("{id}-camera") id=shoot>
                <Svg icon=Icon::Camera />"拍一张"
            </label>
            <Pick handle=handle.clone() accept="image/*".to_owned() pick />
            <label class="button upload__pick" data-kind="second" for=id.clone() id=pick_id(&handle)>
                <Svg icon=Icon::Doc />{words}
            </label>
        </div>
    }
}

/// What stores a file on the device and hands it to the core, and says when it could not.
fn keeper(handle: &FieldHandle, trouble: RwSignal<Option<String>>) -> impl Fn(Blob, String) + Clone + 'static {
    let (site, handle) = (Site::here(), handle.clone());
    move |file, name| {
        let handle = handle.clone();
        leptos::task::spawn_local(async move {
            let kept = keep(site, &handle, file, name).await;
            trouble.try_set(kept.err());
        });
    }
}

#[component]
fn KeptFile(handle: FieldHandle, file: FileRef) -> impl IntoView {
    let size = format!("{} KB", file.size_bytes.div_ceil(1024));
    let remove = {
        let id = file.id.clone();
        move |_| {
            handle.apply(Edit::Detach { field: handle.key.clone(), file: id.clone() });
            let (working, id) = (handle.open.working(), id.clone());
            leptos::task::spawn_local(async move {
                // First the draft that does not name it any more, then the file: never the other way round.
                if working.flush().await.is_ok() {
                    if let Ok(store) = working.site().store().await {
                        // What stays now goes with the draft.
                        let _ = attachments::remove(&store, &id).await;
                    }
                }
            });
        }
    };
    view! {
        <li class="upload__file">
            <span class="upload__thumb"><Svg icon=Icon::Doc /></span>
            <div class="upload__words"><p class="upload__name">{file.name.clone()}</p><p class="upload__note">{size}</p></div>
            <button class="upload__remove" type="button" on:click=remove>
                "删掉"<span class="visually-hidden">{file.name}</span>
            </button>
        </li>
    }
}

/// Stores a file on the device and hands it to the core.
async fn keep(site: Site, handle: &FieldHandle, file: Blob, name: String) -> Result<(), String> {
    let media_type = file.type_();
    if !ACCEPTED.contains(&media_type.as_str()) {
        return Err("这种文件收不了，请用照片（JPG、PNG）或 PDF".to_owned());
    }
    if file.size() > MAX_BYTES {
        return Err("文件太大，每个最多 10 MB，请换一张小的".to_owned());
    }
    let unread = |_| "这个文件读不出来，请重新选".to_owned();
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unread)?;
    let bytes = js_sys::Uint8Array::new(&buffer);
    let kept = FileRef {
        id: crypto::random_id(),
        name,
        media_type,
        size_bytes: bytes.length(),
        sha256: crypto::sha256_hex(&bytes.to_vec()).await,
        uploaded: None,
    };
    let not_kept = |error| super::shell::not_saved(&error).to_owned();
    let store = site.store().await.map_err(not_kept)?;
    let draft = handle.open.working().id();
    attachments::put(&store, &draft, &kept.id, &kept.media_type, &kept.name, &bytes).await.map_err(not_kept)?;
    handle.apply(Edit::Attach { field: handle.key.clone(), file: kept });
    Ok(())
}
