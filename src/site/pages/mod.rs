//! What each page shows, as plain data: every order and every count is decided here.
//! One file a kind of page.

mod addressee_themes;
mod annotations;
mod chains;
mod citing;
pub(super) mod data;
mod document;
mod facet;
mod filters;
mod home;
pub(super) mod instrument;
mod lineage;
mod listing;
mod matrix;
mod meeting;
mod method;
mod recommendation;
mod search;
mod theme;

pub use lineage::Compared;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;

use super::Site;
use super::frame::{Frame, Head, Thing};

/// A page to be made; numbers are indices into the compendium's lists.
#[derive(Debug, Clone, Copy)]
pub enum Job {
    Home,
    Recommendations,
    Recommendation(usize),
    Meetings,
    Meeting(usize),
    Themes,
    Theme(usize),
    Facets(facet::Kind),
    Facet(facet::Kind, usize),
    AddresseeThemes(usize),
    Documents,
    Document(usize),
    Instruments,
    Instrument(instrument::Page),
    Matrix,
    Chains,
    Search,
    Method,
    NotFound,
}

/// Every page of the site but that of its data, the long ones first so that no core waits for them at the end.
pub fn jobs(site: &Site<'_>) -> Vec<Job> {
    let compendium = site.compendium;
    let mut jobs: Vec<Job> = (0..compendium.documents.len()).map(Job::Document).collect();
    jobs.extend([Job::Chains, Job::Recommendations]);
    for kind in [facet::Kind::Addressee, facet::Kind::Action] {
        jobs.extend((0..kind.all(compendium).len()).map(|at| Job::Facet(kind, at)));
        jobs.push(Job::Facets(kind));
    }
    jobs.extend((0..compendium.addressees.len()).map(Job::AddresseeThemes));
    jobs.extend((0..compendium.meetings.len()).map(Job::Meeting));
    jobs.extend((0..compendium.themes.len()).map(Job::Theme));
    jobs.extend((0..compendium.entries.len()).map(Job::Recommendation));
    jobs.extend(instrument::pages(site).map(Job::Instrument));
    jobs.extend([
        Job::Instruments,
        Job::Home,
        Job::Meetings,
        Job::Themes,
        Job::Documents,
        Job::Matrix,
        Job::Search,
        Job::Method,
        Job::NotFound,
    ]);
    jobs
}

/// Makes one page.
pub fn page(site: &Site<'_>, job: Job) -> Result<File, Diagnostic> {
    match job {
        Job::Home => home::page(site),
        Job::Recommendations => recommendation::all(site),
        Job::Recommendation(at) => recommendation::page(site, at),
        Job::Meetings => meeting::list(site),
        Job::Meeting(at) => meeting::page(site, at),
        Job::Themes => theme::list(site),
        Job::Theme(at) => theme::page(site, at),
        Job::Facets(kind) => facet::list(site, kind),
        Job::Facet(kind, at) => facet::page(site, kind, at),
        Job::AddresseeThemes(at) => addressee_themes::page(site, at),
        Job::Documents => document::list(site),
        Job::Document(at) => document::page(site, at),
        Job::Instruments => instrument::list(site),
        Job::Instrument(page) => instrument::page(site, page),
        Job::Matrix => matrix::page(site),
        Job::Chains => chains::page(site),
        Job::Search => search::page(site),
        Job::Method => method::page(site),
        Job::NotFound => data::not_found(site),
    }
}

/// Renders a page in its frame.
fn render(site: &Site<'_>, head: Head<'_>, view: &impl Serialize) -> Result<File, Diagnostic> {
    render_as(site, head.kind, head, view)
}

/// Likewise, for kinds of page that share a template.
fn render_as(
    site: &Site<'_>,
    template: &str,
    head: Head<'_>,
    view: &impl Serialize,
) -> Result<File, Diagnostic> {
    let path = head.path.clone();
    let frame = Frame::new(site, head);
    let bytes = site.renderer.render(template, &frame, view)?;
    Ok(File { path, bytes })
}

/// The head of a page that stands directly below the front page, with its words from the strings file.
fn head(site: &Site<'_>, kind: &'static str, path: &str) -> Head<'static> {
    Head {
        kind,
        path: path.to_owned(),
        heading: site.fill(&format!("heading.{kind}"), &[]),
        description: site.fill(&format!("description.{kind}"), &[]),
        crumbs: Vec::new(),
        jsonld: subject(site, kind),
        citation: Vec::new(),
    }
}

/// What such a page is to machines; the search page and the page for unknown addresses are nothing to them.
fn subject(site: &Site<'_>, kind: &str) -> Option<Thing<'static>> {
    let is_list = [
        "recommendations",
        "meetings",
        "themes",
        "addressees",
        "actions",
        "documents",
        "instruments",
        "chains",
    ];
    let thing = match kind {
        "search" | "not-found" => return None,
        kind if is_list.contains(&kind) => Thing::new("CollectionPage"),
        _ => Thing::new("WebPage"),
    };
    let words = |part: &str| site.fill(&format!("{part}.{kind}"), &[]);
    Some(
        thing
            .text("name", words("heading"))
            .text("description", words("description"))
            .text("inLanguage", site.loaded.book.language.clone()),
    )
}
