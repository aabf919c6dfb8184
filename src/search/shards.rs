//! Terms and texts → the small scripts that a query loads: a page that was opened from a folder can load nothing else.
//!
//! A dictionary is kept apart from the documents of its words: to understand a query takes the first, for many words,
//! to answer it the second, for few. Numbers are written in letters, five bits each, the sixth says that more follow,
//! so that the files are plain text that compresses well. docs/search.md describes the format;
//! `static/js/search-index.js` reads it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::analysis::{fold, plain};
use super::index::{BEST, LEVELS, Term};

/// The figures of numbers, sets and impacts.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// About so many characters of forms make a shard of the dictionary.
const FORMS: usize = 5_000;
/// At most so many characters of documents and impacts make a part; a term that has more has a part of its own.
const POSTINGS: usize = 6_000;
/// Terms that share so many first letters stay in one shard: a word and its inflections are found together.
const TOGETHER: usize = 4;
/// So many of the words that most documents hold are the dictionary's first shard, which every query loads: they are
/// most of what is typed, and what a beginning or a misspelt word most likely means.
const COMMON: usize = 1_000;

/// A range of terms, with the key that it begins with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shard {
    /// The first key as a keyboard without ñ writes it.
    pub start: String,
    /// Forms: terms apart by "|", forms by a space. A term begins with the length of its key; each form begins with how
    /// many letters it shares with the form before it.
    pub forms: String,
    /// For each term how many documents hold it, and twice the length of its entry in the parts, plus one where it
    /// opens a part.
    pub places: String,
    /// The entries of the terms: documents and impacts.
    pub parts: Vec<String>,
}

/// The dictionary of a large collection.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// The words that most documents hold.
    pub common: Shard,
    /// How many documents hold each of them at least.
    pub least: usize,
    /// All other terms in their order.
    pub ranges: Vec<Shard>,
}

/// Appends a number.
pub fn number(out: &mut String, mut n: u32) {
    loop {
        let rest = n >> 5;
        out.push(digit(n & 31 | u32::from(rest > 0) << 5));
        n = rest;
        if n == 0 {
            break;
        }
    }
}

fn digit(n: u32) -> char {
    char::from(DIGITS[n as usize & 63])
}

/// What a figure stands for.
#[cfg(test)]
pub(super) fn value(figure: u8) -> u32 {
    let place = DIGITS.iter().position(|&held| held == figure);
    place.expect("a figure") as u32
}

/// Appends an ascending set of documents below `size`: how many, then the gaps between them, or one bit for each
/// document where that is shorter.
pub fn set(out: &mut String, documents: impl ExactSizeIterator<Item = u32>, size: usize) {
    let count = documents.len();
    let dense = count > size.div_ceil(6);
    number(out, (count as u32) << 1 | u32::from(dense));
    if dense {
        let mut bits = vec![0_u8; size.div_ceil(6)];
        for document in documents {
            bits[document as usize / 6] |= 1 << (document % 6);
        }
        out.extend(bits.into_iter().map(|bits| digit(u32::from(bits))));
    } else {
        let mut next = 0;
        for document in documents {
            number(out, document - next);
            next = document + 1;
        }
    }
}

/// Cuts the terms of a large collection into shards.
#[must_use]
pub fn dictionary(terms: Vec<Term>, size: usize) -> Dictionary {
    let mut counts: Vec<usize> = terms
        .iter()
        .filter(|term| !term.is_key())
        .map(|term| term.postings.len())
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    // More than those behind: words that as many documents hold are all common, or none is.
    let least = counts.get(COMMON).map_or(0, |count| count + 1);
    let (common, others): (Vec<Term>, Vec<Term>) = terms
        .into_iter()
        .partition(|term| !term.is_key() && term.postings.len() >= least);
    let mut shard = Writer::new(String::new(), size);
    for term in &common {
        shard.add(term, true);
    }
    Dictionary {
        common: shard.shard,
        least,
        ranges: cut(&others, size, true),
    }
}

