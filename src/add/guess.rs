//! What a document says of itself: its kind, symbol, title, day, language and meetings, each with the line that says so.
//!
//! Nothing is invented: what no line says stays unknown, and what two lines say differently is a doubt. The readers and
//! extractors know what headings, dates and ordinals look like; here they are only asked. The words that are looked for
//! stand in the language's table `[add]`.

use std::collections::BTreeMap;

use crate::config::{DocumentEntry, Kind};
use crate::extract::{self, Seed, dates};
use crate::languages::{Language, fold, lower_in_place, lowered};
use crate::read::{self, Block, BlockKind, HeadingKind, Source, furniture};
use crate::records::Meeting;
use crate::text::is_symbol;

use super::{Given, say};

/// A title page is no longer than this many lines.
const TITLE_PAGE: usize = 80;
/// So many blocks tell what kind of document this is; later ones may speak of others.
const OPENING: usize = 24;
/// So many lines below "Distr." may pass before the day.
const DAY_BELOW: usize = 8;
/// A text in a language has at least this share of the words that join its sentences.
const JOINING_WORDS: f64 = 0.2;

/// Something that was looked for, with what says so.
#[derive(Debug)]
pub struct Found<T> {
    /// What was found, if it can be used.
    pub value: Option<T>,
    /// What says so.
    pub grounds: Grounds,
    /// What a person should know of it.
    pub doubts: Vec<String>,
}

/// What says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// Nothing.
    None,
    /// The person who adds the document.
    Given,
    /// A line of the document, and this many others.
    Line(u32, usize),
    /// Something else.
    Other(String),
}

impl<T> Found<T> {
    fn nothing(why: &str, facts: &[(&str, &str)]) -> Self {
        Self {
            value: None,
            grounds: Grounds::None,
            doubts: vec![say(why, facts)],
        }
    }

    fn at(value: T, line: u32) -> Self {
        Self::by(value, Grounds::Line(line, 0))
    }

    fn by(value: T, grounds: Grounds) -> Self {
        Self {
            value: Some(value),
            grounds,
            doubts: Vec::new(),
        }
    }

    fn doubt(mut self, why: &str, facts: &[(&str, &str)]) -> Self {
        self.doubts.push(say(why, facts));
        self
    }
}

/// What a document says of itself.
#[derive(Debug)]
pub struct Guess {
    /// What kind it is.
    pub kind: Found<Kind>,
    /// Its symbol.
    pub symbol: Found<String>,
    /// Its title.
    pub title: Found<String>,
    /// Its day.
    pub date: Found<String>,
    /// Its language.
    pub language: Found<String>,
    /// The meetings that it tells of.
    pub meetings: Found<Vec<u32>>,
    /// The year of its day, or of the meeting that it reports on.
    pub year: Option<String>,
}

/// Asks a document what it is; what a person `given` it counts before. `known` are the book's meetings.
#[must_use]
pub fn guess(source: &Source, tag: &str, given: &Given, known: &[Meeting]) -> Guess {
    let tag = given.language.as_deref().unwrap_or(tag);
    let language = Language::of(tag);
    let symbol = told(given.symbol.as_ref(), || symbol(source, language));
    let page = Page::read(source, language, symbol.value.as_deref());
    let kind = told(given.kind.as_ref(), || page.kind());
    let title = told(given.title.as_ref(), || page.title(kind.value));
    let symbol = listed(symbol, title.value.as_deref(), known);
    let meetings = given.meetings.clone();
    let meetings = (!meetings.is_empty()).then_some(meetings);
    let meetings = told(meetings.as_ref(), || {
        page.meetings(kind.value, title.value.as_deref())
    });
    let date = told(given.date.as_ref(), || page.date(kind.value));
    let spoken = told(given.language.as_ref(), || spoken(source, language, tag));
    let day = date.value.clone().or_else(|| page.held());
    Guess {
        year: day.map(|day| day[..4].to_owned()),
        kind,
        symbol,
        title,
        date,
        language: spoken,
        meetings,
    }
}

fn told<T: Clone>(given: Option<&T>, find: impl FnOnce() -> Found<T>) -> Found<T> {
    match given {
        Some(value) => Found::by(value.clone(), Grounds::Given),
        None => find(),
    }
}

