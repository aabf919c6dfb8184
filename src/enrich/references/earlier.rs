//! Which earlier recommendations a text means: by paragraph of a report, by number, or by what they said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use crate::config::Kind;
use crate::languages::words::{Terms, words};
use crate::records::Document;

use super::super::Compendium;
use super::provisions::Element;
use super::scan::{Ask, Description, Meant as Named, What};
use super::{Meant, Reason};

/// The share of a description's weight that a recommendation must hold to be the one described.
const SHARE: f64 = 0.6;
/// Others that hold nearly as much of it are meant too.
const NEAR: f64 = 0.92;
/// One word alone describes nothing.
const FEWEST_WORDS: usize = 2;
/// What more say is described too vaguely to mean any of them.
const MOST_DESCRIBED: usize = 3;

/// Whose words ask.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The entry, where they are those of a recommendation.
    pub entry: Option<usize>,
    /// The meeting that they belong to.
    pub meeting: Option<u32>,
    /// The text.
    pub text: &'a str,
}

/// What an ask means: what was found of it, and why the rest was not.
#[derive(Debug, Default)]
pub struct Answer {
    /// Nothing where the text means itself.
    pub meant: Option<Meant>,
    /// Set also where only a part was found.
    pub lost: Option<Reason>,
}

impl Answer {
    fn lost(reason: Reason) -> Self {
        Self {
            meant: None,
            lost: Some(reason),
        }
    }

    fn of(meant: Option<Meant>) -> Self {
        Self { meant, lost: None }
    }

    /// What was found, of so many that were named.
    fn entries(mut found: Vec<usize>, is_whole: bool, none: Reason) -> Self {
        let mut seen = BTreeSet::new();
        found.retain(|&at| seen.insert(at));
        if found.is_empty() {
            return Self::lost(none);
        }
        Self {
            meant: Some(Meant::Entries(found)),
            lost: (!is_whole).then_some(Reason::PartlyFound),
        }
    }
}

/// Looks up what an ask means.
pub fn find(
    compendium: &Compendium,
    asker: Asker<'_>,
    ask: &Ask,
    sayings: &mut Sayings<'_>,
) -> Answer {
    match &ask.what {
        What::Paragraphs(named, paragraphs) => by_paragraph(compendium, named, paragraphs, sayings),
        What::Numbers(named, numbers) => by_number(compendium, asker, named, numbers),
        What::Meeting(named) => whole_meeting(compendium, asker.entry, named),
        What::Description(description) => described(compendium, asker, description, sayings),
        What::OfAnother => Answer::lost(Reason::AnotherBody),
        What::OfNone => Answer::lost(Reason::NoMeeting),
    }
}

fn by_number(
    compendium: &Compendium,
    asker: Asker<'_>,
    named: &Named,
    numbers: &[Element],
) -> Answer {
    let meeting = if named.is_present {
        asker.meeting
    } else {
        meeting(compendium, named)
    };
    let is_alone = *named == Named::default();
    if meeting.is_none() && !is_alone {
        return Answer::lost(Reason::UnknownReport);
    }
    let mut ids = Vec::new();
    for element in numbers {
        // "9.9" names its meeting itself.
        let (meeting, number) = match (element.number, element.paragraph) {
            (Some(first), Some(second)) => (Some(first), second),
            (Some(number), None) => (meeting, number),
            (None, _) => continue,
        };
        if let Some(meeting) = meeting {
            push_ids(&mut ids, &format!("{meeting}.{number}"), &element.letters);
        }
    }
    entries(compendium, &ids)
}

fn whole_meeting(compendium: &Compendium, own: Option<usize>, named: &Named) -> Answer {
    let place = meeting(compendium, named).and_then(|number| {
        let mut meetings = compendium.meetings.iter();
        meetings.position(|meeting| meeting.number == number)
    });
    let Some(at) = place else {
        return Answer::lost(Reason::UnknownReport);
    };
    let number = compendium.meetings[at].number;
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
        return Answer::of((!is_own).then(|| Meant::Entries(vec![adopted])));
    }
    let is_own = own.is_some_and(|own| compendium.entries[own].meeting == at);
    Answer::of((!is_own).then_some(Meant::Meeting(at)))
}

