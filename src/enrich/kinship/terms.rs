//! Texts → weighted terms: what of a text counts when it is compared, and how much.
//!
//! Terms are stems, pairs of neighbouring stems, and concepts: words and phrases that the editors'
//! thesaurus holds for one. Phrases of the genre ("deberían considerar la posibilidad de") need no list:
//! they stand in so many texts that they weigh next to nothing.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::languages::words::{Stems, words};

/// How much a word of a lead counts beside one of the provision's own: siblings share it.
const LEAD: f32 = 0.25;
/// A pair of words beside a single one.
const PAIR: f32 = 0.5;
/// A concept beside a word that the editors did not think worth a line.
const CONCEPT: f32 = 1.75;
/// How slowly a word that is repeated loses weight.
const SATURATION: f32 = 4.0;
/// Words of more than one text in five make no pairs.
const COMMON: f32 = 0.2;
/// A theme that is not the primary one, beside the primary one.
const SECONDARY: f32 = 0.7;

type Map<K, V> = HashMap<K, V, FixedState>;

/// What is compared.
#[derive(Debug)]
pub struct Corpus<'a> {
    /// Texts, each once.
    pub texts: Vec<&'a str>,
    /// What consists of them.
    pub units: Vec<Unit>,
}

/// A provision as it is compared.
#[derive(Debug)]
pub struct Unit {
    /// Index of its own words in [`Corpus::texts`].
    pub text: usize,
    /// Of the words above it.
    pub leads: Vec<usize>,
    /// Its themes, the primary one first.
    pub themes: Vec<usize>,
    /// Its meeting; meetings are numbered by time.
    pub meeting: usize,
}

/// Words and phrases that stand for one another.
#[derive(Debug)]
pub struct Thesaurus<'a> {
    groups: &'a [Vec<String>],
}

impl<'a> Thesaurus<'a> {
    /// Each group is one concept.
    #[must_use]
    pub fn new(groups: &'a [Vec<String>]) -> Self {
        Self { groups }
    }
}

/// Lists of weighted terms behind one another, each sorted by term and of length 1.
#[derive(Debug, Default)]
pub struct Vectors {
    starts: Vec<usize>,
    terms: Vec<(u32, f32)>,
    /// In how many lists each term stands.
    pub frequencies: Vec<u32>,
}

impl Vectors {
    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One list.
    #[must_use]
    pub fn of(&self, at: usize) -> &[(u32, f32)] {
        &self.terms[self.starts[at]..self.starts[at + 1]]
    }

