//! Blocks → records: what documents of each kind say.
//!
//! One file a kind of document. They share the building of units from numbered blocks ([`units`]), the
//! usual parts of a report ([`facts`]) and dates ([`dates`]); here their results are put together.

mod attendance;
mod compilation;
pub mod dates;
pub mod facts;
mod paragraphs;
mod prose;
mod report;
mod section;
mod units;

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::config::{DocumentEntry, Kind};
use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::read::{Block, BlockKind, Doubt, HeadingKind, Source};
use crate::records::document::note_calls;
use crate::records::{
    CoverageSpan, DocBlock, Document, Footnote, Id, Meeting, Recommendation, Records, Role, Status,
};
use crate::text::{Span, Text};

use section::{Section, is_below};

/// A seed after reading, with what the book says of it.
#[derive(Debug)]
pub struct Seed<'a> {
    /// Its table in `book.toml`.
    pub entry: &'a DocumentEntry,
    /// Its bytes and lines.
    pub source: Source,
    /// Its blocks, repaired.
    pub blocks: Vec<Block>,
    /// Its language's table.
    pub language: &'static Language,
    /// Paragraph number + offset = number of the recommendation, where a report's recommendations are paragraphs.
    pub offset: i32,
}

/// What one document tells.
#[derive(Debug)]
pub struct Extracted {
    /// The reading edition.
    pub document: Document,
    /// What it tells of meetings; each only as far as this document knows.
    pub meetings: Vec<Meeting>,
    /// What a person should look at.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the records of one document.
#[must_use]
pub fn extract(seed: &Seed<'_>) -> Extracted {
    let mut draft = Draft::new(seed);
    let meetings = match seed.entry.kind {
        Kind::Compilation => compilation::extract(&mut draft),
        Kind::Report | Kind::DraftReport => report::extract(&mut draft),
        Kind::Background | Kind::NoteVerbale => prose::extract(&mut draft),
    };
    let recommendations: usize = meetings
        .iter()
        .map(|meeting| meeting.recommendations.len())
        .sum();
    if recommendations == 0 && matches!(seed.entry.kind, Kind::Compilation | Kind::Report) {
        draft.diagnostics.push(
            Diagnostic::error("sin-recomendaciones")
                .file(&seed.source.file)
                .with("kind", seed.entry.kind.id()),
        );
    }
    draft.finish(meetings)
}

/// Puts what the documents tell together: the report's text counts before the compilation's, and the
/// compilation's before a draft's (contract, "Inputs"); the others are kept as variants.
#[must_use]
pub fn merge(
    mut extracted: Vec<Extracted>,
    entries: &[&DocumentEntry],
) -> (Records, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut meetings: BTreeMap<u32, Meeting> = BTreeMap::new();
    let mut order: Vec<usize> = (0..extracted.len()).collect();
    order.sort_by_key(|&at| match entries[at].kind {
        Kind::Report => 0,
        Kind::Compilation => 1,
        Kind::DraftReport => 2,
        Kind::Background | Kind::NoteVerbale => 3,
    });
    for at in order {
        let draft = entries[at].kind == Kind::DraftReport;
        for told in std::mem::take(&mut extracted[at].meetings) {
            let meeting = meetings.entry(told.number).or_insert_with(|| Meeting {
                number: told.number,
                ..Meeting::default()
            });
            add(meeting, told, draft);
        }
    }
    for (entry, extracted) in entries.iter().zip(&mut extracted) {
        diagnostics.append(&mut extracted.diagnostics);
        for &number in &entry.meetings {
            let meeting = meetings.entry(number).or_insert_with(|| Meeting {
                number,
                ..Meeting::default()
            });
            if entry.kind == Kind::Compilation && meeting.status == Status::NoSource {
                diagnostics.push(
                    Diagnostic::warning("reunion-no-encontrada")
                        .file(&extracted.document.file)
                        .with("number", number),
                );
            }
            let slug = &extracted.document.slug;
            if !meeting.documents.contains(slug) {
                meeting.documents.push(slug.clone());
            }
        }
    }
    // A number below one that the book names is a meeting too, whose source is missing. What a text alone names may be misread.
    let named = entries.iter().flat_map(|entry| &entry.meetings);
    for number in 1..=named.copied().max().unwrap_or(0) {
        meetings.entry(number).or_insert_with(|| Meeting {
            number,
            ..Meeting::default()
        });
    }
    let records = Records {
        meetings: meetings.into_values().collect(),
        documents: extracted
            .into_iter()
            .map(|extracted| extracted.document)
            .collect(),
    };
    (records, diagnostics)
}

/// Adds what a later-counting document tells of a meeting.
fn add(meeting: &mut Meeting, told: Meeting, draft: bool) {
    if draft {
        if meeting.status == Status::NoSource {
            meeting.status = Status::Draft;
        }
    } else if told.status == Status::Documented {
        meeting.status = Status::Documented;
    }
    meeting.place = meeting.place.take().or(told.place);
    if meeting.start.is_none() {
        (meeting.start, meeting.end) = (told.start, told.end);
        meeting.told.held = told.told.held;
    }
    let places = &mut meeting.told;
    places.agenda = places.agenda.take().or(told.told.agenda);
    places.president = places.president.take().or(told.told.president);
    places.attendance = places.attendance.take().or(told.told.attendance);
    places.documents_before = places
        .documents_before
        .take()
        .or(told.told.documents_before);
    meeting.note = meeting.note.take().or(told.note);
    meeting.agenda = meeting.agenda.take().or(told.agenda);
    meeting.president = meeting.president.take().or(told.president);
    meeting.attendance = meeting.attendance.take().or(told.attendance);
    if meeting.documents_before.is_empty() {
        meeting.documents_before = told.documents_before;
    }
    let places: HashMap<Id, usize, FixedState> = meeting
        .recommendations
        .iter()
        .enumerate()
        .map(|(at, known)| (known.unit.id.clone(), at))
        .collect();
    for recommendation in told.recommendations {
        match places.get(&recommendation.unit.id) {
            Some(&known) => meeting.recommendations[known].variants.push(recommendation),
            None => meeting.recommendations.push(recommendation),
        }
    }
    meeting.recommendations.sort_by_key(|recommendation| {
        (
            recommendation.unit.id.number,
            recommendation.unit.id.occurrence,
        )
    });
}

/// Where a document says its own title: in one block, or in headings that follow each other.
fn title_lines(blocks: &[DocBlock], title: &str) -> Option<Span> {
    let at = blocks
        .iter()
        .position(|block| !block.text.is_empty() && title.starts_with(block.text.plain.as_str()))?;
    let mut lines = blocks[at].lines;
    let mut rest = title[blocks[at].text.plain.len()..].trim_start();
    for block in &blocks[at + 1..] {
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(block.text.plain.as_str())?.trim_start();
        lines = lines.join(block.lines);
    }
    rest.is_empty().then_some(lines)
}

/// A document's records while they are being made: the state that all kinds share.
pub(crate) struct Draft<'a> {
    pub seed: &'a Seed<'a>,
    pub slug: String,
    pub blocks: Vec<DocBlock>,
    /// Role and id of each line, 0-based.
    roles: Vec<(Role, Option<Id>)>,
    /// How often each id was given.
    pub repeats: units::Repeats,
    /// Numbers of paragraphs that have their anchor: a second one with a number gets none.
    paragraphs: HashSet<String, FixedState>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Draft<'a> {
    fn new(seed: &'a Seed<'a>) -> Self {
        Self {
            seed,
            slug: seed.entry.slug(),
            blocks: Vec::with_capacity(seed.blocks.len()),
            roles: vec![(Role::Blank, None); seed.source.lines.len()],
            repeats: HashMap::default(),
            paragraphs: HashSet::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The id of the next recommendation with this number.
    pub fn next_id(&mut self, meeting: u32, number: u32) -> Id {
        let mut id = Id::numbered(meeting, number, 1);
        let times = self.repeats.entry(id.clone()).or_default();
        *times += 1;
        id.occurrence = *times;
        id
    }

    /// The id of the recommendation that a heading numbers; what is odd about its number is told.
    pub fn headed_id(&mut self, meeting: &Meeting, number: u32, block: &Block) -> Id {
        let last = meeting.recommendations.last();
        let last = last.map_or(0, |last| last.unit.id.number);
        let id = self.next_id(meeting.number, number);
        let code = if id.occurrence > 1 || number < last {
            "numero-repetido"
        } else if number > last.saturating_add(1) {
            "salto-de-numeracion"
        } else {
            return id;
        };
        let scope = self.seed.language.meeting_name(meeting.number);
        let found = Diagnostic::warning(code).with("read", number);
        self.warn(found.with("scope", scope), block);
        id
    }

    /// Enters a block into the reading edition and its lines into the coverage.
    pub fn enter(&mut self, block: &Block, role: Role, reference: Option<Id>) -> &mut DocBlock {
        for &line in &block.lines {
            self.roles[line as usize - 1] = (role, reference.clone());
        }
        // A paragraph of its own behind a drawn line is glued to nothing.
        let glued = role == Role::Recommendation;
        match &block.doubt {
            Some(Doubt::Note(line))
                if glued
                    || matches!(role, Role::Paragraph | Role::List)
                        && block.lines.first() != Some(line) =>
            {
                self.warn_at(Diagnostic::warning("nota-dudosa"), *line, 1);
            }
            Some(Doubt::Item(line, label)) if glued => {
                let found = Diagnostic::warning("subapartado-dudoso").with("read", label);
                self.warn_at(found, *line, label.len() as u32);
            }
            Some(Doubt::Closing(line)) if glued => {
                self.warn_at(Diagnostic::warning("cierre-dudoso"), *line, 1);
            }
            _ => {}
        }
        self.blocks.push(DocBlock {
            role,
            lines: block.span,
            level: None,
            marker: None,
            depth: None,
            paragraph: None,
            reference,
            text: block.text.clone(),
        });
        self.blocks.last_mut().expect("just pushed")
    }

    /// Enters a block that is no recommendation, by what it looks like.
    pub fn enter_plainly(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Front => {
                self.enter(block, Role::FrontMatter, None);
            }
            BlockKind::Heading(kind) => {
                if *kind == HeadingKind::Title {
                    let found = Diagnostic::warning("titulo-supuesto");
                    self.warn(found.with("heading", &block.text.plain), block);
                }
                self.enter(block, Role::Heading, None).level = Some(kind.level());
            }
            BlockKind::Paragraph => {
                self.enter(block, Role::Paragraph, None);
            }
            BlockKind::Item { path, label } => {
                use crate::read::markers::Style;
                let numbered = path.len() == 1 && path[0].0 == Style::Number;
                let depth = path.iter().filter(|level| level.0 != Style::Head).count() as u8 - 1;
                let role = if numbered {
                    Role::Paragraph
                } else {
                    Role::List
                };
                let number = numbered.then(|| path[0].1.to_string());
                let number = number.filter(|number| self.paragraphs.insert(number.clone()));
                let entered = self.enter(block, role, None);
                entered.marker = Some(label.clone());
                entered.depth = Some(depth);
                entered.paragraph = number;
            }
            BlockKind::Footnote(mark) => {
                let mark = mark.clone();
                self.enter(block, Role::Footnote, None).marker = Some(mark);
            }
            BlockKind::Furniture | BlockKind::Rule => {
                self.enter(block, Role::Furniture, None);
            }
        }
    }

    /// Whether the heading of a recommendation has another meeting's number ("Recomendación 11/3"); it is told.
    pub fn is_of_another_meeting(&mut self, block: &Block, meeting: u32) -> bool {
        let language = self.seed.language;
        let named = crate::read::headings::meeting_of(&block.text.plain, language);
        if named.is_none_or(|named| named == meeting) {
            return false;
        }
        let found = Diagnostic::warning("recomendacion-de-otra-reunion")
            .with("heading", &block.text.plain)
            .with("meeting", language.meeting_name(meeting).to_lowercase());
        self.warn(found, block);
        true
    }

    /// A warning at a block's first line.
    pub fn warn(&mut self, found: Diagnostic, block: &Block) {
        self.warn_at(found, block.span.first, 3);
    }

    fn warn_at(&mut self, found: Diagnostic, line: u32, length: u32) {
        let source = &self.seed.source;
        self.diagnostics.push(
            found
                .file(&source.file)
                .place(line, 1, length)
                .excerpt(source.lines[line as usize - 1].trim_end()),
        );
    }

    /// Warns of a number that was given before, where its place among its neighbours does not tell it.
    pub fn warn_of_repeat(&mut self, id: &Id, block: &Block, scope: &str) {
        use crate::read::numbering::Oddity;
        let is_repeat = match id.path.last() {
            Some(last) => last.contains('~'),
            None => id.occurrence > 1,
        };
        if let (true, BlockKind::Item { label, .. }) = (is_repeat, &block.kind)
            && !matches!(block.oddity, Some(Oddity::Repeat(_)))
        {
            let found = Diagnostic::warning("numero-repetido").with("read", label);
            self.warn(found.with("scope", scope), block);
        }
    }

    /// Warns of what is odd about a block's number.
    pub fn warn_of_oddity(&mut self, block: &Block, scope: &str) {
        use crate::read::numbering::Oddity;
        let (Some(oddity), BlockKind::Item { label, .. }) = (block.oddity, &block.kind) else {
            return;
        };
        let diagnostic = match oddity {
            Oddity::Gap(_) => Diagnostic::warning("salto-de-numeracion"),
            Oddity::Repeat(_) => Diagnostic::warning("numero-repetido"),
            Oddity::Orphan => Diagnostic::warning("subapartado-sin-padre"),
        };
        self.warn(diagnostic.with("read", label).with("scope", scope), block);
    }

    /// Binds footnotes to the words that call them, and closes the document.
    fn finish(mut self, mut meetings: Vec<Meeting>) -> Extracted {
        // A footnote stands where its line stands; numbered blocks were entered in reading order already.
        self.blocks.sort_by_key(|block| block.lines.first);
        self.bind_footnotes(&mut meetings);
        self.warn_of_empty(&meetings);
        let source = &self.seed.source;
        let mut coverage: Vec<CoverageSpan> = Vec::new();
        for (at, (role, reference)) in self.roles.into_iter().enumerate() {
            let line = at as u32 + 1;
            match coverage.last_mut() {
                Some(last) if last.role == role && last.reference == reference => {
                    last.lines.last = line;
                }
                _ => coverage.push(CoverageSpan {
                    lines: Span::line(line),
                    role,
                    reference,
                }),
            }
        }
        let entry = self.seed.entry;
        Extracted {
            document: Document {
                slug: self.slug,
                file: source.file.clone(),
                sha256: source.sha256.clone(),
                line_count: source.lines.len() as u32,
                kind: entry.kind,
                title: entry.title.clone(),
                title_lines: title_lines(&self.blocks, &entry.title),
                symbol: entry.symbol.clone(),
                date: entry.date.clone(),
                language: entry
                    .language
                    .clone()
                    .unwrap_or_else(|| self.seed.language.id.clone()),
                meetings: entry.meetings.clone(),
                blocks: self.blocks,
                coverage,
            },
            meetings,
            diagnostics: self.diagnostics,
        }
    }

    /// A number without words: they may be missing in the source, or were read as something else.
    fn warn_of_empty(&mut self, meetings: &[Meeting]) {
        let mut empty: Vec<(u32, Id)> = Vec::new();
        for recommendation in meetings.iter().flat_map(|meeting| &meeting.recommendations) {
            recommendation.unit.walk(&mut |unit| {
                if unit.text.is_empty() && unit.children.is_empty() {
                    empty.push((unit.lines.first, unit.id.clone()));
                }
            });
        }
        for (line, id) in empty {
            let found = Diagnostic::warning("recomendacion-vacia").with("id", id);
            self.warn_at(found, line, 1);
        }
    }

    /// Gives each unit the footnotes that its words call.
    fn bind_footnotes(&mut self, meetings: &mut [Meeting]) {
        let mut bound: BTreeMap<String, Vec<Footnote>> = BTreeMap::new();
        let mut calls = note_calls(&self.blocks).into_iter().peekable();
        for at in 0..self.blocks.len() {
            if self.blocks[at].role != Role::Footnote {
                continue;
            }
            let mark = self.blocks[at].marker.clone().unwrap_or_default();
            let lines = self.blocks[at].lines;
            // The calls come in the order of their notes.
            let Some(call) = calls.next_if(|call| call.note == at) else {
                let found = Diagnostic::warning("nota-sin-llamada").with("mark", &mark);
                self.warn_at(found, lines.first, 1);
                continue;
            };
            let reference = self.blocks[call.caller].reference.clone();
            if let Some(id) = &reference {
                for (role, owner) in &mut self.roles[lines.first as usize - 1..lines.last as usize]
                {
                    if *role == Role::Footnote {
                        *owner = Some(id.clone());
                    }
                }
                bound.entry(id.to_string()).or_default().push(Footnote {
                    mark,
                    lines,
                    text: self.blocks[at].text.clone(),
                });
            }
            self.blocks[at].reference = reference;
        }
        if bound.is_empty() {
            return;
        }
        for recommendation in meetings
            .iter_mut()
            .flat_map(|meeting| &mut meeting.recommendations)
        {
            recommendation.unit.walk_mut(&mut |unit| {
                if let Some(notes) = bound.remove(&unit.id.to_string()) {
                    unit.footnotes = notes;
                    let order = |note: &Footnote| {
                        unit.text
                            .calls
                            .iter()
                            .position(|call| call.mark == note.mark)
                    };
                    unit.footnotes.sort_by_key(order);
                }
            });
        }
    }
}

/// Joins the words of a later block to a unit, as when a page break fell between two sentences.
pub(crate) fn continue_unit(lines: &mut Span, text: &mut Text, block: &Block) {
    if text.is_empty() {
        // The heading above is not part of it: the unit begins where its words begin.
        *lines = block.span;
        text.starts.clear();
    } else {
        *lines = lines.join(block.span);
    }
    text.append(block.text.clone());
    // Where the block has no words, the place of what comes next is still to be told.
    text.begin_at(block.span.first);
}

/// A recommendation without words yet.
pub(crate) fn empty_recommendation(
    id: Id,
    marker: String,
    document: &str,
    line: u32,
) -> Recommendation {
    Recommendation {
        unit: crate::records::Unit {
            id,
            marker,
            lines: Span::line(line),
            text: Text {
                starts: vec![(line, 0)],
                ..Text::default()
            },
            footnotes: Vec::new(),
            children: Vec::new(),
        },
        document: document.to_owned(),
        section: None,
        standing: crate::records::Standing::default(),
        standing_line: None,
        variants: Vec::new(),
    }
}
