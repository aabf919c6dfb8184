//! Words → terms, the one definition of what counts as the same word in the search.
//!
//! Its twin for what a reader types is in `static/js/search-engine.js`; `tests/js/search-cases.json` holds both to
//! the same answers. Stems are made here alone: the index carries every form with its term, so that the browser
//! needs no stemmer (docs/search.md).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word's further letters are of no use for finding it.
const LONGEST: usize = 40;

/// The words of a text with their byte offsets: letters, figures and marks in a row.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(of_word)?;
        let behind = &text[start..];
        let end = start + behind.find(|c| !of_word(c)).unwrap_or(behind.len());
        at = end;
        Some((start, &text[start..end]))
    })
}

fn of_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// A word for comparing: lower case, no accents, no sign of an ordinal; ñ stays. Empty where nothing is left.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word[..word.len().min(LONGEST)].to_ascii_lowercase();
    }
    if word.len() <= LONGEST
        && let Some(folded) = word.chars().map(folded_letter).collect()
    {
        return folded;
    }
    folded_text(word)
}

/// Any word, folded.
fn folded_text(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.to_lowercase().nfd() {
        match c {
            '\u{303}' if folded.ends_with('n') => {
                folded.pop();
                folded.push('ñ');
            }
            'ª' | 'º' => {}
            _ if is_combining_mark(c) => {}
            _ => folded.push(c),
        }
    }
    if let Some((end, _)) = folded.char_indices().nth(LONGEST) {
        folded.truncate(end);
    }
    folded
}

/// The letters of most words, folded one by one as [`fold`] does; none of what takes more than a table.
fn folded_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'ñ' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'á' | 'Á' => Some('a'),
        'é' | 'É' => Some('e'),
        'í' | 'Í' => Some('i'),
        'ó' | 'Ó' => Some('o'),
        'ú' | 'Ú' | 'ü' | 'Ü' => Some('u'),
        'Ñ' => Some('ñ'),
        _ => None,
    }
}

/// A folded word as those write it whose keyboard has no ñ.
#[must_use]
pub fn plain(folded: &str) -> String {
    folded.replace('ñ', "n")
}

/// A number in Roman figures, in lower case; empty for 0 and for what nobody counts so far.
#[must_use]
pub fn roman(mut number: u32) -> String {
    let mut figures = String::new();
    if number < 100 {
        for (value, figure) in [
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ] {
            while number >= value {
                figures.push_str(figure);
                number -= value;
            }
        }
    }
    figures
}

/// "4a", "4ta": a figure with a sign, or with the last letters of the word, folded.
#[must_use]
pub fn short_ordinals(number: u32, forms: &[String], signs: &[String]) -> Vec<String> {
    let figure = number.to_string();
    let ends = forms.iter().map(|form| {
        let length = form.chars().count();
        form.chars().skip(length.saturating_sub(2)).collect()
    });
    let mut short: Vec<String> = signs
        .iter()
        .cloned()
        .chain(ends)
        .map(|end| fold(&format!("{figure}{end}")))
        .filter(|short| *short != figure)
        .collect();
    short.sort_unstable();
    short.dedup();
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_letters_folds_as_any_word_is_folded() {
        let told: Vec<char> = ('\0'..='\u{2fff}')
            .filter(|&c| folded_letter(c).is_some())
            .collect();
        assert!(told.len() > 70);
        for c in told {
            assert_eq!(
                folded_letter(c).unwrap().to_string(),
                folded_text(&c.to_string())
            );
        }
        for word in ["Víctimas", "AÑO", "pingüino", "n\u{303}o", "São", "4ª", "İ"] {
            assert_eq!(fold(word), folded_text(word));
        }
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        words: Vec<String>,
    }

    #[test]
    fn the_shared_cases() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../tests/js/search-cases.json")).unwrap();
        assert!(cases.len() > 15);
        for case in cases {
            let found: Vec<String> = words(&case.text)
                .map(|(_, word)| fold(word))
                .filter(|word| !word.is_empty())
                .collect();
            assert_eq!(found, case.words, "{}", case.text);
        }
    }

    #[test]
    fn words_know_their_places() {
        let text = "¿Qué es «CTOC/COP»? nin\u{303}ez";
        for (at, word) in words(text) {
            assert!(text[at..].starts_with(word));
        }
    }

    #[test]
    fn ordinals_in_figures() {
        let forms = ["cuarta", "cuarto"].map(str::to_owned);
        let signs = ["ª", "a"].map(str::to_owned);
        assert_eq!(short_ordinals(4, &forms, &signs), ["4a", "4ta", "4to"]);
    }

    #[test]
    fn roman_figures() {
        assert_eq!(
            [1, 4, 9, 11, 48].map(roman),
            ["i", "iv", "ix", "xi", "xlviii"]
        );
        assert_eq!(roman(0), "");
    }
}
