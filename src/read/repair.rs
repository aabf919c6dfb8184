//! Words and punctuation that the extraction from a PDF broke apart, joined again.
//!
//! What is a word is decided by the words of all seeds together, and by a dictionary where they cannot
//! decide, never by a list of cases. Two neighbours are joined where at least one of them is no word and
//! what they make together is one; a doubtful place is left alone. Only spaces are taken away, never a
//! letter.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::text::{Repair, RepairRule, Text};

use super::dictionary::{self, Dictionary};

/// What is a word: the words of all seeds with how often each stands there, and the dictionary.
#[derive(Debug)]
pub struct Vocabulary {
    /// Lower-case words, and acronyms as written.
    counts: HashMap<String, u32, FixedState>,
    dictionary: Option<Dictionary>,
    letters: &'static [String],
}

/// A word that stands more often than this is a word of its own, whatever the dictionary says.
const RARE: u32 = 2;

impl Vocabulary {
    /// Counts the words of texts.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a Text>, language: &'static Language) -> Self {
        let mut vocabulary = Self {
            counts: HashMap::default(),
            dictionary: dictionary::of(&language.id),
            letters: &language.repair.single_letter_words,
        };
        for text in texts {
            for word in words(&text.plain) {
                vocabulary.add(word);
            }
        }
        vocabulary
    }

    fn add(&mut self, word: &str) {
        let key = key(word);
        if let Some(count) = self.counts.get_mut(key.as_ref()) {
            *count += 1;
        } else {
            self.counts.insert(key.into_owned(), 1);
        }
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// A single letter is a word only where the language has it as one.
    fn is_stray(&self, piece: &str) -> bool {
        let mut chars = piece.chars();
        chars.next().is_some_and(char::is_alphabetic)
            && chars.next().is_none()
            && !self.letters.contains(&piece.to_lowercase())
    }

    /// What stands often in the sources, or in the dictionary.
    fn is_word(&self, piece: &str) -> bool {
        !self.is_stray(piece) && (self.count(piece) > RARE || self.is_known(piece))
    }

    fn is_known(&self, word: &str) -> bool {
        self.dictionary
            .as_ref()
            .is_some_and(|dictionary| dictionary.contains(word.to_lowercase()))
    }

    /// How good a word two pieces make: 0 for none, else its frequency in the sources, at least 1.
    fn worth(&self, left: &str, right: &str) -> u32 {
        let joined = format!("{left}{right}");
        let count = self.count(&joined);
        if count >= 2 || self.is_known(&joined) {
            count.max(1)
        } else {
            0
        }
    }

    /// Whether `left` and `right` are one word that was broken.
    fn is_broken(&self, left: &str, right: &str) -> bool {
        if self.is_word(left) && self.is_word(right) {
            return false;
        }
        // A capital inside a word: only in an acronym. A capital alone is a number or an initial,
        // unless what follows is no word without it.
        let lower_then_upper =
            left.ends_with(char::is_lowercase) && right.starts_with(char::is_uppercase);
        let initial = self.is_stray(left)
            && left.chars().all(char::is_uppercase)
            && self.is_word(right)
            && self.count(right) > RARE;
        !lower_then_upper && !initial && self.worth(left, right) > 0
    }
}

/// Acronyms are words of their own: "UNODC" is not "unodc".
fn key(word: &str) -> Cow<'_, str> {
    let mut chars = word.chars();
    if word.chars().all(char::is_lowercase)
        || chars.next().is_some() && chars.next().is_some() && word.chars().all(char::is_uppercase)
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// The runs of letters before and behind a space.
fn around(text: &str, space: usize) -> (&str, &str) {
    let start = text[..space]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(space, |(at, _)| at);
    let behind = &text[space + 1..];
    let end = behind
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(behind.len());
    (&text[start..space], &behind[..end])
}

/// The runs of letters of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

/// Repairs a text; every repair is noted in it.
pub fn repair(text: &mut Text, vocabulary: &Vocabulary) {
    // A word broken in three is mended in two rounds.
    while mend(text, vocabulary) {}
}

fn mend(text: &mut Text, vocabulary: &Vocabulary) -> bool {
    let plain = &text.plain;
    let mut found: Vec<(usize, RepairRule)> = Vec::new();
    // No piece takes part in two joints in one round.
    let mut free_from = 0;
    for (space, _) in plain.match_indices(' ') {
        if is_spaced_punctuation(&plain[..space], &plain[space + 1..]) {
            found.push((space, RepairRule::SpacedPunctuation));
            continue;
        }
        let (left, right) = around(plain, space);
        if left.is_empty()
            || right.is_empty()
            || space - left.len() < free_from
            || !vocabulary.is_broken(left, right)
            || better_with_the_next(vocabulary, plain, space, left, right)
        {
            continue;
        }
        found.push((space, RepairRule::BrokenWord));
        free_from = space + 1 + right.len();
    }
    if found.is_empty() {
        return false;
    }
    let repairs: Vec<Repair> = found
        .iter()
        .map(|&(space, rule)| note(text, space, rule))
        .collect();
    let cuts: Vec<(u32, u32)> = found
        .iter()
        .map(|&(space, _)| (space as u32, space as u32 + 1))
        .collect();
    text.repairs.extend(repairs);
    text.delete(&cuts);
    merge(text);
    true
}

