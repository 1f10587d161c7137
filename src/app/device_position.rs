//! Where the device is, asked of the browser once, after a press. It is WGS-84, by the W3C's Geolocation (section 6.3).

use crate::i18n::NoPosition;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const PATIENCE_MS: u32 = 15_000;

#[wasm_bindgen]
extern "C" {
    // Where a page is not served safely there is no such object, and calling it throws.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "geolocation"], js_name = getCurrentPosition)]
    fn ask_browser(found: &Function, failed: &Function, options: &JsValue) -> Result<(), JsValue>;
}

/// The position in the text of [`Position`](crate::ident::Position), with its exactness.
pub async fn device_position() -> Result<String, NoPosition> {
    let answer = Promise::new(&mut |found, failed| {
        if let Err(error) = ask_browser(&found, &failed, &wanted()) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    let answer = JsFuture::from(answer).await.map_err(|error| why(&error))?;
    let number = |name: &str| {
        let coordinates = Reflect::get(&answer, &"coords".into()).ok()?;
        Reflect::get(&coordinates, &name.into()).ok()?.as_f64()
    };
    let (latitude, longitude) = number("latitude").zip(number("longitude")).ok_or(NoPosition::Unavailable)?;
    let metres = number("accuracy").map_or(1.0, |metres| metres.ceil().max(1.0));
    Ok(format!("{latitude:.6},{longitude:.6}±{metres:.0}"))
}

fn wanted() -> JsValue {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &"enableHighAccuracy".into(), &JsValue::TRUE);
    let _ = Reflect::set(&options, &"timeout".into(), &PATIENCE_MS.into());
    options.into()
}

/// The codes are those of GeolocationPositionError.
fn why(error: &JsValue) -> NoPosition {
    match Reflect::get(error, &"code".into()).ok().and_then(|code| code.as_f64()) {
        Some(1.0) => NoPosition::Refused,
        Some(2.0) => NoPosition::Unavailable,
        Some(3.0) => NoPosition::Late,
        _ => NoPosition::Absent,
    }
}
