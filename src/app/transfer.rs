//! Drafts as files: sealing and opening with a passphrase by the browser's Web Crypto, and taking a draft in.
//!
//! What a file must be like is decided by `src/draft/export.rs`, what comes along of it by `src/draft/adopt.rs`.

use super::pack::PackError;
use super::site::{Load, Site};
use super::{begun, clock, crypto, keeping, writer};
use crate::draft::export::{header_line, pack, read_header, unpack, Contents, ImportError};
use crate::draft::{adopt, files, Adopter, As, Draft};
use crate::store::{attachments, drafts, StoreError};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// How long a file that was offered can be fetched by the browser.
const KEPT_MS: u32 = 60_000;

/// Why a draft did not become a file, or a file no draft.
#[derive(Debug, Clone, PartialEq)]
pub enum TransferError {
    /// This browser seals nothing here: the site is not served securely.
    NoSeal,
    /// The draft is not there any more.
    Absent,
    /// The file cannot be taken in.
    File(ImportError),
    /// This site has no such item, or not in this version.
    ItemUnknown,
    /// The item could not be had now.
    Pack(PackError),
    /// What would be replaced, or would replace it, was submitted: it may be on its way.
    UnderWay,
    /// The store failed.
    Store(StoreError),
    /// Nobody is signed in.
    SignedOut,
}

impl From<StoreError> for TransferError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ImportError> for TransferError {
    fn from(error: ImportError) -> Self {
        Self::File(error)
    }
}

/// What is to become of a draft from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A draft of its own, beside those that are here.
    Beside,
    /// In the place of the same draft that is here. Only when the citizen said so.
    Instead,
}

/// A draft of this device as the bytes of a file, sealed with a passphrase. What is open goes into it as it is on the screen,
/// saved or not.
pub async fn export(site: Site, id: &str, passphrase: &str) -> Result<Uint8Array, TransferError> {
    let store = site.store().await?;
    let draft = match site.open_draft(id).filter(|working| working.claim().is_writer()) {
        Some(working) => {
            // Where the device is full, the file is the way out.
            let _ = working.flush().await;
            working.snapshot(working.revision())
        }
        None => drafts::get(&store, id).await?.ok_or(TransferError::Absent)?,
    };
    let mut bytes = Vec::new();
    for file in files(&draft) {
        if let Some(stored) = attachments::get(&store, &file.id).await? {
            bytes.push((file.id.clone(), stored.bytes.to_vec()));
        }
    }
    let impossible = |error: serde_json::Error| StoreError::Failed(error.to_string());
    let content = pack(&draft, &bytes).map_err(impossible)?;
    let (salt, iv) = (crypto::random_hex(16), crypto::random_hex(12));
    let line = header_line(&salt, &iv, content.len()).map_err(impossible)?;
    let seal = Seal { salt: &salt, iv: &iv, line: line.as_bytes(), iterations: crate::draft::export::ITERATIONS };
    let subtle = subtle().ok_or(TransferError::NoSeal)?;
    let sealed = seal.run(&subtle, passphrase, &content, Way::Close).await.map_err(|_| TransferError::NoSeal)?;
    let file = Uint8Array::new_with_length(line.len() as u32 + sealed.length());
    file.set(&Uint8Array::from(line.as_bytes()), 0);
    file.set(&sealed, line.len() as u32);
    Ok(file)
}

/// Opens a file. Nothing of it is stored by this.
pub async fn open(file: &[u8], passphrase: &str) -> Result<Contents, TransferError> {
    let sealed = read_header(file)?;
    let subtle = subtle().ok_or(TransferError::NoSeal)?;
    // The line's end is part of what is authenticated.
    let line = &file[..=sealed.line.len()];
    let seal = Seal { salt: &sealed.header.salt, iv: &sealed.header.iv, line, iterations: sealed.header.iterations };
    let opened = seal.run(&subtle, passphrase, sealed.sealed, Way::Open).await;
    let contents = unpack(&opened.map_err(|_| ImportError::Locked)?.to_vec())?;
    for (file, bytes) in &contents.files {
        if crypto::sha256_hex(bytes).await != file.sha256 {
            return Err(ImportError::Damaged.into());
        }
    }
    Ok(contents)
}

/// The draft of this device that a file's draft is another state of, if it is here and belongs to who is signed in.
pub async fn same_here(site: Site, contents: &Contents) -> Result<Option<Draft>, TransferError> {
    let person = site.person_now().ok_or(TransferError::SignedOut)?;
    let stored = drafts::get(&site.store().await?, &contents.draft.id).await?;
    Ok(stored.filter(|stored| stored.owner == person.id && contents.draft.owner == person.id))
}

