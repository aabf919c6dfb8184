//! Figures in a line, and how each hangs on what stands before it: what may be the mark of a note, and how likely.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::text::is_symbol;

/// No note has a greater number.
pub const DIGITS: usize = 3;
/// No word before a call is longer.
const LONGEST_TOKEN: usize = 80;

/// How a figure hangs on what stands before it; the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glue {
    /// On a word of lower-case letters or a closing quotation mark ("recomendaciones1"): a mark by itself.
    Word,
    /// On the punctuation behind a word ("personas.1"): a mark where there is a note.
    Sign,
    /// On an acronym, a short word, a year's full stop: a mark only where nothing better stands on the page.
    Weak,
}

/// A run of figures in a text.
pub struct Figure {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it says.
    pub value: u32,
    /// How many that say the same stand behind it.
    pub behind: usize,
}

/// The figures of a text that can be the number of a note.
pub fn figures(text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut seen: HashMap<u32, usize, FixedState> = HashMap::default();
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    while end > 0 {
        if !bytes[end - 1].is_ascii_digit() {
            end -= 1;
            continue;
        }
        let mut start = end - 1;
        while start > 0 && bytes[start - 1].is_ascii_digit() {
            start -= 1;
        }
        let digits = &text[start..end];
        if let (1..=DIGITS, false, Ok(value)) =
            (digits.len(), digits.starts_with('0'), digits.parse())
        {
            let behind = seen.entry(value).or_default();
            figures.push(Figure {
                start,
                end,
                value,
                behind: *behind,
            });
            *behind += 1;
        }
        end = start;
    }
    figures.reverse();
    figures
}

/// Whether no space parts a figure from the words before it.
pub fn is_glued(before: &str) -> bool {
    before.ends_with(|c: char| !c.is_whitespace())
}

/// How the figure between two parts of a line hangs on the first, if it may be a mark.
pub fn glue(before: &str, after: &str, language: &Language) -> Option<Glue> {
    let next = after.chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '-') {
        return None;
    }
    let mut lower = before.chars().rev();
    let is_word = (0..4).all(|_| lower.next().is_some_and(char::is_lowercase));
    if before.ends_with(['”', '»']) || is_word {
        return Some(Glue::Word);
    }
    let mut near = before.len().saturating_sub(LONGEST_TOKEN);
    while !before.is_char_boundary(near) {
        near += 1;
    }
    let token = before[near..].rsplit(char::is_whitespace).next()?;
    let token = token.trim_start_matches(['(', '[', '“', '"', '«', '*', '_']);
    // "2.1", "1:3", "3,5 millones"
    let goes_on =
        after.starts_with(['.', ',', ':']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    // Part of a symbol, or of an address.
    if token.is_empty() || goes_on || is_symbol(&format!("{token}1")) || token.contains("://") {
        return None;
    }
    let sign = token.chars().next_back()?;
    let words = &token[..token.len() - sign.len_utf8()];
    if sign.is_alphabetic() {
        return (!token.contains('/')).then_some(Glue::Weak);
    }
    if !".,;:?!)]\"'’…".contains(sign) {
        return None;
    }
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let last = words.chars().next_back()?;
    if last.is_ascii_digit() {
        // "en 2010.1", "(2010)1"; but "artículo 6.1"
        let year = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4;
        return (sign == ')' || year).then_some(Glue::Weak);
    }
    if !(last.is_alphabetic() || ")]”»\"'’".contains(last)) {
        return None;
    }
    if sign == '.' {
        let short = language
            .layout
            .abbreviations
            .contains(&token.to_lowercase());
        if short || last.is_alphabetic() && letters < 3 {
            return None;
        }
        // "Add.1", "Rev.1"; but "Perú.1"
        if words.starts_with(char::is_uppercase) && letters <= 4 || words.contains('/') {
            return Some(Glue::Weak);
        }
    }
    (letters >= 2 || ")]".contains(sign)).then_some(Glue::Sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_figure_hangs_on_its_word() {
        let glue = |before: &str, after: &str| glue(before, after, Language::of("es"));
        for (before, after, expected) in [
            ("las recomendaciones", " y", Some(Glue::Word)),
            ("Plan”", " y", Some(Glue::Word)),
            ("de personas.", "", Some(Glue::Sign)),
            ("el Trabajo,", " en", Some(Glue::Sign)),
            ("(UNODC)", ".", Some(Glue::Sign)),
            ("la ONU", " y", Some(Glue::Weak)),
            ("del Perú.", "", Some(Glue::Weak)),
            ("en 2010.", "", Some(Glue::Weak)),
            ("INF/1/Rev.", "", None),
            ("AB/CD/2022/Rev.", "", None),
            ("artículo 6.", "", None),
            ("el párr.", "", None),
            ("la sección A.", "", None),
            ("de personas.", "2", None),
            ("de personas.", "/3", None),
            ("en 3,", "5", None),
            ("siguientes:", ".5", None),
        ] {
            assert_eq!(glue(before, after), expected, "{before}|{after}");
        }
    }
}
