//! The real register: its counts, its order, its meetings, and golden copies of its records.
//!
//! After a change that is meant, write the golden copies anew with `UPDATE_GOLDEN=1 cargo test` and read the diff.

use std::path::{Path, PathBuf};

use compendio::Loaded;
use compendio::enrich::kinship::KinKind;
use compendio::records::{Document, Meeting, Role, Status, yaml};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn register() -> Loaded {
    compendio::load(&root().join("book.toml")).expect("the real book has no errors")
}

/// Compares with a golden copy, or writes it where the environment asks for it.
fn golden(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected != actual {
        let line = expected
            .lines()
            .zip(actual.lines())
            .position(|(a, b)| a != b)
            .unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{} differs from line {}:\n- {}\n+ {}",
            path.display(),
            line + 1,
            expected.lines().nth(line).unwrap_or("(end)"),
            actual.lines().nth(line).unwrap_or("(end)")
        );
    }
}

#[test]
fn every_recommendation_is_there_once_and_in_order() {
    let register = register();
    let entries = &register.compendium.entries;
    let numbered = entries
        .iter()
        .filter(|entry| entry.parent.is_none())
        .count();
    assert_eq!(
        (
            numbered,
            entries.len(),
            register.compendium.provisions().count()
        ),
        (236, 355, 334)
    );
    let mut ids: Vec<String> = entries.iter().map(|entry| entry.id.to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 355);
    // One name stands in two lists, and some references name nothing that could be pointed at; nothing else is amiss.
    let mut codes: Vec<&str> = register
        .diagnostics
        .iter()
        .map(|found| found.code)
        .collect();
    codes.dedup();
    assert_eq!(
        codes,
        ["participante-en-dos-listas", "referencia-sin-resolver"],
        "{:?}",
        register.diagnostics
    );
}

#[test]
fn every_word_is_proved_and_a_changed_one_is_found() {
    let mut register = register();
    let proof = compendio::proof::prove(&register.compendium, &register.sources);
    assert_eq!(proof.diagnostics, []);
    assert!(proof.proved > 1200, "{}", proof.proved);
    let unit = &mut register.compendium.meetings[1].recommendations[3].unit;
    unit.text.plain.insert(0, 'x');
    register.compendium.meetings[8].place = Some("Ginebra".to_owned());
    let standing = &mut register.compendium.editorial.standings[1];
    standing.label = "Acogida".to_owned();
    standing.passages[1].quote.push_str(" y el sexto");
    let proof = compendio::proof::prove(&register.compendium, &register.sources);
    let names: Vec<&str> = proof
        .diagnostics
        .iter()
        .flat_map(|found| &found.facts)
        .filter(|fact| fact.0 == "name")
        .map(|fact| fact.1.as_str())
        .collect();
    assert_eq!(names, ["2.4", "Ginebra", "Acogida"]);
}

#[test]
fn hard_places_of_the_sources() {
    let register = register();
    let compendium = &register.compendium;
    let unit = |id: &str| &compendium.entries[compendium.find(id).unwrap()].unit;
    let lines = |id: &str| [unit(id).lines.first, unit(id).lines.last];
    // A paragraph over a page break and a blank line.
    assert_eq!(lines("2.44"), [204, 206]);
    assert!(
        unit("2.44")
            .text
            .plain
            .contains("se alienta a los Estados partes a utilizar instrumentos")
    );
    // A sub-item behind two footnotes.
    assert_eq!(lines("1.7.d"), [49, 49]);
    // The letter i) and the roman i) below it.
    assert!(
        unit("4.46.i")
            .text
            .plain
            .starts_with("Al cumplir los requisitos")
    );
    assert!(
        unit("4.46.i.i")
            .text
            .plain
            .starts_with("disposiciones que permitan a las víctimas")
    );
    assert!(unit("4.46.j.vi").text.plain.ends_with("estime razonables."));
    // A list inside one sentence makes no sub-items.
    assert!(unit("9.17").children.is_empty());
    assert!(
        unit("9.17")
            .text
            .plain
            .contains("f) posibles contribuciones")
    );
    // Footnotes.
    assert_eq!(
        unit("1.2").footnotes[0].text.plain,
        "Naciones Unidas, Treaty Series, vol. 2237, núm. 39574."
    );
    assert_eq!(unit("2.46").text.plain.chars().last(), Some('.'));
    // Broken words.
    let repair = &unit("9.9").text.repairs[0];
    assert_eq!(
        (repair.line, repair.from.as_str(), repair.to.as_str()),
        (192, "s ituación", "situación")
    );
}

