//! Whom a recommendation addresses, and how strongly it asks: read from its grammar.
//!
//! The subject of the main verb is the addressee, and the verb is the strength ([`clauses`]). A sub-item goes on
//! with the subject and the verb of its lead unless it has its own. What decided is kept with its
//! place, so that a page can mark it. The words are the language's (`[grammar]` in its table), the
//! addressees and actions are the editors'.

mod bodies;
mod clauses;
mod lexicon;
mod tokens;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::languages::{Language, lower_in_place};

use clauses::{Clause, Reader};
use lexicon::{Lexicon, kind};
use tokens::{Gap, Tokens};

use super::{Compendium, Entry, Facet};

/// The words that decided, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The unit whose words they are, an index of [`Compendium::entries`]: the entry itself or an ancestor.
    pub entry: usize,
    /// The first byte in that unit's words.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// What the grammar of a unit says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whom it addresses, as indices of [`Compendium::addressees`], in the order of the text.
    pub addressees: Vec<usize>,
    /// Whether the text names none of them as the one who is to act.
    pub implicit: bool,
    /// How strongly it asks, an index of [`Compendium::actions`]; none where no verb was found.
    pub action: Option<usize>,
    /// The verb that says so.
    pub verb: Option<Evidence>,
}

/// How a lead goes on in its sub-items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// "… deberían velar por que:": they are clauses below its verb.
    Clause,
    /// "… estudiar la posibilidad de:": they are governed by its last word.
    Word,
    /// "… lo siguiente:", "… deberían:".
    List,
}

/// What a lead hands down.
#[derive(Debug)]
struct Lead {
    reading: Reading,
    open: Open,
    /// Whether it only presents what follows, so that sub-items speak for themselves.
    presents: bool,
}

/// Reads every unit, and fills in the lists of addressees and actions.
pub fn decide(compendium: &mut Compendium, language: &Language) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let grammar = &language.grammar;
    let addressee_ids: Vec<&str> = grammar.addressees.iter().map(|a| a.id.as_str()).collect();
    let action_ids: Vec<&str> = grammar.verbs.iter().map(|v| v.action.as_str()).collect();
    let editorial = &compendium.editorial;
    let mut addressees: Vec<Facet> = editorial.addressees.iter().map(Facet::of).collect();
    let mut actions: Vec<Facet> = editorial.actions.iter().map(Facet::of).collect();
    for (file, facets, listed, known) in [
        (
            "addressees.yaml",
            &mut addressees,
            &editorial.addressees,
            &addressee_ids,
        ),
        (
            "actions.yaml",
            &mut actions,
            &editorial.actions,
            &action_ids,
        ),
    ] {
        for (facet, category) in facets.iter().zip(listed) {
            if !known.contains(&facet.id.as_str()) && category.names.is_empty() {
                diagnostics.push(
                    Diagnostic::warning("categoria-sin-palabras")
                        .file(&format!("seeds/editorial/{file}"))
                        .with("id", &facet.id),
                );
            }
        }
        // What the editors' list lacks is called by its id, as far as it is needed.
        for &id in known {
            if !facets.iter().any(|facet| facet.id == id) {
                facets.push(Facet::named(id));
            }
        }
    }
    let place = |facets: &[Facet], id: &str| {
        facets
            .iter()
            .position(|facet| facet.id == id)
            .unwrap_or_default()
    };
    let lexicon = Lexicon::of(
        language,
        &editorial.addressees,
        |id| place(&addressees, id),
        |id| place(&actions, id),
    );

    let entries = &compendium.entries;
    let roots: Vec<usize> = (0..entries.len())
        .filter(|&at| entries[at].parent.is_none())
        .collect();
    let read: Vec<Vec<(usize, Reading)>> = roots
        .par_iter()
        .map(|&root| {
            let mut found = Vec::new();
            descend(entries, root, None, &lexicon, &mut found);
            found
        })
        .collect();
    for (at, reading) in read.into_iter().flatten() {
        compendium.entries[at].grammar = reading;
    }
    gather(&mut compendium.entries);
    list(compendium, addressees, actions);
    diagnostics
}

/// Bytes of a unit's words that are read.
const LONGEST: usize = 16 * 1024;

/// Reads a unit and those below it.
fn descend(
    entries: &[Entry],
    at: usize,
    lead: Option<&Lead>,
    lexicon: &Lexicon<'_>,
    found: &mut Vec<(usize, Reading)>,
) {
    let plain = &entries[at].unit.text.plain;
    // The main verbs of a recommendation stand in its first sentences: no document of these kinds has
    // one a tenth as long, and each clause is weighed against the others.
    let plain = &plain[..plain.floor_char_boundary(LONGEST)];
    let lower = lower_in_place(plain);
    let tokens = Tokens::of(lexicon, plain, &lower);
    let reading = read(&tokens, at, lead);
    if entries[at].children.is_empty() {
        found.push((at, reading));
        return;
    }
    // A lead without a verb, such as a title, hands on what it was handed.
    let own = hand_down(&tokens, &lower, &reading);
    found.push((at, reading));
    for &child in &entries[at].children {
        descend(entries, child, own.as_ref().or(lead), lexicon, found);
    }
}

