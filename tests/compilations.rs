//! Invented compilations whose numbers, lists and notes stand as they should not, or as extractions leave them.

mod invented;

use compendio::Loaded;
use compendio::proof::prove;
use invented::Invented;

const HEAD: &str = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n";

/// A compilation of the first meeting and what follows it, in a book of its own; every text is proved.
fn read(text: &str) -> Loaded {
    let document = Invented {
        kind: "compilation",
        symbol: "AB/CD/2022/4",
        meetings: "[1]",
        language: "es",
    };
    let loaded = document
        .load(text)
        .unwrap_or_else(|found| panic!("{found:?}\n{text}"));
    let proof = prove(&loaded.compendium, &loaded.sources);
    assert_eq!(proof.diagnostics, [], "{text}");
    loaded
}

/// Each id with its words.
fn units(loaded: &Loaded) -> Vec<(String, String)> {
    let entries = loaded.compendium.entries.iter();
    entries
        .map(|entry| (entry.id.to_string(), entry.unit.text.plain.clone()))
        .collect()
}

fn ids(loaded: &Loaded) -> Vec<String> {
    units(loaded).into_iter().map(|(id, _)| id).collect()
}

/// What was told of the reading, with its line.
fn told(loaded: &Loaded) -> Vec<(&'static str, u32)> {
    let found = loaded.diagnostics.iter();
    found
        .filter(|found| {
            ![
                "referencia-sin-resolver",
                "temas-propuestos",
                "palabra-dudosa",
            ]
            .contains(&found.code)
        })
        .map(|found| (found.code, found.line))
        .collect()
}

#[test]
fn a_number_that_comes_again_keeps_both_texts() {
    let text = format!(
        "{HEAD}1. Los Estados deberían cooperar.\n\n1. La Secretaría debería informar.\n\n2. La Conferencia debería decidir.\n"
    );
    let loaded = read(&text);
    assert_eq!(ids(&loaded), ["1.1", "1.1~2", "1.2"]);
    assert_eq!(told(&loaded), [("numero-repetido", 5)]);
    let twice = format!("{HEAD}1. Uno.\n\n2. Dos.\n\n1. Tres.\n\n2. Cuatro.\n");
    assert_eq!(ids(&read(&twice)), ["1.1", "1.1~2", "1.2", "1.2~2"]);
}

#[test]
fn numbers_in_another_order_are_no_lists_of_each_other() {
    for [one, two, three, four] in [[1, 3, 2, 4], [1, 2, 4, 3]] {
        let text = format!(
            "{HEAD}{one}. Los Estados deberían cooperar.\n\n{two}. La Secretaría debería informar.\n\n\
             {three}. La Conferencia debería decidir.\n\n{four}. El Grupo debería volver.\n"
        );
        assert_eq!(ids(&read(&text)), ["1.1", "1.2", "1.3", "1.4"], "{text}");
    }
    let announced = format!("{HEAD}1. Los Estados deberían:\n\n1. informar;\n\n2. cooperar.\n");
    assert_eq!(ids(&read(&announced)), ["1.1", "1.1.1", "1.1.2"]);
}

#[test]
fn a_list_in_a_note_is_the_notes() {
    let body = |note: &str| {
        format!(
            "{HEAD}1. Los Estados deberían:\n\na) proteger a las víctimas¹;\n\n¹ {note}\n\nb) tipificar el delito.\n"
        )
    };
    for (note, words) in [
        (
            "Véanse: a) el informe de 2018;\nb) el informe de 2019.",
            "Véanse: a) el informe de 2018; b) el informe de 2019.",
        ),
        (
            "Véanse los siguientes:\n\ni) CTOC/COP/WG.4/2019/2; y\n\nii) CTOC/COP/WG.4/2019/3.",
            "Véanse los siguientes: i) CTOC/COP/WG.4/2019/2; y ii) CTOC/COP/WG.4/2019/3.",
        ),
        ("Véase el informe.", "Véase el informe."),
        ("Véase el informe;", "Véase el informe;"),
    ] {
        let loaded = read(&body(note));
        assert_eq!(ids(&loaded), ["1.1", "1.1.a", "1.1.b"], "{note}");
        let entry = &loaded.compendium.entries[1];
        assert_eq!(entry.unit.footnotes[0].text.plain, words);
        assert_eq!(told(&loaded), [], "{note}");
    }
}

#[test]
fn any_space_may_stand_behind_the_number_of_a_heading() {
    for space in ["\t", "\u{a0}", "\u{2003}", "  "] {
        let text = format!(
            "{HEAD}1. Los Estados deberían cooperar.\n\nII.{space}Segunda reunión: Viena, 27 de enero de 2010\n\n\
             A.{space}Prevención\n\n1.{space}Los Estados deberían informar.\n"
        );
        let loaded = read(&text);
        assert_eq!(ids(&loaded), ["1.1", "2.1"], "{space:?}");
        let section = &loaded
            .compendium
            .recommendation(&loaded.compendium.entries[1])
            .section;
        assert_eq!(section.as_deref(), Some("A. Prevención"), "{space:?}");
    }
}