/// The symbol that heads the pages, or stands on the title page.
fn symbol(source: &Source, language: &Language) -> Found<String> {
    let words = &language.add;
    let mut heads: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for (line, found) in source
        .lines
        .iter()
        .zip(furniture::find(source, language, None))
        .zip(1..)
        .filter_map(|((line, found), at)| Some((line.trim(), (at, found?))))
    {
        if is_symbol(line) {
            heads.entry(line).or_insert((found.0, 0)).1 += 1;
        }
    }
    let heads = heads.into_iter().max_by_key(|&(_, (_, times))| times);
    let stated = source
        .lines
        .iter()
        .take(TITLE_PAGE)
        .zip(1..)
        .find_map(|(line, at)| {
            let line = line.trim().trim_matches(['*', '#', '_', ' ']);
            let lower = lower_in_place(line);
            let begins = |labels: &[String]| {
                let label = labels
                    .iter()
                    .find(|label| lower.starts_with(label.as_str()))?;
                Some(line[label.len()..].trim())
            };
            let of_page = begins(&words.symbol_lines)
                .and_then(|rest| rest.split_whitespace().next_back())
                .filter(|token| is_symbol(token));
            let of_letter = begins(&words.reference_labels).filter(|rest| !rest.is_empty());
            of_page.or(of_letter).map(|symbol| (symbol, at))
        });
    match (heads, stated) {
        (Some((head, (_, times))), Some((stated, line))) if head == stated => {
            Found::by(head.to_owned(), Grounds::Line(line, times))
        }
        (Some((head, (line, times))), stated) if times > 1 => {
            let found = Found::by(head.to_owned(), Grounds::Line(line, times - 1));
            match stated {
                Some((other, line)) => found.doubt(
                    "doubt.other-symbol",
                    &[("symbol", other), ("line", &line.to_string())],
                ),
                None => found,
            }
        }
        (_, Some((stated, line))) => Found::at(stated.to_owned(), line),
        (Some((head, (line, _))), None) => {
            Found::at(head.to_owned(), line).doubt("doubt.symbol-once", &[])
        }
        (None, None) => Found::nothing("doubt.no-symbol", &[]),
    }
}

/// A symbol that the document does not tell may be told by a report that lists the document.
fn listed(symbol: Found<String>, title: Option<&str>, known: &[Meeting]) -> Found<String> {
    let (None, Some(title)) = (&symbol.value, title) else {
        return symbol;
    };
    let title = fold(title);
    let listed = known.iter().find_map(|meeting| {
        let place = meeting.told.documents_before.as_ref()?;
        let document = meeting.documents_before.iter().find(|document| {
            // A title of a word or two is many documents' title.
            title.len() > 40 && fold(&document.title).contains(&title)
        })?;
        Some((document.symbol.clone()?, place, document.lines.first))
    });
    match listed {
        Some((symbol, place, line)) => {
            let facts = [
                ("document", place.document.as_str()),
                ("line", &line.to_string()),
            ];
            Found::by(symbol, Grounds::Other(say("grounds.listed", &facts)))
        }
        None => symbol,
    }
}

/// The language: the book's, unless the words say otherwise.
fn spoken(source: &Source, language: &Language, tag: &str) -> Found<String> {
    let words = &language.add;
    let named = source
        .lines
        .iter()
        .take(TITLE_PAGE)
        .zip(1..)
        .find(|(line, _)| {
            let lower = lowered(line.trim());
            let last = lower.split_whitespace().next_back().unwrap_or_default();
            let is_named = words
                .names
                .iter()
                .any(|name| name == last.trim_matches('*'));
            is_named
                && !words
                    .original
                    .iter()
                    .any(|word| lower.contains(word.as_str()))
        });
    let grounds = match named {
        Some((_, line)) => Grounds::Line(line, 0),
        None => Grounds::Other(say("grounds.book-language", &[])),
    };
    let found = Found::by(tag.to_owned(), grounds);
    let (mut all, mut joining) = (0u32, 0u32);
    for line in &source.lines {
        for word in lowered(line)
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            all += 1;
            joining += u32::from(
                language
                    .themes
                    .function_words
                    .iter()
                    .any(|known| known == word),
            );
        }
    }
    if all > 0 && f64::from(joining) < JOINING_WORDS * f64::from(all) {
        return found.doubt("doubt.language", &[("language", tag)]);
    }
    found
}

