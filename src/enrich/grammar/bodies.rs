//! Where a text names a body, and which part the name plays in its sentence.
//!
//! Only a name without a preposition can be a subject; one behind "a" can be whom a verb asks; one right
//! behind "que" is the subject of a clause below the main one. Names in a row share the part of the first.

use super::lexicon::{Meaning, kind};
use super::tokens::{Gap, Tokens};

/// The part that a name plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing stands before it: at the beginning of a clause or behind a comma.
    Free,
    /// A word stands before it that is no preposition.
    Bound,
    /// Subject of a subordinate clause.
    Below,
    /// Behind "a".
    Dative,
    /// Behind "por".
    Agent,
    /// Behind another preposition.
    Oblique,
}

/// A body named in the text.
#[derive(Debug)]
pub struct Mention {
    /// The first word, determiners included.
    pub first: usize,
    /// The place behind the last word.
    pub end: usize,
    /// The addressee; none for a name that only looks like one's.
    pub who: Option<usize>,
    /// Its part.
    pub role: Role,
    /// Whether a comma, and not a word, joins it to the name before.
    listed: bool,
}

/// All bodies that the text names, in its order.
pub fn mentions(tokens: &Tokens<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        let body = tokens.phrase(at, |meaning| matches!(meaning, Meaning::Body(_)));
        let Some((Meaning::Body(who), mut end)) = body else {
            at += 1;
            continue;
        };
        while tokens.gap(end) == Gap::None && tokens.is(end, kind::EPITHET) {
            end += 1;
        }
        let floor = found.last().map_or(0, |mention| mention.end);
        let mut first = at;
        while first > floor
            && tokens.gap(first) == Gap::None
            && tokens.is(first - 1, kind::DETERMINER | kind::EPITHET)
        {
            first -= 1;
        }
        let (role, listed) = role(tokens, first, found.last());
        found.push(Mention {
            first,
            end,
            who,
            role,
            listed,
        });
        at = end;
    }
    found
}

fn role(tokens: &Tokens<'_>, first: usize, before: Option<&Mention>) -> (Role, bool) {
    let gap = tokens.gap(first);
    if first == 0 || gap != Gap::None {
        // "con los Estados partes, la UNODC y …": a list goes on.
        let goes_on = gap == Gap::Comma
            && before.is_some_and(|mention| mention.end == first && mention.role != Role::Free);
        return match before {
            Some(mention) if goes_on => (mention.role, true),
            _ => (Role::Free, false),
        };
    }
    let word = first - 1;
    if let Some(coordinator) = tokens.coordinator_before(first) {
        let role = match before {
            Some(mention) if mention.end == coordinator => mention.role,
            // "Ni la Secretaría ni la UNODC deberían"
            _ if tokens.gap(coordinator) != Gap::None => Role::Free,
            _ => Role::Bound,
        };
        return (role, false);
    }
    // "tanto los Estados partes como la UNODC"
    if let Some(mention) = before
        && mention.end == word
        && tokens.is(word, kind::SECOND_OF_PAIR)
        && mention.first > 0
        && tokens.is(mention.first - 1, kind::FIRST_OF_PAIR)
    {
        return (mention.role, false);
    }
    let role = if tokens.is(word, kind::DATIVE) {
        Role::Dative
    } else if tokens.is(word, kind::AGENT) || tokens.phrase_before(first, Meaning::Agent).is_some()
    {
        Role::Agent
    } else if tokens.is(word, kind::PREPOSITION) {
        Role::Oblique
    } else if tokens.is(word, kind::SUBORDINATOR) {
        Role::Below
    } else if tokens.gap(word) > Gap::None
        && (tokens.is_filler(word) || tokens.is(word, kind::FIRST_OF_PAIR))
    {
        Role::Free
    } else {
        Role::Bound
    };
    (role, false)
}

