//! The JSON files, as the contract describes them field by field.

mod meetings;

use std::collections::HashSet;

use foldhash::fast::FixedState;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::enrich::classify::Part;
use crate::enrich::{Compendium, Entry, Facet};
use crate::languages::string;
use crate::records::Role;
use crate::site::routes;
use crate::text::Span;

pub use meetings::{MeetingRow, meetings};

/// The fields of a row of `recomendaciones.json`, in their order.
pub const FIELDS: &[&str] = &[
    "id",
    "meeting",
    "number",
    "path",
    "parent",
    "children",
    "reference",
    "lead",
    "text",
    "section",
    "document",
    "symbol",
    "lines",
    "repairs",
    "footnotes",
    "corrigenda",
    "themes",
    "proposed",
    "theme_evidence",
    "addressees",
    "implicit",
    "action",
    "verb",
    "citations",
    "references_to",
    "referenced_by",
    "related",
    "url",
];

/// A row of `recomendaciones.json`: one id.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row<'a> {
    /// The id.
    pub id: String,
    /// Number of the meeting.
    pub meeting: u32,
    /// Number of the recommendation.
    pub number: u32,
    /// Levels below the number.
    pub path: &'a [String],
    /// Id of the unit that it is a sub-item of.
    pub parent: Option<String>,
    /// Ids of its sub-items.
    pub children: Vec<String>,
    /// How people cite it.
    pub reference: &'a str,
    /// The ancestors' words, outermost first.
    pub lead: Vec<&'a str>,
    /// Its own words.
    pub text: &'a str,
    /// The heading that a report puts it under.
    pub section: Option<&'a str>,
    /// Slug of the document.
    pub document: &'a str,
    /// The document's symbol.
    pub symbol: Option<&'a str>,
    /// First and last line.
    #[schemars(with = "[u32; 2]")]
    pub lines: Span,
    /// Words and punctuation joined again.
    pub repairs: Vec<RepairRow<'a>>,
    /// Footnotes that its words call.
    pub footnotes: Vec<FootnoteRow<'a>>,
    /// Corrections of its words, which themselves are those of the source.
    pub corrigenda: Vec<CorrigendumRow<'a>>,
    /// Theme ids, the primary one first.
    pub themes: Vec<&'a str>,
    /// Whether the themes are only proposed.
    pub proposed: bool,
    /// The words that decided for proposed themes.
    pub theme_evidence: Vec<EvidenceRow<'a>>,
    /// Ids of those whom it addresses.
    pub addressees: Vec<&'a str>,
    /// Whether the text names none of them as the one who is to act.
    pub implicit: bool,
    /// Id of the action: how strongly it asks.
    pub action: Option<&'a str>,
    /// The words that say so; null for units with sub-items.
    pub verb: Option<&'a str>,
    /// Articles, acts, documents and instruments cited, one a target.
    pub citations: Vec<CitationRow<'a>>,
    /// Recommendations meant explicitly.
    pub references_to: Vec<String>,
    /// The other direction.
    pub referenced_by: Vec<String>,
    /// Kindred recommendations, best first.
    pub related: Vec<RelatedRow>,
    /// Address from the site's root.
    pub url: String,
}

/// A kindred recommendation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RelatedRow {
    /// Its id.
    pub id: String,
    /// How near, from 0 to 1.
    pub score: f64,
    /// In what way.
    pub kind: &'static str,
}

/// A repair as the contract shows it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RepairRow<'a> {
    /// Line of the source.
    pub line: u32,
    /// The source's spelling.
    pub from: &'a str,
    /// The register's.
    pub to: &'a str,
}

/// A correction.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CorrigendumRow<'a> {
    /// What the source says.
    pub from: &'a str,
    /// What it should say.
    pub to: &'a str,
    /// What says so.
    pub source: &'a str,
    /// What else a reader should know.
    pub note: Option<&'a str>,
}

/// A citation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CitationRow<'a> {
    /// "article" and its like.
    pub kind: &'static str,
    /// "protocolo:6.6" and its like.
    pub target: &'a str,
    /// The words that cite.
    pub text: &'a str,
}

/// A reference that leads nowhere.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnresolvedRow<'a> {
    id: Option<String>,
    file: &'a str,
    line: u32,
    text: &'a str,
    reason: &'a str,
}

/// `sin-resolver.json`.
#[must_use]
pub fn unresolved<'a>(
    compendium: &'a Compendium,
    strings: &'a toml::Table,
) -> Vec<UnresolvedRow<'a>> {
    compendium
        .unresolved
        .iter()
        .map(|lost| UnresolvedRow {
            id: lost.entry.map(|at| compendium.entries[at].id.to_string()),
            file: &lost.file,
            line: lost.line,
            text: &lost.text,
            reason: string(strings, lost.reason.path()),
        })
        .collect()
}

