//! What the search page's script has to know of a language: it reads what people type, with words from here alone.

use serde::{Deserialize, Serialize};

/// The table `[search]` of a language. All words are folded: lower case, no accents.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SearchWords {
    /// Words that tell little of what is sought ("de", "qué dice"): they weigh almost nothing beside others.
    pub function_words: Vec<String>,
    /// Endings by which inflected forms of a word differ, for forms that no text holds.
    pub endings: Vec<String>,
    /// More endings, that make other words of the same family ("traduc-tor", "estadíst-ica"): only for words that no text holds.
    #[serde(default)]
    pub derivations: Vec<String>,
    /// Letters that change within the forms of one word ("piden", "pedir").
    #[serde(default)]
    pub alternations: Vec<(String, String)>,
    /// What may stand before a word that is known without it ("re-", "des-").
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// What is heard for which letters, one rule after another: errors that sound the same weigh less.
    #[serde(default)]
    pub sounds: Vec<(String, String)>,
    /// Words of a question, in a row, that say nothing of what is sought ("qué dice el grupo de trabajo").
    #[serde(default)]
    pub frames: Vec<String>,
    /// Words, in capitals, between two that may stand for each other.
    pub or: Vec<String>,
    /// Words before a colon that choose in a facet, by the facet's name in addresses; `ano` is a meeting's year.
    pub fields: std::collections::BTreeMap<String, Vec<String>>,
    /// What a meeting is called.
    pub meeting: Vec<String>,
    /// What a recommendation is called.
    pub recommendation: Vec<String>,
    /// "artículo".
    pub article: Vec<String>,
    /// "párrafo", "apartado", "inciso": also what a sub-item is called.
    pub paragraph: Vec<String>,
    /// "resolución".
    pub resolution: Vec<String>,
    /// "decisión".
    pub decision: Vec<String>,
    /// What may stand between the parts of a reference.
    pub joints: Vec<String>,
    /// What may stand before the last of several numbers ("y").
    pub and: Vec<String>,
    /// What may stand between "reunión" and its number ("núm.").
    pub numbered: Vec<String>,
    /// What stands between the first and the last of a range ("a", "hasta").
    pub until: Vec<String>,
    /// What stands before a year or meeting from which on something is sought ("desde").
    pub since: Vec<String>,
    /// What stands before the first of two of them ("entre").
    pub between: Vec<String>,
    /// What may stand between a paragraph and the meeting whose report it is of.
    pub report: Vec<String>,
}
