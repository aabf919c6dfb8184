//! A text with its marks → runs, as templates print them one after the other.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::Text;

use super::routes;

/// A stretch of text of one kind. Templates print runs without anything between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Run<'a> {
    /// Plain words.
    Text {
        /// The words.
        text: &'a str,
    },
    /// Words that the source sets in italics.
    Em {
        /// The words.
        text: &'a str,
    },
    /// Words that the source sets in bold.
    Strong {
        /// The words.
        text: &'a str,
    },
    /// A footnote mark.
    Note {
        /// The mark, raised.
        text: Cow<'a, str>,
        /// The footnote, where its words are known.
        href: Option<String>,
        /// Anchor of the mark.
        id: Option<String>,
        /// Whether this page would tell the footnote if there were one.
        lost: bool,
    },
    /// Words that were repaired.
    Repair {
        /// The words as repaired.
        text: &'a str,
        /// The source's spelling.
        title: &'a str,
    },
    /// Where a line of the source begins.
    Line {
        /// Its anchor.
        id: String,
        /// Its number.
        text: String,
    },
    /// A line break of the source.
    Break,
    /// Words that another wording, or the register, has not.
    Removed {
        /// The words.
        text: &'a str,
    },
    /// Words that an earlier wording has not.
    Added {
        /// The words.
        text: &'a str,
    },
    /// A space inside a word.
    Space {
        /// The space.
        text: &'a str,
    },
    /// Where words begin that a page marks for a reason of its own; other runs stand inside.
    Open {
        /// The reason.
        mark: Mark,
    },
    /// Where they end; every opening has its end, and they nest.
    Close {
        /// The reason.
        mark: Mark,
    },
}

/// Why a page marks words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "lowercase")]
pub enum Mark {
    /// They say how strongly is asked.
    Verb,
    /// They refer to something.
    Link {
        /// Where it is.
        href: String,
        /// Whether that is another site.
        external: bool,
        /// What a reader might otherwise take for an error.
        title: Option<String>,
    },
}

/// Words that a page marks, as bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Why.
    pub mark: Mark,
}

/// What a page does with a text's marks.
pub struct Marks<'m> {
    /// For each footnote call in the text, in order: the footnote's anchor and the call's.
    pub notes: &'m mut dyn FnMut(usize) -> Option<(String, String)>,
    /// Whether a line of the source gets its anchor here.
    pub lines: &'m mut dyn FnMut(u32) -> bool,
    /// Whether this is a reading edition, which tells of footnotes that are lost.
    pub edition: bool,
    /// Words to mark, in any order.
    pub spans: &'m [Span],
}

/// The runs of a text without links: for leads and lists, where notes are told elsewhere.
#[must_use]
pub fn plain(text: &Text) -> Vec<Run<'_>> {
    marked(text, &[])
}

/// The runs of a text with words marked, without links.
#[must_use]
pub fn marked<'a>(text: &'a Text, spans: &[Span]) -> Vec<Run<'a>> {
    runs(
        text,
        &mut Marks {
            notes: &mut |_| None,
            lines: &mut |_| false,
            edition: false,
            spans,
        },
    )
}