/// The citations of an entry, the first of each target.
fn citations(entry: &Entry) -> Vec<CitationRow<'_>> {
    let mut rows: Vec<CitationRow<'_>> = Vec::new();
    let mut seen: HashSet<&str, FixedState> = HashSet::default();
    for citation in &entry.references.citations {
        if seen.insert(&citation.target) {
            rows.push(CitationRow {
                kind: citation.kind.id(),
                target: &citation.target,
                text: &entry.unit.text.plain[citation.start..citation.end],
            });
        }
    }
    rows
}

/// A footnote.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FootnoteRow<'a> {
    /// Its mark.
    pub mark: &'a str,
    /// Its words.
    pub text: &'a str,
}

/// Words that decided for a proposed theme.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EvidenceRow<'a> {
    /// The theme.
    pub theme: &'a str,
    /// Where they stand: `text`, `lead` or `section`.
    pub part: &'static str,
    /// The words.
    pub words: &'a str,
}

/// All ids in document order.
#[must_use]
pub fn recommendations(compendium: &Compendium) -> Vec<Row<'_>> {
    compendium
        .entries
        .par_iter()
        .with_min_len(16)
        .map(|entry| row(compendium, entry))
        .collect()
}

fn row<'a>(compendium: &'a Compendium, entry: &'a Entry) -> Row<'a> {
    let recommendation = compendium.recommendation(entry);
    let entries = &compendium.entries;
    let unit = &entry.unit;
    let ids = |list: &[usize]| list.iter().map(|&at| entries[at].id.to_string()).collect();
    Row {
        id: entry.id.to_string(),
        meeting: entry.id.meeting,
        number: entry.id.number,
        path: &entry.id.path,
        parent: entry.parent.map(|at| entries[at].id.to_string()),
        children: ids(&entry.children),
        reference: &entry.reference,
        lead: compendium.leads(entry),
        text: &unit.text.plain,
        section: recommendation.section.as_deref(),
        document: &recommendation.document,
        symbol: compendium
            .document(&recommendation.document)
            .and_then(|document| document.symbol.as_deref()),
        lines: unit.lines,
        repairs: unit
            .text
            .repairs
            .iter()
            .map(|repair| RepairRow {
                line: repair.line,
                from: &repair.from,
                to: &repair.to,
            })
            .collect(),
        footnotes: unit
            .footnotes
            .iter()
            .map(|note| FootnoteRow {
                mark: &note.mark,
                text: &note.text.plain,
            })
            .collect(),
        corrigenda: entry
            .corrigenda
            .iter()
            .map(|&at| {
                let corrigendum = &compendium.editorial.corrigenda[at];
                CorrigendumRow {
                    from: &corrigendum.from,
                    to: &corrigendum.to,
                    source: &corrigendum.source,
                    note: corrigendum.note.as_deref(),
                }
            })
            .collect(),
        themes: entry
            .themes
            .iter()
            .map(|&theme| compendium.themes[theme].id.as_str())
            .collect(),
        addressees: entry
            .grammar
            .addressees
            .iter()
            .map(|&addressee| compendium.addressees[addressee].id.as_str())
            .collect(),
        implicit: entry.grammar.implicit,
        action: entry
            .grammar
            .action
            .map(|action| compendium.actions[action].id.as_str()),
        verb: compendium.verb(entry),
        citations: citations(entry),
        references_to: ids(&entry.references_to),
        referenced_by: ids(&entry.referenced_by),
        related: entry
            .related
            .iter()
            .map(|kin| RelatedRow {
                id: entries[kin.entry].id.to_string(),
                score: kin.score,
                kind: kin.kind.id(),
            })
            .collect(),
        proposed: entry.proposed,
        theme_evidence: theme_evidence(compendium, entry),
        url: routes::recommendation(&entry.id),
    }
}

fn theme_evidence<'a>(compendium: &'a Compendium, entry: &'a Entry) -> Vec<EvidenceRow<'a>> {
    entry
        .evidence
        .iter()
        .map(|evidence| EvidenceRow {
            theme: &compendium.themes[evidence.theme].id,
            part: match evidence.part {
                Part::Text => "text",
                Part::Lead(_) => "lead",
                Part::Section => "section",
            },
            words: compendium.words(entry, evidence),
        })
        .collect()
}

/// A row of `temas.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ThemeRow<'a> {
    id: &'a str,
    name: &'a str,
    scope: &'a str,
    group: &'a str,
    group_name: &'a str,
    count: usize,
    provisions: Vec<String>,
    url: String,
}

/// All themes in the editors' order.
#[must_use]
pub fn themes(compendium: &Compendium) -> Vec<ThemeRow<'_>> {
    compendium
        .themes
        .iter()
        .map(|theme| {
            let group = &compendium.editorial.groups[theme.group];
            ThemeRow {
                id: &theme.id,
                name: &theme.name,
                scope: &theme.scope,
                group: &group.id,
                group_name: &group.name,
                count: theme.provisions.len(),
                provisions: theme
                    .provisions
                    .iter()
                    .map(|&at| compendium.entries[at].id.to_string())
                    .collect(),
                url: routes::theme(&theme.id),
            }
        })
        .collect()
}

