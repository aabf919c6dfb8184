//! Phrases of the thesaurus → the documents where their words stand in a row.
//!
//! "Representación letrada" for "abogado" means these two words together, not a text that holds both somewhere; the
//! browser could tell only from the texts, of which it has few. So each such phrase is a key of the index.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::analysis::{fold, words};
use super::index::Index;
use crate::languages::words::Stems;

/// What the keys of phrases begin with; their words follow, apart by "_".
const KEY: &str = "@=";

/// No word of any phrase.
const OTHER: u32 = u32::MAX;

/// The phrases, ready to be found among the forms of an index.
pub struct Rows<'s> {
    stems: &'s Stems,
    /// The stems of the phrases' words, numbered.
    numbers: HashMap<String, u32, FixedState>,
    /// The phrases that begin with a stem: their stems and their places below.
    by_first: Vec<Vec<(Vec<u32>, usize)>>,
    /// For each form of the index its stem's number.
    of_form: Vec<u32>,
    /// For each phrase its name, and its key in the index.
    keys: Vec<(String, Option<u32>)>,
}

impl<'s> Rows<'s> {
    /// The phrases of more than one word, each once.
    #[must_use]
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>, stems: &'s Stems) -> Self {
        let mut rows = Self {
            stems,
            numbers: HashMap::default(),
            by_first: Vec::new(),
            of_form: Vec::new(),
            keys: Vec::new(),
        };
        let mut seen: HashSet<String, FixedState> = HashSet::default();
        for text in texts {
            let phrase: Vec<&str> = words(text)
                .map(|(_, word)| word)
                .filter(|word| !fold(word).is_empty())
                .collect();
            let folded: Vec<String> = phrase.iter().map(|word| fold(word)).collect();
            if phrase.len() > 1 && seen.insert(folded.join(" ")) {
                rows.add(&phrase, format!("{KEY}{}", folded.join("_")));
            }
        }
        rows
    }

    fn add(&mut self, phrase: &[&str], name: String) {
        let row: Vec<u32> = phrase
            .iter()
            .map(|word| {
                let written = word.to_lowercase();
                let key = super::index::key_of(&written, &fold(&written), self.stems);
                let next = self.numbers.len() as u32;
                *self.numbers.entry(key).or_insert(next)
            })
            .collect();
        self.by_first.resize(self.numbers.len(), Vec::new());
        self.by_first[row[0] as usize].push((row, self.keys.len()));
        self.keys.push((name, None));
    }

    /// Adds the keys of the phrases that a text holds.
    pub fn find(
        &mut self,
        index: &mut Index<'_>,
        tokens: &[u32],
        weight: f64,
        keys: &mut Vec<(u32, f64)>,
    ) {
        let new = index.form_keys(self.stems).names_from(self.of_form.len());
        let numbered = new.map(|key| self.numbers.get(key).copied().unwrap_or(OTHER));
        self.of_form.extend(numbered);
        for at in 0..tokens.len() {
            let stem = |form: &u32| self.of_form[*form as usize];
            let first = stem(&tokens[at]);
            if first == OTHER {
                continue;
            }
            for (row, phrase) in &self.by_first[first as usize] {
                let is_here = tokens.len() - at >= row.len()
                    && row
                        .iter()
                        .zip(&tokens[at..])
                        .all(|(word, form)| *word == stem(form));
                if is_here {
                    let (name, key) = &mut self.keys[*phrase];
                    keys.push((*key.get_or_insert_with(|| index.key(name)), weight));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_inflected_and_only_in_a_row() {
        let stems = Stems::of("es");
        let mut index = Index::default();
        let phrases = [
            "abogado",
            "asistencia letrada",
            "Asistencia  Letrada",
            "vida privada",
        ];
        let mut rows = Rows::new(phrases.into_iter(), &stems);
        let mut found = |text: &'static str| {
            let mut keys = Vec::new();
            let tokens = index.tokens(text);
            rows.find(&mut index, &tokens, 1.0, &mut keys);
            keys
        };
        assert_eq!(found("la asistencia gratuita, letrada"), []);
        assert_eq!(
            found("vidas privadas y la vida privada"),
            [(0, 1.0), (0, 1.0)]
        );
        assert_eq!(found("la asistencia letrada"), [(1, 1.0)]);
        assert_eq!(found("la vida"), []);
    }
}
