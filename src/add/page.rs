//! A document as the readers see it, asked for its kind, title, meetings and day.
//!
//! It is read as any seed is, and once as a compilation, because only a compilation has recommendations of several
//! meetings. The words that titles and letters begin with stand in the language's table `[add]`.

use std::collections::BTreeMap;

use crate::config::{DocumentEntry, Kind};
use crate::extract::{self, Seed, dates, facts};
use crate::languages::{AddWords, KindWords, Language, lower_in_place, lowered};
use crate::read::{self, Block, BlockKind, HeadingKind, Hints, Source, meetings};
use crate::records::Meeting;

use super::guess::{Found, Grounds, TITLE_PAGE};
use super::say;

/// So many blocks tell what kind of document this is; later ones may speak of others.
const OPENING: usize = 24;
/// So many lines below "Distr." may pass before the day.
const DAY_BELOW: usize = 8;
/// So many names of meetings in one block are read; a block that has more is a list.
const MENTIONS: usize = 8;

/// A document as the readers see it.
pub(super) struct Page<'s> {
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
    /// Reads it.
    pub(super) fn read(source: &Source, language: &'static Language, symbol: Option<&str>) -> Self {
        // Read as a compilation, only a compilation has recommendations of several meetings.
        let seed = seed(source, language, symbol, true);
        let several = several(&extract::extract(&seed).meetings);
        let seed = if several.is_some() {
            seed
        } else {
            self::seed(source, language, symbol, false)
        };
        Self { seed, several }
    }
}

/// The document as blocks, read as one that `compiles` what several meetings recommended or as one that does not.
fn seed(
    source: &Source,
    language: &'static Language,
    symbol: Option<&str>,
    compiles: bool,
) -> Seed<'static> {
    let mut blocks = read::read(source, language, Hints { symbol, compiles });
    let vocabulary = read::repair::Vocabulary::of(blocks.iter().map(|block| &block.text), language);
    read::repair::repair_all(&mut blocks, &vocabulary);
    Seed {
        entry: &UNKNOWN,
        source: source.clone(),
        blocks,
        language,
        offset: 0,
    }
}

/// The line of the first of several meetings that have recommendations, and their numbers.
fn several(meetings: &[Meeting]) -> Option<(u32, Vec<u32>)> {
    let mut full = meetings
        .iter()
        .filter(|meeting| !meeting.recommendations.is_empty());
    let (first, _) = (full.next()?, full.next()?);
    let numbers = meetings.iter().map(|meeting| meeting.number).collect();
    let line = meetings[0]
        .told
        .held
        .as_ref()
        .map(|place| place.lines.first);
    let line = line.unwrap_or(first.recommendations[0].unit.lines.first);
    Some((line, numbers))
}

impl Page<'_> {
    fn words(&self) -> &AddWords {
        &self.seed.language.add
    }

    /// The blocks that hold words.
    fn body(&self) -> impl Iterator<Item = &Block> {
        self.seed.blocks.iter().filter(|block| block.is_body())
    }

    fn title_page(&self) -> impl Iterator<Item = &Block> {
        self.body().filter(|block| block.kind == BlockKind::Front)
    }

    /// The block of the title page that is a title of this kind.
    fn titled(&self, words: &KindWords) -> Option<&Block> {
        self.title_page().find(|block| {
            let lower = lowered(&block.text.plain);
            let begins = words.titles.iter().any(|title| begins_with(&lower, title));
            begins
                && (words.holds.is_empty()
                    || words.holds.iter().any(|word| lower.contains(word.as_str())))
        })
    }

    /// The kind: by its form, by its title, by its first words, by the headings of its recommendations.
    pub(super) fn kind(&self) -> Found<Kind> {
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
    pub(super) fn title(&self, kind: Option<Kind>) -> Found<String> {
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
    pub(super) fn meetings(&self, kind: Option<Kind>, title: Option<&str>) -> Found<Vec<u32>> {
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

    /// The meeting that a report is of: its title says so, or the sentence that tells where and when it was held, or its title
    /// page names no other.
    fn reported(&self, title: Option<&str>) -> Found<Vec<u32>> {
        let language = self.seed.language;
        let number = |words: &str| meetings::find(words, language).map(|named| named.number);
        let titled = self
            .title_page()
            .find(|block| Some(block.text.plain.as_str()) == title);
        let titled = titled.and_then(|block| Some((number(&block.text.plain)?, block.span.first)));
        let day = self.held();
        let sentences = self.body().filter_map(|block| {
            let lower = lower_in_place(&block.text.plain);
            let held = &language.meetings.held;
            if !held.iter().any(|held| lower.contains(held.as_str())) {
                return None;
            }
            // A sentence that names two days names two meetings; one with another day than the title page an earlier one.
            let range = dates::find(&block.text.plain, language)?;
            let is_own = day.as_ref().is_none_or(|day| *day == range.start)
                && dates::find(&block.text.plain[range.at.1..], language).is_none();
            is_own.then_some((number(&block.text.plain)?, block.span.first))
        });
        let sentences: Vec<(u32, u32)> = sentences.collect();
        let held = sentences.first().copied();
        let held = held.filter(|(number, _)| sentences.iter().all(|(other, _)| other == number));
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
                let covered = self.named(self.title_page());
                if let (Some((&number, &line)), 1) = (covered.first_key_value(), covered.len()) {
                    return Found::at(vec![number], line);
                }
                let named = self.named(self.body());
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

    /// The meetings of the body that blocks name, with the line where each is named first.
    fn named<'b>(&self, blocks: impl Iterator<Item = &'b Block>) -> BTreeMap<u32, u32> {
        let mut named = BTreeMap::new();
        for block in blocks {
            let mut rest = block.text.plain.as_str();
            for _ in 0..MENTIONS {
                let Some((own, behind)) = self.mention(rest) else {
                    break;
                };
                if let Some(number) = own {
                    named.entry(number).or_insert(block.span.first);
                }
                rest = behind;
            }
        }
        named
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
        self.mention(words)?.0
    }

    /// The first meeting that words name, `None` where it is another body's, and the words behind it.
    fn mention<'w>(&self, words: &'w str) -> Option<(Option<u32>, &'w str)> {
        let meetings::Named { number, end, .. } = meetings::find(words, self.seed.language)?;
        let behind = words.get(end..)?;
        let rest = lowered(behind);
        let is_other = self
            .words()
            .others
            .iter()
            .any(|other| begins_with(rest.trim_start(), other));
        Some(((!is_other).then_some(number), behind))
    }

    /// The day: below the line that tells how the document is distributed, or alone on a line.
    pub(super) fn date(&self, kind: Option<Kind>) -> Found<String> {
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

    /// The first day of the meeting that the title page dates.
    pub(super) fn held(&self) -> Option<String> {
        let front: Vec<&Block> = self.title_page().collect();
        let (_, range, _) = facts::on_title_page(&front, self.seed.language)?;
        Some(range.start)
    }
}

/// Whether a text begins with these whole words.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
