//! Footnotes whose marks lost their raised position: a plain figure glued to the words that call it ("personas.1"),
//! and at the foot of the page the same figure before the note, on its line or alone above it.
//!
//! A figure alone says nothing: it may be a paragraph, a year, a quantity. What makes it a note is evidence from
//! several sides: a drawn line above it or the page's end below it, a call above it, and the sequence 1, 2, 3 …
//! through the document. What has some of it and not enough is left in the text and told.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::text::{Span, Text, is_symbol};

use super::Source;
use super::form::Form;
use super::furniture::Furniture;
use super::headings::Opening;
use super::markers::Marker;
use super::sentences::{ends, sentence_ends, starts_lower};

/// No note has a greater number.
const DIGITS: usize = 3;
/// A note with more lines than this is none.
const LONGEST: usize = 20;
/// No word before a call is longer.
const LONGEST_TOKEN: usize = 80;
/// So many places are looked at for the call of a note.
const REACH: usize = 64;
/// So many notes may be missing between two that a drawn line parts from the text.
const MISSING: u32 = 3;

/// How a figure hangs on what stands before it; the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Glue {
    /// On a word of lower-case letters or a closing quotation mark ("recomendaciones1"): a mark by itself.
    Word,
    /// On the punctuation behind a word ("personas.1"): a mark where there is a note.
    Sign,
    /// On an acronym, a short word, a year's full stop: a mark only where nothing better stands on the page.
    Weak,
}

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

/// A run of figures in a text.
struct Figure {
    start: usize,
    end: usize,
    value: u32,
    /// How many that say the same stand behind it.
    behind: usize,
}

/// The figures of a text that can be the number of a note.
fn figures(text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut seen: HashMap<u32, usize, FixedState> = HashMap::default();
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    while end > 0 {
        if !bytes[end - 1].is_ascii_digit() {
            end -= 1;
            continue;
        }
        let mut start = end - 1;
        while start > 0 && bytes[start - 1].is_ascii_digit() {
            start -= 1;
        }
        let digits = &text[start..end];
        if let (1..=DIGITS, false, Ok(value)) =
            (digits.len(), digits.starts_with('0'), digits.parse())
        {
            let behind = seen.entry(value).or_default();
            figures.push(Figure {
                start,
                end,
                value,
                behind: *behind,
            });
            *behind += 1;
        }
        end = start;
    }
    figures.reverse();
    figures
}

fn is_glued(before: &str) -> bool {
    before.ends_with(|c: char| !c.is_whitespace())
}

/// How the figure between two parts of a line hangs on the first, if it may be a mark.
fn glue(before: &str, after: &str, language: &Language) -> Option<Glue> {
    let next = after.chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '-') {
        return None;
    }
    let mut lower = before.chars().rev();
    let is_word = (0..4).all(|_| lower.next().is_some_and(char::is_lowercase));
    if before.ends_with(['”', '»']) || is_word {
        return Some(Glue::Word);
    }
    let mut near = before.len().saturating_sub(LONGEST_TOKEN);
    while !before.is_char_boundary(near) {
        near += 1;
    }
    let token = before[near..].rsplit(char::is_whitespace).next()?;
    let token = token.trim_start_matches(['(', '[', '“', '"', '«', '*', '_']);
    // "2.1", "1:3", "3,5 millones"
    let goes_on =
        after.starts_with(['.', ',', ':']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    // Part of a symbol, or of an address.
    if token.is_empty() || goes_on || is_symbol(&format!("{token}1")) || token.contains("://") {
        return None;
    }
    let sign = token.chars().next_back()?;
    let words = &token[..token.len() - sign.len_utf8()];
    if sign.is_alphabetic() {
        return (!token.contains('/')).then_some(Glue::Weak);
    }
    if !".,;:?!)]\"'’…".contains(sign) {
        return None;
    }
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let last = words.chars().next_back()?;
    if last.is_ascii_digit() {
        // "en 2010.1", "(2010)1"; but "artículo 6.1"
        let year = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4;
        return (sign == ')' || year).then_some(Glue::Weak);
    }
    if !(last.is_alphabetic() || ")]”»\"'’".contains(last)) {
        return None;
    }
    if sign == '.' {
        let short = language
            .layout
            .abbreviations
            .contains(&token.to_lowercase());
        if short || last.is_alphabetic() && letters < 3 {
            return None;
        }
        // "Add.1", "Rev.1"; but "Perú.1"
        if words.starts_with(char::is_uppercase) && letters <= 4 || words.contains('/') {
            return Some(Glue::Weak);
        }
    }
    (letters >= 2 || ")]".contains(sign)).then_some(Glue::Sign)
}

