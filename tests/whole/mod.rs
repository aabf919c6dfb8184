//! A document read whole, from its bytes to its pages, and what must hold of it whatever it says.
//! The fuzzing of the readers (`fuzz/`) holds the same.

use std::path::PathBuf;

use compendio::Loaded;
use compendio::config::{Book, DocumentEntry, Kind};
use compendio::diagnostic::Diagnostic;
use compendio::enrich;
use compendio::extract::{self, Extracted, Seed};
use compendio::languages::Language;
use compendio::read::repair::{Vocabulary, repair_all};
use compendio::read::{self, Source};
use compendio::records::editorial::Editorial;
use compendio::records::{Document, Meeting, Role, yaml};
use compendio::site;
use compendio::site::Assets;

/// Every kind of document.
pub const KINDS: &[Kind] = &[
    Kind::Compilation,
    Kind::Report,
    Kind::DraftReport,
    Kind::Background,
    Kind::NoteVerbale,
];

/// A document from its bytes to the compendium.
pub struct Whole {
    source: Source,
    document: Document,
    meetings: Vec<Meeting>,
    loaded: Loaded,
}

fn entry(kind: Kind) -> DocumentEntry {
    DocumentEntry {
        file: "seeds/documents/a.es.txt".to_owned(),
        kind,
        symbol: Some("CTOC/COP/WG.4/2019/6".to_owned()),
        title: "A".to_owned(),
        date: None,
        language: None,
        meetings: vec![9],
    }
}

/// Reads a document; none where it holds no words.
pub fn read_whole(kind: Kind, text: &str) -> Option<Whole> {
    let language = Language::of("es");
    let entry = entry(kind);
    let (source, mut diagnostics) = Source::new(&entry.file, text.as_bytes().to_vec()).ok()?;
    let mut blocks = read::read(&source, language, compendio::hints(&entry));
    let vocabulary = Vocabulary::of(blocks.iter().map(|block| &block.text), language);
    repair_all(&mut blocks, &vocabulary);
    let seed = Seed {
        entry: &entry,
        source,
        blocks,
        language,
        offset: 0,
    };
    let extracted = extract::extract(&seed);
    let (document, meetings) = (extracted.document.clone(), extracted.meetings.clone());
    let again = Extracted {
        document: document.clone(),
        meetings: meetings.clone(),
        diagnostics: extracted.diagnostics.clone(),
    };
    diagnostics.extend(again.diagnostics.iter().cloned());
    let (records, found) = extract::merge(vec![extracted], &[&entry]);
    diagnostics.extend(found);
    let (compendium, found) = enrich::enrich(records, editorial(), language);
    diagnostics.extend(found);
    let book: Book = compendio::config::parse(
        "title = \"P\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n",
        "book.toml",
    )
    .unwrap();
    let source = seed.source;
    let folder = PathBuf::from("/nonexistent");
    let strings = compendio::strings(&book);
    Some(Whole {
        source: source.clone(),
        document,
        meetings,
        loaded: Loaded {
            assets: Assets::read(&folder, &strings),
            strings,
            book,
            folder,
            language,
            sources: vec![source],
            compendium,
            diagnostics,
        },
    })
}

/// The editors' lists of the real register: what references are resolved with.
fn editorial() -> Editorial {
    let cited = yaml::read(
        include_str!("../../seeds/editorial/instruments.yaml"),
        "instruments.yaml",
    );
    Editorial {
        cited: cited.unwrap(),
        ..Editorial::default()
    }
}

/// What must hold, whatever the document says.
///
/// # Panics
/// Where it does not hold.
pub fn hold(whole: &Whole) {
    let Whole {
        source,
        document,
        meetings,
        loaded,
    } = whole;
    let mut next = 1;
    for span in &document.coverage {
        assert_eq!(span.lines.first, next);
        assert!(span.lines.first <= span.lines.last);
        for line in span.lines.first..=span.lines.last {
            let is_blank = source.lines[line as usize - 1].trim().is_empty();
            assert_eq!(is_blank, span.role == Role::Blank, "line {line}");
        }
        next = span.lines.last + 1;
    }
    assert_eq!(next as usize, source.lines.len() + 1);

    let mut back: Document = yaml::read(&yaml::write(document), "a.yaml").unwrap();
    back.restore();
    assert!(&back == document, "the document's record reads differently");
    let mut ids = std::collections::BTreeSet::new();
    for meeting in meetings {
        let mut back: Meeting = yaml::read(&yaml::write(meeting), "a.yaml").unwrap();
        back.restore();
        assert!(&back == meeting, "{}", yaml::write(&back));
        for recommendation in &meeting.recommendations {
            recommendation.unit.walk(&mut |unit| {
                assert!(ids.insert(unit.id.to_string()), "{} twice", unit.id);
                assert_eq!(unit.id.to_string().parse(), Ok(unit.id.clone()));
            });
        }
    }
    for diagnostic in &loaded.diagnostics {
        assert!(told(diagnostic), "{diagnostic:?}");
    }
    let proof = compendio::proof::prove(&loaded.compendium, &loaded.sources);
    let unproved: Vec<String> = (proof.diagnostics.iter())
        .map(|found| found.render(false))
        .collect();
    assert!(unproved.is_empty(), "{}", unproved.join("\n"));
}

/// Makes the pages of a document; their links are checked on the way.
///
/// # Panics
/// Where a page cannot be made, or a link leads nowhere.
pub fn pages(whole: &Whole) {
    let files = site::files(&whole.loaded);
    assert!(files.is_ok(), "{:?}", files.err());
}

fn told(diagnostic: &Diagnostic) -> bool {
    !diagnostic.render(false).is_empty() && !diagnostic.to_json().is_empty()
}