fn described(
    compendium: &Compendium,
    asker: Asker<'_>,
    description: &Description,
    sayings: &mut Sayings<'_>,
) -> Answer {
    let said = &asker.text[description.start..description.end];
    let made_at = description.meeting.as_ref();
    let number = made_at.map(|named| meeting(compendium, named));
    // A meeting that is told but not known made nothing that could be found here.
    if number == Some(None) {
        return Answer::lost(Reason::UnknownReport);
    }
    let found = sayings.described(compendium, asker.meeting, said, number.flatten());
    let reason = match found.len() {
        0 => Reason::NoDescription,
        1..=MOST_DESCRIBED => return Answer::of(Some(Meant::Entries(found))),
        _ => Reason::ManyDescribed,
    };
    // The meeting is known all the same.
    let meant = made_at.and_then(|named| whole_meeting(compendium, asker.entry, named).meant);
    Answer {
        meant,
        lost: Some(reason),
    }
}

/// A number's id, or those of its letters.
fn push_ids(ids: &mut Vec<String>, id: &str, letters: &[String]) {
    if letters.is_empty() {
        ids.push(id.to_owned());
    }
    ids.extend(letters.iter().map(|letter| format!("{id}.{letter}")));
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
    paragraphs: &[Element],
    sayings: &Sayings<'_>,
) -> Answer {
    let Some(number) = meeting(compendium, named) else {
        return Answer::lost(Reason::UnknownReport);
    };
    let numbered = || {
        let numbers = paragraphs.iter();
        numbers.filter_map(|element| Some((element.number?, &element.letters)))
    };
    let mut reports = compendium.editorial.reports.iter();
    if let Some(report) = reports.find(|report| report.meeting == number) {
        let mut ids = Vec::new();
        for (paragraph, letters) in numbered() {
            // A paragraph before the first recommendation has no id that could be found.
            let recommendation = paragraph.checked_add_signed(report.offset).unwrap_or(0);
            push_ids(&mut ids, &format!("{number}.{recommendation}"), letters);
        }
        return entries(compendium, &ids);
    }
    // A report that is here tells by itself which recommendation a paragraph is.
    let mut found: Vec<usize> = Vec::new();
    let mut is_whole = true;
    for (paragraph, letters) in numbered() {
        let Some(held) = sayings.paragraphs.get(&(number, paragraph)) else {
            is_whole = false;
            continue;
        };
        let mut ids = Vec::new();
        for &entry in held {
            push_ids(&mut ids, &compendium.entries[entry].id.to_string(), letters);
        }
        let before = found.len();
        found.extend(ids.iter().filter_map(|id| compendium.find(id)));
        let expected = letters.len().max(1);
        is_whole &= found.len() - before >= expected;
    }
    let is_here = |document: &Document| match &named.symbol {
        Some(symbol) => document.symbol.as_ref() == Some(symbol),
        None => is_report_on(document, number),
    };
    let none = if compendium.documents.iter().any(is_here) {
        Reason::NotRecommended
    } else {
        Reason::UnknownReport
    };
    Answer::entries(found, is_whole, none)
}

fn entries(compendium: &Compendium, ids: &[String]) -> Answer {
    let found: Vec<usize> = ids.iter().filter_map(|id| compendium.find(id)).collect();
    let is_whole = found.len() == ids.len();
    Answer::entries(found, is_whole, Reason::NoRecommendation)
}

fn is_report_on(document: &Document, meeting: u32) -> bool {
    document.meetings[..] == [meeting] && matches!(document.kind, Kind::Report | Kind::DraftReport)
}

/// Which recommendations the paragraphs of reports are; a paragraph that tells of something else is none.
fn paragraphs(compendium: &Compendium) -> HashMap<(u32, u32), Vec<usize>, FixedState> {
    let mut paragraphs: HashMap<(u32, u32), Vec<usize>, FixedState> = HashMap::default();
    for document in &compendium.documents {
        let [meeting] = document.meetings[..] else {
            continue;
        };
        if !is_report_on(document, meeting) {
            continue;
        }
        for block in &document.blocks {
            let number = block
                .paragraph
                .as_ref()
                .and_then(|number| number.parse().ok());
            if let Some(number) = number {
                let entries = paragraphs.entry((meeting, number)).or_default();
                let id = block.reference.as_ref();
                entries.extend(id.and_then(|id| compendium.find(&id.to_string())));
            }
        }
    }
    paragraphs
}

