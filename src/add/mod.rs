//! `compendio add`: a new document comes into the book, and themes that were proposed into the editors' file.
//!
//! The document is asked what it is ([`guess`]), copied byte for byte, and named in `book.toml` ([`table`]); then the
//! whole book is read as it will be, and only if that works anything is written, all of it or nothing. What is proposed
//! for its provisions ([`waiting`]) is shown with its evidence, and taken on request ([`assignments`]).

pub mod assignments;
pub mod guess;
mod page;
mod show;
pub mod table;
pub mod waiting;

use std::path::{Path, PathBuf};

use crate::Loaded;
use crate::config::{DocumentEntry, Kind};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::enrich::Entry;
use crate::files::{self, Changes};
use crate::languages::{terminal as say, terminal_count};
use crate::proof;
use crate::read::Source;
use crate::records::editorial::Assignments;
use crate::records::{Id, yaml};

use guess::Guess;

/// Where documents and the editors' themes stand, from the book's folder.
const DOCUMENTS: &str = "seeds/documents";
const ASSIGNMENTS: &str = "seeds/editorial/assignments.yaml";
/// Files that end otherwise are no text.
const EXTENSIONS: [&str; 2] = ["txt", "md"];

/// What a person says of a document, which counts before what the document says.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// What kind it is.
    pub kind: Option<Kind>,
    /// Its symbol.
    pub symbol: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// The meetings that it tells of.
    pub meetings: Vec<u32>,
}

/// What `add` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The document; none to take proposals alone.
    pub file: Option<PathBuf>,
    /// What a person says of it.
    pub given: Given,
    /// Whether to take the proposed themes.
    pub accept: bool,
    /// Whether to show all and write nothing.
    pub dry_run: bool,
}

/// Reads a book as it will be once the changes are written.
pub type Load<'l> = &'l dyn Fn(&Path, &Changes) -> Result<Loaded, Vec<Diagnostic>>;

/// Findings, and lines for the person who adds.
type Told = (Vec<Diagnostic>, Vec<String>);

/// Does what is wished.
#[must_use]
pub fn run(config: &Path, wishes: &Wishes, load: Load<'_>) -> Told {
    let mut adding = Adding {
        config,
        wishes,
        load,
        changes: Changes::default(),
        lines: Vec::new(),
        written: Vec::new(),
    };
    let (Ok(diagnostics) | Err(diagnostics)) = adding.run();
    (diagnostics, adding.lines)
}

/// The work of one call.
struct Adding<'a> {
    config: &'a Path,
    wishes: &'a Wishes,
    load: Load<'a>,
    changes: Changes,
    lines: Vec<String>,
    /// What was or would be written, in lines.
    written: Vec<String>,
}

/// What became of the file that was named.
struct Added {
    /// The book with it.
    loaded: Loaded,
    /// Its table.
    entry: DocumentEntry,
    /// Whether the book had it before.
    known: bool,
}

