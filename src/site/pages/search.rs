//! The search page's frame; its scripts fill it in the reader's browser.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::site::{Site, routes};

use super::facet::Kind;
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

#[derive(Serialize)]
struct Facet {
    id: &'static str,
    legend: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
}

/// The search page. Values without a provision are no choice.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let relative = |to: &str| routes::relative(routes::SEARCH, to);
    let meetings = compendium
        .meetings
        .iter()
        .map(|meeting| Choice {
            value: meeting.number.to_string(),
            label: site.meeting_with_year(meeting),
            count: meeting.provisions(),
        })
        .filter(|choice| choice.count > 0)
        .collect();
    let themes = compendium
        .themes
        .iter()
        .map(|theme| Choice {
            value: theme.id.clone(),
            label: theme.name.clone(),
            count: theme.provisions.len(),
        })
        .filter(|choice| choice.count > 0)
        .collect();
    let view = View {
        facets: vec![
            Facet {
                id: "reunion",
                legend: site.fill("search.facet_meeting", &[]),
                options: meetings,
            },
            facet(site, Kind::Addressee, "search.facet_addressee"),
            facet(site, Kind::Action, "search.facet_action"),
            // The longest stands last, so that the others are seen.
            Facet {
                id: "tema",
                legend: site.fill("search.facet_theme", &[]),
                options: themes,
            },
        ],
        data_script: relative(routes::SEARCH_DATA),
        total: compendium.provisions().count(),
        all_url: relative(routes::RECOMMENDATIONS),
        themes_url: relative(routes::THEMES),
        meetings_url: relative(routes::MEETINGS),
    };
    render(site, head(site, "search", routes::SEARCH), &view)
}

/// The choices among addressees or actions.
fn facet(site: &Site<'_>, kind: Kind, legend: &str) -> Facet {
    Facet {
        id: kind.filter(),
        legend: site.fill(legend, &[]),
        options: kind
            .all(site.compendium)
            .iter()
            .map(|facet| Choice {
                value: facet.id.clone(),
                label: facet.name.clone(),
                count: facet.provisions.len(),
            })
            .filter(|choice| choice.count > 0)
            .collect(),
    }
}
