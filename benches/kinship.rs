//! How well and how fast kindred provisions are found: `cargo bench --bench kinship [-- provisions]`.
//!
//! Quality is measured on the register against pairs that were graded by hand, beside the plain TF-IDF cosine
//! of stems; time and memory on the register and on provisions made at random from its words, whose vocabulary
//! grows with their number as that of the register does. For each size the benchmark says how many of the
//! nearest, as comparing all pairs would find them, the index missed; and between two sizes the exponent of
//! growth: 1 is in proportion, 2 is all pairs.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

use compendio::enrich::kinship::nearest::Scorer;
use compendio::enrich::kinship::terms::{Corpus, Thesaurus, Unit};
use compendio::enrich::kinship::{chains, corpus};
use compendio::languages::words::{Stems, words};

/// How many neighbours are looked at.
const NEAREST: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded =
        compendio::load(&root.join("book.toml")).expect("the book of the project is readable");
    let compendium = &loaded.compendium;
    let entries: Vec<usize> = compendium.provisions().collect();
    let ids: Vec<String> = entries
        .iter()
        .map(|&at| compendium.entries[at].id.to_string())
        .collect();
    let real = corpus(compendium, &entries);
    let stems = Stems::of("es");
    let groups = &compendium.editorial.thesaurus;

    let pairs = graded(&root.join("benches/kinship-pairs.txt"), &ids);
    let scorer = Scorer::new(&real, &Thesaurus::new(groups), &stems);
    let near = scorer.nearest();
    let ranked: Vec<Vec<usize>> = near
        .iter()
        .map(|near| near.iter().map(|near| near.unit as usize).collect())
        .collect();
    let bare = Corpus {
        texts: real.texts.clone(),
        units: real
            .units
            .iter()
            .map(|unit| Unit {
                themes: Vec::new(),
                leads: unit.leads.clone(),
                ..*unit
            })
            .collect(),
    };
    let unthemed: Vec<Vec<usize>> = Scorer::new(&bare, &Thesaurus::new(groups), &stems)
        .nearest()
        .iter()
        .map(|near| near.iter().map(|near| near.unit as usize).collect())
        .collect();
    println!(
        "{} provisions, {} pairs graded 2, {} graded 1",
        ids.len(),
        count(&pairs, 2),
        count(&pairs, 1)
    );
    let meeting = |unit: usize| real.units[unit].meeting;
    report(
        "plain TF-IDF cosine",
        &plain(&real, &stems),
        &pairs,
        &meeting,
    );
    report("kinship", &ranked, &pairs, &meeting);
    report("kinship without themes", &unthemed, &pairs, &meeting);

    println!("\nstrongest chains");
    for chain in chains::chains(&scorer, &near, &BTreeSet::new())
        .iter()
        .take(12)
    {
        let members: Vec<&str> = chain.members.iter().map(|&at| ids[at].as_str()).collect();
        println!("  {:.2}  {}", chain.strength, members.join(" → "));
    }

    println!("\nspeed");
    time("the register", &real, groups, &stems);
    let mut before: Option<(usize, Duration)> = None;
    let most = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(100_000);
    for size in [most / 100, most / 10, most] {
        let texts = invented(&real, size);
        let corpus = Corpus {
            texts: texts.iter().map(|(text, _)| text.as_str()).collect(),
            units: texts
                .iter()
                .enumerate()
                .map(|(text, (_, from))| Unit {
                    text,
                    leads: Vec::new(),
                    themes: real.units[*from].themes.clone(),
                    meeting: text / 30,
                })
                .collect(),
        };
        let taken = time("invented", &corpus, groups, &stems);
        if let Some((smaller, less)) = before {
            let exponent = (taken.as_secs_f64() / less.as_secs_f64()).ln()
                / (size as f64 / smaller as f64).ln();
            println!(
                "  from {smaller} to {size} provisions the time grows with exponent {exponent:.2}"
            );
        }
        before = Some((size, taken));
    }
}

/// Grade by pair of units.
fn graded(file: &Path, ids: &[String]) -> HashMap<(usize, usize), u8> {
    let text = std::fs::read_to_string(file).expect("the pairs lie beside the benchmark");
    let unit = |id: &str| {
        ids.iter()
            .position(|other| other == id)
            .unwrap_or_else(|| panic!("{id} is a provision"))
    };
    let mut pairs = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (head, others) = line.split_once(": ").expect("grade, id, colon");
        let (grade, id) = head.split_once(' ').expect("grade and id");
        let grade = grade.parse().expect("a grade is a figure");
        for other in others.split(' ') {
            pairs.insert((unit(id), unit(other)), grade);
        }
    }
    pairs
}

