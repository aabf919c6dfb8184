//! Compendio turns the documents of a body that adopts recommendations into records, a site and open data.
//!
//! The data flows one way through the modules, in this order:
//!
//! 1. [`config`] says what the book is, [`files`] reads it from the disk;
//! 2. [`read`] turns each seed into blocks that know their lines;
//! 3. [`extract`] turns blocks into [`records`];
//! 4. [`enrich`] links records and the editors' work into one compendium;
//! 5. [`site`], [`search`] and [`export`] turn it into pages, search data and open data;
//! 6. [`archive`] packs the same files into a zip;
//! 7. [`proof`] finds every word of the records again in the bytes of its lines;
//! 8. [`serve`] shows the site in a browser while the book is being written;
//! 9. [`add`] puts a new document into the book, before all of that.
//!
//! [`starter`] is the book that `compendio new` writes.
//! [`languages`] holds what belongs to a language, [`text`] the words with their way back to the source,
//! [`diagnostic`] what is told about the input, [`progress`] how far a build has come, [`summary`] what it
//! did. This file is the only place where the stages are wired
//! together. The rule for the numbering of sub-items is in [`read::numbering`].

pub mod add;
pub mod archive;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod editorial;
pub mod enrich;
pub mod export;
pub mod extract;
pub mod files;
pub mod languages;
pub mod progress;
pub mod proof;
pub mod read;
pub mod records;
pub mod search;
pub mod serve;
pub mod site;
pub mod starter;
pub mod summary;
pub mod text;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use config::{Book, DocumentEntry, Kind};
use diagnostic::{Diagnostic, has_errors};
use enrich::Compendium;
use extract::Seed;
use files::{Changes, File, Target};
use languages::Language;
use progress::Stage;
use read::{Hints, Source};
use site::Assets;
use summary::Summary;

/// What a build can be told on the command line.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Output folder instead of the book's.
    pub out: Option<PathBuf>,
    /// Base URL instead of the book's.
    pub base_url: Option<String>,
    /// Whether to write the zip.
    pub zip: bool,
}

/// What a command found and did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// What was done, in lines for the user.
    pub summary: Vec<String>,
}

impl Outcome {
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            diagnostics,
            summary: Vec::new(),
        }
    }
}

/// A site made to be looked at.
#[derive(Debug, Default)]
pub struct Preview {
    /// Its files; none where the input has errors.
    pub files: Option<Vec<File>>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made, in numbers.
    pub summary: Summary,
    /// The seeds that the book names, as far as it could be read.
    pub seeds: Vec<PathBuf>,
}

