//! Step 2: lines → pieces. A piece begins wherever something may begin: a heading, a footnote, a marker, or words
//! that do not go on with those before them.

use crate::languages::Language;
use crate::read::figures::{Figures, Note};
use crate::read::headings::{HeadingKind, LONGEST_NUMBER, Opening, Sequence};
use crate::read::markers::Marker;
use crate::read::notes;
use crate::read::sentences::{ends, open_ended, sentence_ends, starts_lower};

use super::lines::Line;
use super::{Known, contents, titles};

/// What a piece looks like at first sight.
#[derive(Debug)]
pub enum Look {
    /// A heading of this kind.
    Heading(Opening, HeadingKind),
    /// A footnote with this mark.
    Footnote(String),
    /// What may be the marker of a numbered unit.
    Marker(Marker),
    /// Words without a sign of their own.
    Plain,
}

/// Lines that belong together at first sight.
pub struct Piece<'a> {
    /// What they look like.
    pub look: Look,
    /// Each line's number, its words, and whether a hard break ends it.
    pub lines: Vec<(u32, &'a str, bool)>,
    /// Bytes of the first line that are a marker or mark.
    pub skip: usize,
    /// Blank lines before it.
    pub gap: u32,
    /// Page furniture stands before it.
    pub after_furniture: bool,
    /// How many characters wide its last line is, and how wide the text is set there.
    pub width: usize,
    /// See [`Line::room`].
    pub room: usize,
    /// How many characters of white space stand before it.
    pub indent: usize,
}

impl<'a> Piece<'a> {
    fn begin(line: &Line<'a>, look: Look, skip: usize) -> Self {
        Self {
            look,
            lines: vec![(line.number, line.text, line.hard_break)],
            skip,
            gap: line.gap,
            after_furniture: line.after_furniture,
            width: line.width,
            room: line.room,
            indent: line.indent,
        }
    }

    fn go_on(&mut self, line: &Line<'a>) {
        (self.width, self.room) = (line.width, line.room);
        self.lines.push((line.number, line.text, line.hard_break));
    }

    /// A number or letter has its words in the next line, as where an extraction goes from box to box on the page.
    fn is_lone_marker(&self) -> bool {
        matches!(self.look, Look::Marker(_))
            && self.lines.len() == 1
            && self.lines[0].1.len() <= self.skip
    }

    /// Its last words, without the figure that calls a footnote behind them.
    pub fn last_text(&self, figures: &Figures) -> &'a str {
        last_words(&self.lines, figures)
    }
}

/// The last words of some lines, without the figure that calls a footnote behind them.
pub fn last_words<'a>(lines: &[(u32, &'a str, bool)], figures: &Figures) -> &'a str {
    let last = lines.iter().rev().find(|(_, text, _)| !text.is_empty());
    last.map_or("", |&(line, text, _)| figures.without_call(line, text))
}

/// What stands before a line.
struct Before<'p, 'a> {
    piece: Option<&'p Piece<'a>>,
    /// Nothing parts the line from it.
    close: bool,
    /// Its words have come to an end.
    ended: bool,
    /// Nothing but lines of a title page stands before the line: none of them ends as a sentence does.
    on_title_page: bool,
    /// The paragraph that footnotes were put into had not ended yet.
    body_open: bool,
}

