//! Which verbs of a sentence are its main verbs, what they ask, and of whom.
//!
//! A text is read from left to right. A word like "que" opens a clause below the main one, and the next verb is
//! that clause's; any other verb is the sentence's. Behind the first main verb another one counts only
//! where it is joined to it ("…, y deberían …") or has a subject of its own ("…, y la UNODC debería …").

use super::bodies::{self, Mention, Role};
use super::lexicon::{Meaning, VerbKind, kind};
use super::tokens::{Gap, Tokens};

/// What one main verb says.
#[derive(Debug)]
pub struct Clause {
    /// Its action.
    pub action: usize,
    /// The bodies that it names as those who are to act.
    pub who: Vec<usize>,
    /// The bodies whose meetings or common work it speaks of, where it names nobody.
    pub setting: Vec<usize>,
    /// The words that decided: first, and behind the last.
    pub verb: (usize, usize),
    /// The action and words of a verb that waits for a list of infinitives ("deberían: a) …; b) …").
    pub list: Option<(usize, (usize, usize))>,
}

/// A main verb, found.
#[derive(Clone, Copy, Debug)]
struct Verb {
    kind: VerbKind,
    action: usize,
    /// The first word, with "se" and "no".
    first: usize,
    /// The place behind the last word.
    end: usize,
    impersonal: bool,
}

/// A text with what is named in it.
#[derive(Debug)]
pub struct Reader<'t> {
    /// Its words.
    pub tokens: &'t Tokens<'t>,
    /// Its names.
    pub mentions: &'t [Mention],
}

