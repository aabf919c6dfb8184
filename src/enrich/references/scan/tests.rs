//! Forms of references, one line a form: those of the sources and others of United Nations usage.

use super::*;
use crate::records::editorial::{Body, Cited, Instrument, Treaty};

fn names() -> Names {
    names_of(&["comité de faros"])
}

/// The editors' lists of these tests, in a book whose body has such names.
fn names_of(own: &[&str]) -> Names {
    let own: Vec<String> = own.iter().map(ToString::to_string).collect();
    let treaty = |id: &str, forms: &[&str], bare: &str| Treaty {
        id: id.to_owned(),
        name: forms[0].to_owned(),
        short: forms[0].to_owned(),
        forms: forms.iter().map(ToString::to_string).collect(),
        bare: vec![bare.to_owned()],
        said: Vec::new(),
        articles: std::collections::BTreeMap::default(),
    };
    let body = |form: &str, act: &str, range: Option<(u32, u32)>| Body {
        forms: vec![form.to_owned()],
        resolution: Some(act.to_owned()),
        decision: Some(act.to_owned()),
        first: range.map(|range| range.0),
        last: range.map(|range| range.1),
    };
    Names::of(
        &Cited {
            treaties: vec![
                treaty(
                    "protocolo",
                    &["Protocolo contra la Trata de Personas"],
                    "Protocolo",
                ),
                treaty(
                    "convencion",
                    &["Convención contra la Delincuencia Organizada"],
                    "Convención",
                ),
            ],
            bodies: vec![
                body("Asamblea General", "A/RES/{number}", Some((31, 199))),
                body("Consejo de Seguridad", "S/RES/{number}({year})", None),
                body("Conferencia", "{number}", Some((1, 30))),
            ],
            instruments: vec![
                Instrument {
                    id: "consular".to_owned(),
                    name: String::new(),
                    act: None,
                    forms: vec!["Convención de Viena sobre Relaciones Consulares".to_owned()],
                },
                Instrument {
                    id: "plan".to_owned(),
                    name: String::new(),
                    act: Some("A/RES/64/293".to_owned()),
                    forms: vec!["Plan de Acción Mundial".to_owned()],
                },
            ],
        },
        &Language::of("es").references,
        &own,
        Some("conferencia de las partes"),
    )
}

fn found(text: &str) -> Vec<String> {
    let scan = scan(text, &names(), Language::of("es"), Context::default());
    scan.citations
        .into_iter()
        .map(|citation| citation.target)
        .chain(
            scan.lost
                .iter()
                .map(|(start, end, _)| format!("? {}", &text[*start..*end])),
        )
        .collect()
}

#[test]
fn articles_in_the_wording_of_reports() {
    for (text, targets) in [
        (
            "el párrafo 3, apartado d), del artículo 6 del Protocolo",
            &["protocolo:6.3.d"][..],
        ),
        (
            "el párrafo 3, letra d), del artículo 6 del Protocolo",
            &["protocolo:6.3.d"],
        ),
        (
            "el párrafo 3, apartados a) y b), del artículo 6 del Protocolo",
            &["protocolo:6.3.a", "protocolo:6.3.b"],
        ),
        (
            "el subpárrafo d) del párrafo 3 del artículo 6 del Protocolo",
            &["protocolo:6.3.d"],
        ),
        (
            "los apartados a) a d) del artículo 3 del Protocolo",
            &[
                "protocolo:3.a",
                "protocolo:3.b",
                "protocolo:3.c",
                "protocolo:3.d",
            ],
        ),
        (
            "el artículo 6, párrafo 3, apartados a) a c), del Protocolo",
            &["protocolo:6.3.a", "protocolo:6.3.b", "protocolo:6.3.c"],
        ),
        (
            "el artículo 6, párr. 3, apdo. d), del Protocolo",
            &["protocolo:6.3.d"],
        ),
        (
            "el segundo párrafo del artículo 9 del Protocolo",
            &["protocolo:9.2"],
        ),
        (
            "los artículos 1º a 3º del Protocolo",
            &["protocolo:1", "protocolo:2", "protocolo:3"],
        ),
        ("el artículo 6 3) d) del Protocolo", &["protocolo:6.3.d"]),
        ("el artículo 6 3) del Protocolo", &["protocolo:6.3"]),
        ("el artículo 6 (3) (d) del Protocolo", &["protocolo:6.3.d"]),
        (
            "el artículo 6 (párrafo 3) del Protocolo",
            &["protocolo:6.3"],
        ),
        (
            "los artículos 6 (párrs. 2 y 3), 7 (párr. 1) y 9 del Protocolo",
            &[
                "protocolo:6.2",
                "protocolo:6.3",
                "protocolo:7.1",
                "protocolo:9",
            ],
        ),
        (
            "los artículos 6, párrafo 2, 8, párrafo 1, y 9 del Protocolo",
            &["protocolo:6.2", "protocolo:8.1", "protocolo:9"],
        ),
        (
            "el artículo 6, en particular el párrafo 3, del Protocolo",
            &["protocolo:6.3"],
        ),
        (
            "el artículo 6, párrafo 3, en sus apartados a) y d), del Protocolo",
            &["protocolo:6.3.a", "protocolo:6.3.d"],
        ),
        (
            "el artículo 11 (Medidas fronterizas), párrafos 1 y 2, del Protocolo",
            &["protocolo:11.1", "protocolo:11.2"],
        ),
        (
            "el artículo 11 (Medidas fronterizas) del Protocolo",
            &["protocolo:11"],
        ),
        (
            "el artículo 12 y siguientes de la Convención",
            &["convencion:12"],
        ),
        // Targets end at the letter.
        (
            "el apartado a) i) y ii) del párrafo 1 del artículo 5 de la Convención",
            &["convencion:5.1.a"],
        ),
        (
            "el artículo 6 del Protocolo, en el párrafo 3 de la resolución 7/1",
            &["protocolo:6", "resolution:7/1#3"],
        ),
    ] {
        assert_eq!(found(text), targets, "{text}");
    }
}

