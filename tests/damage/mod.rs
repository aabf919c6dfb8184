//! Documents that are damaged on purpose, by a sequence of numbers that is the same in every run.

use crate::whole::{KINDS, hold, pages, read_whole};

/// Pieces that readers look for, and pieces that nobody should have to read.
pub const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\r",
    "\u{c}",
    "\0",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\u{303}",
    "\u{feff}",
    "\u{2028}",
    "1. ",
    "2. ",
    "99999999. ",
    "0. ",
    "a) ",
    "b) ",
    "i) ",
    "v) ",
    "ñ) ",
    "aa) ",
    "1) ",
    "(iii) ",
    "- ",
    "• ",
    "* ",
    "**",
    "__",
    "# ",
    "###### ",
    "I. ",
    "V. ",
    "C. ",
    "XIV. ",
    "Recomendación 1",
    "Recomendación 4294967295",
    "**Recomendación 2.** Dos",
    "Recomendación 3: a) tres",
    "Primera reunión",
    "Décima reunión: Viena, 1 a 3 de julio de 2024",
    "11ª reunión",
    "99ª reunión",
    "14 y 15 de abril de 2009",
    "31 de febrero de 2020",
    "¹",
    "² ",
    "¹²",
    "[^1]",
    "[^1]: ",
    "[^",
    "palabra1 ",
    "” 2",
    "*",
    "***",
    "* ",
    "1 Nota",
    "m²",
    "CTOC/COP/",
    "WG.4/2019/3",
    "A/RES/64/293",
    "/",
    "AA/BB/1",
    "V.19-09720 8/14",
    "- 12 -",
    "---",
    "8/14",
    "(S)",
    "artículo 6, párrafo 3 d), del Protocolo contra la Trata de Personas",
    "artículos 1 a 40",
    "párrafo 17 del informe de la novena reunión",
    "párrafo 1 del ",
    "resolución 64/293 de la Asamblea General, párr. 44",
    "decisión 4/4",
    "recomendación 12 de la quinta reunión",
    "reiterar su recomendación anterior de que ",
    "secc. II.A.5",
    "Estuvieron representados los siguientes Estados: ",
    " y ",
    ", ",
    "(",
    ")",
    "Declaró abierta la reunión la Sra. X (Y), Presidenta",
    "<script>",
    "</script>",
    "<!--",
    "{{ x }}",
    "{% x %}",
    "{#",
    "[x](javascript:y)",
    "](",
    "&amp;",
    "`",
    "\\",
    "|",
    "\"",
    "'",
    "~",
    ":",
    ";",
    ".",
    ",",
    "…",
    "İ",
    "ẞ",
    "ß",
    "🕊",
    "𝒜",
    "مرحبا",
    "x\u{302}",
    "s ituación",
    " l a ",
    "UNO DC",
    " ,",
    "( Viena )",
    "investi gaciones",
    "2013-",
    "-",
];

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const SEEDS: &[&str] = &[
    include_str!("../../seeds/documents/ctoc-cop-wg-4-2019-5.es.txt"),
    include_str!("../../seeds/documents/ctoc-cop-wg-4-2019-6.es.txt"),
    include_str!("../../seeds/documents/documento-de-antecedentes-2011.es.txt"),
    include_str!("../../seeds/documents/nota-verbal-cu-2009-180.es.txt"),
    include_str!("../../seeds/documents/proyecto-de-informe-2021.es.txt"),
    include_str!("../fixtures/tiny/seeds/documents/informe.es.txt"),
    include_str!("../fixtures/tiny/seeds/documents/recopilacion.es.txt"),
];

/// Damages the sources so often, and carries each through to its pages.
///
/// # Panics
/// Where something does not hold; the text is printed.
pub fn run(cases: u64) {
    for case in 0..cases {
        let mut chance =
            Chance(0x9e37_79b9_7f4a_7c15 ^ case.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1);
        for _ in 0..8 {
            chance.below(2);
        }
        let kind = KINDS[chance.below(KINDS.len())];
        let text = damaged(&mut chance);
        let result = std::panic::catch_unwind(|| {
            if let Some(whole) = read_whole(kind, &text) {
                hold(&whole);
                pages(&whole);
            }
        });
        if let Err(panic) = result {
            eprintln!("case {case}, {}:\n{text:?}", kind.id());
            std::panic::resume_unwind(panic);
        }
    }
}

fn damaged(chance: &mut Chance) -> String {
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..=chance.below(3) {
        let seed: Vec<&str> = SEEDS[chance.below(SEEDS.len())].lines().collect();
        let from = chance.below(seed.len());
        let count = 1 + chance.below(30);
        lines.extend(
            seed.iter()
                .skip(from)
                .take(count)
                .map(|line| (*line).to_owned()),
        );
    }
    for _ in 0..chance.below(30) {
        let at = chance.below(lines.len());
        let piece = PIECES[chance.below(PIECES.len())];
        match chance.below(9) {
            0 => {
                lines.remove(at);
                if lines.is_empty() {
                    lines.push(piece.to_owned());
                }
            }
            1 => {
                let line = lines[at].clone();
                let to = chance.below(lines.len());
                lines.insert(to, line);
            }
            2 => {
                let other = chance.below(lines.len());
                lines.swap(at, other);
            }
            3 => lines.insert(at, piece.repeat(1 + chance.below(4))),
            4 => {
                // Cut a line in two, or a word.
                let border = border(&lines[at], chance);
                let rest = lines[at].split_off(border);
                lines.insert(at + 1, rest);
            }
            5 => {
                let border = border(&lines[at], chance);
                lines[at].truncate(border);
            }
            6 => {
                let other = chance.below(lines.len());
                let rest = lines[other].clone();
                lines[at].push_str(&rest);
            }
            _ => {
                let border = border(&lines[at], chance);
                lines[at].insert_str(border, piece);
            }
        }
    }
    lines.join("\n")
}

fn border(line: &str, chance: &mut Chance) -> usize {
    let borders: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    if borders.is_empty() {
        0
    } else {
        borders[chance.below(borders.len())]
    }
}
