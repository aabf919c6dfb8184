//! A text as words, and a word as its stem: what search, kinship and proposed themes compare.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use frostem::{Algorithm, Stemmer};

use super::fold;

/// The words of a text with their byte offsets: letters and figures in a row, as they are written.
/// A sign between them ends a word, so "CTOC/COP" is two.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let behind = &rest[start..];
        let end = behind
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(behind.len());
        let at = text.len() - rest.len() + start;
        rest = &behind[end..];
        Some((at, &behind[..end]))
    })
}

/// Reduces the words of one language to what their inflections share.
pub struct Stems {
    stemmer: Option<Stemmer>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stems")
            .field("stems", &self.stemmer.is_some())
            .finish()
    }
}

impl Stems {
    /// The stemmer of a language by its tag; a language without one keeps its words as they are.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let algorithm = match language.split('-').next() {
            Some("es") => Some(Algorithm::Spanish),
            Some("en") => Some(Algorithm::English),
            _ => None,
        };
        Self {
            stemmer: algorithm.map(Stemmer::new),
        }
    }

    /// The stem of a word, in lower case and without accents.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(&lower),
            None => Cow::Borrowed(lower.as_str()),
        };
        fold(&stem)
    }
}

/// The stems of a corpus as numbers: each word is reduced once, and sets of terms compare quickly.
#[derive(Debug)]
pub struct Terms {
    stems: Stems,
    words: HashMap<String, u32, FixedState>,
    numbers: HashMap<String, u32, FixedState>,
}

impl Terms {
    /// No terms yet, in a language by its tag.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self {
            stems: Stems::of(language),
            words: HashMap::default(),
            numbers: HashMap::default(),
        }
    }

    /// The number of a word's stem, counted from 0 in the order in which stems were met.
    pub fn term(&mut self, word: &str) -> u32 {
        if let Some(&term) = self.words.get(word) {
            return term;
        }
        let next = self.numbers.len() as u32;
        let term = *self.numbers.entry(self.stems.stem(word)).or_insert(next);
        self.words.insert(word.to_owned(), term);
        term
    }

    /// The terms of a text, sorted, each once; words of which `skip` is true are left out.
    pub fn set(&mut self, text: &str, skip: impl Fn(&str) -> bool) -> Vec<u32> {
        let mut set: Vec<u32> = words(text)
            .filter(|(_, word)| !skip(word))
            .map(|(_, word)| self.term(word))
            .collect();
        set.sort_unstable();
        set.dedup();
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_places() {
        let text = "¿Qué es «CTOC/COP»? 2ª niñez.";
        let found: Vec<(usize, &str)> = words(text).collect();
        assert_eq!(
            found.iter().map(|&(_, word)| word).collect::<Vec<_>>(),
            ["Qué", "es", "CTOC", "COP", "2ª", "niñez"]
        );
        assert!(found.iter().all(|&(at, word)| text[at..].starts_with(word)));
    }

    #[test]
    fn inflections_share_a_stem() {
        let stems = Stems::of("es");
        for (one, other) in [
            ("indemnización", "indemnizaciones"),
            ("víctima", "Víctimas"),
            ("investigar", "investigan"),
        ] {
            assert_eq!(stems.stem(one), stems.stem(other), "{one} {other}");
        }
        assert_eq!(stems.stem("niño"), "niñ");
        assert_eq!(Stems::of("xx").stem("Días"), "dias");
    }
}
