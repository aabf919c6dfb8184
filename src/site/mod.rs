//! Compendium → files: what each page shows is decided in [`pages`], where it stands in [`routes`], how it
//! looks in the templates ([`render`], [`assets`]). Nothing leaves here before [`links`] has checked it.

pub mod assets;
mod excerpt;
mod frame;
pub mod links;
mod names;
mod pages;
mod paper;
mod printer;
mod references;
mod render;
pub mod routes;
pub mod runs;
mod units;
mod web;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::enrich::Compendium;
use crate::export::Hashed;
use crate::files::File;
use crate::languages::{self, Language};
use crate::progress::{self, Stage};
use crate::read::hex;
use crate::text::Text;
use crate::{Loaded, export, search};

use render::{Renderer, Shared, Templates};

/// A page in a folder of its own: what leads from here to another folder leads so from every folder.
const ANY_FOLDER: &str = "-/";

/// What a site is made with besides its records: the book's templates, and its static files.
#[derive(Debug)]
pub struct Assets {
    templates: Templates,
    statics: Vec<File>,
}

impl Assets {
    /// Reads them from the book's folder.
    ///
    /// # Errors
    /// A template or file that cannot be read.
    pub fn read(folder: &Path, strings: &toml::Table) -> Result<Self, Diagnostic> {
        Ok(Self {
            templates: Templates::read(folder, strings)?,
            statics: assets::static_files(folder)?,
        })
    }
}

/// What every page is made from.
struct Site<'a> {
    loaded: &'a Loaded,
    compendium: &'a Compendium,
    language: &'static Language,
    strings: &'a toml::Table,
    /// The same by their paths.
    sentences: HashMap<String, &'a str, FixedState>,
    renderer: Renderer<'a>,
    /// What stands around the pages of each kind, by kind and way to the root.
    chrome: Mutex<HashMap<(&'static str, String), frame::Chrome>>,
    /// The pages of what is cited, as they list each other.
    instruments: OnceLock<Vec<pages::instrument::Listed>>,
    /// The words of each entry, as all pages but its own show them.
    words: Vec<OnceLock<Shared>>,
    /// Comparisons of two wordings, which the pages of both show.
    compared: pages::Compared,
}

impl<'a> Site<'a> {
    fn new(loaded: &'a Loaded, templates: &'a Templates) -> Self {
        let strings = &loaded.strings;
        let view = frame::SiteView::new(loaded, strings);
        Self {
            loaded,
            compendium: &loaded.compendium,
            language: loaded.language,
            strings,
            sentences: languages::sentences(strings),
            renderer: Renderer::new(templates, &view),
            chrome: Mutex::default(),
            instruments: OnceLock::new(),
            words: vec![OnceLock::new(); loaded.compendium.entries.len()],
            compared: pages::Compared::default(),
        }
    }

    /// A sentence of the strings file.
    fn s(&self, path: &'a str) -> &'a str {
        self.sentence(path)
    }

    /// Likewise, for as long as its path.
    fn sentence<'p>(&self, path: &'p str) -> &'p str
    where
        'a: 'p,
    {
        self.sentences.get(path).copied().unwrap_or(path)
    }

    /// A text without links and footnotes: for leads and lists, where notes are told elsewhere.
    fn plain(&self, text: &Text) -> Shared {
        self.renderer.words(&runs::plain(text))
    }

    /// The words of an entry, likewise.
    fn words(&self, at: usize) -> Shared {
        self.words[at]
            .get_or_init(|| {
                let text = &self.compendium.entries[at].unit.text;
                self.renderer
                    .words(&runs::marked(text, &self.spans(at, &[])))
            })
            .clone()
    }

    /// The name of a place in the main navigation.
    fn nav_name(&self, key: &str) -> &str {
        let names = self.strings.get("nav").and_then(toml::Value::as_table);
        names
            .and_then(|names| names.get(key)?.as_str())
            .unwrap_or_default()
    }

