//! Chains: a demand that meeting after meeting repeats.
//!
//! Links between meetings join provisions, the strongest link first. A chain takes in a provision, or
//! another chain, only where the two are near each other on the whole: else each would find some word in
//! common with the next, and all would end in one chain.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::nearest::{Near, Scorer};

/// The weakest link that joins.
const LINK: f32 = 0.45;
/// How near the cores of two chains are on the average, where they become one.
const CORE: f32 = 0.38;
/// Of each chain, those that joined first are its core.
const CORE_SIZE: usize = 12;
/// How many provisions of one meeting a chain may hold.
const PER_MEETING: usize = 2;
/// What an explicit reference adds to a link: this part of what is missing to 1.
const REFERENCE: f32 = 0.3;

type Map<K, V> = HashMap<K, V, FixedState>;

/// A chain of reiterations.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// Its provisions by time, as entries of the compendium.
    pub members: Vec<usize>,
    /// The sum of what binds each meeting to an earlier one, with two decimals.
    pub strength: f64,
}

/// The chains of all units, the strongest first. `references` holds pairs of units, the smaller first.
#[must_use]
pub fn chains(
    scorer: &Scorer,
    near: &[Vec<Near>],
    references: &BTreeSet<(usize, usize)>,
) -> Vec<Chain> {
    let likeness = |one: usize, other: usize| {
        let likeness = scorer.likeness(one, other);
        if references.contains(&(one.min(other), one.max(other))) {
            likeness + (1.0 - likeness) * REFERENCE
        } else {
            likeness
        }
    };
    let mut pairs: Vec<(usize, usize)> = references.iter().copied().collect();
    for (unit, near) in near.iter().enumerate() {
        for near in near.iter().filter(|near| near.score >= LINK) {
            let other = near.unit as usize;
            pairs.push((unit.min(other), unit.max(other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut links: Vec<(f32, usize, usize)> = pairs
        .into_par_iter()
        .with_min_len(1024)
        .filter(|&(one, other)| scorer.meeting(one) != scorer.meeting(other))
        .map(|(one, other)| (likeness(one, other), one, other))
        .filter(|&(score, ..)| score >= LINK)
        .collect();
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));

    // Members in the order in which they joined; a unit stands in the chain of its number until it joins one.
    let mut members: Vec<Vec<usize>> = (0..near.len()).map(|unit| vec![unit]).collect();
    let mut chain_of: Vec<usize> = (0..near.len()).collect();
    let mut meetings: Vec<Map<usize, usize>> = (0..near.len())
        .map(|unit| Map::from_iter([(scorer.meeting(unit), 1)]))
        .collect();
    // Pairs of chains that can no longer become one, whoever joins them.
    let mut apart: HashSet<(usize, usize), FixedState> = HashSet::default();
    for (_, one, other) in links {
        let (one, other) = (chain_of[one], chain_of[other]);
        let pair = (one.min(other), one.max(other));
        if one == other || apart.contains(&pair) {
            continue;
        }
        if crowded(&meetings[one], &meetings[other]) {
            apart.insert(pair);
            continue;
        }
        if !fit(&members[one], &members[other], &likeness) {
            if members[one].len().min(members[other].len()) >= CORE_SIZE {
                apart.insert(pair);
            }
            continue;
        }
        // The longer chain keeps its core.
        let (kept, joined) = if members[one].len() >= members[other].len() {
            (one, other)
        } else {
            (other, one)
        };
        for (meeting, count) in std::mem::take(&mut meetings[joined]) {
            *meetings[kept].entry(meeting).or_default() += count;
        }
        let joined = std::mem::take(&mut members[joined]);
        for &unit in &joined {
            chain_of[unit] = kept;
        }
        members[kept].extend(joined);
    }

    let mut chains: Vec<Chain> = members
        .into_iter()
        .filter(|members| members.len() > 1)
        .map(|mut members| {
            members.sort_by_key(|&unit| (scorer.meeting(unit), unit));
            let strength = strength(&members, scorer, &likeness);
            Chain { members, strength }
        })
        .collect();
    chains.sort_by(|a, b| {
        b.strength
            .total_cmp(&a.strength)
            .then_with(|| a.members.cmp(&b.members))
    });
    chains
}

/// Whether two chains together hold more of one meeting than a chain may.
fn crowded(one: &Map<usize, usize>, other: &Map<usize, usize>) -> bool {
    let (few, many) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter()
        .any(|(meeting, count)| count + many.get(meeting).unwrap_or(&0) > PER_MEETING)
}

/// Whether the cores of two chains are near each other.
fn fit(one: &[usize], other: &[usize], likeness: &impl Fn(usize, usize) -> f32) -> bool {
    let (one, other) = (
        &one[..one.len().min(CORE_SIZE)],
        &other[..other.len().min(CORE_SIZE)],
    );
    let mut sum = 0.0;
    for &left in one {
        for &right in other {
            sum += likeness(left, right);
        }
    }
    sum >= CORE * (one.len() * other.len()) as f32
}

/// For each meeting but the first, the best link to an earlier one.
fn strength(members: &[usize], scorer: &Scorer, likeness: &impl Fn(usize, usize) -> f32) -> f64 {
    let mut strength = 0.0;
    let mut done = 0;
    for meeting in members.chunk_by(|&a, &b| scorer.meeting(a) == scorer.meeting(b)) {
        // A demand that hundreds of meetings repeat is bound by its last few.
        let earlier = &members[done.max(CORE_SIZE) - CORE_SIZE..done];
        let best = meeting
            .iter()
            .flat_map(|&unit| earlier.iter().map(move |&other| likeness(unit, other)))
            .fold(0.0, f32::max);
        strength += f64::from(best);
        done += meeting.len();
    }
    (strength * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::kinship::terms::{Corpus, Thesaurus, Unit};
    use crate::languages::words::Stems;

    fn chains_of(texts: &[(usize, &str)], references: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let corpus = Corpus {
            texts: texts.iter().map(|&(_, text)| text).collect(),
            units: texts
                .iter()
                .enumerate()
                .map(|(text, &(meeting, _))| Unit {
                    text,
                    leads: Vec::new(),
                    themes: Vec::new(),
                    meeting,
                })
                .collect(),
        };
        let scorer = Scorer::new(&corpus, &Thesaurus::new(&[]), &Stems::of("es"));
        let references = references.iter().copied().collect();
        chains(&scorer, &scorer.nearest(), &references)
            .into_iter()
            .map(|chain| chain.members)
            .collect()
    }

    #[test]
    fn a_demand_that_three_meetings_repeat_is_one_chain_by_time() {
        let texts = [
            (2, "no sancionar a las víctimas"),
            (0, "indemnizar los daños"),
            (0, "no sancionar a las víctimas"),
            (1, "no sancionar a ninguna de las víctimas"),
            (1, "capacitar policías"),
        ];
        assert_eq!(chains_of(&texts, &[]), [[2, 3, 0]]);
    }

    #[test]
    fn links_from_one_to_the_next_are_no_chain_where_the_ends_are_strangers() {
        let texts = [
            (0, "alfa beta gama delta"),
            (1, "gama delta sigma omega"),
            (2, "sigma omega lambda kapa"),
            (3, "lambda kapa zeta iota"),
            (4, "zeta iota alfa beta"),
        ];
        assert!(
            chains_of(&texts, &[])
                .iter()
                .all(|members| members.len() < 3)
        );
    }

    #[test]
    fn one_meeting_makes_no_chain_and_a_reference_strengthens_a_link() {
        let texts = [
            (0, "alfa beta gama delta"),
            (0, "alfa beta gama delta"),
            (1, "omega gama sigma delta"),
            (2, "iota"),
            (3, "kapa"),
            (4, "lambda"),
            (5, "zeta"),
            (6, "eta"),
            (7, "pi"),
        ];
        assert!(chains_of(&texts[..2], &[]).is_empty());
        let far = chains_of(&texts, &[]);
        let near = chains_of(&texts, &[(0, 2), (1, 2)]);
        assert!(far.is_empty() && near == [[0, 1, 2]], "{far:?} {near:?}");
    }
}
