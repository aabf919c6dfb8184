//! The title page: what stands before the first chapter, number or running paragraph.

use crate::read::sentences::sentence_ends;
use crate::read::{Block, BlockKind, HeadingKind};

/// Marks the blocks of the title page as such, of a document that `compiles` what meetings recommended or does not.
pub fn mark(blocks: &mut [Block], compiles: bool) {
    for at in 0..blocks.len() {
        if blocks[at].kind == BlockKind::Heading(HeadingKind::Meeting)
            && compiles
            && heads_numbers(&blocks[at + 1..])
        {
            return;
        }
        let block = &mut blocks[at];
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

/// Whether what stands below the name of a meeting is numbered, but for a line or two: then the name is no line of the
/// title page.
fn heads_numbers(below: &[Block]) -> bool {
    let is_between = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Heading(HeadingKind::Section(_) | HeadingKind::Title)
        )
    };
    let mut below = below.iter().filter(|block| block.is_body()).take(3);
    below.find(|block| !is_between(block)).is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Item { .. } | BlockKind::Heading(HeadingKind::Recommendation(_))
        )
    })
}

/// A paragraph of sentences rather than a line of a title page.
fn is_running(words: &str) -> bool {
    words.chars().count() >= 120 && sentence_ends(words)
}