/// A document as the readers see it.
struct Page<'s> {
    seed: Seed<'s>,
    /// Whether it is a compilation by its form: the line of the first of several meetings, and their numbers.
    several: Option<(u32, Vec<u32>)>,
}

/// The table of a document of which nothing is known yet.
static UNKNOWN: DocumentEntry = DocumentEntry {
    file: String::new(),
    kind: Kind::Compilation,
    symbol: None,
    title: String::new(),
    date: None,
    language: None,
    meetings: Vec::new(),
};

impl Page<'static> {
    fn read(source: &Source, language: &'static Language, symbol: Option<&str>) -> Self {
        let mut blocks = read::read(source, language, symbol);
        let vocabulary =
            read::repair::Vocabulary::of(blocks.iter().map(|block| &block.text), language);
        for block in &mut blocks {
            if !matches!(block.kind, BlockKind::Furniture | BlockKind::Rule) {
                read::repair::repair(&mut block.text, &vocabulary);
            }
        }
        let seed = Seed {
            entry: &UNKNOWN,
            source: source.clone(),
            blocks,
            language,
            offset: 0,
        };
        // Read as a compilation, only a compilation has recommendations of several meetings.
        let read = extract::extract(&seed);
        let full = |meeting: &&Meeting| !meeting.recommendations.is_empty();
        let several = (read.meetings.iter().filter(full).count() > 1).then(|| {
            let numbers = read.meetings.iter().map(|meeting| meeting.number).collect();
            let first = read.meetings[0].told.held.as_ref();
            let line = first.map(|place| place.lines.first);
            let line = line.or_else(|| {
                let unit = &read
                    .meetings
                    .iter()
                    .find(full)?
                    .recommendations
                    .first()?
                    .unit;
                Some(unit.lines.first)
            });
            (line.unwrap_or(1), numbers)
        });
        Self { seed, several }
    }
}

