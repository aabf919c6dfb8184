//! What the search costs a build: the processor's time for reading and linking a book, for its search's files, and for
//! its whole site; and, where a folder is named, those files alone, for measuring registers whose pages would fill a disk.
//!
//! `cargo run --release --example search-cost -- book.toml [--whole] [--out folder]`. Prints one object of JSON;
//! `benches/search-size.mjs` runs it for each size. It is an example, not a bench, so that it is built as the program
//! itself is. Times are of this process on Linux, not of the clock: other work on the machine does not count.

use std::fs;
use std::path::Path;
use std::time::Instant;

use compendio::{languages, load, search, site};

fn main() {
    let mut book = None;
    let (mut whole, mut out) = (false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--whole" => whole = true,
            "--out" => out = arguments.next(),
            _ => book = Some(argument),
        }
    }
    let Some(book) = book else {
        eprintln!(
            "cargo run --release --example search-cost -- book.toml [--whole] [--out folder]"
        );
        std::process::exit(2);
    };

    let start = Clock::now();
    let loaded = load(Path::new(&book)).expect("the book has no errors");
    let read = start.seconds();
    let strings = languages::strings(&loaded.book.language);
    let start = Clock::now();
    let files = search::data::files(&loaded.compendium, loaded.language, strings);
    let index = start.seconds();
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    if let Some(out) = out {
        for file in &files {
            let path = Path::new(&out).join(&file.path);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            fs::write(path, &file.bytes).expect("a file");
        }
    }
    let start = Clock::now();
    let pages = whole.then(|| {
        let made = site::files(&loaded).expect("the site has no errors").len();
        (made, start.seconds())
    });
    println!(
        "{}",
        serde_json::json!({
            "provisions": loaded.compendium.provisions().count(),
            "read": read,
            "index": index,
            "indexFiles": files.len(),
            "indexBytes": bytes,
            "site": pages.map(|pages| pages.1),
            "siteFiles": pages.map(|pages| pages.0),
        })
    );
}

/// The processor's time that this process has taken, of all its threads; the clock's where the system does not tell.
enum Clock {
    Ticks(u64),
    Wall(Instant),
}

impl Clock {
    fn now() -> Self {
        ticks().map_or_else(|| Self::Wall(Instant::now()), Self::Ticks)
    }

    fn seconds(&self) -> f64 {
        match self {
            // USER_HZ is 100 wherever Linux runs.
            Self::Ticks(start) => (ticks().unwrap_or(*start) - start) as f64 / 100.0,
            Self::Wall(start) => start.elapsed().as_secs_f64(),
        }
    }
}

fn ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which stands in brackets: the twelfth and thirteenth field, user and system.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}
