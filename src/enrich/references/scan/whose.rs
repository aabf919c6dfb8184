//! Whose the recommendation or the report is that a text names: the words behind its number are followed as long as
//! they are about it, and tell the meeting, the report, or another body.

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
    /// The token behind what may be another body's, where nothing but a year tells which meeting is meant.
    doubt: Option<usize>,
    /// The token behind what a body may be said to have made, held or written.
    attached: usize,
    /// The token behind the meeting that was named.
    met: usize,
    /// A clause was opened that may tell who did it.
    is_clause: bool,
    /// Brackets that are open.
    open: usize,
}

impl Scanner<'_> {
    /// Whose recommendations or report the words from a token on say it is; those that name it begin at `start`.
    pub(super) fn whose(
        &self,
        start: usize,
        from: usize,
        reach: usize,
        is_report: bool,
    ) -> Option<Whose> {
        let mut trail = Trail {
            meant: Meant::default(),
            end: from,
            is_own: false,
            another: None,
            doubt: None,
            met: usize::MAX,
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
        if trail.meant.symbol.is_some() {
            return Some(Whose::Meeting(trail.meant, trail.end));
        }
        let doubt =
            (trail.doubt).filter(|_| trail.meant.year.is_some() && trail.meant.number.is_none());
        // "El Comité …, en su recomendación 5"
        let theirs = &self.language.references.described.theirs;
        let is_theirs = || {
            let mut places = start.saturating_sub(1)..trail.end;
            places.any(|place| self.tokens.is_one_of(place, theirs)) && self.is_of_another(start)
        };
        let another = trail.another.or(doubt).or_else(|| {
            let is_another = !trail.is_own && trail.meant != Meant::default() && is_theirs();
            is_another.then_some(trail.end)
        });
        match another.filter(|_| !trail.is_own) {
            Some(behind) => Some(Whose::Another(behind)),
            None if trail.meant == Meant::default() => None,
            None => Some(Whose::Meeting(trail.meant, trail.end)),
        }
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
            trail.met = at + 2;
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
            } else {
                trail.another.get_or_insert(behind);
            }
            return Some(behind);
        }
        self.stranger(at, trail);
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

    /// Notes what stands where a body's name would, and is none that is known: "del taller", "de fiscales", "anual".
    fn stranger(&self, at: usize, trail: &mut Trail) {
        let words = &self.language.references;
        let is_word = self
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Word);
        let known = [
            &words.report,
            &words.section,
            &words.links,
            &words.described.made,
            &words.described.definite,
            &words.described.relatives,
            &words.described.meetings,
            &self.language.meetings.words,
            &self.language.layout.open_ends,
        ];
        let is_known = known.iter().any(|list| self.tokens.is_one_of(at, list))
            || self.ordinal_word(at).is_some()
            || self.tokens.is_one_of(at, &self.language.months)
            || self
                .tokens
                .phrase(at, &self.language.meetings.words)
                .is_some()
            || self.is_held(at);
        if !is_word || is_known {
            return;
        }
        let is_report = at == trail.attached && self.tokens.is_one_of(at - 1, &words.report);
        match self.attachment(at, trail) {
            // "cuarta reunión de fiscales", "recomendación 3 del taller"
            Some(place) if place.is_of_meeting || place.is_certain => {
                trail.another.get_or_insert(at + 1);
            }
            None if !is_report => {}
            // "recomendación 3 de carácter general", "informe anual"
            _ => {
                trail.doubt.get_or_insert(at + 1);
            }
        }
    }

    /// How the word at a token is attached to what the trail is about.
    fn attachment(&self, at: usize, trail: &Trail) -> Option<Attachment> {
        let words = &self.language.references;
        let first = at.checked_sub(1)?;
        let is_article = self.tokens.is_one_of(first, &words.described.definite);
        let preposition = first.checked_sub(usize::from(is_article))?;
        let pause = preposition.checked_sub(1)?;
        let is_agent = self.tokens.is_one_of(preposition, &words.described.agents);
        let is_behind = preposition == trail.attached
            || pause == trail.attached && self.tokens.is_mark(pause, ',');
        // "…, celebrada en Viena, por el Grupo de Trabajo"
        let is_attached = (is_agent || self.is_of(preposition)) && is_behind
            || is_agent && self.tokens.is_mark(pause, ',');
        let contractions = &self.language.contractions;
        let is_contracted =
            (contractions.iter()).any(|(_, one)| one == self.tokens.word(preposition));
        // "aprobada por consenso" names nobody.
        let is_named = is_article || is_contracted || self.tokens.is_capital(at);
        (is_attached && (is_named || !is_agent)).then_some(Attachment {
            is_of_meeting: trail.attached == trail.met,
            is_certain: is_article || is_contracted || is_agent || self.is_acronym(at),
        })
    }

    /// "GAFI".
    fn is_acronym(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let word = &self.tokens.text[token.start..token.end];
            word.len() > 2 && word.chars().all(char::is_uppercase)
        })
    }

    /// The body at a token to which the recommendation or report belongs, the token behind it, and whether it is ours.
    fn body_of(&self, at: usize, trail: &Trail) -> Option<(usize, bool)> {
        let words = &self.language.references;
        let first = at.checked_sub(1)?;
        let is_article = self.tokens.is_one_of(first, &words.described.definite);
        let preposition = first.checked_sub(usize::from(is_article))?;
        let attachment = self.attachment(at, trail);
        let open_ends = &self.language.layout.open_ends;
        let is_word = self
            .tokens
            .get(preposition)
            .is_some_and(|token| token.kind == Kind::Word);
        let is_subject = is_article
            && is_word
            && trail.is_clause
            && !self.tokens.is_one_of(preposition, open_ends);
        if attachment.is_none() && !is_subject {
            return None;
        }
        // "las reuniones cuarta y quinta" are ours until another name says otherwise.
        if self.tokens.is_one_of(at, &words.described.meetings) {
            return None;
        }
        let body = self.deciding(at)?;
        Some((body.behind, body.is_own && !body.is_doubtful))
    }
}

/// How a word is attached to what the words before it are about.
struct Attachment {
    /// To a meeting that was named.
    is_of_meeting: bool,
    /// In a way in which only who made or held it is named: "del taller", "por la Relatora", "de UNICEF".
    is_certain: bool,
}