/// A book that was read and linked, with the bytes of its seeds.
#[derive(Debug)]
pub struct Loaded {
    /// `book.toml`.
    pub book: Book,
    /// The folder that its paths count from.
    pub folder: PathBuf,
    /// The table of its language.
    pub language: &'static Language,
    /// The words of the site in that language, with the names that the book gives.
    pub strings: toml::Table,
    /// The templates and static files, or what is wrong with them, which only who makes pages wants to know.
    pub assets: Result<Assets, Diagnostic>,
    /// The sources, in the book's order.
    pub sources: Vec<Source>,
    /// Everything that they say, linked.
    pub compendium: Compendium,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a book: seeds → blocks → records → compendium.
///
/// # Errors
/// The diagnostics, if one of them is an error.
pub fn load(config: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    load_changed(config, &Changes::default())
}

/// Reads a book as it will be once `changes` are written.
///
/// # Errors
/// The diagnostics, if one of them is an error.
pub fn load_changed(config: &Path, changes: &Changes) -> Result<Loaded, Vec<Diagnostic>> {
    let shown = config.display().to_string();
    let folder = config.parent().unwrap_or(Path::new("")).to_owned();
    let text = book_text(config, changes).map_err(|error| vec![error])?;
    let book = config::parse(&text, &shown)?;
    let language = Language::of(&book.language);
    let mut diagnostics = Vec::new();
    if !language.is(&book.language) {
        diagnostics.push(
            Diagnostic::warning("idioma-desconocido")
                .file(&shown)
                .with("language", &book.language),
        );
    }

    // What is wrong with a seed's file is told where the book names it.
    let place = |found, at| config::place_at(found, &text, &shown, at);
    // Seeds are repaired without asking the editors, so that neither waits for the other.
    let (seeds, editorial) = rayon::join(
        || {
            let (mut seeds, found) = read_seeds(&book, &folder, changes, &place);
            progress::begin(Stage::Link, 0);
            let doubts = repair(&mut seeds, language);
            (seeds, found, doubts)
        },
        || editorial::read(&folder, changes),
    );
    let (mut seeds, found, doubts) = seeds;
    diagnostics.extend(found);
    let (mut editorial, found) = editorial;
    let name_of_body = |name: &String| language.without_article(name).to_lowercase();
    editorial.own_body = [&book.body.name, &book.body.short]
        .into_iter()
        .flatten()
        .map(name_of_body)
        .collect();
    editorial.own_parent = book.body.parent.as_ref().map(name_of_body);
    diagnostics.extend(found);
    if has_errors(&diagnostics) {
        return Err(diagnostics);
    }

    for seed in &mut seeds {
        // A report that is here itself numbers its recommendations as the editors say that it does.
        let symbol = seed
            .entry
            .symbol
            .as_ref()
            .filter(|symbol| !symbol.is_empty());
        let report = editorial
            .reports
            .iter()
            .find(|report| symbol.is_some() && report.symbol.as_ref() == symbol);
        seed.offset = report.map_or(0, |report| report.offset);
    }
    diagnostics.extend(doubts);
    let extracted: Vec<_> = seeds.par_iter().map(extract::extract).collect();
    let entries: Vec<_> = seeds.iter().map(|seed| seed.entry).collect();
    let (records, found) = extract::merge(extracted, &entries);
    diagnostics.extend(found);
    if has_errors(&diagnostics) {
        return Err(diagnostics);
    }

    // Some of what links records takes one after the other, and what needs no record is read meanwhile.
    let ((compendium, found), (strings, assets)) = rayon::join(
        || enrich::enrich(records, editorial, language),
        || {
            let strings = strings(&book);
            let assets = Assets::read(&folder, &strings);
            (strings, assets)
        },
    );
    let sources: Vec<Source> = seeds.into_iter().map(|seed| seed.source).collect();
    diagnostics.extend(located(found, &sources, &folder, changes));
    Ok(Loaded {
        book,
        folder,
        language,
        strings,
        assets,
        sources,
        compendium,
        diagnostics,
    })
}

/// Findings about documents and editorial files, with their lines.
fn located(
    found: Vec<Diagnostic>,
    sources: &[Source],
    folder: &Path,
    changes: &Changes,
) -> Vec<Diagnostic> {
    let of_file: HashMap<&str, &Source> = (sources.iter())
        .map(|source| (source.file.as_str(), source))
        .collect();
    // An editorial file is small, but there may be many findings about it: it is read again once for all of them.
    let mut texts: HashMap<String, Option<String>> = HashMap::new();
    let mut locate = |found: Diagnostic| {
        let Some(file) = found.file.clone() else {
            return found;
        };
        match of_file.get(file.as_str()) {
            Some(source) if found.line > 0 => {
                let line = source.verbatim(found.line);
                return found.shown_on(line);
            }
            Some(source) => return found.located(&source.text),
            None => {}
        }
        let text = texts
            .entry(file)
            .or_insert_with_key(|file| changes.text(folder, file, file).ok().flatten());
        match text {
            Some(text) => found.located(text),
            None => found,
        }
    };
    found.into_iter().map(&mut locate).collect()
}

/// The words of the site in the book's language, with the names that the book gives.
#[must_use]
pub fn strings(book: &Book) -> toml::Table {
    let body = &book.body;
    let names = languages::Names {
        name: body.name.as_deref(),
        short: body.short.as_deref(),
        parent: body.parent.as_deref(),
        publisher: body.publisher.as_deref(),
        author: (book.subtitle.split(',').next())
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .unwrap_or(&book.title),
    };
    let tag = &book.language;
    languages::named(languages::strings(tag), Language::of(tag), &names)
}

/// The text of `book.toml`.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn book_text(config: &Path, changes: &Changes) -> Result<String, Diagnostic> {
    let shown = config.display().to_string();
    let folder = config.parent().unwrap_or(Path::new(""));
    let name = config.file_name().unwrap_or_default().to_string_lossy();
    changes
        .text(folder, &name, &shown)?
        .ok_or_else(|| Diagnostic::error("libro-ausente").with("path", &shown))
}