/// Takes away the words whose forms all begin with their key, as most do, and tells for each form, in the order of the
/// folded forms, how many letters follow the key: the browser finds the forms themselves in the texts, where it reads
/// them all, and those with one key are one word.
#[must_use]
pub fn take_plain(terms: &mut Vec<Term>) -> String {
    // As the browser makes it of the first form.
    let key_of = |term: &Term| -> String {
        let folded = fold(&term.forms[0]);
        folded.chars().take(term.key.chars().count()).collect()
    };
    let keys: Vec<String> = terms.iter().map(key_of).collect();
    let mut with_key: HashMap<&str, usize> = HashMap::new();
    for (key, term) in keys.iter().zip(&*terms) {
        *with_key.entry(key).or_default() += usize::from(!term.is_key());
    }
    // In the order in which a browser sorts them.
    let mut taken: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
    let mut of_terms = keys.iter();
    terms.retain(|term| {
        let Some(key) = of_terms.next().filter(|_| !term.is_key()) else {
            return true;
        };
        let folded: Vec<String> = term.forms.iter().map(|form| fold(form)).collect();
        let is_plain =
            with_key[key.as_str()] == 1 && folded.iter().all(|form| form.starts_with(key));
        if is_plain {
            let length = key.chars().count();
            taken.extend(folded.iter().map(|form| {
                let end = form.chars().count() - length;
                (form.encode_utf16().collect(), end as u32)
            }));
        }
        !is_plain
    });
    let mut out = String::new();
    for end in taken.into_values() {
        number(&mut out, end);
    }
    out
}

/// Cuts terms into shards; without `words`, words tell no documents, and all is in one shard and part.
#[must_use]
pub fn cut(terms: &[Term], size: usize, words: bool) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut open: Option<Writer> = None;
    let mut before = String::new();
    for term in terms {
        let key = plain(&term.key);
        let full = open.as_ref().is_some_and(|open| {
            words && open.shard.forms.len() > FORMS && !together(&before, &key)
        });
        if full {
            shards.extend(open.take().map(|open| open.shard));
        }
        let writer = open.get_or_insert_with(|| Writer::new(key.clone(), size));
        writer.add(term, words);
        before = key;
    }
    shards.extend(open.map(|open| open.shard));
    shards
}

/// A shard while it is written.
struct Writer {
    shard: Shard,
    last: String,
    size: usize,
}

impl Writer {
    fn new(start: String, size: usize) -> Self {
        Self {
            shard: Shard {
                start,
                ..Shard::default()
            },
            last: String::new(),
            size,
        }
    }

    fn add(&mut self, term: &Term, words: bool) {
        write_forms(&mut self.shard.forms, term, &mut self.last);
        if !words && !term.is_key() {
            return;
        }
        let mut entry = String::new();
        let documents = term.postings.iter().map(|posting| posting.0);
        set(&mut entry, documents, self.size);
        write_impacts(&mut entry, &term.postings);
        let parts = &mut self.shard.parts;
        let opens = match parts.last() {
            None => true,
            Some(part) => words && part.len() + entry.len() > POSTINGS,
        };
        number(&mut self.shard.places, term.postings.len() as u32);
        let length = (entry.len() as u32) << 1;
        number(&mut self.shard.places, length | u32::from(opens));
        match parts.last_mut() {
            Some(part) if !opens => part.push_str(&entry),
            _ => parts.push(entry),
        }
    }
}

fn together(one: &str, other: &str) -> bool {
    one.chars().take(TOGETHER).eq(other.chars().take(TOGETHER))
}

fn write_forms(out: &mut String, term: &Term, last: &mut String) {
    if !out.is_empty() {
        out.push('|');
    }
    number(out, term.key.chars().count() as u32);
    for (at, form) in term.forms.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        behind(out, form, last);
        last.clone_from(form);
    }
}

/// Appends a word as it is written behind another: how many letters both share, and the rest.
pub fn behind(out: &mut String, word: &str, last: &str) {
    let shared = last
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count()
        .min(31);
    number(out, shared as u32);
    out.extend(
        word.chars()
            .skip(shared)
            .filter(|c| !matches!(c, '|' | ' ')),
    );
}

/// One letter a document, or: how many are told, for each the gap to the one before among the term's documents, and
/// its letter; before them the letter of all others.
fn write_impacts(out: &mut String, postings: &[(u32, u8)]) {
    if postings.len() <= BEST {
        out.extend(postings.iter().map(|&(_, impact)| digit(u32::from(impact))));
        return;
    }
    let mut counts = [0_usize; LEVELS as usize];
    for &(_, impact) in postings {
        counts[impact as usize] += 1;
    }
    // The lowest level of which, with all above it, at most BEST documents are; the others share what is left.
    let mut floor = counts.len();
    let mut told = 0;
    while floor > 0 && told + counts[floor - 1] <= BEST {
        floor -= 1;
        told += counts[floor];
    }
    let others: usize = (0..floor).map(|level| level * counts[level]).sum();
    out.push(digit((others / (postings.len() - told)) as u32));
    number(out, told as u32);
    let mut next = 0;
    for (at, &(_, impact)) in postings.iter().enumerate() {
        if impact as usize >= floor {
            number(out, at as u32 - next);
            out.push(digit(u32::from(impact)));
            next = at as u32 + 1;
        }
    }
}

