//! The language's words about grammar, made ready for one look-up a word.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::languages::words::words;
use crate::languages::{GrammarWords, Language};
use crate::records::editorial::Category;

/// What a word may be. One word may be several things ("a" opens a noun's object and a verb's).
pub mod kind {
    pub const DETERMINER: u32 = 1;
    pub const EPITHET: u32 = 1 << 1;
    pub const PREPOSITION: u32 = 1 << 2;
    pub const DATIVE: u32 = 1 << 3;
    pub const AGENT: u32 = 1 << 4;
    pub const COORDINATOR: u32 = 1 << 5;
    pub const SUBORDINATOR: u32 = 1 << 6;
    pub const COMPLEMENT: u32 = 1 << 7;
    pub const IMPERSONAL: u32 = 1 << 8;
    pub const NEGATION: u32 = 1 << 9;
    pub const FILLER: u32 = 1 << 10;
    pub const MEETING: u32 = 1 << 11;
    pub const MEETING_BEFORE: u32 = 1 << 12;
    pub const MEETING_LINK: u32 = 1 << 13;
    pub const JOINT: u32 = 1 << 14;
    pub const JOINT_LINK: u32 = 1 << 15;
    pub const NOT_INFINITIVE: u32 = 1 << 16;
    pub const NOT_VERB: u32 = 1 << 17;
    pub const FINITE: u32 = 1 << 18;
    pub const CARRIER: u32 = 1 << 19;
    pub const PASSIVE: u32 = 1 << 20;
    pub const WEIGHING: u32 = 1 << 21;
    pub const WEIGHING_ALONE: u32 = 1 << 22;
    pub const OPTION: u32 = 1 << 23;
    pub const DEED: u32 = 1 << 24;
    pub const FIRST_OF_PAIR: u32 = 1 << 25;
    pub const SECOND_OF_PAIR: u32 = 1 << 26;
    pub const CLITIC: u32 = 1 << 27;
    pub const INFINITIVE: u32 = 1 << 28;
}

/// How a verb says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbKind {
    /// Governs an infinitive and has its own subject ("deberían adoptar").
    Modal,
    /// Names whom it asks ("se alienta a …", "recomienda que …").
    Ask,
    /// Has no subject ("conviene que …").
    Impersonal,
    /// Makes any verb an offer ("tal vez deseen").
    Perhaps,
    /// Tells what was said or done, or what will be.
    Tell,
    /// The verb of a clause that asks nothing.
    Plain,
}

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A verb with its action, an index of [`super::super::Compendium::actions`].
    Verb(VerbKind, usize),
    /// A body with its addressee, an index of [`super::super::Compendium::addressees`]; none for a name that only looks so.
    Body(Option<usize>),
    /// A verb with the words it needs.
    Idiom,
    /// Words that coordinate together ("así como").
    Coordinator,
    /// Words that name who acts together ("por parte de").
    Agent,
}

/// Words that mean something together, or one that does alone.
#[derive(Debug)]
pub struct Phrase<'l> {
    /// The words behind the first, in lower case.
    pub rest: Vec<Cow<'l, str>>,
    /// Whether the first wants a capital.
    pub capital: bool,
    /// What it is.
    pub meaning: Meaning,
}

/// All that is known of a word.
#[derive(Debug, Default)]
pub struct Known<'l> {
    kinds: u32,
    /// What begins with it, longest first.
    pub phrases: Vec<Phrase<'l>>,
    /// The action of an infinitive that asks.
    asked: Option<usize>,
}

impl Known<'_> {
    /// True where the word is one of `kinds`.
    pub fn is(&self, kinds: u32) -> bool {
        self.kinds & kinds != 0
    }
}

/// The table.
#[derive(Debug)]
pub struct Lexicon<'l> {
    words: HashMap<Cow<'l, str>, Known<'l>, FixedState>,
    endings: &'l GrammarWords,
    abbreviations: Vec<&'l str>,
    submitted: &'l [String],
    /// Whom a sentence addresses that names nobody.
    pub default_addressee: usize,
    /// The action of an infinitive without a verb above it.
    pub infinitive: usize,
    /// The action of weighing, and those it weakens.
    pub weighing: usize,
    weighed: Vec<usize>,
    /// The action of the future.
    pub future: usize,
    /// The action of the past.
    pub past: usize,
}

