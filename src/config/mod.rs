//! `book.toml` as types: what the book is called, where things are, and which seeds it has.
//!
//! Paths in it count from the folder of the file. What stands in it is refused where it can be no book's ([`parse`]),
//! so that whoever has a [`Book`] need not ask again.

mod checks;
mod keys;
mod parse;
mod place;

use serde::Deserialize;
use toml::Spanned;

pub use checks::{is_address, is_date, is_meeting, is_reserved, is_web_address};
pub use keys::nearest;
pub use parse::parse;
pub use place::place_at;

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

/// The least that a book is.
#[cfg(test)]
const SMALL: &str = "title = \"T\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_the_name_before_the_first_dot() {
        let text = format!(
            "{SMALL}[[documents]]\nfile = \"seeds/documents/a-b.es.txt\"\nkind = \"background\"\ntitle = \"x\"\n"
        );
        let book = parse(&text, "book.toml").unwrap();
        assert_eq!(book.documents[0].get_ref().slug(), "a-b");
    }
}
