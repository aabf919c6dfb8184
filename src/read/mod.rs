//! A seed's bytes → blocks that know their lines.
//!
//! Reading a text never fails: once a seed is UTF-8 and not empty, a strange line becomes a paragraph
//! and perhaps a warning. This stage knows how documents of these kinds are *laid out*; what they *say*
//! is for [`crate::extract`].

mod dictionary;
mod figures;
mod form;
pub mod furniture;
pub mod headings;
mod hyphens;
mod inline;
mod layout;
mod markdown;
pub mod markers;
pub mod meetings;
mod notes;
pub mod numbering;
pub mod repair;
mod sentences;
mod signs;
mod source;
mod spelling;
mod vocabulary;

use crate::text::{Span, Text};

pub use headings::HeadingKind;
pub(crate) use source::{SOFT_HYPHEN, ligature};
pub use source::{Source, hex, is_hidden};

/// A part of a document: its kind, its words, its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, without its marker.
    pub text: Text,
    /// From the line of its marker or first word to that of its last word.
    pub span: Span,
    /// The lines that hold its words, ascending; blank, footnote and furniture lines between are not its.
    pub lines: Vec<u32>,
    /// How many `#` a converter to Markdown put before a heading, 0 for none: its depth among those without a number.
    pub depth: u8,
    /// What is odd about its number.
    pub oddity: Option<numbering::Oddity>,
    /// What its words may hold without having been read as it.
    pub doubt: Option<Doubt>,
}

impl Block {
    /// Whether it holds words, and not what only the printed page has.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !matches!(self.kind, BlockKind::Furniture | BlockKind::Rule)
    }

    /// Whether it is of the running text: no footnote, and nothing that only the printed page has.
    #[must_use]
    pub fn is_body(&self) -> bool {
        self.has_words() && !matches!(self.kind, BlockKind::Footnote(_))
    }
}

/// Something that may be more than words of the block it stands in, and the line that it begins on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A footnote.
    Note(u32),
    /// A sub-item with this marker.
    Item(u32, String),
    /// Words behind the end of a sub-item, which may close the whole list.
    Closing(u32),
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A line of the title page.
    Front,
    /// A heading.
    Heading(HeadingKind),
    /// Words without a number.
    Paragraph,
    /// A numbered or bulleted unit.
    Item {
        /// Style and value of each level, its own last.
        path: Vec<(markers::Style, u32)>,
        /// Its marker as the source has it, without a bullet.
        label: String,
    },
    /// A footnote with its mark.
    Footnote(String),
    /// Running head, page or job number.
    Furniture,
    /// A drawn line.
    Rule,
}

/// What the book tells of a document before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The document's own symbol, which heads its pages.
    pub symbol: Option<&'a str>,
    /// Whether it holds what several meetings recommended, below a heading for each.
    pub compiles: bool,
}

/// Reads the blocks of a source.
#[must_use]
pub fn read(
    source: &Source,
    language: &crate::languages::Language,
    hints: Hints<'_>,
) -> Vec<Block> {
    let mut blocks = layout::read(source, language, hints);
    notes::mark_stars(&mut blocks);
    blocks
}
