//! What recommendations and documents cite: the treaties by article, resolutions, decisions, documents by
//! symbol, and named instruments, each with everything that cites it.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::references::{CitationKind, Cited};
use crate::files::File;
use crate::records::editorial::Treaty;
use crate::site::frame::{Head, Thing};
use crate::site::render::Shared;
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::{head, render};

#[derive(Serialize)]
struct View {
    intro: String,
    count: usize,
    count_label: String,
    official_url: Option<String>,
    /// Whether there are several parts to choose from.
    has_contents: bool,
    parts: Vec<Part>,
    others: Vec<Other>,
}

/// An article, an act, a document; below it its paragraphs.
#[derive(Serialize)]
struct Part {
    anchor: String,
    title: String,
    subtitle: Option<String>,
    count: usize,
    count_label: String,
    edition_url: Option<String>,
    official_url: Option<String>,
    entries: Vec<EntryView>,
    places: Vec<Link>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct EntryView {
    id: String,
    url: String,
    reference: String,
    is_provision: bool,
    lead: Vec<Shared>,
    text: Shared,
}

/// Another page of this kind, with what it counts.
#[derive(Serialize)]
struct Other {
    name: String,
    url: String,
    count: usize,
    current: bool,
}

/// A page with its name, address and count, made once for all pages that list it.
#[derive(Debug)]
pub(in crate::site) struct Listed {
    page: Page,
    name: String,
    path: String,
    count: usize,
}

/// A page of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A treaty, by its place in the editors' list.
    Treaty(usize),
    /// All resolutions.
    Resolutions,
    /// All decisions.
    Decisions,
    /// All documents.
    Symbols,
    /// An instrument, by its place in the editors' list.
    Instrument(usize),
}

/// Every page that has something to show.
pub fn pages(site: &Site<'_>) -> impl Iterator<Item = Page> {
    listed(site).iter().map(|listed| listed.page)
}

fn listed<'s>(site: &'s Site<'_>) -> &'s [Listed] {
    site.instruments.get_or_init(|| {
        let editorial = &site.compendium.editorial.cited;
        (0..editorial.treaties.len())
            .map(Page::Treaty)
            .chain([Page::Resolutions, Page::Decisions, Page::Symbols])
            .chain((0..editorial.instruments.len()).map(Page::Instrument))
            .filter_map(|page| {
                let cited = page.cited(site);
                (!cited.is_empty()).then(|| Listed {
                    page,
                    name: page.names(site).0,
                    path: page.path(site),
                    count: provisions(site, cited.into_iter()),
                })
            })
            .collect()
    })
}

impl Page {
    fn holds(self, site: &Site<'_>, cited: &Cited) -> bool {
        let editorial = &site.compendium.editorial.cited;
        let (kind, name) = cited.target.split_once(':').unwrap_or_default();
        match self {
            Page::Treaty(at) => {
                cited.kind == CitationKind::Article && kind == editorial.treaties[at].id
            }
            Page::Resolutions => cited.kind == CitationKind::Resolution,
            Page::Decisions => cited.kind == CitationKind::Decision,
            Page::Symbols => cited.kind == CitationKind::Symbol,
            Page::Instrument(at) => {
                cited.kind == CitationKind::Instrument && name == editorial.instruments[at].id
            }
        }
    }

    fn path(self, site: &Site<'_>) -> String {
        let editorial = &site.compendium.editorial.cited;
        match self {
            Page::Treaty(at) => routes::instrument(&editorial.treaties[at].id),
            Page::Resolutions => routes::RESOLUTIONS.to_owned(),
            Page::Decisions => routes::DECISIONS.to_owned(),
            Page::Symbols => routes::SYMBOLS.to_owned(),
            Page::Instrument(at) => routes::instrument(&editorial.instruments[at].id),
        }
    }

