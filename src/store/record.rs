//! How a record lies in its store: an object with a few readable properties, and its content.
//!
//! The readable properties are those that a transaction has to look at while it runs: numbers and random ids, nothing about
//! a person. The content is a text, which is JSON, and for an attachment the file's bytes; it is sealed
//! (`src/store/seal.rs`) and only ever touched outside of a transaction. Records without a seal are those of the
//! database's version 1, and those that never leave the page's memory.

use super::StoreError;
use js_sys::{Object, Uint8Array};
use serde::de::DeserializeOwned;
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// A record of a list: one that cannot be read is named and hides no other.
#[derive(Debug, Clone, PartialEq)]
pub enum Stored<T> {
    /// It can be read.
    Ok(Box<T>),
    /// It cannot be read. It was left as it is.
    Damaged {
        /// Its id.
        id: String,
    },
    /// A newer version of this program wrote it. It was left as it is.
    Newer {
        /// Its id.
        id: String,
    },
    /// The key that it was sealed with is gone: nobody can read it any more. It was left as it is.
    Locked {
        /// Its id.
        id: String,
    },
}

impl<T> Stored<T> {
    pub(super) fn from_result(id: &str, result: Result<T, Unreadable>) -> Self {
        let id = id.to_owned();
        match result {
            Ok(value) => Self::Ok(Box::new(value)),
            Err(Unreadable::Damaged) => Self::Damaged { id },
            Err(Unreadable::Newer) => Self::Newer { id },
            Err(Unreadable::Locked) => Self::Locked { id },
        }
    }
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    Damaged,
    Newer,
    Locked,
}

impl Unreadable {
    pub(super) fn of(self, id: &str) -> StoreError {
        let record = id.to_owned();
        match self {
            Self::Damaged => StoreError::Damaged { record },
            Self::Newer => StoreError::Newer,
            Self::Locked => StoreError::Locked { record },
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object in a store. Each store uses some of these properties.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub(super) type Record;

    #[wasm_bindgen(method, getter, js_name = text)]
    fn raw_text(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_text(this: &Record, text: &str);
    #[wasm_bindgen(method, getter, js_name = bytes)]
    fn raw_bytes(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_bytes(this: &Record, bytes: &Uint8Array);
    #[wasm_bindgen(method, getter, js_name = owner)]
    fn raw_owner(this: &Record) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = revision)]
    fn raw_revision(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_revision(this: &Record, revision: f64);
    #[wasm_bindgen(method, getter, js_name = writer)]
    pub(super) fn raw_writer(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = writer)]
    pub(super) fn set_raw_writer(this: &Record, writer: &JsValue);
    #[wasm_bindgen(method, getter, js_name = draft)]
    fn raw_draft(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_draft(this: &Record, draft: &str);

    #[wasm_bindgen(method, getter)]
    pub(super) fn key(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_key(this: &Record, key: &str);
    #[wasm_bindgen(method, getter)]
    pub(super) fn seal(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_seal(this: &Record, version: u32);
    #[wasm_bindgen(method, getter)]
    pub(super) fn iv(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_iv(this: &Record, iv: &Uint8Array);
    #[wasm_bindgen(method, getter)]
    pub(super) fn cipher(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_cipher(this: &Record, cipher: &Uint8Array);
}

impl Record {
    pub(super) fn new() -> Self {
        Object::new().unchecked_into()
    }

    /// What was found in a store, where it is an object at all.
    pub(super) fn found(value: JsValue) -> Result<Self, Unreadable> {
        if value.is_object() {
            Ok(value.unchecked_into())
        } else {
            Err(Unreadable::Damaged)
        }
    }

    pub(super) fn revision(&self) -> Result<u64, Unreadable> {
        let revision = self.raw_revision().as_f64().filter(|revision| *revision >= 0.0);
        revision.map(|revision| revision as u64).ok_or(Unreadable::Damaged)
    }

    pub(super) fn is_written_by(&self, writer: f64) -> bool {
        self.raw_writer().as_f64() == Some(writer)
    }

    pub(super) fn draft(&self) -> Result<String, Unreadable> {
        self.raw_draft().as_string().ok_or(Unreadable::Damaged)
    }

    /// Whether its content lies in it readably.
    pub(super) fn is_plain(&self) -> bool {
        self.cipher().is_undefined()
    }

    /// Puts a content into it readably.
    pub(super) fn set_content(&self, content: &Content) {
        self.set_text(&content.text);
        if let Some(bytes) = &content.bytes {
            self.set_bytes(bytes);
        }
    }

    /// The content that lies in it readably.
    pub(super) fn content(&self) -> Result<Content, Unreadable> {
        let text = self.raw_text().as_string().ok_or(Unreadable::Damaged)?;
        // Version 1 kept a receipt's owner and draft beside its text.
        let text = match self.raw_owner().as_string() {
            Some(owner) => {
                let words = [owner, self.draft()?].map(serde_json::Value::String);
                format!("{{\"owner\":{},\"draft\":{},\"receipt\":{text}}}", words[0], words[1])
            }
            None => text,
        };
        Ok(Content { text, bytes: self.raw_bytes().dyn_into().ok() })
    }
}

/// What a record holds for those who have the key.
#[derive(Clone)]
pub(super) struct Content {
    /// JSON.
    pub text: String,
    /// A file's bytes, outside of the program's own memory.
    pub bytes: Option<Uint8Array>,
}

impl Content {
    /// The text as the value that it was made of. A schema above `known` is a newer version's, not damage.
    pub(super) fn read<T: DeserializeOwned>(&self, known: u32) -> Result<T, Unreadable> {
        let schema: Schema = crate::json::read(&self.text).map_err(|_| Unreadable::Damaged)?;
        if schema.schema > known {
            return Err(Unreadable::Newer);
        }
        crate::json::read(&self.text).map_err(|_| Unreadable::Damaged)
    }
}

/// What is read of a text before the rest: absent in texts that have never changed their shape.
#[derive(Deserialize)]
struct Schema {
    #[serde(default)]
    schema: u32,
}
