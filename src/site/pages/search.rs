//! The search page: its frame and the first provisions, which stand there at once, before a script has run; the scripts fill
//! the rest in the reader's browser.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::search::data::first_parts;
use crate::site::{Site, routes};

use super::facet::Kind;
use super::filters::{self, By, Facet};
use super::{head, render};

/// So many provisions are on the page itself: what the first screen of a phone holds. A page weighs at most 40 KB.
const FIRST: usize = 2;

/// A provision as search-show.js draws it: the two must look the same, or the page would jump.
#[derive(Serialize)]
struct First<'a> {
    id: String,
    url: String,
    reference: &'a str,
    lead: String,
    text: &'a str,
}

#[derive(Serialize)]
struct View<'a> {
    facets: Vec<Facet>,
    data_script: String,
    /// What starts the search, and what it loads: the page's script, the index and the parts that every query wants.
    start_script: String,
    scripts: String,
    /// What is told of the list while nothing is asked; empty where there is nothing to list.
    told: String,
    first: Vec<First<'a>>,
    all_url: String,
    themes_url: String,
    meetings_url: String,
}

/// The search page.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let relative = |to: &str| routes::relative(routes::SEARCH, to);
    let parts = first_parts(site.compendium).iter();
    let scripts: Vec<String> = ["js/search.js", routes::SEARCH_DATA]
        .map(relative)
        .into_iter()
        .chain(parts.map(|name| relative(&routes::search_part(name))))
        .collect();
    let provisions: Vec<usize> = site.compendium.provisions().collect();
    // The longest stands last, so that the others are seen.
    let facets = [
        By::Meeting,
        By::Kind(Kind::Addressee),
        By::Kind(Kind::Action),
        By::Theme,
    ];
    let view = View {
        facets: filters::all(site, &facets, &provisions),
        data_script: relative(routes::SEARCH_DATA),
        start_script: relative("js/search-start.js"),
        scripts: scripts.join(" "),
        told: if provisions.is_empty() {
            String::new()
        } else {
            let count = site.count("js.found", provisions.len());
            format!("{count}, {}", site.sentence("js.found_in_order"))
        },
        first: provisions
            .iter()
            .take(FIRST)
            .map(|&at| first(site, at))
            .collect(),
        all_url: relative(routes::RECOMMENDATIONS),
        themes_url: relative(routes::THEMES),
        meetings_url: relative(routes::MEETINGS),
    };
    render(site, head(site, "search", routes::SEARCH), &view)
}

fn first<'a>(site: &Site<'a>, at: usize) -> First<'a> {
    let entry = &site.compendium.entries[at];
    First {
        id: entry.id.to_string(),
        url: routes::relative(routes::SEARCH, &routes::recommendation(&entry.id)),
        reference: &entry.reference,
        lead: site.compendium.leads(entry).join(" "),
        text: &entry.unit.text.plain,
    }
}
