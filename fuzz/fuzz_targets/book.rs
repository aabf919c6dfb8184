//! `book.toml`: a book or findings with a place, and no file outside the book's folder.

#![no_main]

use std::path::{Component, Path};

use compendio::config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match config::parse(text, "book.toml") {
    Ok(book) => {
        for entry in &book.documents {
            let path = Path::new(&entry.get_ref().file);
            assert!(
                path.components()
                    .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
            );
        }
    }
    Err(found) => {
        assert!(!found.is_empty());
        for finding in found {
            assert!(!finding.render(false).is_empty());
        }
    }
});
