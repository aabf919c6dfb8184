//! The editors' thesaurus → what the browser needs of it: what readers say, word by word with their stems, and the words of the
//! texts that they may mean, each in parts, so that a query loads what its own words may say.

use std::collections::{BTreeMap, HashSet};

use foldhash::fast::FixedState;

use super::analysis::{fold, plain, words};
use super::descriptors::Single;
use crate::languages::SearchWords;
use crate::languages::words::Stems;
use crate::records::editorial::Editorial;

/// About so many characters of what readers say make a part.
const SAYINGS: usize = 600;
/// What shares so many first letters stands in one part, so that a word asks for one.
const TOGETHER: usize = 3;
/// So many letters of a word at least are left where an ending is cut off.
const LEFT: usize = 3;
/// About so many characters of what is meant make a part.
const MEANINGS: usize = 700;

/// The thesaurus in parts. docs/search.md tells their form; static/js/search-thesaurus.js reads them.
#[derive(Debug, Default)]
pub struct Parts {
    /// The first stem of each part of sayings, as a keyboard without ñ writes it.
    pub starts: Vec<String>,
    /// What readers say: sayings apart by "|", behind ">" the numbers of the entries that have them, and behind "@" that of the
    /// one document that the editors describe so.
    pub sayings: Vec<String>,
    /// What entries mean: entries apart by "|", their words and phrases by ";".
    pub meanings: Vec<String>,
    /// The number of the first entry of each part of meanings.
    pub firsts: Vec<usize>,
}

/// What readers say, in the order in which the browser looks for it: by the stem of its first word that tells anything.
type Sayings = BTreeMap<(String, String), Vec<String>>;

/// Cuts the thesaurus into parts, with what the editors describe one document alone by.
///
/// A point stands where the stem of a reader's word ends, if that is not what [`Endings::rule`] gives.
#[must_use]
pub fn parts(
    editorial: &Editorial,
    stems: &Stems,
    search: &SearchWords,
    described: &[Single],
) -> Parts {
    let endings = Endings::new(&search.endings);
    let function_words: HashSet<&str> = search.function_words.iter().map(String::as_str).collect();
    let clean = |text: &String| text.replace(['|', '>', ';', '.'], " ");
    let mut sayings = Sayings::new();
    let mut parts = Parts::default();
    for (number, (say, mean)) in entries(editorial).enumerate() {
        for written in said(say, stems, &endings) {
            let stem = sought(&written, &endings, &function_words);
            sayings
                .entry((stem, written))
                .or_default()
                .push(number.to_string());
        }
        let mean: Vec<String> = mean.iter().map(clean).collect();
        let opens = is_full(&parts.meanings, MEANINGS);
        append(&mut parts.meanings, &mean.join(";"), opens);
        if opens {
            parts.firsts.push(number);
        }
    }
    for (stem, document) in described {
        let written = (plain(stem), format!("{stem}."));
        sayings
            .entry(written)
            .or_default()
            .push(format!("@{document}"));
    }
    let mut before = String::new();
    for ((stem, written), numbers) in sayings {
        let saying = format!("{written}>{}", numbers.join(","));
        let alike = stem
            .chars()
            .take(TOGETHER)
            .eq(before.chars().take(TOGETHER));
        let opens = parts.sayings.is_empty() || is_full(&parts.sayings, SAYINGS) && !alike;
        append(&mut parts.sayings, &saying, opens);
        if opens {
            parts.starts.push(stem.clone());
        }
        before = stem;
    }
    parts
}

/// Whether the last part takes no more, or there is none.
fn is_full(parts: &[String], length: usize) -> bool {
    parts.last().is_none_or(|part| part.len() >= length)
}

fn append(parts: &mut Vec<String>, piece: &str, opens: bool) {
    match parts.last_mut() {
        Some(part) if !opens => {
            part.push('|');
            part.push_str(piece);
        }
        _ => parts.push(piece.to_owned()),
    }
}

/// The stem by which a saying is sought: of its first word that is more than a function word; none where all are.
fn sought(written: &str, endings: &Endings<'_>, function_words: &HashSet<&str>) -> String {
    let mut told = written
        .split(' ')
        .filter(|word| !function_words.contains(fold(&word.replace('.', "")).as_str()));
    let word = told.next().unwrap_or_default();
    let (word, cut) = if let Some((stem, _)) = word.split_once('.') {
        (fold(stem), usize::MAX)
    } else {
        let folded = fold(word);
        let cut = endings.rule(&folded);
        (folded, cut)
    };
    plain(&word.chars().take(cut).collect::<String>())
}

/// What may be meant, in the order of the entries.
pub fn means(editorial: &Editorial) -> impl Iterator<Item = &str> {
    entries(editorial).flat_map(|(_, mean)| mean.iter().map(String::as_str))
}

/// What readers say, with the words of the texts that they may mean; of a group each phrase means the others.
fn entries(editorial: &Editorial) -> impl Iterator<Item = (&Vec<String>, &Vec<String>)> {
    let groups = editorial.thesaurus.iter().map(|group| (group, group));
    editorial
        .search_words
        .iter()
        .map(|synonym| (&synonym.say, &synonym.mean))
        .chain(groups)
}

