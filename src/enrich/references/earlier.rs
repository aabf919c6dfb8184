//! Which earlier recommendations a text means: by paragraph of a report, by number, or by what they said.

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::languages::words::{Stems, words};

use super::super::Compendium;
use super::provisions::Element;
use super::scan::{Ask, Meant as Named, What};
use super::{Meant, Reason};

/// The share of a description's weight that a recommendation must hold to be the one described.
const SHARE: f64 = 0.6;
/// Others that hold nearly as much of it are meant too.
const NEAR: f64 = 0.92;

/// What is looked up again and again, read once: a book may ask as often as it has recommendations.
#[derive(Debug, Default)]
pub struct Index {
    /// The entries behind a body paragraph of the report on a meeting.
    paragraphs: HashMap<(u32, u32), Vec<usize>, FixedState>,
    /// The provisions in order, with their stems; read when the first description asks for them.
    stems: OnceCell<Vec<(usize, Vec<String>)>>,
}

impl Index {
    /// Reads which recommendations the paragraphs of reports are.
    pub fn of(compendium: &Compendium) -> Self {
        let mut index = Self::default();
        for document in &compendium.documents {
            let [meeting] = document.meetings[..] else {
                continue;
            };
            for block in &document.blocks {
                let number = block
                    .paragraph
                    .as_ref()
                    .and_then(|number| number.parse().ok());
                if let (Some(number), Some(id)) = (number, &block.reference) {
                    let entries = index.paragraphs.entry((meeting, number)).or_default();
                    entries.extend(compendium.find(&id.to_string()));
                }
            }
        }
        index
    }

    /// Looks up what an ask means; `None` where it means the text itself.
    pub fn find(
        &self,
        compendium: &Compendium,
        own: Option<usize>,
        text: &str,
        ask: &Ask,
        language: &Language,
    ) -> Result<Option<Meant>, Reason> {
        match &ask.what {
            What::Paragraphs(named, paragraphs) => self.by_paragraph(compendium, named, paragraphs),
            What::Description(from, to) => {
                let described = self.described(compendium, own, &text[*from..*to], language);
                if described.is_empty() {
                    Err(Reason::NoDescription)
                } else {
                    Ok(Some(Meant::Entries(described)))
                }
            }
            What::Numbers(named, numbers) => by_number(compendium, named, numbers),
            What::Meeting(named) => whole_meeting(compendium, own, named),
        }
    }

    fn by_paragraph(
        &self,
        compendium: &Compendium,
        named: &Named,
        paragraphs: &[u32],
    ) -> Result<Option<Meant>, Reason> {
        let number = meeting(compendium, named).ok_or(Reason::UnknownReport)?;
        if let Some(report) = compendium
            .editorial
            .reports
            .iter()
            .find(|report| report.meeting == number)
        {
            let ids: Vec<String> = paragraphs
                .iter()
                .filter_map(|&paragraph| paragraph.checked_add_signed(report.offset))
                .map(|recommendation| format!("{number}.{recommendation}"))
                .collect();
            return entries(compendium, &ids).map(Some);
        }
        // A report that is here tells by itself which recommendation a paragraph is.
        let mut found: Vec<usize> = paragraphs
            .iter()
            .filter_map(|&paragraph| self.paragraphs.get(&(number, paragraph)))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            Err(Reason::UnknownReport)
        } else {
            Ok(Some(Meant::Entries(found)))
        }
    }

    /// The earlier provisions that say what a description says: those that hold most of its rare words.
    fn described(
        &self,
        compendium: &Compendium,
        own: Option<usize>,
        description: &str,
        language: &Language,
    ) -> Vec<usize> {
        let Some(own) = own.map(|own| &compendium.entries[own]) else {
            return Vec::new();
        };
        let stems = Stems::of(&language.id);
        let set = |text: &str| {
            let mut set: Vec<String> = words(text).map(|(_, word)| stems.stem(word)).collect();
            set.sort_unstable();
            set.dedup();
            set
        };
        let asked = set(description);
        let all = self.stems.get_or_init(|| {
            compendium
                .provisions()
                .map(|at| (at, set(&compendium.entries[at].unit.text.plain)))
                .collect()
        });
        // Provisions stand in the order of their meetings.
        let earlier =
            &all[..all.partition_point(|&(at, _)| compendium.entries[at].meeting < own.meeting)];
        let mut held = vec![Vec::new(); asked.len()];
        for (place, (_, words)) in earlier.iter().enumerate() {
            for (word, places) in asked.iter().zip(&mut held) {
                if words.binary_search(word).is_ok() {
                    places.push(place);
                }
            }
        }
        let total = earlier.len() as f64;
        let mut shares = vec![0.0_f64; earlier.len()];
        let mut whole = 0.0;
        for places in &held {
            let weight = (total / (1.0 + places.len() as f64)).ln().max(0.0);
            whole += weight;
            for &place in places {
                shares[place] += weight;
            }
        }
        let whole = whole.max(f64::MIN_POSITIVE);
        let best = shares.iter().copied().fold(0.0, f64::max) / whole;
        earlier
            .iter()
            .zip(shares)
            .map(|(&(at, _), held)| (at, held / whole))
            .filter(|&(_, share)| share >= SHARE && share >= best * NEAR)
            .map(|(at, _)| at)
            .collect()
    }
}