impl Reader<'_> {
    /// The clauses between two places. `has_main` says that a main verb stands there already;
    /// `lenient` takes a verb below "que" where there is no other.
    pub fn clauses(&self, from: usize, to: usize, has_main: bool, lenient: bool) -> Vec<Clause> {
        let verbs = self.verbs(from, to, has_main, lenient);
        let mut clauses = Vec::with_capacity(verbs.len());
        let mut begin = from;
        for (at, verb) in verbs.iter().enumerate() {
            let until = verbs.get(at + 1).map_or(to, |next| next.first);
            clauses.push(self.clause(verb, begin, until));
            begin = verb.end;
        }
        clauses
    }

    fn verbs(&self, from: usize, to: usize, has_main: bool, lenient: bool) -> Vec<Verb> {
        let tokens = self.tokens;
        let mut found: Vec<Verb> = Vec::new();
        let mut below: Option<usize> = None;
        let mut swallowed: Option<Verb> = None;
        // Whether the last verb that asked something was a main verb.
        let mut level = true;
        let mut names = self.mentions.iter().peekable();
        let mut at = from;
        while at < to {
            while names.next_if(|mention| mention.end <= at).is_some() {}
            if let Some(mention) = names.peek()
                && mention.first <= at
            {
                at = mention.end;
                continue;
            }
            let Some(verb) = self.verb(at, below, from) else {
                if tokens.is(at, kind::SUBORDINATOR) {
                    below = Some(at);
                }
                at += 1;
                continue;
            };
            at = verb.end.max(at + 1);
            let none_yet = !has_main && found.is_empty();
            if let Some(opener) = below.take() {
                let is_main = none_yet
                    && verb.kind != VerbKind::Plain
                    && self.subject_is_set_off(opener, verb.first);
                if !is_main {
                    if verb.kind == VerbKind::Modal {
                        level = false;
                        swallowed.get_or_insert(verb);
                    }
                    continue;
                }
            }
            if verb.kind == VerbKind::Plain {
                continue;
            }
            let is_main = none_yet
                || self.is_joined(&verb, found.last(), level)
                || self.has_new_subject(&verb, found.last(), level);
            if is_main {
                level = true;
                found.push(verb);
            }
        }
        if found.is_empty() && lenient && !has_main {
            found.extend(swallowed);
        }
        found
    }

    /// The verb at `at`, by its words or, failing that, by its form and place.
    fn verb(&self, at: usize, below: Option<usize>, from: usize) -> Option<Verb> {
        let tokens = self.tokens;
        let mut first = at;
        while first > from
            && tokens.gap(first) == Gap::None
            && tokens.is(first - 1, kind::IMPERSONAL | kind::NEGATION | kind::CLITIC)
        {
            first -= 1;
        }
        let impersonal = (first..at).any(|at| tokens.is(at, kind::IMPERSONAL));
        let verb = |kind, action, end| Verb {
            kind,
            action,
            first,
            end,
            impersonal,
        };
        let phrase = tokens.phrase(at, |meaning| matches!(meaning, Meaning::Verb(..)));
        if let Some((Meaning::Verb(kind, action), mut end)) = phrase {
            let own_verb = kind == VerbKind::Perhaps
                && tokens.gap(end) == Gap::None
                && !tokens.is(end, kind::DETERMINER | kind::PREPOSITION)
                && !self.mentions.iter().any(|mention| mention.first == end);
            if own_verb {
                end += 1;
            }
            return Some(verb(kind, action, end));
        }
        if let Some(Meaning::Verb(kind, action)) = tokens.lexicon.verb_by_form(tokens.list[at].word)
        {
            return Some(verb(kind, action, at + 1));
        }
        // Right behind "que" or "que no se" stands its verb, whatever its form.
        let opener = below?;
        let is_next = (opener + 1..at).all(|at| tokens.is_filler(at))
            && (opener + 1..=at).all(|at| tokens.gap(at) == Gap::None);
        let other = kind::DETERMINER
            | kind::PREPOSITION
            | kind::FILLER
            | kind::EPITHET
            | kind::COORDINATOR
            | kind::SUBORDINATOR;
        let is_verb = (is_next || impersonal) && !tokens.is(at, other) && !tokens.is_filler(at);
        is_verb.then(|| verb(VerbKind::Plain, 0, at + 1))
    }

    /// True where a clause that `opener` opened has ended although no verb of it was known, because a comma and
    /// a name lead up to the verb: "A fin de que se comprenda mejor el fenómeno, los Estados deberían".
    fn subject_is_set_off(&self, opener: usize, verb: usize) -> bool {
        let tokens = self.tokens;
        if tokens.gap(opener + 1) != Gap::None {
            return false;
        }
        self.mentions.iter().any(|mention| {
            mention.first > opener + 1
                && mention.end <= verb
                && mention.role == Role::Free
                && (bodies::is_adjacent(tokens, mention, verb)
                    || (tokens.gap(mention.end) == Gap::Comma && tokens.gap(verb) == Gap::Comma))
        })
    }

    /// True where what follows `last` is what it asks or tells, up to the place `at`.
    fn is_told(&self, last: &Verb, at: usize) -> bool {
        !matches!(last.kind, VerbKind::Modal | VerbKind::Perhaps)
            && (last.end..at).any(|at| self.tokens.is(at, kind::COMPLEMENT))
    }

    /// "…, y deberían modificar"; "… y, según proceda, deberían modificar".
    fn is_joined(&self, verb: &Verb, last: Option<&Verb>, level: bool) -> bool {
        let tokens = self.tokens;
        // "… en la que se les informará y se les indicará" goes on below.
        if verb.kind == VerbKind::Tell && last.is_none_or(|last| last.kind != VerbKind::Tell) {
            return false;
        }
        let asks_anew = matches!(verb.kind, VerbKind::Ask | VerbKind::Impersonal);
        if !asks_anew && (!level || last.is_some_and(|last| self.is_told(last, verb.first))) {
            return false;
        }
        let mut first = verb.first;
        while first > 0 && tokens.is_filler(first - 1) && tokens.gap(first) == Gap::None {
            first -= 1;
        }
        if tokens.coordinator_before(first).is_some() {
            return true;
        }
        tokens.gap(first) == Gap::Comma
            && (first.saturating_sub(10)..first)
                .any(|at| tokens.gap(at) == Gap::Comma && tokens.coordinator_before(at).is_some())
    }

    /// "…, y la UNODC debería preparar".
    fn has_new_subject(&self, verb: &Verb, last: Option<&Verb>, level: bool) -> bool {
        if !level || last.is_some_and(|last| self.is_told(last, verb.first)) {
            return false;
        }
        let begin = last.map_or(0, |last| last.end);
        self.mentions
            .iter()
            .rev()
            .find(|mention| mention.end <= verb.first)
            .is_some_and(|mention| {
                mention.first >= begin
                    && matches!(mention.role, Role::Free | Role::Bound)
                    && bodies::is_adjacent(self.tokens, mention, verb.first)
                    && (mention.role == Role::Free
                        || self.tokens.coordinator_before(mention.first).is_some())
            })
    }

    fn clause(&self, verb: &Verb, from: usize, to: usize) -> Clause {
        let mut clause = Clause {
            action: verb.action,
            who: Vec::new(),
            setting: Vec::new(),
            verb: (verb.first, verb.end),
            list: None,
        };
        match verb.kind {
            VerbKind::Modal | VerbKind::Perhaps => self.modal(verb, from, to, &mut clause),
            VerbKind::Ask => self.ask(verb, from, to, &mut clause),
            VerbKind::Impersonal => {
                clause.who = bodies::complement_subject(self.tokens, self.mentions, verb.end, to);
                self.weigh_behind(verb.end, to, &mut clause);
            }
            VerbKind::Tell | VerbKind::Plain => self.tell(verb, from, to, &mut clause),
        }
        if clause.who.is_empty() {
            clause.who = bodies::agents(self.tokens, self.mentions, verb.end, to);
        }
        if clause.who.is_empty() {
            clause.setting = bodies::setting(self.tokens, self.mentions, from, to);
        }
        clause
    }

    fn subject(&self, verb: &Verb, from: usize) -> Vec<usize> {
        bodies::subject(self.tokens, self.mentions, from, verb.first)
            .into_iter()
            .flatten()
            .collect()
    }

    fn modal(&self, verb: &Verb, from: usize, to: usize, clause: &mut Clause) {
        let tokens = self.tokens;
        clause.who = self.subject(verb, from);
        // "Deberían los Estados partes adoptar"
        let behind = self
            .mentions
            .iter()
            .find(|mention| mention.first == verb.end && tokens.gap(verb.end) == Gap::None);
        let mut next = verb.end;
        if let Some(mention) = behind {
            if clause.who.is_empty() && !verb.impersonal {
                clause.who =
                    bodies::leading_subject(tokens, self.mentions, mention.first, mention.end);
            }
            next = mention.end;
        }
        if tokens.gap(next) == Gap::Colon {
            clause.list = Some((verb.action, clause.verb));
        }
        let Some(at) = self.governed(next, to) else {
            return;
        };
        let (end, weighs) = self.lexical(at, to);
        // "deberían adoptar", "deberían sin demora adoptar"
        let in_a_row = behind.is_none() && (verb.end..=at).all(|at| tokens.gap(at) == Gap::None);
        if weighs {
            clause.action = tokens.lexicon.weighed(clause.action);
        }
        if verb.kind == VerbKind::Modal && in_a_row {
            clause.verb.1 = end;
        } else if weighs && clause.action == tokens.lexicon.weighing {
            clause.verb = (at, end);
        }
        if !clause.who.is_empty() {
            return;
        }
        if let Some((infinitive, hangs)) = tokens.infinitive(at)
            && (hangs || verb.impersonal)
            && let Some(action) = tokens.lexicon.asked(infinitive)
        {
            clause.action = action;
            clause.who = bodies::asked(tokens, self.mentions, end, to);
            if clause.who.is_empty() {
                clause.who = bodies::complement_subject(tokens, self.mentions, end, to);
            } else if in_a_row && tokens.is(end, kind::DATIVE) {
                clause.verb.1 = end + 1;
            }
        }
    }

    /// The infinitive that a modal governs whose words end at `from`.
    fn governed(&self, from: usize, to: usize) -> Option<usize> {
        let tokens = self.tokens;
        let at = tokens.skip_fillers(from);
        let is_one = |at| tokens.lexicon.has_bare_infinitives() || tokens.infinitive(at).is_some();
        if at < to && tokens.gap(at) == Gap::None && is_one(at) {
            return Some(at);
        }
        // "deberían sin demora adoptar"
        if tokens.gap(at) == Gap::None && tokens.is(at, kind::PREPOSITION) {
            let found = (at + 1..to.min(at + 9))
                .take_while(|&at| tokens.gap(at) == Gap::None)
                .find(|&at| {
                    tokens.infinitive(at).is_some() && !tokens.is(at - 1, kind::PREPOSITION)
                });
            if found.is_some() {
                return found;
            }
        }
        if tokens.gap(from) == Gap::Colon {
            let at = self.behind_marker(from);
            return (at < to && tokens.infinitive(at).is_some()).then_some(at);
        }
        // "deberían, en la medida de lo posible, adoptar"
        (from..to)
            .take_while(|&at| !tokens.is(at, kind::COMPLEMENT))
            .find(|&at| {
                let at_comma = tokens.gap(at) == Gap::Comma;
                let at = tokens.skip_fillers(at);
                at_comma && tokens.infinitive(at).is_some()
            })
            .map(|at| tokens.skip_fillers(at))
            .filter(|&at| at < to)
    }

    /// The place behind the marker of a list inside a sentence ("a) …"), and behind words like "no".
    pub fn behind_marker(&self, mut at: usize) -> usize {
        let tokens = self.tokens;
        if let (Some(coordinator), Gap::None) = (tokens.coordinator_at(at), tokens.gap(at + 1)) {
            at = coordinator;
        }
        let is_marker = tokens
            .list
            .get(at)
            .is_some_and(|token| token.word.chars().nth(1).is_none())
            && tokens.gap(at + 1) == Gap::Comma;
        if is_marker {
            at += 1;
        }
        while at < tokens.list.len() && tokens.is_filler(at) && tokens.gap(at + 1) <= Gap::Comma {
            at += 1;
        }
        at
    }

    /// The first word that is a verb by its form; the first word where there is none.
    pub fn first_verb(&self, from: usize, to: usize) -> (usize, usize) {
        let tokens = self.tokens;
        let at = (from + 1..to)
            .find(|&at| {
                let named = |mention: &Mention| mention.first <= at && at < mention.end;
                tokens.lexicon.verb_by_form(tokens.list[at].word).is_some()
                    && !self.mentions.iter().any(named)
            })
            .unwrap_or(from);
        (at, at + 1)
    }

    /// Where the words of the infinitive at `at` end, and whether it only weighs something.
    pub fn lexical(&self, at: usize, to: usize) -> (usize, bool) {
        let tokens = self.tokens;
        let mut at = at;
        if tokens.is(at, kind::CARRIER)
            && tokens.gap(at + 1) == Gap::None
            && tokens
                .list
                .get(at + 1)
                .is_some_and(|token| tokens.lexicon.is_gerund(token.word))
        {
            at += 1;
        }
        if let Some(end) = self.weighs(at, to) {
            return (end, true);
        }
        if let Some((_, end)) = tokens.phrase(at, |meaning| meaning == Meaning::Idiom) {
            return (end, false);
        }
        let passive = tokens.is(at, kind::PASSIVE)
            && tokens.gap(at + 1) == Gap::None
            && tokens
                .list
                .get(at + 1)
                .is_some_and(|token| tokens.lexicon.is_participle(token.word));
        (at + 1 + usize::from(passive), false)
    }

    /// Where the words end that only weigh something: "estudiar seriamente la posibilidad de".
    fn weighs(&self, at: usize, to: usize) -> Option<usize> {
        let tokens = self.tokens;
        if !tokens.is(at, kind::WEIGHING) {
            return None;
        }
        let next = tokens.skip_fillers(at + 1);
        if next >= to {
            return None;
        }
        let is_noun = |at: usize, kinds| {
            tokens.is(at, kind::DETERMINER)
                && tokens.gap(at + 1) == Gap::None
                && tokens.is(at + 1, kinds)
        };
        let behind = |at: usize| {
            let link = tokens.gap(at) == Gap::None && tokens.is(at, kind::MEETING_LINK);
            at + usize::from(link)
        };
        if tokens.gap(next) == Gap::Comma {
            // "considerar, de conformidad con su legislación, la posibilidad de"
            return (next..to)
                .any(|at| tokens.gap(at) == Gap::Comma && is_noun(at, kind::OPTION))
                .then_some(at + 1);
        }
        if tokens.gap(next) != Gap::None {
            return None;
        }
        if is_noun(next, kind::OPTION) {
            return Some(behind(next + 2));
        }
        if tokens.is(at, kind::WEIGHING_ALONE) {
            // "considerar adoptar", "consider adopting"
            let gerund = tokens.lexicon.has_bare_infinitives()
                && tokens.lexicon.is_gerund(tokens.list[next].word);
            if gerund || tokens.infinitive(next).is_some() {
                return Some(next + 1);
            }
            if is_noun(next, kind::DEED) {
                return Some(behind(next + 2));
            }
        }
        // "analizar y estudiar la posibilidad de"
        let other = tokens.coordinator_at(next)?;
        self.weighs(other, to)
    }

    fn weigh_behind(&self, at: usize, to: usize, clause: &mut Clause) {
        let tokens = self.tokens;
        if at < to && tokens.gap(at) == Gap::None && tokens.infinitive(at).is_some() {
            let (end, weighs) = self.lexical(at, to);
            let action = tokens.lexicon.weighed(clause.action);
            if weighs && action != clause.action {
                clause.action = action;
                clause.verb.1 = end;
            }
        }
    }

    fn ask(&self, verb: &Verb, from: usize, to: usize, clause: &mut Clause) {
        let tokens = self.tokens;
        clause.who = bodies::asked(tokens, self.mentions, verb.end, to);
        if !clause.who.is_empty() {
            if tokens.gap(verb.end) == Gap::None && tokens.is(verb.end, kind::DATIVE) {
                clause.verb.1 = verb.end + 1;
            }
            return;
        }
        clause.who = bodies::asked_before(tokens, self.mentions, from, verb.first);
        if clause.who.is_empty() {
            clause.who = bodies::complement_subject(tokens, self.mentions, verb.end, to);
        }
        if clause.who.is_empty() && verb.action == tokens.lexicon.past {
            clause.who = self.subject(verb, from);
        }
        self.weigh_behind(verb.end, to, clause);
    }

    fn tell(&self, verb: &Verb, from: usize, to: usize, clause: &mut Clause) {
        let tokens = self.tokens;
        // "observó que los Estados deberían"
        let asks_below = (verb.end..to).any(|at| {
            tokens
                .phrase(at, |meaning| {
                    matches!(meaning, Meaning::Verb(VerbKind::Modal, _))
                })
                .is_some()
        });
        if asks_below {
            clause.who = bodies::complement_subject(tokens, self.mentions, verb.end, to);
        }
        if clause.who.is_empty() {
            clause.who = self.subject(verb, from);
        }
        // "estudiarán la posibilidad de"
        if let Some(end) = self.weighs(verb.end - 1, to) {
            clause.action = tokens.lexicon.weighed(clause.action);
            clause.verb.1 = end;
        }
    }
}
