//! A recommendation or sub-item on a page of its own, and all of them on one.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::difference::is_another;
use crate::enrich::{Entry, number_label};
use crate::export::cite::{Citation, Format};
use crate::extract::dates;
use crate::files::File;
use crate::languages;
use crate::records::{Document, Meeting, Standing};
use crate::site::excerpt;
use crate::site::frame::{Head, Thing};
use crate::site::render::Shared;
use crate::site::units::{Link, NoteView, Notes, UnitView};
use crate::site::{Site, routes};
use crate::text::Span;

use super::facet::{self, Kind};
use super::{annotations, citing, head, render};

#[derive(Serialize)]
struct View<'a> {
    id: String,
    reference: &'a str,
    label_number: String,
    meeting: MeetingView,
    lead: Vec<Lead<'a>>,
    text: Shared,
    children: Vec<UnitView<'a>>,
    notes: Vec<NoteView<'a>>,
    section: Option<&'a str>,
    themes: annotations::Themes,
    addressees: Vec<Link>,
    implicit: bool,
    action: Option<Action<'a>>,
    standing: StandingView<'a>,
    document: DocumentView<'a>,
    source: SourceView,
    excerpt: Vec<excerpt::Line>,
    closed_up: bool,
    repairs: Vec<RepairView<'a>>,
    corrigenda: Vec<annotations::CorrigendumView<'a>>,
    cites: Vec<annotations::Cite>,
    asked: Vec<Link>,
    citation_text: String,
    citations: Vec<Link>,
    variants: Vec<Variant<'a>>,
    lineage: super::lineage::View<'a>,
    parent: Option<Turn<'a>>,
    siblings: Vec<Sibling<'a>>,
    previous: Option<Turn<'a>>,
    next: Option<Turn<'a>>,
}

#[derive(Serialize)]
struct MeetingView {
    name: String,
    url: String,
    date_label: Option<String>,
    place: Option<String>,
}

#[derive(Serialize)]
struct Lead<'a> {
    runs: Shared,
    url: String,
    reference: &'a str,
}

/// How strongly it asks.
#[derive(Serialize)]
struct Action<'a> {
    link: Link,
    /// The words that say so; none where it is the strongest of its sub-items.
    verb: Option<&'a str>,
}

#[derive(Serialize)]
struct StandingView<'a> {
    label: String,
    detail: String,
    /// The line that says so.
    source: Option<Link>,
    later: Vec<annotations::Later<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    title: &'a str,
    symbol: Option<&'a str>,
    url: String,
    kind_label: String,
}

#[derive(Serialize)]
struct SourceView {
    url: String,
    lines_label: String,
    official_url: Option<String>,
}

#[derive(Serialize)]
struct RepairView<'a> {
    line: u32,
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct Variant<'a> {
    /// What the other document says: the same, or something else under the same number.
    heading: Option<&'a str>,
    document_title: &'a str,
    url: String,
    runs: Shared,
}

#[derive(Serialize)]
struct Turn<'a> {
    reference: &'a str,
    url: String,
}

#[derive(Serialize)]
struct Sibling<'a> {
    marker: &'a str,
    url: String,
    current: bool,
}

/// So many siblings before and behind are listed: more than any alphabet has, fewer than a broken list.
const NEIGHBOURS: usize = 60;

