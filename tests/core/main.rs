//! What the core promises: properties, golden vectors and journeys, natively and without a browser.

mod draft_export;
mod application;
mod form;
mod form_conditions;
mod form_documents;
mod form_origins;
mod form_payload;
mod form_properties;
mod form_rows;
mod form_state;
mod form_steps;
mod form_work;
mod herd;
mod ident;
mod item_author;
mod item_format;
mod item_lint;
mod items;
mod journey;
mod ledger;
mod outbox;
mod search;
mod submission_model;
mod submission_storm;
mod support;
mod utilities;
