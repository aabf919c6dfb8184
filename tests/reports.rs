//! Invented reports in the forms in which text comes out of a PDF and out of other hands: footnotes at a page's foot,
//! words parted at a line's end, headings and sub-items written otherwise.

mod invented;

use std::fs;

use compendio::proof::prove;
use compendio::records::{Meeting, Role, Unit};
use compendio::{Loaded, load};
use invented::Invented;

/// The report of the twelfth meeting with these words among its recommendations, in a book of its own.
fn read(language: &str, text: &str) -> Result<Loaded, Vec<compendio::diagnostic::Diagnostic>> {
    read_as("report", "[12]", language, text)
}

/// A document of some kind, in a book of its own.
fn read_as(
    kind: &str,
    meetings: &str,
    language: &str,
    text: &str,
) -> Result<Loaded, Vec<compendio::diagnostic::Diagnostic>> {
    let document = Invented {
        kind,
        symbol: "AB/CD/2022/4",
        meetings,
        language,
    };
    document.load(text)
}

/// The same, with every text and fact proved.
fn proved(language: &str, text: &str) -> Loaded {
    let loaded = read(language, text).unwrap();
    let proof = prove(&loaded.compendium, &loaded.sources);
    assert_eq!(proof.diagnostics, [], "{text}");
    loaded
}

fn meeting(loaded: &Loaded) -> &Meeting {
    let mut meetings = loaded.compendium.meetings.iter();
    meetings.find(|meeting| meeting.number == 12).unwrap()
}

fn unit<'a>(loaded: &'a Loaded, id: &str) -> &'a Unit {
    let at = loaded.compendium.find(id);
    &loaded.compendium.entries[at.unwrap_or_else(|| panic!("no {id}"))].unit
}

fn ids(loaded: &Loaded) -> Vec<String> {
    let entries = loaded.compendium.entries.iter();
    entries.map(|entry| entry.id.to_string()).collect()
}

/// What was told of the reading of the document.
fn told(loaded: &Loaded) -> Vec<(&'static str, u32)> {
    let found = loaded.diagnostics.iter();
    found
        .filter(|found| !["referencia-sin-resolver", "temas-propuestos"].contains(&found.code))
        .map(|found| (found.code, found.line))
        .collect()
}

/// Two pages: what stands at the end of the first and at the beginning of the second is filled in.
fn two_pages(call: &str, foot: &str, head: &str) -> String {
    format!(
        "AB/CD/2022/4\n\n\n          I.   Recomendaciones\n\n\
         \x20              1.    El Grupo de Trabajo aprobó las recomendaciones que se presentan a\n\
         \x20              continuación en su 12ª reunión.\n\n\
         \x20              Recomendación 1\n\n\
         \x20              Los Estados partes deberían adoptar medidas contra la trata de {call} con arreglo\n\
         \x20              al artículo 6.\n\n\
         \x20              Recomendación 2\n\n\
         \x20              Los Estados partes deberían:\n\
         \x20              a)    Designar un tutor para todo niño que haya sido identificado en el\n\
         {foot}{head}\
         \x20              territorio de los 3 Estados interesados;\n\
         \x20              b)    Asignar fondos.\n\n\
         \x20        II.   Otros asuntos\n\n\
         \x20              2.    No hubo otros asuntos que tratar en la reunión, y el Grupo de Trabajo\n\
         \x20              pasó a aprobar su informe.\n"
    )
}

const FOOTER: &str = "\n\nV.22-24567                                                   2/5\n";
const HEADER: &str = "\u{c}AB/CD/2022/4\n\n\n";
const RULE: &str = "               __________________\n";
const ALONE: &str =
    "               1\n                   Naciones Unidas, Treaty Series, vol. 2237, núm. 39574.\n";
const BESIDE: &str = "               1   Naciones Unidas, Treaty Series, vol. 2237, núm. 39574.\n";

fn is_note(text: &str) {
    let loaded = proved("es", text);
    let plain = |id: &str| unit(&loaded, id).text.plain.as_str();
    assert_eq!(
        plain("12.2.a"),
        "Designar un tutor para todo niño que haya sido identificado en el territorio de los 3 Estados interesados;",
        "{text}"
    );
    assert!(
        plain("12.1").ends_with("con arreglo al artículo 6."),
        "{text}"
    );
    assert!(!plain("12.1").contains('1'), "{text}");
    let notes = &unit(&loaded, "12.1").footnotes;
    assert_eq!(notes.len(), 1, "{text}");
    assert_eq!(notes[0].mark, "1");
    assert_eq!(
        notes[0].text.plain,
        "Naciones Unidas, Treaty Series, vol. 2237, núm. 39574."
    );
    let document = &loaded.compendium.documents[0];
    let lines = notes[0].lines.last - notes[0].lines.first + 1;
    assert_eq!(document.lines_of(Role::Footnote), lines, "{text}");
    assert_eq!(told(&loaded), [], "{text}");
}

#[test]
fn a_note_at_the_foot_of_a_page_is_no_text() {
    for call in [
        "personas,1",
        "personas1",
        "personas (UNODC),1",
        "personas”,1",
        "personas;1",
    ] {
        for note in [ALONE, BESIDE] {
            for foot in [
                format!("{RULE}{note}{FOOTER}"),
                format!("\n\n{RULE}{note}{FOOTER}"),
                format!("{RULE}\n{note}\n{FOOTER}"),
                format!("\n{note}{FOOTER}"),
            ] {
                is_note(&two_pages(call, &foot, HEADER));
            }
        }
    }
    // Page's end and drawn line stand for each other.
    for text in [
        two_pages("personas,1", &format!("{RULE}{ALONE}"), "\u{c}"),
        two_pages("personas,1", &format!("\n{BESIDE}"), "\u{c}"),
        two_pages("personas,1", &format!("{RULE}{ALONE}"), ""),
        two_pages("personas,1", &format!("{RULE}{BESIDE}"), ""),
        two_pages("personas,1", &format!("{RULE}{BESIDE}\n"), ""),
    ] {
        is_note(&text);
        is_note(&text.replace('\n', "\r\n"));
        is_note(
            &text
                .lines()
                .map(|line| line.trim_start_matches(' ').to_owned() + "\n")
                .collect::<String>(),
        );
    }
}

#[test]
fn notes_follow_each_other_and_run_over_lines() {
    let foot = format!(
        "{RULE}               1\n                   Naciones Unidas, Treaty Series, vol. 2237,\n                   núm. 39574. Véase también la resolución\n                   55/25.\n               2\n                   Ibid., párr. 3.\n{FOOTER}"
    );
    let text =
        two_pages("personas,1", &foot, HEADER).replace("el artículo 6.\n", "el artículo 6.2\n");
    let text = text.replace("al artículo 6.", "al artículo 6 y al Protocolo.2");
    let loaded = proved("es", &text);
    let first = unit(&loaded, "12.1");
    assert!(
        first
            .text
            .plain
            .ends_with("con arreglo al artículo 6 y al Protocolo.")
    );
    let notes: Vec<(&str, &str)> = first
        .footnotes
        .iter()
        .map(|note| (note.mark.as_str(), note.text.plain.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            (
                "1",
                "Naciones Unidas, Treaty Series, vol. 2237, núm. 39574. Véase también la resolución 55/25."
            ),
            ("2", "Ibid., párr. 3.")
        ]
    );
    assert_eq!(told(&loaded), []);
}

