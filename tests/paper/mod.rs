//! Invented documents made at random, and the pages on which they are printed: what a document says is known, so whatever a
//! setting of its pages does to it, the same must be read out of it.

use std::collections::VecDeque;
use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::wrapped::wrapped;

/// What a document says.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Whether it compiles several meetings; otherwise it is the report of one.
    pub compiles: bool,
    /// The form of a compilation's headings, one of `HEADINGS`.
    heading: usize,
    /// The meetings, in order from the first on.
    pub meetings: Vec<Vec<Recommendation>>,
}

/// A recommendation or a sub-item.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// A heading above it; sub-items have none.
    section: Option<&'static str>,
    words: String,
    /// The note that its words call.
    note: Option<&'static str>,
    items: Vec<Recommendation>,
}

const BODY: &str = "Grupo de Trabajo sobre el Tráfico de Bienes Culturales";
const DATES: [&str; 4] = [
    "14 y 15 de abril de 2009",
    "27 a 29 de enero de 2010",
    "18 y 19 de octubre de 2010",
    "10 a 12 de octubre de 2011",
];
const ORDINALS: [&str; 4] = ["Primera", "Segunda", "Tercera", "Cuarta"];
const ROMANS: [&str; 4] = ["I", "II", "III", "IV"];
/// How the meeting of this place in the order is headed.
const HEADINGS: [fn(usize) -> String; 4] = [
    |at| {
        format!(
            "{}. {} reunión: Viena, {}",
            ROMANS[at], ORDINALS[at], DATES[at]
        )
    },
    |at| format!("{} reunión (Viena, {})", ORDINALS[at], DATES[at]),
    |at| {
        format!(
            "Recomendaciones aprobadas por el {BODY} en su {} reunión",
            ORDINALS[at].to_lowercase()
        )
    },
    |at| format!("{} reunión del {BODY}, Viena, {}", ORDINALS[at], DATES[at]),
];
const SECTIONS: [&str; 4] = [
    "A. Prevención",
    "B. Cooperación internacional",
    "C. Asistencia técnica y creación de capacidad",
    "D. Otras cuestiones",
];

const SUBJECTS: [&str; 8] = [
    "Los Estados partes",
    "Los Estados",
    "La Secretaría",
    "El Grupo de Trabajo",
    "La Conferencia",
    "La UNODC",
    "Las autoridades centrales",
    "Con respecto a la prevención, los Estados de origen, de tránsito y de destino",
];
const MODALS: [&str; 5] = [
    "deberían",
    "deberían considerar la posibilidad de",
    "podrían",
    "tal vez deseen",
    "deberían, de conformidad con su derecho interno,",
];
const ACTS: [&str; 12] = [
    "tipificar como delito el hurto de bienes culturales y su exportación ilícita",
    "cooperar entre sí en las investigaciones conjuntas, con arreglo al artículo 19 de la Convención",
    "fortalecer los controles fronterizos en la medida de lo posible, sin perjuicio de los compromisos internacionales relativos a la libre circulación de personas",
    "prestar asistencia técnica a los Estados que la soliciten (con sujeción a la disponibilidad de recursos extrapresupuestarios)",
    "intercambiar información por los cauces que se establecen en los artículos 18, párrafo 13, y 27 de la Convención",
    "conservar las pruebas electrónicas, incluidos los datos de tráfico, durante un plazo de hasta 90 días",
    "designar a una autoridad central y comunicar sus datos de contacto a la Secretaría antes del 31 de diciembre de 2015",
    "utilizar el directorio en línea de autoridades nacionales competentes",
    "examinar las conclusiones del documento CTOC/COP/WG.7/2012/3 y las de la resolución 5/8 de la Conferencia",
    "velar por que las víctimas tengan acceso a asistencia jurídica, médica y social, así como a indemnización",
    "crear redes de expertos, como las que se mencionan en el “Manual para la lucha contra el tráfico de bienes culturales”",
    "capacitar a jueces, fiscales y funcionarios de aduanas",
];
/// Notes; none is the same as another.
const NOTES: [&str; 4] = [
    "Naciones Unidas, Treaty Series, vol. 22{}5, núm. 39574.",
    "CTOC/COP/WG.7/2010/{}, párr. 12.",
    "Véase la resolución 5/{} de la Conferencia.",
    "Publicación de las Naciones Unidas, núm. de venta S.{}.V.11, en la que se recogen también las observaciones que los Estados presentaron a la Secretaría hasta el mes de junio.",
];

