//! Compendium → what the search page loads: a manifest, shards of terms, blocks of texts, and the facets' sets.
//!
//! Provisions and the documents' other paragraphs are two collections of the same form; the second is loaded only
//! when the first has answered.

use std::collections::BTreeMap;

use serde::Serialize;

use super::analysis::{fold, roman, short_ordinals, words};
use super::index::{Document, FULL, Field, Index, K1, LEVELS, Tokens};
use super::{shards, thesaurus};
use crate::enrich::references::{Citation, CitationKind};
use crate::enrich::{Compendium, Entry, Facet};
use crate::files::File;
use crate::languages::words::Stems;
use crate::languages::{Language, SearchWords};
use crate::records::{DocBlock, Role};
use crate::site::routes;

/// About so many bytes of texts make a block; a register that fits into a few is cut into large ones, which compress better.
const BLOCK: usize = 8_000;
const LARGE_BLOCK: usize = 120_000;
/// Below so many bytes of texts the browser loads them all and finds the words' documents itself: the texts are
/// needed anyway, and the index would be half as large again.
const FEW: usize = 400_000;

/// What stands before and behind an id in most addresses; the others are written out.
const ADDRESS: [&str; 2] = ["recomendaciones/", ".html"];

#[derive(Serialize)]
struct Manifest<'a> {
    version: u32,
    strings: Option<&'a toml::Value>,
    words: &'a SearchWords,
    ranking: Ranking,
    /// What stands before and behind an id in most addresses.
    address: [&'static str; 2],
    meetings: Vec<Meeting>,
    facets: BTreeMap<&'static str, Vec<Named<'a>>>,
    /// What readers say, and what words of the texts it may mean.
    synonyms: String,
    /// The treaties' ids, and the words that name them.
    treaties: Vec<(&'a str, Vec<String>)>,
    provisions: Collection,
    paragraphs: Collection,
}

/// What the browser needs to weigh words as [`Index::terms`] does.
#[derive(Serialize)]
struct Ranking {
    k1: f32,
    full: f32,
    levels: u8,
    /// Of words, leads, themes and references: the weight of an occurrence, and how much long ones are held against it.
    fields: [(f32, f32); 4],
}

#[derive(Serialize)]
struct Meeting {
    id: String,
    name: String,
    year: String,
    /// What the references of its recommendations begin with.
    reference: String,
    /// The words by which all its recommendations are found.
    words: String,
    /// The words and figures that mean it, folded.
    ordinals: Vec<String>,
}

/// How a collection is cut up.
#[derive(Serialize, Default)]
struct Collection {
    /// How many documents.
    size: usize,
    /// The first key of each shard of terms.
    terms: Vec<String>,
    /// The first document of each block of texts.
    texts: Vec<u32>,
    /// Whether the browser finds the documents of words itself.
    derived: bool,
}

/// Texts as they are shown: their leads, and for each its id, address, reference, leads, words, themes and
/// meetings.
#[derive(Serialize, Default)]
struct Block<'a> {
    leads: Vec<&'a str>,
    documents: Vec<InBlock<'a>>,
}

/// A value of a facet: its id, its name, how many provisions have it.
type Named<'a> = (&'a str, &'a str, usize);

/// Id, address, reference, leads, words, themes, meetings.
type InBlock<'a> = (
    String,
    String,
    String,
    Vec<usize>,
    &'a str,
    &'a [usize],
    Vec<usize>,
);

/// A document to be shown.
struct Shown<'a> {
    id: String,
    url: String,
    reference: String,
    leads: Vec<&'a str>,
    text: &'a str,
    themes: &'a [usize],
    meetings: Vec<usize>,
}