impl<'l> Lexicon<'l> {
    /// The table of `language`; `addressee` and `action` give the indices of ids, `named` is what the editors call them.
    pub fn of(
        language: &'l Language,
        named: &'l [Category],
        addressee: impl Fn(&str) -> usize,
        action: impl Fn(&str) -> usize,
    ) -> Self {
        let grammar = &language.grammar;
        let mut table = Table::default();
        for (kinds, list) in [
            (kind::DETERMINER, &grammar.determiners),
            (kind::EPITHET, &grammar.epithets),
            (kind::PREPOSITION, &grammar.prepositions),
            (kind::DATIVE, &grammar.datives),
            (kind::SUBORDINATOR, &grammar.subordinators),
            (kind::COMPLEMENT, &grammar.complements),
            (kind::IMPERSONAL, &grammar.impersonals),
            (kind::NEGATION, &grammar.negations),
            (kind::FILLER, &grammar.fillers),
            (kind::MEETING, &grammar.meeting_nouns),
            (kind::MEETING_BEFORE, &grammar.meeting_before),
            (kind::MEETING_LINK, &grammar.meeting_links),
            (kind::JOINT, &grammar.joint_nouns),
            (kind::JOINT_LINK, &grammar.joint_links),
            (kind::NOT_INFINITIVE, &grammar.not_infinitives),
            (kind::INFINITIVE, &grammar.infinitives),
            (kind::NOT_VERB, &grammar.not_verbs),
            (kind::FINITE, &grammar.finite),
            (kind::CARRIER, &grammar.carriers),
            (kind::PASSIVE, &grammar.passives),
            (kind::WEIGHING, &grammar.weighing),
            (kind::WEIGHING_ALONE, &grammar.weighing_alone),
            (kind::OPTION, &grammar.options),
            (kind::DEED, &grammar.deeds),
            (kind::FIRST_OF_PAIR, &grammar.first_of_pair),
            (kind::CLITIC, &grammar.clitics),
            (kind::SECOND_OF_PAIR, &grammar.second_of_pair),
        ] {
            for word in list {
                table.word(word).kinds |= kinds;
            }
        }
        for (kinds, meaning, list) in [
            (
                kind::COORDINATOR,
                Meaning::Coordinator,
                &grammar.coordinators,
            ),
            (kind::AGENT, Meaning::Agent, &grammar.agents),
        ] {
            for word in list {
                if word.contains(' ') {
                    table.add(word, meaning);
                } else {
                    table.word(word).kinds |= kinds;
                }
            }
        }
        table.add_all(&grammar.idioms, Meaning::Idiom);
        table.add_all(&grammar.not_addressees, Meaning::Body(None));
        // Of names that are alike the editors' counts, as the first.
        for category in named {
            let meaning = Meaning::Body(Some(addressee(&category.id)));
            table.add_all(&category.names, meaning);
        }
        for names in &grammar.addressees {
            table.add_all(&names.names, Meaning::Body(Some(addressee(&names.id))));
        }
        for verbs in &grammar.verbs {
            let action = action(&verbs.action);
            for (kind, list) in [
                (VerbKind::Modal, &verbs.modals),
                (VerbKind::Ask, &verbs.asks),
                (VerbKind::Impersonal, &verbs.impersonals),
                (VerbKind::Perhaps, &verbs.perhaps),
                (VerbKind::Tell, &verbs.states),
            ] {
                table.add_all(list, Meaning::Verb(kind, action));
            }
            for word in &verbs.asked {
                table.word(word).asked = Some(action);
            }
        }
        for known in table.words.values_mut() {
            // The longest phrase that fits is the one that is meant.
            known
                .phrases
                .sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Self {
            words: table.words,
            endings: grammar,
            abbreviations: language
                .layout
                .abbreviations
                .iter()
                .map(|word| word.trim_end_matches('.'))
                .collect(),
            submitted: &language.recommendations.submitted,
            default_addressee: addressee(&grammar.default_addressee),
            infinitive: action(&grammar.infinitive_action),
            weighing: action(&grammar.weighing_action),
            weighed: grammar
                .weighed_actions
                .iter()
                .map(|id| action(id))
                .collect(),
            future: action(&grammar.future_action),
            past: action(&grammar.past_action),
        }
    }

    /// What is known of a word in lower case.
    pub fn known(&self, word: &str) -> Option<&Known<'l>> {
        self.words.get(word)
    }

