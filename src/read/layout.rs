//! Lines → blocks: which lines belong together, and what each block is.
//!
//! Documents reach us as text that came out of a PDF: one paragraph a line, or wrapped, or wrapped with
//! every second line blank; with page heads in mid paragraph and footnotes between two sub-items.
//! The same steps read all of them, and only the form of the text ([`Form`]) decides what a gap means:
//!
//! 1. set page furniture aside ([`super::furniture`]);
//! 2. cut the lines into pieces wherever a heading, a footnote, a marker or a gap may begin one;
//! 3. let the numbering decide which markers are real ([`super::numbering`]);
//! 4. join pieces that one paragraph was broken into;
//! 5. build the words of each block ([`super::inline`]).

use crate::languages::Language;
use crate::text::Span;

use super::figures::{self, Figures};
use super::form::Form;
use super::furniture::{self, Furniture};
use super::headings::{HeadingKind, Opening, Sequence};
use super::markers::{self, Marker, Style};
use super::numbering::{self, Reading, Sign};
use super::sentences::{abbreviated, ends, open_ended, sentence_ends, starts_lower};
use super::{Block, BlockKind, Doubt, Source, inline, notes};

/// What is known of a whole document when its lines are put together.
#[derive(Clone, Copy)]
struct Known<'a> {
    form: Form,
    language: &'a Language,
    figures: &'a Figures,
}

/// A line that holds words.
struct Line<'a> {
    number: u32,
    text: &'a str,
    /// Blank lines before it, since the last line with words.
    gap: u32,
    /// Page furniture stands before it.
    after_furniture: bool,
    /// Two spaces at its end: Markdown's hard line break.
    hard_break: bool,
}

/// What a piece looks like at first sight.
#[derive(Debug)]
enum Look {
    Heading(Opening, HeadingKind),
    Footnote(String),
    Marker(Marker),
    Plain,
}

struct Piece<'a> {
    look: Look,
    lines: Vec<(u32, &'a str, bool)>,
    /// Bytes of the first line that are a marker or mark.
    skip: usize,
    gap: u32,
    after_furniture: bool,
}

impl Piece<'_> {
    /// Its last words, without the figure that calls a footnote behind them.
    fn last_text(&self, figures: &Figures) -> &str {
        last_words(&self.lines, figures)
    }
}

fn last_words<'a>(lines: &[(u32, &'a str, bool)], figures: &Figures) -> &'a str {
    let last = lines.iter().rev().find(|(_, text, _)| !text.is_empty());
    last.map_or("", |&(line, text, _)| figures.without_call(line, text))
}

/// A line of a title page is shorter than this.
const FRONT_LINE: usize = 60;

/// Reads the blocks of a source.
#[must_use]
pub fn read(source: &Source, language: &Language, symbol: Option<&str>) -> Vec<Block> {
    let furniture = furniture::find(source, language, symbol);
    let form = Form::of(source, &furniture, language);
    let figures = figures::find(source, form, &furniture, language);
    let lines = lines_with_words(source, &furniture);
    let pieces = cut(&lines, form, language, &figures);
    let readings = number(&pieces, form, language, &figures);
    let mut blocks = assemble(pieces, readings, form, language, &figures);
    for (at, found) in furniture.iter().enumerate() {
        if let Some(found) = found {
            let line = at as u32 + 1;
            let words = source.lines[at].trim();
            blocks.push(Block {
                kind: match found {
                    Furniture::Page => BlockKind::Furniture,
                    Furniture::Rule => BlockKind::Rule,
                },
                text: crate::text::Text::on_line(words, line),
                span: Span::line(line),
                lines: vec![line],
                oddity: None,
                doubt: None,
            });
        }
    }
    blocks.sort_by_key(|block| block.span.first);
    mark_front_matter(&mut blocks);
    blocks
}

fn lines_with_words<'a>(source: &'a Source, furniture: &[Option<Furniture>]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut gap, mut after_furniture) = (0, false);
    for (at, line) in source.lines.iter().enumerate() {
        let text = line.trim();
        // The sign for a new page stands before its first words, or behind the last ones of the old page.
        let feed = line.find('\u{c}');
        let leads = feed.is_some_and(|feed| line[..feed].trim().is_empty());
        after_furniture |= leads;
        if furniture[at].is_some() {
            after_furniture = true;
        } else if text.is_empty() {
            gap += 1;
        } else {
            lines.push(Line {
                number: at as u32 + 1,
                text,
                gap,
                after_furniture,
                hard_break: line.ends_with("  "),
            });
            (gap, after_furniture) = (0, feed.is_some() && !leads);
        }
    }
    lines
}

