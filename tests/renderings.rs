//! A property of the readers: whatever a document says and however it is set on its pages, every recommendation and sub-item
//! comes out with its id, words, lines, section and notes, and every line with its role.
//!
//! The documents are made at random, by a fixed seed: `PROPTEST_RNG_SEED=7 PROPTEST_CASES=20000 cargo test --test renderings`
//! makes others, and more of them.

mod chance;
mod invented;
mod paper;
mod wrapped;

use compendio::proof::prove;
use compendio::records::Role;
use invented::Invented;
use paper::{Owner, Printed, Unit, paper, print, setting};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// So many documents a run.
const CASES: u32 = 150;

/// Reads a document and compares what was read with what is known of it.
fn compare(compiles: bool, meetings: usize, printed: &Printed) -> Result<(), TestCaseError> {
    let meetings: Vec<usize> = (1..=meetings).collect();
    let document = Invented {
        kind: if compiles { "compilation" } else { "report" },
        symbol: "CTOC/COP/WG.7/2023/4",
        meetings: &format!("{meetings:?}"),
        language: "es",
    };
    let text = &printed.text;
    let loaded = match document.load(text) {
        Ok(loaded) => loaded,
        Err(found) => return Err(TestCaseError::fail(format!("{found:?}\n{text}"))),
    };
    let entries = loaded.compendium.entries.iter();
    let read: Vec<Unit> = entries
        .map(|entry| Unit {
            id: entry.id.to_string(),
            words: entry.unit.text.plain.clone(),
            lines: (entry.unit.lines.first, entry.unit.lines.last),
            section: loaded.compendium.recommendation(entry).section.clone(),
            notes: entry
                .unit
                .footnotes
                .iter()
                .map(|note| note.text.plain.clone())
                .collect(),
        })
        .collect();
    for (read, known) in read.iter().zip(&printed.units) {
        prop_assert_eq!(read, known, "\n{}", text);
    }
    let ids = |units: &[Unit]| units.iter().map(|unit| unit.id.clone()).collect::<Vec<_>>();
    prop_assert_eq!(ids(&read), ids(&printed.units), "\n{}", text);
    let mut roles = loaded.compendium.documents[0]
        .coverage
        .iter()
        .flat_map(|span| (span.lines.first..=span.lines.last).map(|_| span.role));
    for (number, owner) in (1..).zip(&printed.owners) {
        let known = match owner {
            Owner::Nobody => Role::Blank,
            Owner::Title => Role::FrontMatter,
            Owner::Heading => Role::Heading,
            Owner::Paragraph => Role::Paragraph,
            Owner::Unit(_) => Role::Recommendation,
            Owner::Note(_) => Role::Footnote,
            Owner::Furniture => Role::Furniture,
        };
        prop_assert_eq!(roles.next(), Some(known), "line {}\n{}", number, text);
    }
    let proof = prove(&loaded.compendium, &loaded.sources);
    prop_assert_eq!(proof.diagnostics, [], "\n{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(chance::config(CASES))]

    #[test]
    fn the_same_is_read_out_of_every_printing(paper in paper(), setting in setting()) {
        compare(paper.compiles, paper.meetings.len(), &print(&paper, &setting))?;
    }
}
