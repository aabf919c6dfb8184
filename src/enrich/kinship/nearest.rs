//! The nearest of each provision, found without comparing all pairs.
//!
//! An inverted index lists for each term the provisions that hold it. A provision reads the lists of its
//! rarest terms first and stops when it has read enough; those that share most of what was read are then
//! compared in full. In a book of some hundred provisions all lists are read, and nothing is missed.

use rayon::prelude::*;

use crate::languages::words::Stems;

use super::terms::{self, Corpus, Thesaurus, Vectors};

/// How many are found for each; more than are shown, for units with sub-items and for chains.
const FOUND: usize = 24;
/// How much of the index one provision reads.
const BUDGET: usize = 4_000;
/// It reads all of its lists where they hold no more than this: comparing the best of what was met in full
/// would cost as much.
const WHOLE: usize = 16_000;
/// It reads on, though, until it has met as many as this.
const ENOUGH: usize = 64;
/// How many are compared in full where not all lists were read.
const COMPARED: usize = 256;
/// How many remainders of terms the table of what a provision holds tells apart.
const HELD: usize = 1 << 14;
/// What themes in common are worth to those who share no word.
const PRIOR: f32 = 0.2;
/// One meeting seldom asks for the same twice: what is alike there is two sides of one matter.
const SAME_MEETING: f32 = 0.85;

/// A neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its unit.
    pub unit: u32,
    /// How near, from 0 to 1.
    pub score: f32,
}

/// Provisions made ready for comparison.
#[derive(Debug)]
pub struct Scorer {
    words: Vectors,
    themes: Vectors,
    meetings: Vec<usize>,
}

/// For each term the units that hold it, with its weight there.
struct Index {
    starts: Vec<usize>,
    postings: Vec<(u32, f32)>,
}

/// What one thread needs to look for neighbours, used again for the next provision.
struct Scratch {
    /// What each unit shares with the one in hand.
    shared: Vec<f32>,
    /// The units that share anything.
    met: Vec<u32>,
    /// The same with what they share, to choose among them.
    ranked: Vec<(f32, u32)>,
    /// Which terms the unit in hand may have: a bit for all terms with one remainder.
    held: Vec<u64>,
    /// The weights of the unit in hand by term, and by theme.
    words: Vec<f32>,
    themes: Vec<f32>,
    /// Lists to read: their length and their term.
    lists: Vec<(usize, u32, f32)>,
}

impl Scorer {
    /// Weighs words and themes.
    #[must_use]
    pub fn new(corpus: &Corpus<'_>, thesaurus: &Thesaurus<'_>, stems: &Stems) -> Self {
        Self {
            words: terms::vectors(corpus, thesaurus, stems),
            themes: terms::themes(corpus),
            meetings: corpus.units.iter().map(|unit| unit.meeting).collect(),
        }
    }

    /// The meeting of a unit.
    #[must_use]
    pub fn meeting(&self, unit: usize) -> usize {
        self.meetings[unit]
    }

    /// How near two units are, apart from their meetings.
    #[must_use]
    pub fn likeness(&self, one: usize, other: usize) -> f32 {
        combined(
            dot(self.words.of(one), self.words.of(other)),
            dot(self.themes.of(one), self.themes.of(other)),
        )
    }

    /// How near two units are as [`Scorer::nearest`] has it.
    #[must_use]
    pub fn score(&self, one: usize, other: usize) -> f32 {
        self.discounted(one, other, self.likeness(one, other))
    }

    fn discounted(&self, one: usize, other: usize, likeness: f32) -> f32 {
        if self.meetings[one] == self.meetings[other] {
            SAME_MEETING * likeness
        } else {
            likeness
        }
    }

    /// The nearest of each unit, best first; of equals the earlier.
    #[must_use]
    pub fn nearest(&self) -> Vec<Vec<Near>> {
        let index = Index::new(&self.words);
        (0..self.words.len())
            .into_par_iter()
            .with_min_len(16)
            .with_max_len(64)
            .map_init(
                || Scratch::new(self),
                |scratch, unit| self.nearest_of(unit, &index, scratch),
            )
            .collect()
    }

