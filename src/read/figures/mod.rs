//! Footnotes whose marks lost their raised position: a plain figure glued to the words that call it ("personas.1"),
//! and at the foot of the page the same figure before the note, on its line or alone above it.
//!
//! A figure alone says nothing: it may be a paragraph, a year, a quantity. What makes it a note is evidence from
//! several sides: a drawn line above it or the page's end below it, a call above it, and the sequence 1, 2, 3 …
//! through the document. What has some of it and not enough is left in the text and told.
//!
//! How a figure hangs on its word is read in [`marks`], where a note may begin and end in [`heads`]; [`notes`] weighs
//! the evidence, and [`calls`] says which figures call the notes.

mod calls;
mod heads;
mod lines;
mod marks;
mod notes;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::text::{Span, Text};

use super::Source;
use super::form::Form;
use super::furniture::Furniture;

use heads::Search;
use marks::{figures, is_glued};

/// A figure that calls a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its line.
    pub line: u32,
    /// What it says.
    pub value: u32,
    /// How many figures that say the same stand behind it on its line.
    behind: usize,
    /// The lines below hold its note for sure.
    has_note: bool,
}

/// A note at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its lines.
    pub lines: Span,
    /// Bytes of its mark.
    pub mark: usize,
    /// Bytes of its first line up to its words.
    pub skip: usize,
}

/// The footnotes of a source that have plain figures for marks.
#[derive(Debug, Default)]
pub struct Figures {
    /// By line, and in a line from left to right.
    pub calls: Vec<Call>,
    /// By line.
    pub notes: Vec<Note>,
    /// Lines that may begin a note and are left in the text: those that stand behind a drawn line, and those whose
    /// mark is called above.
    pub doubts: Vec<u32>,
}

impl Figures {
    /// The note that holds a line.
    #[must_use]
    pub fn note_at(&self, line: u32) -> Option<&Note> {
        let at = self.notes.partition_point(|note| note.lines.last < line);
        self.notes.get(at).filter(|note| note.lines.first <= line)
    }

    /// The figures called up to a line whose notes are still to be looked for.
    pub fn open_calls(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let open = self.calls.iter().filter(|call| !call.has_note);
        open.map(|call| (call.line, call.value))
    }

    fn calls_on(&self, line: u32) -> &[Call] {
        let first = self.calls.partition_point(|call| call.line < line);
        let rest = &self.calls[first..];
        &rest[..rest.partition_point(|call| call.line == line)]
    }

    /// A line's words without a call at their end, so that they end as they do without it.
    #[must_use]
    pub fn without_call<'a>(&self, line: u32, words: &'a str) -> &'a str {
        let last = self.calls_on(line).last();
        last.filter(|call| call.behind == 0)
            .and_then(|call| words.trim_end().strip_suffix(&call.value.to_string()))
            .unwrap_or(words)
    }

    /// Where the marks of a text's lines stand in its words.
    #[must_use]
    pub fn places(&self, text: &Text) -> Vec<(usize, usize, u32)> {
        let mut places = Vec::new();
        let (Some(span), false) = (text.lines(), self.calls.is_empty()) else {
            return places;
        };
        let first = self.calls.partition_point(|call| call.line < span.first);
        let calls = &self.calls[first..];
        let calls = &calls[..calls.partition_point(|call| call.line <= span.last)];
        for calls in calls.chunk_by(|one, other| one.line == other.line) {
            let line = calls[0].line;
            let Ok(at) = text.starts.binary_search_by_key(&line, |&(line, _)| line) else {
                continue;
            };
            let start = text.starts[at].1 as usize;
            let next = text.starts.get(at + 1);
            let end = next.map_or(text.plain.len(), |&(_, next)| next as usize);
            let words = &text.plain[start..end];
            let figures: HashMap<(u32, usize), (usize, usize), FixedState> = figures(words)
                .into_iter()
                .map(|figure| ((figure.value, figure.behind), (figure.start, figure.end)))
                .collect();
            for call in calls {
                // On a line that two blocks share, the figure may be the other's.
                if let Some(&(from, to)) = figures.get(&(call.value, call.behind))
                    && is_glued(&words[..from])
                {
                    places.push((start + from, start + to, call.value));
                }
            }
        }
        places
    }
}

