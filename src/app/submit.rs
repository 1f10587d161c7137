//! Carrying out what the submission's state machine asks for.

use super::upload::{upload, NotUploaded};
use super::working::Working;
use super::{clock, crypto, session};
use crate::portal::client::PortalError;
use crate::portal::{ProblemKind, Receipt};
use crate::store::{applications, StoreError};
use crate::submission::{build, step, Circumstances, Effect, Event, Frozen, Payload, Refusal, State};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::rc::Rc;

/// How long to wait before the portal is asked again what became of a key.
const ASK_AGAIN_MS: [u32; 5] = [500, 1_000, 2_000, 4_000, 8_000];

/// How a submission ended for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Accepted; the receipt is stored.
    Accepted(Box<Receipt>),
    /// The portal said no; the answers are kept.
    Refused(Refusal),
    /// Nobody knows; it is asked again by itself when the page is open, and by the citizen.
    Unknown,
    /// Nothing left this device.
    NotSent(NotSent),
}

/// Why nothing left this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// Signed out: sign in and go on.
    SignedOut,
    /// No connection, or the portal is in trouble, before anything was sent.
    NoPortal,
    /// The device could not store what is to be sent.
    Store(StoreError),
}

/// Submits the draft, or finds out what became of an earlier try.
pub async fn submit(working: Rc<Working>) -> Ended {
    if needs_freezing(&working) {
        if let Err(reason) = freeze(&working).await {
            return Ended::NotSent(reason);
        }
    }
    run(working).await
}

/// What was frozen is sent again byte for byte, unless the answers have changed since: then it is another submission, under
/// a key of its own, linked to the earlier one.
fn needs_freezing(working: &Rc<Working>) -> bool {
    working.submission().with_untracked(|state| match state {
        None | Some(State::Refused { .. }) => true,
        Some(State::Queued { frozen }) => {
            let Ok(was) = crate::json::read::<Payload>(&frozen.body) else { return true };
            let circumstances = Circumstances {
                made_at: was.made_at,
                terminal: was.terminal,
                enterprise: was.enterprise.clone(),
                earlier_key: was.earlier_key.clone(),
            };
            build(&working.form(), circumstances) != was
        }
        Some(State::Sending { .. } | State::Unknown { .. } | State::Accepted { .. }) => false,
    })
}

/// Finds out what became of a submission that was under way when the app was closed. Nothing when there was none.
pub async fn resume(working: Rc<Working>) -> Option<Ended> {
    let under_way = working
        .submission()
        .with_untracked(|state| matches!(state, Some(State::Sending { .. } | State::Unknown { .. })));
    if under_way {
        Some(run(working).await)
    } else {
        None
    }
}

/// Files first, then the frozen payload with its key, stored before the first byte leaves.
async fn freeze(working: &Rc<Working>) -> Result<(), NotSent> {
    upload(working).await.map_err(not_sent)?;
    let earlier_key = working.submission().with_untracked(|state| match state {
        Some(State::Refused { key, .. }) => Some(key.clone()),
        Some(State::Queued { frozen }) => Some(frozen.key.clone()),
        None | Some(State::Sending { .. } | State::Unknown { .. } | State::Accepted { .. }) => None,
    });
    let circumstances = Circumstances {
        made_at: clock::now(),
        terminal: working.site().terminal(),
        enterprise: working.enterprise(),
        earlier_key,
    };
    let payload = build(&working.form(), circumstances);
    let body =
        serde_json::to_string(&payload).map_err(|error| NotSent::Store(StoreError::Failed(error.to_string())))?;
    let digest = crypto::sha256_hex(body.as_bytes()).await;
    let frozen = Frozen { key: crypto::random_id(), body, digest };
    working.set_submission(Some(State::Queued { frozen }));
    working.flush().await.map_err(NotSent::Store)
}

fn not_sent(reason: NotUploaded) -> NotSent {
    match reason {
        NotUploaded::SignedOut => NotSent::SignedOut,
        NotUploaded::NoPortal => NotSent::NoPortal,
        NotUploaded::Store(error) => NotSent::Store(error),
    }
}

/// Runs the machine until it rests.
async fn run(working: Rc<Working>) -> Ended {
    let mut event = Event::Send;
    let mut asked = 0;
    loop {
        let Some(state) = working.submission().get_untracked() else { return Ended::NotSent(NotSent::NoPortal) };
        let (next, effects) = step(state, event);
        working.set_submission(Some(next.clone()));
        let mut answer = None;
        for effect in effects {
            match effect {
                Effect::Store => {
                    if let Err(error) = store(&working, &next).await {
                        return Ended::NotSent(NotSent::Store(error));
                    }
                }
                Effect::Post(frozen) => answer = Some(post(&working, &frozen).await),
                Effect::AskByKey(key) => answer = Some(ask_by_key(&working, &key).await),
                Effect::SignIn => {
                    session::forget(working.site());
                    return Ended::NotSent(NotSent::SignedOut);
                }
            }
        }
        match (next, answer) {
            (State::Accepted { receipt }, _) => return Ended::Accepted(receipt),
            (State::Refused { refusal, .. }, _) => return Ended::Refused(refusal),
            (_, Some(answer)) => event = answer,
            // It rests without an answer: wait a little, then ask what became of the key, or send what never arrived.
            (state @ (State::Queued { .. } | State::Sending { .. } | State::Unknown { .. }), None) => {
                let Some(wait_ms) = ASK_AGAIN_MS.get(asked) else {
                    let known = matches!(state, State::Queued { .. });
                    return if known { Ended::NotSent(NotSent::NoPortal) } else { Ended::Unknown };
                };
                asked += 1;
                TimeoutFuture::new(*wait_ms).await;
                event = Event::Send;
            }
        }
    }
}

/// An accepted draft becomes an application in one transaction with its receipt; everything else is a state of the draft.
async fn store(working: &Rc<Working>, state: &State) -> Result<(), StoreError> {
    match state {
        State::Accepted { receipt } => {
            let store = working.site().store().await?;
            applications::accept(&store, &working.id(), receipt, &working.owner()).await?;
            working.saver().close();
            super::begun::submitted(working, &receipt.number);
            working.site().drafts_changed.update(|count| *count = count.wrapping_add(1));
            Ok(())
        }
        State::Queued { .. } | State::Sending { .. } | State::Unknown { .. } | State::Refused { .. } => {
            working.flush().await
        }
    }
}

async fn post(working: &Rc<Working>, frozen: &Frozen) -> Event {
    match working.site().client().submit_application(&frozen.key, &frozen.body).await {
        Ok(receipt) if receipt.digest == frozen.digest => Event::Received(Box::new(receipt)),
        // A receipt for something else is no receipt: the portal is asked for the key.
        Ok(_) | Err(PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense) => Event::NoAnswer,
        Err(PortalError::SignedOut) => Event::SignedOut,
        Err(PortalError::Problem(problem)) => match problem.kind {
            ProblemKind::StillRunning | ProblemKind::TooManyRequests => Event::NoAnswer,
            _ => Event::Refused(Refusal { detail: problem.detail.unwrap_or(problem.title), fields: problem.errors }),
        },
    }
}

async fn ask_by_key(working: &Rc<Working>, key: &str) -> Event {
    match working.site().client().application_by_key(key).await {
        Ok(application) => Event::Received(Box::new(application.receipt)),
        Err(PortalError::SignedOut) => Event::SignedOut,
        Err(PortalError::Problem(problem)) if problem.kind == ProblemKind::NotFound => Event::KeyUnknown,
        Err(PortalError::Problem(_) | PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense) => {
            Event::NoAnswer
        }
    }
}
