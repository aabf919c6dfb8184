//! Words that a line end parted with a hyphen ("conformi-" + "dad"), made whole again.
//!
//! Joining the lines keeps the hyphen, because it may be one of the word's own ("2013-" + "2020"); which of both it
//! is only the words of all sources and the dictionary can tell. Where the halves make a word without it, it was the
//! line end's; where they make none, it stays, and the place is told if one half is no word by itself.

use crate::text::{RepairRule, Text};

use super::inline::HYPHENS;
use super::repair::{Doubt, Vocabulary};
use super::vocabulary::{Standing, run_end};

/// Takes away the hyphens of line ends; what is noted keeps the spelling of the source.
pub(super) fn join(text: &mut Text, vocabulary: &Vocabulary) -> Vec<Doubt> {
    let mut cuts = Vec::new();
    let mut whole = Vec::new();
    let mut doubts = Vec::new();
    for (index, repair) in text.repairs.iter().enumerate() {
        let Some((before, hyphen, after)) = halves(repair.rule, &repair.from) else {
            continue;
        };
        let word = format!("{before}{after}");
        if vocabulary.made(&word, before.len()).is_some() {
            let start = repair.at as usize + repair.from.find(hyphen).unwrap_or_default();
            cuts.push((start as u32, (start + hyphen.len_utf8()) as u32));
            whole.push((index, repair.from.clone()));
        } else if [before, after]
            .map(|half| vocabulary.standing(half).0)
            .contains(&Standing::Piece)
        {
            doubts.push(Doubt {
                line: repair.line,
                words: format!("{before}{hyphen}"),
            });
        }
    }
    text.delete(&cuts);
    // What was taken away is in the source all the same.
    for (index, from) in whole {
        text.repairs[index].from = from;
    }
    doubts
}

/// The two halves of a word that a hyphen and a line end part, if letters alone stand on both sides. A capital begins
/// another name ("Asia-" + "Pacífico").
fn halves(rule: RepairRule, from: &str) -> Option<(&str, char, &str)> {
    // The hyphen of an address is its own.
    let (first, second) = from
        .split_once(' ')
        .filter(|_| rule == RepairRule::BrokenWord && !from.contains("://"))?;
    let hyphen = first.chars().next_back().filter(|c| HYPHENS.contains(c))?;
    let first = &first[..first.len() - hyphen.len_utf8()];
    let letters = |c: char| c.is_alphabetic();
    let before = first.rsplit(|c| !letters(c)).next()?;
    let after = &second[..run_end(second)];
    (before.chars().nth(1).is_some() && after.starts_with(char::is_lowercase))
        .then_some((before, hyphen, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::read::repair::repair;
    use crate::text::Repair;

    /// A text as the lines' joining leaves it, and what repairing makes of it.
    fn joined(before: &str, after: &str) -> (String, Vec<Repair>, Vec<Doubt>) {
        let mut text = Text::on_line(format!("de {before}{after} y"), 1);
        text.repairs.push(Repair {
            line: 1,
            from: format!("{before} {after}"),
            to: format!("{before}{after}"),
            rule: RepairRule::BrokenWord,
            at: 3,
        });
        let vocabulary = Vocabulary::of(std::iter::once(&text), Language::of("es"));
        let doubts = repair(&mut text, &vocabulary);
        (text.plain, text.repairs, doubts)
    }

    #[test]
    fn a_hyphen_of_the_line_end_goes_with_it() {
        for (before, after, word) in [
            ("conformi-", "dad", "conformidad"),
            ("indemni-", "zación", "indemnización"),
            ("poli-", "cía", "policía"),
            ("nacio-", "nal", "nacional"),
            ("Consti-", "tución", "Constitución"),
            ("anglo-", "sajón", "anglosajón"),
            ("explo\u{2010}", "tación", "explotación"),
            ("vícti\u{2011}", "mas", "víctimas"),
        ] {
            let (plain, repairs, doubts) = joined(before, after);
            assert_eq!(plain, format!("de {word} y"));
            assert_eq!(repairs.len(), 1);
            assert_eq!(repairs[0].from, format!("{before} {after}"));
            assert_eq!(repairs[0].to, word);
            assert_eq!(repairs[0].at, 3);
            assert!(doubts.is_empty());
        }
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        for (before, after) in [
            ("2013-", "2020"),
            ("Asia-", "Pacífico"),
            ("jurídico-", "penal"),
            ("WG-", "cuatro"),
        ] {
            let (plain, repairs, _) = joined(before, after);
            assert_eq!(plain, format!("de {before}{after} y"));
            assert_eq!(repairs[0].from, format!("{before} {after}"));
        }
    }

    #[test]
    fn what_makes_no_word_is_told() {
        let (plain, _, doubts) = joined("xqz-", "wvk");
        assert_eq!(plain, "de xqz-wvk y");
        assert_eq!(doubts.len(), 1);
        assert_eq!(doubts[0].words, "xqz-");
    }
}
