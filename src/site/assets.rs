//! The one table of templates and static files that lie in the program, and their overrides.
//!
//! A book may replace any of them by a file of the same name in its own `templates/` or `static/`
//! folder, file by file, and may add static files of its own.

use std::borrow::Cow;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::files::{self, File};

macro_rules! embedded {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../", $folder, "/", $name)))),+]
    };
}

macro_rules! scripts {
    ($($name:literal),+ $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../../static/", $name)),
            include_str!(concat!(env!("OUT_DIR"), "/", $name)),
        )),+]
    };
}

/// The templates, by the name that `extends` and `include` use.
pub const TEMPLATES: &[(&str, &str)] = embedded!("templates":
    "base.html",
    "components/chart.html",
    "components/citations.html",
    "components/cited.html",
    "components/counted.html",
    "components/entry.html",
    "components/facets.html",
    "components/later.html",
    "components/lineage.html",
    "components/notes.html",
    "components/parts.html",
    "components/runs.html",
    "components/shown.html",
    "components/source.html",
    "components/together.html",
    "components/turn.html",
    "components/unit.html",
    "frame/footer.html",
    "frame/header.html",
    "frame/links.html",
    "pages/addressee-themes.html",
    "pages/chains.html",
    "pages/data.html",
    "pages/document.html",
    "pages/documents.html",
    "pages/facet.html",
    "pages/facets.html",
    "pages/home.html",
    "pages/instrument.html",
    "pages/instruments.html",
    "pages/matrix.html",
    "pages/meeting.html",
    "pages/meetings.html",
    "pages/method.html",
    "pages/not-found.html",
    "pages/recommendation.html",
    "pages/recommendations.html",
    "pages/search.html",
    "pages/theme.html",
    "pages/themes.html",
    "web/feed.xml",
    "web/opensearch.xml",
    "web/sitemap.xml",
    "web/sitemaps.xml",
);

/// The other static files than scripts, by their path in the site.
const STATIC: &[(&str, &str)] = embedded!("static":
    "css/base.css",
    "css/components.css",
    "css/filters.css",
    "css/layout.css",
    "css/matrix.css",
    "css/pages.css",
    "css/print.css",
    "css/reading.css",
    "css/search.css",
    "css/tokens.css",
    "favicon.svg",
);

/// The scripts: the path in the site, the text that we write, and the one that is served, which `build.rs` makes from
/// it. A reader's browser reads a third less.
const SCRIPTS: &[(&str, &str, &str)] = scripts![
    "js/copy.js",
    "js/filter.js",
    "js/matrix.js",
    "js/search-collection.js",
    "js/search-engine.js",
    "js/search-help.js",
    "js/search-index.js",
    "js/search-marks.js",
    "js/search-near.js",
    "js/search-page.js",
    "js/search-phrases.js",
    "js/search-places.js",
    "js/search-query.js",
    "js/search-rank.js",
    "js/search-references.js",
    "js/search-selection.js",
    "js/search-sets.js",
    "js/search-show.js",
    "js/search-start.js",
    "js/search-take.js",
    "js/search-thesaurus.js",
    "js/search-understand.js",
    "js/shortcuts.js",
    "js/theme.js",
];

/// What goes into one file: a request instead of several, and what is read together compresses better.
const BUNDLES: &[(&str, &[&str])] = &[
    (COMMON_STYLE, COMMON_PARTS),
    (
        "js/search.js",
        &[
            "js/search-query.js",
            "js/search-index.js",
            "js/search-places.js",
            "js/search-references.js",
            "js/search-near.js",
            "js/search-thesaurus.js",
            "js/search-understand.js",
            "js/search-rank.js",
            "js/search-phrases.js",
            "js/search-collection.js",
            "js/search-sets.js",
            "js/search-engine.js",
            "js/search-marks.js",
            "js/search-show.js",
            "js/search-page.js",
        ],
    ),
    // What only those need who take something along.
    (
        "js/search-take.js",
        &["js/search-take.js", "js/search-selection.js"],
    ),
];

/// A style sheet.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its path in the site.
    pub path: &'static str,
    /// The media that it is for; none means all of them.
    pub media: &'static str,
    /// The kinds of page that load it; none means all of them.
    pub kinds: &'static [&'static str],
}

/// A style sheet of every page.
const fn everywhere(path: &'static str, media: &'static str) -> Style {
    Style {
        path,
        media,
        kinds: &[],
    }
}

