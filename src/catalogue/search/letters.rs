//! The characters of all texts, numbered, with how each can be typed.

use super::Unit;
use crate::ident::normalise;
use std::collections::BTreeMap;

/// How many characters Unicode's first plane has.
const FIRST_PLANE: usize = 0x1_0000;

/// Every character that occurs, numbered in the order of its first occurrence.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// The number of each character of Unicode's first plane, 0 for none: far quicker than a map, and 128 kB.
    numbers: Vec<u16>,
    /// The few characters of other planes.
    others: BTreeMap<char, u16>,
    known: Vec<Letter>,
    /// All readings, one after the other.
    readings: String,
    /// Where each reading lies in them.
    places: Vec<(u32, u8)>,
}

/// One character.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letter {
    /// Bits 0 to 25: letters with which it can be typed to begin; bit 26: it is a digit.
    pub begins: u32,
    /// Every letter of every reading, in the same bits.
    pub spelt: u32,
    /// The letter or digit that it is, in lower case; 0 for any other character.
    pub latin: u8,
    /// It is neither a character nor a letter: brackets, commas, spaces.
    pub is_mark: bool,
    /// It opens a bracket.
    pub opens: bool,
    /// It closes a bracket.
    pub closes: bool,
    first_reading: u32,
    readings: u8,
}

/// What a text or query is made of, in a few bits: enough to pass over most texts without reading them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct MadeOf {
    /// One bit for the numbers that leave the same remainder of 64.
    pub characters: u64,
    /// Its letters, and those of its readings.
    pub spelt: u32,
}

impl MadeOf {
    /// What a query is made of; characters that no text has are left out.
    pub fn query(query: &[Unit]) -> Self {
        query.iter().fold(Self::default(), |made, unit| match unit {
            Unit::Character(Some(number)) => Self { characters: made.characters | 1 << (number % 64), ..made },
            Unit::Character(None) => made,
            Unit::Letter(letter) => Self { spelt: made.spelt | bit(*letter), ..made },
        })
    }

    /// How many kinds of characters and letters of the other are not in this.
    pub fn lacks(self, other: Self) -> u32 {
        (other.characters & !self.characters).count_ones() + (other.spelt & !self.spelt).count_ones()
    }
}

impl Letters {
    /// From the index's readings: `高gao行xing,hang`.
    pub fn new(readings: &str) -> Self {
        let mut letters = Self {
            numbers: vec![0; FIRST_PLANE],
            others: BTreeMap::new(),
            // Number 0 is nobody's.
            known: vec![Letter::default()],
            readings: String::new(),
            places: Vec::new(),
        };
        let mut rest = readings.char_indices().peekable();
        while let Some((start, character)) = rest.next() {
            while rest.peek().is_some_and(|(_, next)| next.is_ascii()) {
                rest.next();
            }
            let end = rest.peek().map_or(readings.len(), |(end, _)| *end);
            letters.learn(character, &readings[start + character.len_utf8()..end]);
        }
        letters
    }

    fn learn(&mut self, character: char, readings: &str) {
        let first_reading = self.places.len() as u32;
        let (mut begins, mut spelt) = (0, 0);
        for reading in readings.split(',').filter(|reading| !reading.is_empty()) {
            begins |= bit(reading.as_bytes()[0]);
            spelt |= reading.bytes().fold(0, |letters, letter| letters | bit(letter));
            self.places.push((self.readings.len() as u32, reading.len() as u8));
            self.readings.push_str(reading);
        }
        let latin = if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() as u8 } else { 0 };
        let letter = Letter {
            begins: if latin == 0 { begins } else { bit(latin) },
            spelt: if latin == 0 { spelt } else { bit(latin) },
            latin,
            is_mark: !character.is_alphanumeric(),
            opens: matches!(character, '(' | '（' | '〔' | '《'),
            closes: matches!(character, ')' | '）' | '〕' | '》'),
            first_reading,
            readings: (self.places.len() as u32 - first_reading) as u8,
        };
        let number = self.known.len() as u16;
        self.known.push(letter);
        match self.numbers.get_mut(character as usize) {
            Some(place) => *place = number,
            None => drop(self.others.insert(character, number)),
        }
    }

    fn number(&self, character: char) -> Option<u16> {
        match self.numbers.get(character as usize) {
            Some(number) => Some(*number).filter(|number| *number != 0),
            None => self.others.get(&character).copied(),
        }
    }

    /// The number of a character; one that was not there gets the next.
    pub fn number_or_new(&mut self, character: char) -> u16 {
        if let Some(number) = self.number(character) {
            return number;
        }
        self.learn(character, "");
        self.known.len() as u16 - 1
    }

    /// The character with this number.
    pub fn letter(&self, number: u16) -> Letter {
        self.known[usize::from(number)]
    }

    /// How a character is read, without tones.
    pub fn readings(&self, letter: Letter) -> impl Iterator<Item = &[u8]> {
        let places = &self.places[letter.first_reading as usize..][..usize::from(letter.readings)];
        places.iter().map(|(start, length)| &self.readings.as_bytes()[*start as usize..][..usize::from(*length)])
    }

    /// A query as units: marks and spaces are left out, full-width letters read like others.
    pub fn units(&self, query: &str) -> Vec<Unit> {
        let visible = normalise::visible(query).filter(|character| character.is_alphanumeric());
        let unit = |character: char| match character.is_ascii() {
            true => Unit::Letter(character.to_ascii_lowercase() as u8),
            false => Unit::Character(self.number(character)),
        };
        visible.map(unit).take(64).collect()
    }

    /// What a text is made of.
    pub fn made_of(&self, text: &[u16]) -> MadeOf {
        text.iter().fold(MadeOf::default(), |made, number| MadeOf {
            characters: made.characters | 1 << (number % 64),
            spelt: made.spelt | self.letter(*number).spelt,
        })
    }

    /// Whether a unit can begin to stand for a character.
    pub fn begins(&self, unit: Unit, number: u16) -> bool {
        match unit {
            Unit::Character(character) => character == Some(number),
            Unit::Letter(letter) => self.letter(number).begins & bit(letter) != 0,
        }
    }
}

fn bit(letter: u8) -> u32 {
    match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        b'A'..=b'Z' => 1 << (letter - b'A'),
        b'0'..=b'9' => 1 << 26,
        _ => 0,
    }
}
