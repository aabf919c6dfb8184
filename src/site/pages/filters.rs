//! The filters of a page: by what its provisions can be told apart, and how many each choice would leave.
//!
//! The search page filters all provisions, the pages of themes and meetings their own. The boxes look and
//! count alike; scripts show them, so that without script no page has a control that does nothing.

use serde::Serialize;

use crate::site::Site;

use super::facet::Kind;

/// One way to tell provisions apart.
#[derive(Serialize)]
pub(super) struct Facet {
    id: &'static str,
    legend: String,
    options: Vec<Choice>,
}

/// One box.
#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
}

/// What a facet's values are.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Meeting,
    Theme,
    Kind(Kind),
}

/// The filter's name for themes.
pub(super) const THEME: &str = "tema";

/// The facets of a list of provisions, in the given order. Values without a provision are no choice, and a
/// facet without values is none.
pub(super) fn all(site: &Site<'_>, facets: &[By], provisions: &[usize]) -> Vec<Facet> {
    let mut facets: Vec<Facet> = facets
        .iter()
        .map(|&by| facet(site, by, provisions))
        .collect();
    facets.retain(|facet| !facet.options.is_empty());
    facets
}

fn facet(site: &Site<'_>, by: By, provisions: &[usize]) -> Facet {
    let compendium = site.compendium;
    let (id, legend, names): (_, _, Vec<(String, String)>) = match by {
        By::Meeting => (
            "reunion",
            "search.facet_meeting",
            (compendium.meetings.iter())
                .map(|meeting| (meeting.number.to_string(), site.meeting_with_year(meeting)))
                .collect(),
        ),
        By::Theme => (
            THEME,
            "search.facet_theme",
            (compendium.themes.iter())
                .map(|theme| (theme.id.clone(), theme.name.clone()))
                .collect(),
        ),
        By::Kind(kind) => (
            kind.filter(),
            match kind {
                Kind::Addressee => "search.facet_addressee",
                Kind::Action => "search.facet_action",
            },
            (kind.all(compendium).iter())
                .map(|facet| (facet.id.clone(), facet.name.clone()))
                .collect(),
        ),
    };
    let mut counts = vec![0; names.len()];
    for &at in provisions {
        let entry = &compendium.entries[at];
        let values = match by {
            By::Meeting => std::slice::from_ref(&entry.meeting),
            By::Theme => &entry.themes,
            By::Kind(kind) => kind.of(entry),
        };
        for &value in values {
            counts[value] += 1;
        }
    }
    let options = names
        .into_iter()
        .zip(counts)
        .filter(|&(_, count)| count > 0)
        .map(|((value, label), count)| Choice {
            value,
            label,
            count,
        })
        .collect();
    Facet {
        id,
        legend: site.fill(legend, &[]),
        options,
    }
}