    /// Its name in lists, and on its own page.
    fn names(self, site: &Site<'_>) -> (String, String) {
        let editorial = &site.compendium.editorial.cited;
        let list = |key: &str| {
            let name = site.fill(key, &[]);
            (name.clone(), name)
        };
        match self {
            Page::Treaty(at) => {
                let Treaty { short, name, .. } = &editorial.treaties[at];
                (short.clone(), name.clone())
            }
            Page::Resolutions => list("instrument.resolutions"),
            Page::Decisions => list("instrument.decisions"),
            Page::Symbols => list("instrument.symbols"),
            Page::Instrument(at) => {
                let name = &editorial.instruments[at].name;
                (name.clone(), name.clone())
            }
        }
    }

    fn cited<'a>(self, site: &Site<'a>) -> Vec<&'a Cited> {
        site.compendium
            .cited
            .iter()
            .filter(|cited| self.holds(site, cited))
            .collect()
    }
}

/// One page.
pub fn page(site: &Site<'_>, page: Page) -> Result<File, Diagnostic> {
    let path = page.path(site);
    let (short, name) = page.names(site);
    let cited = page.cited(site);
    let count = provisions(site, cited.iter().copied());
    let mut official_url = None;
    let parts = match page {
        Page::Treaty(at) => articles(
            site,
            &site.compendium.editorial.cited.treaties[at],
            &cited,
            &path,
        ),
        Page::Instrument(at) => {
            let act = site.compendium.editorial.cited.instruments[at]
                .act
                .as_deref();
            official_url = act.and_then(|act| site.official_url(act));
            cited
                .iter()
                .map(|cited| part(site, cited, String::new(), &path))
                .collect()
        }
        Page::Resolutions | Page::Decisions | Page::Symbols => acts(site, page, &cited, &path),
    };
    let view = View {
        intro: site.fill(
            if matches!(page, Page::Treaty(_)) {
                "instrument.intro_treaty"
            } else {
                "instrument.intro"
            },
            &[("name", &short)],
        ),
        count,
        count_label: site.count("count.provisions", count),
        official_url,
        has_contents: parts.len() > 1,
        parts,
        others: others(site, Some(page), |_| true, &path),
    };
    let head = Head {
        kind: "instrument",
        heading: name.clone(),
        description: site.fill("description.instrument", &[("name", &short)]),
        crumbs: vec![(
            site.s("instrument.list").to_owned(),
            routes::INSTRUMENTS.to_owned(),
        )],
        jsonld: Some(Thing::new("CreativeWork").text("name", &name)),
        citation: Vec::new(),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// The list of everything that is cited.
pub fn list(site: &Site<'_>) -> Result<File, Diagnostic> {
    #[derive(Serialize)]
    struct ListView {
        groups: Vec<Group>,
    }
    #[derive(Serialize)]
    struct Group {
        name: String,
        others: Vec<Other>,
    }
    let path = routes::INSTRUMENTS;
    let of = |name: &str, wanted: fn(Page) -> bool| Group {
        name: site.fill(name, &[]),
        others: others(site, None, wanted, path),
    };
    let groups = [
        of("instrument.treaties", |page| {
            matches!(page, Page::Treaty(_))
        }),
        of("instrument.acts", |page| {
            matches!(page, Page::Resolutions | Page::Decisions | Page::Symbols)
        }),
        of("instrument.instruments", |page| {
            matches!(page, Page::Instrument(_))
        }),
    ];
    let view = ListView {
        groups: groups
            .into_iter()
            .filter(|group| !group.others.is_empty())
            .collect(),
    };
    render(site, head(site, "instruments", path), &view)
}

/// The listed pages that are wanted, as the page at `path` shows them.
fn others(
    site: &Site<'_>,
    current: Option<Page>,
    wanted: impl Fn(Page) -> bool,
    path: &str,
) -> Vec<Other> {
    listed(site)
        .iter()
        .filter(|listed| wanted(listed.page))
        .map(|listed| Other {
            name: listed.name.clone(),
            url: routes::relative(path, &listed.path),
            count: listed.count,
            current: current == Some(listed.page),
        })
        .collect()
}

/// How many provisions cite any of these.
fn provisions<'a>(site: &Site<'_>, cited: impl Iterator<Item = &'a Cited>) -> usize {
    let mut entries: Vec<usize> = cited
        .flat_map(|cited| cited.entries.iter().copied())
        .filter(|&at| site.compendium.entries[at].is_provision())
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries.len()
}

/// A treaty's articles in their order, each with its paragraphs.
fn articles(site: &Site<'_>, treaty: &Treaty, cited: &[&Cited], path: &str) -> Vec<Part> {
    let provision = |cited: &Cited| -> Vec<String> {
        let (_, name) = cited.target.split_once(':').unwrap_or_default();
        name.split('.').map(str::to_owned).collect()
    };
    let mut sorted: Vec<(Vec<String>, &Cited)> = cited
        .iter()
        .map(|cited| (provision(cited), *cited))
        .collect();
    let order = |part: &String| (part.parse::<u32>().unwrap_or(u32::MAX), part.clone());
    sorted.sort_by_cached_key(|(provision, _)| provision.iter().map(order).collect::<Vec<_>>());
    let mut parts: Vec<Part> = Vec::new();
    for group in sorted.chunk_by(|a, b| a.0[0] == b.0[0]) {
        let article = &group[0].0[0];
        let title = site.fill("instrument.article", &[("n", article)]);
        let own = group.iter().find(|(provision, _)| provision.len() == 1);
        let all = group.iter().map(|(_, cited)| *cited);
        let mut whole = whole(site, title, own.map(|(_, cited)| *cited), all, path);
        whole.anchor = routes::article_anchor(article);
        whole.subtitle = article
            .parse()
            .ok()
            .and_then(|number: u32| treaty.articles.get(&number).cloned());
        whole.parts = group
            .iter()
            .filter(|(provision, _)| provision.len() > 1)
            .map(|(provision, cited)| {
                let title = site.provision_label(&provision.join("."));
                let mut part = part(site, cited, title, path);
                part.anchor = routes::article_anchor(&provision.join("."));
                part
            })
            .collect();
        parts.push(whole);
    }
    parts
}

/// Resolutions, decisions or documents, each with its paragraphs.
fn acts(site: &Site<'_>, page: Page, cited: &[&Cited], path: &str) -> Vec<Part> {
    let split = |cited: &Cited| -> (String, Option<String>) {
        let (_, name) = cited.target.split_once(':').unwrap_or_default();
        match name.split_once('#') {
            Some((act, paragraph)) => (act.to_owned(), Some(paragraph.to_owned())),
            None => (name.to_owned(), None),
        }
    };
    let mut sorted: Vec<((String, Option<String>), &Cited)> =
        cited.iter().map(|cited| (split(cited), *cited)).collect();
    sorted.sort_by_cached_key(|((act, paragraph), _)| {
        let number = paragraph
            .as_ref()
            .and_then(|number| number.parse::<u32>().ok());
        (act.clone(), number)
    });
    let mut parts = Vec::new();
    for group in sorted.chunk_by(|a, b| a.0.0 == b.0.0) {
        let act = &group[0].0.0;
        let title = match page {
            Page::Resolutions => site.fill("instrument.resolution", &[("n", act)]),
            Page::Decisions => site.fill("instrument.decision", &[("n", act)]),
            _ => act.clone(),
        };
        let own = group.iter().find(|((_, paragraph), _)| paragraph.is_none());
        let all = group.iter().map(|(_, cited)| *cited);
        let mut whole = whole(site, title, own.map(|(_, cited)| *cited), all, path);
        whole.anchor = routes::target_anchor(act);
        whole.edition_url = site.edition_url(act, path);
        whole.official_url = site.official_url(act);
        whole.parts = group
            .iter()
            .filter_map(|((_, paragraph), cited)| {
                let paragraph = paragraph.as_ref()?;
                let title = site.fill("instrument.paragraph", &[("n", paragraph)]);
                let mut part = part(site, cited, title, path);
                part.anchor = routes::target_anchor(&format!("{act}#{paragraph}"));
                Some(part)
            })
            .collect();
        parts.push(whole);
    }
    parts
}

/// An article or act: what cites it as a whole, and the count of all that cite it or a part of it.
fn whole<'a>(
    site: &Site<'_>,
    title: String,
    own: Option<&Cited>,
    all: impl Iterator<Item = &'a Cited>,
    path: &str,
) -> Part {
    let count = provisions(site, all);
    Part {
        count,
        count_label: site.count("count.provisions", count),
        ..match own {
            Some(cited) => part(site, cited, title, path),
            None => Part::empty(title),
        }
    }
}