/// The runs of a text.
#[must_use]
pub fn runs<'a>(text: &'a Text, marks: &mut Marks<'_>) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let length = text.plain.len();
    let mut borders: Vec<usize> = Vec::with_capacity(8);
    borders.push(0);
    borders.push(length);
    for part in &text.emphasis {
        borders.extend([part.start as usize, part.end as usize]);
    }
    for repair in &text.repairs {
        borders.extend([repair.at as usize, repair.at as usize + repair.to.len()]);
    }
    borders.extend(text.calls.iter().map(|call| call.at as usize));
    borders.extend(text.breaks.iter().map(|&at| at as usize));
    let anchors: Vec<(u32, u32)> = text
        .starts
        .iter()
        .copied()
        .filter(|&(line, _)| (marks.lines)(line))
        .collect();
    borders.extend(anchors.iter().map(|&(_, at)| at as usize));
    for span in marks.spans {
        borders.extend([span.start, span.end]);
    }
    borders.sort_unstable();
    borders.dedup();
    borders.retain(|&at| at <= length && text.plain.is_char_boundary(at));

    let mut spans: Vec<&Span> = marks.spans.iter().collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));

    // All marks are ascending: each list is walked once, whatever its length.
    let mut calls = text.calls.iter().enumerate().peekable();
    let mut anchors = anchors.into_iter().peekable();
    let mut repairs = text.repairs.iter().peekable();
    let mut emphasised = text.emphasis.iter().peekable();
    let mut spans = spans.into_iter().peekable();
    let mut open: Vec<&Span> = Vec::new();
    for (index, &from) in borders.iter().enumerate() {
        close(&mut runs, &mut open, from);
        // A footnote's mark is a link itself, so it interrupts the link that it stands in.
        let is_called = calls
            .peek()
            .is_some_and(|(_, call)| call.at as usize <= from);
        let interrupted = is_called
            && open
                .iter()
                .any(|span| matches!(span.mark, Mark::Link { .. }));
        if interrupted {
            runs.extend(open.iter().rev().map(|span| Run::Close {
                mark: span.mark.clone(),
            }));
        }
        while let Some((at, call)) = calls.next_if(|(_, call)| call.at as usize <= from) {
            let (href, id) = (marks.notes)(at)
                .map(|(note, call)| (format!("#{note}"), call))
                .unzip();
            runs.push(Run::Note {
                text: raised(&call.mark),
                lost: href.is_none() && marks.edition,
                href,
                id,
            });
        }
        if interrupted {
            runs.extend(open.iter().map(|span| Run::Open {
                mark: span.mark.clone(),
            }));
        }
        if from > 0 && text.breaks.binary_search(&(from as u32)).is_ok() {
            runs.push(Run::Break);
        }
        while let Some((line, _)) = anchors.next_if(|&(_, at)| at as usize <= from) {
            runs.push(Run::Line {
                id: routes::line_anchor(line),
                text: line.to_string(),
            });
        }
        let Some(&to) = borders.get(index + 1) else {
            break;
        };
        while let Some(span) = spans.next_if(|span| span.start <= from) {
            if span.start == from && span.end > from {
                runs.push(Run::Open {
                    mark: span.mark.clone(),
                });
                open.push(span);
            }
        }
        let words = &text.plain[from..to];
        while repairs
            .next_if(|repair| repair.at as usize + repair.to.len() <= from)
            .is_some()
        {}
        while emphasised
            .next_if(|part| part.end as usize <= from)
            .is_some()
        {}
        let repair = repairs.peek().filter(|repair| repair.at as usize <= from);
        let emphasis = emphasised.peek().filter(|part| part.start as usize <= from);
        runs.push(match (repair, emphasis) {
            (Some(repair), _) => Run::Repair {
                text: words,
                title: &repair.from,
            },
            (None, Some(part)) if part.strong => Run::Strong { text: words },
            (None, Some(_)) => Run::Em { text: words },
            (None, None) => Run::Text { text: words },
        });
    }
    // A mark that reaches beyond the text ends with it.
    runs.extend(open.iter().rev().map(|span| Run::Close {
        mark: span.mark.clone(),
    }));
    runs
}

/// Ends the marks that end at `at`. Those inside them that go on are ended too and begin again, so that they nest.
fn close<'s>(runs: &mut Vec<Run<'_>>, open: &mut Vec<&'s Span>, at: usize) {
    let Some(first) = open.iter().position(|span| span.end <= at) else {
        return;
    };
    let inner: Vec<&'s Span> = open.drain(first..).collect();
    runs.extend(inner.iter().rev().map(|span| Run::Close {
        mark: span.mark.clone(),
    }));
    for span in inner {
        if span.end > at {
            runs.push(Run::Open {
                mark: span.mark.clone(),
            });
            open.push(span);
        }
    }
}

