//! The only place that touches the disk: reading a book's files, and writing a site whole or not at all.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, reason};
use crate::progress::{self, Stage};

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

    /// The marker that makes a folder ours.
    #[must_use]
    pub fn marker() -> Self {
        Self::text(MARKER, MARKER_TEXT)
    }
}

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
    let text = crate::diagnostic::utf8(shown, bytes)?;
    Ok(Some(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }))
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
        let text = crate::diagnostic::utf8(shown, bytes.to_vec())?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
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
        let book = absolute_existing(book_folder);
        if book.starts_with(&absolute) {
            return Err(forbidden());
        }
        if let Ok(inside) = absolute.strip_prefix(&book)
            && let Some(Component::Normal(first)) = inside.components().next()
            && OWN_FOLDERS.iter().any(|own| first == *own)
        {
            return Err(forbidden());
        }
        let foreign = || Diagnostic::error("salida-ajena").with("path", &shown);
        match fs::symlink_metadata(&absolute) {
            Ok(found) if !found.is_dir() => return Err(foreign()),
            Ok(_) => {
                let empty = fs::read_dir(&absolute)
                    .map_err(|error| failed(&shown, &error))?
                    .next()
                    .is_none();
                if !empty && !absolute.join(MARKER).is_file() {
                    return Err(foreign());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&shown, &error)),
        }
        let target = Self {
            path: absolute,
            shown,
        };
        // A zip of the same name that we did not make is somebody's too.
        let zip = target.zip_path();
        if with_zip
            && let Ok(bytes) = fs::read(&zip)
            && !bytes.is_empty()
            && !contains(&bytes, MARKER.as_bytes())
        {
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

    /// Writes the tree beside the old one, and the zip, then swaps both in. A tree that is there already stays.
    ///
    /// # Errors
    /// Whatever the system says; the old folder is then as it was.
    pub fn write(&self, files: &[File], zip: Option<&[u8]>) -> Result<(), Diagnostic> {
        let (new, old, new_zip) = (self.beside("new"), self.beside("old"), self.beside("zip"));
        progress::begin(Stage::Write, files.len());
        let (kept, is_alone) = rayon::join(
            || kept(&self.path, files),
            || holds_nothing_else(&self.path, files),
        );
        let is_there = is_alone && kept.iter().all(|&kept| kept);
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

/// Which of the files a tree has already, with the same bytes.
fn kept(root: &Path, files: &[File]) -> Vec<bool> {
    files
        .par_iter()
        .with_min_len(32)
        .map_init(Vec::new, |buffer, file| {
            same_bytes(&root.join(&file.path), &file.bytes, buffer)
        })
        .collect()
}

/// Whether a tree has nothing besides these files, if it has them all.
fn holds_nothing_else(root: &Path, files: &[File]) -> bool {
    let folders: HashSet<&Path> = files
        .iter()
        .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
        .collect();
    let there = WalkDir::new(root).into_iter().map_while(Result::ok);
    there.count() == files.len() + folders.len()
}

/// Writes files below a new folder. A file that the old tree has with the same bytes, as `kept` says of each, is
/// linked, not written again: most of a site does not change from one build to the next, and a link costs a
/// tenth of a new file.
fn write_tree(root: &Path, files: &[File], old: &Path, kept: &[bool]) -> io::Result<()> {
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
    buffer.resize(bytes.len(), 0);
    fs::File::open(path).is_ok_and(|mut file| file.read_exact(buffer).is_ok()) && buffer == bytes
}

fn failed(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("salida-fallida")
        .with("path", path)
        .with("reason", reason::of_system(error))
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

fn absolute_existing(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
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

#[cfg(test)]
mod tests {
    use super::*;

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
                .write(&site(text), Some(MARKER.as_bytes()))
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
            target.write(&site(text), zip).unwrap();
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