/// What every page is styled with.
const COMMON_STYLE: &str = "css/common.css";

/// What that file is made from, in this order.
const COMMON_PARTS: &[&str] = &[
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components.css",
];

/// The style sheets in their order. What only a few kinds of page need is not loaded by the others, which have
/// to stay light.
pub const STYLES: &[Style] = &[
    everywhere(COMMON_STYLE, ""),
    Style {
        path: "css/reading.css",
        media: "",
        kinds: &[
            "recommendation",
            "recommendations",
            "chains",
            "document",
            "meeting",
            "method",
        ],
    },
    Style {
        path: "css/pages.css",
        media: "",
        kinds: &[
            "home",
            "meetings",
            "meeting",
            "themes",
            "theme",
            "addressees",
            "addressee",
            "addressee-themes",
            "actions",
            "action",
            "instruments",
            "instrument",
            "documents",
            "method",
            "data",
        ],
    },
    Style {
        path: "css/filters.css",
        media: "",
        kinds: &["search", "theme", "meeting"],
    },
    Style {
        path: "css/matrix.css",
        media: "",
        kinds: &["matrix"],
    },
    Style {
        path: "css/search.css",
        media: "",
        kinds: &["search"],
    },
    everywhere(super::routes::PRINT_STYLE, "print"),
];

/// The templates with the book's own in place of ours.
///
/// # Errors
/// A template of the book's that cannot be read.
pub fn templates(folder: &Path) -> Result<Vec<(String, Cow<'static, str>)>, Diagnostic> {
    let mut templates: Vec<(String, Cow<'static, str>)> = TEMPLATES
        .iter()
        .map(|&(name, text)| (name.to_owned(), Cow::Borrowed(text)))
        .collect();
    for (name, path) in files::below(&folder.join("templates")) {
        let text = files::read_text(&path, &format!("templates/{name}"))?.unwrap_or_default();
        match templates.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => {
                if *known != text {
                    *known = Cow::Owned(text);
                }
            }
            None => templates.push((name, Cow::Owned(text))),
        }
    }
    Ok(templates)
}

/// The static files with the book's own in place of ours and beside them.
///
/// # Errors
/// A file of the book's that cannot be read.
pub fn static_files(folder: &Path) -> Result<Vec<File>, Diagnostic> {
    let scripts = SCRIPTS
        .iter()
        .map(|&(path, _, lean)| File::text(path, lean));
    let others = STATIC.iter().map(|&(path, text)| {
        if path.ends_with(".css") {
            File::text(path, lean_style(text))
        } else {
            File::text(path, text)
        }
    });
    let mut found: Vec<File> = scripts.chain(others).collect();
    for (name, path) in files::below(&folder.join("static")) {
        let bytes = files::read(&path)
            .map_err(|error| files::unreadable(&format!("static/{name}"), &error))?;
        let written = STATIC
            .iter()
            .copied()
            .chain(SCRIPTS.iter().map(|&(path, text, _)| (path, text)))
            .find(|&(path, _)| path == name);
        if written.is_some_and(|(_, text)| text.as_bytes() == bytes) {
            continue;
        }
        match found.iter_mut().find(|file| file.path == name) {
            Some(file) => file.bytes = bytes,
            None => found.push(File { path: name, bytes }),
        }
    }
    Ok(joined(found))
}

/// The files with the parts of each bundle put together.
fn joined(mut files: Vec<File>) -> Vec<File> {
    for &(name, parts) in BUNDLES {
        let mut bytes = Vec::new();
        for part in parts {
            if let Some(at) = files.iter().position(|file| file.path == *part) {
                bytes.extend(files.swap_remove(at).bytes);
                // A book's own part may end without a line end.
                bytes.push(b'\n');
            }
        }
        files.push(File {
            path: name.to_owned(),
            bytes,
        });
    }
    files
}

/// A style sheet of ours without its comments.
fn without_comments(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, behind)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare
}

