//! A source as a reading edition, and the list of sources.

use std::collections::HashMap;

use serde::Serialize;

use crate::config::Kind;
use crate::diagnostic::Diagnostic;
use crate::enrich::Entry;
use crate::extract::dates;
use crate::files::File;
use crate::read::Source;
use crate::records::document::note_calls;
use crate::records::{DocBlock, Document, Role};
use crate::site::frame::{Head, Thing};
use crate::site::render::Shared;
use crate::site::runs::{self, Marks, Run, Span};
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::{citing, head, render};

#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    symbol: Option<&'a str>,
    kind_label: String,
    date_label: Option<String>,
    meetings: Vec<Link>,
    file_url: String,
    file_name: &'a str,
    sha256: &'a str,
    official_url: Option<String>,
    editorial_title: bool,
    toc: Vec<Toc>,
    blocks: Vec<BlockView<'a>>,
    recommendations_label: Option<String>,
    lost_notes_label: Option<String>,
}

#[derive(Serialize)]
struct Toc {
    label: String,
    url: String,
    level: u8,
}

#[derive(Serialize)]
struct BlockView<'a> {
    kind: &'static str,
    level: u8,
    depth: u8,
    id: Option<String>,
    /// Where the block itself is found, for those that have no number of their own.
    here: Option<String>,
    marker: Option<&'a str>,
    runs: Shared,
    rec_url: Option<String>,
    rec_reference: Option<&'a str>,
    note_anchor: Option<String>,
    back: Option<String>,
    mark: Option<std::borrow::Cow<'a, str>>,
}

/// The reading edition of one document.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let document = &compendium.documents[at];
    let path = routes::document(&document.slug);
    let relative = |to: &str| routes::relative(&path, to);
    let calls = Calls::of(document);
    let mut anchors: HashMap<String, usize> = HashMap::new();
    // A line that holds the end of one block and the beginning of the next has one anchor.
    let mut anchored = vec![false; document.line_count as usize + 1];
    let mut line_anchor = |line: u32| {
        let anchored = anchored.get_mut(line as usize);
        anchored.is_some_and(|anchored| !std::mem::replace(anchored, true))
    };
    let mut toc = Vec::new();
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for (block_at, block) in document.blocks.iter().enumerate() {
        let links = site.reference_links(&compendium.block_references[at][block_at], &path);
        let marks = (
            links.as_slice(),
            &mut line_anchor as &mut dyn FnMut(u32) -> bool,
        );
        let mut view = block_view(site, (block_at, block), &calls, marks, &relative);
        if view.kind == "heading" {
            if let Some(entry) = announced(site, document, block_at) {
                view.rec_url = Some(relative(&routes::recommendation(&entry.id)));
            }
            let anchor = heading_anchor(&block.text.plain, &mut anchors);
            // Recommendations are found by their numbers; the table of contents lists the chapters.
            if block.level.unwrap_or(3) < 3 {
                toc.push(Toc {
                    label: block.text.plain.clone(),
                    url: format!("#{anchor}"),
                    level: block.level.unwrap_or(1) + 1,
                });
            }
            view.id = Some(anchor);
        }
        blocks.push(view);
    }
    let provisions = compendium
        .entries
        .iter()
        .filter(|entry| {
            entry.is_provision() && compendium.recommendation(entry).document == document.slug
        })
        .count();
    let view = View {
        title: &document.title,
        symbol: document.symbol.as_deref(),
        kind_label: site.kind_label(document.kind),
        date_label: site.day_label(document.date.as_deref()),
        meetings: document
            .meetings
            .iter()
            .map(|&number| Link {
                name: site.language.meeting_name(number),
                url: relative(&routes::meeting(number)),
            })
            .collect(),
        file_url: relative(&routes::seed(&document.file)),
        file_name: document.file.rsplit('/').next().unwrap_or(&document.file),
        sha256: &document.sha256,
        official_url: document
            .symbol
            .as_deref()
            .and_then(|symbol| site.official_url(symbol)),
        editorial_title: !has_title(document),
        toc,
        blocks,
        lost_notes_label: match calls.lost(document).count() {
            0 => None,
            count => Some(site.count("document.lost_notes", count)),
        },
        recommendations_label: (provisions > 0)
            .then(|| site.count("document.recommendations", provisions)),
    };
    let head = Head {
        kind: "document",
        heading: document.title.clone(),
        description: site.fill("description.document", &[("title", &document.title)]),
        crumbs: vec![(
            site.s("nav.documents").to_owned(),
            routes::DOCUMENTS.to_owned(),
        )],
        jsonld: Some(
            Thing::new("Report")
                .text("name", &document.title)
                .maybe("reportNumber", document.symbol.as_deref())
                .maybe("datePublished", document.date.as_deref())
                .text("inLanguage", &document.language)
                .thing("publisher", publisher(site)),
        ),
        citation: citing::document_tags(site, document),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// Who publishes the documents, as schema.org data.
fn publisher<'a>(site: &'a Site<'_>) -> Option<Thing<'a>> {
    citing::publisher(site).map(|name| Thing::new("Organization").text("name", name))
}

/// The recommendation that a heading announces by its number: "Recomendación 12" and the words below it.
fn announced<'a>(site: &Site<'a>, document: &Document, heading: usize) -> Option<&'a Entry> {
    let below = document.blocks[heading + 1..]
        .iter()
        .find(|block| !matches!(block.role, Role::Furniture | Role::Blank | Role::Footnote))?;
    let id = below
        .reference
        .as_ref()
        .filter(|id| below.role == Role::Recommendation && id.path.is_empty())?;
    let number = id.number.to_string();
    let words = &document.blocks[heading].text.plain;
    let is_named = words
        .split(|c: char| !c.is_ascii_digit())
        .any(|figures| figures == number);
    let at = site.compendium.find(&id.to_string()).filter(|_| is_named)?;
    Some(&site.compendium.entries[at])
}