/// Step 2: pieces begin wherever something may begin.
fn cut<'a>(
    lines: &[Line<'a>],
    form: Form,
    language: &Language,
    figures: &Figures,
) -> Vec<Piece<'a>> {
    let known = Known {
        form,
        language,
        figures,
    };
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut sequence = Sequence::default();
    let mut stars: Vec<usize> = Vec::new();
    let mut figures_due = figures.open_calls().peekable();
    let mut due: Vec<u32> = Vec::new();
    // Whether the paragraph that footnotes were put into had not ended yet.
    let mut body_open = false;
    for (at, line) in lines.iter().enumerate() {
        while let Some(&(call_line, figure)) = figures_due.peek() {
            if call_line > line.number {
                break;
            }
            due.push(figure);
            figures_due.next();
        }
        let previous = pieces.last();
        let close = form.wrapped && line.gap <= form.spacing && !line.after_furniture;
        let ended = previous.is_none_or(|piece| {
            matches!(piece.look, Look::Heading(..)) || ends(piece.last_text(figures), language)
        });
        if let Some(note) = figures.note_at(line.number) {
            let words = (line.number, line.text, line.hard_break);
            match pieces.last_mut() {
                Some(piece) if line.number > note.lines.first => piece.lines.push(words),
                _ => pieces.push(Piece {
                    look: Look::Footnote(line.text[..note.mark].to_owned()),
                    lines: vec![words],
                    skip: note.skip,
                    gap: line.gap,
                    after_furniture: line.after_furniture,
                }),
            }
            continue;
        }
        let opening = heading_at(lines, at, form, language, previous, ended, close);
        let piece = |look, skip| Piece {
            look,
            lines: vec![(line.number, line.text, line.hard_break)],
            skip,
            gap: line.gap,
            after_furniture: line.after_furniture,
        };
        if let Some((mark, skip)) = notes::opens_note(line.text, &stars, &due, form) {
            pieces.push(piece(Look::Footnote(mark), skip));
        } else if let Some(opening) = opening {
            let kind = sequence.next(&opening, line.gap);
            pieces.push(piece(Look::Heading(opening, kind), 0));
        } else if let Some(marker) =
            Marker::parse(line.text).or_else(|| Marker::parse_dotted(line.text))
        {
            let skip = marker.length;
            pieces.push(piece(Look::Marker(marker), skip));
        } else if goes_on(previous, line, close, ended, body_open, known) {
            let piece = pieces.last_mut().expect("something goes on");
            piece.lines.push((line.number, line.text, line.hard_break));
        } else {
            pieces.push(piece(Look::Plain, 0));
        }
        if let Some(piece) = pieces.last()
            && !matches!(piece.look, Look::Footnote(_))
        {
            body_open = !sentence_ends(piece.last_text(figures));
        }
        notes::star_calls(line.text, &mut stars);
    }
    split_run_on_headings(pieces, language, figures)
}

