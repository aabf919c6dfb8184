//! The small book that `compendio new` writes, one a language: an invented committee with two meetings, so that
//! whoever starts sees every part of a book at work before putting in the first document.
//!
//! The files lie in `src/starter/<language>/`; `said.txt` is what the command tells when it is done, and `gitignore`
//! gets its full stop only in the new book, where it is to count.

use std::path::Path;

use crate::files::{File, shell_word};

/// A starter book.
#[derive(Debug)]
pub struct Starter {
    tag: &'static str,
    /// Paths in the book and contents.
    files: &'static [(&'static str, &'static str)],
    said: &'static str,
}

macro_rules! starter {
    // The documents are named in the book's language; the other files are called the same in every book.
    ($tag:literal: $($document:literal),+ $(,)?) => {
        starter!(@ $tag:
            "README.md",
            "book.toml",
            $(concat!("seeds/documents/", $document)),+,
            "seeds/editorial/actions.yaml",
            "seeds/editorial/addressees.yaml",
            "seeds/editorial/assignments.yaml",
            "seeds/editorial/corrigenda.yaml",
            "seeds/editorial/descriptors.yaml",
            "seeds/editorial/instruments.yaml",
            "seeds/editorial/known-gaps.yaml",
            "seeds/editorial/lexicon.yaml",
            "seeds/editorial/reports.yaml",
            "seeds/editorial/standings.yaml",
            "seeds/editorial/themes.yaml",
            "seeds/editorial/thesaurus.yaml",
        )
    };
    (@ $tag:literal: $($path:expr),+ $(,)?) => {
        Starter {
            tag: $tag,
            files: &[
                (".gitignore", include_str!(concat!("starter/", $tag, "/gitignore"))),
                $(($path, include_str!(concat!("starter/", $tag, "/", $path)))),+
            ],
            said: include_str!(concat!("starter/", $tag, "/said.txt")),
        }
    };
}

/// The starters, the first of which is written where no language is asked for.
const STARTERS: &[Starter] = &[
    starter!("es": "informe-2024.es.txt", "informe-2025.es.txt"),
    starter!("en": "report-2024.en.txt", "report-2025.en.txt"),
];

/// The languages that have a starter.
pub fn tags() -> impl Iterator<Item = &'static str> {
    STARTERS.iter().map(|starter| starter.tag)
}

/// The starter of a language.
#[must_use]
pub fn of(language: &str) -> Option<&'static Starter> {
    STARTERS.iter().find(|starter| starter.tag == language)
}

impl Starter {
    /// The files of the book.
    #[must_use]
    pub fn files(&self) -> Vec<File> {
        let file = |&(path, text): &(&str, &str)| File::text(path, text);
        self.files.iter().map(file).collect()
    }

    /// What was written, and what to do next, in the words of its language.
    #[must_use]
    pub fn told(&self, folder: &Path, files: &[File]) -> Vec<String> {
        let list: Vec<String> = files
            .iter()
            .map(|file| format!("  {}", file.path))
            .collect();
        self.said
            .replace("{word}", &shell_word(folder))
            .replace("{folder}", &folder.display().to_string())
            .replace("{files}", &list.join("\n"))
            .lines()
            .map(str::to_owned)
            .collect()
    }
}