/// A style sheet of ours without what only its writers read: every page loads it, and comments are a fifth of it.
fn lean_style(css: &str) -> String {
    // No string of ours runs over a line's end, and a line of ours ends where a space means nothing. Nor does one
    // there: what selects never has a space behind a colon.
    let lean: String = without_comments(css).lines().map(str::trim).collect();
    lean.replace(" {", "{")
        .replace(": ", ":")
        .replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_project_is_in_the_table() {
        let names = |table: &[(&'static str, &'static str)]| -> Vec<&'static str> {
            table.iter().map(|&(name, _)| name).collect()
        };
        let scripts = SCRIPTS.iter().map(|&(name, ..)| name);
        let statics = names(STATIC).into_iter().chain(scripts).collect();
        for (folder, mut listed) in [("templates", names(TEMPLATES)), ("static", statics)] {
            let there: Vec<String> =
                files::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
                    .into_iter()
                    .map(|(name, _)| name)
                    .collect();
            listed.sort_unstable();
            let mut there = there;
            there.sort();
            assert_eq!(listed, there);
        }
    }

    #[test]
    fn style_sheets_lose_their_comments_and_nothing_else() {
        assert_eq!(
            lean_style("a { b: c; }\n/* why */ d {\n  e: f;\n}\n"),
            "a{ b:c; }d{e:f}"
        );
        for (path, css) in STATIC.iter().filter(|(path, _)| path.ends_with(".css")) {
            // A comment sign in quotes would be none.
            let lean = lean_style(css);
            assert_eq!(lean.matches('"').count() % 2, 0, "{path}");
            let mut texts = css
                .lines()
                .flat_map(|line| line.split('"').skip(1).step_by(2));
            let has_sign = |text: &str| [": ", " {", ";}"].iter().any(|sign| text.contains(sign));
            assert!(!texts.any(has_sign), "{path}");
            let rules = |css: &str| css.matches('{').count();
            assert_eq!(rules(&lean), rules(css), "{path}");
            // A line that ended within words would lose the space between them.
            let ends = |line: &str| line.trim().is_empty() || line.ends_with(['{', '}', ';', ',']);
            let bare = without_comments(css);
            assert_eq!(
                bare.lines().map(str::trim_end).find(|line| !ends(line)),
                None,
                "{path}"
            );
        }
    }

    #[test]
    fn scripts_are_served_without_what_only_their_writers_read() {
        for &(path, written, served) in SCRIPTS {
            assert!(written.contains("\"use strict\""), "{path}");
            assert!(served.contains("\"use strict\""), "{path}");
            assert!(
                !served.contains("/*") && !served.contains("@param"),
                "{path}"
            );
        }
        let sum = |part: fn(&(&str, &str, &str)) -> usize| SCRIPTS.iter().map(part).sum::<usize>();
        assert!(sum(|script| script.2.len()) * 10 < sum(|script| script.1.len()) * 7);
    }

    #[test]
    fn a_books_copy_of_a_script_of_ours_is_no_other_script() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("static/js")).unwrap();
        let (path, written, served) = SCRIPTS[0];
        let own = folder.path().join("static").join(path);
        for (text, given) in [(written, served), ("own();\n", "own();\n")] {
            std::fs::write(&own, text).unwrap();
            let files = static_files(folder.path()).unwrap();
            let file = files.iter().find(|file| file.path == path).unwrap();
            assert_eq!(file.bytes, given.as_bytes());
        }
    }

    #[test]
    fn the_common_style_is_made_from_the_books_own_parts() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("static/css")).unwrap();
        std::fs::write(folder.path().join("static/css/base.css"), "own{}").unwrap();
        let files = static_files(folder.path()).unwrap();
        let file = |path: &str| files.iter().find(|file| file.path == path);
        let common = String::from_utf8(file(COMMON_STYLE).unwrap().bytes.clone()).unwrap();
        let part = |name: &str| {
            let (_, css) = STATIC.iter().find(|(path, _)| *path == name).unwrap();
            lean_style(css)
        };
        let (before, behind) = common.split_once("\nown{}\n").unwrap();
        assert_eq!(before, part("css/tokens.css"));
        assert!(behind.starts_with(&part("css/layout.css")));
        assert!(COMMON_PARTS.iter().all(|part| file(part).is_none()));
        assert!(file("css/print.css").is_some());
    }

    #[test]
    fn a_book_may_replace_one_template() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("templates/pages")).unwrap();
        std::fs::write(folder.path().join("templates/pages/home.html"), "x").unwrap();
        let templates = templates(folder.path()).unwrap();
        assert_eq!(templates.len(), TEMPLATES.len());
        assert!(templates.contains(&("pages/home.html".to_owned(), Cow::Borrowed("x"))));
    }
}
