//! Recommendations and sub-items as pages list them.

use std::cmp::Ordering;

use serde::Serialize;

use crate::enrich::Entry;
use crate::records::{Document, Unit};
use crate::text::Span as LineSpan;

use super::render::Shared;
use super::runs::{self, Mark, Marks, Run, Span};
use super::{ANY_FOLDER, Site, routes};

/// Lists inside lists are shown as such down to this level, and what stands deeper side by side: the template
/// engine goes no deeper than twenty, and no reader follows.
const DEEPEST: usize = 12;

/// A name with an address.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it is called.
    pub name: String,
    /// Where it is, from the page.
    pub url: String,
}

/// What the filters of a page ask of a provision: its values in each facet, joined by `|` as in the table of
/// the open data.
#[derive(Debug, Serialize)]
pub struct Traits {
    addressees: String,
    action: String,
    themes: String,
}

/// A recommendation or sub-item in full.
#[derive(Debug, Serialize)]
pub struct UnitView<'a> {
    id: String,
    anchor: String,
    marker: &'a str,
    url: String,
    is_provision: bool,
    text: Shared,
    children: Vec<UnitView<'a>>,
    themes: Vec<Link>,
    /// Whether no editor has read its themes.
    proposed: bool,
    /// What filters ask; of provisions alone.
    traits: Option<Traits>,
    reference: &'a str,
}

/// A footnote at the foot of a page.
#[derive(Debug, Serialize)]
pub struct NoteView<'a> {
    mark: std::borrow::Cow<'a, str>,
    anchor: String,
    back: String,
    runs: Shared,
}

/// The footnotes of a page, numbered as they are met.
#[derive(Debug, Default)]
pub struct Notes<'a> {
    /// What the page prints at its foot.
    pub views: Vec<NoteView<'a>>,
}

