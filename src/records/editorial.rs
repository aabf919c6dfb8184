//! What the editors add and the sources do not say, as it stands in `seeds/editorial/`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::Span;

use super::yaml;

/// Everything in the editorial folder. A missing file is an empty one.
#[derive(Clone, Debug, Default)]
pub struct Editorial {
    /// Groups of themes, in the editors' order.
    pub groups: Vec<ThemeGroup>,
    /// Themes of each provision, the primary one first, by id as written.
    pub assignments: BTreeMap<String, Vec<String>>,
    /// The words by which themes are proposed for what is not assigned.
    pub lexicon: Lexicon,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
    /// Where a meeting's recommendations were adopted by another meeting.
    pub adoptions: Vec<Adoption>,
    /// What recommendations cite.
    pub cited: Cited,
    /// Reports that are cited by paragraph.
    pub reports: Vec<ReportParagraphs>,
    /// Words that mean the same, in groups.
    pub thesaurus: Vec<Vec<String>>,
    /// What readers type and the texts say otherwise.
    pub search_words: Vec<Synonym>,
    /// By what else people look for a recommendation, by its id as written.
    pub descriptors: BTreeMap<String, Vec<String>>,
    /// To whom recommendations speak, in the editors' order.
    pub addressees: Vec<Category>,
    /// How strongly they ask, strongest first.
    pub actions: Vec<Category>,
    /// Corrections of the sources, which themselves stay as they were received.
    pub corrigenda: Vec<Corrigendum>,
    /// What became of a meeting's recommendations afterwards.
    pub standings: Vec<LaterStanding>,
    /// The body whose recommendations they are, by its names in `book.toml`, in lower case and without article.
    pub own_body: Vec<String>,
    /// The body that it reports to, likewise.
    pub own_parent: Option<String>,
}

/// `standings.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Standings {
    /// The list.
    pub standings: Vec<LaterStanding>,
}

/// What became of recommendations after their meeting: the editors' conclusion, with the passages that prove it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterStanding {
    /// The meetings whose recommendations are meant.
    pub meetings: Vec<u32>,
    /// What pages say.
    pub label: String,
    /// A sentence more.
    pub detail: Option<String>,
    /// Where sources say so.
    pub passages: Vec<Passage>,
}

/// Words of a source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The document's slug.
    pub document: String,
    /// The lines that hold the words.
    pub lines: Span,
    /// The words.
    pub quote: String,
}

/// `corrigenda.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Corrigenda {
    /// The corrections.
    pub corrigenda: Vec<Corrigendum>,
}

/// A correction: shown beside the text, never made in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrigendum {
    /// The recommendation or sub-item, by id as written.
    pub id: String,
    /// The words that the source has.
    pub from: String,
    /// The words that it should have.
    pub to: String,
    /// What says so: the symbol of a corrigendum, or the editors.
    pub source: String,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// `addressees.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressees {
    /// The list.
    pub addressees: Vec<Category>,
}

/// `actions.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actions {
    /// The list, strongest first.
    pub actions: Vec<Category>,
}

/// An addressee or an action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    #[serde(default)]
    pub scope: String,
    /// Words that show it.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Names that documents give an addressee, besides those that the language knows. One that begins with a
    /// capital wants one in the text.
    #[serde(default)]
    pub names: Vec<String>,
}

/// `assignments.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Assignments {
    /// Themes of each provision, by id.
    #[serde(deserialize_with = "yaml::unique")]
    pub entries: BTreeMap<String, Vec<String>>,
}

/// `descriptors.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Descriptors {
    /// Expressions that a recommendation does not use itself, by its id.
    #[serde(deserialize_with = "yaml::unique")]
    pub entries: BTreeMap<String, Vec<String>>,
}

/// `instruments.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cited {
    /// Treaties that are cited by article.
    pub treaties: Vec<Treaty>,
    /// Bodies whose resolutions and decisions are cited.
    pub bodies: Vec<Body>,
    /// Other instruments and tools that are named.
    pub instruments: Vec<Instrument>,
}

