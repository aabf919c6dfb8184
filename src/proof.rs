//! The proof: every word of the records is found again in the bytes of the lines that they name.
//!
//! This reads the sources a second time and on another way than the readers do: it undoes the repairs, puts
//! the footnote marks back, leaves out the lines that hold something else (page furniture, footnotes, blank
//! lines), and compares letter by letter. A fact of a meeting is a part of such a text and is proved with its repairs. White space apart, a source may hold only mark-up, markers and
//! invisible characters besides.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::enrich::Compendium;
use crate::languages::terminal;
use crate::read::Source;
use crate::records::editorial::Passage;
use crate::records::{AgendaItem, DocBlock, Document, Id, Meeting, Place, Role, Unit};
use crate::text::{Span, Text};

/// How many texts and facts were proved, and what could not be.
#[derive(Debug, Default)]
pub struct Proof {
    /// Texts and facts that were found in their lines.
    pub proved: usize,
    /// Those that were not.
    pub diagnostics: Vec<Diagnostic>,
}

/// Proves every record.
#[must_use]
pub fn prove(compendium: &Compendium, sources: &[Source]) -> Proof {
    let mut prover = Prover {
        sources: sources
            .iter()
            .filter_map(|source| {
                let document = compendium
                    .documents
                    .iter()
                    .find(|document| document.file == source.file)?;
                Some((document.slug.as_str(), (source, document)))
            })
            .collect(),
        proof: Proof::default(),
    };
    for document in &compendium.documents {
        prover.document(document);
    }
    for meeting in &compendium.meetings {
        prover.meeting(meeting);
        for recommendation in &meeting.recommendations {
            let others = &recommendation.variants;
            for told in std::iter::once(recommendation).chain(others) {
                told.unit
                    .walk(&mut |unit| prover.unit(unit, &told.document));
            }
        }
    }
    for standing in &compendium.editorial.standings {
        for passage in &standing.passages {
            prover.passage(passage, &standing.label);
        }
    }
    prover.proof
}

struct Prover<'a> {
    sources: HashMap<&'a str, (&'a Source, &'a Document), FixedState>,
    proof: Proof,
}

