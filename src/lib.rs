//! `mianzheng` (免证办): a self-service government application for document-free items.
//!
//! The crate has two halves, kept apart by the feature `app`. The **core** (everything here without a `cfg`) is plain
//! Rust: it never touches a browser, a network or a clock. It is handed the time and the terminal, and it alone knows
//! what is valid, visible or allowed. The **app** renders what the core says and feeds events back.

pub mod application;
#[cfg(feature = "bench")]
pub mod bench;
pub mod catalogue;
pub mod consent;
pub mod draft;
pub mod form;
pub mod i18n;
pub mod ident;
pub mod item;
pub mod json;
pub mod photo;
pub mod portal;
#[cfg(feature = "app")]
pub mod store;
pub mod submission;
pub mod utilities;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod pages;
#[cfg(feature = "app")]
pub mod ui;
