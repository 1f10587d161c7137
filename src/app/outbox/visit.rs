//! One attempt on one submission: what the state machine asks for is carried out, and how it went is stored.

use super::parcel::Parcel;
use super::prepare;
use crate::app::site::Site;
use crate::app::{clock, crypto, writer};
use crate::portal::client::{Failure, PortalError};
use crate::portal::ProblemKind;
use crate::store::StoreError;
use crate::submission::{step, Delivery, Effect, Event, Frozen, Refusal, State, Tried, Trouble};

/// Works on a submission until it rests.
///
/// # Errors
/// Where the device's store failed, or another tab writes the draft: nothing was sent that was not stored before.
pub async fn visit(site: Site, id: &str) -> Result<(), StoreError> {
    let result = work_on(site, id).await;
    // Opened in this tab while it was being worked on, it can only be read; now it can be written.
    if site.open_draft(id).is_some_and(|working| !working.claim().is_writer()) {
        writer::look_again(site);
    }
    result
}

async fn work_on(site: Site, id: &str) -> Result<(), StoreError> {
    let Some(mut parcel) = Parcel::load(site, id).await? else { return Ok(()) };
    if let Some(State::Waiting { earlier }) = parcel.state() {
        match prepare(parcel, earlier).await? {
            Some(prepared) => parcel = prepared,
            None => return Ok(()),
        }
    }
    let Some(state) = parcel.state().filter(State::is_under_way) else { return Ok(()) };
    let delivery = parcel.delivery();
    let (next, effects) = step(state, Event::Send);
    let mut answer = None;
    for effect in effects {
        match effect {
            Effect::Store => parcel.put(Some(next.clone()), delivery.clone()).await?,
            Effect::Post(frozen) => answer = Some(post(site, &frozen).await),
            Effect::AskByKeys(keys) => answer = Some(ask(site, &keys).await),
        }
    }
    let Some((event, tried)) = answer else { return Ok(()) };
    let (last, _) = step(next, event);
    conclude(parcel, last, delivery, tried).await
}

/// Freezes what waits. Answers what can be sent now, if anything.
async fn prepare(parcel: Parcel, earlier: Vec<String>) -> Result<Option<Parcel>, StoreError> {
    let (mut parcel, frozen) = match parcel.with_answers().await {
        Ok((parcel, working)) => (parcel, prepare::freeze(&working, earlier).await),
        Err((parcel, trouble)) => (parcel, Err(trouble)),
    };
    // The citizen may have taken it back meanwhile.
    let waiting = parcel.state().filter(|state| matches!(state, State::Waiting { .. }));
    let Some(state) = waiting else { return Ok(None) };
    let mut delivery = parcel.delivery();
    match frozen {
        Ok(frozen) => {
            let (queued, _) = step(state, Event::Frozen(frozen));
            parcel.put(Some(queued), delivery).await?;
            Ok(Some(parcel))
        }
        Err(trouble) => {
            delivery.note(Tried::Failed { trouble, retry_after_ms: None }, clock::now(), crypto::random_u32());
            parcel.put(Some(state), delivery).await?;
            Ok(None)
        }
    }
}

async fn conclude(mut parcel: Parcel, last: State, mut delivery: Delivery, tried: Tried) -> Result<(), StoreError> {
    match last {
        State::Accepted { receipt } => parcel.accept(receipt).await,
        last @ (State::Waiting { .. }
        | State::Queued { .. }
        | State::Sending { .. }
        | State::Unknown { .. }
        | State::Refused { .. }
        | State::Held { .. }) => {
            delivery.note(tried, clock::now(), crypto::random_u32());
            parcel.put(Some(last), delivery).await
        }
    }
}

async fn post(site: Site, frozen: &Frozen) -> (Event, Tried) {
    match site.client().submit_application(&frozen.key, &frozen.body).await {
        Ok(receipt) => (Event::Received(Box::new(receipt)), failed(Trouble::Portal, None)),
        Err(failure) => {
            let tried = tried(&failure);
            let event = match failure.error {
                PortalError::SignedOut => Event::SignedOut,
                PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense => Event::NoAnswer,
                PortalError::Problem(problem) => match problem.kind {
                    ProblemKind::StillRunning => Event::NoAnswer,
                    ProblemKind::TooManyRequests => Event::NotTaken,
                    ProblemKind::WrongState if !frozen.earlier.is_empty() => Event::EarlierAccepted,
                    _ => {
                        let detail = problem.detail.unwrap_or(problem.title);
                        return (Event::Refused(Refusal { detail, fields: problem.errors }), Tried::Done);
                    }
                },
            };
            (event, tried)
        }
    }
}

/// Asks for each key, until one is known.
async fn ask(site: Site, keys: &[String]) -> (Event, Tried) {
    for key in keys {
        match site.client().application_by_key(key).await {
            Ok(application) => {
                return (Event::Received(Box::new(application.receipt)), failed(Trouble::Portal, None));
            }
            Err(Failure { error: PortalError::Problem(problem), .. }) if problem.kind == ProblemKind::NotFound => {}
            Err(failure) => {
                let event = match failure.error {
                    PortalError::SignedOut => Event::SignedOut,
                    PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_) => {
                        Event::NoAnswer
                    }
                };
                return (event, tried(&failure));
            }
        }
    }
    (Event::KeysUnknown, Tried::NeverArrived)
}

fn tried(failure: &Failure) -> Tried {
    let trouble = match &failure.error {
        PortalError::SignedOut => Trouble::SignedOut,
        PortalError::NoAnswer => Trouble::NoAnswer,
        PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_) => Trouble::Portal,
    };
    failed(trouble, failure.retry_after_ms)
}

/// Also of a receipt, which counts only when it is not for this submission after all.
fn failed(trouble: Trouble, retry_after_ms: Option<i64>) -> Tried {
    Tried::Failed { trouble, retry_after_ms }
}