#[test]
fn figures_that_are_content_stay_in_the_text() {
    // Nothing calls a note: what begins with a figure at a page's foot is text.
    let foot = format!("               1 Estado de cada región o de\n{FOOTER}");
    let text = two_pages("personas", &foot, HEADER);
    let loaded = proved("es", &text);
    assert!(
        unit(&loaded, "12.2.a")
            .text
            .plain
            .contains("identificado en el 1 Estado de cada región o de territorio")
    );
    // Calls that are none: a symbol, an abbreviation, a decimal, an article, a year.
    for call in [
        "AB/CD/2022/INF/1/Rev.1",
        "núm.1",
        "1.1",
        "párrafo 1,",
        "1 persona",
        "2001.",
        "art.1",
    ] {
        let foot = format!("               1   Estado de cada región\n{FOOTER}");
        let loaded = proved("es", &two_pages(call, &foot, HEADER));
        assert!(unit(&loaded, "12.1").text.plain.contains(call), "{call}");
        assert!(unit(&loaded, "12.1").footnotes.is_empty(), "{call}");
        assert!(
            unit(&loaded, "12.2.a")
                .text
                .plain
                .contains("1 Estado de cada"),
            "{call}"
        );
    }
}

/// The number of the line that holds these words.
fn line_of(text: &str, words: &str) -> u32 {
    let at = text.lines().position(|line| line.contains(words));
    at.unwrap() as u32 + 1
}

#[test]
fn what_may_be_a_note_is_told() {
    // Behind a drawn line, without a number; and called above, in the middle of a page.
    let text = two_pages(
        "personas",
        &format!("{RULE}               Naciones Unidas, Treaty Series, vol. 2237.\n"),
        "",
    );
    assert_eq!(
        told(&proved("es", &text)),
        [("nota-dudosa", line_of(&text, "Treaty"))]
    );
    let text = two_pages("personas,1", "", "").replace(
        "               b)    Asignar fondos.\n",
        "               b)    Asignar fondos a los Estados de la región que los hayan pedido y\n               1   Naciones Unidas, Treaty Series.\n               a los demás;\n               c)    Informar.\n",
    );
    assert_eq!(
        told(&proved("es", &text)),
        [("nota-dudosa", line_of(&text, "Treaty"))]
    );
    // A note that nothing calls is one all the same.
    let text = two_pages("personas", &format!("{RULE}{ALONE}{FOOTER}"), HEADER);
    let loaded = proved("es", &text);
    assert_eq!(told(&loaded)[0].0, "nota-sin-llamada");
    assert!(!unit(&loaded, "12.2.a").text.plain.contains("Treaty"));
    // An extraction may put what stands at the page's foot between a mark and its words.
    let text = "II. Recomendaciones\n\nRecomendación 1\nLos Estados partes deberían aplicar la Convención1 y el Protocolo2 en\n1\n2\n\nV.13-88045 (S)\n*1388045*\n\nNaciones Unidas, Treaty Series, vol. 2225.\nIbid., vol. 2237.\n\nAB/CD/2022/4\n\ntodos los casos.\n";
    assert_eq!(told(&proved("es", text)), [("nota-dudosa", 5)]);
}

#[test]
fn a_word_that_a_line_end_parts_is_proved_in_the_meetings_facts() {
    let text = "          I.   Recomendaciones\n\n               Recomendación 1\n\n               Los Estados partes deberían cooperar entre sí y con la Secretaría en la lucha\n               contra la trata.\n\n          II.  Organización de la reunión\n\n               1.    El Grupo de Trabajo se reunió en Vie-\n               na los días 27 y 28 de octubre de 2022.\n               2.    Declaró abierta la reunión la Sra. Lucía Beltrán (Colom-\n               bia), Presidenta del Grupo de Trabajo.\n               3.    El Grupo de Trabajo aprobó el siguiente programa:\n                     1.    Cuestiones de organi-\n                           zación.\n                     2.    Otros asuntos.\n               4.    El Grupo de Trabajo tuvo ante sí los siguientes documentos:\n               a)    Documento de antece-\n               dentes (AB/CD/2022/\n               2);\n               5.    Estuvieron representadas en la reunión las siguientes partes: Albania, Bra-\n               sil, Chile y Uruguay.\n";
    for hyphen in ["-", "\u{2010}", "\u{2011}"] {
        let loaded = proved("es", &text.replace("-\n", &format!("{hyphen}\n")));
        let meeting = meeting(&loaded);
        assert_eq!(
            meeting.president.as_deref(),
            Some("Lucía Beltrán (Colombia)")
        );
        assert_eq!(
            meeting.agenda.as_ref().unwrap()[0].title,
            "Cuestiones de organización"
        );
        assert_eq!(
            meeting.documents_before[0].title,
            "Documento de antecedentes"
        );
        assert_eq!(
            meeting.documents_before[0].symbol.as_deref(),
            Some("AB/CD/2022/2")
        );
        let states = &meeting.attendance.as_ref().unwrap().states;
        assert_eq!(states[..], ["Albania", "Brasil", "Chile", "Uruguay"]);
    }
    let english = "I. Recommendations\n\nRecommendation 1\n\nStates should cooperate with each other in the fight\nagainst all forms of trafficking.\n\nII. Attendance\n\n1. The following States parties were represented at the meeting: Arenia, Great Is-\nland and Mistcoast.\n";
    let loaded = proved("en", english);
    let states = &meeting(&loaded).attendance.as_ref().unwrap().states;
    assert_eq!(states[..], ["Arenia", "Great Island", "Mistcoast"]);
}

#[test]
fn a_fact_that_its_lines_do_not_hold_is_found_though_words_were_joined_there() {
    let text = "I. Recomendaciones\n\nRecomendación 1\n\nLos Estados partes deberían cooperar.\n\nII. Asistencia\n\n1. Estuvieron representadas las siguientes partes: Albania, Bra-\nsil, Chile y Uruguay.\n";
    let mut loaded = read("es", text).unwrap();
    let meetings = &mut loaded.compendium.meetings;
    let meeting = meetings.iter_mut().find(|meeting| meeting.number == 12);
    let attendance = meeting.unwrap().attendance.as_mut().unwrap();
    attendance.states[1] = "Brazil".to_owned();
    let proof = prove(&loaded.compendium, &loaded.sources);
    assert_eq!(proof.diagnostics.len(), 1);
}

