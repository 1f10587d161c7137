//! Pages: one module a page. A page reads its address, takes its handles, derives what it shows and has one view. It asks the
//! core what to show and holds no rule of its own.

pub mod applications;
pub mod commitments;
pub mod consent;
pub mod documents;
pub mod draft;
pub mod freshness;
pub mod guide;
pub mod guide_parts;
pub mod help;
pub mod home;
pub mod home_drafts;
pub mod issued;
pub mod joint;
pub mod kept;
pub mod later;
pub mod lists;
pub mod me;
pub mod news;
pub mod not_done;
pub mod not_found;
pub mod progress;
pub mod progress_parts;
pub mod questions;
pub mod rating;
pub mod reading;
pub mod receipt;
pub mod review;
pub mod routes;
pub mod search;
pub mod sign_in;
pub mod supplement;
pub mod transfer;
pub mod under_way;
pub mod updated;
pub mod withdraw;