/// Words of a recommendation without what they end with.
fn sentence() -> impl Strategy<Value = String> {
    (
        select(&SUBJECTS[..]),
        select(&MODALS[..]),
        select(&ACTS[..]),
    )
        .prop_map(|(subject, modal, act)| format!("{subject} {modal} {act}"))
}

fn note(share: f64) -> impl Strategy<Value = Option<&'static str>> {
    proptest::option::weighted(share, select(&NOTES[..]))
}

/// Items of a list, with lists in them so many levels down; the words of the last end as a sentence does.
fn items(below: u32, count: Range<usize>) -> BoxedStrategy<Vec<Recommendation>> {
    let nested = if below == 0 {
        Just(Vec::new()).boxed()
    } else {
        prop_oneof![4 => Just(Vec::new()), 1 => items(below - 1, 2..12)].boxed()
    };
    let item = (select(&ACTS[..]), note(0.05), nested);
    proptest::collection::vec(item, count)
        .prop_map(|items| {
            let last = items.len() - 1;
            let end = |at| if at == last { '.' } else { ';' };
            (items.into_iter().enumerate())
                .map(|(at, (words, note, items))| Recommendation {
                    section: None,
                    words: format!("{words}{}", if items.is_empty() { end(at) } else { ':' }),
                    note,
                    items,
                })
                .collect()
        })
        .boxed()
}

fn recommendation() -> impl Strategy<Value = Recommendation> {
    let listed = prop_oneof![3 => Just(Vec::new()), 1 => items(2, 2..13)];
    (sentence(), note(0.15), listed).prop_map(|(words, note, items)| Recommendation {
        section: None,
        words: if items.is_empty() {
            format!("{words}.")
        } else {
            format!("{words}, en particular:")
        },
        note,
        items,
    })
}

/// A document.
pub fn paper() -> impl Strategy<Value = Paper> {
    let meeting = proptest::collection::vec(recommendation(), 3..9);
    (
        any::<bool>(),
        0..HEADINGS.len(),
        proptest::collection::vec(meeting, 2..4),
        proptest::option::of(any::<bool>()),
        any::<[Index; 3]>(),
    )
        .prop_map(|(compiles, heading, mut meetings, sections, begins)| {
            if !compiles {
                meetings.truncate(1);
            }
            for meeting in &mut meetings {
                let count = meeting.len();
                let mut begins: Vec<usize> =
                    begins.iter().map(|at| at.index(count)).chain([0]).collect();
                begins.sort_unstable();
                begins.dedup();
                for (&at, &section) in begins.iter().zip(&SECTIONS) {
                    meeting[at].section =
                        sections.map(|is_numbered| &section[if is_numbered { 0 } else { 3 }..]);
                }
            }
            Paper {
                compiles,
                heading,
                meetings,
            }
        })
}

/// Whose words a printed line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nobody's: a blank line.
    Nobody,
    /// The title page.
    Title,
    /// A heading.
    Heading,
    /// A paragraph that is no recommendation.
    Paragraph,
    /// A recommendation or sub-item, by its place in the document.
    Unit(usize),
    /// The note of the unit at this place.
    Note(usize),
    /// Running heads, page numbers, the line drawn above notes.
    Furniture,
}

