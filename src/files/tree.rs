//! A tree of files on the disk: what of it is there already, and how it is written below a new folder.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::progress;

use super::failed;

/// A file to be written: its path below the site's root, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative path with `/`.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of text.
    #[must_use]
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

/// Writes files below a folder that is new or empty.
///
/// # Errors
/// A folder that holds something, and whatever the system says.
pub fn write_new(folder: &Path, files: &[File]) -> Result<(), Diagnostic> {
    let shown = folder.display().to_string();
    let taken = || Diagnostic::error("carpeta-no-vacia").with("path", &shown);
    match fs::symlink_metadata(folder) {
        // A link may lead to an empty folder, which is as good as one.
        Ok(_) if !folder.is_dir() => return Err(taken()),
        Ok(_) => {
            let mut inside = fs::read_dir(folder).map_err(|error| failed(&shown, &error))?;
            if inside.next().is_some() {
                return Err(taken());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&shown, &error)),
    }
    // Nothing is there that could be kept.
    write_tree(folder, files, folder, &vec![false; files.len()])
        .map_err(|error| failed(&shown, &error))
}

/// Which of the files a tree has already, with the same bytes.
pub fn kept(root: &Path, files: &[File]) -> Vec<bool> {
    files
        .par_iter()
        .with_min_len(32)
        .map_init(Vec::new, |buffer, file| {
            same_bytes(&root.join(&file.path), &file.bytes, buffer)
        })
        .collect()
}

/// Whether a tree has nothing besides these files, if it has them all.
pub fn holds_nothing_else(root: &Path, files: &[File]) -> bool {
    let folders: HashSet<&Path> = files
        .iter()
        .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
        .collect();
    let there = WalkDir::new(root).into_iter().map_while(Result::ok);
    there.count() == files.len() + folders.len()
}

/// So many bytes of a file are compared at once: they stay near the processor.
const PIECE: usize = 1 << 16;

/// Writes files below a new folder. A file that the old tree has with the same bytes, as `kept` says of each, is
/// linked, not written again: most of a site does not change from one build to the next, and a link costs a
/// tenth of a new file.
pub fn write_tree(root: &Path, files: &[File], old: &Path, kept: &[bool]) -> io::Result<()> {
    let mut folders: Vec<&str> = files
        .iter()
        .filter_map(|file| file.path.rsplit_once('/').map(|(folder, _)| folder))
        .collect();
    folders.sort_unstable();
    folders.dedup();
    fs::create_dir_all(root)?;
    for folder in folders {
        fs::create_dir_all(root.join(folder))?;
    }
    files
        .par_iter()
        .zip(kept)
        .with_min_len(32)
        .try_for_each(|(file, &kept)| {
            let new = root.join(&file.path);
            progress::advance(1);
            if kept && fs::hard_link(old.join(&file.path), &new).is_ok() {
                Ok(())
            } else {
                fs::write(&new, &file.bytes)
            }
        })
}

/// Whether a file has these bytes; `buffer` is used again for the next.
fn same_bytes(path: &Path, bytes: &[u8], buffer: &mut Vec<u8>) -> bool {
    let has_length = fs::symlink_metadata(path)
        .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    if !has_length {
        return false;
    }
    buffer.resize(PIECE, 0);
    fs::File::open(path).is_ok_and(|mut file| {
        bytes.chunks(PIECE).all(|piece| {
            let there = &mut buffer[..piece.len()];
            file.read_exact(there).is_ok() && there == piece
        })
    })
}