/// A line that holds words.
struct Line<'a> {
    number: u32,
    text: &'a str,
    gap: u32,
    /// A page ends between it and the line before.
    page: bool,
    /// A drawn line stands between them, and no page's end behind it.
    rule: bool,
    /// It is one that a converter to Markdown writes between any two parts.
    parting: bool,
    /// The first line of its page, by its place.
    top: usize,
    /// What could begin at it: looked for where it is asked for.
    opens: Cell<Option<bool>>,
}

fn lines_of<'a>(
    source: &'a Source,
    furniture: &[Option<Furniture>],
    markdown: bool,
) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut gap, mut page, mut rule, mut parting) = (0, false, false, false);
    for (at, line) in source.lines.iter().enumerate() {
        let text = line.trim();
        // The sign stands before the first words of the new page, or behind the last ones of the old.
        let feed = line.find('\u{c}');
        let leads = feed.is_some_and(|feed| line[..feed].trim().is_empty());
        if leads {
            (page, rule) = (true, false);
        }
        match furniture[at] {
            Some(Furniture::Page) => (page, rule) = (true, false),
            // A line drawn below a page's head parts no notes.
            Some(Furniture::Rule) => {
                (rule, parting) = (!page, markdown && !text.starts_with('_'));
            }
            None if text.is_empty() => gap += 1,
            None => {
                let top = lines.last().filter(|_| !page);
                lines.push(Line {
                    number: at as u32 + 1,
                    text,
                    gap,
                    page,
                    rule,
                    parting,
                    top: top.map_or(lines.len(), |line| line.top),
                    opens: Cell::new(None),
                });
                (gap, page, rule) = (0, false, false);
            }
        }
        if feed.is_some() && !leads {
            (page, rule) = (true, false);
        }
    }
    lines
}

/// What a line begins with, where it may begin a note.
#[derive(Clone, Copy)]
struct Head {
    value: u32,
    mark: usize,
    skip: usize,
    /// Nothing else stands on the line.
    alone: bool,
    /// The words begin as a sentence or a title begins.
    titled: bool,
}

impl Head {
    fn parse(text: &str) -> Option<Self> {
        let mark = text.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=DIGITS).contains(&mark) || text.starts_with('0') {
            return None;
        }
        let rest = text[mark..].trim_start();
        let skip = text.len() - rest.len();
        if skip == mark && !rest.is_empty() {
            return None;
        }
        let begins = |c: char| c.is_uppercase() || "“\"«([<".contains(c);
        Some(Self {
            value: text[..mark].parse().ok()?,
            mark,
            skip,
            alone: rest.is_empty(),
            titled: rest.starts_with(begins) || rest.starts_with("http"),
        })
    }
}

/// How far a note reaches.
#[derive(Clone, Copy)]
struct Reach {
    /// One past its last line.
    end: usize,
    /// A page ends below it, or below the notes that follow it.
    foot: bool,
    /// Below it the sentence goes on that stood above.
    resumed: bool,
}

struct Search<'a> {
    lines: Vec<Line<'a>>,
    heads: Vec<Option<Head>>,
    form: Form,
    language: &'a Language,
}

impl Search<'_> {
    /// Whether a numbered unit or a recommendation may begin at a line.
    fn opens(&self, line: &Line<'_>) -> bool {
        if let Some(known) = line.opens.get() {
            return known;
        }
        let heading = Opening::parse(line.text, self.language, self.form.markdown);
        let opens = heading.is_some_and(|opening| opening.recommendation.is_some())
            || Marker::parse(line.text).is_some();
        line.opens.set(Some(opens));
        opens
    }

    /// How far the note that begins at a line reaches; `below` knows the lines that come later.
    fn reach(&self, at: usize, below: &[Option<Reach>]) -> Option<Reach> {
        let head = self.heads[at]?;
        let lines = &self.lines;
        let mut end = at + 1;
        if head.alone {
            let next = lines.get(end)?;
            let near = next.gap <= self.form.spacing + 1 && !next.page && !next.rule;
            if !near || self.heads[end].is_some_and(|next| next.alone) {
                return None;
            }
            end += 1;
        }
        let reach = |end: usize, foot: bool, resumed: bool| Reach { end, foot, resumed };
        while end - at <= LONGEST {
            let Some(line) = lines.get(end) else {
                return Some(reach(end, true, false));
            };
            if line.page || line.rule {
                return Some(reach(end, line.page, false));
            }
            let next = self.heads[end].filter(|next| next.value == head.value + 1);
            if next.is_some() && line.gap <= self.form.spacing + 1 {
                let foot = below[end].is_some_and(|next| next.foot);
                return Some(reach(end, foot, false));
            }
            if line.gap > self.form.spacing {
                return Some(reach(end, false, false));
            }
            if ends(lines[end - 1].text, self.language) {
                if starts_lower(line.text) {
                    return Some(reach(end, false, true));
                }
                if self.opens(line) {
                    return Some(reach(end, false, false));
                }
            }
            end += 1;
        }
        None
    }
}