impl Prover<'_> {
    fn unit(&mut self, unit: &Unit, document: &str) {
        let own =
            |role: Role, id: Option<&Id>| role == Role::Recommendation && id == Some(&unit.id);
        let name = unit.id.to_string();
        self.text(&unit.text, document, unit.lines.into(), &name, own);
        for note in &unit.footnotes {
            let own = |role: Role, _: Option<&Id>| role == Role::Footnote;
            let name = format!("{} {}", unit.id, note.mark);
            self.text(&note.text, document, note.lines.into(), &name, own);
        }
    }

    fn document(&mut self, document: &Document) {
        for (at, block) in document.blocks.iter().enumerate() {
            let own =
                |role: Role, id: Option<&Id>| role == block.role && id == block.reference.as_ref();
            // "Recomendación 3: Los Estados …": the line has one role, which is that of the words behind the heading.
            let shared = document
                .blocks
                .get(at + 1)
                .filter(|next| next.lines.first == block.lines.last && next.role != block.role);
            let lines = Lines {
                span: block.lines,
                shared: shared.map(|next| next.lines.first),
            };
            let name = terminal(&format!("role.{}", block.role.id()), &[]);
            self.text(&block.text, &document.slug, lines, &name, own);
        }
        if let Some(lines) = document.title_lines {
            let place = Place {
                document: document.slug.clone(),
                lines,
            };
            self.fact(&document.title, &place);
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        if let Some(note) = &meeting.note {
            let own = |role: Role, _: Option<&Id>| role == Role::Paragraph || role == Role::List;
            let name = format!("{}", meeting.number);
            self.text(&note.text, &note.document, note.lines.into(), &name, own);
        }
        let told = &meeting.told;
        if let (Some(place), Some(told)) = (&meeting.place, &told.held) {
            self.fact(place, told);
        }
        if let (Some(president), Some(told)) = (&meeting.president, &told.president) {
            self.fact(president, told);
        }
        if let Some(told) = &told.agenda {
            for item in meeting.agenda.iter().flatten() {
                self.agenda(item, &told.document);
            }
        }
        if let Some(told) = &told.documents_before {
            for document in &meeting.documents_before {
                let place = Place {
                    document: told.document.clone(),
                    lines: document.lines,
                };
                self.fact(&document.title, &place);
                if let Some(symbol) = &document.symbol {
                    self.fact(symbol, &place);
                }
            }
        }
        if let (Some(attendance), Some(told)) = (&meeting.attendance, &told.attendance) {
            for name in attendance
                .states
                .iter()
                .chain(&attendance.observers)
                .chain(&attendance.organizations)
            {
                self.fact(name, told);
            }
        }
    }

    fn agenda(&mut self, item: &AgendaItem, document: &str) {
        let place = Place {
            document: document.to_owned(),
            lines: item.lines,
        };
        self.fact(&item.title, &place);
        for below in &item.items {
            self.agenda(below, document);
        }
    }

    /// A text against the lines that are its own.
    fn text(
        &mut self,
        text: &Text,
        document: &str,
        lines: Lines,
        name: &str,
        own: impl Fn(Role, Option<&Id>) -> bool,
    ) {
        if text.is_empty() {
            return;
        }
        let Some(&(source, record)) = self.sources.get(document) else {
            return;
        };
        let said = letters(&as_printed(text));
        let mut held: String = own_lines(source, record, lines.span, own).collect();
        if let Some(line) = lines.shared {
            held.push_str(&letters(source.verbatim(line)));
        }
        let is_proved = found_whole(&said, &held);
        self.settle(is_proved, source, lines.span, name, &text.plain);
    }

    /// A fact's words somewhere in its lines.
    fn fact(&mut self, words: &str, place: &Place) {
        let Some(&(source, record)) = self.sources.get(place.document.as_str()) else {
            return;
        };
        let own = |role: Role, _: Option<&Id>| !matches!(role, Role::Furniture | Role::Footnote);
        let said = letters(words).to_lowercase();
        let held: String = own_lines(source, record, place.lines, own)
            .collect::<String>()
            .to_lowercase();
        let is_proved = found_whole(&said, &held)
            || printed_part(record, place.lines, &said)
                .is_some_and(|printed| found_whole(&printed, &held));
        self.settle(is_proved, source, place.lines, words, words);
    }

    /// Words that the editors quote: what they conclude from them is theirs, but the words must be there.
    fn passage(&mut self, passage: &Passage, name: &str) {
        let Some(&(source, record)) = self.sources.get(passage.document.as_str()) else {
            return;
        };
        let own = |role: Role, _: Option<&Id>| role != Role::Furniture;
        let held: String = own_lines(source, record, passage.lines, own).collect();
        if found_whole(&letters(&passage.quote), &held) {
            self.proof.proved += 1;
            return;
        }
        let Span { first, last } = passage.lines;
        self.proof.diagnostics.push(
            Diagnostic::error("cita-sin-prueba")
                .file(&source.file)
                .place(first, 1, 1)
                .with("name", name)
                .with("text", passage.quote.chars().take(60).collect::<String>())
                .with("lines", format!("{first}–{last}")),
        );
    }

    fn settle(&mut self, is_proved: bool, source: &Source, lines: Span, name: &str, words: &str) {
        if is_proved {
            self.proof.proved += 1;
            return;
        }
        let short: String = words.chars().take(60).collect();
        self.proof.diagnostics.push(
            Diagnostic::error("texto-sin-prueba")
                .file(&source.file)
                .place(lines.first, 1, 1)
                .with("name", name)
                .with("text", short)
                .with("lines", format!("{}–{}", lines.first, lines.last)),
        );
    }
}

/// The lines of a text.
#[derive(Clone, Copy)]
struct Lines {
    span: Span,
    /// The last one, where another text begins on it and gives it its role.
    shared: Option<u32>,
}

impl From<Span> for Lines {
    fn from(span: Span) -> Self {
        Self { span, shared: None }
    }
}

/// Words that stand in the texts of some lines, as the source prints them there.
fn printed_part(record: &Document, lines: Span, said: &str) -> Option<String> {
    // Each letter of the texts, with its text and its byte there.
    let mut row: Vec<(char, usize, usize)> = Vec::new();
    let blocks: Vec<&DocBlock> = record
        .blocks
        .iter()
        .filter(|block| {
            let apart = matches!(block.role, Role::Furniture | Role::Footnote);
            !apart && block.lines.first <= lines.last && lines.first <= block.lines.last
        })
        .collect();
    for (number, block) in blocks.iter().enumerate() {
        for (at, c) in block.text.plain.char_indices() {
            let seen = letters(c.encode_utf8(&mut [0; 4])).to_lowercase();
            row.extend(seen.chars().map(|c| (c, number, at)));
        }
    }
    let all: String = row.iter().map(|&(c, ..)| c).collect();
    let start = all[..all.find(said)?].chars().count();
    let found = &row[start..start + said.chars().count()];
    let mut printed = String::new();
    for part in found.chunk_by(|one, other| one.1 == other.1) {
        let (first, last) = (part.first()?, part.last()?);
        let text = &blocks[first.1].text;
        let end = last.2 + text.plain[last.2..].chars().next()?.len_utf8();
        printed.push_str(&printed_between(text, first.2, end));
    }
    Some(letters(&printed).to_lowercase())
}

/// A text as its source prints it: repairs undone, footnote marks at their places.
fn as_printed(text: &Text) -> String {
    printed_between(text, 0, text.plain.len())
}

