//! Runs → HTML without the template engine. Texts make up most of what pages show, and the engine asks of each
//! run again what kind it is; here what the component `runs` prints for each kind is learned once, by handing it
//! one run of that kind with signs in the place of its words. The component stays the one place that says how
//! a run looks.

use std::borrow::Cow;

use super::render::escape_into;
use super::runs::{Mark, Run};

/// Signs that no text has, for the values of a run in the order of [`values`].
const SIGNS: [char; 3] = ['\u{f0000}', '\u{f0001}', '\u{f0002}'];
/// Values of which each needs care, for the proof that what was learned holds.
const VALUES: [&str; 3] = ["a & <b>", "\"c\"", "#d'"];

/// What stands in the place of each kind of run.
#[derive(Debug)]
pub struct Printer {
    /// By [`kind`].
    kinds: Vec<Vec<Part>>,
}

/// A piece of what is printed for a run.
#[derive(Debug)]
enum Part {
    /// The same for every run of the kind.
    Same(String),
    /// One of its values.
    Value(usize),
}

impl Printer {
    /// Learns from `component`; nothing where a book's own component does more than print one run after the
    /// other.
    pub fn of(component: impl Fn(&[Run<'_>]) -> Option<String>) -> Option<Self> {
        let learn = |run: &Run<'_>| Some(parts(&component(std::slice::from_ref(run))?));
        let signs = SIGNS.map(String::from);
        let kinds: Option<Vec<Vec<Part>>> = all(&signs).iter().map(learn).collect();
        let printer = Self { kinds: kinds? };
        let values = VALUES.map(str::to_owned);
        let mut proof = all(&values);
        proof.extend(all(&values).into_iter().rev());
        (component(&proof)? == printer.print(&proof)).then_some(printer)
    }

    /// Prints runs one after the other.
    pub fn print(&self, runs: &[Run<'_>]) -> String {
        let mut html = String::with_capacity(256);
        for run in runs {
            let values = values(run);
            for part in &self.kinds[kind(run)] {
                match part {
                    Part::Same(text) => html.push_str(text),
                    Part::Value(at) => escape_into(values[*at], &mut html),
                }
            }
        }
        html
    }
}

/// What was printed for a run of [`SIGNS`], cut at them.
fn parts(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(SIGNS) {
        let sign = rest[at..].chars().next().unwrap_or_default();
        parts.push(Part::Same(rest[..at].to_owned()));
        parts.extend(
            SIGNS
                .iter()
                .position(|&other| other == sign)
                .map(Part::Value),
        );
        rest = &rest[at + sign.len_utf8()..];
    }
    parts.push(Part::Same(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Same(text) if text.is_empty()));
    parts
}

/// The number of a run's kind: runs of one kind are printed alike but for their [`values`].
fn kind(run: &Run<'_>) -> usize {
    let mark = |mark: &Mark| match mark {
        Mark::Verb => 0,
        Mark::Link {
            external, title, ..
        } => 1 + usize::from(*external) + 2 * usize::from(title.is_some()),
    };
    match run {
        Run::Text { .. } => 0,
        Run::Em { .. } => 1,
        Run::Strong { .. } => 2,
        Run::Repair { .. } => 3,
        Run::Line { .. } => 4,
        Run::Break => 5,
        Run::Open { mark: why } => 6 + mark(why),
        Run::Close { mark: why } => 11 + mark(why),
        Run::Note { href, id, lost, .. } => {
            16 + usize::from(href.is_some()) * 4
                + usize::from(id.is_some()) * 2
                + usize::from(*lost)
        }
        Run::Removed { .. } => 24,
        Run::Added { .. } => 25,
        Run::Space { .. } => 26,
    }
}

/// What a run is printed with.
fn values<'r>(run: &'r Run<'_>) -> [&'r str; 3] {
    let mark = |mark: &'r Mark| match mark {
        Mark::Verb => [""; 3],
        Mark::Link { href, title, .. } => [href, title.as_deref().unwrap_or_default(), ""],
    };
    match run {
        Run::Text { text }
        | Run::Em { text }
        | Run::Strong { text }
        | Run::Removed { text }
        | Run::Added { text }
        | Run::Space { text } => [text, "", ""],
        Run::Repair { text, title } => [text, title, ""],
        Run::Line { id, text } => [text, id, ""],
        Run::Break => [""; 3],
        Run::Open { mark: why } | Run::Close { mark: why } => mark(why),
        Run::Note { text, href, id, .. } => [
            text,
            href.as_deref().unwrap_or_default(),
            id.as_deref().unwrap_or_default(),
        ],
    }
}

/// A run of each kind, in the order of [`kind`], with the same values.
fn all(values: &[String; 3]) -> Vec<Run<'_>> {
    let [text, second, third] = values;
    let marks = || {
        let link = |external, titled: bool| Mark::Link {
            href: text.clone(),
            external,
            title: titled.then(|| second.clone()),
        };
        [
            Mark::Verb,
            link(false, false),
            link(true, false),
            link(false, true),
            link(true, true),
        ]
        .into_iter()
    };
    let mut runs = vec![
        Run::Text { text },
        Run::Em { text },
        Run::Strong { text },
        Run::Repair {
            text,
            title: second,
        },
        Run::Line {
            text: text.clone(),
            id: second.clone(),
        },
        Run::Break,
    ];
    runs.extend(marks().map(|mark| Run::Open { mark }));
    runs.extend(marks().map(|mark| Run::Close { mark }));
    runs.extend((0..8).map(|bits| Run::Note {
        text: Cow::Borrowed(text.as_str()),
        href: (bits & 4 > 0).then(|| second.clone()),
        id: (bits & 2 > 0).then(|| third.clone()),
        lost: bits & 1 > 0,
    }));
    runs.extend([
        Run::Removed { text },
        Run::Added { text },
        Run::Space { text },
    ]);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_learned_at_its_place() {
        let values = VALUES.map(str::to_owned);
        let kinds: Vec<usize> = all(&values).iter().map(kind).collect();
        assert_eq!(kinds, (0..kinds.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_component_that_prints_runs_alone_is_learned_and_no_other() {
        let print = |runs: &[Run<'_>], joint: &str| {
            let printed = runs.iter().map(|run| {
                let mut html = format!("<{}>", kind(run));
                for value in values(run) {
                    escape_into(value, &mut html);
                }
                html
            });
            Some(printed.collect::<Vec<_>>().join(joint))
        };
        let printer = Printer::of(|runs| print(runs, "")).unwrap();
        let runs = [
            Run::Text { text: "uno & " },
            Run::Break,
            Run::Em { text: "dos" },
        ];
        assert_eq!(printer.print(&runs), "<0>uno &amp; <5><1>dos");
        assert!(Printer::of(|runs| print(runs, " ")).is_none());
        assert!(Printer::of(|_| None).is_none());
    }
}
