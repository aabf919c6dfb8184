//! What stands around every page: head, navigation, breadcrumb, footer.

use std::borrow::Cow;
use std::sync::PoisonError;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::Loaded;
use crate::enrich::number_label;
use crate::extract::dates;
use crate::languages::string;

use super::render::{Renderer, Shared};
use super::{Site, assets, routes};

/// What the templates see as `site` on every page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    title: String,
    subtitle: String,
    language: String,
    edition: EditionView,
    data_until: String,
    repository: Option<String>,
    report_errors: Option<String>,
    download_url: Option<String>,
    base_url: Option<String>,
    /// What the search box says as long as nobody has typed, with a reference that this book holds.
    search_hint: String,
}

#[derive(Debug, Serialize)]
struct EditionView {
    label: String,
    date_label: String,
}

impl SiteView {
    /// From the book, and the last meeting that has recommendations.
    pub fn new(loaded: &Loaded, strings: &toml::Table) -> Self {
        let book = &loaded.book;
        let language = loaded.language;
        let last = loaded
            .compendium
            .meetings
            .iter()
            .rev()
            .find(|meeting| !meeting.recommendations.is_empty());
        let data_until = last.map_or_else(String::new, |meeting| {
            let name = language.meeting_name(meeting.number).to_lowercase();
            match meeting.year() {
                Some(year) => string(strings, "name.until").replace("{year}", year),
                None => string(strings, "name.until_undated").to_owned(),
            }
            .replace("{name}", &name)
        });
        // Of the references that have letters, the most figures and letters show best what can be typed.
        let entries = &loaded.compendium.entries;
        let deepest = entries
            .iter()
            .max_by_key(|entry| entry.id.path.len())
            .filter(|entry| !entry.id.path.is_empty());
        let search_hint = match deepest {
            Some(entry) => string(strings, "search.placeholder")
                .replace("{example}", &number_label(&entry.id, language)),
            None => string(strings, "search.placeholder_plain").to_owned(),
        };
        Self {
            search_hint,
            title: book.title.clone(),
            subtitle: book.subtitle.clone(),
            language: book.language.clone(),
            edition: EditionView {
                label: book.edition.label.clone(),
                date_label: dates::label(&book.edition.date, &book.edition.date, language),
            },
            data_until,
            repository: book.repository.clone(),
            report_errors: book.report_errors.clone(),
            download_url: book.download_url.clone(),
            base_url: book.base_url.clone(),
        }
    }
}

/// What the templates see as `page`.
#[derive(Debug, Serialize)]
pub struct Frame {
    kind: &'static str,
    title: String,
    heading: String,
    description: String,
    canonical: Option<String>,
    breadcrumb: Vec<Crumb>,
    jsonld: Option<String>,
    og: OpenGraph,
    citation: Vec<Meta>,
    links: Shared,
    header: Shared,
    footer: Shared,
    nav: Shared,
    search_url: Shared,
}

/// What is the same around all pages of one kind in one folder, made once.
#[derive(Clone, Debug)]
pub struct Chrome {
    links: Shared,
    header: Shared,
    footer: Shared,
    nav: Shared,
    search_url: Shared,
}

/// What the templates of [`Chrome`] see as `page`.
#[derive(Debug, Serialize)]
struct ChromeView {
    kind: &'static str,
    root: String,
    home_url: String,
    search_url: Shared,
    opensearch_url: String,
    feed_url: String,
    nav: Shared,
    styles: Vec<Style>,
    head_scripts: Vec<String>,
    scripts: Vec<String>,
}

#[derive(Debug, Serialize)]
struct NavItem<'a> {
    key: &'static str,
    name: &'a str,
    url: String,
    current: bool,
}

/// A step of the breadcrumb; the page itself has no address.
#[derive(Debug, Serialize)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its address from the page.
    pub url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Style {
    url: String,
    media: &'static str,
}

#[derive(Debug, Serialize)]
struct OpenGraph {
    title: String,
    description: String,
    #[serde(rename = "type")]
    kind: &'static str,
    url: Option<String>,
}

/// A meta tag for reference managers.
#[derive(Debug, Serialize)]
pub struct Meta {
    /// `citation_title` and its like.
    pub name: &'static str,
    /// Its value.
    pub content: String,
}

/// What differs from page to page.
pub struct Head<'a> {
    /// Name of the template and of the page's kind.
    pub kind: &'static str,
    /// Address from the site's root.
    pub path: String,
    /// Heading, and first half of the title.
    pub heading: String,
    /// For search engines and link previews.
    pub description: String,
    /// Steps between the front page and this one: name and address from the root.
    pub crumbs: Vec<(String, String)>,
    /// The main subject as schema.org data.
    pub jsonld: Option<Thing<'a>>,
    /// Tags for reference managers.
    pub citation: Vec<Meta>,
}

