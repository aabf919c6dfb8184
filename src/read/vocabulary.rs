//! What is a word: decided by the words of all seeds together, and by a dictionary where they cannot decide.
//!
//! A book that was broken in many places holds the same fragments many times ("tr ata"), so that how often
//! something stands there says little by itself: a fragment is known by its neighbours, with which it makes
//! a better word.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::languages::{Language, lowered};
use crate::text::Text;

use super::dictionary::{self, Dictionary};

/// What stands more often than this is a word of its own, whatever the dictionary says.
pub(super) const RARE: u32 = 2;

/// A word is a fragment only of words that are so many times as frequent.
const COMMONER: u32 = 8;

/// What a word costs more if only its parts are known, in sixteenths of a bit.
const DERIVED: u32 = 8 * 16;

/// A short word has so many letters at most: of those it is counted what follows them.
const SHORT: usize = 2;

/// What a single letter costs at most before the sound that it is there for ("u otras"), in sixteenths of a bit.
const SOUND: u32 = 3 * 16;

/// How many times a word must have been seen until those before it say more than how frequent they are.
const SEEN: u64 = 4;

/// How many places of a word are looked at to tell whether it is a fragment.
const SAMPLE: usize = 3;

/// How sure it is that something is a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It stands often in the sources.
    Word,
    /// Only the dictionary has it.
    Rare,
    /// Neither knows it.
    Piece,
}

/// The words of all seeds with how often each stands there, and the dictionary.
#[derive(Debug)]
pub struct Vocabulary {
    /// Lower-case words, and acronyms as written.
    entries: HashMap<String, Entry, FixedState>,
    pairs: Pairs,
    total: u32,
    dictionary: Option<Dictionary>,
    pub(super) language: &'static Language,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    count: u32,
    /// Its first places: text and byte.
    seen: [(u32, u32); SAMPLE],
    known: bool,
    fragment: bool,
}

impl Entry {
    /// A word that was seen once.
    fn at(place: (u32, u32)) -> Self {
        Self {
            count: 1,
            seen: [place; SAMPLE],
            known: false,
            fragment: false,
        }
    }

    /// Adds the places of the same word in later texts.
    fn join(&mut self, later: &Self) {
        let free = self.seen.iter_mut().skip(self.count as usize);
        for (seen, &place) in free.zip(&later.seen[..SAMPLE.min(later.count as usize)]) {
            *seen = place;
        }
        self.count += later.count;
    }
}

/// How often a short word and the next stand together.
type Pairs = HashMap<u64, u32, FixedState>;

/// A pair of words as a number: there are too many to keep them.
fn pair(word: &str, next: &str) -> u64 {
    FixedState::default().hash_one((key(word), key(next)))
}

fn is_short(word: &str) -> bool {
    word.chars().nth(SHORT).is_none()
}

/// The words of texts of which the first has the number `first`, and the pairs of short words and the next.
fn counted(
    texts: &[&str],
    first: u32,
    language: &Language,
) -> (HashMap<String, Entry, FixedState>, Pairs) {
    let mut entries: HashMap<String, Entry, FixedState> = HashMap::default();
    let mut pairs = Pairs::default();
    for (number, text) in (first..).zip(texts) {
        // Where the last short word ended. Behind a stray letter it may be the rest of a broken word.
        let (mut short, mut strayed) = (None, false);
        for (start, end) in runs(text) {
            let word = &text[start..end];
            let (key, found) = (key(word), Entry::at((number, start as u32)));
            match entries.get_mut(key.as_ref()) {
                Some(entry) => entry.join(&found),
                None => {
                    entries.insert(key.into_owned(), found);
                }
            }
            if let Some((from, to)) = short.take()
                && to + 1 == start
                && text.as_bytes()[to] == b' '
            {
                *pairs.entry(pair(&text[from..to], word)).or_default() += 1;
            }
            if is_short(word) {
                let is_stray = is_stray(word, language);
                short = (!strayed && !is_stray).then_some((start, end));
                strayed = is_stray;
            } else {
                strayed = false;
            }
        }
    }
    (entries, pairs)
}

/// A single letter is a word only where the language has it as one.
fn is_stray(piece: &str, language: &Language) -> bool {
    let mut chars = piece.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else {
        return false;
    };
    let words = &language.repair.single_letter_words;
    !words
        .iter()
        .any(|word| word.chars().eq(letter.to_lowercase()))
}

