//! Photographs and files, where nothing else can stand for them. The bytes are stored on the device first; the portal
//! gets them with the submission.

use super::field::FieldHandle;
use super::icons::Icon;
use super::svg::Svg;
use crate::app::crypto;
use crate::app::site::Site;
use crate::form::{Edit, FileRef, Value};
use crate::store::attachments;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What the portal takes. Others are named here instead of being dropped later.
const ACCEPTED: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
const MAX_BYTES: f64 = (10_u32 << 20) as f64;

/// The files so far, and a button for one more.
#[component]
pub fn UploadField(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let site = Site::here();
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
    let pick = {
        let handle = handle.clone();
        move |event: leptos::ev::Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            else {
                return;
            };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                let handle = handle.clone();
                leptos::task::spawn_local(async move {
                    trouble.set(keep(site, &handle, file).await.err());
                });
            }
            // The same file may be chosen again after it was removed.
            input.set_value("");
        }
    };
    let id = handle.id();
    let (label, pick_id) = (format!("{id}-label"), format!("{id}-pick"));
    let (invalid, described) = (handle.clone(), handle.clone());
    view! {
        <div class="upload">
            <ul class="upload__files">
                <For each=files key=|file| file.id.clone() let:file>
                    <File handle=handle.clone() file />
                </For>
            </ul>
            {move || trouble.get().map(|words| view! {
                <p class="field__error" role="alert"><Svg icon=Icon::Alert /><span>{words}</span></p>
            })}
            <input
                class="upload__input"
                type="file"
                id=id.clone()
                accept=ACCEPTED.join(",")
                aria-labelledby=format!("{label} {pick_id}")
                aria-invalid=move || invalid.invalid()
                aria-describedby=move || described.described_by()
                on:change=pick
            />
            <label class="button upload__pick" data-kind="second" for=id id=pick_id>
                <Svg icon=Icon::Camera />{move || if any() { "再加一张" } else { "拍照或选图片" }}
            </label>
        </div>
    }
}

#[component]
fn File(handle: FieldHandle, file: FileRef) -> impl IntoView {
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
async fn keep(site: Site, handle: &FieldHandle, file: web_sys::File) -> Result<(), String> {
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
        name: file.name(),
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
