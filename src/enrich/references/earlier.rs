//! Which earlier recommendations a text means: by paragraph of a report, by number, or by what they said.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use crate::languages::words::Terms;

use super::super::Compendium;
use super::scan::{Ask, Meant as Named, What};
use super::{Meant, Reason};

/// The share of a description's weight that a recommendation must hold to be the one described.
const SHARE: f64 = 0.6;
/// Others that hold nearly as much of it are meant too.
const NEAR: f64 = 0.92;

/// Looks up what an ask means; `None` where it means the text itself.
pub fn find(
    compendium: &Compendium,
    own: Option<usize>,
    text: &str,
    ask: &Ask,
    sayings: &mut Sayings<'_>,
) -> Result<Option<Meant>, Reason> {
    match &ask.what {
        What::Paragraphs(named, paragraphs) => by_paragraph(compendium, named, paragraphs, sayings),
        What::Numbers(named, numbers) => {
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
        What::Meeting(named) => {
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
        What::Description(from, to) => {
            let described = sayings.described(compendium, own, &text[*from..*to]);
            if described.is_empty() {
                Err(Reason::NoDescription)
            } else {
                Ok(Some(Meant::Entries(described)))
            }
        }
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

fn by_paragraph(
    compendium: &Compendium,
    named: &Named,
    paragraphs: &[u32],
    sayings: &Sayings<'_>,
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
        .filter_map(|&paragraph| sayings.paragraphs.get(&(number, paragraph)))
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

fn entries(compendium: &Compendium, ids: &[String]) -> Result<Meant, Reason> {
    let found: Vec<usize> = ids.iter().filter_map(|id| compendium.find(id)).collect();
    if found.is_empty() {
        Err(Reason::NoRecommendation)
    } else {
        Ok(Meant::Entries(found))
    }
}

/// Which recommendations the paragraphs of reports are.
fn paragraphs(compendium: &Compendium) -> HashMap<(u32, u32), Vec<usize>, FixedState> {
    let mut paragraphs: HashMap<(u32, u32), Vec<usize>, FixedState> = HashMap::default();
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
                let entries = paragraphs.entry((meeting, number)).or_default();
                entries.extend(compendium.find(&id.to_string()));
            }
        }
    }
    paragraphs
}

/// The provisions as sets of terms, made when the first description asks for them.
#[derive(Debug)]
pub struct Sayings<'a> {
    terms: &'a mut Terms,
    provisions: Vec<usize>,
    /// The places in `provisions` where each term stands.
    places: Vec<Vec<u32>>,
    /// The entries behind a body paragraph of the report on a meeting.
    paragraphs: HashMap<(u32, u32), Vec<usize>, FixedState>,
}

impl<'a> Sayings<'a> {
    /// Nothing made yet.
    #[must_use]
    pub fn new(terms: &'a mut Terms, compendium: &Compendium) -> Self {
        Self {
            terms,
            provisions: Vec::new(),
            places: Vec::new(),
            paragraphs: paragraphs(compendium),
        }
    }

    fn make(&mut self, compendium: &Compendium) {
        if !self.provisions.is_empty() {
            return;
        }
        for (place, at) in compendium.provisions().enumerate() {
            let text = &compendium.entries[at].unit.text.plain;
            for term in self.terms.set(text, |_| false) {
                let term = term as usize;
                if self.places.len() <= term {
                    self.places.resize_with(term + 1, Vec::new);
                }
                self.places[term].push(place as u32);
            }
            self.provisions.push(at);
        }
    }

    /// The earlier provisions that say what a description says: those that hold most of its rare words.
    fn described(
        &mut self,
        compendium: &Compendium,
        own: Option<usize>,
        description: &str,
    ) -> Vec<usize> {
        let Some(own) = own.map(|own| &compendium.entries[own]) else {
            return Vec::new();
        };
        self.make(compendium);
        let asked = self.terms.set(description, |_| false);
        let total = self.provisions.len() as f64;
        let none = Vec::new();
        let held_by = |term: u32| self.places.get(term as usize).unwrap_or(&none);
        let weight = |term: u32| (total / (1.0 + held_by(term).len() as f64)).ln().max(0.0);
        let whole: f64 = asked.iter().map(|&term| weight(term)).sum();
        // Words of half of all provisions weigh next to nothing and would touch them all.
        let mut held: BTreeMap<u32, f64> = BTreeMap::new();
        for &term in &asked {
            if held_by(term).len() * 2 <= self.provisions.len() {
                for &place in held_by(term) {
                    *held.entry(place).or_default() += weight(term);
                }
            }
        }
        let mut shares: Vec<(usize, f64)> = held
            .into_iter()
            .map(|(place, held)| (self.provisions[place as usize], held))
            .filter(|&(at, _)| compendium.entries[at].meeting < own.meeting)
            .map(|(at, held)| (at, held / whole.max(f64::MIN_POSITIVE)))
            .filter(|&(_, share)| share >= SHARE)
            .collect();
        let best = shares.iter().map(|&(_, share)| share).fold(0.0, f64::max);
        shares.retain(|&(_, share)| share >= best * NEAR);
        shares.into_iter().map(|(at, _)| at).collect()
    }
}
