//! Which lines are headings, and of what level.
//!
//! Documents of these kinds number their headings: `II.` for a chapter, `A.` for a section,
//! "Recomendación 12" above a recommendation. A converter to Markdown adds `#` or `**` with little
//! regard for levels, so the number decides the level, and the sequence decides what a number such as
//! `C.` or `V.` is.

use crate::languages::{Language, fold};

use super::markers::roman;
use super::meetings;

/// Longer lines are paragraphs, whatever they begin with.
const LONGEST: usize = 300;

/// The kinds of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// `II.`: a chapter; in a compilation, a meeting.
    Chapter(u32),
    /// A roman numeral that begins anew inside a chapter.
    Part(u32),
    /// `B.`: a section.
    Section(u32),
    /// "Recomendación 12".
    Recommendation(u32),
    /// The name of a meeting without a number before it ("Décima reunión: Viena, …").
    Meeting,
    /// "Anexo", "Anexo II": what follows is no part of the text before it.
    Annex,
    /// Marked as a heading, without a number.
    Plain,
    /// Without number or mark-up, among numbered units: its place alone makes it one.
    Title,
}

impl HeadingKind {
    /// How deep it stands below the document's title: a chapter is 1.
    #[must_use]
    pub fn level(self) -> u8 {
        match self {
            Self::Chapter(_) | Self::Meeting | Self::Annex => 1,
            Self::Section(_) | Self::Plain => 2,
            Self::Part(_) | Self::Recommendation(_) => 3,
            Self::Title => 4,
        }
    }
}

/// A line that looks like the beginning of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The words with their number, without mark-up.
    pub text: String,
    /// The number as written and what it can be: a roman numeral, a letter.
    pub number: Option<Number>,
    /// The line says by its mark-up (`#`, `**`) that it is a heading.
    pub marked: bool,
    /// For "Recomendación 12": its number, and the words that follow on the line.
    pub recommendation: Option<(u32, String)>,
    /// The words begin with the name of a meeting.
    pub meeting: bool,
    /// The words are the name of an annex.
    pub annex: bool,
    /// It is known where the heading ends.
    pub whole: bool,
}

/// The number of a heading before its level is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value as a roman numeral.
    pub roman: Option<u32>,
    /// Its value as a letter, A = 1.
    pub letter: Option<u32>,
}

impl Opening {
    /// A title that its place alone makes one.
    #[must_use]
    pub fn of_title(text: String) -> Self {
        Self {
            text,
            number: None,
            marked: false,
            recommendation: None,
            meeting: false,
            annex: false,
            whole: false,
        }
    }

    /// Reads the beginning of a heading from a trimmed line.
    #[must_use]
    pub fn parse(line: &str, language: &Language, markdown: bool) -> Option<Self> {
        let (words, marked) = if markdown {
            unmark(line)
        } else {
            (line, false)
        };
        if words.is_empty() || words.len() > LONGEST {
            return None;
        }
        let recommendation = numbered_word(
            words,
            &language.recommendations.headings,
            &language.recommendations.number_words,
        )
        .map(|numbered| (numbered.number, numbered.rest));
        let number = Number::parse(words);
        // A number may stand before the name: "IV. Cuarta reunión: Viena, …".
        let name = number
            .and_then(|_| words.split_once(". "))
            .map_or(words, |(_, name)| name);
        let meeting = meetings::heads(name.trim_start(), language);
        let annex = names_annex(words, language);
        (recommendation.is_some() || number.is_some() || marked || meeting || annex).then(|| Self {
            text: words.to_owned(),
            number,
            marked,
            recommendation,
            meeting,
            annex,
            whole: false,
        })
    }
}

impl Number {
    fn parse(words: &str) -> Option<Self> {
        let (token, rest) = words.split_once(". ")?;
        let starts_well = rest
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "“\"«¿¡*_".contains(c));
        if !starts_well
            || token.len() > LONGEST_NUMBER
            || !token.bytes().all(|b| b.is_ascii_uppercase())
        {
            return None;
        }
        let letter = (token.len() == 1).then(|| u32::from(token.as_bytes()[0] - b'A') + 1);
        let number = Self {
            roman: roman(token),
            letter,
        };
        (number.roman.is_some() || number.letter.is_some()).then_some(number)
    }
}