/// The number of a footnote on the page, by its own block and by the place that calls it.
pub(super) struct Calls {
    places: HashMap<(usize, usize), usize>,
    notes: HashMap<usize, usize>,
}

impl Calls {
    /// The calls of a document that have their footnotes.
    pub(super) fn of(document: &Document) -> Self {
        let bound = note_calls(&document.blocks);
        let numbered = || bound.iter().zip(1..);
        Self {
            places: numbered()
                .map(|(place, number)| ((place.caller, place.call), number))
                .collect(),
            notes: numbered()
                .map(|(place, number)| (place.note, number))
                .collect(),
        }
    }

    /// Line and mark of each call without a footnote, in the order of the document.
    pub(super) fn lost<'a>(&self, document: &'a Document) -> impl Iterator<Item = (u32, &'a str)> {
        document
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.role != Role::Footnote)
            .flat_map(|(at, block)| {
                let calls = block.text.calls.iter().enumerate();
                calls.map(move |(call, place)| ((at, call), block, place))
            })
            .filter(|(place, ..)| !self.places.contains_key(place))
            .map(|(_, block, place)| (block.text.line_at(place.at), place.mark.as_str()))
    }
}

fn block_view<'a>(
    site: &Site<'a>,
    (at, block): (usize, &'a DocBlock),
    calls: &Calls,
    (links, line_anchor): (&[Span], &mut dyn FnMut(u32) -> bool),
    relative: &impl Fn(&str) -> String,
) -> BlockView<'a> {
    let entry = block
        .reference
        .as_ref()
        .and_then(|id| site.compendium.find(&id.to_string()))
        .map(|at| &site.compendium.entries[at]);
    let number = calls.notes.get(&at);
    let mut notes = |call: usize| {
        let number = calls.places.get(&(at, call))?;
        Some((format!("nota-{number}"), format!("llamada-{number}")))
    };
    let is_footnote = block.role == Role::Footnote;
    let kind = match block.role {
        Role::Recommendation => "recommendation",
        Role::Heading => "heading",
        Role::Footnote => "footnote",
        Role::Paragraph => "paragraph",
        Role::List => "item",
        Role::FrontMatter => "front",
        Role::Furniture | Role::Blank => {
            if block.text.plain.chars().any(char::is_alphanumeric) {
                "furniture"
            } else {
                "rule"
            }
        }
    };
    let marks = &mut Marks {
        notes: &mut notes,
        lines: &mut |line| kind != "rule" && line_anchor(line),
        edition: true,
        // A heading that leads to its recommendation is one link already.
        spans: if block.role == Role::Heading {
            &[]
        } else {
            links
        },
    };
    let runs = runs::runs(&block.text, marks);
    // A line that begins in the block before has its anchor there.
    let is_plain = matches!(kind, "paragraph" | "item" | "front") && block.paragraph.is_none();
    let anchor = runs.iter().find_map(|run| match run {
        Run::Line { id, .. } => Some(id),
        _ => None,
    });
    BlockView {
        here: anchor.filter(|_| is_plain).map(|id| format!("#{id}")),
        kind,
        level: block.level.unwrap_or(0) + 1,
        depth: block.depth.unwrap_or(0),
        // A drawn line has no words that could carry the anchor of its line.
        id: if kind == "rule" {
            Some(routes::line_anchor(block.lines.first))
        } else {
            block.paragraph.as_deref().map(routes::paragraph_anchor)
        },
        marker: block.marker.as_deref().filter(|_| !is_footnote),
        runs: site.renderer.words(&runs),
        rec_url: entry
            .filter(|_| block.role == Role::Recommendation)
            .map(|entry| relative(&routes::recommendation(&entry.id))),
        rec_reference: entry.map(|entry| entry.reference.as_str()),
        note_anchor: number.map(|number| format!("nota-{number}")),
        back: number.map(|number| format!("#llamada-{number}")),
        mark: block
            .marker
            .as_deref()
            .filter(|_| is_footnote)
            .map(runs::raised),
    }
}

