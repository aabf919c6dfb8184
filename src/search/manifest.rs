//! What the browser has to know before it asks for anything: the words of the language, the thesaurus, the meetings,
//! the names of facets, the weights, and how the collections are cut up.

use std::collections::BTreeMap;

use serde::Serialize;

use super::analysis::{fold, roman, short_ordinals, words};
use super::facets::Named;
use super::index::{BEST, FULL, Field, K1, LEVELS, NAME};
use crate::enrich::Compendium;
use crate::languages::{Language, SearchWords};

/// The form of the parts; a page and an index of different forms do not understand each other.
pub const VERSION: u32 = 7;

/// All of it, in the order of the file.
#[derive(Serialize)]
pub struct Manifest<'a> {
    /// [`VERSION`].
    pub version: u32,
    /// What the page says.
    pub strings: Option<&'a toml::Value>,
    /// What people type.
    pub words: &'a SearchWords,
    /// Beginnings of words that are no kin of others that begin alike.
    pub apart: &'a [String],
    /// What the body is called: words that say little there.
    pub names: &'a [String],
    /// How words are weighed.
    pub ranking: Ranking,
    /// What stands before and behind an id in most addresses.
    pub address: [&'static str; 2],
    /// What stands before and behind a meeting's number in the address of its page.
    pub meeting_address: [&'static str; 2],
    /// The meetings, the first first.
    pub meetings: Vec<Meeting<'a>>,
    /// The values of the other facets.
    pub facets: BTreeMap<&'static str, Vec<Named<'a>>>,
    /// How the thesaurus is cut up.
    pub thesaurus: Thesaurus,
    /// The treaties' ids, and the words that name them.
    pub treaties: Vec<(&'a str, Vec<String>)>,
    /// How the provisions are cut up.
    pub provisions: Collection,
    /// How the documents' other paragraphs are cut up.
    pub paragraphs: Collection,
}

/// What the browser needs to weigh words as [`super::index::Index::terms`] does.
#[derive(Serialize)]
pub struct Ranking {
    k1: f64,
    full: f64,
    levels: u8,
    best: usize,
    /// How much a word counts that only names the body.
    name: f64,
    /// Of words, leads, themes and references: the weight of an occurrence, and how much long ones are held against it.
    fields: [(f64, f64); 4],
}

/// A meeting as it is found and cited.
#[derive(Serialize)]
pub struct Meeting<'a> {
    id: String,
    name: String,
    year: String,
    /// What the references of its recommendations begin with.
    pub reference: String,
    /// The symbol of the document that they are taken from; empty where it is not one, or has none.
    symbol: &'a str,
    /// The words by which all its recommendations are found.
    pub words: String,
    /// The words and figures that mean it, folded.
    ordinals: Vec<String>,
}

/// How the thesaurus is cut up.
#[derive(Serialize)]
pub struct Thesaurus {
    /// The first stem of each part of what readers say.
    pub sayings: Vec<String>,
    /// The number of the first entry of each part of what is meant.
    pub meanings: Vec<usize>,
}

/// How a collection is cut up.
#[derive(Serialize, Default)]
pub struct Collection {
    /// How many documents.
    pub size: usize,
    /// The first key of each shard of terms.
    pub terms: Vec<String>,
    /// How many documents make a block of texts.
    pub block: usize,
    /// Whether the browser finds the documents of words itself.
    pub derived: bool,
    /// Words that at least so many documents hold are known before anything else is asked for.
    pub common: usize,
    /// Of so many of the best the texts are read to put them in order.
    pub read: usize,
    /// At most so many words stand for one that is unfinished.
    pub begun: usize,
    /// How many parts the rows of words have.
    pub rows: usize,
    /// Words and rows that fewer documents hold are in no longer row.
    pub rare: usize,
    /// So many words has the longest row.
    pub longest: usize,
    /// Whether the editors have told by what else its documents are looked for.
    pub described: bool,
}

impl Ranking {
    /// The constants of [`super::index`].
    #[must_use]
    pub fn told() -> Self {
        Self {
            k1: K1,
            full: FULL,
            levels: LEVELS,
            best: BEST,
            name: NAME,
            fields: Field::ALL.map(Field::weight),
        }
    }
}

/// Every meeting with the words that find it.
#[must_use]
pub fn meetings<'a>(compendium: &'a Compendium, language: &Language) -> Vec<Meeting<'a>> {
    compendium
        .meetings
        .iter()
        .map(|meeting| {
            let forms = language
                .meetings
                .ordinals
                .get(meeting.number.saturating_sub(1) as usize);
            Meeting {
                id: meeting.number.to_string(),
                name: language.meeting_name(meeting.number),
                year: meeting.year().unwrap_or_default().to_owned(),
                reference: beginning(compendium, meeting.number),
                symbol: symbol(compendium, meeting),
                words: meeting_words(meeting, language),
                ordinals: [meeting.number.to_string(), roman(meeting.number)]
                    .into_iter()
                    .chain(forms.into_iter().flatten().map(|form| fold(form)))
                    .chain(short_ordinals(
                        meeting.number,
                        forms.map_or(&[], Vec::as_slice),
                        &language.meetings.ordinal_signs,
                    ))
                    .collect(),
            }
        })
        .collect()
}

