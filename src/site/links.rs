//! Every internal link and anchor is checked before anything is written.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use memchr::{memchr, memmem};
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
    let pages: Vec<(&str, &str)> = files
        .iter()
        .filter(|file| file.path.ends_with(".html"))
        .filter_map(|file| Some((file.path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
        .collect();
    let links: Vec<Vec<(String, Option<&str>, &str)>> = pages
        .par_iter()
        .with_min_len(8)
        .map(|&(page, html)| {
            let base = base.filter(|_| page == routes::NOT_FOUND);
            let mut links = internal_links(page, html, base);
            links.retain(|&(_, _, written)| Some(written) != zip);
            links
        })
        .collect();
    // Only pages that an anchor leads to have to be searched for it.
    let targets: HashSet<&str, FixedState> = links
        .iter()
        .flatten()
        .filter(|(_, fragment, _)| fragment.is_some())
        .map(|(target, ..)| target.as_str())
        .collect();
    let anchors: HashMap<&str, HashSet<&str, FixedState>, FixedState> = pages
        .par_iter()
        .filter(|(page, _)| targets.contains(page))
        .map(|&(page, html)| (page, values(html, " id=\"").collect()))
        .collect();
    let mut broken = Vec::new();
    for ((page, _), links) in pages.iter().zip(&links) {
        for (target, fragment, written) in links {
            let there = paths.contains(target.as_str())
                && fragment.is_none_or(|fragment| {
                    anchors
                        .get(target.as_str())
                        .is_some_and(|anchors| anchors.contains(fragment))
                });
            if !there {
                broken.push(
                    Diagnostic::error("enlace-roto")
                        .with("page", page)
                        .with("target", written),
                );
            }
        }
    }
    broken
}

/// The values of an attribute; our templates write attributes with double quotes and nothing else.
fn values<'a>(html: &'a str, attribute: &'static str) -> impl Iterator<Item = &'a str> {
    let finder = memmem::Finder::new(attribute).into_owned();
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + finder.find(&html.as_bytes()[from..])? + attribute.len();
        let end = start + memchr(b'"', &html.as_bytes()[start..])?;
        from = end;
        Some(&html[start..end])
    })
}

/// Targets (from the site's root), fragments, and the link as written.
fn internal_links<'a>(
    page: &str,
    html: &'a str,
    prefix: Option<&str>,
) -> Vec<(String, Option<&'a str>, &'a str)> {
    let mut seen: HashSet<&str, FixedState> = HashSet::default();
    [" href=\"", " src=\"", " action=\""]
        .into_iter()
        .flat_map(|attribute| values(html, attribute))
        .filter(|written| seen.insert(written))
        .filter_map(|written| {
            let inside = prefix.and_then(|prefix| {
                written
                    .strip_prefix(prefix.trim_end_matches('/'))?
                    .strip_prefix('/')
            });
            let link = match inside {
                Some(inside) => inside,
                None if written.contains(':') || written.starts_with("//") => return None,
                None => written,
            };
            let absolute = link.len() < written.len();
            let (path, fragment) = link
                .split_once('#')
                .map_or((link, None), |(path, fragment)| (path, Some(fragment)));
            let path = path.split('?').next().unwrap_or(path);
            let target = if path.is_empty() && !absolute {
                page.to_owned()
            } else {
                resolve(if absolute { "" } else { page }, path)
            };
            Some((target, fragment, written))
        })
        .collect()
}

/// Follows a relative path from a page.
fn resolve(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                // Above the root there is nothing: such a link is broken.
                if parts.pop().is_none() {
                    return format!("../{path}");
                }
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
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
            ["no.html", "b.html#no", "../../up.html"]
        );
        let absolute = "https://example.org/x/no.html";
        let page = format!("<a href=\"{absolute}\">.</a>");
        assert_eq!(broken(&[("404.html", &page)]), [absolute]);
    }
}