/// The scripts of the search, the manifest first.
#[must_use]
pub fn files(compendium: &Compendium, language: &Language, strings: &toml::Table) -> Vec<File> {
    let stems = Stems::of(&language.id);
    let mut files = Vec::new();
    let meetings = meetings(compendium, language);
    let provisions = provisions(compendium, &meetings, &stems, &mut files);
    let paragraphs = paragraphs(compendium, &stems, &mut files);
    files.push(part("f", &facet_sets(compendium)));
    files.push(part("n", &ids(compendium)));
    let manifest = Manifest {
        version: 2,
        strings: strings.get("js"),
        words: &language.search,
        ranking: Ranking {
            k1: K1,
            full: FULL,
            levels: LEVELS,
            fields: Field::ALL.map(Field::weight),
        },
        address: ADDRESS,
        meetings,
        facets: BTreeMap::from([
            (
                "tema",
                compendium
                    .themes
                    .iter()
                    .map(|theme| named(&theme.id, &theme.name, &theme.provisions))
                    .collect(),
            ),
            ("destinatario", names(&compendium.addressees)),
            ("accion", names(&compendium.actions)),
        ]),
        synonyms: thesaurus::line(&compendium.editorial, &stems),
        treaties: treaties(compendium),
        provisions,
        paragraphs,
    };
    let json = json(&manifest);
    files.insert(
        0,
        File::text(routes::SEARCH_DATA, format!("compendioIndex({json});\n")),
    );
    files
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("data have string keys")
}

fn part(name: &str, value: &impl Serialize) -> File {
    File::text(
        routes::search_part(name),
        shards::script(name, &json(value)),
    )
}

fn names(facets: &[Facet]) -> Vec<Named<'_>> {
    facets
        .iter()
        .map(|facet| named(&facet.id, &facet.name, &facet.provisions))
        .collect()
}

fn named<'a>(id: &'a str, name: &'a str, provisions: &[usize]) -> Named<'a> {
    (id, name, provisions.len())
}

fn meetings(compendium: &Compendium, language: &Language) -> Vec<Meeting> {
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

/// "Cuarta reunión iv 2011 4 Viena".
fn meeting_words(meeting: &crate::records::Meeting, language: &Language) -> String {
    let number = meeting.number;
    let name = language.meeting_name(number);
    let year = meeting.year().unwrap_or_default();
    let place = meeting.place.as_deref().unwrap_or_default();
    format!("{name} {} {year} {number} {place}", roman(number))
}

// ---- provisions

fn provisions(
    compendium: &Compendium,
    meetings: &[Meeting],
    stems: &Stems,
    files: &mut Vec<File>,
) -> Collection {
    let mut index = Index::default();
    let own: Vec<Tokens> = compendium
        .entries
        .iter()
        .map(|entry| index.tokens(&entry.unit.text.plain))
        .collect();
    let themes: Vec<Tokens> = compendium
        .themes
        .iter()
        .map(|theme| index.tokens(&theme.name))
        .collect();
    let of_meeting: Vec<Tokens> = meetings
        .iter()
        .map(|meeting| index.tokens(&meeting.words))
        .collect();
    let mut shown = Vec::new();
    for at in compendium.provisions() {
        let entry = &compendium.entries[at];
        let ancestors = compendium.ancestors(entry);
        let mut fields = vec![(Field::Text, own[at].clone())];
        fields.extend(ancestors.iter().map(|&at| (Field::Lead, own[at].clone())));
        fields.extend(
            entry
                .themes
                .iter()
                .map(|&theme| (Field::Themes, themes[theme].clone())),
        );
        fields.push((Field::Reference, of_meeting[entry.meeting].clone()));
        // What another meeting proposed and this one adopted is found by either.
        fields.extend(
            adopted_from(compendium, entry).map(|at| (Field::Reference, of_meeting[at].clone())),
        );
        let mut keys = Vec::new();
        add_keys(&mut index, &mut keys, &entry.references.citations, 1.0);
        for &lead in &ancestors {
            add_keys(
                &mut index,
                &mut keys,
                &compendium.entries[lead].references.citations,
                0.5,
            );
        }
        let source = compendium.document(&compendium.recommendation(entry).document);
        if let Some(symbol) = source.and_then(|document| document.symbol.as_deref()) {
            keys.push((
                index.key(&format!("@symbol:{}", symbol.to_lowercase())),
                0.2,
            ));
        }
        index.push(Document { fields, keys });
        shown.push(show(
            compendium,
            entry,
            &ancestors,
            &meetings[entry.meeting].reference,
        ));
    }
    collection("d", &index, stems, &shown, files)
}

fn show<'a>(
    compendium: &'a Compendium,
    entry: &'a Entry,
    ancestors: &[usize],
    beginning: &str,
) -> Shown<'a> {
    let id = entry.id.to_string();
    let url = routes::recommendation(&entry.id);
    let usual = format!("{}{}{}", ADDRESS[0], id.replace('.', "-"), ADDRESS[1]);
    let rest = entry.reference.strip_prefix(beginning);
    Shown {
        id,
        url: if url == usual { String::new() } else { url },
        reference: match rest {
            Some(rest) if !beginning.is_empty() => format!("~{rest}"),
            _ => entry.reference.clone(),
        },
        leads: ancestors
            .iter()
            .map(|&at| compendium.entries[at].unit.text.plain.as_str())
            .collect(),
        text: &entry.unit.text.plain,
        themes: &entry.themes,
        meetings: std::iter::once(entry.meeting)
            .chain(adopted_from(compendium, entry))
            .collect(),
    }
}

