//! The keys that `book.toml` may have. An unknown key is an error with a suggestion, because a misspelt key that is
//! silently ignored costs its author an afternoon.

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;

use super::place::place_at;

const BOOK_KEYS: &[&str] = &[
    "title",
    "short-title",
    "subtitle",
    "language",
    "authors",
    "edition",
    "body",
    "base-url",
    "download-url",
    "repository",
    "report-errors",
    "official-link",
    "output",
    "documents",
];
const EDITION_KEYS: &[&str] = &["label", "date"];
const BODY_KEYS: &[&str] = &["name", "short", "parent", "publisher"];
const DOCUMENT_KEYS: &[&str] = &[
    "file", "kind", "symbol", "title", "date", "language", "meetings",
];

/// Unknown keys are told up to so many: with more, the file is none of ours.
const MOST_UNKNOWN: usize = 50;
/// A longer word is no slip of a finger.
const LONGEST_WORD: usize = 100;

/// What is told of the keys that no book has.
#[must_use]
pub fn unknown(book: &DeTable<'_>, text: &str, file: &str) -> Vec<Diagnostic> {
    let mut unknown = Vec::new();
    let mut check = |table: &DeTable<'_>, known: &[&str]| {
        check_keys(table, known, text, file, &mut unknown);
    };
    check(book, BOOK_KEYS);
    for (key, value) in book {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("edition", DeValue::Table(edition)) => check(edition, EDITION_KEYS),
            ("body", DeValue::Table(body)) => check(body, BODY_KEYS),
            ("documents", DeValue::Array(documents)) => {
                for document in documents {
                    if let DeValue::Table(document) = document.get_ref() {
                        check(document, DOCUMENT_KEYS);
                    }
                }
            }
            _ => {}
        }
    }
    unknown
}

fn check_keys(
    table: &DeTable<'_>,
    known: &[&str],
    text: &str,
    file: &str,
    unknown: &mut Vec<Diagnostic>,
) {
    for key in table.keys() {
        let name: &str = key.get_ref();
        if known.contains(&name) {
            continue;
        }
        if unknown.len() == MOST_UNKNOWN {
            return;
        }
        let suggestion = nearest(name, known);
        unknown.push(
            place_at(
                Diagnostic::error("clave-desconocida"),
                text,
                file,
                key.span().start,
            )
            .with("key", name)
            .with("suggestion", suggestion.unwrap_or(known[0]))
            .with("known", known.join(", ")),
        );
    }
}

/// The known word that a mistyped one is nearest to, if any is near at all.
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate))
        .filter(|&(distance, candidate)| distance <= 1 + candidate.len() / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use crate::config::{SMALL, parse};

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_a_suggestion() {
        let text =
            format!("{SMALL}[[documents]]\nfile = \"a.txt\"\nkind = \"report\"\ntitel = \"x\"\n");
        let found = parse(&text, "book.toml").unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].location(), "book.toml:8:1");
        assert!(found[0].facts.contains(&("suggestion", "title".to_owned())));
    }
}