#[test]
fn headings_are_written_in_several_ways() {
    let text = |one: &str, two: &str| {
        format!(
            "I. Recomendaciones\n\n{one}Los Estados partes deberían cooperar entre sí y con los demás\nEstados.\n\n{two}La Secretaría debería informar a los Estados de lo que haya hecho\ndesde la reunión.\n\nII. Otros asuntos\n\n1. Nada más.\n"
        )
    };
    for (one, two) in [
        ("Recomendación 1\n\n", "Recomendación 2\n\n"),
        ("Recomendación 1: ", "Recomendación 2: "),
        ("Recomendación I\n\n", "Recomendación II\n\n"),
        ("RECOMENDACIÓN I. ", "RECOMENDACIÓN II. "),
        ("Recomendación 12/1\n\n", "Recomendación 12/2\n\n"),
        ("Recomendación 12/1. ", "Recomendación 12/2. "),
    ] {
        let loaded = proved("es", &text(one, two));
        assert_eq!(ids(&loaded), ["12.1", "12.2"], "{one}");
        assert_eq!(
            unit(&loaded, "12.2").text.plain,
            "La Secretaría debería informar a los Estados de lo que haya hecho desde la reunión."
        );
        assert_eq!(told(&loaded), [], "{one}");
    }
    let loaded = proved(
        "es",
        &text("Recomendación 12/1\n\n", "Recomendación 11/2\n\n"),
    );
    assert_eq!(ids(&loaded), ["12.1"]);
    assert_eq!(told(&loaded), [("recomendacion-de-otra-reunion", 8)]);
}

#[test]
fn sub_items_have_a_full_stop_behind_their_letter() {
    let text = |items: &str| {
        format!(
            "I. Recomendaciones\n\nRecomendación 1\n\nLos Estados partes deberían, de conformidad con el Protocolo y con la\nConvención:\n{items}\nII. Otros asuntos\n\n1. Nada más.\n"
        )
    };
    let items = "a. Designar un tutor para todo niño que haya sido identificado en su\nterritorio;\nb. Velar por que las entrevistas:\ni. Se graben en vídeo;\nii. Sean breves, según el\nart. 5, la Sra.\nJ. Pérez y lo dicho por\na. de la Secretaría;\nc. Asignar fondos.\n";
    let loaded = proved("es", &text(items));
    assert_eq!(
        ids(&loaded),
        [
            "12.1",
            "12.1.a",
            "12.1.b",
            "12.1.b.i",
            "12.1.b.ii",
            "12.1.c"
        ]
    );
    assert!(
        unit(&loaded, "12.1.b.ii")
            .text
            .plain
            .ends_with("dicho por a. de la Secretaría;")
    );
    let loaded = proved("es", &text("Cooperar entre sí.\n\nb. Asignar fondos.\n"));
    assert_eq!(ids(&loaded), ["12.1"]);
    assert!(
        told(&loaded).contains(&("subapartado-dudoso", 9)),
        "{:?}",
        told(&loaded)
    );
}

#[test]
fn a_report_without_recommendations_says_what_is_read() {
    let found = read("es", "I. Introducción\n\n1. El Grupo se reunió.\n").unwrap_err();
    assert_eq!(found[0].code, "sin-recomendaciones");
    let words = found[0].render(false);
    for form in [
        "clase",
        "Recomendación 3",
        "Recomendación III",
        "Recomendación 12/3",
    ] {
        assert!(words.contains(form), "{words}");
    }
}

#[test]
fn a_part_of_a_document_begins_with_any_note_and_may_have_lost_one() {
    let page = |number: u32, words: &str, call: u32| {
        format!(
            "               Recomendación {number}\n\n               Los Estados partes deberían adoptar medidas contra {words}.{call}\n\n\n               {call}   Véase la nota de la Secretaría sobre los niños y\n                   las mujeres.\n\n\n\u{c}"
        )
    };
    let text = format!(
        "          I.   Recomendaciones\n\n{}{}{}          II.  Otros asuntos\n\n               1.    Nada más hubo que tratar en la reunión, y el Grupo de Trabajo\n               pasó a aprobar su informe.\n",
        page(1, "la trata", 5),
        page(2, "el tráfico", 6),
        page(3, "la corrupción", 8)
    );
    let loaded = proved("es", &text);
    for (id, mark) in [("12.1", "5"), ("12.2", "6"), ("12.3", "8")] {
        let unit = unit(&loaded, id);
        assert_eq!(unit.footnotes[0].mark, mark);
        assert_eq!(
            unit.footnotes[0].text.plain,
            "Véase la nota de la Secretaría sobre los niños y las mujeres."
        );
        assert!(!unit.text.plain.contains(mark));
    }
    assert_eq!(told(&loaded), []);
}

#[test]
fn in_markdown_a_line_may_part_pages() {
    let text = "# I. Recomendaciones\n\n## Recomendación 1\n\nLos Estados partes deberían adoptar medidas para\n\n---\n\nproteger a las víctimas.\n\n# II. Otros asuntos\n\n1. Nada más.\n";
    let loaded = proved("es", text);
    assert!(
        unit(&loaded, "12.1")
            .text
            .plain
            .ends_with("medidas para proteger a las víctimas.")
    );
    assert_eq!(told(&loaded), []);
}

/// The ids of a document's recommendations with their texts and sections, every text proved.
fn recommendations(kind: &str, meetings: &str, text: &str) -> (Loaded, Vec<String>) {
    let loaded = read_as(kind, meetings, "es", text).unwrap();
    let proof = prove(&loaded.compendium, &loaded.sources);
    assert_eq!(proof.diagnostics, [], "{text}");
    let entries = loaded.compendium.entries.iter();
    let lines = entries.map(|entry| {
        let section = &loaded.compendium.recommendation(entry).section;
        let section = section
            .as_ref()
            .map_or(String::new(), |words| format!(" §{words}"));
        format!("{} {}{section}", entry.id, entry.unit.text.plain)
    });
    let lines = lines.collect();
    (loaded, lines)
}

#[test]
fn a_paragraph_that_is_numbered_below_a_heading_is_the_recommendations_text() {
    let text = "I. Recomendaciones\n\n1. El Grupo de Trabajo aprobó las recomendaciones siguientes.\n\n\
        Recomendación 1\n\n2. Los Estados partes deberían cooperar entre sí y con las\norganizaciones.\n\n\
        Recomendación 2\n\n3. La Secretaría debería informar sobre:\n\na) La trata;\n\nb) El tráfico.\n\n\
        Recomendación 3\n\n1. Prevenir.\n\n2. Proteger.\n\nII. Otros asuntos\n\n4. Nada más.\n";
    let (loaded, found) = recommendations("report", "[12]", text);
    assert_eq!(
        found,
        [
            "12.1 Los Estados partes deberían cooperar entre sí y con las organizaciones.",
            "12.2 La Secretaría debería informar sobre:",
            "12.2.a La trata;",
            "12.2.b El tráfico.",
            "12.3 ",
            "12.3.1 Prevenir.",
            "12.3.2 Proteger.",
        ]
    );
    assert_eq!(unit(&loaded, "12.1").lines.first, line_of(text, "2. Los"));
}

