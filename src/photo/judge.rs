//! The limits of a picture, and which of its flaws is said.
//!
//! The limits stand where made pictures and what must be read from them part (`tests/core/photo.rs`): on a meter the
//! smallest thing to read is its number, with strokes of three to five pixels once the longest side has 1600. No
//! regulation gives such limits, so they are on the lenient side, and a person may overrule each.

use super::measure::Measured;
use super::sniff::{kind, pixels, FileKind};

/// A blur of σ 2.7 pixels: strokes of five pixels have lost half their contrast there, and those of three run together.
/// A steady phone gives 600 and more, once it is scaled down.
pub const LEAST_SHARPNESS: u16 = 300;

/// A tenth of the picture should be brighter than a quarter of the scale; below that a sensor mostly shows its noise.
pub const LEAST_BRIGHTNESS: u8 = 60;

/// An eighth of the middle, per mille: a lamp in a window of the meter is smaller, one that covers its figures larger.
pub const MOST_GLARE: u16 = 125;

/// The shorter side, in pixels: that of the smallest cameras in use (640 × 480). Previews of messengers are smaller.
pub const LEAST_SIDE: u32 = 480;

/// The most pixels that are opened: each takes four bytes of the device's memory. Phones of 48 megapixels are below.
pub const MOST_PIXELS: u64 = 64_000_000;

/// What is wrong with a picture that can be opened, from what explains most to what explains least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Too few pixels.
    TooSmall,
    /// Too dark.
    TooDark,
    /// Blown out in its middle.
    Glare,
    /// Nothing in it is sharp.
    Blurred,
}

/// Why a file cannot be used as a picture at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It is something else.
    NotAPicture,
    /// It is of a kind that this browser does not open.
    Heic,
    /// It is a picture by its first bytes, and cannot be opened.
    Damaged,
    /// It has more pixels than a device can be asked to hold.
    TooLarge,
}

impl Flaw {
    /// All of them; the place of one is its code on the way out of a worker.
    pub const ALL: [Self; 4] = [Self::TooSmall, Self::TooDark, Self::Glare, Self::Blurred];
}

impl Unusable {
    /// All of them; the place of one is its code on the way out of a worker.
    pub const ALL: [Self; 4] = [Self::NotAPicture, Self::Heic, Self::Damaged, Self::TooLarge];
}

/// Why a file is not even opened; none when it may be. Its first half megabyte is enough.
pub fn refused(bytes: &[u8]) -> Option<Unusable> {
    if kind(bytes) == FileKind::Other {
        return Some(Unusable::NotAPicture);
    }
    pixels(bytes).filter(|pixels| *pixels > MOST_PIXELS).map(|_| Unusable::TooLarge)
}

/// Why a browser could not open it.
pub fn undecodable(bytes: &[u8]) -> Unusable {
    match kind(bytes) {
        FileKind::Heic => Unusable::Heic,
        FileKind::Other => Unusable::NotAPicture,
        FileKind::Jpeg | FileKind::Png | FileKind::Webp | FileKind::Rare => Unusable::Damaged,
    }
}

/// What a code on the way out of a worker stands for; nothing for 0 and for a code that is not known.
pub fn of_code<T: Copy>(all: &[T], code: u32) -> Option<T> {
    all.get(usize::try_from(code.checked_sub(1)?).ok()?).copied()
}

/// The code of one, 0 for nothing.
pub fn code_of<T: PartialEq>(all: &[T], one: Option<T>) -> u32 {
    one.and_then(|one| all.iter().position(|other| *other == one)).map_or(0, |at| at as u32 + 1)
}

/// The flaw to mend first; none when the picture is good. `width` and `height` are those of the original.
pub fn flaw(measured: Measured, width: u32, height: u32) -> Option<Flaw> {
    if width.min(height) < LEAST_SIDE {
        Some(Flaw::TooSmall)
    } else if measured.brightness < LEAST_BRIGHTNESS {
        Some(Flaw::TooDark)
    } else if measured.glare > MOST_GLARE {
        Some(Flaw::Glare)
    } else if measured.sharpness < LEAST_SHARPNESS {
        Some(Flaw::Blurred)
    } else {
        None
    }
}