/// What readers say; of words that differ by gender or number alone the first will do.
fn said(texts: &[String], stems: &Stems, endings: &Endings<'_>) -> Vec<String> {
    let mut held: Vec<(String, usize)> = Vec::new();
    let mut list = Vec::new();
    for text in texts {
        let folded: Vec<(String, usize)> = words(text)
            .map(|(_, word)| (fold(word), fold(&stems.stem(word))))
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, stem)| {
                let cut = length_of(&word, &stem);
                (word, cut)
            })
            .collect();
        if let [(word, cut)] = folded.as_slice() {
            let alike = |(other, of): &(String, usize)| {
                of == cut
                    && word.chars().take(*cut).eq(other.chars().take(*cut))
                    && word.chars().count() < cut + 3
                    && other.chars().count() < cut + 3
            };
            if held.iter().any(alike) {
                continue;
            }
            held.push((word.clone(), *cut));
        }
        let marked: Vec<String> = folded
            .iter()
            .map(|(word, cut)| mark(word, *cut, endings))
            .collect();
        list.push(marked.join(" "));
    }
    list
}

/// How many letters of a word are its stem; all of them where the stem changes it.
fn length_of(word: &str, stem: &str) -> usize {
    if word.starts_with(stem) && !stem.is_empty() {
        stem.chars().count()
    } else {
        word.chars().count()
    }
}

/// A folded word with a point behind so many letters, if the browser does not cut it there by itself.
fn mark(word: &str, cut: usize, endings: &Endings<'_>) -> String {
    if endings.rule(word) == cut {
        return word.to_owned();
    }
    let mut marked: String = word.chars().take(cut).collect();
    marked.push('.');
    marked.extend(word.chars().skip(cut));
    marked
}

/// The endings of the language that the browser cuts off.
struct Endings<'s> {
    known: HashSet<&'s str, FixedState>,
    /// How many letters the longest has.
    longest: usize,
}

impl<'s> Endings<'s> {
    fn new(endings: &'s [String]) -> Self {
        let lengths = endings.iter().map(|ending| ending.chars().count());
        Self {
            longest: lengths.max().unwrap_or(0),
            known: endings.iter().map(String::as_str).collect(),
        }
    }

    /// How many letters of a folded word are left when the longest ending is cut off that leaves [`LEFT`]: the twin of
    /// `stemOf` in static/js/search-thesaurus.js.
    fn rule(&self, folded: &str) -> usize {
        let letters = folded.chars().count();
        let first = letters.saturating_sub(self.longest).max(LEFT);
        folded
            .char_indices()
            .enumerate()
            .skip(first)
            .find(|&(_, (at, _))| self.known.contains(&folded[at..]))
            .map_or(letters, |(left, _)| left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::records::editorial::Synonym;

    fn endings() -> Vec<String> {
        ["a", "o", "os", "as", "es", "ado"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn stems_are_marked_where_they_are_no_rule_and_forms_of_one_word_told_once() {
        let stems = Stems::of("es");
        let say = ["niño", "niña", "redes sociales", "abogado", "asistencia"].map(str::to_owned);
        assert_eq!(
            said(&say, &stems, &Endings::new(&endings())),
            ["niño", "redes sociales", "abogado", "asistencia."]
        );
    }

    #[test]
    fn a_saying_is_sought_by_its_first_word_that_tells_anything() {
        let function_words = HashSet::from(["sin", "que"]);
        let endings = endings();
        let endings = Endings::new(&endings);
        let sought = |saying: &str| sought(saying, &endings, &function_words);
        assert_eq!(sought("sin papeles"), "papel");
        assert_eq!(sought("niños"), "nin");
        assert_eq!(sought("asistencia. letrada"), "asistencia");
        assert_eq!(sought("que sin"), "");
    }

    #[test]
    fn what_begins_with_one_stem_stands_in_one_part_and_entries_keep_their_numbers() {
        let synonym = |at: usize| Synonym {
            say: (0..60)
                .map(|other| format!("b{at}q{other}"))
                .chain(["mesa".to_owned()])
                .collect(),
            mean: vec!["m;n".to_owned(), "x".repeat(MEANINGS / 2)],
        };
        let editorial = Editorial {
            search_words: (0..9).map(synonym).collect(),
            thesaurus: vec![vec!["mesa".to_owned(), "hogar".to_owned()]],
            ..Editorial::default()
        };
        let search = &Language::of("es").search;
        let parts = parts(
            &editorial,
            &Stems::of("es"),
            search,
            &[("abog".to_owned(), 7)],
        );
        assert_eq!(parts.firsts, [0, 2, 4, 6, 8]);
        assert!(parts.meanings[0].starts_with("m n;xxx"));
        assert!(parts.meanings[4].ends_with("|mesa;hogar"));
        assert!(parts.starts.len() > 1 && parts.starts.is_sorted());
        let all = parts.sayings.join("|");
        assert!(all.contains("mesa>0,1,2,3,4,5,6,7,8,9"), "{all}");
        assert!(all.starts_with("abog.>@7|"), "{all}");
    }

    #[test]
    fn the_longest_ending_that_leaves_three_letters_is_cut() {
        let endings = endings();
        let endings = Endings::new(&endings);
        assert_eq!(endings.rule("abogado"), 4);
        assert_eq!(endings.rule("casa"), 3);
        assert_eq!(endings.rule("asa"), 3);
        assert_eq!(endings.rule("juez"), 4);
    }
}
