//! References: what recommendations and the documents' other paragraphs cite, linked both ways.
//!
//! [`scan`] finds the forms, [`names`] knows what the editors list, and here the recommendations that a text
//! means are looked up. What cannot be resolved is listed with its place and told as a warning, never guessed.

mod earlier;
mod names;
mod provisions;
mod scan;
mod tokens;

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::records::{DocBlock, Role};
use crate::text::Text;

use super::Compendium;
use names::Names;
use scan::{Context, Scan, scan};

/// What is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitationKind {
    /// An article of a treaty.
    Article,
    /// A resolution.
    Resolution,
    /// A decision.
    Decision,
    /// A document by its symbol.
    Symbol,
    /// A named instrument or tool.
    Instrument,
}

impl CitationKind {
    /// The name in the data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            CitationKind::Article => "article",
            CitationKind::Resolution => "resolution",
            CitationKind::Decision => "decision",
            CitationKind::Symbol => "symbol",
            CitationKind::Instrument => "instrument",
        }
    }
}

/// One thing that a text cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What it is.
    pub kind: CitationKind,
    /// Its name in the data: "protocolo:6.3.d" (contract, "Data").
    pub target: String,
    /// First byte of the words that cite it.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Words that mean recommendations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First byte of the words.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What they mean.
    pub to: Meant,
}

/// What a [`Mention`] means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Entries of the compendium, by their places.
    Entries(Vec<usize>),
    /// A meeting, by its place.
    Meeting(usize),
}

/// Why a reference leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An article, but of no treaty that is named.
    NoTreaty,
    /// A provision of something that the editors do not list.
    UnknownInstrument,
    /// A resolution of a body that is neither named nor told by its number.
    UnknownBody,
    /// A report that is not in the register, nor told in `reports.yaml`.
    UnknownReport,
    /// A passage of a document that is cited by its heading.
    UnknownPassage,
    /// No such recommendation in the register.
    NoRecommendation,
    /// No earlier recommendation says what the words describe.
    NoDescription,
}

impl Reason {
    /// The sentence's place in the strings file.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Reason::NoTreaty => "unresolved.no_treaty",
            Reason::UnknownInstrument => "unresolved.unknown_instrument",
            Reason::UnknownBody => "unresolved.unknown_body",
            Reason::UnknownReport => "unresolved.unknown_report",
            Reason::UnknownPassage => "unresolved.unknown_passage",
            Reason::NoRecommendation => "unresolved.no_recommendation",
            Reason::NoDescription => "unresolved.no_description",
        }
    }
}

/// What one text refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// In the order of the text.
    pub citations: Vec<Citation>,
    /// In the order of the text.
    pub mentions: Vec<Mention>,
}