    fn nearest_of(&self, unit: usize, index: &Index, scratch: &mut Scratch) -> Vec<Near> {
        let all_read = scratch.read(self.words.of(unit), index);
        scratch.met.retain(|&other| other as usize != unit);
        if !all_read && scratch.met.len() > COMPARED {
            let shared = &scratch.shared;
            let ranked = &mut scratch.ranked;
            ranked.clear();
            ranked.extend(scratch.met.iter().map(|&met| (shared[met as usize], met)));
            ranked.select_nth_unstable_by(COMPARED, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for &(_, other) in &ranked[COMPARED..] {
                scratch.shared[other as usize] = 0.0;
            }
            scratch.met.clear();
            let kept = &scratch.ranked[..COMPARED];
            scratch.met.extend(kept.iter().map(|&(_, met)| met));
        }
        spread(self.words.of(unit), &mut scratch.words);
        for &(term, _) in self.words.of(unit) {
            let bit = term as usize % HELD;
            scratch.held[bit / 64] |= 1 << (bit % 64);
        }
        spread(self.themes.of(unit), &mut scratch.themes);
        let mut found: Vec<Near> = scratch
            .met
            .iter()
            .map(|&near| {
                let other = near as usize;
                let words = if all_read {
                    scratch.shared[other]
                } else {
                    sifted(self.words.of(other), &scratch.held, &scratch.words)
                };
                let likeness = combined(words, gathered(self.themes.of(other), &scratch.themes));
                Near {
                    unit: near,
                    score: self.discounted(unit, other, likeness),
                }
            })
            .collect();
        for &other in &scratch.met {
            scratch.shared[other as usize] = 0.0;
        }
        scratch.shared[unit] = 0.0;
        scratch.met.clear();
        clear(self.words.of(unit), &mut scratch.words);
        for &(term, _) in self.words.of(unit) {
            scratch.held[term as usize % HELD / 64] = 0;
        }
        clear(self.themes.of(unit), &mut scratch.themes);

        let best_first = |a: &Near, b: &Near| b.score.total_cmp(&a.score).then(a.unit.cmp(&b.unit));
        if found.len() > FOUND {
            found.select_nth_unstable_by(FOUND, best_first);
            found.truncate(FOUND);
        }
        found.sort_unstable_by(best_first);
        found
    }
}

impl Index {
    fn new(words: &Vectors) -> Self {
        let mut starts = Vec::with_capacity(words.frequencies.len() + 1);
        let mut total = 0;
        for &frequency in &words.frequencies {
            starts.push(total);
            // A term of one unit leads nowhere.
            total += if frequency > 1 { frequency as usize } else { 0 };
        }
        starts.push(total);
        let mut postings = vec![(u32::MAX, 0.0); total];
        let mut next = starts.clone();
        for unit in 0..words.len() {
            for &(term, weight) in words.of(unit) {
                let term = term as usize;
                if words.frequencies[term] > 1 {
                    postings[next[term]] = (unit as u32, weight);
                    next[term] += 1;
                }
            }
        }
        // Of a list that nobody reads to its end, those come first to whom the term means most.
        for (term, &start) in starts[..words.frequencies.len()].iter().enumerate() {
            let list = &mut postings[start..next[term]];
            if list.len() > BUDGET {
                list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            }
        }
        Self { starts, postings }
    }

    fn list(&self, term: u32) -> &[(u32, f32)] {
        &self.postings[self.starts[term as usize]..self.starts[term as usize + 1]]
    }
}

impl Scratch {
    fn new(scorer: &Scorer) -> Self {
        Self {
            shared: vec![0.0; scorer.words.len()],
            met: Vec::new(),
            ranked: Vec::new(),
            held: vec![0; HELD / 64],
            words: vec![0.0; scorer.words.frequencies.len()],
            themes: vec![0.0; scorer.themes.frequencies.len()],
            lists: Vec::new(),
        }
    }

