//! What the core promises: properties, golden vectors and journeys, natively and without a browser.

mod ident;
