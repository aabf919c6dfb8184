//! Which earlier recommendation asked a meeting to take a subject up: an item of its agenda that says again
//! what a recommendation lists as a subject for later meetings.
//!
//! Lists inside one sentence ("a) …; b) …") make no ids, so an item of such a list is named by its letter.

use crate::languages::Language;
use crate::languages::words::Terms;
use crate::records::AgendaItem;

use super::Compendium;

/// The share of common words that makes a subject and an agenda item the same.
const ALIKE: f64 = 0.6;
/// Titles with fewer words of their own ("Otros asuntos") say too little to be compared.
const FEWEST: usize = 4;

/// A recommendation that asked for an item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Place of the meeting in the compendium.
    pub meeting: usize,
    /// The item: "2", "2.a".
    pub item: String,
    /// Its title.
    pub title: String,
    /// The entry that asked.
    pub entry: usize,
    /// The letter of the item in the entry's own list.
    pub letter: Option<String>,
}

/// Meeting, path and record of an agenda item, and the terms of its title.
type Item<'a> = (usize, String, &'a AgendaItem, Vec<u32>);

/// Every agenda item that an earlier recommendation asked for, in the order of meetings and items.
#[must_use]
pub fn asked(compendium: &Compendium, language: &Language, terms: &mut Terms) -> Vec<Asked> {
    let mut set = |text: &str| {
        terms.set(text, |word| {
            let is_small = |small: &String| small.eq_ignore_ascii_case(word);
            language.layout.open_ends.iter().any(is_small)
        })
    };
    let mut items: Vec<Item<'_>> = Vec::new();
    for (at, meeting) in compendium.meetings.iter().enumerate() {
        for item in meeting.agenda.iter().flatten() {
            collect(at, "", item, &mut set, &mut items);
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (entry_at, entry) in compendium.entries.iter().enumerate() {
        if items.iter().all(|item| item.0 <= entry.meeting) {
            continue;
        }
        let text = &entry.unit.text.plain;
        for (letter, subject) in subjects(text, entry.parent.is_some()) {
            let own = set(subject);
            for (meeting, item, agenda, title) in &items {
                if *meeting > entry.meeting && alike(&own, title) >= ALIKE {
                    found.push(Asked {
                        meeting: *meeting,
                        item: item.clone(),
                        title: agenda.title.clone(),
                        entry: entry_at,
                        letter: letter.map(str::to_owned),
                    });
                }
            }
        }
    }
    found.sort_by(|a, b| {
        (a.meeting, position(&items, a), a.entry).cmp(&(b.meeting, position(&items, b), b.entry))
    });
    found
}

fn position(items: &[Item<'_>], asked: &Asked) -> Option<usize> {
    items
        .iter()
        .position(|item| item.0 == asked.meeting && item.1 == asked.item)
}

fn collect<'a>(
    meeting: usize,
    above: &str,
    item: &'a AgendaItem,
    set: &mut impl FnMut(&str) -> Vec<u32>,
    items: &mut Vec<Item<'a>>,
) {
    let path = if above.is_empty() {
        item.number.clone()
    } else {
        format!("{above}.{}", item.number)
    };
    let title = set(&item.title);
    if title.len() >= FEWEST {
        items.push((meeting, path.clone(), item, title));
    }
    for below in &item.items {
        collect(meeting, &path, below, set, items);
    }
}

/// What a text lists: the parts of a list inside its sentence with their letters; for a sub-item the whole.
fn subjects(text: &str, is_sub_item: bool) -> Vec<(Option<&str>, &str)> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    for (at, bracket) in text.match_indices(") ") {
        let before = &text[..at];
        let start = before.rfind(' ').map_or(0, |space| space + 1);
        let letter = &before[start..];
        if letter.chars().count() == 1 && letter.chars().all(char::is_lowercase) {
            starts.push((at + bracket.len(), letter));
        }
    }
    if starts.len() < 2 {
        return if is_sub_item {
            vec![(None, text)]
        } else {
            Vec::new()
        };
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, letter)| start - letter.len() - 2)
        .chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&(start, letter), end)| (Some(letter), &text[start..end]))
        .collect()
}

/// Jaccard's measure of two sorted sets.
fn alike(a: &[u32], b: &[u32]) -> f64 {
    let common = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        0.0
    } else {
        common as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_a_sentence_is_cut_at_its_letters() {
        assert_eq!(
            subjects("los siguientes temas: a) uno (dos); y b) tres.", false),
            [(Some("a"), "uno (dos); y "), (Some("b"), "tres.")]
        );
        assert_eq!(subjects("la trata;", true), [(None, "la trata;")]);
        assert!(subjects("la trata (y otros) delitos", false).is_empty());
    }
}