/// A figure that may be a call: its place among the lines, and in its line.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    column: usize,
    behind: usize,
    glue: Glue,
}

/// Finds the footnotes of a source whose marks are plain figures.
#[must_use]
pub fn find(
    source: &Source,
    form: Form,
    furniture: &[Option<Furniture>],
    language: &Language,
) -> Figures {
    let lines = lines_of(source, furniture, form.markdown);
    let heads: Vec<Option<Head>> = lines.iter().map(|line| Head::parse(line.text)).collect();
    let mut search = Search {
        lines,
        heads,
        form,
        language,
    };
    let mut reaches: Vec<Option<Reach>> = vec![None; search.lines.len()];
    for at in (0..search.lines.len()).rev() {
        reaches[at] = search.reach(at, &reaches);
    }
    let mut candidates: HashMap<u32, Vec<Candidate>, FixedState> = HashMap::default();
    let wanted: HashSet<u32, FixedState> = search
        .heads
        .iter()
        .flatten()
        .map(|head| head.value)
        .collect();
    for (at, line) in search.lines.iter().enumerate() {
        for figure in figures(line.text) {
            let (before, after) = (&line.text[..figure.start], &line.text[figure.end..]);
            if !wanted.contains(&figure.value) || !is_glued(before) {
                continue;
            }
            if let Some(glue) = glue(before, after, language) {
                candidates.entry(figure.value).or_default().push(Candidate {
                    at,
                    column: figure.start,
                    behind: figure.behind,
                    glue,
                });
            }
        }
    }
    let mut found = Figures::default();
    let mut anchors: Vec<(usize, Call)> = Vec::new();
    let mut last = 0;
    // Behind this place the next call is looked for.
    let mut from = (0, 0);
    // One past the last note, and whether a drawn line stands above it.
    let mut ruled: Option<usize> = None;
    let mut at = 0;
    while at < search.lines.len() {
        let line = &search.lines[at];
        let rule = line.rule || ruled == Some(at) && !line.page;
        let (Some(head), Some(reach)) = (search.heads[at], reaches[at]) else {
            if line.rule && !line.parting {
                found.doubts.push(line.number);
            }
            at += 1;
            continue;
        };
        let next = head.value == last + 1;
        let call = search.call_of(at, candidates.get(&head.value), from);
        let called = call.is_some_and(|(call, near)| near && call.glue <= Glue::Sign);
        // A part of a document may begin with any note, and the extraction may lose one.
        let in_order = next
            || (rule || called && reach.foot)
                && (last == 0 || head.value > last && head.value - last <= MISSING)
            || rule && head.value == 1;
        // A sentence that stops above the line and goes on below the note.
        let broken = at > 0
            && (reach.resumed || reach.foot)
            && !sentence_ends(
                search.lines[at - 1]
                    .text
                    .trim_end_matches(|c: char| c.is_ascii_digit()),
            );
        let begins = head.alone || head.titled || rule;
        let is_note = begins
            && match call {
                Some(_) => in_order && (rule || reach.foot && called),
                None => next && rule && (reach.foot || broken),
            };
        if is_note {
            if let Some((call, _)) = call {
                anchors.push((
                    call.column,
                    Call {
                        line: search.lines[call.at].number,
                        value: head.value,
                        behind: call.behind,
                        has_note: true,
                    },
                ));
                from = (call.at, call.column + 1);
            }
            found.notes.push(Note {
                lines: Span {
                    first: line.number,
                    last: search.lines[reach.end - 1].number,
                },
                mark: head.mark,
                skip: head.skip,
            });
            last = head.value;
            ruled = rule.then_some(reach.end);
            at = reach.end;
            continue;
        }
        // A figure on a word alone is looked for by the mark that it calls.
        let told =
            called && call.is_some_and(|(call, _)| call.glue == Glue::Sign || head.alone) && begins;
        if line.rule || told {
            found.doubts.push(line.number);
        }
        at += 1;
    }
    anchors.sort_by_key(|&(column, call)| (call.line, column));
    search
        .lines
        .retain(|line| found.note_at(line.number).is_none());
    found.calls = calls(&search, &anchors);
    found
}