#[test]
fn articles_in_all_their_forms() {
    for (text, targets) in [
        (
            "el apartado a) del artículo 3 del Protocolo",
            &["protocolo:3.a"][..],
        ),
        (
            "apartado 2 del artículo 6 del Protocolo contra la trata de personas",
            &["protocolo:6.2"],
        ),
        (
            "el artículo 6, párrafo 3 d), del Protocolo",
            &["protocolo:6.3.d"],
        ),
        (
            "los párrafos 2 y 3 del artículo 26 de la Convención",
            &["convencion:26.2", "convencion:26.3"],
        ),
        (
            "los artículos 32 y 37 de la Convención, los Estados",
            &["convencion:32", "convencion:37"],
        ),
        (
            "los artículos 16 a 18 y 24 de la Convención",
            &[
                "convencion:16",
                "convencion:17",
                "convencion:18",
                "convencion:24",
            ],
        ),
        (
            "el apartado d) del párrafo 3 del artículo 6 del Protocolo",
            &["protocolo:6.3.d"],
        ),
        (
            "los apartados a) y b) del artículo 3 del Protocolo",
            &["protocolo:3.a", "protocolo:3.b"],
        ),
        (
            "art. 6, párrs. 3 y 4, del Protocolo",
            &["protocolo:6.3", "protocolo:6.4"],
        ),
        ("el artículo 6.3 d) del Protocolo", &["protocolo:6.3.d"]),
        (
            "el artículo 6, párrafo 3, y el artículo 9, párrafo 2, del Protocolo",
            &["protocolo:6.3", "protocolo:9.2"],
        ),
        (
            "los artículos 10 del Protocolo y 27 de la Convención",
            &["protocolo:10", "convencion:27"],
        ),
        (
            "el Protocolo, en particular sus artículos 6 y 7,",
            &["protocolo:6", "protocolo:7"],
        ),
        (
            "el Protocolo contra la Trata de Personas (art. 9) y la Convención (art. 32)",
            &["protocolo:9", "convencion:32"],
        ),
        (
            "la Convención y el artículo 5 de ese instrumento",
            &["convencion:5"],
        ),
        (
            "en virtud del artículo 6 del Protocolo. El artículo 7 exige",
            &["protocolo:6", "protocolo:7"],
        ),
        ("el artículo 7 exige", &["? artículo 7"]),
        ("apartado postal 500, artículos de prensa", &[]),
    ] {
        assert_eq!(found(text), targets, "{text}");
    }
}

