//! Words of a source together with the way back to it.
//!
//! Everything that the program shows of a source is a [`Text`]: the plain words, and beside them
//! where each source line begins, what was emphasised, where a footnote is called and which repairs
//! were made. Readers only ever *take away* from a source (line ends and their hyphens, mark-up, stray spaces), so
//! one operation, [`Text::delete`], keeps all positions true.

use serde::{Deserialize, Serialize};

/// A range of lines of one file: 1-based, both ends included, split at LF. The default, 0, is no line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
pub struct Span {
    /// The first line.
    pub first: u32,
    /// The last line, at least `first`.
    pub last: u32,
}

impl Span {
    /// The range that holds one line only.
    #[must_use]
    pub fn line(line: u32) -> Self {
        Self {
            first: line,
            last: line,
        }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

impl From<[u32; 2]> for Span {
    fn from([first, last]: [u32; 2]) -> Self {
        Self { first, last }
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> Self {
        [span.first, span.last]
    }
}

/// Why a space, or the hyphen of a line end, was taken away from the source's words. The letters are never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepairRule {
    /// A word that the extraction from the PDF broke in two ("s ituación").
    BrokenWord,
    /// A space before a closing or after an opening punctuation mark ("seguridad ,").
    SpacedPunctuation,
    /// A document symbol that runs over a line end ("CTOC/COP/" + "WG.4/2019/3").
    BrokenSymbol,
}

/// One repair: what stood in the source and what the record says instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The line of the source on which `from` begins.
    pub line: u32,
    /// The source's own spelling; a line end counts as a space.
    pub from: String,
    /// What the record has in its place.
    pub to: String,
    /// Why.
    pub rule: RepairRule,
    /// Where `to` begins in the plain words, in bytes.
    pub at: u32,
}

impl Repair {
    /// What the source has more than the record: each part of `from`, and the byte of `to` before which it stands.
    #[must_use]
    pub fn taken(&self) -> Vec<(usize, &str)> {
        let mut taken: Vec<(usize, &str)> = Vec::new();
        let mut from = 0;
        for (at, c) in self.to.char_indices() {
            // Spaces and hyphens alone were taken away, so that the next of the letters is always this one.
            let Some(next) = self.from[from..].find(c).map(|next| from + next) else {
                break;
            };
            if next > from {
                taken.push((at, &self.from[from..next]));
            }
            from = next + c.len_utf8();
        }
        if from < self.from.len() {
            taken.push((self.to.len(), &self.from[from..]));
        }
        taken
    }

    /// Takes byte ranges of `to` (ascending, apart) out of both spellings: in the source's they stand where the
    /// letters around them do.
    fn cut(&mut self, cuts: impl Iterator<Item = (usize, usize)>) {
        let taken = self.taken();
        let mut parts = taken.iter().peekable();
        let mut more = 0;
        let (mut from, mut to) = (String::new(), String::new());
        let (mut from_kept, mut to_kept) = (0, 0);
        for (start, end) in cuts {
            while let Some((_, part)) = parts.next_if(|&&(at, _)| at <= start) {
                more += part.len();
            }
            from.push_str(&self.from[from_kept..start + more]);
            while let Some((_, part)) = parts.next_if(|&&(at, _)| at < end) {
                more += part.len();
            }
            from_kept = end + more;
            to.push_str(&self.to[to_kept..start]);
            to_kept = end;
        }
        from.push_str(&self.from[from_kept..]);
        to.push_str(&self.to[to_kept..]);
        (self.from, self.to) = (from, to);
    }
}

/// Words that the source sets off in Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emphasis {
    /// First byte in the plain words.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Bold rather than italic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
}

/// A footnote mark that stood in the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteCall {
    /// The mark as the source prints it: "¹", "*", "1".
    pub mark: String,
    /// The place in the plain words, in bytes: the mark stood before the byte `at`.
    pub at: u32,
}

/// The plain words of a unit of a source, and where they come from.
///
/// White space is one space; there is no mark-up, no footnote mark, no invisible character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    #[serde(rename = "text")]
    pub plain: String,
    /// `[line, byte]`: the words of source line `line` begin at `byte`. Ascending; empty for no words.
    #[serde(default, skip_serializing_if = "starts_are_plain")]
    pub starts: Vec<(u32, u32)>,
    /// Emphasised parts, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emphasis: Vec<Emphasis>,
    /// Footnote marks, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<NoteCall>,
    /// Repairs, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// Bytes before which the source breaks the line on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<u32>,
}

