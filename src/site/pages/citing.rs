//! How pages cite: the words, the tags that reference managers read, and the ways to the files for them.

use crate::export::cite::{Citation, Format};
use crate::languages::fill;
use crate::records::Document;
use crate::site::frame::{Meta, Thing};
use crate::site::units::Link;
use crate::site::{Site, routes};

/// "Grupo de Trabajo …, Cuarta reunión (2011), recomendación 46 j) iii), en … (CTOC/…)."
pub fn words(site: &Site<'_>, citation: &Citation<'_>) -> String {
    let title = citation.document.unwrap_or_default();
    let document = match citation.symbol {
        Some(symbol) => format!("{title} ({symbol})"),
        None => title.to_owned(),
    };
    let facts = [
        ("author", citation.author),
        ("reference", citation.title),
        ("document", &document),
    ];
    let mut words = fill(site.s("cite.citation"), &facts);
    if let Some(url) = &citation.url {
        words.push(' ');
        words.push_str(url);
    }
    words
}

/// A recommendation's tags. Zotero takes what names an institution for a report.
pub fn tags(citation: &Citation<'_>, lead: &[&str], own: &str) -> Vec<Meta> {
    let words = lead.iter().copied().chain([own]).collect::<Vec<_>>();
    report(&[
        ("citation_title", Some(citation.title)),
        ("citation_author", Some(citation.author)),
        (
            "citation_technical_report_institution",
            citation.publisher.or(Some(citation.author)),
        ),
        ("citation_technical_report_number", citation.symbol),
        ("citation_publication_date", citation.date),
        ("citation_language", Some(citation.language)),
        ("citation_abstract", Some(&words.join(" "))),
        ("citation_public_url", citation.url.as_deref()),
    ])
}

/// A document's tags; who of the body or its secretariat wrote it is not known.
pub fn document_tags(site: &Site<'_>, document: &Document) -> Vec<Meta> {
    report(&[
        ("citation_title", Some(&document.title)),
        (
            "citation_technical_report_institution",
            publisher(site).or(Some(site.s("cite.author"))),
        ),
        (
            "citation_technical_report_number",
            document.symbol.as_deref(),
        ),
        ("citation_publication_date", document.date.as_deref()),
        ("citation_language", Some(&document.language)),
    ])
}

/// Tags with those that have a value; dates as the tags write them.
fn report(tags: &[(&'static str, Option<&str>)]) -> Vec<Meta> {
    let known = tags
        .iter()
        .filter_map(|&(name, value)| Some((name, value?)));
    known
        .map(|(name, value)| Meta {
            name,
            content: if name == "citation_publication_date" {
                value.replace('-', "/")
            } else {
                value.to_owned()
            },
        })
        .collect()
}

/// The ways from a page to the files that cite an id or a list.
pub fn links(formats: &[Format], name: &str, from: &str) -> Vec<Link> {
    let link = |format: &Format| Link {
        name: format.name().to_owned(),
        url: routes::relative(from, &routes::citation(name, format.extension())),
    };
    formats.iter().map(link).collect()
}

/// Likewise of a list that has all formats; an empty one has no files.
pub fn list_links(name: &str, count: usize, from: &str) -> Vec<Link> {
    let formats: &[Format] = if count == 0 { &[] } else { &Format::ALL };
    links(formats, name, from)
}

/// The body whose recommendations these are, as schema.org data.
pub fn body<'a>(site: &'a Site<'_>) -> Thing<'a> {
    Thing::new("Organization").text("name", site.s("cite.author"))
}

/// Whose documents the sources are, where the book says so.
pub fn publisher<'a>(site: &'a Site<'_>) -> Option<&'a str> {
    Some(site.sentence("cite.publisher")).filter(|name| !name.is_empty())
}
