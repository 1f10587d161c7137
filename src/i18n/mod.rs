//! Words. Every sentence that a person reads and no item defines stands here, in Chinese as it is spoken.
//!
//! A message says what is so, in the reader's things, then what to do. No blame, no codes, no exclamation marks. The
//! reference portal refuses with the same words that the app shows. English screens are still to come: items carry both
//! languages already, and every sentence is behind a function, so that a second language is a second set of arms.

mod accounts;
mod application;
mod joint;
mod ledger;
mod photo;
mod position;
mod problem;
mod submission;
mod time;
mod utilities;

pub use accounts::{account_answer, AccountWords};
pub use application::{age, asked_name, clock_words, news, rating_problem, status_meaning, status_name, LEVELS};
pub use joint::{
    cell, day, few, held_up, hours, joint_news, part_clock_words, part_standing, reason_words, row_name, short_name,
    short_names, slot, task, task_name, topic_name, CellWords, Look, TaskWords,
};
pub use ledger::{failure_sentence, kind_name, kind_seal, provenance_sentence, way_done};
pub use photo::{photo_flaw, photo_unusable, PHOTO_NOT_LOOKED_AT};
pub use position::{no_position, NoPosition, ASKED_BEFORE};
pub use problem::{phone_problem, problem};
pub use submission::{standing, Around, Standing};
pub use time::{date_and_clock, fee, minutes, saved_when, size, sum_sentence, time_limit, time_limit_short};
pub use utilities::{
    contradiction, gas_formula, gas_meter_advice, gas_need, power_formula, power_need, voltage_advice, water_formula,
    water_meter_advice, water_need,
};
