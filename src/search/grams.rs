//! Words in a row → the documents that hold them, for quoted phrases of large registers.
//!
//! In a small register the browser reads all texts. In a large one, words that stand in most documents would have it
//! load most texts to find those that hold them in a row. So rows of two to [`LONGEST`] words are indexed, by a hash, in
//! parts of which a phrase loads few; a longer row only where both rows that it is made of are frequent: what is rarer
//! leaves few texts to read.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::analysis::{fold, plain};
use super::index::{Index, Term};
use super::shards;

/// Words and pairs that fewer documents hold are rare: the texts that hold them are read.
pub const RARE: usize = 24;
/// About so many characters make a part.
const PART: usize = 8_000;

/// Rows of more words are found by those that they are made of.
pub const LONGEST: usize = 6;

/// A document's words, and for each place the row that begins there, while it grows.
struct Rows {
    words: Vec<u32>,
    hashes: Vec<u32>,
    /// Whether many documents hold the row.
    frequent: Vec<bool>,
}

/// The rows of words that texts hold, cut into parts: a row stands in the part that its hash gives by their number.
#[must_use]
pub fn parts(index: &Index<'_>, terms: &[Term]) -> Vec<String> {
    let known: HashSet<String, FixedState> = terms
        .iter()
        .filter(|term| term.postings.len() >= RARE)
        .flat_map(|term| term.forms.iter().map(|form| plain(&fold(form))))
        .collect();
    let words: Vec<String> = (0..index.forms())
        .map(|form| plain(index.form_at(form).1))
        .collect();
    let frequent: Vec<bool> = words.iter().map(|word| known.contains(word)).collect();
    let mut texts: Vec<Rows> = (0..index.len())
        .map(|at| {
            let row = index.row(at);
            Rows {
                hashes: row
                    .iter()
                    .map(|&form| add(BASIS, &words[form as usize]))
                    .collect(),
                frequent: row.iter().map(|&form| frequent[form as usize]).collect(),
                words: row,
            }
        })
        .collect();
    let mut all = Vec::new();
    for length in 2..=LONGEST {
        let found = grow(&mut texts, length, &words);
        let many: HashSet<u32, FixedState> = found
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() >= RARE)
            .map(|same| same[0].0)
            .collect();
        for text in &mut texts {
            for (frequent, hash) in text.frequent.iter_mut().zip(&text.hashes) {
                *frequent = *frequent && many.contains(hash);
            }
        }
        all.extend(found);
    }
    write(all, texts.len())
}

/// Makes rows one word longer where both rows that they are made of are frequent. Gives their hashes, each with the
/// documents that hold it, sorted.
fn grow(texts: &mut [Rows], length: usize, words: &[String]) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (document, text) in texts.iter_mut().enumerate() {
        for at in 0..text.words.len() {
            let grows =
                at + length <= text.words.len() && text.frequent[at] && text.frequent[at + 1];
            text.frequent[at] = grows;
            if grows {
                let word = &words[text.words[at + length - 1] as usize];
                text.hashes[at] = add(text.hashes[at], word);
                found.push((text.hashes[at], document as u32));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// For each row the gap between its hash and the one before in its part, and its documents.
fn write(mut all: Vec<(u32, u32)>, size: usize) -> Vec<String> {
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
            "la trata de personas",
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
        assert_eq!(held.len(), 6);
    }
}