#[test]
fn what_another_treaty_says_is_not_taken_for_ours() {
    for (text, targets) in [
        (
            "el artículo 36 de la Convención de Viena sobre Relaciones Consulares",
            &["instrument:consular"][..],
        ),
        (
            "el artículo 6 de la Convención sobre la Eliminación de Todas las Formas",
            &["? artículo 6 de la Convención"],
        ),
        (
            "el artículo 3 de la Convención contra la Tortura",
            &["? artículo 3 de la Convención"],
        ),
        (
            "el artículo 36 de la Convención de 1963 de Viena sobre Relaciones Consulares",
            &["instrument:consular"],
        ),
        (
            "el artículo 31 de la Convención de 1951 sobre el Estatuto de los Refugiados",
            &["? artículo 31 de la Convención"],
        ),
        (
            "el artículo 9 del Protocolo a la Convención Americana",
            &["? artículo 9 del Protocolo"],
        ),
        (
            "el artículo 3 del Protocolo Adicional al Convenio",
            &["? artículo 3 del Protocolo"],
        ),
        (
            "aplicar el artículo 9 del Protocolo a los Estados",
            &["protocolo:9"],
        ),
        (
            "el Protocolo y la Convención contra la Tortura (art. 3)",
            &["? art. 3"],
        ),
        (
            "el Protocolo y la Convención de Viena sobre Relaciones Consulares, artículo 36",
            &["instrument:consular"],
        ),
        (
            "el párrafo 3 del artículo 32 de la Convención y en el párrafo 2 del artículo 2 del reglamento",
            &[
                "convencion:32.3",
                "? párrafo 2 del artículo 2 del reglamento",
            ],
        ),
    ] {
        assert_eq!(found(text), targets, "{text}");
    }
}

#[test]
fn resolutions_decisions_and_symbols() {
    for (text, targets) in [
        (
            "en el párrafo 44 de la resolución 64/293 de la Asamblea General",
            &["resolution:A/RES/64/293#44"][..],
        ),
        (
            "la resolución 64/293 de la Asamblea General, párr. 44,",
            &["resolution:A/RES/64/293#44"],
        ),
        (
            "las resoluciones 64/293 y 67/190 de la Asamblea General",
            &["resolution:A/RES/64/293", "resolution:A/RES/67/190"],
        ),
        ("En su resolución 7/1, la Conferencia", &["resolution:7/1"]),
        ("la decisión 4/4 de la Conferencia", &["decision:4/4"]),
        (
            "la resolución 2331 (2016) del Consejo de Seguridad",
            &["resolution:S/RES/2331(2016)"],
        ),
        ("la resolución A/RES/64/293", &["resolution:A/RES/64/293"]),
        (
            "véase A/RES/64/293, párrs. 3 y 4",
            &["resolution:A/RES/64/293#3", "resolution:A/RES/64/293#4"],
        ),
        (
            "la resolución de la Asamblea General 64/293",
            &["resolution:A/RES/64/293"],
        ),
        (
            "las resoluciones de la Asamblea General 61/144, de 19 de diciembre de 2006, y 64/178",
            &["resolution:A/RES/61/144", "resolution:A/RES/64/178"],
        ),
        (
            "las resoluciones del Consejo de Seguridad 2331 (2016) y 2388 (2017)",
            &["resolution:S/RES/2331(2016)", "resolution:S/RES/2388(2017)"],
        ),
        (
            "las resoluciones de la Conferencia 7/1 y 9/1, los Estados",
            &["resolution:7/1", "resolution:9/1"],
        ),
        (
            "la resolución 64/293 (párr. 44) de la Asamblea General",
            &["resolution:A/RES/64/293#44"],
        ),
        (
            "las resoluciones 61/144 (párr. 3) y 64/293 (párr. 44) de la Asamblea General",
            &["resolution:A/RES/61/144#3", "resolution:A/RES/64/293#44"],
        ),
        (
            "las resoluciones 7/1 y 8/2 de la Conferencia y 64/293 de la Asamblea General",
            &[
                "resolution:7/1",
                "resolution:8/2",
                "resolution:A/RES/64/293",
            ],
        ),
        (
            "el párrafo 44 del Plan de Acción Mundial",
            &["resolution:A/RES/64/293#44", "instrument:plan"],
        ),
        (
            "la resolución 64/293 de la Asamblea General de las Naciones Unidas",
            &["resolution:A/RES/64/293"],
        ),
        (
            "la resolución 5/2 de la Conferencia Internacional del Trabajo",
            &["? resolución 5/2 de la Conferencia"],
        ),
        (
            "la resolución 1/1 de la Conferencia de los Estados Parte en la Convención de Mérida",
            &["? resolución 1/1 de la Conferencia"],
        ),
        (
            "la resolución de la Comisión de Prevención del Delito y Justicia Penal 27/2",
            &["? resolución de la Comisión de Prevención del Delito y Justicia Penal 27/2"],
        ),
        (
            "la resolución 17/1 de la Comisión de Prevención del Delito",
            &["? resolución 17/1 de la Comisión"],
        ),
        (
            "el documento CTOC/COP/WG.4/2019/INF/1/Rev.1.",
            &["symbol:CTOC/COP/WG.4/2019/INF/1/Rev.1"],
        ),
        (
            "el Plan de Acción Mundial prevé (párr. 16) que",
            &["instrument:plan", "resolution:A/RES/64/293#16"],
        ),
        (
            "(CTOC/COP/WG.4/2011/8, secc. II.A.5)",
            &[
                "symbol:CTOC/COP/WG.4/2011/8",
                "? CTOC/COP/WG.4/2011/8, secc. II.A.5",
            ],
        ),
    ] {
        assert_eq!(found(text), targets, "{text}");
    }
}

