//! The rule for numbering: which lines open a numbered unit, and how deep it stands.
//!
//! A marker is what stands before the words: `46.`, `j)`, `iii)`, `1)`, `-`, alone or behind a bullet
//! (`- a)`). One marker says little. `i)` may be the ninth letter or the first roman numeral, `v)` the
//! letter after u) or the numeral after iv), and in wrapped text any of them may stand at a line start
//! by chance. The sequence says it all, so [`resolve`] weighs whole readings of a sequence against
//! each other and keeps the one that has the fewest oddities:
//!
//! * going on at an open level with the next value is free, a gap or a repeat costs;
//! * opening a level with its first value is free after a colon, cheap elsewhere;
//! * opening a level in its middle ("c)" without a "b)") costs much;
//! * in wrapped text a marker can be read as running text: free in mid sentence, dear after a gap.
//!
//! Every oddity that stays in the reading chosen is told, so that the extraction can warn of it.

use super::markers::{Marker, Style};

/// How far apart two values of a style are: 1 for the next one.
fn step(style: Style, from: u32, to: u32) -> i64 {
    let (from, to) = (i64::from(from), i64::from(to));
    if style == Style::Letter {
        // n → ñ is half a letter, n → o a whole one: both are the next.
        (to - from + 1).div_euclid(2)
    } else {
        to - from
    }
}

/// What [`resolve`] has to know of each place in the text.
#[derive(Clone, Debug)]
pub enum Sign<'a> {
    /// A heading: lists end, numbers may begin anew.
    Heading,
    /// A heading that itself carries the number of what follows.
    NumberedHeading,
    /// A marker at a line start.
    Marker {
        /// The marker.
        marker: &'a Marker,
        /// The words before it end in a colon.
        after_colon: bool,
        /// The words before it are a finished sentence or item.
        after_end: bool,
        /// A gap stands before it that is wider than between the lines of a paragraph.
        after_gap: bool,
        /// Lines are wrapped here, so that the marker may be running text.
        wrapped: bool,
        /// The same line goes on with the next marker of the list: a list inside a sentence.
        inline_next: bool,
    },
}

/// How a marker was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A heading, or a marker that is part of the running text.
    Text,
    /// A numbered unit.
    Unit(Unit),
}

/// A numbered unit: its place among its ancestors, and what is odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Style and value of each level, the unit itself last.
    pub path: Vec<(Style, u32)>,
    /// What is odd about its number.
    pub oddity: Option<Oddity>,
}

/// What a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Values are missing before it; the value that was last.
    Gap(u32),
    /// The value was there before or comes too late; the value that was last.
    Repeat(u32),
    /// The list begins in its middle.
    Orphan,
}

// Costs, in one unit: what a reader would find how odd. Only their order matters.
const GAP: f32 = 2.0;
const FAR_GAP: f32 = 12.0;
const REPEAT: f32 = 6.0;
const ORPHAN: f32 = 6.0;
const UNANNOUNCED: f32 = 2.0;
const UNUSUAL_ORDER: f32 = 3.0;
const SAME_STYLE_INSIDE: f32 = 4.0;
const COLON_IGNORED: f32 = 1.5;
const MID_SENTENCE: f32 = 4.0;
const INLINE: f32 = 6.0;
/// Readings that are this much worse than the best are given up.
const BEAM: f32 = 9.0;
/// At most so many readings are kept.
const WIDTH: usize = 48;
/// A step of more than this is a year or a quantity, not a number of the list.
const FAR: i64 = 300;

#[derive(Clone, Debug)]
struct State {
    stack: Vec<(Style, u32)>,
    fresh: bool,
    cost: f32,
    step: usize,
}

struct Step {
    previous: usize,
    reading: Reading,
}

