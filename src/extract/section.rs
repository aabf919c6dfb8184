//! Under which heading of a chapter a recommendation stands.

use crate::read::{Block, HeadingKind};

/// The section that recommendations stand in.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// Its heading.
    pub words: Option<String>,
    /// Whether the heading has a number.
    is_numbered: bool,
    /// How deep the heading of the chapter or meeting stands, by its mark-up.
    depth: u8,
}

impl Section {
    /// None yet, below the heading of a chapter or meeting.
    pub fn below(heading: &Block) -> Self {
        Self {
            depth: heading.depth,
            ..Self::default()
        }
    }

    /// That of a heading which nobody knows.
    pub fn of(heading: &Block) -> Self {
        Self {
            words: Some(heading.text.plain.clone()),
            ..Self::below(heading)
        }
    }

    /// Goes on below the heading of a section, if it is one. What has no number, a title or a heading that its mark-up sets
    /// below that of the chapter, tells the section where no numbered one is open.
    pub fn enter(&mut self, kind: HeadingKind, heading: &Block) -> bool {
        let is_numbered = matches!(kind, HeadingKind::Section(_));
        let is_below = kind == HeadingKind::Plain && is_below(heading, self.depth);
        if !is_numbered && !is_below && kind != HeadingKind::Title {
            return false;
        }
        if is_numbered || !self.is_numbered {
            self.words = Some(heading.text.plain.clone());
            self.is_numbered = is_numbered;
        }
        true
    }
}

/// Whether the mark-up of a heading sets it below one of this depth.
pub(crate) fn is_below(heading: &Block, depth: u8) -> bool {
    depth > 0 && heading.depth > depth
}
