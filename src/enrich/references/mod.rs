//! References: what recommendations and the documents' other paragraphs cite, linked both ways.
//!
//! [`scan`] finds the forms, [`names`] knows what the editors list, and here the recommendations that a text
//! means are looked up. What cannot be resolved is listed with its place and told as a warning, never guessed.

mod earlier;
mod names;
mod provisions;
mod scan;
mod tokens;

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::languages::words::Terms;
use crate::records::{DocBlock, Role};
use crate::text::Text;

use super::{Compendium, Entry};
use earlier::{Asker, Sayings};
use names::Names;
use scan::{Ask, Context, Scan, What, scan};

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
    /// Whether they name paragraphs of a report, whose numbers need not be those of the recommendations.
    pub by_paragraph: bool,
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
    /// A resolution of a body that the editors do not list.
    UnlistedBody,
    /// A report that is not in the register, nor told in `reports.yaml`.
    UnknownReport,
    /// A passage of a document that is cited by its heading.
    UnknownPassage,
    /// No such recommendation in the register.
    NoRecommendation,
    /// Some of the recommendations that are named, but not all of them.
    PartlyFound,
    /// A paragraph of a report that is here, which tells of something else.
    NotRecommended,
    /// A recommendation of another body than the register's.
    AnotherBody,
    /// A recommendation by its number, without the meeting that made it.
    NoMeeting,
    /// No earlier recommendation says what the words describe.
    NoDescription,
    /// Too many earlier recommendations say it.
    ManyDescribed,
    /// What a body recommended or decided, without a number or symbol.
    UnknownAct,
}

