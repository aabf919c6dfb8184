//! What is furniture and what is text.

use super::*;

fn furniture(text: &str, symbol: Option<&str>) -> Vec<usize> {
    let source = Source::new("a", text.into()).unwrap().0;
    find(&source, Language::of("es"), symbol)
        .iter()
        .enumerate()
        .filter(|(_, found)| found.is_some())
        .map(|(at, _)| at + 1)
        .collect()
}

#[test]
fn page_marks_of_all_forms() {
    for mark in [
        "V.19-09720 8/14",
        "8/14 V.19-09720",
        "GE.21-01234 (S)",
        "8/14",
        "- 12 -",
        "Página 3",
        "*2109720*  V.21-09720",
        "*2109720*",
        "V.21-09720 (S)    021019    031019",
        "Página 4 de 18",
        "V.22-12345   3 / 18",
        "2/9   22-12345",
        "22-12345",
        "V.0954321 (S)    4",
        "CTOC/COP/WG.4/2019/5   - 4 -",
        "Se ruega reciclar",
        "[página 8]",
        "CTOC/COP/WG.4/2019/6, pág. 3",
        "/...",
    ] {
        assert_eq!(
            furniture(&format!("texto\n{mark}\ntexto"), None),
            [2],
            "{mark}"
        );
    }
    for words in [
        "de 2019",
        "12",
        "202219",
        "Grupo 8/14 de",
        "CTOC/COP/WG.4/2019/6",
        "1. El Grupo",
        "4 de 18",
        "Se ruega reciclar el papel",
        "2019-12345",
    ] {
        assert_eq!(
            furniture(&format!("texto\n{words}\ntexto"), None),
            [0; 0],
            "{words}"
        );
    }
}

#[test]
fn a_symbol_is_furniture_where_it_heads_a_page() {
    let symbol = "CTOC/COP/WG.4/2019/6";
    assert_eq!(
        furniture(&format!("texto\n{symbol}\ntexto"), Some(symbol)),
        [2]
    );
    assert_eq!(
        furniture(&format!("texto\n{symbol}\n\nV.19-09720\ntexto"), None),
        [2, 4]
    );
}

#[test]
fn a_figure_before_the_next_page_is_its_number() {
    assert_eq!(furniture("texto\n\n3\n\n\u{c}texto", None), [3]);
    assert_eq!(furniture("texto\n3\n\u{c}\ntexto", None), [2]);
    assert_eq!(furniture("texto\n3\ntexto\u{c}", None), [0; 0]);
}

#[test]
fn figures_between_blank_lines_count_the_pages() {
    let pages = |numbers: &[&str]| -> String {
        let page = |number: &&str| format!("{}\n{number}\n\n", "Texto.\n".repeat(PAGE));
        numbers.iter().map(page).collect()
    };
    let found = |numbers: &[&str]| furniture(&pages(numbers), None).len();
    assert_eq!(found(&["2", "3", "4"]), 3);
    assert_eq!(found(&["2", "3"]), 0, "two may be anything");
    assert_eq!(found(&["1", "2"]), 2, "the first page and the last");
    assert_eq!(found(&["2", "4", "6"]), 0);
    let close = "Texto.\n\n1\n\nTexto.\n\n2\n\nTexto.\n\n3\n\nTexto.";
    assert_eq!(furniture(close, None), [0; 0], "no page is so short");
}

#[test]
fn heads_of_pages_after_the_first() {
    let head = "Naciones Unidas   CTOC/COP/WG.4/2019/5";
    let text = format!("{head}\ntexto\n\n{head}\ntexto\n\n{head}\ntexto");
    assert_eq!(furniture(&text, None), [4, 7]);
    let numbered =
        "texto\n\n\u{c}Informe del Grupo    2\ntexto\n\n\u{c}Informe del Grupo    3\ntexto";
    assert_eq!(furniture(numbered, None), [3, 6]);
}

#[test]
fn a_repeated_line_of_words_needs_a_page_mark_beside_it() {
    let page = "texto\n\nGrupo de Trabajo\nV.19-09720\n";
    assert_eq!(furniture(&page.repeat(2), None), [3, 4, 7, 8]);
    assert_eq!(furniture("Lema\na\nLema\nb\nLema\n", None), [0; 0]);
}

#[test]
fn a_head_of_several_lines_is_known_by_one_of_them() {
    let page = "texto\n\nComisión de Faros\nInforme anual\nV.19-09720\n";
    let found: Vec<usize> = (0..3)
        .flat_map(|at| [3, 4, 5].map(|line| line + at * 5))
        .collect();
    for _ in 0..8 {
        assert_eq!(furniture(&page.repeat(3), None), found);
    }
}

#[test]
fn two_sections_of_one_name_at_the_heads_of_pages_are_no_running_title() {
    let page = "V.19-09720\n\nD. Otras cuestiones\n\ntexto\n\n";
    assert_eq!(furniture(&page.repeat(2), None), [1, 7]);
}

#[test]
fn notes_that_begin_alike_count_no_pages() {
    let note = |at: usize| {
        format!(
            "{}\n____\n{at} Publicación de las Naciones Unidas, núm. de venta\nS.09.V.{at}.\n\n",
            "texto\n".repeat(20)
        )
    };
    let text: String = (1..5).map(note).collect();
    assert_eq!(furniture(&text, None).len(), 4, "the drawn lines alone");
}

#[test]
fn what_interrupts_a_sentence_again_and_again_is_a_running_title() {
    let pages = |count: usize, parts: &str| -> String {
        let page = |at| {
            format!(
                "Los {at} Estados deberían prestar asistencia{parts}Recomendaciones del Grupo{parts}que sea adecuada.\n\n"
            )
        };
        (0..count).map(page).collect()
    };
    assert_eq!(furniture(&pages(3, "\n\n"), None), [3, 9, 15]);
    assert_eq!(
        furniture(&pages(2, "\n\n"), None),
        [0; 0],
        "two may be anything"
    );
    assert_eq!(
        furniture(&pages(3, "\n"), None),
        [0; 0],
        "a line of the sentence"
    );
    assert_eq!(furniture(&pages(3, ".\n\n"), None), [0; 0], "a heading");
}

#[test]
fn a_figure_that_interrupts_a_sentence_ends_a_page() {
    assert_eq!(
        furniture("prestar asistencia\n\n2\n\nque sea adecuada.", None),
        [3]
    );
    assert_eq!(furniture("el artículo\n2\nde la Convención.", None), [0; 0]);
    assert_eq!(
        furniture("prestar asistencia:\n\n2\n\nque sea adecuada.", None),
        [0; 0]
    );
}
