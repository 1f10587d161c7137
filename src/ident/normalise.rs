//! What people type, made comparable: full-width characters, spaces and letters of either case become one form.
//!
//! Chinese input methods write full-width digits and the ideographic space, and numbers copied from chat programs carry
//! invisible direction marks. None of that is a mistake of the citizen's. What remains is judged by the value types.

/// The text as identifiers are compared: half-width, without white space and invisible marks, letters as capitals
/// (so that the x at the end of a resident id becomes X). Hyphens stay.
pub fn identifier(text: &str) -> String {
    visible(text).map(|character| character.to_ascii_uppercase()).collect()
}

/// Like [`identifier`], without hyphens and dashes of any kind, for numbers that people group with them.
pub fn without_hyphens(text: &str) -> String {
    visible(text).filter(|character| !is_hyphen(*character)).map(|character| character.to_ascii_uppercase()).collect()
}

/// The half-width form of a full-width character (U+FF01 to U+FF5E, U+3000); any other character unchanged.
pub fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// The characters that count, in half width.
pub(crate) fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).filter(|character| !character.is_whitespace() && !is_invisible(*character))
}

/// Place of the first character that is no ASCII digit, counted from 1.
pub(crate) fn first_non_digit(text: &str) -> Option<usize> {
    text.chars().position(|character| !character.is_ascii_digit()).map(|index| index + 1)
}

/// Zero-width and direction marks, the soft hyphen and the byte order mark.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// The hyphen-minus and what input methods and word processors put in its place.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_become_half_width() {
        assert_eq!(identifier("３６９９９９ＭＡｘ"), "369999MAX");
    }

    #[test]
    fn spaces_and_invisible_marks_disappear() {
        assert_eq!(identifier("\u{202D} 3699\u{3000}99\t1\u{A0}2\u{FEFF}\n"), "36999912");
    }

    #[test]
    fn hyphens_go_only_where_asked() {
        assert_eq!(identifier("0791－8888"), "0791-8888");
        assert_eq!(without_hyphens("0791－88—88‑0−1"), "0791888801");
    }

    #[test]
    fn chinese_text_is_left_as_it_is() {
        assert_eq!(identifier("张 三"), "张三");
    }

    #[test]
    fn places_are_counted_in_characters_from_one() {
        assert_eq!(first_non_digit("12三4"), Some(3));
        assert_eq!(first_non_digit("1234"), None);
    }
}
