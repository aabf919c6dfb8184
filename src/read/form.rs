//! How a text was laid out: one paragraph a line, wrapped, or wrapped with every second line blank; in
//! Markdown or not. Measured from the lines themselves, so that nobody has to say it.

use crate::languages::Language;

use super::Source;
use super::furniture::Furniture;
use super::markers::Marker;
use super::sentences::{ends, starts_lower};

/// How a text was laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Paragraphs run over several lines of about the same length.
    pub wrapped: bool,
    /// Blank lines between two lines of one paragraph: 0, 1 where every second line is blank, or more.
    pub spacing: u32,
    /// Markdown's signs mean something.
    pub markdown: bool,
}

/// Fewer blank lines than this stand between two lines of one paragraph.
const MOST_SPACING: usize = 7;
/// A paragraph of a text that is not wrapped is longer than this on one line.
const WRAP_WIDTH: usize = 140;

impl Form {
    /// Measures the lines of a source.
    #[must_use]
    pub fn of(source: &Source, furniture: &[Option<Furniture>], language: &Language) -> Self {
        let mut gaps = [0u32; MOST_SPACING + 1];
        let (mut pairs, mut going_on, mut long) = (0u32, 0u32, 0usize);
        let mut previous: Option<(usize, &str)> = None;
        let mut total = 0;
        for (at, line) in source.lines.iter().enumerate() {
            let line = line.trim();
            if line.is_empty() || furniture[at].is_some() {
                continue;
            }
            total += line.len();
            if line.chars().count() > WRAP_WIDTH {
                long += line.len();
            }
            if let Some((before, last)) = previous {
                let gap = at - before - 1;
                if (before + 1..at).all(|between| furniture[between].is_none()) {
                    pairs += 1;
                    let is_marked =
                        || Marker::parse(line).is_some() || Marker::parse_dotted(line).is_some();
                    // A number alone on its line may stand apart from its words, however these are set.
                    let is_lone =
                        || Marker::parse(last).is_some_and(|marker| marker.length >= last.len());
                    if starts_lower(line) && !ends(last, language) && !is_marked() && !is_lone() {
                        going_on += 1;
                        gaps[gap.min(MOST_SPACING)] += 1;
                    }
                }
            }
            previous = Some((at, line));
        }
        let wrapped = going_on * 8 >= pairs.max(1) && long * 2 < total;
        let spacing = if wrapped {
            (0..MOST_SPACING)
                .max_by_key(|&gap| (gaps[gap], MOST_SPACING - gap))
                .unwrap_or(0) as u32
        } else {
            0
        };
        // A bar code between stars is no emphasis.
        let words = source.lines.iter().zip(furniture);
        let mut words = words.filter(|(_, furniture)| furniture.is_none());
        let markdown = words.any(|(line, _)| {
            let line = line.trim_start();
            line.starts_with("# ")
                || line.starts_with("##")
                || line.contains("**")
                || line.contains("](")
                || has_emphasis(line)
        });
        Self {
            wrapped,
            spacing,
            markdown,
        }
    }
}

/// `*words*` inside a line, with nothing blank next to the stars.
fn has_emphasis(line: &str) -> bool {
    let mut parts = line.split('*');
    let Some(mut before) = parts.next() else {
        return false;
    };
    let rest: Vec<&str> = parts.collect();
    for pair in rest.windows(2) {
        let inner = pair[0];
        if (before.is_empty() || before.ends_with([' ', '(', '“', '"']))
            && !inner.is_empty()
            && inner.trim() == inner
            && !pair[1].starts_with(char::is_alphanumeric)
        {
            return true;
        }
        before = inner;
    }
    false
}