#[test]
fn the_text_of_every_unit_is_found_in_its_lines() {
    let register = register();
    for entry in &register.compendium.entries {
        let recommendation = register.compendium.recommendation(entry);
        let source = register
            .sources
            .iter()
            .find(|source| compendio_slug(&source.file) == recommendation.document)
            .unwrap();
        let bare = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric() && !"¹²³⁴⁵⁶⁷⁸⁹⁰".contains(*c))
                .collect()
        };
        let held: String = (entry.unit.lines.first..=entry.unit.lines.last)
            .map(|line| bare(source.verbatim(line)))
            .collect();
        let words = bare(&entry.unit.text.plain);
        assert!(held.contains(&words), "{}: {words}", entry.id);
    }
}

fn compendio_slug(file: &str) -> &str {
    file.rsplit('/').next().unwrap().split('.').next().unwrap()
}

#[test]
fn the_meetings_are_known_with_place_and_date() {
    let register = register();
    let meetings = &register.compendium.meetings;
    assert_eq!(meetings.len(), 11);
    let known = |number: usize| {
        let meeting = &meetings[number - 1];
        (
            meeting.place.as_deref(),
            meeting.start.as_deref(),
            meeting.end.as_deref(),
            meeting.status,
        )
    };
    assert_eq!(
        known(1),
        (
            Some("Viena"),
            Some("2009-04-14"),
            Some("2009-04-15"),
            Status::Documented
        )
    );
    assert_eq!(
        known(3),
        (
            Some("Viena"),
            Some("2010-10-19"),
            Some("2010-10-19"),
            Status::Documented
        )
    );
    assert_eq!(
        known(9),
        (
            Some("Viena"),
            Some("2019-09-09"),
            Some("2019-09-11"),
            Status::Documented
        )
    );
    assert_eq!(known(10), (None, None, None, Status::NoSource));
    assert_eq!(
        known(11),
        (
            Some("Viena"),
            Some("2021-10-12"),
            Some("2021-10-13"),
            Status::Draft
        )
    );
    let eleventh = &meetings[10];
    assert_eq!(eleventh.agenda.as_ref().unwrap().len(), 5);
    assert_eq!(
        eleventh.president.as_deref(),
        Some("Manizha Bakhtari (Afganistán)")
    );
    assert_eq!(eleventh.documents_before.len(), 4);
    let attendance = eleventh.attendance.as_ref().unwrap();
    assert_eq!(
        (
            attendance.states.len(),
            attendance.observers.len(),
            attendance.organizations.len()
        ),
        (94, 7, 20)
    );
    assert_eq!(attendance.in_two_lists(), ["Pakistán"]);
    let told: Vec<_> = register
        .diagnostics
        .iter()
        .filter(|found| found.code == "participante-en-dos-listas")
        .map(|found| (found.line, found.column))
        .collect();
    assert_eq!(told, [(100, 336)]);
}

#[test]
fn every_line_of_every_source_has_exactly_one_role() {
    let register = register();
    for (document, source) in register.compendium.documents.iter().zip(&register.sources) {
        let mut next = 1;
        for span in &document.coverage {
            assert_eq!(span.lines.first, next, "{}", document.file);
            next = span.lines.last + 1;
            for line in span.lines.first..=span.lines.last {
                let blank = source.lines[line as usize - 1].trim().is_empty();
                assert_eq!(blank, span.role == Role::Blank, "{}:{line}", document.file);
            }
        }
        assert_eq!(next, document.line_count + 1, "{}", document.file);
    }
}

#[test]
fn records_read_back_to_the_same_values() {
    let register = register();
    for meeting in &register.compendium.meetings {
        let mut read: Meeting = yaml::read(&yaml::write(meeting), "test").unwrap();
        read.restore();
        assert_eq!(read, *meeting);
    }
    for document in &register.compendium.documents {
        let mut read: Document = yaml::read(&yaml::write(document), "test").unwrap();
        read.restore();
        assert_eq!(read, *document);
    }
}

#[test]
fn records_are_as_their_golden_copies() {
    let register = register();
    for file in compendio::export::records(&register.compendium) {
        let text = String::from_utf8(file.bytes).unwrap();
        golden(
            &root().join("tests/golden/registros").join(&file.path),
            &text,
        );
    }
}

