//! Matching when nothing fits exactly: one mistake, characters left out, or a name inside a longer sentence.

use super::exact::letters_of;
use super::letters::MadeOf;
use super::{Candidate, Field, Fit, Searcher, Unit};

/// Shorter queries of characters would fit almost anything.
const FEWEST_CHARACTERS: usize = 3;
/// Shorter queries of letters would fit almost anything.
const FEWEST_LETTERS: usize = 5;
/// So would queries of fewer different letters.
const FEWEST_KINDS: u32 = 4;

impl Searcher {
    /// The best fit of a text that forgives something.
    pub(super) fn fit_forgiving(&self, query: &[Unit], made_of: MadeOf, text: usize) -> Option<Candidate> {
        if self.texts[text].field == Field::EnglishName {
            return None;
        }
        let characters = self.characters(text);
        let lacks = self.texts[text].made_of.lacks(made_of);
        let by_letters = query.iter().filter(|unit| matches!(unit, Unit::Letter(_))).count();
        let mut best = self.said_in_query(query, made_of, text);
        let mut offer = |mut candidate: Candidate, less: i32| {
            candidate.score -= less;
            best = best.filter(|best| best.score >= candidate.score).or(Some(candidate));
        };
        if lacks == 0 && by_letters == 0 && query.len() >= FEWEST_CHARACTERS {
            if let Some((at, fit)) = self.in_pieces(query, characters) {
                offer(self.candidate(text, at, fit), 400);
            }
        }
        let long_enough = match by_letters {
            0 => query.len() >= FEWEST_CHARACTERS,
            _ => query.len() >= FEWEST_LETTERS && made_of.spelt.count_ones() >= FEWEST_KINDS.min(query.len() as u32),
        };
        if lacks > 1 || !long_enough {
            return best;
        }
        for at in 0..characters.len() {
            if self.may_begin(query, &characters[at..]) && !self.is_inside_word(characters, at) {
                let fit = self.walk_forgiving(query, &characters[at..]);
                let enough = |fit: &Fit| fit.mask.count_ones() >= 2 && fit.initials == 0;
                if let Some(fit) = fit.filter(enough) {
                    offer(self.candidate(text, at, fit), 300);
                }
            }
        }
        best
    }

    /// Whether the query can fit from here with one mistake: its first or second unit is here, or its second is next.
    fn may_begin(&self, query: &[Unit], text: &[u16]) -> bool {
        let begins = |unit: usize, place: usize| {
            query.get(unit).zip(text.get(place)).is_some_and(|(unit, number)| self.letters.begins(*unit, *number))
        };
        begins(0, 0) || matches!(query[0], Unit::Character(_)) && (begins(1, 1) || begins(1, 0))
    }

    /// Reads the query along the text with one mistake still allowed.
    fn walk_forgiving(&self, query: &[Unit], text: &[u16]) -> Option<Fit> {
        let number = *text.first()?;
        let unit = query.first()?;
        let matched = |rest: Fit| Fit { mask: rest.mask << 1 | 1, ..rest };
        let missed = |rest: Fit| Fit { mask: rest.mask << 1, ..rest };
        let mistaken = |typed: usize| self.walk(query.get(typed..)?, &text[1..]);
        match unit {
            Unit::Character(character) => {
                let on = (*character == Some(number)).then(|| self.walk_forgiving(&query[1..], &text[1..])).flatten();
                on.map(matched)
                    .or_else(|| mistaken(1).map(missed))
                    .or_else(|| mistaken(0).map(missed))
                    .or_else(|| self.walk(&query[1..], text))
                    .or_else(|| self.swapped(query, text))
            }
            Unit::Letter(_) => {
                let letter = self.letters.letter(number);
                let letters = letters_of(query);
                let letters = letters.as_slice();
                for reading in self.letters.readings(letter) {
                    let right =
                        letters.starts_with(reading).then(|| self.walk_forgiving(&query[reading.len()..], &text[1..]));
                    if let Some(fit) = right.flatten() {
                        return Some(matched(fit));
                    }
                    for typed in reading.len().saturating_sub(1).max(2)..=reading.len() + 1 {
                        if letters.len() >= typed && is_one_edit(&letters[..typed], reading) {
                            if let Some(fit) = mistaken(typed) {
                                return Some(matched(fit));
                            }
                        }
                    }
                }
                None
            }
        }
    }

    /// Two characters in the wrong order.
    fn swapped(&self, query: &[Unit], text: &[u16]) -> Option<Fit> {
        let ([one, two, ..], [first, second, ..]) = (query, text) else { return None };
        if !self.letters.begins(*one, *second) || !self.letters.begins(*two, *first) {
            return None;
        }
        let rest = self.walk(&query[2..], &text[2..])?;
        Some(Fit { mask: rest.mask << 2 | 3, ..rest })
    }

    /// The query in two or more pieces of at least two characters, in order, with other characters between them.
    fn in_pieces(&self, query: &[Unit], text: &[u16]) -> Option<(usize, Fit)> {
        let mut mask = 0u64;
        let mut first = None;
        let (mut unit, mut place) = (0, 0);
        while unit < query.len() {
            let length = |place: usize| {
                let pairs = query[unit..].iter().zip(&text[place..]);
                pairs.take_while(|(unit, number)| self.letters.begins(**unit, **number)).count()
            };
            let next = (place..text.len()).find(|place| length(*place) >= 2)?;
            let start = *first.get_or_insert(next);
            for matched in next..next + length(next) {
                mask |= 1u64.checked_shl((matched - start) as u32).unwrap_or(0);
            }
            place = next + length(next);
            unit += length(next);
        }
        Some((first?, Fit { mask, initials: 0 }))
    }

    /// A whole text of at least two characters is said within the query: 我妈八十岁补贴怎么领.
    fn said_in_query(&self, query: &[Unit], made_of: MadeOf, text: usize) -> Option<Candidate> {
        let characters = self.characters(text);
        let is_strange = self.texts[text].made_of.characters & !made_of.characters != 0;
        if is_strange || characters.len() < 2 || characters.len() > query.len() {
            return None;
        }
        let same =
            |units: &[Unit]| units.iter().zip(characters).all(|(unit, number)| *unit == Unit::Character(Some(*number)));
        query.windows(characters.len()).any(same).then(|| {
            let mask = u64::MAX >> (64 - characters.len().min(64));
            self.candidate(text, 0, Fit { mask, initials: 0 })
        })
    }
}

/// Whether one letter is wrong, missing, extra, or two are swapped; the first is right, or swapped with the second.
fn is_one_edit(typed: &[u8], reading: &[u8]) -> bool {
    if typed == reading {
        return false;
    }
    if let ([a, b, typed @ ..], [c, d, reading @ ..]) = (typed, reading) {
        if a != c {
            return a == d && b == c && typed == reading;
        }
    }
    let same = typed.iter().zip(reading).take_while(|(typed, read)| typed == read).count();
    let (typed, reading) = (&typed[same..], &reading[same..]);
    match (typed, reading) {
        ([], [_]) | ([_], []) => true,
        ([_, typed @ ..], [_, reading @ ..]) if typed == reading => true,
        ([a, b, typed @ ..], [c, d, reading @ ..]) if a == d && b == c && typed == reading => true,
        ([_, rest @ ..], reading) if rest == reading => true,
        (typed, [_, rest @ ..]) if typed == rest => true,
        _ => false,
    }
}
