//! The source's own spelling of what was repaired, kept beside the words.
//!
//! Repairs take several rounds, and two may meet in one word; what is noted in the end is told by comparing
//! the words before and after, so that undoing the notes always gives the words before.

use crate::text::{Repair, RepairRule, Text};

use super::vocabulary::{run_end, run_start};

/// Notes what was taken away between `before` and the present words: each word or sign once.
pub(super) fn note(text: &mut Text, before: &str, known: &[Repair]) {
    let cuts = spaces_gone(before, &text.plain);
    // Parts of `before` that were changed, ascending and apart, with why.
    let mut parts: Vec<(usize, usize, RepairRule)> = Vec::with_capacity(cuts.len() + known.len());
    for &cut in &cuts {
        parts.push(part(before, cut, &cuts));
    }
    parts.extend(known.iter().map(|repair| {
        let at = repair.at as usize;
        (at, at + repair.to.len(), repair.rule)
    }));
    parts.sort_by_key(|&(start, end, _)| (start, end));
    let mut merged: Vec<(usize, usize, RepairRule)> = Vec::with_capacity(parts.len());
    for (start, end, rule) in parts {
        match merged.last_mut() {
            Some(last) if start < last.1 => {
                last.1 = last.1.max(end);
                if last.2 == RepairRule::SpacedPunctuation {
                    last.2 = rule;
                }
            }
            _ => merged.push((start, end, rule)),
        }
    }
    text.repairs = merged
        .into_iter()
        .map(|(start, end, rule)| {
            let gone = |at: usize| cuts.partition_point(|&cut| cut < at);
            let at = (start - gone(start)) as u32;
            let to = text.plain[at as usize..end - gone(end)].to_owned();
            let mut from = before[start..end].to_owned();
            let inside = known.partition_point(|repair| (repair.at as usize) < start)
                ..known.partition_point(|repair| (repair.at as usize) < end);
            for repair in known[inside].iter().rev() {
                let inner = repair.at as usize - start;
                from.replace_range(inner..inner + repair.to.len(), &repair.from);
            }
            Repair {
                line: text.line_at(at),
                from,
                to,
                rule,
                at,
            }
        })
        .collect();
}

/// The spaces of one text that another of the same letters lacks.
fn spaces_gone(before: &str, after: &str) -> Vec<usize> {
    let mut rest = after.bytes().peekable();
    before
        .bytes()
        .enumerate()
        .filter(|&(_, byte)| rest.next_if_eq(&byte).is_none())
        .map(|(at, _)| at)
        .collect()
}

/// The part of a text that a space that was taken away belongs to: a broken word alone, or a word with its signs.
fn part(text: &str, cut: usize, cuts: &[usize]) -> (usize, usize, RepairRule) {
    let letters = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    let (before, behind) = (&text[..cut], &text[cut + 1..]);
    let gone = |at: usize| cuts.binary_search(&at).is_ok();
    if letters(before.chars().next_back()) && letters(behind.chars().next()) {
        let mut start = run_start(before);
        while start > 0 && gone(start - 1) && letters(text[..start - 1].chars().next_back()) {
            start = run_start(&text[..start - 1]);
        }
        let mut end = cut + 1 + run_end(behind);
        while gone(end) && letters(text[end + 1..].chars().next()) {
            end += 1 + run_end(&text[end + 1..]);
        }
        return (start, end, RepairRule::BrokenWord);
    }
    let mut start = cut;
    while start > 0 && (text.as_bytes()[start - 1] != b' ' || gone(start - 1)) {
        start -= 1;
    }
    let mut end = cut + 1;
    while end < text.len() && (text.as_bytes()[end] != b' ' || gone(end)) {
        end += 1;
    }
    let rule = if before.ends_with('/') || behind.starts_with('/') {
        RepairRule::BrokenSymbol
    } else {
        RepairRule::SpacedPunctuation
    };
    (start, end, rule)
}
