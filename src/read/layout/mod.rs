//! Lines → blocks: which lines belong together, and what each block is.
//!
//! Documents reach us as text that came out of a PDF: one paragraph a line, or wrapped, or wrapped with
//! every second line blank; with page heads in mid paragraph and footnotes between two sub-items.
//! The same steps read all of them, and only the form of the text ([`Form`]) decides what a gap means:
//!
//! 1. set page furniture aside ([`super::furniture`], [`lines`]);
//! 2. know the table of contents ([`contents`]), cut the lines into pieces wherever a heading, a footnote, a marker or a gap may begin one ([`pieces`]), and find the
//!    headings among them that their place alone makes ones ([`titles`]);
//! 3. let the numbering decide which markers are real ([`numbers`], [`super::numbering`]);
//! 4. join pieces that one paragraph was broken into ([`drafts`]);
//! 5. build the words of each block ([`super::inline`]).
//!
//! What stands before the first chapter is the title page ([`front`]).

mod contents;
mod drafts;
mod front;
mod lines;
mod numbers;
mod pieces;
mod titles;

use crate::languages::Language;
use crate::text::{Span, Text};

use super::figures::{self, Figures};
use super::form::Form;
use super::furniture::{self, Furniture};
use super::{Block, BlockKind, Hints, Source};

/// What is known of a whole document when its lines are put together.
#[derive(Clone, Copy)]
struct Known<'a> {
    form: Form,
    language: &'a Language,
    figures: &'a Figures,
    /// See [`Hints::compiles`].
    compiles: bool,
}

/// Reads the blocks of a source.
#[must_use]
pub fn read(source: &Source, language: &Language, hints: Hints<'_>) -> Vec<Block> {
    let furniture = furniture::find(source, language, hints.symbol);
    let form = Form::of(source, &furniture, language);
    let figures = figures::find(source, form, &furniture, language);
    let known = Known {
        form,
        language,
        figures: &figures,
        compiles: hints.compiles,
    };
    let lines = lines::with_words(source, &furniture);
    let mut pieces = pieces::cut(&lines, known);
    titles::mark(&mut pieces, known);
    let readings = numbers::read(&pieces, known);
    let mut blocks = drafts::assemble(pieces, readings, known);
    blocks.extend(set_aside(source, &furniture));
    blocks.sort_by_key(|block| block.span.first);
    front::mark(&mut blocks, hints.compiles, language);
    blocks
}

/// The blocks of the lines that are page furniture.
fn set_aside(source: &Source, furniture: &[Option<Furniture>]) -> impl Iterator<Item = Block> {
    let found = source.lines.iter().zip(furniture).enumerate();
    found.filter_map(|(at, (line, found))| {
        let number = at as u32 + 1;
        Some(Block {
            kind: match found.as_ref()? {
                Furniture::Page => BlockKind::Furniture,
                Furniture::Rule => BlockKind::Rule,
            },
            text: Text::on_line(line.trim(), number),
            span: Span::line(number),
            lines: vec![number],
            depth: 0,
            oddity: None,
            doubt: None,
        })
    })
}
