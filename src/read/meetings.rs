//! The names of meetings in a text: "Primera reunión", "la 11ª reunión", "su segundo período de sesiones".

use crate::languages::{Language, lower_in_place};

use super::headings::behind_number;

/// A meeting named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub number: u32,
    /// The byte at which its name begins.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

/// The first meeting that a text names by its ordinal.
#[must_use]
pub fn find(text: &str, language: &Language) -> Option<Named> {
    all(text, language)
        .into_iter()
        .min_by_key(|named| named.start)
}

/// Every meeting that a text names by its ordinal, in no order.
#[must_use]
pub fn all(text: &str, language: &Language) -> Vec<Named> {
    let lower = lower_in_place(text);
    let words = &language.meetings.words;
    // "I. Reunión 1: Viena, …"
    let number = lower.len() - behind_number(&lower).len();
    let counted = words
        .iter()
        .find_map(|word| counted(&lower[number..], word))
        .map(|named| Named {
            start: named.start + number,
            end: named.end + number,
            ..named
        });
    let named = words
        .iter()
        .flat_map(|word| lower.match_indices(word.as_str()))
        .filter_map(|(at, word)| {
            let before = lower[..at].trim_end();
            let end = at + word.len();
            let is_whole = before.len() < at && !lower[end..].starts_with(char::is_alphabetic);
            let (number, length) = is_whole.then(|| ordinal(before, language)).flatten()?;
            let start = before.len() - length;
            Some(Named { number, start, end })
        });
    counted.into_iter().chain(named).collect()
}

/// "Reunión 3: Viena, …": a text in lower case that begins so.
fn counted(lower: &str, word: &str) -> Option<Named> {
    let rest = lower.strip_prefix(word)?.strip_prefix(' ')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[digits..];
    let is_end = behind.is_empty()
        || behind.starts_with([':', '(', ',', '–', '—'])
        || behind.starts_with(" (");
    let number = rest[..digits].parse().ok()?;
    (digits <= 2 && is_end).then_some(Named {
        number,
        start: 0,
        end: lower.len() - behind.len(),
    })
}

/// The ordinal that a text in lower case ends with, and how many bytes it takes.
fn ordinal(before: &str, language: &Language) -> Option<(u32, usize)> {
    let table = &language.meetings;
    // A compound ordinal ("décima tercera") must not be read as its second half.
    let word = table
        .ordinals
        .iter()
        .zip(1..)
        .flat_map(|(forms, number)| forms.iter().map(move |form| (number, form.len(), form)))
        .filter(|(.., form)| {
            let rest = before.strip_suffix(form.as_str());
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
        })
        .map(|(number, length, _)| (number, length))
        .max_by_key(|&(_, length)| length);
    word.or_else(|| {
        let mut signs = table.ordinal_signs.iter();
        let bare = signs
            .find_map(|sign| before.strip_suffix(sign.as_str()))
            .unwrap_or(before)
            .trim_end_matches('.');
        let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = bare.len() - digits;
        let number = bare[start..].parse().ok()?;
        (digits <= 3 && bare.len() < before.len()).then_some((number, before.len() - start))
    })
}

/// Whether a line is the name of a meeting, alone or with its place and date behind it, or the title of what it
/// recommended: "Décima reunión", "11ª reunión (Viena, 12 y 13 de octubre de 2021)", "Recomendaciones aprobadas por el
/// Grupo de Trabajo en su segunda reunión, celebrada en Viena del 27 al 29 de enero de 2010".
#[must_use]
pub fn heads(line: &str, language: &Language) -> bool {
    let table = &language.meetings;
    let words = line.trim_start_matches(['*', '#', ' ']);
    if words.starts_with(char::is_lowercase) {
        return false;
    }
    let lower = lower_in_place(words);
    let begins_with = |forms: &[String]| forms.iter().any(|form| lower.starts_with(form.as_str()));
    // Most lines are whole paragraphs, and begin with something else.
    let is_name = lower.starts_with(|c: char| c.is_ascii_digit())
        || begins_with(&table.words)
        || table.ordinals.iter().any(|forms| begins_with(forms));
    // "Recomendaciones 3 a 5 de la segunda reunión" cites some of them.
    let is_title = || {
        let mut rests = table.openings.iter().filter_map(|opening| {
            let rest = lower.strip_prefix(opening.as_str())?;
            rest.strip_prefix(' ')
        });
        rests.any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if !is_name && !is_title() {
        return false;
    }
    find(words, language).is_some_and(|named| {
        let behind = words[named.end..].trim_start_matches(['*', ' ']);
        (!is_name || named.start == 0)
            && !words[..named.start].contains(['.', ';', ':'])
            && (behind.is_empty() || behind.starts_with([':', '(', ',', '–', '—', '-']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_by_ordinal() {
        let language = Language::of("es");
        let number = |text: &str| find(text, language).map(|named| named.number);
        assert_eq!(number("I. Primera reunión: Viena"), Some(1));
        assert_eq!(number("La novena reunión del Grupo"), Some(9));
        assert_eq!(number("los trabajos de la 11ª reunión"), Some(11));
        assert_eq!(number("XIII. Décima tercera reunión"), Some(13));
        assert_eq!(number("Decimotercera reunión"), Some(13));
        assert_eq!(number("en su primer período de sesiones"), Some(1));
        assert_eq!(number("IV. Organización de la reunión"), None);
        assert_eq!(number("en sus ocho primeras reuniones"), None);
        let text = "de la 11.ª reunión y de la décima tercera reunión";
        let names: Vec<&str> = all(text, language)
            .iter()
            .map(|named| &text[named.start..named.end])
            .collect();
        assert_eq!(names, ["11.ª reunión", "décima tercera reunión"]);
    }

    #[test]
    fn english_meetings_by_ordinal() {
        let language = Language::of("en");
        let number = |text: &str| find(text, language).map(|named| named.number);
        assert_eq!(number("IV. Fourth meeting: Vienna"), Some(4));
        assert_eq!(number("Report of the twenty-first session"), Some(21));
        assert_eq!(number("at its 11th meeting"), Some(11));
        assert_eq!(number("Organization of the meeting"), None);
    }

    #[test]
    fn a_line_may_be_the_name_of_a_meeting_or_the_title_of_what_it_recommended() {
        let language = Language::of("es");
        for line in [
            "Décima reunión",
            "## Décima reunión",
            "11ª reunión",
            "11ª reunión (Viena, 12 de octubre de 2021)",
            "Décima reunión: Viena",
            "RECOMENDACIONES FORMULADAS EN LA SEGUNDA REUNIÓN",
            "Recomendaciones aprobadas en la 12ª reunión (Viena, 4 a 6 de julio de 2022)",
            "Recomendaciones aprobadas por el Grupo de Trabajo en su segunda reunión,",
            "Conclusiones y recomendaciones de la tercera reunión",
            "Reunión 3: Viena, 19 de octubre de 2010",
        ] {
            assert!(heads(line, language), "{line}");
        }
        for line in [
            "Décima reunión del Grupo de Trabajo",
            "La décima reunión",
            "décima reunión",
            "reunión",
            "Recomendaciones aprobadas en la segunda reunión y aplicadas después",
            "Recomendaciones aprobadas en sus ocho primeras reuniones",
            "Recomendaciones 3 a 5 de la segunda reunión",
            "Tercera recomendación de la segunda reunión",
            "Reunión 14 y 15 de abril",
            "Reunión celebrada en Viena (segunda reunión)",
        ] {
            assert!(!heads(line, language), "{line}");
        }
    }
}