/// A part of a text as its source prints it; a repair that it touches is undone as a whole.
fn printed_between(text: &Text, start: usize, end: usize) -> String {
    let touched = text
        .repairs
        .iter()
        .map(|repair| (repair.at as usize, repair.at as usize + repair.to.len()))
        .filter(|&(first, last)| first < end && start < last);
    let (from, to) = touched.fold((start, end), |(from, to), (first, last)| {
        (from.min(first), to.max(last))
    });
    let Some(part) = text.plain.get(from..to) else {
        return String::new();
    };
    let mut printed = part.to_owned();
    let mut edits: Vec<(usize, usize, &str)> = text
        .repairs
        .iter()
        .map(|repair| {
            let at = repair.at as usize;
            (at, at + repair.to.len(), repair.from.as_str())
        })
        .chain(text.calls.iter().map(|call| {
            let at = call.at as usize;
            (at, at, call.mark.as_str())
        }))
        .collect();
    edits.retain(|&(start, end, _)| from <= start && end <= to);
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.0, edit.1)));
    for (start, end, with) in edits {
        if printed.get(start - from..end - from).is_some() {
            printed.replace_range(start - from..end - from, with);
        }
    }
    printed
}

/// The letters of the lines that hold what is asked for.
fn own_lines<'a>(
    source: &'a Source,
    record: &'a Document,
    lines: Span,
    own: impl Fn(Role, Option<&Id>) -> bool + 'a,
) -> impl Iterator<Item = String> + 'a {
    record
        .coverage_of(lines)
        .iter()
        .filter(move |span| own(span.role, span.reference.as_ref()))
        .flat_map(move |span| span.lines.first.max(lines.first)..=span.lines.last.min(lines.last))
        .map(|line| letters(source.verbatim(line)))
}

/// Everything but white space and what no reader sees; a sign for several letters as these.
fn letters(text: &str) -> String {
    let told = |c: &char| !c.is_whitespace() && !c.is_control() && !crate::read::is_hidden(*c);
    let mut letters = String::with_capacity(text.len());
    for c in text.chars().filter(told) {
        match crate::read::ligature(c) {
            Some(several) => letters.push_str(several),
            None => letters.push(c),
        }
    }
    letters
}

/// Whether the whole of `said` stands in `held` in its order, with nothing but mark-up in between.
fn found_whole(said: &str, held: &str) -> bool {
    if held.contains(said) {
        return true;
    }
    let Some(first) = said.chars().next() else {
        return true;
    };
    held.char_indices()
        .filter(|&(_, c)| c == first)
        .any(|(at, _)| follows(said, &held[at..]))
}

fn follows(said: &str, held: &str) -> bool {
    let mut rest = held;
    for wanted in said.chars() {
        loop {
            let Some(next) = rest.chars().next() else {
                return false;
            };
            if next == wanted {
                // "&amp;" is one sign.
                let entity = (next == '&').then(|| rest.find(';')).flatten();
                let long = entity.filter(|&end| {
                    end < 9 && rest[1..end].bytes().all(|b| b.is_ascii_alphanumeric())
                });
                rest = &rest[long.map_or(next.len_utf8(), |end| end + 1)..];
                break;
            }
            if let Some(link) = rest.strip_prefix("](") {
                // The target of a Markdown link is mark-up too; it may hold brackets of its own.
                let mut depth = 1;
                let end = link.find(|c| {
                    depth += i32::from(c == '(') - i32::from(c == ')');
                    depth == 0
                });
                let Some(end) = end else {
                    return false;
                };
                rest = &link[end + 1..];
            } else if "*_#[]\\`<>~|".contains(next) {
                rest = &rest[next.len_utf8()..];
            } else if let (true, Some(end)) = (rest.starts_with('&'), rest.find(';')) {
                rest = &rest[end + 1..];
                break;
            } else {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{NoteCall, Repair, RepairRule};

    #[test]
    fn a_text_is_printed_as_its_source_prints_it() {
        let mut text = Text::on_line("La situación de las víctimas.", 1);
        text.repairs.push(Repair {
            line: 1,
            from: "s ituación".to_owned(),
            to: "situación".to_owned(),
            rule: RepairRule::BrokenWord,
            at: 3,
        });
        text.calls.push(NoteCall {
            mark: "¹".to_owned(),
            at: 30,
        });
        assert_eq!(as_printed(&text), "La s ituación de las víctimas¹.");
    }

    #[test]
    fn only_mark_up_may_stand_between_the_letters() {
        assert!(found_whole("latrata", "a)latrata;"));
        assert!(found_whole("latrata", "-**la***trata*"));
        assert!(found_whole("véaseX/1.", "véase[X/1](#)."));
        assert!(found_whole("véasexyz", "véase[x](javascript:alert(1))yz"));
        assert!(!found_whole("latrata", "lagrantrata"));
        assert!(!found_whole("latrata", "latrat"));
    }
}
