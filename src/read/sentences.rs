//! Where sentences end and begin, as far as it tells which lines belong together.

use crate::languages::Language;

use super::notes;

/// The words end a sentence, an item or an announcement.
pub(super) fn sentence_ends(text: &str) -> bool {
    let bare = text
        .trim_end()
        .trim_end_matches(|c: char| "*_”»\"’')]".contains(c) || notes::is_superscript(c));
    bare.ends_with(['.', ';', ':', '?', '!', '…'])
}

/// As [`sentence_ends`], but not by the full stop of an abbreviation.
///
/// The joint before the last item of a list ("…; y") comes behind the end of its item.
pub(super) fn ends(text: &str, language: &Language) -> bool {
    let before_joint = text
        .rsplit_once(' ')
        .filter(|(before, joint)| {
            before.ends_with([';', ','])
                && language
                    .layout
                    .list_joints
                    .iter()
                    .any(|other| other == joint)
        })
        .map(|(before, _)| before);
    before_joint.is_some() || sentence_ends(text) && !abbreviated(text, language)
}

pub(super) fn abbreviated(text: &str, language: &Language) -> bool {
    text.ends_with('.')
        && text.split_whitespace().next_back().is_some_and(|word| {
            let word = word.trim_start_matches(['(', '“', '"']).to_lowercase();
            language.layout.abbreviations.contains(&word)
        })
}

pub(super) fn starts_lower(text: &str) -> bool {
    text.trim_start_matches(['(', '“', '"', '«', '*', '_', '['])
        .chars()
        .next()
        .is_some_and(char::is_lowercase)
}

/// The last word cannot be a last word.
pub(super) fn open_ended(text: &str, language: &Language) -> bool {
    text.split_whitespace()
        .next_back()
        .is_some_and(|word| language.layout.open_ends.contains(&word.to_lowercase()))
}
