//! An application (办件) after its submission: how the time counts, what its applicant may do, what a supplement opens,
//! and what has changed since somebody looked.
//!
//! Decides from what the portal says, a calendar and a day that it is given. It asks nobody and knows no sentence.

mod clock;
mod known;
mod parts;
mod supplement;

pub use clock::{ahead, clock, Clock, Day, Pace};
pub use known::{Known, News, Seen, KNOWN_SCHEMA};
pub use parts::{
    coming_survey, is_joint, may_rate_part, may_withdraw_part, overall, part_clock, to_do, tracks, waits_at, Cell, Row,
    ToDo,
};
pub use supplement::{answer, asked_item, found_elsewhere, open_fields, problems, start, PAGE};

use crate::portal::{Application, Status};

/// Whether the applicant may take the application back: while nothing has been decided, and the portal lets it.
pub fn may_withdraw(application: &Application) -> bool {
    application.withdrawable && !application.status.is_ended() && application.status != Status::Approved
}

/// Whether the applicant may say how it went (好差评): once, when the department has decided. The companies of a joint
/// application are rated one by one ([`may_rate_part`]).
pub fn may_rate(application: &Application) -> bool {
    application.parts.is_empty() && application.rated.is_none() && is_rated_status(application.status)
}

/// Whether an application that stands so is one to be rated.
pub fn is_rated_status(status: Status) -> bool {
    match status {
        Status::Done | Status::NotApproved | Status::NotAccepted => true,
        Status::Received
        | Status::Returned
        | Status::InProgress
        | Status::WaitingForYou
        | Status::Suspended
        | Status::Approved
        | Status::Withdrawn
        | Status::Stopped => false,
    }
}

/// Whether the way on is to apply anew.
pub fn may_apply_again(status: Status) -> bool {
    match status {
        Status::Returned | Status::NotApproved | Status::NotAccepted | Status::Withdrawn | Status::Stopped => true,
        Status::Received
        | Status::InProgress
        | Status::WaitingForYou
        | Status::Suspended
        | Status::Approved
        | Status::Done => false,
    }
}
