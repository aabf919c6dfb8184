//! References in texts as links: to the pages of instruments, to recommendations, and to documents, ours
//! where the register has them, else the official ones.

use crate::enrich::references::{CitationKind, Meant, Mention, References};

use super::runs::{Mark, Span};
use super::{Site, routes};

impl Site<'_> {
    /// The links of a text on a page at `from`, ascending; of two that overlap, the first.
    pub fn reference_links(&self, references: &References, from: &str) -> Vec<Span> {
        let mut links: Vec<Span> = references
            .citations
            .iter()
            .map(|citation| {
                let (href, external) = self.target_link(citation.kind, &citation.target, from);
                Span {
                    start: citation.start,
                    end: citation.end,
                    mark: Mark::Link {
                        href,
                        external,
                        title: None,
                    },
                }
            })
            .collect();
        for mention in &references.mentions {
            let to = match &mention.to {
                Meant::Entries(entries) => entries
                    .first()
                    .map(|&at| routes::recommendation(&self.compendium.entries[at].id)),
                Meant::Meeting(at) => Some(routes::meeting(self.compendium.meetings[*at].number)),
            };
            if let Some(to) = to {
                links.push(Span {
                    start: mention.start,
                    end: mention.end,
                    mark: Mark::Link {
                        href: routes::relative(from, &to),
                        external: false,
                        title: self.counted_mention(mention),
                    },
                });
            }
        }
        links.sort_by_key(|link| (link.start, link.end));
        let mut end = 0;
        links.retain(|link| {
            let is_free = link.start >= end;
            if is_free {
                end = link.end;
            }
            is_free
        });
        links
    }

    /// Which recommendation a paragraph of a report is, where the two have different numbers: "Párrafo 17 del
    /// informe: recomendación 16 …". `from` is the entry that names the paragraph.
    pub fn counted(&self, from: usize, to: usize) -> Option<String> {
        let mentions = &self.compendium.entries[from].references.mentions;
        let names_it = |mention: &Mention| match &mention.to {
            Meant::Entries(entries) => mention.by_paragraph && entries.contains(&to),
            Meant::Meeting(_) => false,
        };
        let is_named = mentions.iter().any(names_it);
        is_named.then(|| self.paragraph_label(to)).flatten()
    }

    fn counted_mention(&self, mention: &Mention) -> Option<String> {
        let Meant::Entries(entries) = &mention.to else {
            return None;
        };
        let to = entries.first().filter(|_| mention.by_paragraph)?;
        self.paragraph_label(*to)
    }

    fn paragraph_label(&self, at: usize) -> Option<String> {
        let id = &self.compendium.entries[at].id;
        let reports = &self.compendium.editorial.reports;
        let report = reports
            .iter()
            .find(|report| report.meeting == id.meeting && report.offset != 0)?;
        let paragraph = id.number.checked_add_signed(report.offset.checked_neg()?)?;
        let (paragraph, number) = (paragraph.to_string(), id.number.to_string());
        let facts = [("paragraph", paragraph.as_str()), ("number", &number)];
        Some(match &report.note {
            None => self.fill("lineage.counted", &facts),
            Some(note) => self.fill(
                "lineage.counted_because",
                &[facts[0], facts[1], ("note", note.trim())],
            ),
        })
    }

    /// Our own reading edition of the document with a symbol, as the page at `from` links to it.
    pub fn edition_url(&self, symbol: &str, from: &str) -> Option<String> {
        let mut documents = self.compendium.documents.iter();
        let document = documents.find(|document| document.symbol.as_deref() == Some(symbol))?;
        Some(routes::relative(from, &routes::document(&document.slug)))
    }

    /// Where a cited thing is found: a document in our own reading edition or at its official address.
    pub fn target_link(&self, kind: CitationKind, target: &str, from: &str) -> (String, bool) {
        if kind == CitationKind::Symbol {
            let symbol = target.strip_prefix("symbol:").unwrap_or(target);
            if let Some(edition) = self.edition_url(symbol, from) {
                return (edition, false);
            }
            if let Some(official) = self.official_url(symbol) {
                return (official, true);
            }
        }
        (routes::relative(from, &routes::target(target)), false)
    }
}