/// The heading that begins at a line, if one does.
fn heading_at(
    lines: &[Line<'_>],
    at: usize,
    form: Form,
    language: &Language,
    previous: Option<&Piece<'_>>,
    ended: bool,
    close: bool,
) -> Option<Opening> {
    let line = &lines[at];
    let opening = Opening::parse(line.text, language, form.markdown)?;
    if opening.marked {
        return Some(opening);
    }
    if let Some((_, words)) = &opening.recommendation {
        // Alone on its line and apart from what is above, it needs no full stop there: a title page has none, and a
        // source may have lost one. Where every second line is blank this is no less sure: a line that is filled
        // holds more than two words.
        let alone = words.is_empty() && line.gap > 0 && !line.after_furniture;
        return (ended || alone && !line.text.ends_with('.')).then_some(opening);
    }
    if close && !ended {
        return None;
    }
    // A name such as "V. García" in mid paragraph follows an abbreviation or a comma; a chapter does not.
    let room = previous.is_none() || line.gap > form.spacing || line.after_furniture || ended;
    // A sentence ends with a full stop, a heading does not.
    let finished = line.text.ends_with('.') && !is_short(line.text);
    (room && !finished).then_some(opening)
}

/// Short enough for a heading that somebody closed with a full stop.
fn is_short(text: &str) -> bool {
    text.chars().count() < 70 && !text.trim_end_matches('.').contains(". ")
        || text.matches(". ").count() == 1 && text.chars().count() < 70
}

/// Whether a line without any sign of its own belongs to the piece before it.
fn goes_on(
    previous: Option<&Piece<'_>>,
    line: &Line<'_>,
    close: bool,
    ended: bool,
    body_open: bool,
    known: Known<'_>,
) -> bool {
    let Known {
        form,
        language,
        figures,
    } = known;
    let Some(previous) = previous else {
        return false;
    };
    match &previous.look {
        Look::Heading(opening, _) => {
            if opening.recommendation.is_some() || line.after_furniture {
                return false;
            }
            let words = previous.last_text(figures);
            let incomplete = words.ends_with([',', ':', '-', '–', '(']) || starts_lower(line.text);
            let room = if form.wrapped {
                line.gap <= form.spacing
            } else {
                line.gap <= 1
            };
            let long: usize = previous.lines.iter().map(|&(_, text, _)| text.len()).sum();
            room && long < 300
                && (form.wrapped && !opening.marked || incomplete || open_ended(words, language))
        }
        // Where this note ends is known.
        Look::Footnote(_) if figures.note_at(previous.lines[0].0).is_some() => false,
        Look::Footnote(_) => {
            // The paragraph that the note stands in goes on below it.
            close && !(ended && body_open && starts_lower(line.text))
        }
        Look::Marker(_) | Look::Plain => {
            close || !form.wrapped && line.gap == 0 && hard_join(previous, line)
        }
    }
}

/// In text that is not wrapped, Markdown's hard break joins a line that goes on in lower case.
fn hard_join(previous: &Piece<'_>, line: &Line<'_>) -> bool {
    previous.lines.last().is_some_and(|&(_, _, hard)| hard) && starts_lower(line.text)
}

/// A heading that swallowed a paragraph (no gap between them) gives it back.
fn split_run_on_headings<'a>(
    pieces: Vec<Piece<'a>>,
    language: &Language,
    figures: &Figures,
) -> Vec<Piece<'a>> {
    let mut kept = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        let run_on = matches!(piece.look, Look::Heading(..))
            && piece.lines.len() > 1
            && (piece.lines.len() > 4
                || sentence_ends(piece.last_text(figures))
                    && ends(piece.last_text(figures), language));
        if run_on {
            let rest = piece.lines.split_off(1);
            kept.push(piece);
            kept.push(Piece {
                look: Look::Plain,
                lines: rest,
                skip: 0,
                gap: 0,
                after_furniture: false,
            });
        } else {
            kept.push(piece);
        }
    }
    kept
}

/// Step 3: which markers are real.
fn number(
    pieces: &[Piece<'_>],
    form: Form,
    language: &Language,
    figures: &Figures,
) -> Vec<Reading> {
    let mut signs = Vec::with_capacity(pieces.len());
    let mut places = Vec::with_capacity(pieces.len());
    let mut previous: Option<&Piece<'_>> = None;
    let dotted: Vec<Option<&Marker>> = pieces
        .iter()
        .map(|piece| match &piece.look {
            Look::Marker(marker) => Some(marker).filter(|marker| marker.is_dotted()),
            _ => None,
        })
        .collect();
    let in_series = markers::in_series(&dotted, |at| match &pieces[at].look {
        Look::Heading(..) => true,
        Look::Marker(marker) => marker.readings[0].0 == Style::Number,
        _ => false,
    });
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.look {
            Look::Marker(_) if dotted[at].is_some() && !in_series[at] => {}
            Look::Heading(_, kind) => {
                signs.push(if matches!(kind, HeadingKind::Recommendation(_)) {
                    Sign::NumberedHeading
                } else {
                    Sign::Heading
                });
                places.push(at);
            }
            Look::Marker(marker) => {
                let before = previous.map_or("", |piece| piece.last_text(figures));
                let after_heading =
                    previous.is_none_or(|piece| matches!(piece.look, Look::Heading(..)));
                signs.push(Sign::Marker {
                    marker,
                    after_colon: before.trim_end_matches(['*', '_']).ends_with(':')
                        && !after_heading,
                    after_end: after_heading || ends(before, language),
                    after_gap: piece.gap > form.spacing && !piece.after_furniture,
                    wrapped: form.wrapped,
                    inline_next: has_next_inline(piece, marker, language),
                });
                places.push(at);
            }
            Look::Footnote(_) => continue,
            Look::Plain => {}
        }
        previous = Some(piece);
    }
    let mut readings: Vec<Reading> = Vec::new();
    readings.resize_with(pieces.len(), || Reading::Text);
    for (place, reading) in places.into_iter().zip(numbering::resolve(&signs)) {
        readings[place] = reading;
    }
    readings
}

