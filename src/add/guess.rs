//! What a document says of itself: its kind, symbol, title, day, language and meetings, each with the line that says so.
//!
//! Nothing is invented: what no line says stays unknown, and what two lines say differently is a doubt. The readers and
//! extractors know what headings, dates and ordinals look like; here they are only asked. The words that are looked for
//! stand in the language's table `[add]`.

use std::collections::BTreeMap;

use crate::config::Kind;
use crate::languages::{Language, fold, lower_in_place, lowered};
use crate::read::{Source, furniture};
use crate::records::Meeting;
use crate::text::is_symbol;

use super::page::Page;
use super::{Given, say};

/// A title page is no longer than this many lines.
pub(super) const TITLE_PAGE: usize = 80;
/// So many lines with words are the top of a title page.
const TOP: usize = 6;
/// A text in a language has at least this share of the words that join its sentences.
const JOINING_WORDS: f64 = 0.2;

/// Something that was looked for, with what says so.
#[derive(Debug)]
pub struct Found<T> {
    /// What was found, if it can be used.
    pub value: Option<T>,
    /// What says so.
    pub grounds: Grounds,
    /// What a person should know of it.
    pub doubts: Vec<String>,
}

/// What says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// Nothing.
    None,
    /// The person who adds the document.
    Given,
    /// A line of the document, and this many others.
    Line(u32, usize),
    /// Something else.
    Other(String),
}

impl<T> Found<T> {
    pub(super) fn nothing(why: &str, facts: &[(&str, &str)]) -> Self {
        Self {
            value: None,
            grounds: Grounds::None,
            doubts: vec![say(why, facts)],
        }
    }

    pub(super) fn at(value: T, line: u32) -> Self {
        Self::by(value, Grounds::Line(line, 0))
    }

    pub(super) fn by(value: T, grounds: Grounds) -> Self {
        Self {
            value: Some(value),
            grounds,
            doubts: Vec::new(),
        }
    }

    pub(super) fn doubt(mut self, why: &str, facts: &[(&str, &str)]) -> Self {
        self.doubts.push(say(why, facts));
        self
    }
}

/// What a document says of itself.
#[derive(Debug)]
pub struct Guess {
    /// What kind it is.
    pub kind: Found<Kind>,
    /// Its symbol.
    pub symbol: Found<String>,
    /// Its title.
    pub title: Found<String>,
    /// Its day.
    pub date: Found<String>,
    /// Its language.
    pub language: Found<String>,
    /// The meetings that it tells of.
    pub meetings: Found<Vec<u32>>,
    /// The year of its day, or of the meeting that it reports on.
    pub year: Option<String>,
}

/// Asks a document what it is; what a person `given` it counts before. `known` are the book's meetings.
#[must_use]
pub fn guess(source: &Source, tag: &str, given: &Given, known: &[Meeting]) -> Guess {
    let tag = given.language.as_deref().unwrap_or(tag);
    let language = Language::of(tag);
    let symbol = told(given.symbol.as_ref(), || symbol(source, language));
    let page = Page::read(source, language, symbol.value.as_deref());
    let kind = told(given.kind.as_ref(), || page.kind());
    let title = told(given.title.as_ref(), || page.title(kind.value));
    let symbol = listed(symbol, title.value.as_deref(), known);
    let meetings = given.meetings.clone();
    let meetings = (!meetings.is_empty()).then_some(meetings);
    let meetings = told(meetings.as_ref(), || {
        page.meetings(kind.value, title.value.as_deref())
    });
    let date = told(given.date.as_ref(), || page.date(kind.value));
    let spoken = told(given.language.as_ref(), || spoken(source, language, tag));
    let day = date.value.clone().or_else(|| page.held());
    Guess {
        year: day.map(|day| day[..4].to_owned()),
        kind,
        symbol,
        title,
        date,
        language: spoken,
        meetings,
    }
}

fn told<T: Clone>(given: Option<&T>, find: impl FnOnce() -> Found<T>) -> Found<T> {
    match given {
        Some(value) => Found::by(value.clone(), Grounds::Given),
        None => find(),
    }
}