/// Main navigation: key, address, and the page kinds that belong to it.
const NAV: &[(&str, &str, &[&str])] = &[
    (
        "recommendations",
        routes::RECOMMENDATIONS,
        &["recommendation", "recommendations", "chains"],
    ),
    ("meetings", routes::MEETINGS, &["meeting", "meetings"]),
    ("themes", routes::THEMES, &["theme", "themes"]),
    (
        "addressees",
        routes::ADDRESSEES,
        &["addressee", "addressees", "addressee-themes"],
    ),
    ("matrix", routes::MATRIX, &["matrix"]),
    ("documents", routes::DOCUMENTS, &["document", "documents"]),
    ("search", routes::SEARCH, &["search"]),
    ("method", routes::METHOD, &["method"]),
    ("data", routes::DATA, &["data"]),
];

impl Frame {
    /// The frame of a page.
    pub fn new(site: &Site<'_>, head: Head<'_>) -> Self {
        let book = &site.loaded.book;
        let base = book
            .base_url
            .as_deref()
            .map(|base| base.trim_end_matches('/'));
        // A host shows the 404 page under any address, so its links cannot be relative.
        let absolute = (head.kind == "not-found").then_some(base).flatten();
        let link = |to: &str| match absolute {
            Some(base) => format!("{base}/{to}"),
            None => routes::relative(&head.path, to),
        };
        let address = |to: &str| site.address(&head.path, to);
        let canonical = base
            .filter(|_| head.kind != "not-found")
            .map(|base| format!("{base}/{}", head.path));
        let title = if head.kind == "home" {
            site.fill(
                "title.home",
                &[("site", &book.title), ("subtitle", &book.subtitle)],
            )
        } else {
            site.fill(
                "title.page",
                &[("title", &head.heading), ("site", &book.title)],
            )
        };
        let crumbs: Vec<(String, String)> = if head.kind == "home" {
            Vec::new()
        } else {
            std::iter::once((site.s("nav.home").to_owned(), routes::HOME.to_owned()))
                .chain(head.crumbs)
                .collect()
        };
        let jsonld = jsonld(head.jsonld, &crumbs, (&head.heading, &head.path), &address);
        let mut breadcrumb: Vec<Crumb> = crumbs
            .into_iter()
            .map(|(name, path)| Crumb {
                name,
                url: Some(link(&path)),
            })
            .collect();
        if !breadcrumb.is_empty() {
            breadcrumb.push(Crumb {
                name: head.heading.clone(),
                url: None,
            });
        }
        let chrome = site.chrome(head.kind, &head.path, absolute);
        Self {
            kind: head.kind,
            breadcrumb,
            jsonld,
            og: OpenGraph {
                title: head.heading.clone(),
                description: head.description.clone(),
                kind: if head.kind == "home" {
                    "website"
                } else {
                    "article"
                },
                url: canonical.clone(),
            },
            canonical,
            title,
            heading: head.heading,
            description: head.description,
            citation: head.citation,
            links: chrome.links,
            header: chrome.header,
            footer: chrome.footer,
            nav: chrome.nav,
            search_url: chrome.search_url,
        }
    }
}