/// Cuts the lines of a source into pieces.
pub fn cut<'a>(lines: &[Line<'a>], known: Known<'_>) -> Vec<Piece<'a>> {
    let Known {
        form,
        language,
        figures,
        ..
    } = known;
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut sequence = Sequence::default();
    let mut stars: Vec<usize> = Vec::new();
    let mut calls = figures.open_calls().peekable();
    let mut due: Vec<u32> = Vec::new();
    let mut body_open = false;
    let mut on_title_page = true;
    let of_contents = contents::find(lines, language);
    let mut at = 0;
    while at < lines.len() {
        let (line, below) = (&lines[at], &lines[at + 1..]);
        let is_of_contents = of_contents[at];
        at += 1;
        while let Some((_, figure)) = calls.next_if(|&(call, _)| call <= line.number) {
            due.push(figure);
        }
        if is_of_contents {
            pieces.push(Piece::begin(line, Look::Plain, 0));
            body_open = false;
            continue;
        }
        if let Some(note) = figures.note_at(line.number) {
            enter_note(&mut pieces, line, note);
            continue;
        }
        let piece = pieces.last();
        let before = Before {
            piece,
            close: form.wrapped && line.gap <= form.spacing && !line.after_furniture,
            ended: piece.is_none_or(|piece| {
                matches!(piece.look, Look::Heading(..)) || ends(piece.last_text(figures), language)
            }),
            on_title_page,
            body_open,
        };
        let marker = || Marker::parse(line.text).or_else(|| Marker::parse_dotted(line.text));
        if let Some((mark, skip)) = notes::opens_note(line.text, &stars, &due, form) {
            // The note has come: further stars at line starts are bullets, until one is called again; so with figures.
            if mark.starts_with('*') {
                stars.retain(|&length| length != mark.len());
            }
            due.retain(|figure| mark != figure.to_string());
            pieces.push(Piece::begin(line, Look::Footnote(mark), skip));
        } else if note_lists(line, &before, known) {
            pieces.last_mut().expect("a note goes on").go_on(line);
        } else if let Some(opening) = heading_at(line, line.text, &before, known) {
            let kind = sequence.next(&opening, line.gap);
            pieces.push(Piece::begin(line, Look::Heading(opening, kind), 0));
        } else if let Some(words) = below.first().filter(|next| {
            is_lone_number(line, next) && !of_contents[at] && figures.note_at(next.number).is_none()
        }) && !(before.piece).is_some_and(|piece| {
            let last = piece.last_text(figures);
            cites(last, language) || open_ended(last, language)
        }) && let text = format!("{} {}", line.text, words.text)
            && let Some(opening) = heading_at(line, &text, &before, known)
        {
            let kind = sequence.next(&opening, line.gap);
            let mut heading = Piece::begin(line, Look::Heading(opening, kind), 0);
            heading.go_on(words);
            pieces.push(heading);
            at += 1;
        } else if let Some(marker) = marker() {
            let skip = marker.length;
            pieces.push(Piece::begin(line, Look::Marker(marker), skip));
        } else if before.close
            && let Some(count) = names_meeting_at(&lines[at - 1..], &before, known)
        {
            let mut heading = Piece::begin(line, titles::of_meeting(&lines[at - 1..][..count]), 0);
            for line in &below[..count - 1] {
                heading.go_on(line);
            }
            pieces.push(heading);
            at += count - 1;
        } else if goes_on(line, &before, known) {
            pieces.last_mut().expect("something goes on").go_on(line);
        } else {
            pieces.push(Piece::begin(line, Look::Plain, 0));
        }
        if let Some(piece) = pieces.last()
            && !matches!(piece.look, Look::Footnote(_))
        {
            body_open = !sentence_ends(piece.last_text(figures));
            on_title_page &=
                matches!(piece.look, Look::Plain) && !sentence_ends(piece.last_text(figures));
        }
        notes::star_calls(line.text, &mut stars);
    }
    split_run_on_headings(pieces, known)
}

/// Puts a line of a note that was found beforehand into the note's piece.
fn enter_note<'a>(pieces: &mut Vec<Piece<'a>>, line: &Line<'a>, note: &Note) {
    match pieces.last_mut() {
        Some(piece) if line.number > note.lines.first => piece.go_on(line),
        _ => {
            let mark = line.text[..note.mark].to_owned();
            pieces.push(Piece::begin(line, Look::Footnote(mark), note.skip));
        }
    }
}