impl Page<'_> {
    fn words(&self) -> &crate::languages::AddWords {
        &self.seed.language.add
    }

    /// The blocks that hold words.
    fn body(&self) -> impl Iterator<Item = &Block> {
        self.seed.blocks.iter().filter(|block| {
            !matches!(
                block.kind,
                BlockKind::Furniture | BlockKind::Rule | BlockKind::Footnote(_)
            )
        })
    }

    fn title_page(&self) -> impl Iterator<Item = &Block> {
        self.body().filter(|block| block.kind == BlockKind::Front)
    }

    /// The block of the title page that is a title of this kind.
    fn titled(&self, words: &crate::languages::KindWords) -> Option<&Block> {
        self.title_page().find(|block| {
            let lower = lowered(&block.text.plain);
            let begins = words.titles.iter().any(|title| begins_with(&lower, title));
            begins
                && (words.holds.is_empty()
                    || words.holds.iter().any(|word| lower.contains(word.as_str())))
        })
    }

    /// The kind: by its form, by its title, by its first words, by the headings of its recommendations.
    fn kind(&self) -> Found<Kind> {
        if let Some((line, numbers)) = &self.several {
            return Found::by(Kind::Compilation, Grounds::Line(*line, numbers.len() - 1));
        }
        let mut told: Vec<(Kind, u32)> = Vec::new();
        let kinds = || {
            let kinds = self.words().kinds.iter();
            kinds.filter_map(|words| Some((Kind::of(&words.id)?, words)))
        };
        for (kind, words) in kinds() {
            told.extend(self.titled(words).map(|block| (kind, block.span.first)));
        }
        for (kind, words) in kinds() {
            let spoken = self.body().take(OPENING).find(|block| {
                let lower = lowered(&block.text.plain);
                words
                    .phrases
                    .iter()
                    .any(|phrase| lower.contains(phrase.as_str()))
            });
            told.extend(spoken.map(|block| (kind, block.span.first)));
        }
        let is_report = told
            .iter()
            .any(|(kind, _)| matches!(kind, Kind::Report | Kind::DraftReport));
        let mut headed = self.body().filter(|block| {
            matches!(
                block.kind,
                BlockKind::Heading(HeadingKind::Recommendation(_))
            )
        });
        if let (false, Some(block)) = (is_report, headed.next()) {
            told.push((Kind::Report, block.span.first));
            if told.len() == 1 {
                return Found::by(
                    Kind::Report,
                    Grounds::Line(block.span.first, headed.count()),
                );
            }
        }
        let Some(&(kind, line)) = told.first() else {
            return Found::nothing("doubt.no-kind", &[]);
        };
        let other = told.iter().find(|(other, _)| *other != kind);
        let found = Found::at(kind, line);
        match other {
            Some((other, line)) => found.doubt(
                "doubt.other-kind",
                &[("kind", other.id()), ("line", &line.to_string())],
            ),
            None => found,
        }
    }

    /// The title: words of the title page that begin as titles of this kind do, or that stand above who prepared it.
    fn title(&self, kind: Option<Kind>) -> Found<String> {
        let kinds = self.words().kinds.iter();
        let words = kinds
            .clone()
            .find(|words| kind.is_some_and(|kind| kind.id() == words.id));
        let front: Vec<&Block> = self.title_page().collect();
        let above = front.windows(2).find_map(|pair| {
            let lower = lowered(&pair[1].text.plain);
            let is_author = self
                .words()
                .authors
                .iter()
                .any(|author| lower.starts_with(author.as_str()));
            is_author.then_some(pair[0])
        });
        let titled = words.and_then(|words| self.titled(words));
        let block = if kind == Some(Kind::Background) {
            above.or(titled)
        } else {
            titled.or(above)
        };
        match block {
            Some(block) => Found::at(block.text.plain.clone(), block.span.first),
            None => Found::nothing("doubt.no-title", &[]),
        }
    }

    /// The meetings that the document tells of.
    fn meetings(&self, kind: Option<Kind>, title: Option<&str>) -> Found<Vec<u32>> {
        match kind {
            Some(Kind::Compilation) => match &self.several {
                Some((line, numbers)) => {
                    Found::by(numbers.clone(), Grounds::Line(*line, numbers.len() - 1))
                }
                None => Found::nothing("doubt.no-meeting", &[]),
            },
            Some(Kind::Report | Kind::DraftReport) => self.reported(title),
            Some(Kind::Background | Kind::NoteVerbale) => self.destined(),
            None => Found::nothing("doubt.no-meeting", &[]),
        }
    }

    /// The meeting that a report is of: its title says so, or the sentence that tells where and when it was held.
    fn reported(&self, title: Option<&str>) -> Found<Vec<u32>> {
        let language = self.seed.language;
        let number = |words: &str| dates::meeting(words, language).map(|(number, _)| number);
        let titled = self
            .title_page()
            .find(|block| Some(block.text.plain.as_str()) == title);
        let titled = titled.and_then(|block| Some((number(&block.text.plain)?, block.span.first)));
        let held = self.body().find_map(|block| {
            let lower = lower_in_place(&block.text.plain);
            let held = language
                .meetings
                .held
                .iter()
                .any(|held| lower.contains(held.as_str()));
            // A sentence that names two days names two meetings, or an earlier one.
            let day = dates::find(&block.text.plain, language)?;
            let is_one = dates::find(&block.text.plain[day.at.1..], language).is_none();
            (held && is_one).then_some((number(&block.text.plain)?, block.span.first))
        });
        match (titled, held) {
            (Some((number, line)), Some((other, other_line))) if number != other => {
                Found::at(vec![number], line).doubt(
                    "doubt.other-meeting",
                    &[
                        ("meeting", &other.to_string()),
                        ("line", &other_line.to_string()),
                    ],
                )
            }
            (Some((number, line)), other) => Found::by(
                vec![number],
                Grounds::Line(line, usize::from(other.is_some())),
            ),
            (None, Some((number, line))) => Found::at(vec![number], line),
            (None, None) => {
                let mut named: BTreeMap<u32, u32> = BTreeMap::new();
                for block in self.body() {
                    if let Some(number) = self.own_meeting(&block.text.plain) {
                        named.entry(number).or_insert(block.span.first);
                    }
                }
                let names = named.iter().map(|(number, line)| {
                    say(
                        "doubt.candidate",
                        &[
                            ("meeting", &number.to_string()),
                            ("line", &line.to_string()),
                        ],
                    )
                });
                let names: Vec<String> = names.collect();
                if names.is_empty() {
                    Found::nothing("doubt.no-meeting", &[])
                } else {
                    Found::nothing("doubt.candidates", &[("meetings", &names.join(", "))])
                }
            }
        }
    }

    /// The meeting that a document was prepared for: the title page names it, or a sentence that says what it is for.
    fn destined(&self) -> Found<Vec<u32>> {
        let sentence = |block: &&Block| {
            let lower = lowered(&block.text.plain);
            self.words()
                .destined
                .iter()
                .any(|words| lower.contains(words.as_str()))
        };
        let blocks = self.title_page().chain(self.body().filter(sentence));
        let named = blocks
            .filter_map(|block| Some((self.own_meeting(&block.text.plain)?, block.span.first)));
        let named: Vec<(u32, u32)> = named.collect();
        match named.first() {
            None => Found::nothing("doubt.no-meeting", &[]),
            Some(&(number, line)) => {
                let found = Found::at(vec![number], line);
                match named.iter().find(|(other, _)| *other != number) {
                    Some((other, line)) => found.doubt(
                        "doubt.other-meeting",
                        &[("meeting", &other.to_string()), ("line", &line.to_string())],
                    ),
                    None => found,
                }
            }
        }
    }

    /// The first meeting that a text names, unless it is another body's.
    fn own_meeting(&self, words: &str) -> Option<u32> {
        let (number, end) = dates::meeting(words, self.seed.language)?;
        let rest = lowered(words.get(end..)?).into_owned();
        let is_other = self
            .words()
            .others
            .iter()
            .any(|other| begins_with(rest.trim_start(), other));
        (!is_other).then_some(number)
    }

    /// The day: below the line that tells how the document is distributed, or alone on a line.
    fn date(&self, kind: Option<Kind>) -> Found<String> {
        let lines = &self.seed.source.lines;
        let language = self.seed.language;
        let day = |line: &str| {
            let range = dates::find(line, language)?;
            (range.start == range.end).then_some(range)
        };
        let distributed = lines.iter().take(TITLE_PAGE).position(|line| {
            let lower = lowered(line);
            self.words()
                .distribution
                .iter()
                .any(|word| lower.contains(word.as_str()))
        });
        let below = distributed.and_then(|from| {
            let mut near = lines[from..].iter().zip(from as u32 + 1..).take(DAY_BELOW);
            near.find_map(|(line, at)| Some((day(line)?.start, at)))
        });
        if let Some((date, line)) = below {
            return Found::at(date, line);
        }
        // A letter has its day below its text; elsewhere a day alone on a line stands on the title page.
        let room = if kind == Some(Kind::NoteVerbale) {
            lines.len()
        } else {
            self.body()
                .find(|block| block.kind != BlockKind::Front)
                .map_or(lines.len(), |block| block.span.first as usize - 1)
        };
        let alone = lines
            .iter()
            .take(room)
            .zip(1u32..)
            .filter_map(|(line, at)| {
                let words = line.trim().trim_matches(['*', '#', '_', ' ', '.']);
                let range = day(words)?;
                (words[..range.at.0].chars().all(|c| !c.is_alphanumeric())
                    && range.at.1 == words.len())
                .then_some((range.start, at))
            });
        let alone: Vec<(String, u32)> = alone.collect();
        match alone.as_slice() {
            [] => Found::nothing("doubt.no-date", &[]),
            [(date, line), rest @ ..] if rest.iter().all(|(other, _)| other == date) => {
                Found::at(date.clone(), *line)
            }
            [(date, line), ..] => Found::nothing(
                "doubt.dates",
                &[("date", date), ("line", &line.to_string())],
            ),
        }
    }

    /// The first day of the only meeting that the title page dates, for a name.
    fn held(&self) -> Option<String> {
        let language = self.seed.language;
        let day = |block: &Block| dates::find(&block.text.plain, language);
        self.title_page().find_map(day).map(|range| range.start)
    }
}

/// Whether a text begins with these whole words.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
