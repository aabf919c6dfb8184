//! Every internal link and anchor is checked before anything is written.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use memchr::{memchr, memchr_iter};
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::files::File;

use super::routes;

/// Checks the pages among `files`; links to elsewhere are not followed. `base` is the base URL of links
/// that are absolute on purpose (those of 404.html); `zip` is the book's own link to its zip, which may
/// lead out of the site.
#[must_use]
pub fn check(files: &[File], base: Option<&str>, zip: Option<&str>) -> Vec<Diagnostic> {
    let paths: HashSet<&str, FixedState> = files.iter().map(|file| file.path.as_str()).collect();
    let pages: Vec<&File> = files
        .iter()
        .filter(|file| file.path.ends_with(".html"))
        .collect();
    let (anchors, found): (Vec<_>, Vec<_>) = pages
        .par_chunks(TOGETHER)
        .enumerate()
        .map(|(chunk, pages)| look_through(pages, chunk * TOGETHER, base, zip))
        .unzip();
    let found: Vec<Found<'_>> = found.into_iter().flatten().collect();
    // Only of pages that an anchor leads to are the anchors looked up.
    let targets: HashSet<&str, FixedState> = found
        .iter()
        .filter(|found| found.link.fragment.is_some())
        .map(|found| found.link.target.as_str())
        .collect();
    let anchors: HashMap<&str, HashSet<&[u8], FixedState>, FixedState> = pages
        .iter()
        .zip(anchors.into_iter().flatten())
        .filter(|(page, _)| targets.contains(page.path.as_str()))
        .map(|(page, anchors)| (page.path.as_str(), anchors.into_iter().collect()))
        .collect();
    let mut broken: Vec<Found<'_>> = found
        .into_iter()
        .filter(|Found { link, .. }| {
            let anchored = |fragment: &str| {
                anchors
                    .get(link.target.as_str())
                    .is_some_and(|anchors| anchors.contains(fragment.as_bytes()))
            };
            !paths.contains(link.target.as_str()) || !link.fragment.is_none_or(anchored)
        })
        .collect();
    let mut told = HashSet::new();
    broken.retain(|found| told.insert((found.place, found.link.written)));
    broken.sort_by_key(|found| (found.page, found.link.written));
    broken
        .into_iter()
        .map(|found| {
            Diagnostic::error("enlace-roto")
                .with("page", &pages[found.page].path)
                .with("target", found.link.written)
        })
        .collect()
}

/// So many pages are looked through by one thread before it asks for more.
const TOGETHER: usize = 32;

/// The anchors of each of some pages, the first of which has the number `first`, and their links inside the site.
/// Pages of one folder share most of their links: each is followed once.
fn look_through<'a>(
    pages: &[&'a File],
    first: usize,
    base: Option<&str>,
    zip: Option<&str>,
) -> (Vec<Vec<&'a [u8]>>, Vec<Found<'a>>) {
    let mut seen: HashSet<(&str, &[u8]), FixedState> = HashSet::default();
    let mut found = Vec::new();
    let mut anchors = Vec::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        let written = Written::of(&page.bytes);
        let base = base.filter(|_| page.path == routes::NOT_FOUND);
        for link in written.links {
            let place = place(&page.path, link, base);
            if seen.insert((place, link))
                && let Ok(link) = std::str::from_utf8(link)
                && Some(link) != zip
                && let Some(link) = follow(&page.path, link, base)
            {
                let page = first + at;
                found.push(Found { page, place, link });
            }
        }
        anchors.push(written.anchors);
    }
    (anchors, found)
}

/// From where a link leads: from every page of a folder to the same place, unless it leads into the page itself, or
/// from the one page whose links are absolute.
fn place<'a>(page: &'a str, link: &[u8], base: Option<&str>) -> &'a str {
    if link.starts_with(b"#") || base.is_some() {
        page
    } else {
        page.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// A link of a page that was followed.
struct Found<'a> {
    /// The page, by its number.
    page: usize,
    place: &'a str,
    link: Link<'a>,
}