#[test]
fn titles_without_a_number_and_annexes_are_no_words_of_a_recommendation() {
    let text = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\nEl Grupo aprobó las recomendaciones siguientes:\n\n\
        1. Los Estados partes deberían cooperar.\n\nProtección y asistencia\n\n2. Los Estados partes deberían:\n\n\
        a) Prevenir;\n\nb) Proteger;\n\ncon miras a aplicar el Protocolo.\n\n\
        II. Segunda reunión: Viena, 27 a 29 de enero de 2010\n\nEl Grupo aprobó las recomendaciones siguientes:\n\n\
        1. Informar.\n\n2. Cooperar.\n\nAnexo I\n\nLista de documentos\n\n1. Programa provisional.\n";
    let (loaded, found) = recommendations("compilation", "[1, 2]", text);
    assert_eq!(
        found,
        [
            "1.1 Los Estados partes deberían cooperar.",
            "1.2 Los Estados partes deberían: §Protección y asistencia",
            "1.2.a Prevenir; §Protección y asistencia",
            "1.2.b Proteger; con miras a aplicar el Protocolo. §Protección y asistencia",
            "2.1 Informar.",
            "2.2 Cooperar.",
        ]
    );
    let told: Vec<(&str, u32)> = told(&loaded);
    let at = |words: &str| line_of(text, words);
    assert_eq!(
        told,
        [
            ("titulo-supuesto", at("Protección y")),
            ("cierre-dudoso", at("con miras")),
            ("anexo-aparte", at("Anexo I")),
            ("titulo-supuesto", at("Lista de")),
        ]
    );
}

#[test]
fn lists_lose_their_full_stops_and_lines_end_behind_a_stroke() {
    let text = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n\
        1. Los Estados partes deberían tener en cuenta lo dispuesto en la resolución 64/\n\
        293 de la Asamblea General, así como las medidas legislativas y/\no administrativas que hayan adoptado, y velar por que:\n\
        \x20  a) Los fiscales reciban capacitación\n\
        \x20  b) Los jueces conozcan el Protocolo contra la Trata de Personas y la\n\
        \x20     jurisprudencia pertinente\n\
        2. Los Estados partes deberían cooperar con la Organización Internacional del\nTrabajo y la OIM\n\
        3. Los Estados partes deberían informar a la Secretaría de lo que hayan hecho\ndesde la reunión.\n";
    let (_, found) = recommendations("compilation", "[1]", text);
    assert_eq!(
        found,
        [
            "1.1 Los Estados partes deberían tener en cuenta lo dispuesto en la resolución 64/293 de la Asamblea \
             General, así como las medidas legislativas y/o administrativas que hayan adoptado, y velar por que:",
            "1.1.a Los fiscales reciban capacitación",
            "1.1.b Los jueces conozcan el Protocolo contra la Trata de Personas y la jurisprudencia pertinente",
            "1.2 Los Estados partes deberían cooperar con la Organización Internacional del Trabajo y la OIM",
            "1.3 Los Estados partes deberían informar a la Secretaría de lo que hayan hecho desde la reunión.",
        ]
    );
}

#[test]
fn who_attended_is_listed_and_who_spoke_is_not() {
    let text = "I. Recomendaciones\n\nRecomendación 1\n\nLos Estados partes deberían cooperar.\n\nII. Asistencia\n\n\
        1. Asistieron a la reunión representantes de los siguientes Estados partes: Alemania, Perú, Reino Unido de Gran \
        Bretaña e Irlanda del Norte y Trinidad y Tabago.\n\n\
        2. Hicieron declaraciones los representantes de los siguientes Estados: Chile y Togo.\n";
    let loaded = proved("es", text);
    let attendance = meeting(&loaded).attendance.as_ref().unwrap();
    assert_eq!(
        attendance.states,
        [
            "Alemania",
            "Perú",
            "Reino Unido de Gran Bretaña e Irlanda del Norte",
            "Trinidad y Tabago"
        ]
    );
}

