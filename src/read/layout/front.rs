//! The title page: what stands before the first chapter, number or running paragraph.

use crate::languages::Language;
use crate::read::meetings;
use crate::read::sentences::sentence_ends;
use crate::read::{Block, BlockKind, HeadingKind};

/// Marks the blocks of the title page as such, of a document that `compiles` what meetings recommended or does not.
pub fn mark(blocks: &mut [Block], compiles: bool, language: &Language) {
    for at in 0..blocks.len() {
        if !blocks[at].is_body() {
            continue;
        }
        if blocks[at].kind == BlockKind::Heading(HeadingKind::Meeting)
            && compiles
            && heads_numbers(&blocks[at], &blocks[at + 1..], language)
        {
            return;
        }
        if is_chapter(&blocks[at..]) {
            return;
        }
        let block = &mut blocks[at];
        match &block.kind {
            BlockKind::Heading(HeadingKind::Plain | HeadingKind::Title | HeadingKind::Meeting) => {
                block.kind = BlockKind::Front;
            }
            BlockKind::Paragraph if !is_running(&block.text.plain) => block.kind = BlockKind::Front,
            _ => return,
        }
    }
}

/// Whether recommendations stand below the name of a meeting, and no further line of the title page: at once, behind sentences
/// or a line that ends in a year, or behind a heading of their own.
fn heads_numbers(name: &Block, below: &[Block], language: &Language) -> bool {
    let ends_so =
        |words: &str| words.ends_with(['.', ':']) || words.ends_with(|c: char| c.is_ascii_digit());
    let is_between =
        |block: &&Block| block.kind == BlockKind::Paragraph && ends_so(&block.text.plain);
    let mut below = below.iter().filter(|block| block.is_body());
    below
        .find(|block| !is_between(block))
        .is_some_and(|block| match block.kind {
            BlockKind::Item { .. } => true,
            BlockKind::Heading(HeadingKind::Plain) => name.depth > 0 && block.depth > name.depth,
            BlockKind::Heading(HeadingKind::Annex) => false,
            BlockKind::Heading(_) => meetings::find(&block.text.plain, language).is_none(),
            _ => false,
        })
}

/// Whether a heading without a number is that of a chapter: below the document's own, with a number or a running paragraph
/// below it, or below the headings that its mark-up sets still deeper.
fn is_chapter(blocks: &[Block]) -> bool {
    let mut depth = 1;
    for block in blocks.iter().filter(|block| block.is_body()) {
        match &block.kind {
            BlockKind::Heading(HeadingKind::Plain) if block.depth > depth => depth = block.depth,
            BlockKind::Item { .. } | BlockKind::Heading(HeadingKind::Recommendation(_)) => {
                return depth > 1;
            }
            BlockKind::Paragraph => return depth > 1 && is_running(&block.text.plain),
            _ => return false,
        }
    }
    false
}

/// A paragraph of sentences rather than a line of a title page.
fn is_running(words: &str) -> bool {
    words.chars().count() >= 120 && sentence_ends(words)
}