/// "a) …; b) …" on the same lines: a list inside a sentence.
fn has_next_inline(piece: &Piece<'_>, marker: &Marker, language: &Language) -> bool {
    let next: Vec<String> = marker
        .readings
        .iter()
        .filter_map(|&(style, value)| match style {
            Style::Letter => {
                char::from_u32(u32::from('a') + value / 2).map(|next| format!("{next})"))
            }
            Style::Roman => Some(format!("{})", markers::to_roman(value + 1))),
            Style::Parenthesis => Some(format!("{})", value + 1)),
            _ => None,
        })
        .collect();
    if next.is_empty() {
        return false;
    }
    let words: String = piece
        .lines
        .iter()
        .map(|&(_, text, _)| text)
        .collect::<Vec<_>>()
        .join(" ");
    let joints = &language.layout.list_joints;
    next.iter().any(|next| {
        words.match_indices(next.as_str()).any(|(at, _)| {
            let (before, after) = (&words[..at], &words[at + next.len()..]);
            let behind_joint = joints.iter().any(|joint| {
                before
                    .strip_suffix(' ')
                    .and_then(|before| before.strip_suffix(joint.as_str()))
                    .is_some_and(|before| before.ends_with(' '))
            });
            after.starts_with(' ')
                && (before.ends_with("; ") || before.ends_with(", ") || behind_joint)
        })
    })
}

/// A block while it is being put together.
struct Draft<'a> {
    kind: BlockKind,
    lines: Vec<(u32, &'a str, bool)>,
    skip: usize,
    oddity: Option<numbering::Oddity>,
    under_recommendation: bool,
    /// The line and the marker of what may be a sub-item and was read as words.
    item: Option<(u32, String)>,
}

/// Steps 4 and 5.
fn assemble(
    pieces: Vec<Piece<'_>>,
    readings: Vec<Reading>,
    form: Form,
    language: &Language,
    figures: &Figures,
) -> Vec<Block> {
    let known = Known {
        form,
        language,
        figures,
    };
    let mut drafts: Vec<Draft<'_>> = Vec::with_capacity(pieces.len());
    // The block that words without a sign of their own would go on.
    let mut open: Option<usize> = None;
    let mut under_recommendation = false;
    let mut note_before = false;
    for (piece, reading) in pieces.into_iter().zip(readings) {
        let behind_note = note_before;
        let mut doubtful = None;
        note_before = matches!(piece.look, Look::Footnote(_));
        let (kind, skip, oddity) = match (piece.look, reading) {
            (Look::Heading(opening, kind), _) => {
                under_recommendation = matches!(kind, HeadingKind::Recommendation(_));
                if let Some((_, rest)) = &opening.recommendation
                    && !rest.is_empty()
                {
                    // "Recomendación 3. Los Estados …": the words begin on the heading's line.
                    let (number, text, hard) = piece.lines[0];
                    let at = text.len() - text.len().min(rest.len());
                    let at = text.rfind(rest.as_str()).unwrap_or(at);
                    drafts.push(Draft {
                        kind: BlockKind::Heading(kind),
                        lines: vec![(number, text[..at].trim_end(), false)],
                        skip: 0,
                        oddity: None,
                        under_recommendation,
                        item: None,
                    });
                    let mut lines = vec![(number, &text[at..], hard)];
                    lines.extend(piece.lines.into_iter().skip(1));
                    drafts.push(Draft {
                        kind: BlockKind::Paragraph,
                        lines,
                        skip: 0,
                        oddity: None,
                        under_recommendation,
                        item: None,
                    });
                    open = Some(drafts.len() - 1);
                    continue;
                }
                open = None;
                drafts.push(Draft {
                    kind: BlockKind::Heading(kind),
                    lines: piece.lines,
                    skip: 0,
                    oddity: None,
                    under_recommendation,
                    item: None,
                });
                continue;
            }
            (Look::Footnote(mark), _) => {
                drafts.push(Draft {
                    kind: BlockKind::Footnote(mark),
                    lines: piece.lines,
                    skip: piece.skip,
                    oddity: None,
                    under_recommendation,
                    item: None,
                });
                continue;
            }
            (Look::Marker(marker), Reading::Unit(unit)) => (
                BlockKind::Item {
                    path: unit.path,
                    label: marker.label,
                },
                piece.skip,
                unit.oddity,
            ),
            (look, _) => {
                let rejected = matches!(look, Look::Marker(_));
                let item = match look {
                    Look::Marker(marker) if marker.is_dotted() => {
                        let before = open.map(|at| last_words(&drafts[at].lines, figures));
                        let is_item = before.is_some_and(|before| ends(before, language))
                            && !language.layout.abbreviations.contains(&marker.label);
                        is_item.then(|| (piece.lines[0].0, marker.label))
                    }
                    _ => None,
                };
                if let Some(at) = open
                    && joins(
                        &drafts[at],
                        &piece.lines,
                        piece.gap,
                        piece.after_furniture,
                        (rejected, behind_note),
                        known,
                    )
                {
                    drafts[at].lines.extend(piece.lines);
                    let known = &mut drafts[at].item;
                    *known = known.take().or(item);
                    continue;
                }
                doubtful = item;
                (BlockKind::Paragraph, 0, None)
            }
        };
        drafts.push(Draft {
            kind,
            lines: piece.lines,
            skip,
            oddity,
            under_recommendation,
            item: doubtful,
        });
        open = Some(drafts.len() - 1);
    }
    drafts
        .into_iter()
        .map(|draft| {
            let span = Span {
                first: draft.lines[0].0,
                last: draft.lines[draft.lines.len() - 1].0,
            };
            let text = inline::build(&draft.lines, draft.skip, &draft.kind, form, figures);
            let doubt = doubt(&draft, figures);
            Block {
                kind: draft.kind,
                text,
                span,
                lines: draft.lines.iter().map(|&(number, _, _)| number).collect(),
                oddity: draft.oddity,
                doubt,
            }
        })
        .collect()
}