/// Plain figures as raised ones, so that a mark looks like a mark without style sheets.
#[must_use]
pub fn raised(mark: &str) -> Cow<'_, str> {
    if mark.bytes().all(|byte| byte.is_ascii_digit()) && !mark.is_empty() {
        let figures = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        Cow::Owned(
            mark.bytes()
                .map(|byte| figures[usize::from(byte - b'0')])
                .collect(),
        )
    } else {
        Cow::Borrowed(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Emphasis, NoteCall};

    #[test]
    fn runs_say_the_words_and_nothing_but_the_words() {
        let mut text = Text::on_line("uno dos tres", 4);
        text.starts.push((5, 8));
        text.emphasis.push(Emphasis {
            start: 4,
            end: 7,
            strong: false,
        });
        text.calls.push(NoteCall {
            mark: "1".to_owned(),
            at: 7,
        });
        text.calls.push(NoteCall {
            mark: "²".to_owned(),
            at: 12,
        });
        let mut notes =
            |at: usize| (at == 0).then(|| ("nota-1".to_owned(), "llamada-1".to_owned()));
        let found = runs(
            &text,
            &mut Marks {
                notes: &mut notes,
                lines: &mut |_| true,
                edition: true,
                spans: &[],
            },
        );
        assert_eq!(
            found,
            [
                Run::Line {
                    id: "L4".to_owned(),
                    text: "4".to_owned()
                },
                Run::Text { text: "uno " },
                Run::Em { text: "dos" },
                Run::Note {
                    text: "¹".into(),
                    href: Some("#nota-1".to_owned()),
                    id: Some("llamada-1".to_owned()),
                    lost: false
                },
                Run::Text { text: " " },
                Run::Line {
                    id: "L5".to_owned(),
                    text: "5".to_owned()
                },
                Run::Text { text: "tres" },
                Run::Note {
                    text: "²".into(),
                    href: None,
                    id: None,
                    lost: true
                },
            ]
        );
    }

    #[test]
    fn marks_nest_whatever_they_cross() {
        let mut text = Text::on_line("uno dos tres cuatro", 1);
        text.emphasis.push(Emphasis {
            start: 4,
            end: 12,
            strong: true,
        });
        let mark = Mark::Verb;
        let span = |start, end| Span {
            start,
            end,
            mark: mark.clone(),
        };
        let (open, close) = (
            Run::Open { mark: mark.clone() },
            Run::Close { mark: mark.clone() },
        );
        assert_eq!(
            marked(&text, &[span(4, 7)]),
            [
                Run::Text { text: "uno " },
                open.clone(),
                Run::Strong { text: "dos" },
                close.clone(),
                Run::Strong { text: " tres" },
                Run::Text { text: " cuatro" },
            ]
        );
        // The second begins inside the first and ends behind it, at the end of the text.
        assert_eq!(
            marked(&text, &[span(13, 19), span(0, 15)]),
            [
                open.clone(),
                Run::Text { text: "uno " },
                Run::Strong { text: "dos tres" },
                Run::Text { text: " " },
                open.clone(),
                Run::Text { text: "cu" },
                close.clone(),
                close.clone(),
                open,
                Run::Text { text: "atro" },
                close,
            ]
        );
        // A place that is none marks nothing.
        assert_eq!(
            marked(&text, &[span(7, 7), span(40, 50)]),
            [
                Run::Text { text: "uno " },
                Run::Strong { text: "dos" },
                Run::Strong { text: " tres" },
                Run::Text { text: " cuatro" },
            ]
        );
    }

    #[test]
    fn a_footnote_mark_interrupts_the_link_that_it_stands_in() {
        let mut text = Text::on_line("el Protocolo dice", 1);
        text.calls.push(NoteCall {
            mark: "1".to_owned(),
            at: 8,
        });
        let link = Span {
            start: 3,
            end: 12,
            mark: Mark::Link {
                href: "x.html".to_owned(),
                external: false,
                title: None,
            },
        };
        let kinds: Vec<&str> = marked(&text, &[link])
            .iter()
            .map(|run| match run {
                Run::Open { .. } => "<",
                Run::Close { .. } => ">",
                Run::Note { .. } => "*",
                Run::Text { text } => text,
                _ => "?",
            })
            .collect();
        assert_eq!(
            kinds,
            ["el ", "<", "Proto", ">", "*", "<", "colo", ">", " dice"]
        );
    }
}
