//! The editors' thesaurus → what the browser needs of it: what readers say, word by word with their stems, and the words of the
//! texts that they may mean.

use super::analysis::{fold, words};
use crate::languages::words::Stems;
use crate::records::editorial::Editorial;

/// The thesaurus in one string: entries apart by "|", what readers say before ">", words of the texts that it may
/// mean behind it, both apart by ";".
#[must_use]
pub fn line(editorial: &Editorial, stems: &Stems) -> String {
    let entries: Vec<String> = entries(editorial)
        .map(|(say, mean)| {
            let mean: Vec<String> = mean
                .iter()
                .map(|text| text.replace(['|', '>', ';'], " "))
                .collect();
            format!("{}>{}", said(say, stems).join(";"), mean.join(";"))
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
fn said(texts: &[String], stems: &Stems) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for text in texts {
        let said = stemmed(text, stems);
        let alike = |held: &String| match (held.split_once('.'), said.split_once('.')) {
            (Some(a), Some(b)) => a.0 == b.0 && a.1.len() < 3 && b.1.len() < 3,
            _ => *held == said,
        };
        if said.contains(' ') || !list.iter().any(alike) {
            list.push(said);
        }
    }
    list
}

/// The words of a text, folded, a point where the stem of each ends.
fn stemmed(text: &str, stems: &Stems) -> String {
    let stemmed: Vec<String> = words(text)
        .map(|(_, word)| (fold(&stems.stem(word)), fold(word)))
        .filter(|(_, word)| !word.is_empty())
        .map(|(stem, word)| match word.strip_prefix(&stem) {
            Some(rest) if !rest.is_empty() => format!("{stem}.{rest}"),
            _ => word,
        })
        .collect();
    stemmed.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_marked_and_forms_of_one_word_told_once() {
        let stems = Stems::of("es");
        let say = ["niño", "niña", "redes sociales"].map(str::to_owned);
        assert_eq!(said(&say, &stems), ["niñ.o", "red.es social.es"]);
    }
}