impl Adding<'_> {
    fn run(&mut self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let before = (self.load)(self.config, &self.changes)?;
        let Some(path) = &self.wishes.file else {
            self.themes(&before, None)?;
            self.write(&before.folder)?;
            return Ok(Vec::new());
        };
        let added = self.document(path, before)?;
        let (loaded, entry) = (&added.loaded, &added.entry);
        let is_its = |found: &Diagnostic| found.file.as_deref() == Some(&entry.file);
        // What cannot be proved is told before it is written, not when somebody checks the book.
        let proof = proof::prove(&loaded.compendium, &loaded.sources);
        let unproved: Vec<Diagnostic> = proof.diagnostics.into_iter().filter(is_its).collect();
        if has_errors(&unproved) {
            return Err(unproved);
        }
        let mut found: Vec<Diagnostic> = (loaded.diagnostics.iter())
            .filter(|found| is_its(found))
            .cloned()
            .collect();
        if added.known {
            found.push(Diagnostic::warning("documento-ya-en-el-libro").with("path", &entry.file));
        } else {
            show::came_in(&mut self.lines, loaded, entry);
        }
        self.themes(loaded, Some(&entry.slug()))?;
        if self.write(&loaded.folder)? {
            let left = waiting::of(&loaded.compendium, Some(&entry.slug()));
            let accepted = self.wishes.accept;
            show::next(&mut self.lines, &added, self.config, &left, accepted);
        }
        Ok(found)
    }

    /// Brings the document into the book, as far as it is not there.
    fn document(&mut self, path: &Path, before: Loaded) -> Result<Added, Vec<Diagnostic>> {
        let shown = crate::diagnostic::harmless(path.display().to_string());
        let bytes = files::read(path).map_err(|error| vec![files::unreadable(&shown, &error)])?;
        let extension = text_extension(path, &shown, &bytes).map_err(|found| vec![found])?;
        let (source, _) = Source::new(&shown, bytes.clone()).map_err(|found| vec![found])?;
        let lines = terminal_count("line", source.lines.len());
        self.say("add.document", &[("path", &shown), ("lines", &lines)]);

        let same = before
            .sources
            .iter()
            .position(|known| known.sha256 == source.sha256);
        if let Some(at) = same {
            let entry = before.book.documents[at].get_ref().clone();
            return Ok(Added {
                loaded: before,
                entry,
                known: true,
            });
        }
        let guess = guess::guess(
            &source,
            &before.book.language,
            &self.wishes.given,
            &before.compendium.meetings,
        );
        show::guess(&mut self.lines, &guess, &source);
        let mut entry = entry_of(&guess, &shown, &before)?;
        entry.file = self.place(path, &guess, &extension, &before, bytes);
        self.lines.push(String::new());
        let book = self.book_name();
        self.say("add.table", &[("book", &book)]);
        self.lines.push(String::new());
        self.lines.extend(
            table::lines(&entry)
                .into_iter()
                .map(|line| format!("  {line}")),
        );
        self.lines.push(String::new());

        let text =
            files::read(self.config).map_err(|error| vec![files::unreadable(&book, &error)])?;
        let after = table::append(&text, &entry);
        self.changes.set(&book, Some(text), after);
        let loaded = (self.load)(self.config, &self.changes)?;
        show::beside(&mut self.lines, &before, &entry);
        self.written.push(say("add.file-table", &[("path", &book)]));
        Ok(Added {
            loaded,
            entry,
            known: false,
        })
    }

    /// The path of the document in the book: where it lies, where the same bytes lie, or that of a new copy.
    fn place(
        &mut self,
        path: &Path,
        guess: &Guess,
        extension: &str,
        before: &Loaded,
        bytes: Vec<u8>,
    ) -> String {
        let folder = before.folder.join(DOCUMENTS);
        let there = files::below(&folder);
        let own = path.canonicalize().ok();
        let lies = there
            .iter()
            .find(|(_, known)| own.is_some() && known.canonicalize().ok() == own);
        if let Some((name, _)) = lies {
            let file = format!("{DOCUMENTS}/{name}");
            self.say("add.known-file", &[("path", &file)]);
            return file;
        }
        let same = there.iter().find(|(_, known)| {
            files::read(known).is_ok_and(|known| known.as_slice() == bytes.as_slice())
        });
        if let Some((name, _)) = same {
            let file = format!("{DOCUMENTS}/{name}");
            self.say("add.known-bytes", &[("path", &file)]);
            return file;
        }
        let language = guess
            .language
            .value
            .as_deref()
            .unwrap_or(&before.book.language);
        let name = name_of(guess, path, before.language);
        let slug = |file: &str| file.split('.').next().unwrap_or(file).to_lowercase();
        // A slug is an address: no two documents may have one, whatever their extensions.
        let taken: Vec<String> = (there.iter().map(|(name, _)| slug(name)))
            .chain(
                before
                    .book
                    .documents
                    .iter()
                    .map(|known| known.get_ref().slug().to_lowercase()),
            )
            .collect();
        let mut file = table::file_name(&name, language, extension);
        let mut times = 1;
        while taken.contains(&slug(&file)) {
            times += 1;
            file = table::file_name(&format!("{name} {times}"), language, extension);
        }
        let file = format!("{DOCUMENTS}/{file}");
        let facts = [("path", file.as_str()), ("bytes", &bytes.len().to_string())];
        self.written.push(say("add.file-copied", &facts));
        self.changes.set(&file, None, bytes);
        file
    }

    /// Shows what waits for themes, and takes what is proposed where that is wished.
    fn themes(&mut self, loaded: &Loaded, slug: Option<&str>) -> Result<(), Vec<Diagnostic>> {
        let compendium = &loaded.compendium;
        let waiting = waiting::of(compendium, slug);
        if !waiting.is_empty() {
            if slug.is_some() {
                self.lines.push(String::new());
            }
            self.lines.extend(waiting::lines(compendium, &waiting));
        }
        let proposed: Vec<&Entry> = waiting
            .iter()
            .copied()
            .filter(|entry| !entry.themes.is_empty())
            .collect();
        if self.wishes.accept && !proposed.is_empty() {
            self.accept(loaded, &proposed)?;
        } else if !proposed.is_empty() {
            // What was only shown is not in the book yet: it has to be named again.
            let unwritten = self.wishes.file.as_ref().filter(|_| self.wishes.dry_run);
            let file = unwritten.map(|path| format!("{} ", files::shell_word(path)));
            let facts = [
                ("path", ASSIGNMENTS),
                ("file", file.as_deref().unwrap_or_default()),
            ];
            self.say("add.accept", &facts);
        }
        let elsewhere = waiting::of(compendium, None).len() - waiting.len();
        if elsewhere > 0 {
            self.say("add.elsewhere", &[("count", &elsewhere.to_string())]);
        }
        Ok(())
    }

    /// Takes proposals into the editors' file, and reads the book with them.
    fn accept(&mut self, loaded: &Loaded, proposed: &[&Entry]) -> Result<(), Vec<Diagnostic>> {
        let compendium = &loaded.compendium;
        let path = loaded.folder.join(ASSIGNMENTS);
        let bytes = match files::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(vec![files::unreadable(ASSIGNMENTS, &error)]),
        };
        let text = String::from_utf8(bytes.clone().unwrap_or_default()).unwrap_or_default();
        let new: Vec<assignments::Entry> = proposed
            .iter()
            .map(|entry| {
                let themes = entry
                    .themes
                    .iter()
                    .map(|&at| compendium.themes[at].id.clone());
                (entry.id.clone(), themes.collect())
            })
            .collect();
        let order = |id: &Id| compendium.find(&id.to_string());
        let after = assignments::insert(&text, &new, &order);
        // The editors' own entries must be what they were, and the new ones what was meant.
        let mut expected = loaded.compendium.editorial.assignments.clone();
        expected.extend(
            new.iter()
                .map(|(id, themes)| (id.to_string(), themes.clone())),
        );
        let read = yaml::read::<Assignments>(after.trim_start_matches('\u{feff}'), ASSIGNMENTS);
        if !read.is_ok_and(|read| read.entries == expected) {
            return Err(vec![
                Diagnostic::error("asignaciones-sin-lugar").file(ASSIGNMENTS),
            ]);
        }
        self.changes.set(ASSIGNMENTS, bytes, after.into_bytes());
        (self.load)(self.config, &self.changes)?;
        let count = proposed.len().to_string();
        self.written.push(say(
            "add.file-themes",
            &[("path", ASSIGNMENTS), ("count", &count)],
        ));
        Ok(())
    }

    /// Writes what changes, all or nothing; tells whether there was anything to write and leave to write.
    fn write(&mut self, folder: &Path) -> Result<bool, Vec<Diagnostic>> {
        self.lines.push(String::new());
        let key = match (self.written.is_empty(), self.wishes.dry_run) {
            (true, _) => "add.nothing",
            (_, true) => "add.would-write",
            (_, false) => {
                self.changes.write(folder).map_err(|found| vec![found])?;
                "add.wrote"
            }
        };
        self.say(key, &[]);
        let written = std::mem::take(&mut self.written);
        self.lines.extend(written);
        Ok(key == "add.wrote")
    }

    fn say(&mut self, path: &str, facts: &[(&str, &str)]) {
        self.lines.push(say(path, facts));
    }

    /// The name of the book's file in its folder.
    fn book_name(&self) -> String {
        self.config
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }
}

