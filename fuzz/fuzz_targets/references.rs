//! What two recommendations cite: every citation stands in the words that it is read from.

#![no_main]

use compendio::enrich;
use compendio::languages::Language;
use compendio::records::editorial::Editorial;
use compendio::records::{Id, Meeting, Recommendation, Records, Standing, Unit, yaml};
use compendio::text::{Span, Text};
use libfuzzer_sys::fuzz_target;

fn recommendation(meeting: u32, words: &str) -> Recommendation {
    Recommendation {
        unit: Unit {
            id: Id::numbered(meeting, 1, 1),
            marker: "1.".to_owned(),
            lines: Span::line(meeting),
            text: Text::on_line(words, meeting),
            footnotes: Vec::new(),
            children: Vec::new(),
        },
        document: "a".to_owned(),
        section: None,
        standing: Standing::Adopted,
        standing_line: None,
        variants: Vec::new(),
    }
}

fuzz_target!(|data: &str| {
    let (one, other) = data.split_once('\n').unwrap_or((data, data));
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let meetings = [(1, one), (2, other)].map(|(number, words)| Meeting {
        number,
        start: Some(format!("20{number:02}-04-14")),
        recommendations: vec![recommendation(number, &tidy(words))],
        ..Meeting::default()
    });
    let records = Records {
        meetings: meetings.into(),
        documents: Vec::new(),
    };
    let editorial = Editorial {
        cited: yaml::read(include_str!("../../seeds/editorial/instruments.yaml"), "a").unwrap(),
        ..Editorial::default()
    };
    let (compendium, _) = enrich::enrich(records, editorial, Language::of("es"));
    for entry in &compendium.entries {
        for citation in &entry.references.citations {
            let words = entry.unit.text.plain.get(citation.start..citation.end);
            assert!(words.is_some_and(|words| !words.is_empty()), "{citation:?}");
        }
        for mention in &entry.references.mentions {
            assert!(
                entry
                    .unit
                    .text
                    .plain
                    .get(mention.start..mention.end)
                    .is_some()
            );
        }
    }
});