#[test]
fn kindred_provisions_are_listed_both_ways() {
    let compendium = &register().compendium;
    let id = |at: usize| compendium.entries[at].id.to_string();
    let mut reiterations = 0;
    for (at, entry) in compendium.entries.iter().enumerate() {
        assert!((5..=8).contains(&entry.related.len()), "{}", entry.id);
        assert!(
            entry
                .related
                .is_sorted_by(|one, next| one.score >= next.score)
        );
        for kin in &entry.related {
            let other = &compendium.entries[kin.entry];
            assert!(other.is_provision() && kin.entry != at, "{}", entry.id);
            assert!(kin.score > 0.0 && kin.score <= 1.0);
            match kin.kind {
                KinKind::Reiterates => assert!(entry.meeting > other.meeting),
                KinKind::ReiteratedBy => assert!(entry.meeting < other.meeting),
                KinKind::Similar => continue,
            }
            reiterations += 1;
            if let Some(back) = other.related.iter().find(|kin| kin.entry == at) {
                assert!(
                    back.kind != kin.kind && back.kind != KinKind::Similar,
                    "{}",
                    entry.id
                );
            }
        }
    }
    assert!(reiterations > 200);
    let related = |of: &str| -> Vec<String> {
        let entry = &compendium.entries[compendium.find(of).unwrap()];
        entry.related.iter().map(|kin| id(kin.entry)).collect()
    };
    for (one, other) in [("4.46.a", "7.2.o"), ("1.12.d", "5.27"), ("4.30", "7.1.i")] {
        assert_eq!(related(one)[0], other);
        assert_eq!(related(other)[0], one);
    }
    assert!(related("4.46").iter().all(|id| !id.starts_with("4.46")));
}

#[test]
fn a_demand_of_five_meetings_is_one_chain() {
    let compendium = &register().compendium;
    let of = |id: &str| &compendium.entries[compendium.find(id).unwrap()];
    let chain = &compendium.chains[of("1.11.b").chain.expect("it is repeated")];
    let meetings: std::collections::BTreeSet<usize> = chain
        .members
        .iter()
        .map(|&at| compendium.entries[at].meeting)
        .collect();
    assert_eq!(meetings.len(), 5);
    for id in ["5.35", "7.2.b", "8.1.c"] {
        assert_eq!(of(id).chain, of("1.11.b").chain, "{id}");
    }
    let strongest = &compendium.chains[..3];
    assert!(strongest.contains(chain));
    for chain in &compendium.chains {
        assert!(chain.members.len() > 1);
        assert!(chain.members.is_sorted());
    }
}

/// The whole register was judged by hand before the rules were tuned: 97 % is the aim, so a rule that loses
/// more than a handful of provisions is no improvement.
#[test]
fn addressees_and_strengths_are_as_judged_by_hand() {
    let register = register();
    let compendium = &register.compendium;
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in include_str!("judged/grammar.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let entry = &compendium.entries[compendium.find(cells[0]).expect("an id of the register")];
        let addressees: Vec<&str> = entry
            .grammar
            .addressees
            .iter()
            .map(|&at| compendium.addressees[at].id.as_str())
            .collect();
        let found = [
            addressees.join(" "),
            entry
                .grammar
                .action
                .map_or_else(String::new, |at| compendium.actions[at].id.clone()),
            if entry.grammar.implicit { "sí" } else { "no" }.to_owned(),
        ];
        all += 1;
        if found
            .iter()
            .map(String::as_str)
            .ne(cells[1..].iter().copied())
        {
            wrong.push(format!("{line}  found {found:?}"));
        }
    }
    assert_eq!(all, compendium.provisions().count());
    let right = all - wrong.len();
    assert!(
        right * 100 >= all * 99,
        "{right} of {all}\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_verb_is_found_in_the_unit_or_its_lead() {
    let register = register();
    let compendium = &register.compendium;
    for at in compendium.provisions() {
        let entry = &compendium.entries[at];
        let verb = entry.grammar.verb.expect("every provision has a verb");
        assert!(
            verb.entry == at || compendium.ancestors(entry).contains(&verb.entry),
            "{}",
            entry.id
        );
        assert!(
            compendium
                .verb(entry)
                .is_some_and(|words| !words.is_empty()),
            "{}",
            entry.id
        );
    }
    for facet in compendium.addressees.iter().chain(&compendium.actions) {
        assert!(facet.provisions.is_sorted(), "{}", facet.id);
    }
}

#[test]
fn the_editors_have_assigned_everything_and_have_words_for_every_theme() {
    let register = register();
    let compendium = &register.compendium;
    for entry in &compendium.entries {
        assert!(!entry.themes.is_empty(), "{}", entry.id);
        assert!(!entry.proposed && entry.evidence.is_empty(), "{}", entry.id);
    }
    let lexicon = &compendium.editorial.lexicon;
    for theme in &compendium.themes {
        let words = lexicon.themes.get(&theme.id);
        assert!(
            words.is_some_and(|words| !words.strong.is_empty()),
            "{}",
            theme.id
        );
    }
}
