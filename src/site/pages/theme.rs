//! A theme with its provisions in full, and the list of themes.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::export::cite::Format;
use crate::files::File;
use crate::site::frame::{Head, Thing};
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::facet::Kind;
use super::filters::{self, By};
use super::home::{Counted, group_provisions};
use super::listing::{Chart, EntryView, Lead, MeetingPart, by_meeting};
use super::{citing, head, render};

#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
    scope: &'a str,
    group: Link,
    count: usize,
    count_label: String,
    /// How many of them no editor has read; none where there are none.
    proposed_note: Option<String>,
    chart: Chart,
    filters: Vec<filters::Facet>,
    meetings: Vec<MeetingPart<'a>>,
    together: Together,
    siblings: Vec<Counted>,
    citations: Vec<Link>,
}

/// Themes that its provisions carry too, the most frequent first.
#[derive(Serialize)]
struct Together {
    often: Vec<Companion>,
    seldom: Vec<Companion>,
    seldom_label: String,
}

#[derive(Serialize)]
struct Companion {
    id: String,
    name: String,
    url: String,
    /// This page with the provisions that carry both, where scripts run; without them it shows all, so the
    /// figure is no count of what the link leads to.
    both_url: String,
    both_label: String,
    count: usize,
}

/// So many companions are shown at once.
const OFTEN: usize = 8;

/// The page of one theme.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let theme = &compendium.themes[at];
    let group = &compendium.editorial.groups[theme.group];
    let path = routes::theme(&theme.id);
    let relative = |to: &str| routes::relative(&path, to);
    let (chart, meetings) = by_meeting(
        site,
        &path,
        &theme.provisions,
        site.fill("theme.chart_label", &[("name", &theme.name)]),
        |entry, before| entry_view(site, entry, before, at, &path),
    );
    let siblings = compendium
        .themes
        .iter()
        .enumerate()
        .filter(|(_, other)| other.group == theme.group)
        .map(|(other_at, other)| Counted {
            name: other.name.clone(),
            url: relative(&routes::theme(&other.id)),
            count: other.provisions.len(),
            current: other_at == at,
        })
        .collect();
    let proposed = (theme.provisions.iter())
        .filter(|&&provision| compendium.entries[provision].proposed)
        .count();
    let facets = [By::Kind(Kind::Addressee), By::Kind(Kind::Action)];
    let formats: &[Format] = if theme.provisions.is_empty() {
        &[]
    } else {
        &Format::OF_THEMES
    };
    let view = View {
        proposed_note: (proposed > 0).then(|| site.count("theme.proposed_note", proposed)),
        filters: filters::all(site, &facets, &theme.provisions),
        together: together(site, at, &path),
        name: &theme.name,
        scope: &theme.scope,
        group: Link {
            name: group.name.clone(),
            url: relative(&routes::theme_group(&group.id)),
        },
        count: theme.provisions.len(),
        count_label: site.count("count.provisions", theme.provisions.len()),
        chart,
        meetings,
        siblings,
        citations: citing::links(formats, &routes::theme_anchor(&theme.id), &path),
    };
    let set = Thing::new("DefinedTermSet")
        .text("name", &group.name)
        .text("url", site.address(&path, &routes::theme_group(&group.id)));
    let head = Head {
        kind: "theme",
        heading: theme.name.clone(),
        description: site.fill("description.theme", &[("name", &theme.name)]),
        crumbs: vec![
            (site.s("nav.themes").to_owned(), routes::THEMES.to_owned()),
            (group.name.clone(), routes::theme_group(&group.id)),
        ],
        jsonld: Some(
            Thing::new("DefinedTerm")
                .text("name", &theme.name)
                .text("description", &theme.scope)
                .text("termCode", &theme.id)
                .thing("inDefinedTermSet", Some(set)),
        ),
        citation: Vec::new(),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// The themes that stand beside the theme at `own` in its provisions.
fn together(site: &Site<'_>, own: usize, path: &str) -> Together {
    let compendium = site.compendium;
    let theme = &compendium.themes[own];
    let mut counts = vec![0; compendium.themes.len()];
    for &provision in &theme.provisions {
        for &other in &compendium.entries[provision].themes {
            counts[other] += 1;
        }
    }
    counts[own] = 0;
    let mut found: Vec<(usize, usize)> = counts.into_iter().enumerate().collect();
    found.retain(|&(_, count)| count > 0);
    found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let mut often: Vec<Companion> = found
        .into_iter()
        .map(|(at, count)| {
            let other = &compendium.themes[at];
            let address = routes::chosen(&routes::theme(&theme.id), &[(filters::THEME, &other.id)]);
            Companion {
                id: other.id.clone(),
                name: other.name.clone(),
                url: routes::relative(path, &routes::theme(&other.id)),
                both_url: routes::relative(path, &address),
                both_label: site.fill(
                    "theme.both",
                    &[
                        ("count", &site.count("count.provisions", count)),
                        ("one", &theme.name),
                        ("other", &other.name),
                    ],
                ),
                count,
            }
        })
        .collect();
    let seldom = often.split_off(often.len().min(OFTEN));
    Together {
        often,
        seldom_label: site.count("theme.seldom", seldom.len()),
        seldom,
    }
}

/// A provision with its lead and its other themes, given the one that stands before it in its part.
fn entry_view<'a>(
    site: &Site<'a>,
    at: usize,
    before: Option<usize>,
    theme: usize,
    path: &str,
) -> EntryView<'a> {
    let compendium = site.compendium;
    let entry = &compendium.entries[at];
    let others = entry.themes.iter().filter(|&&other| other != theme);
    let said = before.map_or_else(Vec::new, |before| {
        compendium.ancestors(&compendium.entries[before])
    });
    let lead: Vec<Lead> = compendium
        .ancestors(entry)
        .into_iter()
        .map(|above| Lead {
            text: site.words(above),
            again: said.contains(&above),
        })
        .collect();
    EntryView {
        id: entry.id.to_string(),
        url: routes::relative(path, &routes::recommendation(&entry.id)),
        reference: Cow::Borrowed(&entry.reference),
        note: entry.proposed.then(|| site.s("theme.proposed")),
        goes_on: !lead.is_empty() && lead.iter().all(|lead| lead.again),
        lead,
        text: site.words(at),
        themes: others
            .map(|&other| Link {
                name: compendium.themes[other].name.clone(),
                url: routes::relative(path, &routes::theme(&compendium.themes[other].id)),
            })
            .collect(),
        traits: Some(site.traits(entry)),
    }
}

#[derive(Serialize)]
struct ListView {
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: String,
    name: String,
    count_label: String,
    themes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    url: String,
    scope: String,
    count: usize,
}

/// The list of themes by group.
pub fn list(site: &Site<'_>) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let groups = compendium
        .editorial
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| Group {
            id: slug::slugify(&group.id),
            name: group.name.clone(),
            count_label: site.count("count.provisions", group_provisions(site, at)),
            themes: compendium
                .themes
                .iter()
                .filter(|theme| theme.group == at)
                .map(|theme| Row {
                    id: theme.id.clone(),
                    name: theme.name.clone(),
                    url: routes::relative(routes::THEMES, &routes::theme(&theme.id)),
                    scope: theme.scope.clone(),
                    count: theme.provisions.len(),
                })
                .collect(),
        })
        .collect();
    render(
        site,
        head(site, "themes", routes::THEMES),
        &ListView { groups },
    )
}