/// The meetings that proposed what a recommendation adopted, as the editors know it.
fn adopted_from<'a>(
    compendium: &'a Compendium,
    entry: &Entry,
) -> impl Iterator<Item = usize> + use<'a> {
    let number = format!("{}.{}", entry.id.meeting, entry.id.number);
    let adoptions = compendium.editorial.adoptions.iter();
    adoptions
        .filter(move |adoption| adoption.adopted_as == number)
        .filter_map(|adoption| {
            let proposed = |meeting: &crate::records::Meeting| meeting.number == adoption.meeting;
            compendium.meetings.iter().position(proposed)
        })
}

/// A citation is found by its target and by all that the target is a part of.
fn add_keys(
    index: &mut Index<'_>,
    keys: &mut Vec<(u32, f32)>,
    citations: &[Citation],
    weight: f32,
) {
    for citation in citations {
        if citation.kind == CitationKind::Instrument {
            continue;
        }
        let target = citation.target.to_lowercase();
        let whole = target.split(['.', '#']).next().map_or(0, str::len);
        let is_article = citation.kind == CitationKind::Article;
        let mut end = target.len();
        loop {
            let key = index.key(&format!("@{}", &target[..end]));
            if !keys.iter().any(|&(held, _)| held == key) {
                keys.push((key, weight));
            }
            let up = target[..end].rfind(if is_article { ['.', '.'] } else { ['#', '#'] });
            match up {
                Some(up) if !is_article || up >= whole => end = up,
                _ => break,
            }
        }
    }
}

// ---- the documents' other paragraphs

fn paragraphs(compendium: &Compendium, stems: &Stems, files: &mut Vec<File>) -> Collection {
    let mut index = Index::default();
    let mut shown = Vec::new();
    for document in &compendium.documents {
        for block in &document.blocks {
            if !is_paragraph(block) {
                continue;
            }
            let text = block.text.plain.as_str();
            let fields = vec![(Field::Text, index.tokens(text))];
            index.push(Document {
                fields,
                keys: Vec::new(),
            });
            shown.push(Shown {
                id: block.paragraph.clone().unwrap_or_default(),
                url: block.paragraph.as_ref().map_or_else(
                    || routes::document_line(&document.slug, block.lines.first),
                    |number| routes::document_paragraph(&document.slug, number),
                ),
                reference: document.short_title().to_owned(),
                leads: Vec::new(),
                text,
                themes: &[],
                meetings: Vec::new(),
            });
        }
    }
    collection("p", &index, stems, &shown, files)
}

/// Paragraphs and list items that are no recommendation; a line of two words is none that anybody looks for.
fn is_paragraph(block: &DocBlock) -> bool {
    matches!(block.role, Role::Paragraph | Role::List)
        && block.reference.is_none()
        && words(&block.text.plain).nth(3).is_some()
}

// ---- cutting up

