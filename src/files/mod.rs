//! The only place that touches the disk: what a book's files hold, and what lies below a folder.
//!
//! Whatever is written is written whole or not at all: a tree of files for a site ([`Target`]), and the files of a
//! book that change ([`Changes`]).

mod changes;
mod target;
mod tree;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, reason};

pub use changes::Changes;
pub use target::{MARKER, Target};
pub use tree::{File, Survey, write_new};

/// No file of a book is larger; what is was not meant to be one, and positions in a text have 32 bits.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads a file's bytes.
///
/// # Errors
/// Whatever the system says; a folder, a device or a pipe; a file that is far too large.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe would be waited for, a device may have no end.
    if !found.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if found.len() > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    fs::read(path)
}

/// Reads a text file, which `shown` names in findings; `None` where there is none. A byte-order mark is no text.
///
/// # Errors
/// Whatever else [`read`] refuses, and bytes that are not UTF-8.
pub fn read_text(path: &Path, shown: &str) -> Result<Option<String>, Diagnostic> {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(shown, &error)),
    };
    text_of(shown, bytes).map(Some)
}

/// The words of a file.
fn text_of(shown: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let text = crate::diagnostic::utf8(shown, bytes)?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Reads a seed that the book in `folder` names.
///
/// # Errors
/// Whatever [`read`] refuses, and a link that leads out of the folder: a book must not publish what lies
/// beside it.
pub fn read_seed(folder: &Path, file: &str) -> Result<Vec<u8>, Diagnostic> {
    let path = folder.join(file);
    let inside =
        || -> io::Result<bool> { Ok(path.canonicalize()?.starts_with(absolute_existing(folder))) };
    match inside() {
        Ok(true) => read(&path).map_err(|error| unreadable(file, &error)),
        Ok(false) => Err(Diagnostic::error("documento-fuera-del-libro").with("path", file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Diagnostic::error("documento-ausente").with("path", file))
        }
        Err(error) => Err(unreadable(file, &error)),
    }
}

/// What is told of a file that is there and cannot be read.
#[must_use]
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("documento-ilegible")
        .with("path", path)
        .with("reason", reason::of_system(error))
}

/// What is told of a file that could not be written.
fn failed(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("salida-fallida")
        .with("path", path)
        .with("reason", reason::of_system(error))
}

/// All files below a folder, with their paths relative to it (with `/`), sorted; none where there is no folder.
#[must_use]
pub fn below(folder: &Path) -> Vec<(String, PathBuf)> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let relative = entry.path().strip_prefix(folder).ok()?;
            let parts: Option<Vec<&str>> = relative
                .components()
                .map(|part| part.as_os_str().to_str())
                .collect();
            Some((parts?.join("/"), entry.into_path()))
        })
        .collect()
}

/// The absolute path of something that is there, with all links resolved.
fn absolute_existing(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path as shells take it for one word.
#[must_use]
pub fn shell_word(path: &Path) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | ':' | '\\');
    let word = path.display().to_string();
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else {
        format!("\"{word}\"")
    }
}