/// The table of a document, if all that it must have is known.
fn entry_of(guess: &Guess, shown: &str, before: &Loaded) -> Result<DocumentEntry, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let mut missing = |code: &'static str| wrong.push(Diagnostic::error(code).file(shown));
    let meetings = guess.meetings.value.clone().unwrap_or_default();
    if guess.kind.value.is_none() {
        missing("clase-desconocida");
    }
    if guess.title.value.is_none() {
        missing("titulo-desconocido");
    }
    let is_report = matches!(guess.kind.value, Some(Kind::Report | Kind::DraftReport));
    if is_report && meetings.len() != 1 {
        missing("reunion-desconocida");
    }
    let symbol = guess.symbol.value.clone();
    let known = before.book.documents.iter().map(toml::Spanned::get_ref);
    let twin = known
        .clone()
        .find(|known| symbol.is_some() && known.symbol == symbol);
    if let Some(twin) = twin {
        let found = Diagnostic::error("signatura-repetida").file(shown);
        let symbol = symbol.as_deref().unwrap_or_default();
        wrong.push(found.with("symbol", symbol).with("path", &twin.file));
    }
    let (Some(kind), Some(title), true) = (
        guess.kind.value,
        guess.title.value.clone(),
        wrong.is_empty(),
    ) else {
        return Err(wrong);
    };
    let language = guess.language.value.clone();
    Ok(DocumentEntry {
        file: String::new(),
        kind,
        symbol,
        title,
        date: guess.date.value.clone(),
        language: language.filter(|language| *language != before.book.language),
        meetings,
    })
}

