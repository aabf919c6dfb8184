//! One invented compilation, printed in many page styles as text comes out of a PDF: whatever stands at the head and foot
//! of its pages, however wide it is set and wherever a page breaks, the same recommendations must come out.

mod invented;
mod wrapped;

use std::fmt::Write as _;

use compendio::Loaded;
use compendio::proof::prove;
use compendio::records::Meeting;
use invented::Invented;
use wrapped::wrapped;

/// A recommendation's words and those of its sub-items.
type Recommendation = (&'static str, &'static [&'static str]);

/// The headings of meetings with what they recommended; this is what has to come out.
const MEETINGS: [(&str, &[Recommendation]); 2] = [
    (
        "Primera reunión: Viena, 14 y 15 de abril de 2009",
        &[
            (
                "Los Estados partes deberían aprobar leyes contra el tráfico de bienes culturales y velar por que se apliquen, en particular en las fronteras y en los puertos francos, con arreglo a los artículos 5 y 6 de la Convención.",
                &[],
            ),
            (
                "Los Estados partes deberían:",
                &[
                    "tipificar como delito el hurto de bienes culturales y su exportación ilícita, de conformidad con su derecho interno;",
                    "establecer inventarios nacionales, que deberían comprender los hallazgos que se hagan en el mar;",
                    "designar un punto de contacto.",
                ],
            ),
            (
                "La Secretaría debería elaborar, con sujeción a la disponibilidad de recursos, una lista de expertos y presentarla al Grupo de Trabajo en su próxima reunión, que se celebrará en 2010.",
                &[],
            ),
            (
                "Se alentó a los Estados partes a que intercambiaran información sobre los métodos de que se sirven los grupos delictivos organizados y sobre las rutas de tránsito.",
                &[],
            ),
            (
                "Los Estados partes deberían considerar la posibilidad de prestarse asistencia para capacitar a jueces, fiscales y funcionarios de aduanas en las técnicas que se enumeran en el documento CTOC/COP/WG.7/2009/2.",
                &[],
            ),
            (
                "La Conferencia debería examinar en su quinto período de sesiones la aplicación de las presentes recomendaciones.",
                &[],
            ),
        ],
    ),
    (
        "Segunda reunión: Viena, 27 a 29 de enero de 2010",
        &[
            (
                "Al aplicar la recomendación 2 de la reunión anterior, los Estados partes deberían tener presentes:",
                &[
                    "los intereses de los terceros de buena fe;",
                    "la necesidad de que los bienes se conserven en buen estado mientras dure el procedimiento, y de que se devuelvan sin demora a su país de origen.",
                ],
            ),
            (
                "Los Estados partes deberían alentar al sector privado a que aprobara códigos de conducta, y a los museos a que no adquirieran bienes de procedencia dudosa.",
                &[],
            ),
            (
                "Los Estados partes que aún no lo hubieran hecho deberían adherirse a la Convención y comunicar a la Secretaría las leyes que hubieran aprobado para aplicarla, a más tardar 18 meses después de su adhesión.",
                &[],
            ),
            (
                "La Secretaría debería mantener actualizada la base de datos y darla a conocer a los Estados, en especial a los que no disponen de medios para consultarla.",
                &[],
            ),
            (
                "Los Estados partes deberían informar al Grupo de Trabajo, en su tercera reunión, sobre las medidas que hayan adoptado.",
                &[],
            ),
        ],
    ),
];

/// How pages are printed.
#[derive(Clone, Copy)]
struct Style {
    name: &'static str,
    /// Characters on a line; every paragraph stands on one line where there are none.
    width: usize,
    /// White space before a sub-item's letter.
    indent: usize,
    /// Blank lines between paragraphs, and between the lines of one.
    between: usize,
    inside: usize,
    /// Lines on a page.
    page: usize,
    /// What stands at its head and foot.
    head: Edge,
    foot: Edge,
    /// A sign for each new page.
    feed: bool,
    /// A bullet before letters.
    bullet: &'static str,
}

const PLAIN: Style = Style {
    name: "plain",
    width: 84,
    indent: 0,
    between: 1,
    inside: 0,
    page: 24,
    head: |_| String::new(),
    foot: |_| String::new(),
    feed: false,
    bullet: "",
};

impl Style {
    /// The compilation as a text in this style.
    fn print(&self) -> String {
        self.print_below(|at| vec![format!("{}. {}", ["I", "II"][at], MEETINGS[at].0)])
    }

    /// The same with other words above what each meeting recommended.
    fn print_below(&self, heading: impl Fn(usize) -> Vec<String>) -> String {
        let mut paragraphs: Vec<(usize, String)> =
            vec![(0, "Compilación de las recomendaciones del Grupo".to_owned())];
        for (at, (_, recommendations)) in MEETINGS.iter().enumerate() {
            paragraphs.extend(heading(at).into_iter().map(|words| (0, words)));
            for (number, (words, items)) in recommendations.iter().enumerate() {
                paragraphs.push((0, format!("{}. {words}", number + 1)));
                for (letter, words) in ('a'..).zip(*items) {
                    paragraphs.push((self.indent, format!("{}{letter}) {words}", self.bullet)));
                }
            }
        }
        let mut lines: Vec<String> = Vec::new();
        for (at, (indent, words)) in paragraphs.iter().enumerate() {
            if at > 0 {
                lines.extend(std::iter::repeat_n(String::new(), self.between));
            }
            for (line, words) in wrapped(words, (self.width > 0).then_some(self.width))
                .into_iter()
                .enumerate()
            {
                if line > 0 {
                    lines.extend(std::iter::repeat_n(String::new(), self.inside));
                }
                lines.push(format!("{}{words}", " ".repeat(*indent)));
            }
        }
        let mut text = String::new();
        for (at, page) in lines.chunks(self.page).enumerate() {
            let (head, foot) = ((self.head)(at + 1), (self.foot)(at + 1));
            if at > 0 {
                text.push_str(if self.feed { "\n\u{c}" } else { "\n" });
            }
            if !head.is_empty() {
                writeln!(text, "{head}\n").unwrap();
            }
            text.push_str(page.join("\n").trim_end_matches('\n'));
            text.push('\n');
            if !foot.is_empty() {
                writeln!(text, "\n{foot}").unwrap();
            }
        }
        text
    }
}

/// What has to come out: each id with its words.
fn truth() -> Vec<String> {
    let mut units = Vec::new();
    for (meeting, (_, recommendations)) in (1..).zip(&MEETINGS) {
        for (number, (words, items)) in (1..).zip(*recommendations) {
            units.push(format!("{meeting}.{number} {words}"));
            for (letter, words) in ('a'..).zip(*items) {
                units.push(format!("{meeting}.{number}.{letter} {words}"));
            }
        }
    }
    units
}

fn read(text: &str) -> Vec<String> {
    units(&book(text))
}

fn units(loaded: &Loaded) -> Vec<String> {
    let entries = loaded.compendium.entries.iter();
    entries
        .map(|entry| format!("{} {}", entry.id, entry.unit.text.plain))
        .collect()
}

/// A book of this one compilation.
fn book(text: &str) -> Loaded {
    let document = Invented {
        kind: "compilation",
        symbol: "CTOC/COP/WG.7/2023/4",
        meetings: "[1, 2]",
        language: "es",
    };
    let loaded = document
        .load(text)
        .unwrap_or_else(|found| panic!("{found:?}\n{text}"));
    let proof = prove(&loaded.compendium, &loaded.sources);
    assert_eq!(proof.diagnostics, [], "{text}");
    loaded
}

/// What stands on a page of this number.
type Edge = fn(usize) -> String;

/// Heads and feet of pages as documents have them.
const EDGES: [(&str, Edge, Edge); 16] = [
    ("nothing", |_| String::new(), |_| String::new()),
    (
        "symbol and job number",
        |_| "CTOC/COP/WG.7/2023/4".to_owned(),
        |page| format!("{page}/9  V.23-04567"),
    ),
    (
        "left and right",
        |page| {
            if page % 2 == 0 {
                "CTOC/COP/WG.7/2023/4"
            } else {
                "                CTOC/COP/WG.7/2023/4"
            }
            .to_owned()
        },
        |page| format!("V.23-04567   {page} / 9"),
    ),
    (
        "number",
        |_| String::new(),
        |page| format!("                    {page}"),
    ),
    (
        "number above",
        |page| format!("{page:>80}"),
        |_| String::new(),
    ),
    (
        "number between dashes",
        |_| String::new(),
        |page| format!("– {page} –"),
    ),
    (
        "number in brackets",
        |_| String::new(),
        |page| format!("[{page}]"),
    ),
    (
        "number between bars",
        |_| String::new(),
        |page| format!("| {page} |"),
    ),
    (
        "page of pages",
        |_| String::new(),
        |page| format!("Página {page} de 9"),
    ),
    (
        "pages without the word",
        |_| String::new(),
        |page| format!("{page} de 9"),
    ),
    (
        "title and number",
        |_| String::new(),
        |page| format!("Compendio de recomendaciones | {page}"),
    ),
    (
        "number and title",
        |page| format!("{page}      Compendio de recomendaciones"),
        |_| String::new(),
    ),
    (
        "symbol and number",
        |page| {
            if page % 2 == 0 {
                format!("{page}   CTOC/COP/WG.7/2023/4")
            } else {
                format!("CTOC/COP/WG.7/2023/4   {page}")
            }
        },
        |_| String::new(),
    ),
    (
        "body and symbol",
        |_| "Naciones Unidas   CTOC/COP/WG.7/2023/4".to_owned(),
        |page| format!("{page}/9  V.23-04567"),
    ),
    (
        "older job number",
        |_| "CTOC/COP/WG.7/2023/4".to_owned(),
        |_| "V.0954321 (S)".to_owned(),
    ),
    (
        "New York",
        |page| format!("CTOC/COP/WG.7/2023/4   página {page}"),
        |page| format!("{page}/9   22-12345"),
    ),
];

#[test]
fn the_same_comes_out_of_every_page() {
    for (name, head, foot) in EDGES {
        for feed in [false, true] {
            let style = Style {
                name,
                head,
                foot,
                feed,
                ..PLAIN
            };
            let text = style.print();
            assert_eq!(read(&text), truth(), "{}, {feed}\n{text}", style.name);
        }
    }
}

#[test]
fn the_same_comes_out_of_every_setting() {
    let (_, head, foot) = EDGES[1];
    let with = Style {
        head,
        foot,
        feed: true,
        ..PLAIN
    };
    for style in [
        Style {
            name: "narrow",
            width: 58,
            ..with
        },
        Style {
            name: "wide",
            width: 118,
            ..with
        },
        Style {
            name: "indented",
            indent: 6,
            ..with
        },
        Style {
            name: "double",
            inside: 1,
            between: 1,
            page: 40,
            ..with
        },
        Style {
            name: "double, apart",
            inside: 1,
            between: 2,
            page: 40,
            ..with
        },
        Style {
            name: "tight",
            between: 0,
            ..with
        },
        Style {
            name: "tight, nothing else",
            between: 0,
            page: 1000,
            ..PLAIN
        },
        Style {
            name: "short pages",
            page: 13,
            ..with
        },
        Style {
            name: "a paragraph a line",
            width: 0,
            page: 1000,
            ..PLAIN
        },
        Style {
            name: "bullets",
            bullet: "- ",
            ..with
        },
        Style {
            name: "bullets, a paragraph a line",
            bullet: "- ",
            width: 0,
            page: 1000,
            ..PLAIN
        },
    ] {
        let text = style.print();
        assert_eq!(read(&text), truth(), "{}\n{text}", style.name);
    }
}

/// How compilations head what a meeting recommended, and whether the heading tells when it was held.
const HEADINGS: [(&str, &str, bool); 12] = [
    (
        "Recomendaciones aprobadas por el Grupo de Trabajo en su primera reunión, celebrada en Viena los días 14 y 15 de abril de 2009",
        "Recomendaciones aprobadas por el Grupo de Trabajo en su segunda reunión, celebrada en Viena del 27 al 29 de enero de 2010",
        true,
    ),
    (
        "Recomendaciones aprobadas por el Grupo de Trabajo en su primera reunión, celebrada en Viena los días 14 y 15 de abril de 2009:",
        "Recomendaciones aprobadas por el Grupo de Trabajo en su segunda reunión, celebrada en Viena del 27 al 29 de enero de 2010:",
        true,
    ),
    (
        "En su primera reunión, celebrada en Viena los días 14 y 15 de abril de 2009, el Grupo de Trabajo aprobó las recomendaciones siguientes:",
        "En su segunda reunión, celebrada en Viena del 27 al 29 de enero de 2010, el Grupo de Trabajo aprobó las recomendaciones siguientes:",
        true,
    ),
    (
        "Primera reunión del Grupo de Trabajo, 14 y 15 de abril de 2009, Viena",
        "Segunda reunión del Grupo de Trabajo, 27 a 29 de enero de 2010, Viena",
        true,
    ),
    (
        "Reunión celebrada en Viena los días 14 y 15 de abril de 2009 (primera reunión)",
        "Reunión celebrada en Viena del 27 al 29 de enero de 2010 (segunda reunión)",
        true,
    ),
    (
        "1ª reunión (Viena, 14 y 15 de abril de 2009)",
        "2ª reunión (Viena, 27 a 29 de enero de 2010)",
        true,
    ),
    (
        "Reunión 1: Viena, 14 y 15 de abril de 2009",
        "Reunión 2: Viena, 27 a 29 de enero de 2010",
        true,
    ),
    (
        "Grupo de Trabajo sobre el Tráfico de Bienes Culturales: primera reunión (2009)",
        "Grupo de Trabajo sobre el Tráfico de Bienes Culturales: segunda reunión (2010)",
        false,
    ),
    (
        "Informe de la primera reunión del Grupo de Trabajo (CTOC/COP/WG.7/2009/2)",
        "Informe de la segunda reunión del Grupo de Trabajo (CTOC/COP/WG.7/2010/6)",
        false,
    ),
    ("PRIMERA REUNIÓN (2009)", "SEGUNDA REUNIÓN (2010)", false),
    (
        "Primer período de sesiones",
        "Segundo período de sesiones",
        false,
    ),
    (
        "## Conclusiones y recomendaciones de la primera reunión",
        "## Conclusiones y recomendaciones de la segunda reunión",
        false,
    ),
];

#[test]
fn the_same_comes_out_below_every_heading_of_a_meeting() {
    let presented = "El Grupo de Trabajo aprobó las recomendaciones siguientes:";
    for (first, second, is_dated) in HEADINGS {
        let headings = [first, second];
        for (name, width, between, below) in [
            ("one line", 0, 1, vec![]),
            ("wrapped", 70, 1, vec![]),
            ("no blank line", 0, 0, vec![]),
            ("presented", 84, 1, vec![presented]),
            ("in sections", 84, 1, vec!["A. Prevención y protección"]),
            (
                "in presented sections",
                84,
                1,
                vec![presented, "A. Prevención y protección"],
            ),
        ] {
            let style = Style {
                width,
                between,
                ..PLAIN
            };
            let text = style.print_below(|at| {
                let above = [headings[at]].into_iter().chain(below.iter().copied());
                above.map(str::to_owned).collect()
            });
            let loaded = book(&text);
            assert_eq!(units(&loaded), truth(), "{first}, {name}\n{text}");
            let [one, other] = &loaded.compendium.meetings[..] else {
                panic!("{first}, {name}");
            };
            let held = |meeting: &Meeting| (meeting.place.clone(), meeting.end.clone());
            let told = |day: &str| (Some("Viena".to_owned()), Some(day.to_owned()));
            if is_dated {
                assert_eq!(held(one), told("2009-04-15"), "{first}, {name}");
                assert_eq!(held(other), told("2010-01-29"), "{first}, {name}");
            }
        }
    }
}