/// Every seed as blocks.
fn read_seeds<'a>(
    book: &'a Book,
    folder: &Path,
    changes: &Changes,
    place: &(impl Fn(Diagnostic, usize) -> Diagnostic + Sync),
) -> (Vec<Seed<'a>>, Vec<Diagnostic>) {
    progress::begin(Stage::Read, book.documents.len());
    let read: Vec<_> = book
        .documents
        .par_iter()
        .map(|entry| {
            let at = entry.span().start;
            let entry = entry.get_ref();
            let bytes = changes
                .seed(folder, &entry.file)
                .map_err(|found| place(found, at))?;
            let (source, diagnostics) = Source::new(&entry.file, bytes)?;
            let language = Language::of(entry.language.as_deref().unwrap_or(&book.language));
            let blocks = read::read(&source, language, hints(entry));
            progress::advance(1);
            Ok((
                Seed {
                    entry,
                    source,
                    blocks,
                    language,
                    offset: 0,
                },
                diagnostics,
            ))
        })
        .collect();
    let mut seeds = Vec::with_capacity(read.len());
    let mut diagnostics = Vec::new();
    for result in read {
        match result {
            Ok((seed, found)) => {
                seeds.push(seed);
                diagnostics.extend(found);
            }
            Err(error) => diagnostics.push(error),
        }
    }
    (seeds, diagnostics)
}

/// What the book tells of a document before it is read.
#[must_use]
pub fn hints(entry: &DocumentEntry) -> Hints<'_> {
    Hints {
        symbol: entry.symbol.as_deref(),
        compiles: entry.kind == Kind::Compilation,
    }
}

