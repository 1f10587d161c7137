//! The reference portal as a value: [`app`] turns a [`Portal`] into a router that a listener or a test can call.
//!
//! It implements the contract of [`mianzheng::portal`] over SQLite and plays the departments. It decides nothing that the
//! core can decide: whether a submission is complete is asked of [`mianzheng::submission`].

pub mod accounts;
pub mod applications;
pub mod clock;
pub mod companies;
pub mod db;
pub mod departments;
pub mod extract;
pub mod faults;
pub mod headers;
pub mod ids;
pub mod line;
pub mod log;
pub mod openapi;
pub mod pack;
pub mod reference;
pub mod refusal;
pub mod registers;
pub mod routes;
pub mod running;
pub mod seed;
pub mod serve;
pub mod sign_on;
pub mod state;

pub use refusal::Refusal;
pub use state::Portal;

use axum::{middleware, Router};

/// The base path of the contract.
pub const BASE: &str = "/api/v1";

/// Everything that the portal answers: the contract, the controls for tests, the item pack and the built app.
pub fn app(portal: Portal) -> Router {
    let (contract, _document) = routes::contract().split_for_parts();
    let contract = contract
        .fallback(refusal::no_such_route)
        .method_not_allowed_fallback(refusal::no_such_method)
        .layer(middleware::from_fn(headers::no_store));
    Router::new()
        .nest(BASE, contract)
        .nest("/api", Router::new().fallback(refusal::no_such_route).layer(middleware::from_fn(headers::no_store)))
        .nest("/_reference", reference::router().layer(middleware::from_fn(headers::no_store)))
        .fallback_service(serve::files(&portal))
        .layer(middleware::from_fn_with_state(portal.clone(), faults::misbehave))
        .layer(middleware::from_fn(headers::security))
        .layer(middleware::from_fn_with_state(portal.clone(), log::requests))
        .with_state(portal)
}
