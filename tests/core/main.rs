//! What the core promises: properties, golden vectors and journeys, natively and without a browser.

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
mod ident;
mod item_author;
mod item_format;
mod item_lint;
mod items;
mod journey;
mod ledger;
mod migrate;
mod migrate_sweep;
mod search;
mod support;
mod utilities;
