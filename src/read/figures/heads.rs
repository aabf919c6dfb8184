//! Where a note may begin, and how far it would reach.

use crate::languages::Language;
use crate::read::form::Form;
use crate::read::headings::Opening;
use crate::read::markers::Marker;
use crate::read::sentences::{ends, starts_lower};

use super::lines::Line;
use super::marks::DIGITS;

/// A note with more lines than this is none.
const LONGEST: usize = 20;

/// What a line begins with, where it may begin a note.
#[derive(Clone, Copy)]
pub struct Head {
    /// The number of the note.
    pub value: u32,
    /// Bytes of its mark.
    pub mark: usize,
    /// Bytes of the line up to its words.
    pub skip: usize,
    /// Nothing else stands on the line.
    pub alone: bool,
    /// The words begin as a sentence or a title begins.
    pub titled: bool,
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
pub struct Reach {
    /// One past its last line.
    pub end: usize,
    /// A page ends below it, or below the notes that follow it.
    pub foot: bool,
    /// Below it the sentence goes on that stood above.
    pub resumed: bool,
}

/// What notes are looked for in.
pub struct Search<'a> {
    /// The lines of the document.
    pub lines: Vec<Line<'a>>,
    /// What each of them begins with.
    pub heads: Vec<Option<Head>>,
    /// How they were laid out.
    pub form: Form,
    /// Their language.
    pub language: &'a Language,
}

impl<'a> Search<'a> {
    /// The lines, and which of them may begin a note.
    pub fn new(lines: Vec<Line<'a>>, form: Form, language: &'a Language) -> Self {
        let heads = lines.iter().map(|line| Head::parse(line.text)).collect();
        Self {
            lines,
            heads,
            form,
            language,
        }
    }

    /// How far a note would reach, for each line that may begin one.
    pub fn reaches(&self) -> Vec<Option<Reach>> {
        let mut reaches: Vec<Option<Reach>> = vec![None; self.lines.len()];
        for at in (0..self.lines.len()).rev() {
            reaches[at] = self.reach(at, &reaches);
        }
        reaches
    }

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
