//! Which figures call notes: the likeliest for a note that is found, and between those the ones that are marks by
//! themselves.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::heads::Search;
use super::marks::{Glue, figures, glue, is_glued};
use super::{Call, Figures};

/// So many places are looked at for the call of a note.
const REACH: usize = 64;

/// A figure that may be a call: its place among the lines, and in its line.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// The place of its line.
    pub at: usize,
    /// The first byte of it.
    pub column: usize,
    /// How many figures that say the same stand behind it on its line.
    pub behind: usize,
    /// How it hangs on its word.
    pub glue: Glue,
}

/// The figures of a document that may call a note, by what they say, each list in the order of the document.
pub struct Candidates(HashMap<u32, Vec<Candidate>, FixedState>);

impl Candidates {
    /// Those that say the number of a note that may begin somewhere.
    pub fn of(search: &Search<'_>) -> Self {
        let mut candidates: HashMap<u32, Vec<Candidate>, FixedState> = HashMap::default();
        let heads = search.heads.iter().flatten();
        let wanted: HashSet<u32, FixedState> = heads.map(|head| head.value).collect();
        for (at, line) in search.lines.iter().enumerate() {
            for figure in figures(line.text) {
                let (before, after) = (&line.text[..figure.start], &line.text[figure.end..]);
                if !wanted.contains(&figure.value) || !is_glued(before) {
                    continue;
                }
                if let Some(glue) = glue(before, after, search.language) {
                    candidates.entry(figure.value).or_default().push(Candidate {
                        at,
                        column: figure.start,
                        behind: figure.behind,
                        glue,
                    });
                }
            }
        }
        Self(candidates)
    }

    /// The call of the note with this number that begins at a line, and whether it stands on the same page, whose
    /// first line is `page`. Nothing before the place `from` is a call any more.
    pub fn call_of(
        &self,
        value: u32,
        at: usize,
        page: usize,
        from: (usize, usize),
    ) -> Option<(Candidate, bool)> {
        let candidates = self.0.get(&value)?;
        let end = candidates.partition_point(|call| call.at < at);
        let first = candidates.partition_point(|call| (call.at, call.column) < from);
        let reached = &candidates[first.max(end.saturating_sub(REACH)).min(end)..end];
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
/// by themselves, as far as they form the sequence 1, 2, 3 … The lines of the notes themselves call none.
pub fn in_sequence(search: &Search<'_>, found: &Figures, anchors: &[(usize, Call)]) -> Vec<Call> {
    let mut calls = Vec::new();
    let alone = search.form.wrapped && !search.form.markdown;
    let mut anchors = anchors.iter().peekable();
    let mut next = 1;
    let lines = search.lines.iter();
    for line in lines.filter(|line| found.note_at(line.number).is_none()) {
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
