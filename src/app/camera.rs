//! The device's camera and microphone: opened when a person asks for it, shown in a `<video>`, let go when nobody looks any
//! more. A shot is one frame of it.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

/// Asked for; a camera that has less gives less.
const WANTED_WIDTH: u32 = 1920;
/// How far a sample has to be from silence, of 128, to be a voice and not the noise of a quiet room.
const VOICE: u8 = 6;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCamera {
    /// The browser was told not to, or was not asked.
    Denied,
    /// The device has none, or the page may not use it here.
    Absent,
    /// It is there and does not open: another program has it.
    Busy,
}

/// An open camera. Dropping it lets go of it, so that its light goes out.
pub struct Camera(MediaStream);

impl Camera {
    /// Asks for the camera at the back, or the only one.
    pub async fn open() -> Result<Self, NoCamera> {
        let facing =
            object(&[("facingMode", "environment".into()), ("width", object(&[("ideal", WANTED_WIDTH.into())]))]);
        let wanted = MediaStreamConstraints::new();
        wanted.set_video(&facing);
        ask(&wanted).await.map(Self)
    }

    /// Shows it.
    pub fn show_in(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.0));
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks = self.0.get_tracks();
        tracks.iter().filter_map(|track| track.dyn_into::<MediaStreamTrack>().ok()).for_each(|track| track.stop());
    }
}

/// An open microphone.
pub struct Microphone {
    // Held so that it is let go together with the rest.
    _stream: Camera,
    context: AudioContext,
    analyser: AnalyserNode,
}

impl Microphone {
    /// Asks for a microphone.
    pub async fn open() -> Result<Self, NoCamera> {
        let wanted = MediaStreamConstraints::new();
        wanted.set_audio(&JsValue::TRUE);
        let stream = Camera(ask(&wanted).await?);
        let context = AudioContext::new().map_err(|_| NoCamera::Absent)?;
        let heard = |context: &AudioContext| {
            let analyser = context.create_analyser()?;
            context.create_media_stream_source(&stream.0)?.connect_with_audio_node(&analyser)?;
            Ok::<_, JsValue>(analyser)
        };
        let analyser = heard(&context).map_err(|_| NoCamera::Absent)?;
        Ok(Self { _stream: stream, context, analyser })
    }

    /// Whether there was a sound just now.
    pub fn hears(&self) -> bool {
        let mut samples = vec![128; self.analyser.fft_size() as usize];
        self.analyser.get_byte_time_domain_data(&mut samples);
        samples.iter().any(|sample| sample.abs_diff(128) >= VOICE)
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        // What cannot be closed is closed with the page.
        let _ = self.context.close();
    }
}

/// The frame that a video shows, as a JPEG; nothing while it shows none.
pub async fn shoot(video: &HtmlVideoElement) -> Option<Blob> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 {
        return None;
    }
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.draw_image_with_html_video_element(video, 0.0, 0.0).ok()?;
    let packed = Promise::new(&mut |resolve, _| {
        if canvas.to_blob_with_type(&resolve, "image/jpeg").is_err() {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
    });
    JsFuture::from(packed).await.ok()?.dyn_into().ok()
}

async fn ask(wanted: &MediaStreamConstraints) -> Result<MediaStream, NoCamera> {
    // Where a page is not served safely, browsers have no such devices at all.
    let devices = web_sys::window().and_then(|window| window.navigator().media_devices().ok());
    let asked = devices.filter(|devices| devices.is_object());
    let asked = asked.ok_or(NoCamera::Absent)?.get_user_media_with_constraints(wanted).map_err(|error| why(&error))?;
    let stream = JsFuture::from(asked).await.map_err(|error| why(&error))?;
    stream.dyn_into().map_err(|_| NoCamera::Absent)
}

/// The names are those of Media Capture and Streams, section 10.
fn why(error: &JsValue) -> NoCamera {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" => NoCamera::Denied,
        "NotReadableError" | "AbortError" => NoCamera::Busy,
        _ => NoCamera::Absent,
    }
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in entries {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
