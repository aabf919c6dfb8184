//! Earlier recommendations by number and by what they said, and those of other bodies.

use super::*;

const OWN: [&str; 2] = [
    "grupo de trabajo sobre la trata de personas",
    "grupo de trabajo",
];

/// What a text asks for, one line each: "4: 46.j.iii", "2009 ¶ 17", "another".
fn asked(own: &[&str], text: &str) -> Vec<String> {
    let scan = scan(text, &names_of(own), Language::of("es"), Context::default());
    let told = |ask: &Ask| match &ask.what {
        What::Numbers(meant, numbers) => format!("{}: {}", of(meant), listed(numbers)),
        What::Paragraphs(meant, numbers) => format!("{} ¶ {}", of(meant), listed(numbers)),
        What::Meeting(meant) => of(meant),
        What::Description(description) => {
            let meeting = description.meeting.as_ref().map(of).unwrap_or_default();
            let said = text[description.start..description.end].trim();
            format!("{meeting}“{said}”")
        }
        What::OfAnother => "another".to_owned(),
        What::OfNone => "none".to_owned(),
    };
    scan.asks.iter().map(told).collect()
}

fn of(meant: &Meant) -> String {
    let number = meant.number.or(meant.year).map(|number| number.to_string());
    let symbol = meant.symbol.clone().or(number);
    let present = meant.is_present.then(|| "present".to_owned());
    symbol.or(present).unwrap_or_default()
}

