//! What is known of a recommendation besides its words: corrections, what it cites, what it led to.

use serde::Serialize;

use crate::enrich::Entry;
use crate::records::editorial::Passage;
use crate::site::units::Link;
use crate::site::{Site, routes};

/// A correction of its words.
#[derive(Serialize)]
pub struct CorrigendumView<'a> {
    from: &'a str,
    to: &'a str,
    source: &'a str,
    url: Option<String>,
    external: bool,
    note: Option<&'a str>,
}

/// Something that it cites.
#[derive(Serialize)]
pub struct Cite {
    label: String,
    url: String,
    external: bool,
}

/// What became of a meeting's recommendations afterwards, as the editors conclude from the sources.
#[derive(Serialize)]
pub struct Later<'a> {
    label: &'a str,
    detail: Option<&'a str>,
    sources: Vec<Link>,
}

/// What became of a meeting's recommendations afterwards.
pub fn later<'a>(site: &Site<'a>, meeting: u32, path: &str) -> Vec<Later<'a>> {
    let source = |passage: &Passage| {
        let document = site.compendium.document(&passage.document)?;
        Some(site.source_link(document, passage.lines, path))
    };
    site.compendium
        .later(meeting)
        .map(|standing| Later {
            label: standing.label.trim(),
            detail: standing.detail.as_deref().map(str::trim),
            sources: standing.passages.iter().filter_map(source).collect(),
        })
        .collect()
}

/// The corrections of an entry's words.
pub fn corrigenda<'a>(site: &Site<'a>, entry: &Entry, path: &str) -> Vec<CorrigendumView<'a>> {
    let compendium = site.compendium;
    entry
        .corrigenda
        .iter()
        .map(|&at| {
            let corrigendum = &compendium.editorial.corrigenda[at];
            let edition = site.edition_url(&corrigendum.source, path);
            CorrigendumView {
                from: &corrigendum.from,
                to: &corrigendum.to,
                source: &corrigendum.source,
                external: edition.is_none(),
                url: edition.or_else(|| site.official_url(&corrigendum.source)),
                note: corrigendum.note.as_deref(),
            }
        })
        .collect()
}

/// What its own words cite, each thing once.
pub fn cites(site: &Site<'_>, entry: &Entry, path: &str) -> Vec<Cite> {
    let mut seen: Vec<&str> = Vec::new();
    let mut cites = Vec::new();
    for citation in &entry.references.citations {
        if seen.contains(&citation.target.as_str()) {
            continue;
        }
        seen.push(&citation.target);
        let (url, external) = site.target_link(citation.kind, &citation.target, path);
        cites.push(Cite {
            label: site.target_label(citation.kind, &citation.target),
            url,
            external,
        });
    }
    cites
}

/// The agenda items that it asked for.
pub fn asked(site: &Site<'_>, at: usize, path: &str) -> Vec<Link> {
    site.compendium
        .asked
        .iter()
        .filter(|asked| asked.entry == at)
        .map(|asked| {
            let number = site.compendium.meetings[asked.meeting].number;
            Link {
                name: site.fill(
                    "instrument.asked_item",
                    &[
                        ("meeting", &site.language.meeting_name(number)),
                        ("item", &asked.item),
                        ("title", &asked.title),
                    ],
                ),
                url: routes::relative(path, &routes::meeting_agenda(number)),
            }
        })
        .collect()
}
