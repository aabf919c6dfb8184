//! The CSV files: the rows of `recomendaciones.json` for programs, the provisions by theme for pivot tables, and the
//! provisions in words for whoever opens them in a spreadsheet.

use toml::Table;

use crate::enrich::Compendium;
use crate::languages::{self, string};
use crate::site::routes;

use super::json::{FIELDS, Row};
use super::schema;

/// What a spreadsheet takes for a formula when a cell begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// UTF-8, commas, a header (contract, "Data").
///
/// # Panics
/// Never: the table is written to memory.
#[must_use]
pub fn csv(rows: &[Row<'_>]) -> String {
    let cells = rows.iter().map(cells);
    written(FIELDS.iter().map(|&name| name.to_owned()), cells)
}

/// One row a provision and theme, so that a pivot table counts what the matrix counts.
#[must_use]
pub fn themes(compendium: &Compendium) -> String {
    let header = [
        "id",
        "meeting",
        "theme",
        "theme_name",
        "group",
        "group_name",
        "proposed",
    ];
    let rows = compendium.provisions().flat_map(|at| {
        let entry = &compendium.entries[at];
        entry.themes.iter().map(move |&theme| {
            let theme = &compendium.themes[theme];
            let group = &compendium.editorial.groups[theme.group];
            [
                entry.id.to_string(),
                entry.id.meeting.to_string(),
                theme.id.clone(),
                theme.name.clone(),
                group.id.clone(),
                group.name.clone(),
                entry.proposed.to_string(),
            ]
        })
    });
    written(header.map(str::to_owned), rows)
}

/// The provisions as a person reads them, one a row, with the names of what the other files tell by id.
///
/// A mark at the beginning tells Excel that the letters are UTF-8. Ids are left out: a spreadsheet would read 1.10
/// as a number or a date. What it would read as a formula begins with an apostrophe instead.
#[must_use]
pub fn sheet(compendium: &Compendium, strings: &Table) -> String {
    let joined = |names: Vec<&str>| names.join("; ");
    let rows = compendium.provisions().map(|at| {
        let entry = &compendium.entries[at];
        let unit = &entry.unit;
        let meeting = &compendium.meetings[entry.meeting];
        let recommendation = compendium.recommendation(entry);
        let document = compendium.document(&recommendation.document);
        let lead = compendium.leads(entry);
        let facets = |facets: &'_ [crate::enrich::Facet], chosen: &[usize]| {
            let names = chosen.iter().map(|&at| facets[at].name.as_str());
            joined(names.collect())
        };
        let cited = entry
            .references
            .citations
            .iter()
            .map(|citation| &unit.text.plain[citation.start..citation.end]);
        let lines = languages::lines(strings, unit.lines.first, unit.lines.last);
        [
            entry.reference.clone(),
            entry.id.meeting.to_string(),
            meeting.year().unwrap_or_default().to_owned(),
            entry.id.number.to_string(),
            lead.join(" "),
            unit.text.plain.clone(),
            recommendation.section.clone().unwrap_or_default(),
            joined(
                entry
                    .themes
                    .iter()
                    .map(|&theme| compendium.themes[theme].name.as_str())
                    .collect(),
            ),
            string(
                strings,
                if entry.proposed {
                    "sheet.yes"
                } else {
                    "sheet.no"
                },
            )
            .to_owned(),
            facets(&compendium.addressees, &entry.grammar.addressees),
            facets(&compendium.actions, entry.grammar.action.as_slice()),
            compendium.verb(entry).unwrap_or_default().to_owned(),
            joined(cited.collect()),
            document.map_or_else(String::new, |document| document.title.clone()),
            document
                .and_then(|document| document.symbol.clone())
                .unwrap_or_default(),
            lines,
            routes::recommendation(&entry.id),
        ]
        .map(|cell| {
            if cell.starts_with(FORMULA) {
                format!("'{cell}")
            } else {
                cell
            }
        })
    });
    let columns = schema::fields(strings, "recomendaciones-hoja");
    let header = columns.iter().map(|column| column.name.to_owned());
    format!("\u{feff}{}", written(header, rows))
}

/// A table with its header, as RFC 4180 has it.
fn written<H, R, C>(header: H, rows: R) -> String
where
    H: IntoIterator<Item = String>,
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header).expect("writing to memory");
    for row in rows {
        table.write_record(row).expect("writing to memory");
    }
    String::from_utf8(table.into_inner().expect("writing to memory")).expect("cells are text")
}

fn cells(row: &Row<'_>) -> [String; FIELDS.len()] {
    let optional = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let repairs: Vec<String> = row
        .repairs
        .iter()
        .map(|repair| format!("{}: {} → {}", repair.line, repair.from, repair.to))
        .collect();
    let notes: Vec<String> = row
        .footnotes
        .iter()
        .map(|note| format!("{} {}", note.mark, note.text))
        .collect();
    let citations: Vec<&str> = row
        .citations
        .iter()
        .map(|citation| citation.target)
        .collect();
    let related: Vec<&str> = row.related.iter().map(|kin| kin.id.as_str()).collect();
    let evidence: Vec<String> = row
        .theme_evidence
        .iter()
        .map(|evidence| format!("{}: {}", evidence.theme, evidence.words))
        .collect();
    let corrigenda: Vec<String> = row
        .corrigenda
        .iter()
        .map(|correction| {
            format!(
                "{} → {} ({})",
                correction.from, correction.to, correction.source
            )
        })
        .collect();
    [
        row.id.clone(),
        row.meeting.to_string(),
        row.number.to_string(),
        row.path.join("|"),
        row.parent.clone().unwrap_or_default(),
        row.children.join("|"),
        row.reference.to_owned(),
        row.lead.join("|"),
        row.text.to_owned(),
        optional(row.section),
        row.document.to_owned(),
        optional(row.symbol),
        format!("{}|{}", row.lines.first, row.lines.last),
        repairs.join("|"),
        notes.join("|"),
        corrigenda.join("|"),
        row.themes.join("|"),
        row.proposed.to_string(),
        evidence.join("|"),
        row.addressees.join("|"),
        row.implicit.to_string(),
        optional(row.action),
        optional(row.verb),
        citations.join("|"),
        row.references_to.join("|"),
        row.referenced_by.join("|"),
        related.join("|"),
        row.url.clone(),
    ]
}