impl<'a> Site<'a> {
    /// The words of an entry on a page that prints its footnotes, with what the page marks in them.
    pub fn noted(&self, at: usize, notes: &mut Notes<'a>, spans: &[Span]) -> Shared {
        let unit: &'a Unit = &self.compendium.entries[at].unit;
        if unit.footnotes.is_empty() {
            return self.marked(at, spans);
        }
        let spans = self.spans(at, spans);
        let mut used = vec![false; unit.footnotes.len()];
        let mut call = |call: usize| {
            let mark = &unit.text.calls[call].mark;
            let at = unit
                .footnotes
                .iter()
                .enumerate()
                .position(|(at, note)| !used[at] && note.mark == *mark)?;
            used[at] = true;
            let number = notes.views.len() + 1;
            let (anchor, call) = (format!("nota-{number}"), format!("llamada-{number}"));
            notes.views.push(NoteView {
                mark: runs::raised(mark),
                anchor: anchor.clone(),
                back: format!("#{call}"),
                runs: self.plain(&unit.footnotes[at].text),
            });
            Some((anchor, call))
        };
        let runs: Vec<Run<'_>> = runs::runs(
            &unit.text,
            &mut Marks {
                notes: &mut call,
                lines: &mut |_| false,
                edition: false,
                spans: &spans,
            },
        );
        self.renderer.words(&runs)
    }

    /// The words of an entry with what a page marks in them, without its footnotes.
    pub fn marked(&self, at: usize, spans: &[Span]) -> Shared {
        if spans.is_empty() {
            return self.words(at);
        }
        let text = &self.compendium.entries[at].unit.text;
        self.renderer
            .words(&runs::marked(text, &self.spans(at, spans)))
    }

    /// The references of an entry as links, and what else a page marks in its words.
    /// All pages that show words lie in a folder, so that one way fits them all.
    pub fn spans(&self, at: usize, others: &[Span]) -> Vec<Span> {
        let references = &self.compendium.entries[at].references;
        let mut spans = self.reference_links(references, ANY_FOLDER);
        spans.extend_from_slice(others);
        spans
    }

    /// The mark of the verb that says how strongly `entry` asks, where the words of `of` hold it:
    /// its own, or those of the lead that it hangs from.
    pub fn verb_span(entry: &Entry, of: usize) -> Option<Span> {
        let verb = entry.grammar.verb.filter(|verb| verb.entry == of)?;
        Some(Span {
            start: verb.start as usize,
            end: verb.end as usize,
            mark: Mark::Verb,
        })
    }

    /// A unit with all below it, as the page at `from` lists it.
    pub fn unit(&self, at: usize, from: &str, notes: &mut Notes<'a>) -> UnitView<'a> {
        self.unit_below(at, from, notes, 1)
    }

    fn unit_below(
        &self,
        at: usize,
        from: &str,
        notes: &mut Notes<'a>,
        level: usize,
    ) -> UnitView<'a> {
        let entry: &'a Entry = &self.compendium.entries[at];
        let text = self.noted(at, notes, &[]);
        let below = match level.cmp(&DEEPEST) {
            Ordering::Less => entry.children.clone(),
            Ordering::Equal => {
                let mut below = Vec::new();
                self.below(at, &mut below);
                below
            }
            Ordering::Greater => Vec::new(),
        };
        let children = below
            .into_iter()
            .map(|child| self.unit_below(child, from, notes, level + 1))
            .collect();
        UnitView {
            id: entry.id.to_string(),
            anchor: routes::unit_anchor(&entry.id),
            marker: &entry.unit.marker,
            url: routes::relative(from, &routes::recommendation(&entry.id)),
            is_provision: entry.is_provision(),
            text,
            children,
            themes: if entry.is_provision() {
                self.theme_links(entry, from)
            } else {
                Vec::new()
            },
            proposed: entry.proposed,
            traits: entry.is_provision().then(|| self.traits(entry)),
            reference: &entry.reference,
        }
    }

    /// All sub-items below an entry, in document order.
    fn below(&self, at: usize, below: &mut Vec<usize>) {
        for &child in &self.compendium.entries[at].children {
            below.push(child);
            self.below(child, below);
        }
    }

    /// A link to lines of a source: "CTOC/COP/WG.4/2019/6, líneas 204 a 206".
    pub fn source_link(&self, document: &Document, lines: LineSpan, from: &str) -> Link {
        Link {
            name: format!(
                "{}, {}",
                document.short_title(),
                self.lines_label(lines.first, lines.last)
            ),
            url: routes::relative(from, &routes::document_line(&document.slug, lines.first)),
        }
    }

    /// What filters ask of an entry.
    pub fn traits(&self, entry: &Entry) -> Traits {
        fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
            ids.collect::<Vec<_>>().join("|")
        }
        let compendium = self.compendium;
        Traits {
            addressees: joined(
                (entry.grammar.addressees.iter()).map(|&at| &*compendium.addressees[at].id),
            ),
            action: joined((entry.grammar.action.iter()).map(|&at| &*compendium.actions[at].id)),
            themes: joined(entry.themes.iter().map(|&at| &*compendium.themes[at].id)),
        }
    }

    /// Links to an entry's themes.
    pub fn theme_links(&self, entry: &Entry, from: &str) -> Vec<Link> {
        entry
            .themes
            .iter()
            .map(|&theme| {
                let theme = &self.compendium.themes[theme];
                Link {
                    name: theme.name.clone(),
                    url: routes::relative(from, &routes::theme(&theme.id)),
                }
            })
            .collect()
    }

    /// The top-level entries of a meeting, grouped by the heading that a report puts them under.
    pub fn sections(&self, meeting: usize) -> Vec<(Option<&'a str>, Vec<usize>)> {
        let mut sections: Vec<(Option<&'a str>, Vec<usize>)> = Vec::new();
        let compendium = self.compendium;
        for (at, entry) in compendium.entries.iter().enumerate() {
            if entry.meeting != meeting || entry.parent.is_some() {
                continue;
            }
            let title = compendium.recommendation(entry).section.as_deref();
            match sections.last_mut() {
                Some((last, units)) if *last == title => units.push(at),
                _ => sections.push((title, vec![at])),
            }
        }
        sections
    }
}