/// A text on a single line says where it begins through its record's `lines` already
/// ([`Text::begin_at`] fills it in).
fn starts_are_plain(starts: &[(u32, u32)]) -> bool {
    starts.len() <= 1
}

impl Text {
    /// A text on one line, as a test or a title needs it.
    #[must_use]
    pub fn on_line(plain: impl Into<String>, line: u32) -> Self {
        Self {
            plain: plain.into(),
            starts: vec![(line, 0)],
            ..Self::default()
        }
    }

    /// Says where a text begins that was read from a record without its line starts.
    pub fn begin_at(&mut self, line: u32) {
        if self.starts.is_empty() {
            self.starts.push((line, 0));
        }
    }

    /// The source line that the byte `at` of the plain words comes from.
    #[must_use]
    pub fn line_at(&self, at: u32) -> u32 {
        let next = self.starts.partition_point(|&(_, start)| start <= at);
        self.starts[next.saturating_sub(1)..]
            .first()
            .map_or(0, |&(line, _)| line)
    }

    /// Lines from the first to the last word.
    #[must_use]
    pub fn lines(&self) -> Option<Span> {
        Some(Span {
            first: self.starts.first()?.0,
            last: self.starts.last()?.0,
        })
    }

    /// True where there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Takes the byte ranges `cuts` (ascending, apart, on character borders) out of the words and
    /// moves every position along.
    pub fn delete(&mut self, cuts: &[(u32, u32)]) {
        if cuts.is_empty() {
            return;
        }
        // What is taken away inside repaired words is gone from both spellings.
        for repair in &mut self.repairs {
            let (first, last) = (repair.at, repair.at + repair.to.len() as u32);
            let inside = cuts.partition_point(|&(_, end)| end <= first)
                ..cuts.partition_point(|&(start, _)| start < last);
            if inside.is_empty() {
                continue;
            }
            let within = |at: u32| (at.clamp(first, last) - first) as usize;
            let cuts = cuts[inside].iter();
            repair.cut(cuts.map(|&(start, end)| (within(start), within(end))));
        }
        let mut plain = String::with_capacity(self.plain.len());
        let mut from = 0usize;
        for &(start, end) in cuts {
            plain.push_str(&self.plain[from..start as usize]);
            from = end as usize;
        }
        plain.push_str(&self.plain[from..]);
        self.plain = plain;

        // What is gone before each cut's end, so that a position costs one binary search.
        let mut gone = Vec::with_capacity(cuts.len());
        let mut total = 0;
        for &(start, end) in cuts {
            total += end - start;
            gone.push(total);
        }
        let moved = |at: u32| -> u32 {
            let cut = cuts.partition_point(|&(start, _)| start < at);
            if cut == 0 {
                return at;
            }
            let (start, end) = cuts[cut - 1];
            if at < end {
                // Inside a cut: what stood there now begins where the cut was.
                start - (gone[cut - 1] - (end - start))
            } else {
                at - gone[cut - 1]
            }
        };
        for (_, at) in &mut self.starts {
            *at = moved(*at);
        }
        for part in &mut self.emphasis {
            part.start = moved(part.start);
            part.end = moved(part.end);
        }
        self.emphasis.retain(|part| part.start < part.end);
        for call in &mut self.calls {
            call.at = moved(call.at);
        }
        for repair in &mut self.repairs {
            repair.at = moved(repair.at);
        }
        for at in &mut self.breaks {
            *at = moved(*at);
        }
    }

