//! What a host's visitors other than readers ask for: the sitemap and `robots.txt` of search engines, the feed of
//! those who follow the register, the search of a browser's address bar.
//!
//! All of them tell absolute addresses, so they are made only where the book has a base URL. Their dates are those
//! of the data: the clock is never read.

use serde::Serialize;

use crate::config::Book;
use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::records::{Document, Meeting};

use super::{Site, routes};

/// A sitemap may hold so many addresses (sitemaps.org, "Sitemap file guidelines").
const MOST_ADDRESSES: usize = 50_000;
/// The feed of a large register tells the newest: feed readers ask for it every hour.
const MOST_ENTRIES: usize = 100;
/// The longest name in characters that `OpenSearch` 1.1 allows (`ShortName`).
const SHORT_NAME: usize = 16;
/// Likewise (`LongName`).
const LONG_NAME: usize = 48;

#[derive(Serialize)]
struct Sitemap<'a> {
    addresses: Vec<String>,
    date: &'a str,
}

#[derive(Serialize)]
struct Feed<'a> {
    home: String,
    own: String,
    updated: String,
    authors: Vec<&'a str>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    title: String,
    address: String,
    updated: String,
    kind: &'static str,
    kind_label: String,
    summary: String,
}

#[derive(Serialize)]
struct OpenSearch {
    short_name: String,
    long_name: String,
    description: String,
    template: String,
    icon: String,
}

/// The files for a host, where the book has a base URL; `pages` are all files of the site so far.
///
/// # Errors
/// A template that fails.
pub fn files(site: &Site<'_>, pages: &[File]) -> Result<Vec<File>, Diagnostic> {
    let Some(base) = site.loaded.book.base_url.as_deref() else {
        return Ok(Vec::new());
    };
    let base = base.trim_end_matches('/');
    let address = |path: &str| format!("{base}/{path}");
    let mut files = sitemaps(site, pages, &address)?;
    files.push(File::text(
        routes::ROBOTS,
        format!(
            "User-agent: *\nAllow: /\nSitemap: {}\n",
            address(routes::SITEMAP)
        ),
    ));
    files.push(made(site, "feed", routes::FEED, &feed(site, &address))?);
    let search = open_search(site, &address);
    files.push(made(site, "opensearch", routes::OPENSEARCH, &search)?);
    Ok(files)
}

fn made(
    site: &Site<'_>,
    template: &str,
    path: &str,
    view: &impl Serialize,
) -> Result<File, Diagnostic> {
    let bytes = site.renderer.file(&format!("web/{template}.xml"), view)?;
    Ok(File {
        path: path.to_owned(),
        bytes,
    })
}

/// One sitemap; of a register with more pages than one may hold, several and the list of them.
fn sitemaps(
    site: &Site<'_>,
    pages: &[File],
    address: &impl Fn(&str) -> String,
) -> Result<Vec<File>, Diagnostic> {
    let date = site.loaded.book.edition.date.as_str();
    let mut paths: Vec<&str> = pages
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| path.ends_with(".html") && *path != routes::NOT_FOUND)
        .collect();
    paths.sort_unstable();
    let map = |path: &str, paths: &[&str]| {
        let addresses = paths.iter().map(|path| address(path)).collect();
        made(site, "sitemap", path, &Sitemap { addresses, date })
    };
    if paths.len() <= MOST_ADDRESSES {
        return Ok(vec![map(routes::SITEMAP, &paths)?]);
    }
    let mut files = Vec::new();
    for (part, paths) in paths.chunks(MOST_ADDRESSES).enumerate() {
        files.push(map(&routes::sitemap_part(part), paths)?);
    }
    let addresses = files.iter().map(|file| address(&file.path)).collect();
    let list = Sitemap { addresses, date };
    files.push(made(site, "sitemaps", routes::SITEMAP, &list)?);
    Ok(files)
}