/// The page of one id.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let entries = &compendium.entries;
    let entry = &entries[at];
    let path = routes::recommendation(&entry.id);
    let relative = |to: &str| routes::relative(&path, to);
    let meeting = &compendium.meetings[entry.meeting];
    let recommendation = compendium.recommendation(entry);
    let document = compendium.document(&recommendation.document);
    let turn = |at: usize| Turn {
        reference: &entries[at].reference,
        url: relative(&routes::recommendation(&entries[at].id)),
    };
    let mut notes = Notes::default();
    let text = site.noted(at, &mut notes, Site::verb_span(entry, at).as_slice());
    let siblings = entry.parent.map(|parent| {
        let all = &entries[parent].children;
        let own = all.binary_search(&at).unwrap_or_default();
        all[own.saturating_sub(NEIGHBOURS)..all.len().min(own + NEIGHBOURS + 1)]
            .iter()
            .map(|&other| Sibling {
                marker: &entries[other].unit.marker,
                url: relative(&routes::recommendation(&entries[other].id)),
                current: other == at,
            })
            .collect()
    });
    let mut variants: Vec<Variant<'_>> = recommendation
        .variants
        .iter()
        .filter_map(|variant| {
            let mut found = None;
            variant.unit.walk(&mut |unit| {
                if unit.id == entry.id {
                    found = Some(unit);
                }
            });
            let unit = found?;
            let document = compendium.document(&variant.document)?;
            let is_another = is_another(&entry.unit.text.plain, &unit.text.plain);
            Some(Variant {
                heading: Some(site.sentence(if is_another {
                    "source.variants_other"
                } else {
                    "source.variants"
                })),
                document_title: &document.title,
                url: relative(&routes::document_line(&document.slug, unit.lines.first)),
                runs: site.plain(&unit.text),
            })
        })
        .collect();
    for at in (1..variants.len()).rev() {
        if variants[at].heading == variants[at - 1].heading {
            variants[at].heading = None;
        }
    }
    let citation = Citation::of(site.loaded, entry);
    let excerpt = site.excerpt(entry, document);
    let ancestors = compendium.ancestors(entry);
    let lead: Vec<&str> = ancestors
        .iter()
        .map(|&at| entries[at].unit.text.plain.as_str())
        .collect();
    let view = View {
        id: entry.id.to_string(),
        reference: &entry.reference,
        label_number: site.fill(
            "name.recommendation",
            &[("path", &number_label(&entry.id, site.language))],
        ),
        meeting: MeetingView {
            name: site.language.meeting_name(meeting.number),
            url: relative(&routes::meeting(meeting.number)),
            date_label: site.date_label(meeting),
            place: meeting.place.clone(),
        },
        lead: ancestors
            .iter()
            .map(|&at| Lead {
                runs: site.marked(at, Site::verb_span(entry, at).as_slice()),
                url: relative(&routes::recommendation(&entries[at].id)),
                reference: &entries[at].reference,
            })
            .collect(),
        text,
        children: entry
            .children
            .iter()
            .map(|&child| site.unit(child, &path, &mut notes))
            .collect(),
        notes: notes.views,
        section: recommendation.section.as_deref(),
        themes: annotations::themes(site, entry, &path),
        addressees: facet::links(site, Kind::Addressee, entry, &path),
        implicit: entry.grammar.implicit,
        action: facet::links(site, Kind::Action, entry, &path)
            .pop()
            .map(|link| Action {
                link,
                verb: compendium.verb(entry),
            }),
        standing: standing(site, entry, document, &path),
        document: document_view(site, document, &relative),
        source: source(site, entry, document, &relative),
        closed_up: excerpt.iter().any(|line| line.closed_up),
        excerpt,
        repairs: entry
            .unit
            .text
            .repairs
            .iter()
            .map(|repair| RepairView {
                line: repair.line,
                from: &repair.from,
                to: &repair.to,
            })
            .collect(),
        corrigenda: annotations::corrigenda(site, entry, &path),
        cites: annotations::cites(site, entry, &path),
        asked: annotations::asked(site, at, &path),
        citation_text: citing::words(site, &citation),
        citations: citing::links(&Format::ALL, &routes::id_slug(&entry.id), &path),
        variants,
        lineage: super::lineage::view(site, at, &path),
        parent: entry.parent.map(turn),
        siblings: siblings.unwrap_or_default(),
        previous: at.checked_sub(1).map(turn),
        next: (at + 1 < entries.len()).then(|| turn(at + 1)),
    };
    let head = Head {
        kind: "recommendation",
        heading: entry.reference.clone(),
        description: site.fill(
            "description.recommendation",
            &[("reference", &entry.reference)],
        ),
        crumbs: vec![
            (
                site.s("nav.meetings").to_owned(),
                routes::MEETINGS.to_owned(),
            ),
            (view.meeting.name.clone(), routes::meeting(meeting.number)),
        ],
        jsonld: Some(work(site, entry, meeting, document, &path)),
        citation: citing::tags(&citation, &lead, &entry.unit.text.plain),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// The recommendation as schema.org data.
fn work<'a>(
    site: &'a Site<'_>,
    entry: &'a Entry,
    meeting: &'a Meeting,
    document: Option<&'a Document>,
    path: &str,
) -> Thing<'a> {
    let compendium = site.compendium;
    Thing::new("CreativeWork")
        .text("name", &entry.reference)
        .text("identifier", entry.id.to_string())
        .text("text", &entry.unit.text.plain)
        .text("inLanguage", &site.loaded.book.language)
        .maybe("dateCreated", meeting.start.as_deref())
        .thing("author", Some(citing::body(site)))
        .thing(
            "isBasedOn",
            document.map(|document| {
                Thing::new("Report")
                    .text("name", &document.title)
                    .maybe("identifier", document.symbol.as_deref())
                    .text("url", site.address(path, &routes::document(&document.slug)))
            }),
        )
        .things(
            "about",
            entry
                .themes
                .iter()
                .map(|&theme| {
                    Thing::new("DefinedTerm").text("name", &compendium.themes[theme].name)
                })
                .collect(),
        )
}

fn document_view<'a>(
    site: &Site<'_>,
    document: Option<&'a Document>,
    relative: &impl Fn(&str) -> String,
) -> DocumentView<'a> {
    DocumentView {
        title: document.map_or("", |document| &document.title),
        symbol: document.and_then(|document| document.symbol.as_deref()),
        url: document.map_or_else(String::new, |document| {
            relative(&routes::document(&document.slug))
        }),
        kind_label: document.map_or_else(String::new, |document| site.kind_label(document.kind)),
    }
}