    /// Adds up what is shared by the rarest terms; true if all lists were read to their ends.
    fn read(&mut self, own: &[(u32, f32)], index: &Index) -> bool {
        self.lists.clear();
        self.lists.extend(
            own.iter()
                .map(|&(term, weight)| (index.list(term).len(), term, weight)),
        );
        self.lists
            .sort_unstable_by_key(|&(length, term, _)| (length, term));
        let all: usize = self.lists.iter().map(|&(length, ..)| length).sum();
        let budget = if all <= WHOLE { WHOLE } else { BUDGET };
        let mut read = 0;
        for &(length, term, weight) in &self.lists {
            if read + length > budget && self.met.len() >= ENOUGH {
                return false;
            }
            let list = index.list(term);
            for &(unit, other) in &list[..length.min(BUDGET)] {
                let shared = &mut self.shared[unit as usize];
                if *shared == 0.0 {
                    self.met.push(unit);
                }
                *shared += weight * other;
            }
            read += length;
            if length > BUDGET {
                return false;
            }
        }
        true
    }
}

/// Words in common count more where themes are in common too, and themes alone a little.
/// For small numbers this is words + words · themes + prior · themes; it never exceeds 1.
fn combined(words: f32, themes: f32) -> f32 {
    let (words, themes) = (words.clamp(0.0, 1.0), themes.clamp(0.0, 1.0));
    1.0 - (1.0 - words) * (1.0 - words * themes) * (1.0 - PRIOR * themes)
}

fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let (mut left, mut right, mut sum) = (0, 0, 0.0);
    while left < one.len() && right < other.len() {
        match one[left].0.cmp(&other[right].0) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                sum += one[left].1 * other[right].1;
                left += 1;
                right += 1;
            }
        }
    }
    sum
}

fn spread(terms: &[(u32, f32)], dense: &mut [f32]) {
    for &(term, weight) in terms {
        dense[term as usize] = weight;
    }
}

fn clear(terms: &[(u32, f32)], dense: &mut [f32]) {
    for &(term, _) in terms {
        dense[term as usize] = 0.0;
    }
}

/// As [`gathered`], for terms so many that their weights lie far from one another in memory: most are seen
/// in a small table not to be held.
fn sifted(terms: &[(u32, f32)], held: &[u64], dense: &[f32]) -> f32 {
    let mut sum = 0.0;
    for &(term, weight) in terms {
        let bit = term as usize % HELD;
        if held[bit / 64] & (1 << (bit % 64)) != 0 {
            sum += weight * dense[term as usize];
        }
    }
    sum
}

fn gathered(terms: &[(u32, f32)], dense: &[f32]) -> f32 {
    terms
        .iter()
        .map(|&(term, weight)| weight * dense[term as usize])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::kinship::terms::Unit;

    fn scorer(texts: &[(usize, &str)]) -> Scorer {
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
        Scorer::new(&corpus, &Thesaurus::new(&[]), &Stems::of("es"))
    }

    #[test]
    fn who_says_the_same_is_nearest_and_the_other_meeting_before_the_own() {
        let near = scorer(&[
            (0, "Los Estados deberían indemnizar a las víctimas"),
            (0, "Se debería indemnizar a toda víctima"),
            (1, "Se debería indemnizar a toda víctima"),
            (1, "La Conferencia debería pedir informes"),
            (1, "xyz"),
        ])
        .nearest();
        let first: Vec<u32> = near[0].iter().map(|near| near.unit).collect();
        assert_eq!(first[..2], [2, 1]);
        assert!((near[1][0].score - 1.0).abs() < 1e-5 && near[1][0].unit == 2);
        assert!(near[4].is_empty());
    }

    #[test]
    fn an_index_that_is_not_read_to_its_end_finds_the_nearest_all_the_same() {
        let texts: Vec<(usize, String)> = (0..BUDGET + 500)
            .map(|at| {
                (
                    at,
                    format!(
                        "Los Estados deberían hacer frente a x{} y{} z{}",
                        at / 2,
                        at % 7,
                        at / 3
                    ),
                )
            })
            .collect();
        let texts: Vec<(usize, &str)> = texts
            .iter()
            .map(|(at, text)| (*at, text.as_str()))
            .collect();
        let scorer = scorer(&texts);
        let near = scorer.nearest();
        for unit in [0, 1, 1000, BUDGET] {
            assert_eq!(near[unit][0].unit as usize, unit ^ 1);
            let exact = scorer.score(unit, unit ^ 1);
            assert!((near[unit][0].score - exact).abs() < 1e-5);
        }
    }
}
