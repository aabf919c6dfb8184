//! Files of a book that change: read before they are written, so that the book is known to be whole with them, then
//! written beside their places and swapped in, all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

use super::{failed, read_seed, read_text, text_of};

/// Files of a book as they are to become. Readers can be given them before they are written, and either all of them
/// are written or none.
#[derive(Debug, Default)]
pub struct Changes {
    /// In the order in which they are written: path from the book's folder, what it holds now, what it will hold.
    files: Vec<(String, Option<Vec<u8>>, Vec<u8>)>,
}

impl Changes {
    /// Notes what a file will hold; `before` is what it held when that was decided, none for a new file.
    pub fn set(&mut self, path: &str, before: Option<Vec<u8>>, after: Vec<u8>) {
        self.files.push((path.to_owned(), before, after));
    }

    fn get(&self, path: &str) -> Option<&[u8]> {
        let found = self.files.iter().find(|(known, ..)| known == path)?;
        Some(&found.2)
    }

    /// As [`read_text`], for a file of the book in `folder`, as it is to become.
    ///
    /// # Errors
    /// As [`read_text`].
    pub fn text(
        &self,
        folder: &Path,
        path: &str,
        shown: &str,
    ) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.get(path) else {
            return read_text(&folder.join(path), shown);
        };
        text_of(shown, bytes.to_vec()).map(Some)
    }

    /// As [`read_seed`], as it is to become.
    ///
    /// # Errors
    /// As [`read_seed`].
    pub fn seed(&self, folder: &Path, file: &str) -> Result<Vec<u8>, Diagnostic> {
        self.get(file)
            .map_or_else(|| read_seed(folder, file), |bytes| Ok(bytes.to_vec()))
    }

    /// Writes all files beside their places, then puts each into its own; takes every step back if one fails.
    ///
    /// # Errors
    /// A file that is no longer what it was, and whatever the system says; all files are then as they were.
    pub fn write(&self, folder: &Path) -> Result<(), Diagnostic> {
        let mut placed: Vec<(PathBuf, PathBuf)> = Vec::with_capacity(self.files.len());
        let prepared = self.files.iter().try_for_each(|(path, before, after)| {
            let place = folder.join(path);
            // Where a link stands in a file's place, the file behind it is meant.
            let place = place.canonicalize().unwrap_or(place);
            let is_as_before = match fs::read(&place) {
                Ok(bytes) => before.as_ref() == Some(&bytes),
                Err(error) => error.kind() == io::ErrorKind::NotFound && before.is_none(),
            };
            if !is_as_before {
                return Err(Diagnostic::error("fichero-cambiado").with("path", path));
            }
            let name = place.file_name().unwrap_or_default().to_string_lossy();
            let new = place.with_file_name(format!(".{name}.new-{}", std::process::id()));
            placed.push((place.clone(), new.clone()));
            write_beside(&place, &new, after).map_err(|error| failed(path, &error))
        });
        let swapped = prepared.and_then(|()| {
            (placed.iter().zip(&self.files).enumerate()).try_for_each(
                |(at, ((place, new), (path, ..)))| {
                    fs::rename(new, place).map_err(|error| {
                        self.take_back(&placed[..at]);
                        failed(path, &error)
                    })
                },
            )
        });
        if swapped.is_err() {
            for (_, new) in &placed {
                let _ = fs::remove_file(new);
            }
        }
        swapped
    }

    /// Puts what was there before into the places that were changed already.
    fn take_back(&self, placed: &[(PathBuf, PathBuf)]) {
        for ((place, new), (_, before, _)) in placed.iter().zip(&self.files) {
            let _ = match before {
                None => fs::remove_file(place),
                Some(bytes) => {
                    write_beside(place, new, bytes).and_then(|()| fs::rename(new, place))
                }
            };
        }
    }
}

/// Writes a new file that is to take another's place, with that one's permissions.
fn write_beside(place: &Path, new: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(new, bytes)?;
    match fs::metadata(place) {
        Ok(old) => fs::set_permissions(new, old.permissions()),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::below;

    #[test]
    fn changes_are_read_before_they_are_written_and_written_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let there = || below(folder.path()).into_iter().map(|(path, _)| path);
        fs::write(at("a.toml"), "a").unwrap();
        let mut changes = Changes::default();
        changes.set("new/b.txt", None, b"b".to_vec());
        changes.set("a.toml", Some(b"a".to_vec()), b"a2".to_vec());
        let text = |path| changes.text(folder.path(), path, path).unwrap();
        assert_eq!(text("a.toml").as_deref(), Some("a2"));
        assert_eq!(text("c.toml"), None);
        assert_eq!(changes.seed(folder.path(), "new/b.txt").unwrap(), b"b");
        changes.write(folder.path()).unwrap();
        assert_eq!(fs::read(at("a.toml")).unwrap(), b"a2");
        assert!(there().eq(["a.toml", "new/b.txt"]));

        // What was there is no longer what was read, and what was not there is.
        assert_eq!(
            changes.write(folder.path()).unwrap_err().code,
            "fichero-cambiado"
        );
        let mut changes = Changes::default();
        changes.set("c.txt", None, b"c".to_vec());
        changes.set("a.toml", Some(b"a".to_vec()), b"a3".to_vec());
        assert_eq!(
            changes.write(folder.path()).unwrap_err().code,
            "fichero-cambiado"
        );
        assert!(there().eq(["a.toml", "new/b.txt"]), "nothing is left");

        // A step that fails takes those before it back.
        let mut changes = Changes::default();
        changes.set("a.toml", Some(b"a2".to_vec()), b"a3".to_vec());
        changes.set("c.txt", None, b"c".to_vec());
        changes.set("a.toml/d.txt", None, b"d".to_vec());
        assert!(changes.write(folder.path()).is_err());
        let placed = [(at("a.toml"), at(".x")), (at("c.txt"), at(".y"))];
        fs::write(at("a.toml"), "a3").unwrap();
        fs::write(at("c.txt"), "c").unwrap();
        changes.take_back(&placed);
        assert_eq!(fs::read(at("a.toml")).unwrap(), b"a2");
        assert!(there().eq(["a.toml", "new/b.txt"]));
    }
}
