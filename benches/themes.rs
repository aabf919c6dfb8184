//! How good proposed themes are: each meeting of the real book is judged by what the others taught, and
//! recommendations that no meeting adopted by what the whole book taught; beside it, what the lexicon and
//! what the assignments give alone.
//!
//! `cargo bench --bench themes`. The lexicon was revised by people who had read the meetings, so the figure
//! over the meetings flatters; so does that of the series marked as seen, which were looked at while it was
//! widened. `aparte` was written before that work and measured after it, but by the same hand as the
//! additions. docs/decisions/0009-themes.md says what was measured when.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

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

/// A recommendation of the judged table or of the fixture, with the name of its series.
struct Judged {
    series: String,
    section: Option<String>,
    lead: Option<String>,
    text: String,
    themes: Vec<String>,
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
    let mut listed = Vec::new();
    let mut taught = Vec::new();
    println!("Cada reunión según lo que enseñan las demás\n");
    let mut meetings: Vec<u32> = provisions.iter().map(|(meeting, ..)| *meeting).collect();
    meetings.dedup();
    let mut alone = learn(lexicon, &themes, loaded.language, Vec::new());
    for meeting in meetings {
        let (own, others): (Vec<_>, Vec<_>) = provisions
            .iter()
            .cloned()
            .partition(|(other, ..)| *other == meeting);
        let mut classifier = learn(lexicon, &themes, loaded.language, others);
        let mut judged = Vec::new();
        for (_, sample, expected) in own {
            listed.push(judge(&mut alone, &sample, expected.clone()));
            taught.push(judge_taught(&mut classifier, &sample, expected.clone()));
            judged.push(judge(&mut classifier, &sample, expected));
        }
        line(&format!("reunión {meeting} ({})", judged.len()), &judged);
        cases.extend(judged);
    }
    println!();
    line("solo el léxico", &listed);
    line("solo lo aprendido", &taught);
    report(&cases, &themes);

    println!("\nTextos que ninguna reunión aprobó, según lo que enseña todo el libro\n");
    let count = provisions.len();
    let mut learned = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        learn(lexicon, &themes, loaded.language, provisions.clone());
        learned = learned.min(start.elapsed());
    }
    let mut classifier = learn(lexicon, &themes, loaded.language, provisions);
    let judged = invented(root);
    let mut series: BTreeMap<&str, [Vec<Case>; 3]> = BTreeMap::new();
    let mut proposing = Duration::ZERO;
    for provision in &judged {
        let expected: Vec<usize> = provision
            .themes
            .iter()
            .map(|id| themes.iter().position(|theme| theme == id).expect(id))
            .collect();
        let sample = Sample {
            text: &provision.text,
            leads: provision.lead.iter().map(String::as_str).collect(),
            section: provision.section.as_deref(),
        };
        let start = Instant::now();
        let both = judge(&mut classifier, &sample, expected.clone());
        proposing += start.elapsed();
        let series = series.entry(&provision.series).or_default();
        series[0].push(both);
        series[1].push(judge(&mut alone, &sample, expected.clone()));
        series[2].push(judge_taught(&mut classifier, &sample, expected));
    }
    for (name, [both, listed, taught]) in &series {
        line(&format!("{name} ({})", both.len()), both);
        line("    solo el léxico", listed);
        line("    solo lo aprendido", taught);
    }
    println!(
        "\naprender de {count} disposiciones {learned:.1?}, proponer para {} {proposing:.1?}",
        judged.len()
    );
}

/// The judged table and the fixture.
fn invented(root: &Path) -> Vec<Judged> {
    let read = |file: &str| std::fs::read_to_string(root.join(file)).expect("the file is there");
    let fixture = read("tests/fixtures/themes/unseen.yaml");
    let fixture: Vec<Invented> = yaml::read(&fixture, "unseen.yaml").expect("the fixture is YAML");
    let table = read("tests/judged/themes.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [half, themes, lead, text] = cells[..] else {
            panic!("four cells: {row}");
        };
        Judged {
            series: half.to_owned(),
            section: None,
            lead: (!lead.is_empty()).then(|| lead.to_owned()),
            text: text.to_owned(),
            themes: themes.split(',').map(str::to_owned).collect(),
        }
    });
    let fixture = fixture.into_iter().map(|provision| Judged {
        series: format!("serie {}", provision.batch),
        section: provision.section,
        lead: provision.lead,
        text: provision.text,
        themes: provision.themes,
    });
    rows.chain(fixture).collect()
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

/// What the assignments alone would propose, with the threshold that suits them best.
fn judge_taught(classifier: &mut Classifier, sample: &Sample<'_>, expected: Vec<usize>) -> Case {
    let taught = classifier.taught(sample);
    let mut order: Vec<usize> = (0..taught.len()).collect();
    order.sort_by(|&one, &other| taught[other].total_cmp(&taught[one]));
    order.truncate(4);
    let first = order[0];
    order.retain(|&theme| theme == first || taught[theme] >= 0.25);
    Case {
        expected,
        proposed: order,
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
