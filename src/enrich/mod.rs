//! Records → the compendium: sorted, linked both ways, never changed again.
//!
//! This is the one structure that pages, search and data are made from. What the sources say comes from
//! the records; what is concluded from it is added here, each rule in a file of its own.

pub mod agenda;
pub mod classify;
pub mod difference;
pub mod grammar;
pub mod kinship;
pub mod lexicon;
pub mod references;
pub mod themes;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use classify::{Evidence, Part};
use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::languages::words::{Stems, Terms};
use crate::records::editorial::{Category, Editorial, LaterStanding};
use crate::records::{Document, Id, Meeting, Recommendation, Records, Standing, Unit};

use grammar::Reading;
use references::{References, Unresolved};

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
    /// Demands that several meetings repeat, the strongest first.
    pub chains: Vec<kinship::chains::Chain>,
    /// The addressees with their provisions, in the editors' order.
    pub addressees: Vec<Facet>,
    /// The actions with their provisions, strongest first.
    pub actions: Vec<Facet>,
    /// What the editors wrote.
    pub editorial: Editorial,
    /// What each document's blocks refer to, in their order.
    pub block_references: Vec<Vec<References>>,
    /// Everything that is cited, by target.
    pub cited: Vec<references::Cited>,
    /// References that lead nowhere.
    pub unresolved: Vec<Unresolved>,
    /// Agenda items that earlier recommendations asked for.
    pub asked: Vec<agenda::Asked>,
    /// What the words of the entries are reduced to when they are compared.
    pub stems: Arc<Stems>,
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
    /// What its words refer to.
    pub references: References,
    /// Recommendations that it means explicitly.
    pub references_to: Vec<usize>,
    /// Recommendations that mean it explicitly.
    pub referenced_by: Vec<usize>,
    /// Its kin, best first; a unit with sub-items has its provisions'.
    pub related: Vec<kinship::Kin>,
    /// The chain that it belongs to, as index of [`Compendium::chains`].
    pub chain: Option<usize>,
    /// Whom it addresses and how strongly: its own, or what its children say together.
    pub grammar: Reading,
    /// Whether its themes, or one of its children's, are proposals that no editor has read.
    pub proposed: bool,
    /// The words that decided for proposed themes, theme by theme.
    pub evidence: Vec<Evidence>,
    /// Corrections of its words, as places in the editors' list.
    pub corrigenda: Vec<usize>,
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

/// An addressee or an action with its provisions.
#[derive(Debug)]
pub struct Facet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    pub scope: String,
    /// Words that show it.
    pub examples: Vec<String>,
    /// Its provisions, in document order.
    pub provisions: Vec<usize>,
}

impl Facet {
    /// As the editors list it, without provisions yet.
    #[must_use]
    pub fn of(category: &Category) -> Self {
        Self {
            id: category.id.clone(),
            name: category.name.clone(),
            scope: category.scope.clone(),
            examples: category.examples.clone(),
            provisions: Vec::new(),
        }
    }

    /// One that the editors do not list.
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            scope: String::new(),
            examples: Vec::new(),
            provisions: Vec::new(),
        }
    }
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

    /// By what else the editors say that people look for an entry, or for what it is part of.
    pub fn descriptors(&self, entry: &Entry) -> impl Iterator<Item = &str> {
        let all = &self.editorial.descriptors;
        let ancestors = self.ancestors(entry).into_iter();
        let ids = ancestors.map(|at| &self.entries[at].id).chain([&entry.id]);
        let told: Vec<&Vec<String>> = ids.filter_map(|id| all.get(&id.to_string())).collect();
        told.into_iter().flatten().map(String::as_str)
    }

    /// The words that an entry hangs from, the outermost first.
    #[must_use]
    pub fn leads(&self, entry: &Entry) -> Vec<&str> {
        let words = |at: usize| self.entries[at].unit.text.plain.as_str();
        self.ancestors(entry).into_iter().map(words).collect()
    }

    /// The words that decided how strongly an entry asks.
    #[must_use]
    pub fn verb(&self, entry: &Entry) -> Option<&str> {
        let verb = entry.grammar.verb?;
        self.entries[verb.entry]
            .unit
            .text
            .plain
            .get(verb.start as usize..verb.end as usize)
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

    /// What the editors found of a meeting's recommendations afterwards.
    pub fn later(&self, meeting: u32) -> impl Iterator<Item = &LaterStanding> {
        let standings = self.editorial.standings.iter();
        standings.filter(move |standing| standing.meetings.contains(&meeting))
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
    let mut stems = Stems::of(&language.id);
    stems.learn(entries.iter().map(|entry| entry.unit.text.plain.as_str()));
    let mut compendium = Compendium {
        stems: Arc::new(stems),
        meetings: records.meetings,
        documents: records.documents,
        entries,
        themes: Vec::new(),
        chains: Vec::new(),
        addressees: Vec::new(),
        actions: Vec::new(),
        editorial,
        block_references: Vec::new(),
        cited: Vec::new(),
        unresolved: Vec::new(),
        asked: Vec::new(),
        by_id,
    };
    let mut diagnostics = themes::assign(&mut compendium, language);
    diagnostics.extend(grammar::decide(&mut compendium, language));
    for adoption in &compendium.editorial.adoptions {
        if compendium.find(&adoption.adopted_as).is_none() {
            diagnostics.push(strangers("known-gaps.yaml", 1, &adoption.adopted_as));
        }
    }
    let described = compendium.editorial.descriptors.keys();
    let unknown: Vec<&String> = described
        .filter(|id| compendium.find(id).is_none())
        .collect();
    if let Some(first) = unknown.first() {
        diagnostics.push(strangers("descriptors.yaml", unknown.len(), first));
    }
    diagnostics.extend(told_otherwise(&compendium));
    diagnostics.extend(correct(&mut compendium));
    diagnostics.extend(keep_standings(&mut compendium));
    let mut terms = Terms::new(Arc::clone(&compendium.stems));
    let ((found, asked), compared) = rayon::join(
        || {
            let found = references::find(&compendium, language, &mut terms);
            (found, agenda::asked(&compendium, language, &mut terms))
        },
        || kinship::compare(&compendium),
    );
    diagnostics.extend(references::link(&mut compendium, found));
    compendium.asked = asked;
    let explicit: BTreeSet<(usize, usize)> = compendium
        .entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| entry.references_to.iter().map(move |&to| (at, to)))
        .collect();
    kinship::relate(&mut compendium, compared, &explicit);
    (compendium, diagnostics)
}

