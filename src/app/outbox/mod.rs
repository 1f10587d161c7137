//! The outbox at work: it sends what the one who is signed in has submitted, the open draft and all others, one after the
//! other and one tab at a time. When is decided by the core ([`crate::submission::plan`]).
//!
//! It looks when the app starts, when a network comes back, when somebody signs in, when the page comes to the front, and
//! when the core says. Whatever it does is stored first, so that it can be stopped at any point.

mod parcel;
mod prepare;
mod visit;

use super::clock;
use super::crypto;
use super::locks::{self, Asked, How};
use super::site::Site;
use super::working::Working;
use crate::draft::Draft;
use crate::store::{drafts, Stored};
use crate::submission::{plan, step, Delivery, Event, State};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// When to look again while another tab sends, or after the store has failed.
const LOOK_AGAIN_MS: i64 = 3_000;

/// Held by the tab that sends.
const LOCK: &str = "mianzheng-outbox";

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    /// Something has happened while it was running.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    /// Counts the timers: only the last one that was set counts.
    static TIMER: Cell<u32> = const { Cell::new(0) };
}

/// Begins to look after what was submitted. Lives as long as the app.
pub fn start(site: Site) {
    let listen = |target: &web_sys::EventTarget, name: &str, heard: Box<dyn Fn()>| {
        let heard = Closure::<dyn Fn()>::wrap(heard);
        let _ = target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        heard.forget();
    };
    let network = move || {
        let online = window().navigator().on_line();
        site.online.set(online);
        if online {
            leptos::task::spawn_local(async move { hurry(site).await });
        }
    };
    listen(&window(), "online", Box::new(network));
    listen(&window(), "offline", Box::new(network));
    listen(
        &document(),
        "visibilitychange",
        Box::new(move || {
            if !document().hidden() {
                look(site);
            }
        }),
    );
    Effect::new(move |_| {
        site.session.track();
        look(site);
    });
}

/// Looks for something to do.
pub fn look(site: Site) {
    leptos::task::spawn_local(async move { run(site).await });
}

/// The citizen submits a draft: what was pressed is stored, and then carried out here or whenever this device can.
pub async fn submit(working: Rc<Working>) {
    let Some(begun) = working.submission().with_untracked(|state| State::begin(state.as_ref())) else { return };
    let site = working.site();
    // Set at once, so that a second press finds it; its place in the line is known a moment later.
    working.set_submission(Some(begun.clone()), None);
    let all = all_drafts(site).await;
    let delivery = Delivery::begin(all.iter().filter_map(|draft| draft.delivery.as_ref()), clock::now());
    if working.submission().with_untracked(|state| state.as_ref() == Some(&begun)) {
        working.set_submission(Some(begun), Some(delivery));
    }
    // A failure to store stands in the saver's state and is tried again from there.
    let _ = working.flush().await;
    run(site).await;
}

/// The citizen takes back what has not arrived.
pub async fn cancel(working: Rc<Working>) {
    let Some(state) = working.submission().get_untracked().filter(State::can_be_cancelled) else { return };
    let (held, _) = step(state, Event::Cancel);
    working.set_submission(Some(held), None);
    let _ = working.flush().await;
}

/// The citizen does not want to wait.
pub async fn try_now(working: Rc<Working>) {
    let mut delivery = working.delivery().get_untracked().unwrap_or_default();
    delivery.now();
    working.set_submission(working.submission().get_untracked(), Some(delivery));
    let _ = working.flush().await;
    run(working.site()).await;
}

/// There is a network again: those that failed for want of one are tried soon.
async fn hurry(site: Site) {
    super::start::set_clock(site).await;
    let mine = mine(site).await;
    for draft in mine {
        if let Ok(Some(mut parcel)) = parcel::Parcel::load(site, &draft.id).await {
            let mut delivery = parcel.delivery();
            delivery.hurry(clock::now(), crypto::random_u32());
            if delivery != parcel.delivery() {
                let state = parcel.state();
                // What cannot be stored keeps the time that it had.
                let _ = parcel.put(state, delivery).await;
            }
        }
    }
    run(site).await;
}

/// Works on everything that is due, and sets the timer for what is not.
async fn run(site: Site) {
    AGAIN.set(true);
    if RUNNING.replace(true) {
        return;
    }
    let mut wake_in_ms = None;
    while AGAIN.replace(false) {
        wake_in_ms = work(site).await;
    }
    RUNNING.set(false);
    let timer = TIMER.get().wrapping_add(1);
    TIMER.set(timer);
    let Some(wake_in_ms) = wake_in_ms else { return };
    leptos::task::spawn_local(async move {
        TimeoutFuture::new(wake_in_ms.clamp(1, i64::from(i32::MAX)) as u32).await;
        if TIMER.get() == timer {
            run(site).await;
        }
    });
}

/// One pass over all that is due. Answers when to look again.
async fn work(site: Site) -> Option<i64> {
    if !site.online.get_untracked() || mine(site).await.is_empty() {
        return None;
    }
    // Without locks the revision of each draft decides, and the portal takes a key once.
    let _lock = match locks::ask(LOCK, How::IfFree, || {}).await {
        Asked::Held(lock) => Some(lock),
        Asked::Unsupported => None,
        Asked::Taken => return Some(LOOK_AGAIN_MS),
    };
    let mut failed = Vec::new();
    loop {
        let mine = mine(site).await;
        // Without a network nothing is tried, and nothing counts as failed.
        if mine.is_empty() || !site.online.get_untracked() {
            return None;
        }
        let line = mine.iter().filter(|draft| !failed.contains(&draft.id)).filter_map(|draft| {
            let (state, delivery) = (draft.submission.as_ref()?, draft.delivery.as_ref().unwrap_or(&FRESH));
            Some((draft.id.as_str(), state, delivery))
        });
        let plan = plan(line, clock::now());
        let Some(first) = plan.due.first() else {
            let wake = plan.wake_in_ms;
            return if failed.is_empty() { wake } else { Some(wake.unwrap_or(LOOK_AGAIN_MS).min(LOOK_AGAIN_MS)) };
        };
        if visit::visit(site, first).await.is_err() {
            failed.push(first.clone());
        }
    }
}

static FRESH: Delivery = Delivery { place: 0, since: None, attempts: 0, next_at: None, wait_ms: 0, trouble: None };

/// The drafts of the one who is signed in whose submission is under way.
async fn mine(site: Site) -> Vec<Draft> {
    let Some(person) = site.person_now() else { return Vec::new() };
    let is_mine =
        |draft: &Draft| draft.owner == person.id && draft.submission.as_ref().is_some_and(State::is_under_way);
    all_drafts(site).await.into_iter().filter(is_mine).collect()
}

async fn all_drafts(site: Site) -> Vec<Draft> {
    let Ok(store) = site.store().await else { return Vec::new() };
    let listed = drafts::list(&store).await.unwrap_or_default();
    let readable = |stored: Stored<Draft>| match stored {
        Stored::Ok(draft) => Some(*draft),
        Stored::Damaged { .. } | Stored::Newer { .. } | Stored::Locked { .. } => None,
    };
    listed.into_iter().filter_map(readable).collect()
}
