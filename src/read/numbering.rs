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
        /// The line before it is so short that the marker would have stood there, did it belong to the same paragraph.
        after_short: bool,
        /// It stands further in than what is before it.
        deeper: bool,
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
/// A number right below another that neither announces it nor stands further out repeats or skips, and begins no list.
const NUMBER_BELOW_NUMBER: f32 = 7.0;
const COLON_IGNORED: f32 = 1.5;
const MIXED: f32 = 0.5;
const OWN_NUMBER: f32 = 3.0;
/// A number that the inner of two lists expects as well goes on with that one.
const OUTER: f32 = 0.5;
/// And the more so where the outer one stands above the heading of the recommendation.
const LEFT_HEAD: f32 = 3.0;
const MID_SENTENCE: f32 = 4.0;
/// A short line may end a paragraph that has lost its full stop; the end of a line that happens to be short, too.
const SHORT_LINE: f32 = 2.5;
const INLINE: f32 = 6.0;
/// Readings that are this much worse than the best are given up.
const BEAM: f32 = 9.0;
/// At most so many readings are kept.
const WIDTH: usize = 48;
/// A step of more than this is a year or a quantity, not a number of the list.
const FAR: i64 = 300;
/// No list of a document is this deep; what opens yet another level is read as text.
const DEEPEST: usize = 32;
/// A reading without a step before it.
const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
struct State {
    stack: Vec<(Style, u32)>,
    fresh: bool,
    cost: f32,
    /// The step before this sign.
    previous: u32,
    /// What this sign was read as.
    act: Act,
}

/// How a reading goes on at one sign: what changes, not the whole of it, because a long list keeps many.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// A heading: so many levels stay open.
    Close { kept: u8, head: bool },
    /// Running text.
    Text,
    /// A unit: so many levels stay open above it.
    Unit {
        kept: u8,
        level: (Style, u32),
        oddity: Option<Oddity>,
    },
}

struct Step {
    previous: u32,
    act: Act,
}

