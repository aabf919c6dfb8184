//! `book.toml` as types: what the book is called, where things are, and which seeds it has.
//!
//! Paths in it count from the folder of the file. An unknown key is an error with a suggestion,
//! because a misspelt key that is silently ignored costs its author an afternoon.

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;

/// The whole of `book.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Book {
    /// Title of the site.
    pub title: String,
    /// One line below the title.
    #[serde(default)]
    pub subtitle: String,
    /// BCP 47 tag of the site's and the sources' language.
    #[serde(default = "spanish")]
    pub language: String,
    /// Who edits the register.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Which state of the register this is. The footer shows it: no clock is ever read.
    pub edition: Edition,
    /// Absolute address of the published site, if there is one.
    pub base_url: Option<String>,
    /// Where the zip of the site can be fetched, if it is published.
    pub download_url: Option<String>,
    /// The project's repository.
    pub repository: Option<String>,
    /// Where a reader reports an error.
    pub report_errors: Option<String>,
    /// Address of the official document, with `{symbol}` in it.
    pub official_link: Option<String>,
    /// The folder that the site is written to.
    #[serde(default = "site")]
    pub output: String,
    /// The seeds, in the order in which readers see them.
    #[serde(default)]
    pub documents: Vec<Spanned<DocumentEntry>>,
}

/// The state of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Edition {
    /// "Primera edición".
    pub label: String,
    /// ISO date.
    pub date: String,
}

/// One seed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DocumentEntry {
    /// Path from the book's folder.
    pub file: String,
    /// What kind of document.
    pub kind: Kind,
    /// The UN document symbol, where the seeds tell it.
    pub symbol: Option<String>,
    /// The title; the editors' where the seed has no title line.
    pub title: String,
    /// ISO date, where known.
    pub date: Option<String>,
    /// BCP 47 tag; the book's language where absent.
    pub language: Option<String>,
    /// The meetings that the document tells of.
    #[serde(default)]
    pub meetings: Vec<u32>,
}

/// The kinds of documents that the program can read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The report of a meeting; its recommendations count before those of a compilation.
    Report,
    /// The recommendations of several meetings in one document.
    Compilation,
    /// A report that was not adopted yet; it may hold no recommendation.
    DraftReport,
    /// A paper of the Secretariat for a meeting.
    Background,
    /// An invitation or notice.
    NoteVerbale,
}

impl Kind {
    /// The name in `book.toml` and in the data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Report => "report",
            Kind::Compilation => "compilation",
            Kind::DraftReport => "draft-report",
            Kind::Background => "background",
            Kind::NoteVerbale => "note-verbale",
        }
    }
}

impl DocumentEntry {
    /// The document's slug: its file name before the first dot.
    #[must_use]
    pub fn slug(&self) -> String {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        name.split('.').next().unwrap_or(name).to_owned()
    }
}

fn spanish() -> String {
    "es".to_owned()
}

fn site() -> String {
    "site".to_owned()
}

const BOOK_KEYS: &[&str] = &[
    "title",
    "subtitle",
    "language",
    "authors",
    "edition",
    "base-url",
    "download-url",
    "repository",
    "report-errors",
    "official-link",
    "output",
    "documents",
];
const EDITION_KEYS: &[&str] = &["label", "date"];
const DOCUMENT_KEYS: &[&str] = &[
    "file", "kind", "symbol", "title", "date", "language", "meetings",
];

