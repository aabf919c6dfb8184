//! A seed as a reading edition: all its blocks in order, and what each of its lines is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::Kind;
use crate::text::{Span, Text};

use super::Id;

/// A source document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its slug: the file name before the first dot.
    pub slug: String,
    /// Its path in the book.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Number of lines.
    pub line_count: u32,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Where the seed itself holds the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_lines: Option<Span>,
    /// Its symbol, where the seeds tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// ISO date, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// The meetings that it tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<u32>,
    /// Everything that it says.
    pub blocks: Vec<DocBlock>,
    /// What each line is; every line once, ascending.
    pub coverage: Vec<CoverageSpan>,
}

/// What a line of a seed is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Words of a recommendation or sub-item.
    Recommendation,
    /// A heading.
    Heading,
    /// A footnote.
    Footnote,
    /// Any other paragraph.
    Paragraph,
    /// An item of a list that is no recommendation.
    List,
    /// The title page.
    FrontMatter,
    /// Running heads, page numbers, rules.
    Furniture,
    /// Nothing.
    Blank,
}

impl Role {
    /// The roles in the order in which pages list them.
    pub const ALL: [Role; 8] = [
        Role::Recommendation,
        Role::Heading,
        Role::Paragraph,
        Role::List,
        Role::Footnote,
        Role::FrontMatter,
        Role::Furniture,
        Role::Blank,
    ];

    /// The name in the data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Role::Recommendation => "recommendation",
            Role::Heading => "heading",
            Role::Footnote => "footnote",
            Role::Paragraph => "paragraph",
            Role::List => "list",
            Role::FrontMatter => "front-matter",
            Role::Furniture => "furniture",
            Role::Blank => "blank",
        }
    }
}

/// A run of lines with one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageSpan {
    /// The lines.
    pub lines: Span,
    /// What they are.
    pub role: Role,
    /// The id whose words they hold.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Id>,
}

/// A block of the reading edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocBlock {
    /// What it is.
    pub role: Role,
    /// From its first to its last line.
    pub lines: Span,
    /// Level of a heading: 1 chapter, 2 section, 3 below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Marker of a numbered unit, mark of a footnote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<String>,
    /// How deep a list item stands, 0 for a numbered paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u8>,
    /// Number of a body paragraph, for its anchor: "12", in a compilation "4.12".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// The recommendation or sub-item whose words these are, or that a footnote belongs to.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Id>,
    /// The words.
    #[serde(flatten)]
    pub text: Text,
}

impl Document {
    /// The symbol says it shortest; without one it is the title.
    #[must_use]
    pub fn short_title(&self) -> &str {
        self.symbol.as_deref().unwrap_or(&self.title)
    }

    /// Whether it is the report on a meeting.
    #[must_use]
    pub fn is_report_on(&self, meeting: u32) -> bool {
        self.kind == Kind::Report && self.meetings == [meeting]
    }

    /// What the lines of a range are: the spans that touch it, ascending.
    #[must_use]
    pub fn coverage_of(&self, lines: Span) -> &[CoverageSpan] {
        let from = self
            .coverage
            .partition_point(|span| span.lines.last < lines.first);
        let to = self
            .coverage
            .partition_point(|span| span.lines.first <= lines.last);
        self.coverage.get(from..to).unwrap_or_default()
    }

    /// The first line of a range that is not blank.
    #[must_use]
    pub fn first_words(&self, lines: Span) -> Option<u32> {
        let spans = self.coverage_of(lines).iter();
        let mut spoken = spans.filter(|span| span.role != Role::Blank);
        spoken.next().map(|span| span.lines.first.max(lines.first))
    }

    /// How many lines have a role.
    #[must_use]
    pub fn lines_of(&self, role: Role) -> u32 {
        self.coverage
            .iter()
            .filter(|span| span.role == role)
            .map(|span| span.lines.last - span.lines.first + 1)
            .sum()
    }

    /// Fills in what a record leaves out because it follows from the rest: where a text on one line begins.
    pub fn restore(&mut self) {
        for block in &mut self.blocks {
            block.text.begin_at(block.lines.first);
        }
    }
}

/// A footnote and the place that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteCallPlace {
    /// Index of the footnote's block.
    pub note: usize,
    /// Index of the block that calls it.
    pub caller: usize,
    /// Which of that block's calls.
    pub call: usize,
}

/// Binds footnotes to their calls: a note belongs to the nearest block above it that calls its mark and
/// has no note for that call yet; where there is none above, to the nearest below. In the notes' order.
#[must_use]
pub fn note_calls(blocks: &[DocBlock]) -> Vec<NoteCallPlace> {
    // The calls of each mark that have no note yet, by block; a block's own calls in their order.
    let mut free: BTreeMap<&str, BTreeMap<usize, VecDeque<usize>>> = BTreeMap::new();
    for (caller, block) in blocks.iter().enumerate() {
        if block.role == Role::Footnote {
            continue;
        }
        for (call, place) in block.text.calls.iter().enumerate() {
            free.entry(&place.mark)
                .or_default()
                .entry(caller)
                .or_default()
                .push_back(call);
        }
    }
    let mut found: Vec<NoteCallPlace> = Vec::new();
    for (note, block) in blocks.iter().enumerate() {
        let mark = block
            .marker
            .as_deref()
            .filter(|_| block.role == Role::Footnote);
        let Some(callers) = mark.and_then(|mark| free.get_mut(mark)) else {
            continue;
        };
        let nearest = callers
            .range(..note)
            .next_back()
            .or_else(|| callers.range(note..).next())
            .map(|(&caller, _)| caller);
        if let Some(caller) = nearest
            && let Entry::Occupied(mut calls) = callers.entry(caller)
            && let Some(call) = calls.get_mut().pop_front()
        {
            if calls.get().is_empty() {
                calls.remove();
            }
            found.push(NoteCallPlace { note, caller, call });
        }
    }
    found
}
