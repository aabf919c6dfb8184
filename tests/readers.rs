//! Properties of the readers, on texts made at random and on texts that were damaged: nothing panics, every
//! line keeps exactly one role, every position stays inside its text, records read back to what they were,
//! and repairing twice changes nothing.
//!
//! The texts are made by a fixed seed, so that a change is judged by what it changes;
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=20000 cargo test --test readers` makes others, and more of them.

mod chance;
mod damage;
mod whole;

use compendio::languages::Language;
use compendio::read::repair::{Vocabulary, repair};
use compendio::read::{self, BlockKind, Hints, Source};
use proptest::prelude::*;
use proptest::sample::Index;
use whole::{KINDS, hold, read_whole};

/// The documents are compilations: those are read by all rules.
const HINTS: Hints<'_> = Hints {
    symbol: Some("CTOC/COP/WG.4/2019/6"),
    compiles: true,
};

/// Lines as these documents have them, and as they should not.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        1 => Just("I. Primera reunión: Viena, 14 y 15 de abril de 2009".to_owned()),
        1 => Just("Recomendaciones aprobadas por el Grupo en su segunda reunión, celebrada en Viena".to_owned()),
        1 => Just("En su tercera reunión el Grupo aprobó las recomendaciones siguientes:".to_owned()),
        1 => Just(" A. Recomendaciones generales ".to_owned()),
        1 => Just("Recomendación 3".to_owned()),
        1 => Just("CTOC/COP/WG.4/2019/6".to_owned()),
        1 => Just("V.19-09720 8/14".to_owned()),
        1 => Just("---".to_owned()),
        3 => "[0-9]{1,3}\\. [A-Za-zñáé ,;:.¹*()_]{0,60}",
        3 => "(- )?[a-zñ]\\) [A-Za-zñáé ,;:.\\[\\]]{0,60}",
        2 => "[ivx]{1,4}\\) [a-z ]{0,40}[;:.]",
        1 => "[a-i]\\. [a-z ]{0,40}[;:.]",
        1 => Just("____________".to_owned()),
        1 => "[a-z]{4,9}[.,;)]?[1-4]( [a-z ]{0,20})?",
        2 => "\u{c}?[1-4]( {1,3}[A-Z][a-z ]{0,30}\\.)?",
        2 => "¹ [A-Z][a-z ]{0,30}\\.",
        4 => "[A-Za-zñáéíóú ,.;:“”()/¹*`<>{}#|\\\\-]{0,100}",
        1 => "\\PC{0,40}",
        1 => any::<String>().prop_map(|text| text.replace('\n', " ")),
        1 => proptest::sample::select(damage::PIECES).prop_map(str::to_owned),
    ]
}

/// What happens to a line of a document: which one, what, and another place or words that it takes.
#[derive(Clone, Debug)]
enum Change {
    Delete(Index),
    Duplicate(Index, Index),
    Swap(Index, Index),
    Insert(Index, Index, String),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<Index>().prop_map(Change::Delete),
        any::<(Index, Index)>().prop_map(|(from, to)| Change::Duplicate(from, to)),
        any::<(Index, Index)>().prop_map(|(one, other)| Change::Swap(one, other)),
        (any::<(Index, Index)>(), line())
            .prop_map(|((at, within), words)| Change::Insert(at, within, words)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for change in changes {
        let count = lines.len();
        match change {
            _ if count < 2 => break,
            Change::Delete(at) => {
                lines.remove(at.index(count));
            }
            Change::Duplicate(from, to) => {
                let line = lines[from.index(count)].clone();
                lines.insert(to.index(count), line);
            }
            Change::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
            Change::Insert(at, within, words) => {
                let line = &mut lines[at.index(count)];
                let borders: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
                let border = if borders.is_empty() {
                    0
                } else {
                    borders[within.index(borders.len())]
                };
                line.insert_str(border, words);
            }
        }
    }
    lines.join("\n")
}

fn document() -> impl Strategy<Value = String> {
    proptest::collection::vec(line(), 1..40).prop_map(|lines| lines.join("\n"))
}

const CLEAN: &str = "la situación de las investigaciones de la trata de personas (UNODC), en los apartados a y b, la UNODC, CTOC/COP/WG.4/2019/3";

/// Clean words, words at random and signs, with spaces where there should be none.
fn broken_text() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = CLEAN.split(' ').collect();
    let word = prop_oneof![
        4 => (proptest::sample::select(pieces), 0usize..12).prop_map(|(word, at)| {
            match word.char_indices().nth(at) {
                Some((at, _)) if at > 0 => format!("{} {}", &word[..at], &word[at..]),
                _ => word.to_owned(),
            }
        }),
        2 => "[a-zñáé]{1,9}",
        1 => "[A-Z]{1,6}",
        1 => "[A-Za-z0-9(){}“”.,;:/@-]{1,6}",
        1 => "\\PC{1,4}".prop_map(|text| text.replace(char::is_whitespace, "")),
    ];
    proptest::collection::vec(word, 0..30).prop_map(|words| {
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    })
}

