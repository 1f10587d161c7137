//! The search over the index: by characters, by pinyin in full, by initials, mixed, and with one mistake.
//!
//! All texts lie in one row of numbers, made once; a keystroke reads that row and writes nothing but its hits. Texts are
//! matched exactly first; only when nothing fits, one wrong, missing, extra or swapped character is forgiven, characters may
//! be left out between, and a name or keyword inside a longer sentence counts.
//!
//! Which characters a hit stands on is told to the character, for initials and pinyin too, so that a list can mark them.

mod exact;
mod forgiving;
mod letters;

use super::index::{Entry, Index};
use letters::{Letters, MadeOf};

/// What can be searched, made from an index.
#[derive(Debug, Clone)]
pub struct Searcher {
    letters: Letters,
    /// All texts, one after the other, as numbers of characters.
    row: Vec<u16>,
    texts: Vec<Text>,
}

/// Where a text of an entry lies in the row.
#[derive(Debug, Clone, Copy)]
struct Text {
    entry: u32,
    field: Field,
    start: u32,
    length: u16,
    made_of: MadeOf,
}

/// An item that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The entry's place in [`Index::items`].
    pub entry: usize,
    /// Higher is better; comparable within one search only.
    pub score: i32,
    /// What it was found by.
    pub because: Because,
}

/// What an item was found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The text.
    pub field: Field,
    /// The characters of that text which the query stands for, in order.
    pub spans: Vec<Span>,
}

/// A searched text of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name people use.
    PlainName,
    /// The official name.
    Name,
    /// One of its keywords.
    Keyword(u16),
    /// The name people use, in English.
    EnglishName,
}

/// A piece of a text, in bytes: `&text[start..end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// One character of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// A Chinese character; nothing when no text has it.
    Character(Option<u16>),
    /// A Latin letter, in lower case, or a digit.
    Letter(u8),
}

/// How a query fits a text from some place on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Fit {
    /// Bit n: the nth character from that place is matched.
    mask: u64,
    /// How many of the matched characters are matched by no more than their initial.
    initials: u32,
}

/// The best fit of an entry so far.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: i32,
    text: u32,
    at: u16,
    mask: u64,
}

impl Searcher {
    /// Makes the search of an index.
    pub fn new(index: &Index) -> Self {
        let mut searcher = Self { letters: Letters::new(&index.readings), row: Vec::new(), texts: Vec::new() };
        for (number, entry) in (0..).zip(&index.items) {
            searcher.add(number, Field::PlainName, &entry.plain_name.zh);
            if entry.name.zh != entry.plain_name.zh {
                searcher.add(number, Field::Name, &entry.name.zh);
            }
            for (keyword, text) in (0..).zip(&entry.keywords) {
                searcher.add(number, Field::Keyword(keyword), text);
            }
            searcher.add(number, Field::EnglishName, &entry.plain_name.en);
        }
        searcher
    }

    fn add(&mut self, entry: u32, field: Field, text: &str) {
        let start = self.row.len();
        self.row.extend(text.chars().map(|character| self.letters.number_or_new(character)));
        let length = (self.row.len() - start).try_into().unwrap_or(u16::MAX);
        let made_of = self.letters.made_of(&self.row[start..]);
        self.texts.push(Text { entry, field, start: start as u32, length, made_of });
    }

    /// The items that fit, best first, at most `limit`. An empty query finds nothing.
    pub fn search(&self, index: &Index, query: &str, limit: usize) -> Vec<Hit> {
        let query = self.letters.units(query);
        if query.is_empty() {
            return Vec::new();
        }
        let made_of = MadeOf::query(&query);
        let mut found = self.best_of_each(|text| {
            let may_fit = self.texts[text].made_of.lacks(made_of) == 0;
            if may_fit {
                self.fit_exactly(&query, text)
            } else {
                None
            }
        });
        if found.is_empty() {
            found = self.best_of_each(|text| self.fit_forgiving(&query, made_of, text));
        }
        found.sort_by_key(|candidate| (-candidate.score, candidate.text));
        found.truncate(limit);
        found.into_iter().map(|candidate| self.hit(index, candidate)).collect()
    }

    /// The best candidate of every entry that has one. Texts of one entry lie next to each other.
    fn best_of_each(&self, mut fit: impl FnMut(usize) -> Option<Candidate>) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for text in 0..self.texts.len() {
            let Some(candidate) = fit(text) else { continue };
            match found.last_mut().filter(|last| self.entry_of(last) == self.entry_of(&candidate)) {
                Some(last) if last.score < candidate.score => *last = candidate,
                Some(_) => {}
                None => found.push(candidate),
            }
        }
        found
    }

    fn entry_of(&self, candidate: &Candidate) -> u32 {
        self.texts[candidate.text as usize].entry
    }

    fn characters(&self, text: usize) -> &[u16] {
        let Text { start, length, .. } = self.texts[text];
        &self.row[start as usize..start as usize + usize::from(length)]
    }

    /// How good a fit is: official and plain names before keywords, beginnings before middles, much of a text before little,
    /// written out before abbreviated.
    fn candidate(&self, text: usize, at: usize, fit: Fit) -> Candidate {
        let matched = fit.mask.count_ones() as i32;
        let length = i32::from(self.texts[text].length).max(1);
        let field = match self.texts[text].field {
            Field::PlainName => 60,
            Field::Keyword(_) => 50,
            Field::Name => 40,
            Field::EnglishName => 0,
        };
        let beginning = if at == 0 { 80 } else { 0 };
        let abbreviated = 60 * fit.initials as i32 / matched.max(1);
        let score = 1000 + field + beginning + 200 * matched / length - abbreviated;
        Candidate { score, text: text as u32, at: at as u16, mask: fit.mask }
    }

    fn hit(&self, index: &Index, candidate: Candidate) -> Hit {
        let Text { entry, field, .. } = self.texts[candidate.text as usize];
        let text = index.items[entry as usize].text(field);
        let spans = spans(text, usize::from(candidate.at), candidate.mask);
        Hit { entry: entry as usize, score: candidate.score, because: Because { field, spans } }
    }
}

impl Entry {
    /// The text that a hit was found by.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::PlainName => &self.plain_name.zh,
            Field::Name => &self.name.zh,
            Field::Keyword(number) => self.keywords.get(usize::from(number)).map_or("", String::as_str),
            Field::EnglishName => &self.plain_name.en,
        }
    }
}

/// The pieces of a text whose characters, from the `at`th on, are set in the mask.
fn spans(text: &str, at: usize, mask: u64) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (place, (start, character)) in text.char_indices().skip(at).enumerate().take(64) {
        if mask >> place & 1 == 0 {
            continue;
        }
        let end = start + character.len_utf8();
        match spans.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => spans.push(Span { start, end }),
        }
    }
    spans
}
