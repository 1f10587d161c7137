//! The app: start, routes, and what lies between the core and the pages.
//!
//! Data flows one way: portal → store → core → view. Events come back through one door, [`working::Working::apply`].

pub mod address;
pub mod background;
pub mod begun;
pub mod camera;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod device_position;
pub mod followup;
pub mod joint;
pub mod keeping;
pub mod known;
pub mod locks;
pub mod outbox;
pub mod pack;
pub mod photo;
pub mod preferences;
pub mod registers;
pub mod saving;
pub mod session;
pub mod shots;
pub mod site;
pub mod start;
pub mod storage;
pub mod supplement;
pub mod tabs;
pub mod transfer;
pub mod update;
pub mod upload;
pub mod versions;
pub mod working;
pub mod writer;

pub use start::start;