impl Site<'_> {
    /// What machines are told as the address `to`: absolute where the site has a base, otherwise from the page at `from`.
    pub(in crate::site) fn address(&self, from: &str, to: &str) -> String {
        match self.loaded.book.base_url.as_deref() {
            Some(base) => format!("{}/{to}", base.trim_end_matches('/')),
            None => routes::relative(from, to),
        }
    }

    /// What stands around the pages of a kind, for the folder of `path`.
    fn chrome(&self, kind: &'static str, path: &str, absolute: Option<&str>) -> Chrome {
        let root = absolute.map_or_else(|| routes::root(path), |base| format!("{base}/"));
        let mut made = self.chrome.lock().unwrap_or_else(PoisonError::into_inner);
        made.entry((kind, root))
            .or_insert_with_key(|(_, root)| {
                let link = |to: &str| match absolute {
                    Some(base) => format!("{base}/{to}"),
                    None => routes::relative(path, to),
                };
                self.make_chrome(kind, root, &link)
            })
            .clone()
    }

    fn make_chrome(
        &self,
        kind: &'static str,
        root: &str,
        link: &impl Fn(&str) -> String,
    ) -> Chrome {
        let mut scripts = vec![link("js/shortcuts.js")];
        match kind {
            "recommendation" => scripts.push(link("js/copy.js")),
            "theme" | "meeting" => scripts.push(link("js/filter.js")),
            "matrix" => scripts.push(link("js/matrix.js")),
            _ => {}
        }
        let nav: Vec<NavItem<'_>> = NAV
            .iter()
            .map(|&(key, path, kinds)| NavItem {
                key,
                name: self.nav_name(key),
                url: link(path),
                current: kinds.contains(&kind),
            })
            .collect();
        let view = ChromeView {
            kind,
            root: root.to_owned(),
            home_url: link(routes::HOME),
            search_url: Renderer::share(&link(routes::SEARCH)),
            opensearch_url: link(routes::OPENSEARCH),
            feed_url: link(routes::FEED),
            nav: Renderer::share(&nav),
            styles: assets::STYLES
                .iter()
                .filter(|style| style.kinds.is_empty() || style.kinds.contains(&kind))
                .map(|style| Style {
                    url: link(style.path),
                    media: style.media,
                })
                .collect(),
            head_scripts: vec![link("js/theme.js")],
            scripts,
        };
        let part = |name| self.renderer.part(name, &view);
        Chrome {
            links: part("links"),
            header: part("header"),
            footer: part("footer"),
            nav: view.nav,
            search_url: view.search_url,
        }
    }
}

/// A thing of schema.org: its type and its properties, in their order.
#[derive(Debug)]
pub struct Thing<'a> {
    kind: &'static str,
    properties: Vec<(&'static str, Property<'a>)>,
}

/// A property of a thing.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Property<'a> {
    Text(Cow<'a, str>),
    Number(usize),
    Thing(Thing<'a>),
    Things(Vec<Thing<'a>>),
}

impl<'a> Thing<'a> {
    /// A thing of a type.
    pub fn new(kind: &'static str) -> Self {
        Self {
            kind,
            properties: Vec::with_capacity(8),
        }
    }

    /// Adds words.
    pub fn text(mut self, name: &'static str, words: impl Into<Cow<'a, str>>) -> Self {
        self.properties.push((name, Property::Text(words.into())));
        self
    }

    /// Adds words where there are any.
    pub fn maybe(self, name: &'static str, words: Option<&'a str>) -> Self {
        match words {
            Some(words) => self.text(name, words),
            None => self,
        }
    }

    /// Adds another thing.
    pub fn thing(mut self, name: &'static str, thing: Option<Thing<'a>>) -> Self {
        self.properties
            .extend(thing.map(|thing| (name, Property::Thing(thing))));
        self
    }

    /// Adds several things.
    pub fn things(mut self, name: &'static str, things: Vec<Thing<'a>>) -> Self {
        self.properties.push((name, Property::Things(things)));
        self
    }

    fn number(mut self, name: &'static str, number: usize) -> Self {
        self.properties.push((name, Property::Number(number)));
        self
    }
}

impl Serialize for Thing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.properties.len() + 1))?;
        map.serialize_entry("@type", self.kind)?;
        for (name, property) in &self.properties {
            map.serialize_entry(name, property)?;
        }
        map.end()
    }
}

/// The subject and the breadcrumb as one JSON-LD block. `<` is escaped, so that no text can end the block.
fn jsonld(
    subject: Option<Thing<'_>>,
    crumbs: &[(String, String)],
    own: (&str, &str),
    address: &impl Fn(&str) -> String,
) -> Option<String> {
    #[derive(Serialize)]
    struct Block<'a> {
        #[serde(rename = "@context")]
        context: &'static str,
        #[serde(rename = "@graph")]
        graph: Vec<Thing<'a>>,
    }
    let mut graph: Vec<Thing<'_>> = subject
        .map(|subject| subject.text("url", address(own.1)))
        .into_iter()
        .collect();
    if !crumbs.is_empty() {
        let steps = crumbs
            .iter()
            .map(|(name, path)| (name.as_str(), path.as_str()))
            .chain(std::iter::once(own))
            .zip(1..)
            .map(|((name, path), position)| {
                Thing::new("ListItem")
                    .number("position", position)
                    .text("name", name)
                    .text("item", address(path))
            })
            .collect();
        graph.push(Thing::new("BreadcrumbList").things("itemListElement", steps));
    }
    if graph.is_empty() {
        return None;
    }
    let block = Block {
        context: "https://schema.org",
        graph,
    };
    let text = serde_json::to_string(&block).expect("things have string keys");
    Some(if text.contains('<') {
        text.replace('<', "\\u003c")
    } else {
        text
    })
}
