//! Whose the recommendation or the report is that a text names: the words behind its number are followed as long as
//! they are about it, and tell the meeting, the report, or another body.

use super::super::names::Named;
use super::super::tokens::Kind;
use super::{Meant, Scanner};
use crate::text::is_symbol;

/// Whose recommendations or report words speak of.
pub(super) enum Whose {
    /// A meeting of our body, and the token behind the words that name it.
    Meeting(Meant, usize),
    /// Another body, and the token behind its name.
    Another(usize),
}

/// What the words behind a number have told so far.
struct Trail {
    meant: Meant,
    /// The token behind what told it.
    end: usize,
    /// The body that it belongs to was named, and is ours.
    is_own: bool,
    /// The token behind the name of another body.
    another: Option<usize>,
    /// The token behind what a body may be said to have made, held or written.
    attached: usize,
    /// A clause was opened that may tell who did it.
    is_clause: bool,
    /// Brackets that are open.
    open: usize,
}

impl Scanner<'_> {
    /// Whose recommendations or report the words from a token on say it is.
    pub(super) fn whose(&self, from: usize, reach: usize, is_report: bool) -> Option<Whose> {
        let mut trail = Trail {
            meant: Meant::default(),
            end: from,
            is_own: false,
            another: None,
            attached: from,
            is_clause: false,
            open: 0,
        };
        let most = (from + reach).min(self.tokens.list.len());
        let mut at = from;
        while at < most {
            let is_told = trail.meant != Meant::default();
            let is_over = if is_report {
                self.is_modal(at) || is_told && self.is_pause(at)
            } else {
                self.is_next_thought(at, from, is_told)
            };
            if is_over || self.is_stop(at) || self.tokens.is_mark(at, ':') {
                break;
            }
            match self.step(at, &mut trail) {
                Some(next) => at = next,
                None => break,
            }
        }
        // A symbol names its document beyond doubt.
        if let Some(behind) = trail.another.filter(|_| trail.meant.symbol.is_none()) {
            return Some(Whose::Another(behind));
        }
        (trail.meant != Meant::default()).then_some(Whose::Meeting(trail.meant, trail.end))
    }

    /// Reads one word or name of a trail; the token behind it, none where the trail ends.
    fn step(&self, at: usize, trail: &mut Trail) -> Option<usize> {
        let words = &self.language.references;
        let token = self.tokens.get(at)?;
        let word = &self.tokens.text[token.start..token.end];
        if let Some(number) = self.ordinal(at) {
            trail.meant.number.get_or_insert(number);
            trail.end = at + 2;
            trail.attached = at + 2;
            return Some(at + 2);
        }
        if let Some(year) = self.tokens.year(at).filter(|&year| year >= 1990) {
            if trail.meant.year.is_none() {
                trail.meant.year = Some(year);
                trail.end = at + 1;
            }
            trail.attached = at + 1;
            return Some(at + 1);
        }
        if word.contains('/') && is_symbol(word) {
            trail.meant.symbol = Some(word.to_owned());
            return None;
        }
        if let Some((behind, is_own)) = self.body_of(at, trail) {
            if is_own {
                trail.is_own |= trail.another.is_none();
                trail.attached = behind;
            } else if !trail.is_own {
                trail.another.get_or_insert(behind);
            }
            return Some(behind);
        }
        if self.tokens.is_one_of(at, &words.report)
            || self.tokens.is_one_of(at, &words.described.made)
            || self.tokens.is_one_of(at, &self.language.meetings.words)
        {
            trail.attached = at + 1;
        }
        trail.is_clause |= self.tokens.is_one_of(at, &words.described.relatives);
        match token.kind {
            Kind::Mark('(') => trail.open += 1,
            // A bracket that was opened before the trail ends it.
            Kind::Mark(')') => trail.open = trail.open.checked_sub(1)?,
            _ => {}
        }
        Some(at + 1)
    }

    /// Whether the words at a token are no longer about the recommendation whose number stands before `from`.
    fn is_next_thought(&self, at: usize, from: usize, is_told: bool) -> bool {
        let words = &self.language.references;
        if self.tokens.is_mark(at, ',') {
            return self.is_pause(at);
        }
        if self.tokens.is_one_of(at, &words.joints) {
            return is_told
                || self.tokens.number(at + 1).is_none()
                    && !self.tokens.is_one_of(at + 1, &words.described.made);
        }
        let others = [
            &words.article,
            &words.paragraph,
            &words.resolution,
            &words.decision,
            &words.recommendation,
        ];
        let is_new = others.iter().any(|list| self.tokens.is_one_of(at, list))
            || is_told && self.tokens.phrase(at, &words.saying).is_some();
        self.is_modal(at) || at > from && is_new
    }

    /// Whether a token is a comma behind which the words do not go on about the same.
    fn is_pause(&self, at: usize) -> bool {
        let words = &self.language.references;
        let next = at + 1;
        let goes_on = self.is_of(next)
            || self.tokens.is_one_of(next, &words.described.made)
            || self.tokens.is_one_of(next, &words.described.agents)
            || self.tokens.is_one_of(next, &words.report)
            || self.tokens.phrase(next, &words.saying).is_some()
            || self.is_held(next);
        self.tokens.is_mark(at, ',') && !goes_on
    }

    /// "celebrada en": what tells where and when a meeting was held.
    fn is_held(&self, at: usize) -> bool {
        let held = &self.language.meetings.held;
        self.tokens.phrase(at, held).is_some()
    }

    fn is_modal(&self, at: usize) -> bool {
        let verbs = &self.language.grammar.verbs;
        verbs
            .iter()
            .any(|verb| self.tokens.is_one_of(at, &verb.modals))
    }

    /// The body at a token to which the recommendation or report belongs, the token behind it, and whether it is ours.
    fn body_of(&self, at: usize, trail: &Trail) -> Option<(usize, bool)> {
        let words = &self.language.references;
        let first = at.checked_sub(1)?;
        let is_article = self.tokens.is_one_of(first, &words.described.definite);
        let preposition = if is_article {
            first.checked_sub(1)?
        } else {
            first
        };
        let is_agent = self.tokens.is_one_of(preposition, &words.described.agents);
        let pause = preposition.checked_sub(1)?;
        let is_behind = preposition == trail.attached
            || pause == trail.attached && self.tokens.is_mark(pause, ',');
        // "…, celebrada en Viena, por el Grupo de Trabajo"
        let is_attached = (is_agent || self.is_of(preposition)) && is_behind
            || is_agent && self.tokens.is_mark(pause, ',');
        let open_ends = &self.language.layout.open_ends;
        let is_word = self
            .tokens
            .get(preposition)
            .is_some_and(|token| token.kind == Kind::Word);
        let is_subject = is_article
            && is_word
            && trail.is_clause
            && !self.tokens.is_one_of(preposition, open_ends);
        if !is_attached && !is_subject {
            return None;
        }
        // "las reuniones cuarta y quinta" are ours until another name says otherwise.
        if self.tokens.is_one_of(at, &words.described.meetings) {
            return None;
        }
        if let Some(body) = self.deciding(at) {
            return Some((body.behind, body.is_own && !body.is_doubtful));
        }
        let is_named = is_attached && self.is_name_of_body(at, is_article, preposition);
        is_named.then_some((at + 1, false))
    }

    /// "del GAFI", "de la Relatora Especial": whether a name that no list holds can only be a body's.
    fn is_name_of_body(&self, at: usize, is_article: bool, preposition: usize) -> bool {
        let words = &self.language.references;
        let Some(token) = self.tokens.get(at).filter(|_| self.tokens.is_capital(at)) else {
            return false;
        };
        let word = &self.tokens.text[token.start..token.end];
        let is_short = word.len() > 2 && word.chars().all(char::is_uppercase);
        // "de Viena" is a place; "del Instituto", "por la Relatora" and "de UNICEF" are not.
        let is_contracted = self
            .language
            .contractions
            .iter()
            .any(|(_, one)| one == self.tokens.word(preposition));
        (is_article || is_contracted || is_short)
            && !self.tokens.is_one_of(at, &words.report)
            && self.ordinal_word(at).is_none()
            && self
                .tokens
                .phrase(at, &self.language.meetings.words)
                .is_none()
            && !matches!(
                self.names.find(&self.tokens, at),
                Some((Named::Treaty(_) | Named::Bare(_), _))
            )
    }
}
