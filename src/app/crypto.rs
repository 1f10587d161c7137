//! Random ids and digests, from the browser's Web Crypto.
//!
//! `crypto.subtle` and `crypto.randomUUID` are there in secure contexts only. A site on a county's inner network may be
//! served by plain HTTP all the same, so random ids are made from `getRandomValues`, which is always there, and a digest
//! is computed here where the browser does not.

use std::fmt::Write;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: web_sys::Crypto;
}

/// The SHA-256 of some bytes (FIPS 180-4), in lower-case hex.
pub async fn sha256_hex(bytes: &[u8]) -> String {
    match digest_by_browser(bytes).await {
        Ok(digest) => hex(&digest),
        Err(_) => hex(&sha256(bytes)),
    }
}

async fn digest_by_browser(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let subtle = CRYPTO.with(web_sys::Crypto::subtle);
    if subtle.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    let digest = JsFuture::from(subtle.digest_with_str_and_u8_array("SHA-256", bytes)?).await?;
    Ok(js_sys::Uint8Array::new(&digest).to_vec())
}

/// A random id: a UUID of version 4 (RFC 9562), 122 random bits.
pub fn random_id() -> String {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let text = hex(&bytes);
    [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-")
}

/// So many random bytes in hex: a salt, an initialisation vector.
pub fn random_hex(count: usize) -> String {
    let mut bytes = vec![0; count];
    fill(&mut bytes);
    hex(&bytes)
}

/// A random number, each as likely as every other.
pub fn random_u32() -> u32 {
    let mut bytes = [0; 4];
    fill(&mut bytes);
    u32::from_ne_bytes(bytes)
}

fn fill(bytes: &mut [u8]) {
    let filled = CRYPTO.with(|crypto| crypto.get_random_values_with_u8_array(bytes));
    // It refuses only more than 65,536 bytes. An id that is not random must never be used.
    assert!(filled.is_ok(), "no random values");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2).
const ROUNDS: [u32; 64] = fractions(3);

/// The same of the square roots of the first eight primes (section 5.3.3).
const START: [u32; 8] = fractions(2);

const fn fractions<const N: usize>(power: u32) -> [u32; N] {
    let mut found = [0; N];
    let (mut count, mut prime) = (0, 2_u128);
    while count < N {
        found[count] = root(prime << (32 * power), power) as u32;
        count += 1;
        prime += 1;
        while !is_prime(prime) {
            prime += 1;
        }
    }
    found
}

const fn is_prime(number: u128) -> bool {
    let mut divisor = 2;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return false;
        }
        divisor += 1;
    }
    true
}

/// The whole part of a root; the roots of the first 64 primes, times 2³², have at most 37 bits.
const fn root(value: u128, power: u32) -> u128 {
    let (mut root, mut bit) = (0, 1_u128 << 37);
    while bit > 0 {
        if (root | bit).pow(power) <= value {
            root |= bit;
        }
        bit >>= 1;
    }
    root
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    let mut state = START;
    let mut blocks = bytes.chunks_exact(64);
    for block in &mut blocks {
        compress(&mut state, block);
    }
    // The end: a one bit, zeros to the next block's last eight bytes, and the length in bits.
    let mut end = blocks.remainder().to_vec();
    end.push(0x80);
    end.resize(if end.len() > 56 { 120 } else { 56 }, 0);
    end.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in end.chunks_exact(64) {
        compress(&mut state, block);
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// One block of 64 bytes (section 6.2.2).
fn compress(state: &mut [u32; 8], block: &[u8]) {
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    for t in 16..64 {
        let (late, early) = (words[t - 2], words[t - 15]);
        let sigma1 = late.rotate_right(17) ^ late.rotate_right(19) ^ late >> 10;
        let sigma0 = early.rotate_right(7) ^ early.rotate_right(18) ^ early >> 3;
        words[t] = sigma1.wrapping_add(words[t - 7]).wrapping_add(sigma0).wrapping_add(words[t - 16]);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, round) in words.into_iter().zip(ROUNDS) {
        let sum1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let first = h.wrapping_add(sum1).wrapping_add(choice).wrapping_add(round).wrapping_add(word);
        let sum0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = a & b ^ a & c ^ b & c;
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(sum0.wrapping_add(majority)));
    }
    for (word, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(new);
    }
}