/// The bodies that are the subject of the verb at `verb`, in a clause that begins at `from`.
pub fn subject(
    tokens: &Tokens<'_>,
    mentions: &[Mention],
    from: usize,
    verb: usize,
) -> Vec<Option<usize>> {
    let within: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| mention.first >= from && mention.end <= verb)
        .collect();
    let Some(last) = within.last() else {
        return Vec::new();
    };
    let nearest = within.len() - 1;
    let free = within
        .iter()
        .rposition(|mention| mention.role == Role::Free);
    if is_adjacent(tokens, last, verb) {
        match last.role {
            Role::Bound => {
                // "La Conferencia de las Partes en la Convención y la UNODC deberían"
                let joined = tokens.coordinator_before(last.first).is_some();
                let mut found = match free {
                    Some(free) if joined => row(tokens, &within, free),
                    _ => Vec::new(),
                };
                found.push(last.who);
                return found;
            }
            Role::Oblique | Role::Dative | Role::Agent => {
                let mut first = nearest;
                while first > 0 && !within[first].listed {
                    let joined = tokens.coordinator_before(within[first].first)
                        == Some(within[first - 1].end);
                    if !joined {
                        break;
                    }
                    first -= 1;
                }
                if within[first].listed {
                    return within[first..].iter().map(|mention| mention.who).collect();
                }
            }
            // "los temas que la Conferencia podría examinar", where no other verb is left
            Role::Below => return vec![last.who],
            Role::Free => {}
        }
    }
    if let Some(free) = free {
        return row(tokens, &within, free);
    }
    // "En este contexto los Estados partes, según proceda, deberían"
    let set_off = tokens.gap(last.end) == Gap::Comma && tokens.gap(verb) == Gap::Comma;
    if last.role == Role::Bound && set_off {
        return vec![last.who];
    }
    Vec::new()
}

/// True where only fillers stand between a name and a verb.
pub fn is_adjacent(tokens: &Tokens<'_>, mention: &Mention, verb: usize) -> bool {
    (mention.end..verb).all(|at| tokens.is_filler(at))
        && (mention.end..=verb).all(|at| tokens.gap(at) == Gap::None)
}

/// The names in a row that `last` ends, in the text's order.
fn row(tokens: &Tokens<'_>, within: &[&Mention], last: usize) -> Vec<Option<usize>> {
    let mut first = last;
    while first > 0 {
        let before = within[first - 1];
        let linked = before.role == Role::Free
            && (before.end == within[first].first
                || tokens.coordinator_at(before.end).is_some()
                || tokens.is(before.end, kind::SECOND_OF_PAIR));
        if !linked {
            break;
        }
        first -= 1;
    }
    within[first..=last]
        .iter()
        .map(|mention| mention.who)
        .collect()
}

/// The bodies that the verb ending at `from` asks ("se alienta a los Estados partes y a la UNODC a que …").
pub fn asked(tokens: &Tokens<'_>, mentions: &[Mention], from: usize, to: usize) -> Vec<usize> {
    let stop = (from..to)
        .find(|&at| tokens.is(at, kind::COMPLEMENT) || tokens.infinitive(at).is_some())
        .unwrap_or(to);
    let marked = tokens.lexicon.has_datives();
    let start = mentions.iter().position(|mention| {
        // "alienta a los Estados", "encourages States"
        let is_asked = if marked {
            mention.first >= from && mention.role == Role::Dative
        } else {
            mention.first == from && tokens.gap(from) == Gap::None
        };
        is_asked && mention.end <= stop
    });
    start.map_or_else(Vec::new, |start| chain(tokens, mentions, start, stop))
}

/// The bodies that the verb at `verb` asks where they stand before it ("A los Estados partes se les alienta a …").
pub fn asked_before(
    tokens: &Tokens<'_>,
    mentions: &[Mention],
    from: usize,
    verb: usize,
) -> Vec<usize> {
    mentions
        .iter()
        .position(|mention| {
            mention.role == Role::Dative && mention.first == from + 1 && mention.end <= verb
        })
        .map_or_else(Vec::new, |start| chain(tokens, mentions, start, verb))
}

