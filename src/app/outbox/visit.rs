//! One attempt on one submission: what the state machine asks for is carried out, and how it went is stored.

use super::parcel::Parcel;
use super::prepare;
use crate::app::site::Site;
use crate::app::{clock, crypto};
use crate::portal::client::{Failure, PortalError};
use crate::portal::ProblemKind;
use crate::store::StoreError;
use crate::submission::{step, Delivery, Effect, Event, Frozen, Refusal, State, Tried, Trouble};

/// Works on a submission until it rests.
///
/// # Errors
/// Where the device's store failed: nothing was sent that was not stored before.
pub async fn visit(site: Site, id: &str) -> Result<(), StoreError> {
    let Some(mut parcel) = Parcel::load(site, id).await? else { return Ok(()) };
    if let Some(State::Waiting { earlier }) = parcel.state() {
        if !prepare(&mut parcel, earlier).await? {
            return Ok(());
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

/// Freezes what waits. Answers whether it can be sent now.
async fn prepare(parcel: &mut Parcel, earlier: Vec<String>) -> Result<bool, StoreError> {
    let working = match (parcel.working(), parcel.stored()) {
        (Some(working), _) => Ok(working),
        (None, Some(draft)) => prepare::open(parcel.site(), draft.clone()).await,
        (None, None) => return Ok(false),
    };
    let frozen = match working {
        Ok(working) => {
            let frozen = prepare::freeze(&working, earlier).await;
            *parcel = Parcel::open(working);
            frozen
        }
        Err(trouble) => Err(trouble),
    };
    // The citizen may have taken it back meanwhile.
    let Some(state) = parcel.state().filter(|state| matches!(state, State::Waiting { .. })) else { return Ok(false) };
    let mut delivery = parcel.delivery();
    match frozen {
        Ok(frozen) => {
            let (queued, _) = step(state, Event::Frozen(frozen));
            parcel.put(Some(queued), delivery).await?;
            Ok(true)
        }
        Err(trouble) => {
            delivery.note(Tried::Failed { trouble, retry_after_ms: None }, clock::now(), crypto::random_u32());
            parcel.put(Some(state), delivery).await?;
            Ok(false)
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