    fn push(&mut self, terms: impl Iterator<Item = (u32, f32)>) {
        let start = self.terms.len();
        self.terms.extend(terms.filter(|&(_, weight)| weight > 0.0));
        let own = &mut self.terms[start..];
        let length = own
            .iter()
            .map(|&(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        for (_, weight) in own {
            *weight /= length;
        }
        self.starts.push(self.terms.len());
    }
}

/// The themes of each unit, the rarer the heavier.
#[must_use]
pub fn themes(corpus: &Corpus<'_>) -> Vectors {
    let count = corpus
        .units
        .iter()
        .flat_map(|unit| &unit.themes)
        .max()
        .map_or(0, |last| last + 1);
    let mut frequencies = vec![0_u32; count];
    for unit in &corpus.units {
        for &theme in &unit.themes {
            frequencies[theme] += 1;
        }
    }
    let mut vectors = Vectors {
        starts: vec![0],
        ..Vectors::default()
    };
    for unit in &corpus.units {
        vectors.push(unit.themes.iter().enumerate().map(|(rank, &theme)| {
            let rarity = (corpus.units.len() as f32 / frequencies[theme] as f32).ln();
            (
                theme as u32,
                if rank == 0 {
                    rarity
                } else {
                    SECONDARY * rarity
                },
            )
        }));
    }
    Vectors {
        frequencies,
        ..vectors
    }
}

/// The words of each unit.
#[must_use]
pub fn vectors(corpus: &Corpus<'_>, thesaurus: &Thesaurus<'_>, stems: &Stems) -> Vectors {
    let concepts = thesaurus.groups.len() as u32;
    let (sequences, mut count) = sequences(&corpus.texts, thesaurus, stems);
    let common = common(corpus, &sequences, count as usize);

    let singles = count;
    let mut pairs: Map<(u32, u32), u32> = Map::default();
    let mut bags: Vec<Vec<(u32, f32)>> = Vec::with_capacity(corpus.units.len());
    for unit in &corpus.units {
        let mut bag: Vec<(u32, f32)> = Vec::new();
        let own = std::iter::once((unit.text, 1.0));
        for (text, weight) in own.chain(unit.leads.iter().map(|&lead| (lead, LEAD))) {
            let sequence = &sequences[text];
            bag.extend(sequence.iter().map(|&term| (term, weight)));
            let mut before = None;
            for &term in sequence.iter().filter(|&&term| !common[term as usize]) {
                if let Some(before) = before {
                    // "estudiar medidas", "medidas estudiadas": either order is one pair.
                    let pair = (term.min(before), term.max(before));
                    let pair = *pairs.entry(pair).or_insert_with(|| {
                        count += 1;
                        count - 1
                    });
                    bag.push((pair, weight));
                }
                before = Some(term);
            }
        }
        bag.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        bag.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        bags.push(bag);
    }

    let mut frequencies = vec![0_u32; count as usize];
    for &(term, _) in bags.iter().flatten() {
        frequencies[term as usize] += 1;
    }
    let all = (bags.len() + 1) as f32;
    let mut vectors = Vectors {
        starts: vec![0],
        ..Vectors::default()
    };
    for bag in &bags {
        vectors.push(bag.iter().map(|&(term, times)| {
            let frequency = frequencies[term as usize];
            let rarity = (all / frequency as f32).ln();
            let saturated = times * (SATURATION + 1.0) / (times + SATURATION);
            let kind = match term {
                term if term < concepts => CONCEPT,
                term if term < singles => 1.0,
                // A pair that stands once is shared with nobody; the words themselves say how long the text is.
                _ if frequency < 2 => 0.0,
                _ => PAIR,
            };
            (term, kind * rarity * saturated)
        }));
    }
    Vectors {
        frequencies,
        ..vectors
    }
}

/// Which terms stand in so many provisions that a pair with them says little.
fn common(corpus: &Corpus<'_>, sequences: &[Vec<u32>], count: usize) -> Vec<bool> {
    let mut last = vec![usize::MAX; count];
    let mut frequencies = vec![0_u32; count];
    for (at, unit) in corpus.units.iter().enumerate() {
        for &term in &sequences[unit.text] {
            if last[term as usize] != at {
                last[term as usize] = at;
                frequencies[term as usize] += 1;
            }
        }
    }
    let limit = COMMON * corpus.units.len() as f32;
    frequencies
        .into_iter()
        .map(|frequency| frequency as f32 >= limit)
        .collect()
}

/// Each text as concepts and stems: concepts have the numbers of their groups, stems those behind.
/// With the number of both together.
fn sequences(texts: &[&str], thesaurus: &Thesaurus<'_>, stems: &Stems) -> (Vec<Vec<u32>>, u32) {
    let mut seen: Map<&str, u32> = Map::default();
    let mut distinct: Vec<&str> = Vec::new();
    let mut number = |text| -> Vec<u32> {
        words(text)
            .map(|(_, word)| {
                *seen.entry(word).or_insert_with(|| {
                    distinct.push(word);
                    distinct.len() as u32 - 1
                })
            })
            .collect()
    };
    let mut sequences: Vec<Vec<u32>> = texts.iter().map(|text| number(text)).collect();
    let mut phrases: Vec<(Vec<u32>, u32)> = Vec::new();
    for (concept, group) in thesaurus.groups.iter().enumerate() {
        phrases.extend(group.iter().map(|phrase| (number(phrase), concept as u32)));
    }

    let stemmed: Vec<String> = distinct
        .par_iter()
        .with_min_len(256)
        .map(|word| stems.stem(word))
        .collect();
    let mut stem_numbers: Map<&str, u32> = Map::default();
    let first = thesaurus.groups.len() as u32;
    let stem_of: Vec<u32> = stemmed
        .iter()
        .map(|stem| {
            let next = first + stem_numbers.len() as u32;
            *stem_numbers.entry(stem).or_insert(next)
        })
        .collect();
    let restem = |sequence: &mut Vec<u32>| {
        for word in sequence {
            *word = stem_of[*word as usize];
        }
    };

    let mut concepts: Map<u32, Vec<(Vec<u32>, u32)>> = Map::default();
    for (mut phrase, concept) in phrases {
        restem(&mut phrase);
        if let Some(&start) = phrase.first() {
            concepts.entry(start).or_default().push((phrase, concept));
        }
    }
    for phrases in concepts.values_mut() {
        phrases.sort_by_key(|(phrase, concept)| (std::cmp::Reverse(phrase.len()), *concept));
    }
    sequences
        .par_iter_mut()
        .with_min_len(64)
        .for_each(|sequence| {
            restem(sequence);
            fold(sequence, &concepts);
        });
    (sequences, first + stem_numbers.len() as u32)
}

/// Puts concepts in the place of the words that stand for them, the longest phrase first.
fn fold(sequence: &mut Vec<u32>, concepts: &Map<u32, Vec<(Vec<u32>, u32)>>) {
    let (mut from, mut to) = (0, 0);
    while from < sequence.len() {
        let found = concepts.get(&sequence[from]).and_then(|phrases| {
            phrases
                .iter()
                .find(|(phrase, _)| sequence[from..].starts_with(phrase))
        });
        let (term, read) = found.map_or((sequence[from], 1), |(phrase, concept)| {
            (*concept, phrase.len())
        });
        sequence[to] = term;
        from += read;
        to += 1;
    }
    sequence.truncate(to);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(text: &str, groups: &[Vec<String>]) -> Vec<u32> {
        sequences(&[text], &Thesaurus::new(groups), &Stems::of("es"))
            .0
            .remove(0)
    }

    #[test]
    fn the_longest_phrase_of_the_thesaurus_stands_for_its_concept() {
        let groups: Vec<Vec<String>> = [
            &["policía", "fuerzas del orden"][..],
            &["fuerzas", "ejército"],
        ]
        .iter()
        .map(|group| group.iter().map(|word| (*word).to_owned()).collect())
        .collect();
        assert_eq!(sequence("Las fuerzas del orden", &groups)[1..], [0]);
        assert_eq!(sequence("Las fuerzas del mar", &groups)[1], 1);
        assert_eq!(sequence("policías", &groups), [0]);
        assert_eq!(
            sequence("las fuerzas del orden y la fuerza", &groups).len(),
            5
        );
    }

    #[test]
    fn what_all_say_weighs_less_than_what_few_say() {
        let texts = vec![
            "Los Estados deberían indemnizar",
            "Los Estados deberían investigar",
            "Los Estados deberían capacitar",
        ];
        let units = (0..3)
            .map(|text| Unit {
                text,
                leads: Vec::new(),
                themes: Vec::new(),
                meeting: 0,
            })
            .collect();
        let vectors = vectors(
            &Corpus { texts, units },
            &Thesaurus::new(&[]),
            &Stems::of("es"),
        );
        let own = vectors.of(0);
        assert_eq!(own.len(), 4);
        assert!(own[3].1 > 2.0 * own[0].1);
        assert!((own.iter().map(|(_, weight)| weight * weight).sum::<f32>() - 1.0).abs() < 1e-5);
    }
}
