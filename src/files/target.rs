//! The folder that a site is written to: refused where it is somebody else's, and replaced whole or left as it was.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::progress::{self, Stage};

use super::tree::{Survey, write_tree};
use super::{File, absolute_existing, failed};

/// The file that says that a folder is ours.
pub const MARKER: &str = ".compendio";
const MARKER_TEXT: &str = "Carpeta escrita por compendio. Se sustituye entera en cada construcción: no guarde nada aquí.\n";

/// Folders of a project that no site is ever written into.
const OWN_FOLDERS: &[&str] = &[
    "src",
    "templates",
    "static",
    "seeds",
    "tests",
    "docs",
    "scripts",
    "benches",
    "fuzz",
    ".git",
    ".ci",
    ".github",
];

impl File {
    /// The marker that makes a folder ours.
    #[must_use]
    pub fn marker() -> Self {
        Self::text(MARKER, MARKER_TEXT)
    }
}

/// A folder that a tree of files may be written to: absolute, and checked to be ours.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
    shown: String,
}

impl Target {
    /// Checks an output folder, and the zip beside it where one will be written.
    ///
    /// # Errors
    /// A folder that the program did not make, a folder of the book itself, or one that holds it.
    pub fn check(path: &Path, book_folder: &Path, with_zip: bool) -> Result<Self, Diagnostic> {
        let shown = path.display().to_string();
        let forbidden = || Diagnostic::error("salida-no-permitida").with("path", &shown);
        if !matches!(path.components().next_back(), Some(Component::Normal(_))) {
            return Err(forbidden());
        }
        let absolute = absolute(path).map_err(|error| failed(&shown, &error))?;
        if is_of_book(&absolute, &absolute_existing(book_folder)) {
            return Err(forbidden());
        }
        if is_foreign(&absolute).map_err(|error| failed(&shown, &error))? {
            return Err(Diagnostic::error("salida-ajena").with("path", &shown));
        }
        let target = Self {
            path: absolute,
            shown,
        };
        let zip = target.zip_path();
        if with_zip && is_foreign_zip(&zip) {
            return Err(Diagnostic::error("salida-ajena").with("path", zip.display()));
        }
        Ok(target)
    }

    /// The zip that lies beside the folder.
    #[must_use]
    pub fn zip_path(&self) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".zip");
        self.path.with_file_name(name)
    }

    /// The folder as the user named it.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.path
            .with_file_name(format!(".{name}.{suffix}-{}", std::process::id()))
    }

    /// What stands there now. It may be asked for while the files are being made.
    #[must_use]
    pub fn survey(&self) -> Survey {
        Survey::of(&self.path)
    }

    /// Writes the tree beside the old one, of which `before` tells what it has, and the zip, then swaps both in. A tree
    /// that is there already stays.
    ///
    /// # Errors
    /// Whatever the system says; the old folder is then as it was.
    pub fn write(
        &self,
        files: &[File],
        zip: Option<&[u8]>,
        before: &Survey,
    ) -> Result<(), Diagnostic> {
        let (new, old, new_zip) = (self.beside("new"), self.beside("old"), self.beside("zip"));
        progress::begin(Stage::Write, files.len());
        let kept = before.kept(&self.path, files);
        let is_there = kept.iter().all(|&kept| kept) && before.holds_nothing_else(files);
        let prepared = (|| {
            if !is_there {
                let _ = fs::remove_dir_all(&new);
                write_tree(&new, files, &self.path, &kept)?;
            }
            zip.map_or(Ok(()), |zip| fs::write(&new_zip, zip))
        })();
        let swapped = prepared.and_then(|()| match zip {
            _ if !is_there => self.swap(&new, &old, zip.map(|_| new_zip.as_path())),
            Some(_) => fs::rename(&new_zip, self.zip_path()),
            None => Ok(()),
        });
        if swapped.is_err() {
            let _ = fs::remove_dir_all(&new);
            let _ = fs::remove_file(&new_zip);
        }
        swapped.map_err(|error| failed(&self.shown, &error))
    }

    /// Puts the new tree, and the new zip, in the place of the old ones; takes every step back if one fails.
    fn swap(&self, new: &Path, old: &Path, new_zip: Option<&Path>) -> io::Result<()> {
        let there = self.path.exists();
        if there {
            fs::rename(&self.path, old)?;
        }
        let swapped = fs::rename(new, &self.path).and_then(|()| {
            let zip = new_zip.map_or(Ok(()), |zip| fs::rename(zip, self.zip_path()));
            zip.inspect_err(|_| {
                let _ = fs::rename(&self.path, new);
            })
        });
        match swapped {
            // A leftover is a hidden folder beside the site: worth a try, not worth a failure.
            Ok(()) => {
                let _ = fs::remove_dir_all(old);
                Ok(())
            }
            Err(error) => {
                if there {
                    fs::rename(old, &self.path)?;
                }
                Err(error)
            }
        }
    }
}

