//! A draft as a file (草稿文件): sealed with a passphrase, its files with it, to be read on another device.
//!
//! | part | what it is |
//! | --- | --- |
//! | header | one line of JSON: format, version, how the key is made of the passphrase; nothing personal |
//! | sealed | AES-256-GCM over the rest, the header authenticated with it |
//! | · manifest | one line of JSON: the draft, and its files with their lengths |
//! | · files | their bytes, one after the other |
//!
//! A file comes from anywhere: everything is measured before it is believed, and nothing in here panics on what it reads.
//! Sealing itself is the browser's (`src/app/transfer.rs`); so are the digests.

use super::expiry::files;
use super::{Draft, DRAFT_SCHEMA};
use crate::form::FileRef;
use serde::{Deserialize, Serialize};

/// What a file of ours calls itself.
pub const FORMAT: &str = "mianzheng-draft";
/// The version of the file's form.
pub const VERSION: u32 = 1;
/// Rounds of PBKDF2 with SHA-256 (OWASP's figure of 2023).
pub const ITERATIONS: u32 = 600_000;
/// The largest file that is read: more than the largest draft with its files.
pub const MAX_FILE_BYTES: usize = 96 << 20;
/// The fewest characters of a passphrase.
pub const MIN_PASSPHRASE_CHARS: usize = 8;

/// Rounds above this would only keep the device busy.
const MAX_ITERATIONS: u32 = 10_000_000;
const MAX_HEADER_BYTES: usize = 1024;
const MAX_FILES: usize = 200;
/// What AES-GCM adds.
const TAG_BYTES: usize = 16;
const KDF: &str = "PBKDF2-SHA-256";
const CIPHER: &str = "AES-256-GCM";

/// Why a file cannot be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// Not a draft of ours at all.
    Foreign,
    /// Made by a newer version of the app.
    Newer,
    /// Larger than any draft.
    TooLarge,
    /// Its end is missing, or something was added.
    Cut,
    /// The passphrase does not open it, or somebody changed it.
    Locked,
    /// It opens, and what is inside is no draft.
    Damaged,
    /// The draft is for an enterprise, and the person acts for none.
    NoEnterprise,
    /// It supplements an application of somebody else.
    SupplementOfAnother,
}

/// The first line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    format: String,
    version: u32,
    kdf: String,
    /// Rounds of the key derivation.
    pub iterations: u32,
    /// Salt of the key derivation, 16 bytes in hex.
    pub salt: String,
    cipher: String,
    /// Initialisation vector, 12 bytes in hex.
    pub iv: String,
    /// How many bytes follow the header.
    sealed_bytes: usize,
}

/// What is read of a header before the rest.
#[derive(Deserialize)]
struct Kind {
    format: String,
    version: u32,
}

/// A file whose header was read.
#[derive(Debug)]
pub struct Sealed<'a> {
    /// The header.
    pub header: Header,
    /// The header as it stands in the file: it is authenticated with the rest.
    pub line: &'a [u8],
    /// What is sealed.
    pub sealed: &'a [u8],
}

/// The first line of a new file with that salt and vector, for so many bytes of content.
pub fn header_line(salt: &str, iv: &str, content_bytes: usize) -> Result<String, serde_json::Error> {
    let header = Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        kdf: KDF.to_owned(),
        iterations: ITERATIONS,
        salt: salt.to_owned(),
        cipher: CIPHER.to_owned(),
        iv: iv.to_owned(),
        sealed_bytes: content_bytes + TAG_BYTES,
    };
    Ok(serde_json::to_string(&header)? + "\n")
}

