//! Addressees and actions: each with its provisions in full, and the list of each kind.
//!
//! Most provisions address the States, so such a page may hold nearly the whole register: what its provisions
//! have in common is said once (the meeting above them, the lead above those that hang from it).

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::{Compendium, Entry, Facet, number_label};
use crate::files::File;
use crate::site::frame::{Head, Thing};
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::home::Counted;
use super::listing::{Chart, EntryView, Lead, MeetingPart, by_meeting};
use super::{head, render_as};

/// By what the provisions are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whom they address.
    Addressee,
    /// How strongly they ask.
    Action,
}

impl Kind {
    /// The page of one, as strings and styles know it.
    const fn page(self) -> &'static str {
        match self {
            Kind::Addressee => "addressee",
            Kind::Action => "action",
        }
    }

    /// The page that lists all.
    const fn list(self) -> &'static str {
        match self {
            Kind::Addressee => "addressees",
            Kind::Action => "actions",
        }
    }

    /// The name of the filter on the search page.
    pub(super) const fn filter(self) -> &'static str {
        match self {
            Kind::Addressee => "destinatario",
            Kind::Action => "accion",
        }
    }

    /// The address of the list.
    const fn index(self) -> &'static str {
        match self {
            Kind::Addressee => routes::ADDRESSEES,
            Kind::Action => routes::ACTIONS,
        }
    }

    /// The address of one.
    fn address(self, id: &str) -> String {
        match self {
            Kind::Addressee => routes::addressee(id),
            Kind::Action => routes::action(id),
        }
    }

    const fn other(self) -> Self {
        match self {
            Kind::Addressee => Kind::Action,
            Kind::Action => Kind::Addressee,
        }
    }

    /// All of the kind, in the editors' order.
    pub(super) fn all(self, compendium: &Compendium) -> &[Facet] {
        match self {
            Kind::Addressee => &compendium.addressees,
            Kind::Action => &compendium.actions,
        }
    }

    /// Those of an entry.
    pub(super) fn of(self, entry: &Entry) -> &[usize] {
        match self {
            Kind::Addressee => &entry.grammar.addressees,
            Kind::Action => entry.grammar.action.as_slice(),
        }
    }
}

#[derive(Serialize)]
struct View<'a> {
    scope: Cow<'a, str>,
    count_label: String,
    chart: Chart,
    meetings: Vec<MeetingPart<'a>>,
    margin: String,
    siblings: Vec<Counted>,
    /// How its provisions are told apart by the other kind; each leads into the search.
    across: Vec<Counted>,
    across_heading: String,
    /// Its provisions theme by theme, for an addressee.
    themes_url: Option<String>,
    list: Link,
    other: Link,
}

/// The page of one addressee or action.
pub fn page(site: &Site<'_>, kind: Kind, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let facets = kind.all(compendium);
    let facet = &facets[at];
    let path = kind.address(&facet.id);
    let (chart, meetings) = by_meeting(
        site,
        &path,
        &facet.provisions,
        site.fill("facet.chart_label", &[("name", &facet.name)]),
        |entry, before| entry_view(site, kind, entry, before, &path),
    );
    let mut scope = scope(site, facet);
    if facet.scope.is_empty() && !scope.is_empty() {
        scope = Cow::Owned(site.fill("facet.examples", &[("words", &scope)]));
    }
    let view = View {
        count_label: site.count("count.provisions", facet.provisions.len()),
        chart,
        meetings,
        margin: site.fill(&format!("{}.margin", kind.page()), &[]),
        siblings: counted(site, kind, &path, Some(at)),
        across: across(site, kind, facet, &path),
        across_heading: site.fill(&format!("{}.across", kind.page()), &[]),
        themes_url: (kind == Kind::Addressee)
            .then(|| routes::relative(&path, &routes::addressee_themes(&facet.id))),
        list: link(site, kind, &path),
        other: link(site, kind.other(), &path),
        scope,
    };
    let set = Thing::new("DefinedTermSet")
        .text("name", site.nav_name(kind.list()))
        .text("url", site.address(&path, kind.index()));
    let head = Head {
        kind: kind.page(),
        heading: facet.name.clone(),
        description: site.fill(
            &format!("description.{}", kind.page()),
            &[("name", &facet.name)],
        ),
        crumbs: vec![(
            site.nav_name(kind.list()).to_owned(),
            kind.index().to_owned(),
        )],
        jsonld: Some(
            Thing::new("DefinedTerm")
                .text("name", &facet.name)
                .maybe(
                    "description",
                    Some(view.scope.as_ref()).filter(|scope| !scope.is_empty()),
                )
                .text("termCode", &facet.id)
                .thing("inDefinedTermSet", Some(set)),
        ),
        citation: Vec::new(),
        path: path.clone(),
    };
    render_as(site, "facet", head, &view)
}