/// A row of `destinatarios.json` or `acciones.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FacetRow<'a> {
    id: &'a str,
    name: &'a str,
    scope: &'a str,
    examples: &'a [String],
    count: usize,
    provisions: Vec<String>,
    url: String,
}

/// All addressees in the editors' order.
#[must_use]
pub fn addressees(compendium: &Compendium) -> Vec<FacetRow<'_>> {
    facets(compendium, &compendium.addressees, routes::addressee)
}

/// All actions, the strongest first.
#[must_use]
pub fn actions(compendium: &Compendium) -> Vec<FacetRow<'_>> {
    facets(compendium, &compendium.actions, routes::action)
}

fn facets<'a>(
    compendium: &Compendium,
    facets: &'a [Facet],
    address: impl Fn(&str) -> String,
) -> Vec<FacetRow<'a>> {
    let row = |facet: &'a Facet| FacetRow {
        id: &facet.id,
        name: &facet.name,
        scope: &facet.scope,
        examples: &facet.examples,
        count: facet.provisions.len(),
        provisions: facet
            .provisions
            .iter()
            .map(|&at| compendium.entries[at].id.to_string())
            .collect(),
        url: address(&facet.id),
    };
    facets.iter().map(row).collect()
}

/// A row of `cadenas.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChainRow {
    id: String,
    strength: f64,
    meetings: Vec<u32>,
    members: Vec<String>,
    url: Option<String>,
}

/// Demands that several meetings repeat, the strongest first.
#[must_use]
pub fn chains(compendium: &Compendium) -> Vec<ChainRow> {
    let entries = &compendium.entries;
    compendium
        .chains
        .iter()
        .enumerate()
        .map(|(at, chain)| {
            let mut meetings: Vec<u32> = chain
                .members
                .iter()
                .map(|&member| entries[member].id.meeting)
                .collect();
            meetings.dedup();
            ChainRow {
                id: routes::chain_anchor(at),
                strength: chain.strength,
                meetings,
                members: chain
                    .members
                    .iter()
                    .map(|&member| entries[member].id.to_string())
                    .collect(),
                url: routes::chain(at),
            }
        })
        .collect()
}

/// A row of `documentos.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentRow<'a> {
    slug: &'a str,
    title: &'a str,
    kind: &'a str,
    symbol: Option<&'a str>,
    date: Option<&'a str>,
    language: &'a str,
    meetings: &'a [u32],
    file: String,
    sha256: &'a str,
    lines: u32,
    url: String,
}

/// All documents in the book's order.
#[must_use]
pub fn documents(compendium: &Compendium) -> Vec<DocumentRow<'_>> {
    compendium
        .documents
        .iter()
        .map(|document| DocumentRow {
            slug: &document.slug,
            title: &document.title,
            kind: document.kind.id(),
            symbol: document.symbol.as_deref(),
            date: document.date.as_deref(),
            language: &document.language,
            meetings: &document.meetings,
            file: routes::seed(&document.file),
            sha256: &document.sha256,
            lines: document.line_count,
            url: routes::document(&document.slug),
        })
        .collect()
}

/// A row of `cobertura.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoverageRow<'a> {
    file: &'a str,
    sha256: &'a str,
    lines: u32,
    spans: Vec<CoverageSpanRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CoverageSpanRow {
    #[schemars(with = "[u32; 2]")]
    lines: Span,
    role: Role,
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// The coverage of every seed.
#[must_use]
pub fn coverage(compendium: &Compendium) -> Vec<CoverageRow<'_>> {
    compendium
        .documents
        .iter()
        .map(|document| CoverageRow {
            file: &document.file,
            sha256: &document.sha256,
            lines: document.line_count,
            spans: document
                .coverage
                .iter()
                .map(|span| CoverageSpanRow {
                    lines: span.lines,
                    role: span.role,
                    reference: span.reference.as_ref().map(ToString::to_string),
                })
                .collect(),
        })
        .collect()
}

/// A JSON array with one element a line, so that a change of one element is a change of one line.
#[must_use]
pub fn array<T: Serialize>(rows: &[T]) -> String {
    array_of(&rows.iter().map(to_json).collect::<Vec<String>>())
}

/// Likewise, of elements that are written already.
#[must_use]
pub fn array_of(rows: &[String]) -> String {
    if rows.is_empty() {
        return "[]\n".to_owned();
    }
    let mut text = String::with_capacity(length(rows) + 4);
    text.push_str("[\n");
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at > 0 { ",\n" } else { "" });
        text.push_str(row);
    }
    text.push_str("\n]\n");
    text
}

/// Elements that are written already, one a line (NDJSON).
#[must_use]
pub fn lines_of(rows: &[String]) -> String {
    let mut text = String::with_capacity(length(rows));
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// How long elements are with two signs between them.
fn length(rows: &[String]) -> usize {
    rows.iter().map(|row| row.len() + 2).sum()
}

/// An element.
///
/// # Panics
/// Never for the rows of this module, whose keys are strings.
pub fn to_json<T: Serialize>(row: &T) -> String {
    serde_json::to_string(row).expect("rows have string keys")
}
