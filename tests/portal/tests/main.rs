//! What the reference portal promises, route by route. Each test has a portal and a database of its own, in memory.

// The program uses parts that the tests do not, and the other way round.
#[allow(dead_code)]
#[path = "../service/mod.rs"]
mod service;

mod applications;
mod attachments;
mod consents;
mod contract;
mod departments;
mod document;
mod faults;
mod follow;
mod forms;
mod hand_overs;
mod harness;
mod joint;
mod joint_supplements;
mod joint_survey;
mod people;
mod registers;
mod serving;
#[cfg(feature = "tools")]
mod shipped;
mod survey_slots;
mod utility_accounts;