impl Search<'_> {
    /// The call of the note that begins at a line, and whether it stands on the same page.
    fn call_of(
        &self,
        at: usize,
        candidates: Option<&Vec<Candidate>>,
        from: (usize, usize),
    ) -> Option<(Candidate, bool)> {
        let candidates = candidates?;
        let end = candidates.partition_point(|call| call.at < at);
        let first = candidates.partition_point(|call| (call.at, call.column) < from);
        let reached = &candidates[first.max(end.saturating_sub(REACH)).min(end)..end];
        let page = self.lines[at].top;
        let best = |near: bool| {
            let calls = reached.iter().filter(|call| (call.at >= page) == near);
            calls.min_by_key(|call| (call.glue, call.at, call.column))
        };
        if let Some(&call) = best(true) {
            return Some((call, true));
        }
        best(false)
            .filter(|call| call.glue <= Glue::Sign)
            .map(|&call| (call, false))
    }
}

/// The calls of a document in their order: those of the notes that were found, and between them those that are marks
/// by themselves, as far as they form the sequence 1, 2, 3 …
fn calls(search: &Search<'_>, anchors: &[(usize, Call)]) -> Vec<Call> {
    let mut calls = Vec::new();
    let alone = search.form.wrapped && !search.form.markdown;
    let mut anchors = anchors.iter().peekable();
    let mut next = 1;
    for line in &search.lines {
        let figures = if alone {
            figures(line.text)
        } else {
            Vec::new()
        };
        let mut first = 0;
        loop {
            // What a note below calls is no mark here.
            let taken = anchors
                .peek()
                .is_some_and(|(_, anchor)| anchor.value <= next);
            let word = (first..figures.len()).filter(|_| !taken).find(|&place| {
                let figure = &figures[place];
                let (before, after) = (&line.text[..figure.start], &line.text[figure.end..]);
                figure.value == next && glue(before, after, search.language) == Some(Glue::Word)
            });
            let anchor = anchors.next_if(|(column, anchor)| {
                let before = word.is_none_or(|word| *column <= figures[word].start);
                anchor.line < line.number || anchor.line == line.number && before
            });
            if let Some(&(column, anchor)) = anchor {
                next = anchor.value + 1;
                calls.push(anchor);
                first = figures.partition_point(|figure| figure.start <= column);
                continue;
            }
            let Some(place) = word else {
                break;
            };
            calls.push(Call {
                line: line.number,
                value: next,
                behind: figures[place].behind,
                has_note: false,
            });
            first = place + 1;
            next += 1;
        }
    }
    calls
}

#[cfg(test)]
impl Figures {
    /// Every figure of one line as a call.
    pub(super) fn of(line: &str) -> Self {
        let call = |figure: Figure| Call {
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
    fn how_a_figure_hangs_on_its_word() {
        let glue = |before: &str, after: &str| glue(before, after, Language::of("es"));
        for (before, after, expected) in [
            ("las recomendaciones", " y", Some(Glue::Word)),
            ("Plan”", " y", Some(Glue::Word)),
            ("de personas.", "", Some(Glue::Sign)),
            ("el Trabajo,", " en", Some(Glue::Sign)),
            ("(UNODC)", ".", Some(Glue::Sign)),
            ("la ONU", " y", Some(Glue::Weak)),
            ("del Perú.", "", Some(Glue::Weak)),
            ("en 2010.", "", Some(Glue::Weak)),
            ("INF/1/Rev.", "", None),
            ("AB/CD/2022/Rev.", "", None),
            ("artículo 6.", "", None),
            ("el párr.", "", None),
            ("la sección A.", "", None),
            ("de personas.", "2", None),
            ("de personas.", "/3", None),
            ("en 3,", "5", None),
            ("siguientes:", ".5", None),
        ] {
            assert_eq!(glue(before, after), expected, "{before}|{after}");
        }
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