/// The provisions as sets of terms, made when the first description asks for them.
#[derive(Debug)]
pub struct Sayings<'a> {
    terms: &'a mut Terms,
    /// Letters that change within one verb.
    alternations: &'a [(String, String)],
    provisions: Vec<usize>,
    /// The places in `provisions` where each term stands.
    places: Vec<Vec<u32>>,
    /// The entries behind a body paragraph of the report on a meeting.
    paragraphs: HashMap<(u32, u32), Vec<usize>, FixedState>,
}

impl<'a> Sayings<'a> {
    /// Nothing made yet.
    #[must_use]
    pub fn new(
        terms: &'a mut Terms,
        alternations: &'a [(String, String)],
        compendium: &Compendium,
    ) -> Self {
        Self {
            terms,
            alternations,
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

    /// The terms of a description, with those that its verbs have in other forms: what recommendations ask for in
    /// the infinitive, descriptions tell in the subjunctive ("establezcan", "establecer").
    fn asked(&mut self, description: &str) -> Vec<Vec<u32>> {
        let mut seen = BTreeSet::new();
        let mut asked = Vec::new();
        for (_, word) in words(description) {
            let term = self.terms.term(word);
            if !seen.insert(term) {
                continue;
            }
            let mut terms = vec![term];
            let word = word.to_lowercase();
            for (from, to) in self.alternations {
                for (at, _) in word.match_indices(from.as_str()) {
                    let other = format!("{}{to}{}", &word[..at], &word[at + from.len()..]);
                    terms.extend(self.terms.known(&other));
                }
            }
            asked.push(terms);
        }
        asked
    }

    /// The provisions that hold one of some terms, ascending.
    fn holding(&self, terms: &[u32]) -> Vec<u32> {
        let held_by = terms
            .iter()
            .filter_map(|&term| self.places.get(term as usize));
        let mut places: Vec<u32> = held_by.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The earlier provisions that say what a description says: those that hold most of its rare words.
    fn described(
        &mut self,
        compendium: &Compendium,
        own: Option<u32>,
        description: &str,
        meeting: Option<u32>,
    ) -> Vec<usize> {
        let Some(own) = own else {
            return Vec::new();
        };
        self.make(compendium);
        let total = self.provisions.len() as f64;
        let asked: Vec<(f64, Vec<u32>)> = (self.asked(description).into_iter())
            .map(|terms| self.holding(&terms))
            .map(|places| ((total / (1.0 + places.len() as f64)).ln().max(0.0), places))
            .collect();
        let whole: f64 = asked.iter().map(|(weight, _)| weight).sum();
        // Words of half of all provisions weigh next to nothing and would touch them all.
        let mut held: BTreeMap<u32, (f64, usize)> = BTreeMap::new();
        for (weight, places) in &asked {
            if places.len() * 2 <= self.provisions.len() {
                for &place in places {
                    let (sum, count) = held.entry(place).or_default();
                    *sum += weight;
                    *count += 1;
                }
            }
        }
        let mut shares: Vec<(usize, f64)> = held
            .into_iter()
            .filter(|(_, (_, count))| *count >= FEWEST_WORDS)
            .map(|(place, (held, _))| (self.provisions[place as usize], held))
            .filter(|&(at, _)| {
                let made = compendium.entries[at].id.meeting;
                made < own && meeting.is_none_or(|meeting| made == meeting)
            })
            .map(|(at, held)| (at, held / whole.max(f64::MIN_POSITIVE)))
            .filter(|&(_, share)| share >= SHARE)
            .collect();
        let best = shares.iter().map(|&(_, share)| share).fold(0.0, f64::max);
        shares.retain(|&(_, share)| share >= best * NEAR);
        shares.into_iter().map(|(at, _)| at).collect()
    }
}