fn collection(
    name: &str,
    index: &Index<'_>,
    stems: &Stems,
    shown: &[Shown<'_>],
    files: &mut Vec<File>,
) -> Collection {
    let total: usize = shown.iter().map(|shown| shown.text.len()).sum();
    let derived = total < FEW;
    let shards = shards::cut(&index.terms(stems, !derived), index.len(), !derived);
    let mut collection = Collection {
        size: index.len(),
        derived,
        ..Collection::default()
    };
    for (at, shard) in shards.into_iter().enumerate() {
        files.push(part(
            &format!("{name}t{at}"),
            &(&shard.forms, &shard.sets, &shard.impacts),
        ));
        collection.terms.push(shard.start);
    }
    let limit = if derived { LARGE_BLOCK } else { BLOCK };
    let mut first = 0;
    while first < shown.len() {
        let mut block = Block::default();
        let mut length = 0;
        let rest = shown[first..].iter().take_while(|shown| {
            let fits = length < limit;
            length += shown.text.len();
            fits
        });
        for shown in rest {
            let leads = shown.leads.iter().map(|lead| place(&mut block.leads, lead));
            block.documents.push((
                shown.id.clone(),
                shown.url.clone(),
                shown.reference.clone(),
                leads.collect(),
                shown.text,
                shown.themes,
                shown.meetings.clone(),
            ));
        }
        files.push(part(&format!("{name}d{}", collection.texts.len()), &block));
        collection.texts.push(first as u32);
        first += block.documents.len();
    }
    collection
}

/// Where a lead stands in the list; new ones are added.
fn place<'a>(leads: &mut Vec<&'a str>, lead: &'a str) -> usize {
    leads
        .iter()
        .rposition(|held| *held == lead)
        .unwrap_or_else(|| {
            leads.push(lead);
            leads.len() - 1
        })
}

/// For each facet its values with the provisions that have them, all in one string.
fn facet_sets(compendium: &Compendium) -> BTreeMap<&'static str, Vec<(String, String)>> {
    let mut numbers = vec![u32::MAX; compendium.entries.len()];
    for (number, at) in compendium.provisions().enumerate() {
        numbers[at] = number as u32;
    }
    let size = compendium.provisions().count();
    let set = |entries: &[usize]| {
        let mut out = String::new();
        shards::set(&mut out, entries.iter().map(|&at| numbers[at]), size);
        out
    };
    let of = |facets: &[Facet]| {
        facets
            .iter()
            .filter(|facet| !facet.provisions.is_empty())
            .map(|facet| (facet.id.clone(), set(&facet.provisions)))
            .collect()
    };
    let mut of_meeting = vec![Vec::new(); compendium.meetings.len()];
    for at in compendium.provisions() {
        of_meeting[compendium.entries[at].meeting].push(at);
    }
    BTreeMap::from([
        (
            "reunion",
            compendium
                .meetings
                .iter()
                .zip(&of_meeting)
                .filter(|(_, entries)| !entries.is_empty())
                .map(|(meeting, entries)| (meeting.number.to_string(), set(entries)))
                .collect(),
        ),
        (
            "tema",
            compendium
                .themes
                .iter()
                .filter(|theme| !theme.provisions.is_empty())
                .map(|theme| (theme.id.clone(), set(&theme.provisions)))
                .collect(),
        ),
        ("destinatario", of(&compendium.addressees)),
        ("accion", of(&compendium.actions)),
    ])
}

/// The ids of all provisions, each beginning with how many letters it shares with the one before.
fn ids(compendium: &Compendium) -> String {
    let mut out = String::new();
    let mut before = String::new();
    for at in compendium.provisions() {
        let id = compendium.entries[at].id.to_string();
        let shared = before
            .bytes()
            .zip(id.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            .min(31);
        if !out.is_empty() {
            out.push(' ');
        }
        shards::number(&mut out, shared as u32);
        out.push_str(&id[shared..]);
        before = id;
    }
    out
}

fn treaties(compendium: &Compendium) -> Vec<(&str, Vec<String>)> {
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