impl Part {
    fn empty(title: String) -> Self {
        Self {
            anchor: String::new(),
            title,
            subtitle: None,
            count: 0,
            count_label: String::new(),
            edition_url: None,
            official_url: None,
            entries: Vec::new(),
            places: Vec::new(),
            parts: Vec::new(),
        }
    }
}

fn part(site: &Site<'_>, cited: &Cited, title: String, path: &str) -> Part {
    let compendium = site.compendium;
    let count = provisions(site, std::iter::once(cited));
    Part {
        count,
        count_label: site.count("count.provisions", count),
        entries: cited
            .entries
            .iter()
            .map(|&at| {
                let entry = &compendium.entries[at];
                EntryView {
                    id: entry.id.to_string(),
                    url: routes::relative(path, &routes::recommendation(&entry.id)),
                    reference: entry.reference.clone(),
                    is_provision: entry.is_provision(),
                    lead: compendium
                        .ancestors(entry)
                        .into_iter()
                        .map(|at| site.words(at))
                        .collect(),
                    text: site.words(at),
                }
            })
            .collect(),
        places: cited
            .blocks
            .iter()
            .map(|&(document, block)| {
                let document = &compendium.documents[document];
                site.source_link(document, document.blocks[block].lines, path)
            })
            .collect(),
        ..Part::empty(title)
    }
}

