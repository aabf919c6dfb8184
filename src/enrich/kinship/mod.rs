//! Kinship: which provisions say the same again, and the chains that this makes across meetings.
//!
//! Only provisions are compared, because they are what is asked for; a unit with sub-items has what its
//! provisions have. Two provisions are near where they share rare words, pairs of words, words that the
//! thesaurus holds for one ([`terms`]), and themes. Not all pairs are compared where there are many
//! ([`nearest`]). `cargo bench --bench kinship` measures how well and how fast; the weights are from there.

pub mod chains;
pub mod nearest;
pub mod terms;

use std::collections::{BTreeMap, BTreeSet};

use super::Compendium;
use nearest::{Near, Scorer};
use terms::{Corpus, Thesaurus, Unit};

/// From this score on, the later of two provisions of different meetings says the earlier one again.
const REITERATES: f32 = 0.5;
/// The five nearest are always shown, more of them only from this score on.
const SIMILAR: f32 = 0.35;
const AT_LEAST: usize = 5;
const AT_MOST: usize = 8;
/// Below this a score is nothing once it is rounded.
const NOTHING: f32 = 0.005;

/// A kindred provision.
#[derive(Clone, Debug, PartialEq)]
pub struct Kin {
    /// Index of the entry.
    pub entry: usize,
    /// How near, from 0 to 1, with two decimals.
    pub score: f64,
    /// In what way.
    pub kind: KinKind,
}

/// What a kindred provision is to the one that lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KinKind {
    /// This one says again what that earlier one said.
    Reiterates,
    /// That later one says this again.
    ReiteratedBy,
    /// Neither, but near.
    Similar,
}

impl KinKind {
    /// Its name in the data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Reiterates => "reiterates",
            Self::ReiteratedBy => "reiterated_by",
            Self::Similar => "similar",
        }
    }
}

/// What the words and themes of provisions say of their kinship.
#[derive(Debug)]
pub struct Compared {
    entries: Vec<usize>,
    scorer: Scorer,
    near: Vec<Vec<Near>>,
}

/// Compares the provisions.
#[must_use]
pub fn compare(compendium: &Compendium) -> Compared {
    let entries: Vec<usize> = compendium.provisions().collect();
    let corpus = corpus(compendium, &entries);
    let thesaurus = Thesaurus::new(&compendium.editorial.thesaurus);
    let scorer = Scorer::new(&corpus, &thesaurus, &compendium.stems);
    let near = scorer.nearest();
    Compared {
        entries,
        scorer,
        near,
    }
}

/// Enters [`super::Entry::related`], [`Compendium::chains`] and [`super::Entry::chain`].
///
/// `references` holds the explicit references as pairs of entries, who refers and who is meant: they are
/// not repeated as kin, and strengthen the links of chains.
pub fn relate(
    compendium: &mut Compendium,
    compared: Compared,
    references: &BTreeSet<(usize, usize)>,
) {
    let Compared {
        entries,
        scorer,
        near,
    } = compared;
    let links = between_provisions(compendium, &entries, references);
    let chains = chains::chains(&scorer, &near, &links);
    let excluded =
        |a: usize, b: usize| references.contains(&(a, b)) || references.contains(&(b, a));
    for (at, near) in near.iter().enumerate() {
        let entry = entries[at];
        let found = near.iter().map(|near| {
            let other = entries[near.unit as usize];
            (
                other,
                near.score,
                kind(compendium, entry, other, near.score),
            )
        });
        let found = found.filter(|&(other, ..)| !excluded(entry, other));
        compendium.entries[entry].related = best(found);
    }
    gather(compendium, &entries, &near, &excluded);
    fill(compendium, &entries, &excluded);
    for (chain, found) in chains.iter().enumerate() {
        for &member in &found.members {
            compendium.entries[entries[member]].chain = Some(chain);
        }
    }
    compendium.chains = chains
        .into_iter()
        .map(|chain| chains::Chain {
            members: chain.members.iter().map(|&at| entries[at]).collect(),
            ..chain
        })
        .collect();
}

/// The provisions with their leads, themes and meetings; leads that siblings share are one text.
#[must_use]
pub fn corpus<'a>(compendium: &'a Compendium, entries: &[usize]) -> Corpus<'a> {
    Corpus {
        texts: compendium
            .entries
            .iter()
            .map(|entry| entry.unit.text.plain.as_str())
            .collect(),
        units: entries
            .iter()
            .map(|&at| {
                let entry = &compendium.entries[at];
                Unit {
                    text: at,
                    leads: compendium.ancestors(entry),
                    themes: entry.themes.clone(),
                    meeting: entry.meeting,
                }
            })
            .collect(),
    }
}

