//! The front page: what this is, the meetings in time, the groups of themes.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::records::Status;
use crate::site::frame::{Head, Thing};
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::facet::{self, Kind};
use super::render;

#[derive(Serialize)]
struct View {
    sentence: String,
    counts: Counts,
    timeline: Timeline,
    groups: Vec<Group>,
    facets: Vec<Facet>,
    data_url: String,
    download_url: Option<String>,
    all_url: String,
    matrix_url: String,
    instruments_url: String,
    chains_url: String,
}

#[derive(Serialize)]
struct Counts {
    recommendations: String,
    provisions: String,
    meetings: String,
    documents: String,
}

#[derive(Serialize)]
struct Timeline {
    width: i64,
    height: i64,
    base: i64,
    label: String,
    ticks: Vec<Tick>,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Tick {
    x: i64,
    label: String,
}

/// A bar of a chart; coordinates are whole SVG units.
#[derive(Serialize)]
pub(super) struct Bar {
    pub x: i64,
    pub y: i64,
    pub w: i64,
    pub h: i64,
    pub cx: i64,
    pub label: String,
    pub short: String,
    pub url: String,
    pub count: usize,
    pub status: Status,
    pub year: Option<String>,
    /// Why there is no bar, in a word or two.
    pub why: Option<String>,
    /// Whether its place on the axis is between its neighbours only for want of a date.
    pub undated: bool,
}

#[derive(Serialize)]
struct Group {
    id: String,
    name: String,
    url: String,
    count_label: String,
    themes: Vec<Counted>,
}

/// The addressees, or the actions.
#[derive(Serialize)]
struct Facet {
    list: Link,
    each: Vec<Counted>,
}

/// A name with the number of provisions behind it.
#[derive(Serialize)]
pub(super) struct Counted {
    pub name: String,
    pub url: String,
    pub count: usize,
    pub current: bool,
}

const WIDTH: i64 = 960;
const BASE: i64 = 160;
const TALLEST: i64 = 138;
const BAR: i64 = 30;
const MARGIN: i64 = 20;
/// Neighbouring bars never touch.
const APART: i64 = 34;

/// The front page.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let book = &site.loaded.book;
    let provisions = compendium.provisions().count();
    let recommendations: usize = compendium
        .meetings
        .iter()
        .map(|meeting| meeting.recommendations.len())
        .sum();
    let documented = compendium
        .meetings
        .iter()
        .filter(|meeting| meeting.provisions() > 0)
        .count();
    let counts = Counts {
        recommendations: site.count("count.recommendations", recommendations),
        provisions: site.count("count.provisions", provisions),
        meetings: site.count("count.meetings", documented),
        documents: site.count("count.documents", compendium.documents.len()),
    };
    let relative = |to: &str| routes::relative(routes::HOME, to);
    let groups = compendium
        .editorial
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| Group {
            id: group.id.clone(),
            name: group.name.clone(),
            url: relative(&routes::theme_group(&group.id)),
            count_label: site.count("count.provisions", group_provisions(site, at)),
            themes: compendium
                .themes
                .iter()
                .filter(|theme| theme.group == at)
                .map(|theme| Counted {
                    name: theme.name.clone(),
                    url: relative(&routes::theme(&theme.id)),
                    count: theme.provisions.len(),
                    current: false,
                })
                .collect(),
        })
        .collect();
    let view = View {
        sentence: site.fill(
            "home.sentence",
            &[
                ("recommendations", &counts.recommendations),
                ("provisions", &counts.provisions),
                ("meetings", &counts.meetings),
            ],
        ),
        counts,
        timeline: timeline(site),
        groups,
        facets: [Kind::Addressee, Kind::Action]
            .into_iter()
            .map(|kind| Facet {
                list: facet::link(site, kind, routes::HOME),
                each: facet::counted(site, kind, routes::HOME, None),
            })
            .collect(),
        data_url: relative(routes::DATA),
        download_url: book.download_url.clone(),
        all_url: relative(routes::RECOMMENDATIONS),
        matrix_url: relative(routes::MATRIX),
        instruments_url: relative(routes::INSTRUMENTS),
        chains_url: relative(routes::CHAINS),
    };
    let head = Head {
        kind: "home",
        path: routes::HOME.to_owned(),
        heading: book.title.clone(),
        description: site.fill("description.home", &[]),
        crumbs: Vec::new(),
        jsonld: Some(
            Thing::new("WebSite")
                .text("name", &book.title)
                .text("description", &book.subtitle)
                .text("inLanguage", &book.language)
                .thing("potentialAction", search_action(site)),
        ),
        citation: Vec::new(),
    };
    render(site, head, &view)
}