/// How many lines name a meeting above its recommendations, where a text goes on without a blank line.
fn names_meeting_at(
    lines: &[Line<'_>],
    before: &Before<'_, '_>,
    known: Known<'_>,
) -> Option<usize> {
    // A heading may go on in this line.
    let in_heading = before
        .piece
        .is_some_and(|piece| matches!(piece.look, Look::Heading(..)));
    let in_name =
        || (before.piece).is_some_and(|piece| titles::names_with(piece, &lines[0], known.language));
    if !known.compiles || in_heading || !before.ended && (!before.on_title_page || in_name()) {
        return None;
    }
    titles::lines_that_name(lines, known)
}

/// Whether a line is the number of a heading alone ("II.", "A."), and the next its words: an extraction that goes from box to
/// box on the page parts them.
fn is_lone_number(line: &Line<'_>, next: &Line<'_>) -> bool {
    is_numeral(line.text) && next.gap <= 1 && !next.after_furniture
}

/// "II.", "A."
pub(super) fn is_numeral(text: &str) -> bool {
    let number = text.strip_suffix('.').unwrap_or_default();
    (1..=LONGEST_NUMBER).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The heading that begins at a line with the words `text`, if one does.
fn heading_at(
    line: &Line<'_>,
    text: &str,
    before: &Before<'_, '_>,
    known: Known<'_>,
) -> Option<Opening> {
    let &Before {
        piece,
        close,
        ended,
        ..
    } = before;
    let form = known.form;
    let opening = Opening::parse(text, known.language, form.markdown)?;
    if opening.marked {
        return Some(opening);
    }
    let last = piece.map_or("", |piece| piece.last_text(known.figures));
    if let Some((_, words)) = &opening.recommendation {
        // Alone on its line and apart from what is above, it needs no full stop there: a title page has none, and a
        // source may have lost one. Where every second line is blank this is no less sure: a line that is filled
        // holds more than two words.
        let goes_on = || open_ended(last, known.language);
        let alone = words.is_empty() && (line.gap > 0 || line.after_furniture) && !goes_on();
        return (ended || alone && !text.ends_with('.')).then_some(opening);
    }
    // The name of a meeting with its number, place and day is no line of a sentence, nor is the first chapter's heading below
    // a title (a letter may be a name's).
    let is_named = opening
        .number
        .is_some_and(|number| opening.meeting || before.on_title_page && number.roman == Some(1));
    if close && !ended && !is_named {
        return None;
    }
    // The sentence at the foot of the page goes on: "de conformidad con la sección" + "B. La Secretaría …".
    if line.after_furniture
        && !ended
        && (cites(last, known.language) || open_ended(last, known.language))
    {
        return None;
    }
    // A name such as "V. García" in mid paragraph follows an abbreviation or a comma; a chapter does not.
    let room =
        piece.is_none() || line.gap > form.spacing || line.after_furniture || ended || is_named;
    // A sentence ends with a full stop, a heading does not.
    let finished = text.ends_with('.') && !is_short(text);
    (room && !finished).then_some(opening)
}

/// Whether a letter or number must follow: "la sección", "los apartados".
pub fn cites(words: &str, language: &Language) -> bool {
    words.split_whitespace().next_back().is_some_and(|word| {
        let word = word.to_lowercase();
        language.repair.lettered.contains(&word)
    })
}

/// Short enough for a heading that somebody closed with a full stop.
fn is_short(text: &str) -> bool {
    text.chars().count() < 70 && !text.trim_end_matches('.').contains(". ")
        || text.matches(". ").count() == 1 && text.chars().count() < 70
}

/// Whether a list in the note above goes on with a line.
fn note_lists(line: &Line<'_>, before: &Before<'_, '_>, known: Known<'_>) -> bool {
    let is_near = !line.after_furniture && line.gap <= known.form.spacing + 1;
    is_near
        && before.piece.is_some_and(|piece| {
            matches!(piece.look, Look::Footnote(_))
                && Marker::parse(line.text).is_some_and(|marker| {
                    notes::list_goes_on(&piece.lines, &marker, known.language)
                })
        })
}

/// Whether a line without any sign of its own belongs to the piece before it.
fn goes_on(line: &Line<'_>, before: &Before<'_, '_>, known: Known<'_>) -> bool {
    let &Before {
        piece,
        close,
        ended,
        body_open,
        ..
    } = before;
    let form = known.form;
    let Some(piece) = piece else {
        return false;
    };
    match &piece.look {
        Look::Heading(opening, _) => heading_goes_on(opening, piece, line, known),
        // Where this note ends is known.
        Look::Footnote(_) if known.figures.note_at(piece.lines[0].0).is_some() => false,
        Look::Footnote(_) => {
            // The paragraph that the note stands in goes on below it.
            (close || line.gap == 0 && !ended) && !(ended && body_open && starts_lower(line.text))
        }
        Look::Marker(_) | Look::Plain => {
            piece.is_lone_marker() && !line.after_furniture && line.gap <= form.spacing + 1
                || close
                || !form.wrapped && line.gap == 0 && hard_join(piece, line)
        }
    }
}

/// Whether a heading goes on in the next line.
fn heading_goes_on(
    opening: &Opening,
    piece: &Piece<'_>,
    line: &Line<'_>,
    known: Known<'_>,
) -> bool {
    let form = known.form;
    if opening.recommendation.is_some() || opening.whole {
        return false;
    }
    let words = piece.last_text(known.figures);
    if line.after_furniture {
        // A page may end in a long heading; no paragraph begins in lower case.
        return starts_lower(line.text) && Marker::parse(line.text).is_none();
    }
    let incomplete = words.ends_with([',', ':', '-', '–', '(']) || starts_lower(line.text);
    let room = if form.wrapped {
        // No paragraph begins in lower case.
        line.gap <= form.spacing + u32::from(starts_lower(line.text))
    } else {
        line.gap <= 1
    };
    let long: usize = piece.lines.iter().map(|&(_, text, _)| text.len()).sum();
    room && long < 300
        && (form.wrapped && !opening.marked || incomplete || open_ended(words, known.language))
}

/// In text that is not wrapped, Markdown's hard break joins a line that goes on in lower case.
fn hard_join(previous: &Piece<'_>, line: &Line<'_>) -> bool {
    previous.lines.last().is_some_and(|&(_, _, hard)| hard) && starts_lower(line.text)
}

/// A heading that swallowed a paragraph (no gap between them) gives it back.
fn split_run_on_headings<'a>(pieces: Vec<Piece<'a>>, known: Known<'_>) -> Vec<Piece<'a>> {
    let mut kept = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        let words = piece.last_text(known.figures);
        let run_on = matches!(&piece.look, Look::Heading(opening, _) if !opening.whole)
            && piece.lines.len() > 1
            && (piece.lines.len() > 4 || sentence_ends(words) && ends(words, known.language));
        // What begins in lower case goes on with the heading, however it ends; so do the words of a number alone.
        let from = if is_numeral(piece.lines[0].1) { 2 } else { 1 };
        let own = (from..piece.lines.len()).find(|&at| !starts_lower(piece.lines[at].1));
        let own = own.or((piece.lines.len() > 4).then_some(from));
        if let Some(own) = own.filter(|_| run_on) {
            let rest = piece.lines.split_off(own);
            let (width, room, indent) = (piece.width, piece.room, piece.indent);
            kept.push(piece);
            kept.push(Piece {
                look: Look::Plain,
                lines: rest,
                skip: 0,
                gap: 0,
                after_furniture: false,
                width,
                room,
                indent,
            });
        } else {
            kept.push(piece);
        }
    }
    kept
}
