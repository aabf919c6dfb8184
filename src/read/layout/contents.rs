//! The table of contents: its lines look like the headings that they list, and are none.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::read::headings::Opening;
use crate::read::sentences::starts_lower;

use super::lines::Line;
use super::pieces::is_numeral;

/// So many dots lead to a page's number.
const LEADERS: usize = 4;
/// A table has so many lines at least that lead to a page, or that stand in the text again.
const FEWEST: usize = 2;
/// So many lines of a table at most lie between two that name a page: the rest of a long heading.
const BETWEEN: usize = 3;

/// Which of the lines belong to the table of contents.
///
/// A line belongs to it that ends in dots and a page's number, or that ends in a number and stands in the text again
/// without it; so does what stands between such lines.
pub fn find(lines: &[Line<'_>], language: &Language) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let mut run: Vec<usize> = Vec::new();
    let whole: HashSet<&str, FixedState> = lines.iter().map(|line| line.text).collect();
    for (at, line) in lines.iter().enumerate() {
        let is_entry = has_leaders(line.text)
            || without_page(line.text).is_some_and(|words| {
                whole.contains(words) && Opening::parse(words, language, false).is_some()
            });
        if !is_entry {
            continue;
        }
        if run.last().is_some_and(|&last| at - last > BETWEEN) {
            mark(&run, lines, &mut found);
            run.clear();
        }
        run.push(at);
    }
    mark(&run, lines, &mut found);
    found
}

fn mark(run: &[usize], lines: &[Line<'_>], found: &mut [bool]) {
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else {
        return;
    };
    if run.len() < FEWEST {
        return;
    }
    // The first entry may be long, too, or its number alone on the line above.
    let begins = first
        .checked_sub(1)
        .filter(|&above| starts_lower(lines[first].text) || is_numeral(lines[above].text));
    found[begins.unwrap_or(first)..=last].fill(true);
}

/// "Recomendaciones ..... 3", "I. Introducción . . . . . 1-3 2".
fn has_leaders(line: &str) -> bool {
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit() || " -–".contains(c));
    let dots = words
        .chars()
        .rev()
        .take_while(|&c| c == '.' || c == '…' || c == '·' || c == ' ');
    let dots = dots
        .map(|c| match c {
            ' ' => 0,
            '…' => 3,
            _ => 1,
        })
        .sum::<usize>();
    words.len() < line.len() && dots >= LEADERS
}

/// A line without the page's number at its end.
fn without_page(line: &str) -> Option<&str> {
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - words.len();
    let title = words.trim_end();
    ((1..=3).contains(&digits) && title.len() < words.len()).then_some(title)
}