impl Vocabulary {
    /// Counts the words of texts.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a Text>, language: &'static Language) -> Self {
        let texts: Vec<&str> = texts.map(|text| text.plain.as_str()).collect();
        let half = texts.len() / 2;
        let ((mut entries, mut pairs), (others, other_pairs)) = rayon::join(
            || counted(&texts[..half], 0, language),
            || counted(&texts[half..], half as u32, language),
        );
        for (pair, count) in other_pairs {
            *pairs.entry(pair).or_default() += count;
        }
        for (word, other) in others {
            match entries.get_mut(&word) {
                Some(entry) => entry.join(&other),
                None => {
                    entries.insert(word, other);
                }
            }
        }
        let mut vocabulary = Self {
            total: entries.values().map(|entry| entry.count).sum(),
            entries,
            pairs,
            dictionary: dictionary::of(&language.id),
            language,
        };
        vocabulary.judge(&texts);
        vocabulary
    }

    /// Asks the dictionary for each word once, and then the neighbours of what could be a fragment.
    fn judge(&mut self, texts: &[&str]) {
        let words: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        let known: Vec<bool> = words.par_iter().map(|word| self.is_listed(word)).collect();
        for (entry, known) in self.entries.values_mut().zip(known) {
            entry.known = known;
        }
        let entries: Vec<(&String, &Entry)> = self.entries.iter().collect();
        let fragments: Vec<bool> = entries
            .par_iter()
            .map(|(word, entry)| self.is_fragment(word, entry, texts))
            .collect();
        for (entry, fragment) in self.entries.values_mut().zip(fragments) {
            entry.fragment = fragment;
        }
    }

    fn is_fragment(&self, word: &str, entry: &Entry, texts: &[&str]) -> bool {
        if entry.known && (entry.count <= RARE || entry.count > self.total / COMMONER) {
            return false;
        }
        let seen = &entry.seen[..SAMPLE.min(entry.count as usize)];
        let explained = |&&(text, start): &&(u32, u32)| {
            let (text, start) = (texts[text as usize], start as usize);
            let end = start + run_end(&text[start..]);
            let own = &text[start..end];
            let before = text[..start].strip_suffix(' ').unwrap_or_default();
            let before = &before[run_start(before)..];
            let behind = text[end..].strip_prefix(' ').unwrap_or_default();
            let behind = &behind[..run_end(behind)];
            !before.is_empty() && self.explains(word, entry, &format!("{before}{own}"))
                || !behind.is_empty() && self.explains(word, entry, &format!("{own}{behind}"))
        };
        seen.iter().filter(explained).count() * 2 > seen.len()
    }

    fn explains(&self, word: &str, entry: &Entry, whole: &str) -> bool {
        let count = self.count(whole);
        if entry.known {
            count / COMMONER >= entry.count
        } else {
            // A stray letter beside a short word makes some word too easily.
            count > RARE.max(entry.count) || word.len() > 1 && self.is_known(whole)
        }
    }

    fn entry(&self, word: &str) -> Option<&Entry> {
        self.entries.get(key(word).as_ref())
    }

    /// How often a word stands in the sources.
    pub(super) fn count(&self, word: &str) -> u32 {
        self.entry(word).map_or(0, |entry| entry.count)
    }

    fn is_known(&self, word: &str) -> bool {
        match self.entry(word) {
            Some(entry) => entry.known,
            None => self.is_listed(word),
        }
    }

    fn is_listed(&self, word: &str) -> bool {
        self.dictionary.as_ref().is_some_and(|dictionary| {
            if word.chars().all(char::is_lowercase) {
                dictionary.contains(word)
            } else {
                dictionary.contains(word.to_lowercase())
            }
        })
    }

    /// A single letter is a word only where the language has it as one.
    pub(super) fn is_stray(&self, piece: &str) -> bool {
        is_stray(piece, self.language)
    }

    /// How sure it is that a piece is a word, and what it costs to have it there.
    pub(super) fn standing(&self, piece: &str) -> (Standing, u32) {
        if self.is_stray(piece) {
            return (Standing::Piece, 0);
        }
        match self.entry(piece) {
            Some(entry) if entry.count > RARE && !entry.fragment => (Standing::Word, entry.count),
            Some(entry) if entry.known => (Standing::Rare, entry.count),
            None if self.is_listed(piece) => (Standing::Rare, 0),
            _ => (Standing::Piece, 0),
        }
    }

    /// How often what two or more pieces make stands in the sources and what it costs, if it is a word at
    /// all; `first` is the length of the first piece.
    pub(super) fn made(&self, whole: &str, first: usize) -> Option<(u32, u32)> {
        let count = match self.entry(whole) {
            Some(entry) => {
                let long = whole.chars().nth(4).is_some();
                let seen = !entry.fragment && (entry.count >= RARE || long);
                (entry.known || seen).then_some(entry.count)
            }
            None => self.is_listed(whole).then_some(0),
        };
        count.map(|count| (count, self.cost(count))).or_else(|| {
            self.is_derived(whole, first)
                .then(|| (0, self.cost(0) + DERIVED))
        })
    }

    /// A word that dictionaries leave out because everybody can make it: "interregional", "transnacionales",
    /// "victimización" of the verb "victimizar".
    /// A break right behind the prefix proves nothing: "anti" may have been written apart.
    fn is_derived(&self, whole: &str, first: usize) -> bool {
        let whole = whole.to_lowercase();
        let is_base = |base: &str| {
            let long = base.chars().nth(4).is_some();
            long && (self.standing(base).0 == Standing::Word || self.is_known(base))
        };
        let words = &self.language.repair;
        let prefixed = |word: &str| {
            words.prefixes.iter().any(|prefix| {
                prefix.len() != first && word.strip_prefix(prefix.as_str()).is_some_and(is_base)
            })
        };
        let plural = |ending: &String| {
            whole
                .strip_suffix(ending.as_str())
                .is_some_and(|word| is_base(word) || prefixed(word))
        };
        let noun = |(noun, verb): &(String, String)| {
            whole.strip_suffix(noun.as_str()).is_some_and(|stem| {
                let verb = format!("{stem}{verb}");
                is_base(&verb) || prefixed(&verb)
            })
        };
        prefixed(&whole)
            || words.plural_endings.iter().any(plural)
            || words.verbal_nouns.iter().any(noun)
    }

    /// What a short word costs before another; nothing where it is not counted what follows it.
    pub(super) fn cost_before(&self, word: &str, next: &str) -> Option<u32> {
        if !is_short(word) {
            return None;
        }
        // Of the places of the next word, the share that stand behind this one, drawn towards the share of all places
        // where the next word was seen seldom.
        let both = self.pairs.get(&pair(word, next)).copied();
        let (both, all) = (
            u64::from(both.unwrap_or_default()),
            u64::from(self.total) + 1,
        );
        let alone = (2 * u64::from(self.count(word))).max(1);
        let whole = 2 * all * (u64::from(self.count(next)) + SEEN);
        let cost = logarithm(whole).saturating_sub(logarithm(2 * all * both + SEEN * alone));
        let sounds = &self.language.repair.before_sounds;
        let sounds = sounds.iter().find(|(letter, _)| letter == word);
        let stands = |(_, sounds): &(String, Vec<String>)| {
            let next = lowered(next);
            sounds.iter().any(|sound| next.starts_with(sound.as_str()))
        };
        Some(if sounds.is_some_and(stands) {
            cost.min(SOUND)
        } else {
            cost
        })
    }

    /// What a word costs in sixteenths of a bit: the rarer, the more.
    pub(super) fn cost(&self, count: u32) -> u32 {
        let whole = logarithm(u64::from(self.total) + 1);
        match count {
            0 => whole + 16,
            count => whole - logarithm(u64::from(count)),
        }
    }
}