/// What a lead hands down to its sub-items.
fn hand_down(tokens: &Tokens<'_>, lower: &str, reading: &Reading) -> Option<Lead> {
    reading.action?;
    let last = tokens.list.len().saturating_sub(1);
    let open = if tokens.is(last, kind::COMPLEMENT) {
        Open::Clause
    } else if tokens.is(last, kind::PREPOSITION) {
        Open::Word
    } else {
        Open::List
    };
    Some(Lead {
        reading: reading.clone(),
        open,
        presents: tokens.lexicon.presents(lower),
    })
}

/// Reads the words of the entry `at` below its lead.
fn read(tokens: &Tokens<'_>, at: usize, lead: Option<&Lead>) -> Reading {
    let mentions = bodies::mentions(tokens);
    let reader = Reader {
        tokens,
        mentions: &mentions,
    };
    let mut parts = Parts::default();
    let end = tokens.list.len();
    let mut from = 0;
    while from < end {
        let to = (from + 1..end)
            .find(|&at| tokens.gap(at) >= Gap::Semicolon)
            .unwrap_or(end);
        parts.read(&reader, from, to, lead);
        from = to;
    }
    parts.conclude(&reader, at, lead)
}

/// What was found in a text so far.
#[derive(Debug, Default)]
struct Parts {
    clauses: Vec<Clause>,
    /// Whether the text, or its first part, is the lead's.
    goes_on: bool,
    /// The verb of a list inside the sentence.
    list: Option<(usize, (usize, usize))>,
    /// Whether the lead still governs what is read.
    governed: bool,
}

impl Parts {
    /// Reads the part between two places, up to a semicolon or a full stop.
    fn read(&mut self, reader: &Reader<'_>, from: usize, to: usize, lead: Option<&Lead>) {
        let tokens = reader.tokens;
        let lexicon = tokens.lexicon;
        let is_sentence = tokens.gap(from) == Gap::Stop;
        if is_sentence {
            self.list = None;
            self.governed = from == 0 && lead.is_some_and(|lead| lead.open != Open::List);
        }
        if self.governed {
            self.goes_on |= from == 0;
            return;
        }
        if tokens.list[from].aside && from > 0 {
            // "[Se completará.]" is a note on the text.
            return;
        }
        let above = lead.filter(|lead| from == 0 && !lead.presents);
        let start = reader.behind_marker(from);
        let mut infinitive = (start < to && tokens.infinitive(start).is_some()).then_some(start);
        let has_main = infinitive.is_some() && (is_sentence || self.list.is_some());
        let mut clauses = reader.clauses(from, to, has_main, false);
        if infinitive.is_none() && clauses.is_empty() && is_sentence {
            // "de ser posible, considerar …"
            infinitive = (from + 1..to)
                .find(|&at| tokens.gap(at) == Gap::Comma && tokens.infinitive(at).is_some());
            if infinitive.is_none() && lead.is_none_or(|lead| lead.presents) {
                clauses = reader.clauses(from, to, has_main, true);
            }
        }
        let mut own = Vec::new();
        let asks = |action, verb| Clause {
            action,
            who: Vec::new(),
            setting: Vec::new(),
            verb,
            list: None,
        };
        if clauses.is_empty() && is_sentence && tokens.is(from, kind::COMPLEMENT) {
            // "Que los Estados partes adopten …"
            let action = above
                .and_then(|lead| lead.reading.action)
                .unwrap_or(lexicon.infinitive);
            own.push(Clause {
                who: bodies::leading_subject(tokens, reader.mentions, from + 1, to.min(from + 6)),
                ..asks(action, reader.first_verb(from, to))
            });
        } else if let Some(infinitive) = infinitive {
            let (end, weighs) = reader.lexical(infinitive, to);
            if let Some(lead) = above {
                let handed = lead.reading.action.unwrap_or(lexicon.infinitive);
                let action = lexicon.weighed(handed);
                if weighs && action != handed {
                    own.push(asks(action, (infinitive, end)));
                } else {
                    self.goes_on = true;
                }
            } else if let Some((action, verb)) = self.list {
                own.push(if weighs && lexicon.weighed(action) != action {
                    asks(lexicon.weighed(action), (infinitive, end))
                } else {
                    asks(action, verb)
                });
            } else if is_sentence {
                let action = if weighs {
                    lexicon.weighed(lexicon.infinitive)
                } else {
                    lexicon.infinitive
                };
                own.push(asks(action, (infinitive, end)));
            }
        } else if clauses.is_empty() && from == 0 {
            self.goes_on = lead.is_some();
        }
        own.append(&mut clauses);
        if let Some(list) = own.iter().find_map(|clause| clause.list) {
            self.list = Some(list);
        }
        self.clauses.extend(own);
    }