impl Site<'_> {
    /// "artículo 6, párrafo 3 d)" of "6.3.d".
    fn provision_label(&self, path: &str) -> String {
        let mut parts = path.split('.');
        let mut label = self.fill(
            "instrument.article",
            &[("n", parts.next().unwrap_or_default())],
        );
        for part in parts {
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                label.push_str(&self.behind_paragraph(part));
            } else {
                label.push_str(&format!(" {part})"));
            }
        }
        label
    }

    /// ", párrafo 3", as it follows an article or act.
    fn behind_paragraph(&self, number: &str) -> String {
        let paragraph = self.fill("instrument.paragraph", &[("n", number)]);
        format!(", {}", paragraph.to_lowercase())
    }

    /// How lists name what is cited: "Protocolo contra la Trata de Personas, artículo 6, párrafo 3 d)".
    pub(in crate::site) fn target_label(&self, kind: CitationKind, target: &str) -> String {
        let cited = &self.compendium.editorial.cited;
        let (scheme, name) = target.split_once(':').unwrap_or(("", target));
        let act = |key: &str| {
            let (number, paragraph) = name.split_once('#').unwrap_or((name, ""));
            let mut label = self.fill(key, &[("n", number)]);
            if !paragraph.is_empty() {
                label.push_str(&self.behind_paragraph(paragraph));
            }
            label
        };
        match kind {
            CitationKind::Article => {
                let treaty = cited.treaties.iter().find(|treaty| treaty.id == scheme);
                format!(
                    "{}, {}",
                    treaty.map_or(scheme, |treaty| &treaty.short),
                    self.provision_label(name).to_lowercase()
                )
            }
            CitationKind::Resolution => act("instrument.resolution"),
            CitationKind::Decision => act("instrument.decision"),
            CitationKind::Symbol => name.to_owned(),
            CitationKind::Instrument => cited
                .instruments
                .iter()
                .find(|instrument| instrument.id == name)
                .map_or_else(|| name.to_owned(), |instrument| instrument.name.clone()),
        }
    }
}
