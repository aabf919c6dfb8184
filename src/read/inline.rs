//! The words of a block, from its lines: joined, without mark-up and without footnote marks.

use crate::text::{Repair, RepairRule, Text};

use super::figures::Figures;
use super::form::Form;
use super::{BlockKind, SOFT_HYPHEN};
use super::{markdown, notes};

/// Joins lines to the words of a block. `skip` is how many bytes of the first line are its marker.
#[must_use]
pub fn build(
    lines: &[(u32, &str, bool)],
    skip: usize,
    kind: &BlockKind,
    form: Form,
    figures: &Figures,
) -> Text {
    let mut text = Text::default();
    let mut hard = false;
    for (at, &(number, line, hard_break)) in lines.iter().enumerate() {
        let line = if at == 0 {
            line.get(skip..).unwrap_or_default()
        } else {
            line
        };
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            // A marker alone on its line: the unit begins there, though its words begin below.
            if at == 0 {
                text.starts.push((number, 0));
            }
            continue;
        }
        if !text.plain.is_empty() {
            join(&mut text, words.peek().copied().unwrap_or_default());
            if hard {
                text.breaks.push(text.plain.len() as u32);
            }
        }
        hard = hard_break && form.markdown;
        text.starts.push((number, text.plain.len() as u32));
        let mut first = true;
        for word in words {
            if !first {
                text.plain.push(' ');
            }
            text.plain.push_str(word);
            first = false;
        }
    }
    if text.plain.ends_with(SOFT_HYPHEN) {
        text.plain.pop();
    }
    if form.markdown {
        if matches!(kind, BlockKind::Heading(_)) {
            unmark_heading(&mut text);
        }
        markdown::inline(&mut text);
    }
    notes::mark_calls(&mut text, figures);
    text.tidy();
    text
}

/// Puts a space between two lines, or nothing inside a symbol or behind a hyphen.
fn join(text: &mut Text, next: &str) {
    let is_parted = text.plain.ends_with(SOFT_HYPHEN);
    if is_parted {
        text.plain.pop();
    }
    let last = text.plain.rsplit(' ').next().unwrap_or_default();
    // What parts the next word in its turn is none of its letters.
    let next = next.trim_end_matches(SOFT_HYPHEN);
    if is_parted && (last.is_empty() || next.is_empty()) {
        return;
    }
    let rule = if is_parted {
        RepairRule::BrokenWord
    } else if breaks_symbol(last, next) {
        RepairRule::BrokenSymbol
    } else if breaks_at_hyphen(last, next) {
        RepairRule::BrokenWord
    } else if breaks_at_stroke(last, next) {
        // "64/" + "293" and an address are read as symbols are, "y/" + "o" as a word.
        if [last, next]
            .iter()
            .any(|part| part.contains(|c: char| c == ':' || c.is_ascii_digit()))
        {
            RepairRule::BrokenSymbol
        } else {
            RepairRule::BrokenWord
        }
    } else {
        text.plain.push(' ');
        return;
    };
    // The broken symbol alone, without the brackets and the punctuation around it.
    let last = last.trim_start_matches(['(', '[', '“', '"']);
    let next = next.trim_end_matches([')', ']', '”', '"', '.', ',', ';', ':']);
    let at = (text.plain.len() - last.len()) as u32;
    let repair = Repair {
        line: text.line_at(at),
        from: format!("{last} {next}"),
        to: format!("{last}{next}"),
        rule,
        at,
    };
    text.repairs.push(repair);
}

/// Nothing that a line end breaks is longer than this.
const LONGEST_BROKEN: usize = 80;

/// "CTOC/COP/" + "WG.4/2019/3", or "CTOC/COP" + "/WG.4/2019/3".
pub(super) fn breaks_symbol(last: &str, next: &str) -> bool {
    if last.len() > LONGEST_BROKEN || next.len() > LONGEST_BROKEN {
        return false;
    }
    let head = last.trim_start_matches(['(', '[', '“', '"']);
    let is_head = |head: &str| {
        head.starts_with(|c: char| c.is_ascii_uppercase())
            && head.bytes().all(|byte| {
                byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"/.-".contains(&byte)
            })
    };
    (head.ends_with('/') && is_head(head) && next.starts_with(|c: char| c.is_ascii_alphanumeric()))
        || (next.starts_with('/') && head.contains('/') && is_head(head))
}

/// What parts a word at a line end, as typewriters and as typesetters write it.
pub(super) const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// A hyphen at a line end holds its two halves together ("2013-" + "2020").
fn breaks_at_hyphen(last: &str, next: &str) -> bool {
    let before = last.strip_suffix(HYPHENS);
    (2..=LONGEST_BROKEN).contains(&last.len())
        && next.len() <= LONGEST_BROKEN
        && before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
        && next.starts_with(char::is_alphanumeric)
}