/// What must be read of a recommendation or sub-item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// Its own words.
    pub words: String,
    /// Its first and last line.
    pub lines: (u32, u32),
    /// The section it stands in.
    pub section: Option<String>,
    /// The words of the notes that it calls.
    pub notes: Vec<String>,
}

/// How a document is set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Characters on a line; none where every paragraph stands on one line.
    width: Option<usize>,
    /// White space before each further level of sub-items.
    indent: usize,
    /// Blank lines between paragraphs, and between the lines of one.
    between: usize,
    inside: usize,
    /// Whether numbers and letters stand alone on a line above their words, and so many blank lines above.
    alone: Option<usize>,
    /// A bullet before letters.
    bullet: bool,
    /// Lines on a page and what stands at its edges, one of `EDGES`; none where there are no pages.
    page: Option<(usize, usize)>,
    /// Whether a new page begins with a sign of its own.
    feed: bool,
    /// Whether a note's mark is a plain figure, as where raised ones lost their place, below a drawn line.
    plain_marks: bool,
}

/// What stands on the page of this number.
type Edge = fn(usize) -> String;

/// Heads and feet of pages.
const EDGES: [(Edge, Edge); 4] = [
    (
        |_| "CTOC/COP/WG.7/2023/4".to_owned(),
        |page| format!("{page}/9                                V.23-04567"),
    ),
    (
        |_| String::new(),
        |page| format!("                    {page}"),
    ),
    (
        |page| format!("Compendio de recomendaciones | {page}"),
        |_| String::new(),
    ),
    (
        |_| "CTOC/COP/WG.7/2023/4".to_owned(),
        |page| format!("Página {page} de 9"),
    ),
];

/// A setting.
pub fn setting() -> impl Strategy<Value = Setting> {
    let width = proptest::option::weighted(0.85, 56usize..110);
    let page = proptest::option::weighted(0.7, (24usize..60, 0..EDGES.len()));
    let flags = any::<[bool; 3]>();
    let double = proptest::bool::weighted(0.2);
    let alone = proptest::option::weighted(0.25, 0usize..2);
    (width, 0usize..7, 1usize..3, double, alone, page, flags).prop_map(
        |(width, indent, between, double, alone, page, [bullet, feed, plain])| {
            let inside = usize::from(double && width.is_some());
            Setting {
                width,
                indent,
                between: between + inside,
                inside,
                alone: alone.map(|blank| blank + inside),
                bullet: bullet && alone.is_none(),
                page,
                feed,
                plain_marks: plain && page.is_some(),
            }
        },
    )
}

/// A document on its pages, and what must be read of it.
pub struct Printed {
    /// The text.
    pub text: String,
    /// Whose each line is.
    pub owners: Vec<Owner>,
    /// Every recommendation and sub-item.
    pub units: Vec<Unit>,
}

struct Press<'a> {
    setting: &'a Setting,
    /// Lines of the text without its pages, with the units whose notes they call.
    rows: Vec<(String, Owner)>,
    units: Vec<Unit>,
    /// The last line of units that call notes.
    calls: VecDeque<(usize, usize)>,
}

/// Prints a document.
pub fn print(paper: &Paper, setting: &Setting) -> Printed {
    let mut press = Press {
        setting,
        rows: Vec::new(),
        units: Vec::new(),
        calls: VecDeque::new(),
    };
    if paper.compiles {
        press.paragraph(
            0,
            "",
            &format!("Compilación de las recomendaciones aprobadas por el {BODY}"),
            Owner::Title,
        );
        for (at, meeting) in paper.meetings.iter().enumerate() {
            press.paragraph(0, "", &HEADINGS[paper.heading](at), Owner::Heading);
            press.recommendations(at + 1, meeting, false);
        }
    } else {
        press.paragraph(0, "", "I. Introducción", Owner::Heading);
        press.paragraph(0, "1.", "En su resolución 7/1, la Conferencia alentó a los grupos de trabajo a que se reunieran anualmente.", Owner::Paragraph);
        press.paragraph(0, "", "II. Recomendaciones", Owner::Heading);
        press.paragraph(0, "2.", "En su primera reunión, el Grupo de Trabajo aprobó las recomendaciones que figuran a continuación.", Owner::Paragraph);
        press.recommendations(1, &paper.meetings[0], true);
        press.paragraph(0, "", "III. Aprobación del informe", Owner::Heading);
        press.paragraph(
            0,
            "3.",
            "El 11 de septiembre de 2019, el Grupo de Trabajo aprobó el presente informe.",
            Owner::Paragraph,
        );
    }
    press.pages()
}

