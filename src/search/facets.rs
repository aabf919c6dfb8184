//! Compendium → the facets of the search: the names in the manifest, and in a part of its own which provisions have
//! which value, so that the counts beside a result are exact however large the register is.

use std::collections::BTreeMap;

use super::shards;
use crate::enrich::{Compendium, Facet};

/// A value of a facet: its id, its name, how many provisions have it.
pub type Named<'a> = (&'a str, &'a str, usize);

/// The facets whose values have names; meetings have theirs with their other words.
#[must_use]
pub fn named_values(compendium: &Compendium) -> BTreeMap<&'static str, Vec<Named<'_>>> {
    let themes = compendium.themes.iter();
    BTreeMap::from([
        (
            "tema",
            themes
                .map(|theme| named(&theme.id, &theme.name, &theme.provisions))
                .collect(),
        ),
        ("destinatario", names(&compendium.addressees)),
        ("accion", names(&compendium.actions)),
    ])
}

fn names(facets: &[Facet]) -> Vec<Named<'_>> {
    facets
        .iter()
        .map(|facet| named(&facet.id, &facet.name, &facet.provisions))
        .collect()
}

fn named<'a>(id: &'a str, name: &'a str, provisions: &[usize]) -> Named<'a> {
    (id, name, provisions.len())
}

/// For each facet its values with the provisions that have them, all in one string.
#[must_use]
pub fn sets(compendium: &Compendium) -> BTreeMap<&'static str, Vec<(String, String)>> {
    let mut numbers = vec![u32::MAX; compendium.entries.len()];
    for (number, at) in compendium.provisions().enumerate() {
        numbers[at] = number as u32;
    }
    let size = compendium.provisions().count();
    let set = |entries: &[usize]| {
        let mut out = String::new();
        shards::set(&mut out, entries.iter().map(|&at| numbers[at]), size);
        out
    };
    let of = |facets: &[Facet]| {
        facets
            .iter()
            .filter(|facet| !facet.provisions.is_empty())
            .map(|facet| (facet.id.clone(), set(&facet.provisions)))
            .collect()
    };
    let mut of_meeting = vec![Vec::new(); compendium.meetings.len()];
    for at in compendium.provisions() {
        of_meeting[compendium.entries[at].meeting].push(at);
    }
    BTreeMap::from([
        (
            "reunion",
            compendium
                .meetings
                .iter()
                .zip(&of_meeting)
                .filter(|(_, entries)| !entries.is_empty())
                .map(|(meeting, entries)| (meeting.number.to_string(), set(entries)))
                .collect(),
        ),
        (
            "tema",
            compendium
                .themes
                .iter()
                .filter(|theme| !theme.provisions.is_empty())
                .map(|theme| (theme.id.clone(), set(&theme.provisions)))
                .collect(),
        ),
        ("destinatario", of(&compendium.addressees)),
        ("accion", of(&compendium.actions)),
    ])
}

/// The ids of all provisions, each beginning with how many letters it shares with the one before.
#[must_use]
pub fn ids(compendium: &Compendium) -> String {
    let mut out = String::new();
    let mut before = String::new();
    for at in compendium.provisions() {
        let id = compendium.entries[at].id.to_string();
        if !out.is_empty() {
            out.push(' ');
        }
        shards::behind(&mut out, &id, &before);
        before = id;
    }
    out
}