#[test]
fn what_only_looks_like_furniture_a_title_or_a_list_stays() {
    let head = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n";
    // A paragraph that lost its full stop says what is to be done, and a title does not.
    let (_, found) = recommendations(
        "compilation",
        "[1]",
        &format!("{head}1. Uno.\n\nLos Estados deberían también informar\n\n2. Dos.\n"),
    );
    assert_eq!(
        found,
        ["1.1 Uno. Los Estados deberían también informar", "1.2 Dos."]
    );
    // What is presented without a number belongs to what is above it.
    let (_, found) = recommendations(
        "compilation",
        "[1]",
        &format!(
            "{head}1. Uno.\n\nEl Grupo reitera las siguientes recomendaciones:\n\na) Dos;\n\nb) Tres.\n"
        ),
    );
    assert_eq!(
        found,
        [
            "1.1 Uno. El Grupo reitera las siguientes recomendaciones:",
            "1.1.a Dos;",
            "1.1.b Tres."
        ]
    );
    // Headings with numbers open pages too.
    let page = |number: u32| {
        format!("\u{c}Recomendación {number}\n\nLos Estados deberían cooperar en esto.\n\n")
    };
    let text = format!("I. Recomendaciones\n\n{}{}{}", page(1), page(2), page(3));
    let (_, found) = recommendations("report", "[12]", &text);
    assert_eq!(found.len(), 3);
    // The paragraph numbers of one recommendation say nothing of the next meeting's.
    let (_, found) = recommendations(
        "compilation",
        "[1, 2]",
        &format!(
            "{head}Recomendación 1\n\n1. Uno.\n\nII. Segunda reunión: Viena, 27 de enero de 2010\n\n1. Dos.\n\n2. Tres.\n"
        ),
    );
    assert_eq!(found, ["1.1 Uno.", "2.1 Dos.", "2.2 Tres."]);
    // Narrow text below a wide one is not a text of short lines.
    let wide = "El Grupo de Trabajo celebró su primera reunión en Viena y examinó en ella las cuestiones que se indican a \
        continuación, con\nla participación de los Estados partes y de los observadores, y aprobó las recomendaciones que figuran más \
        abajo en este texto.\n\n";
    let narrow = "1. Los Estados deberían aplicar el apartado\na) del artículo 6 y también el apartado\nb) del artículo 7, así como lo \
        que\ndispone la Convención sobre el asunto.\n";
    let (_, found) = recommendations("compilation", "[1]", &format!("{wide}{head}{narrow}"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn numbers_below_a_recommendations_heading_are_its_own_whatever_the_report_counts() {
    let report = |next: &str| {
        format!(
            "I. Introducción\n\n1. El Grupo de Trabajo se reunió.\n\nII. Recomendaciones\n\nRecomendación 1\n\n1. Tipificar la trata.\n\n\
             2. Proteger a las víctimas.\n\nRecomendación 2\n\nLos Estados partes deberían:\n\n1. Cooperar.\n\n2. Informar.\n\n\
             III. Aprobación del informe\n\n{next} El Grupo de Trabajo aprobó el presente informe.\n"
        )
    };
    for next in ["2.", "3.", "12."] {
        let (_, found) = recommendations("report", "[12]", &report(next));
        assert_eq!(
            found,
            [
                "12.1 ",
                "12.1.1 Tipificar la trata.",
                "12.1.2 Proteger a las víctimas.",
                "12.2 Los Estados partes deberían:",
                "12.2.1 Cooperar.",
                "12.2.2 Informar."
            ],
            "{next}"
        );
    }
}

#[test]
fn sentences_go_on_behind_page_furniture() {
    let page = "\n\nV.23-01234   3/14\n\n";
    for (before, behind) in [
        (
            "De conformidad con el párrafo 17 del informe sobre su",
            "primera reunión, los Estados partes deberían seguir aportando datos.",
        ),
        (
            "La cuestión se examina en la sección",
            "B. La Secretaría debería informar al respecto a los Estados.",
        ),
        (
            "Las medidas son las que figuran en la",
            "recomendación 7: los Estados deberían cooperar entre sí.",
        ),
    ] {
        let text = format!(
            "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Uno.\n\n2. {before}{page}{behind}\n\n3. Tres.\n"
        );
        let (_, found) = recommendations("compilation", "[1]", &text);
        assert_eq!(
            found,
            ["1.1 Uno.", &format!("1.2 {before} {behind}"), "1.3 Tres."]
        );
    }
    // A heading alone on its line is one, though what stands above has lost its full stop.
    let text = format!(
        "I. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar¹.\n\n¹ www.unodc.org/convention.pdf{page}Recomendación 2\n\nInformar.\n"
    );
    let (_, found) = recommendations("report", "[12]", &text);
    assert_eq!(
        found,
        ["12.1 Los Estados deberían cooperar.", "12.2 Informar."]
    );
}

#[test]
fn soft_hyphens_stars_and_years_at_line_ends() {
    let text = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados partes deberían aprobar, de conformidad con su derecho in\u{ad}\n\
        terno y con el instrumento¹ que entró en vigor el 25 de diciembre de\n2003) leyes sobre el asunto.\n\n\
        ¹ Naciones Unidas, Treaty Series, vol. 2237, núm.\n39574.\n\n\
        2. Los Estados partes deberían aplicar el programa provisional*:\n\n* CTOC/COP/WG.4/2009/1.\n\n* tipificar la trata;\n\n* cooperar.\n";
    let (_, found) = recommendations("compilation", "[1]", text);
    assert_eq!(
        found,
        [
            "1.1 Los Estados partes deberían aprobar, de conformidad con su derecho interno y con el instrumento que entró en vigor \
             el 25 de diciembre de 2003) leyes sobre el asunto.",
            "1.2 Los Estados partes deberían aplicar el programa provisional:",
            "1.2.1 tipificar la trata;",
            "1.2.2 cooperar.",
        ]
    );
}

/// The recommendations of a document, each with its section.
fn sections(kind: &str, meetings: &str, text: &str) -> Vec<String> {
    recommendations(kind, meetings, text).1
}

#[test]
fn numbers_alone_on_a_line_have_their_words_in_the_next() {
    // As PyMuPDF, pdftotext without -layout, and both with every line apart print a page.
    let boxes = "II.\nRecomendaciones\n2.\nEl Grupo de Trabajo aprobó las recomendaciones siguientes.\nA.\nRecomendaciones generales\n3.\nLos Estados partes deberían:\na)\nprevenir;\nb)\nproteger a las víctimas\ny asistirlas.\nB.\nRecomendaciones sobre\nla demanda\n4.\nLos Estados partes deberían informar.\nIII.\nOtros asuntos\n5.\nNada más.\n";
    let apart = boxes
        .replace("A.\n", "\nA.\n\n")
        .replace("B.\n", "\nB.\n\n")
        .replace("a)\n", "a)\n\n")
        .replace("b)\n", "\nb)\n\n");
    for text in [boxes, &apart] {
        assert_eq!(
            sections("report", "[12]", text),
            [
                "12.3 Los Estados partes deberían: §A. Recomendaciones generales",
                "12.3.a prevenir; §A. Recomendaciones generales",
                "12.3.b proteger a las víctimas y asistirlas. §A. Recomendaciones generales",
                "12.4 Los Estados partes deberían informar. §B. Recomendaciones sobre la demanda",
            ],
            "{text}"
        );
    }
}

#[test]
fn headings_that_mark_up_sets_below_a_chapter_are_its_sections() {
    let numbered = "# Informe\n\n## I. Introducción\n\n1. Nada.\n\n## II. Recomendaciones\n\n### Penalización\n\n2. Uno.\n\n### Cooperación\n\n3. Dos.\n\n## III. Otros asuntos\n\n4. Nada.\n";
    let without = numbered
        .replace("## III. ", "## ")
        .replace("## II. ", "## ")
        .replace("## I. ", "## ");
    for text in [numbered, &without] {
        assert_eq!(
            sections("report", "[12]", text),
            ["12.2 Uno. §Penalización", "12.3 Dos. §Cooperación"],
            "{text}"
        );
    }
    let deeper = "## II. Recomendaciones\n\n### A. Aplicación\n\n#### 1. Recomendaciones generales\n\n2. Uno.\n\n#### 2. Víctimas de la trata\n\n3. Dos.\n\n## III. Otros asuntos\n\n4. Nada.\n";
    assert_eq!(
        sections("report", "[12]", deeper),
        ["12.2 Uno. §A. Aplicación", "12.3 Dos. §A. Aplicación"]
    );
    let compiled = "## I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n### Generales\n\n1. Uno.\n\n### Cooperación\n\n2. Dos.\n\n## II. Segunda reunión: Viena, 27 de enero de 2010\n\n**Generales**\n\n1. Tres.\n\n*Cooperación*\n\n2. Cuatro.\n";
    assert_eq!(
        sections("compilation", "[1, 2]", compiled),
        [
            "1.1 Uno. §Generales",
            "1.2 Dos. §Cooperación",
            "2.1 Tres. §Generales",
            "2.2 Cuatro. §Cooperación",
        ]
    );
}

#[test]
fn titles_may_be_counted_apart_from_the_paragraphs() {
    // The report of 2010 (CTOC/COP/WG.4/2010/6) has this form.
    let report = "II. Recomendaciones\n\n4. El Grupo aprobó las recomendaciones siguientes.\n\nA. Aplicación\n\n1. Recomendaciones generales\n\n5. Uno.\n\n6. Dos.\n\n2. Víctimas de la trata\n\n7. Tres.\n\nIII. Otros asuntos\n\n8. El Grupo aprobó el programa siguiente:\n\n1. Apertura de la reunión\n\n2. Otros asuntos\n\n3. Aprobación del informe\n\n9. Nada más.\n";
    assert_eq!(
        sections("report", "[12]", report),
        [
            "12.5 Uno. §A. Aplicación",
            "12.6 Dos. §A. Aplicación",
            "12.7 Tres. §A. Aplicación",
        ]
    );
    let loaded = read("es", report).unwrap();
    let agenda = meeting(&loaded)
        .agenda
        .iter()
        .flatten()
        .map(|item| item.title.as_str());
    assert_eq!(
        agenda.collect::<Vec<_>>(),
        [
            "Apertura de la reunión",
            "Otros asuntos",
            "Aprobación del informe"
        ]
    );
    let compiled = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Recomendaciones generales\n\n1. Uno.\n\n2. Dos.\n\n2. Asistencia técnica\n\n3. Tres.\n";
    assert_eq!(
        sections("compilation", "[1]", compiled),
        [
            "1.1 Uno. §1. Recomendaciones generales",
            "1.2 Dos. §1. Recomendaciones generales",
            "1.3 Tres. §2. Asistencia técnica",
        ]
    );
}

#[test]
fn a_table_of_contents_holds_no_headings() {
    let body = "I. Introducción\n\n1. Nada.\n\nII. Recomendaciones\n\n2. El Grupo aprobó las recomendaciones siguientes.\n\nA. Recomendaciones generales\n\n3. Uno.\n\nB. Otras\n\n4. Dos.\n\nIII. Resumen de las deliberaciones\n\n5. Nada.\n";
    let dotted = "Índice\n\nI. Introducción ............ 3\nII. Recomendaciones ......... 3\n   A. Recomendaciones generales . . . . . 3\n   B. Otras ................ 4\nIII. Resumen de las\n     deliberaciones ........ 5\n\n";
    let plain = "Índice\n\nI. Introducción 3\n\nII. Recomendaciones 3\n\nA. Recomendaciones generales 3\n\nB. Otras 4\n\nIII. Resumen de las deliberaciones 5\n\n";
    for contents in ["", dotted, plain] {
        assert_eq!(
            sections("report", "[12]", &format!("Informe\n\n{contents}{body}")),
            [
                "12.3 Uno. §A. Recomendaciones generales",
                "12.4 Dos. §B. Otras"
            ],
            "{contents}"
        );
    }
}

#[test]
fn an_annex_may_hold_the_recommendations() {
    let head =
        "I. Introducción\n\n1. El Grupo aprobó las recomendaciones que figuran en el anexo.\n\n";
    let title = "Recomendaciones aprobadas por el Grupo de Trabajo";
    for annex in [
        format!("Anexo\n\n{title}\n\n1. Uno.\n\n2. Dos.\n"),
        format!("Anexo\n\n{title}\n1. Uno.\n2. Dos.\n"),
        format!("Anexo\n{title}\n1. Uno.\n2. Dos.\n"),
        format!("**Anexo II**\n\n**{title}**\n\n1. Uno.\n\n2. Dos.\n"),
    ] {
        assert_eq!(
            sections("report", "[12]", &format!("{head}{annex}")),
            ["12.1 Uno.", "12.2 Dos."],
            "{annex}"
        );
    }
}

#[test]
fn a_list_in_a_sentence_is_all_of_it_in_the_sentence() {
    let words = [
        "El Grupo de Trabajo debería dar prioridad a los temas siguientes en sus próximas reuniones:",
        "a) estrategias eficaces para apoyar a las víctimas o a los testigos en la justicia penal;",
        "b) orientaciones para adecuar las respuestas a las víctimas que se han visto obligadas; c)",
        "dificultades comunes en la investigación; y d) mejores prácticas.",
    ];
    let text = format!(
        "II. Recomendaciones\n\nRecomendación 1\n\n{}\n",
        words.join("\n")
    );
    assert_eq!(
        sections("report", "[12]", &text),
        [format!("12.1 {}", words.join(" "))]
    );
}

#[test]
fn what_the_printer_notes_at_a_pages_foot_is_no_text() {
    let text = "II. Recomendaciones\n\nRecomendación 1\n\nLos Estados partes deberían cooperar en todas las fases del\n\nV.16-08439 (S)\n*1608439*\n\n130417\n\n130417\n\nAB/CD/2022/4\n\nproceso penal y con las organizaciones.\n\nRecomendación 2\n\nDos.\n";
    assert_eq!(
        sections("report", "[12]", text),
        [
            "12.1 Los Estados partes deberían cooperar en todas las fases del proceso penal y con las organizaciones.",
            "12.2 Dos.",
        ]
    );
}

#[test]
fn a_conferences_session_on_the_title_page_is_no_meeting() {
    let text = "Naciones Unidas\n\nOctavo período de sesiones\n\nViena, 17 a 21 de octubre de 2016\n\nRecopilación de las recomendaciones\n\nI. Introducción\n\n1. En su resolución 5/4, la Conferencia decidió establecer un grupo de trabajo.\n\nII. Primera reunión: Viena, 21 y 22 de mayo de 2012\n\n1. Uno.\n";
    let loaded = read_as("compilation", "[1]", "es", text).unwrap();
    let meetings = loaded.compendium.meetings.iter();
    assert_eq!(
        meetings.map(|meeting| meeting.number).collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(ids(&loaded), ["1.1"]);
}

#[test]
fn numbers_in_a_list_are_no_titles() {
    let list = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados deberían adoptar medidas en los ámbitos siguientes:\n\n1. Tipificación de los delitos\n\n2. Protección de las víctimas\n\n2. La Secretaría debería informar.\n\n3. Dos:\n\n1. La protección de los niños\n\n4. Tres.\n";
    let (_, found) = recommendations("compilation", "[1]", list);
    let ids = |found: &[String]| -> Vec<String> {
        let ids = found.iter().filter_map(|line| line.split(' ').next());
        ids.map(str::to_owned).collect()
    };
    assert_eq!(
        ids(&found),
        ["1.1", "1.1.1", "1.1.2", "1.2", "1.3", "1.3.1", "1.4"]
    );
    let short = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados deberían cooperar.\n\nII. Segunda reunión: Viena, 27 de enero de 2010\n\n1. Promover la ratificación de la Convención\n\n2. Informar a la Secretaría\n";
    let (_, found) = recommendations("compilation", "[1, 2]", short);
    assert_eq!(ids(&found), ["1.1", "2.1", "2.2"]);
    let below = "II. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar en:\n\n1. Extradición\n\nRecomendación 2\n\nLos Estados deberían adoptar:\n\n1. Prevención\n\n2. Protección\n";
    let (_, found) = recommendations("report", "[12]", below);
    assert_eq!(ids(&found), ["12.1", "12.1.1", "12.2", "12.2.1", "12.2.2"]);
}

#[test]
fn the_first_meeting_of_a_compilation_is_found_below_the_title_page() {
    let held = "Viena, 14 y 15 de abril de 2009";
    for text in [
        format!("# Recopilación\n\n## Primera reunión: {held}\n\n### Prevención\n\n1. Uno.\n"),
        format!(
            "# Recopilación\n\n## Primera reunión: {held}\n\n### Recomendaciones\n\n#### Recomendación 1\n\nUno.\n"
        ),
        format!("Primera reunión: {held}\n\nI. Prevención\n\n1. Uno.\n"),
        format!(
            "Primera reunión\n\n{held}\n\nEl Grupo de Trabajo aprobó las siguientes recomendaciones:\n\nA. Prevención\n\n1. Uno.\n"
        ),
        format!(
            "Décima reunión\n\nViena, 12 y 13 de octubre de 2020\n\nRecopilación de recomendaciones\n\nNota de la Secretaría\n\nEn su primera reunión, celebrada en {held}, el Grupo de Trabajo aprobó las recomendaciones siguientes:\n\n1. Uno.\n"
        ),
        format!(
            "I.\nPrimera reunión: {held}\nEl Grupo de Trabajo aprobó las siguientes recomendaciones:\n1.\nUno.\n"
        ),
        format!(
            "Recomendaciones del Grupo de Trabajo en su primera reunión\n\nI. Primera reunión: {held}\n\n1. Uno.\n\nAnexo\n\nPrograma provisional de la segunda reunión\n1. Apertura de la reunión\n2. Otros asuntos\n"
        ),
    ] {
        let loaded = read_as("compilation", "[1]", "es", &text).unwrap();
        assert_eq!(ids(&loaded), ["1.1"], "{text}");
        let meetings = &loaded.compendium.meetings;
        let told = |meeting: &Meeting| (meeting.number, meeting.end.clone());
        assert_eq!(
            meetings.iter().map(told).collect::<Vec<_>>(),
            [(1, Some("2009-04-15".to_owned()))],
            "{text}"
        );
    }
}

#[test]
fn a_chapter_ends_where_another_begins_however_it_is_headed() {
    let deep = "## Recomendaciones\n\n### Prevención\n\n1. Uno.\n\n### Resumen de las deliberaciones\n\n2. Nada.\n\n### Anexo I. Lista de documentos\n\n3. Nada.\n";
    assert_eq!(sections("report", "[12]", deep), ["12.1 Uno. §Prevención"]);
    let titled = "II. Recomendaciones\n\nRecomendaciones aprobadas por el Grupo de Trabajo en su 12ª reunión, celebrada en Viena los días 18 y 19 de octubre de 2022, con miras a que las examine la Conferencia\n\n2. Uno.\n\nIII. Resumen\n\nRecomendaciones formuladas por el Grupo de Trabajo en su segunda reunión, celebrada en 2009\n\n3. Nada.\n";
    assert_eq!(sections("report", "[12]", titled), ["12.2 Uno."]);
}

#[test]
fn a_list_behind_a_line_that_was_cut_short_for_it_is_one() {
    let text = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados partes deberían adoptar las medidas siguientes para proteger a todas\nlas víctimas:\na) conceder permisos de residencia a las víctimas que cooperen con la justicia penal;\nb) aplicar el artículo 6, apartados a), b), c) y d), de la Convención y de su Protocolo.\n2. Los Estados partes deberían informar.\n";
    let loaded = read_as("compilation", "[1]", "es", text).unwrap();
    assert_eq!(ids(&loaded), ["1.1", "1.1.a", "1.1.b", "1.2"]);
}

