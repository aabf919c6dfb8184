//! Themes for provisions that no editor has read yet: proposals, each with the words that decided.
//!
//! Two things speak. The editors' lexicon says which words point to a theme; the editors' assignments
//! correct it, entry by entry: one that stood in ten provisions and was right in three weighs less than
//! its list says. And the assignments teach, for every theme, the words with which its provisions are
//! written (ridge regression over stems and pairs of stems). A theme is proposed where both together
//! make it likelier than [`LIKELY`]. `benches/themes.rs` measures it.
//!
//! Everything is summed in the order of the texts, so that the same book gives the same proposals.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::records::editorial::Lexicon;

use super::lexicon::{Analyser, Hit, Matcher, Token};

/// How much a lead's words count beside the unit's own, and a section heading's.
const LEAD: f32 = 0.7;
const SECTION: f32 = 0.3;
/// How many provisions' worth of experience an entry's level is.
const PATIENCE: f32 = 3.0;
/// The ridge: how reluctant the words of assigned provisions are to speak.
const RELUCTANCE: f32 = 0.7;
/// Sweeps over the assigned provisions; the remainder is below what decides anything.
const SWEEPS: usize = 15;
/// A pair of words counts half of a word.
const PAIR: f32 = 0.5;
/// From which probability on a theme is proposed, and how many at most.
const LIKELY: f32 = 0.4;
const MOST: usize = 4;
/// Fewer assigned provisions than these teach chance: what they have in common is how recommendations are written.
const EXPERIENCE: usize = 60;
/// Without any word of the lexicon, how sure the assignments must be.
const LEARNED_ALONE: f32 = 0.2;
/// Scores of the lexicon beyond these say no more.
const SCORE: (f32, f32) = (-3.0, 8.0);

/// How the signs add up to a probability: a logistic regression over pairs of provision and theme, of the real
/// book (each meeting judged by what the others taught) and of texts written for it (docs/decisions/0009).
mod weigh {
    pub const INTERCEPT: f32 = -8.27;
    pub const SCORE: f32 = 1.29;
    pub const SHARE: f32 = 3.57;
    pub const RANK: f32 = 1.43;
    pub const SILENT: f32 = -2.07;
    pub const LEARNED: f32 = 2.9;
    pub const LEARNED_RANK: f32 = 0.79;
    pub const BEST: f32 = 2.16;
    pub const SEVERAL: f32 = 1.05;
    pub const LATE: f32 = -1.11;
    pub const LENGTH: f32 = -0.65;
    pub const USUAL: f32 = -1.0;
}

/// How many provisions a theme is taken to have had before any is assigned, and how many there were.
const BEFORE: (f32, f32) = (4.0, 64.0);
/// The usual length of a provision in words.
const WORDS: f32 = 30.0;

/// What is read of a provision.
#[derive(Clone, Debug, Default)]
pub struct Sample<'a> {
    /// Its own words.
    pub text: &'a str,
    /// Its ancestors' words, outermost first.
    pub leads: Vec<&'a str>,
    /// The heading it stands under.
    pub section: Option<&'a str>,
}

/// Where a deciding word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// In the unit's own words.
    Text,
    /// In an ancestor's, counted from the outermost.
    Lead(usize),
    /// In the heading.
    Section,
}

/// Words that decided for a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index of the theme.
    pub theme: usize,
    /// Where the words stand.
    pub part: Part,
    /// Their bytes there.
    pub range: Range<usize>,
}

/// A proposed theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Index of the theme.
    pub theme: usize,
    /// How likely it is, as far as the assignments tell.
    pub probability: f32,
    /// The words that decided, in the order of the text.
    pub evidence: Vec<Evidence>,
}

/// What lexicon and assignments know.
#[derive(Debug)]
pub struct Classifier {
    analyser: Analyser,
    matcher: Matcher,
    themes: usize,
    /// Weight of each entry after experience.
    weights: Vec<f32>,
    /// How usual each theme is, as a logarithm.
    usual: Vec<f32>,
    /// Words and pairs of words that assigned provisions share, with their rarity.
    features: HashMap<(u32, u32), (u32, f32), FixedState>,
    /// For each of them, how much it speaks for each theme.
    learned: Vec<f32>,
}

