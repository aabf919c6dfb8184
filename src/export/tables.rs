//! The CSV file: the rows of `recomendaciones.json`, lists joined by `|`.

use super::json::{FIELDS, Row};

/// UTF-8, commas, a header (contract, "Data").
///
/// # Panics
/// Never: the table is written to memory.
#[must_use]
pub fn csv(rows: &[Row<'_>]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(FIELDS).expect("writing to memory");
    for row in rows {
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
        let cells = [
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
        ];
        table.write_record(cells).expect("writing to memory");
    }
    String::from_utf8(table.into_inner().expect("writing to memory")).expect("cells are text")
}