/// Explicit references as pairs of provisions: who means a unit with sub-items means each of them.
fn between_provisions(
    compendium: &Compendium,
    entries: &[usize],
    references: &BTreeSet<(usize, usize)>,
) -> BTreeSet<(usize, usize)> {
    let mut links = BTreeSet::new();
    for &(from, to) in references {
        for from in provisions_of(compendium, from) {
            for to in provisions_of(compendium, to) {
                if let (Ok(from), Ok(to)) =
                    (entries.binary_search(&from), entries.binary_search(&to))
                {
                    links.insert((from.min(to), from.max(to)));
                }
            }
        }
    }
    links
}

fn provisions_of(compendium: &Compendium, entry: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![entry];
    while let Some(at) = open.pop() {
        let children = &compendium.entries[at].children;
        if children.is_empty() {
            found.push(at);
        }
        open.extend(children.iter().rev());
    }
    found
}

fn kind(compendium: &Compendium, entry: usize, other: usize, score: f32) -> KinKind {
    let meeting = |at: usize| compendium.entries[at].meeting;
    // One meeting says nothing again: what it adopts, it adopts at once.
    match meeting(entry).cmp(&meeting(other)) {
        _ if score < REITERATES => KinKind::Similar,
        std::cmp::Ordering::Greater => KinKind::Reiterates,
        std::cmp::Ordering::Less => KinKind::ReiteratedBy,
        std::cmp::Ordering::Equal => KinKind::Similar,
    }
}

/// The first of what is sorted best first.
fn best(found: impl Iterator<Item = (usize, f32, KinKind)>) -> Vec<Kin> {
    found
        .enumerate()
        .take(AT_MOST)
        .take_while(|&(at, (_, score, _))| score >= if at < AT_LEAST { NOTHING } else { SIMILAR })
        .map(|(_, (entry, score, kind))| Kin {
            entry,
            score: (f64::from(score) * 100.0).round() / 100.0,
            kind,
        })
        .collect()
}

/// Where fewer are kindred than are always listed, those that stand nearest in the documents follow (contract, "Data").
fn fill(compendium: &mut Compendium, entries: &[usize], excluded: &dyn Fn(usize, usize) -> bool) {
    for at in 0..compendium.entries.len() {
        if compendium.entries[at].related.len() >= AT_LEAST {
            continue;
        }
        let own = provisions_of(compendium, at);
        let mut related = std::mem::take(&mut compendium.entries[at].related);
        let place = entries.partition_point(|&entry| entry < at);
        let (mut before, mut behind) = (entries[..place].iter().rev(), entries[place..].iter());
        while related.len() < AT_LEAST {
            let next = [behind.next(), before.next()];
            if next == [None, None] {
                break;
            }
            let others = next.into_iter().flatten().copied();
            let others = others.filter(|&other| {
                !own.contains(&other)
                    && !excluded(at, other)
                    && !own.iter().any(|&own| excluded(own, other))
            });
            for entry in others.take(AT_LEAST - related.len()).collect::<Vec<_>>() {
                if related.iter().all(|kin| kin.entry != entry) {
                    related.push(Kin {
                        entry,
                        score: 0.0,
                        kind: KinKind::Similar,
                    });
                }
            }
        }
        compendium.entries[at].related = related;
    }
}

/// A unit with sub-items has what its provisions have outside of it, each once with its best score.
fn gather(
    compendium: &mut Compendium,
    entries: &[usize],
    near: &[Vec<Near>],
    excluded: &dyn Fn(usize, usize) -> bool,
) {
    for at in 0..compendium.entries.len() {
        if compendium.entries[at].is_provision() {
            continue;
        }
        let inside = provisions_of(compendium, at);
        let mut union: BTreeMap<usize, (f32, KinKind)> = BTreeMap::new();
        for &own in &inside {
            let Ok(unit) = entries.binary_search(&own) else {
                continue;
            };
            for near in &near[unit] {
                let other = entries[near.unit as usize];
                if inside.contains(&other) || excluded(at, other) || excluded(own, other) {
                    continue;
                }
                let known = union.entry(other).or_insert((0.0, KinKind::Similar));
                if near.score > known.0 {
                    *known = (near.score, kind(compendium, own, other, near.score));
                }
            }
        }
        let mut union: Vec<_> = union
            .into_iter()
            .map(|(other, (score, kind))| (other, score, kind))
            .collect();
        union.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        compendium.entries[at].related = best(union.into_iter());
    }
}
