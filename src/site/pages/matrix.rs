//! Themes × meetings.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::records::Status;
use crate::site::{Site, routes};

use super::{head, render};

#[derive(Serialize)]
struct View {
    meetings: Vec<Column>,
    columns: usize,
    groups: Vec<Group>,
    totals: Vec<Total>,
    grand_total: usize,
    caption: String,
}

#[derive(Serialize)]
struct Column {
    number: u32,
    name: String,
    short: String,
    url: String,
    year_label: String,
}

#[derive(Serialize)]
struct Group {
    name: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    url: String,
    total: usize,
    total_url: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    count: usize,
    url: Option<String>,
    heat: usize,
    label: String,
    /// What an empty cell says: none, or that the meeting has no source for it.
    empty: String,
}

#[derive(Serialize)]
struct Total {
    count: usize,
    url: String,
}

/// Shades of the heat scale, besides none.
const SHADES: usize = 5;

/// The matrix.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let path = routes::MATRIX;
    let relative = |to: &str| routes::relative(path, to);
    let counts: Vec<Vec<usize>> = compendium
        .themes
        .iter()
        .map(|theme| {
            (0..compendium.meetings.len())
                .map(|meeting| {
                    theme
                        .provisions
                        .iter()
                        .filter(|&&at| compendium.entries[at].meeting == meeting)
                        .count()
                })
                .collect()
        })
        .collect();
    let most = counts.iter().flatten().max().copied().unwrap_or(0).max(1);
    let groups = compendium
        .editorial
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| Group {
            name: group.name.clone(),
            rows: compendium
                .themes
                .iter()
                .zip(&counts)
                .filter(|(theme, _)| theme.group == at)
                .map(|(theme, counts)| {
                    let url = relative(&routes::theme(&theme.id));
                    let cells = counts
                        .iter()
                        .zip(&compendium.meetings)
                        .map(|(&count, meeting)| Cell {
                            count,
                            url: (count > 0).then(|| {
                                format!("{url}#{}", routes::meeting_anchor(meeting.number))
                            }),
                            heat: (count * SHADES).div_ceil(most),
                            empty: if meeting.status == Status::Documented {
                                "0".to_owned()
                            } else {
                                site.status_label(meeting.status)
                            },
                            label: site.fill(
                                "name.cell",
                                &[
                                    ("theme", &theme.name),
                                    ("meeting", &site.meeting_with_year(meeting)),
                                    ("count", &site.count("count.provisions", count)),
                                ],
                            ),
                        })
                        .collect();
                    Row {
                        name: theme.name.clone(),
                        total: theme.provisions.len(),
                        total_url: url.clone(),
                        url,
                        cells,
                    }
                })
                .collect(),
        })
        .collect();
    let view = View {
        meetings: compendium
            .meetings
            .iter()
            .map(|meeting| Column {
                number: meeting.number,
                name: site.meeting_with_year(meeting),
                short: site.fill("name.meeting_short", &[("n", &meeting.number.to_string())]),
                url: relative(&routes::meeting(meeting.number)),
                year_label: meeting.year().unwrap_or("–").to_owned(),
            })
            .collect(),
        columns: compendium.meetings.len() + 2,
        groups,
        totals: compendium
            .meetings
            .iter()
            .map(|meeting| Total {
                count: meeting.provisions(),
                url: relative(&routes::meeting(meeting.number)),
            })
            .collect(),
        grand_total: compendium.provisions().count(),
        caption: site.fill("matrix.caption", &[]),
    };
    render(site, head(site, "matrix", path), &view)
}