/// No number of a heading is longer ("XXXVIII"), in bytes.
pub const LONGEST_NUMBER: usize = 7;

/// The words of a heading behind its number ("IV. Cuarta reunión"), all of them where it has none.
#[must_use]
pub fn behind_number(words: &str) -> &str {
    words
        .split_once(". ")
        .filter(|(number, _)| number.len() <= LONGEST_NUMBER)
        .map_or(words, |(_, rest)| rest)
}

/// Whether a line is the name of an annex, with its number or none: "Anexo", "ANEXO II".
fn names_annex(words: &str, language: &Language) -> bool {
    behind_annex(words.trim_matches(['*', '_']), language).is_some_and(str::is_empty)
}

/// The words behind the name of an annex that others begin with, its title: "Anexo II Recomendaciones aprobadas".
#[must_use]
pub fn behind_annex<'w>(words: &'w str, language: &Language) -> Option<&'w str> {
    let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let is_name = |known: &String| name.to_lowercase() == *known;
    if !name.starts_with(char::is_uppercase) || !language.layout.annexes.iter().any(is_name) {
        return None;
    }
    let rest = rest.trim_start();
    let (number, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let figure = number.trim_end_matches(['.', ':']);
    let is_number = figure.len() <= 5
        && figure
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    Some(if is_number { behind.trim_start() } else { rest })
}

/// Takes `#` or `**` from around a whole line.
fn unmark(line: &str) -> (&str, bool) {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let mut words = line;
    let mut marked = false;
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(char::is_whitespace) {
        words = line[hashes..].trim().trim_end_matches('#').trim_end();
        marked = true;
    }
    for mark in ["**", "__"] {
        if let Some(inner) = words
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            .filter(|inner| !inner.is_empty() && !inner.contains(mark))
        {
            // Bold alone makes no heading: a slogan may be bold. With a number it does.
            marked |= Number::parse(inner.trim()).is_some();
            return (if marked { inner.trim() } else { line }, marked);
        }
    }
    (words, marked)
}

/// The number of the meeting in "Recomendación 12/1".
#[must_use]
pub fn meeting_of(words: &str, language: &Language) -> Option<u32> {
    let table = &language.recommendations;
    numbered_word(words, &table.headings, &table.number_words)?.meeting
}

/// No recommendation has a greater roman numeral: from there on it is as likely a letter.
const GREATEST_ROMAN: u32 = 49;

/// What a heading "Recomendación 12" says.
struct Numbered {
    /// The number before a stroke: "12/1".
    meeting: Option<u32>,
    number: u32,
    /// The words that follow on the line.
    rest: String,
}

/// "12", "12/1", "IV" and what stands behind.
fn number(words: &str) -> Option<(Option<u32>, u32, &str)> {
    let figures = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let positive = |digits: &str| digits.parse().ok().filter(|&number: &u32| number > 0);
    let digits = figures(words);
    if digits == 0 {
        let capitals = words.bytes().take_while(|b| b"IVXL".contains(b)).count();
        let value = roman(&words[..capitals]).filter(|&value| value <= GREATEST_ROMAN)?;
        return Some((None, value, &words[capitals..]));
    }
    let first = positive(&words[..digits])?;
    let rest = &words[digits..];
    let second = rest.strip_prefix('/').map_or(0, figures);
    if second == 0 {
        return Some((None, first, rest));
    }
    Some((
        Some(first),
        positive(&rest[1..=second])?,
        &rest[second + 1..],
    ))
}

/// What stands behind a name of one or more words; an extraction may have lost its accents.
fn behind_name<'w>(words: &'w str, name: &str) -> Option<&'w str> {
    let mut rest = words;
    for part in name.split(' ') {
        let (word, behind) = rest.split_once(char::is_whitespace)?;
        if word.chars().count() != part.chars().count() || fold(word) != fold(part) {
            return None;
        }
        rest = behind.trim_start();
    }
    Some(rest)
}