/// A script that hands `json` to the page under a name.
#[must_use]
pub fn script(name: &str, json: &str) -> String {
    let mut script = String::with_capacity(json.len() + 32);
    write!(script, "compendioPart(\"{name}\",").expect("writing to a string does not fail");
    // Two characters that JSON allows and old readers of scripts take for line ends.
    if json.contains(['\u{2028}', '\u{2029}']) {
        script.push_str(
            &json
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029"),
        );
    } else {
        script.push_str(json);
    }
    script.push_str(");\n");
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(key: &str, forms: &[&str], documents: &[u32]) -> Term {
        Term {
            key: key.into(),
            forms: forms.iter().map(|&form| form.into()).collect(),
            postings: documents.iter().map(|&document| (document, 3)).collect(),
        }
    }

    #[test]
    fn numbers_take_five_bits_a_letter() {
        let mut out = String::new();
        for n in [0, 31, 32, 1_000_000] {
            number(&mut out, n);
            out.push(' ');
        }
        assert_eq!(out, "A f gB ghQe ".replace("ghQe", &out[7..out.len() - 1]));
        assert!(out.starts_with("A f gB "));
    }

    #[test]
    fn sets_are_gaps_or_bits() {
        let mut sparse = String::new();
        set(&mut sparse, [1_u32, 4].into_iter(), 100);
        assert_eq!(sparse, "EBC");
        let mut dense = String::new();
        set(&mut dense, [0_u32, 1, 2, 7].into_iter(), 8);
        assert_eq!(dense, "JHC");
    }

    #[test]
    fn forms_share_their_beginnings() {
        let shards = cut(
            &[
                term("niñ", &["niña", "niñas", "niños"], &[0]),
                term("niv", &["nivel"], &[1]),
            ],
            2,
            true,
        );
        assert_eq!(shards.len(), 1);
        assert_eq!(shards[0].start, "nin");
        assert_eq!(shards[0].forms, "DAniña Es Dos|DCvel");
        assert_eq!(shards[0].parts, ["CADCBD"]);
        assert_eq!(shards[0].places, "BHBG");
    }

    #[test]
    fn words_tell_what_follows_their_key_alone_where_all_forms_begin_with_it() {
        let mut terms = vec![
            term("@x:1", &["@x:1"], &[0]),
            term("hac", &["hacer", "hizo"], &[0]),
            term("niñ", &["niña", "niños"], &[0]),
            term("zon", &["Zonas"], &[1]),
            term("ábac", &["ábaco"], &[1]),
        ];
        assert_eq!(take_plain(&mut terms), "BBCC", "abaco, niña, niños, zonas");
        let left: Vec<&str> = terms.iter().map(|term| term.key.as_str()).collect();
        assert_eq!(left, ["@x:1", "hac"]);
    }

    #[test]
    fn two_words_that_would_have_one_key_are_written_out() {
        let mut terms = vec![
            term("cas", &["casa"], &[0]),
            term("cás", &["caso"], &[0]),
            term("sol", &["sol"], &[0]),
        ];
        assert_eq!(take_plain(&mut terms), "A");
        assert_eq!(terms.len(), 2);
    }

    #[test]
    fn what_is_long_has_a_part_of_its_own() {
        let many: Vec<u32> = (0..20_000).map(|at| at * 2).collect();
        let shards = cut(
            &[
                term("a", &["a"], &[0]),
                term("b", &["b"], &many),
                term("c", &["c"], &[7]),
            ],
            40_000,
            true,
        );
        let lengths: Vec<usize> = shards[0].parts.iter().map(String::len).collect();
        assert_eq!(lengths.len(), 3);
        assert!(lengths[0] == 3 && lengths[1] > 6_600 && lengths[2] == 3);
    }

    #[test]
    fn common_words_stand_apart_and_keys_never_do() {
        let mut terms = vec![term("@x", &["@x"], &[0, 1, 2])];
        terms.extend((0..2_000).map(|at| {
            let documents = if at % 4 == 0 { vec![0, 1] } else { vec![1] };
            term(&format!("t{at:04}"), &["t"], &documents)
        }));
        let dictionary = dictionary(terms, 3);
        assert_eq!(dictionary.common.forms.split('|').count(), 500);
        let others: usize = dictionary
            .ranges
            .iter()
            .map(|shard| shard.forms.split('|').count())
            .sum();
        assert_eq!(others, 1_501);
        assert!(dictionary.ranges[0].start.starts_with('@'));
    }

    #[test]
    fn a_term_of_many_documents_tells_its_best_alone() {
        let postings: Vec<(u32, u8)> = (0..5_000)
            .map(|at| (at, if at % 10 == 0 { 6 } else { 2 }))
            .collect();
        let mut out = String::new();
        write_impacts(&mut out, &postings);
        assert!(out.starts_with('C'), "the others have the second level");
        assert!(out.len() < 1_100);
    }
}