/// A warning about ids of an editorial file that this book does not hold: how many, and the first.
fn strangers(name: &str, count: usize, first: &str) -> Diagnostic {
    Diagnostic::warning("identificador-desconocido")
        .file(&format!("seeds/editorial/{name}"))
        .with("count", count)
        .with("name", name)
        .with("id", first)
}

/// Recommendations of which another document has entirely different words under the same number.
fn told_otherwise(compendium: &Compendium) -> Vec<Diagnostic> {
    let words = |unit: &Unit| {
        let mut parts: Vec<String> = Vec::new();
        unit.walk(&mut |unit| parts.push(unit.text.plain.clone()));
        parts.join(" ")
    };
    let mut diagnostics = Vec::new();
    for recommendation in (compendium.meetings.iter()).flat_map(|meeting| &meeting.recommendations)
    {
        for variant in &recommendation.variants {
            let (own, other) = (&recommendation.unit, &variant.unit);
            if !difference::is_another(&words(own), &words(other)) {
                continue;
            }
            let (Some(first), Some(second)) = (
                compendium.document(&recommendation.document),
                compendium.document(&variant.document),
            ) else {
                continue;
            };
            diagnostics.push(
                Diagnostic::warning("numero-con-otro-texto")
                    .file(&second.file)
                    .place(other.lines.first, 1, 1)
                    .with("id", &own.id)
                    .with("other", &first.file)
                    .with("line", own.lines.first),
            );
        }
    }
    diagnostics
}

/// Keeps what the editors say of later standings as far as this book holds the documents that prove it.
fn keep_standings(compendium: &mut Compendium) -> Vec<Diagnostic> {
    let mut missing: Vec<String> = Vec::new();
    let documents = &compendium.documents;
    compendium.editorial.standings.retain_mut(|standing| {
        standing.passages.retain_mut(|passage| {
            let document = documents
                .iter()
                .find(|document| document.slug == passage.document);
            let first = document.and_then(|document| document.first_words(passage.lines));
            if let Some(first) = first {
                passage.lines.first = first;
            } else {
                missing.push(passage.document.clone());
            }
            first.is_some()
        });
        !standing.passages.is_empty()
    });
    let first = missing.first();
    let warning = first.map(|first| strangers("standings.yaml", missing.len(), first));
    warning.into_iter().collect()
}

/// Binds the editors' corrections to the entries that they correct; one that fits nowhere is told.
fn correct(compendium: &mut Compendium) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (at, corrigendum) in compendium.editorial.corrigenda.iter().enumerate() {
        let found = compendium.by_id.get(corrigendum.id.as_str()).copied();
        let Some(entry) = found else {
            diagnostics.push(strangers("corrigenda.yaml", 1, &corrigendum.id));
            continue;
        };
        let entry = &mut compendium.entries[entry];
        if entry.unit.text.plain.contains(&corrigendum.from) {
            entry.corrigenda.push(at);
        } else {
            diagnostics.push(
                Diagnostic::warning("correccion-sin-lugar")
                    .file("seeds/editorial/corrigenda.yaml")
                    .with("id", &corrigendum.id)
                    .with("text", &corrigendum.from),
            );
        }
    }
    diagnostics
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
        references: References::default(),
        references_to: Vec::new(),
        referenced_by: Vec::new(),
        related: Vec::new(),
        chain: None,
        grammar: Reading::default(),
        proposed: false,
        evidence: Vec::new(),
        corrigenda: Vec::new(),
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
        let words = &language.recommendations;
        if let Some((part, times)) = part.split_once('~') {
            let marked = words.part.replace("{part}", part);
            number.push_str(
                &words
                    .repeated
                    .replace("{number}", &marked)
                    .replace("{times}", times),
            );
        } else {
            number.push_str(&words.part.replace("{part}", part));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry without words, as a test of one rule needs it.
    pub(super) fn entry(id: &str) -> Entry {
        let id: Id = id.parse().unwrap();
        Entry {
            id: id.clone(),
            meeting: 0,
            recommendation: 0,
            reference: String::new(),
            parent: None,
            children: Vec::new(),
            themes: Vec::new(),
            references: References::default(),
            references_to: Vec::new(),
            referenced_by: Vec::new(),
            related: Vec::new(),
            chain: None,
            proposed: false,
            evidence: Vec::new(),
            corrigenda: Vec::new(),
            grammar: Reading::default(),
            unit: Unit {
                id,
                marker: String::new(),
                lines: crate::text::Span::line(1),
                text: crate::text::Text::default(),
                footnotes: Vec::new(),
                children: Vec::new(),
            },
        }
    }
}