/// A reference that leads nowhere.
#[derive(Clone, Debug)]
pub struct Unresolved {
    /// The entry whose words these are; none for a document's other paragraph.
    pub entry: Option<usize>,
    /// The document's file.
    pub file: String,
    /// The line on which the words begin.
    pub line: u32,
    /// The words.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// Finds and links every reference.
pub fn link(compendium: &mut Compendium, language: &Language) -> Vec<Diagnostic> {
    let names = Names::of(&compendium.editorial.cited);
    let index = earlier::Index::of(compendium);
    let mut unresolved = Vec::new();
    // What the words above a sub-item spoke of is what the sub-item speaks of.
    let mut contexts: Vec<Context> = Vec::with_capacity(compendium.entries.len());
    let mut found: Vec<References> = Vec::with_capacity(compendium.entries.len());
    for at in 0..compendium.entries.len() {
        let entry = &compendium.entries[at];
        let text = &entry.unit.text;
        let above = entry
            .parent
            .map(|parent| contexts[parent].clone())
            .unwrap_or_default();
        let scan = scan(&text.plain, &names, language, above);
        contexts.push(scan.context.clone());
        let file = compendium
            .document(&compendium.recommendation(entry).document)
            .map_or_else(String::new, |document| document.file.clone());
        let place = Place {
            entry: Some(at),
            file,
            text,
        };
        found.push(resolve(
            compendium,
            &index,
            &place,
            scan,
            language,
            &mut unresolved,
        ));
    }
    let blocks = documents(compendium, &index, &names, language, &mut unresolved);
    compendium.block_references = blocks;
    for (at, references) in found.into_iter().enumerate() {
        let mut seen: HashSet<usize, FixedState> = HashSet::default();
        for mention in &references.mentions {
            if let Meant::Entries(entries) = &mention.to {
                for &other in entries.iter().filter(|&&other| other != at) {
                    if seen.insert(other) {
                        compendium.entries[at].references_to.push(other);
                        compendium.entries[other].referenced_by.push(at);
                    }
                }
            }
        }
        compendium.entries[at].references = references;
    }
    let diagnostics = unresolved
        .iter()
        .map(|lost| {
            Diagnostic::warning("referencia-sin-resolver")
                .file(&lost.file)
                .place(lost.line, 1, 1)
                .with("text", &lost.text)
        })
        .collect();
    compendium.unresolved = unresolved;
    diagnostics
}

/// The references of the documents' blocks, in the order of the blocks. Blocks that hold a recommendation's
/// words are read as part of it; here they only get their links.
fn documents(
    compendium: &Compendium,
    index: &earlier::Index,
    names: &Names,
    language: &Language,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Vec<References>> {
    compendium
        .documents
        .iter()
        .map(|document| {
            let mut act = None;
            document
                .blocks
                .iter()
                .map(|block| {
                    if !speaks(block) {
                        return References::default();
                    }
                    let entry = block
                        .reference
                        .as_ref()
                        .filter(|_| block.role == Role::Recommendation)
                        .and_then(|id| compendium.find(&id.to_string()));
                    let place = Place {
                        entry,
                        file: document.file.clone(),
                        text: &block.text,
                    };
                    // A paragraph may go on about the resolution that an earlier one named.
                    let context = Context {
                        treaty: None,
                        act: act.take(),
                    };
                    let scan = scan(&block.text.plain, names, language, context);
                    act.clone_from(&scan.context.act);
                    let mut lost = Vec::new();
                    let found = resolve(compendium, index, &place, scan, language, &mut lost);
                    if entry.is_none() {
                        unresolved.append(&mut lost);
                    }
                    found
                })
                .collect()
        })
        .collect()
}

/// Page heads and title pages name the document itself; they cite nothing.
fn speaks(block: &DocBlock) -> bool {
    matches!(
        block.role,
        Role::Recommendation | Role::Paragraph | Role::List | Role::Footnote | Role::Heading
    )
}

/// Whose words are read.
struct Place<'a> {
    entry: Option<usize>,
    file: String,
    text: &'a Text,
}

fn resolve(
    compendium: &Compendium,
    index: &earlier::Index,
    place: &Place<'_>,
    scan: Scan,
    language: &Language,
    unresolved: &mut Vec<Unresolved>,
) -> References {
    let mut mentions = Vec::new();
    let mut lost = scan.lost;
    for ask in scan.asks {
        match index.find(compendium, place.entry, &place.text.plain, &ask, language) {
            Ok(Some(to)) => mentions.push(Mention {
                start: ask.start,
                end: ask.end,
                to,
            }),
            Ok(None) => {}
            Err(reason) => lost.push((ask.start, ask.end, reason)),
        }
    }
    mentions.sort_by_key(|mention| mention.start);
    for (start, end, reason) in lost {
        unresolved.push(Unresolved {
            entry: place.entry,
            file: place.file.clone(),
            line: place.text.line_at(u32::try_from(start).unwrap_or(u32::MAX)),
            text: place.text.plain[start..end].to_owned(),
            reason,
        });
    }
    References {
        citations: scan.citations,
        mentions,
    }
}