/// Reads a whole sequence of signs; the answer has one reading a sign.
#[must_use]
pub fn resolve(signs: &[Sign<'_>]) -> Vec<Reading> {
    const NONE: usize = usize::MAX;
    let mut steps: Vec<Step> = Vec::with_capacity(signs.len() * 2);
    let mut states = vec![State {
        stack: Vec::new(),
        fresh: true,
        cost: 0.0,
        step: NONE,
    }];
    for sign in signs {
        let mut next: Vec<State> = Vec::new();
        for state in &states {
            match sign {
                Sign::Heading | Sign::NumberedHeading => {
                    let mut stack = state.stack.clone();
                    stack.truncate(usize::from(
                        stack.first().is_some_and(|level| level.0 == Style::Number),
                    ));
                    if matches!(sign, Sign::NumberedHeading) {
                        stack.push((Style::Head, 0));
                    }
                    steps.push(Step {
                        previous: state.step,
                        reading: Reading::Text,
                    });
                    next.push(State {
                        stack,
                        fresh: true,
                        cost: state.cost,
                        step: steps.len() - 1,
                    });
                }
                Sign::Marker { .. } => extend(state, sign, &mut next, &mut steps),
            }
        }
        prune(&mut next);
        states = next;
    }
    let best = states
        .iter()
        .min_by(|a, b| a.cost.total_cmp(&b.cost))
        .map_or(NONE, |state| state.step);
    let mut readings = Vec::with_capacity(signs.len());
    let mut at = best;
    while at != NONE {
        readings.push(std::mem::replace(&mut steps[at].reading, Reading::Text));
        at = steps[at].previous;
    }
    readings.reverse();
    readings
}

/// Keeps the good readings, and of those that leave the same lists open only the best.
fn prune(states: &mut Vec<State>) {
    states.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let limit = states.first().map_or(0.0, |state| state.cost) + BEAM;
    let mut kept: Vec<State> = Vec::with_capacity(states.len().min(WIDTH));
    for state in states.drain(..) {
        if state.cost > limit || kept.len() == WIDTH {
            break;
        }
        if !kept
            .iter()
            .any(|other| other.stack == state.stack && other.fresh == state.fresh)
        {
            kept.push(state);
        }
    }
    *states = kept;
}

fn extend(state: &State, sign: &Sign<'_>, next: &mut Vec<State>, steps: &mut Vec<Step>) {
    let &Sign::Marker {
        marker,
        after_colon,
        after_end,
        after_gap,
        wrapped,
        inline_next,
    } = sign
    else {
        return;
    };
    let as_text = match (wrapped, after_gap, after_end) {
        (true, false, false) => 0.0,
        (true, false, true) => 3.0,
        (true, true, _) => 8.0,
        (false, ..) => 9.0,
    };
    steps.push(Step {
        previous: state.step,
        reading: Reading::Text,
    });
    next.push(State {
        stack: state.stack.clone(),
        fresh: state.fresh,
        cost: state.cost + as_text,
        step: steps.len() - 1,
    });

    let place = if wrapped && !after_gap && !after_end {
        MID_SENTENCE
    } else {
        0.0
    } + if inline_next { INLINE } else { 0.0 };
    let mut push = |stack: Vec<(Style, u32)>, cost: f32, oddity: Option<Oddity>| {
        let numbered = stack.last().is_some_and(|level| level.0 == Style::Number);
        steps.push(Step {
            previous: state.step,
            reading: Reading::Unit(Unit {
                path: stack.clone(),
                oddity,
            }),
        });
        next.push(State {
            stack,
            // A heading lets numbers begin anew, even behind a list without numbers.
            fresh: state.fresh && !numbered,
            cost: state.cost + place + cost,
            step: steps.len() - 1,
        });
    };
    for &(style, value) in &marker.readings {
        // Going on at an open level.
        for level in 0..state.stack.len() {
            let (open, last) = state.stack[level];
            if open != style {
                continue;
            }
            let (mut cost, oddity) = going_on(style, last, value, state.fresh && level == 0);
            if after_colon {
                cost += COLON_IGNORED;
            }
            let mut stack = state.stack[..level].to_vec();
            let value = if style == Style::Bullet {
                last + 1
            } else {
                value
            };
            stack.push((style, value));
            push(stack, cost, oddity);
        }
        // A number that stands above whatever list is open, where no number is.
        if style == Style::Number
            && !state.stack.is_empty()
            && state
                .stack
                .iter()
                .all(|&(open, _)| open != Style::Number && open != Style::Head)
        {
            let cost = if value == 1 { 0.0 } else { GAP };
            let oddity = (value != 1).then_some(Oddity::Orphan);
            push(vec![(style, value)], cost, oddity);
        }
        // Opening a level below all that are open.
        let first = match style {
            Style::Letter => value == 2,
            _ => value == 1,
        };
        let mut cost = match (first, after_colon || state.stack.is_empty()) {
            (true, true) => 0.0,
            (true, false) if style == Style::Bullet => 1.0,
            (true, false) => UNANNOUNCED,
            // A document may begin with any number: an excerpt, or a chapter.
            (false, _) if style == Style::Number && state.stack.is_empty() => GAP,
            (false, _) => ORPHAN,
        };
        if state.stack.iter().any(|&(open, _)| open == style) {
            cost += if style == Style::Number {
                1.0
            } else {
                SAME_STYLE_INSIDE
            };
        } else if state
            .stack
            .last()
            .is_some_and(|&(open, _)| open > style && open != Style::Bullet)
        {
            cost += UNUSUAL_ORDER;
        }
        let mut stack = state.stack.clone();
        stack.push((style, value));
        let oddity = (!first && style != Style::Bullet).then_some(Oddity::Orphan);
        push(stack, cost, oddity);
    }
}

fn going_on(style: Style, last: u32, value: u32, fresh: bool) -> (f32, Option<Oddity>) {
    if style == Style::Bullet {
        return (0.0, None);
    }
    let ahead = step(style, last, value);
    match ahead {
        1 => (0.0, None),
        _ if fresh && value == 1 => (0.0, None),
        // Below a heading a list may begin anywhere; that it does not begin with 1 is told.
        _ if fresh => (GAP, Some(Oddity::Orphan)),
        FAR.. => (FAR_GAP, Some(Oddity::Gap(last))),
        2.. => (GAP + (ahead.min(30) as f32) / 10.0, Some(Oddity::Gap(last))),
        _ => (REPEAT, Some(Oddity::Repeat(last))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::markers::{letter, to_roman};

    /// A sequence of markers as lines; a colon at the end announces a list.
    fn read(lines: &[&str]) -> Vec<String> {
        let markers: Vec<_> = lines
            .iter()
            .map(|line| Marker::parse(line.trim_end_matches(':')).unwrap())
            .collect();
        let signs: Vec<_> = markers
            .iter()
            .enumerate()
            .map(|(at, marker)| Sign::Marker {
                marker,
                after_colon: at > 0 && lines[at - 1].ends_with(':'),
                after_end: true,
                after_gap: true,
                wrapped: false,
                inline_next: false,
            })
            .collect();
        resolve(&signs)
            .into_iter()
            .map(|reading| match reading {
                Reading::Text => "text".to_owned(),
                Reading::Unit(unit) => unit
                    .path
                    .iter()
                    .map(|&(style, value)| match style {
                        Style::Letter => format!("{}", (b'a' + (value / 2 - 1) as u8) as char),
                        Style::Roman => to_roman(value),
                        Style::Bullet => "-".to_owned(),
                        _ => value.to_string(),
                    })
                    .collect::<Vec<_>>()
                    .join("."),
            })
            .collect()
    }

    #[test]
    fn the_letter_i_is_followed_by_a_roman_i() {
        assert_eq!(
            read(&[
                "46. x:", "h) x", "i) x:", "i) x", "ii) x", "iii) x", "j) x:", "i) x"
            ])[1..],
            [
                "46.h", "46.i", "46.i.i", "46.i.ii", "46.i.iii", "46.j", "46.j.i"
            ]
        );
    }

    #[test]
    fn the_numerals_below_h_are_followed_by_the_letter_i() {
        assert_eq!(
            read(&["1. x:", "g) x", "h) x:", "i) x", "ii) x", "i) x", "j) x"])[2..],
            ["1.h", "1.h.i", "1.h.ii", "1.i", "1.j"]
        );
    }

    #[test]
    fn v_is_a_letter_or_a_numeral_by_what_follows() {
        assert_eq!(
            read(&[
                "1. x:", "u) x:", "i) x", "ii) x", "iii) x", "iv) x", "v) x", "vi) x", "v) x",
                "w) x"
            ])[6..],
            ["1.u.v", "1.u.vi", "1.v", "1.w"]
        );
        assert_eq!(
            read(&["1. x:", "t) x", "u) x", "v) x", "w) x", "x) x", "y) x"])[3..],
            ["1.v", "1.w", "1.x", "1.y"]
        );
    }

    #[test]
    fn a_numeral_may_stand_directly_below_a_number() {
        assert_eq!(
            read(&["10. x:", "i) x", "ii) x", "11. x"]),
            ["10", "10.i", "10.ii", "11"]
        );
    }

    #[test]
    fn deeper_levels_and_a_list_of_numbers_inside_a_paragraph() {
        assert_eq!(
            read(&["18. x:", "1. x:", "a) x", "b) x", "2. x", "3. x", "19. x"]),
            ["18", "18.1", "18.1.a", "18.1.b", "18.2", "18.3", "19"]
        );
        assert_eq!(
            read(&["3. x:", "a) x:", "i) x:", "1) x", "2) x", "ii) x"])[2..],
            ["3.a.i", "3.a.i.1", "3.a.i.2", "3.a.ii"]
        );
    }

    #[test]
    fn a_list_without_numbers_does_not_swallow_the_numbers_below_it() {
        assert_eq!(read(&["- x", "1. x", "2. x"])[1..], ["1", "2"]);
        let lines = ["5. x", "- x", "1. x", "2. x"];
        let markers: Vec<_> = lines
            .iter()
            .map(|line| Marker::parse(line).unwrap())
            .collect();
        let mut signs: Vec<_> = markers
            .iter()
            .map(|marker| Sign::Marker {
                marker,
                after_colon: false,
                after_end: true,
                after_gap: true,
                wrapped: false,
                inline_next: false,
            })
            .collect();
        signs.insert(1, Sign::Heading);
        let depths: Vec<usize> = resolve(&signs)
            .iter()
            .filter_map(|reading| match reading {
                Reading::Unit(unit) => Some(unit.path.len()),
                Reading::Text => None,
            })
            .collect();
        assert_eq!(depths, [1, 2, 1, 1], "the numbers stand at the top");
    }

    #[test]
    fn gaps_and_repeats_are_kept_and_told() {
        let markers: Vec<_> = ["12. x", "14. x", "14. x", "15. x"]
            .iter()
            .map(|line| Marker::parse(line).unwrap())
            .collect();
        let signs: Vec<_> = markers
            .iter()
            .map(|marker| Sign::Marker {
                marker,
                after_colon: false,
                after_end: true,
                after_gap: true,
                wrapped: false,
                inline_next: false,
            })
            .collect();
        let oddities: Vec<_> = resolve(&signs)
            .into_iter()
            .map(|reading| match reading {
                Reading::Unit(unit) => unit.oddity,
                Reading::Text => panic!("a unit was lost"),
            })
            .collect();
        assert_eq!(
            oddities,
            [
                Some(Oddity::Orphan),
                Some(Oddity::Gap(12)),
                Some(Oddity::Repeat(14)),
                None
            ]
        );
    }

    #[test]
    fn in_wrapped_text_a_list_inside_a_sentence_makes_no_units() {
        let markers = [Marker::parse("f) posibles").unwrap()];
        let signs = [
            Sign::NumberedHeading,
            Sign::Marker {
                marker: &markers[0],
                after_colon: false,
                after_end: true,
                after_gap: false,
                wrapped: true,
                inline_next: true,
            },
        ];
        assert_eq!(resolve(&signs)[1], Reading::Text);
    }

    #[test]
    fn the_letter_enye_may_be_there_or_not() {
        assert_eq!(
            step(Style::Letter, letter("n").unwrap(), letter("ñ").unwrap()),
            1
        );
        assert_eq!(
            step(Style::Letter, letter("n").unwrap(), letter("o").unwrap()),
            1
        );
        assert_eq!(
            step(Style::Letter, letter("ñ").unwrap(), letter("o").unwrap()),
            1
        );
        assert_eq!(
            step(Style::Letter, letter("a").unwrap(), letter("c").unwrap()),
            2
        );
    }
}
