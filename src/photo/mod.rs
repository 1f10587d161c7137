//! Photographs of a place or a paper (照片检查): whether one can be used, decided on the device before it is handed in.
//!
//! Unclear and wrong pictures are the first two reasons for which the utilities refuse an application (01 照片不清,
//! 02 照片不对). What can be measured is measured here: size, darkness, glare, sharpness, and what kind of file it is. What a
//! picture shows is not judged, and a person may hand in a picture that is found wanting.
//!
//! This room is also compiled into a program of its own (`src/bin/photo_check.rs`) that a worker runs beside the page
//! (`public/photo.js`); therefore it knows nothing but `core`. [`judge`] holds the limits and their reasons.

pub mod judge;
pub mod measure;
pub mod sniff;

pub use judge::{code_of, flaw, of_code, refused, undecodable, Flaw, Unusable};
pub use measure::{measure, Measured, Pixels, LONGEST_SIDE};
pub use sniff::{kind, pixels, FileKind};
