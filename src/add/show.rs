//! What `compendio add` shows: what a document says of itself and where, what came in, what is left to do.

use std::path::Path;

use crate::Loaded;
use crate::config::{DocumentEntry, Kind};
use crate::diagnostic::harmless;
use crate::enrich::Entry;
use crate::extract::dates;
use crate::read::Source;
use crate::records::{Meeting, Role};

use super::guess::{Found, Grounds, Guess};
use super::{ASSIGNMENTS, Added, say};

/// So much of a line is quoted.
const QUOTED: usize = 84;

/// What the document says of itself, each with the line that says so and what is doubtful.
pub(super) fn guess(lines: &mut Vec<String>, guess: &Guess, source: &Source) {
    lines.push(say("add.found", &[]));
    let found = [
        row("kind", &guess.kind, |kind| kind.id().to_owned(), source),
        row("symbol", &guess.symbol, Clone::clone, source),
        row("title", &guess.title, Clone::clone, source),
        row("date", &guess.date, Clone::clone, source),
        row("language", &guess.language, Clone::clone, source),
        row("meetings", &guess.meetings, |numbers| list(numbers), source),
    ];
    lines.extend(found.into_iter().flatten());
}

fn row<T>(
    key: &str,
    found: &Found<T>,
    value: impl Fn(&T) -> String,
    source: &Source,
) -> Vec<String> {
    let name = say(&format!("add.keys.{key}"), &[]);
    let value = found
        .value
        .as_ref()
        .map_or_else(|| say("add.unknown", &[]), value);
    let mut lines = vec![format!("  {name:<10} {}", harmless(value))];
    let mut below = |words: String| lines.push(format!("  {:<10} {}", "", harmless(words)));
    match &found.grounds {
        Grounds::None => {}
        Grounds::Given => below(say("grounds.given", &[("option", &format!("--{key}"))])),
        Grounds::Line(line, others) => {
            let key = if *others > 0 {
                "grounds.lines"
            } else {
                "grounds.line"
            };
            let words = quote(source, *line);
            let facts = [
                ("line", line.to_string()),
                ("count", others.to_string()),
                ("words", words),
            ];
            let facts = facts.each_ref().map(|(key, value)| (*key, value.as_str()));
            below(say(key, &facts));
        }
        Grounds::Other(words) => below(words.clone()),
    }
    for doubt in &found.doubts {
        below(format!("¿? {doubt}"));
    }
    lines
}

/// A line of a document, short enough to be shown.
fn quote(source: &Source, line: u32) -> String {
    let line = source
        .lines
        .get(line as usize - 1)
        .map_or("", String::as_str);
    let words: Vec<&str> = line.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}

fn list(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    numbers.join(", ")
}

/// What the document brings into the book.
pub(super) fn came_in(lines: &mut Vec<String>, loaded: &Loaded, entry: &DocumentEntry) {
    let compendium = &loaded.compendium;
    let slug = entry.slug();
    let Some(document) = compendium.document(&slug) else {
        return;
    };
    let count = |count: usize| count.to_string();
    let warnings = (loaded.diagnostics.iter())
        .filter(|found| found.file.as_deref() == Some(&entry.file))
        .count();
    let repairs: usize = document
        .blocks
        .iter()
        .map(|block| block.text.repairs.len())
        .sum();
    let (repairs, warnings) = (count(repairs), count(warnings));
    if matches!(entry.kind, Kind::Background | Kind::NoteVerbale) {
        let paragraphs = document
            .blocks
            .iter()
            .filter(|block| block.role == Role::Paragraph)
            .count();
        lines.push(say(
            "add.came-in-plain",
            &[
                ("paragraphs", &count(paragraphs)),
                ("repairs", &repairs),
                ("warnings", &warnings),
            ],
        ));
        return;
    }
    let mut numbered = 0;
    let mut variants = 0;
    for recommendation in compendium
        .meetings
        .iter()
        .flat_map(|meeting| &meeting.recommendations)
    {
        numbered += usize::from(recommendation.document == slug);
        variants += recommendation
            .variants
            .iter()
            .filter(|other| other.document == slug)
            .count();
    }
    let provisions = (compendium.provisions())
        .filter(|&at| compendium.recommendation(&compendium.entries[at]).document == slug)
        .count();
    lines.push(say(
        "add.came-in",
        &[
            ("recommendations", &count(numbered)),
            ("provisions", &count(provisions)),
            ("repairs", &repairs),
            ("warnings", &warnings),
        ],
    ));
    for meeting in compendium
        .meetings
        .iter()
        .filter(|meeting| meeting.documents.contains(&slug))
    {
        let told = meeting
            .start
            .as_ref()
            .zip(meeting.end.as_ref())
            .map(|(start, end)| {
                let dates = dates::label(start, end, loaded.language);
                match &meeting.place {
                    Some(place) => format!("{place}, {dates}"),
                    None => dates,
                }
            });
        let when = told.unwrap_or_else(|| say("add.undated", &[]));
        let name = loaded.language.meeting_name(meeting.number);
        lines.push(harmless(say(
            "add.meeting",
            &[("meeting", &name), ("when", &when)],
        )));
        if matches!(entry.kind, Kind::Report | Kind::DraftReport) {
            lines.extend(facts(meeting));
        }
    }
    if variants > 0 {
        lines.push(say("add.theirs", &[("count", &count(variants))]));
    }
}

