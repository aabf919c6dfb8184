//! A compilation: the recommendations of several meetings, each under a heading that names the meeting,
//! its place and its dates ("IV. Cuarta reunión: Viena, 10 a 12 de octubre de 2011").

use crate::config::is_meeting;
use crate::diagnostic::Diagnostic;
use crate::languages::{Language, lower_in_place};
use crate::read::markers::Style;
use crate::read::meetings;
use crate::read::{Block, BlockKind, HeadingKind};
use crate::records::{Id, Meeting, Note, Place, Role, Status, Told};

use super::{Draft, Section, continue_unit, dates, empty_recommendation, facts, units};

/// Reads the meetings of a compilation.
pub fn extract(draft: &mut Draft<'_>) -> Vec<Meeting> {
    let seed = draft.seed;
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut current: Option<usize> = None;
    let mut section = Section::default();
    let mut sole = false;
    for (place, block) in seed.blocks.iter().enumerate() {
        match &block.kind {
            // "Recomendación 12" as a heading, as in a report.
            BlockKind::Heading(HeadingKind::Recommendation(number)) if current.is_some() => {
                draft.enter_plainly(block);
                let meeting = &mut meetings[current.expect("just checked")];
                if draft.is_of_another_meeting(block, meeting.number) {
                    continue;
                }
                let id = draft.headed_id(meeting, *number, block);
                let mut recommendation =
                    empty_recommendation(id, format!("{number}."), &draft.slug, block.span.first);
                recommendation.section.clone_from(&section.words);
                meeting.recommendations.push(recommendation);
                sole = units::has_sole_item(&seed.blocks[place + 1..]);
            }
            BlockKind::Heading(kind) => {
                draft.enter_plainly(block);
                sole = false;
                if let Some(opened) = open_meeting(draft, &mut meetings, block) {
                    section = Section::below(block);
                    current = Some(opened);
                } else if *kind == HeadingKind::Annex {
                    // What is added behind the meetings is of none of them.
                    if current.take().is_some()
                        && has_numbers(&seed.blocks[place + 1..], seed.language)
                    {
                        draft.warn(
                            Diagnostic::warning("anexo-aparte").with("heading", &block.text.plain),
                            block,
                        );
                    }
                } else if current.is_some() && !section.enter(*kind, block) {
                    section = Section::of(block);
                    draft.warn(
                        Diagnostic::warning("encabezado-desconocido")
                            .with("heading", &block.text.plain),
                        block,
                    );
                }
            }
            BlockKind::Item { path, label } => match (current, units::below_heading(path, sole)) {
                (Some(at), Some(below)) if !meetings[at].recommendations.is_empty() => {
                    let last = meetings[at].recommendations.last_mut().expect("not empty");
                    if below.is_empty() {
                        units::add_own_words(draft, last, label, block);
                        continue;
                    }
                    units::enter_below(draft, last, below, label, block);
                }
                (Some(at), _) if path[0].0 == Style::Number => {
                    item(
                        draft,
                        &mut meetings[at],
                        section.words.as_ref(),
                        block,
                        path,
                        label,
                    );
                }
                (Some(at), _) if !meetings[at].recommendations.is_empty() => {
                    // A sub-item without a number above it belongs to the recommendation before it.
                    let meeting = &mut meetings[at];
                    let last = meeting.recommendations.last_mut().expect("not empty");
                    draft.warn(
                        Diagnostic::warning("subapartado-sin-padre")
                            .with("read", label)
                            .with("scope", last.unit.id.to_string()),
                        block,
                    );
                    let id = units::add(last, path, label, block, &mut draft.repeats);
                    let scope = last.unit.id.to_string();
                    draft.warn_of_repeat(&id, block, &scope);
                    enter_unit(draft, block, id, label, path.len());
                }
                _ => {
                    let above = last_above(&seed.blocks[..place]);
                    let is_loose = matches!(path[0].0, Style::Letter | Style::Roman)
                        && above.is_some_and(|above| matches!(above.kind, BlockKind::Heading(_)));
                    if current.is_some() && is_loose {
                        draft.warn(
                            Diagnostic::warning("subapartado-suelto").with("read", label),
                            block,
                        );
                    }
                    draft.enter_plainly(block);
                }
            },
            BlockKind::Front | BlockKind::Paragraph
                if current.is_some_and(|at| tells_when(draft, &mut meetings[at], block)) =>
            {
                draft.enter_plainly(block);
            }
            BlockKind::Paragraph => match current {
                Some(at) => paragraph(draft, &mut meetings[at], place),
                None => draft.enter_plainly(block),
            },
            _ => draft.enter_plainly(block),
        }
    }
    meetings
}