/// Reads the text of `book.toml`; `file` names it in diagnostics.
///
/// # Errors
/// Every unknown key, and otherwise what the TOML reader found.
pub fn parse(text: &str, file: &str) -> Result<Book, Vec<Diagnostic>> {
    let table =
        toml::de::DeTable::parse(text).map_err(|error| vec![toml_error(text, file, &error)])?;
    let mut unknown = Vec::new();
    check_keys(table.get_ref(), BOOK_KEYS, text, file, &mut unknown);
    for (key, value) in table.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("edition", toml::de::DeValue::Table(edition)) => {
                check_keys(edition, EDITION_KEYS, text, file, &mut unknown);
            }
            ("documents", toml::de::DeValue::Array(documents)) => {
                for document in documents {
                    if let toml::de::DeValue::Table(document) = document.get_ref() {
                        check_keys(document, DOCUMENT_KEYS, text, file, &mut unknown);
                    }
                }
            }
            _ => {}
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let book: Book = toml::from_str(text).map_err(|error| vec![toml_error(text, file, &error)])?;
    let mut wrong = Vec::new();
    let mut seen: Vec<(String, usize)> = Vec::new();
    for entry in &book.documents {
        let slug = entry.get_ref().slug();
        let at = entry.span().start;
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == slug) {
            wrong.push(
                place_at(Diagnostic::error("documento-repetido"), text, file, at)
                    .with("slug", &slug)
                    .with("first", line_and_column(text, *first).0),
            );
        }
        let kind = entry.get_ref().kind;
        if matches!(kind, Kind::Report | Kind::DraftReport) && entry.get_ref().meetings.len() != 1 {
            wrong.push(
                place_at(Diagnostic::error("informe-sin-reunion"), text, file, at)
                    .with("file", &entry.get_ref().file),
            );
        }
        let given = entry.get_ref();
        if let Some(number) = given
            .meetings
            .iter()
            .find(|&&number| number == 0 || number > 999)
        {
            wrong.push(
                place_at(Diagnostic::error("reunion-no-valida"), text, file, at)
                    .with("file", &given.file)
                    .with("read", number),
            );
        }
        if let Some(date) = given.date.as_ref().filter(|date| !is_date(date)) {
            wrong.push(
                place_at(Diagnostic::error("fecha-no-valida"), text, file, at).with("read", date),
            );
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if slug.is_empty() || slug == "index" || !slug.chars().all(plain) {
            wrong.push(
                place_at(Diagnostic::error("nombre-no-valido"), text, file, at)
                    .with("file", &given.file),
            );
        }
        seen.push((slug, at));
    }
    if !is_date(&book.edition.date) {
        wrong.push(
            Diagnostic::error("fecha-no-valida")
                .file(file)
                .with("read", &book.edition.date),
        );
    }
    if wrong.is_empty() {
        Ok(book)
    } else {
        Err(wrong)
    }
}

/// An ISO day: "2019-08-07".
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let figure = |at: usize, length: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    parts.len() == 3
        && figure(0, 4).is_some()
        && figure(1, 2).is_some_and(|month| (1..=12).contains(&month))
        && figure(2, 2).is_some_and(|day| (1..=31).contains(&day))
}

fn check_keys(
    table: &toml::de::DeTable<'_>,
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
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate))
        .filter(|&(distance, candidate)| distance <= 1 + candidate.len() / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

fn toml_error(text: &str, file: &str, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().map_or(0, |span| span.start);
    place_at(Diagnostic::error("libro-ilegible"), text, file, at).with("reason", error.message())
}

fn place_at(diagnostic: Diagnostic, text: &str, file: &str, at: usize) -> Diagnostic {
    let (line, column) = line_and_column(text, at);
    diagnostic
        .file(file)
        .place(line, column, 1)
        .excerpt(text.lines().nth(line as usize - 1).unwrap_or_default())
}

/// 1-based line and column (in characters) of a byte.
fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at.min(text.len())];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count() as u32
        + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "title = \"T\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n";

    #[test]
    fn defaults_stand_where_the_book_is_silent() {
        let book = parse(SMALL, "book.toml").unwrap();
        assert_eq!(
            (book.language.as_str(), book.output.as_str()),
            ("es", "site")
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_a_suggestion() {
        let text =
            format!("{SMALL}[[documents]]\nfile = \"a.txt\"\nkind = \"report\"\ntitel = \"x\"\n");
        let found = parse(&text, "book.toml").unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].location(), "book.toml:8:1");
        assert!(found[0].facts.contains(&("suggestion", "title".to_owned())));
    }

    #[test]
    fn a_slug_is_the_name_before_the_first_dot() {
        let text = format!(
            "{SMALL}[[documents]]\nfile = \"seeds/documents/a-b.es.txt\"\nkind = \"background\"\ntitle = \"x\"\n"
        );
        let book = parse(&text, "book.toml").unwrap();
        assert_eq!(book.documents[0].get_ref().slug(), "a-b");
    }
}