/// What a document's file is called: its symbol, or what it is and its year or meeting, or what it was called.
fn name_of(guess: &Guess, path: &Path, language: &crate::languages::Language) -> String {
    if let Some(symbol) = &guess.symbol.value
        && slug::slugify(symbol).chars().any(|c| c.is_ascii_digit())
    {
        return symbol.clone();
    }
    let words = guess.kind.value.and_then(|kind| {
        let kinds = language.add.kinds.iter();
        kinds.clone().find(|words| words.id == kind.id())
    });
    let meeting = guess
        .meetings
        .value
        .as_deref()
        .and_then(|meetings| match meetings {
            [one] => Some(language.meeting_name(*one)),
            _ => None,
        });
    if let (Some(words), Some(when)) = (words, guess.year.clone().or(meeting)) {
        return format!("{} {when}", words.name);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.split('.').next().unwrap_or_default();
    if slug::slugify(stem).is_empty() {
        language.add.document.clone()
    } else {
        stem.to_owned()
    }
}

/// The extension of a text, or why a file is none.
fn text_extension(path: &Path, shown: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let is = |begins: &[u8]| bytes.starts_with(begins);
    let refused = |code| Err(Diagnostic::error(code).with("path", shown));
    if is(b"%PDF-") {
        return refused("documento-en-pdf");
    }
    // A zip, in which word processors put their documents, the older form of theirs, and RTF.
    if is(b"PK\x03\x04") || is(b"\xd0\xcf\x11\xe0") || is(b"{\\rtf") {
        return refused("documento-de-oficina");
    }
    if EXTENSIONS.contains(&extension.as_str()) {
        return Ok(extension);
    }
    refused("formato-no-admitido")
}
