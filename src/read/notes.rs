//! Footnotes: where a text calls one, and which lines are one.
//!
//! Marks come as superscript figures ("Transnacional¹"), as stars ("provisional*"), as Markdown's
//! `[^1]`, and, where the extraction lost the raised position, as plain figures glued to a word
//! ("recomendaciones1"): which of those are marks is found in [`super::figures`].

use crate::languages::Language;
use crate::text::{NoteCall, Text};

use super::figures::Figures;
use super::form::Form;
use super::markers::Marker;
use super::sentences::ends;
use super::{Block, BlockKind};

/// Raised figures.
#[must_use]
pub fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The mark of the footnote that a trimmed line begins, and the bytes up to its words.
///
/// `stars` are the lengths of star marks called so far, `figures` the plain figures called so far.
#[must_use]
pub fn opens_note(
    line: &str,
    stars: &[usize],
    figures: &[u32],
    form: Form,
) -> Option<(String, usize)> {
    let skip_space =
        |length: usize| length + line[length..].len() - line[length..].trim_start().len();
    let raised: usize = line
        .chars()
        .take_while(|&c| is_superscript(c))
        .map(char::len_utf8)
        .sum();
    if raised > 0 {
        return (line[raised..].starts_with(|c: char| {
            c.is_whitespace() || c.is_alphabetic() || "“\"«*_[".contains(c)
        }))
        .then(|| (line[..raised].to_owned(), skip_space(raised)));
    }
    if let Some((mark, rest)) = line
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]:"))
    {
        return Some((mark.to_owned(), line.len() - rest.trim_start().len()));
    }
    let run = line.bytes().take_while(|&byte| byte == b'*').count();
    // The mark may stand on a line of its own above the note's words.
    if run > 0 && stars.contains(&run) && (line.len() == run || line[run..].starts_with(' ')) {
        return Some((line[..run].to_owned(), skip_space(run)));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if form.wrapped && (1..=2).contains(&digits) {
        let rest = line[digits..].trim_start();
        let figure: u32 = line[..digits].parse().ok()?;
        if rest.len() < line.len() - digits
            && figures.contains(&figure)
            && rest.starts_with(|c: char| c.is_uppercase() || "“\"«".contains(c))
        {
            return Some((line[..digits].to_owned(), skip_space(digits)));
        }
    }
    None
}

/// Whether the list that a note has begun goes on at a marker: with its first item behind a colon, or with the one that comes
/// behind the last that the note's lines name.
#[must_use]
pub fn list_goes_on(lines: &[(u32, &str, bool)], marker: &Marker, language: &Language) -> bool {
    let Some(&(_, last, _)) = lines.last() else {
        return false;
    };
    let last = last.trim_end();
    if last.ends_with(':') {
        return marker.opens_list();
    }
    if last.ends_with(['.', '?', '!']) || !ends(last, language) {
        return false;
    }
    let mut words = lines
        .iter()
        .rev()
        .flat_map(|&(_, text, _)| text.split_whitespace().rev());
    let item = words.find_map(Marker::of_word);
    item.is_some_and(|item| {
        marker.comes_behind(&item) || item.is_bullet() && item.readings == marker.readings
    })
}

/// Adds the star mark that a line calls: a run of stars behind a word that closes no emphasis.
pub fn star_calls(line: &str, stars: &mut Vec<usize>) {
    if let Some((start, end)) = lone_star(line) {
        let length = end - start;
        if !stars.contains(&length) {
            stars.push(length);
        }
    }
}

/// The only run of stars of a text, behind a word and before none.
fn lone_star(text: &str) -> Option<(usize, usize)> {
    let start = text.find('*')?;
    let length = text[start..]
        .bytes()
        .take_while(|&byte| byte == b'*')
        .count();
    let end = start + length;
    let behind_word =
        text[..start].ends_with(|c: char| c.is_alphanumeric() || ".,;:)”»".contains(c));
    let before_none = !text[end..].starts_with(char::is_alphanumeric);
    (length <= 3 && behind_word && before_none && !text[end..].contains('*'))
        .then_some((start, end))
}

