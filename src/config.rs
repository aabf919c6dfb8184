//! `book.toml` as types: what the book is called, where things are, and which seeds it has.
//!
//! Paths in it count from the folder of the file. An unknown key is an error with a suggestion,
//! because a misspelt key that is silently ignored costs its author an afternoon.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, reason};

/// The whole of `book.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Book {
    /// Title of the site.
    pub title: String,
    /// A name of at most 16 characters, for places that have no room for the title.
    pub short_title: Option<String>,
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
    /// What the site calls the body that adopts the recommendations, and those around it.
    #[serde(default)]
    pub body: BodyNames,
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

/// Names, each with its article as it stands inside a sentence: "el Grupo de Trabajo".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BodyNames {
    /// The whole name of the body.
    pub name: Option<String>,
    /// What sentences call it.
    pub short: Option<String>,
    /// The body that it reports to.
    pub parent: Option<String>,
    /// Whose documents the seeds are.
    pub publisher: Option<String>,
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
    /// All kinds.
    pub const ALL: [Kind; 5] = [
        Kind::Report,
        Kind::Compilation,
        Kind::DraftReport,
        Kind::Background,
        Kind::NoteVerbale,
    ];

    /// The kind with this name.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

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
            ("body", toml::de::DeValue::Table(body)) => {
                check_keys(body, BODY_KEYS, text, file, &mut unknown);
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
    let mut wrong = wrong_addresses(&book, file);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in &book.documents {
        let at = entry.span().start;
        let here = |found: Diagnostic| place_at(found, text, file, at);
        wrong.extend(wrong_in(entry.get_ref()).into_iter().map(here));
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
    if !is_date(&book.edition.date) {
        let found = Diagnostic::error("fecha-no-valida").with("read", &book.edition.date);
        let edition = table.get_ref().get("edition");
        let date = edition
            .and_then(|edition| edition.get_ref().as_table()?.get("date"))
            .map_or(0, |date| date.span().start);
        wrong.push(place_at(found, text, file, date));
    }
    if wrong.is_empty() {
        // Names of files and addresses are more than words, and were told as what they are.
        let table = toml::de::DeValue::Table(table.get_ref().clone());
        check_words(&table, 0, &mut |at, read| {
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

/// Finds values that are not one line of words: pages, citations and style sheets could not hold them.
fn check_words(value: &toml::de::DeValue<'_>, at: usize, found: &mut impl FnMut(usize, String)) {
    match value {
        toml::de::DeValue::String(words) => {
            if let Some(control) = words.chars().find(|c| c.is_control()) {
                found(at, format!("U+{:04X}", control as u32));
            }
        }
        toml::de::DeValue::Array(values) => {
            for value in values {
                check_words(value.get_ref(), value.span().start, found);
            }
        }
        toml::de::DeValue::Table(table) => {
            for value in table.values() {
                check_words(value.get_ref(), value.span().start, found);
            }
        }
        _ => {}
    }
}

/// What is wrong with one document's table.
fn wrong_in(entry: &DocumentEntry) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let of_file = |code| Diagnostic::error(code).with("file", &entry.file);
    if matches!(entry.kind, Kind::Report | Kind::DraftReport) && entry.meetings.len() != 1 {
        wrong.push(of_file("informe-sin-reunion"));
    }
    if let Some(number) = entry.meetings.iter().find(|&&number| !is_meeting(number)) {
        wrong.push(of_file("reunion-no-valida").with("read", number));
    }
    if let Some(date) = entry.date.as_ref().filter(|date| !is_date(date)) {
        wrong.push(Diagnostic::error("fecha-no-valida").with("read", date));
    }
    // Both signs part folders on some system.
    let mut parts: Vec<&str> = entry.file.split(['/', '\\']).collect();
    let name = parts.pop().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let slug = entry.slug();
    if slug.is_empty()
        || slug.contains('.')
        || slug.eq_ignore_ascii_case("index")
        || name.ends_with('.')
        || !name.chars().all(plain)
    {
        wrong.push(of_file("nombre-no-valido"));
    } else if is_reserved(&slug) {
        wrong.push(of_file("nombre-reservado").with("slug", &slug));
    }
    let leads_out = parts.iter().any(|part| *part == ".." || part.contains(':'))
        || parts.first().is_some_and(|first| first.is_empty());
    if leads_out {
        wrong.push(Diagnostic::error("documento-fuera-del-libro").with("path", &entry.file));
    }
    wrong
}

/// Names that Windows keeps for devices, whatever follows their first full stop.
#[must_use]
pub fn is_reserved(slug: &str) -> bool {
    // Nearly every name is longer than these.
    if !(3..=7).contains(&slug.len()) {
        return false;
    }
    let slug = slug.to_lowercase();
    let numbered = |name: &str| {
        slug.strip_prefix(name).is_some_and(|rest| {
            // Raised figures count as figures there.
            rest.chars().count() == 1
                && rest.starts_with(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
        })
    };
    matches!(
        slug.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || numbered("com")
        || numbered("lpt")
}

/// The schemes of the web.
const WEB: [&str; 2] = ["http", "https"];

/// Addresses that pages link to and that are none of the web: a link must not run anything.
fn wrong_addresses(book: &Book, file: &str) -> Vec<Diagnostic> {
    type Check = fn(&str) -> bool;
    let link: Check = |address| is_address(address, &WEB);
    let contact: Check = |address| is_address(address, &[WEB[0], WEB[1], "mailto"]);
    [
        ("base-url", &book.base_url, is_web_address as Check),
        ("download-url", &book.download_url, link),
        ("repository", &book.repository, link),
        ("report-errors", &book.report_errors, contact),
        ("official-link", &book.official_link, link),
    ]
    .into_iter()
    .filter_map(|(key, address, is_right)| Some((key, address.as_ref()?, is_right)))
    .filter(|(_, address, is_right)| !is_right(address))
    .map(|(key, address, _)| {
        Diagnostic::error("direccion-web-no-valida")
            .file(file)
            .with("key", key)
            .with("read", address)
    })
    .collect()
}

/// Whether an address has one of these schemes, or none at all.
#[must_use]
pub fn is_address(address: &str, schemes: &[&str]) -> bool {
    // Browsers pass over white space and control characters inside a scheme.
    if address.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before.split_once(':') {
        None => true,
        Some((scheme, _)) => schemes
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

/// Whether an address names a host on the web, as that of a published site has to: `https://example.org/registro/`.
#[must_use]
pub fn is_web_address(address: &str) -> bool {
    let host = address
        .split_once("://")
        .filter(|(scheme, _)| WEB.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
    host.is_some_and(|(_, rest)| !rest.is_empty()) && is_address(address, &WEB)
}

/// Whether a number may be a meeting's.
#[must_use]
pub fn is_meeting(number: u32) -> bool {
    (1..=999).contains(&number)
}

/// An ISO day: "2019-08-07".
#[must_use]
pub fn is_date(text: &str) -> bool {
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

fn toml_error(text: &str, file: &str, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().map_or(0, |span| span.start);
    place_at(Diagnostic::error("libro-ilegible"), text, file, at)
        .with("reason", reason::of_reader(error.message()))
}

/// Places a finding at a byte of `book.toml`.
#[must_use]
pub fn place_at(diagnostic: Diagnostic, text: &str, file: &str, at: usize) -> Diagnostic {
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
    fn a_value_is_one_line_of_words() {
        let text = format!(
            "{}authors = [\"a\", \"b\\u0007\"]\n[body]\nname = \"\"\"el Comité\nde Faros\"\"\"\n",
            SMALL
                .replace(
                    "[edition]",
                    "edition.label = \"E\"\nedition.date = \"2026-01-01\""
                )
                .replace("\nlabel = \"E\"\ndate = \"2026-01-01\"", "")
        );
        let found = parse(&text, "book.toml").unwrap_err();
        let told: Vec<(u32, u32, &str)> = found
            .iter()
            .map(|found| (found.line, found.column, found.facts[0].1.as_str()))
            .collect();
        assert_eq!(told, [(4, 17, "U+0007"), (6, 8, "U+000A")]);
        assert!(
            found
                .iter()
                .all(|found| found.code == "caracter-de-control")
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
    fn addresses_that_are_none_of_the_web_are_refused() {
        let web = &["http", "https"];
        for good in [
            "https://example.org/{symbol}",
            "../site.zip",
            "HTTP://x",
            "a/b:c",
            "//x/y",
            "",
        ] {
            assert!(is_address(good, web), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "mailto:a@b",
        ] {
            assert!(!is_address(bad, web), "{bad}");
        }
    }

    #[test]
    fn files_that_no_book_may_name() {
        for (name, code) in [
            ("../a.txt", "documento-fuera-del-libro"),
            ("seeds/../../a.txt", "documento-fuera-del-libro"),
            ("/etc/a.txt", "documento-fuera-del-libro"),
            ("C:/a.txt", "documento-fuera-del-libro"),
            ("seeds/con.es.txt", "nombre-reservado"),
            ("seeds/LPT1.txt", "nombre-reservado"),
            ("seeds/a\u{301}.txt", "nombre-no-valido"),
            ("seeds/a.<b>.txt", "nombre-no-valido"),
            ("seeds/", "nombre-no-valido"),
            ("seeds/.a", "nombre-no-valido"),
            ("seeds/a.", "nombre-no-valido"),
        ] {
            let text = format!(
                "{SMALL}[[documents]]\nfile = \"{name}\"\nkind = \"background\"\ntitle = \"x\"\n"
            );
            let found = parse(&text, "book.toml").unwrap_err();
            assert_eq!(found[0].code, code, "{name}");
            assert_eq!(found[0].line, 5, "{name}");
        }
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

    #[test]
    fn a_slug_is_the_name_before_the_first_dot() {
        let text = format!(
            "{SMALL}[[documents]]\nfile = \"seeds/documents/a-b.es.txt\"\nkind = \"background\"\ntitle = \"x\"\n"
        );
        let book = parse(&text, "book.toml").unwrap();
        assert_eq!(book.documents[0].get_ref().slug(), "a-b");
    }
}
