//! The proof: every word of the records is found again in the bytes of the lines that they name.
//!
//! This reads the sources a second time and on another way than the readers do: it undoes the repairs, puts
//! the footnote marks back, leaves out the lines that hold something else (page furniture, footnotes, blank
//! lines), and compares letter by letter. A fact of a meeting is a part of such a text and is proved with its repairs.
//! White space apart, a source may hold only mark-up, markers and invisible characters besides.

mod letters;

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::enrich::Compendium;
use crate::languages::terminal;
use crate::read::Source;
use crate::records::editorial::Passage;
use crate::records::{AgendaItem, DocBlock, Document, Id, Meeting, Place, Role, Unit};
use crate::text::{Repair, Span, Text};
use letters::{found_whole, letters};

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
    let documents: HashMap<&str, &Document, FixedState> = (compendium.documents.iter())
        .map(|document| (document.file.as_str(), document))
        .collect();
    let mut prover = Prover {
        sources: sources
            .iter()
            .filter_map(|source| {
                let document = *documents.get(source.file.as_str())?;
                Some((document.slug.as_str(), Known::of(source, document)))
            })
            .collect(),
        facts: None,
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
    sources: HashMap<&'a str, Known<'a>, FixedState>,
    /// The lines of the last fact: the next one stands in the same where both are names of one list.
    facts: Option<Facts<'a>>,
    proof: Proof,
}

/// A source and what was read from it.
#[derive(Clone)]
struct Known<'a> {
    source: &'a Source,
    record: &'a Document,
    /// How far the blocks reach up to each of them: they stand in the order of their first lines.
    reach: Vec<u32>,
}

impl<'a> Known<'a> {
    fn of(source: &'a Source, record: &'a Document) -> Self {
        let mut last = 0;
        let reach = record.blocks.iter().map(|block| {
            last = last.max(block.lines.last);
            last
        });
        Self {
            source,
            record,
            reach: reach.collect(),
        }
    }

    /// The blocks that stand on some lines, notes and what belongs to the page apart.
    fn blocks(&self, lines: Span) -> impl Iterator<Item = &'a DocBlock> {
        let blocks = &self.record.blocks;
        let from = self.reach.partition_point(|&last| last < lines.first);
        let to = blocks.partition_point(|block| block.lines.first <= lines.last);
        let blocks = blocks.get(from..to).unwrap_or_default().iter();
        blocks.filter(move |block| {
            let apart = matches!(block.role, Role::Furniture | Role::Footnote);
            !apart && lines.first <= block.lines.last
        })
    }
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
        let Some(&Known { source, record, .. }) = self.sources.get(document) else {
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
        let Some(known) = self.sources.get(place.document.as_str()) else {
            return;
        };
        let facts = match self.facts.take() {
            Some(facts) if facts.place == *place => facts,
            _ => Facts::at(place, known),
        };
        let source = known.source;
        let is_proved = self.facts.insert(facts).prove(words);
        self.settle(is_proved, source, place.lines, words, words);
    }

    /// Words that the editors quote: what they conclude from them is theirs, but the words must be there.
    fn passage(&mut self, passage: &Passage, name: &str) {
        let Some(&Known { source, record, .. }) = self.sources.get(passage.document.as_str())
        else {
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

/// The lines in which facts are looked for, read once for all of them.
struct Facts<'a> {
    place: Place,
    known: Known<'a>,
    /// The letters of the lines in lower case, and behind which of them the last fact ended: the names of a list stand
    /// there in its order.
    held: String,
    from: usize,
    texts: OnceCell<Texts<'a>>,
}

impl<'a> Facts<'a> {
    fn at(place: &Place, known: &Known<'a>) -> Self {
        let own = |role: Role, _: Option<&Id>| !matches!(role, Role::Furniture | Role::Footnote);
        let lines: String = own_lines(known.source, known.record, place.lines, own).collect();
        Self {
            place: place.clone(),
            known: known.clone(),
            held: lines.to_lowercase(),
            from: 0,
            texts: OnceCell::new(),
        }
    }

    /// Whether words stand somewhere in the lines, as they are or as the source prints them.
    fn prove(&mut self, words: &str) -> bool {
        let said = letters(words).to_lowercase();
        if let Some(at) = self.held[self.from..].find(&said) {
            self.from += at + said.len();
            return true;
        }
        if self.held.contains(&said) {
            return true;
        }
        let texts = (self.texts).get_or_init(|| Texts::of(self.known.blocks(self.place.lines)));
        let printed = texts.printed(&said);
        let printed = printed.filter(|printed| *printed != said);
        found_whole(&said, &self.held)
            || printed.is_some_and(|printed| found_whole(&printed, &self.held))
    }
}

/// The letters of the texts of some lines in a row, in lower case.
struct Texts<'a> {
    blocks: Vec<&'a DocBlock>,
    letters: String,
    /// The byte of each letter in the row, its text and its byte there.
    places: Vec<(usize, usize, usize)>,
}

