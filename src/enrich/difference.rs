//! What changed between two texts, word by word: what was kept, what fell away, what was added.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use imara_diff::{Algorithm, Diff, Token};

use crate::languages::lowered;
use crate::languages::words::words;

/// A stretch of words with one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// Its fate.
    pub change: Change,
    /// Its words, with the signs and spaces behind them.
    pub text: &'a str,
}

/// What became of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both texts; what is shown is the later one's spelling.
    Kept,
    /// Only the earlier text has it.
    Removed,
    /// Only the later text has it.
    Added,
}

/// Words so short hold no meaning of their own: kept between changes, they only tear those to pieces.
const SHORT: usize = 3;

/// The way from one text to the other. What was kept and added, put together, is the later text.
///
/// Words are compared without regard to capitals, and without the signs around them.
#[must_use]
pub fn difference<'a>(before: &'a Cut, after: &'a Cut) -> Vec<Stretch<'a>> {
    let (old, new) = (&before.pieces, &after.pieces);
    let tokens = |pieces: &[Piece]| -> Vec<Token> {
        pieces.iter().map(|piece| Token(piece.number)).collect()
    };
    let (from, to) = (tokens(old), tokens(new));
    let last = from.iter().chain(&to).map(|token| token.0).max();
    let mut diff = Diff::default();
    diff.compute_with(
        Algorithm::Myers,
        &from,
        &to,
        last.map_or(0, |last| last + 1),
    );
    let mut ranges: Vec<Run> = Vec::new();
    for (equal, from, to) in runs(&diff, from.len(), to.len()) {
        let kept = equal && !is_filler(&new[to.clone()], &ranges, to.end == new.len());
        match ranges.last_mut() {
            Some(last) if !kept && !last.0 => {
                last.1.end = from.end;
                last.2.end = to.end;
            }
            _ => ranges.push((kept, from, to)),
        }
    }
    let mut stretches = Vec::new();
    for (kept, from, to) in ranges {
        if kept {
            stretches.push(after.stretch(Change::Kept, to));
        } else {
            stretches.push(before.stretch(Change::Removed, from));
            stretches.push(after.stretch(Change::Added, to));
        }
    }
    stretches.retain(|stretch| !stretch.text.is_empty());
    stretches
}

/// Two texts are the same text, worded otherwise, where so large a part of their letters stands in words that both
/// have in the same order: in fifths. Texts that only begin alike ("Los Estados partes deberían …") have less.
const SHARED: usize = 3;

/// Whether two texts have so few words in common that they are different texts.
#[must_use]
pub fn is_another(before: &str, after: &str) -> bool {
    if before == after || before.is_empty() || after.is_empty() {
        return false;
    }
    let mut words = Words::default();
    let cuts = [before, after].map(|text| words.cut(text.to_owned()));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let stretches = difference(&cuts[0], &cuts[1]);
    let kept = stretches
        .iter()
        .filter(|stretch| stretch.change == Change::Kept);
    let kept: usize = kept.map(|stretch| letters(stretch.text)).sum();
    2 * kept * 5 < SHARED * (letters(before) + letters(after))
}

type Run = (bool, std::ops::Range<usize>, std::ops::Range<usize>);

/// What is equal and what is not, in turn, from the first words to the last.
fn runs(diff: &Diff, from: usize, to: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut old, mut new) = (0, 0);
    for hunk in diff.hunks() {
        let (before, after) = (
            hunk.before.start as usize..hunk.before.end as usize,
            hunk.after.start as usize..hunk.after.end as usize,
        );
        if after.start > new {
            runs.push((true, old..before.start, new..after.start));
        }
        (old, new) = (before.end, after.end);
        runs.push((false, before, after));
    }
    if to > new {
        runs.push((true, old..from, new..to));
    }
    runs
}

/// Kept words that only stand between two changes.
fn is_filler<R>(words: &[Piece], before: &[(bool, R, R)], last: bool) -> bool {
    let between_changes = before.last().is_some_and(|(kept, ..)| !kept) && !last;
    between_changes && words.iter().all(|word| word.is_short)
}

