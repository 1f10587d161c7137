//! What kind of file it is, by its bytes: names and media types that a phone or a messenger gives are often wrong.

/// The kinds that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// No picture, or one that no browser shows.
    Other,
    /// JPEG, ISO/IEC 10918-1.
    Jpeg,
    /// PNG, ISO/IEC 15948.
    Png,
    /// WebP, RFC 9649.
    Webp,
    /// HEIF with HEVC, ISO/IEC 23008-12: what iPhones store. Only Apple's browsers open it.
    Heic,
    /// AVIF, GIF or BMP: no camera makes them, browsers open them.
    Rare,
}

/// What the first bytes say. The brands of HEIF are those of ISO/IEC 23008-12, annex B and E, and what Apple writes.
pub fn kind(bytes: &[u8]) -> FileKind {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => FileKind::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::Webp,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand {
            [b'h', b'e', b'i' | b'v', _, ..] | [b'm', b'i' | b's', b'f', b'1', ..] => FileKind::Heic,
            [b'a', b'v', b'i', b'f' | b's', ..] => FileKind::Rare,
            _ => FileKind::Other,
        },
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] | [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind::Rare,
        _ => FileKind::Other,
    }
}

/// How many pixels the file says that it has, so that one of a few kilobytes that unfolds to gigabytes is never opened.
/// Nothing where it does not say so within these bytes.
pub fn pixels(bytes: &[u8]) -> Option<u64> {
    let (width, height) = match kind(bytes) {
        FileKind::Png => (be32(bytes, 16)?, be32(bytes, 20)?),
        FileKind::Jpeg => jpeg_sides(bytes)?,
        FileKind::Webp => webp_sides(bytes)?,
        FileKind::Heic | FileKind::Rare | FileKind::Other => return None,
    };
    Some(u64::from(width) * u64::from(height))
}

/// The sides stand in the frame header, behind segments of any number: ISO/IEC 10918-1, annex B.
fn jpeg_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let (0xff, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        match marker {
            // A frame header; C4, C8 and CC are tables and reserved.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?))
            }
            // Before a marker there may be any number of fill bytes.
            0xff => at += 1,
            _ => at += 2 + be16(bytes, at + 2)? as usize,
        }
    }
}

/// The sides stand in the first chunk, in each of the three kinds in another way: RFC 9649, section 2.
fn webp_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let le = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
    match bytes.get(12..16)? {
        b"VP8X" => {
            let le24 = |at: usize| Some(le(at)? | u32::from(*bytes.get(at + 2)?) << 16);
            Some((le24(24)? + 1, le24(27)? + 1))
        }
        b"VP8 " => Some((le(26)? & 0x3fff, le(28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le(21)? | le(23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(be16(bytes, at)? << 16 | be16(bytes, at + 2)?)
}