fn count(pairs: &HashMap<(usize, usize), u8>, grade: u8) -> usize {
    pairs.values().filter(|&&other| other == grade).count()
}

/// The yardstick: each text as stems weighted by TF-IDF, all pairs compared by cosine.
fn plain(corpus: &Corpus<'_>, stems: &Stems) -> Vec<Vec<usize>> {
    let bags: Vec<HashMap<String, f64>> = corpus
        .units
        .iter()
        .map(|unit| {
            let mut bag = HashMap::new();
            for (_, word) in words(corpus.texts[unit.text]) {
                *bag.entry(stems.stem(word)).or_insert(0.0) += 1.0;
            }
            bag
        })
        .collect();
    let mut frequencies: HashMap<&str, f64> = HashMap::new();
    for stem in bags.iter().flat_map(HashMap::keys) {
        *frequencies.entry(stem).or_insert(0.0) += 1.0;
    }
    let weight = |stem: &str, times: f64| times * (bags.len() as f64 / frequencies[stem]).ln();
    let lengths: Vec<f64> = bags
        .iter()
        .map(|bag| {
            bag.iter()
                .map(|(stem, &times)| weight(stem, times).powi(2))
                .sum::<f64>()
                .sqrt()
        })
        .collect();
    (0..bags.len())
        .map(|one| {
            let mut found: Vec<(f64, usize)> = (0..bags.len())
                .filter(|&other| other != one)
                .map(|other| {
                    let product: f64 = bags[one]
                        .iter()
                        .filter_map(|(stem, &times)| {
                            Some(weight(stem, times) * weight(stem, *bags[other].get(stem)?))
                        })
                        .sum();
                    (
                        product / (lengths[one] * lengths[other]).max(f64::MIN_POSITIVE),
                        other,
                    )
                })
                .collect();
            found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found
                .into_iter()
                .map(|(_, other)| other)
                .take(NEAREST)
                .collect()
        })
        .collect()
}

fn report(
    name: &str,
    ranked: &[Vec<usize>],
    pairs: &HashMap<(usize, usize), u8>,
    meeting: &impl Fn(usize) -> usize,
) {
    let finds = |one: usize, other: usize| {
        ranked[one]
            .iter()
            .take(NEAREST)
            .any(|&found| found == other)
    };
    let recall = |chosen: &dyn Fn(usize, usize, u8) -> bool| {
        let (mut found, mut either, mut all) = (0, 0, 0);
        for (&(one, other), &grade) in pairs {
            if chosen(one, other, grade) {
                let (there, back) = (finds(one, other), finds(other, one));
                found += usize::from(there) + usize::from(back);
                either += usize::from(there || back);
                all += 1;
            }
        }
        (
            100.0 * found as f64 / f64::from(2 * all),
            100.0 * f64::from(either as u32) / f64::from(all),
        )
    };
    let (same, same_either) = recall(&|_, _, grade| grade == 2);
    let (across, _) = recall(&|one, other, grade| grade == 2 && meeting(one) != meeting(other));
    let (related, _) = recall(&|_, _, grade| grade == 1);
    println!(
        "{name:<24} recall@{NEAREST}: same demand {same:.1} % (from either side {same_either:.1} %, across meetings {across:.1} %), related {related:.1} %; nDCG@{NEAREST} {:.3}",
        gain(ranked, pairs),
    );
}

/// nDCG over the provisions that have a graded partner.
fn gain(ranked: &[Vec<usize>], pairs: &HashMap<(usize, usize), u8>) -> f64 {
    let grade = |one: usize, other: usize| {
        pairs
            .get(&(one, other))
            .or_else(|| pairs.get(&(other, one)))
            .copied()
            .unwrap_or(0)
    };
    let discounted = |grades: &[u8]| -> f64 {
        grades
            .iter()
            .take(NEAREST)
            .enumerate()
            .map(|(rank, &grade)| (f64::from(grade).exp2() - 1.0) / (rank as f64 + 2.0).log2())
            .sum()
    };
    let mut sum = 0.0;
    let mut judged = 0;
    for one in 0..ranked.len() {
        let mut ideal: Vec<u8> = (0..ranked.len())
            .map(|other| grade(one, other))
            .filter(|&grade| grade > 0)
            .collect();
        if ideal.is_empty() {
            continue;
        }
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let found: Vec<u8> = ranked[one].iter().map(|&other| grade(one, other)).collect();
        sum += discounted(&found) / discounted(&ideal);
        judged += 1;
    }
    sum / f64::from(judged)
}

