//! What a body recommended or decided, told without a number or a symbol: "la recomendación de la reunión de
//! expertos sobre …", "como acordó la Mesa ampliada", "en su primera reunión, el Grupo de Trabajo convino en que".
//!
//! Such words refer to something that a reader may want to see, and name nothing that could be looked up: they are
//! listed, not guessed. What means the register as a whole ("las recomendaciones aprobadas por el Grupo de Trabajo"),
//! what the report at hand tells of its own meeting, and what names its act nearby is no reference of this kind.

use super::super::Reason;
use super::{CitationKind, Meant, Scanner, What};

/// A sentence that tells what was decided is shown up to so many words behind its verb.
const BEHIND_VERB: usize = 8;
/// No sentence is longer, in tokens: what goes on and on is looked at in pieces.
const SENTENCE: usize = 250;
/// The name of a session stands in the first words of a sentence, and who met there soon behind it.
const OPENING: usize = 8;

/// Words that tell of an act, until it is known whether anything nearby names it.
#[derive(Debug)]
pub(super) struct Told {
    start: usize,
    end: usize,
    /// The bytes in which a citation would name the act.
    scope: (usize, usize),
}

impl Scanner<'_> {
    /// Reads the word at a token as part of such a telling.
    pub(super) fn told(&mut self, at: usize) {
        let words = &self.language.references.described;
        let is_one = self.tokens.is_one_of(at, &words.one);
        let is_many = !is_one && self.tokens.is_one_of(at, &words.many);
        let found = if is_one || is_many {
            if is_many && self.session(at) {
                return;
            }
            self.noun(at, is_many)
        } else if self.tokens.is_one_of(at, &words.made) {
            self.as_decided(at).or_else(|| self.made_by(at))
        } else {
            self.as_decided(at).or_else(|| self.clause(at))
        };
        let Some(told) = found else { return };
        // "las conclusiones aprobadas por la Mesa" is one telling, not two.
        if self.told.last().is_none_or(|last| last.end <= told.start) {
            self.told.push(told);
        }
    }

    /// Lists what nothing nearby names.
    pub(super) fn list_told(&mut self) {
        if self.told.is_empty() {
            return;
        }
        let found = &self.found;
        let cited = found.citations.iter();
        let mut names: Vec<(usize, usize)> = cited
            .filter(|cited| cited.kind != CitationKind::Article)
            .map(|cited| (cited.start, cited.end))
            .chain(found.asks.iter().map(|ask| (ask.start, ask.end)))
            .chain(found.lost.iter().map(|lost| (lost.0, lost.1)))
            .collect();
        names.sort_unstable();
        // The end of the name that goes farthest, of all that begin so far.
        let mut farthest = 0;
        for name in &mut names {
            farthest = farthest.max(name.1);
            name.1 = farthest;
        }
        let is_named = |told: &&Told| {
            let before = names.partition_point(|name| name.0 < told.scope.1);
            before > 0 && names[before - 1].1 > told.scope.0
        };
        let unnamed: Vec<_> = self
            .told
            .iter()
            .filter(|told| !is_named(told))
            .map(|told| (told.start, told.end, Reason::UnknownAct))
            .collect();
        self.found.lost.extend(unnamed);
    }

    /// "la recomendación de la reunión de expertos", "la correspondiente recomendación".
    fn noun(&self, at: usize, is_many: bool) -> Option<Told> {
        let references = &self.language.references;
        let words = &references.described;
        let before = at.checked_sub(1)?;
        let is_pointed = self.tokens.is_one_of(before, &words.pointing);
        let determiner = before.checked_sub(usize::from(is_pointed))?;
        if !self.tokens.is_one_of(determiner, &words.definite) {
            return None;
        }
        let start = self.tokens.get(at)?.start;
        let sentence = self.sentence(at);
        let is_made = self.tokens.is_one_of(at + 1, &words.made)
            && self.tokens.is_one_of(at + 2, &words.agents);
        if is_made || self.is_of(at + 1) {
            let whose = at + if is_made { 3 } else { 2 };
            if let Some(body) = self.deciding(self.behind_links(whose)) {
                // All that a body ever recommended is no single act; what it did on a day is.
                let is_class =
                    is_many && (body.is_own || is_made && !self.is_dated(at, sentence.1));
                let from = if body.is_person { 0 } else { start };
                return (!is_class).then(|| Told {
                    start,
                    end: self.clause_end(body.behind, usize::MAX),
                    scope: (from, self.byte_end(sentence.1)),
                });
            }
        }
        let is_pointed = is_pointed || self.tokens.is_one_of(at + 1, &words.pointing);
        let is_recommendation = self.tokens.is_one_of(at, &references.recommendation);
        (is_pointed && is_recommendation).then(|| Told {
            start: self.tokens.get(before).map_or(start, |token| token.start),
            end: self.clause_end(at + 1, usize::MAX),
            scope: (0, self.byte_end(sentence.1)),
        })
    }

    /// "como acordó la Mesa ampliada", "según lo acordado por la Conferencia".
    fn as_decided(&self, at: usize) -> Option<Told> {
        let words = &self.language.references.described;
        let before = at.checked_sub(1)?;
        let is_neuter = self.tokens.is_one_of(before, &words.neuter);
        let opening = before.checked_sub(usize::from(is_neuter))?;
        if !self.tokens.is_one_of(opening, &words.according) {
            return None;
        }
        let by = usize::from(self.tokens.is_one_of(at + 1, &words.agents));
        let body = self.deciding(self.behind_links(at + 1 + by))?;
        let sentence = self.sentence(at);
        (!body.is_person).then_some(Told {
            start: self.tokens.get(opening)?.start,
            end: self.clause_end(body.behind, usize::MAX),
            scope: (
                self.tokens.get(sentence.0)?.start,
                self.byte_end(sentence.1),
            ),
        })
    }

    /// "aprobada por la Mesa ampliada … el 11 de agosto de 2021": what has a day was one act.
    fn made_by(&self, at: usize) -> Option<Told> {
        let words = &self.language.references.described;
        if !self.tokens.is_one_of(at + 1, &words.agents) {
            return None;
        }
        let body = self.deciding(self.behind_links(at + 2))?;
        let sentence = self.sentence(at);
        let is_one = !body.is_own && !body.is_person && self.is_dated(body.behind, sentence.1);
        is_one.then_some(Told {
            start: self.tokens.get(at)?.start,
            end: self.clause_end(body.behind, usize::MAX),
            scope: (
                self.tokens.get(sentence.0)?.start,
                self.byte_end(sentence.1),
            ),
        })
    }

    /// "La Mesa … decidió que", "En su primera reunión, el Grupo de Trabajo convino en que": the verb stands at `at`.
    fn clause(&self, at: usize) -> Option<Told> {
        let words = &self.language.references.described;
        let rest = &self.tokens.lower[self.tokens.get(at)?.start..];
        if !words
            .decided
            .iter()
            .any(|verb| rest.starts_with(verb.as_str()))
        {
            return None;
        }
        let sentence = self.sentence(at);
        let (subject, body) = (sentence.0..at).rev().find_map(|place| {
            let opens = place == sentence.0 || self.tokens.is_mark(place - 1, ',');
            let body = (opens && self.tokens.is_one_of(place, &words.definite))
                .then(|| self.deciding(place + 1))
                .flatten()?;
            Some((place, body))
        })?;
        let at_session = (sentence.0..subject).any(|place| self.session_at(place).is_some());
        // What the report at hand tells of its own meeting is no reference, and a body whose act was just named
        // is still spoken of.
        let goes_on =
            !at_session && self.found.context.act.is_some() && self.is_listed(subject + 1);
        if body.is_person || body.is_own && !at_session || goes_on {
            return None;
        }
        let first = if at_session { sentence.0 } else { subject };
        Some(Told {
            start: self.tokens.get(first)?.start,
            end: self.clause_end(at + 1, at + BEHIND_VERB),
            scope: (
                self.tokens.get(sentence.0)?.start,
                self.byte_end(sentence.1),
            ),
        })
    }

    /// "En su primer período de sesiones, el Grupo de Trabajo aprobó un conjunto de *recomendaciones*": the first
    /// word for them means those of that meeting.
    fn session(&mut self, at: usize) -> bool {
        let words = &self.language.references;
        if self.is_session_told || !self.tokens.is_one_of(at, &words.recommendation) {
            return false;
        }
        let opening = (0..OPENING.min(at)).find_map(|place| self.session_at(place));
        let Some((number, behind)) = opening else {
            return false;
        };
        let own = self.tokens.is_mark(behind, ',')
            && self.tokens.is_one_of(behind + 1, &words.described.definite)
            && self.deciding(behind + 2).is_some_and(|body| body.is_own);
        if own {
            self.is_session_told = true;
            let meant = Meant {
                number: Some(number),
                ..Meant::default()
            };
            self.ask(at, at + 1, What::Meeting(meant));
        }
        own
    }

    /// "primer período de sesiones": the number, and the token behind.
    fn session_at(&self, at: usize) -> Option<(u32, usize)> {
        let behind = self
            .language
            .meetings
            .words
            .iter()
            .find_map(|word| self.tokens.name(at + 1, word))?;
        Some((self.ordinal_word(at)?, behind))
    }

    /// Whether a year or the number of a session stands between two tokens.
    fn is_dated(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            let year = self.tokens.number(at);
            year.is_some_and(|year| (1990..2200).contains(&year)) || self.session_at(at).is_some()
        })
    }

    /// The tokens of the sentence that holds a token: its first one, and the one behind its end.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let ends = |place: usize| {
            self.tokens.is_mark(place, ';')
                || self.tokens.is_mark(place, '.')
                    && self.tokens.get(place + 1).is_none_or(|next| {
                        self.tokens.text[next.start..].starts_with(char::is_uppercase)
                    })
        };
        let floor = at.saturating_sub(SENTENCE);
        let ceiling = self.tokens.list.len().min(at + SENTENCE);
        let first = (floor..at).rev().find(|&place| ends(place));
        let last = (at..ceiling).find(|&place| ends(place));
        (
            first.map_or(floor, |place| place + 1),
            last.unwrap_or(ceiling),
        )
    }

    /// The byte at which the words from a token on pause, `most` the last token that is looked at.
    pub(super) fn clause_end(&self, from: usize, most: usize) -> usize {
        let pauses = |place: &usize| {
            [',', ';', ':', '.', '(', ')', '”', '»']
                .iter()
                .any(|&mark| self.tokens.is_mark(*place, mark))
        };
        let most = self.tokens.list.len().min(most).min(from + SENTENCE);
        let last = (from..most).find(pauses).unwrap_or_else(|| {
            // What is cut short does not end in the middle of a name.
            let open = &self.language.layout.open_ends;
            let is_open = |end: &usize| self.tokens.is_one_of(end - 1, open);
            (from + 1..=most)
                .rev()
                .find(|end| !is_open(end))
                .unwrap_or(most)
        });
        self.byte_end(last)
    }

    /// One past the last byte of the token before `end`.
    pub(super) fn byte_end(&self, end: usize) -> usize {
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(0, |token| token.end)
    }
}