/// An entry a meeting and a document, the newest first; what has one date stands in the book's order.
fn feed<'a>(site: &'a Site<'_>, address: &impl Fn(&str) -> String) -> Feed<'a> {
    let book = &site.loaded.book;
    let compendium = site.compendium;
    let meetings = compendium
        .meetings
        .iter()
        .filter(|meeting| !meeting.documents.is_empty())
        .map(|meeting| entry_of_meeting(site, meeting, address));
    let documents = compendium
        .documents
        .iter()
        .map(|document| entry_of_document(site, document, address));
    let mut entries: Vec<Entry> = documents.chain(meetings).collect();
    entries.sort_by(|a, b| b.updated.cmp(&a.updated));
    entries.truncate(MOST_ENTRIES);
    let mut authors: Vec<&str> = book.authors.iter().map(String::as_str).collect();
    if authors.is_empty() {
        // A feed whose entries name no author has one itself (RFC 4287, 4.1.1).
        authors.push(&book.title);
    }
    Feed {
        home: address(""),
        own: address(routes::FEED),
        updated: moment(&book.edition.date),
        authors,
        entries,
    }
}

fn entry_of_meeting(
    site: &Site<'_>,
    meeting: &Meeting,
    address: &impl Fn(&str) -> String,
) -> Entry {
    Entry {
        title: site.meeting_with_year_in_brackets(meeting),
        address: address(&routes::meeting(meeting.number)),
        updated: moment(meeting.end.as_deref().unwrap_or(edition(site))),
        kind: "meeting",
        kind_label: site.s("feed.kind_meeting").to_owned(),
        summary: site.counts_label(meeting),
    }
}

fn entry_of_document(
    site: &Site<'_>,
    document: &Document,
    address: &impl Fn(&str) -> String,
) -> Entry {
    // A document without a date of its own came out of the last meeting that it tells of.
    let held = site
        .compendium
        .meetings
        .iter()
        .filter(|meeting| document.meetings.contains(&meeting.number))
        .filter_map(|meeting| meeting.end.as_deref())
        .max();
    let date = document.date.as_deref().or(held);
    let kind = site
        .sentence(&format!("kind.{}", document.kind.id()))
        .to_owned();
    let summary = match &document.symbol {
        Some(symbol) => site.fill("feed.document", &[("kind", &kind), ("symbol", symbol)]),
        None => kind,
    };
    Entry {
        title: document.title.clone(),
        address: address(&routes::document(&document.slug)),
        updated: moment(date.unwrap_or(edition(site))),
        kind: "document",
        kind_label: site.s("feed.kind_document").to_owned(),
        summary,
    }
}

fn edition<'a>(site: &Site<'a>) -> &'a str {
    &site.loaded.book.edition.date
}

/// The beginning of a day, as Atom tells moments (RFC 4287, 3.3): no source tells the hour.
fn moment(date: &str) -> String {
    format!("{date}T00:00:00Z")
}

fn open_search(site: &Site<'_>, address: &impl Fn(&str) -> String) -> OpenSearch {
    let Book {
        title, short_title, ..
    } = &site.loaded.book;
    OpenSearch {
        short_name: shortened(short_title.as_deref().unwrap_or(title), SHORT_NAME),
        long_name: shortened(title, LONG_NAME),
        description: site.s("description.search").to_owned(),
        template: format!("{}?q={{searchTerms}}", address(routes::SEARCH)),
        icon: address("favicon.svg"),
    }
}

/// As many whole words as fit into `most` characters; of a first word that does not, its beginning.
fn shortened(words: &str, most: usize) -> String {
    let fits = |words: &str| words.chars().count() <= most;
    if fits(words) {
        return words.to_owned();
    }
    let whole = words
        .match_indices(' ')
        .map(|(at, _)| &words[..at])
        .rfind(|part| fits(part));
    whole.map_or_else(|| words.chars().take(most).collect(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(shortened("Compendio", 16), "Compendio");
        assert_eq!(
            shortened("Compendio de recomendaciones", 16),
            "Compendio de"
        );
        assert_eq!(shortened("Recomendacionesdetodos", 16), "Recomendacionesd");
    }
}