/// An anchor from a heading's words; a second heading with the same words gets a number.
fn heading_anchor(words: &str, taken: &mut HashMap<String, usize>) -> String {
    let slug = slug::slugify(words);
    let short: String = slug.chars().take(60).collect();
    let base = format!("s-{}", short.trim_end_matches('-'));
    let mut times = taken.get(&base).copied().unwrap_or(0);
    loop {
        times += 1;
        let anchor = if times == 1 {
            base.clone()
        } else {
            format!("{base}-{times}")
        };
        // "Anexo 2" has the anchor of a second "Anexo".
        if times == 1 || !taken.contains_key(&anchor) {
            taken.insert(base, times);
            taken.entry(anchor.clone()).or_insert(1);
            return anchor;
        }
    }
}

/// Whether the title of `book.toml` is a line of the document itself.
fn has_title(document: &Document) -> bool {
    document
        .blocks
        .iter()
        .any(|block| block.text.plain == document.title)
}

#[derive(Serialize)]
struct ListView<'a> {
    documents: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    title: &'a str,
    url: String,
    symbol: Option<&'a str>,
    kind_label: String,
    date_label: Option<String>,
    meetings_label: Option<String>,
    lines_label: String,
    file_url: String,
    sha256: &'a str,
}

/// The list of documents.
pub fn list(site: &Site<'_>) -> Result<File, Diagnostic> {
    let path = routes::DOCUMENTS;
    let documents = site
        .compendium
        .documents
        .iter()
        .map(|document| Row {
            title: &document.title,
            url: routes::relative(path, &routes::document(&document.slug)),
            symbol: document.symbol.as_deref(),
            kind_label: site.kind_label(document.kind),
            date_label: site.day_label(document.date.as_deref()),
            meetings_label: site.meetings_label(&document.meetings),
            lines_label: site.count("count.lines", document.line_count as usize),
            file_url: routes::relative(path, &routes::seed(&document.file)),
            sha256: &document.sha256,
        })
        .collect();
    render(site, head(site, "documents", path), &ListView { documents })
}

impl<'a> Site<'a> {
    /// "Recopilación de la Secretaría" and its like.
    pub(in crate::site) fn kind_label(&self, kind: Kind) -> String {
        self.fill(&format!("kind.{}", kind.id()), &[])
    }

    /// A day as pages write it.
    pub(in crate::site) fn day_label(&self, date: Option<&str>) -> Option<String> {
        date.map(|date| dates::label(date, date, self.language))
    }

    /// The official document of a symbol, where the book knows an address for it.
    pub(in crate::site) fn official_url(&self, symbol: &str) -> Option<String> {
        let template = self.loaded.book.official_link.as_ref()?;
        // Only document symbols have such an address: "CU 2009/180(A)" is none.
        crate::text::is_symbol(symbol).then(|| template.replace("{symbol}", symbol))
    }

    /// The bytes of a document.
    pub(in crate::site) fn source(&self, document: &Document) -> Option<&'a Source> {
        self.loaded
            .sources
            .iter()
            .find(|source| source.file == document.file)
    }

    /// "Novena reunión", "Primera reunión a Octava reunión".
    fn meetings_label(&self, meetings: &[u32]) -> Option<String> {
        let name = |number: &u32| self.language.meeting_name(*number);
        match meetings {
            [] => None,
            [only] => Some(name(only)),
            [first, .., last]
                if meetings.is_sorted_by(|one, next| next.checked_sub(*one) == Some(1)) =>
            {
                Some(self.fill(
                    "name.meetings_range",
                    &[
                        ("from", &self.language.ordinal(*first)),
                        ("to", &self.language.ordinal(*last)),
                    ],
                ))
            }
            several => Some(
                several
                    .iter()
                    .map(name)
                    .collect::<Vec<_>>()
                    .join(self.s("name.meetings_joint")),
            ),
        }
    }
}
