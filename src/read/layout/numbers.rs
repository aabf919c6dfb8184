//! Step 3: what the numbering has to know of each piece, and which markers are real by it.

use crate::languages::Language;
use crate::read::headings::HeadingKind;
use crate::read::markers::{self, Marker, Style};
use crate::read::numbering::{self, Reading, Sign};
use crate::read::sentences::ends;

use super::Known;
use super::pieces::{Look, Piece, cites};

/// A line that a paragraph has filled may fall short of the widest by a long word, but its next word did not fit: where
/// the marker and so many characters more would have, the paragraph had ended.
const SPARE: usize = 10;

/// How the marker of each piece is to be read; as words, where it has none.
pub fn read(pieces: &[Piece<'_>], known: Known<'_>) -> Vec<Reading> {
    let mut signs = Vec::with_capacity(pieces.len());
    let mut places = Vec::with_capacity(pieces.len());
    let mut previous: Option<&Piece<'_>> = None;
    let is_chance = dotted_by_chance(pieces);
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.look {
            Look::Marker(_) if is_chance[at] => {}
            Look::Heading(_, kind) => {
                signs.push(if matches!(kind, HeadingKind::Recommendation(_)) {
                    Sign::NumberedHeading
                } else {
                    Sign::Heading
                });
                places.push(at);
            }
            Look::Marker(marker) => {
                signs.push(sign_of(marker, &pieces[at..], previous, known));
                places.push(at);
            }
            Look::Footnote(_) => continue,
            Look::Plain => {}
        }
        previous = Some(piece);
    }
    set_inline(&mut signs, &places, pieces, known);
    let mut readings: Vec<Reading> = Vec::new();
    readings.resize_with(pieces.len(), || Reading::Text);
    for (place, reading) in places.into_iter().zip(numbering::resolve(&signs)) {
        readings[place] = reading;
    }
    readings
}

/// Of a list inside a sentence some letters may begin a line by chance, behind a filled one: then it is all of it inside the
/// sentence, unless its first letter stands behind a line that was cut short for it.
fn set_inline(signs: &mut [Sign<'_>], places: &[usize], pieces: &[Piece<'_>], known: Known<'_>) {
    let is_cut_short = |place: usize| {
        let mut above = pieces[..place].iter().rev();
        let above = above.find(|piece| !matches!(piece.look, Look::Footnote(_)));
        above.is_none_or(|piece| piece.width * 4 < piece.room * 3)
    };
    for at in 1..signs.len() {
        let is_inline = matches!(
            signs[at],
            Sign::Marker {
                inline_next: true,
                ..
            }
        );
        let mut first = at;
        while is_inline && first > 0 {
            let (
                Sign::Marker { marker, .. },
                Sign::Marker {
                    marker: next,
                    after_short: false,
                    ..
                },
            ) = (&signs[first - 1], &signs[first])
            else {
                break;
            };
            let place = places[first];
            let is_close =
                place == places[first - 1] + 1 && pieces[place].gap <= known.form.spacing;
            if !is_close || !next.comes_behind(marker) {
                break;
            }
            first -= 1;
        }
        let begins = matches!(
            &signs[first],
            Sign::Marker { marker, .. }
                if marker.opens_list()
        );
        if first < at && begins && !is_cut_short(places[first]) {
            for sign in &mut signs[first..at] {
                if let Sign::Marker { inline_next, .. } = sign {
                    *inline_next = true;
                }
            }
        }
    }
}

/// Which pieces begin with a letter and a full stop that is no marker, because no series of them stands there.
fn dotted_by_chance(pieces: &[Piece<'_>]) -> Vec<bool> {
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
    let found = dotted.iter().zip(in_series);
    found
        .map(|(dotted, in_series)| dotted.is_some() && !in_series)
        .collect()
}

/// A marker with what stands around it; `pieces` begin with its own, `previous` is the piece before it that is no footnote.
fn sign_of<'a>(
    marker: &'a Marker,
    pieces: &[Piece<'_>],
    previous: Option<&Piece<'_>>,
    known: Known<'_>,
) -> Sign<'a> {
    let (piece, below) = (&pieces[0], &pieces[1..]);
    let before = previous.map_or("", |piece| piece.last_text(known.figures));
    let after_heading = previous.is_none_or(|piece| matches!(piece.look, Look::Heading(..)));
    Sign::Marker {
        marker,
        after_colon: before.trim_end_matches(['*', '_']).ends_with(':') && !after_heading,
        after_end: after_heading || ends(before, known.language),
        after_gap: piece.gap > known.form.spacing && !piece.after_furniture,
        // "el apartado" + "a)" is one citation, however short the line.
        after_short: !cites(before, known.language)
            && previous.is_some_and(|previous| {
                let first = piece.lines[0]
                    .1
                    .split_whitespace()
                    .next()
                    .unwrap_or_default();
                previous.width + first.chars().count() + SPARE < previous.room
            }),
        deeper: previous.is_some_and(|previous| piece.indent > previous.indent),
        wrapped: known.form.wrapped,
        // "b)" in an item's words may be cited; where the next item is b), it is.
        inline_next: has_next_inline(piece, marker, known.language) && !is_followed(marker, below),
    }
}

/// Whether the next marker is that of the next item.
fn is_followed(marker: &Marker, below: &[Piece<'_>]) -> bool {
    let next = below.iter().find_map(|piece| match &piece.look {
        Look::Marker(next) => Some(next),
        _ => None,
    });
    next.is_some_and(|next| next.comes_behind(marker))
}

/// No letter or numeral with its bracket is longer ("viii)").
const LONGEST_LETTER: usize = 5;

/// "a) …; b) …" on the same lines: a list inside a sentence.
fn has_next_inline(piece: &Piece<'_>, marker: &Marker, language: &Language) -> bool {
    let next: Vec<String> = marker
        .readings
        .iter()
        .filter_map(|&(style, value)| match style {
            Style::Letter | Style::Roman | Style::Capital | Style::Parenthesis => {
                Some(format!("{})", style.write(style.next(value))))
            }
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
            // "artículo 6, apartados a), b) y c)" cites.
            let listed = before.trim_end_matches([' ', ',']);
            let listed = joints
                .iter()
                .find_map(|joint| listed.strip_suffix(joint.as_str())?.strip_suffix(' '))
                .unwrap_or(listed);
            let last = listed.rsplit(' ').next().unwrap_or_default();
            let cited = last.len() <= LONGEST_LETTER && last.ends_with(')') && !last.contains('(');
            after.starts_with(' ')
                && !cited
                && (before.ends_with("; ") || before.ends_with(", ") || behind_joint)
        })
    })
}