/// Sixteen times the logarithm to base 2, in whole numbers: the same on every machine.
fn logarithm(count: u64) -> u32 {
    let bits = count.ilog2();
    16 * bits + ((u128::from(count) << 4 >> bits) as u32 - 16)
}

/// Acronyms are words of their own: "UNODC" is not "unodc".
fn key(word: &str) -> Cow<'_, str> {
    let mut chars = word.chars();
    if word.bytes().all(|byte| byte.is_ascii_lowercase())
        || word.chars().all(char::is_lowercase)
        || chars.next().is_some() && chars.next().is_some() && word.chars().all(char::is_uppercase)
    {
        Cow::Borrowed(word)
    } else {
        lowered(word)
    }
}

/// Where the run of letters at the end of a text begins.
pub(super) fn run_start(text: &str) -> usize {
    text.char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(text.len(), |(at, _)| at)
}

/// Where the run of letters at the beginning of a text ends.
pub(super) fn run_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len())
}

/// The runs of letters of a text.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphabetic)?;
        let end = start + run_end(&text[start..]);
        from = end;
        Some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_grow() {
        assert_eq!(logarithm(1), 0);
        assert_eq!(logarithm(8), 48);
        assert!((1..2000).all(|count| logarithm(count) <= logarithm(count + 1)));
    }

    #[test]
    fn a_frequent_fragment_is_no_word() {
        let text = Text::on_line(
            "la trata y la tr ata y la tr ata y la tr ata de la trata; Bali, Bali, Bali",
            1,
        );
        let vocabulary = Vocabulary::of([&text].into_iter(), Language::of("es"));
        assert_eq!(vocabulary.standing("tr").0, Standing::Piece);
        assert_eq!(vocabulary.standing("Bali").0, Standing::Word);
        assert_eq!(vocabulary.standing("trata").0, Standing::Rare);
    }
}
