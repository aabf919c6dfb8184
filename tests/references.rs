//! Which recommendations a text means, looked up in a book of two invented reports.

use std::fs;

use compendio::{Loaded, load};

/// Recommendations of the twelfth meeting.
const TWELFTH: &str = "          I.   Recomendaciones

1. El Grupo de Trabajo aprobó las recomendaciones que se presentan a continuación en su 12ª reunión.

Recomendación 1

Los Estados partes deberían establecer fondos nacionales de indemnización para las víctimas.

Recomendación 2

Los Estados partes deberían:

a) capacitar a los fiscales;

b) capacitar a los jueces.

Recomendación 3

La Secretaría debería publicar un estudio sobre las cadenas de suministro.

          II.   Resumen de las deliberaciones

2. Varios oradores subrayaron la importancia de la prevención.

          III.   Organización de la reunión

3. La 12ª reunión del Grupo de Trabajo se celebró en Viena del 4 al 6 de julio de 2022.
";

/// A book of that report and the one of the next meeting, whose recommendations are these.
fn read(recommendations: &[&str]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let book = "title = \"R\"\nlanguage = \"es\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n\
        [body]\nname = \"el Grupo de Trabajo sobre la Trata de Personas\"\nshort = \"el Grupo de Trabajo\"\n\
        [[documents]]\nfile = \"seeds/documents/a.es.txt\"\nkind = \"report\"\nsymbol = \"AB/CD/2022/4\"\ntitle = \"A\"\nmeetings = [12]\n\
        [[documents]]\nfile = \"seeds/documents/b.es.txt\"\nkind = \"report\"\nsymbol = \"AB/CD/2023/4\"\ntitle = \"B\"\nmeetings = [13]\n";
    let listed: Vec<String> = (1..)
        .zip(recommendations)
        .map(|(number, text)| format!("Recomendación {number}\n\n{text}\n\n"))
        .collect();
    let listed = listed.concat();
    let report = format!(
        "          I.   Recomendaciones\n\n1. El Grupo de Trabajo aprobó las recomendaciones que se presentan a \
         continuación en su 13ª reunión.\n\n{listed}          II.   Organización de la reunión\n\n2. La 13ª reunión del \
         Grupo de Trabajo se celebró en Viena del 3 al 5 de julio de 2023.\n"
    );
    fs::create_dir_all(folder.path().join("seeds/documents")).unwrap();
    fs::write(folder.path().join("book.toml"), book).unwrap();
    fs::write(folder.path().join("seeds/documents/a.es.txt"), TWELFTH).unwrap();
    fs::write(folder.path().join("seeds/documents/b.es.txt"), report).unwrap();
    load(&folder.path().join("book.toml")).unwrap()
}

/// What one recommendation means: ids, and the reasons why something was not found.
fn meant(loaded: &Loaded, id: &str) -> (Vec<String>, Vec<&'static str>) {
    let compendium = &loaded.compendium;
    let at = compendium.find(id).unwrap_or_else(|| panic!("no {id}"));
    let ids = compendium.entries[at].references_to.iter();
    let lost = compendium.unresolved.iter();
    (
        ids.map(|&to| compendium.entries[to].id.to_string())
            .collect(),
        lost.filter(|lost| lost.entry == Some(at))
            .map(|lost| lost.reason.path())
            .collect(),
    )
}

#[test]
fn what_is_named_is_found_as_far_as_it_is_there_and_the_rest_is_told() {
    let cases = [
        (
            "la recomendación 2 b) de la 12ª reunión",
            &["12.2.b"][..],
            &[][..],
        ),
        (
            "las recomendaciones 1 y 77 de la 12ª reunión",
            &["12.1"],
            &["unresolved.partly_found"],
        ),
        (
            "las recomendaciones 2 a 5 de la 12ª reunión",
            &["12.2", "12.3"],
            &["unresolved.partly_found"],
        ),
        (
            "la recomendación 2 z) de la 12ª reunión",
            &[],
            &["unresolved.no_recommendation"],
        ),
        ("las recomendaciones 12.3 y 12.1", &["12.3", "12.1"], &[]),
        ("la recomendación 1 del presente informe", &["13.1"], &[]),
        ("la recomendación 3 (AB/CD/2022/4)", &["12.3"], &[]),
        (
            "la recomendación 3 de la 12ª reunión del Grupo de Trabajo sobre Armas de Fuego",
            &[],
            &["unresolved.another_body"],
        ),
        ("la recomendación 3", &[], &["unresolved.no_meeting"]),
        (
            "el párrafo 2 del documento AB/CD/2022/4",
            &[],
            &["unresolved.not_recommended"],
        ),
        (
            "el párrafo 2 del documento AB/CD/2021/4",
            &[],
            &["unresolved.unknown_report"],
        ),
    ];
    let texts: Vec<String> = cases
        .iter()
        .map(|(text, ..)| {
            format!("De conformidad con {text}, los Estados partes deberían informar.")
        })
        .collect();
    let loaded = read(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for (number, (text, ids, reasons)) in (1..).zip(cases) {
        let (found, lost) = meant(&loaded, &format!("13.{number}"));
        assert_eq!(
            (&found[..], &lost[..]),
            (
                &ids.iter().map(ToString::to_string).collect::<Vec<_>>()[..],
                reasons
            ),
            "{text}"
        );
    }
}

#[test]
fn what_is_described_is_found_where_the_words_are_enough() {
    let loaded = read(&[
        "El Grupo de Trabajo reitera su recomendación de que los Estados partes establezcan fondos nacionales de indemnización.",
        "Los Estados partes deberían aplicar la recomendación aprobada en su 12ª reunión relativa a la capacitación de los jueces.",
        "El Grupo de Trabajo reitera su recomendación de que la Secretaría publique un estudio sobre las cadenas de suministro.",
        "El Grupo de Trabajo reitera su recomendación de que los Estados partes construyan puentes y carreteras.",
        "El Grupo de Trabajo reitera su recomendación sobre fondos.",
    ]);
    for (id, ids, reasons) in [
        ("13.1", &["12.1"][..], &[][..]),
        ("13.2", &["12.2.b"], &[]),
        ("13.3", &["12.3"], &[]),
        ("13.4", &[], &["unresolved.no_description"]),
        ("13.5", &[], &["unresolved.no_description"]),
    ] {
        let (found, lost) = meant(&loaded, id);
        assert_eq!(
            (
                found.iter().map(String::as_str).collect::<Vec<_>>(),
                &lost[..]
            ),
            (ids.to_vec(), reasons),
            "{id}"
        );
    }
}