/// The marker of the sub-item at this place, so many levels down, and what it adds to the id.
fn marker(level: usize, at: usize) -> (String, String) {
    const LETTERS: &str = "abcdefghijklmno";
    const NUMERALS: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let sign = match level {
        0 => LETTERS[at..=at].to_owned(),
        1 => NUMERALS[at].to_owned(),
        _ => (at + 1).to_string(),
    };
    (format!("{sign})"), sign)
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

impl Press<'_> {
    fn recommendations(
        &mut self,
        meeting: usize,
        recommendations: &[Recommendation],
        headed: bool,
    ) {
        let mut section = None;
        for (number, recommendation) in (1..).zip(recommendations) {
            if let Some(title) = recommendation.section {
                section = Some(title.to_owned());
                self.paragraph(0, "", title, Owner::Heading);
            }
            let id = format!("{meeting}.{number}");
            if headed {
                self.paragraph(0, "", &format!("Recomendación {number}"), Owner::Heading);
                self.unit(0, "", &id, recommendation, section.as_ref());
            } else {
                self.unit(
                    0,
                    &format!("{number}."),
                    &id,
                    recommendation,
                    section.as_ref(),
                );
            }
        }
    }

    fn unit(
        &mut self,
        level: usize,
        marker_words: &str,
        id: &str,
        unit: &Recommendation,
        section: Option<&String>,
    ) {
        let (place, number) = (self.units.len(), self.calls.len() + 1);
        self.units.push(Unit {
            id: id.to_owned(),
            words: unit.words.clone(),
            lines: (0, 0),
            section: section.cloned(),
            notes: unit
                .note
                .iter()
                .map(|note| note.replace("{}", &number.to_string()))
                .collect(),
        });
        let mut words = unit.words.clone();
        if unit.note.is_some() {
            words.push_str(&self.mark(number));
        }
        self.paragraph(level, marker_words, &words, Owner::Unit(place));
        if unit.note.is_some() {
            self.calls.push_back((self.rows.len() - 1, place));
        }
        for (at, item) in unit.items.iter().enumerate() {
            let (words, sign) = marker(level, at);
            self.unit(level + 1, &words, &format!("{id}.{sign}"), item, section);
        }
    }

    /// A note's mark.
    fn mark(&self, number: usize) -> String {
        let figures = number.to_string();
        if self.setting.plain_marks {
            return figures;
        }
        figures
            .bytes()
            .map(|digit| RAISED[usize::from(digit - b'0')])
            .collect()
    }

    fn paragraph(&mut self, level: usize, marker: &str, words: &str, owner: Owner) {
        let Setting {
            indent,
            between,
            inside,
            alone,
            bullet,
            ..
        } = *self.setting;
        if !self.rows.is_empty() {
            self.blank(between);
        }
        let margin = " ".repeat(indent * level);
        let words = if marker.is_empty() {
            words.to_owned()
        } else if let Some(blank) = alone {
            self.rows.push((format!("{margin}{marker}"), owner));
            self.blank(blank);
            words.to_owned()
        } else {
            let bullet = if bullet && level > 0 { "- " } else { "" };
            format!("{bullet}{marker} {words}")
        };
        for (at, line) in wrapped(&words, self.setting.width).into_iter().enumerate() {
            if at > 0 {
                self.blank(inside);
            }
            self.rows.push((format!("{margin}{line}"), owner));
        }
    }

    fn blank(&mut self, count: usize) {
        self.rows
            .extend(std::iter::repeat_n((String::new(), Owner::Nobody), count));
    }

    /// The ends of the pages: a heading or number stands on the page of the words below it.
    fn page_ends(&self) -> Vec<usize> {
        let Some((size, _)) = self.setting.page else {
            return vec![self.rows.len()];
        };
        let mut ends = vec![0];
        loop {
            let begin = ends[ends.len() - 1];
            if self.rows.len() - begin <= size {
                break;
            }
            let goes_on = |end: &usize| {
                let mut above = self.rows[begin..*end].iter().rev();
                let last = above.find(|(words, _)| !words.is_empty());
                last.is_some_and(|(words, owner)| {
                    *owner == Owner::Heading
                        || words.ends_with([')', '.']) && !words.trim().contains(' ')
                })
            };
            let end = (begin + 1..=begin + size).rev().find(|end| !goes_on(end));
            ends.push(end.unwrap_or(begin + size));
        }
        ends.push(self.rows.len());
        ends.split_off(1)
    }

    /// Cuts the text into pages, each with the notes that it calls at its foot.
    fn pages(mut self) -> Printed {
        let ends = self.page_ends();
        // What stands at the edges of a sole page nothing tells from its text.
        let edges = self.setting.page.filter(|_| ends.len() > 1);
        let edges = edges.map(|(_, edges)| EDGES[edges]);
        let edge = |words: Option<String>| {
            let words = words.filter(|words| !words.is_empty());
            words.map(|words| (words, Owner::Furniture))
        };
        let blank = || (String::new(), Owner::Nobody);
        let is_blank = |(words, _): &&(String, Owner)| words.is_empty();
        let mut rows = Vec::new();
        let (mut begin, mut noted) = (0, 0);
        for (number, &end) in (1..).zip(&ends) {
            if number > 1 {
                rows.push(blank());
                if self.setting.feed {
                    rows.push(("\u{c}".to_owned(), Owner::Nobody));
                }
            }
            if let Some(head) = edge(edges.map(|(head, _)| head(number))) {
                rows.extend([head, blank()]);
            }
            let page = &self.rows[begin..end];
            let first = page.iter().take_while(is_blank).count();
            let last = page.len() - page.iter().rev().take_while(is_blank).count();
            rows.extend(page[first.min(last)..last].iter().cloned());
            let called = noted;
            while let Some((_, place)) = self.calls.pop_front_if(|&mut (row, _)| row < end) {
                noted += 1;
                rows.push(blank());
                if noted == called + 1 && self.setting.plain_marks {
                    rows.push(("__________________".to_owned(), Owner::Furniture));
                }
                let words = format!("{} {}", self.mark(noted), self.units[place].notes[0]);
                let lines = wrapped(&words, self.setting.width).into_iter();
                rows.extend(lines.map(|line| (line, Owner::Note(place))));
            }
            if let Some(foot) = edge(edges.map(|(_, foot)| foot(number))) {
                rows.extend([blank(), foot]);
            }
            begin = end;
        }
        self.printed(rows)
    }

    fn printed(self, rows: Vec<(String, Owner)>) -> Printed {
        let mut units = self.units;
        for (number, &(_, owner)) in (1..).zip(&rows) {
            if let Owner::Unit(place) = owner {
                let (first, last) = &mut units[place].lines;
                if *first == 0 {
                    *first = number;
                }
                *last = number;
            }
        }
        let lines: Vec<&str> = rows.iter().map(|(words, _)| words.as_str()).collect();
        let text = lines.join("\n") + "\n";
        let owners = rows.into_iter().map(|(_, owner)| owner).collect();
        Printed {
            text,
            owners,
            units,
        }
    }
}