    /// Makes white space one space again, after something was taken out between two of them.
    pub fn tidy(&mut self) {
        let bytes = self.plain.as_bytes();
        let mut cuts: Vec<(u32, u32)> = Vec::new();
        let mut blank = true;
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b' ' && blank {
                cuts.push((at as u32, at as u32 + 1));
            }
            blank = byte == b' ';
        }
        let end = bytes.len() as u32;
        if blank && end > 0 && cuts.last() != Some(&(end - 1, end)) {
            cuts.push((end - 1, end));
        }
        self.delete(&cuts);
    }

    /// Adds the words of `other` behind a space (or directly, where there are none yet).
    pub fn append(&mut self, other: Text) {
        if other.is_empty() {
            // A mark alone on its line calls its note behind the words above.
            let at = self.plain.len() as u32;
            let calls = other.calls.into_iter();
            self.calls.extend(calls.map(|call| NoteCall { at, ..call }));
            return;
        }
        if self.is_empty() {
            // The marker's own line comes first.
            let mut starts = std::mem::take(&mut self.starts);
            let mut calls = std::mem::take(&mut self.calls);
            starts.retain(|&(line, _)| other.starts.first().is_none_or(|&(first, _)| line < first));
            *self = other;
            starts.append(&mut self.starts);
            calls.append(&mut self.calls);
            (self.starts, self.calls) = (starts, calls);
            return;
        }
        self.plain.push(' ');
        let by = self.plain.len() as u32;
        self.plain.push_str(&other.plain);
        self.starts
            .extend(other.starts.into_iter().map(|(line, at)| (line, at + by)));
        self.emphasis
            .extend(other.emphasis.into_iter().map(|part| Emphasis {
                start: part.start + by,
                end: part.end + by,
                ..part
            }));
        self.calls
            .extend(other.calls.into_iter().map(|call| NoteCall {
                at: call.at + by,
                ..call
            }));
        self.repairs
            .extend(other.repairs.into_iter().map(|repair| Repair {
                at: repair.at + by,
                ..repair
            }));
        self.breaks
            .extend(other.breaks.into_iter().map(|at| at + by));
    }
}

/// A document symbol and nothing else: parts of capitals, figures and full stops between slashes.
#[must_use]
pub fn is_symbol(text: &str) -> bool {
    let mut parts = 0;
    let mut figures = false;
    for part in text.split('/') {
        let well_formed = !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-()*".contains(&byte))
            && part
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !well_formed {
            return false;
        }
        figures |= part.bytes().any(|byte| byte.is_ascii_digit());
        parts += 1;
    }
    parts >= 3
        && figures
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleting_moves_every_position() {
        let mut text = Text::on_line("a *b c* d", 3);
        text.starts.push((4, 5));
        text.emphasis.push(Emphasis {
            start: 2,
            end: 7,
            strong: false,
        });
        text.delete(&[(2, 3), (6, 7)]);
        assert_eq!(text.plain, "a b c d");
        assert_eq!(text.starts, [(3, 0), (4, 4)]);
        assert_eq!((text.emphasis[0].start, text.emphasis[0].end), (2, 5));
    }

    #[test]
    fn what_goes_from_repaired_words_goes_from_its_own_place() {
        let cut = |from: &str, to: &str, cuts: &[(u32, u32)]| {
            let mut text = Text::on_line(format!("de {to} y"), 1);
            text.repairs.push(Repair {
                line: 1,
                from: from.to_owned(),
                to: to.to_owned(),
                rule: RepairRule::BrokenWord,
                at: 3,
            });
            text.delete(cuts);
            let Repair { from, to, at, .. } = text.repairs.remove(0);
            assert!(text.plain[at as usize..].starts_with(&to));
            (from, to)
        };
        for (from, to, cuts, left) in [
            // The mark of a note, and not the figure like it in the year before.
            (
                "2013- 2020.1",
                "2013-2020.1",
                &[(13, 14)][..],
                ("2013- 2020.", "2013-2020."),
            ),
            (
                "*a* a- *a*",
                "*a* a-*a*",
                &[(9, 10), (11, 12)],
                ("*a* a- a", "*a* a-a"),
            ),
            (
                "explo- tación1",
                "explotación1",
                &[(15, 16)],
                ("explo- tación", "explotación"),
            ),
            // What was taken away between the letters goes with both of them, at their side it stays.
            ("a b c", "abc", &[(3, 5)], (" c", "c")),
            ("a b c", "abc", &[(0, 4)], (" b c", "bc")),
        ] {
            assert_eq!(cut(from, to, cuts), (left.0.to_owned(), left.1.to_owned()));
        }
    }

    #[test]
    fn white_space_is_one_space_again() {
        for (untidy, tidy) in [
            (" a  b ", "a b"),
            ("  ", ""),
            ("a", "a"),
            ("", ""),
            ("a   b", "a b"),
            ("a ", "a"),
        ] {
            let mut text = Text::on_line(untidy, 1);
            text.tidy();
            assert_eq!(text.plain, tidy);
        }
    }

    #[test]
    fn a_line_is_found_from_a_position() {
        let mut text = Text::on_line("uno dos", 7);
        text.starts.push((9, 4));
        assert_eq!(text.line_at(0), 7);
        assert_eq!(text.line_at(3), 7);
        assert_eq!(text.line_at(4), 9);
        assert_eq!(text.lines(), Some(Span { first: 7, last: 9 }));
    }
}
