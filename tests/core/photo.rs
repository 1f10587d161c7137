//! The photo check on pictures that are made here: a meter on a wall, as it is, blurred, in the dark, with a reflection.

use crate::support::picture::Picture;
use mianzheng::i18n::{photo_flaw, photo_unusable};
use mianzheng::photo::{
    code_of, flaw, kind, measure, of_code, pixels, refused, undecodable, FileKind, Flaw, Measured, Pixels, Unusable,
};
use proptest::prelude::*;

fn verdict(picture: &Picture) -> Option<Flaw> {
    flaw(picture.measured(), picture.width as u32, picture.height as u32)
}

#[test]
fn a_sharp_meter_on_a_plain_wall_is_good() {
    assert_eq!(verdict(&Picture::meter()), None);
    assert_eq!(verdict(&Picture::meter().blurred(1)), None, "as a phone's lens and its JPEG leave it");
}

#[test]
fn a_blurred_meter_is_said_to_be_blurred() {
    assert_eq!(verdict(&Picture::meter().blurred(6)), Some(Flaw::Blurred));
    assert_eq!(verdict(&Picture::meter().noisy(6).blurred(6).noisy(6)), Some(Flaw::Blurred), "noise is no sharpness");
}

#[test]
fn a_small_sharp_thing_before_a_blurred_ground_is_sharp() {
    let mut picture = Picture::meter().blurred(8);
    picture.paste(&Picture::meter(), 220..420, 160..300);
    assert_eq!(verdict(&picture), None);
}

#[test]
fn a_date_in_the_corner_of_a_blurred_picture_makes_it_no_sharper() {
    let mut picture = Picture::meter().blurred(8);
    picture.paste(&Picture::letters(), 560..630, 460..474);
    assert_eq!(verdict(&picture), Some(Flaw::Blurred));
}

#[test]
fn a_covered_lens_shows_nothing_sharp() {
    assert_eq!(verdict(&Picture::plain(640, 480, 208)), Some(Flaw::Blurred));
}

#[test]
fn the_dark_is_said_before_the_blur_it_brings() {
    assert_eq!(verdict(&Picture::meter().darkened(15)), Some(Flaw::TooDark));
    assert_eq!(verdict(&Picture::meter().darkened(15).blurred(6)), Some(Flaw::TooDark));
}

#[test]
fn a_flash_in_a_dark_shaft_is_bright_enough() {
    let mut shaft = Picture::plain(640, 480, 12);
    shaft.paste(&Picture::meter(), 200..440, 140..320);
    assert_eq!(verdict(&shaft), None);
}

#[test]
fn a_reflection_over_the_middle_is_glare_and_a_bright_sky_is_not() {
    let meter = Picture::meter();
    assert_eq!(verdict(&meter.clone().glaring(320, 240, 90)), Some(Flaw::Glare));
    assert_eq!(verdict(&meter.clone().glaring(320, 240, 20)), None, "a lamp in the glass");
    let mut outside = meter;
    outside.paste(&Picture::plain(640, 480, 255), 0..640, 0..120);
    assert_eq!(verdict(&outside), None);
}

#[test]
fn a_preview_is_too_small_whatever_it_shows() {
    let measured = Picture::meter().measured();
    assert_eq!(flaw(measured, 320, 240), Some(Flaw::TooSmall));
    assert_eq!(flaw(measured, 4000, 479), Some(Flaw::TooSmall), "a strip");
    assert_eq!(flaw(measured, 480, 640), None);
}

#[test]
fn what_is_measured_goes_through_a_worker_unchanged() {
    for (sharpness, brightness, glare) in [(0, 0, 0), (1000, 255, 1000), (300, 60, 125)] {
        let measured = Measured { sharpness, brightness, glare };
        assert_eq!(Measured::unpacked(measured.packed()), measured);
    }
    for flaw in Flaw::ALL.map(Some).into_iter().chain([None]) {
        assert_eq!(of_code(&Flaw::ALL, code_of(&Flaw::ALL, flaw)), flaw);
    }
    assert_eq!(of_code(&Flaw::ALL, 5), None, "of a worker that is newer");
}

#[test]
fn pixels_that_are_not_there_are_not_measured() {
    for (bytes, width, height) in [(15, 2, 2), (17, 2, 2), (0, 0, 0), (0, 0, 5), (4 * 1601, 1601, 1)] {
        assert!(Pixels::new(&vec![0; bytes], width, height).is_none(), "{bytes} {width} {height}");
    }
    for (width, height) in [(1, 1), (2, 1), (1, 2), (16, 16), (17, 3), (1600, 1)] {
        let measured = measure(Pixels::new(&vec![255; width * height * 4], width, height).unwrap());
        assert_eq!((measured.sharpness, measured.brightness), (0, 255), "{width} {height}");
    }
}

#[test]
fn every_flaw_is_said_with_what_to_do() {
    let words = Flaw::ALL.map(photo_flaw).into_iter().chain(Unusable::ALL.map(photo_unusable));
    for words in words {
        assert!(words.contains("。请"), "{words}");
        assert!(!words.ends_with('。') && words.chars().count() <= 40, "{words}");
    }
}