/// The meeting that a heading names: a new one, or one that was begun before.
fn open_meeting(draft: &Draft<'_>, meetings: &mut Vec<Meeting>, block: &Block) -> Option<usize> {
    let meeting = meeting_heading(draft, block)?;
    let known = meetings
        .iter()
        .position(|known| known.number == meeting.number);
    let Some(at) = known else {
        meetings.push(meeting);
        return Some(meetings.len() - 1);
    };
    // Of two headings that name a meeting one may tell when it was held.
    let known = &mut meetings[at];
    if known.start.is_none() {
        (known.place, known.start, known.end) = (meeting.place, meeting.start, meeting.end);
        known.told.held = meeting.told.held;
    }
    Some(at)
}

/// A line of its own below a meeting's heading may tell its place and date.
fn tells_when(draft: &Draft<'_>, meeting: &mut Meeting, block: &Block) -> bool {
    if meeting.start.is_some() || !meeting.recommendations.is_empty() {
        return false;
    }
    let (words, language) = (&block.text.plain, draft.seed.language);
    let Some(range) = dates::find(words, language) else {
        return false;
    };
    let place = facts::place(&words[..range.at.0], language);
    let is_all = range.at.1 == words.trim_end_matches(['.', ')', ':']).len();
    if !is_all || place.is_none() && range.at.0 > 0 {
        return false;
    }
    meeting.place = place;
    meeting.start = Some(range.start);
    meeting.end = Some(range.end);
    meeting.told.held = Some(held_at(draft, block));
    true
}

fn held_at(draft: &Draft<'_>, block: &Block) -> Place {
    Place {
        document: draft.slug.clone(),
        lines: block.span,
    }
}

fn meeting_heading(draft: &Draft<'_>, block: &Block) -> Option<Meeting> {
    let language = draft.seed.language;
    let words = &block.text.plain;
    let meetings::Named { number, end, .. } = meetings::find(words, language)?;
    if !is_meeting(number) {
        return None;
    }
    let range = dates::find(words, language);
    let place = range
        .as_ref()
        .and_then(|range| place_of(words, end, range.at, language));
    let (start, last) = range.map(|range| (range.start, range.end)).unzip();
    let told = Told {
        held: start.as_ref().map(|_| held_at(draft, block)),
        ..Told::default()
    };
    Some(Meeting {
        told,
        number,
        status: Status::Documented,
        place,
        start,
        end: last,
        ..Meeting::default()
    })
}

/// The place of a meeting whose name ends at `named` and whose days stand at `days`: between the two, where it says that
/// the meeting was held there ("Reunión celebrada en Viena del 27 al 29 de enero de 2010 (segunda reunión)"), or behind.
fn place_of(
    words: &str,
    named: usize,
    days: (usize, usize),
    language: &Language,
) -> Option<String> {
    let lower = lower_in_place(words);
    let says_where = || {
        let mut held = language.meetings.held.iter();
        held.any(|held| lower[..days.0].contains(held.as_str()))
    };
    let between = words.get(named..days.0);
    between
        .and_then(|between| facts::place(between, language))
        .or_else(|| facts::place(&words[..days.0], language).filter(|_| says_where()))
        .or_else(|| {
            let behind = words[days.1..].strip_prefix(", ")?;
            let is_name = behind
                .chars()
                .all(|c| c.is_alphabetic() || " ()-".contains(c));
            facts::place(behind, language).filter(|_| is_name)
        })
}

