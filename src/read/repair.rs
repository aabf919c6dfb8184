//! Words and punctuation that the extraction from a PDF broke apart, joined again.
//!
//! What is a word is told by the [`Vocabulary`], never by a list of cases. Neighbours are joined where at
//! least one of them is no word and what they make together is one; where several readings are possible,
//! the one whose words are the most frequent counts, and where two come close, or nothing fits, the place
//! is left alone and reported. A letter may not leave a neighbour that is no word for one that is a word without it.
//! Spaces and the hyphens of line ends are taken away, never a letter.

use std::ops::Range;

use rayon::prelude::*;

use crate::text::{Repair, Text};

use super::Block;
use super::hyphens;
use super::signs::{is_spaced_punctuation, is_spaced_symbol};
use super::spelling::note;
pub use super::vocabulary::Vocabulary;
use super::vocabulary::{RARE, Standing, runs};

/// The most pieces that one word may have been broken into.
const MOST_PIECES: usize = 4;
/// A longer row of neighbours that are no words is no broken word: a foreign title, a list of letters.
const LONGEST_ROW: usize = 12;
/// What a piece that stays a piece costs, and what each space that is taken away costs, in sixteenths of a bit.
const PIECE: u32 = 60 * 16;
const JOINT: u32 = 8 * 16;
/// How much better the best reading must be than the next.
const MARGIN: u32 = 24;
/// Two rare words are one word where that one stands so often in the sources.
const COMMON: u32 = 5;
/// A rare word beside a common one is in doubt where together they are a word so many times as frequent.
const DOUBTFUL: u32 = 10;

/// So many blocks at least are repaired on one thread in a row.
const AT_ONCE: usize = 16;

/// A place that looks broken and was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its line in the source.
    pub line: u32,
    /// Its words, as the source has them.
    pub words: String,
}

/// Repairs all blocks that hold words; the places that look broken and were left alone come in the order of the blocks.
pub fn repair_all(blocks: &mut [Block], vocabulary: &Vocabulary) -> Vec<Doubt> {
    blocks
        .par_iter_mut()
        .with_min_len(AT_ONCE)
        .filter(|block| block.has_words())
        .flat_map_iter(|block| repair(&mut block.text, vocabulary))
        .collect()
}

/// Repairs a text; every repair is noted in it. Returns the places that look broken and were left alone.
pub fn repair(text: &mut Text, vocabulary: &Vocabulary) -> Vec<Doubt> {
    let hyphens = hyphens::join(text, vocabulary);
    let mut before: Option<(String, Vec<Repair>)> = None;
    loop {
        // A joint may show another: a word that is mended makes its neighbour's case clearer.
        let mut row = Row::of(&text.plain, vocabulary);
        row.read();
        if row.cuts.is_empty() {
            let spaces = row.doubts.iter().map(|&(start, end)| Doubt {
                line: text.line_at(start as u32),
                words: text.plain[start..end].to_owned(),
            });
            let doubts = hyphens.into_iter().chain(spaces).collect();
            if let Some((plain, repairs)) = before {
                note(text, &plain, &repairs);
            }
            return doubts;
        }
        let mut cuts = row.cuts;
        cuts.sort_unstable();
        cuts.dedup();
        before.get_or_insert_with(|| (text.plain.clone(), text.repairs.clone()));
        let cuts: Vec<(u32, u32)> = cuts.iter().map(|&at| (at as u32, at as u32 + 1)).collect();
        text.delete(&cuts);
    }
}

/// A run of letters.
struct Token {
    start: usize,
    end: usize,
    standing: Standing,
    count: u32,
    /// One space alone stands between it and the next.
    linked: bool,
    /// A single letter that names something: "los apartados b y c".
    label: bool,
}

/// The words of a text in a row, and what is found in it.
struct Row<'a> {
    plain: &'a str,
    vocabulary: &'a Vocabulary,
    tokens: Vec<Token>,
    /// Spaces to take away.
    cuts: Vec<usize>,
    /// Places that look broken: from byte to byte.
    doubts: Vec<(usize, usize)>,
}

impl<'a> Row<'a> {
    fn of(plain: &'a str, vocabulary: &'a Vocabulary) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(plain.len() / 6);
        for (start, end) in runs(plain) {
            let (standing, count) = vocabulary.standing(&plain[start..end]);
            if let Some(last) = tokens.last_mut() {
                last.linked = last.end + 1 == start && plain.as_bytes()[last.end] == b' ';
            }
            tokens.push(Token {
                start,
                end,
                standing,
                count,
                linked: false,
                label: false,
            });
        }
        Self {
            plain,
            vocabulary,
            tokens,
            cuts: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn read(&mut self) {
        self.read_signs();
        for at in 0..self.tokens.len() {
            self.tokens[at].label = self.is_label(at);
        }
        let mut free_from = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            if self.is_piece(at) {
                let first = at - usize::from(at > free_from && self.tokens[at - 1].linked);
                let mut last = at;
                while self.tokens[last].linked && (self.is_piece(last) || self.is_piece(last + 1)) {
                    last += 1;
                }
                self.read_row(first, last + 1);
                // The last word of a row may begin the next pair, but not the next row.
                free_from = last + 1;
                at = last + 1;
            } else {
                if self.tokens[at].linked && !self.is_piece(at + 1) {
                    self.read_pair(at);
                }
                at += 1;
            }
        }
    }

