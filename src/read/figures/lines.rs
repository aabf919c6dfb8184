//! The lines of a source that hold words, each with what parts it from the one before: a gap, a page's end, a drawn
//! line.

use std::cell::Cell;

use crate::read::Source;
use crate::read::furniture::Furniture;

/// A line that holds words.
pub struct Line<'a> {
    /// Its number in the source.
    pub number: u32,
    /// Its words.
    pub text: &'a str,
    /// Blank lines before it, since the last line with words.
    pub gap: u32,
    /// A page ends between it and the line before.
    pub page: bool,
    /// A drawn line stands between them, and no page's end behind it.
    pub rule: bool,
    /// It is one that a converter to Markdown writes between any two parts.
    pub parting: bool,
    /// The first line of its page, by its place.
    pub top: usize,
    /// What could begin at it: looked for where it is asked for.
    pub opens: Cell<Option<bool>>,
}

/// All lines but blank ones and furniture.
pub fn with_words<'a>(
    source: &'a Source,
    furniture: &[Option<Furniture>],
    markdown: bool,
) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut gap, mut page, mut rule, mut parting) = (0, false, false, false);
    for (at, line) in source.lines.iter().enumerate() {
        let text = line.trim();
        // The sign stands before the first words of the new page, or behind the last ones of the old.
        let feed = line.find('\u{c}');
        let leads = feed.is_some_and(|feed| line[..feed].trim().is_empty());
        if leads {
            (page, rule) = (true, false);
        }
        match furniture[at] {
            Some(Furniture::Page) => (page, rule) = (true, false),
            // A line drawn below a page's head parts no notes.
            Some(Furniture::Rule) => {
                (rule, parting) = (!page, markdown && !text.starts_with('_'));
            }
            None if text.is_empty() => gap += 1,
            None => {
                let top = lines.last().filter(|_| !page);
                lines.push(Line {
                    number: at as u32 + 1,
                    text,
                    gap,
                    page,
                    rule,
                    parting,
                    top: top.map_or(lines.len(), |line| line.top),
                    opens: Cell::new(None),
                });
                (gap, page, rule) = (0, false, false);
            }
        }
        if feed.is_some() && !leads {
            (page, rule) = (true, false);
        }
    }
    lines
}