fn item(
    draft: &mut Draft<'_>,
    meeting: &mut Meeting,
    section: Option<&String>,
    block: &Block,
    path: &[(Style, u32)],
    label: &str,
) {
    let scope = draft.seed.language.meeting_name(meeting.number);
    draft.warn_of_oddity(block, &scope);
    if path.len() == 1 {
        let number = path[0].1;
        let id = draft.next_id(meeting.number, number);
        draft.warn_of_repeat(&id, block, &scope);
        let mut recommendation =
            empty_recommendation(id.clone(), label.to_owned(), &draft.slug, block.span.first);
        recommendation.unit.lines = block.span;
        recommendation.unit.text = block.text.clone();
        recommendation.section = section.cloned();
        recommendation.standing = facts::standing_of_words(&block.text.plain, draft.seed.language);
        if recommendation.standing == crate::records::Standing::Submitted {
            recommendation.standing_line = Some(block.span.first);
        }
        meeting.recommendations.push(recommendation);
        enter_unit(draft, block, id, label, 1);
        return;
    }
    let Some(last) = meeting.recommendations.last_mut() else {
        draft.enter_plainly(block);
        return;
    };
    let id = units::add(last, &path[1..], label, block, &mut draft.repeats);
    draft.warn_of_repeat(&id, block, &scope);
    enter_unit(draft, block, id, label, path.len());
}

fn enter_unit(draft: &mut Draft<'_>, block: &Block, id: Id, label: &str, levels: usize) {
    let paragraph = (levels == 1).then(|| id.to_string());
    let entered = draft.enter(block, Role::Recommendation, Some(id));
    entered.marker = Some(label.to_owned());
    entered.depth = Some(levels as u8 - 1);
    entered.paragraph = paragraph;
}

/// Whether an annex holds what would be recommendations elsewhere, up to the next annex or meeting.
fn has_numbers(below: &[Block], language: &Language) -> bool {
    let ends = |block: &&Block| match block.kind {
        BlockKind::Heading(HeadingKind::Annex) => true,
        BlockKind::Heading(_) => meetings::heads(&block.text.plain, language),
        _ => false,
    };
    let mut held = below.iter().take_while(|block| !ends(block));
    held.any(|block| match &block.kind {
        BlockKind::Heading(kind) => matches!(kind, HeadingKind::Recommendation(_)),
        BlockKind::Item { path, .. } => path[0].0 == Style::Number,
        _ => false,
    })
}

/// Whether words only present the numbered recommendations below them.
fn presents(words: &str, below: &[Block], language: &Language) -> bool {
    let lower = words.to_lowercase();
    let mut bodies = below.iter().filter(|block| block.is_body());
    let is_number = |block: &Block| matches!(&block.kind, BlockKind::Item { path, .. } if matches!(path[..], [(Style::Number, _)]));
    lower.ends_with(':')
        && language.recommendations.presents(&lower)
        && bodies.next().is_some_and(is_number)
}

/// The last block above that is no footnote and no furniture.
fn last_above(above: &[Block]) -> Option<&Block> {
    above.iter().rev().find(|block| block.is_body())
}

/// Words without a number: before the first recommendation they tell of the meeting, later they can only
/// be the rest of the unit before them.
fn paragraph(draft: &mut Draft<'_>, meeting: &mut Meeting, place: usize) {
    let seed = draft.seed;
    let block = &seed.blocks[place];
    let presents = presents(&block.text.plain, &seed.blocks[place + 1..], seed.language);
    if let Some(last) = meeting.recommendations.last_mut().filter(|_| !presents) {
        let unit = units::last_unit(last);
        let had_words = !unit.text.is_empty();
        continue_unit(&mut unit.lines, &mut unit.text, block);
        let id = unit.id.clone();
        if had_words {
            let found = Diagnostic::warning("parrafo-sin-numero").with("id", &id);
            draft.warn(found, block);
        }
        draft.enter(block, Role::Recommendation, Some(id));
        return;
    }
    draft.enter_plainly(block);
    if !meeting.recommendations.is_empty() {
        return;
    }
    match &mut meeting.note {
        // A list between two paragraphs parts them: a note is one passage of the source.
        Some(note) => {
            let above = last_above(&seed.blocks[..place]);
            if above.is_some_and(|above| above.span.last == note.lines.last) {
                note.lines = note.lines.join(block.span);
                note.text.append(block.text.clone());
            }
        }
        None => {
            meeting.note = Some(Note {
                document: draft.slug.clone(),
                lines: block.span,
                text: block.text.clone(),
            });
        }
    }
}