/// Takes a draft in; answers its id. Nothing that is here is replaced but by [`Choice::Instead`].
pub async fn take_in(site: Site, contents: Contents, choice: Choice) -> Result<String, TransferError> {
    let person = site.person_now().ok_or(TransferError::SignedOut)?;
    let Load::Ready(catalogue) = site.catalogue.get_untracked() else {
        return Err(TransferError::Pack(PackError::NoAnswer));
    };
    let (code, version) = (&contents.draft.item, contents.draft.item_version);
    let known = catalogue.index.items.iter().any(|item| item.code == *code && version <= item.version);
    if !known {
        return Err(TransferError::ItemUnknown);
    }
    let item = site.pack().item(code, version).await.map_err(|error| match error {
        PackError::Absent => TransferError::ItemUnknown,
        PackError::NoAnswer | PackError::Unreadable => TransferError::Pack(error),
    })?;
    let stored = same_here(site, &contents).await?;
    let how = match (&stored, choice) {
        (None, Choice::Beside) | (Some(_), Choice::Instead) => As::Same,
        (Some(_), Choice::Beside) | (None, Choice::Instead) => As::New,
    };
    let enterprises: Vec<String> = person.enterprises.iter().map(|one| one.credit_code.clone()).collect();
    let adopter = Adopter { owner: &person.id, enterprises: &enterprises, now: clock::now(), today: clock::today() };
    let mut adopted = adopt(contents, item, adopter, how, &mut crypto::random_id)?;
    adopted.draft.saved_order = keeping::next_place(site);
    let id = adopted.draft.id.clone();
    let result = store_all(site, &adopted, stored.filter(|_| how == As::Same)).await;
    if result.is_err() {
        // What was stored before it failed belongs to nothing; what cannot be removed now is swept up later.
        if let Ok(store) = site.store().await {
            for (file, _) in &adopted.files {
                let _ = attachments::remove(&store, &file.id).await;
            }
        }
    }
    result?;
    keeping::note_count(site, keeping::count_before(site) + 1);
    site.drafts_changed.update(|count| *count = count.wrapping_add(1));
    Ok(id)
}

/// Files first, so that the draft never names what is not there.
async fn store_all(site: Site, adopted: &Contents, replaced: Option<Draft>) -> Result<(), TransferError> {
    let store = site.store().await?;
    let Contents { draft, files: bytes } = adopted;
    // Until the draft itself is stored, only this says that its files are no strays.
    let _claim = match &replaced {
        None => Some(writer::claim(site, &draft.id).await),
        Some(_) => None,
    };
    for (file, bytes) in bytes {
        let bytes = Uint8Array::from(bytes.as_slice());
        attachments::put(&store, &draft.id, &file.id, &file.media_type, &file.name, &bytes).await?;
    }
    let Some(replaced) = replaced else { return Ok(drafts::put(&store, draft, None).await?) };
    if !begun::replace_stored(site, draft.clone()).await? {
        return Err(TransferError::UnderWay);
    }
    for file in files(&replaced) {
        // It stays inside its draft where it cannot be removed, and goes with it.
        let _ = attachments::remove(&store, &file.id).await;
    }
    Ok(())
}

/// Offers bytes as a file to be kept. Its name says the day and nothing about a person.
pub fn offer(bytes: &Uint8Array) {
    let kept = || -> Result<(), JsValue> {
        let blob = web_sys::Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(&["免证办草稿-", &clock::today().to_string(), ".mzb"].concat());
        // The router takes every other link for one of its pages.
        link.set_attribute("rel", "external")?;
        link.click();
        // The browser reads it after this: when it has, nobody says.
        wasm_bindgen_futures::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(KEPT_MS).await;
            let _ = web_sys::Url::revoke_object_url(&address);
        });
        Ok(())
    };
    // A browser that refuses shows so itself.
    let _ = kept();
}

enum Way {
    Close,
    Open,
}

/// How one file is sealed.
struct Seal<'a> {
    salt: &'a str,
    iv: &'a str,
    line: &'a [u8],
    iterations: u32,
}

impl Seal<'_> {
    async fn run(&self, by: &SubtleCrypto, passphrase: &str, bytes: &[u8], way: Way) -> Result<Uint8Array, JsValue> {
        let aes = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let secret = Uint8Array::from(passphrase.as_bytes());
        let derive = Array::of1(&"deriveKey".into());
        let secret = JsFuture::from(by.import_key_with_str("raw", &secret, "PBKDF2", false, &derive)?).await?;
        let salt = Uint8Array::from(&bytes_of(self.salt)[..]);
        let how = object(&[
            ("name", "PBKDF2".into()),
            ("hash", "SHA-256".into()),
            ("salt", salt.into()),
            ("iterations", self.iterations.into()),
        ]);
        let secret: CryptoKey = secret.unchecked_into();
        let key = by.derive_key_with_object_and_object(&how, &secret, &aes, false, &usages)?;
        let key: CryptoKey = JsFuture::from(key).await?.unchecked_into();
        let how = object(&[
            ("name", "AES-GCM".into()),
            ("iv", Uint8Array::from(&bytes_of(self.iv)[..]).into()),
            ("additionalData", Uint8Array::from(self.line).into()),
        ]);
        let done = match way {
            Way::Close => by.encrypt_with_object_and_u8_array(&how, &key, bytes)?,
            Way::Open => by.decrypt_with_object_and_u8_array(&how, &key, bytes)?,
        };
        Ok(Uint8Array::new(&JsFuture::from(done).await?))
    }
}

fn subtle() -> Option<SubtleCrypto> {
    let subtle = window().crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Hex that was checked: what is none reads as zero.
fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |at: usize| hex.as_bytes().get(at).and_then(|digit| char::from(*digit).to_digit(16)).unwrap_or(0) as u8;
    (0..hex.len() / 2).map(|ix| digit(ix * 2) << 4 | digit(ix * 2 + 1)).collect()
}
