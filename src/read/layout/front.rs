//! The title page: what stands before the first chapter, number or running paragraph.

use crate::read::sentences::sentence_ends;
use crate::read::{Block, BlockKind, HeadingKind};

/// Marks the blocks of the title page as such.
pub fn mark(blocks: &mut [Block]) {
    for block in blocks {
        match &block.kind {
            BlockKind::Furniture | BlockKind::Rule | BlockKind::Footnote(_) => {}
            BlockKind::Heading(HeadingKind::Plain | HeadingKind::Title | HeadingKind::Meeting) => {
                block.kind = BlockKind::Front;
            }
            BlockKind::Paragraph if !is_running(&block.text.plain) => block.kind = BlockKind::Front,
            _ => return,
        }
    }
}

/// A paragraph of sentences rather than a line of a title page.
fn is_running(words: &str) -> bool {
    words.chars().count() >= 120 && sentence_ends(words)
}
