//! A book of one invented document.

use std::fs;

use compendio::diagnostic::Diagnostic;
use compendio::{Loaded, load};

/// What `book.toml` says of the document.
pub struct Invented<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// Its symbol.
    pub symbol: &'a str,
    /// Its meetings, as TOML writes them.
    pub meetings: &'a str,
    /// The language of the book and of the document.
    pub language: &'a str,
}

impl Invented<'_> {
    /// Reads the book where the document says this.
    pub fn load(&self, text: &str) -> Result<Loaded, Vec<Diagnostic>> {
        let Self {
            kind,
            symbol,
            meetings,
            language,
        } = self;
        let folder = tempfile::tempdir().unwrap();
        let file = format!("seeds/documents/a.{language}.txt");
        let book = format!(
            "title = \"R\"\nlanguage = \"{language}\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n\
             [[documents]]\nfile = \"{file}\"\nkind = \"{kind}\"\nsymbol = \"{symbol}\"\ntitle = \"T\"\nmeetings = {meetings}\n"
        );
        fs::create_dir_all(folder.path().join("seeds/documents")).unwrap();
        fs::write(folder.path().join("book.toml"), book).unwrap();
        fs::write(folder.path().join(&file), text).unwrap();
        load(&folder.path().join("book.toml"))
    }
}
