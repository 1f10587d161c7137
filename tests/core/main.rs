//! What the core promises: properties, golden vectors and journeys, natively and without a browser.

mod form;
mod form_conditions;
mod form_documents;
mod form_rows;
mod form_state;
mod ident;
mod ledger;
mod support;