#[test]
fn organizations_are_listed_in_english_too() {
    let text = "II. Recommendations\n\nRecommendation 1\n\nStates should cooperate.\n\nIII. Attendance\n\n2. The following organizations were represented by observers: Council of Europe, European Union and League of Arab States.\n\n3. The following entity was represented by an observer: Order of Malta and Friends.\n";
    let loaded = read("en", text).unwrap();
    let attendance = meeting(&loaded).attendance.clone().unwrap();
    assert_eq!(
        attendance.organizations,
        [
            "Council of Europe",
            "European Union",
            "League of Arab States"
        ]
    );
    assert_eq!(attendance.observers, ["Order of Malta and Friends"]);
}

#[test]
fn chapters_without_numbers_are_told_from_sections_by_their_names() {
    let plain = "Introducción\n\n1. Nada.\n\nRecomendaciones aprobadas por el Grupo de Trabajo\n\n2. El Grupo de Trabajo aprobó las recomendaciones que figuran a continuación.\n\nAsistencia técnica\n\n3. Uno.\n\nPrevención\n\n4. Dos.\n\nResumen de las deliberaciones\n\nRecomendaciones generales\n\n5. Nada.\n\nAprobación del informe\n\n6. Nada.\n";
    let lines = plain.lines().map(|line| {
        if line.is_empty() || line.ends_with('.') {
            line.to_owned()
        } else {
            format!("#### {line}")
        }
    });
    let marked = lines.collect::<Vec<_>>().join("\n");
    for text in [plain, &marked] {
        assert_eq!(
            sections("report", "[12]", text),
            ["12.3 Uno. §Asistencia técnica", "12.4 Dos. §Prevención"],
            "{text}"
        );
    }
    let subject = "II. Recomendaciones\n\n1. Uno.\n\nIII. Resumen de las deliberaciones\n\nA. Recomendaciones generales\n\n2. Nada.\n\nB. Recomendaciones\n\n3. Tres.\n";
    assert_eq!(
        sections("report", "[12]", subject),
        ["12.1 Uno.", "12.3 Tres. §B. Recomendaciones"]
    );
}

