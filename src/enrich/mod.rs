//! Records → the compendium: sorted, linked both ways, never changed again.
//!
//! This is the one structure that pages, search and data are made from. What the sources say comes from
//! the records; what is concluded from it is added here, each rule in a file of its own.

pub mod classify;
pub mod lexicon;
pub mod themes;

use std::collections::HashMap;

use classify::{Evidence, Part};
use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::records::editorial::Editorial;
use crate::records::{Document, Id, Meeting, Recommendation, Records, Standing, Unit};

/// Everything, linked.
#[derive(Debug)]
pub struct Compendium {
    /// The meetings, by number.
    pub meetings: Vec<Meeting>,
    /// The documents, in the book's order.
    pub documents: Vec<Document>,
    /// Every recommendation and sub-item, in document order.
    pub entries: Vec<Entry>,
    /// The themes with their provisions, in the editors' order.
    pub themes: Vec<ThemeEntry>,
    /// What the editors wrote.
    pub editorial: Editorial,
    by_id: HashMap<String, usize, FixedState>,
}

/// A recommendation or sub-item with what is known about it. Indices point into [`Compendium::entries`].
#[derive(Debug)]
pub struct Entry {
    /// The id.
    pub id: Id,
    /// Index of its meeting in [`Compendium::meetings`].
    pub meeting: usize,
    /// Index of its numbered recommendation in that meeting.
    pub recommendation: usize,
    /// How people cite it.
    pub reference: String,
    /// Its parent.
    pub parent: Option<usize>,
    /// Its children.
    pub children: Vec<usize>,
    /// Its themes as indices of [`Compendium::themes`]: its own, or its children's in document order.
    pub themes: Vec<usize>,
    /// Whether its themes, or one of its children's, are proposals that no editor has read.
    pub proposed: bool,
    /// The words that decided for proposed themes, theme by theme.
    pub evidence: Vec<Evidence>,
    /// The unit itself.
    pub unit: Unit,
}

/// A theme with its provisions.
#[derive(Debug)]
pub struct ThemeEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    pub scope: String,
    /// Index of its group in [`Editorial::groups`].
    pub group: usize,
    /// Its provisions, in document order.
    pub provisions: Vec<usize>,
}

impl Compendium {
    /// The entry of an id as written.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The numbered recommendation that an entry belongs to.
    #[must_use]
    pub fn recommendation(&self, entry: &Entry) -> &Recommendation {
        &self.meetings[entry.meeting].recommendations[entry.recommendation]
    }

    /// The document that an entry's text is taken from.
    #[must_use]
    pub fn document(&self, slug: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.slug == slug)
    }

    /// Indices of all provisions, in document order.
    pub fn provisions(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.entries.len()).filter(|&at| self.entries[at].is_provision())
    }

    /// The ancestors of an entry, outermost first.
    #[must_use]
    pub fn ancestors(&self, entry: &Entry) -> Vec<usize> {
        let mut ancestors = Vec::new();
        let mut parent = entry.parent;
        while let Some(at) = parent {
            ancestors.push(at);
            parent = self.entries[at].parent;
        }
        ancestors.reverse();
        ancestors
    }

    /// The words of a piece of evidence for an entry's proposed themes.
    #[must_use]
    pub fn words<'a>(&'a self, entry: &'a Entry, evidence: &Evidence) -> &'a str {
        let text = match evidence.part {
            Part::Text => Some(entry.unit.text.plain.as_str()),
            Part::Lead(level) => {
                let ancestors = self.ancestors(entry);
                let lead = ancestors.get(level).map(|&at| &self.entries[at]);
                lead.map(|lead| lead.unit.text.plain.as_str())
            }
            Part::Section => self.recommendation(entry).section.as_deref(),
        };
        text.and_then(|text| text.get(evidence.range.clone()))
            .unwrap_or_default()
    }

    /// What became of an entry's recommendation.
    #[must_use]
    pub fn standing(&self, entry: &Entry) -> Standing {
        self.recommendation(entry).standing
    }
}

impl Entry {
    /// True for the smallest units, which all counts count.
    #[must_use]
    pub fn is_provision(&self) -> bool {
        self.children.is_empty()
    }
}

/// Links records and editorial files.
#[must_use]
pub fn enrich(
    records: Records,
    editorial: Editorial,
    language: &Language,
) -> (Compendium, Vec<Diagnostic>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut by_id: HashMap<String, usize, FixedState> = HashMap::default();
    for (meeting_at, meeting) in records.meetings.iter().enumerate() {
        for (recommendation_at, recommendation) in meeting.recommendations.iter().enumerate() {
            let place = (meeting_at, recommendation_at);
            add(
                &recommendation.unit,
                None,
                place,
                meeting,
                language,
                &mut entries,
                &mut by_id,
            );
        }
    }
    let mut compendium = Compendium {
        meetings: records.meetings,
        documents: records.documents,
        entries,
        themes: Vec::new(),
        editorial,
        by_id,
    };
    let mut diagnostics = themes::assign(&mut compendium, language);
    for adoption in &compendium.editorial.adoptions {
        if compendium.find(&adoption.adopted_as).is_none() {
            diagnostics.push(
                Diagnostic::warning("identificador-desconocido")
                    .file("seeds/editorial/known-gaps.yaml")
                    .with("count", 1)
                    .with("name", "known-gaps.yaml")
                    .with("id", &adoption.adopted_as),
            );
        }
    }
    (compendium, diagnostics)
}

fn add(
    unit: &Unit,
    parent: Option<usize>,
    place: (usize, usize),
    meeting: &Meeting,
    language: &Language,
    entries: &mut Vec<Entry>,
    by_id: &mut HashMap<String, usize, FixedState>,
) {
    let at = entries.len();
    by_id.insert(unit.id.to_string(), at);
    entries.push(Entry {
        id: unit.id.clone(),
        meeting: place.0,
        recommendation: place.1,
        reference: reference(&unit.id, meeting, language),
        parent,
        children: Vec::new(),
        themes: Vec::new(),
        proposed: false,
        evidence: Vec::new(),
        unit: unit.clone(),
    });
    if let Some(parent) = parent {
        entries[parent].children.push(at);
    }
    for child in &unit.children {
        add(child, Some(at), place, meeting, language, entries, by_id);
    }
}

/// "46 j) iii)", as people write it.
#[must_use]
pub fn number_label(id: &Id, language: &Language) -> String {
    let mut number = id.number.to_string();
    if id.occurrence > 1 {
        number = language
            .recommendations
            .repeated
            .replace("{number}", &number)
            .replace("{times}", &id.occurrence.to_string());
    }
    for part in &id.path {
        number.push(' ');
        if let Some((part, times)) = part.split_once('~') {
            let marked = format!("{part})");
            number.push_str(
                &language
                    .recommendations
                    .repeated
                    .replace("{number}", &marked)
                    .replace("{times}", times),
            );
        } else {
            number.push_str(part);
            number.push(')');
        }
    }
    number
}

fn reference(id: &Id, meeting: &Meeting, language: &Language) -> String {
    let form = match meeting.year() {
        Some(year) => language
            .recommendations
            .reference_dated
            .replace("{year}", year),
        None => language.recommendations.reference.clone(),
    };
    form.replace("{meeting}", &language.meeting_name(meeting.number))
        .replace("{number}", &number_label(id, language))
}