impl Reason {
    /// The sentence's place in the strings file.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Reason::NoTreaty => "unresolved.no_treaty",
            Reason::UnknownInstrument => "unresolved.unknown_instrument",
            Reason::UnknownBody => "unresolved.unknown_body",
            Reason::UnlistedBody => "unresolved.unlisted_body",
            Reason::PartlyFound => "unresolved.partly_found",
            Reason::NotRecommended => "unresolved.not_recommended",
            Reason::AnotherBody => "unresolved.another_body",
            Reason::NoMeeting => "unresolved.no_meeting",
            Reason::UnknownReport => "unresolved.unknown_report",
            Reason::UnknownPassage => "unresolved.unknown_passage",
            Reason::NoRecommendation => "unresolved.no_recommendation",
            Reason::NoDescription => "unresolved.no_description",
            Reason::ManyDescribed => "unresolved.many_described",
            Reason::UnknownAct => "unresolved.unknown_act",
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

/// Who cites one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// What it is.
    pub kind: CitationKind,
    /// "protocolo:6.3.d" and its like.
    pub target: String,
    /// Entries, in document order.
    pub entries: Vec<usize>,
    /// Other paragraphs: places of document and block.
    pub blocks: Vec<(usize, usize)>,
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

/// Every reference, before it is entered.
#[derive(Debug)]
pub struct Found {
    entries: Vec<References>,
    blocks: Vec<Vec<References>>,
    unresolved: Vec<Unresolved>,
}

/// Finds every reference.
pub fn find(compendium: &Compendium, language: &Language, terms: &mut Terms) -> Found {
    let editorial = &compendium.editorial;
    let names = Names::of(
        &editorial.cited,
        &language.references,
        &editorial.own_body,
        editorial.own_parent.as_deref(),
    );
    let mut sayings = Sayings::new(terms, &language.search.alternations, compendium);
    let mut unresolved = Vec::new();
    let mut found: Vec<References> = Vec::with_capacity(compendium.entries.len());
    for (at, scan) in scans(compendium, &names, language).into_iter().enumerate() {
        let entry = &compendium.entries[at];
        let text = &entry.unit.text;
        let file = compendium
            .document(&compendium.recommendation(entry).document)
            .map_or("", |document| &document.file);
        let place = Place {
            entry: Some(at),
            meeting: Some(entry.id.meeting),
            file,
            text,
        };
        found.push(resolve(
            compendium,
            &place,
            scan,
            language,
            &mut sayings,
            &mut unresolved,
        ));
    }
    let blocks = documents(
        compendium,
        &found,
        &names,
        language,
        &mut sayings,
        &mut unresolved,
    );
    Found {
        entries: found,
        blocks,
        unresolved,
    }
}

/// Links what was found both ways.
pub fn link(compendium: &mut Compendium, found: Found) -> Vec<Diagnostic> {
    compendium.block_references = found.blocks;
    let mut seen: HashSet<usize, FixedState> = HashSet::default();
    for (at, references) in found.entries.into_iter().enumerate() {
        seen.clear();
        for mention in &references.mentions {
            let Meant::Entries(entries) = &mention.to else {
                continue;
            };
            for &other in entries {
                if other != at && seen.insert(other) {
                    compendium.entries[at].references_to.push(other);
                    compendium.entries[other].referenced_by.push(at);
                }
            }
        }
        compendium.entries[at].references = references;
    }
    compendium.cited = cited(compendium);
    compendium.unresolved = found.unresolved;
    let unresolved = compendium.unresolved.iter();
    unresolved
        .map(|lost| {
            Diagnostic::warning("referencia-sin-resolver")
                .file(&lost.file)
                .place(lost.line, 1, 1)
                .with("text", &lost.text)
        })
        .collect()
}

/// What the entries cite: recommendations side by side, each from its first words to its last sub-item.
fn scans(compendium: &Compendium, names: &Names, language: &Language) -> Vec<Scan> {
    let entries = &compendium.entries;
    // Behind each recommendation stand its sub-items.
    let mut behind = 0;
    let roots: Vec<(usize, &[Entry])> = entries
        .chunk_by(|_, entry| entry.parent.is_some())
        .map(|root| {
            behind += root.len();
            (behind - root.len(), root)
        })
        .collect();
    let scanned: Vec<Vec<Scan>> = roots
        .into_par_iter()
        .map(|(first, root)| {
            let mut scans: Vec<Scan> = Vec::with_capacity(root.len());
            for entry in root {
                // What the words above a sub-item spoke of is what the sub-item speaks of.
                let above = entry
                    .parent
                    .map(|parent| scans[parent - first].context.clone())
                    .unwrap_or_default();
                scans.push(scan(&entry.unit.text.plain, names, language, above));
            }
            scans
        })
        .collect();
    scanned.into_iter().flatten().collect()
}

/// Everything that is cited, by target.
fn cited(compendium: &Compendium) -> Vec<Cited> {
    let mut targets: BTreeMap<&str, Cited> = BTreeMap::new();
    for (at, entry) in compendium.entries.iter().enumerate() {
        for citation in &entry.references.citations {
            push_new(&mut of(&mut targets, citation).entries, at);
        }
    }
    for (document, blocks) in compendium.block_references.iter().enumerate() {
        for (block, references) in blocks.iter().enumerate() {
            // The words of a recommendation are cited as its own.
            if compendium.documents[document].blocks[block].role == Role::Recommendation {
                continue;
            }
            for citation in &references.citations {
                push_new(&mut of(&mut targets, citation).blocks, (document, block));
            }
        }
    }
    targets.into_values().collect()
}

fn of<'a, 't>(targets: &'t mut BTreeMap<&'a str, Cited>, citation: &'a Citation) -> &'t mut Cited {
    targets.entry(&citation.target).or_insert_with(|| Cited {
        kind: citation.kind,
        target: citation.target.clone(),
        entries: Vec::new(),
        blocks: Vec::new(),
    })
}

/// Adds to a list that is filled in order, so that what is there already stands last.
fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if list.last() != Some(&item) {
        list.push(item);
    }
}

/// The references of the documents' blocks, in the order of the blocks. Blocks that hold a recommendation's
/// words are read as part of it; here they only get their links.
fn documents(
    compendium: &Compendium,
    found: &[References],
    names: &Names,
    language: &Language,
    sayings: &mut Sayings<'_>,
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
                    if let Some(at) = entry
                        && compendium.entries[at].unit.text.plain == block.text.plain
                    {
                        return found[at].clone();
                    }
                    let meeting = match document.meetings[..] {
                        [only] => Some(only),
                        _ => None,
                    };
                    let place = Place {
                        entry,
                        meeting,
                        file: &document.file,
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
                    let found = resolve(compendium, &place, scan, language, sayings, &mut lost);
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
    meeting: Option<u32>,
    file: &'a str,
    text: &'a Text,
}

/// Where the words that name what is meant end: a description itself is no name.
fn named(ask: &Ask, text: &str, language: &Language) -> usize {
    let What::Description(description) = &ask.what else {
        return ask.end;
    };
    let mut name = text[ask.start..description.start].trim_end();
    while let Some((before, last)) = name.rsplit_once(' ') {
        if !language.layout.open_ends.iter().any(|word| word == last) {
            break;
        }
        name = before.trim_end();
    }
    ask.start + name.len()
}

fn resolve(
    compendium: &Compendium,
    place: &Place<'_>,
    scan: Scan,
    language: &Language,
    sayings: &mut Sayings<'_>,
    unresolved: &mut Vec<Unresolved>,
) -> References {
    let mut mentions = Vec::new();
    let mut lost = scan.lost;
    let asker = Asker {
        entry: place.entry,
        meeting: place.meeting,
        text: &place.text.plain,
    };
    for ask in scan.asks {
        let answer = earlier::find(compendium, asker, &ask, sayings);
        if let Some(to) = answer.meant {
            mentions.push(Mention {
                start: ask.start,
                end: named(&ask, &place.text.plain, language),
                to,
                by_paragraph: matches!(ask.what, What::Paragraphs(..)),
            });
        }
        lost.extend(answer.lost.map(|reason| (ask.start, ask.end, reason)));
    }
    mentions.sort_by_key(|mention| mention.start);
    lost.sort_by_key(|&(start, end, _)| (start, end));
    for (start, end, reason) in lost {
        unresolved.push(Unresolved {
            entry: place.entry,
            file: place.file.to_owned(),
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