/// The bodies that are the subject of the clause that the verb ending at `from` opens with "que".
pub fn complement_subject(
    tokens: &Tokens<'_>,
    mentions: &[Mention],
    from: usize,
    to: usize,
) -> Vec<usize> {
    let Some(que) = (from..to).find(|&at| tokens.is(at, kind::COMPLEMENT)) else {
        return Vec::new();
    };
    let stop = (que + 1..to)
        .find(|&at| tokens.is(at, kind::SUBORDINATOR))
        .unwrap_or(to);
    leading_subject(tokens, mentions, que + 1, stop)
}

/// The first name from `from` on that can be a subject, with those in its row.
pub fn leading_subject(
    tokens: &Tokens<'_>,
    mentions: &[Mention],
    from: usize,
    to: usize,
) -> Vec<usize> {
    let start = mentions.iter().position(|mention| {
        let can_be = match mention.role {
            Role::Free | Role::Below => true,
            // "que continúe la UNODC"
            Role::Bound => mention.first <= from + 2,
            _ => false,
        };
        mention.first >= from && mention.end <= to && can_be
    });
    start.map_or_else(Vec::new, |start| chain(tokens, mentions, start, to))
}

/// The addressees of the name at `start` and of those that follow it in a row.
fn chain(tokens: &Tokens<'_>, mentions: &[Mention], start: usize, to: usize) -> Vec<usize> {
    let mut found: Vec<usize> = mentions[start].who.into_iter().collect();
    let mut end = mentions[start].end;
    for mention in &mentions[start + 1..] {
        if mention.end > to {
            break;
        }
        let mut at = end;
        if let Some(next) = tokens.coordinator_at(at) {
            at = next;
        } else if tokens.is(at, kind::SECOND_OF_PAIR) {
            at += 1;
        }
        if at < mention.first && tokens.is(at, kind::DATIVE) && mention.role == Role::Dative {
            at += 1;
        }
        let joined =
            at == mention.first && (mention.first > end || matches!(tokens.gap(end), Gap::Comma));
        if !joined {
            break;
        }
        found.extend(mention.who);
        end = mention.end;
    }
    found
}

/// The bodies that act in a passive sentence ("adoptadas por los Estados partes").
pub fn agents(tokens: &Tokens<'_>, mentions: &[Mention], from: usize, to: usize) -> Vec<usize> {
    mentions
        .iter()
        .position(|mention| {
            mention.first >= from
                && mention.end <= to
                && mention.role == Role::Agent
                && !(from..mention.first).any(|at| tokens.is(at, kind::SUBORDINATOR))
        })
        .map_or_else(Vec::new, |start| chain(tokens, mentions, start, to))
}

/// The bodies that a clause without a subject of its own sets to work: those whose meeting is to do
/// something, and those between which something is to be done.
pub fn setting(tokens: &Tokens<'_>, mentions: &[Mention], from: usize, to: usize) -> Vec<usize> {
    let stop = (from..to)
        .find(|&at| tokens.is(at, kind::SUBORDINATOR))
        .unwrap_or(to);
    let mut found = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Some(link) = mention.first.checked_sub(1) else {
            continue;
        };
        if mention.first < from || mention.end > stop {
            continue;
        }
        // "una reunión futura del Grupo de Trabajo", "la cooperación eficaz entre los Estados"
        let nouns = link.saturating_sub(4).max(from)..link;
        let has = |kinds| nouns.clone().rev().find(|&at| tokens.is(at, kinds));
        let sets = if tokens.is(link, kind::JOINT_LINK) {
            has(kind::JOINT).is_some()
        } else if tokens.is(link, kind::MEETING_LINK) {
            has(kind::MEETING).is_some_and(|noun| {
                (noun.saturating_sub(4).max(from)..noun)
                    .any(|at| tokens.is(at, kind::MEETING_BEFORE))
            })
        } else {
            false
        };
        if sets {
            found.extend(chain(tokens, mentions, at, stop));
        }
    }
    found
}
