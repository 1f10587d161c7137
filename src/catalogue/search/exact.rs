//! Matching without mistakes: each character by itself, by its whole reading, or by its initial.

use super::{Candidate, Fit, Searcher, Unit};

impl Searcher {
    /// The first place of a text at which the whole query fits: the earlier, the better.
    pub(super) fn fit_exactly(&self, query: &[Unit], text: usize) -> Option<Candidate> {
        let characters = self.characters(text);
        (0..characters.len())
            .filter(|at| self.letters.begins(query[0], characters[*at]) && !self.is_inside_word(characters, *at))
            .find_map(|at| Some(self.candidate(text, at, self.walk(query, &characters[at..])?)))
    }

    /// Latin words are found from their beginnings only.
    pub(super) fn is_inside_word(&self, characters: &[u16], at: usize) -> bool {
        let is_letter = |at: usize| self.letters.letter(characters[at]).latin.is_ascii_alphabetic();
        at > 0 && is_letter(at) && is_letter(at - 1)
    }

    /// Reads the query along the text. Of several readings the first that leads to the end counts, whole ones first.
    pub(super) fn walk(&self, query: &[Unit], text: &[u16]) -> Option<Fit> {
        let Some(unit) = query.first() else { return Some(Fit::default()) };
        let number = *text.first()?;
        let letter = self.letters.letter(number);
        let letters = match unit {
            Unit::Character(character) if *character == Some(number) => return self.step(query, 1, text, false),
            Unit::Letter(typed) if letter.latin != 0 => {
                return if letter.latin == *typed { self.step(query, 1, text, false) } else { None };
            }
            Unit::Letter(_) => letters_of(query),
            Unit::Character(_) => Buffer::default(),
        };
        for reading in self.letters.readings(letter) {
            let common = common(letters.as_slice(), reading);
            if common == 0 {
                continue;
            }
            let whole = (common == reading.len()).then(|| self.step(query, common, text, false)).flatten();
            let initial = initial(reading).min(common);
            let fit = whole
                .or_else(|| (common == query.len()).then(|| Fit { mask: 1, initials: u32::from(common <= initial) }))
                .or_else(|| self.step(query, 1, text, true))
                .or_else(|| (initial == 2).then(|| self.step(query, 2, text, true)).flatten());
            if fit.is_some() {
                return fit;
            }
        }
        self.over_marks(letter.is_mark, letter.opens, query, text)
    }

    /// The rest of the way when the first character of the text is matched by `typed` units.
    fn step(&self, query: &[Unit], typed: usize, text: &[u16], by_initial: bool) -> Option<Fit> {
        let rest = self.walk(&query[typed..], &text[1..])?;
        Some(Fit { mask: rest.mask << 1 | 1, initials: rest.initials + u32::from(by_initial) })
    }

    /// Nobody types brackets, nor always what stands in them: 食品（含保健食品）经营许可.
    fn over_marks(&self, is_mark: bool, opens: bool, query: &[Unit], text: &[u16]) -> Option<Fit> {
        if !is_mark {
            return None;
        }
        let after = |skipped: usize| {
            let fit = self.walk(query, text.get(skipped..)?)?;
            Some(Fit { mask: fit.mask.checked_shl(skipped as u32).unwrap_or(0), ..fit })
        };
        let closing = || text.iter().position(|number| self.letters.letter(*number).closes).map(|place| place + 1);
        after(1).or_else(|| if opens { after(closing()?) } else { None })
    }
}

/// The letters at the beginning of a query; no reading is longer than six.
#[derive(Default)]
pub(super) struct Buffer {
    letters: [u8; 7],
    length: usize,
}

impl Buffer {
    pub(super) fn as_slice(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}

pub(super) fn letters_of(query: &[Unit]) -> Buffer {
    let mut buffer = Buffer::default();
    for unit in query.iter().take(buffer.letters.len()) {
        let Unit::Letter(letter) = unit else { break };
        buffer.letters[buffer.length] = *letter;
        buffer.length += 1;
    }
    buffer
}

/// How many letters both begin with.
fn common(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// How many letters the initial of a reading has: zh, ch and sh have two.
fn initial(reading: &[u8]) -> usize {
    if matches!(reading, [b'z' | b'c' | b's', b'h', ..]) {
        2
    } else {
        1
    }
}
