//! Whose name a text gives: that of the body whose recommendations the register holds, or another one's.
//!
//! "Grupo de Trabajo" alone is ours, and so is "Grupo de Trabajo sobre la Trata de Personas" in the book that says so;
//! "Grupo de Trabajo sobre Armas de Fuego" is another body, although it begins in the same way.

use super::super::names::Named;
use super::Scanner;

/// So many words may stand between what a body is and what it is for.
const MOST_QUALIFIERS: usize = 4;

/// A body that a text names.
pub(super) struct Deciding {
    /// It is the body whose recommendations the register holds.
    pub is_own: bool,
    /// It may as well be another: "el Grupo de Trabajo sobre asistencia técnica".
    pub is_doubtful: bool,
    /// It is a person who chairs or reports.
    pub is_person: bool,
    /// It is the body that ours reports to.
    pub is_parent: bool,
    /// The token behind its name.
    pub behind: usize,
}

/// What stands behind a name that may begin a longer one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Nothing of the name, or what our own name goes on with.
    Own,
    /// What another name goes on with.
    Other,
    /// A topic, which may be one of the body's or what another body is for.
    Topic,
}

impl Scanner<'_> {
    /// The body named at a token.
    pub(super) fn deciding(&self, at: usize) -> Option<Deciding> {
        let words = &self.language.references.described;
        let named = |list: &[String]| self.tokens.phrase(at, list).unwrap_or(at);
        let (own, person, other) = (
            named(&self.names.own),
            named(&words.persons),
            named(&words.bodies),
        );
        // "las reuniones sexta y octava"
        let plural = named(&words.meetings);
        let meetings = self.ordinal_word(plural).map_or(at, |_| plural);
        let behind = own.max(person).max(other).max(meetings);
        if behind == at {
            return None;
        }
        let rest = if own == behind {
            self.behind_own(at, behind)
        } else {
            Rest::Other
        };
        Some(Deciding {
            is_own: own == behind && rest != Rest::Other,
            is_doubtful: rest == Rest::Topic,
            is_person: person == behind,
            is_parent: own < behind && self.is_parent(at, behind),
            behind,
        })
    }

    /// Whether the words between two tokens name the body that ours reports to.
    fn is_parent(&self, at: usize, behind: usize) -> bool {
        let words = self.tokens.lower_between(at, behind);
        let parent = self.names.parent.as_deref();
        parent.is_some_and(|parent| parent.starts_with(words)) && !self.goes_elsewhere(behind)
    }

    /// Whether a name that begins as ours does is ours.
    fn behind_own(&self, at: usize, behind: usize) -> Rest {
        let said = self.tokens.lower_between(at, behind);
        let mut longer = (self.names.whole.iter())
            .filter_map(|name| name.strip_prefix(said)?.strip_prefix(' '))
            .peekable();
        let is_whole = self.names.whole.iter().any(|name| name == said);
        if longer.peek().is_none() && (is_whole || self.names.whole.is_empty()) {
            return Rest::Own;
        }
        let from = self.behind_qualifiers(behind);
        if longer.any(|rest| self.is_rest(from, rest)) {
            return Rest::Own;
        }
        self.rest(behind, from)
    }

    /// What goes on behind a name: directly behind it, or from a token behind "provisional" and its like.
    fn rest(&self, behind: usize, from: usize) -> Rest {
        let words = &self.language.references;
        let is_topic = self.tokens.is_one_of(from, &words.described.subjects);
        if !is_topic && !self.tokens.is_one_of(from, &words.other_openings) {
            return if self.tokens.is_capital(from) {
                Rest::Other
            } else {
                Rest::Own
            };
        }
        let topic = self.behind_links(from + 1);
        if self.is_of_meeting(topic) || self.tokens.phrase(topic, &words.described.within).is_some()
        {
            return Rest::Own;
        }
        let named = self.names.find(&self.tokens, topic);
        if matches!(named, Some((Named::Body(_), behind)) if self.is_parent(topic, behind)) {
            return Rest::Own;
        }
        match (is_topic, self.tokens.is_capital(topic)) {
            (_, true) => Rest::Other,
            (true, false) if from > behind => Rest::Other,
            (true, false) => Rest::Topic,
            (false, false) => Rest::Own,
        }
    }

    /// "provisional de composición abierta": the token behind.
    fn behind_qualifiers(&self, from: usize) -> usize {
        let qualifiers = &self.language.references.described.qualifiers;
        let mut at = from;
        for _ in 0..MOST_QUALIFIERS {
            let Some(behind) = self.tokens.phrase(at, qualifiers) else {
                break;
            };
            at = behind;
        }
        at
    }

    /// Whether what stands at a token is the rest of our own name, or the first words of it and no other's.
    fn is_rest(&self, at: usize, rest: &str) -> bool {
        let words = &self.language.references;
        let is_link = |word: &&str| words.links.iter().any(|link| link == word);
        let qualifiers = &words.described.qualifiers;
        let strip = |rest| {
            let mut phrases = qualifiers.iter();
            phrases.find_map(|phrase| str::strip_prefix(rest, phrase.as_str())?.strip_prefix(' '))
        };
        let mut rest = rest;
        while let Some(behind) = strip(rest) {
            rest = behind;
        }
        let mut at = at;
        let mut held = 0;
        // Articles may be left out: "sobre Trata de Personas".
        for word in rest.split(' ').filter(|word| !is_link(word)) {
            let next = self.behind_links(at);
            if self.tokens.word(next) != word {
                let ends = !self.is_of(at) && !self.tokens.is_capital(at);
                return held > 1 && ends;
            }
            at = next + 1;
            held += 1;
        }
        held > 0
    }

    /// Whether a meeting, a report or a date stands at a token: what a body held or wrote is no part of its name.
    fn is_of_meeting(&self, at: usize) -> bool {
        let words = &self.language.references;
        self.tokens
            .phrase(at, &self.language.meetings.words)
            .is_some()
            || self.ordinal_word(at).is_some()
            || self.tokens.number(at).is_some()
            || self.tokens.is_one_of(at, &words.report)
            || self.tokens.is_one_of(at, &self.language.months)
    }

    /// Whether the name of a listed body goes on as another's: "Conferencia" + "Internacional del Trabajo",
    /// "Conferencia de las Partes" + "en el Convenio …", "Asamblea General" + "de la Organización …".
    pub(super) fn goes_elsewhere(&self, behind: usize) -> bool {
        let words = &self.language.references;
        if self.tokens.is_capital(behind) {
            return true;
        }
        let from = behind + 1;
        let at = self.behind_links(from);
        if self.tokens.is_one_of(behind, &words.parties) && at > from {
            return match self.names.find(&self.tokens, at) {
                Some((Named::Treaty(_), _)) => false,
                Some((Named::Bare(_), behind)) => self.goes_on(behind),
                _ => self.tokens.is_capital(at),
            };
        }
        let opens = self.tokens.is_one_of(behind, &words.other_openings)
            || self.tokens.is_one_of(behind, &words.described.subjects);
        opens
            && self.tokens.is_capital(at)
            && self.tokens.phrase(at, &words.described.within).is_none()
    }

    /// Whether the editors list the body at a token among those whose acts have numbers.
    pub(super) fn is_listed(&self, at: usize) -> bool {
        matches!(self.names.find(&self.tokens, at), Some((Named::Body(_), _)))
    }

    /// Whether the sentence before a token speaks of another body last: "La Comisión reiteró su recomendación".
    pub(super) fn is_of_another(&self, at: usize) -> bool {
        let definite = &self.language.references.described.definite;
        let open_ends = &self.language.layout.open_ends;
        let first = self.sentence(at).0;
        let mut last = None;
        for place in (first..at).rev() {
            let is_definite = self.tokens.is_one_of(place, definite);
            if !is_definite && !self.is_of(place) {
                continue;
            }
            let Some(body) = self.deciding(place + 1) else {
                continue;
            };
            // What is only said of something ("la labor de la Comisión") says less than what speaks.
            let speaks =
                is_definite && (place == first || !self.tokens.is_one_of(place - 1, open_ends));
            if speaks || last.is_none() {
                last = Some(body);
            }
            if speaks {
                break;
            }
        }
        last.is_some_and(|body| body.is_doubtful || !body.is_own && !body.is_parent)
    }
}