/// Whether a folder holds the book, or is or lies in one of the folders that a book keeps for itself.
fn is_of_book(folder: &Path, book: &Path) -> bool {
    let own = |inside: &Path| {
        let first = inside.components().next();
        let mut own = OWN_FOLDERS.iter();
        own.any(|own| first == Some(Component::Normal(own.as_ref())))
    };
    book.starts_with(folder) || folder.strip_prefix(book).is_ok_and(own)
}

/// Whether something stands in the folder's place that the program did not make.
fn is_foreign(folder: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => Ok(true),
        Ok(_) => {
            let is_empty = fs::read_dir(folder)?.next().is_none();
            Ok(!is_empty && !folder.join(MARKER).is_file())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A zip of the same name that we did not make is somebody's too.
fn is_foreign_zip(zip: &Path) -> bool {
    fs::read(zip).is_ok_and(|bytes| !bytes.is_empty() && !contains(&bytes, MARKER.as_bytes()))
}

/// The absolute path of something that may not exist yet, with links in its existing part resolved.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut existing = path.as_path();
    let mut rest: Vec<&std::ffi::OsStr> = Vec::new();
    // The last part itself is not resolved: a link in its place is not a folder that we made.
    while let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) {
        rest.push(name);
        existing = parent;
        if let Ok(resolved) = existing.canonicalize() {
            let mut absolute = resolved;
            absolute.extend(rest.iter().rev());
            return Ok(absolute);
        }
    }
    Ok(path)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::below;

    fn site(text: &str) -> Vec<File> {
        vec![File::marker(), File::text("a/b.html", text)]
    }

    #[test]
    fn a_tree_is_swapped_in_whole() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        fs::create_dir(&book).unwrap();
        let out = book.join("site");
        for text in ["uno", "dos"] {
            Target::check(&out, &book, true)
                .unwrap()
                .write(&site(text), Some(MARKER.as_bytes()), &Survey::of(&out))
                .unwrap();
            assert_eq!(fs::read_to_string(out.join("a/b.html")).unwrap(), text);
        }
        assert!(book.join("site.zip").is_file());
        assert_eq!(
            fs::read_dir(&book).unwrap().count(),
            2,
            "nothing is left beside the site"
        );
    }

    #[test]
    fn a_tree_that_is_there_stays_and_any_other_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        let out = book.join("site");
        let write = |text: &str, zip: Option<&[u8]>| {
            let target = Target::check(&out, &book, zip.is_some()).unwrap();
            target.write(&site(text), zip, &target.survey()).unwrap();
            below(&out).len()
        };
        fs::create_dir(&book).unwrap();
        write("uno", None);
        let made = || fs::metadata(&out).unwrap().created().ok();
        let before = made();
        assert_eq!(write("uno", Some(MARKER.as_bytes())), 2);
        assert_eq!(made(), before, "the folder is the same");
        assert!(book.join("site.zip").is_file());
        fs::write(out.join("a/other.txt"), "").unwrap();
        assert_eq!(write("uno", None), 2, "what is not the site's goes");
        fs::create_dir(out.join("empty")).unwrap();
        write("uno", None);
        assert!(!out.join("empty").exists());
        assert_eq!(write("dos", None), 2);
        assert_eq!(fs::read_to_string(out.join("a/b.html")).unwrap(), "dos");
    }

    #[test]
    fn what_we_did_not_make_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        fs::create_dir_all(book.join("mine")).unwrap();
        fs::create_dir_all(book.join("seeds")).unwrap();
        fs::write(book.join("mine/letter.txt"), "x").unwrap();
        let code = |path: &Path| {
            Target::check(path, &book, true)
                .map(|_| ())
                .map_err(|error| error.code)
        };
        assert_eq!(code(&book.join("mine")), Err("salida-ajena"));
        assert_eq!(code(&book.join("seeds")), Err("salida-no-permitida"));
        assert_eq!(code(&book.join("seeds/site")), Err("salida-no-permitida"));
        assert_eq!(code(&book), Err("salida-no-permitida"));
        assert_eq!(code(folder.path()), Err("salida-no-permitida"));
        for path in ["/", ".", ".."] {
            assert_eq!(code(Path::new(path)), Err("salida-no-permitida"), "{path}");
        }
        assert_eq!(code(&book.join("new/site")), Ok(()));
        fs::write(book.join("x.zip"), "not ours").unwrap();
        assert_eq!(code(&book.join("x")), Err("salida-ajena"));
        // Without a zip of ours, theirs does not matter.
        assert!(Target::check(&book.join("x"), &book, false).is_ok());
    }
}