proptest! {
    #![proptest_config(chance::config(300))]

    #[test]
    fn every_line_keeps_exactly_one_role(text in document()) {
        let Ok((source, _)) = Source::new("a", text.into_bytes()) else { return Ok(()); };
        let blocks = read::read(&source, Language::of("es"), HINTS);
        let mut roles = vec![0; source.lines.len()];
        for block in &blocks {
            prop_assert!(block.span.first <= block.span.last);
            for &line in &block.lines {
                roles[line as usize - 1] += 1;
            }
        }
        for (line, count) in source.lines.iter().zip(roles) {
            // "Recomendación 3: Los Estados …" is a heading and the words below it; the coverage gives it one role.
            let most = if line.to_lowercase().contains("recomendación") { 2 } else { 1 };
            let least = i32::from(!line.trim().is_empty());
            prop_assert!((least..=least * most).contains(&count), "{:?}", line);
        }
    }

    #[test]
    fn positions_stay_inside_the_text(text in document()) {
        let Ok((source, _)) = Source::new("a", text.into_bytes()) else { return Ok(()); };
        for block in read::read(&source, Language::of("es"), HINTS) {
            let plain = &block.text.plain;
            let inside = |at: u32| plain.is_char_boundary(at as usize);
            prop_assert!(block.text.starts.iter().all(|&(_, at)| inside(at)));
            prop_assert!(block.text.calls.iter().all(|call| inside(call.at)));
            prop_assert!(block.text.emphasis.iter().all(|part| inside(part.start) && inside(part.end)));
            prop_assert!(block.text.repairs.iter().all(|repair| inside(repair.at)));
            if !matches!(block.kind, BlockKind::Furniture | BlockKind::Rule) {
                prop_assert!(!plain.contains("  "), "{:?}", plain);
                prop_assert_eq!(plain.trim(), plain);
            }
        }
    }

    #[test]
    fn repairs_take_away_spaces_alone_and_can_be_undone(text in broken_text()) {
        let mut words = compendio::text::Text::on_line(text.clone(), 1);
        let corpus = compendio::text::Text::on_line(CLEAN, 1);
        let vocabulary = Vocabulary::of([&words, &corpus].into_iter(), Language::of("es"));
        let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        let doubts = repair(&mut words, &vocabulary);
        prop_assert_eq!(letters(&words.plain), letters(&text), "only spaces go");
        prop_assert!(doubts.iter().all(|doubt| words.plain.contains(&doubt.words)));
        let once = words.clone();
        prop_assert_eq!(repair(&mut words, &vocabulary), doubts, "twice is as once");
        prop_assert_eq!(&words, &once);
        let mut undone = once.plain;
        for repair in once.repairs.iter().rev() {
            let at = repair.at as usize;
            prop_assert_eq!(undone.get(at..at + repair.to.len()), Some(repair.to.as_str()));
            prop_assert_eq!(letters(&repair.from), letters(&repair.to));
            undone.replace_range(at..at + repair.to.len(), &repair.from);
        }
        prop_assert_eq!(undone, text, "the source's own spelling is on the record");
    }

    #[test]
    fn repairs_of_a_document_can_be_undone(text in document()) {
        let Ok((source, _)) = Source::new("a", text.into_bytes()) else { return Ok(()); };
        let mut blocks = read::read(&source, Language::of("es"), HINTS);
        let vocabulary = Vocabulary::of(blocks.iter().map(|block| &block.text), Language::of("es"));
        let letters = |text: &str| {
            let seen = |c: &char| !c.is_whitespace() && !read::is_hidden(*c);
            text.chars().filter(seen).collect::<String>()
        };
        let without_hyphens = |text: &str| letters(text).replace(['-', '\u{2010}', '\u{2011}'], "");
        for block in &mut blocks {
            let lines: Vec<&str> = block.lines.iter().map(|&line| source.lines[line as usize - 1].as_str()).collect();
            let printed = letters(&lines.concat());
            repair(&mut block.text, &vocabulary);
            let mut undone = block.text.plain.clone();
            for repair in block.text.repairs.iter().rev() {
                prop_assert_eq!(without_hyphens(&repair.from), without_hyphens(&repair.to), "{:?}", repair);
                let at = repair.at as usize;
                undone.replace_range(at..at + repair.to.len(), &repair.from);
            }
            // Markers, mark-up and the marks of notes stand between the letters of a text, and nothing else is gone.
            let mut rest = printed.chars();
            for c in letters(&undone).chars() {
                prop_assert!(rest.any(|printed| printed == c), "{:?} of {:?}", undone, printed);
            }
        }
    }
}

proptest! {
    #![proptest_config(chance::config(60))]

    #[test]
    fn random_texts_become_whole_records(text in document(), kind in proptest::sample::select(KINDS)) {
        if let Some(whole) = read_whole(kind, &text) {
            hold(&whole);
        }
    }

    #[test]
    fn a_damaged_document_is_still_read_whole(
        changes in proptest::collection::vec(change(), 1..12),
        kind in proptest::sample::select(KINDS),
        report in any::<bool>(),
    ) {
        let text = if report {
            include_str!("fixtures/tiny/seeds/documents/informe.es.txt")
        } else {
            include_str!("fixtures/tiny/seeds/documents/recopilacion.es.txt")
        };
        if let Some(whole) = read_whole(kind, &changed(text, &changes)) {
            hold(&whole);
        }
    }
}

/// The real sources, cut and damaged by a fixed sequence of numbers, through the whole program up to its pages.
/// `COMPENDIO_DAMAGE=20000 cargo test --test readers damaged_sources` takes its time.
#[test]
fn damaged_sources_are_carried_through() {
    let cases = std::env::var("COMPENDIO_DAMAGE")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(40);
    damage::run(cases);
}