/// Behind a stroke stands no space ("64/" + "293", "y/" + "o").
fn breaks_at_stroke(last: &str, next: &str) -> bool {
    let before = last.strip_suffix('/');
    // An address may end with its stroke: what goes on with it is no plain word.
    let is_address = last.contains("://") || last.starts_with("www.");
    let is_path = || next.contains(|c: char| "/?=_".contains(c) || c.is_ascii_digit());
    if is_address && !is_path() {
        return false;
    }
    last.len() <= LONGEST_BROKEN
        && next.len() <= LONGEST_BROKEN
        && before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
        && next.starts_with(char::is_alphanumeric)
}

/// Takes `#` and `**` from a heading.
fn unmark_heading(text: &mut Text) {
    let hashes = text.plain.bytes().take_while(|&byte| byte == b'#').count();
    if hashes == 0 || hashes > 6 {
        return;
    }
    let rest = &text.plain[hashes..];
    let cut = hashes + rest.len() - rest.trim_start().len();
    let length = text.plain.len();
    let tail = length - text.plain.trim_end_matches('#').trim_end().len();
    let mut cuts = vec![(0, cut as u32)];
    if tail > 0 && length - tail > cut {
        cuts.push(((length - tail) as u32, length as u32));
    }
    text.delete(&cuts);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAPPED: Form = Form {
        wrapped: true,
        spacing: 0,
        markdown: false,
    };

    fn words(lines: &[(u32, &str, bool)], form: Form) -> Text {
        build(lines, 0, &BlockKind::Paragraph, form, &Figures::default())
    }

    #[test]
    fn lines_are_joined_with_one_space() {
        let text = words(
            &[(1, "los  organismos", false), (3, "encargados", false)],
            WRAPPED,
        );
        assert_eq!(text.plain, "los organismos encargados");
        assert_eq!(text.starts, [(1, 0), (3, 15)]);
    }

    #[test]
    fn a_symbol_over_a_line_end_has_no_space() {
        let text = words(
            &[
                (1, "provisional (CTOC/COP/", false),
                (3, "WG.4/2019/3);", false),
            ],
            WRAPPED,
        );
        assert_eq!(text.plain, "provisional (CTOC/COP/WG.4/2019/3);");
        assert_eq!(text.repairs[0].rule, RepairRule::BrokenSymbol);
        assert_eq!(text.repairs[0].from, "CTOC/COP/ WG.4/2019/3");
        let hyphen = words(
            &[(1, "explo\u{2010}", false), (2, "tación", false)],
            WRAPPED,
        );
        assert_eq!(hyphen.plain, "explo\u{2010}tación");
        assert_eq!(hyphen.repairs[0].from, "explo\u{2010} tación");
        assert_eq!(
            words(&[(1, "y/", false), (2, "o", false)], WRAPPED).plain,
            "y/o"
        );
        let address = |next: &str| {
            words(
                &[(1, "en www.unodc.org/tip/", false), (2, next, false)],
                WRAPPED,
            )
            .plain
        };
        assert_eq!(address("y en las"), "en www.unodc.org/tip/ y en las");
        assert_eq!(
            address("es/index.html"),
            "en www.unodc.org/tip/es/index.html"
        );
        let resolution = words(&[(1, "resolución 64/", false), (2, "293,", false)], WRAPPED);
        assert_eq!(resolution.plain, "resolución 64/293,");
        assert_eq!(resolution.repairs[0].rule, RepairRule::BrokenSymbol);
    }

    #[test]
    fn soft_hyphens_of_line_ends_leave_nothing_behind() {
        let lines = ["pro\u{ad}", "duc\u{ad}", "ción"];
        let lines: Vec<(u32, &str, bool)> = (1..)
            .zip(lines)
            .map(|(at, line)| (at, line, false))
            .collect();
        let text = words(&lines, WRAPPED);
        assert_eq!(text.plain, "producción");
        let noted: Vec<&str> = text
            .repairs
            .iter()
            .map(|repair| repair.to.as_str())
            .collect();
        assert_eq!(noted, ["produc", "producción"]);
        for lines in [["\u{ad}", "\u{ad}"], ["pro\u{ad}", "\u{ad}"]] {
            let text = words(&[(1, lines[0], false), (2, lines[1], false)], WRAPPED);
            assert!(text.repairs.is_empty(), "{lines:?}");
            assert!(!text.plain.contains(SOFT_HYPHEN), "{lines:?}");
        }
    }
}
