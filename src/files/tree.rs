//! A tree of files on the disk: what of it is there already, and how it is written below a new folder.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use foldhash::fast::FixedState;
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

/// What stands in a tree.
#[derive(Debug, Default)]
pub struct Survey {
    /// Its files; a link to one is none.
    files: HashSet<PathBuf, FixedState>,
    /// How many files and folders it has, itself included, and whatever else there is.
    count: usize,
}

impl Survey {
    /// Walks through a tree: that tells what is a file without asking for each of them.
    pub(super) fn of(root: &Path) -> Self {
        let mut survey = Self::default();
        for entry in WalkDir::new(root).into_iter().map_while(Result::ok) {
            survey.count += 1;
            if entry.file_type().is_file() {
                survey.files.insert(entry.into_path());
            }
        }
        survey
    }

    /// Which of some files are there already, with the same bytes.
    pub(super) fn kept(&self, root: &Path, files: &[File]) -> Vec<bool> {
        files
            .par_iter()
            .with_min_len(32)
            .map_init(Vec::new, |buffer, file| {
                let path = root.join(&file.path);
                self.files.contains(&path) && has_bytes(&path, &file.bytes, buffer).unwrap_or(false)
            })
            .collect()
    }

    /// Whether nothing is there besides some files, if these are all there.
    pub(super) fn holds_nothing_else(&self, files: &[File]) -> bool {
        let folders: HashSet<&Path> = files
            .iter()
            .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
            .collect();
        self.count == files.len() + folders.len()
    }
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

/// Whether a file has these bytes and no more; `buffer` is used again for the next.
fn has_bytes(path: &Path, bytes: &[u8], buffer: &mut Vec<u8>) -> io::Result<bool> {
    buffer.resize(PIECE, 0);
    let mut file = fs::File::open(path)?;
    let mut rest = bytes;
    loop {
        let read = file.read(buffer)?;
        if read == 0 {
            return Ok(rest.is_empty());
        }
        match rest.split_at_checked(read) {
            Some((piece, behind)) if piece == &buffer[..read] => rest = behind,
            _ => return Ok(false),
        }
    }
}
