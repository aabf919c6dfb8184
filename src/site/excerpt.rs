//! The passage of a source beside the register's words, line by line, with what the edition left out marked.
//!
//! Readers of sources only ever take something away, so that each line of a source holds its part of the
//! register's words in their order; what is left over is what the edition took away.

use serde::Serialize;

use crate::enrich::Entry;
use crate::records::{Document, Role};
use crate::text::{Span, Text};

use super::Site;
use super::render::Shared;
use super::runs::Run;

/// A line of the source and what the register made of it.
#[derive(Debug, Serialize)]
pub struct Line {
    n: u32,
    blank: bool,
    /// The line as the file has it, with what the edition left out marked.
    shown: Shared,
    /// The register's words that begin on this line.
    edited: String,
    /// What the line is where it is none of the recommendation's.
    role: Option<String>,
    /// Whether the edition took spaces from it.
    pub closed_up: bool,
}

/// What became of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The register has it.
    Kept,
    /// The register has not.
    Dropped,
    /// A space inside a word.
    Space,
}

impl Site<'_> {
    /// The lines of an entry.
    pub fn excerpt(&self, entry: &Entry, document: Option<&Document>) -> Vec<Line> {
        let Some((document, source)) =
            document.and_then(|document| Some((document, self.source(document)?)))
        else {
            return Vec::new();
        };
        let unit = &entry.unit;
        (unit.lines.first..=unit.lines.last)
            .map(|n| {
                let span = document.coverage_of(Span::line(n)).first();
                let is_own = span.is_some_and(|span| {
                    span.role == Role::Recommendation && span.reference.as_ref() == Some(&unit.id)
                });
                let shown = source.visible(n);
                let blank = shown.trim().is_empty();
                let edited = if is_own {
                    line_of(&unit.text, n)
                } else {
                    String::new()
                };
                let runs = if is_own {
                    runs(&shown, &edited, &unit.marker)
                } else if blank {
                    vec![Run::Text { text: &shown }]
                } else {
                    vec![Run::Removed { text: &shown }]
                };
                let role = span.filter(|_| !is_own && !blank).map(|span| {
                    let key = if span.role == Role::Furniture {
                        "source.furniture".to_owned()
                    } else {
                        format!("role.{}", span.role.id())
                    };
                    self.fill(&key, &[])
                });
                Line {
                    n,
                    blank,
                    closed_up: runs.iter().any(|run| matches!(run, Run::Space { .. })),
                    shown: self.renderer.words(&runs),
                    edited: edited.trim_end().to_owned(),
                    role,
                }
            })
            .collect()
    }
}

/// The register's words that begin on a line.
fn line_of(text: &Text, n: u32) -> String {
    // A text begins its lines one after the other.
    let at = text.starts.partition_point(|&(line, _)| line < n);
    if text.starts.get(at).is_none_or(|&(line, _)| line != n) {
        return String::new();
    }
    let from = text.starts[at].1 as usize;
    let to = text
        .starts
        .get(at + 1)
        .map_or(text.plain.len(), |&(_, byte)| byte as usize);
    text.plain.get(from..to).unwrap_or_default().to_owned()
}

/// A line of the source in stretches: what the register's words keep of it, and what not.
fn runs<'a>(shown: &'a str, edited: &str, marker: &str) -> Vec<Run<'a>> {
    // The line's characters are told one after the other: where each stretch ends is enough.
    let mut ends: Vec<(Fate, usize)> = Vec::new();
    let mut told = 0;
    let mut push = |fate: Fate, c: char| {
        told += c.len_utf8();
        match ends.last_mut() {
            Some(last) if last.0 == fate => last.1 = told,
            _ => ends.push((fate, told)),
        }
    };
    let mut wanted = edited.chars().peekable();
    let mut begun = false;
    let mut chars = shown.char_indices().peekable();
    // The marker may hold the letters that the words begin with.
    if let Some(at) = shown.find(marker).filter(|_| !marker.is_empty()) {
        let before = &shown[..at];
        if !before.contains(char::is_alphanumeric) {
            let end = at + marker.len();
            while let Some(&(place, c)) = chars.peek() {
                if place >= end {
                    break;
                }
                push(
                    if c.is_whitespace() {
                        Fate::Kept
                    } else {
                        Fate::Dropped
                    },
                    c,
                );
                chars.next();
            }
        }
    }
    while let Some((_, c)) = chars.next() {
        if c.is_whitespace() {
            let expects_space = wanted.peek().is_none_or(|next| next.is_whitespace());
            let at_an_edge = chars.peek().is_none() || !begun;
            while wanted.next_if(|next| next.is_whitespace()).is_some() {}
            let doubled = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
            let is_inside = !expects_space && !at_an_edge && !doubled;
            push(if is_inside { Fate::Space } else { Fate::Kept }, c);
            if expects_space {
                // Several spaces stand for one.
                while let Some((_, next)) = chars.next_if(|(_, next)| next.is_whitespace()) {
                    push(Fate::Kept, next);
                }
            }
            continue;
        }
        if wanted.next_if(|&next| next == c).is_some() {
            begun = true;
            push(Fate::Kept, c);
        } else {
            push(Fate::Dropped, c);
        }
    }
    let mut from = 0;
    ends.into_iter()
        .map(|(fate, end)| {
            let text = &shown[from..end];
            from = end;
            match fate {
                Fate::Kept => Run::Text { text },
                Fate::Dropped => Run::Removed { text },
                Fate::Space => Run::Space { text },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(shown: &str, edited: &str, marker: &str) -> String {
        runs(shown, edited, marker)
            .into_iter()
            .map(|run| match run {
                Run::Text { text } => text.to_owned(),
                Run::Removed { text } => format!("[{text}]"),
                _ => "␣".to_owned(),
            })
            .collect()
    }

    #[test]
    fn what_the_edition_left_out_is_marked() {
        assert_eq!(
            marked("a) asegurar la", "asegurar la", "a)"),
            "[a)] asegurar la"
        );
        assert_eq!(
            marked("la s ituación¹ de", "la situación de", ""),
            "la s␣ituación[¹] de"
        );
        assert_eq!(
            marked("- **la** trata", "la trata", ""),
            "[-] [**]la[**] trata"
        );
        assert_eq!(marked("seguridad , y", "seguridad, y", ""), "seguridad␣, y");
        assert_eq!(marked("la  trata", "la trata", ""), "la  trata");
    }
}