/// The first bytes of each kind, as the standards give them.
const HEADS: [(&[u8], FileKind); 14] = [
    (b"\xff\xd8\xff\xe1\x00\x10Exif\0\0", FileKind::Jpeg),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileKind::Png),
    (b"RIFF\x10\0\0\0WEBPVP8 ", FileKind::Webp),
    (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind::Heic),
    (b"\0\0\0\x18ftypheix\0\0\0\0", FileKind::Heic),
    (b"\0\0\0\x18ftypmif1\0\0\0\0", FileKind::Heic),
    (b"\0\0\0\x18ftypavif\0\0\0\0", FileKind::Rare),
    (b"GIF89a\0\0", FileKind::Rare),
    (b"\0\0\0\x18ftypmp42\0\0\0\0", FileKind::Other),
    (b"%PDF-1.7\n", FileKind::Other),
    (b"PK\x03\x04", FileKind::Other),
    (b"<svg xmlns=", FileKind::Other),
    (b"RIFF\x10\0\0\0WAVE", FileKind::Other),
    (b"", FileKind::Other),
];

#[test]
fn a_file_is_what_its_bytes_say() {
    for (bytes, expected) in HEADS {
        assert_eq!(kind(bytes), expected, "{bytes:?}");
        assert_eq!(refused(bytes).is_some(), expected == FileKind::Other, "{bytes:?}");
    }
}

#[test]
fn what_cannot_be_opened_is_named_by_its_kind() {
    assert_eq!(undecodable(b"\0\0\0\x18ftypheic\0\0\0\0"), Unusable::Heic);
    assert_eq!(undecodable(b"\xff\xd8\xff\xe0"), Unusable::Damaged);
    assert_eq!(undecodable(b"BM"), Unusable::NotAPicture);
}

/// Heads of 4000 by 3000 pixels, once in each way of saying so.
fn twelve_megapixels() -> [Vec<u8>; 5] {
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &4000_u32.to_be_bytes(), &3000_u32.to_be_bytes()].concat();
    let exif = [b"\xff\xe1\x01\x00".as_slice(), &[0xc0; 0xfe]].concat();
    let frame = b"\xff\xff\xc2\x00\x11\x08\x0b\xb8\x0f\xa0\x03";
    let jpeg = [b"\xff\xd8".as_slice(), &exif, b"\xff\xc4\x00\x03\0", frame].concat();
    let webp = |chunk: &[u8]| [b"RIFF\0\0\0\0WEBP".as_slice(), chunk].concat();
    let lossless = (3999_u32 | 2999 << 14).to_le_bytes();
    [
        png,
        jpeg,
        webp(b"VP8X\x0a\0\0\0\0\0\0\0\x9f\x0f\0\xb7\x0b\0"),
        webp(b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\xa0\x0f\xb8\x0b"),
        webp(&[b"VP8L\0\0\0\0\x2f".as_slice(), &lossless].concat()),
    ]
}

#[test]
fn the_pixels_are_known_before_a_picture_is_opened() {
    for head in twelve_megapixels() {
        assert_eq!(pixels(&head), Some(12_000_000), "{head:?}");
        assert_eq!(refused(&head), None);
    }
    let bomb = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]].concat();
    assert_eq!(refused(&bomb), Some(Unusable::TooLarge), "30000 by 30000");
}

/// What a scene is made from.
fn scene() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn blurring_never_makes_a_picture_sharper(dice in scene(), more in 1_usize..5) {
        let scene = Picture::scene(&dice);
        let before = scene.measured().sharpness;
        let after = scene.blurred(more).measured().sharpness;
        prop_assert!(after <= before, "{before} became {after}");
        let again = scene.blurred(more).blurred(more).measured().sharpness;
        // Rounding to whole greys moves a slope of one grey in forty.
        prop_assert!(again <= after + 25, "{after} became {again}");
    }

    #[test]
    fn darkening_never_makes_a_picture_brighter_and_scales_no_sharpness(dice in scene(), per_cent in 60_usize..100) {
        let scene = Picture::scene(&dice);
        let (before, after) = (scene.measured(), scene.darkened(per_cent).measured());
        prop_assert!(after.brightness <= before.brightness);
        prop_assert!(after.glare <= before.glare);
        prop_assert!(before.sharpness.abs_diff(after.sharpness) <= 60, "{} became {}", before.sharpness, after.sharpness);
        let darker = scene.darkened(per_cent / 2).measured();
        prop_assert!(darker.brightness <= after.brightness);
    }

    #[test]
    fn a_larger_reflection_is_never_less_glare(dice in scene(), x in 0_usize..320, y in 0_usize..240, radius in 1_usize..80) {
        let scene = Picture::scene(&dice);
        let small = scene.clone().glaring(x, y, radius).measured();
        let large = scene.glaring(x, y, radius + 10).measured();
        prop_assert!(small.glare <= large.glare);
        prop_assert!(small.brightness <= large.brightness);
    }

    #[test]
    fn a_mirrored_picture_is_as_good(dice in scene()) {
        let scene = Picture::scene(&dice);
        let (one, other) = (scene.measured(), scene.mirrored().measured());
        prop_assert_eq!((one.sharpness, one.brightness), (other.sharpness, other.brightness));
    }

    #[test]
    fn no_bytes_make_the_sniffer_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..80), head in 0_usize..14) {
        let _ = (refused(&bytes), undecodable(&bytes));
        let with_head = [HEADS[head].0, &bytes].concat();
        let _ = (refused(&with_head), pixels(&with_head));
        for whole in twelve_megapixels() {
            let cut = &whole[..bytes.len().min(whole.len())];
            let _ = pixels(cut);
        }
    }
}
