//! How good proposed themes are: each meeting of the real book is judged by what the others taught, and
//! provisions that no meeting adopted by what the whole book taught.
//!
//! `cargo bench --bench themes`. The figures flatter, because the lexicon was revised by people who had
//! read the meetings, and the fixture is by the same hands. What was measured on text that the lexicon's
//! writer had not yet looked at: the first draft gave an F1 of 0.76 over the meetings and 0.83 on the
//! fixture's first batch; after a revision from the other meetings, the meetings 4, 7 and 8 gave between
//! 0.69 and 0.76; the second batch, which avoids the lexicon's words on purpose, 0.53 before the lexicon
//! was widened from general knowledge. A new document will be somewhere between these and what is printed.

use std::collections::BTreeMap;
use std::path::Path;

use compendio::enrich::classify::{Classifier, Sample};
use compendio::enrich::themes::sample;
use compendio::languages::Language;
use compendio::records::editorial::Lexicon;
use compendio::records::yaml;

/// What was expected and what was proposed for one provision, the primary theme first.
struct Case {
    expected: Vec<usize>,
    proposed: Vec<usize>,
}

/// Agreement of one theme, or of all.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

/// A provision of the fixture.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Invented {
    #[serde(default)]
    batch: u32,
    #[serde(default)]
    section: Option<String>,
    #[serde(default)]
    lead: Option<String>,
    text: String,
    themes: Vec<String>,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = compendio::load(&root.join("book.toml")).expect("the real book is in order");
    let compendium = &loaded.compendium;
    let lexicon = &compendium.editorial.lexicon;
    let themes: Vec<&str> = compendium
        .themes
        .iter()
        .map(|theme| theme.id.as_str())
        .collect();
    let provisions: Vec<(u32, Sample<'_>, Vec<usize>)> = compendium
        .provisions()
        .map(|at| {
            let entry = &compendium.entries[at];
            (
                entry.id.meeting,
                sample(compendium, at),
                entry.themes.clone(),
            )
        })
        .filter(|(_, _, themes)| !themes.is_empty())
        .collect();

    let mut cases = Vec::new();
    println!("Cada reunión según lo que enseñan las demás\n");
    let mut meetings: Vec<u32> = provisions.iter().map(|(meeting, ..)| *meeting).collect();
    meetings.dedup();
    for meeting in meetings {
        let (own, others): (Vec<_>, Vec<_>) = provisions
            .iter()
            .cloned()
            .partition(|(other, ..)| *other == meeting);
        let mut classifier = learn(lexicon, &themes, loaded.language, others);
        let judged: Vec<Case> = own
            .into_iter()
            .map(|(_, sample, expected)| judge(&mut classifier, &sample, expected))
            .collect();
        line(&format!("reunión {meeting} ({})", judged.len()), &judged);
        cases.extend(judged);
    }
    println!();
    report(&cases, &themes);

    println!("\nDisposiciones inventadas, según lo que enseña todo el libro\n");
    let fixture = root.join("tests/fixtures/themes/unseen.yaml");
    let fixture = std::fs::read_to_string(fixture).expect("the fixture is there");
    let invented: Vec<Invented> = yaml::read(&fixture, "unseen.yaml").expect("the fixture is YAML");
    let mut classifier = learn(lexicon, &themes, loaded.language, provisions);
    let mut batches: BTreeMap<u32, Vec<Case>> = BTreeMap::new();
    for provision in &invented {
        let expected = provision
            .themes
            .iter()
            .map(|id| themes.iter().position(|theme| theme == id).expect(id))
            .collect();
        let sample = Sample {
            text: &provision.text,
            leads: provision.lead.iter().map(String::as_str).collect(),
            section: provision.section.as_deref(),
        };
        let case = judge(&mut classifier, &sample, expected);
        batches.entry(provision.batch).or_default().push(case);
    }
    for (batch, cases) in &batches {
        line(&format!("serie {batch} ({})", cases.len()), cases);
    }
    line(
        "las dos",
        &batches.into_values().flatten().collect::<Vec<_>>(),
    );
}

fn learn(
    lexicon: &Lexicon,
    themes: &[&str],
    language: &Language,
    provisions: Vec<(u32, Sample<'_>, Vec<usize>)>,
) -> Classifier {
    let examples: Vec<_> = provisions
        .into_iter()
        .map(|(_, sample, themes)| (sample, themes))
        .collect();
    Classifier::learn(lexicon, themes, language, &examples)
}

fn judge(classifier: &mut Classifier, sample: &Sample<'_>, expected: Vec<usize>) -> Case {
    let proposals = classifier.propose(sample);
    Case {
        expected,
        proposed: proposals.iter().map(|proposal| proposal.theme).collect(),
    }
}

fn tally(cases: &[Case], counts: impl Fn(usize) -> bool) -> Tally {
    let mut tally = Tally::default();
    for Case { expected, proposed } in cases {
        for theme in proposed.iter().filter(|&&theme| counts(theme)) {
            if expected.contains(theme) {
                tally.right += 1;
            } else {
                tally.wrong += 1;
            }
        }
        let missed = expected.iter().filter(|theme| !proposed.contains(theme));
        tally.missed += missed.filter(|&&theme| counts(theme)).count();
    }
    tally
}

fn line(name: &str, cases: &[Case]) {
    let all = tally(cases, |_| true);
    let first = cases
        .iter()
        .filter(|case| case.expected.first() == case.proposed.first())
        .count();
    println!(
        "{name:<32} F1 {:.3}  precisión {:.3}  exhaustividad {:.3}  principal {:.3}",
        all.f1(),
        all.precision(),
        all.recall(),
        first as f64 / cases.len().max(1) as f64
    );
}

fn report(cases: &[Case], themes: &[&str]) {
    line(&format!("todas ({})", cases.len()), cases);
    let each: Vec<Tally> = (0..themes.len())
        .map(|theme| tally(cases, |other| other == theme))
        .collect();
    let mean: f64 = each.iter().map(|tally| tally.f1()).sum::<f64>() / each.len().max(1) as f64;
    println!("{:<32} F1 {mean:.3}\n", "media de los temas");
    println!(
        "{:<32} {:>5} {:>6} {:>6}  acierta/sobra/falta",
        "tema", "F1", "prec.", "exh."
    );
    for (id, tally) in themes.iter().zip(&each) {
        println!(
            "{id:<32} {:.3}  {:.3}  {:.3}  {}/{}/{}",
            tally.f1(),
            tally.precision(),
            tally.recall(),
            tally.right,
            tally.wrong,
            tally.missed
        );
    }
    let mut confusions: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for Case { expected, proposed } in cases {
        for &missed in expected.iter().filter(|theme| !proposed.contains(theme)) {
            for &wrong in proposed.iter().filter(|theme| !expected.contains(theme)) {
                *confusions.entry((missed, wrong)).or_default() += 1;
            }
        }
    }
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|&(pair, times)| (std::cmp::Reverse(times), pair));
    println!("\nconfusiones: el tema de los editores → el propuesto en su lugar");
    for ((missed, wrong), times) in confusions.into_iter().take(12) {
        println!("{times:>3}  {} → {}", themes[missed], themes[wrong]);
    }
}