fn source(
    site: &Site<'_>,
    entry: &Entry,
    document: Option<&Document>,
    relative: &impl Fn(&str) -> String,
) -> SourceView {
    let lines = entry.unit.lines;
    SourceView {
        url: document.map_or_else(String::new, |document| {
            relative(&routes::document_line(&document.slug, lines.first))
        }),
        lines_label: site.lines_label(lines.first, lines.last),
        official_url: document
            .and_then(|document| document.symbol.as_deref())
            .and_then(|symbol| site.official_url(symbol)),
    }
}

/// What the sources say became of it; 4.46 and its like were proposed elsewhere (editorial).
fn standing<'a>(
    site: &Site<'a>,
    entry: &Entry,
    document: Option<&Document>,
    path: &str,
) -> StandingView<'a> {
    let compendium = site.compendium;
    let later = annotations::later(site, entry.id.meeting, path);
    let adopted_as =
        crate::records::Id::numbered(entry.id.meeting, entry.id.number, entry.id.occurrence)
            .to_string();
    if let Some(adoption) = compendium
        .editorial
        .adoptions
        .iter()
        .find(|adoption| adoption.adopted_as == adopted_as)
    {
        let name = |number: u32| site.language.meeting_name(number).to_lowercase();
        return StandingView {
            label: site.fill("standing.endorsed", &[]),
            detail: site.fill(
                "standing.endorsed_detail",
                &[
                    ("proposed", &name(adoption.meeting)),
                    ("adopted", &name(entry.id.meeting)),
                ],
            ),
            source: None,
            later,
        };
    }
    let key = match compendium.standing(entry) {
        Standing::Adopted => "adopted",
        Standing::Submitted => "submitted",
        Standing::Draft => "draft",
    };
    let line = compendium.recommendation(entry).standing_line;
    StandingView {
        label: site.fill(&format!("standing.{key}"), &[]),
        detail: site.fill(&format!("standing.{key}_detail"), &[]),
        source: document
            .zip(line)
            .map(|(document, line)| site.source_link(document, Span::line(line), path)),
        later,
    }
}

#[derive(Serialize)]
struct AllView<'a> {
    citations: Vec<Link>,
    toc: Vec<Toc>,
    meetings: Vec<MeetingPart<'a>>,
    notes: Vec<NoteView<'a>>,
}

#[derive(Serialize)]
struct Toc {
    label: String,
    url: String,
    count_label: String,
}

#[derive(Serialize)]
struct MeetingPart<'a> {
    anchor: String,
    name: String,
    date_label: Option<String>,
    note: Option<Shared>,
    sections: Vec<Section<'a>>,
    empty_note: Option<String>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: Option<&'a str>,
    units: Vec<UnitView<'a>>,
}

/// All recommendations on one page: to read from end to end, and to print.
pub fn all(site: &Site<'_>) -> Result<File, Diagnostic> {
    let path = routes::RECOMMENDATIONS;
    let mut notes = Notes::default();
    let mut meetings = Vec::new();
    let mut toc = Vec::new();
    for (at, meeting) in site.compendium.meetings.iter().enumerate() {
        let anchor = routes::meeting_anchor(meeting.number);
        let name = site.language.meeting_name(meeting.number);
        toc.push(Toc {
            label: name.clone(),
            url: format!("#{anchor}"),
            count_label: match meeting.provisions() {
                0 => site.s("count.no_figure").to_owned(),
                count => count.to_string(),
            },
        });
        meetings.push(MeetingPart {
            anchor,
            name,
            date_label: site.date_label(meeting),
            note: meeting.note.as_ref().map(|note| site.plain(&note.text)),
            sections: site
                .sections(at)
                .into_iter()
                .map(|(title, units)| Section {
                    title,
                    units: units
                        .into_iter()
                        .map(|unit| site.unit(unit, path, &mut notes))
                        .collect(),
                })
                .collect(),
            empty_note: site.status_note(meeting),
        });
    }
    let provisions = site.compendium.provisions().count();
    let view = AllView {
        citations: citing::list_links(routes::ALL_CITATIONS, provisions, path),
        toc,
        meetings,
        notes: notes.views,
    };
    render(site, head(site, "recommendations", path), &view)
}

impl Site<'_> {
    /// A meeting's dates as pages write them.
    pub(in crate::site) fn date_label(&self, meeting: &Meeting) -> Option<String> {
        let start = meeting.start.as_deref()?;
        Some(dates::label(
            start,
            meeting.end.as_deref().unwrap_or(start),
            self.language,
        ))
    }

    /// "línea 350", "líneas 204 a 206".
    pub(in crate::site) fn lines_label(&self, first: u32, last: u32) -> String {
        languages::lines(self.strings, first, last)
    }
}