/// One part of a sample, analysed.
struct Analysed {
    part: Part,
    factor: f32,
    tokens: Vec<Token>,
    hits: Vec<Hit>,
}

/// What the lexicon says of one theme in a sample.
#[derive(Clone, Debug)]
struct Signs {
    /// The weights of its entries that do not overlap.
    score: f32,
    /// The heaviest of them.
    best: f32,
    /// How many there are.
    several: f32,
    /// How late in the unit's own words the first stands, from 0 to 1.
    late: f32,
}

impl Default for Signs {
    fn default() -> Self {
        Self {
            score: 0.0,
            best: 0.0,
            several: 0.0,
            late: 1.0,
        }
    }
}

/// A pair's second word where there is none.
const ALONE: u32 = u32::MAX;

impl Classifier {
    /// Learns from assigned provisions; with none, the lexicon alone speaks.
    #[must_use]
    pub fn learn(
        lexicon: &Lexicon,
        themes: &[&str],
        language: &Language,
        examples: &[(Sample<'_>, Vec<usize>)],
    ) -> Self {
        let mut analyser = Analyser::new(language);
        let matcher = Matcher::new(lexicon, themes, &mut analyser);
        let mut classifier = Self {
            weights: (0..matcher.len())
                .map(|term| matcher.weight(term))
                .collect(),
            usual: (0..themes.len())
                .map(|theme| {
                    let (had, all) = BEFORE;
                    let times = examples.iter().filter(|(_, own)| own.contains(&theme));
                    ((times.count() as f32 + had) / (examples.len() as f32 + all)).ln()
                })
                .collect(),
            analyser,
            matcher,
            themes: themes.len(),
            features: HashMap::default(),
            learned: Vec::new(),
        };
        let analysed: Vec<Vec<Analysed>> = examples
            .iter()
            .map(|(sample, _)| classifier.analyse(sample))
            .collect();
        classifier.trust(&analysed, examples);
        if examples.len() >= EXPERIENCE {
            classifier.regress(&analysed, examples);
        }
        classifier
    }

    /// The themes that a provision may have, the likeliest first; one at least if any word speaks for one.
    pub fn propose(&mut self, sample: &Sample<'_>) -> Vec<Proposal> {
        let parts = self.analyse(sample);
        let (signs, deciding) = self.signs(&parts);
        let learned = self.learned(&parts);
        let total: f32 = signs.iter().map(|signs| signs.score.max(0.0)).sum();
        let length = (sample.text.split_whitespace().count() as f32 / WORDS).max(f32::MIN_POSITIVE);
        let mut likely: Vec<(usize, f32)> = (0..self.themes)
            .filter(|&theme| signs[theme].score > 0.0 || learned[theme] >= LEARNED_ALONE)
            .map(|theme| {
                let own = &signs[theme];
                let score = own.score.max(0.0);
                let there = f32::from(u8::from(score > 0.0));
                let better = |rank: usize| (-(rank as f32)).exp();
                let rank = signs.iter().filter(|other| other.score > score).count();
                let learned_rank = learned.iter().filter(|&&other| other > learned[theme]);
                let sum = weigh::INTERCEPT
                    + weigh::SCORE * (own.score.min(3.0) / 3.0)
                    + weigh::SHARE * (score / total.max(f32::MIN_POSITIVE))
                    + weigh::RANK * better(rank)
                    + weigh::SILENT * (1.0 - there)
                    + weigh::LEARNED * learned[theme]
                    + weigh::LEARNED_RANK * better(learned_rank.count())
                    + weigh::BEST * (own.best.min(3.0) / 3.0)
                    + weigh::SEVERAL * own.several.ln_1p()
                    + weigh::LATE * own.late * there
                    + weigh::LENGTH * length.ln() * there
                    + weigh::USUAL * self.usual[theme];
                (theme, 1.0 / (1.0 + (-sum).exp()))
            })
            .collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        likely
            .iter()
            .take(MOST)
            .enumerate()
            .filter(|&(rank, &(_, probability))| rank == 0 || probability >= LIKELY)
            .map(|(_, &(theme, probability))| Proposal {
                theme,
                probability,
                evidence: self.evidence(theme, &parts, &deciding),
            })
            .collect()
    }

    /// How much the words of assigned provisions alone speak for each theme: about 1 for what an editor would
    /// assign, about 0 for what not.
    pub fn taught(&mut self, sample: &Sample<'_>) -> Vec<f32> {
        let parts = self.analyse(sample);
        self.learned(&parts)
    }

    fn learned(&self, parts: &[Analysed]) -> Vec<f32> {
        let mut learned = vec![0.0_f32; self.themes];
        for (feature, value) in self.vector(&counts(parts)) {
            for (sum, weight) in learned.iter_mut().zip(self.speaks(feature)) {
                *sum += value * weight;
            }
        }
        learned
    }

    fn analyse(&mut self, sample: &Sample<'_>) -> Vec<Analysed> {
        let leads = sample.leads.iter().enumerate();
        let texts = std::iter::once((Part::Text, 1.0, sample.text))
            .chain(leads.map(|(level, lead)| (Part::Lead(level), LEAD, *lead)))
            .chain(sample.section.map(|text| (Part::Section, SECTION, text)));
        texts
            .map(|(part, factor, text)| {
                let tokens = self.analyser.tokens(text);
                let hits = self.matcher.hits(&tokens, &self.analyser);
                Analysed {
                    part,
                    factor,
                    tokens,
                    hits,
                }
            })
            .collect()
    }

    /// Each entry's weight, corrected by how often its theme was there when it was.
    fn trust(&mut self, analysed: &[Vec<Analysed>], examples: &[(Sample<'_>, Vec<usize>)]) {
        let mut seen = vec![(0_u32, 0_u32); self.matcher.len()];
        let mut terms: Vec<(usize, usize)> = Vec::new();
        for (parts, (_, themes)) in analysed.iter().zip(examples) {
            terms.clear();
            let own = parts.iter().filter(|part| part.part != Part::Section);
            terms.extend(own.flat_map(|part| part.hits.iter().map(|hit| (hit.term, hit.theme))));
            terms.sort_unstable();
            terms.dedup();
            for &(term, theme) in &terms {
                seen[term].0 += 1;
                seen[term].1 += u32::from(themes.contains(&theme));
            }
        }
        for (term, (times, right)) in seen.into_iter().enumerate() {
            if times > 0 && self.weights[term] > 0.0 {
                let belief = self.matcher.belief(term);
                let rate = (right as f32 + PATIENCE * belief) / (times as f32 + PATIENCE);
                self.weights[term] *= rate / belief;
            }
        }
    }

    /// Ridge regression of all themes at once, by coordinates in the order of the provisions.
    fn regress(&mut self, analysed: &[Vec<Analysed>], examples: &[(Sample<'_>, Vec<usize>)]) {
        let counted: Vec<Vec<((u32, u32), f32)>> =
            analysed.iter().map(|parts| counts(parts)).collect();
        let mut frequency: HashMap<(u32, u32), u32, FixedState> = HashMap::default();
        for (feature, _) in counted.iter().flatten() {
            *frequency.entry(*feature).or_default() += 1;
        }
        let all = (examples.len() + 1) as f32;
        for (feature, _) in counted.iter().flatten() {
            let times = frequency[feature];
            if times > 1 {
                let next = self.features.len() as u32;
                let rarity = (all / (times as f32 + 0.5)).ln();
                self.features.entry(*feature).or_insert((next, rarity));
            }
        }
        let vectors: Vec<_> = counted.iter().map(|counts| self.vector(counts)).collect();
        let themes = self.themes;
        self.learned = vec![0.0; self.features.len() * themes];
        let mut duals = vec![0.0_f32; vectors.len() * themes];
        let mut step = vec![0.0_f32; themes];
        for _ in 0..SWEEPS {
            for (at, vector) in vectors.iter().enumerate() {
                if vector.is_empty() {
                    continue;
                }
                let own = &mut duals[at * themes..(at + 1) * themes];
                for (theme, (step, dual)) in step.iter_mut().zip(&*own).enumerate() {
                    let wanted = f32::from(u8::from(examples[at].1.contains(&theme)));
                    *step = wanted - RELUCTANCE * dual;
                }
                for &(feature, value) in vector {
                    for (step, weight) in step.iter_mut().zip(self.speaks(feature)) {
                        *step -= value * weight;
                    }
                }
                for (step, dual) in step.iter_mut().zip(own) {
                    *step /= 1.0 + RELUCTANCE;
                    *dual += *step;
                }
                for &(feature, value) in vector {
                    let start = feature as usize * themes;
                    let weights = &mut self.learned[start..start + themes];
                    for (weight, step) in weights.iter_mut().zip(&step) {
                        *weight += value * step;
                    }
                }
            }
        }
    }

    /// How much a feature speaks for each theme.
    fn speaks(&self, feature: u32) -> &[f32] {
        let start = feature as usize * self.themes;
        &self.learned[start..start + self.themes]
    }

    /// The known features of a text, of length one.
    fn vector(&self, counts: &[((u32, u32), f32)]) -> Vec<(u32, f32)> {
        let mut vector: Vec<(u32, f32)> = counts
            .iter()
            .filter_map(|(feature, count)| {
                let (number, rarity) = self.features.get(feature)?;
                Some((*number, count * rarity))
            })
            .collect();
        let length = vector.iter().map(|(_, v)| v * v).sum::<f32>().sqrt();
        for (_, value) in &mut vector {
            *value /= length.max(f32::MIN_POSITIVE);
        }
        vector
    }

    /// What the lexicon says of each theme, and the entries that made its score. Of entries that overlap,
    /// the heaviest counts.
    fn signs(&self, parts: &[Analysed]) -> (Vec<Signs>, Vec<(usize, Hit)>) {
        let mut signs = vec![Signs::default(); self.themes];
        let mut deciding: Vec<(usize, Hit)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let mut weighed: Vec<(f32, Hit)> = part
                .hits
                .iter()
                .map(|&hit| (self.weights[hit.term], hit))
                .collect();
            weighed.sort_by(|(one, a), (other, b)| {
                (a.theme.cmp(&b.theme))
                    .then(other.abs().total_cmp(&one.abs()))
                    .then((a.from, b.to, a.term).cmp(&(b.from, a.to, b.term)))
            });
            let first = deciding.len();
            for (weight, hit) in weighed {
                let own = &mut signs[hit.theme];
                if weight > 0.0 {
                    own.best = own.best.max(part.factor * weight);
                    own.several += part.factor;
                    if part.part == Part::Text {
                        let place = hit.from as f32 / part.tokens.len() as f32;
                        own.late = own.late.min(place);
                    }
                }
                let covered = deciding[first..].iter().any(|(_, other)| {
                    other.theme == hit.theme && hit.from < other.to && other.from < hit.to
                });
                if !covered {
                    own.score += part.factor * weight;
                    deciding.push((at, hit));
                }
            }
        }
        for signs in &mut signs {
            signs.score = signs.score.clamp(SCORE.0, SCORE.1);
        }
        (signs, deciding)
    }

    /// The words of the lexicon that stand for a theme; where there are none, the unit's words that the
    /// assignments connect with it most.
    fn evidence(
        &self,
        theme: usize,
        parts: &[Analysed],
        deciding: &[(usize, Hit)],
    ) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = deciding
            .iter()
            .filter(|(_, hit)| hit.theme == theme && self.weights[hit.term] > 0.0)
            .map(|&(at, hit)| {
                let tokens = &parts[at].tokens;
                Evidence {
                    theme,
                    part: parts[at].part,
                    range: tokens[hit.from].start..tokens[hit.to - 1].end,
                }
            })
            .collect();
        if evidence.is_empty() {
            let mut words: Vec<(f32, Evidence)> = Vec::new();
            let mut known: Vec<u32> = Vec::new();
            for part in parts {
                for token in &part.tokens {
                    let Some(&(feature, rarity)) = self.features.get(&(token.stem, ALONE)) else {
                        continue;
                    };
                    let weight = part.factor * rarity * self.speaks(feature)[theme];
                    if weight > 0.0 && !known.contains(&feature) {
                        known.push(feature);
                        let evidence = Evidence {
                            theme,
                            part: part.part,
                            range: token.start..token.end,
                        };
                        words.push((weight, evidence));
                    }
                }
            }
            words.sort_by(|one, other| other.0.total_cmp(&one.0));
            evidence.extend(words.into_iter().take(3).map(|(_, evidence)| evidence));
        }
        evidence.sort_by_key(|evidence| (evidence.part, evidence.range.start));
        evidence
    }
}

/// The stems and pairs of stems of a sample, each with the weight of the best place it stands in.
fn counts(parts: &[Analysed]) -> Vec<((u32, u32), f32)> {
    let mut counts: Vec<((u32, u32), f32)> = Vec::new();
    for part in parts {
        // A heading teaches a little more than it points: it is the words of a whole chapter.
        let factor = if part.part == Part::Section {
            0.5
        } else {
            part.factor
        };
        for (at, token) in part.tokens.iter().enumerate() {
            counts.push(((token.stem, ALONE), factor));
            if let Some(next) = part.tokens.get(at + 1) {
                counts.push(((token.stem, next.stem), factor * PAIR));
            }
        }
    }
    counts.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    counts.dedup_by_key(|(feature, _)| *feature);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::editorial::ThemeWords;

    const THEMES: [&str; 3] = ["dinero", "barcos", "aves"];

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (theme, strong) in [
            ("dinero", "moneda"),
            ("barcos", "velero"),
            ("ausente", "nada"),
        ] {
            let words = ThemeWords {
                strong: vec![strong.to_owned()],
                ..ThemeWords::default()
            };
            lexicon.themes.insert(theme.to_owned(), words);
        }
        lexicon
    }

    fn text(text: &str) -> Sample<'_> {
        Sample {
            text,
            ..Sample::default()
        }
    }

    fn learn(examples: &[(Sample<'_>, Vec<usize>)]) -> Classifier {
        Classifier::learn(&lexicon(), &THEMES, Language::of("es"), examples)
    }

    fn themes(proposals: &[Proposal]) -> Vec<usize> {
        proposals.iter().map(|proposal| proposal.theme).collect()
    }

    #[test]
    fn the_lexicon_speaks_alone_and_shows_its_words() {
        let text = text("Las Monedas y sus veleros");
        let proposals = learn(&[]).propose(&text);
        // What stands first comes first.
        assert_eq!(themes(&proposals), [0, 1]);
        let other = learn(&[]).propose(&self::text("Los veleros y sus Monedas"));
        assert_eq!(themes(&other), [1, 0]);
        let evidence = &proposals[0].evidence;
        assert_eq!(evidence.len(), 1);
        assert_eq!(evidence[0].part, Part::Text);
        assert_eq!(&text.text[evidence[0].range.clone()], "Monedas");
    }

    #[test]
    fn nothing_is_proposed_where_nothing_speaks() {
        assert!(learn(&[]).propose(&text("Otra cosa")).is_empty());
        assert!(learn(&[]).propose(&text("")).is_empty());
    }

    #[test]
    fn a_lead_speaks_for_its_sub_items() {
        let sample = Sample {
            text: "otra cosa;",
            leads: vec!["Respecto de los barcos:", "Los veleros deberían:"],
            section: None,
        };
        let proposals = learn(&[]).propose(&sample);
        assert_eq!(themes(&proposals), [1]);
        assert_eq!(proposals[0].evidence[0].part, Part::Lead(1));
    }

    #[test]
    fn assignments_teach_words_that_the_lexicon_does_not_hold() {
        let examples = |n: usize| -> Vec<_> {
            (0..n)
                .map(|_| (text("Las gaviotas anidan lejos"), vec![2]))
                .chain((0..n).map(|_| (text("Los peces duermen cerca"), vec![1])))
                .collect()
        };
        let sample = text("Las gaviotas de aquí");
        let proposals = learn(&examples(EXPERIENCE / 2)).propose(&sample);
        assert_eq!(themes(&proposals), [2]);
        assert_eq!(learn(&examples(4)).propose(&sample), []);
        let words = &proposals[0].evidence[0];
        assert_eq!(&sample.text[words.range.clone()], "gaviotas");
    }

    #[test]
    fn assignments_correct_a_word_that_misleads() {
        let misled: Vec<_> = (0..8)
            .map(|_| (text("La moneda en el aire"), vec![2]))
            .collect();
        let before = learn(&[]).propose(&text("Una moneda"))[0].probability;
        let after = learn(&misled).propose(&text("Una moneda"));
        let money = after.iter().find(|proposal| proposal.theme == 0);
        assert!(money.is_none_or(|money| money.probability < before));
    }
}
