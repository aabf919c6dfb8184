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
    /// A link begins.
    Open {
        /// Where it leads.
        href: String,
        /// Whether it leaves the site.
        external: bool,
    },
    /// A link ends.
    Close,
}

/// Words that link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Where they lead.
    pub href: String,
    /// Whether that leaves the site.
    pub external: bool,
}

/// What a page does with a text's marks.
pub struct Marks<'m> {
    /// For each footnote call in the text, in order: the footnote's anchor and the call's.
    pub notes: &'m mut dyn FnMut(usize) -> Option<(String, String)>,
    /// Whether lines get anchors.
    pub lines: bool,
    /// Words that link, ascending, none inside another.
    pub links: &'m [Span],
}

/// The runs of a text without links: for leads and lists, where notes are told elsewhere.
#[must_use]
pub fn plain(text: &Text) -> Vec<Run<'_>> {
    runs(
        text,
        &mut Marks {
            notes: &mut |_| None,
            lines: false,
            links: &[],
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
    if marks.lines {
        borders.extend(text.starts.iter().map(|&(_, at)| at as usize));
    }
    borders.extend(marks.links.iter().flat_map(|link| [link.start, link.end]));
    borders.sort_unstable();
    borders.dedup();
    borders.retain(|&at| at <= length && text.plain.is_char_boundary(at));

    let mut open: Option<&Span> = None;
    for (index, &from) in borders.iter().enumerate() {
        if open.is_some_and(|link| link.end <= from) {
            runs.push(Run::Close);
            open = None;
        }
        let is_called = text.calls.iter().any(|call| call.at as usize == from);
        // A footnote's mark is a link itself, so it interrupts the link that it stands in.
        if is_called && open.is_some() {
            runs.push(Run::Close);
        }
        for (at, call) in text.calls.iter().enumerate() {
            if call.at as usize == from {
                let (href, id) = (marks.notes)(at)
                    .map(|(note, call)| (format!("#{note}"), call))
                    .unzip();
                runs.push(Run::Note {
                    text: raised(&call.mark),
                    lost: href.is_none() && marks.lines,
                    href,
                    id,
                });
            }
        }
        let begins = marks.links.iter().find(|link| link.start == from);
        if let Some(link) = begins.or(open.filter(|_| is_called)) {
            runs.push(Run::Open {
                href: link.href.clone(),
                external: link.external,
            });
            open = Some(link);
        }
        if text.breaks.iter().any(|&at| at as usize == from) && from > 0 {
            runs.push(Run::Break);
        }
        if marks.lines {
            for &(line, at) in &text.starts {
                if at as usize == from {
                    runs.push(Run::Line {
                        id: routes::line_anchor(line),
                        text: line.to_string(),
                    });
                }
            }
        }
        let Some(&to) = borders.get(index + 1) else {
            break;
        };
        let words = &text.plain[from..to];
        let repair = text.repairs.iter().find(|repair| {
            (repair.at as usize..repair.at as usize + repair.to.len()).contains(&from)
        });
        let emphasis = text
            .emphasis
            .iter()
            .find(|part| (part.start as usize..part.end as usize).contains(&from));
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
    runs
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
                lines: true,
                links: &[],
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
    fn a_footnote_mark_interrupts_the_link_that_it_stands_in() {
        let mut text = Text::on_line("el Protocolo dice", 1);
        text.calls.push(NoteCall {
            mark: "1".to_owned(),
            at: 8,
        });
        let link = Span {
            start: 3,
            end: 12,
            href: "x.html".to_owned(),
            external: false,
        };
        let found = runs(
            &text,
            &mut Marks {
                notes: &mut |_| None,
                lines: false,
                links: std::slice::from_ref(&link),
            },
        );
        let kinds: Vec<String> = found
            .iter()
            .map(|run| match run {
                Run::Open { .. } => "<".to_owned(),
                Run::Close => ">".to_owned(),
                Run::Note { .. } => "*".to_owned(),
                Run::Text { text } => (*text).to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            kinds,
            ["el ", "<", "Proto", ">", "*", "<", "colo", ">", " dice"]
        );
    }
}
