//! What a provision is found by besides words: whatever it cites, under each name that a reader may type for it.
//!
//! Who asks for a resolution means also those who cite what it adopted by its name, and who asks for a report by its
//! symbol means also those who cite it as "the report on the meeting held in 2009".

use crate::enrich::Compendium;
use crate::enrich::references::{CitationKind, Meant, References};

/// How much a target counts that is cited by another name, where one cited by its own counts 1.
const BY_NAME: f64 = 0.35;

/// The targets that references are found under, in lower case, with how much each counts: each whole target before what it
/// is a part of, and what is cited by its own name before what is cited by another.
pub fn cited(compendium: &Compendium, references: &References) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    let mut named = Vec::new();
    for citation in &references.citations {
        match citation.kind {
            CitationKind::Instrument => named.extend(adopted_by(compendium, &citation.target)),
            CitationKind::Article => found.extend(upwards(&citation.target, '.')),
            _ => found.extend(upwards(&citation.target, '#')),
        }
    }
    for mention in &references.mentions {
        if mention.by_paragraph {
            named.extend(report_of(compendium, &mention.to).map(|symbol| target("symbol", symbol)));
        }
    }
    let found = found.into_iter().map(|target| (target, 1.0));
    found
        .chain(named.into_iter().map(|target| (target, BY_NAME)))
        .collect()
}

/// The resolution that adopted a named instrument.
fn adopted_by(compendium: &Compendium, instrument: &str) -> Option<String> {
    let (_, id) = instrument.split_once(':')?;
    let mut known = compendium.editorial.cited.instruments.iter();
    let act = known.find(|one| one.id == id)?.act.as_deref()?;
    Some(target(CitationKind::Resolution.id(), act))
}

/// The symbol of the report on the meeting of what its paragraphs mean.
fn report_of<'a>(compendium: &'a Compendium, meant: &Meant) -> Option<&'a str> {
    let meeting = match meant {
        Meant::Entries(entries) => compendium.entries[*entries.first()?].meeting,
        Meant::Meeting(meeting) => *meeting,
    };
    let number = compendium.meetings[meeting].number;
    let mut told = compendium.editorial.reports.iter();
    if let Some(report) = told.find(|report| report.meeting == number) {
        return report.symbol.as_deref();
    }
    let mut documents = compendium.documents.iter();
    documents
        .find(|document| document.is_report_on(number))?
        .symbol
        .as_deref()
}

fn target(kind: &str, name: &str) -> String {
    format!("{kind}:{}", name.to_lowercase())
}

/// A target and all that it is a part of: "protocolo:6.3.d", "protocolo:6.3", "protocolo:6".
fn upwards(target: &str, joint: char) -> Vec<String> {
    let target = target.to_lowercase();
    let mut found = vec![target.clone()];
    // A symbol or an act has full stops of its own.
    let ends = target.match_indices(joint).map(|(at, _)| at);
    found.extend(ends.rev().map(|end| target[..end].to_owned()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_by_all_that_it_is_a_part_of() {
        assert_eq!(
            upwards("protocolo:6.3.d", '.'),
            ["protocolo:6.3.d", "protocolo:6.3", "protocolo:6"]
        );
        assert_eq!(
            upwards("resolution:A/RES/64/293#44", '#'),
            ["resolution:a/res/64/293#44", "resolution:a/res/64/293"]
        );
        assert_eq!(
            upwards("symbol:CTOC/COP/WG.4/2009/2", '#'),
            ["symbol:ctoc/cop/wg.4/2009/2"]
        );
    }
}
