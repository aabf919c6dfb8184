//! Names that every system can hold. The site is handed on as a zip and unpacked wherever its reader likes: in a
//! folder whose path has spaces and accents, on Windows, macOS and Linux.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use unicode_normalization::UnicodeNormalization;

use crate::config::is_reserved;
use crate::diagnostic::Diagnostic;
use crate::files::File;

/// Windows has room for 260 signs, the folder that the zip is unpacked into included.
const LONGEST_PATH: usize = 199;
/// What Linux and macOS have room for in one name, in bytes.
const LONGEST_NAME: usize = 255;

/// Every file whose path some system cannot hold, or takes for another's.
#[must_use]
pub fn check(files: &[File]) -> Vec<Diagnostic> {
    let mut found = repeated(files);
    let unsuitable = files.iter().filter(|file| !is_portable(&file.path));
    found.extend(
        unsuitable.map(|file| Diagnostic::error("direccion-no-valida").with("path", &file.path)),
    );
    found
}

/// Two files with one path, on any system: names that differ only in case, or in how an accent is written, are one
/// file on some, and no folder can be called like a file.
fn repeated(files: &[File]) -> Vec<Diagnostic> {
    let folded: Vec<String> = files.iter().map(|file| folded(&file.path)).collect();
    let mut folders: HashSet<&str, FixedState> = HashSet::default();
    for path in &folded {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            rest = folder;
        }
    }
    let mut seen: HashSet<&str, FixedState> =
        HashSet::with_capacity_and_hasher(files.len(), FixedState::default());
    files
        .iter()
        .zip(&folded)
        .filter(|(_, path)| !seen.insert(path) || folders.contains(path.as_str()))
        .map(|(file, _)| Diagnostic::error("direccion-repetida").with("path", &file.path))
        .collect()
}

fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().collect::<String>().to_lowercase()
}

/// Whether Windows, macOS and Linux can all hold a file under this path, and a page has a name at all.
fn is_portable(path: &str) -> bool {
    let forbidden = |c: char| c.is_control() || "<>:\"\\|?*".contains(c);
    path.encode_utf16().count() <= LONGEST_PATH
        && path.split('/').all(|name| {
            let stem = name.split('.').next().unwrap_or_default();
            !name.is_empty()
                && name != ".html"
                && name.len() <= LONGEST_NAME
                && !name.ends_with(['.', ' '])
                && !name.contains(forbidden)
                && !is_reserved(stem.trim_end())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_hold() {
        for good in [
            "index.html",
            ".compendio",
            ".nojekyll",
            "recomendaciones/4-12--2.html",
            "temas/niñez y género.html",
            "temas/console.html",
            "temas/auxilio.html",
            "com10/x.txt",
        ] {
            assert!(is_portable(good), "{good}");
        }
        for bad in [
            "",
            "a//b.html",
            "temas/.html",
            "temas/aux.html",
            "temas/AUX.html",
            "documentos/fuentes/con.es.txt",
            "nul",
            "prn/a.txt",
            "com1.txt",
            "com¹.txt",
            "con .txt",
            "CONOUT$",
            "a:b.txt",
            "C:/a.txt",
            "a?.html",
            "a\\b.html",
            "a\u{1}.txt",
            "temas./a.html",
            "temas/a.",
            "temas/a ",
            "../a.html",
            "./a.html",
            "a\n.html",
        ] {
            assert!(!is_portable(bad), "{bad:?}");
        }
        assert!(is_portable(&"a".repeat(199)));
        assert!(!is_portable(&"a".repeat(200)));
        assert!(!is_portable(&"日".repeat(90)), "a name of 270 bytes");
    }

    #[test]
    fn names_that_some_system_takes_for_one() {
        let twice = |first: &str, second: &str| {
            let files = [File::text(first, ""), File::text(second, "")];
            check(&files).len() == 1
        };
        assert!(twice("temas/a.html", "temas/A.html"));
        assert!(twice("temas/Ñ.html", "temas/n\u{303}.html"));
        assert!(twice("temas", "temas/a.html"));
        assert!(twice("a/b/c.txt", "A/B"));
        assert!(!twice("temas/n.html", "temas/ñ.html"));
        assert!(!twice("temas/a.html", "temas.html"));
    }
}
