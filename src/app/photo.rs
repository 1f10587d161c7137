//! The look at a photograph: starts the worker `public/photo.js` when there is one to look at, tells how far it is, and can
//! be stopped. The page's own thread only hands a file over and takes a smaller one back.

use crate::photo::{of_code, Flaw, Unusable};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, MessageEvent, Worker};

const WORKER: &str = "/photo.js";
/// The steps that the worker tells: opening, scaling down, looking, packing.
pub const STEPS: u32 = 4;
/// Ten times what a slow phone takes. A worker that does not come back must not keep a photograph back.
const LIMIT_MS: u32 = 30_000;

/// What became of a look.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was looked at, scaled down and stripped of what the camera wrote beside it.
    Looked {
        /// The picture as JPEG.
        picture: Blob,
        /// What is wrong with it.
        flaw: Option<Flaw>,
    },
    /// It is no use as a picture.
    Unusable(Unusable),
    /// This browser cannot look at pictures: it stays as it is.
    NotLookedAt,
    /// Stopped by the person, or by another picture.
    Stopped,
}

/// A look at one picture. Dropping it ends the worker.
pub struct Look {
    worker: Option<Worker>,
    answer: Promise,
    answer_with: Function,
    _hears: Closure<dyn FnMut(Event)>,
    _limit: Timeout,
}

impl Look {
    /// Begins to look; `tell` hears each step, from 1 to [`STEPS`].
    pub fn begin(picture: &Blob, tell: impl Fn(u32) + 'static) -> Self {
        // Set at once by the promise. A `Function::default()` would be an `eval`, which the content policy forbids.
        let mut answer_with: Function = JsValue::UNDEFINED.unchecked_into();
        let answer = Promise::new(&mut |resolve, _| answer_with = resolve);
        let resolve = answer_with.clone();
        let hears = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // An error has no data, and says that the worker or its program could not be had.
            let data = event.dyn_ref::<MessageEvent>().map_or(JsValue::NULL, MessageEvent::data);
            match number(&data, "step") {
                Some(step) => tell(step),
                // It resolves a promise, which cannot fail.
                None => drop(resolve.call1(&JsValue::NULL, &data)),
            }
        });
        let too_late = answer_with.clone();
        let limit = Timeout::new(LIMIT_MS, move || drop(too_late.call1(&JsValue::NULL, &JsValue::NULL)));
        let worker = Worker::new(WORKER).ok().filter(|worker| {
            let heard = hears.as_ref().unchecked_ref();
            worker.set_onmessage(Some(heard));
            worker.set_onerror(Some(heard));
            worker.post_message(picture).is_ok()
        });
        if worker.is_none() {
            drop(answer_with.call1(&JsValue::NULL, &JsValue::NULL));
        }
        Self { worker, answer, answer_with, _hears: hears, _limit: limit }
    }

    /// Stops it; whoever waits for the end learns so.
    pub fn stop(&self) {
        drop(self.answer_with.call1(&JsValue::NULL, &JsValue::UNDEFINED));
    }

    /// Waits for what becomes of it.
    pub async fn end(&self) -> Outcome {
        let Ok(data) = JsFuture::from(self.answer.clone()).await else { return Outcome::NotLookedAt };
        if data.is_undefined() {
            return Outcome::Stopped;
        }
        if let Some(why) = number(&data, "unusable").and_then(|code| of_code(&Unusable::ALL, code)) {
            return Outcome::Unusable(why);
        }
        let picture = Reflect::get(&data, &"picture".into()).ok().and_then(|picture| picture.dyn_into().ok());
        let flaw = number(&data, "flaw").and_then(|code| of_code(&Flaw::ALL, code));
        picture.map_or(Outcome::NotLookedAt, |picture| Outcome::Looked { picture, flaw })
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

fn number(data: &JsValue, name: &str) -> Option<u32> {
    Some(Reflect::get(data, &name.into()).ok()?.as_f64()? as u32)
}
