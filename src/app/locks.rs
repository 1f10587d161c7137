//! Web Locks: what one tab holds, no other tab of this site can hold at the same time.
//!
//! They are there in secure contexts only. Where they are missing, the revision check of the store decides alone.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`. web-sys has it behind its unstable flag only, which would change other interfaces as well.
    type LockManager;
    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, given: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn query(this: &LockManager) -> Promise;
}

/// A lock that this tab holds. Dropping it gives it back.
pub struct Lock(Function);

impl Drop for Lock {
    fn drop(&mut self) {
        // It resolves a promise, which cannot fail.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Only if nobody holds it.
    IfFree,
    /// Whoever holds it loses it.
    Steal,
}

/// What became of asking.
pub enum Asked {
    /// This tab holds it.
    Held(Lock),
    /// Another tab holds it.
    Taken,
    /// This browser has no locks here.
    Unsupported,
}

/// Asks for a lock. `lost` is called when another tab steals it later.
pub async fn ask(name: &str, how: How, lost: impl FnOnce() + 'static) -> Asked {
    let Some(manager) = manager() else { return Asked::Unsupported };
    let options = Object::new();
    let option = match how {
        How::IfFree => "ifAvailable",
        How::Steal => "steal",
    };
    let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
    let mut request = JsValue::UNDEFINED;
    let given = Promise::new(&mut |resolve, _| {
        let given = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            // The lock is held until this promise is resolved.
            Promise::new(&mut |release, _| drop(resolve.call1(&JsValue::NULL, &release))).into()
        });
        request = manager.request(name, &options, &given).into();
    });
    let request: Promise = request.unchecked_into();
    // The request ends only after it was given, unless the browser refuses it altogether.
    match JsFuture::from(Promise::race(&Array::of2(&given, &request))).await {
        Ok(release) if release.is_function() => {
            wasm_bindgen_futures::spawn_local(async move {
                if JsFuture::from(request).await.is_err() {
                    lost();
                }
            });
            Asked::Held(Lock(release.unchecked_into()))
        }
        Ok(_) => Asked::Taken,
        Err(_) => Asked::Unsupported,
    }
}

/// The names of all locks that any tab holds; nothing where there are no locks.
pub async fn held() -> Option<Vec<String>> {
    let state = JsFuture::from(manager()?.query()).await.ok()?;
    let held: Array = Reflect::get(&state, &"held".into()).ok()?.dyn_into().ok()?;
    Some(held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect())
}

fn manager() -> Option<LockManager> {
    let navigator = leptos::prelude::window().navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then(|| manager.unchecked_into())
}
