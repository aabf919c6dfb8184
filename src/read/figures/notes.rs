//! Which figures begin notes: the evidence for each is weighed in the order of the document, because a note that is
//! found says what the next may be.

use crate::read::sentences::sentence_ends;
use crate::text::Span;

use super::calls::{Candidate, Candidates};
use super::heads::{Head, Reach, Search};
use super::marks::Glue;
use super::{Call, Figures, Note};

/// So many notes may be missing between two that a drawn line parts from the text.
const MISSING: u32 = 3;

/// What the evidence for a figure at the beginning of a line comes to.
enum Verdict {
    /// A note, and its call where one is known.
    Note(Option<Candidate>),
    /// More than words have, and less than a note needs.
    Doubt,
    /// Words.
    Words,
}

/// The way through a document, from one note to the next.
struct Walk<'a> {
    search: &'a Search<'a>,
    reaches: Vec<Option<Reach>>,
    candidates: Candidates,
    found: Figures,
    /// The calls of the notes, each with its place in its line.
    anchors: Vec<(usize, Call)>,
    /// The number of the last note.
    last: u32,
    /// Behind this place the next call is looked for.
    from: (usize, usize),
    /// One past the last note, where a drawn line stands above it.
    ruled: Option<usize>,
}

/// The notes of a document and what may be one, and the calls of the notes, each with its place in its line.
pub fn find(search: &Search<'_>) -> (Figures, Vec<(usize, Call)>) {
    let mut walk = Walk {
        search,
        reaches: search.reaches(),
        candidates: Candidates::of(search),
        found: Figures::default(),
        anchors: Vec::new(),
        last: 0,
        from: (0, 0),
        ruled: None,
    };
    let mut at = 0;
    while at < search.lines.len() {
        at = walk.step(at);
    }
    let Walk {
        found, mut anchors, ..
    } = walk;
    anchors.sort_by_key(|&(column, call)| (call.line, column));
    (found, anchors)
}

impl Walk<'_> {
    /// Looks at a line, and says which one comes next.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.search.lines[at];
        let (Some(head), Some(reach)) = (self.search.heads[at], self.reaches[at]) else {
            // A mark alone may have lost its words to the other side of the page's foot.
            let lost = self.search.heads[at].is_some_and(|head| {
                head.alone && self.call(head.value, at).is_some_and(|(_, called)| called)
            });
            if line.rule && !line.parting || lost {
                self.found.doubts.push(line.number);
            }
            return at + 1;
        };
        let rule = line.rule || self.ruled == Some(at) && !line.page;
        match self.weigh(at, head, reach, rule) {
            Verdict::Note(call) => {
                self.enter(at, head, reach, call);
                self.ruled = rule.then_some(reach.end);
                return reach.end;
            }
            Verdict::Doubt => self.found.doubts.push(line.number),
            Verdict::Words => {}
        }
        at + 1
    }

    /// The call of a mark above a line, and whether it stands on the same page and as marks do.
    fn call(&self, value: u32, at: usize) -> Option<(Candidate, bool)> {
        let top = self.search.lines[at].top;
        let (call, near) = self.candidates.call_of(value, at, top, self.from)?;
        Some((call, near && call.glue <= Glue::Sign))
    }

    /// Weighs what speaks for a note; `rule` says that a drawn line parts it from the text.
    fn weigh(&self, at: usize, head: Head, reach: Reach, rule: bool) -> Verdict {
        let lines = &self.search.lines;
        let next = head.value == self.last + 1;
        let call = self.call(head.value, at);
        let called = call.is_some_and(|(_, called)| called);
        // A part of a document may begin with any note, and the extraction may lose one.
        let in_order = next
            || (rule || called && reach.foot)
                && (self.last == 0 || head.value > self.last && head.value - self.last <= MISSING)
            || rule && head.value == 1;
        // A sentence that stops above the line and goes on below the note.
        let broken = at > 0
            && (reach.resumed || reach.foot)
            && !sentence_ends(
                lines[at - 1]
                    .text
                    .trim_end_matches(|c: char| c.is_ascii_digit()),
            );
        let begins = head.alone || head.titled || rule;
        // A paragraph of its own, where nothing tells of pages: as sure as the sequence and the call above it.
        let spacing = self.search.form.spacing;
        let apart = next
            && head.titled
            && lines[at].gap > spacing
            && lines.get(reach.end).is_none_or(|below| below.gap > spacing);
        let is_note = begins
            && match call {
                Some(_) => in_order && (rule || called && (reach.foot || apart)),
                None => next && rule && (reach.foot || broken),
            };
        if is_note {
            return Verdict::Note(call.map(|(call, _)| call));
        }
        // A figure on a word alone is looked for by the mark that it calls.
        let told =
            called && call.is_some_and(|(call, _)| call.glue == Glue::Sign || head.alone) && begins;
        if lines[at].rule || told {
            Verdict::Doubt
        } else {
            Verdict::Words
        }
    }

    fn enter(&mut self, at: usize, head: Head, reach: Reach, call: Option<Candidate>) {
        let lines = &self.search.lines;
        if let Some(call) = call {
            self.anchors.push((
                call.column,
                Call {
                    line: lines[call.at].number,
                    value: head.value,
                    behind: call.behind,
                    has_note: true,
                },
            ));
            self.from = (call.at, call.column + 1);
        }
        self.found.notes.push(Note {
            lines: Span {
                first: lines[at].number,
                last: lines[reach.end - 1].number,
            },
            mark: head.mark,
            skip: head.skip,
        });
        self.last = head.value;
    }
}
