//! What a new document says of itself, in the words of its language: what kind it is, its symbol, its day.

use serde::Deserialize;

/// The table `[add]` of a language. All words are in lower case. A language without one leaves more to the person who
/// adds a document.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct AddWords {
    /// What a document's file is called that tells nothing of itself.
    pub document: String,
    /// What the language calls itself on a title page.
    pub names: Vec<String>,
    /// What stands before the name of the language that a document was translated from.
    pub original: Vec<String>,
    /// What opens the lines below which a title page has its day.
    pub distribution: Vec<String>,
    /// Words that begin a line whose last word is the document's symbol.
    pub symbol_lines: Vec<String>,
    /// Words before the reference of a letter, which is the rest of the line.
    pub reference_labels: Vec<String>,
    /// Lines below a title that say who prepared the document.
    pub authors: Vec<String>,
    /// What a document for one meeting says beside that meeting's name.
    pub destined: Vec<String>,
    /// Names of bodies whose meetings are not this body's, behind the name of a meeting.
    pub others: Vec<String>,
    /// The kinds, those first that a title tells best.
    pub kinds: Vec<KindWords>,
}

/// How a kind of document is recognised.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KindWords {
    /// Its id in `book.toml`.
    pub id: String,
    /// What files of this kind are called where they have no symbol.
    pub name: String,
    /// What such documents' titles begin with.
    pub titles: Vec<String>,
    /// What their titles also hold; nothing where anything goes.
    #[serde(default)]
    pub holds: Vec<String>,
    /// What their text says near its beginning.
    #[serde(default)]
    pub phrases: Vec<String>,
}