/// The search as schema.org data, where it has an address that others can call.
fn search_action(site: &Site<'_>) -> Option<Thing<'static>> {
    site.loaded.book.base_url.as_ref()?;
    let target = format!("{}?q={{q}}", site.address(routes::HOME, routes::SEARCH));
    Some(
        Thing::new("SearchAction")
            .text("target", target)
            .text("query-input", "required name=q"),
    )
}

/// Each provision once, however many of the group's themes it has.
pub(super) fn group_provisions(site: &Site<'_>, group: usize) -> usize {
    let compendium = site.compendium;
    compendium
        .provisions()
        .filter(|&at| {
            compendium.entries[at]
                .themes
                .iter()
                .any(|&theme| compendium.themes[theme].group == group)
        })
        .count()
}

/// The meetings on an axis of time; one without a date stands between its neighbours.
fn timeline(site: &Site<'_>) -> Timeline {
    let meetings = &site.compendium.meetings;
    let years: Vec<i64> = meetings
        .iter()
        .filter_map(|meeting| meeting.year()?.parse().ok())
        .collect();
    let (from, to) = (
        years.iter().min().copied().unwrap_or(0),
        years.iter().max().copied().unwrap_or(0),
    );
    let span = (to - from + 1).max(1) * 12;
    let place = |months: i64| MARGIN + months * (WIDTH - 2 * MARGIN) / span;
    let mut centres: Vec<Option<i64>> = meetings
        .iter()
        .map(|meeting| {
            let year: i64 = meeting.year()?.parse().ok()?;
            let month: i64 = meeting.start.as_deref()?.get(5..7)?.parse().ok()?;
            Some(place((year - from) * 12 + month - 1))
        })
        .collect();
    for at in 0..centres.len() {
        if centres[at].is_none() {
            let before = centres[..at].iter().rev().flatten().next().copied();
            let after = centres[at + 1..].iter().flatten().next().copied();
            centres[at] = Some(match (before, after) {
                (Some(before), Some(after)) => i64::midpoint(before, after),
                (Some(before), None) => before + APART,
                (None, Some(after)) => after - APART,
                (None, None) => WIDTH / 2,
            });
        }
    }
    let mut centres: Vec<i64> = centres.into_iter().flatten().collect();
    spread(&mut centres, MARGIN, WIDTH - MARGIN);
    let counts: Vec<usize> = meetings
        .iter()
        .map(crate::records::Meeting::provisions)
        .collect();
    let most = counts.iter().max().copied().unwrap_or(0).max(1) as i64;
    let bars = meetings
        .iter()
        .zip(centres)
        .zip(&counts)
        .map(|((meeting, cx), &count)| {
            let h = bar_height(count, most, TALLEST);
            let told = site.count("count.provisions", count);
            let told = match count {
                0 => site.fill(
                    "name.bar_none",
                    &[
                        ("count", &told),
                        ("why", &site.none_label(meeting).to_lowercase()),
                    ],
                ),
                _ => told,
            };
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
                        ("count", &told),
                    ],
                ),
                short: site.fill("name.meeting_short", &[("n", &meeting.number.to_string())]),
                url: routes::relative(routes::HOME, &routes::meeting(meeting.number)),
                count,
                status: meeting.status,
                year: meeting.year().map(str::to_owned),
                why: (count == 0).then(|| site.none_short(meeting)),
                undated: meeting.start.is_none(),
            }
        })
        .collect();
    // Too many years would run into each other.
    let each = ((to - from) / 14 + 1).max(1);
    let ticks = if years.is_empty() {
        Vec::new()
    } else {
        (from..=to)
            .filter(|year| (year - from) % each == 0)
            .map(|year| Tick {
                x: place((year - from) * 12 + 6),
                label: year.to_string(),
            })
            .collect()
    };
    Timeline {
        width: WIDTH,
        height: BASE + 44,
        base: BASE,
        label: site.fill(
            "home.timeline_label",
            &[("from", &from.to_string()), ("to", &to.to_string())],
        ),
        ticks,
        bars,
    }
}

/// A provision is seen even beside a hundred.
pub(super) fn bar_height(count: usize, most: i64, tallest: i64) -> i64 {
    if count == 0 {
        0
    } else {
        (count as i64 * tallest / most).max(2)
    }
}

/// Moves places apart, to the right first and back where they would leave the picture.
fn spread(places: &mut [i64], least: i64, most: i64) {
    let room = if places.len() > 1 {
        ((most - least) / (places.len() as i64 - 1)).min(APART)
    } else {
        APART
    };
    for at in 0..places.len() {
        let floor = if at == 0 {
            least
        } else {
            places[at - 1] + room
        };
        places[at] = places[at].max(floor);
    }
    for at in (0..places.len()).rev() {
        let ceiling = if at + 1 == places.len() {
            most
        } else {
            places[at + 1] - room
        };
        places[at] = places[at].min(ceiling);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_apart_and_inside() {
        let mut places = [20, 25, 500, 501, 940];
        spread(&mut places, 20, 940);
        assert!(
            places.windows(2).all(|pair| pair[1] - pair[0] >= APART),
            "{places:?}"
        );
        let mut places = [930, 935, 940];
        spread(&mut places, 20, 940);
        assert_eq!(places[2], 940);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= APART));
    }
}