#[test]
fn a_compilation_without_blank_lines_keeps_its_meetings() {
    let body = "Los Estados partes deberían cooperar entre sí en las investigaciones conjuntas, con arreglo al\nartículo 19 de la Convención.\n";
    let text = format!(
        "Compilación de las recomendaciones aprobadas\nNota de la Secretaría\nRecomendaciones aprobadas por el Grupo de Expertos encargado de realizar un estudio sobre el\nDelito Cibernético en su primera reunión\n1. {body}2. {body}Segunda reunión del Grupo de Expertos, Viena, 27 a 29 de enero de 2010\nEl Grupo aprobó las recomendaciones siguientes:\n1. {body}"
    );
    let loaded = read_as("compilation", "[1, 2]", "es", &text).unwrap();
    assert_eq!(ids(&loaded), ["1.1", "1.2", "2.1"]);
    assert_eq!(
        loaded.compendium.meetings[1].end.as_deref(),
        Some("2010-01-29")
    );
}

#[test]
fn a_heading_that_lines_were_found_to_make_stays_whole() {
    let body = "Los Estados partes deberían cooperar entre sí en las investigaciones conjuntas, con arreglo al\nartículo 19 de la Convención.\n";
    let text = format!(
        "Recomendaciones aprobadas por el Grupo de Expertos encargado de realizar un estudio sobre el\nDelito Cibernético en su primera reunión:\n1. {body}2. {body}Recomendaciones aprobadas por el Grupo de Expertos encargado de realizar un estudio sobre el\nDelito Cibernético en su segunda reunión:\n1. {body}"
    );
    let loaded = read_as("compilation", "[1, 2]", "es", &text).unwrap();
    assert_eq!(ids(&loaded), ["1.1", "1.2", "2.1"]);
    let contents = "Índice\nI.\nIntroducción ............ 3\nII.\nRecomendaciones ............ 3\n\nI.\nIntroducción\n1.\nNada hubo.\nII.\nRecomendaciones\nA.\nGenerales\n2.\nUno.\nB.\nOtras\n3.\nDos.\n";
    assert_eq!(
        sections("report", "[12]", contents),
        ["12.2 Uno. §A. Generales", "12.3 Dos. §B. Otras"]
    );
}

#[test]
fn what_may_be_a_title_or_a_name_is_a_recommendation_where_it_must() {
    let gap = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Promover la ratificación de la Convención\n\n3. Informar a la Secretaría.\n";
    let (_, found) = recommendations("compilation", "[1]", gap);
    assert_eq!(found.len(), 2, "{found:?}");
    let debate = "Introducción\n\n1. Nada.\n\nRecomendaciones\n\n2. Uno.\n\nResumen de las deliberaciones\n\n4. Nada.\n\nRecomendaciones generales\n\n5. Nada.\n\nAprobación del informe\n\n6. Nada.\n";
    assert_eq!(sections("report", "[12]", debate), ["12.2 Uno."]);
    let marked = "# Informe\n\n## Introducción\n\n1. Nada.\n\n## Recomendaciones\n\n### Prevención\n\n#### Recomendación 1\n\nUno.\n";
    assert_eq!(
        sections("report", "[12]", marked),
        ["12.1 Uno. §Prevención"]
    );
    let names = "II. Recomendaciones\n\nRecomendación 1\n\nUno.\n\nIII. Asistencia\n\n2. Estuvieron representados los siguientes Estados: Chile y Perú. Asistieron como observadores los siguientes Estados: Haití y Palau.\n";
    let attendance = meeting(&proved("es", names)).attendance.clone().unwrap();
    assert_eq!(attendance.states, ["Chile", "Perú"]);
    assert_eq!(attendance.observers, ["Haití", "Palau"]);
}

