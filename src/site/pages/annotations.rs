//! What is known of a recommendation besides its words: corrections, themes, what it cites, what it led to.

use serde::Serialize;

use crate::enrich::Entry;
use crate::enrich::classify::Part;
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

/// Its themes, and who says so.
#[derive(Serialize)]
pub struct Themes {
    list: Vec<Theme>,
    /// What a reader has to know of them where no editor has read them, or not all of its sub-items'.
    note: Option<String>,
}

#[derive(Serialize)]
struct Theme {
    name: String,
    url: String,
    proposed: bool,
    /// The words that decided for a proposed one.
    reason: Option<String>,
}

/// The themes of an entry; proposed ones with the words that decided, each once.
pub fn themes(site: &Site<'_>, entry: &Entry, path: &str) -> Themes {
    let own = entry.proposed && entry.is_provision();
    let list = entry
        .themes
        .iter()
        .zip(site.theme_links(entry, path))
        .map(|(&theme, link)| Theme {
            name: link.name,
            url: link.url,
            proposed: own,
            reason: own.then(|| reason(site, entry, theme)).flatten(),
        })
        .collect();
    let note = entry.proposed.then(|| {
        let key = if own { "unread" } else { "partly_unread" };
        site.fill(&format!("theme.{key}"), &[])
    });
    Themes { list, note }
}

/// "por «asistencia», «víctimas» (encabezamiento)".
fn reason(site: &Site<'_>, entry: &Entry, theme: usize) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for evidence in entry.evidence.iter().filter(|one| one.theme == theme) {
        let quoted = site.fill(
            "name.quoted",
            &[("words", site.compendium.words(entry, evidence))],
        );
        let told = match evidence.part {
            Part::Text => quoted,
            Part::Lead(_) => site.fill("theme.in_lead", &[("words", &quoted)]),
            Part::Section => site.fill("theme.in_section", &[("words", &quoted)]),
        };
        if !words.contains(&told) {
            words.push(told);
        }
    }
    let words = words.join(site.s("name.words_joint"));
    (!words.is_empty()).then(|| site.fill("theme.reason", &[("words", &words)]))
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
