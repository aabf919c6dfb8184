//! A theme with its provisions in full, and the list of themes.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::site::frame::{Head, Thing};
use crate::site::render::Shared;
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::home::{Bar, Counted, bar_height, group_provisions};
use super::{head, render};

#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
    scope: &'a str,
    group: Link,
    count: usize,
    count_label: String,
    chart: Chart,
    meetings: Vec<MeetingPart<'a>>,
    siblings: Vec<Counted>,
}

#[derive(Serialize)]
struct Chart {
    width: i64,
    height: i64,
    base: i64,
    label: String,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct MeetingPart<'a> {
    anchor: String,
    name: String,
    year_label: String,
    url: String,
    count: usize,
    count_label: String,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    id: String,
    url: String,
    reference: &'a str,
    lead: Vec<Shared>,
    text: Shared,
    meeting_label: String,
    themes: Vec<Link>,
}

const BASE: i64 = 88;
const TALLEST: i64 = 68;
const BAR: i64 = 22;
const SLOT: i64 = 32;

/// The page of one theme.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let theme = &compendium.themes[at];
    let group = &compendium.editorial.groups[theme.group];
    let path = routes::theme(&theme.id);
    let relative = |to: &str| routes::relative(&path, to);
    let by_meeting: Vec<Vec<usize>> = (0..compendium.meetings.len())
        .map(|meeting| {
            theme
                .provisions
                .iter()
                .copied()
                .filter(|&at| compendium.entries[at].meeting == meeting)
                .collect()
        })
        .collect();
    let most = by_meeting.iter().map(Vec::len).max().unwrap_or(0).max(1) as i64;
    let bars = compendium
        .meetings
        .iter()
        .zip(&by_meeting)
        .enumerate()
        .map(|(slot, (meeting, provisions))| {
            let count = provisions.len();
            let (cx, h) = (
                SLOT / 2 + SLOT * slot as i64,
                bar_height(count, most, TALLEST),
            );
            Bar {
                x: cx - BAR / 2,
                y: BASE - h,
                w: BAR,
                h,
                cx,
                label: site.fill(
                    "name.bar",
                    &[
                        ("meeting", &site.meeting_with_year(meeting)),
                        ("count", &site.count("count.provisions", count)),
                    ],
                ),
                short: site.fill("name.meeting_short", &[("n", &meeting.number.to_string())]),
                url: format!("#{}", routes::meeting_anchor(meeting.number)),
                count,
                status: meeting.status,
            }
        })
        .collect();
    let meetings = compendium
        .meetings
        .iter()
        .zip(&by_meeting)
        .filter(|(_, provisions)| !provisions.is_empty())
        .map(|(meeting, provisions)| MeetingPart {
            anchor: routes::meeting_anchor(meeting.number),
            name: site.language.meeting_name(meeting.number),
            year_label: meeting.year().unwrap_or_default().to_owned(),
            url: relative(&routes::meeting(meeting.number)),
            count: provisions.len(),
            count_label: site.count("count.provisions", provisions.len()),
            entries: provisions
                .iter()
                .map(|&entry| entry_view(site, entry, at, &path))
                .collect(),
        })
        .collect();
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
    let view = View {
        name: &theme.name,
        scope: &theme.scope,
        group: Link {
            name: group.name.clone(),
            url: relative(&routes::theme_group(&group.id)),
        },
        count: theme.provisions.len(),
        count_label: site.count("count.provisions", theme.provisions.len()),
        chart: Chart {
            width: SLOT * compendium.meetings.len() as i64,
            height: BASE + 22,
            base: BASE,
            label: site.fill("theme.chart_label", &[("name", &theme.name)]),
            bars,
        },
        meetings,
        siblings,
    };
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
                .text("inDefinedTermSet", &group.name),
        ),
        citation: Vec::new(),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// A provision with its lead and its other themes.
fn entry_view<'a>(site: &Site<'a>, at: usize, theme: usize, path: &str) -> EntryView<'a> {
    let compendium = site.compendium;
    let entry = &compendium.entries[at];
    let others = entry.themes.iter().filter(|&&other| other != theme);
    EntryView {
        id: entry.id.to_string(),
        url: routes::relative(path, &routes::recommendation(&entry.id)),
        reference: &entry.reference,
        lead: compendium
            .ancestors(entry)
            .into_iter()
            .map(|at| site.words(at))
            .collect(),
        text: site.words(at),
        meeting_label: site.meeting_with_year(&compendium.meetings[entry.meeting]),
        themes: others
            .map(|&other| Link {
                name: compendium.themes[other].name.clone(),
                url: routes::relative(path, &routes::theme(&compendium.themes[other].id)),
            })
            .collect(),
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