/// Mends what the extraction from PDF broke; the words of all seeds decide what is a word.
fn repair(seeds: &mut [Seed<'_>], language: &'static Language) -> Vec<Diagnostic> {
    let texts = seeds
        .iter()
        .flat_map(|seed| seed.blocks.iter().map(|block| &block.text));
    let vocabulary = read::repair::Vocabulary::of(texts, language);
    let found: Vec<Vec<Diagnostic>> = seeds
        .par_iter_mut()
        .map(|seed| {
            let doubts = read::repair::repair_all(&mut seed.blocks, &vocabulary);
            doubts_in(&seed.source, &doubts)
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// So many doubtful places of a document are told one by one.
const DOUBTS_SHOWN: usize = 50;

fn doubts_in(source: &Source, doubts: &[read::repair::Doubt]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = doubts
        .iter()
        .take(DOUBTS_SHOWN)
        .map(|doubt| {
            let line = source.lines[doubt.line as usize - 1].trim_end();
            let column = line
                .find(&doubt.words)
                .map_or(1, |at| line[..at].chars().count() + 1);
            Diagnostic::warning("palabra-dudosa")
                .file(&source.file)
                .place(
                    doubt.line,
                    column as u32,
                    doubt.words.chars().count() as u32,
                )
                .excerpt(line)
                .with("words", &doubt.words)
        })
        .collect();
    if let Some(more) = doubts.get(DOUBTS_SHOWN) {
        found.push(
            Diagnostic::warning("palabras-dudosas")
                .file(&source.file)
                .place(more.line, 1, 1)
                .with("count", doubts.len() - DOUBTS_SHOWN),
        );
    }
    found
}

/// `compendio build`: the site and its zip.
#[must_use]
pub fn build(config: &Path, options: &Options) -> Outcome {
    let mut loaded = match load(config) {
        Ok(loaded) => loaded,
        Err(diagnostics) => return Outcome::failed(diagnostics),
    };
    if let Some(url) = &options.base_url {
        if !config::is_web_address(url) {
            let found = Diagnostic::error("direccion-web-no-valida");
            return Outcome::failed(vec![found.with("key", "--base-url").with("read", url)]);
        }
        loaded.book.base_url = Some(url.clone());
    }
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| loaded.folder.join(&loaded.book.output));
    let written = Target::check(&out, &loaded.folder, options.zip)
        .map_err(|error| vec![error])
        .and_then(|target| {
            let (files, before) = rayon::join(|| site::files(&loaded), || target.survey());
            let files = files?;
            let zip = options.zip.then(|| archive::zip(&files));
            target
                .write(&files, zip.as_deref(), &before)
                .map_err(|error| vec![error])?;
            let summary = Summary::of(&loaded.compendium, loaded.diagnostics.len(), &files);
            Ok((files, summary.lines(target.shown(), options.zip)))
        });
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    match written {
        Ok((files, summary)) => {
            // Taking a book and its site apart takes a while, and whoever builds waits for it.
            rayon::join(|| drop(files), || drop(loaded));
            Outcome {
                diagnostics,
                summary,
            }
        }
        Err(errors) => {
            diagnostics.extend(errors);
            Outcome::failed(diagnostics)
        }
    }
}

/// `compendio serve`, once: the files of the site for the address that they are shown at. Nothing is written.
#[must_use]
pub fn preview(config: &Path, address: &str) -> Preview {
    let mut loaded = match load(config) {
        Ok(loaded) => loaded,
        Err(diagnostics) => {
            return Preview {
                diagnostics,
                ..Preview::default()
            };
        }
    };
    loaded.book.base_url = Some(address.to_owned());
    let made = site::files(&loaded);
    let sources = loaded.sources.iter();
    let seeds = sources
        .map(|source| loaded.folder.join(&source.file))
        .collect();
    let mut diagnostics = loaded.diagnostics;
    match made {
        Ok(files) => Preview {
            summary: Summary::of(&loaded.compendium, diagnostics.len(), &files),
            files: Some(files),
            diagnostics,
            seeds,
        },
        Err(errors) => {
            diagnostics.extend(errors);
            Preview {
                diagnostics,
                seeds,
                ..Preview::default()
            }
        }
    }
}

/// `compendio new`: a starter book in a new folder.
#[must_use]
pub fn new(folder: &Path, starter: &starter::Starter) -> Outcome {
    let files = starter.files();
    match files::write_new(folder, &files) {
        Ok(()) => Outcome {
            diagnostics: Vec::new(),
            summary: starter.told(folder, &files),
        },
        Err(error) => Outcome::failed(vec![error]),
    }
}

/// `compendio extract`: only the records.
#[must_use]
pub fn extract(config: &Path, out: &Path) -> Outcome {
    let mut loaded = match load(config) {
        Ok(loaded) => loaded,
        Err(diagnostics) => return Outcome::failed(diagnostics),
    };
    let mut files = export::records(&loaded.compendium);
    files.push(File::marker());
    match Target::check(out, &loaded.folder, false)
        .and_then(|target| target.write(&files, None, &target.survey()))
    {
        Ok(()) => Outcome {
            summary: vec![languages::terminal(
                "summary.extract",
                &[
                    (
                        "records",
                        &languages::terminal_count("record", files.len() - 1),
                    ),
                    ("folder", &out.display().to_string()),
                ],
            )],
            diagnostics: loaded.diagnostics,
        },
        Err(error) => {
            loaded.diagnostics.push(error);
            Outcome::failed(loaded.diagnostics)
        }
    }
}

/// `compendio check`: reads everything, writes nothing.
#[must_use]
pub fn check(config: &Path) -> Outcome {
    let mut loaded = match load(config) {
        Ok(loaded) => loaded,
        Err(diagnostics) => return Outcome::failed(diagnostics),
    };
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let mut summary = Vec::new();
    for document in &loaded.compendium.documents {
        summary.extend(summary::coverage(document));
    }
    let proof = proof::prove(&loaded.compendium, &loaded.sources);
    let proved = proof.proved.to_string();
    summary.push(languages::terminal("check.proved", &[("count", &proved)]));
    diagnostics.extend(proof.diagnostics);
    if let Some((warning, lines)) = awaiting(&loaded.compendium) {
        diagnostics.push(warning);
        summary.extend(lines);
    }
    // The pages are made too, so that a broken link or template is found here; nothing is written.
    if let Err(errors) = site::files(&loaded) {
        diagnostics.extend(errors);
    }
    Outcome {
        diagnostics,
        summary,
    }
}

/// What awaits an editor: the provisions without assigned themes, with what is proposed for them and why.
fn awaiting(compendium: &Compendium) -> Option<(Diagnostic, Vec<String>)> {
    let waiting = add::waiting::of(compendium, None);
    let first = waiting.first()?;
    let proposed = waiting.iter().filter(|entry| entry.proposed).count();
    let warning = Diagnostic::warning("temas-propuestos")
        .file("seeds/editorial/assignments.yaml")
        .with("count", waiting.len())
        .with("proposed", proposed)
        .with("id", &first.id);
    Some((warning, add::waiting::lines(compendium, &waiting)))
}

/// `compendio add`: a new document, and the themes of its provisions.
#[must_use]
pub fn add(config: &Path, wishes: &add::Wishes) -> Outcome {
    let (diagnostics, summary) = add::run(config, wishes, &load_changed);
    Outcome {
        diagnostics,
        summary,
    }
}
