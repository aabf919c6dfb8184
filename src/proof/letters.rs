//! Letters and what may stand between them in a source: mark-up, and nothing else.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The longest names of signs have so many letters (`CounterClockwiseContourIntegral`).
const LONGEST_ENTITY: usize = 33;

/// Everything but white space and what no reader sees; a sign for several letters as these, a letter and its accent as one.
pub(super) fn letters(text: &str) -> String {
    let told = |c: &char| !c.is_whitespace() && !c.is_control() && !crate::read::is_hidden(*c);
    let composed = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    };
    let text = composed.as_ref();
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().filter(told) {
        match crate::read::ligature(c) {
            Some(several) => letters.push_str(several),
            None => letters.push(c),
        }
    }
    letters
}

/// Whether the whole of `said` stands in `held` in its order, with nothing but mark-up in between.
pub(super) fn found_whole(said: &str, held: &str) -> bool {
    if held.contains(said) {
        return true;
    }
    if follows_somewhere(said, held) {
        return true;
    }
    // A loose accent behind mark-up is that of the letter before it once the mark-up is gone.
    held.contains(is_combining_mark)
        && follows_somewhere(
            &said.nfd().collect::<String>(),
            &held.nfd().collect::<String>(),
        )
}

fn follows_somewhere(said: &str, held: &str) -> bool {
    let Some(first) = said.chars().next() else {
        return true;
    };
    held.char_indices()
        .filter(|&(_, c)| c == first)
        .any(|(at, _)| follows(said, &held[at..]))
}

fn follows(said: &str, held: &str) -> bool {
    let mut rest = held;
    for (at, wanted) in said.char_indices() {
        loop {
            let Some(next) = rest.chars().next() else {
                return false;
            };
            if next == wanted {
                // "&amp;" is one sign, unless the text has these letters too.
                let entity = (next == '&')
                    .then(|| entity(rest))
                    .flatten()
                    .filter(|sign| {
                        let same = said[at..].starts_with(sign);
                        !same || rest[sign.len()..].starts_with(&sign[1..])
                    });
                rest = &rest[entity.map_or(next.len_utf8(), str::len)..];
                break;
            }
            if let Some(link) = rest.strip_prefix("](") {
                // The target of a Markdown link is mark-up too; it may hold brackets of its own.
                let mut depth = 1;
                let end = link.find(|c| {
                    depth += i32::from(c == '(') - i32::from(c == ')');
                    depth == 0
                });
                // "[^1](Viena)": a mark, and brackets of the text; what does not end is no link either.
                let is_link = |&end: &usize| !said[at..].starts_with(&rest[1..end + 3]);
                rest = match end.filter(is_link) {
                    Some(end) => &link[end + 1..],
                    None => &rest[1..],
                };
            } else if let (true, Some(mark)) = (wanted != '^', rest.strip_prefix("[^")) {
                rest = mark;
            } else if "*_#[]\\`<>~|".contains(next) {
                rest = &rest[next.len_utf8()..];
            } else if let Some(sign) = entity(rest) {
                rest = &rest[sign.len()..];
                break;
            } else {
                return false;
            }
        }
    }
    true
}

/// The sign at the beginning of a text that Markdown writes with its name or number: "&amp;", "&#38;".
fn entity(text: &str) -> Option<&str> {
    let name = text.strip_prefix('&')?;
    let end = name
        .find(';')
        .filter(|&end| (1..LONGEST_ENTITY).contains(&end))?;
    let is_name = |c: u8| c.is_ascii_alphanumeric() || c == b'#';
    name[..end].bytes().all(is_name).then(|| &text[..end + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_accents_are_those_of_their_letters() {
        assert_eq!(
            letters("e\u{301}xito d\u{303}e"),
            letters("éxito d\u{303}e")
        );
    }

    #[test]
    fn only_mark_up_may_stand_between_the_letters() {
        assert!(found_whole("latrata", "a)latrata;"));
        assert!(found_whole("latrata", "-**la***trata*"));
        assert!(found_whole("véaseX/1.", "véase[X/1](#)."));
        assert!(found_whole("latrata1yla", "latrata[^1]yla"));
        assert!(!found_whole("latrata", "la^trata"));
        for (said, held) in [
            ("!!&;", "!\\!&;"),
            ("x&y", "*x*&amp;y"),
            ("la1(Viena)", "la[^1](Viena)"),
            ("la(Viena)", "[la](#)(Viena)"),
            ("la1(", "la[^1]("),
            ("la^1y", "la[^1](x)y"),
            ("trató", "*trato*\u{301}"),
            ("x&amp;", "[x](#)&amp;"),
            ("x&amp;y", "*x*&amp;amp;y"),
            ("x<y", "*x*&#60;y"),
        ] {
            assert!(found_whole(said, held), "{said} {held}");
        }
        assert!(found_whole("véasexyz", "véase[x](javascript:alert(1))yz"));
        assert!(!found_whole("latrata", "lagrantrata"));
        assert!(!found_whole("latrata", "latrat"));
    }
}