    /// True for a short form whose full stop ends no sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(&word)
    }

    /// `action` where something is only to be weighed.
    pub fn weighed(&self, action: usize) -> usize {
        if self.weighed.contains(&action) {
            self.weighing
        } else {
            action
        }
    }

    /// True for a lead, in lower case, that only presents what follows.
    pub fn presents(&self, lead: &str) -> bool {
        self.endings
            .presents
            .iter()
            .chain(self.submitted)
            .any(|words| lead.contains(words.as_str()))
    }

    /// True in a language whose infinitives have no ending: any word right behind a modal is one.
    pub fn has_bare_infinitives(&self) -> bool {
        self.endings.infinitive_ends.is_empty()
    }

    /// True in a language that marks whom a verb asks ("alienta a los Estados").
    pub fn has_datives(&self) -> bool {
        !self.endings.datives.is_empty()
    }

    /// The infinitive that a word is, without what hangs on it; and whether something does.
    pub fn infinitive_of<'w>(&self, word: &'w str) -> Option<(&'w str, bool)> {
        let is_one = |word: &str| {
            word.len() > 2
                && self
                    .endings
                    .infinitive_ends
                    .iter()
                    .any(|end| word.ends_with(end.as_str()))
                && !self
                    .known(word)
                    .is_some_and(|known| known.is(kind::NOT_INFINITIVE))
        };
        let listed = self.known(word).is_some_and(|k| k.is(kind::INFINITIVE));
        if listed || is_one(word) {
            return Some((word, false));
        }
        if self
            .known(word)
            .is_some_and(|known| known.is(kind::NOT_INFINITIVE))
        {
            return None;
        }
        self.endings.enclitics.iter().find_map(|enclitic| {
            let bare = word.strip_suffix(enclitic.as_str())?;
            is_one(bare).then_some((bare, true))
        })
    }

    /// True where a word has one of the endings, and is no word that only looks so.
    fn ends(&self, word: &str, endings: &[String]) -> bool {
        endings.iter().any(|end| word.ends_with(end.as_str()))
            && !self
                .known(word)
                .is_some_and(|known| known.is(kind::NOT_VERB))
    }

    /// What the form of a word says that stands where a verb may stand.
    pub fn verb_by_form(&self, word: &str) -> Option<Meaning> {
        let verb = |kind, action| Some(Meaning::Verb(kind, action));
        if self.ends(word, &self.endings.future_ends) {
            return verb(VerbKind::Tell, self.future);
        }
        if self.ends(word, &self.endings.past_ends) {
            return verb(VerbKind::Tell, self.past);
        }
        let plain = word.len() > 2 && self.ends(word, &self.endings.plural_verb_ends)
            || self.known(word).is_some_and(|known| known.is(kind::FINITE));
        if plain {
            verb(VerbKind::Plain, 0)
        } else {
            None
        }
    }

    /// True for an adverb by its form.
    pub fn is_adverb(&self, word: &str) -> bool {
        self.ends(word, &self.endings.adverb_ends)
    }

    /// True for a gerund.
    pub fn is_gerund(&self, word: &str) -> bool {
        self.ends(word, &self.endings.gerund_ends)
    }

    /// True for a participle.
    pub fn is_participle(&self, word: &str) -> bool {
        self.ends(word, &self.endings.participle_ends)
    }

    /// The action of an infinitive that asks, without what hangs on it.
    pub fn asked(&self, infinitive: &str) -> Option<usize> {
        self.known(infinitive).and_then(|known| known.asked)
    }
}

#[derive(Default)]
struct Table<'l> {
    words: HashMap<Cow<'l, str>, Known<'l>, FixedState>,
}

impl<'l> Table<'l> {
    fn add_all(&mut self, phrases: &'l [String], meaning: Meaning) {
        for phrase in phrases {
            self.add(phrase, meaning);
        }
    }

    fn add(&mut self, phrase: &'l str, meaning: Meaning) {
        let mut parts = words(phrase).map(|(_, word)| word);
        let Some(first) = parts.next() else { return };
        let phrase = Phrase {
            rest: parts.map(lower).collect(),
            capital: first.starts_with(char::is_uppercase),
            meaning,
        };
        self.word(first).phrases.push(phrase);
    }

    fn word(&mut self, word: &'l str) -> &mut Known<'l> {
        self.words.entry(lower(word)).or_default()
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}
