//! Themes × meetings, and themes × addressees: two tables of one form on one page.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::{Compendium, Entry};
use crate::files::File;
use crate::site::{Site, routes};

use super::{head, render};

#[derive(Serialize)]
struct View {
    tables: Vec<Table>,
}

#[derive(Serialize)]
struct Table {
    /// The part of the page's address that chooses it.
    id: &'static str,
    name: String,
    caption: String,
    note: String,
    columns: Vec<Column>,
    groups: Vec<Group>,
    totals: Vec<Total>,
    grand_total: usize,
}

#[derive(Serialize)]
struct Column {
    /// What stands above the figures; the full name where that is short.
    short: String,
    name: String,
    url: String,
    year_label: Option<String>,
}

#[derive(Serialize)]
struct Group {
    id: String,
    /// What the address says of it.
    key: String,
    name: String,
    /// Each provision once, however many of the group's themes it has; no page lists just those, so they are
    /// figures and no links.
    sums: Vec<Sum>,
    total: usize,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    url: String,
    total: usize,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    count: usize,
    url: Option<String>,
    heat: usize,
    label: String,
    /// What an empty cell says: none, or why its meeting has none at all.
    empty: String,
    /// Whether the whole column has none.
    void: bool,
}

/// A group's figure in a column.
#[derive(Serialize)]
struct Sum {
    count: usize,
    /// Why nothing is counted there.
    none: Option<String>,
}

#[derive(Serialize)]
struct Total {
    count: usize,
    url: String,
    /// Why nothing is counted there: a meeting without a source is not one that asked for nothing.
    none: Option<String>,
}

/// A column before anything is counted.
struct Plan {
    column: Column,
    total: Total,
    /// The list that a theme's figure in this column leads to.
    cell: Box<dyn Fn(&str) -> String>,
}

/// Shades of the heat scale, besides none.
const SHADES: usize = 5;

/// The matrix.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let meetings = Counts::of(compendium, compendium.meetings.len(), |entry| {
        std::slice::from_ref(&entry.meeting)
    });
    let addressees = Counts::of(compendium, compendium.addressees.len(), |entry| {
        &entry.grammar.addressees
    });
    let view = View {
        tables: vec![
            table(site, "reuniones", &meetings, by_meeting(site)),
            table(site, "destinatarios", &addressees, by_addressee(site)),
        ],
    };
    render(site, head(site, "matrix", routes::MATRIX), &view)
}

/// The meetings as columns.
fn by_meeting(site: &Site<'_>) -> Vec<Plan> {
    let relative = |to: &str| routes::relative(routes::MATRIX, to);
    site.compendium
        .meetings
        .iter()
        .map(|meeting| {
            let number = meeting.number;
            let url = relative(&routes::meeting(number));
            Plan {
                column: Column {
                    short: site.fill("name.meeting_short", &[("n", &number.to_string())]),
                    name: site.meeting_with_year(meeting),
                    url: url.clone(),
                    year_label: Some(meeting.year().unwrap_or("–").to_owned()),
                },
                total: Total {
                    count: meeting.provisions(),
                    url,
                    none: meeting
                        .recommendations
                        .is_empty()
                        .then(|| site.none_label(meeting)),
                },
                cell: Box::new(move |theme| {
                    format!(
                        "{}#{}",
                        routes::theme(theme),
                        routes::meeting_anchor(number)
                    )
                }),
            }
        })
        .collect()
}

/// The addressees as columns. A figure leads to a part of the addressee's list by theme: the theme's own page
/// could show those provisions only with a script, and what a figure counts is to be seen without one.
fn by_addressee(site: &Site<'_>) -> Vec<Plan> {
    let relative = |to: &str| routes::relative(routes::MATRIX, to);
    site.compendium
        .addressees
        .iter()
        .map(|addressee| {
            let url = relative(&routes::addressee(&addressee.id));
            let list = routes::addressee_themes(&addressee.id);
            Plan {
                column: Column {
                    short: addressee.name.clone(),
                    name: addressee.name.clone(),
                    url: url.clone(),
                    year_label: None,
                },
                total: Total {
                    count: addressee.provisions.len(),
                    url,
                    none: None,
                },
                cell: Box::new(move |theme| format!("{list}#{}", routes::theme_anchor(theme))),
            }
        })
        .collect()
}

/// How many provisions each theme, and each group of themes, has in each column.
struct Counts {
    themes: Vec<Vec<usize>>,
    groups: Vec<Vec<usize>>,
    group_totals: Vec<usize>,
}

impl Counts {
    fn of<'a>(
        compendium: &'a Compendium,
        columns: usize,
        of: impl Fn(&'a Entry) -> &'a [usize],
    ) -> Self {
        let groups = compendium.editorial.groups.len();
        let mut counts = Self {
            themes: vec![vec![0; columns]; compendium.themes.len()],
            groups: vec![vec![0; columns]; groups],
            group_totals: vec![0; groups],
        };
        let mut own: Vec<usize> = Vec::new();
        for at in compendium.provisions() {
            let entry = &compendium.entries[at];
            own.clear();
            for &theme in &entry.themes {
                for &column in of(entry) {
                    counts.themes[theme][column] += 1;
                }
                let group = compendium.themes[theme].group;
                if !own.contains(&group) {
                    own.push(group);
                }
            }
            for &group in &own {
                counts.group_totals[group] += 1;
                for &column in of(entry) {
                    counts.groups[group][column] += 1;
                }
            }
        }
        counts
    }
}

fn table(site: &Site<'_>, id: &'static str, counts: &Counts, plans: Vec<Plan>) -> Table {
    let compendium = site.compendium;
    let most = counts.themes.iter().flatten().max().copied();
    let most = most.unwrap_or(0).max(1);
    let row = |at: usize| {
        let theme = &compendium.themes[at];
        let cells = counts.themes[at]
            .iter()
            .zip(&plans)
            .map(|(&count, plan)| Cell {
                count,
                url: (count > 0).then(|| routes::relative(routes::MATRIX, &(plan.cell)(&theme.id))),
                heat: (count * SHADES).div_ceil(most),
                empty: plan.total.none.clone().unwrap_or_else(|| "0".to_owned()),
                void: plan.total.none.is_some(),
                label: site.fill(
                    "name.cell",
                    &[
                        ("theme", &theme.name),
                        ("column", &plan.column.name),
                        ("count", &site.count("count.provisions", count)),
                    ],
                ),
            })
            .collect();
        Row {
            name: theme.name.clone(),
            url: routes::relative(routes::MATRIX, &routes::theme(&theme.id)),
            total: theme.provisions.len(),
            cells,
        }
    };
    let groups = compendium
        .editorial
        .groups
        .iter()
        .enumerate()
        .map(|(at, group)| Group {
            id: routes::matrix_group_anchor(id, &group.id),
            key: group.id.clone(),
            name: group.name.clone(),
            sums: counts.groups[at]
                .iter()
                .zip(&plans)
                .map(|(&count, plan)| Sum {
                    count,
                    none: plan.total.none.clone(),
                })
                .collect(),
            total: counts.group_totals[at],
            rows: (0..compendium.themes.len())
                .filter(|&theme| compendium.themes[theme].group == at)
                .map(row)
                .collect(),
        })
        .collect();
    let text = |key: &str| site.fill(&format!("matrix.{id}_{key}"), &[]);
    let (columns, totals) = plans
        .into_iter()
        .map(|plan| (plan.column, plan.total))
        .unzip();
    Table {
        id,
        name: text("name"),
        caption: text("caption"),
        note: text("note"),
        columns,
        groups,
        totals,
        grand_total: compendium.provisions().count(),
    }
}