fn listed(numbers: &[Element]) -> String {
    let one = |element: &Element| {
        let number = element.number.map(|number| number.to_string());
        let paragraph = element.paragraph.map(|number| number.to_string());
        let letters = element.letters.join("|");
        let parts = [
            number,
            paragraph,
            Some(letters).filter(|one| !one.is_empty()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(".")
    };
    numbers.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn recommendations_by_number_in_all_their_forms() {
    for (text, expected) in [
        (
            "la recomendación 46 j) iii) de la cuarta reunión",
            "4: 46.j.iii",
        ),
        (
            "la recomendación 46, apartado j) iii), de la cuarta reunión",
            "4: 46.j.iii",
        ),
        (
            "el apartado c) de la recomendación 46 de la cuarta reunión",
            "4: 46.c",
        ),
        (
            "el inciso iii) del apartado j) de la recomendación 46 de la cuarta reunión",
            "4: 46.j.iii",
        ),
        (
            "las recomendaciones 46 c) y d) de la cuarta reunión",
            "4: 46.c|d",
        ),
        (
            "las recomendaciones 46 j) iii) y iv) de la cuarta reunión",
            "4: 46.j.iii|j.iv",
        ),
        (
            "la recomendación 46 a) a c) de la cuarta reunión",
            "4: 46.a|b|c",
        ),
        ("la recomendación núm. 9 de la novena reunión", "9: 9"),
        ("la recomendación 9 de la 9.ª reunión", "9: 9"),
        (
            "el párrafo 46 c) de las recomendaciones aprobadas en su cuarta reunión",
            "4: 46.c",
        ),
        ("(cuarta reunión, recomendación 46 c))", "4: 46.c"),
        (
            "véase: Cuarta reunión (2011), recomendación 46 j) iii)",
            "4: 46.j.iii",
        ),
        ("las recomendaciones 9.9 y 4.24", ": 9.9 4.24"),
        ("la recomendación 4.46.j.iii", ": 4.46.j.iii"),
        ("la recomendación 5 supra", "present: 5"),
        ("la recomendación 1 del presente informe", "present: 1"),
        ("la recomendación 8 de la presente reunión", "present: 8"),
        (
            "la recomendación 9 que aprobó el Grupo de Trabajo en la reunión que celebró en Viena del 9 al 11 de septiembre de 2019",
            "2019: 9",
        ),
        (
            "la recomendación 5, formulada por el Grupo de Trabajo en su cuarta reunión, celebrada en 2011",
            "4: 5",
        ),
        (
            "los párrafos 12 a) y 17 del informe sobre su primera reunión",
            "1 ¶ 12.a 17",
        ),
        (
            "el apartado a) del párrafo 12 del informe sobre su primera reunión",
            "1 ¶ 12.a",
        ),
        // The meeting of what follows is not the one of what went before.
        (
            "la recomendación 5, los Estados deberían informar en su cuarta reunión",
            "none",
        ),
        (
            "la recomendación 5, se alienta a los Estados a informar en 2013",
            "none",
        ),
        ("la recomendación 5 deberían aplicarla en 2013", "none"),
    ] {
        assert_eq!(asked(&OWN, text), [expected], "{text}");
    }
    assert_eq!(
        asked(
            &OWN,
            "las recomendaciones 9 y 10 de la novena reunión y 24 de la cuarta reunión"
        ),
        ["9: 9 10", "4: 24"]
    );
    assert_eq!(
        asked(
            &OWN,
            "las recomendaciones 12 y 24 de la cuarta reunión, 9 de la novena reunión y 3 (quinta reunión)"
        ),
        ["4: 12 24", "9: 9", "5: 3"]
    );
    assert_eq!(
        asked(&OWN, "(CTOC/COP/WG.4/2019/6, recomendaciones 9 y 10)"),
        ["CTOC/COP/WG.4/2019/6: 9 10"]
    );
    assert!(asked(&OWN, "el párrafo 3 de la presente recomendación").is_empty());
}

#[test]
fn recommendations_of_other_bodies_are_none_of_ours() {
    for text in [
        "la recomendación 1 del Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes en su cuarta reunión",
        "la recomendación 5 aprobada en su cuarta reunión por el Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes",
        "la recomendación 5 aprobada en su cuarta reunión, celebrada en Viena en 2011, por el Grupo de Trabajo sobre Armas de Fuego",
        "la recomendación 5 del informe de la cuarta reunión del Grupo de Trabajo sobre Cooperación Internacional",
        "las recomendaciones 3 y 4 aprobadas por el Grupo de Trabajo sobre Asistencia Técnica en su quinta reunión",
        "la recomendación 2 de la segunda reunión del Grupo de Trabajo sobre Armas de Fuego",
        "la recomendación 5 del grupo de trabajo sobre el tráfico ilícito de migrantes aprobada en su cuarta reunión",
        "la recomendación 19 del Grupo de Acción Financiera aprobada en 2013",
        "la recomendación 19 del GAFI aprobada en 2013",
        "la recomendación 5 aprobada por la OIT en 2013",
        "las recomendaciones 1 a 3 de la Relatora Especial formuladas en 2013",
        "la recomendación 5 que aprobó la Comisión de Estupefacientes en su cuarta reunión",
        "las recomendaciones de la cuarta reunión del Grupo de Trabajo sobre Armas de Fuego",
        "el párrafo 17 del informe del Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes sobre su primera reunión",
        "el párrafo 17 del informe del Grupo de Trabajo de composición abierta sobre la recuperación de activos celebrada en 2009",
        "la recomendación 3 del taller celebrado en 2013",
        "la recomendación 3 formulada por los expertos en 2013",
        "la recomendación 3 de la cuarta reunión de fiscales generales",
        "el párrafo 17 del informe anual de 2009",
        "el párrafo 17 del informe presentado por España en 2009",
        "El Comité, en su recomendación 5 de su cuarta reunión, dice",
        "La Relatora Especial, en la recomendación 3 de su informe de 2013, pidió",
        "La Comisión de Estupefacientes (cuarta reunión, recomendación 5) pidió",
    ] {
        assert_eq!(asked(&OWN, text), ["another"], "{text}");
    }
    for text in [
        "la recomendación 5 del Grupo de Trabajo sobre la Trata de Personas aprobada en su cuarta reunión",
        "la recomendación 5 de la cuarta reunión del Grupo de Trabajo sobre Trata de Personas",
        "la recomendación 5 de la cuarta reunión del Grupo de Trabajo provisional de composición abierta sobre la trata de personas",
        "la recomendación 5 aprobada en su cuarta reunión, celebrada en Viena en 2011, por el Grupo de Trabajo",
        "la recomendación 5 del Grupo de Trabajo sobre su cuarta reunión",
        "la recomendación 5 aprobada por consenso en su cuarta reunión",
        "El Grupo de Trabajo, recordando la labor de la Comisión, reiteró su recomendación 5 de la cuarta reunión.",
        "La Conferencia debería hacer suya la recomendación 5 que el Grupo de Trabajo formuló en su cuarta reunión.",
        "la recomendación 5 de la cuarta reunión en cooperación con el Grupo de Trabajo sobre Armas de Fuego",
        "la recomendación 5 de la cuarta reunión, y el Grupo de Trabajo sobre Armas de Fuego debería",
    ] {
        assert_eq!(asked(&OWN, text), ["4: 5"], "{text}");
    }
}

#[test]
fn whose_a_name_is_the_book_says() {
    let migrants = "la recomendación 5 de la cuarta reunión del Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes";
    let own = [
        "grupo de trabajo sobre el tráfico ilícito de migrantes",
        "grupo de trabajo",
    ];
    assert_eq!(asked(&own, migrants), ["4: 5"]);
    // A book that does not name its body cannot tell it from others of the kind.
    assert_eq!(asked(&[], migrants), ["4: 5"]);
    assert_eq!(asked(&["grupo de trabajo"], migrants), ["4: 5"]);
    assert_eq!(asked(&["comité de faros"], migrants), ["another"]);
    let lights = "la recomendación 5 del Comité de Faros aprobada en su cuarta reunión";
    assert_eq!(asked(&["comité de faros", "comité"], lights), ["4: 5"]);
    assert_eq!(asked(&OWN, lights), ["another"]);
}

#[test]
fn what_a_recommendation_said_and_the_meeting_that_made_it() {
    for (text, expected) in [
        (
            "El Grupo de Trabajo reitera su recomendación de que los Estados creen fondos.",
            "“los Estados creen fondos”",
        ),
        (
            "reiteró la recomendación formulada en su 12ª reunión de que los Estados creen fondos.",
            "12“los Estados creen fondos”",
        ),
        (
            "la recomendación relativa a los fondos aprobada por el Grupo de Trabajo en su 12ª reunión",
            "12“los fondos”",
        ),
        (
            "su recomendación anterior de que los Estados creen fondos; además",
            "“los Estados creen fondos”",
        ),
        (
            "La Comisión de Estupefacientes reiteró su recomendación de que los Estados creen fondos.",
            "another",
        ),
        // A number says better what is meant.
        (
            "su recomendación anterior relativa a los fondos (cuarta reunión, recomendación 46 c))",
            "4: 46.c",
        ),
    ] {
        assert_eq!(asked(&OWN, text), [expected], "{text}");
    }
    assert!(
        asked(
            &OWN,
            "aprobó la recomendación de que los Estados creen fondos."
        )
        .is_empty()
    );
}
