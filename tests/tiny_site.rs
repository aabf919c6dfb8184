//! A tiny book whose whole site a reviewer can read in a diff: tests/golden/site.
//!
//! After a change that is meant, write it anew with `UPDATE_GOLDEN=1 cargo test` and read the diff.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use compendio::Options;
use walkdir::WalkDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> BTreeSet<String> {
    WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// Styles, scripts and the sums of everything change with every rule of style; they are no part of the golden copy.
fn is_golden(path: &str) -> bool {
    !path.starts_with("css/")
        && !path.starts_with("js/")
        && !["SHA256SUMS", "favicon.svg", ".compendio"].contains(&path)
}

#[test]
fn the_tiny_site_is_as_its_golden_copy() {
    let golden = root().join("tests/golden/site");
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let outcome = compendio::build(
        &root().join("tests/fixtures/tiny/book.toml"),
        &Options {
            out: Some(site.clone()),
            ..Options::default()
        },
    );
    assert!(
        !compendio::diagnostic::has_errors(&outcome.diagnostics),
        "{:?}",
        outcome.diagnostics
    );
    let built: BTreeSet<String> = files(&site)
        .into_iter()
        .filter(|path| is_golden(path))
        .collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = std::fs::remove_dir_all(&golden);
        for path in &built {
            let target = golden.join(path);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(site.join(path), target).unwrap();
        }
        return;
    }
    assert_eq!(built, files(&golden));
    for path in built {
        let read = |folder: &Path| std::fs::read_to_string(folder.join(&path)).unwrap();
        let (actual, expected) = (read(&site), read(&golden));
        for (at, (actual, expected)) in actual.lines().zip(expected.lines()).enumerate() {
            assert_eq!(actual, expected, "{path}:{}", at + 1);
        }
        assert_eq!(actual, expected, "{path}");
    }
}

#[test]
fn two_builds_give_the_same_bytes_and_the_zip_too() {
    let out = tempfile::tempdir().unwrap();
    let build = |name: &str, threads: usize| {
        let site = out.path().join(name);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let options = Options {
            out: Some(site.clone()),
            zip: true,
            ..Options::default()
        };
        let outcome = pool
            .install(|| compendio::build(&root().join("tests/fixtures/tiny/book.toml"), &options));
        assert!(!compendio::diagnostic::has_errors(&outcome.diagnostics));
        let zip = std::fs::read(site.with_extension("zip")).unwrap();
        let bytes: Vec<Vec<u8>> = files(&site)
            .iter()
            .map(|path| std::fs::read(site.join(path)).unwrap())
            .collect();
        (zip, files(&site), bytes)
    };
    let one = build("one", 1);
    assert!(one == build("two", 4), "two builds differ");
    // Built over an old site, the bytes are the same too.
    assert!(one == build("two", 2), "a build over an old site differs");
}
