//! The seal of a record: AES-GCM with a key of 256 bits, by the browser's Web Crypto (NIST SP 800-38D).
//!
//! Each write takes 96 random bits as its initialisation vector, which is good for 2³² writes under one key. What is
//! sealed with the content, without standing in it, is where the record lies and which revision it is: a record that was
//! moved, renamed or set back by somebody is not opened. Sealing and opening wait for the browser, so both happen outside
//! of transactions.

use super::record::{Content, Record, Unreadable};
use super::StoreError;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};

/// The version of the sealed form, counted up when it changes.
const SEAL: u32 = 1;
const ALGORITHM: &str = "AES-GCM";
const KEY_BITS: u16 = 256;
const IV_BYTES: u32 = 12;
/// What stands before the text: its length.
const HEAD_BYTES: u32 = 4;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: web_sys::Crypto;
}

/// A key that seals, and what is known about it.
#[derive(Clone)]
pub(super) struct Key {
    pub key: CryptoKey,
    /// Random: a record names the key that it was sealed with.
    pub id: String,
    /// Whether the browser keeps it; otherwise it ends with the page.
    pub kept: bool,
}

/// Where a record lies: what its seal is bound to beside its content.
pub(super) struct Address<'a> {
    pub store: &'a str,
    pub id: &'a str,
    pub revision: u64,
    /// The draft that an attachment belongs to.
    pub draft: &'a str,
}

impl Address<'_> {
    fn bytes(&self) -> Uint8Array {
        let Self { store, id, revision, draft } = self;
        Uint8Array::from(format!("{store}\n{id}\n{revision}\n{draft}").as_bytes())
    }
}

/// Web Crypto's sealing half, which is there in secure contexts only.
fn subtle() -> Option<SubtleCrypto> {
    let subtle = CRYPTO.with(web_sys::Crypto::subtle);
    (!subtle.is_undefined()).then_some(subtle)
}

fn refused(error: JsValue) -> StoreError {
    match error.dyn_ref::<web_sys::DomException>() {
        Some(exception) => StoreError::from_exception(exception),
        None => StoreError::Failed("sealing was refused".to_owned()),
    }
}

/// A new key, which no script can read.
///
/// # Errors
/// [`StoreError::Absent`] where the browser seals nothing: nothing personal is stored there.
pub(super) async fn new_key() -> Result<Key, StoreError> {
    let subtle = subtle().ok_or(StoreError::Absent)?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let made = subtle.generate_key_with_object(&AesKeyGenParams::new(ALGORITHM, KEY_BITS), false, &uses);
    let key = JsFuture::from(made.map_err(refused)?).await.map_err(refused)?;
    let id = js_sys::Math::random().to_bits().to_string();
    Ok(Key { key: key.unchecked_into(), id, kept: false })
}

/// A record with a content, sealed where there is a key.
pub(super) async fn seal(key: Option<&Key>, at: &Address<'_>, content: &Content) -> Result<Record, StoreError> {
    let record = Record::new();
    if !at.draft.is_empty() {
        record.set_draft(at.draft);
    }
    let Some(key) = key else {
        record.set_content(content);
        return Ok(record);
    };
    let subtle = subtle().ok_or(StoreError::Absent)?;
    let iv = Uint8Array::new_with_length(IV_BYTES);
    CRYPTO.with(|crypto| crypto.get_random_values_with_js_u8_array(&iv)).map_err(refused)?;
    let sealing = subtle.encrypt_with_object_and_js_u8_array(&how(&iv, at), &key.key, &joined(content));
    let sealed = JsFuture::from(sealing.map_err(refused)?).await.map_err(refused)?;
    record.set_seal(SEAL);
    record.set_key(&key.id);
    record.set_iv(&iv);
    record.set_cipher(&Uint8Array::new(&sealed));
    Ok(record)
}

/// The content of a record that was found at an address.
pub(super) async fn unseal(key: Option<&Key>, at: &Address<'_>, record: &Record) -> Result<Content, Unreadable> {
    if record.is_plain() {
        return record.content();
    }
    let version = record.seal().as_f64().ok_or(Unreadable::Damaged)?;
    if version > f64::from(SEAL) {
        return Err(Unreadable::Newer);
    }
    let named = record.key().as_string().ok_or(Unreadable::Damaged)?;
    let key = key.filter(|key| key.id == named).ok_or(Unreadable::Locked)?;
    let iv: Uint8Array = record.iv().dyn_into().map_err(|_| Unreadable::Damaged)?;
    let cipher: Uint8Array = record.cipher().dyn_into().map_err(|_| Unreadable::Damaged)?;
    let opening = subtle()
        .ok_or(Unreadable::Locked)?
        .decrypt_with_object_and_js_u8_array(&how(&iv, at), &key.key, &cipher)
        .map_err(|_| Unreadable::Damaged)?;
    let opened = JsFuture::from(opening).await.map_err(|_| Unreadable::Damaged)?;
    parted(&Uint8Array::new(&opened))
}

fn how(iv: &Uint8Array, at: &Address<'_>) -> AesGcmParams {
    let how = AesGcmParams::new_with_u8_array(ALGORITHM, iv);
    how.set_additional_data_u8_array(&at.bytes());
    how
}

/// A content as bytes: the length of its text, the text, the file.
fn joined(content: &Content) -> Uint8Array {
    let text = content.text.as_bytes();
    let length = text.len() as u32;
    let text_end = HEAD_BYTES + length;
    let joined = Uint8Array::new_with_length(text_end + content.bytes.as_ref().map_or(0, Uint8Array::length));
    joined.subarray(0, HEAD_BYTES).copy_from(&length.to_le_bytes());
    joined.subarray(HEAD_BYTES, text_end).copy_from(text);
    if let Some(bytes) = &content.bytes {
        joined.set(bytes, text_end);
    }
    joined
}

fn parted(joined: &Uint8Array) -> Result<Content, Unreadable> {
    let mut length = [0; HEAD_BYTES as usize];
    if joined.length() < HEAD_BYTES {
        return Err(Unreadable::Damaged);
    }
    joined.subarray(0, HEAD_BYTES).copy_to(&mut length);
    let text_end = HEAD_BYTES.saturating_add(u32::from_le_bytes(length));
    let text = joined.subarray(HEAD_BYTES, text_end).to_vec();
    let text = String::from_utf8(text).map_err(|_| Unreadable::Damaged)?;
    Ok(Content { text, bytes: Some(joined.subarray(text_end, joined.length())) })
}
