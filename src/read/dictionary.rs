//! The dictionary of a language, read only as far as the words that are asked.
//!
//! A Hunspell dictionary of 57 000 entries takes longer to load than the whole book to build. So the
//! questions are collected first, and only entries that share their first letters with a question (or
//! with what is left of it behind a prefix) are loaded: an affix changes the end of a word, never its
//! first letters.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use spellbook::Dictionary;

use crate::languages::DictionaryFiles;

/// Letters that an entry must share with a question.
const SHARED: usize = 4;

/// Which of these words the dictionary knows. Words are asked in lower case.
#[must_use]
pub fn known<'a>(questions: &HashSet<&'a str, FixedState>, files: &DictionaryFiles) -> HashSet<&'a str, FixedState> {
    if questions.is_empty() {
        return HashSet::default();
    }
    let mut prefixes: Vec<&str> = prefixes(files.affixes).collect();
    prefixes.sort_unstable();
    prefixes.dedup();
    let mut heads: HashSet<&str, FixedState> = HashSet::default();
    for word in questions {
        heads.insert(head(word));
        for prefix in &prefixes {
            if let Some(rest) = word.strip_prefix(*prefix) {
                heads.insert(head(rest));
            }
        }
    }
    let entries: Vec<&str> = files
        .words
        .lines()
        .skip(1)
        .filter(|line| {
            let stem = line.split('/').next().unwrap_or(line);
            heads.contains(head(stem)) || stem.chars().nth(SHARED - 1).is_none()
        })
        .collect();
    let reduced = format!("{}\n{}\n", entries.len(), entries.join("\n"));
    let Ok(dictionary) = Dictionary::new(files.affixes, &reduced) else {
        // The embedded dictionary is read by a test; without one, the corpus alone decides.
        return HashSet::default();
    };
    questions.iter().copied().filter(|word| dictionary.check(word)).collect()
}

fn head(word: &str) -> &str {
    word.char_indices().nth(SHARED).map_or(word, |(end, _)| &word[..end])
}

/// The prefixes of the affix file: `PFX flag strip prefix condition`.
fn prefixes(affixes: &str) -> impl Iterator<Item = &str> {
    affixes
        .lines()
        .filter(|line| line.starts_with("PFX "))
        .filter_map(|line| line.split_whitespace().nth(3))
        .map(|prefix| prefix.split('/').next().unwrap_or(prefix))
        .filter(|prefix| prefix.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;

    #[test]
    fn the_reduced_dictionary_answers_like_the_whole_one() {
        let files = Language::of("es").dictionary.expect("Spanish has one");
        let whole = Dictionary::new(files.affixes, files.words).unwrap();
        let words = [
            "adscripción", "seguían", "dieciocho", "presencia", "contrastar", "plataformas", "desaconsejar", "revictimización",
            "utilizarse", "fue", "acciones", "crisis", "dio", "reinserción", "ituación", "investi", "gaciones", "n", "cción", "torno",
        ];
        let questions: HashSet<&str, FixedState> = words.into_iter().collect();
        let known = known(&questions, &files);
        for word in words {
            assert_eq!(known.contains(word), whole.check(word), "{word}");
        }
    }
}