    fn word(&self, at: usize) -> &'a str {
        &self.plain[self.tokens[at].start..self.tokens[at].end]
    }

    fn is_piece(&self, at: usize) -> bool {
        self.tokens[at].standing == Standing::Piece && !self.tokens[at].label
    }

    /// A stray letter that is a name or a number, not a broken word.
    fn is_label(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = self.word(at);
        if token.standing != Standing::Piece || !self.vocabulary.is_stray(word) {
            return false;
        }
        if self.is_paired(at) {
            return true;
        }
        let next = token.linked.then(|| &self.tokens[at + 1]);
        let before = self.plain[..token.start].trim_end();
        if word.chars().all(char::is_uppercase) {
            // "la parte I de", but "L a Conferencia" where a sentence begins, and "UNOD C".
            let begins = before.is_empty()
                || before.ends_with([
                    '.', ':', ';', '?', '!', '“', '«', '”', '»', '"', '(', '–', '-',
                ]);
            let acronym = at > 0
                && self.tokens[at - 1].linked
                && self.word(at - 1).chars().all(char::is_uppercase)
                && self.word(at - 1).len() > 1;
            return next.is_none_or(|next| next.standing == Standing::Word) && !begins && !acronym;
        }
        if next.is_some_and(|next| next.standing == Standing::Piece) {
            return false;
        }
        if before.ends_with(char::is_numeric) {
            // "24 h a 36 h", but "el 9 d e septiembre".
            let behind = next.map_or("", |next| &self.plain[next.end..]);
            return next.is_none() || behind.trim_start().starts_with(char::is_numeric);
        }
        let behind = &self.plain[token.end..];
        if behind.starts_with(')') && !has_open_bracket(before) {
            return true;
        }
        let abbreviations = &self.vocabulary.language.layout.abbreviations;
        if behind.starts_with('.')
            && abbreviations
                .iter()
                .any(|short| short.strip_suffix('.') == Some(word))
        {
            return true;
        }
        // "los apartados b y c", "los incisos a), b y d"; but "los párrafo s" is a plural.
        let named = (at.saturating_sub(8)..at)
            .rev()
            .map(|before| self.word(before))
            .find(|word| word.chars().nth(1).is_some());
        named.is_some_and(|named| {
            let named = named.to_lowercase();
            let lettered = &self.vocabulary.language.repair.lettered;
            lettered.contains(&named) && !lettered.contains(&(named + word))
        })
    }

    /// One of two letters that a joint holds together: "la opción a o b", "los visados T o U"; but in "la persona s y a
    /// su familia", "a y s us" and "y e l" the other is a word, and the letter makes one with its neighbour.
    fn is_paired(&self, at: usize) -> bool {
        let joints = &self.vocabulary.language.layout.list_joints;
        let is_letter = |at: usize| self.tokens[at].end - self.tokens[at].start == 1;
        let joins = |at: usize| joints.iter().any(|joint| joint == self.word(at));
        let row = |from: usize| self.tokens[from].linked && self.tokens[from + 1].linked;
        let is_word = |at: usize| !self.vocabulary.is_stray(self.word(at));
        if at >= 2 && row(at - 2) && joins(at - 1) && is_letter(at - 2) {
            let common = |from: usize| {
                let made = self.made_of(from, 2);
                made.is_some_and(|(count, _)| count >= RARE)
            };
            let makes = common(at - 1) || self.tokens[at].linked && common(at);
            return !(is_word(at - 2) && makes);
        }
        if at + 2 < self.tokens.len() && row(at) && joins(at + 1) && is_letter(at + 2) {
            let ends = at > 0 && self.tokens[at - 1].linked && self.made_of(at - 1, 2).is_some();
            return !(is_word(at + 2) && ends);
        }
        false
    }

    /// How often the word that some tokens make stands in the sources and what it costs, if they make one.
    fn made_of(&self, at: usize, count: usize) -> Option<(u32, u32)> {
        let whole: String = (at..at + count).map(|at| self.word(at)).collect();
        is_cased(&whole).then(|| self.vocabulary.made(&whole, self.word(at).len()))?
    }

    /// Spaces beside punctuation and inside symbols.
    fn read_signs(&mut self) {
        for (space, _) in self.plain.match_indices(' ') {
            let (before, behind) = (&self.plain[..space], &self.plain[space + 1..]);
            if is_spaced_punctuation(before, behind) || is_spaced_symbol(before, behind) {
                self.cuts.push(space);
            }
        }
    }

    /// The best reading of a row in which every neighbour of a word is a piece.
    fn read_row(&mut self, first: usize, end: usize) {
        let readings = (end - first <= LONGEST_ROW).then(|| self.readings(first, end));
        let Some([best, next]) = readings else {
            self.doubt_strays(first, end);
            return;
        };
        if next.cost - best.cost < MARGIN {
            self.doubts
                .push((self.tokens[first].start, self.tokens[end - 1].end));
            return;
        }
        if best.joints.is_empty() {
            // What stays in pieces beside a joint is seen again when the joint is made.
            self.doubt_strays(first, end);
        }
        for joints in best.joints.chunk_by(|one, next| one + 1 == *next) {
            let (from, to) = (joints[0], joints[joints.len() - 1] + 1);
            match self.robbed(from, to, first..end, &best.joints) {
                Some((from, to)) => {
                    (self.doubts).push((self.tokens[from].start, self.tokens[to].end));
                }
                None => self
                    .cuts
                    .extend(joints.iter().map(|&at| self.tokens[at].end)),
            }
        }
    }

    /// The tokens of a joint that gives a letter to what is a word without it ("la r" + "evictimización") while a piece
    /// at its other side stays one: the letter may be that one's, whose word nobody knows.
    fn robbed(
        &self,
        from: usize,
        to: usize,
        row: Range<usize>,
        joints: &[usize],
    ) -> Option<(usize, usize)> {
        let is_stray = |at: usize| self.vocabulary.is_stray(self.word(at));
        if (from..=to).any(|at| self.is_piece(at) && !is_stray(at)) {
            return None;
        }
        let stays = |at: usize| {
            let joined = joints.contains(&at) || at > 0 && joints.contains(&(at - 1));
            row.contains(&at) && self.is_piece(at) && !is_stray(at) && !joined
        };
        let fits = |at: usize| is_cased(&format!("{}{}", self.word(at), self.word(at + 1)));
        if is_stray(to) && stays(to + 1) && fits(to) {
            return Some((from, to + 1));
        }
        let before = from.checked_sub(1).filter(|&before| stays(before))?;
        (is_stray(from) && fits(before)).then_some((before, to))
    }

    /// The two best ways to read a row.
    fn readings(&self, first: usize, end: usize) -> [Reading; 2] {
        // From the back: what the words from each place on cost at least, in two ways.
        let mut ways: Vec<[Reading; 2]> = vec![[Reading::default(), Reading::none()]];
        for at in (first..end).rev() {
            let mut best = [Reading::none(), Reading::none()];
            for count in 1..=MOST_PIECES.min(end - at) {
                let Some(cost) = self.cost(at, count) else {
                    continue;
                };
                let cost = if at + count == end {
                    self.cost_at_end(at, count, cost)
                } else {
                    cost
                };
                for rest in &ways[end - at - count] {
                    if rest.cost == u32::MAX {
                        continue;
                    }
                    let cost = rest.cost + cost;
                    let place = best.iter().position(|known| cost < known.cost);
                    let Some(place) = place else { continue };
                    let joints = (at..at + count - 1)
                        .chain(rest.joints.iter().copied())
                        .collect();
                    if place == 0 {
                        best.swap(0, 1);
                    }
                    best[place] = Reading { cost, joints };
                }
            }
            ways.push(best);
        }
        ways.pop().unwrap_or_default()
    }

    /// What it costs to read so many tokens as one word; nothing where they cannot be one.
    fn cost(&self, at: usize, count: usize) -> Option<u32> {
        if count == 1 {
            return Some(if self.is_piece(at) {
                PIECE
            } else if self.tokens[at].label {
                0
            } else {
                self.vocabulary.cost(self.tokens[at].count)
            });
        }
        let tokens = &self.tokens[at..at + count];
        if !(at..at + count).any(|at| self.is_piece(at)) || tokens.iter().any(|token| token.label) {
            return None;
        }
        if !self.is_free(at, count) {
            return None;
        }
        let (made, cost) = self.made_of(at, count)?;
        // "L a": a letter that could be a number or a name needs a word that the sources have.
        let initial = self.vocabulary.is_stray(self.word(at))
            && self.word(at).starts_with(char::is_uppercase)
            && tokens[1..]
                .iter()
                .all(|token| token.standing == Standing::Word);
        if initial && made < RARE {
            return None;
        }
        Some(cost + JOINT * (count as u32 - 1))
    }

    /// What the last word of a row costs: the word behind it is the same in all readings, but it follows some better
    /// than others ("grupos u otras", "grupo su otras").
    fn cost_at_end(&self, at: usize, count: usize, cost: u32) -> u32 {
        let last = at + count - 1;
        if !self.tokens[last].linked || count == 1 && self.is_piece(at) {
            return cost;
        }
        let whole: String = (at..=last).map(|at| self.word(at)).collect();
        let before = self.vocabulary.cost_before(&whole, self.word(last + 1));
        before.map_or(cost, |cost| cost + JOINT * (count as u32 - 1))
    }

    /// Nothing but a space, a bracket or punctuation stands around: no part of a symbol, an address or code.
    fn is_free(&self, at: usize, count: usize) -> bool {
        let last = at + count - 1;
        let before = self.plain[..self.tokens[at].start].chars().next_back();
        let mut behind = self.plain[self.tokens[last].end..].chars();
        let (sign, next) = (behind.next(), behind.next());
        // "km/h a", "plan-b a": a letter behind a hyphen or a stroke needs a piece beside it.
        let tied = |at: usize, mate: usize| {
            self.vocabulary.is_stray(self.word(at)) && (count == 1 || !self.is_piece(mate))
        };
        let free_before = before.is_none_or(|c| match c {
            '-' | '‑' | '/' => !tied(at, at + 1),
            c => " ([“«‘\"¿¡–—…".contains(c),
        });
        let free_behind = sign.is_none_or(|c| match c {
            '.' | ':' => !next.is_some_and(char::is_alphanumeric),
            '-' | '‑' | '/' => !tied(last, last.wrapping_sub(1)),
            c => " ,;)]”»\"?!–—…".contains(c),
        });
        free_before && free_behind
    }

    /// Two words of the dictionary that are one: both are rare, and what they make is frequent.
    fn read_pair(&mut self, at: usize) {
        let (left, right) = (&self.tokens[at], &self.tokens[at + 1]);
        let joints = &self.vocabulary.language.layout.open_ends;
        let rare = |at: usize| {
            // In a short book "con" may be rare, but it is never a piece.
            self.tokens[at].standing == Standing::Rare
                && !joints.contains(&self.word(at).to_lowercase())
        };
        if self.tokens[at].standing != Standing::Rare
            && self.tokens[at + 1].standing != Standing::Rare
        {
            return;
        }
        let (rare_left, rare_right) = (rare(at), rare(at + 1));
        if !rare_left && !rare_right {
            return;
        }
        let whole = format!("{}{}", self.word(at), self.word(at + 1));
        let count = self.vocabulary.count(&whole);
        if count < COMMON || !is_cased(&whole) || !self.is_free(at, 2) {
            return;
        }
        if rare_left && rare_right {
            self.cuts.push(left.end);
        } else {
            let rarest = left.count.min(right.count).max(1);
            if count / DOUBTFUL >= rarest {
                self.doubts.push((left.start, right.end));
            }
        }
    }

    /// A small letter alone is the sign of a break.
    fn doubt_strays(&mut self, first: usize, end: usize) {
        let stray = (first..end).find(|&at| {
            let word = self.word(at);
            end - first > 1
                && self.is_piece(at)
                && self.vocabulary.is_stray(word)
                && self.is_free(at, 1)
                && word.chars().all(char::is_lowercase)
                && !self.plain[..self.tokens[at].start]
                    .trim_end()
                    .ends_with(char::is_numeric)
        });
        if let Some(at) = stray {
            let from = at - usize::from(at > first);
            let to = (at + 1).min(end - 1);
            self.doubts
                .push((self.tokens[from].start, self.tokens[to].end));
        }
    }
}

/// A way to read a row: what its words cost, and behind which tokens the space goes.
#[derive(Default)]
struct Reading {
    cost: u32,
    joints: Vec<usize>,
}

impl Reading {
    fn none() -> Self {
        Self {
            cost: u32::MAX,
            joints: Vec::new(),
        }
    }
}

/// A word is small, or large, or begins with a capital.
fn is_cased(word: &str) -> bool {
    let tail = word
        .chars()
        .next()
        .map_or("", |first| &word[first.len_utf8()..]);
    tail.chars().all(|c| !c.is_uppercase()) || word.chars().all(|c| !c.is_lowercase())
}

/// Whether a bracket is open at the end of a text; only so far back as a bracket reaches.
fn has_open_bracket(before: &str) -> bool {
    let mut closed = 0;
    for c in before.chars().rev().take(600) {
        match c {
            ')' => closed += 1,
            '(' if closed == 0 => return true,
            '(' => closed -= 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests;
