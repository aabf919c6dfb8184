//! The lines of a source that hold words, each with what stands between it and the one before.

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
    /// Page furniture stands before it.
    pub after_furniture: bool,
    /// How many characters wide it is, with what stands before its words.
    pub width: usize,
    /// How many characters wide the widest line is that stands near it: so wide are lines that a paragraph has filled there.
    pub room: usize,
    /// How many characters of white space stand before its words.
    pub indent: usize,
    /// Two spaces at its end: Markdown's hard line break.
    pub hard_break: bool,
}

/// All lines but blank ones and furniture.
pub fn with_words<'a>(source: &'a Source, furniture: &[Option<Furniture>]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut gap, mut after_furniture) = (0, false);
    for (at, line) in source.lines.iter().enumerate() {
        let text = line.trim();
        // The sign for a new page stands before its first words, or behind the last ones of the old page.
        let feed = line.find('\u{c}');
        let leads = feed.is_some_and(|feed| line[..feed].trim().is_empty());
        after_furniture |= leads;
        if furniture[at].is_some() {
            after_furniture = true;
        } else if text.is_empty() {
            gap += 1;
        } else {
            lines.push(Line {
                number: at as u32 + 1,
                text,
                gap,
                after_furniture,
                width: line.trim_end().chars().count(),
                room: 0,
                indent: line.chars().take_while(|c| c.is_whitespace()).count(),
                hard_break: line.ends_with("  "),
            });
            (gap, after_furniture) = (0, feed.is_some() && !leads);
        }
    }
    for at in 0..lines.len() {
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(lines.len());
        lines[at].room = lines[near].iter().map(|line| line.width).max().unwrap_or(0);
    }
    lines
}

/// So many lines before and behind a line tell how wide the text is set there.
const NEAR: usize = 8;
