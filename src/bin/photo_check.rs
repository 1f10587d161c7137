//! The photo check as a program of its own, for the worker `public/photo.js`: the core's room and three doors, without
//! allocator and glue. `script/photo-check` compiles this file alone.
//!
//! The worker makes room by growing the memory, writes bytes there and says where they are. What comes back are the
//! codes of `photo::code_of`.

#![no_std]

#[allow(dead_code, unused_imports)]
#[path = "../photo/mod.rs"]
mod photo;

use core::panic::PanicInfo;
use photo::{code_of, measure, Flaw, Measured, Pixels, Unusable};

#[panic_handler]
fn trap(_: &PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// # Safety
/// The worker has written so many bytes there, beyond what this program uses of its memory.
unsafe fn bytes<'a>(start: *const u8, length: usize) -> &'a [u8] {
    core::slice::from_raw_parts(start, length)
}

/// Why a file with these first bytes is not opened.
///
/// # Safety
/// As for [`bytes`].
#[no_mangle]
pub unsafe extern "C" fn refused(start: *const u8, length: usize) -> u32 {
    code_of(&Unusable::ALL, photo::refused(bytes(start, length)))
}

/// Why a file with these first bytes could not be opened.
///
/// # Safety
/// As for [`bytes`].
#[no_mangle]
pub unsafe extern "C" fn undecodable(start: *const u8, length: usize) -> u32 {
    code_of(&Unusable::ALL, Some(photo::undecodable(bytes(start, length))))
}

/// Measures a picture, packed.
///
/// # Safety
/// As for [`bytes`], with four bytes a pixel.
#[no_mangle]
pub unsafe extern "C" fn measured(start: *const u8, width: usize, height: usize) -> u32 {
    Pixels::new(bytes(start, width * height * 4), width, height).map_or(0, |pixels| measure(pixels).packed())
}

/// The flaw of a picture that was measured, whose original has these sides.
#[no_mangle]
pub extern "C" fn flaw(measured: u32, width: u32, height: u32) -> u32 {
    code_of(&Flaw::ALL, photo::flaw(Measured::unpacked(measured), width, height))
}
