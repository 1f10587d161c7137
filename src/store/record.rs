//! How a record lies in its store: an object with a few readable properties, and its text, which is JSON.
//!
//! The readable properties are those that a transaction has to look at while it runs; the text is only ever touched
//! outside of it.

use super::StoreError;
use js_sys::{Object, Uint8Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
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
}

impl<T> Stored<T> {
    pub(super) fn from_result(id: &str, result: Result<T, Unreadable>) -> Self {
        match result {
            Ok(value) => Self::Ok(Box::new(value)),
            Err(Unreadable::Damaged) => Self::Damaged { id: id.to_owned() },
            Err(Unreadable::Newer) => Self::Newer { id: id.to_owned() },
        }
    }
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    Damaged,
    Newer,
}

impl Unreadable {
    pub(super) fn of(self, id: &str) -> StoreError {
        match self {
            Self::Damaged => StoreError::Damaged { record: id.to_owned() },
            Self::Newer => StoreError::Newer,
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
    #[wasm_bindgen(method, getter, js_name = revision)]
    fn raw_revision(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_revision(this: &Record, revision: f64);
    #[wasm_bindgen(method, getter, js_name = writer)]
    fn raw_writer(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_writer(this: &Record, writer: f64);
    #[wasm_bindgen(method, getter, js_name = owner)]
    fn raw_owner(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_owner(this: &Record, owner: &str);
    #[wasm_bindgen(method, getter, js_name = draft)]
    fn raw_draft(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_draft(this: &Record, draft: &str);
    #[wasm_bindgen(method, getter, js_name = bytes)]
    fn raw_bytes(this: &Record) -> JsValue;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_bytes(this: &Record, bytes: &Uint8Array);
}

impl Record {
    /// A record with its text, which is `value` as JSON.
    pub(super) fn of(value: &impl Serialize) -> Result<Self, StoreError> {
        let text = serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))?;
        let record: Self = Object::new().unchecked_into();
        record.set_text(&text);
        Ok(record)
    }

    /// What was found in a store, where it is an object at all.
    pub(super) fn found(value: JsValue) -> Result<Self, Unreadable> {
        if value.is_object() {
            Ok(value.unchecked_into())
        } else {
            Err(Unreadable::Damaged)
        }
    }

    /// Its text as the value that it was made of. A schema above `known` is a newer version's, not damage.
    pub(super) fn read<T: DeserializeOwned>(&self, known: u32) -> Result<T, Unreadable> {
        let text = self.raw_text().as_string().ok_or(Unreadable::Damaged)?;
        let schema: Schema = crate::json::read(&text).map_err(|_| Unreadable::Damaged)?;
        if schema.schema > known {
            return Err(Unreadable::Newer);
        }
        crate::json::read(&text).map_err(|_| Unreadable::Damaged)
    }

    pub(super) fn revision(&self) -> Result<u64, Unreadable> {
        let revision = self.raw_revision().as_f64().filter(|revision| *revision >= 0.0);
        revision.map(|revision| revision as u64).ok_or(Unreadable::Damaged)
    }

    pub(super) fn is_written_by(&self, writer: f64) -> bool {
        self.raw_writer().as_f64() == Some(writer)
    }

    pub(super) fn owner(&self) -> Result<String, Unreadable> {
        self.raw_owner().as_string().ok_or(Unreadable::Damaged)
    }

    pub(super) fn draft(&self) -> Result<String, Unreadable> {
        self.raw_draft().as_string().ok_or(Unreadable::Damaged)
    }

    pub(super) fn bytes(&self) -> Result<Uint8Array, Unreadable> {
        self.raw_bytes().dyn_into().map_err(|_| Unreadable::Damaged)
    }
}

/// What is read of a text before the rest: absent in texts that have never changed their shape.
#[derive(Deserialize)]
struct Schema {
    #[serde(default)]
    schema: u32,
}