/// A provision below its meeting's heading; on the page of an action, with the verb that says so.
fn entry_view<'a>(
    site: &Site<'a>,
    kind: Kind,
    at: usize,
    before: Option<usize>,
    path: &str,
) -> EntryView<'a> {
    let compendium = site.compendium;
    let entry = &compendium.entries[at];
    let span = |of| match kind {
        Kind::Action => Site::verb_span(entry, of),
        Kind::Addressee => None,
    };
    let own_mark = span(at);
    // A lead is said again where another word of it is marked.
    let said = |above: usize| {
        before.is_some_and(|before| {
            let other = &compendium.entries[before];
            compendium.ancestors(other).contains(&above)
                && (kind == Kind::Addressee
                    || span(above).is_none()
                    || other.grammar.verb == entry.grammar.verb)
        })
    };
    let lead: Vec<Lead> = compendium
        .ancestors(entry)
        .into_iter()
        .filter(|&above| !said(above))
        .map(|above| Lead {
            text: site.marked(above, span(above).as_slice()),
            again: false,
        })
        .collect();
    EntryView {
        id: entry.id.to_string(),
        url: routes::relative(path, &routes::recommendation(&entry.id)),
        reference: Cow::Owned(site.fill(
            "name.recommendation",
            &[("path", &number_label(&entry.id, site.language))],
        )),
        note: (kind == Kind::Addressee && entry.grammar.implicit)
            .then(|| site.s("addressee.implicit")),
        goes_on: entry.parent.is_some() && lead.is_empty(),
        lead,
        text: site.marked(at, own_mark.as_slice()),
        themes: Vec::new(),
        traits: None,
    }
}

/// What belongs to it, or the words that show it, quoted.
fn scope<'a>(site: &Site<'_>, facet: &'a Facet) -> Cow<'a, str> {
    if !facet.scope.is_empty() || facet.examples.is_empty() {
        return Cow::Borrowed(&facet.scope);
    }
    let quoted: Vec<String> = facet
        .examples
        .iter()
        .map(|example| site.fill("name.quoted", &[("words", example)]))
        .collect();
    let words = quoted.join(site.s("name.words_joint"));
    Cow::Owned(words)
}

/// All of a kind with their numbers; the one at `current` is the page's own.
pub(super) fn counted(
    site: &Site<'_>,
    kind: Kind,
    path: &str,
    current: Option<usize>,
) -> Vec<Counted> {
    kind.all(site.compendium)
        .iter()
        .enumerate()
        .map(|(at, facet)| Counted {
            name: facet.name.clone(),
            url: routes::relative(path, &kind.address(&facet.id)),
            count: facet.provisions.len(),
            current: current == Some(at),
        })
        .collect()
}

/// How many of a facet's provisions each of the other kind has; those without any are left out.
fn across(site: &Site<'_>, kind: Kind, facet: &Facet, path: &str) -> Vec<Counted> {
    let compendium = site.compendium;
    let other = kind.other();
    let facets = other.all(compendium);
    let mut counts = vec![0; facets.len()];
    for &at in &facet.provisions {
        for &of in other.of(&compendium.entries[at]) {
            counts[of] += 1;
        }
    }
    facets
        .iter()
        .zip(counts)
        .filter(|&(_, count)| count > 0)
        .map(|(of, count)| Counted {
            name: of.name.clone(),
            url: routes::relative(
                path,
                &routes::search(&[(kind.filter(), &facet.id), (other.filter(), &of.id)]),
            ),
            count,
            current: false,
        })
        .collect()
}

/// The way to the list of a kind.
pub(super) fn link(site: &Site<'_>, kind: Kind, path: &str) -> Link {
    Link {
        name: site.nav_name(kind.list()).to_owned(),
        url: routes::relative(path, kind.index()),
    }
}

/// Links to an entry's addressees, or to its action.
pub(super) fn links(site: &Site<'_>, kind: Kind, entry: &Entry, path: &str) -> Vec<Link> {
    kind.of(entry)
        .iter()
        .map(|&at| {
            let facet = &kind.all(site.compendium)[at];
            Link {
                name: facet.name.clone(),
                url: routes::relative(path, &kind.address(&facet.id)),
            }
        })
        .collect()
}

#[derive(Serialize)]
struct ListView<'a> {
    intro: String,
    rows: Vec<Row<'a>>,
    other: Link,
    other_intro: String,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    url: String,
    scope: Cow<'a, str>,
    count: usize,
}

/// The list of addressees, or of actions.
pub fn list(site: &Site<'_>, kind: Kind) -> Result<File, Diagnostic> {
    let path = kind.index();
    let rows = kind
        .all(site.compendium)
        .iter()
        .map(|facet| Row {
            name: &facet.name,
            url: routes::relative(path, &kind.address(&facet.id)),
            scope: scope(site, facet),
            count: facet.provisions.len(),
        })
        .collect();
    let text = |key: &str| site.fill(&format!("{}.{key}", kind.list()), &[]);
    let view = ListView {
        intro: text("intro"),
        rows,
        other: link(site, kind.other(), path),
        other_intro: text("other"),
    };
    render_as(site, "facets", head(site, kind.list(), path), &view)
}
