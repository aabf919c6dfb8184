//! References in texts as links: to the pages of instruments, to recommendations, and to documents, ours
//! where the register has them, else the official ones.

use crate::enrich::references::{CitationKind, Meant, References};

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
                    mark: Mark::Link { href, external },
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

    /// Where a cited thing is found: a document in our own reading edition or at its official address.
    pub fn target_link(&self, kind: CitationKind, target: &str, from: &str) -> (String, bool) {
        if kind == CitationKind::Symbol {
            let symbol = target.strip_prefix("symbol:").unwrap_or(target);
            if let Some(document) = self
                .compendium
                .documents
                .iter()
                .find(|document| document.symbol.as_deref() == Some(symbol))
            {
                return (
                    routes::relative(from, &routes::document(&document.slug)),
                    false,
                );
            }
            if let Some(official) = self.official_url(symbol) {
                return (official, true);
            }
        }
        (routes::relative(from, &routes::target(target)), false)
    }
}