/// A text cut into words, ready to be compared with others that were cut by the same [`Words`].
#[derive(Debug)]
pub struct Cut {
    /// The text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A word with what stands behind it up to the next one.
#[derive(Debug)]
struct Piece {
    number: u32,
    is_short: bool,
    start: usize,
    end: usize,
}

/// The words of texts as numbers, the same for the same word: a comparison looks at each many times, and a
/// text is compared many times.
#[derive(Debug, Default)]
pub struct Words(HashMap<String, u32, FixedState>);

impl Words {
    /// Cuts a text.
    pub fn cut(&mut self, text: String) -> Cut {
        let mut pieces: Vec<Piece> = words(&text)
            .map(|(start, word)| self.piece(&lowered(word), start, text.len()))
            .collect();
        for at in 1..pieces.len() {
            pieces[at - 1].end = pieces[at].start;
        }
        match pieces.first_mut() {
            Some(first) => first.start = 0,
            // A text of signs alone.
            None if !text.is_empty() => pieces.push(self.piece(&text, 0, text.len())),
            None => {}
        }
        Cut { text, pieces }
    }

    fn piece(&mut self, key: &str, start: usize, end: usize) -> Piece {
        let number = self.0.get(key).copied().unwrap_or_else(|| {
            let next = self.0.len() as u32;
            self.0.insert(key.to_owned(), next);
            next
        });
        Piece {
            number,
            is_short: key.chars().count() <= SHORT,
            start,
            end,
        }
    }
}

impl Cut {
    fn stretch(&self, change: Change, range: std::ops::Range<usize>) -> Stretch<'_> {
        let text = if range.is_empty() {
            ""
        } else {
            &self.text[self.pieces[range.start].start..self.pieces[range.end - 1].end]
        };
        Stretch { change, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let mut words = Words::default();
        let cuts = [before, after].map(|text| words.cut(text.to_owned()));
        let stretches = difference(&cuts[0], &cuts[1]);
        let whole: String = stretches
            .iter()
            .filter(|stretch| stretch.change != Change::Removed)
            .map(|stretch| stretch.text)
            .collect();
        assert_eq!(whole, after);
        stretches
            .iter()
            .map(|stretch| match stretch.change {
                Change::Kept => stretch.text.to_owned(),
                Change::Removed => format!("[-{}-]", stretch.text),
                Change::Added => format!("[+{}+]", stretch.text),
            })
            .collect()
    }

    #[test]
    fn words_are_kept_removed_and_added() {
        assert_eq!(
            shown(
                "Deberían indemnizar a las víctimas;",
                "deberían proteger a las víctimas de trata."
            ),
            "deberían [-indemnizar -][+proteger +]a las víctimas [+de trata.+]"
        );
        assert_eq!(shown("igual", "igual"), "igual");
        assert_eq!(shown("", "nuevo"), "[+nuevo+]");
        assert_eq!(shown("viejo", ""), "[-viejo-]");
        assert_eq!(shown("«…»", "—"), "[-«…»-][+—+]");
    }

    #[test]
    fn a_text_is_another_where_little_is_kept() {
        let text = "Los Estados partes deberían crear fondos de indemnización para las víctimas de la trata.";
        for same in [
            text,
            "los Estados partes deberían crear fondos nacionales de indemnización para las víctimas de trata",
            "Los Estados partes deberían crear fondos de indemnización para las víctimas de la trata, y las autoridades deberían velar por que cobren.",
            "",
        ] {
            assert!(!is_another(text, same), "{same}");
            assert!(!is_another(same, text), "{same}");
        }
        for other in [
            "Los Estados partes deberían informar.",
            "Los Estados partes deberían capacitar a los jueces y fiscales en el uso de pruebas electrónicas.",
            "La Secretaría debería informar a la Conferencia.",
        ] {
            assert!(is_another(text, other), "{other}");
            assert!(is_another(other, text), "{other}");
        }
    }

    #[test]
    fn short_words_between_changes_do_not_tear_them() {
        assert_eq!(
            shown("la venta de pan", "la compra de trigo"),
            "la [-venta de pan-][+compra de trigo+]"
        );
        assert_eq!(
            shown("casa de campo", "patio de luz"),
            "[-casa de campo-][+patio de luz+]"
        );
    }
}