    /// A sentence with its facts filled in.
    fn fill(&self, path: &str, facts: &[(&str, &str)]) -> String {
        languages::fill(self.sentence(path), facts)
    }

    /// A number with its noun: "1 disposición", "12 disposiciones".
    fn count(&self, noun: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{noun}_{form}"), &[("n", &n.to_string())])
    }
}

/// Every file of the site, sorted by path.
///
/// # Errors
/// A template that fails, two pages with one address, a broken link.
pub fn files(loaded: &Loaded) -> Result<Vec<File>, Vec<Diagnostic>> {
    let language = loaded.language;
    let strings = &loaded.strings;
    let assets = loaded
        .assets
        .as_ref()
        .map_err(|error| vec![error.clone()])?;
    let ((site, mut rendered), (data, others)) = rayon::join(
        || {
            let site = Site::new(loaded, &assets.templates);
            let pages = rendered(&site);
            (site, pages)
        },
        || {
            let data = export::files(loaded);
            let mut files = search::data::files(&loaded.compendium, language, strings);
            files.extend(export::cite::files(loaded));
            (data, files)
        },
    );
    rendered.push(pages::data::page(&site, &data));
    let (mut files, known): (Vec<File>, HashMap<String, String>) = data
        .into_iter()
        .map(|Hashed { file, sha256 }| {
            let path = file.path.clone();
            (file, (path, sha256))
        })
        .unzip();
    let mut errors: Vec<Diagnostic> = site.renderer.failure().cloned().into_iter().collect();
    for page in rendered {
        match page {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        errors.dedup();
        return Err(errors);
    }
    files.extend(others);
    files.extend(assets.statics.iter().cloned());
    paper::add_heads(&site, &mut files);
    files.extend(loaded.sources.iter().map(|source| File {
        path: routes::seed(&source.file),
        bytes: source.text.clone().into_bytes(),
    }));
    files.extend(web::files(&site, &files).map_err(|error| vec![error])?);
    files.push(File::marker());
    // GitHub Pages would pass files of some names over. A book may have had to say so itself.
    if !files.iter().any(|file| file.path == routes::NO_JEKYLL) {
        files.push(File::text(routes::NO_JEKYLL, ""));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));

    let book = &loaded.book;
    let (base, zip) = (book.base_url.as_deref(), book.download_url.as_deref());
    let ((mut errors, broken), sums) = rayon::join(
        || rayon::join(|| names::check(&files), || links::check(&files, base, zip)),
        || {
            let sums = sums(&files, &known);
            // Taking all of it apart takes a while, and the pages are made.
            drop(site);
            sums
        },
    );
    errors.extend(broken);
    if !errors.is_empty() {
        return Err(errors);
    }
    files.push(sums);
    Ok(files)
}

/// Every page but that of the open data, which tells how large its files are.
fn rendered(site: &Site<'_>) -> Vec<Result<File, Diagnostic>> {
    let jobs = pages::jobs(site);
    progress::begin(Stage::Pages, jobs.len());
    jobs.par_iter()
        // Pages take very different times: whoever is ready takes the next.
        .with_max_len(1)
        .map(|&job| {
            let page = pages::page(site, job);
            progress::advance(1);
            page
        })
        .collect()
}

/// `SHA256SUMS`, in the form that `sha256sum --check` reads; `known` holds what was hashed before, by path.
fn sums(files: &[File], known: &HashMap<String, String>) -> File {
    let digests: Vec<String> = files
        .par_iter()
        .with_min_len(16)
        .map(|file| match known.get(&file.path) {
            Some(digest) => digest.clone(),
            None => hex(&Sha256::digest(&file.bytes)),
        })
        .collect();
    let mut text = String::new();
    for (digest, file) in digests.iter().zip(files) {
        let _ = writeln!(text, "{digest}  {}", file.path);
    }
    File::text("SHA256SUMS", text)
}