/// Reads what stands in front of the seal.
///
/// # Errors
/// [`ImportError`] when it is none of ours, newer, too large or not whole.
pub fn read_header(file: &[u8]) -> Result<Sealed<'_>, ImportError> {
    if file.len() > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    let (line, sealed) = first_line(file, MAX_HEADER_BYTES).ok_or(ImportError::Foreign)?;
    let text = std::str::from_utf8(line).map_err(|_| ImportError::Foreign)?;
    let kind: Kind = crate::json::read(text).map_err(|_| ImportError::Foreign)?;
    if kind.format != FORMAT {
        return Err(ImportError::Foreign);
    }
    if kind.version > VERSION {
        return Err(ImportError::Newer);
    }
    let header: Header = crate::json::read(text).map_err(|_| ImportError::Damaged)?;
    let sound = header.kdf == KDF
        && header.cipher == CIPHER
        && (ITERATIONS..=MAX_ITERATIONS).contains(&header.iterations)
        && is_hex(&header.salt, 16)
        && is_hex(&header.iv, 12);
    if !sound {
        return Err(ImportError::Damaged);
    }
    if header.sealed_bytes != sealed.len() || sealed.len() <= TAG_BYTES {
        return Err(ImportError::Cut);
    }
    Ok(Sealed { header, line, sealed })
}

/// What a file holds, once opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The draft.
    pub draft: Draft,
    /// Its files that are inside: what the draft says of each, and the bytes.
    pub files: Vec<(FileRef, Vec<u8>)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    draft: Draft,
    files: Vec<Packed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Packed {
    id: String,
    size_bytes: usize,
}

/// What is read of a manifest before the rest.
#[derive(Deserialize)]
struct Outline {
    draft: Schema,
}

#[derive(Deserialize)]
struct Schema {
    schema: u32,
}

/// What is sealed: the draft with its files, of which `bytes` has the ids and contents.
pub fn pack(draft: &Draft, bytes: &[(String, Vec<u8>)]) -> Result<Vec<u8>, serde_json::Error> {
    let files = bytes.iter().map(|(id, bytes)| Packed { id: id.clone(), size_bytes: bytes.len() }).collect();
    let mut content = serde_json::to_vec(&Manifest { draft: draft.clone(), files })?;
    content.push(b'\n');
    bytes.iter().for_each(|(_, bytes)| content.extend(bytes));
    Ok(content)
}

/// Reads what was sealed.
///
/// # Errors
/// [`ImportError::Damaged`] when it is no draft with its files, [`ImportError::Newer`] when a newer version wrote it.
pub fn unpack(content: &[u8]) -> Result<Contents, ImportError> {
    let (line, mut rest) = first_line(content, content.len()).ok_or(ImportError::Damaged)?;
    let text = std::str::from_utf8(line).map_err(|_| ImportError::Damaged)?;
    let outline: Outline = crate::json::read(text).map_err(|_| ImportError::Damaged)?;
    if outline.draft.schema > DRAFT_SCHEMA {
        return Err(ImportError::Newer);
    }
    let Manifest { draft, files: packed } = crate::json::read(text).map_err(|_| ImportError::Damaged)?;
    if packed.len() > MAX_FILES {
        return Err(ImportError::TooLarge);
    }
    let mut found: Vec<(FileRef, Vec<u8>)> = Vec::new();
    for Packed { id, size_bytes } in packed {
        let named = files(&draft).find(|file| file.id == id).ok_or(ImportError::Damaged)?;
        let twice = found.iter().any(|(file, _)| file.id == id);
        if twice || named.size_bytes as usize != size_bytes || size_bytes > rest.len() {
            return Err(ImportError::Damaged);
        }
        let (bytes, after) = rest.split_at(size_bytes);
        rest = after;
        found.push((named.clone(), bytes.to_vec()));
    }
    if rest.is_empty() {
        Ok(Contents { draft, files: found })
    } else {
        Err(ImportError::Damaged)
    }
}

/// The first line without its end, within a limit, and what follows.
fn first_line(bytes: &[u8], limit: usize) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().take(limit).position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn is_hex(text: &str, bytes: usize) -> bool {
    text.len() == bytes * 2 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