/// Reads a whole sequence of signs; the answer has one reading a sign.
#[must_use]
pub fn resolve(signs: &[Sign<'_>]) -> Vec<Reading> {
    let mut steps: Vec<Step> = Vec::with_capacity(signs.len() * 2);
    let mut states = vec![State {
        stack: Vec::new(),
        fresh: true,
        cost: 0.0,
        previous: NONE,
        act: Act::Text,
    }];
    let mut next = Beam::default();
    for sign in signs {
        for state in states.drain(..) {
            match sign {
                Sign::Heading | Sign::NumberedHeading => {
                    let head = matches!(sign, Sign::NumberedHeading);
                    next.offer(state.cost, || close(state, head));
                }
                Sign::Marker { .. } => extend(&state, sign, &mut next),
            }
        }
        prune(&mut next.states);
        std::mem::swap(&mut states, &mut next.states);
        next.best = None;
        // Only what was kept becomes a step: a long list would fill the memory with the others.
        for state in &mut states {
            let number = u32::try_from(steps.len()).unwrap_or(NONE);
            steps.push(Step {
                previous: state.previous,
                act: state.act,
            });
            state.previous = number;
        }
    }
    let best = states
        .iter()
        .min_by(|a, b| a.cost.total_cmp(&b.cost))
        .map_or(NONE, |state| state.previous);
    let mut acts = Vec::with_capacity(signs.len());
    let mut at = best;
    while let Some(step) = steps.get(at as usize) {
        acts.push(step.act);
        at = step.previous;
    }
    let mut stack: Vec<(Style, u32)> = Vec::new();
    acts.into_iter()
        .rev()
        .map(|act| replay(act, &mut stack))
        .collect()
}

/// A heading ends the lists below the numbers.
fn close(state: State, head: bool) -> State {
    let kept = usize::from(
        state
            .stack
            .first()
            .is_some_and(|level| level.0 == Style::Number),
    );
    let mut stack = state.stack;
    stack.truncate(kept);
    if head {
        stack.push((Style::Head, 0));
    }
    State {
        stack,
        fresh: true,
        cost: state.cost,
        previous: state.previous,
        act: Act::Close {
            kept: kept as u8,
            head,
        },
    }
}

/// What an act reads, and the levels that it leaves open.
fn replay(act: Act, stack: &mut Vec<(Style, u32)>) -> Reading {
    match act {
        Act::Text => Reading::Text,
        Act::Close { kept, head } => {
            stack.truncate(kept.into());
            if head {
                stack.push((Style::Head, 0));
            }
            Reading::Text
        }
        Act::Unit {
            kept,
            level,
            oddity,
        } => {
            stack.truncate(kept.into());
            stack.push(level);
            Reading::Unit(Unit {
                path: stack.clone(),
                oddity,
            })
        }
    }
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

/// The readings up to a sign, without those that are hopeless already.
#[derive(Default)]
struct Beam {
    states: Vec<State>,
    best: Option<f32>,
}

impl Beam {
    fn offer(&mut self, cost: f32, state: impl FnOnce() -> State) {
        if self.best.is_some_and(|best| cost > best + BEAM) {
            return;
        }
        self.best = Some(self.best.map_or(cost, |best| best.min(cost)));
        self.states.push(state());
    }
}

fn extend(state: &State, sign: &Sign<'_>, next: &mut Beam) {
    let &Sign::Marker {
        marker,
        after_colon,
        after_end,
        after_gap,
        after_short,
        deeper,
        wrapped,
        inline_next,
    } = sign
    else {
        return;
    };
    let as_text = match (wrapped, after_gap, after_end) {
        (true, false, false) if after_short => SHORT_LINE,
        (true, false, false) => 0.0,
        (true, false, true) => 3.0,
        // So a paragraph begins.
        (true, true, true) if marker.readings[0].0 == Style::Number => 9.5,
        (true, true, _) => 8.0,
        (false, ..) => 9.0,
    };
    next.offer(state.cost + as_text, || State {
        cost: state.cost + as_text,
        act: Act::Text,
        ..state.clone()
    });

    let place = if wrapped && !after_gap && !after_end {
        if after_short {
            SHORT_LINE / 2.0
        } else {
            MID_SENTENCE
        }
    } else {
        0.0
    } + if inline_next { INLINE } else { 0.0 };
    let mut push = |kept: usize, level: (Style, u32), cost: f32, oddity: Option<Oddity>| {
        let cost = state.cost + place + cost;
        next.offer(cost, || {
            let mut stack = Vec::with_capacity(kept + 1);
            stack.extend_from_slice(&state.stack[..kept]);
            stack.push(level);
            State {
                stack,
                // A heading lets numbers begin anew, even behind a list without numbers.
                fresh: state.fresh && level.0 != Style::Number,
                cost,
                previous: state.previous,
                act: Act::Unit {
                    kept: kept as u8,
                    level,
                    oddity,
                },
            }
        });
    };
    for &(style, value) in &marker.readings {
        // Going on at an open level.
        for level in 0..state.stack.len() {
            let (open, last) = state.stack[level];
            // An extraction may have mixed the bullets of one list.
            let is_mixed = open != style && open.is_bullet() && style.is_bullet() && !deeper;
            if open != style && !is_mixed {
                continue;
            }
            // A heading lets only numbers begin anew: every other list is closed by it.
            let fresh = state.fresh && level == 0 && style == Style::Number;
            let (mut cost, oddity) = going_on(style, last, value, fresh);
            if is_mixed {
                cost += MIXED;
            }
            let is_next = |&(open, last): &(Style, u32)| {
                open == style && !style.is_bullet() && style.step(last, value) == 1
            };
            let inner = &state.stack[level + 1..];
            if inner.iter().any(is_next) {
                let leaves_head = inner.iter().any(|level| level.0 == Style::Head);
                cost += if leaves_head { LEFT_HEAD } else { OUTER };
            }
            // What a colon below a heading announces is the list that begins anew there; below a recommendation's it is
            // the recommendation's own.
            let under_head = state
                .stack
                .last()
                .is_some_and(|level| level.0 == Style::Head);
            if fresh && value == 1 && under_head {
                cost += OWN_NUMBER;
            } else if after_colon && !(fresh && value == 1) {
                cost += COLON_IGNORED;
            }
            let value = if style.is_bullet() {
                last.saturating_add(1)
            } else {
                value
            };
            push(level, (open, value), cost, oddity);
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
            push(0, (style, value), cost, oddity);
        }
        if state.stack.len() == DEEPEST {
            continue;
        }
        // Opening a level below all that are open.
        let first = value == style.first();
        // The heading of a recommendation announces its words, numbered or not.
        let is_own = style == Style::Number
            && state.fresh
            && state
                .stack
                .last()
                .is_some_and(|level| level.0 == Style::Head);
        let mut cost = match (first, after_colon || is_own || state.stack.is_empty()) {
            (true, true) => 0.0,
            (true, false) if style.is_bullet() => 1.0,
            (true, false) => UNANNOUNCED,
            // A document may begin with any number: an excerpt, or a chapter.
            (false, _) if style == Style::Number && state.stack.is_empty() => GAP,
            (false, _) => ORPHAN,
        };
        if first && is_own {
            // Numbers that begin anew there are its own, not those of the document.
            cost -= 1.0;
        }
        if state.stack.iter().any(|&(open, _)| open == style) {
            let is_right_below = (state.stack.last()).is_some_and(|&(open, _)| open == style);
            cost += match style {
                Style::Number if is_right_below && !after_colon && !deeper => NUMBER_BELOW_NUMBER,
                Style::Number => 1.0,
                _ => SAME_STYLE_INSIDE,
            };
        } else if state
            .stack
            .last()
            .is_some_and(|&(open, _)| open > style && !open.is_bullet())
        {
            cost += UNUSUAL_ORDER;
        }
        let oddity = (!first && !style.is_bullet()).then_some(Oddity::Orphan);
        push(state.stack.len(), (style, value), cost, oddity);
    }
}

fn going_on(style: Style, last: u32, value: u32, fresh: bool) -> (f32, Option<Oddity>) {
    if style.is_bullet() {
        return (0.0, None);
    }
    let ahead = style.step(last, value);
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
mod tests;