    /// Puts together what the parts say.
    fn conclude(&self, reader: &Reader<'_>, at: usize, lead: Option<&Lead>) -> Reading {
        let lexicon = reader.tokens.lexicon;
        let mut reading = Reading::default();
        let add = |list: &mut Vec<usize>, more: &[usize]| {
            for &one in more {
                if !list.contains(&one) {
                    list.push(one);
                }
            }
        };
        let handed = lead.filter(|lead| {
            let unnamed = self
                .clauses
                .first()
                .is_none_or(|first| first.who.is_empty());
            !lead.presents && (self.goes_on || unnamed)
        });
        if let Some(lead) = handed
            && !lead.reading.implicit
        {
            add(&mut reading.addressees, &lead.reading.addressees);
        } else if lead.is_some_and(|lead| lead.open == Open::Clause) {
            // "El Grupo de Trabajo recomienda que:" – "la UNODC publique …"
            let end = reader.tokens.list.len();
            let subject = bodies::leading_subject(reader.tokens, reader.mentions, 0, end.min(6));
            add(&mut reading.addressees, &subject);
        }
        for clause in &self.clauses {
            add(&mut reading.addressees, &clause.who);
        }
        reading.implicit = reading.addressees.is_empty();
        for clause in &self.clauses {
            add(&mut reading.addressees, &clause.setting);
        }
        if reading.addressees.is_empty() {
            match handed {
                Some(lead) => add(&mut reading.addressees, &lead.reading.addressees),
                None => reading.addressees.push(lexicon.default_addressee),
            }
        }

        let inherited = lead.filter(|_| self.goes_on).and_then(|lead| {
            let action = lead.reading.action?;
            Some((action, lead.reading.implicit, lead.reading.verb))
        });
        let own = self.clauses.iter().map(|clause| {
            let list = &reader.tokens.list;
            let verb = Evidence {
                entry: at,
                start: list[clause.verb.0].start,
                end: list[clause.verb.1 - 1].end,
            };
            (clause.action, clause.who.is_empty(), Some(verb))
        });
        // The strongest counts; of equals the one that names whom it asks, then the first.
        let strongest = inherited
            .into_iter()
            .chain(own)
            .min_by_key(|&(action, unnamed, _)| (action, unnamed));
        if let Some((action, _, verb)) = strongest {
            reading.action = Some(action);
            reading.verb = verb;
        }
        reading
    }
}

/// A unit with sub-items carries what theirs say: all addressees, the strongest action, no verb.
fn gather(entries: &mut [Entry]) {
    for at in (0..entries.len()).rev() {
        if entries[at].children.is_empty() {
            continue;
        }
        let mut gathered = Reading {
            implicit: true,
            ..Reading::default()
        };
        for &child in &entries[at].children {
            let reading = &entries[child].grammar;
            for &addressee in &reading.addressees {
                if !gathered.addressees.contains(&addressee) {
                    gathered.addressees.push(addressee);
                }
            }
            gathered.implicit &= reading.implicit;
            gathered.action = match (gathered.action, reading.action) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        entries[at].grammar = gathered;
    }
}

/// Enters the lists with their provisions. What the editors do not list stays only where it is needed.
fn list(compendium: &mut Compendium, mut addressees: Vec<Facet>, mut actions: Vec<Facet>) {
    for (at, entry) in compendium.entries.iter().enumerate() {
        if entry.is_provision() {
            for &addressee in &entry.grammar.addressees {
                addressees[addressee].provisions.push(at);
            }
            if let Some(action) = entry.grammar.action {
                actions[action].provisions.push(at);
            }
        }
    }
    let keep = |facets: &mut Vec<Facet>, listed: usize| {
        let mut places = Vec::with_capacity(facets.len());
        let mut next = 0;
        for (at, facet) in facets.iter().enumerate() {
            places.push(next);
            next += usize::from(at < listed || !facet.provisions.is_empty());
        }
        let mut at = 0;
        facets.retain(|facet| {
            at += 1;
            at <= listed || !facet.provisions.is_empty()
        });
        places
    };
    let addressee_places = keep(&mut addressees, compendium.editorial.addressees.len());
    let action_places = keep(&mut actions, compendium.editorial.actions.len());
    for entry in &mut compendium.entries {
        for addressee in &mut entry.grammar.addressees {
            *addressee = addressee_places[*addressee];
        }
        if let Some(action) = &mut entry.grammar.action {
            *action = action_places[*action];
        }
    }
    compendium.addressees = addressees;
    compendium.actions = actions;
}

#[cfg(test)]
mod tests;
