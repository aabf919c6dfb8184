//! Compendium → what the search page loads: a manifest, a dictionary and the documents of its terms, blocks of texts,
//! and the facets' sets.
//!
//! Provisions and the documents' other paragraphs are two collections of the same form; the second is loaded only
//! when the first has answered.

use serde::Serialize;

use super::analysis::words;
use super::descriptors::{self, Descriptors, Single, Told};
use super::facets;
use super::grams;
use super::index::{Document, Field, Index, Tokens};
use super::keys;
use super::manifest::{self, Collection, Manifest, Meeting, Ranking};
use super::rows::Rows;
use super::shards::{self, Shard};
use super::texts::{self, Shown};
use super::thesaurus;
use crate::enrich::{Compendium, Entry};
use crate::files::File;
use crate::languages::Language;
use crate::languages::words::Stems;
use crate::records::{DocBlock, Role};
use crate::site::routes;

/// Below so many bytes of texts the browser loads them all and finds the words' documents itself: the texts are
/// needed anyway, and the index would be half as large again.
const FEW: usize = 400_000;
/// About so many bytes of texts make a block there: large ones compress better.
const LARGE_BLOCK: usize = 120_000;
/// In a larger register results come from everywhere, so blocks are small.
const BLOCK: usize = 5;
/// Of so many of the best the texts are read to put them in order: where all are there, and where each is loaded.
const READ: [usize; 2] = [400, 32];
/// At most so many words stand for an unfinished one, likewise.
const BEGUN: [usize; 2] = [40, 10];

/// What stands before and behind an id in most addresses; the others are written out.
const ADDRESS: [&str; 2] = routes::RECOMMENDATION_PARTS;
/// What stands before and behind a meeting's number in the address of its page.
const MEETING_ADDRESS: [&str; 2] = routes::MEETING_PARTS;

/// The scripts of the search, the manifest first.
#[must_use]
pub fn files(compendium: &Compendium, language: &Language, strings: &toml::Table) -> Vec<File> {
    // Most of their words were reduced before, for the comparison of provisions.
    let stems = &*compendium.stems;
    let meetings = manifest::meetings(compendium, language);
    let mut files = Vec::new();
    let mut others = Vec::new();
    let described = || Descriptors::new(&language.search.function_words, stems);
    let ((provisions, single), paragraphs) = rayon::join(
        || provisions(compendium, &meetings, stems, described(), &mut files),
        || paragraphs(compendium, stems, &mut others),
    );
    files.append(&mut others);
    files.push(part("f", &facets::sets(compendium)));
    files.push(part("n", &facets::ids(compendium)));
    let sayings = thesaurus::parts(&compendium.editorial, stems, &language.search, &single);
    files.extend(numbered("s", &sayings.sayings));
    files.extend(numbered("m", &sayings.meanings));
    let manifest = Manifest {
        version: manifest::VERSION,
        strings: strings.get("js"),
        words: &language.search,
        apart: &language.stems_apart,
        names: &compendium.editorial.own_body,
        ranking: Ranking::told(),
        address: ADDRESS,
        meeting_address: MEETING_ADDRESS,
        meetings,
        facets: facets::named_values(compendium),
        thesaurus: manifest::Thesaurus {
            sayings: sayings.starts,
            meanings: sayings.firsts,
        },
        treaties: manifest::treaties(compendium),
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

/// The parts that every query wants, so that a page may ask for them before it knows the manifest; none where a query
/// chooses among many.
#[must_use]
pub fn first_parts(compendium: &Compendium) -> &'static [&'static str] {
    let total = bytes_of_provisions(compendium);
    if total > 0 && is_whole(total) {
        &["dt0", "dd0"]
    } else {
        &[]
    }
}

fn bytes_of_provisions(compendium: &Compendium) -> usize {
    compendium
        .provisions()
        .map(|at| compendium.entries[at].unit.text.plain.len())
        .sum()
}

/// The thesaurus' phrases, to be found in so many bytes of texts; none where the browser finds them in the texts itself.
fn phrases<'s>(compendium: &Compendium, stems: &'s Stems, bytes: usize) -> Option<Rows<'s>> {
    (!is_whole(bytes)).then(|| Rows::new(thesaurus::means(&compendium.editorial), stems))
}

