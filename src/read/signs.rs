//! Spaces that stand where no space can stand: beside punctuation, and inside a document's symbol.

use super::inline::breaks_symbol;

/// A space before a closing or behind an opening mark.
pub(super) fn is_spaced_punctuation(before: &str, behind: &str) -> bool {
    if before.ends_with(['(', '“', '«', '¿', '¡'])
        && behind.starts_with(|c: char| c.is_alphanumeric())
    {
        return true;
    }
    let closes = |c: char| ",.;:)?!”»".contains(c);
    let Some(first) = behind.chars().next().filter(|&c| closes(c)) else {
        return false;
    };
    let rest = behind.trim_start_matches(|c: char| closes(c) || "]\"".contains(c));
    let signs = &behind[..behind.len() - rest.len()];
    // An ellipsis is set apart on purpose, with or without spaces.
    let ellipsis = signs.starts_with("..") || rest.starts_with(" .");
    let ended = before.ends_with(|c: char| c.is_alphanumeric() || ")]”»\"%".contains(c));
    let closed = before.ends_with(['.', ',', ';', ':', '?', '!']) && ")”»".contains(first)
        || before.ends_with('.') && ",;".contains(first);
    (rest.is_empty() || rest.starts_with(' ')) && !ellipsis && (ended || closed)
}

/// A space inside a document's symbol: "CTOC/COP/ WG.4/2019/3".
pub(super) fn is_spaced_symbol(before: &str, behind: &str) -> bool {
    if !before.ends_with('/') && !behind.starts_with('/') {
        return false;
    }
    let last = before.rsplit(' ').next().unwrap_or_default();
    let next = behind.split(' ').next().unwrap_or_default();
    breaks_symbol(last, next)
        && next.contains(|c: char| c.is_ascii_digit())
        && !next.starts_with(char::is_lowercase)
}