#[test]
fn earlier_recommendations() {
    let asks = |text: &str| -> Vec<What> {
        scan(text, &names(), Language::of("es"), Context::default())
            .asks
            .into_iter()
            .map(|ask| ask.what)
            .collect()
    };
    let year = |year| Meant {
        year: Some(year),
        ..Meant::default()
    };
    assert_eq!(
        asks(
            "las que figuran en los párrafos 11 y 12 del informe sobre la reunión celebrada en 2009."
        ),
        [What::Paragraphs(
            year(2009),
            vec![Element::numbered(11), Element::numbered(12)]
        )]
    );
    assert_eq!(
        asks("la recomendación 24 b) de la cuarta reunión"),
        [What::Numbers(
            Meant {
                number: Some(4),
                ..Meant::default()
            },
            vec![Element {
                letters: vec!["b".to_owned()],
                ..Element::numbered(24)
            }]
        )]
    );
    assert_eq!(
        asks("la recomendación 35 del Grupo de Acción Financiera"),
        [What::OfAnother]
    );
}

#[test]
fn what_is_told_without_a_number_is_listed() {
    for (text, listed) in [
        (
            "De conformidad con la recomendación de la reunión de expertos sobre mecanismos, la Conferencia debería crear un grupo.",
            &["? recomendación de la reunión de expertos sobre mecanismos"][..],
        ),
        (
            "descrito en las conclusiones de las reuniones sexta y octava de la Mesa Ampliada, celebradas en 2011",
            &["? conclusiones de las reuniones sexta y octava de la Mesa Ampliada"],
        ),
        (
            "Como acordó la Mesa ampliada, la reunión adoptó un formato híbrido.",
            &["? Como acordó la Mesa ampliada"],
        ),
        (
            "según lo decidido por la Comisión de Estupefacientes, los países",
            &["? según lo decidido por la Comisión de Estupefacientes"],
        ),
        (
            "la organización de los trabajos aprobada por la Mesa ampliada el 11 de agosto de 2021.",
            &["? aprobada por la Mesa ampliada el 11 de agosto de 2021"],
        ),
        (
            "En su primera reunión, el Grupo de trabajo convino en que sería útil, con sujeción a los recursos.",
            &["? En su primera reunión, el Grupo de trabajo convino en que sería útil"],
        ),
        (
            "La Mesa confirmó la conveniencia de otra reunión y decidió que se celebrara.",
            &["? La Mesa confirmó la conveniencia de otra reunión y decidió que se celebrara"],
        ),
        (
            "estudió los temas y formuló la correspondiente recomendación, en la que figuran.",
            &["? correspondiente recomendación"],
        ),
        (
            "aplicar la decisión de la Conferencia que figura en su resolución 7/1;",
            &["resolution:7/1"],
        ),
        (
            "En su decisión 4/4, la Conferencia reconoció el problema. Además, la Conferencia decidió establecer un grupo.",
            &["decision:4/4"],
        ),
    ] {
        assert_eq!(found(text), listed, "{text}");
    }
    for text in [
        "las recomendaciones aprobadas por el Grupo de Trabajo y que la Conferencia haya hecho suyas",
        "las recomendaciones formuladas por el Grupo de Trabajo y aprobadas por la Conferencia de las Partes",
        "incluidas las recomendaciones del Grupo",
        "El Grupo de Trabajo aprobó las recomendaciones que figuran a continuación.",
        "El Grupo de Trabajo decidió examinar el tema 3.",
        "adoptar las decisiones correspondientes y respetar la decisión de la víctima",
        "los acuerdos de cooperación aprobados por los Estados en 2010",
        "las resoluciones pertinentes de la Asamblea General",
        // The book says that these are its own.
        "las recomendaciones formuladas por el Comité de Faros",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn the_recommendations_of_a_session_that_opens_a_paragraph() {
    let asks = |text: &str| -> Vec<What> {
        scan(text, &names(), Language::of("es"), Context::default())
            .asks
            .into_iter()
            .map(|ask| ask.what)
            .collect()
    };
    let third = Meant {
        number: Some(3),
        ..Meant::default()
    };
    assert_eq!(
        asks(
            "En su tercer período de sesiones, el Grupo de trabajo deliberó. La Presidenta formuló varias recomendaciones; las recomendaciones de la Presidenta quedaron."
        ),
        [What::Meeting(third)]
    );
    assert!(
        asks("En su quinto período de sesiones, la Conferencia leyó las recomendaciones.")
            .is_empty()
    );
}

mod recalled;