/// A treaty that is cited by article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treaty {
    /// Its id, used in addresses and targets.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name that pages use in lists.
    pub short: String,
    /// Names that documents give it.
    pub forms: Vec<String>,
    /// Words that name it where nothing follows them.
    #[serde(default)]
    pub bare: Vec<String>,
    /// What readers call it and documents do not.
    #[serde(default)]
    pub said: Vec<String>,
    /// Titles of its articles.
    #[serde(default, deserialize_with = "yaml::unique")]
    pub articles: BTreeMap<u32, String>,
}

/// A body whose resolutions and decisions are cited.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Names that documents give it.
    pub forms: Vec<String>,
    /// How the target of a resolution is written: `{number}`, `{year}`.
    pub resolution: Option<String>,
    /// How the target of a decision is written.
    pub decision: Option<String>,
    /// A number without a body is this one's from this first figure on,
    pub first: Option<u32>,
    /// and up to this one.
    pub last: Option<u32>,
}

/// Another instrument or tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its id, used in addresses and targets.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The resolution that adopted it, to which a bare "(párr. 16)" behind its name refers.
    pub act: Option<String>,
    /// Names that documents give it.
    pub forms: Vec<String>,
}

/// `reports.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reports {
    /// The reports.
    pub reports: Vec<ReportParagraphs>,
}

/// A report that is cited by paragraph, and which recommendation each of its paragraphs is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportParagraphs {
    /// The meeting that it reports on.
    pub meeting: u32,
    /// Its symbol.
    pub symbol: Option<String>,
    /// Paragraph number + offset = number of the recommendation.
    pub offset: i32,
    /// Why the two differ, as pages say it behind "because".
    pub note: Option<String>,
}

/// `themes.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// The groups.
    pub groups: Vec<ThemeGroup>,
}

/// A group of themes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeGroup {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its themes.
    pub themes: Vec<Theme>,
}

/// A theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    #[serde(default)]
    pub scope: String,
}

/// `thesaurus.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thesaurus {
    /// The groups.
    #[serde(default)]
    pub groups: Vec<Vec<String>>,
    /// What readers type and the texts say otherwise.
    #[serde(default)]
    pub search: Vec<Synonym>,
}

/// Words that a reader types, and those of the texts that are found for them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    /// Words and phrases that readers type.
    pub say: Vec<String>,
    /// Words and phrases of the texts.
    pub mean: Vec<String>,
}

/// `lexicon.yaml`. Its head explains it to those who write it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// How much the entries of each list weigh.
    #[serde(default)]
    pub weights: Weights,
    /// Expressions in which no word counts for any theme.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// Words that may stand for one another: an entry says `<name>` where any of them may stand.
    #[serde(default)]
    pub sets: BTreeMap<String, Vec<String>>,
    /// The words of each theme, by its id.
    #[serde(default)]
    pub themes: BTreeMap<String, ThemeWords>,
}

/// How much the entries of each list weigh.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Words that decide alone.
    pub strong: f32,
    /// Words that nearly always speak of the theme.
    pub medium: f32,
    /// Words that help.
    pub weak: f32,
    /// Words that speak against it: below zero.
    pub against: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            strong: 3.0,
            medium: 1.5,
            weak: 0.5,
            against: -2.0,
        }
    }
}

/// The words of a theme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThemeWords {
    /// Words that decide alone.
    pub strong: Vec<String>,
    /// Words that nearly always speak of the theme.
    pub medium: Vec<String>,
    /// Words that help.
    pub weak: Vec<String>,
    /// Words that speak against it.
    pub against: Vec<String>,
    /// Expressions in which no word counts for this theme.
    pub excludes: Vec<String>,
}

/// `known-gaps.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownGaps {
    /// Meetings whose sources are missing or unfinished.
    #[serde(default)]
    pub gaps: Vec<Gap>,
    /// Recommendations that were adopted elsewhere.
    #[serde(default)]
    pub adoptions: Vec<Adoption>,
}

/// Something that is known to be missing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The meeting.
    pub meeting: u32,
    /// What is missing, and what would fill it.
    pub note: String,
}

/// A meeting whose recommendations another meeting adopted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// The meeting that proposed them.
    pub meeting: u32,
    /// The recommendation under which they were adopted.
    pub adopted_as: String,
}