#[test]
fn what_stands_above_the_first_number_is_told_and_proved() {
    let loose = format!(
        "{HEAD}a) prestar asistencia;\n\nb) cooperar.\n\n1. Los Estados deberían informar.\n"
    );
    let loaded = read(&loose);
    assert_eq!(ids(&loaded), ["1.1"]);
    assert_eq!(told(&loaded), [("subapartado-suelto", 3)]);
    // A list between paragraphs about the meeting is announced.
    let between = format!(
        "{HEAD}El Grupo examinó lo siguiente:\n\na) el plan;\n\nb) el fondo.\n\nDespués aprobó lo que sigue.\n\n1. Los Estados deberían cooperar.\n"
    );
    let loaded = read(&between);
    assert_eq!(told(&loaded), []);
    let note = loaded.compendium.meetings[0].note.as_ref().unwrap();
    assert_eq!(note.text.plain, "El Grupo examinó lo siguiente:");
}

#[test]
fn headings_of_recommendations_are_counted_as_in_a_report() {
    let text = format!(
        "{HEAD}Recomendación 1\n\nLos Estados deberían:\n\na) cooperar;\n\nc) informar.\n\nRecomendación 5\n\nLa Secretaría debería informar.\n"
    );
    let loaded = read(&text);
    assert_eq!(ids(&loaded), ["1.1", "1.1.a", "1.1.c", "1.5"]);
    assert_eq!(
        told(&loaded),
        [("salto-de-numeracion", 9), ("salto-de-numeracion", 11)]
    );
}

#[test]
fn a_long_list_below_another_has_an_id_for_each_letter() {
    let letters: Vec<char> = ('a'..='n').chain(['ñ', 'o']).collect();
    let items: Vec<String> = letters
        .iter()
        .map(|c| format!("{c}) cooperar en {c};"))
        .collect();
    let items = items.join("\n\n");
    let text = format!("{HEAD}1. Los Estados deberían:\n\n- hacer lo siguiente:\n\n{items}");
    let loaded = read(&text);
    let mut ids = ids(&loaded);
    assert_eq!(ids.len(), 2 + letters.len());
    ids.dedup();
    assert_eq!(ids.len(), 2 + letters.len());
    assert_eq!(told(&loaded), []);
}

#[test]
fn an_ordinal_that_was_misread_makes_no_hundreds_of_meetings() {
    let text = format!(
        "{HEAD}1. Uno.\n\n911ª reunión: Viena, 3 de julio de 2023\n\n1. Dos.\n\nReunión 0: Viena\n\n1. Tres.\n"
    );
    let loaded = read(&text);
    let numbers: Vec<u32> = loaded
        .compendium
        .meetings
        .iter()
        .map(|meeting| meeting.number)
        .collect();
    assert_eq!(numbers, [1, 911]);
}

#[test]
fn a_note_with_a_plain_figure_may_be_a_paragraph_among_others() {
    let text = format!(
        "{HEAD}1. Los Estados deberían promover la inscripción de los nacimientos1.\n\n1 Naciones Unidas, Treaty Series, vol. 2225, núm. 39574.\n\n\
         2. Los Estados deberían cooperar en lo siguiente,2\n\na) la asistencia;\n\n2 Véase la resolución 64/293.\n\nb) el retorno.\n"
    );
    let loaded = read(&text);
    let found: Vec<(String, String)> = units(&loaded);
    assert_eq!(
        found[0].1,
        "Los Estados deberían promover la inscripción de los nacimientos."
    );
    assert_eq!(ids(&loaded), ["1.1", "1.2", "1.2.a", "1.2.b"]);
    let notes = |at: usize| loaded.compendium.entries[at].unit.footnotes.len();
    assert_eq!([notes(0), notes(1), notes(2)], [1, 1, 0]);
}

#[test]
fn capital_letters_count_the_deepest_lists() {
    let text = format!(
        "{HEAD}1. Los Estados deberían:\n\na) aprobar leyes:\n\ni) contra la trata:\n\nA) de personas;\n\nB) de niños;\n\nii) contra el tráfico.\n"
    );
    let found = ids(&read(&text));
    assert_eq!(
        found,
        [
            "1.1",
            "1.1.a",
            "1.1.a.i",
            "1.1.a.i.1",
            "1.1.a.i.2",
            "1.1.a.ii"
        ]
    );
}

#[test]
fn five_others_are_listed_where_there_are_so_many() {
    let acts = [
        "velar por los barcos",
        "formar jueces",
        "cerrar puertos",
        "abrir escuelas",
        "medir mareas",
    ];
    let items: Vec<String> = (1..)
        .zip(acts)
        .map(|(number, act)| format!("{number}. Los Estados deberían {act}."))
        .collect();
    let text = format!(
        "{HEAD}{}\n\n6. La Secretaría debería:\n\na) plantar árboles;\n\nb) regar flores.\n",
        items.join("\n\n")
    );
    let loaded = read(&text);
    for entry in &loaded.compendium.entries {
        let mut others: Vec<usize> = entry.related.iter().map(|kin| kin.entry).collect();
        assert_eq!(others.len(), 5, "{}", entry.id);
        assert!(
            entry
                .related
                .is_sorted_by(|one, other| one.score >= other.score)
        );
        others.sort_unstable();
        others.dedup();
        assert_eq!(others.len(), 5, "{}", entry.id);
    }
}