/// Whether the browser loads all of so many bytes of texts.
fn is_whole(bytes: usize) -> bool {
    bytes < FEW
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

/// Parts that have no name but their number.
fn numbered<'a>(name: &'a str, parts: &'a [impl Serialize]) -> impl Iterator<Item = File> + 'a {
    let numbered = parts.iter().enumerate();
    numbered.map(move |(at, held)| part(&format!("{name}{at}"), held))
}

// ---- provisions

fn provisions<'a>(
    compendium: &'a Compendium,
    meetings: &[Meeting<'_>],
    stems: &Stems,
    mut descriptors: Descriptors<'_, 'a>,
    files: &mut Vec<File>,
) -> (Collection, Vec<Single>) {
    let mut phrases = phrases(compendium, stems, bytes_of_provisions(compendium));
    let mut index = Index::new(&compendium.editorial.own_body);
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
        if let Some(phrases) = &mut phrases {
            phrases.find(&mut index, &own[at], 1.0, &mut keys);
            for &lead in &ancestors {
                phrases.find(&mut index, &own[lead], 0.35, &mut keys);
            }
        }
        for (entry, weight) in
            std::iter::once((at, 1.0)).chain(ancestors.iter().map(|&at| (at, 0.5)))
        {
            let references = &compendium.entries[entry].references;
            for (target, share) in keys::cited(compendium, references) {
                let key = index.key(&format!("@{target}"));
                if !keys.iter().any(|&(held, _)| held == key) {
                    keys.push((key, weight * share));
                }
            }
        }
        let words: Vec<&Tokens> = std::iter::once(&at)
            .chain(&ancestors)
            .map(|&at| &own[at])
            .collect();
        descriptors.find(&mut index, compendium.descriptors(entry), &words, &mut keys);
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
        url: if url == usual { String::new() } else { url },
        reference: match rest {
            Some(rest) if !beginning.is_empty() && rest == usual_reference(&id) => "~".to_owned(),
            Some(rest) if !beginning.is_empty() => format!("~{rest}"),
            _ => entry.reference.clone(),
        },
        id,
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

/// What stands behind the beginning in most references: "4.46.j.iii" is "46 j) iii)".
fn usual_reference(id: &str) -> String {
    let mut parts = id.split('.').skip(1);
    let number = parts.next().unwrap_or_default().to_owned();
    parts.fold(number, |reference, part| format!("{reference} {part})"))
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

// ---- the documents' other paragraphs

fn paragraphs<'a>(compendium: &'a Compendium, stems: &Stems, files: &mut Vec<File>) -> Collection {
    let searched = |blocks: &'a [DocBlock]| blocks.iter().filter(|block| is_paragraph(block));
    let bytes = compendium
        .documents
        .iter()
        .flat_map(|document| searched(&document.blocks))
        .map(|block| block.text.plain.len())
        .sum();
    let mut phrases = phrases(compendium, stems, bytes);
    let mut index = Index::new(&compendium.editorial.own_body);
    let mut shown = Vec::new();
    for document in &compendium.documents {
        for block in searched(&document.blocks) {
            let text = block.text.plain.as_str();
            let tokens = index.tokens(text);
            let mut keys = Vec::new();
            if let Some(phrases) = &mut phrases {
                phrases.find(&mut index, &tokens, 1.0, &mut keys);
            }
            let fields = vec![(Field::Text, tokens)];
            index.push(Document { fields, keys });
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
    collection("p", &index, stems, &shown, files).0
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
) -> (Collection, Vec<Single>) {
    let total: usize = shown.iter().map(|shown| shown.text.len()).sum();
    let derived = is_whole(total);
    let mut terms = index.terms(stems, !derived);
    let block = if derived {
        shown.len().div_ceil((total / LARGE_BLOCK).max(1)).max(1)
    } else {
        BLOCK
    };
    let mut collection = Collection {
        size: index.len(),
        block,
        derived,
        read: READ[usize::from(!derived)],
        begun: BEGUN[usize::from(!derived)],
        rare: grams::RARE,
        longest: grams::LONGEST,
        described: descriptors::are_in(&terms),
        ..Collection::default()
    };
    let mut ends = String::new();
    let mut described = Told::default();
    let ranges = if derived {
        // Most words stand in the texts, and all texts are read.
        described = descriptors::take(&mut terms, index.len());
        ends = shards::take_plain(&mut terms);
        let mut whole = shards::cut(&terms, index.len(), false);
        if whole.is_empty() && !ends.is_empty() {
            whole.push(Shard::default());
        }
        whole
    } else {
        for (at, rows) in grams::parts(index, &terms).into_iter().enumerate() {
            files.push(part(&format!("{name}g{at}"), &rows));
            collection.rows = at + 1;
        }
        let dictionary = shards::dictionary(terms, index.len());
        collection.common = dictionary.least;
        push_shard(&format!("{name}tc"), &dictionary.common, None, files);
        dictionary.ranges
    };
    for (at, shard) in ranges.into_iter().enumerate() {
        collection.terms.push(shard.start.clone());
        push_shard(
            &format!("{name}t{at}"),
            &shard,
            derived.then_some((&ends, &described)),
            files,
        );
    }
    files.extend(numbered(&format!("{name}d"), &texts::blocks(shown, block)));
    (collection, described.single)
}

/// A shard of the dictionary and its parts; what a small register has of them stands in the shard itself, with what it
/// tells of the words that are found in the texts and of descriptors.
fn push_shard(name: &str, shard: &Shard, whole: Option<(&String, &Told)>, files: &mut Vec<File>) {
    let Some((ends, described)) = whole else {
        files.push(part(name, &(&shard.forms, &shard.places, "")));
        files.extend(numbered(&format!("{name}-"), &shard.parts));
        return;
    };
    let entries = shard.parts.first().map_or("", String::as_str);
    files.push(part(
        name,
        &(
            &shard.forms,
            &shard.places,
            entries,
            ends,
            &described.stems,
            &described.sets,
        ),
    ));
}