/// A link inside the site.
struct Link<'a> {
    /// Where it leads, from the site's root.
    target: String,
    fragment: Option<&'a str>,
    written: &'a str,
}

/// What a page says of links.
#[derive(Default)]
struct Written<'a> {
    /// Everything that it links to or loads.
    links: Vec<&'a [u8]>,
    /// What can be linked to in it.
    anchors: Vec<&'a [u8]>,
}

impl<'a> Written<'a> {
    /// Looks through a page once; our templates write attributes with double quotes and nothing else.
    fn of(html: &'a [u8]) -> Self {
        let mut written = Self::default();
        for equals in memchr_iter(b'=', html) {
            let before = &html[..equals];
            let list = if before.ends_with(b" href")
                || before.ends_with(b" src")
                || before.ends_with(b" action")
            {
                &mut written.links
            } else if before.ends_with(b" id") {
                &mut written.anchors
            } else {
                continue;
            };
            if let Some(value) = html[equals + 1..].strip_prefix(b"\"")
                && let Some(end) = memchr(b'"', value)
            {
                list.push(&value[..end]);
            }
        }
        written
    }
}

/// The target of a link; none for links to elsewhere.
fn follow<'a>(page: &str, written: &'a str, base: Option<&str>) -> Option<Link<'a>> {
    let inside = base.and_then(|base| {
        written
            .strip_prefix(base.trim_end_matches('/'))?
            .strip_prefix('/')
    });
    let link = match inside {
        Some(inside) => inside,
        None if written.contains(':') || written.starts_with("//") => return None,
        None => written,
    };
    let (path, fragment) = link
        .split_once('#')
        .map_or((link, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or(path);
    let target = match (path, inside) {
        ("", None) => page.to_owned(),
        (path, None) => resolve(page, path),
        (path, Some(_)) => resolve("", path),
    };
    Some(Link {
        target,
        fragment,
        written,
    })
}

/// Follows a relative path from a page.
fn resolve(page: &str, path: &str) -> String {
    let folder = page.rfind('/').unwrap_or(0);
    let mut target = String::with_capacity(folder + 1 + path.len());
    target.push_str(&page[..folder]);
    for part in path.split('/') {
        match part {
            "." | "" => {}
            // Above the root there is nothing: such a link is broken.
            ".." if target.is_empty() => return format!("../{path}"),
            ".." => target.truncate(target.rfind('/').unwrap_or(0)),
            part => {
                if !target.is_empty() {
                    target.push('/');
                }
                target.push_str(part);
            }
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(pages: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<File> = pages
            .iter()
            .map(|&(path, text)| File::text(path, text))
            .collect();
        check(&files, Some("https://example.org/x/"), Some("../site.zip"))
            .into_iter()
            .map(|error| error.facts[1].1.clone())
            .collect()
    }

    #[test]
    fn good_links_and_anchors_pass() {
        assert_eq!(
            broken(&[
                (
                    "a/b.html",
                    r##"<a href="../index.html#x">.</a><a href="#y" id="y">.</a><a href="c.html?q=1">.</a>"##
                ),
                (
                    "a/c.html",
                    r#"<a href="https://elsewhere.example/">.</a><a href="mailto:a@b">.</a>"#
                ),
                (
                    "index.html",
                    r#"<p id="x"></p><a href="../site.zip">.</a><a href="https://example.org/xyz/no.html">.</a>"#
                ),
                (
                    "404.html",
                    r#"<a href="https://example.org/x/a/c.html">.</a><a href="https://example.org/xyz/no.html">.</a>"#
                ),
            ]),
            [""; 0]
        );
    }

    #[test]
    fn broken_ones_are_named() {
        assert_eq!(
            broken(&[(
                "a/b.html",
                r#"<a href="no.html">.</a><a href="b.html#no">.</a><a href="../../up.html">.</a>"#
            )]),
            ["../../up.html", "b.html#no", "no.html"]
        );
        let absolute = "https://example.org/x/no.html";
        let page = format!("<a href=\"{absolute}\">.</a>");
        assert_eq!(broken(&[("404.html", &page)]), [absolute]);
    }
}