/// The number of the meeting that words name: by the symbol of its report, its ordinal, or its year where
/// only one meeting was held in it.
fn meeting(compendium: &Compendium, named: &Named) -> Option<u32> {
    if let Some(symbol) = &named.symbol {
        let report = compendium
            .editorial
            .reports
            .iter()
            .find(|report| report.symbol.as_ref() == Some(symbol))
            .map(|report| report.meeting);
        let own = || {
            compendium
                .documents
                .iter()
                .find(|document| document.symbol.as_ref() == Some(symbol))
                .and_then(|document| match document.meetings[..] {
                    [only] => Some(only),
                    _ => None,
                })
        };
        return report.or_else(own);
    }
    if named.number.is_some() {
        return named.number;
    }
    let year = named.year?.to_string();
    let mut held = compendium
        .meetings
        .iter()
        .filter(|meeting| meeting.year() == Some(&year));
    match (held.next(), held.next()) {
        (Some(only), None) => Some(only.number),
        _ => None,
    }
}

/// Recommendations by their numbers, with letters where there are some.
fn by_number(
    compendium: &Compendium,
    named: &Named,
    numbers: &[Element],
) -> Result<Option<Meant>, Reason> {
    let meeting = meeting(compendium, named).ok_or(Reason::UnknownReport)?;
    let mut ids = Vec::new();
    for element in numbers {
        let Some(number) = element.number else {
            continue;
        };
        if element.letters.is_empty() {
            ids.push(format!("{meeting}.{number}"));
        }
        ids.extend(
            element
                .letters
                .iter()
                .map(|letter| format!("{meeting}.{number}.{letter}")),
        );
    }
    entries(compendium, &ids).map(Some)
}

/// All recommendations of a meeting, or the one under which another meeting adopted them.
fn whole_meeting(
    compendium: &Compendium,
    own: Option<usize>,
    named: &Named,
) -> Result<Option<Meant>, Reason> {
    let number = meeting(compendium, named).ok_or(Reason::UnknownReport)?;
    let at = compendium
        .meetings
        .iter()
        .position(|meeting| meeting.number == number)
        .ok_or(Reason::UnknownReport)?;
    if let Some(adopted) = compendium
        .editorial
        .adoptions
        .iter()
        .find(|adoption| adoption.meeting == number)
        .and_then(|adoption| compendium.find(&adoption.adopted_as))
    {
        let is_own = own.is_some_and(|own| {
            own == adopted
                || compendium
                    .ancestors(&compendium.entries[own])
                    .contains(&adopted)
        });
        return Ok((!is_own).then(|| Meant::Entries(vec![adopted])));
    }
    let is_own = own.is_some_and(|own| compendium.entries[own].meeting == at);
    Ok((!is_own).then_some(Meant::Meeting(at)))
}

fn entries(compendium: &Compendium, ids: &[String]) -> Result<Meant, Reason> {
    let found: Vec<usize> = ids.iter().filter_map(|id| compendium.find(id)).collect();
    if found.is_empty() {
        Err(Reason::NoRecommendation)
    } else {
        Ok(Meant::Entries(found))
    }
}