/// Finds the footnotes of a source whose marks are plain figures.
#[must_use]
pub fn find(
    source: &Source,
    form: Form,
    furniture: &[Option<Furniture>],
    language: &Language,
) -> Figures {
    let lines = lines::with_words(source, furniture, form.markdown);
    let search = Search::new(lines, form, language);
    let (mut found, anchors) = notes::find(&search);
    found.calls = calls::in_sequence(&search, &found, &anchors);
    found
}

#[cfg(test)]
impl Figures {
    /// Every figure of one line as a call.
    pub(super) fn of(line: &str) -> Self {
        let call = |figure: marks::Figure| Call {
            line: 1,
            value: figure.value,
            behind: figure.behind,
            has_note: false,
        };
        Self {
            calls: figures(line).into_iter().map(call).collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::furniture;

    fn read(text: &str) -> Figures {
        let language = Language::of("es");
        let source = Source::new("a", text.into()).unwrap().0;
        let furniture = furniture::find(&source, language, Some("AB/CD/2022/4"));
        let form = Form {
            wrapped: true,
            spacing: 0,
            markdown: false,
        };
        find(&source, form, &furniture, language)
    }

    fn calls(text: &str) -> Vec<(u32, u32)> {
        let figures = read(text);
        figures
            .calls
            .iter()
            .map(|call| (call.line, call.value))
            .collect()
    }

    fn notes(text: &str) -> Vec<[u32; 2]> {
        let figures = read(text);
        figures.notes.iter().map(|note| note.lines.into()).collect()
    }

    #[test]
    fn on_words_figures_count_in_sequence_only() {
        let text = "aprobó recomendaciones1 en 2009\nnuevo conjunto2 y grupo4.\nPlan”3 el 12";
        assert_eq!(calls(text), [(1, 1), (2, 2), (3, 3)]);
        let mut words = Text::on_line("nuevo conjunto2 y grupo4.", 2);
        assert_eq!(read(text).places(&words), [(14, 15, 2)]);
        words.starts = vec![(9, 0)];
        assert_eq!(read(text).places(&words), []);
    }

    #[test]
    fn on_punctuation_figures_need_a_note() {
        let text = "de personas.1\nsigue\n";
        assert_eq!(calls(text), []);
        let noted = format!("{text}____\n1 Nota.\nAB/CD/2022/4\nsigue");
        assert_eq!(calls(&noted), [(1, 1)]);
        assert_eq!(notes(&noted), [[4, 4]]);
        assert_eq!(
            read(&noted).without_call(1, "de personas.1"),
            "de personas."
        );
    }

    #[test]
    fn a_note_ends_where_the_text_goes_on() {
        let above = "de personas.1\nvelar por el\n____\n";
        for (below, end) in [
            ("1\nNota larga\nde dos líneas.\nAB/CD/2022/4\nsigue", 6),
            ("1\nNota.\nsigue el texto", 5),
            ("1 Nota.\nb) otro apartado", 4),
            ("1 Nota.\n\nSigue el texto", 4),
            ("1 Nota.\nRecomendación 2\n\nsigue", 4),
            ("1 Nota", 4),
        ] {
            assert_eq!(notes(&format!("{above}{below}")), [[4, end]], "{below}");
        }
    }

    #[test]
    fn a_line_below_the_pages_head_parts_no_notes() {
        let text = "de personas.1\nAB/CD/2022/4\n____\n1 Estado y\notro";
        assert_eq!(notes(text), [[0; 2]; 0]);
        assert_eq!(read(text).doubts, [0; 0]);
    }
}
