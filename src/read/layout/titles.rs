//! Headings that no sign of their own makes ones, but what stands around them: the names of meetings above what they
//! recommended, and titles among numbered units.

use crate::languages::Language;
use crate::read::headings::{HeadingKind, Opening};
use crate::read::markers::{Marker, Style};
use crate::read::meetings;
use crate::read::notes;
use crate::read::sentences::{ends, open_ended, starts_lower};

use super::Known;
use super::lines::Line;
use super::pieces::{Look, Piece};

/// Marks them all.
pub fn mark(pieces: &mut [Piece<'_>], known: Known<'_>) {
    if known.compiles {
        mark_meetings(pieces, known.language);
    }
    mark_counted_titles(pieces, known);
    mark_titles(pieces, known);
}

/// A line that tells when a meeting was held is shorter than this.
const WHEN: usize = 80;
/// So many lines are looked at to find what a meeting's name stands above.
const MOST_LOOKED_AT: usize = 24;
/// So many lines may stand between a heading that names a meeting and its first recommendation.
const LINES_BETWEEN: usize = 2;
/// A heading that names a meeting has no more lines.
const MEETING_LINES: usize = 4;

/// Finds what names a meeting above its recommendations though it looks like no heading: where numbers begin anew, words
/// that name one meeting and present what follows, or end as no sentence does ("Segunda reunión del Grupo de Trabajo,
/// Viena, 27 a 29 de enero de 2010"; "En su segunda reunión el Grupo de Trabajo aprobó las recomendaciones siguientes:").
fn mark_meetings(pieces: &mut [Piece<'_>], language: &Language) {
    // Whether a heading above has named a meeting: what tells of one right below tells of that.
    let mut is_named = false;
    let mut in_annex = false;
    for at in 0..pieces.len() {
        match &pieces[at].look {
            Look::Marker(_) => is_named = false,
            Look::Heading(opening, _) => {
                is_named = opening.meeting;
                in_annex = opening.annex || in_annex && !opening.meeting;
            }
            Look::Footnote(_) => {}
            Look::Plain => {
                let words = words_of(&pieces[at]);
                if !is_named
                    && pieces[at].lines.len() <= MEETING_LINES
                    // Before the way down: it is long, and ends where another is named.
                    && names_one_meeting(&words, language)
                    && begins_anew(&pieces[at + 1..], language)
                    // An annex has agendas and lists of documents of meetings.
                    && (!in_annex || meetings::heads(&words, language))
                {
                    pieces[at].look = meeting(words, false);
                    is_named = true;
                    in_annex = false;
                } else if !tells_more(&words) {
                    // Further lines of a title page.
                    is_named = false;
                }
            }
        }
    }
}

/// How many lines from the first on name a meeting above its recommendations, where no blank line parts them from what
/// stands before; none where they do not.
pub(super) fn lines_that_name(lines: &[Line<'_>], known: Known<'_>) -> Option<usize> {
    let Known {
        form,
        language,
        figures,
        ..
    } = known;
    // The notes at the page's foot may stand before the first number, but not in the name.
    let is_note = |line: &Line<'_>| figures.note_at(line.number).is_some();
    let named = lines
        .iter()
        .take(MEETING_LINES + 1)
        .skip(1)
        .position(|line| is_note(line) || line.after_furniture);
    let named = named.map_or(lines.len(), |at| at + 1);
    let lines: Vec<&Line<'_>> = lines
        .iter()
        .take(MOST_LOOKED_AT)
        .filter(|line| !is_note(line))
        .take(MEETING_LINES + LINES_BETWEEN + 1)
        .collect();
    let opening = |line: &Line<'_>| Opening::parse(line.text, language, form.markdown);
    let opens = |line: &Line<'_>| Marker::parse(line.text).is_some() || opening(line).is_some();
    let end = (1..lines.len()).find(|&at| opens(lines[at]))?;
    let begins = Marker::parse(lines[end].text).is_some_and(|marker| is_first(&marker))
        || opening(lines[end]).is_some_and(|opening| {
            opening.number.is_some() || matches!(opening.recommendation, Some((1, _)))
        });
    if !begins {
        return None;
    }
    let words_of = |lines: &[&Line<'_>]| joined(lines.iter().map(|line| line.text));
    let together = (1..end)
        .find(|&at| lines[at].gap > form.spacing)
        .unwrap_or(end);
    (1..=together.min(MEETING_LINES).min(named)).find(|&at| {
        let goes_on = at < together && starts_lower(lines[at].text);
        let between = words_of(&lines[at..end]);
        let is_between = end - at <= LINES_BETWEEN
            && (between.is_empty()
                || tells_more(&between)
                || at == together && !between.ends_with([',', ';']));
        !goes_on && is_between && names_one_meeting(&words_of(&lines[..at]), language)
    })
}

/// Whether the lines of a piece name a meeting only together with the next: a name that is cut in two is none.
pub(super) fn names_with(piece: &Piece<'_>, next: &Line<'_>, language: &Language) -> bool {
    let above = piece.lines.iter().map(|&(_, text, _)| text);
    piece.lines.len() < MEETING_LINES
        && meetings::heads(&joined(above.chain([next.text])), language)
}

/// The heading that such lines make.
pub(super) fn of_meeting(lines: &[Line<'_>]) -> Look {
    meeting(joined(lines.iter().map(|line| line.text)), true)
}

/// A heading that names a meeting; `whole` where it is known where it ends.
fn meeting(words: String, whole: bool) -> Look {
    let opening = Opening {
        meeting: true,
        whole,
        ..Opening::of_title(words)
    };
    Look::Heading(opening, HeadingKind::Meeting)
}

/// Whether words may stand between the heading that names a meeting and its recommendations: sentences, or a line that tells
/// when the meeting was held.
fn tells_more(words: &str) -> bool {
    words.ends_with(['.', ':'])
        || words.chars().count() < WHEN && words.ends_with(|c: char| c.is_ascii_digit())
}

fn words_of(piece: &Piece<'_>) -> String {
    joined(piece.lines.iter().map(|&(_, text, _)| text))
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join(" ")
}

/// Whether a marker is that of the first of a list of recommendations.
fn is_first(marker: &Marker) -> bool {
    marker.readings[0] == (Style::Number, 1)
}

/// Whether the first number below is the first of a list of recommendations. Before it may stand a section's heading, and
/// words that tell when the meeting was held or present the list.
fn begins_anew(below: &[Piece<'_>], language: &Language) -> bool {
    let is_between = |piece: &Piece<'_>| match &piece.look {
        Look::Footnote(_) => true,
        Look::Heading(opening, _) => {
            opening.recommendation.is_none() && meetings::find(&opening.text, language).is_none()
        }
        Look::Plain => {
            let words = words_of(piece);
            meetings::all(&words, language).is_empty()
                && (!words.ends_with(['.', ':']) && tells_more(&words)
                    || language.recommendations.presents(&words.to_lowercase())
                    // A section's heading is still to be found, by its place.
                    || is_title(&words, piece, language))
        }
        Look::Marker(_) => false,
    };
    let mut below = below.iter();
    below
        .find(|piece| !is_between(piece))
        .is_some_and(|piece| match &piece.look {
            Look::Marker(marker) => is_first(marker),
            Look::Heading(opening, _) => {
                let recommendation = opening.recommendation.as_ref();
                recommendation.is_some_and(|&(number, _)| number == 1)
            }
            _ => false,
        })
}

fn names_one_meeting(words: &str, language: &Language) -> bool {
    let words = words.trim_start_matches(['*', '_', ' ']);
    let named = meetings::all(words, language);
    let is_one = (named.iter()).all(|meeting| meeting.number == named[0].number);
    // What ends so without presenting anything is the rest of a sentence.
    let is_sentence = words
        .trim_end_matches(['*', '_'])
        .ends_with(['.', ';', ':', ',']);
    !named.is_empty()
        && is_one
        && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && (language.recommendations.presents(&words.to_lowercase())
            || meetings::heads(words, language)
            || !is_sentence && !open_ended(words, language) && !language.grammar.has_modal(words))
}

/// Where nothing was counted yet, so small a number may follow 1 because others are missing between.
const FEW: u32 = 3;
/// A title without a number is shorter than this.
const TITLE: usize = 100;

/// Finds titles without number or mark-up among numbered units: short words without a verb that recommends, apart from
/// what stands around them, behind a full stop or another heading and before the next number, that end as no sentence
/// does.
fn mark_titles(pieces: &mut [Piece<'_>], known: Known<'_>) {
    let Known {
        form,
        language,
        figures,
        ..
    } = known;
    let is_body = |piece: &&Piece<'_>| !matches!(piece.look, Look::Footnote(_));
    for at in 1..pieces.len().saturating_sub(1) {
        if !matches!(pieces[at].look, Look::Plain) {
            continue;
        }
        // Notes stand where the page ends that calls them.
        let Some(behind) = pieces[at + 1..].iter().find(is_body) else {
            break;
        };
        let (before, piece) = (&pieces[at - 1], &pieces[at]);
        let opens_number = match &behind.look {
            Look::Heading(opening, _) => opening.recommendation.is_some(),
            Look::Marker(marker) => marker.readings[0].0 == Style::Number,
            _ => false,
        };
        let apart = |piece: &Piece<'_>| piece.gap > form.spacing || piece.after_furniture;
        let follows_end = if let Look::Heading(opening, _) = &before.look {
            // Below a recommendation's heading stand its words.
            opening.recommendation.is_none()
        } else {
            let last = before.last_text(figures);
            let last = last.trim_end_matches(notes::is_superscript);
            last.ends_with('.') && ends(last, language)
                || last.ends_with(':')
                    && language
                        .recommendations
                        .presents(&words_of(before).to_lowercase())
        };
        if !(opens_number && follows_end && apart(piece) && apart(behind)) {
            continue;
        }
        let words = words_of(piece);
        // A converter to Markdown may set them in bold or italics.
        let words = words.trim_matches(['*', '_']);
        // The title of a chapter of recommendations is known by its words.
        let is_chapter = || {
            let chapters = &language.recommendations.chapters;
            chapters.contains(&words.to_lowercase())
        };
        if is_title(words, piece, language) && !is_chapter() {
            let opening = Opening::of_title(words.to_owned());
            pieces[at].look = Look::Heading(opening, HeadingKind::Title);
        }
    }
}

/// Whether the words of a piece are those of a title.
fn is_title(words: &str, piece: &Piece<'_>, language: &Language) -> bool {
    piece.lines.len() <= 2
        && words.chars().count() < TITLE
        && words.starts_with(char::is_uppercase)
        && words.ends_with(char::is_alphabetic)
        // A line with a figure may be a place and date.
        && !words.contains(|c: char| c.is_ascii_digit())
        && !open_ended(words, language)
        && !language.grammar.has_modal(words)
}

/// Finds titles with a number among paragraphs that are counted on their own: "1. Recomendaciones generales" above the
/// paragraphs 5 and 6, "2. Víctimas de la trata" between 6 and 7. Without them no number of the paragraphs is missing.
fn mark_counted_titles(pieces: &mut [Piece<'_>], known: Known<'_>) {
    // The number of the last paragraph, and that of the last title.
    let (mut last, mut title) = (None, None);
    let mut before = "";
    for at in 0..pieces.len() {
        let (piece, below) = (&pieces[at], &pieces[at + 1..]);
        let above = before;
        if !matches!(piece.look, Look::Footnote(_)) {
            before = piece.last_text(known.figures);
        }
        // Each meeting counts its own.
        if let Look::Heading(opening, _) = &piece.look
            && (opening.meeting || opening.annex)
        {
            (last, title) = (None, None);
        }
        let Some(own) = number_of(piece) else {
            continue;
        };
        let next = below
            .iter()
            .find(|piece| !matches!(piece.look, Look::Footnote(_)))
            .and_then(number_of);
        let goes_on = |next: u32| last.is_some_and(|last| next == last + 1);
        let counts_without = next.is_some_and(|next| {
            if own == 1 {
                next == 1 || next > FEW && last.is_none() || next != 2 && goes_on(next)
            } else {
                title == Some(own - 1) && !goes_on(own) && (next == 1 || goes_on(next))
            }
        });
        // What a colon announces is a list.
        if counts_without && !above.ends_with(':') {
            let words = words_of(piece);
            let own_words = words.get(piece.skip..).unwrap_or_default().trim_start();
            if is_title(own_words, piece, known.language) {
                let opening = Opening::of_title(words);
                pieces[at].look = Look::Heading(opening, HeadingKind::Title);
                pieces[at].skip = 0;
                title = Some(own);
                continue;
            }
        }
        last = Some(own);
    }
}

fn number_of(piece: &Piece<'_>) -> Option<u32> {
    let Look::Marker(marker) = &piece.look else {
        return None;
    };
    let (style, value) = marker.readings[0];
    (style == Style::Number).then_some(value)
}