/// What reports usually tell of a meeting, and of this one was found or not: who adds can compare it with the document.
fn facts(meeting: &Meeting) -> Vec<String> {
    let told = [
        ("agenda", meeting.agenda.is_some()),
        ("president", meeting.president.is_some()),
        ("attendance", meeting.attendance.is_some()),
        ("documents", !meeting.documents_before.is_empty()),
    ];
    let names = |wanted: bool| -> Vec<String> {
        told.iter()
            .filter(|(_, found)| *found == wanted)
            .map(|(name, _)| say(&format!("add.facts.{name}"), &[]))
            .collect()
    };
    [
        ("add.facts.found", names(true)),
        ("add.facts.missing", names(false)),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(key, names)| say(key, &[("facts", &names.join(", "))]))
    .collect()
}

/// What the document does to others of the book that tell of the same meeting, and what it leaves out between them.
pub(super) fn beside(lines: &mut Vec<String>, before: &Loaded, entry: &DocumentEntry) {
    for known in before.book.documents.iter().map(toml::Spanned::get_ref) {
        let shared = known
            .meetings
            .iter()
            .find(|number| entry.meetings.contains(number));
        let Some(meeting) = shared else {
            continue;
        };
        let key = match (entry.kind, known.kind) {
            (Kind::Report, Kind::DraftReport) => "beside.draft-replaced",
            (Kind::DraftReport, Kind::Report) => "beside.draft-late",
            (Kind::Report, Kind::Compilation) => "beside.compilation",
            (Kind::Compilation, Kind::Report) => "beside.report-wins",
            (Kind::Report, Kind::Report) => "beside.second-report",
            _ => continue,
        };
        let facts = [
            ("path", known.file.as_str()),
            ("meeting", &meeting.to_string()),
        ];
        lines.push(say(key, &facts));
    }
    let last = before
        .compendium
        .meetings
        .last()
        .map_or(0, |meeting| meeting.number);
    let first_new = entry.meetings.iter().min().copied().unwrap_or_default();
    if first_new > last + 1 {
        let key = if first_new == last + 2 {
            "beside.gap-one"
        } else {
            "beside.gap"
        };
        let facts = [
            ("first", (last + 1).to_string()),
            ("last", (first_new - 1).to_string()),
            ("meeting", first_new.to_string()),
        ];
        let facts = facts.each_ref().map(|(key, value)| (*key, value.as_str()));
        lines.push(say(key, &facts));
    }
}

pub(super) fn next(
    lines: &mut Vec<String>,
    added: &Added,
    config: &Path,
    waiting: &[&Entry],
    accepted: bool,
) {
    lines.push(String::new());
    lines.push(say("add.next", &[]));
    let path = [("path", ASSIGNMENTS)];
    if accepted && waiting.iter().any(|entry| !entry.themes.is_empty()) {
        lines.push(say("add.next-themes", &path));
    }
    if waiting
        .iter()
        .any(|entry| !accepted || entry.themes.is_empty())
    {
        lines.push(say("add.next-waiting", &path));
    }
    let gaps = &added.loaded.compendium.editorial.gaps;
    for gap in gaps
        .iter()
        .filter(|gap| added.entry.meetings.contains(&gap.meeting))
    {
        let meeting = gap.meeting.to_string();
        lines.push(say("add.next-gap", &[("meeting", &meeting)]));
    }
    let book = config.display().to_string();
    lines.push(say("add.next-edition", &[("book", &book)]));
    lines.push(say("add.next-build", &[]));
}