/// "Recomendación 12", alone or with words behind a full stop or colon.
fn numbered_word(words: &str, openings: &[String], numbers: &[String]) -> Option<Numbered> {
    let plain = words.trim_matches(['*', '_']).trim();
    // In lower case it stands in a sentence ("que figuran en la" + "recomendación 7:").
    if !plain.starts_with(char::is_uppercase) {
        return None;
    }
    let rest = openings
        .iter()
        .find_map(|opening| behind_name(plain, opening))?;
    // "Recomendación núm. 4", "Recomendación n.º 4"
    let rest = numbers
        .iter()
        .find_map(|short| {
            rest.to_lowercase()
                .starts_with(short.as_str())
                .then(|| rest.get(short.len()..))
                .flatten()
        })
        .unwrap_or(rest)
        .trim_start();
    let (meeting, number, tail) = number(rest)?;
    let tail = tail.trim_start_matches(['*', '_', ' ']);
    let numbered = |rest: &str| {
        Some(Numbered {
            meeting,
            number,
            rest: rest.to_owned(),
        })
    };
    let behind = |sign: char| {
        let words = tail[sign.len_utf8()..].trim_start_matches(['*', '_', ' ']);
        numbered(words.trim())
    };
    match tail.chars().next() {
        None => numbered(""),
        Some(sign @ ('.' | ':' | '–' | '—')) => behind(sign),
        Some(sign @ '-') if tail[1..].starts_with(' ') => behind(sign),
        // "Recomendación 7 (enmendada)": a remark, no words of the recommendation.
        Some('(') if tail.ends_with(')') => numbered(""),
        Some(_) => None,
    }
}

/// Follows the headings of a document and tells each one's kind.
#[derive(Debug, Default)]
pub struct Sequence {
    chapter: u32,
    chapter_gap: u32,
    part: u32,
    part_gap: u32,
    section: u32,
}

