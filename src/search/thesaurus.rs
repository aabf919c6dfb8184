//! The editors' thesaurus → what the browser needs of it: what readers say, word by word with their stems, and the words of the
//! texts that they may mean.

use super::analysis::{fold, words};
use crate::languages::words::Stems;
use crate::records::editorial::Editorial;

/// The thesaurus in one string: entries apart by "|", what readers say before ">", words of the texts that it may
/// mean behind it, both apart by ";". A group, whose phrases mean each other, is told once, behind "=".
///
/// A point stands where the stem of a reader's word ends, if that is not what [`rule`] gives.
#[must_use]
pub fn line(editorial: &Editorial, stems: &Stems, endings: &[String]) -> String {
    let entries: Vec<String> = entries(editorial)
        .map(|(say, mean)| {
            let clean = |text: &String| text.replace(['|', '>', ';', '=', '.'], " ");
            if say == mean {
                let both: Vec<String> = mean
                    .iter()
                    .map(|text| written(&clean(text), stems, endings))
                    .collect();
                return format!("={}", both.join(";"));
            }
            let mean: Vec<String> = mean.iter().map(clean).collect();
            format!("{}>{}", said(say, stems, endings).join(";"), mean.join(";"))
        })
        .collect();
    entries.join("|")
}

/// What may be meant, in the order of the line.
pub fn means(editorial: &Editorial) -> impl Iterator<Item = &str> {
    entries(editorial).flat_map(|(_, mean)| mean.iter().map(String::as_str))
}

/// What readers say, with the words of the texts that they may mean.
fn entries(editorial: &Editorial) -> impl Iterator<Item = (&Vec<String>, &Vec<String>)> {
    let groups = editorial.thesaurus.iter().map(|group| (group, group));
    editorial
        .search_words
        .iter()
        .map(|synonym| (&synonym.say, &synonym.mean))
        .chain(groups)
}

/// What readers say; of words that differ by gender or number alone the first will do.
fn said(texts: &[String], stems: &Stems, endings: &[String]) -> Vec<String> {
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
            .map(|(word, cut)| mark(word, word, *cut, endings))
            .collect();
        list.push(marked.join(" "));
    }
    list
}

/// A text as it is written, its stems marked where they are no rule.
fn written(text: &str, stems: &Stems, endings: &[String]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for (at, word) in words(text) {
        out.push_str(&text[end..at]);
        end = at + word.len();
        let folded = fold(word);
        let cut = length_of(&folded, &fold(&stems.stem(word)));
        out.push_str(&mark(word, &folded, cut, endings));
    }
    out.push_str(&text[end..]);
    out
}

/// How many letters of a word are its stem; all of them where the stem changes it.
fn length_of(word: &str, stem: &str) -> usize {
    if word.starts_with(stem) && !stem.is_empty() {
        stem.chars().count()
    } else {
        word.chars().count()
    }
}

/// A word with a point behind so many letters, if the browser does not cut it there by itself.
fn mark(word: &str, folded: &str, cut: usize, endings: &[String]) -> String {
    if rule(folded, endings) == cut {
        return word.to_owned();
    }
    let mut marked: String = word.chars().take(cut).collect();
    marked.push('.');
    marked.extend(word.chars().skip(cut));
    marked
}

/// How many letters are left when the longest ending of the language is cut off that leaves three: the twin of `stemOf`
/// in static/js/search-thesaurus.js.
fn rule(folded: &str, endings: &[String]) -> usize {
    let letters: Vec<char> = folded.chars().collect();
    (3..letters.len())
        .find(|&cut| {
            let rest = &letters[cut..];
            endings
                .iter()
                .any(|ending| ending.chars().eq(rest.iter().copied()))
        })
        .unwrap_or(letters.len())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            said(&say, &stems, &endings()),
            ["niño", "redes sociales", "abogado", "asistencia."]
        );
    }

    #[test]
    fn a_text_keeps_its_accents_and_signs() {
        let stems = Stems::of("es");
        assert_eq!(
            written("Asistencia a las víctimas, género", &stems, &endings()),
            "Asistencia. a las víctimas, género"
        );
    }

    #[test]
    fn the_longest_ending_that_leaves_three_letters_is_cut() {
        assert_eq!(rule("abogado", &endings()), 4);
        assert_eq!(rule("casa", &endings()), 3);
        assert_eq!(rule("asa", &endings()), 3);
        assert_eq!(rule("juez", &endings()), 4);
    }
}
