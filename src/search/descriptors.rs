//! The editors' descriptors → keys of the index: the stems by which else a provision is looked for.
//!
//! A question has words that no text of the register holds, and a thesaurus knows what words mean, not what a provision is
//! about. What an editor has written for it is no text to be shown or quoted, so it is not a field of the document.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use foldhash::fast::FixedState;

use super::analysis::{fold, words};
use super::index::{Index, Term, Tokens, key_of};
use super::shards;
use crate::languages::words::Stems;

/// What the keys of descriptors begin with.
const KEY: &str = "@~";
/// How much one weighs, as an occurrence in the text would weigh one.
const WEIGHT: f64 = 1.25;

/// Shorter words ("no", "a") describe nothing.
const SHORTEST: usize = 3;

/// The stem of a descriptor that one document alone has, and which.
pub type Single = (String, u32);

/// What makes keys of descriptors.
pub struct Descriptors<'s, 't> {
    stems: &'s Stems,
    function_words: HashSet<&'s str, FixedState>,
    /// The stems of words that were met before; none of those that describe nothing.
    met: HashMap<&'t str, Option<Rc<str>>, FixedState>,
}

impl<'s, 't> Descriptors<'s, 't> {
    /// Function words describe nothing.
    #[must_use]
    pub fn new(function_words: &'s [String], stems: &'s Stems) -> Self {
        Self {
            stems,
            function_words: function_words.iter().map(String::as_str).collect(),
            met: HashMap::default(),
        }
    }

    /// Adds a key for each word of a document's descriptors that its own words, `own`, do not have.
    pub fn find(
        &mut self,
        index: &mut Index<'_>,
        descriptors: impl Iterator<Item = &'t str>,
        own: &[&Tokens],
        keys: &mut Vec<(u32, f64)>,
    ) {
        let described: BTreeSet<Rc<str>> = descriptors
            .flat_map(words)
            .filter_map(|(_, word)| self.stem(word))
            .collect();
        if described.is_empty() {
            return;
        }
        let of_forms = index.form_keys(self.stems);
        let is_own = |stem: &str| {
            let number = of_forms.number(stem);
            number.is_some_and(|number| {
                let mut forms = own.iter().flat_map(|tokens| tokens.iter());
                forms.any(|&form| of_forms.of(form) == number)
            })
        };
        let new: Vec<Rc<str>> = described.into_iter().filter(|stem| !is_own(stem)).collect();
        keys.extend(
            new.iter()
                .map(|stem| (index.key(&format!("{KEY}{stem}")), WEIGHT)),
        );
    }

    /// The stem of a word; none of one that describes nothing.
    fn stem(&mut self, word: &'t str) -> Option<Rc<str>> {
        let Self {
            stems,
            function_words,
            met,
        } = self;
        let stem = met.entry(word).or_insert_with(|| {
            let written = word.to_lowercase();
            let folded = fold(&written);
            let tells =
                folded.chars().count() >= SHORTEST && !function_words.contains(folded.as_str());
            tells.then(|| key_of(&written, &folded, stems).into())
        });
        stem.clone()
    }
}

/// Whether any document has descriptors.
#[must_use]
pub fn are_in(terms: &[Term]) -> bool {
    terms.iter().any(|term| term.key.starts_with(KEY))
}

/// The descriptors of a register of which a browser loads the whole index, told shortly: they all weigh the same.
#[derive(Debug, Default)]
pub struct Told {
    /// The stems, apart by a space; each begins with how many letters it shares with the one before it.
    pub stems: String,
    /// The documents of each.
    pub sets: String,
    /// Those that one document alone has: they are most of the bytes, and only who types one asks for it.
    pub single: Vec<Single>,
}

/// Takes the descriptors of `size` documents from the keys of their index.
#[must_use]
pub fn take(terms: &mut Vec<Term>, size: usize) -> Told {
    let mut told = Told::default();
    let mut last = String::new();
    for term in terms.extract_if(.., |term| term.key.starts_with(KEY)) {
        let stem = &term.key[KEY.len()..];
        if let [(document, _)] = term.postings[..] {
            told.single.push((stem.to_owned(), document));
            continue;
        }
        if !told.stems.is_empty() {
            told.stems.push(' ');
        }
        shards::behind(&mut told.stems, stem, &last);
        shards::set(
            &mut told.sets,
            term.postings.iter().map(|posting| posting.0),
            size,
        );
        last.clear();
        last.push_str(stem);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::index::Document;

    #[test]
    fn descriptors_are_stems_that_the_text_does_not_have() {
        let stems = Stems::of("es");
        let mut index = Index::default();
        let function_words = ["de".to_owned(), "la".to_owned()];
        let mut found = Descriptors::new(&function_words, &stems);
        let texts = [
            (
                "La asistencia letrada",
                vec!["abogado de oficio", "letrado", "Abogados"],
            ),
            ("Los honorarios", vec!["pagar al abogado"]),
            ("Sin más", vec![]),
        ];
        for (text, descriptors) in texts {
            let tokens = index.tokens(text);
            let mut keys = Vec::new();
            found.find(&mut index, descriptors.into_iter(), &[&tokens], &mut keys);
            index.push(Document {
                fields: Vec::new(),
                keys,
            });
        }
        let mut terms = index.terms(&stems, false);
        terms.retain(Term::is_key);
        assert!(are_in(&terms));
        let mut told = take(&mut terms, 3);
        told.single.sort();
        let single = told.single.iter().map(|(stem, at)| (&**stem, *at));
        let single: Vec<(&str, u32)> = single.collect();
        assert_eq!(single, [("ofici", 0), ("pag", 1)]);
        assert_eq!((told.stems.as_str(), terms.len()), ("Aabog", 0));
        assert_eq!(told.sets, "FD", "one bit a document");
    }
}