/// What all references of a meeting's recommendations begin with, up to a space.
fn beginning(compendium: &Compendium, meeting: u32) -> String {
    let mut references = compendium
        .entries
        .iter()
        .filter(|entry| entry.id.meeting == meeting)
        .map(|entry| entry.reference.as_str());
    let Some(first) = references.next() else {
        return String::new();
    };
    let shared = references.fold(first, |shared, reference| {
        let same = shared
            .char_indices()
            .zip(reference.chars())
            .find(|((_, a), b)| a != b);
        let end = same.map_or(shared.len().min(reference.len()), |((at, _), _)| at);
        &shared[..end]
    });
    let end = shared.rfind(' ').map_or(0, |space| space + 1);
    shared[..end].to_owned()
}

/// The symbol of the one document that a meeting's recommendations are taken from.
fn symbol<'a>(compendium: &'a Compendium, meeting: &crate::records::Meeting) -> &'a str {
    let mut sources = meeting
        .recommendations
        .iter()
        .map(|recommendation| recommendation.document.as_str());
    let first = sources.next();
    first
        .filter(|first| sources.all(|source| source == *first))
        .and_then(|slug| compendium.document(slug)?.symbol.as_deref())
        .unwrap_or_default()
}

/// "Cuarta reunión iv 2011 4 Viena octubre": with its months, since people say "enero de 2010" for a meeting too.
fn meeting_words(meeting: &crate::records::Meeting, language: &Language) -> String {
    let number = meeting.number;
    let name = language.meeting_name(number);
    let year = meeting.year().unwrap_or_default();
    let place = meeting.place.as_deref().unwrap_or_default();
    let mut words = format!("{name} {} {year} {number} {place}", roman(number));
    let mut months: Vec<&str> = [&meeting.start, &meeting.end]
        .into_iter()
        .flatten()
        .filter_map(|date| date.split('-').nth(1)?.parse::<usize>().ok())
        .filter_map(|month| language.months.get(month.checked_sub(1)?))
        .map(String::as_str)
        .collect();
    months.dedup();
    for month in months {
        words.push(' ');
        words.push_str(month);
    }
    words
}

/// The treaties with the words that name them.
#[must_use]
pub fn treaties(compendium: &Compendium) -> Vec<(&str, Vec<String>)> {
    let treaties = &compendium.editorial.cited.treaties;
    treaties
        .iter()
        .map(|treaty| {
            let names = treaty.bare.iter().chain(&treaty.said).chain([&treaty.id]);
            let mut first: Vec<String> = names
                .filter_map(|name| words(name).next().map(|(_, word)| fold(word)))
                .collect();
            first.sort_unstable();
            first.dedup();
            (treaty.id.as_str(), first)
        })
        .collect()
}