impl<'a> Texts<'a> {
    fn of(blocks: impl Iterator<Item = &'a DocBlock>) -> Self {
        let blocks: Vec<&DocBlock> = blocks.collect();
        let (mut row, mut places) = (String::new(), Vec::new());
        for (number, block) in blocks.iter().enumerate() {
            for (at, c) in block.text.plain.char_indices() {
                for c in letters(c.encode_utf8(&mut [0; 4])).to_lowercase().chars() {
                    places.push((row.len(), number, at));
                    row.push(c);
                }
            }
        }
        Self {
            blocks,
            letters: row,
            places,
        }
    }

    /// Words that stand in the texts, as the source prints them there.
    fn printed(&self, said: &str) -> Option<String> {
        let start = self.letters.find(said)?;
        let index = |byte: usize| self.places.partition_point(|&(at, ..)| at < byte);
        let found = &self.places[index(start)..index(start + said.len())];
        let mut printed = String::new();
        for part in found.chunk_by(|one, other| one.1 == other.1) {
            let (first, last) = (part.first()?, part.last()?);
            let text = &self.blocks[first.1].text;
            let end = last.2 + text.plain[last.2..].chars().next()?.len_utf8();
            printed.push_str(&printed_between(text, first.2, end));
        }
        Some(letters(&printed).to_lowercase())
    }
}

/// A text as its source prints it: repairs undone, footnote marks at their places.
fn as_printed(text: &Text) -> String {
    printed_between(text, 0, text.plain.len())
}

/// A part of a text as its source prints it; a repair that it touches is undone as a whole.
fn printed_between(text: &Text, start: usize, end: usize) -> String {
    let ends = |repair: &Repair| repair.at as usize + repair.to.len();
    let first_behind = text
        .repairs
        .partition_point(|repair| (repair.at as usize) < end);
    let repairs = text.repairs[..first_behind].iter().rev();
    // Of repairs that begin at the same place the longest stands last.
    let touched: Vec<&Repair> = repairs.take_while(|repair| start < ends(repair)).collect();
    let from = touched.iter().map(|repair| repair.at as usize);
    let from = from.min().unwrap_or(start).min(start);
    let to = touched
        .iter()
        .copied()
        .map(ends)
        .max()
        .unwrap_or(end)
        .max(end);
    if text.plain.get(from..to).is_none() {
        return String::new();
    }
    let first = text.calls.partition_point(|call| (call.at as usize) < from);
    let calls = text.calls[first..].iter();
    let mut put: Vec<(usize, &str)> = calls
        .map(|call| (call.at as usize, call.mark.as_str()))
        .take_while(|&(at, _)| at <= to)
        .collect();
    for repair in touched {
        let taken = repair.taken().into_iter();
        put.extend(taken.map(|(at, part)| (repair.at as usize + at, part)));
    }
    put.sort_by_key(|&(at, _)| at);
    let mut printed = String::with_capacity(to - from + put.len());
    let mut printed_to = from;
    for (at, part) in put {
        printed.push_str(text.plain.get(printed_to..at).unwrap_or_default());
        printed.push_str(part);
        printed_to = at.max(printed_to);
    }
    printed.push_str(text.plain.get(printed_to..to).unwrap_or_default());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{NoteCall, RepairRule};

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
        // A part that touches a repair takes it whole, and the mark of a note inside it stands in its place.
        assert_eq!(printed_between(&text, 8, 16), "s ituación de");
        text.calls.insert(
            0,
            NoteCall {
                mark: "*".to_owned(),
                at: 8,
            },
        );
        assert_eq!(printed_between(&text, 8, 16), "s itua*ción de");
        // A symbol of three lines: the second repair begins where the first does.
        let mut symbol = Text::on_line("en CTOC/COP/WG.4/2019/3.", 1);
        for (from, to) in [
            ("CTOC/COP/ WG.4/", "CTOC/COP/WG.4/"),
            ("CTOC/COP/WG.4/ 2019/3", "CTOC/COP/WG.4/2019/3"),
        ] {
            symbol.repairs.push(Repair {
                line: 1,
                from: from.to_owned(),
                to: to.to_owned(),
                rule: RepairRule::BrokenSymbol,
                at: 3,
            });
        }
        assert_eq!(as_printed(&symbol), "en CTOC/COP/ WG.4/ 2019/3.");
    }
}