/// "a l a víctima": the piece on the right makes a better word with what follows it.
fn better_with_the_next(
    vocabulary: &Vocabulary,
    plain: &str,
    space: usize,
    left: &str,
    right: &str,
) -> bool {
    let next = space + 1 + right.len();
    if !plain[next..].starts_with(' ') || !vocabulary.is_word(left) {
        return false;
    }
    let (_, following) = around(plain, next);
    if following.is_empty() || !vocabulary.is_broken(right, following) {
        return false;
    }
    if vocabulary.is_word(following) {
        // Both readings leave words behind: the commoner word is the one that was broken.
        return vocabulary.worth(right, following) > vocabulary.worth(left, right);
    }
    vocabulary.worth(&format!("{left}{right}"), following) == 0
}

/// A space before a closing or behind an opening mark.
fn is_spaced_punctuation(before: &str, after: &str) -> bool {
    if before.ends_with(['(', '“', '«', '¿', '¡'])
        && after.starts_with(|c: char| c.is_alphanumeric())
    {
        return true;
    }
    let mut chars = after.chars();
    let closes = chars.next().is_some_and(|c| ",.;:)?!".contains(c))
        && chars
            .next()
            .is_none_or(|c| c.is_whitespace() || "”»)\"".contains(c));
    closes && before.ends_with(|c: char| c.is_alphanumeric() || ")”»".contains(c))
}

fn note(text: &Text, space: usize, rule: RepairRule) -> Repair {
    let plain = &text.plain;
    let edge = |c: char| c == ' ';
    let mut start = plain[..space].rfind(edge).map_or(0, |at| at + 1);
    let mut end = plain[space + 1..]
        .find(edge)
        .map_or(plain.len(), |at| space + 1 + at);
    if rule == RepairRule::BrokenWord {
        // The broken word alone, without the punctuation around it.
        let (left, right) = around(plain, space);
        (start, end) = (space - left.len(), space + 1 + right.len());
    }
    let at = start as u32;
    Repair {
        line: text.line_at(at),
        from: plain[start..end].to_owned(),
        to: format!("{}{}", &plain[start..space], &plain[space + 1..end]),
        rule,
        at,
    }
}

/// Two repairs of one word are told as one.
fn merge(text: &mut Text) {
    text.repairs.sort_by_key(|repair| repair.at);
    let mut merged: Vec<Repair> = Vec::with_capacity(text.repairs.len());
    for repair in text.repairs.drain(..) {
        if let Some(last) = merged.last_mut()
            && last.at == repair.at
            && repair.from.starts_with(last.to.as_str())
        {
            last.from = format!("{}{}", last.from, &repair.from[last.to.len()..]);
            last.to = repair.to;
            continue;
        }
        merged.push(repair);
    }
    text.repairs = merged;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(broken: &str, corpus: &str) -> Text {
        let mut text = Text::on_line(broken, 1);
        let corpus = Text::on_line(corpus, 1);
        let vocabulary = Vocabulary::of([&text, &corpus].into_iter(), Language::of("es"));
        repair(&mut text, &vocabulary);
        text
    }

    const CORPUS: &str = "la situación de la trata de personas que las investigaciones para acceder a la UNODC y la UNODC realizar \
        proteger extranjeras traumas seguridad de del el la no";

    #[test]
    fn broken_words_are_joined() {
        for (broken, whole) in [
            ("una s ituación de", "una situación de"),
            ("investigar l a trata de", "investigar la trata de"),
            ("escuchen a l a trata", "escuchen a la trata"),
            ("una s i tuación de", "una situación de"),
            ("que las investi gaciones", "que las investigaciones"),
            ("con la UNO DC,", "con la UNODC,"),
            ("posible accede r a", "posible acceder a"),
            ("la trata d e personas", "la trata de personas"),
            ("misiones extranjera s y", "misiones extranjeras y"),
            ("para p roteger", "para proteger"),
        ] {
            assert_eq!(repaired(broken, CORPUS).plain, whole);
        }
    }

    #[test]
    fn spaces_before_punctuation_go() {
        let text = repaired("militar y de seguridad , incluido ( Viena)", CORPUS);
        assert_eq!(text.plain, "militar y de seguridad, incluido (Viena)");
        assert_eq!(text.repairs[0].from, "seguridad ,");
        assert_eq!(text.repairs[0].to, "seguridad,");
        assert_eq!(text.repairs[1].to, "(Viena)");
    }

    #[test]
    fn whole_words_stay_apart() {
        for clean in [
            "de la trata",
            "no la situación",
            "a la UNODC",
            "y a la vez",
            "o a que",
        ] {
            assert_eq!(repaired(clean, "ala dela nola ya va oa").plain, clean);
        }
    }

    #[test]
    fn repairing_twice_changes_nothing() {
        let mut text = repaired("una s ituación de la UNO DC , y", CORPUS);
        let before = text.clone();
        let vocabulary = Vocabulary::of([&text].into_iter(), Language::of("es"));
        repair(&mut text, &vocabulary);
        assert_eq!(text, before);
    }
}
