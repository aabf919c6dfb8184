//! The search page's frame; its scripts fill it in the reader's browser.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::site::{Site, routes};

use super::facet::Kind;
use super::filters::{self, By, Facet};
use super::{head, render};

#[derive(Serialize)]
struct View {
    facets: Vec<Facet>,
    data_script: String,
    total: usize,
    all_url: String,
    themes_url: String,
    meetings_url: String,
}

/// The search page.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let relative = |to: &str| routes::relative(routes::SEARCH, to);
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
        total: provisions.len(),
        all_url: relative(routes::RECOMMENDATIONS),
        themes_url: relative(routes::THEMES),
        meetings_url: relative(routes::MEETINGS),
    };
    render(site, head(site, "search", routes::SEARCH), &view)
}
