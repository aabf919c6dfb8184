//! `compendio serve`: the site in a browser while the book is being written.
//!
//! A site is made in memory and shown from there, whole: no request meets half of one, and the folder that
//! `build` writes stays as it is (docs/decisions/0011-preview.md). [`watch`] says when the book has changed,
//! [`answer`] what a request gets, [`added`] what pages have here and nowhere else, [`listen`] is the network.

mod added;
mod answer;
mod listen;
mod watch;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hyper::body::Bytes;
use tokio::sync::watch as channel;

use crate::Preview;
use crate::diagnostic::{Diagnostic, Severity, reason};
use crate::files::File;

use added::Run;
use watch::Watcher;

/// What happens while a book is served, for whoever tells the user.
#[derive(Debug)]
pub enum Event<'a> {
    /// The site, or what is wrong with the book, can be looked at.
    Ready(&'a str),
    /// A site was made; whether it is the first.
    Built(&'a Preview, bool),
    /// A site was made anew, and is the same as before.
    Same(&'a Preview),
    /// No site could be made; whether one is still shown.
    Failed(&'a Preview, bool),
    /// The system does not tell of changes, so that they are looked for.
    Polling(String),
}

/// Where a site has its styles and scripts.
const LOOKS: [&str; 2] = ["css/", "js/"];

/// A site in memory.
#[derive(Debug)]
struct Site {
    files: HashMap<String, Bytes, FixedState>,
    /// The folders that its files lie in.
    folders: HashSet<String, FixedState>,
    /// The address that its absolute links begin with.
    address: String,
    /// The same for the same bytes.
    token: String,
    /// The same for the same styles and scripts, which pages have in common.
    looks: String,
}

impl Site {
    fn new(files: Vec<File>, address: &str) -> Self {
        let sums = files.iter().find(|file| file.path == "SHA256SUMS");
        let whole = token(&[sums.map_or(&[][..], |file| &file.bytes)]);
        let looks: Vec<&[u8]> = files
            .iter()
            .filter(|file| LOOKS.iter().any(|folder| file.path.starts_with(folder)))
            .flat_map(|file| [file.path.as_bytes(), &file.bytes])
            .collect();
        let looks = token(&looks);
        let mut folders = HashSet::default();
        for file in &files {
            let mut path = file.path.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                folders.insert(folder.to_owned());
                path = folder;
            }
        }
        Self {
            files: files
                .into_iter()
                .map(|file| (file.path, Bytes::from(file.bytes)))
                .collect(),
            folders,
            address: address.to_owned(),
            token: whole,
            looks,
        }
    }
}

/// What is shown at a time: the last good site, and why the last build failed if it did.
#[derive(Debug, Default)]
struct Shown {
    site: Option<Arc<Site>>,
    failure: Option<Failure>,
    /// The same for the same site and failure.
    token: String,
}

/// Why a build failed.
#[derive(Debug, Clone)]
struct Failure {
    errors: usize,
    /// The errors as the terminal shows them.
    runs: Vec<Run>,
}

impl Shown {
    fn new(site: Option<Arc<Site>>, failure: Option<Failure>) -> Self {
        let mut parts: Vec<&[u8]> = Vec::new();
        if let Some(site) = &site {
            parts.push(site.token.as_bytes());
        }
        let runs = failure.iter().flat_map(|failure| &failure.runs);
        parts.extend(runs.map(|run| run.text.as_bytes()));
        let token = token(&parts);
        Self {
            site,
            failure,
            token,
        }
    }
}

/// A short name for some bytes.
fn token(parts: &[&[u8]]) -> String {
    let mut hasher = FixedState::default().build_hasher();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

/// Serves a book until it is interrupted. `make` makes its site for an address, `told` is told what happens.
///
/// # Errors
/// A port that is taken or not allowed, or a system that does not let a program listen.
pub fn run(
    config: &Path,
    port: u16,
    make: impl Fn(&str) -> Preview + Send + 'static,
    told: impl Fn(Event<'_>) + Send + 'static,
) -> Result<(), Diagnostic> {
    let failed = |error: &std::io::Error| {
        Diagnostic::error("servidor-fallido")
            .with("port", port)
            .with("reason", reason::of_system(error))
    };
    // Loopback alone: what is being written is nobody else's business.
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| failed(&error))?;
    let port = listener
        .local_addr()
        .map_err(|error| failed(&error))?
        .port();
    let address = format!("http://127.0.0.1:{port}/");
    let (sender, receiver) = channel::channel(Arc::new(Shown::default()));
    let watcher = Watcher::new(config, |reason| told(Event::Polling(reason)));
    std::thread::spawn(move || keep_making(watcher, &address, &sender, &make, &told));
    listen::until_interrupted(listener, receiver).map_err(|error| failed(&error))
}

/// Makes the site now and after every change.
fn keep_making(
    mut watcher: Watcher,
    address: &str,
    sender: &channel::Sender<Arc<Shown>>,
    make: &impl Fn(&str) -> Preview,
    told: &impl Fn(Event<'_>),
) {
    let mut ready = false;
    let here = std::env::current_dir();
    loop {
        // Paths count from a folder by its name: the one that we began in may have been replaced.
        if let Ok(here) = &here {
            let _ = std::env::set_current_dir(here);
        }
        let mut preview = make(address);
        watcher.also(&preview.seeds);
        let last = sender.borrow().site.clone();
        if let Some(files) = preview.files.take() {
            let site = Site::new(files, address);
            let same = last.as_ref().is_some_and(|last| last.token == site.token);
            sender.send_replace(Arc::new(Shown::new(Some(Arc::new(site)), None)));
            told(if same {
                Event::Same(&preview)
            } else {
                Event::Built(&preview, last.is_none())
            });
        } else {
            let has_site = last.is_some();
            let failure = failure(&preview.diagnostics);
            sender.send_replace(Arc::new(Shown::new(last, Some(failure))));
            told(Event::Failed(&preview, has_site));
        }
        if !std::mem::replace(&mut ready, true) {
            told(Event::Ready(address));
        }
        if !watcher.wait() {
            return;
        }
    }
}

fn failure(diagnostics: &[Diagnostic]) -> Failure {
    let errors: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    let text: Vec<String> = errors.iter().map(|found| found.render(true)).collect();
    Failure {
        errors: errors.len(),
        runs: added::runs(&text.join("\n\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        Site::new(
            vec![
                File::text("a/b/c.html", text),
                File::text("SHA256SUMS", format!("{text}  a/b/c.html\n")),
            ],
            "http://127.0.0.1:1/",
        )
    }

    #[test]
    fn a_token_tells_sites_and_failures_apart() {
        let shown = |text: &str, failure: Option<&str>| {
            let failure = failure.map(|text| Failure {
                errors: 1,
                runs: added::runs(text),
            });
            Shown::new(Some(Arc::new(site(text))), failure).token
        };
        assert_eq!(shown("x", None), shown("x", None));
        assert_eq!(shown("x", Some("e")), shown("x", Some("e")));
        assert_ne!(shown("x", None), shown("y", None));
        assert_ne!(shown("x", None), shown("x", Some("e")));
        assert_ne!(shown("x", Some("e")), shown("x", Some("f")));
    }

    #[test]
    fn a_site_that_looks_otherwise_is_told_from_one_that_says_something_else() {
        let looks = |style: &str, page: &str| {
            let files = [("css/a.css", style), ("index.html", page)];
            let files = files.map(|(path, text)| File::text(path, text)).into();
            Site::new(files, "http://127.0.0.1:1/").looks
        };
        assert_eq!(looks("a{}", "x"), looks("a{}", "y"));
        assert_ne!(looks("a{}", "x"), looks("b{}", "x"));
    }

    #[test]
    fn a_site_knows_its_folders() {
        let site = site("x");
        assert!(site.folders.contains("a") && site.folders.contains("a/b"));
        assert_eq!(site.folders.len(), 2);
    }
}