/// The symbol that heads the pages, or stands on the title page.
fn symbol(source: &Source, language: &Language) -> Found<String> {
    let words = &language.add;
    let mut heads: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for (line, found) in source
        .lines
        .iter()
        .zip(furniture::find(source, language, None))
        .zip(1..)
        .filter_map(|((line, found), at)| Some((line.trim(), (at, found?))))
    {
        let mut symbols = line.split_whitespace().filter(|token| is_symbol(token));
        if let (Some(symbol), None) = (symbols.next(), symbols.next()) {
            heads.entry(symbol).or_insert((found.0, 0)).1 += 1;
        }
    }
    let heads = heads.into_iter().max_by_key(|&(_, (_, times))| times);
    let mut filled = source.lines.iter().zip(1..);
    let top = filled.by_ref().filter(|(line, _)| !line.trim().is_empty());
    let top = top.take(TOP).last().map_or(0, |(_, at)| at);
    let stated = source
        .lines
        .iter()
        .take(TITLE_PAGE)
        .zip(1..)
        .find_map(|(line, at)| {
            let line = line.trim().trim_matches(['*', '#', '_', ' ']);
            let lower = lower_in_place(line);
            let begins = |labels: &[String]| {
                let label = labels
                    .iter()
                    .find(|label| lower.starts_with(label.as_str()))?;
                Some(line[label.len()..].trim())
            };
            let of_page = begins(&words.symbol_lines)
                .and_then(|rest| rest.split_whitespace().next_back())
                .filter(|token| is_symbol(token));
            // Among the first words of all, the symbol may stand alone.
            let of_top = (is_symbol(line) && at <= top).then_some(line);
            let of_letter = begins(&words.reference_labels).filter(|rest| !rest.is_empty());
            of_page.or(of_top).or(of_letter).map(|symbol| (symbol, at))
        });
    match (heads, stated) {
        (Some((head, (_, times))), Some((stated, line))) if head == stated => {
            Found::by(head.to_owned(), Grounds::Line(line, times))
        }
        (Some((head, (line, times))), stated) if times > 1 => {
            let found = Found::by(head.to_owned(), Grounds::Line(line, times - 1));
            match stated {
                Some((other, line)) => found.doubt(
                    "doubt.other-symbol",
                    &[("symbol", other), ("line", &line.to_string())],
                ),
                None => found,
            }
        }
        (_, Some((stated, line))) => Found::at(stated.to_owned(), line),
        (Some((head, (line, _))), None) => {
            Found::at(head.to_owned(), line).doubt("doubt.symbol-once", &[])
        }
        (None, None) => Found::nothing("doubt.no-symbol", &[]),
    }
}

/// A symbol that the document does not tell may be told by a report that lists the document.
fn listed(symbol: Found<String>, title: Option<&str>, known: &[Meeting]) -> Found<String> {
    let (None, Some(title)) = (&symbol.value, title) else {
        return symbol;
    };
    let title = fold(title);
    let listed = known.iter().find_map(|meeting| {
        let place = meeting.told.documents_before.as_ref()?;
        let document = meeting.documents_before.iter().find(|document| {
            // A title of a word or two is many documents' title.
            title.len() > 40 && fold(&document.title).contains(&title)
        })?;
        Some((document.symbol.clone()?, place, document.lines.first))
    });
    match listed {
        Some((symbol, place, line)) => {
            let facts = [
                ("document", place.document.as_str()),
                ("line", &line.to_string()),
            ];
            Found::by(symbol, Grounds::Other(say("grounds.listed", &facts)))
        }
        None => symbol,
    }
}

/// The language: the book's, unless the words say otherwise.
fn spoken(source: &Source, language: &Language, tag: &str) -> Found<String> {
    let words = &language.add;
    let named = source
        .lines
        .iter()
        .take(TITLE_PAGE)
        .zip(1..)
        .find(|(line, _)| {
            let lower = lowered(line.trim());
            let last = lower.split_whitespace().next_back().unwrap_or_default();
            let is_named = words
                .names
                .iter()
                .any(|name| name == last.trim_matches('*'));
            is_named
                && !words
                    .original
                    .iter()
                    .any(|word| lower.contains(word.as_str()))
        });
    let grounds = match named {
        Some((_, line)) => Grounds::Line(line, 0),
        None => Grounds::Other(say("grounds.book-language", &[])),
    };
    let found = Found::by(tag.to_owned(), grounds);
    let (mut all, mut joining) = (0u32, 0u32);
    for line in &source.lines {
        for word in lowered(line)
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            all += 1;
            joining += u32::from(
                language
                    .themes
                    .function_words
                    .iter()
                    .any(|known| known == word),
            );
        }
    }
    if all > 0 && f64::from(joining) < JOINING_WORDS * f64::from(all) {
        return found.doubt("doubt.language", &[("language", tag)]);
    }
    found
}
