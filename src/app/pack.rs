//! The item pack: the index, items by code and version, and the site's regions, loaded once and kept.

use crate::catalogue::{Index, Region};
use crate::ident::Calendar;
use crate::item::{Item, FORMAT};
use crate::json;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Why a part of the pack is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackError {
    /// No answer: offline or too slow.
    NoAnswer,
    /// The site has no such item.
    Absent,
    /// It is there and cannot be read: made for another version of the app.
    Unreadable,
}

/// What has been loaded of the pack.
#[derive(Default)]
pub struct Pack {
    items: RefCell<HashMap<(String, u32), Arc<Item>>>,
    regions: RefCell<Option<Rc<Region>>>,
}

impl Pack {
    /// The index of all items.
    pub async fn index() -> Result<Index, PackError> {
        fetch("/items/index.json").await
    }

    /// One item in one version.
    pub async fn item(&self, code: &str, version: u32) -> Result<Arc<Item>, PackError> {
        let key = (code.to_owned(), version);
        if let Some(item) = self.items.borrow().get(&key) {
            return Ok(item.clone());
        }
        let item: Item = fetch(&format!("/items/{code}/{version}.json")).await?;
        if item.format != FORMAT {
            return Err(PackError::Unreadable);
        }
        let item = Arc::new(item);
        self.items.borrow_mut().insert(key, item.clone());
        Ok(item)
    }

    /// The site's towns and villages.
    pub async fn regions(&self) -> Result<Rc<Region>, PackError> {
        if let Some(regions) = self.regions.borrow().as_ref() {
            return Ok(regions.clone());
        }
        let regions = Rc::new(fetch::<Region>("/items/regions.json").await?);
        self.regions.replace(Some(regions.clone()));
        Ok(regions)
    }
}

/// The announced working days; without the file Monday to Friday, and every answer says that it is an estimate.
pub async fn calendar() -> Calendar {
    let text = async {
        let response = gloo_net::http::Request::get("/items/calendar.json").send().await.ok()?;
        response.text().await.ok()
    };
    let read = |text: String| Calendar::from_json(&text).ok();
    text.await.and_then(read).unwrap_or_else(Calendar::empty)
}

async fn fetch<T: DeserializeOwned>(path: &str) -> Result<T, PackError> {
    let response = gloo_net::http::Request::get(path).send().await.map_err(|_| PackError::NoAnswer)?;
    if response.status() == 404 {
        return Err(PackError::Absent);
    }
    if !response.ok() {
        return Err(PackError::NoAnswer);
    }
    let text = response.text().await.map_err(|_| PackError::NoAnswer)?;
    json::read(&text).map_err(|_| PackError::Unreadable)
}
