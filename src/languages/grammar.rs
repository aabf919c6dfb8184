//! The typed form of `[grammar]`: the words that tell whom a recommendation addresses, and how strongly.

use serde::Deserialize;

/// Words and endings of a language's grammar, as far as recommendations need it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GrammarWords {
    /// Whom a sentence addresses that names nobody: an id of the editorial list.
    pub default_addressee: String,
    /// What an infinitive without a verb above it asks.
    pub infinitive_action: String,
    /// What is asked where something is only to be weighed.
    pub weighing_action: String,
    /// The strengths that weighing weakens.
    pub weighed_actions: Vec<String>,
    /// What a verb in the future says.
    pub future_action: String,
    /// What a verb in the past says.
    pub past_action: String,
    /// Names that look like an addressee's and are none.
    pub not_addressees: Vec<String>,
    /// Words that open a noun and belong to it.
    pub determiners: Vec<String>,
    /// Adjectives that may stand within a name or behind it.
    pub epithets: Vec<String>,
    /// Words before a noun that is not the subject.
    pub prepositions: Vec<String>,
    /// Those among them that stand before whom a verb asks.
    pub datives: Vec<String>,
    /// Those before who acts in a passive sentence.
    pub agents: Vec<String>,
    /// Words between nouns or verbs of the same rank.
    pub coordinators: Vec<String>,
    /// The first word of a pair that coordinates ("tanto … como").
    pub first_of_pair: Vec<String>,
    /// The second word of such a pair.
    pub second_of_pair: Vec<String>,
    /// Words that open a subordinate clause.
    pub subordinators: Vec<String>,
    /// Those among them that open what is asked.
    pub complements: Vec<String>,
    /// The sign of an impersonal verb.
    pub impersonals: Vec<String>,
    /// Pronouns that stand before a verb and belong to it.
    pub clitics: Vec<String>,
    /// Words that negate a verb.
    pub negations: Vec<String>,
    /// Words that may stand beside a verb without changing who acts.
    pub fillers: Vec<String>,
    /// Ends of adverbs, which are fillers too.
    pub adverb_ends: Vec<String>,
    /// Words for a meeting of a body.
    pub meeting_nouns: Vec<String>,
    /// What stands before them where something is to happen there.
    pub meeting_before: Vec<String>,
    /// What stands between them and the body.
    pub meeting_links: Vec<String>,
    /// Words for what several bodies do together.
    pub joint_nouns: Vec<String>,
    /// What stands between them and the bodies.
    pub joint_links: Vec<String>,
    /// Ends of the infinitive; none in a language where any word behind a modal is one.
    pub infinitive_ends: Vec<String>,
    /// Infinitives that have no such end.
    pub infinitives: Vec<String>,
    /// What may hang on an infinitive.
    pub enclitics: Vec<String>,
    /// Words that end like one.
    pub not_infinitives: Vec<String>,
    /// Ends of the gerund.
    pub gerund_ends: Vec<String>,
    /// Ends of the participle.
    pub participle_ends: Vec<String>,
    /// Ends of the future.
    pub future_ends: Vec<String>,
    /// Ends of the past.
    pub past_ends: Vec<String>,
    /// Ends of the third person plural.
    pub plural_verb_ends: Vec<String>,
    /// Words that end like a verb.
    pub not_verbs: Vec<String>,
    /// Forms that are the verb of a clause and ask nothing.
    pub finite: Vec<String>,
    /// Verbs that only carry the next one.
    pub carriers: Vec<String>,
    /// Verbs of the passive.
    pub passives: Vec<String>,
    /// Verbs that weigh one of the options.
    pub weighing: Vec<String>,
    /// Verbs that weigh a verb or a deed.
    pub weighing_alone: Vec<String>,
    /// What is weighed.
    pub options: Vec<String>,
    /// Deeds that are weighed.
    pub deeds: Vec<String>,
    /// Verbs that say little without what follows.
    pub idioms: Vec<String>,
    /// Words of a lead that only presents what follows.
    pub presents: Vec<String>,
    /// Names by addressee.
    pub addressees: Vec<AddresseeWords>,
    /// Verbs by action, strongest first.
    pub verbs: Vec<VerbWords>,
}

impl GrammarWords {
    /// Whether words hold a verb that governs what is to be done ("debería", "podrán"): a sentence does, a title does not.
    #[must_use]
    pub fn has_modal(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        let mut tokens = lower.split(|c: char| !c.is_alphabetic());
        tokens.any(|token| {
            let mut modals = self.verbs.iter().flat_map(|verb| &verb.modals);
            modals.any(|modal| modal == token)
        })
    }
}

/// How an addressee is called.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AddresseeWords {
    /// Its id in the editorial list.
    pub id: String,
    /// Its names; one that begins with a capital wants one in the text.
    pub names: Vec<String>,
}

/// The verbs of an action.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VerbWords {
    /// Its id in the editorial list.
    pub action: String,
    /// Verbs that govern an infinitive.
    #[serde(default)]
    pub modals: Vec<String>,
    /// Verbs that name whom they ask.
    #[serde(default)]
    pub asks: Vec<String>,
    /// Infinitives that do so below an impersonal modal.
    #[serde(default)]
    pub asked: Vec<String>,
    /// Verbs without a subject.
    #[serde(default)]
    pub impersonals: Vec<String>,
    /// Words that make any verb an offer.
    #[serde(default)]
    pub perhaps: Vec<String>,
    /// Verbs that tell what was said or done.
    #[serde(default)]
    pub states: Vec<String>,
}