/// Takes the marks out of a text and notes where they stood.
pub fn mark_calls(text: &mut Text, figures: &Figures) {
    let mut cuts: Vec<(u32, u32)> = Vec::new();
    let mut found: Vec<NoteCall> = Vec::new();
    let plain = &text.plain;
    let mut chars = plain.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_superscript(c) {
            let mut end = at + c.len_utf8();
            while let Some(&(next, c)) = chars.peek() {
                if !is_superscript(c) {
                    break;
                }
                end = next + c.len_utf8();
                chars.next();
            }
            if is_unit(&plain[..at]) {
                continue;
            }
            found.push(NoteCall {
                mark: plain[at..end].to_owned(),
                at: at as u32,
            });
            // "Transnacional ¹, y": the space belongs to the mark.
            let stray =
                plain[..at].ends_with(' ') && !plain[end..].starts_with(char::is_alphanumeric);
            cuts.push((at as u32 - u32::from(stray), end as u32));
        } else if c == '['
            && plain[at..].starts_with("[^")
            && let Some(length) = plain.as_bytes()[at..]
                .iter()
                .take(8)
                .position(|&byte| byte == b']')
                .filter(|&length| length > 2)
        {
            found.push(NoteCall {
                mark: plain[at + 2..at + length].to_owned(),
                at: at as u32,
            });
            cuts.push((at as u32, (at + length + 1) as u32));
            // What stands inside the brackets is the mark, not another one.
            while chars.next_if(|&(next, _)| next <= at + length).is_some() {}
        }
    }
    let marks = cuts.len();
    for (start, end, value) in figures.places(text) {
        // A figure inside a mark ("[^nota1]") is gone with it.
        let inside = cuts[..marks].partition_point(|&(_, end)| end as usize <= start);
        let is_free = cuts[..marks]
            .get(inside)
            .is_none_or(|&(other, _)| other as usize >= end);
        if is_free {
            found.push(NoteCall {
                mark: value.to_string(),
                at: start as u32,
            });
            cuts.push((start as u32, end as u32));
        }
    }
    cuts.sort_unstable();
    found.sort_by_key(|call| call.at);
    text.calls = found;
    text.delete(&cuts);
}

/// Stars are marks only in a document that has a note with that mark.
pub fn mark_stars(blocks: &mut [Block]) {
    let marks: Vec<String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote(mark) if mark.starts_with('*') => Some(mark.clone()),
            _ => None,
        })
        .collect();
    if marks.is_empty() {
        return;
    }
    for block in blocks {
        if matches!(
            block.kind,
            BlockKind::Footnote(_) | BlockKind::Rule | BlockKind::Furniture
        ) {
            continue;
        }
        if let Some((start, end)) = lone_star(&block.text.plain)
            && marks.iter().any(|mark| mark.len() == end - start)
        {
            let call = NoteCall {
                mark: block.text.plain[start..end].to_owned(),
                at: start as u32,
            };
            let place = block.text.calls.partition_point(|other| other.at < call.at);
            block.text.calls.insert(place, call);
            block.text.delete(&[(start as u32, end as u32)]);
            block.text.tidy();
        }
    }
}

/// "m²" is a quantity.
fn is_unit(before: &str) -> bool {
    before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .is_some_and(|word| ["m", "km", "cm", "mm"].contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_the_words_and_keep_their_place() {
        let mut text = Text::on_line("Transnacional¹, y la Convención² de 5 km²", 1);
        mark_calls(&mut text, &Figures::default());
        assert_eq!(text.plain, "Transnacional, y la Convención de 5 km²");
        assert_eq!(
            text.calls[0],
            NoteCall {
                mark: "¹".to_owned(),
                at: 13
            }
        );
        assert_eq!(&text.plain[text.calls[1].at as usize..], " de 5 km²");
    }

    #[test]
    fn a_mark_holds_no_other_mark() {
        for (words, left) in [
            ("uno[^² 1]", "uno"),
            ("uno[^nota1] dos", "uno dos"),
            ("[^[^1]", ""),
        ] {
            let mut text = Text::on_line(words, 1);
            mark_calls(&mut text, &Figures::of(words));
            assert_eq!(text.plain, left);
            assert_eq!(text.calls.len(), 1);
        }
    }

    #[test]
    fn a_note_opens_with_the_mark_that_was_called() {
        let form = Form {
            wrapped: false,
            spacing: 0,
            markdown: true,
        };
        assert_eq!(
            opens_note("¹ Naciones Unidas", &[], &[], form),
            Some(("¹".to_owned(), 3))
        );
        assert_eq!(
            opens_note("* [CTOC](#).", &[1], &[], form),
            Some(("*".to_owned(), 2))
        );
        assert_eq!(opens_note("* un punto", &[], &[], form), None);
        let mut stars = Vec::new();
        star_calls("Tema 4 del programa provisional*", &mut stars);
        star_calls("**negrita** y *cursiva*", &mut stars);
        assert_eq!(stars, [1]);
    }
}