impl Sequence {
    /// The kind of the next heading; `gap` is the number of blank lines before it.
    pub fn next(&mut self, opening: &Opening, gap: u32) -> HeadingKind {
        if let Some((number, _)) = opening.recommendation {
            return HeadingKind::Recommendation(number);
        }
        let Some(number) = opening.number else {
            return if opening.meeting {
                HeadingKind::Meeting
            } else if opening.annex {
                HeadingKind::Annex
            } else {
                HeadingKind::Plain
            };
        };
        // `C.` after `B.` is a letter, `C.` after `XCIX.` is not; `I.` begins chapters unless it follows `H.`.
        let is_section = match (number.letter, number.roman) {
            (Some(_), None) => true,
            (Some(letter), Some(roman)) => {
                // A section may be missing, a hundredth chapter is not to be expected.
                let near = letter > self.section && letter <= self.section + 3;
                self.section > 0 && near && roman != self.chapter + 1 && roman != self.part + 1
            }
            _ => false,
        };
        if is_section {
            self.section = number.letter.unwrap_or_default();
            return HeadingKind::Section(self.section);
        }
        let value = number.roman.or(number.letter).unwrap_or_default();
        let restart = value == 1 && self.chapter > 0;
        // Where a numeral goes on with both, the room that it stands in tells chapter from part.
        let goes_on = self.part > 0
            && value == self.part + 1
            && (value != self.chapter + 1
                || gap.abs_diff(self.part_gap) < gap.abs_diff(self.chapter_gap));
        if restart || goes_on {
            self.part = value;
            self.part_gap = gap;
            return HeadingKind::Part(value);
        }
        self.chapter = value;
        self.chapter_gap = gap;
        self.part = 0;
        self.section = 0;
        HeadingKind::Chapter(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(lines: &[&str]) -> Vec<HeadingKind> {
        let language = Language::of("es");
        let mut sequence = Sequence::default();
        lines
            .iter()
            .map(|line| {
                let text = line.trim_start();
                let gap = (line.len() - text.len()) as u32;
                sequence.next(&Opening::parse(text, language, true).unwrap(), gap)
            })
            .collect()
    }

    #[test]
    fn the_number_decides_the_level_whatever_the_mark_up() {
        use HeadingKind::{Annex, Chapter, Recommendation, Section};
        assert_eq!(
            kinds(&[
                "#### I. Introducción",
                "### **II. Recomendaciones**",
                "**A. Recomendaciones generales**",
                "Recomendación 1",
                "## **B. Otras**",
                "C. Terceras",
                "### Anexo",
                "III. Resumen",
                "A. Apertura",
            ]),
            [
                Chapter(1),
                Chapter(2),
                Section(1),
                Recommendation(1),
                Section(2),
                Section(3),
                Annex,
                Chapter(3),
                Section(1)
            ]
        );
    }

    #[test]
    fn numerals_that_begin_anew_are_parts_of_their_chapter() {
        use HeadingKind::{Chapter, Part};
        assert_eq!(
            // The indentation stands for the blank lines before the heading.
            kinds(&[
                "   I. A",
                "   II. B",
                " I. Prevención",
                " II. Protección",
                " III. Juicio",
                "   III. C"
            ]),
            [
                Chapter(1),
                Chapter(2),
                Part(1),
                Part(2),
                Part(3),
                Chapter(3)
            ]
        );
    }

    #[test]
    fn sentences_are_no_headings() {
        let language = Language::of("es");
        assert_eq!(
            Opening::parse("Por un mundo más seguro", language, true),
            None
        );
        assert_eq!(
            Opening::parse("**Por un mundo más seguro**", language, true),
            None
        );
        assert_eq!(
            Opening::parse("Recomendación 12 de la lista", language, true),
            None
        );
        assert_eq!(Opening::parse("EE. UU. participó", language, true), None);
        assert!(Opening::parse("Recomendación 12", language, false).is_some());
        assert_eq!(
            Opening::parse("La décima reunión se celebró en Viena.", language, true),
            None
        );
    }

    #[test]
    fn annexes_are_named() {
        let language = Language::of("es");
        for (name, is_annex) in [
            ("Anexo", true),
            ("ANEXO II", true),
            ("Anexo 2", true),
            ("**Anexo**", true),
            ("Anexo II de la resolución", false),
            ("anexo", false),
            ("Anexos del informe", false),
        ] {
            assert_eq!(names_annex(name, language), is_annex, "{name}");
        }
    }

    #[test]
    fn recommendations_are_headed_in_several_forms() {
        let language = Language::of("es");
        let read = |line: &str| {
            Opening::parse(line, language, true).and_then(|opening| opening.recommendation)
        };
        for (line, number, words) in [
            ("Recomendación 3", 3, ""),
            ("**Recomendación 2**: Dos", 2, "Dos"),
            ("**Recomendación 1.** Uno", 1, "Uno"),
            ("Recomendación 3 – Tres", 3, "Tres"),
            ("Recomendación 3 - Tres", 3, "Tres"),
            ("Recomendacion 3", 3, ""),
            ("Recomendación núm. 4", 4, ""),
            ("Recomendación n.º 4", 4, ""),
            ("Recomendación 7 (enmendada)", 7, ""),
            ("Recomendación IV", 4, ""),
            ("RECOMENDACIÓN XII: Doce", 12, "Doce"),
            ("Recomendación 12/1", 1, ""),
            ("Recomendación núm. 12/1. Uno", 1, "Uno"),
        ] {
            assert_eq!(read(line), Some((number, words.to_owned())), "{line}");
        }
        for line in [
            "Recomendación L",
            "Recomendación IIII",
            "Recomendación V de la lista",
            "Recomendación Internacional",
            "Recomendación 12/",
            "Recomendación 12/1/3",
            "Recomendación 12/0",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(meeting_of("Recomendación 12/1", language), Some(12));
        assert_eq!(meeting_of("Recomendación 12", language), None);
    }
}
