//! Words in a row → the documents that hold them, for quoted phrases of large registers.
//!
//! In a small register the browser reads all texts. In a large one, words that stand in most documents would have it
//! load most texts to find those that hold them in a row. So pairs and triples are indexed, by a hash, in parts of
//! which a phrase loads one for each; only where their words, or pairs, are frequent: rare ones leave few texts to read.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::analysis::{fold, plain};
use super::index::{Index, Term};
use super::shards;

/// Words and pairs that fewer documents hold are rare: the texts that hold them are read.
pub const RARE: usize = 24;
/// About so many characters make a part.
const PART: usize = 8_000;

/// The rows of words that texts hold, cut into parts: a row stands in the part that its hash gives by their number.
#[must_use]
pub fn parts(index: &Index<'_>, terms: &[Term]) -> Vec<String> {
    let frequent: HashSet<String, FixedState> = terms
        .iter()
        .filter(|term| term.postings.len() >= RARE)
        .flat_map(|term| term.forms.iter().map(|form| plain(&fold(form))))
        .collect();
    let words: Vec<String> = (0..index.forms())
        .map(|form| plain(index.form_at(form).1))
        .collect();
    let is_frequent: Vec<bool> = words.iter().map(|word| frequent.contains(word)).collect();
    let all = |row: &[u32]| row.iter().all(|&form| is_frequent[form as usize]);
    let hash = |row: &[u32]| {
        row.iter()
            .fold(BASIS, |hash, &form| add(hash, &words[form as usize]))
    };
    let rows: Vec<Vec<u32>> = (0..index.len()).map(|at| index.row(at)).collect();
    let pairs = holders(&rows, 2, |row| all(row).then(|| hash(row)));
    let many: HashSet<u32, FixedState> = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() >= RARE)
        .map(|same| same[0].0)
        .collect();
    let triples = holders(&rows, 3, |row| {
        let both = all(row) && many.contains(&hash(&row[..2])) && many.contains(&hash(&row[1..]));
        both.then(|| hash(row))
    });
    write(pairs, triples, rows.len())
}

/// The rows of so many words that have a hash, each with a document that holds it; sorted, each once.
fn holders(
    rows: &[Vec<u32>],
    length: usize,
    hash: impl Fn(&[u32]) -> Option<u32>,
) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (document, row) in rows.iter().enumerate() {
        let of_row = row.windows(length).filter_map(&hash);
        found.extend(of_row.map(|hash| (hash, document as u32)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// For each row the gap between its hash and the one before in its part, and its documents.
fn write(pairs: Vec<(u32, u32)>, triples: Vec<(u32, u32)>, size: usize) -> Vec<String> {
    let mut all = pairs;
    all.extend(triples);
    all.sort_unstable();
    all.dedup();
    // A hash takes about five characters, a document three.
    let parts = (all.len() * 5 / PART).max(1);
    let mut out = vec![(String::new(), 0_u32); parts];
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let hash = same[0].0;
        let (part, last) = &mut out[hash as usize % parts];
        shards::number(part, hash - *last);
        *last = hash;
        shards::set(part, same.iter().map(|&(_, document)| document), size);
    }
    out.into_iter().map(|(part, _)| part).collect()
}

/// FNV-1a over the letters of words, a space between them; its twin is in `static/js/search-index.js`.
const BASIS: u32 = 0x811c_9dc5;

fn add(hash: u32, word: &str) -> u32 {
    let letters = word.chars().chain(std::iter::once(' '));
    letters.fold(hash, |hash, letter| {
        (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::words::Stems;
    use crate::search::index::{Document, Field};

    /// The hashes that parts hold.
    fn hashes(parts: &[String], size: usize) -> HashSet<u32> {
        let mut found = HashSet::new();
        for part in parts {
            let figures: Vec<u32> = part.bytes().map(shards::value).collect();
            let (mut at, mut hash) = (0, 0);
            let number = |at: &mut usize| {
                let (mut n, mut shift) = (0, 0);
                loop {
                    let figure = figures[*at];
                    *at += 1;
                    n |= (figure & 31) << shift;
                    shift += 5;
                    if figure < 32 {
                        return n;
                    }
                }
            };
            while at < figures.len() {
                hash += number(&mut at);
                found.insert(hash);
                let head = number(&mut at);
                if head & 1 == 1 {
                    at += size.div_ceil(6);
                } else {
                    (0..head >> 1).for_each(|_| _ = number(&mut at));
                }
            }
        }
        found
    }

    #[test]
    fn rows_of_frequent_words_are_held_and_no_others() {
        let mut index = Index::default();
        let mut texts = vec!["la trata de niños", "la palabra rara"];
        texts.resize(60, "la trata de personas");
        for text in &texts {
            let fields = vec![(Field::Text, index.tokens(text))];
            index.push(Document {
                fields,
                keys: Vec::new(),
            });
        }
        let terms = index.terms(&Stems::of("es"), true);
        let held = hashes(&parts(&index, &terms), texts.len());
        let hash = |words: &str| words.split(' ').fold(BASIS, add);
        for row in [
            "la trata",
            "trata de",
            "de personas",
            "la trata de",
            "trata de personas",
        ] {
            assert!(held.contains(&hash(row)), "{row}");
        }
        for row in ["de ninos", "la palabra", "personas de", "trata de ninos"] {
            assert!(!held.contains(&hash(row)), "{row}");
        }
        assert_eq!(held.len(), 5);
    }
}