#[test]
fn a_long_heading_goes_on_behind_page_furniture() {
    let text = "I. Recomendaciones\n\nA. Recomendaciones relativas a las medidas de prevención del delito\n\nV.22-24567    2/5\n\n\u{c}AB/CD/2022/4\n\n\
                que atañen a la trata de personas\n\nRecomendación 1\n\nLos Estados deberían cooperar entre sí, con arreglo a sus leyes,\n\
                y prestar asistencia a las víctimas.\n";
    let loaded = proved("es", text);
    let section = &meeting(&loaded).recommendations[0].section;
    assert_eq!(
        section.as_deref(),
        Some(
            "A. Recomendaciones relativas a las medidas de prevención del delito que atañen a la trata de personas"
        )
    );
}

#[test]
fn drafts_may_be_called_drafts_of_recommendations() {
    let text = "Proyecto de recomendación 1\n\nLos Estados deberían cooperar.\n\nProyecto de recomendacion 2\n\nLa Secretaría debería informar.\n";
    let loaded = read_as("draft-report", "[12]", "es", text).unwrap();
    assert_eq!(ids(&loaded), ["12.1", "12.2"]);
}

#[test]
fn blank_lines_may_part_the_lines_of_a_paragraph_however_many() {
    let lines = "A. Recomendaciones relativas a la prevención\nque atañen a la trata de personas\n\nRecomendación 1\n\n\
                 Los Estados deberían cooperar entre sí, con arreglo\na sus leyes, y prestar asistencia a las víctimas de la\ntrata de personas y a sus familias.\n";
    for blank in ["\n", "\n\n", "\n\n\n", "\n\n\n\n"] {
        let loaded = proved("es", &lines.replace('\n', blank));
        let section = &meeting(&loaded).recommendations[0].section;
        assert_eq!(
            section.as_deref(),
            Some("A. Recomendaciones relativas a la prevención que atañen a la trata de personas"),
            "{blank:?}"
        );
    }
}

#[test]
fn a_note_may_stand_behind_the_title_that_follows_its_call() {
    let text = "I. Recomendaciones\n\n1. El Grupo aprobó las recomendaciones que figuran a continuación.\n\nMarco legislativo\n\n\
                2. Los Estados deberían aprobar leyes.\n\n3. Los Estados deberían elaborar estadísticas.¹\n\n\
                Protección y asistencia\n\n¹ Véase la resolución 5/8 de la Conferencia.\n\n4. Los Estados deberían cooperar.\n";
    let loaded = proved("es", text);
    let sections: Vec<Option<&str>> = (meeting(&loaded).recommendations.iter())
        .map(|recommendation| recommendation.section.as_deref())
        .collect();
    let (law, care) = (Some("Marco legislativo"), Some("Protección y asistencia"));
    assert_eq!(sections, [law, law, care]);
}

#[test]
fn bodies_are_told_apart_in_whatever_order_and_sentence_they_stand() {
    let text = "I. Organización\n\n1. Declaró abierta la reunión S.E. el Sr. Andrés Molina (Costa Rica), Presidente del Grupo de Trabajo.\n\n\
        II. Recomendaciones\n\nRecomendación 1\n\nUno.\n\nIII. Asistencia\n\n\
        2. El Estado de Palestina, entidad observadora, estuvo representado por un observador. La Soberana Orden de Malta, entidad que tiene una oficina permanente de observación, estuvo también representada.\n\n\
        3. Las siguientes organizaciones intergubernamentales estuvieron representadas por observadores: Consejo de Europa, OSCE, INTERPOL y Unión Africana.\n\n\
        4. Estuvo representada por un observador la Organización Internacional para las Migraciones.\n";
    let loaded = proved("es", text);
    let meeting = meeting(&loaded);
    assert_eq!(
        meeting.president.as_deref(),
        Some("Andrés Molina (Costa Rica)")
    );
    let attendance = meeting.attendance.clone().unwrap();
    assert_eq!(
        attendance.observers,
        ["Estado de Palestina", "Soberana Orden de Malta"]
    );
    assert_eq!(
        attendance.organizations,
        [
            "Consejo de Europa",
            "OSCE",
            "INTERPOL",
            "Unión Africana",
            "Organización Internacional para las Migraciones"
        ]
    );
}

#[test]
fn another_text_under_the_same_number_is_told_to_be_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = "title = \"R\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n".to_owned();
    fs::create_dir_all(folder.path().join("seeds/documents")).unwrap();
    let fund =
        "Los Estados partes deberían crear fondos de indemnización para las víctimas de la trata.";
    let training =
        "La Secretaría debería capacitar a jueces y fiscales en el uso de pruebas electrónicas.";
    for (kind, words) in [
        ("report", [fund, training]),
        (
            "draft-report",
            [
                "Los Estados partes deberían crear fondos nacionales de indemnización para las víctimas de trata.",
                "Los Estados partes deberían reunir datos sobre la demanda y publicarlos cada año.",
            ],
        ),
    ] {
        let file = format!("seeds/documents/{kind}.es.txt");
        book.push_str(&format!("[[documents]]\nfile = \"{file}\"\nkind = \"{kind}\"\ntitle = \"{kind}\"\nmeetings = [12]\n"));
        let text = format!(
            "II. Recomendaciones\n\nRecomendación 1\n\n{}\n\nRecomendación 2\n\n{}\n",
            words[0], words[1]
        );
        fs::write(folder.path().join(file), text).unwrap();
    }
    fs::write(folder.path().join("book.toml"), book).unwrap();
    let loaded = load(&folder.path().join("book.toml")).unwrap();
    let told = loaded.diagnostics.iter();
    let told: Vec<_> = told
        .filter(|found| found.code == "numero-con-otro-texto")
        .map(|found| (found.file.clone().unwrap_or_default(), found.line))
        .collect();
    assert_eq!(
        told,
        [("seeds/documents/draft-report.es.txt".to_owned(), 9)]
    );
    let files = compendio::site::files(&loaded).unwrap();
    let page = |id: &str| {
        let path = format!("recomendaciones/{id}.html");
        let file = files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    assert!(page("12-1").contains("<h3>El mismo texto en otro documento</h3>"));
    assert!(page("12-2").contains("<h3>Otro documento dice otra cosa con este número</h3>"));
    assert!(!page("12-2").contains("El mismo texto"));
}

#[test]
fn a_sole_bullet_makes_no_list() {
    let text = "I. Recomendaciones\n\n1. El Grupo aprobó las recomendaciones que figuran a continuación.\n\n\
                Recomendación 1\n\n- los Estados partes deberían adoptar medidas.\n\n\
                Recomendación 2\n\n- los Estados deberían cooperar;\n\n- la Secretaría debería informar.\n\n\
                Recomendación 3\n\nLos Estados deberían:\n\n- cooperar.\n";
    let loaded = proved("es", text);
    assert_eq!(
        ids(&loaded),
        ["12.1", "12.2", "12.2.1", "12.2.2", "12.3", "12.3.1"]
    );
    assert_eq!(
        unit(&loaded, "12.1").text.plain,
        "los Estados partes deberían adoptar medidas."
    );
}
