//! The text of `book.toml` → a book, or all that is wrong with it at its level, each at its place: first the TOML, then
//! the keys, then the values.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, reason};

use super::place::{line_and_column, place_at};
use super::{Book, checks, keys};

/// Reads the text of `book.toml`; `file` names it in diagnostics.
///
/// # Errors
/// What the TOML reader found, else every unknown key, else every value that cannot be.
pub fn parse(text: &str, file: &str) -> Result<Book, Vec<Diagnostic>> {
    let broken = |error: toml::de::Error| vec![toml_error(text, file, &error)];
    let table = DeTable::parse(text).map_err(broken)?;
    let table = table.get_ref();
    let unknown = keys::unknown(table, text, file);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let book: Book = toml::from_str(text).map_err(broken)?;
    let mut wrong = checks::addresses(&book, file);
    wrong.extend(wrong_documents(&book, text, file));
    wrong.extend(wrong_date(&book, table, text, file));
    if wrong.is_empty() {
        // Names of files and addresses are more than words, and were told as what they are.
        checks::words(table, &mut |at, read| {
            let found = Diagnostic::error("caracter-de-control").with("read", read);
            wrong.push(place_at(found, text, file, at));
        });
    }
    if wrong.is_empty() {
        Ok(book)
    } else {
        Err(wrong)
    }
}

/// What is wrong with the documents, one by one and beside each other.
fn wrong_documents(book: &Book, text: &str, file: &str) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in &book.documents {
        let at = entry.span().start;
        let here = |found: Diagnostic| place_at(found, text, file, at);
        wrong.extend(checks::document(entry.get_ref()).into_iter().map(here));
        // Names that differ only in case are one file on some systems.
        let slug = entry.get_ref().slug().to_lowercase();
        match seen.entry(slug) {
            Entry::Occupied(first) => wrong.push(
                here(Diagnostic::error("documento-repetido"))
                    .with("slug", first.key())
                    .with("first", line_and_column(text, *first.get()).0),
            ),
            Entry::Vacant(place) => {
                place.insert(at);
            }
        }
    }
    wrong
}

/// The edition's day, where it is none.
fn wrong_date(book: &Book, table: &DeTable<'_>, text: &str, file: &str) -> Option<Diagnostic> {
    if checks::is_date(&book.edition.date) {
        return None;
    }
    let found = Diagnostic::error("fecha-no-valida").with("read", &book.edition.date);
    let edition = table.get("edition");
    let date = edition
        .and_then(|edition| edition.get_ref().as_table()?.get("date"))
        .map_or(0, |date| date.span().start);
    Some(place_at(found, text, file, date))
}

fn toml_error(text: &str, file: &str, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().map_or(0, |span| span.start);
    place_at(Diagnostic::error("libro-ilegible"), text, file, at)
        .with("reason", reason::of_reader(error.message()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SMALL;

    #[test]
    fn defaults_stand_where_the_book_is_silent() {
        let book = parse(SMALL, "book.toml").unwrap();
        assert_eq!(
            (book.language.as_str(), book.output.as_str()),
            ("es", "site")
        );
    }

    #[test]
    fn names_that_differ_in_case_are_one() {
        let table = |name: &str| {
            format!("[[documents]]\nfile = \"{name}\"\nkind = \"background\"\ntitle = \"x\"\n")
        };
        let text = format!("{SMALL}{}{}", table("a.txt"), table("A.es.txt"));
        let found = parse(&text, "book.toml").unwrap_err();
        assert_eq!((found[0].code, found[0].line), ("documento-repetido", 9));
    }
}