/// What a block may hold besides its words: a footnote, where one of its lines stands behind a drawn line and was joined
/// to the words above, or where the figure that it begins with is called above; or else a sub-item.
fn doubt(draft: &Draft<'_>, figures: &Figures) -> Option<Doubt> {
    if matches!(draft.kind, BlockKind::Footnote(_) | BlockKind::Heading(_)) {
        return None;
    }
    let own = usize::from(matches!(draft.kind, BlockKind::Item { .. }));
    let mut lines = draft.lines.iter().skip(own).map(|&(line, ..)| line);
    let note = lines.find(|line| figures.doubts.binary_search(line).is_ok());
    let item = draft.item.clone();
    note.map(Doubt::Note)
        .or_else(|| item.map(|(line, label)| Doubt::Item(line, label)))
}

/// Step 4: whether words without a sign of their own go on the block before them.
fn joins(
    draft: &Draft<'_>,
    lines: &[(u32, &str, bool)],
    gap: u32,
    after_furniture: bool,
    (rejected, behind_note): (bool, bool),
    known: Known<'_>,
) -> bool {
    let Known {
        form,
        language,
        figures,
    } = known;
    let before = last_words(&draft.lines, figures);
    let first = lines.first().map_or("", |&(_, text, _)| text);
    let finished = sentence_ends(before) && !abbreviated(before, language);
    let is_unit = matches!(draft.kind, BlockKind::Item { .. }) || draft.under_recommendation;
    if rejected && (form.wrapped && gap <= form.spacing || !finished) {
        return true;
    }
    if starts_lower(first) && !is_front_line(draft, form) {
        return true;
    }
    if !finished && (before.ends_with([',', '-', '–', '/', '(']) || open_ended(before, language))
    {
        return true;
    }
    if !finished && is_unit && !before.ends_with(':') {
        return true;
    }
    if behind_note && !finished && form.wrapped && !before.ends_with(':') {
        return true;
    }
    // A page may end where a sentence ends: what follows the page's furniture goes on with the numbered unit.
    after_furniture && (is_unit || !finished && form.wrapped) && !before.ends_with(':')
}

/// A short line without an end, as on a title page.
fn is_front_line(draft: &Draft<'_>, form: Form) -> bool {
    !form.wrapped
        && matches!(draft.kind, BlockKind::Paragraph)
        && !draft.under_recommendation
        // No line is empty but a heading's, so that more lines than this are long enough without a look.
        && draft.lines.len() < FRONT_LINE
        && draft
            .lines
            .iter()
            .map(|&(_, text, _)| text.len())
            .sum::<usize>()
            < FRONT_LINE
}

/// Blocks before the first chapter, number or running paragraph are the title page.
fn mark_front_matter(blocks: &mut [Block]) {
    for block in blocks {
        match &block.kind {
            BlockKind::Furniture | BlockKind::Rule | BlockKind::Footnote(_) => {}
            BlockKind::Heading(HeadingKind::Plain | HeadingKind::Meeting) => {
                block.kind = BlockKind::Front;
            }
            BlockKind::Paragraph if !is_running(&block.text.plain) => block.kind = BlockKind::Front,
            _ => return,
        }
    }
}

/// A paragraph of sentences rather than a line of a title page.
fn is_running(words: &str) -> bool {
    words.chars().count() >= 120 && sentence_ends(words)
}
