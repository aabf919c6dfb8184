//! A text as words, and a word as its stem: what search, kinship and proposed themes compare.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use frostem::{Algorithm, Stemmer};
use rayon::prelude::*;

use super::{Language, fold, lowered};

/// The words of a text with their byte offsets: letters and figures in a row, as they are written.
/// A sign between them ends a word, so "CTOC/COP" is two.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = run(text, at, false);
        at = run(text, start, true);
        (start < at).then(|| (start, &text[start..at]))
    })
}

/// Where the letters and figures in a row end that stand at `from`, or where they begin again.
fn run(text: &str, from: usize, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        // Most characters are one byte, and need not be put together to be known.
        let (is_word, length) = if byte.is_ascii() {
            (IN_WORDS[usize::from(byte)], 1)
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            (c.is_alphanumeric(), c.len_utf8())
        };
        if is_word != of_words {
            break;
        }
        at += length;
    }
    at
}

/// Which characters of one byte are letters or figures.
const IN_WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Reduces the words of one language to what their inflections share.
pub struct Stems {
    stemmer: Option<Stemmer>,
    /// Beginnings that are stems of their own, whatever the stemmer says.
    apart: &'static [String],
    /// The stems of words that were met before.
    known: HashMap<String, String, FixedState>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stems")
            .field("stems", &self.stemmer.is_some())
            .finish_non_exhaustive()
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
            apart: Some(Language::of(language))
                .filter(|table| table.is(language))
                .map_or(&[], |table| &table.stems_apart),
            known: HashMap::default(),
        }
    }

    /// Reduces the words of texts that several will ask for, so that each is reduced once.
    pub fn learn<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let mut seen: HashSet<&str, FixedState> = HashSet::default();
        let distinct: Vec<&str> = texts
            .flat_map(words)
            .map(|(_, word)| word)
            .filter(|word| seen.insert(word))
            .collect();
        let stems: Vec<(String, String)> = distinct
            .into_par_iter()
            .with_min_len(128)
            .map(|word| (word.to_owned(), self.reduced(word)))
            .collect();
        self.known.extend(stems);
    }

    /// The stem of a word, in lower case and without accents.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        match self.known.get(word) {
            Some(stem) => stem.clone(),
            None => self.reduced(word),
        }
    }

    fn reduced(&self, word: &str) -> String {
        let lower = lowered(word);
        let folded = fold(&lower);
        let mut apart = self.apart.iter();
        if let Some(stem) = apart.find(|stem| folded.starts_with(stem.as_str())) {
            return stem.clone();
        }
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(&lower),
            None => Cow::Borrowed(&*lower),
        };
        fold(&stem)
    }
}

/// The stems of a corpus as numbers: each word is reduced once, and sets of terms compare quickly.
#[derive(Debug)]
pub struct Terms {
    stems: Arc<Stems>,
    words: HashMap<String, u32, FixedState>,
    numbers: HashMap<String, u32, FixedState>,
}

impl Terms {
    /// No terms yet.
    #[must_use]
    pub fn new(stems: Arc<Stems>) -> Self {
        Self {
            stems,
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

    /// The number of a word's stem, where a text had it.
    #[must_use]
    pub fn known(&self, word: &str) -> Option<u32> {
        let met = self.words.get(word).copied();
        met.or_else(|| self.numbers.get(&self.stems.stem(word)).copied())
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
        assert_eq!(stems.stem("Autoridad"), stems.stem("autoridades"));
        assert_ne!(stems.stem("autoridades"), stems.stem("autores"));
        assert_eq!(stems.stem("órganos"), "organ");
        let mut learned = Stems::of("es");
        learned.learn(["Víctimas, niño; víctimas"].into_iter());
        assert_eq!(learned.known.len(), 3);
        assert_eq!(learned.stem("niño"), "niñ");
        assert_eq!(Stems::of("xx").stem("Días"), "dias");
    }
}