/// Texts of the register's length: of each, a half is kept and the rest drawn from all that was written before
/// it, so that frequent words stay frequent; new words come as seldom as Heaps' law, fitted to the register,
/// says of a text of that length. With the unit whose text each began as.
fn invented(real: &Corpus<'_>, count: usize) -> Vec<(String, usize)> {
    let written: Vec<&str> = real
        .units
        .iter()
        .flat_map(|unit| words(real.texts[unit.text]))
        .map(|(_, word)| word)
        .collect();
    let distinct = |words: &[&str]| words.iter().collect::<BTreeSet<_>>().len() as f64;
    let (all, known) = (written.len() as f64, distinct(&written));
    let growth = (known / distinct(&written[..written.len() / 2])).log2();
    let mut names: Vec<String> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut history: Vec<usize> = Vec::new();
    for &word in &written {
        let next = numbers.len();
        let number = *numbers.entry(word).or_insert(next);
        if number == next {
            names.push(word.to_owned());
        }
        history.push(number);
    }
    let mut state = 1_u64;
    let mut draw = |below: usize| {
        // Knuth's generator: the same texts at each run.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let texts = (0..count)
        .map(|at| {
            let from = at % real.units.len();
            let mut text = String::new();
            for (_, word) in words(real.texts[real.units[from].text]) {
                let number = if draw(2) == 0 {
                    numbers[word]
                } else {
                    // Only every second word can be a new one.
                    let rate = 2.0
                        * growth
                        * (known / all)
                        * (history.len() as f64 / all).powf(growth - 1.0);
                    if (draw(1_000_000) as f64) < 1e6 * rate {
                        names.push(format!("neologismo{}", names.len()));
                        names.len() - 1
                    } else {
                        history[draw(history.len())]
                    }
                };
                history.push(number);
                text.push_str(&names[number]);
                text.push(' ');
            }
            (text, from)
        })
        .collect();
    println!(
        "  {count} provisions of {} words, {} of them different (Heaps' exponent {growth:.2})",
        history.len() - written.len(),
        names.len()
    );
    texts
}

/// The most memory in use since the last call, in MB; nothing where the system does not tell.
fn memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kilobytes / 1024.0)
}

fn time(name: &str, corpus: &Corpus<'_>, groups: &[Vec<String>], stems: &Stems) -> Duration {
    let mut best = [Duration::MAX; 3];
    memory();
    for _ in 0..if corpus.units.len() < 2_000 { 20 } else { 1 } {
        let start = Instant::now();
        let scorer = Scorer::new(corpus, &Thesaurus::new(groups), stems);
        let weighed = start.elapsed();
        let start = Instant::now();
        let near = scorer.nearest();
        let found = start.elapsed();
        let start = Instant::now();
        let chains = chains::chains(&scorer, &near, &BTreeSet::new());
        let chained = start.elapsed();
        assert!(chains.len() < corpus.units.len().max(1));
        for (best, taken) in best.iter_mut().zip([weighed, found, chained]) {
            *best = taken.min(*best);
        }
    }
    let all: Duration = best.iter().sum();
    let memory = memory().map_or_else(String::new, |most| format!(", {most:.0} MB at most"));
    let scorer = Scorer::new(corpus, &Thesaurus::new(groups), stems);
    let missed = missed(&scorer, corpus.units.len());
    println!(
        "  {name:<14} {:>7} provisions: {all:>9.1?}, {:.1?} each (words {:.1?}, nearest {:.1?}, chains {:.1?}){memory}; {missed:.1} % of the nearest missed",
        corpus.units.len(),
        all / corpus.units.len().max(1) as u32,
        best[0],
        best[1],
        best[2],
    );
    all
}

/// What the index misses of the nearest that comparing with all would find, in per cent, from a sample.
fn missed(scorer: &Scorer, count: usize) -> f64 {
    let near = scorer.nearest();
    let (mut missed, mut all) = (0, 0);
    for unit in (0..count).step_by(count / 50 + 1) {
        let mut scores: Vec<f32> = (0..count)
            .filter(|&other| other != unit)
            .map(|other| scorer.score(unit, other))
            .collect();
        scores.sort_unstable_by(|a, b| b.total_cmp(a));
        let least = scores[NEAREST.min(scores.len()) - 1] - 1e-5;
        all += NEAREST;
        missed += NEAREST
            - near[unit]
                .iter()
                .take(NEAREST)
                .filter(|near| near.score >= least)
                .count();
    }
    100.0 * f64::from(missed as u32) / f64::from(all as u32)
}
