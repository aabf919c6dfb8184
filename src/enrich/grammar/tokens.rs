//! The words of a unit with what the grammar needs to know of each.

use crate::languages::words::words;

use super::lexicon::{Known, Lexicon, Meaning, kind};

/// What stands before a word, besides a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// A comma, a bracket or a dash.
    Comma,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// The end of a sentence, or the beginning of the text.
    Stop,
}

/// A word.
#[derive(Debug)]
pub struct Token<'t> {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word in lower case.
    pub word: &'t str,
    /// What stands before it.
    pub gap: Gap,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a bracket opens before it.
    pub aside: bool,
    known: Option<&'t Known<'t>>,
}

impl Token<'_> {
    /// True where the word is one of `kinds`.
    pub fn is(&self, kinds: u32) -> bool {
        self.known.is_some_and(|known| known.is(kinds))
    }
}

/// The words of a text.
#[derive(Debug)]
pub struct Tokens<'t> {
    /// The words in their order.
    pub list: Vec<Token<'t>>,
    /// The language.
    pub lexicon: &'t Lexicon<'t>,
}

impl<'t> Tokens<'t> {
    /// Cuts `plain` into words; `lower` is the same in lower case with every byte at its place.
    pub fn of(lexicon: &'t Lexicon<'t>, plain: &str, lower: &'t str) -> Self {
        let mut list: Vec<Token<'t>> = Vec::with_capacity(plain.len() / 5);
        let mut end = 0;
        for (start, word) in words(lower) {
            let capital = plain[start..].starts_with(char::is_uppercase);
            let gap = match list.last() {
                None => Gap::Stop,
                Some(before) => gap(&lower[end..start], before.word, capital, lexicon),
            };
            let aside = lower[end..start].contains(['[', '(']);
            end = start + word.len();
            list.push(Token {
                start: start as u32,
                end: end as u32,
                word,
                gap,
                capital,
                aside,
                known: lexicon.known(word),
            });
        }
        Self { list, lexicon }
    }

    /// True where the word at `at` is one of `kinds`.
    pub fn is(&self, at: usize, kinds: u32) -> bool {
        self.list.get(at).is_some_and(|token| token.is(kinds))
    }

    /// What stands before the word at `at`; behind the last word, the end.
    pub fn gap(&self, at: usize) -> Gap {
        self.list.get(at).map_or(Gap::Stop, |token| token.gap)
    }

    /// The longest phrase at `at` that `wanted` accepts, with the place behind it. Adjectives may stand within.
    pub fn phrase(&self, at: usize, wanted: impl Fn(Meaning) -> bool) -> Option<(Meaning, usize)> {
        let token = &self.list[at];
        for phrase in &token.known?.phrases {
            if !wanted(phrase.meaning) || (phrase.capital && !token.capital) {
                continue;
            }
            let mut next = at + 1;
            let fits = phrase.rest.iter().all(|word| {
                while self.gap(next) == Gap::None
                    && self.list[next].word != *word
                    && self.is(next, kind::EPITHET)
                {
                    next += 1;
                }
                let fits = self.gap(next) == Gap::None && self.list[next].word == *word;
                next += 1;
                fits
            });
            if fits {
                return Some((phrase.meaning, next));
            }
        }
        None
    }

    /// True for words that may stand beside a verb.
    pub fn is_filler(&self, at: usize) -> bool {
        self.is(at, kind::FILLER)
            || self
                .list
                .get(at)
                .is_some_and(|token| self.lexicon.is_adverb(token.word))
    }

    /// The first place from `at` on that is no filler.
    pub fn skip_fillers(&self, mut at: usize) -> usize {
        while at < self.list.len() && self.is_filler(at) && self.gap(at + 1) == Gap::None {
            at += 1;
        }
        at
    }

    /// The infinitive at `at` without what hangs on it, and whether something does.
    pub fn infinitive(&self, at: usize) -> Option<(&'t str, bool)> {
        self.list
            .get(at)
            .and_then(|token| self.lexicon.infinitive_of(token.word))
    }

    /// True where a coordinating word or phrase ends right before `at`; gives where it begins.
    pub fn coordinator_before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if self.is(before, kind::COORDINATOR) {
            return Some(before);
        }
        self.phrase_before(at, Meaning::Coordinator)
    }

    /// Where a phrase of up to three words begins that ends right before `at`.
    pub fn phrase_before(&self, at: usize, meaning: Meaning) -> Option<usize> {
        (2..=3)
            .filter_map(|length| at.checked_sub(length))
            .find(|&first| {
                self.phrase(first, |found| found == meaning)
                    .is_some_and(|(_, end)| end == at)
            })
    }

    /// Where a coordinating word or phrase at `at` ends.
    pub fn coordinator_at(&self, at: usize) -> Option<usize> {
        if at >= self.list.len() {
            return None;
        }
        if self.is(at, kind::COORDINATOR) {
            return Some(at + 1);
        }
        self.phrase(at, |meaning| meaning == Meaning::Coordinator)
            .map(|(_, end)| end)
    }
}

fn gap(between: &str, before: &str, capital: bool, lexicon: &Lexicon<'_>) -> Gap {
    let mut gap = Gap::None;
    for c in between.chars() {
        let found = match c {
            ';' => Gap::Semicolon,
            ':' => Gap::Colon,
            '?' | '!' => Gap::Stop,
            '.' | '…' => {
                let ends = capital
                    && between.contains(char::is_whitespace)
                    && before.chars().nth(1).is_some()
                    && !lexicon.is_abbreviation(before);
                if ends { Gap::Stop } else { Gap::None }
            }
            ',' | '(' | ')' | '[' | ']' | '—' | '–' => Gap::Comma,
            _ => Gap::None,
        };
        gap = gap.max(found);
    }
    gap
}
